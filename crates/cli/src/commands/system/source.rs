//! The deal that numbers are taken from, with its capital at closing.

use std::path::{Path, PathBuf};

use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::factor_model::{Correlation, Dependence};
use tranchet_deal::money::Currency;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::capital::regimes::find;
use tranchet_engine::capital::{Capital, Terms};
use tranchet_engine::stratify::{PoolStatistics, stratify};
use tranchet_engine::study::capital_at_closing;
use tranchet_engine::tagged::Input;
use tranchet_system::of_deal;
use tranchet_system::stack::Stack;

use crate::args::Shared;
use crate::failure::Failure;
use crate::load::{Loaded, deal_and_scenarios_apart};
use crate::run_problems::capital_problem;

/// A deal.
pub struct OfDeal {
    /// What was read.
    pub loaded: Loaded,
    /// Its scenario.
    pub scenario: Scenario,
    /// Capital at closing, if a regime is named.
    pub capital: Option<Capital>,
}

impl OfDeal {
    /// Reads a deal; its capital under the regime named, or else its own.
    ///
    /// # Errors
    /// Problems of the input, or a file that cannot be read.
    pub fn read(
        deal: &Path,
        scenario: Option<&PathBuf>,
        regime: Option<&String>,
        shared: &Shared,
    ) -> Result<OfDeal, Failure> {
        let scenarios: Vec<PathBuf> = scenario.into_iter().cloned().collect();
        let loaded = deal_and_scenarios_apart(deal, &scenarios, shared)?;
        let (scenario, _) = loaded.scenario();
        let capital = capital(&loaded, &scenario, regime)?;
        Ok(OfDeal {
            loaded,
            scenario,
            capital,
        })
    }

    /// The deal.
    pub fn deal(&self) -> &Deal {
        self.loaded.deal()
    }

    /// The currency of its amounts.
    pub fn currency(&self) -> Currency {
        self.deal().currency
    }

    /// The beginning of a JSON document.
    pub fn document(&self, kind: &str) -> Map<String, Value> {
        self.loaded.document(kind)
    }

    /// Its tranches.
    pub fn stack(&self) -> Stack {
        of_deal::stack(self.deal())
    }

    fn statistics(&self) -> PoolStatistics<'_> {
        stratify(self.deal(), &self.scenario)
    }

    /// Balance-weighted probability of default of the tape.
    pub fn pd(&self) -> Option<Input> {
        let pd = self.statistics().wa_pd?.0.to_f64()?;
        Some(Input::given(pd, "tape: pd, weighted by balance"))
    }

    /// Balance-weighted loss given default of the tape.
    pub fn lgd(&self) -> Option<Input> {
        let lgd = self.statistics().wa_lgd?.0.to_f64()?;
        Some(Input::given(lgd, "tape: lgd, weighted by balance"))
    }

    /// Loans in currency units.
    pub fn loans(&self) -> Option<Input> {
        let units = self.deal().pool.balance().to_decimal(self.currency()).to_f64()?;
        Some(Input::given(units, "pool: balance of whole loans"))
    }

    /// What is placed per unit of loans.
    pub fn thickness(&self) -> Option<Input> {
        let thickness = self.stack().thickness();
        (thickness > 0.0).then(|| Input::given(thickness, "tranches: placed over whole loans"))
    }

    /// Spread on what is placed.
    pub fn spread(&self) -> Option<Input> {
        let spread = of_deal::spread(self.deal())?;
        Some(Input::given(
            spread,
            "tranches: coupons, weighted by what is placed",
        ))
    }

    /// Years from closing to scheduled maturity.
    pub fn years(&self) -> Option<Input> {
        let years = of_deal::years(self.deal());
        Some(Input::given(years, "closing to scheduled_maturity"))
    }

    /// Correlation of the scenario's factor model.
    pub fn correlation(&self) -> Option<Input> {
        let model = self.scenario.factor_model.as_ref()?;
        let Some(Dependence::One(Correlation::All(correlation))) = &model.dependence else {
            return None;
        };
        let correlation = correlation.0.to_f64()?;
        Some(Input::given(correlation, "scenario: factor_model.correlation"))
    }

    /// Capital held per unit of risk-weighted assets.
    pub fn capital_target(&self) -> Option<Input> {
        let terms = self.deal().capital.as_ref();
        if let Some(target) = terms.and_then(|terms| terms.cet1_target) {
            return Some(Input::given(target.0.to_f64()?, "capital.cet1_target"));
        }
        let least = self.capital.as_ref()?.regime.capital_ratio;
        let from = format!("the regime's minimum: {}", least.citation);
        Some(Input::given(least.value.to_f64()?, from))
    }

    /// Average risk weight of the pool.
    pub fn risk_weight(&self) -> Option<Input> {
        let capital = self.capital.as_ref()?;
        Some(Input::given(
            capital.pool.density,
            "pool RWA at closing over its balance",
        ))
    }

    /// Risk-weighted assets after over before.
    pub fn density(&self) -> Option<Input> {
        let capital = self.capital.as_ref()?;
        let from = format!("RWA at closing under {}", capital.regime.name);
        Some(Input::given(of_deal::density(capital), from))
    }
}

fn capital(
    loaded: &Loaded,
    scenario: &Scenario,
    regime: Option<&String>,
) -> Result<Option<Capital>, Failure> {
    let deal = loaded.deal();
    let own = deal.capital.as_ref();
    let Some(name) = regime.or(own.map(|terms| &terms.regime)) else {
        return Ok(None);
    };
    let failure = |error: CapitalError| Failure::from(capital_problem(&error, &loaded.deal));
    let regime = find(name).map_err(failure)?;
    let approach = own
        .filter(|terms| terms.regime == regime.name)
        .map_or(Approach::Hierarchy, |terms| terms.approach);
    let terms = own.map_or_else(Terms::default, Terms::from);
    let capital = capital_at_closing(deal, scenario, (regime, approach), &terms);
    capital.map(Some).map_err(failure)
}
