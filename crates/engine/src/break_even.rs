//! Break-even: how much must default before a tranche returns no more than a target, or loses.
//!
//! Defaults are tried as a constant annual rate (CDR) for every loan, and as a multiple of the scenario's own rates,
//! none above 100 %. The deal is run in full at each trial, to the last minor unit, and the answer is the least number of
//! steps at which the target is met: at one step less it is not. Steps are a millionth of a year's rate and a ten-thousandth
//! of the multiple. Beside it stands the loss of the pool there. Severity, timing, prepayment, calls and named events stay
//! the scenario's.
//!
//! Targets of a note: an internal rate of return of nought, of the index (a discount margin of nought) and of a hurdle; of
//! every tranche: the first unit lost, and all of it. More defaults are taken never to help a tranche.
//!
//! Source: definitions of market practice; there is no rule text.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{DefaultRates, RateVector, Scenario};

use crate::error::RunError;
use crate::outcome::{Outcome, ratio};
use crate::returns::{TrancheReturns, Valuation, tranche_returns, value_tranches};
use crate::run::run;

/// What a tranche comes down to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Its first unit is written down.
    FirstLoss,
    /// Its internal rate of return is at most this.
    Irr(f64),
    /// It returns at most its index.
    Index,
    /// All of its notional is written down, as far as it was not repaid before.
    AllLost,
}

/// How defaults are varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dial {
    /// A constant annual rate, in millionths.
    Rate,
    /// A multiple of the scenario's rates, in ten-thousandths.
    Multiple,
}

/// Where a target is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// The least rate or multiple at which it is.
    pub at: Decimal,
    /// Losses of the pool less write-ups there, over the pool at closing.
    pub pool_loss: Decimal,
}

/// A target of a tranche and where it is met, by rate and by multiple; none where no default rate does.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// Name of the tranche.
    pub tranche: String,
    /// The target.
    pub target: Target,
    /// By constant annual rate.
    pub rate: Option<Met>,
    /// By multiple; none too where the scenario has no rates.
    pub multiple: Option<Met>,
}

impl Dial {
    /// The largest number of steps: 100 % a year, a thousand times the curve.
    const fn most(self) -> u32 {
        match self {
            Dial::Rate => 1_000_000,
            Dial::Multiple => 10_000_000,
        }
    }

    fn number(self, steps: u32) -> Decimal {
        match self {
            Dial::Rate => Decimal::new(i64::from(steps), 6),
            Dial::Multiple => Decimal::new(i64::from(steps), 4),
        }
    }

    fn scenario(self, base: &Scenario, steps: u32) -> Scenario {
        let number = self.number(steps);
        let rates = match self {
            Dial::Rate => Some(DefaultRates::All(RateVector::Annual(vec![Rate(number)]))),
            Dial::Multiple => base.default_rates.as_ref().map(|rates| multiplied(rates, number)),
        };
        Scenario {
            default_rates: rates,
            ..base.clone()
        }
    }
}

/// What a trial says.
struct Trial {
    returns: Vec<TrancheReturns>,
    values: Vec<Valuation>,
    written_down: Vec<bool>,
    pool_loss: Decimal,
}

/// Trials of a deal, each made once.
struct Trials<'a> {
    deal: &'a Deal,
    scenario: &'a Scenario,
    dial: Dial,
    made: BTreeMap<u32, Trial>,
}

/// Break-evens of every tranche that has a coupon, with an internal rate of return to reach beside nought and the index.
///
/// # Errors
/// Every [`RunError`] that stands in the way of a run.
pub fn break_even(deal: &Deal, scenario: &Scenario, hurdle: f64) -> Result<Vec<BreakEven>, Vec<RunError>> {
    let trials = |dial| Trials {
        deal,
        scenario,
        dial,
        made: BTreeMap::new(),
    };
    let (mut rates, mut multiples) = (trials(Dial::Rate), trials(Dial::Multiple));
    let mut found = Vec::new();
    for (place, tranche) in deal.tranches.iter().enumerate() {
        if tranche.coupon.is_none() {
            continue;
        }
        let of_loss: &[Target] = &[Target::FirstLoss, Target::AllLost];
        let of_note = [
            Target::FirstLoss,
            Target::Irr(hurdle),
            Target::Index,
            Target::Irr(0.0),
            Target::AllLost,
        ];
        let targets = if tranche.protection.is_note() {
            &of_note
        } else {
            of_loss
        };
        for target in targets {
            let multiple = match scenario.default_rates {
                Some(_) => multiples.least(place, *target)?,
                None => None,
            };
            found.push(BreakEven {
                tranche: tranche.name.clone(),
                target: *target,
                rate: rates.least(place, *target)?,
                multiple,
            });
        }
    }
    Ok(found)
}

impl Trials<'_> {
    /// The least number of steps at which a target is met.
    fn least(&mut self, place: usize, target: Target) -> Result<Option<Met>, Vec<RunError>> {
        let (mut below, mut at) = (None, self.dial.most());
        if !self.is_met(at, place, target)? {
            return Ok(None);
        }
        while at > below.map_or(0, |below| below + 1) {
            let middle = below.map_or(at / 2, |below| below + (at - below) / 2);
            if self.is_met(middle, place, target)? {
                at = middle;
            } else {
                below = Some(middle);
            }
        }
        let pool_loss = self.trial(at)?.pool_loss;
        Ok(Some(Met {
            at: self.dial.number(at),
            pool_loss,
        }))
    }

    fn is_met(&mut self, steps: u32, place: usize, target: Target) -> Result<bool, Vec<RunError>> {
        let trial = self.trial(steps)?;
        let returns = &trial.returns[place];
        // Without an internal rate of return or a margin nothing comes back.
        Ok(match target {
            Target::FirstLoss => returns.first_loss_date.is_some(),
            Target::Irr(most) => returns.irr.is_none_or(|irr| irr <= most),
            Target::Index => trial.values[place]
                .discount_margin
                .is_none_or(|margin| margin <= 0.0),
            Target::AllLost => trial.written_down[place],
        })
    }

    fn trial(&mut self, steps: u32) -> Result<&Trial, Vec<RunError>> {
        if !self.made.contains_key(&steps) {
            let assumed = self.dial.scenario(self.scenario, steps);
            let outcome = run(self.deal, &assumed, &mut ())?;
            self.made.insert(steps, Trial::of(self.deal, &outcome));
        }
        Ok(&self.made[&steps])
    }
}

impl Trial {
    fn of(deal: &Deal, outcome: &Outcome) -> Trial {
        let lost: Money = outcome
            .periods
            .iter()
            .map(|period| period.pool.loss - period.pool.write_up)
            .sum();
        let returns = tranche_returns(deal, outcome);
        Trial {
            written_down: returns
                .iter()
                .map(|tranche| tranche.loss >= tranche.initial)
                .collect(),
            values: value_tranches(deal, outcome),
            returns,
            pool_loss: ratio(lost, outcome.initial_pool),
        }
    }
}

/// Rates times a number, none above 100 %.
fn multiplied(rates: &DefaultRates, number: Decimal) -> DefaultRates {
    let scaled = |rates: &RateVector| {
        let times = |rates: &[Rate]| {
            rates
                .iter()
                .map(|rate| Rate((rate.0 * number).min(Decimal::ONE)))
                .collect()
        };
        match rates {
            RateVector::Annual(rates) => RateVector::Annual(times(rates)),
            RateVector::PerPeriod(rates) => RateVector::PerPeriod(times(rates)),
        }
    };
    match rates {
        DefaultRates::All(rates) => DefaultRates::All(scaled(rates)),
        DefaultRates::By {
            column,
            values,
            otherwise,
        } => DefaultRates::By {
            column: *column,
            values: values
                .iter()
                .map(|(value, rates)| (value.clone(), scaled(rates)))
                .collect(),
            otherwise: otherwise.as_ref().map(scaled),
        },
    }
}
