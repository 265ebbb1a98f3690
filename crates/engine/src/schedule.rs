//! A loan's contractual schedule: what the whole loan pays on its own dates, without defaults or prepayment.
//!
//! Dates are counted back from maturity by the loan's frequency as far as they lie after closing, never moved to
//! business days; an explicit schedule adds the dates of its instalments. The first date may follow a short
//! period and is a full instalment. Principal is the share of [`crate::repayment`], rounded to the minor unit.
//!
//! ```text
//! interest = balance before the date × (rate, or index + margin) × months / 12 × d / D
//! ```
//!
//! `months` is the loan's frequency, so that interest and level payments agree; there is no day count. `d / D` is
//! one but for instalments between two interest dates: `D` is the length of the interest period in days, `d` the
//! days since the last payment in it. The index is read on the first day of the interest period. The run reads the
//! index of floating level payments on the deal's own dates instead, so its principal may differ a little.
//!
//! Example: 1,000 at 6 % with equal principal over two half-years pays 500 and interest of 30, then 500 and 15.
//!
//! Not covered: day counts of loans, fees, and undrawn amounts.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use tranchet_deal::date::dates_back_from_maturity;
use tranchet_deal::deal::Deal;
use tranchet_deal::factor::Factor;
use tranchet_deal::loan::{Loan, LoanAmortisation};
use tranchet_deal::money::Money;
use tranchet_deal::payments::Frequency;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::{IndexPath, Scenario};
use tranchet_deal::tranche::IndexName;

use crate::error::RunError;
use crate::rates::LevelPayments;
use crate::repayment::{Instalment, instalment_shares, rate_per_payment};

/// What a loan pays on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The unadjusted date.
    pub date: NaiveDate,
    /// Principal of the whole loan.
    pub principal: Money,
    /// Interest of the whole loan; none where the loan has no rate or its index none in the scenario on that date.
    pub interest: Option<Money>,
    /// What the whole loan owes after the date.
    pub balance: Money,
}

/// Makes schedules of the loans of a deal.
#[derive(Debug)]
pub struct Schedules<'d> {
    closing: NaiveDate,
    frequency: Frequency,
    rates: &'d BTreeMap<IndexName, IndexPath>,
    level: LevelPayments<Money>,
}

/// The time between two interest dates, both of the loan.
#[derive(Clone, Copy, Debug)]
struct InterestPeriod {
    start: NaiveDate,
    end: NaiveDate,
}

impl<'d> Schedules<'d> {
    /// For the loans of a deal, with the index paths of a scenario.
    pub fn new(deal: &Deal, scenario: &'d Scenario) -> Schedules<'d> {
        Schedules {
            closing: deal.closing,
            frequency: deal.payments.frequency,
            rates: &scenario.rates,
            level: LevelPayments::at(&[]),
        }
    }

    /// For the loans of a deal, with no index known.
    pub fn without_rates(deal: &Deal) -> Schedules<'static> {
        static NONE: BTreeMap<IndexName, IndexPath> = BTreeMap::new();
        Schedules {
            closing: deal.closing,
            frequency: deal.payments.frequency,
            rates: &NONE,
            level: LevelPayments::at(&[]),
        }
    }

    /// Every payment of a loan, the last at maturity.
    ///
    /// # Errors
    /// As [`Schedules::principal`].
    pub fn schedule(&mut self, loan: &Loan) -> Result<Vec<Payment>, RunError> {
        let principal = self.principal(loan)?;
        let mut last: Option<NaiveDate> = None;
        let mut balance = loan.balance;
        let payments = principal.into_iter().map(|(date, principal)| {
            let interest = self.interest(loan, balance, date, last);
            last = Some(date);
            balance -= principal;
            Payment {
                date,
                principal,
                interest,
                balance,
            }
        });
        Ok(payments.collect())
    }

    /// Principal of a loan on each of its dates, nought where only interest is due.
    ///
    /// # Errors
    /// [`RunError::MissingLoanRate`], [`RunError::MissingIndex`] and [`RunError::CurveGap`] for level payments,
    /// whose principal depends on the rate.
    pub fn principal(&mut self, loan: &Loan) -> Result<Vec<(NaiveDate, Money)>, RunError> {
        if let LoanAmortisation::Schedule { instalments } = &loan.amortisation {
            return Ok(self.scheduled(loan, instalments));
        }
        let total = u32::try_from(self.dates(loan).len()).expect("a loan has few payments");
        let periods: Vec<InterestPeriod> = self.periods(loan).collect();
        let mut left = loan.balance;
        let mut payments = Vec::with_capacity(periods.len());
        for (number, period) in (0..).zip(periods) {
            let instalment = self.instalment(loan, period.start)?;
            let paid = instalment.principal(left, number, total, &mut self.level);
            left -= paid;
            payments.push((period.end, paid));
        }
        Ok(payments)
    }

    /// Instalments, and nought on interest dates between them.
    fn scheduled(&self, loan: &Loan, instalments: &[(NaiveDate, Money)]) -> Vec<(NaiveDate, Money)> {
        let shares = instalment_shares(loan.balance, loan.maturity, instalments);
        let mut by_date: BTreeMap<NaiveDate, Factor> =
            self.dates(loan).map(|date| (date, Factor::ZERO)).collect();
        by_date.extend(shares);
        let mut left = loan.balance;
        let pay = |(date, share): (NaiveDate, Factor)| {
            let paid = left.scale_half_even(share);
            left -= paid;
            (date, paid)
        };
        by_date.into_iter().map(pay).collect()
    }

    /// How a loan repays on the date that ends an interest period.
    fn instalment(&mut self, loan: &Loan, start: NaiveDate) -> Result<Instalment, RunError> {
        Ok(match &loan.amortisation {
            LoanAmortisation::Bullet | LoanAmortisation::Schedule { .. } => Instalment::Bullet,
            LoanAmortisation::EqualPrincipal => Instalment::Equal,
            LoanAmortisation::LevelPayment => {
                let rate = self.rate_for_level(loan, start)?;
                let rate = rate_per_payment(rate, self.frequency(loan).months());
                Instalment::Level(self.level.row(rate))
            }
            LoanAmortisation::Balloon { balloon } => Instalment::Balloon {
                balance: loan.balance.minor(),
                balloon: balloon.minor(),
            },
        })
    }

    fn rate_for_level(&self, loan: &Loan, start: NaiveDate) -> Result<Rate, RunError> {
        let gap = |index| self.rates.get(index).and_then(|path| path.on(start).err());
        self.rate(loan, start).ok_or_else(|| match &loan.index {
            Some(index) if loan.rate.is_some() => match gap(index) {
                Some(gap) => RunError::CurveGap {
                    index: index.0.clone(),
                    gap,
                },
                None => RunError::MissingIndex {
                    index: index.0.clone(),
                    reader: format!("loan `{}`", loan.id),
                },
            },
            Some(_) | None => RunError::MissingLoanRate {
                loan: loan.id.to_string(),
            },
        })
    }

    /// The rate per year of an interest period that starts on a date.
    fn rate(&self, loan: &Loan, start: NaiveDate) -> Option<Rate> {
        match &loan.index {
            None => loan.rate,
            Some(index) => Some(self.rates.get(index)?.on(start).ok()? + loan.rate?),
        }
    }

    /// Interest due on a date on the balance since the last payment.
    fn interest(
        &self,
        loan: &Loan,
        balance: Money,
        date: NaiveDate,
        last: Option<NaiveDate>,
    ) -> Option<Money> {
        let period = self.periods(loan).find(|period| period.end >= date)?;
        let rate = self.rate(loan, period.start)?;
        let from = last.map_or(period.start, |last| last.max(period.start));
        let (days, whole) = ((date - from).num_days(), (period.end - period.start).num_days());
        let months = i64::from(self.frequency(loan).months());
        let time = Factor::new(months * days.max(0), 12 * whole.unsigned_abs().max(1));
        Some(balance.scale_half_even(rate.factor() * time))
    }

    fn dates(&self, loan: &Loan) -> impl DoubleEndedIterator<Item = NaiveDate> + ExactSizeIterator + use<> {
        dates_back_from_maturity(self.closing, loan.maturity, self.frequency(loan))
    }

    /// Interest periods, each from the date before, which for the first may lie before closing.
    fn periods(&self, loan: &Loan) -> impl Iterator<Item = InterestPeriod> + use<> {
        let (maturity, months) = (loan.maturity, self.frequency(loan).months());
        let dates = self.dates(loan);
        let total = u32::try_from(dates.len()).expect("a loan has few payments");
        (0..).zip(dates).map(move |(number, end)| InterestPeriod {
            start: maturity - Months::new((total - number) * months),
            end,
        })
    }

    fn frequency(&self, loan: &Loan) -> Frequency {
        loan.payment_frequency.unwrap_or(self.frequency)
    }
}

#[cfg(test)]
mod tests;
