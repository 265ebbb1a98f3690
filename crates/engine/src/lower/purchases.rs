//! What replenishment buys: the loans of a purchase tape, or one that stands for all.

use std::sync::Arc;

use tranchet_deal::loan::LoanAmortisation;
use tranchet_deal::scenario::RepresentativeLoan;

use super::default_rates::{bought_value, class_of};
use super::eligibility::Eligibility;
use super::loans::PoolLowering;
use crate::amount::Amount;
use crate::error::RunError;
use crate::plan::{OfferPlan, PurchasePlan, Repayment};

impl<A: Amount> PoolLowering<'_, A> {
    /// The loans of the purchase tape.
    pub(super) fn offers(&mut self, eligibility: &Eligibility<'_>) -> Vec<OfferPlan<A>> {
        let scenario = self.scenario;
        let frequency = self.deal.payments.frequency;
        let purchases = scenario.purchases.iter();
        purchases
            .map(|purchase| {
                let loan = &purchase.loan;
                OfferPlan {
                    loan: self.terms(loan),
                    available_from: purchase.available_from.unwrap_or(self.deal.closing),
                    maturity: loan.maturity,
                    frequency: loan.payment_frequency.unwrap_or(frequency),
                    status: loan.status,
                    eligibility: eligibility.of(loan),
                }
            })
            .collect()
    }

    pub(super) fn purchase(
        &mut self,
        bought: &RepresentativeLoan,
        eligibility: &Eligibility<'_>,
    ) -> PurchasePlan<A> {
        let frequency = self.deal.payments.frequency;
        let id: Arc<str> = Arc::from("the loan that replenishment buys");
        let repayment = match &bought.amortisation {
            LoanAmortisation::EqualPrincipal => Repayment::Equal,
            LoanAmortisation::LevelPayment => self.level(&id, bought.rate, bought.index.as_ref(), frequency),
            LoanAmortisation::Bullet
            | LoanAmortisation::Balloon { .. }
            | LoanAmortisation::Schedule { .. } => Repayment::Bullet,
        };
        let value = |column| bought_value(bought, column);
        let class = class_of(&self.scenario.default_rates, value).unwrap_or_else(|(column, value)| {
            self.problems.push(RunError::NoDefaultRate {
                loan: id.to_string(),
                column,
                value,
            });
            0
        });
        let severity = self.severity(bought.lgd, value);
        PurchasePlan {
            term_months: bought.term_months,
            frequency,
            repayment,
            class,
            severity,
            eligibility: eligibility.of_representative(bought),
        }
    }
}
