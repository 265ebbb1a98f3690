//! The pool: loans with their payment dates, default rates and severities.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::date::dates_back_from_maturity;
use tranchet_deal::deal::Deal;

use tranchet_deal::loan::{Loan, LoanAmortisation, LoanStatus};
use tranchet_deal::money::Money;
use tranchet_deal::payments::{Accrual, Frequency};
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{RateVector, Scenario, TapeColumn};
use tranchet_deal::tranche::IndexName;

use super::coupons::noted;
use super::default_rates::{class_of, default_rates, vector};
use super::eligibility::Eligibility;
use super::events::{self, lower_events, lower_removals};
use super::index_rates::IndexReading;
use super::meters::MeterLowering;
use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{Grid, LoanPlan, Needs, PoolPlan, Repayment};
use crate::repayment::{instalment_shares, rate_per_payment};

/// Lists shared by loans, filled as loans are lowered.
pub(super) struct PoolLowering<'d, A: Amount> {
    pub(super) deal: &'d Deal,
    pub(super) scenario: &'d Scenario,
    pub(super) dates: &'d [NaiveDate],
    grids: Vec<Grid>,
    grid_of: HashMap<(NaiveDate, Frequency), usize>,
    factors: Vec<A::Factor>,
    factor_of: HashMap<Decimal, usize>,
    level_rates: Vec<Decimal>,
    level_rate_of: HashMap<Decimal, usize>,
    fixings: Vec<Vec<Rate>>,
    fixing_of: HashMap<IndexName, usize>,
    pub(super) problems: &'d mut Vec<RunError>,
}

pub(super) fn lower_pool<A: Amount>(
    deal: &Deal,
    scenario: &Scenario,
    dates: &[NaiveDate],
    needs: &Needs,
    problems: &mut Vec<RunError>,
) -> PoolPlan<A> {
    let mut lowering = PoolLowering {
        deal,
        scenario,
        dates,
        grids: Vec::new(),
        grid_of: HashMap::new(),
        factors: Vec::new(),
        factor_of: HashMap::new(),
        level_rates: Vec::new(),
        level_rate_of: HashMap::new(),
        fixings: Vec::new(),
        fixing_of: HashMap::new(),
        problems,
    };
    let loans = deal.pool.loans.iter().map(|loan| lowering.loan(loan)).collect();
    let eligibility = Eligibility::new(deal, dates, lowering.problems);
    let offers = lowering.offers(&eligibility);
    let purchase = scenario
        .replenishment
        .as_ref()
        .map(|bought| lowering.purchase(bought, &eligibility));
    let all = events::loans(deal, scenario);
    let obligors = needs.obligors.then(|| obligors(&all));
    let pds = if needs.pd { lowering.pds(&all) } else { None };
    let mut meters = MeterLowering::new(deal, scenario, dates, &all, lowering.problems);
    let portfolio = meters.portfolio();
    let tested = needs
        .measures
        .iter()
        .map(|measure| meters.meter(measure))
        .collect();
    let (grids, factors) = (lowering.grids, lowering.factors);
    let (level_rates, fixings) = (lowering.level_rates, lowering.fixings);
    PoolPlan {
        names: all.iter().map(|loan| loan.id.clone()).collect(),
        dates: dates.to_vec(),
        loans,
        grids,
        factors,
        default_rates: default_rates::<A>(deal, scenario, dates),
        prepayment: vector::<A>(deal, dates, &RateVector::Annual(scenario.prepayment.clone())),
        events: lower_events(deal, scenario, problems),
        level_rates,
        fixings,
        purchase,
        offers,
        portfolio,
        meters: tested,
        removals: lower_removals(deal, scenario, problems),
        calendar: deal.payments.calendar.clone(),
        lag: scenario.loss.lag,
        dated_losses: deal.payments.accrual == Accrual::ToCreditEvent,
        obligors,
        pds,
    }
}

impl<A: Amount> PoolLowering<'_, A> {
    fn loan(&mut self, loan: &Loan) -> LoanPlan<A> {
        if loan.status == LoanStatus::Defaulted {
            self.problems.push(RunError::DefaultedLoan {
                loan: loan.id.to_string(),
            });
        }
        self.terms(loan)
    }

    /// A loan, whatever its status.
    pub(super) fn terms(&mut self, loan: &Loan) -> LoanPlan<A> {
        let frequency = loan.payment_frequency.unwrap_or(self.deal.payments.frequency);
        LoanPlan {
            balance: A::from_money(self.deal.pool.protected(loan.balance)),
            class: self.class(loan),
            severity: self.severity(loan.lgd, |column| column.value_of(loan).map(str::to_owned)),
            grid: self.grid(loan.maturity, frequency),
            repayment: self.repayment(loan, frequency),
        }
    }

    fn grid(&mut self, maturity: NaiveDate, frequency: Frequency) -> usize {
        *self.grid_of.entry((maturity, frequency)).or_insert_with(|| {
            let payments = dates_back_from_maturity(self.dates[0], maturity, frequency);
            self.grids.push(Grid::new(payments, &self.dates[1..]));
            self.grids.len() - 1
        })
    }

    fn factor(&mut self, ratio: Ratio) -> usize {
        *self.factor_of.entry(ratio.0).or_insert_with(|| {
            self.factors.push(A::factor(ratio.factor()));
            self.factors.len() - 1
        })
    }

    /// Initial and final loss rate of defaults that do not give their own.
    pub(super) fn severity(
        &mut self,
        lgd: Option<Ratio>,
        value: impl Fn(TapeColumn) -> Option<String>,
    ) -> Option<(usize, usize)> {
        let terms = self.scenario.loss;
        let severities = self.scenario.severities.as_ref();
        let by = severities.and_then(|by| by.of(value(by.column).as_deref()));
        let initial = terms.initial.or(by).or(lgd)?;
        let final_ = by.or(terms.final_).or(terms.initial).or(lgd)?;
        Some((self.factor(initial), self.factor(final_)))
    }

    fn repayment(&mut self, loan: &Loan, frequency: Frequency) -> Repayment<A> {
        match &loan.amortisation {
            LoanAmortisation::Bullet => Repayment::Bullet,
            LoanAmortisation::EqualPrincipal => Repayment::Equal,
            LoanAmortisation::LevelPayment => self.level(&loan.id, loan.rate, loan.index.as_ref(), frequency),
            LoanAmortisation::Balloon { balloon } => Repayment::Balloon {
                balance: loan.balance.minor(),
                balloon: balloon.minor(),
            },
            LoanAmortisation::Schedule { instalments } => {
                Repayment::Schedule(self.instalments(loan, instalments))
            }
        }
    }

    pub(super) fn level(
        &mut self,
        id: &Arc<str>,
        rate: Option<Rate>,
        index: Option<&IndexName>,
        frequency: Frequency,
    ) -> Repayment<A> {
        let Some(rate) = rate else {
            self.problems
                .push(RunError::MissingLoanRate { loan: id.to_string() });
            return Repayment::Bullet;
        };
        match index {
            None => Repayment::Level(self.level_rate(rate, frequency)),
            Some(index) => Repayment::FloatingLevel {
                index: self.fixing(index, id),
                margin: rate,
                months: frequency.months(),
            },
        }
    }

    /// The row of a rate per payment.
    fn level_rate(&mut self, rate: Rate, frequency: Frequency) -> usize {
        let rate = rate_per_payment(rate, frequency.months());
        *self.level_rate_of.entry(rate).or_insert_with(|| {
            self.level_rates.push(rate);
            self.level_rates.len() - 1
        })
    }

    /// The row of an index's fixings, read at the start of each coupon period.
    fn fixing(&mut self, index: &IndexName, reader: &str) -> usize {
        if let Some(row) = self.fixing_of.get(index) {
            return *row;
        }
        let row = match IndexReading::of(self.scenario, index, &self.deal.payments) {
            Some(reading) => {
                let dates = super::periods::payment_dates_adjusted(self.deal, self.dates);
                let starts = &dates[..dates.len() - 1];
                let problems = &mut *self.problems;
                let read = |start: &NaiveDate| noted(reading.on(*start), problems).unwrap_or_default();
                starts.iter().map(read).collect()
            }
            None => {
                let reader = format!("loan `{reader}`");
                self.problems.push(RunError::MissingIndex {
                    index: index.0.clone(),
                    reader,
                });
                Vec::new()
            }
        };
        self.fixings.push(row);
        self.fixing_of.insert(index.clone(), self.fixings.len() - 1);
        self.fixings.len() - 1
    }

    /// Instalments as shares of what the schedule leaves before each; the rest at maturity.
    fn instalments(&self, loan: &Loan, instalments: &[(NaiveDate, Money)]) -> Vec<(usize, A::Factor)> {
        let period = |date: NaiveDate| self.dates[1..].partition_point(|end| *end < date);
        instalment_shares(loan.balance, loan.maturity, instalments)
            .into_iter()
            .map(|(date, share)| (period(date), A::factor(share)))
            .collect()
    }

    /// The row of default rates that a loan follows.
    fn class(&mut self, loan: &Loan) -> usize {
        let value = |column: TapeColumn| column.value_of(loan).map(str::to_owned);
        match class_of(&self.scenario.default_rates, value) {
            Ok(class) => class,
            Err((column, value)) => {
                self.problems.push(RunError::NoDefaultRate {
                    loan: loan.id.to_string(),
                    column,
                    value,
                });
                0
            }
        }
    }

    fn pds(&mut self, loans: &[&Loan]) -> Option<(Vec<Ratio>, Ratio)> {
        let mut problem = |loan: &str| {
            self.problems.push(RunError::MissingColumn {
                column: "pd",
                loan: loan.to_owned(),
            });
            Ratio::ZERO
        };
        let pds = loans
            .iter()
            .map(|loan| loan.pd.unwrap_or_else(|| problem(&loan.id)))
            .collect();
        let bought = self.scenario.replenishment.as_ref();
        let bought = bought.map_or(Ratio::ZERO, |loan| {
            loan.pd.unwrap_or_else(|| problem("bought by replenishment"))
        });
        Some((pds, bought))
    }
}

fn obligors(loans: &[&Loan]) -> Vec<usize> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    loans
        .iter()
        .map(|loan| {
            let next = numbers.len();
            *numbers
                .entry(loan.obligor_id.as_deref().unwrap_or(&loan.id))
                .or_insert(next)
        })
        .collect()
}
