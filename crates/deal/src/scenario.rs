//! Assumptions about the future: defaults, severities, prepayment, rates and the bank's choices.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::curve::{Curve, Gap};
use crate::date::Lag;
use crate::loan::{LoanAmortisation, LoanStatus};
use crate::money::Money;
use crate::rate::{Rate, Ratio, RiskWeight};
use crate::tranche::IndexName;

/// A scenario under which a deal is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Rates at which loans default; absent: none do.
    pub default_rates: Option<DefaultRates>,
    /// Defaults of named loans.
    pub credit_events: Vec<CreditEvent>,
    /// Severity and lag, where the event does not give them.
    pub loss: LossTerms,
    /// Prepayment per year, by deal year, the last one going on; empty: none.
    pub prepayment: Vec<Rate>,
    /// Index paths.
    pub rates: BTreeMap<IndexName, IndexPath>,
    /// Which calls the bank exercises.
    pub calls: CallExercise,
    /// What replenishment buys.
    pub replenishment: Option<RepresentativeLoan>,
    /// Yield of the collateral account.
    pub collateral: Option<CollateralYield>,
    /// Share of the performing balance that is delinquent, by deal year, the last one going on.
    pub delinquency: Vec<Ratio>,
    /// For simulation.
    pub factor_model: Option<FactorModel>,
}

/// Default rates of all loans, or by the values of a tape column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultRates {
    /// The same for every loan.
    All(RateVector),
    /// By the value that a loan has in a column.
    By {
        /// The column.
        column: TapeColumn,
        /// Rates by value.
        values: BTreeMap<String, RateVector>,
        /// For loans with any other value or none; absent: such a loan is a problem.
        otherwise: Option<RateVector>,
    },
}

/// Rates in order, at least one, the last one going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateVector {
    /// One per deal year, turned into a rate per period.
    Annual(Vec<Rate>),
    /// One per payment period, used as it is.
    PerPeriod(Vec<Rate>),
}

/// A tape column by which a scenario tells loans apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TapeColumn {
    /// `loan_id`.
    LoanId,
    /// `obligor_id`.
    ObligorId,
    /// `group_id`.
    GroupId,
    /// `rating`.
    Rating,
    /// `sector`.
    Sector,
    /// `country`.
    Country,
    /// `currency`.
    Currency,
    /// `asset_class`.
    AssetClass,
    /// `status`.
    Status,
}

/// An amount that is a share of the defaulted balance, or money of the whole loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Share of the defaulted balance.
    Rate(Ratio),
    /// Money for the whole loan, the retained share included.
    Amount(Money),
}

/// The default of a named loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditEvent {
    /// The loan's id.
    pub loan: String,
    /// Date of default.
    pub date: NaiveDate,
    /// Loss booked at once.
    pub initial_loss: Option<Severity>,
    /// Loss after work-out.
    pub final_loss: Option<Severity>,
    /// When the work-out ends.
    pub end: Option<WorkOutEnd>,
    /// Cash before the work-out ends: dates and money for the whole loan.
    pub recoveries: Vec<(NaiveDate, Money)>,
}

/// When a work-out ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkOutEnd {
    /// On a date.
    Settled(NaiveDate),
    /// A while after the event.
    Lag(Lag),
}

/// Severity and lag of defaults that do not give their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossTerms {
    /// Loss booked at once; absent: the loan's LGD.
    pub initial: Option<Ratio>,
    /// Loss after work-out; absent: as the initial one of the same level.
    pub final_: Option<Ratio>,
    /// From default to settlement; absent: at once.
    pub lag: Option<Lag>,
}

/// An index through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPath {
    /// The level.
    pub level: IndexLevel,
    /// Added to it.
    pub shift: Rate,
}

/// The level of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexLevel {
    /// The same throughout.
    Flat(Rate),
    /// Rates or discount factors by date.
    Curve(Curve),
}

impl IndexPath {
    /// The index on a date, its shift included.
    ///
    /// # Errors
    /// [`Gap`] where a curve does not reach the date.
    pub fn on(&self, date: NaiveDate) -> Result<Rate, Gap> {
        let level = match &self.level {
            IndexLevel::Flat(rate) => *rate,
            IndexLevel::Curve(curve) => curve.on(date)?,
        };
        Ok(level + self.shift)
    }

    /// The index fixed on a date for a period, its shift included.
    ///
    /// # Errors
    /// As [`IndexPath::on`].
    pub fn over(&self, fixing: NaiveDate, start: NaiveDate, end: NaiveDate) -> Result<Rate, Gap> {
        let level = match &self.level {
            IndexLevel::Flat(rate) => *rate,
            IndexLevel::Curve(curve) => curve.over(fixing, start, end)?,
        };
        Ok(level + self.shift)
    }
}

/// Which of the calls that the deal grants the bank exercises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallExercise {
    /// The clean-up call.
    pub clean_up: bool,
    /// The time call.
    pub time: bool,
    /// The date of a regulatory event on which the bank calls.
    pub regulatory: Option<NaiveDate>,
}

/// The loan that replenishment buys, of whatever amount it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepresentativeLoan {
    /// Months from purchase to maturity.
    pub term_months: u32,
    /// How it repays.
    pub amortisation: LoanAmortisation,
    /// Fixed rate, or margin over the index.
    pub rate: Option<Rate>,
    /// Index of a floating loan.
    pub index: Option<IndexName>,
    /// Loss given default.
    pub lgd: Option<Ratio>,
    /// Probability of default within a year.
    pub pd: Option<Ratio>,
    /// Risk weight; absent: the average of the pool at closing.
    pub risk_weight: Option<RiskWeight>,
    /// Rating.
    pub rating: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Country.
    pub country: Option<String>,
}

/// What the cash behind funded protection earns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollateralYield {
    /// A rate per year.
    Fixed(Rate),
    /// An index plus a spread, usually below zero.
    Floating {
        /// The index.
        index: IndexName,
        /// Added to it.
        spread: Rate,
    },
}

/// The factor model of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactorModel {
    /// Asset correlation of a one-factor model.
    pub correlation: Option<Ratio>,
    /// Number of factors.
    pub factors: Option<u32>,
    /// The tape column that gives a loan its factor.
    pub loadings: Option<String>,
}

impl TapeColumn {
    /// The column's header.
    pub fn name(self) -> &'static str {
        match self {
            TapeColumn::LoanId => "loan_id",
            TapeColumn::ObligorId => "obligor_id",
            TapeColumn::GroupId => "group_id",
            TapeColumn::Rating => "rating",
            TapeColumn::Sector => "sector",
            TapeColumn::Country => "country",
            TapeColumn::Currency => "currency",
            TapeColumn::AssetClass => "asset_class",
            TapeColumn::Status => "status",
        }
    }
}

impl LoanStatus {
    /// The status as a tape writes it.
    pub fn name(self) -> &'static str {
        match self {
            LoanStatus::Performing => "performing",
            LoanStatus::Delinquent => "delinquent",
            LoanStatus::Defaulted => "defaulted",
            LoanStatus::Unknown => "unknown",
        }
    }
}
