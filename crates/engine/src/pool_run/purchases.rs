//! Replenishment: loans are offered in the order of the purchase tape, tested, and bought whole or refused.
//!
//! A loan is offered from the date on which it is available, on each date on which there is money, until it is
//! bought. It enters if it has neither defaulted nor matured, meets every criterion of eligibility, is not larger
//! than the money, and leaves the pool within each portfolio condition; where one was in breach before and may be
//! maintained or improved, it must not get worse. Without a tape one loan of all the money is offered.

use tranchet_deal::loan::LoanStatus;

use super::{Meter, PoolRun, Position};
use crate::amount::Amount;
use crate::plan::{Grid, LoanPlan, OfferPlan, PortfolioPlan, PurchasePlan};
use crate::pool_period::{Offer, Refusal};

/// Portfolio conditions, each with its measure of the pool so far.
struct Portfolio<'p> {
    conditions: Vec<(&'p PortfolioPlan, Meter<'p>)>,
}

impl Portfolio<'_> {
    /// Adds a loan, or says which condition keeps it out.
    fn admit(&mut self, place: usize, balance: i128) -> Result<(), Refusal> {
        let mut refusal = None;
        for (number, (condition, meter)) in self.conditions.iter_mut().enumerate() {
            let before = meter.value();
            meter.add(place, 0, balance);
            let after = meter.value();
            let limit = condition.limit;
            let relieved = condition.maintain_or_improve
                && !limit.keeps(before)
                && limit.keeps_or_improves(before, after);
            if refusal.is_none() && !limit.keeps(after) && !relieved {
                refusal = Some(Refusal::Portfolio(number, after));
            }
        }
        match refusal {
            None => Ok(()),
            Some(refusal) => {
                for (_, meter) in &mut self.conditions {
                    meter.add(place, 0, -balance);
                }
                Err(refusal)
            }
        }
    }
}

impl<'p, A: Amount> PoolRun<'p, A> {
    /// Buys loans for at most an amount, notes each decision, and says how much was spent.
    pub(super) fn purchase(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A {
        let plan = self.plan;
        let mut portfolio = Portfolio {
            conditions: plan
                .portfolio
                .iter()
                .map(|condition| (condition, self.meter(&condition.meter, period)))
                .collect(),
        };
        match &plan.purchase {
            Some(purchase) => self.buy_one(purchase, period, amount, &mut portfolio, decisions),
            None => self.buy_from_tape(period, amount, &mut portfolio, decisions),
        }
    }

    /// A measure of the performing loans at the end of a period.
    pub(super) fn meter<'m>(&self, plan: &'m crate::plan::MeterPlan, period: usize) -> Meter<'m> {
        let mut meter = Meter::new(plan, period + 1);
        for (place, position) in self.positions.iter().enumerate() {
            if position.performing.is_positive() {
                let bought = place.checked_sub(plan.representative);
                let age = bought.map_or(0, |number| period - self.bought_in[number]);
                meter.add(place, age, minor(position.performing));
            }
        }
        meter
    }

    fn buy_from_tape(
        &mut self,
        period: usize,
        amount: A,
        portfolio: &mut Portfolio<'_>,
        decisions: &mut Vec<Offer<A>>,
    ) -> A {
        let date = self.plan.end(period);
        let mut left = amount;
        for (number, offer) in self.plan.offers.iter().enumerate() {
            if !left.is_positive() {
                break;
            }
            if self.is_bought[number] || offer.available_from > date {
                continue;
            }
            let place = self.plan.loans.len() + number;
            let balance = offer.loan.balance;
            let decision = self
                .accepts(offer, period, left)
                .and_then(|()| portfolio.admit(place, minor(balance)));
            if decision.is_ok() {
                left -= balance;
                self.is_bought[number] = true;
                self.enter(place, offer, period);
            }
            self.note(number, balance, decision, decisions);
        }
        amount - left
    }

    /// What keeps a loan out, the rest of the pool aside.
    fn accepts(&self, offer: &OfferPlan<A>, period: usize, money: A) -> Result<(), Refusal> {
        match offer.status {
            LoanStatus::Defaulted => return Err(Refusal::Defaulted),
            LoanStatus::Performing | LoanStatus::Delinquent | LoanStatus::Unknown => {}
        }
        if offer.maturity <= self.plan.end(period) {
            return Err(Refusal::Matured);
        }
        if let Some(criterion) = offer.eligibility.failed(period) {
            return Err(Refusal::Ineligible(criterion));
        }
        if offer.loan.balance > money {
            return Err(Refusal::TooLarge);
        }
        Ok(())
    }

    /// Notes a decision; a refusal for the same reason as last time is not noted again.
    fn note(
        &mut self,
        number: usize,
        amount: A,
        decision: Result<(), Refusal>,
        decisions: &mut Vec<Offer<A>>,
    ) {
        let refusal = decision.err();
        let is_news = match (refusal, self.last_refusal[number]) {
            (Some(new), Some(old)) => !new.is_like(old),
            (Some(_), None) | (None, _) => true,
        };
        self.last_refusal[number] = refusal;
        if is_news {
            decisions.push(Offer {
                loan: Some(number),
                amount,
                refusal,
            });
        }
    }

    fn enter(&mut self, place: usize, offer: &OfferPlan<A>, period: usize) {
        self.positions[place].performing = offer.loan.balance;
        let number = place - self.plan.loans.len();
        self.bought[number].1 = self.grid(period, offer.maturity, offer.frequency);
    }

    fn grid(
        &self,
        period: usize,
        maturity: chrono::NaiveDate,
        frequency: tranchet_deal::payments::Frequency,
    ) -> Grid {
        let payments =
            tranchet_deal::date::dates_back_from_maturity(self.plan.end(period), maturity, frequency);
        Grid::new(payments, &self.plan.dates[1..])
    }

    fn buy_one(
        &mut self,
        purchase: &PurchasePlan<A>,
        period: usize,
        amount: A,
        portfolio: &mut Portfolio<'_>,
        decisions: &mut Vec<Offer<A>>,
    ) -> A {
        let ineligible = purchase.eligibility.failed(period).map(Refusal::Ineligible);
        let admitted = ineligible.map_or_else(|| portfolio.admit(self.positions.len(), minor(amount)), Err);
        decisions.push(Offer {
            loan: None,
            amount,
            refusal: admitted.err(),
        });
        if admitted.is_err() {
            return A::ZERO;
        }
        let maturity = self.plan.end(period) + chrono::Months::new(purchase.term_months);
        let loan = LoanPlan {
            balance: amount,
            class: purchase.class,
            severity: purchase.severity,
            grid: 0,
            repayment: purchase.repayment.clone(),
        };
        let grid = self.grid(period, maturity, purchase.frequency);
        self.bought.push((loan, grid));
        self.bought_in.push(period);
        self.positions.push(Position {
            performing: amount,
            open: A::ZERO,
        });
        amount
    }
}

/// Whole minor units.
fn minor<A: Amount>(amount: A) -> i128 {
    amount.to_decimal().round().mantissa()
}
