//! What a deal is worth to a bank under the output floor, as the floor phases in.

use tranchet_deal::deal::Deal;
use tranchet_engine::capital::output_floor::Phase;
use tranchet_engine::capital::step::{Answer, Step};

use super::capital::{RegimeCapital, titled};
use super::steps::recalled_note;
use crate::table::{Cell, Table};

/// A row for each change of the floor from the date of the law on, regime by regime.
pub(super) fn output_floor(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = [
        "*regime",
        "*from",
        "x",
        "relief in U",
        "relief in S",
        "relief where it binds",
        "binds below headroom",
        "no relief at headroom",
        "S/U of the rest",
        "binds above S/U",
        "no relief at S/U",
        "bank before",
        "bank after",
        "relief",
    ];
    let title = titled(regimes, "Output floor, the deal as at closing".to_owned());
    let mut table = Table::new("output-floor", title, deal.currency, &columns);
    for found in regimes {
        let name = found.closing.regime.name;
        match &found.output_floor {
            Answer::Applies(phases) => {
                let rows = phases.iter().map(|phase| row(name, phase));
                rows.for_each(|row| table.push(row));
                table.notes.extend(leg_note(name, phases));
                table.notes.extend(limit_note(name, phases));
            }
            Answer::NotApplicable(why) => {
                table.notes.push(format!(
                    "Not applicable under {name}: {} ({}).",
                    why.reason, why.cites
                ));
            }
        }
    }
    table.notes.extend(notes(regimes));
    table
}

fn row(regime: &str, phase: &Phase) -> Vec<Cell> {
    let bank = phase.bank.as_ref();
    vec![
        Cell::text(regime),
        Cell::Date(phase.from),
        Cell::Percent(phase.share.value, 1),
        Cell::Money(phase.own[0] - phase.own[1]),
        Cell::Money(phase.standardised[0] - phase.standardised[1]),
        Cell::Money(phase.relief_bound()),
        Cell::Money(phase.binding_headroom()),
        Cell::of(phase.nil_headroom(), Cell::Money),
        Cell::of(bank, |bank| Cell::percent_of(bank.rest, 2)),
        Cell::of(bank, |bank| Cell::percent_of(bank.binding, 2)),
        Cell::of(bank.and_then(|bank| bank.nil), |ratio| Cell::percent_of(ratio, 2)),
        Cell::of(bank, |bank| Cell::Money(bank.before)),
        Cell::of(bank, |bank| Cell::Money(bank.after)),
        Cell::of(bank, |bank| Cell::Money(bank.relief())),
    ]
}

/// Until when S has a `p` of its own.
fn leg_note(regime: &str, phases: &[Phase]) -> Option<String> {
    let leg = phases.iter().find_map(|phase| phase.leg)?;
    Some(format!(
        "Under {regime} SEC-SA has p {} in S (STS {}) until {}, where SEC-IRBA weighs in U: {}.",
        leg.p.value, leg.p_sts.value, leg.until, leg.p.citation
    ))
}

/// How much the floor adds at most.
fn limit_note(regime: &str, phases: &[Phase]) -> Option<String> {
    let limit = phases.iter().find_map(|phase| phase.limit)?;
    let last = phases.iter().rfind(|phase| phase.limit.is_some())?;
    Some(format!(
        "Under {regime} assets with the floor are limited to {} times U in the rows to {}: {}.",
        limit.value.normalize(),
        last.from,
        limit.citation
    ))
}

fn notes(regimes: &[RegimeCapital]) -> Vec<String> {
    let mut notes = vec![
        "U: the bank's own approaches; S: standardised ones. The bank holds max(U, x S). Headroom is U - x S of the bank \
         without this pool; the ratios say the same for a bank of the size given. Blank: relief never ends."
            .to_owned(),
    ];
    let applies = |found: &&RegimeCapital| matches!(&found.output_floor, Answer::Applies(phases) if phases.iter().all(|phase| phase.bank.is_none()));
    if regimes.iter().any(|found| applies(&found)) {
        notes.push("Give the whole bank, `bank` in the deal or --bank-rwa and --bank-standardised-rwa, for the rest.".to_owned());
    }
    let steps = regimes.iter().flat_map(|found| match &found.output_floor {
        Answer::Applies(phases) => phases.iter().flat_map(|phase| &phase.steps).collect(),
        Answer::NotApplicable(_) => Vec::<&Step>::new(),
    });
    notes.extend(recalled_note(steps));
    notes
}
