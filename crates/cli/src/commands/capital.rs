//! `capital`: pool and tranche capital before and after, relief at closing and through life, and what threatens it.

pub(super) mod given;

use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{Problems, check_together};
use tranchet_deal::rate::Ratio;
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::capital::explanation::workings;
use tranchet_engine::capital::regimes::{Regime, find};
use tranchet_engine::capital::{Capital as Assessed, Terms, cliff, output_floor};
use tranchet_engine::relief::ReliefThroughLife;
use tranchet_engine::study::roll_over::{RollOver, roll_over};
use tranchet_engine::study::{NoRelief, closing, run_with_relief};
use tranchet_report::json;
use tranchet_report::tables::capital::{CAPITAL_TABLES, RegimeCapital};

use super::require_srt;
use crate::args::{Capital, Format, Shared};
use crate::explained::{Asked, asked};
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};
use crate::run_problems::{capital_problem, problems};
use crate::{output, progress};

/// The table that is shown only for a whole bank, or when asked for.
const OF_THE_BANK: &str = "output-floor";

/// Works out capital under each regime and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn capital(command: &Capital, shared: &Shared) -> Result<(), Failure> {
    let scenarios: Vec<_> = command.scenario.iter().cloned().collect();
    let loaded = deal_and_scenarios_apart(&command.deal, &scenarios, shared)?;
    let regimes = regimes(&command.regimes, &loaded)?;
    if regimes.is_empty() {
        let text = "the deal names no capital regime; name one with --regime";
        return Err(Failure::Usage(text.to_owned()));
    }
    let given = given::Given::read(command, &loaded, &regimes)?;
    if command.require_srt {
        require_srt::can_be_asked(&regimes)?;
    }
    let found: Vec<RegimeCapital> = regimes
        .into_iter()
        .map(|regime| under(regime, &given, &loaded, shared))
        .collect::<Result<_, _>>()?;
    let asked = asked(&command.explaining, shared)?;
    let result = match shared.format {
        Format::Json => document(&loaded, &found, asked)?,
        Format::Table | Format::Markdown | Format::Csv => {
            tables_and_trees(&loaded, &found, (asked, given.bank.is_some()), shared)?
        }
    };
    output::write(&result, shared)?;
    if command.require_srt {
        require_srt::require(&found)?;
    }
    Ok(())
}

fn document(loaded: &Loaded, found: &[RegimeCapital], asked: Asked) -> Result<String, Failure> {
    let mut document = loaded.document("capital");
    json::capital::capital(loaded.deal(), found, &mut document);
    let currency = loaded.deal().currency;
    for (place, regime) in found.iter().enumerate() {
        if let Some(tree) = asked.tree(&workings(&regime.closing))? {
            document["regimes"][place]["explanation"] = json::explanation::explanation(currency, &tree);
        }
    }
    Ok(output::json(document))
}

fn tables_and_trees(
    loaded: &Loaded,
    found: &[RegimeCapital],
    (asked, has_bank): (Asked, bool),
    shared: &Shared,
) -> Result<String, Failure> {
    let deal = loaded.deal();
    let tables: Vec<_> = CAPITAL_TABLES
        .iter()
        .filter(|(name, _)| shared.table.is_some() || is_shown(name, asked, deal, found, has_bank))
        .map(|(_, table)| table(deal, found))
        .collect();
    let mut parts = Vec::new();
    if !tables.is_empty() {
        parts.push(output::render(&tables, shared)?);
    }
    for regime in found {
        let name = regime.closing.regime.name;
        let title = format!("{}: how each figure was found under {name}", deal.name);
        let workings = workings(&regime.closing);
        parts.extend(asked.text(&title, deal.currency, &workings, shared)?);
    }
    Ok(parts.join("\n"))
}

/// Whether a table is shown that nobody named: those that are asked for, one table for several regimes
/// in place of two that are about one, and tests where there are any.
fn is_shown(name: &str, asked: Asked, deal: &Deal, found: &[RegimeCapital], has_bank: bool) -> bool {
    if !asked.shows(name) {
        return false;
    }
    let are_several = found.len() > 1;
    let any = |has: fn(&Regime) -> bool| found.iter().any(|capital| has(capital.closing.regime));
    match name {
        "comparison" => are_several,
        "summary" | "tranches" => !are_several,
        OF_THE_BANK => has_bank,
        "srt" => any(|regime| regime.srt.reads_expected_loss()),
        "sts" => {
            deal.capital.as_ref().is_some_and(|terms| terms.sts) && any(|regime| regime.srt.has_conditions())
        }
        _ => true,
    }
}

/// The regimes asked for, or the deal's own if it names one.
pub(super) fn regimes(names: &[String], loaded: &Loaded) -> Result<Vec<&'static Regime>, Failure> {
    let own = loaded.deal().capital.as_ref().map(|terms| terms.regime.clone());
    let names = if names.is_empty() {
        Vec::from_iter(own)
    } else {
        names.to_vec()
    };
    names
        .iter()
        .map(|name| find(name).map_err(|error| failure(&error, loaded)))
        .collect()
}

/// Capital under a regime, at closing and through life.
pub(super) fn under(
    regime: &'static Regime,
    given: &given::Given,
    loaded: &Loaded,
    shared: &Shared,
) -> Result<RegimeCapital, Failure> {
    let deal = loaded.deal();
    let terms = deal.capital.as_ref();
    let own = terms.filter(|terms| terms.regime == regime.name);
    let approach = own.map_or(Approach::Hierarchy, |terms| terms.approach);
    let rule_terms = given.terms(regime, deal);
    let (scenario, _) = loaded.scenario();
    let refused = |error| failure(&error, loaded);
    let at_closing = closing(deal, &scenario, regime, &rule_terms).map_err(refused)?;
    let closing: Assessed = at_closing.assess(regime, approach).map_err(refused)?;
    let output_floor = output_floor::at_closing(&closing, &at_closing, given.bank).map_err(refused)?;
    let cliff = cliff::worsen((regime, approach), &at_closing).map_err(refused)?;
    let life = through_life((regime, approach), &rule_terms, loaded, shared).map_err(|problems| {
        eprintln!("{}", problems.to_string().trim_end());
        problems
            .iter()
            .next()
            .map_or_else(String::new, |first| first.cause.clone())
    });
    let target = terms
        .and_then(|terms| terms.cet1_target)
        .unwrap_or(Ratio(closing.regime.capital_ratio.value));
    let (through_life, calls) = match life {
        Ok((scenario, relief, calls)) => (Ok((scenario, relief)), calls),
        Err(why) => (Err(why), Vec::new()),
    };
    Ok(RegimeCapital {
        closing,
        through_life,
        target,
        output_floor,
        cliff,
        calls,
    })
}

/// Relief through life under the scenario, by its name, and what the end of protection would end. A deal that cannot be run, because a loan of its tape has
/// defaulted or an index is missing, has its problems instead, and still its capital at closing.
fn through_life(
    law: (&'static Regime, Approach),
    terms: &Terms,
    loaded: &Loaded,
    shared: &Shared,
) -> Result<(String, ReliefThroughLife, Vec<RollOver>), Problems> {
    let (scenario, file) = loaded.scenario();
    let found = check_together(&loaded.deal, file);
    if found.has_errors() {
        return Err(found);
    }
    let bar = progress::bar(&scenario.name, 0, shared);
    let (outcome, relief) = run_with_relief(loaded.deal(), &scenario, law, terms, &|period| {
        bar.set_position(period as u64)
    })
    .map_err(|errors| problems(&errors, &loaded.deal, file))?;
    let relief = match relief {
        Ok(relief) => relief,
        Err(NoRelief::Capital(error)) => return Err(capital_problem(&error, &loaded.deal)),
        Err(NoRelief::NoRegime) => return Err(Problems::default()),
    };
    let calls = roll_over(loaded.deal(), &scenario, law, terms)
        .map_err(|errors| problems(&errors, &loaded.deal, file))?
        .map_err(|error| capital_problem(&error, &loaded.deal))?;
    Ok((outcome.scenario, relief, calls))
}

fn failure(error: &CapitalError, loaded: &Loaded) -> Failure {
    capital_problem(error, &loaded.deal).into()
}
