//! A deal under a scenario, ready to run: dates, products of rates, and lists in place of names.
//!
//! A plan has one number type. [`crate::lower`] makes it from the exact deal and is the only place where exact
//! numbers become floats.

mod purchases;

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::amortisation::Order;
use tranchet_deal::date::{Calendar, DayCount, Lag};
use tranchet_deal::excess_spread::Mechanism;
use tranchet_deal::factor::Factor;
use tranchet_deal::money::Money;
use tranchet_deal::pool_measure::PoolMeasure;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::WorkOutEnd;
use tranchet_deal::tranche::IndexName;
use tranchet_deal::trigger::Base;

use crate::amount::Amount;
use crate::journal::EndReason;
pub use purchases::{
    EligibilityPlan, Groups, MeterKind, MeterPlan, OfferPlan, PortfolioPlan, PurchasePlan, RemovalPlan,
    ReplenishmentPlan,
};

/// A deal under a scenario.
#[derive(Clone, Debug)]
pub struct Plan<A: Amount> {
    /// Payment periods, in order.
    pub periods: Vec<Period<A>>,
    /// Closing, the start of the first period.
    pub closing: NaiveDate,
    /// Notionals at closing, senior first.
    pub notionals: Vec<A>,
    /// Initial pool, the sum of the notionals.
    pub pool: A,
    /// What becomes of unused excess spread, if there is any at all.
    pub excess_spread: Option<Mechanism>,
    /// Order of principal.
    pub principal: PrincipalPlan<A>,
    /// Terms of replenishment, if principal is reinvested.
    pub replenishment: Option<ReplenishmentPlan<A>>,
    /// Whether the scenario has loans for replenishment to buy.
    pub buys: bool,
    /// Names of the loans of the purchase tape.
    pub offers: Vec<Arc<str>>,
    /// Pool over initial pool at which the clean-up call is made.
    pub clean_up: Option<A::Factor>,
    /// For accrual up to the credit event only: how to measure the days that a written-down part does not earn.
    pub accrual: Option<AccrualPlan>,
    /// The most senior tranche with a placed share.
    pub senior_placed: Option<usize>,
    /// What the tests need to know of each loan on each date.
    pub needs: Needs,
}

/// One payment period.
#[derive(Clone, Debug)]
pub struct Period<A: Amount> {
    /// Start: the unadjusted date before.
    pub start: NaiveDate,
    /// End: the unadjusted payment date.
    pub end: NaiveDate,
    /// Start of the coupon period: the adjusted payment date before.
    pub accrual_start: NaiveDate,
    /// The adjusted payment date.
    pub payment: NaiveDate,
    /// When the cash moves: the payment date and the payment lag.
    pub paid: NaiveDate,
    /// Length of the coupon period in years.
    pub length: Factor,
    /// When the coupon of each tranche moves: the payment date and the coupon's own delay, or the payment lag.
    pub premium_paid: Vec<NaiveDate>,
    /// The indexes that the deal reads, each as the most senior coupon on it does.
    pub fixings: Vec<(IndexName, Rate)>,
    /// The index of each tranche's coupon, per year, before floor and cap.
    pub index_rates: Vec<Option<Rate>>,
    /// Coupon of each tranche, per year.
    pub coupon_rates: Vec<Option<Rate>>,
    /// Placed share × length × coupon of each tranche.
    pub premium: Vec<Option<A::Factor>>,
    /// Yield of the collateral account of each tranche that has one, per year.
    pub collateral_rates: Vec<Option<Rate>>,
    /// Index and funding value of each tranche whose cash the bank holds, per year.
    pub funding_rates: Vec<Option<Rate>>,
    /// Placed share × length × collateral yield of each funded tranche.
    pub collateral: Vec<Option<A::Factor>>,
    /// Placed share × length × (index + funding value) of each tranche whose cash the bank holds.
    pub funding: Vec<Option<A::Factor>>,
    /// Excess spread per performing balance.
    pub excess_spread: A::Factor,
    /// Share of the performing balance that is delinquent.
    pub delinquency: Decimal,
    /// Running costs of the bank.
    pub costs: Money,
    /// Whether replenishment may take principal on this date.
    pub may_replenish: bool,
    /// Whether it may add loans to a pool that is being built up.
    pub may_ramp_up: bool,
    /// How many tranches' sellers have been downgraded by this date.
    pub downgrades: usize,
    /// Calls other than clean-up that the bank makes on this date, first one first.
    pub call: Option<EndReason>,
    /// Whether this is scheduled maturity.
    pub is_scheduled_maturity: bool,
    /// First period of a window that ends here, for windows of the tests, in the order of [`Needs::windows`].
    pub windows: Vec<usize>,
}

/// The order of principal.
#[derive(Clone, Debug)]
pub struct PrincipalPlan<A: Amount> {
    /// The order until a test trips.
    pub order: Order,
    /// Any of these makes it sequential.
    pub sequential_when: Vec<TestPlan<A>>,
    /// Tranches and groups in order of seniority.
    pub units: Vec<Unit<A>>,
}

/// A place in the order of principal: a tranche, or a group.
#[derive(Clone, Debug)]
pub struct Unit<A: Amount> {
    /// Index of the first tranche.
    pub first: usize,
    /// How many tranches.
    pub count: usize,
    /// The order inside.
    pub inside: Order,
    /// Index of the deal's group, if it is one.
    pub group: Option<usize>,
    /// Any of these locks it out.
    pub locked_out_when: Vec<TestPlan<A>>,
}

/// A test.
#[derive(Clone, Debug)]
pub struct TestPlan<A: Amount> {
    /// What it looks at.
    pub measure: MeasurePlan,
    /// Whether it trips above the level, rather than below.
    pub above: bool,
    /// The level, to compare ratios with.
    pub level: A::Factor,
    /// The level, to compare numbers with.
    pub level_number: Decimal,
    /// Whether it can stop being tripped.
    pub curable: bool,
    /// On how many dates in a row it must not trip to be cured.
    pub cure_periods: u32,
}

/// What a test looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasurePlan {
    /// Losses less write-ups over a base.
    CumulativeLosses(Base),
    /// Defaults over a base.
    CumulativeDefaults(Base),
    /// Pool over initial pool.
    PoolFactor,
    /// Notionals junior to this tranche over all.
    CreditEnhancement(usize),
    /// Mean delinquency over a window of [`Needs::windows`], or of the period.
    DelinquencyRate(Option<usize>),
    /// Defaults over a window, or of the period, over the performing balance at its start.
    DefaultRate(Option<usize>),
    /// Number of the largest obligors that fit.
    LargestObligors,
    /// Probability of default by balance.
    WeightedAveragePd,
    /// Fall of this tranche's detachment point, over what it was.
    DetachmentFall(usize),
    /// Held principal over initial pool.
    UnappliedAmount,
    /// How many sellers have been downgraded.
    SellerDowngrades,
    /// A measure of the loans, by its place in [`PoolPlan::meters`].
    Pool(usize),
}

/// What the tests need beyond balances of the whole pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Lengths of windows.
    pub windows: Vec<Months>,
    /// Defaults by period.
    pub default_rate: bool,
    /// Balances by obligor.
    pub obligors: bool,
    /// Weighted-average probability of default.
    pub pd: bool,
    /// Measures of the loans.
    pub measures: Vec<PoolMeasure>,
}

/// Accrual up to the credit event: coupon per placed notional, by period and tranche, and the day count.
#[derive(Clone, Debug)]
pub struct AccrualPlan {
    /// The deal's day count.
    pub day_count: DayCount,
    /// Placed share × coupon, by period and tranche.
    pub coupons: Vec<Vec<Option<Factor>>>,
}

/// The pool under a scenario, for [`crate::pool_run::PoolRun`].
#[derive(Clone, Debug)]
pub struct PoolPlan<A: Amount> {
    /// Names of the loans at closing, then of those of the purchase tape.
    pub names: Vec<Arc<str>>,
    /// Unadjusted dates: closing, then the ends of the periods.
    pub dates: Vec<NaiveDate>,
    /// Loans at closing.
    pub loans: Vec<LoanPlan<A>>,
    /// Payment dates, shared by loans that have the same ones.
    pub grids: Vec<Grid>,
    /// Fractions shared by loans.
    pub factors: Vec<A::Factor>,
    /// Default rates by class of loan and period; no entry: none of the class defaults.
    pub default_rates: Vec<Vec<Option<A::Factor>>>,
    /// Prepayment rates by period.
    pub prepayment: Vec<Option<A::Factor>>,
    /// Defaults of named loans, in order of date.
    pub events: Vec<EventPlan<A>>,
    /// Rates per payment of fixed level-payment loans.
    pub level_rates: Vec<Decimal>,
    /// Fixings of floating level-payment loans' indexes, by index and period.
    pub fixings: Vec<Vec<Rate>>,
    /// The loan that replenishment buys of all that it has, where there is no purchase tape.
    pub purchase: Option<PurchasePlan<A>>,
    /// Loans of the purchase tape, in its order.
    pub offers: Vec<OfferPlan<A>>,
    /// What the pool must be after each addition.
    pub portfolio: Vec<PortfolioPlan>,
    /// Measures of the loans that tests ask for.
    pub meters: Vec<MeterPlan>,
    /// Loans that leave the pool, in order of date.
    pub removals: Vec<RemovalPlan>,
    /// The deal's calendar, for lags.
    pub calendar: Calendar,
    /// Length of the work-out of defaults from a rate; none: they settle at once.
    pub lag: Option<Lag>,
    /// Whether losses are wanted by date.
    pub dated_losses: bool,
    /// Obligor of each loan, those of the purchase tape included, only where a test asks for it.
    pub obligors: Option<Vec<usize>>,
    /// Probability of default of each loan, those of the purchase tape included, and of one bought without a tape, only where a test asks for it.
    pub pds: Option<(Vec<Ratio>, Ratio)>,
}

/// Payment dates of a loan as the periods see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// How many dates lie on or before the end of each period.
    pub until: Vec<u32>,
    /// How many there are.
    pub total: u32,
}

impl Grid {
    /// The grid of payment dates over periods that end on these dates.
    pub fn new(payments: impl ExactSizeIterator<Item = NaiveDate>, ends: &[NaiveDate]) -> Grid {
        let total = payments.len();
        let mut until = vec![0; ends.len()];
        for date in payments {
            if let Some(count) = until.get_mut(ends.partition_point(|end| *end < date)) {
                *count += 1;
            }
        }
        for period in 1..until.len() {
            until[period] += until[period - 1];
        }
        Grid {
            until,
            total: u32::try_from(total).expect("a loan has few payments"),
        }
    }
}

/// A loan at closing.
#[derive(Clone, Debug)]
pub struct LoanPlan<A: Amount> {
    /// Protected balance.
    pub balance: A,
    /// Row of [`PoolPlan::default_rates`].
    pub class: usize,
    /// Initial and final loss rate, in [`PoolPlan::factors`]; none: nothing gives them.
    pub severity: Option<(usize, usize)>,
    /// Row of [`PoolPlan::grids`].
    pub grid: usize,
    /// How it repays.
    pub repayment: Repayment<A>,
}

/// How a loan repays.
#[derive(Clone, Debug)]
pub enum Repayment<A: Amount> {
    /// All on the last date.
    Bullet,
    /// The same amount on each date.
    Equal,
    /// Level payments at a rate per payment, by row of [`PoolPlan::level_rates`].
    Level(usize),
    /// Level payments at an index, by row of [`PoolPlan::fixings`], plus a margin per year.
    FloatingLevel {
        /// Row of the fixings.
        index: usize,
        /// Margin per year.
        margin: Rate,
        /// Months between payments.
        months: u32,
    },
    /// Equal principal down to a balloon; both amounts are of the whole loan, in minor units.
    Balloon {
        /// Balance at closing.
        balance: i64,
        /// Due at maturity beside the last instalment.
        balloon: i64,
    },
    /// Shares of what is left, by period in which they fall, in order.
    Schedule(Vec<(usize, A::Factor)>),
}

/// The default of a named loan.
#[derive(Clone, Debug)]
pub struct EventPlan<A: Amount> {
    /// Its place in the scenario.
    pub index: usize,
    /// The loan.
    pub loan: usize,
    /// Date of default.
    pub date: NaiveDate,
    /// Loss booked at once; none: nothing gives it.
    pub initial: Option<LossPlan<A>>,
    /// Loss after work-out; none: nothing gives it.
    pub final_: Option<LossPlan<A>>,
    /// When the work-out ends; none: at once.
    pub end: Option<WorkOutEnd>,
    /// Cash before it ends, protected amounts.
    pub recoveries: Vec<(NaiveDate, A)>,
}

/// A loss as a share of the defaulted balance or as protected money.
#[derive(Clone, Copy, Debug)]
pub enum LossPlan<A: Amount> {
    /// Share of the defaulted balance.
    Rate(A::Factor),
    /// Protected money.
    Amount(A),
}
