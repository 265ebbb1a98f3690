//! Eligibility, tested beforehand for the end of each period: which criterion a loan fails first.
//!
//! Minimum ratings are compared on the scale of [`crate::capital::rating`].

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::criterion::{Criterion, NumberField};
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::{Loan, LoanStatus};
use tranchet_deal::money::Money;
use tranchet_deal::scenario::RepresentativeLoan;

use crate::capital::rating;
use crate::error::RunError;
use crate::plan::EligibilityPlan;

/// The criteria of a deal, and the dates on which they are tested.
pub(super) struct Eligibility<'d> {
    deal: &'d Deal,
    criteria: &'d [Criterion],
    dates: &'d [NaiveDate],
}

impl<'d> Eligibility<'d> {
    pub(super) fn new(deal: &'d Deal, dates: &'d [NaiveDate], problems: &mut Vec<RunError>) -> Self {
        let terms = deal.replenishment.as_ref();
        let criteria = terms.map_or(&[][..], |terms| &terms.eligibility);
        for criterion in criteria {
            known(criterion, problems);
        }
        Eligibility {
            deal,
            criteria,
            dates: &dates[1..],
        }
    }

    /// The first criterion that a loan fails, by period.
    pub(super) fn of(&self, loan: &Loan) -> EligibilityPlan {
        let failed = |date| {
            self.criteria
                .iter()
                .position(|criterion| !meets(criterion, loan, date))
        };
        if self.criteria.iter().any(Criterion::depends_on_date) {
            EligibilityPlan(self.dates.iter().map(|date| failed(*date)).collect())
        } else {
            EligibilityPlan(vec![failed(self.deal.closing)])
        }
    }

    /// The same of the loan that stands for all, whose balance is not known beforehand and meets every criterion.
    pub(super) fn of_representative(&self, bought: &RepresentativeLoan) -> EligibilityPlan {
        let failed = |date: &NaiveDate| {
            let maturity = *date + Months::new(bought.term_months);
            let loan = as_loan(bought, self.deal, maturity);
            let of_balance = |criterion: &Criterion| {
                matches!(
                    criterion,
                    Criterion::Number {
                        field: NumberField::Balance,
                        ..
                    }
                )
            };
            let fails = |criterion: &Criterion| !of_balance(criterion) && !meets(criterion, &loan, *date);
            self.criteria.iter().position(fails)
        };
        EligibilityPlan(self.dates.iter().map(failed).collect())
    }
}

/// Whether a loan meets a criterion on a date.
pub(super) fn meets(criterion: &Criterion, loan: &Loan, date: NaiveDate) -> bool {
    criterion.holds(loan, date, |rating, least| {
        Some(rating::read(rating)? <= rating::read(least)?)
    })
}

/// A minimum rating that is on no scale would refuse every loan.
pub(super) fn known(criterion: &Criterion, problems: &mut Vec<RunError>) {
    if let Criterion::RatingAtLeast(least) = criterion
        && rating::read(least).is_none()
    {
        let rating = least.clone();
        problems.push(RunError::RatingUnknown { rating });
    }
}

/// The loan that stands for all, as one of a tape with this maturity.
pub(super) fn as_loan(bought: &RepresentativeLoan, deal: &Deal, maturity: NaiveDate) -> Loan {
    let text = |value: &Option<String>| value.as_deref().map(Arc::from);
    Loan {
        id: Arc::from("bought by replenishment"),
        obligor_id: None,
        group_id: None,
        balance: Money::from_minor(1_000_000),
        rate: bought.rate,
        index: bought.index.clone(),
        maturity,
        amortisation: bought.amortisation.clone(),
        payment_frequency: None,
        pd: bought.pd,
        lgd: bought.lgd,
        rating: text(&bought.rating),
        sector: text(&bought.sector),
        country: text(&bought.country),
        currency: deal.currency,
        fx: Decimal::ONE,
        risk_weight: bought.risk_weight,
        status: LoanStatus::Performing,
        delinquent_days: None,
        compute: None,
        capital: None,
    }
}
