//! One deal and scenario studied many times with changes, each time only as far as figures ask.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};
use tranchet_compute::ordinary::ordinary;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{
    Changes, Code, DealFile, Handle, Problem, Problems, ScenarioFile, Scope, check_together, resolve_deal,
    resolve_scenario,
};
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::capital::regimes::Regime;
use tranchet_engine::capital::{AtClosing, Capital, cliff, output_floor};
use tranchet_engine::outcome::Outcome;
use tranchet_engine::relief::ReliefThroughLife;
use tranchet_engine::returns::{BankReturns, TrancheReturns, bank_returns, tranche_returns};
use tranchet_engine::study::{Memory, NoRelief, Ran};
use tranchet_report::figure::{Document, Figure, NoFigure, Results};
use tranchet_report::json;
use tranchet_report::table::Cell;
use tranchet_report::tables::capital::RegimeCapital;

use crate::args::Shared;
use crate::failure::Failure;
use crate::load::{self, Loaded, check_regime, no_scenario, scenarios_or_base};
use crate::run_problems::{capital_problem, problems};
use crate::texts::Texts;

/// What is studied: texts that are resolved anew for each point, and what all points share.
#[derive(Debug)]
pub struct Studied {
    texts: Texts,
    deal: Arc<DealFile>,
    scenario: Option<Arc<ScenarioFile>>,
    memory: Memory,
    /// The deal and scenario as they are without a point's changes.
    pub base: Loaded,
}

/// Values for handles, each with its file found.
pub type Values = Vec<(Handle, String)>;

impl Studied {
    /// Reads what is studied; `handles` are what points will change.
    ///
    /// # Errors
    /// Problems of the files, or of a handle.
    pub fn read(
        deal: &Path,
        scenario: Option<&PathBuf>,
        handles: Vec<Handle>,
        shared: &Shared,
    ) -> Result<(Studied, Vec<Handle>), Failure> {
        let named = Vec::from_iter(scenario.cloned());
        let mut texts = Texts::read(deal, &scenarios_or_base(deal, &named), shared)?;
        let handles = handles.into_iter().map(|handle| texts.within(handle));
        let handles = handles.collect::<Result<Vec<_>, _>>().map_err(Problems::from)?;
        for handle in &handles {
            texts.need_scenario_of(handle)?;
            texts.check_path(handle)?;
        }
        let base = load::of_texts(&texts, deal, &named, shared)?;
        let studied = Studied {
            deal: Arc::new(*resolve_deal(&texts.deal, &texts.deal_changes, &texts.files)?),
            scenario: scenario_of(&texts, &texts.scenario_changes, base.deal())?,
            memory: Memory::default(),
            texts,
            base,
        };
        Ok((studied, handles))
    }

    /// What the file says at a handle, without changes.
    pub fn text_at(&self, handle: &Handle) -> Option<String> {
        match handle.scope() {
            Some(Scope::Scenario) => self.texts.scenarios.first()?.text_at(handle),
            Some(Scope::Deal) | None => self.texts.deal.text_at(handle),
        }
    }

    /// The deal and scenario with values changed, before anything is calculated.
    ///
    /// # Errors
    /// The problems of the changed deal or scenario.
    pub fn point(&self, values: Values) -> Result<Point<'_>, Problems> {
        let (scenario, deal): (Values, Values) = values
            .into_iter()
            .partition(|(handle, _)| handle.scope() == Some(Scope::Scenario));
        let deal = match deal.is_empty() {
            true => Arc::clone(&self.deal),
            false => {
                let changes = self.texts.deal_changes.and(deal);
                let deal = resolve_deal(&self.texts.deal, &changes, &self.texts.files)?;
                check_regime(&deal)?;
                Arc::new(*deal)
            }
        };
        let scenario = match scenario.is_empty() {
            true => self.scenario.clone(),
            false => scenario_of(
                &self.texts,
                &self.texts.scenario_changes.and(scenario),
                &deal.deal,
            )?,
        };
        Ok(Point::new(deal, scenario, &self.memory))
    }
}

fn scenario_of(texts: &Texts, changes: &Changes, deal: &Deal) -> Result<Option<Arc<ScenarioFile>>, Problems> {
    let resolve = |parsed| resolve_scenario(parsed, changes, &texts.files, deal.currency);
    let scenario = texts.scenarios.first().map(resolve).transpose()?;
    Ok(scenario.map(|scenario| Arc::new(*scenario)))
}

/// A regime and an approach.
type Law = (&'static Regime, Approach);

/// A part of a result that is calculated once, if at all.
type Once<T> = OnceCell<Result<T, Problems>>;

/// A deal and scenario of a study, with what was calculated so far.
pub struct Point<'m> {
    deal: Arc<DealFile>,
    file: Option<Arc<ScenarioFile>>,
    scenario: Scenario,
    memory: &'m Memory,
    closing: Once<Capital>,
    ran: Once<Ran>,
    tranches: Once<Vec<TrancheReturns>>,
    bank: Once<BankReturns>,
    life: Once<ReliefThroughLife>,
}

impl<'m> Point<'m> {
    fn new(deal: Arc<DealFile>, file: Option<Arc<ScenarioFile>>, memory: &'m Memory) -> Point<'m> {
        Point {
            scenario: file
                .as_ref()
                .map_or_else(no_scenario, |file| ordinary(&deal.deal, &file.scenario)),
            deal,
            file,
            memory,
            closing: OnceCell::new(),
            ran: OnceCell::new(),
            tranches: OnceCell::new(),
            bank: OnceCell::new(),
            life: OnceCell::new(),
        }
    }

    /// The value of a figure.
    ///
    /// # Errors
    /// Why it has none, in a line.
    pub fn value(&self, figure: &Figure) -> Result<Cell, String> {
        figure.value(self).map_err(|error| match error {
            NoFigure::Problems(problems) => in_a_line(&problems),
            NoFigure::Nowhere(why) => why,
        })
    }

    fn ran(&self) -> Result<&Ran, Problems> {
        once(&self.ran, || {
            let file = self.file.as_deref();
            let together = check_together(&self.deal, file);
            if together.has_errors() {
                return Err(together);
            }
            let ran = self.memory.run(&self.deal.deal, &self.scenario);
            ran.map_err(|errors| problems(&errors, &self.deal, file))
        })
    }

    fn no_relief(&self, why: &NoRelief) -> Problems {
        match why {
            NoRelief::Capital(error) => capital_problem(error, &self.deal),
            NoRelief::NoRegime => {
                let place = self.deal.document.place("");
                let problem = Problem::new(Code::RegimeUnavailable, place, why.to_string());
                vec![problem.remedy("add `capital: { regime: basel }`")].into()
            }
        }
    }

    fn capital(&self, regime: Option<&str>) -> Result<(Law, AtClosing<'_>), Problems> {
        let found = self.memory.at_closing(&self.deal.deal, &self.scenario, regime);
        found.map_err(|why| self.no_relief(&why))
    }

    /// A regime of the document of `capital`, without its calls, which take runs of their own.
    fn capital_document(&self, regime: Option<&str>) -> Result<Value, Problems> {
        let refused = |error: CapitalError| capital_problem(&error, &self.deal);
        let own = self.deal.deal.capital.as_ref();
        let is_own = regime.is_none() || regime == own.map(|terms| terms.regime.as_str());
        let (law, at_closing) = self.capital(regime)?;
        let closing = at_closing.assess(law.0, law.1).map_err(refused)?;
        let through_life = match is_own {
            true => self.life().map(|life| (self.scenario.name.clone(), life.clone())),
            false => Err(Problems::default()),
        };
        let found = RegimeCapital {
            target: own
                .and_then(|terms| terms.cet1_target)
                .unwrap_or(Ratio(closing.regime.capital_ratio.value)),
            output_floor: output_floor::at_closing(&closing, &at_closing, self.deal.deal.bank)
                .map_err(refused)?,
            cliff: cliff::worsen(law, &at_closing).map_err(refused)?,
            calls: Vec::new(),
            through_life: through_life.map_err(|problems| in_a_line(&problems)),
            closing,
        };
        let mut document = Map::new();
        json::capital::capital(&self.deal.deal, &[found], &mut document);
        Ok(document["regimes"][0].take())
    }
}

fn once<T>(cell: &Once<T>, make: impl FnOnce() -> Result<T, Problems>) -> Result<&T, Problems> {
    cell.get_or_init(make).as_ref().map_err(Clone::clone)
}

/// The first error of problems, in a line.
pub fn in_a_line(problems: &Problems) -> String {
    let first = problems
        .iter()
        .find(|problem| problem.severity() == tranchet_deal::file::Severity::Error);
    first.map_or_else(String::new, |first| {
        format!("{}: {}", first.code.id(), first.cause)
    })
}

impl Results for Point<'_> {
    fn deal(&self) -> &Deal {
        &self.deal.deal
    }

    fn closing(&self) -> Result<&Capital, Problems> {
        once(&self.closing, || {
            let (law, at_closing) = self.capital(None)?;
            let capital = at_closing.assess(law.0, law.1);
            capital.map_err(|error| capital_problem(&error, &self.deal))
        })
    }

    fn outcome(&self) -> Result<&Outcome, Problems> {
        self.ran().map(|ran| &ran.outcome)
    }

    fn tranches(&self) -> Result<&[TrancheReturns], Problems> {
        once(&self.tranches, || {
            Ok(tranche_returns(&self.deal.deal, self.outcome()?))
        })
        .map(Vec::as_slice)
    }

    fn bank(&self) -> Result<&BankReturns, Problems> {
        once(&self.bank, || Ok(bank_returns(&self.deal.deal, self.outcome()?)))
    }

    fn life(&self) -> Result<&ReliefThroughLife, Problems> {
        once(&self.life, || {
            let relief = self.memory.relief(self.ran()?, &self.deal.deal, &self.scenario);
            let relief = relief.map_err(|errors| problems(&errors, &self.deal, self.file.as_deref()))?;
            relief.map_err(|why| self.no_relief(&why))
        })
    }

    fn document(&self, of: &Document) -> Result<Value, Problems> {
        match of {
            Document::Capital(regime) => self.capital_document(regime.as_deref()),
            Document::Run => {
                let mut document = Map::new();
                let study = self.memory.study(self.ran()?, &self.deal.deal, &self.scenario);
                let study = study.map_err(|errors| problems(&errors, &self.deal, self.file.as_deref()))?;
                json::run::run(&self.deal.deal, &[study], &mut document);
                Ok(document["scenarios"][0].take())
            }
        }
    }
}
