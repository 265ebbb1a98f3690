//! What the scenario's factor model gives each loan: correlation, direction, clock, loss given default.
//!
//! `correlation: basel` is the `R` of the internal-ratings function of the loan's class (CRE31), to a tenth of a per cent; a
//! turnover is read in millions of the deal's currency. With several factors `ρ = aᵀ C a` for loadings `a` and correlations
//! `C`, and the direction is `Lᵀ a / √ρ`, `C = L Lᵀ`.

use std::collections::BTreeMap;

use tranchet_deal::factor_model::{Copula as Word, Correlation, Dependence, FactorModel, LossSpread};
use tranchet_deal::loan::{AssetClass, Loan};
use tranchet_deal::money::Currency;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::LossTerms;
use tranchet_engine::capital::rules::cre31_irb::{self, BASEL_FINAL, Class};

use super::clocks::Clocks;
use crate::error::{Fault, Faults};
use crate::loss_given_default::LossGivenDefault;
use crate::pool::{Copula, Exposure};

/// Above this correlation loans have no risk of their own to speak of.
pub const CORRELATION_MAX: f64 = 0.999;
/// Steps per unit to which a correlation by formula is rounded, so that loans share them.
const STEPS: f64 = 1000.0;

/// The terms of a factor model, filled as loans are read.
pub(super) struct Terms<'a> {
    dependence: Option<&'a Dependence>,
    lgd: LossSpread,
    loss: LossTerms,
    currency: Currency,
    pub clocks: Clocks<'a>,
    pub directions: Vec<Vec<f64>>,
    /// Place and `ρ` by loadings.
    known: BTreeMap<Vec<rust_decimal::Decimal>, (usize, f64)>,
    pub faults: Faults,
}

impl<'a> Terms<'a> {
    pub fn new(
        model: Option<&'a FactorModel>,
        loss: LossTerms,
        currency: Currency,
        times: &'a [f64],
    ) -> Terms<'a> {
        let dependence = model.and_then(|model| model.dependence.as_ref());
        let directions = match dependence {
            Some(Dependence::Several(_)) => Vec::new(),
            Some(Dependence::One(_)) | None => vec![vec![1.0]],
        };
        Terms {
            dependence,
            lgd: model.map_or_else(LossSpread::default, |model| model.lgd),
            loss,
            currency,
            clocks: Clocks::new(model.map(|model| &model.pd), times),
            directions,
            known: BTreeMap::new(),
            faults: Faults::default(),
        }
    }

    /// A loan of this balance, its profile aside.
    pub fn exposure(&mut self, loan: &Loan, balance: f64) -> Exposure {
        let (pd, clock) = self.clocks.of(loan, &mut self.faults);
        let lgd = self.lgd(loan);
        let (correlation, direction) = self.dependence(loan, pd);
        if correlation > CORRELATION_MAX {
            self.faults.note(Fault::CorrelationTooHigh, &loan.id);
        }
        Exposure {
            direction,
            clock,
            ..Exposure::new(balance, pd, lgd, correlation)
        }
    }

    fn lgd(&mut self, loan: &Loan) -> LossGivenDefault {
        let Some(mean) = self.loss.final_.or(self.loss.initial).or(loan.lgd) else {
            self.faults.note(Fault::NoLgd, &loan.id);
            return LossGivenDefault::fixed(0.0);
        };
        let mean = number(mean);
        if mean > 1.0 {
            self.faults.note(Fault::LgdAboveOne, &loan.id);
        }
        let deviation = self.lgd.deviation.map_or(0.0, number);
        let is_certain = mean <= 0.0 || mean >= 1.0;
        if !is_certain && deviation * deviation >= mean * (1.0 - mean) {
            self.faults.note(Fault::DeviationTooHigh, &loan.id);
        }
        LossGivenDefault {
            mean,
            deviation: if is_certain { 0.0 } else { deviation },
            sensitivity: self.lgd.factor.map_or(0.0, number),
        }
    }

    /// `ρ` and the place of the direction.
    fn dependence(&mut self, loan: &Loan, pd: f64) -> (f64, usize) {
        match self.dependence {
            None => {
                self.faults.note(Fault::NoCorrelation, &loan.id);
                (0.0, 0)
            }
            Some(Dependence::One(correlation)) => (self.correlation(correlation, loan, pd), 0),
            Some(Dependence::Several(factors)) => match factors.loadings.of(loan) {
                None => {
                    self.faults
                        .note(Fault::Uncovered(factors.loadings.column.name()), &loan.id);
                    (0.0, 0)
                }
                Some(loadings) => {
                    let (place, correlation) = match self.known.get(loadings) {
                        Some(known) => *known,
                        None => self.direction(loadings, factors),
                    };
                    (correlation, place)
                }
            },
        }
    }

    fn direction(
        &mut self,
        loadings: &[rust_decimal::Decimal],
        factors: &tranchet_deal::factor_model::Factors,
    ) -> (usize, f64) {
        let independent = factors.correlations.independent_loadings(loadings);
        let mut along = independent.unwrap_or_else(|| vec![0.0; loadings.len()]);
        let correlation: f64 = along.iter().map(|part| part * part).sum();
        let length = libm::sqrt(correlation);
        if length > 0.0 {
            along.iter_mut().for_each(|part| *part /= length);
        } else {
            along[0] = 1.0;
        }
        self.directions.push(along);
        let found = (self.directions.len() - 1, correlation);
        self.known.insert(loadings.to_vec(), found);
        found
    }

    fn correlation(&mut self, correlation: &Correlation, loan: &Loan, pd: f64) -> f64 {
        match correlation {
            Correlation::All(ratio) => number(*ratio),
            Correlation::By(by) => match by.of(loan) {
                Some(ratio) => number(*ratio),
                None => {
                    self.faults.note(Fault::Uncovered(by.column.name()), &loan.id);
                    0.0
                }
            },
            Correlation::Basel => self.basel(loan, pd),
        }
    }

    fn basel(&self, loan: &Loan, pd: f64) -> f64 {
        let fields = loan.capital.as_deref();
        let turnover = fields.and_then(|fields| fields.turnover);
        let millions = |amount: tranchet_deal::money::Money| {
            let units = tranchet_deal::factor::Factor::from(amount.to_decimal(self.currency));
            units.to_f64() / 1e6
        };
        let class = match fields.and_then(|fields| fields.asset_class) {
            Some(AssetClass::Retail) => Class::OtherRetail,
            Some(AssetClass::ResidentialMortgage) => Class::Mortgage,
            Some(AssetClass::Corporate | AssetClass::Sme) | None => Class::corporate(turnover.map(millions)),
            Some(AssetClass::ProjectFinance | AssetClass::ObjectFinance | AssetClass::Ipre) => {
                Class::corporate(None)
            }
        };
        let exposure = cre31_irb::Exposure {
            class,
            pd: pd.min(0.99),
            lgd: 0.45,
            m: 2.5,
        };
        libm::rint(cre31_irb::weigh(&exposure, &BASEL_FINAL).r * STEPS) / STEPS
    }
}

/// The copula that a word means.
pub(super) fn copula(model: Option<&FactorModel>) -> Copula {
    match model.map(|model| model.copula).unwrap_or_default() {
        Word::Gaussian => Copula::Gaussian,
        Word::StudentT { degrees } => Copula::StudentT { degrees },
    }
}

pub(super) fn number(ratio: Ratio) -> f64 {
    ratio.factor().to_f64()
}
