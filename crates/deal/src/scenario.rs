//! Assumptions about the future: defaults, severities, prepayment, rates and the bank's choices.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::asset_type::AssetType;
use crate::compute::ComputeScenario;
use crate::curve::{Curve, Gap};
use crate::date::Lag;
use crate::factor_model::FactorModel;
use crate::loan::{AssetClass, Loan, LoanAmortisation, LoanStatus};
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
    /// The loan that replenishment buys of all that it has, where there is no purchase tape.
    pub replenishment: Option<RepresentativeLoan>,
    /// The purchase tape: loans that replenishment is offered, in its order.
    pub purchases: Vec<Purchase>,
    /// Loans that leave the pool.
    pub removals: Vec<Removal>,
    /// Downgrades of tranches' protection sellers.
    pub downgrades: Vec<Downgrade>,
    /// Yield of the collateral account.
    pub collateral: Option<CollateralYield>,
    /// Share of the performing balance that is delinquent, by deal year, the last one going on.
    pub delinquency: Vec<Ratio>,
    /// Severity by the values of a tape column, before `loss`.
    pub severities: Option<Severities>,
    /// What happens to the markets of compute-backed loans, to be turned into default rates and severities before a run.
    pub compute: Option<ComputeScenario>,
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
    /// `index`.
    Index,
    /// `amortisation`.
    Amortisation,
    /// `security`.
    Security,
    /// `slotting`.
    Slotting,
    /// `compute_type`.
    ComputeType,
    /// `off_taker`.
    OffTaker,
    /// `gpu_generation`.
    GpuGeneration,
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

/// Loss given default by the values of a tape column, booked at once unless `loss` gives an initial one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severities {
    /// The column.
    pub column: TapeColumn,
    /// Loss after work-out, by value.
    pub values: BTreeMap<String, Ratio>,
    /// For loans with any other value or none; absent: as if no loan had one.
    pub otherwise: Option<Ratio>,
}

impl Severities {
    /// The severity of a value, or of none.
    pub fn of(&self, value: Option<&str>) -> Option<Ratio> {
        let known = value.and_then(|value| self.values.get(value)).copied();
        known.or(self.otherwise)
    }
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

/// A loan of the purchase tape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The loan; its balance is that of the date on which it enters.
    pub loan: Loan,
    /// The first date on which it can be bought; absent: at once.
    pub available_from: Option<NaiveDate>,
}

/// A loan that leaves the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The loan's id.
    pub loan: String,
    /// The date.
    pub date: NaiveDate,
    /// Why.
    pub reason: RemovalReason,
}

/// Why a loan leaves the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalReason {
    /// The bank takes back an eligible loan: its performing balance is principal at par.
    Repurchased,
    /// It was never eligible: what performs and what is expected of its credit events is principal at par, and past
    /// losses on it are written up.
    IneligibleFromInception,
}

/// The downgrade of a protection seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downgrade {
    /// Name of the tranche that it protects.
    pub tranche: String,
    /// When.
    pub date: NaiveDate,
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
            TapeColumn::Index => "index",
            TapeColumn::Amortisation => "amortisation",
            TapeColumn::Security => "security",
            TapeColumn::Slotting => "slotting",
            TapeColumn::ComputeType => "compute_type",
            TapeColumn::OffTaker => "off_taker",
            TapeColumn::GpuGeneration => "gpu_generation",
        }
    }

    /// The value of a loan in the column, as a tape writes it.
    pub fn value_of(self, loan: &Loan) -> Option<&str> {
        let capital = loan.capital.as_ref();
        let compute = loan.compute.as_ref();
        match self {
            TapeColumn::LoanId => Some(&loan.id),
            TapeColumn::ObligorId => loan.obligor_id.as_deref(),
            TapeColumn::GroupId => loan.group_id.as_deref(),
            TapeColumn::Rating => loan.rating.as_deref(),
            TapeColumn::Sector => loan.sector.as_deref(),
            TapeColumn::Country => loan.country.as_deref(),
            TapeColumn::Currency => Some(loan.currency.code()),
            TapeColumn::AssetClass => capital?.asset_class.map(AssetClass::name),
            TapeColumn::Status => Some(loan.status.name()),
            TapeColumn::Index => loan.index.as_ref().map(|index| index.0.as_str()),
            TapeColumn::Amortisation => Some(loan.amortisation.name()),
            TapeColumn::Security => capital?.security.as_deref(),
            TapeColumn::Slotting => capital?.slotting.as_deref(),
            TapeColumn::ComputeType => compute?.compute_type.map(AssetType::name),
            TapeColumn::OffTaker => compute?.off_taker.as_deref(),
            TapeColumn::GpuGeneration => compute?.gpu_generation.as_deref(),
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
