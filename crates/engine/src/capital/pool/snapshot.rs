//! The pool on a later date, from sums that a run leaves.
//!
//! Sums over loans, in minor units: performing balances and the expected recovery of open credit events, each
//! at its loan's risk weight, once as protected and once as the whole loan,
//! `protected / (1 - retained share)`. With them
//!
//! ```text
//! W = (expected recovery + delinquency rate x performing) / (performing + expected recovery)
//! K = 8 % x weighted / (performing + expected recovery + held)
//! ```
//!
//! Principal held for replenishment weighs 0 % and is part of the pool in `K`, because it is part of the
//! tranches' notionals from which `A` and `D` are taken; it is cash and so not part of `W`. Example: 90
//! performing and 5 of expected recovery at 100 %, 5 held, 2 % of the performing balance delinquent.
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::dec;
//! use tranchet_deal::{money::Money, rate::{Ratio, RiskWeight}};
//! use tranchet_engine::capital::pool::{PoolSnapshot, PoolState};
//! let mut snapshot = PoolSnapshot::empty(NaiveDate::from_ymd_opt(2027, 6, 30).unwrap());
//! snapshot.add_performing(Money::from_minor(90), RiskWeight(dec!(1)), Ratio(dec!(0.05)));
//! snapshot.add_open_event(Money::from_minor(5), RiskWeight(dec!(1)), Ratio(dec!(0.05)));
//! snapshot.held = Money::from_minor(5);
//! snapshot.delinquency_rate = Ratio(dec!(0.02));
//! let pool = PoolState::from(&snapshot);
//! assert!((pool.inputs.w - 6.8 / 95.0).abs() < 1e-15);
//! assert!((pool.inputs.k - 0.076).abs() < 1e-15);
//! assert_eq!((pool.rwa.round_dp(9), pool.exposure.round_dp(9)), (dec!(100), dec!(105)));
//! ```
//!
//! Internal ratings weigh loans as at closing, with less time left; the cash held dilutes their `K_IRB` alike. Not
//! covered: unknown status, which runs do not have.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::PoolState;
use crate::capital::number::{minor, ratio, to_f64};
use crate::capital::position::{IrbInputs, K_PER_RISK_WEIGHT, PoolInputs};
use crate::capital::step::{Input, Source, Step};

/// What a run leaves of the pool on a date, for capital.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolSnapshot {
    /// The date.
    pub date: NaiveDate,
    /// Protected performing balance.
    pub performing: Money,
    /// Expected recovery of open credit events, protected.
    pub expected_recovery: Money,
    /// Principal held for replenishment, protected.
    pub held: Money,
    /// Performing balance and expected recovery times risk weight, minor units.
    pub weighted: Decimal,
    /// The same sum by the standardised approach, minor units.
    pub weighted_standardised: Decimal,
    /// The same loans whole, unweighted, minor units.
    pub whole: Decimal,
    /// The same loans whole, times risk weight, minor units.
    pub whole_weighted: Decimal,
    /// The same by the standardised approach, minor units.
    pub whole_standardised: Decimal,
    /// The part of `whole_weighted` that internal ratings weigh, minor units.
    pub whole_irb: Decimal,
    /// Share of the performing balance that is 90 days or more past due.
    pub delinquency_rate: Ratio,
    /// Effective number of obligors, if the run keeps it.
    pub n: Option<f64>,
    /// Loss given default, if the run keeps it.
    pub lgd: Option<f64>,
    /// Average probability of default, if the run keeps it.
    pub wa_pd: Option<f64>,
    /// Share of retail in what internal ratings weigh.
    pub retail_share: f64,
    /// What internal ratings say of the loans, before what is held.
    pub irb: Option<IrbInputs>,
    /// How these figures were found.
    pub steps: Vec<Step>,
}

impl PoolSnapshot {
    /// A date on which nothing is left.
    pub fn empty(date: NaiveDate) -> PoolSnapshot {
        PoolSnapshot {
            date,
            performing: Money::ZERO,
            expected_recovery: Money::ZERO,
            held: Money::ZERO,
            weighted: Decimal::ZERO,
            weighted_standardised: Decimal::ZERO,
            whole: Decimal::ZERO,
            whole_weighted: Decimal::ZERO,
            whole_standardised: Decimal::ZERO,
            whole_irb: Decimal::ZERO,
            delinquency_rate: Ratio::ZERO,
            n: None,
            lgd: None,
            wa_pd: None,
            retail_share: 0.0,
            irb: None,
            steps: Vec::new(),
        }
    }

    /// Adds the protected performing balance of a loan.
    pub fn add_performing(&mut self, protected: Money, weight: RiskWeight, retained_share: Ratio) {
        self.performing += protected;
        self.add_weighted(protected, weight, retained_share);
    }

    /// Adds the protected expected recovery of an open credit event, which keeps its loan's weight.
    pub fn add_open_event(&mut self, protected: Money, weight: RiskWeight, retained_share: Ratio) {
        self.expected_recovery += protected;
        self.add_weighted(protected, weight, retained_share);
    }

    fn add_weighted(&mut self, protected: Money, weight: RiskWeight, retained_share: Ratio) {
        let whole = ratio(minor(protected), retained_share.complement().0);
        self.weighted += minor(protected) * weight.0;
        self.weighted_standardised += minor(protected) * weight.0;
        self.whole += whole;
        self.whole_weighted += whole * weight.0;
        self.whole_standardised += whole * weight.0;
    }

    /// Protected balances of loans, open events included.
    fn loans(&self) -> Money {
        self.performing + self.expected_recovery
    }

    /// What internal ratings say of loans and cash together.
    fn diluted(&self) -> Option<IrbInputs> {
        let share = to_f64(ratio(minor(self.loans()), minor(self.loans() + self.held)));
        self.irb.map(|irb| IrbInputs {
            k_irb: irb.k_irb * share,
            ..irb
        })
    }

    fn w(&self) -> f64 {
        let delinquent = minor(self.performing) * self.delinquency_rate.0;
        to_f64(ratio(
            minor(self.expected_recovery) + delinquent,
            minor(self.loans()),
        ))
    }

    fn w_from(&self) -> Vec<Input> {
        vec![
            Input::of("expected recovery", self.expected_recovery).from(Source::Run),
            Input::of("delinquency rate", to_f64(self.delinquency_rate.0))
                .from(Source::Scenario("delinquency")),
            Input::of("performing", self.performing).from(Source::Run),
        ]
    }
}

impl From<&PoolSnapshot> for PoolState {
    fn from(snapshot: &PoolSnapshot) -> PoolState {
        let average = to_f64(ratio(
            snapshot.weighted_standardised,
            minor(snapshot.loans() + snapshot.held),
        ));
        PoolState {
            date: snapshot.date,
            exposure: snapshot.whole + minor(snapshot.held),
            rwa: snapshot.whole_weighted,
            rwa_irb: snapshot.whole_irb,
            rwa_protected: snapshot.weighted,
            rwa_standardised: snapshot.whole_standardised,
            inputs: PoolInputs {
                k: K_PER_RISK_WEIGHT * average,
                k_known: K_PER_RISK_WEIGHT * average,
                average_risk_weight: average,
                weight_from: Source::Run,
                w: snapshot.w(),
                w_from: snapshot.w_from(),
                unknown: 0.0,
                irb: snapshot.diluted(),
            },
            n: snapshot.n,
            lgd: snapshot.lgd,
            wa_pd: snapshot.wa_pd,
            retail_share: snapshot.retail_share,
            steps: snapshot.steps.clone(),
            longest_loan: None,
            excess_spread: None,
        }
    }
}
