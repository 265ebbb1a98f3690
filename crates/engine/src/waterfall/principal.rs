//! The rest of step 9: principal repays tranches.
//!
//! Places in the order are tranches and groups. `sequential` pays the most senior place to nought, then the
//! next; `pro rata` splits by outstanding notional. A place that is locked out takes nothing while another has
//! notional left. Inside a group its own order holds.

use tranchet_deal::amortisation::Order;

use super::Waterfall;
use super::split::split_by_weight;
use crate::amount::Amount;
use crate::error::RunError;
use crate::journal::{Account, Sink, Step};

impl<A: Amount, S: Sink<A>> Waterfall<'_, A, S> {
    pub(super) fn distribute_principal(&mut self, number: usize) -> Result<(), RunError> {
        if self.balances.principal.is_positive() {
            let order = if self.sequential {
                Order::Sequential
            } else {
                self.plan.principal.order
            };
            if order == Order::ProRata {
                self.distribute_pro_rata(number);
            }
            // In sequence what is left: everything, or what pro rata places could not take.
            self.distribute_sequentially(number, false);
            self.distribute_sequentially(number, true);
        }
        self.check(number, Step::Principal)
    }

    /// Repays tranches in order of seniority, whatever the deal's order and groups.
    pub(super) fn repay_by_seniority(&mut self, number: usize, step: Step) {
        for index in 0..self.balances.notionals.len() {
            let part = self.balances.principal.lesser(self.balances.notionals[index]);
            self.post(number, step, Account::Principal, Account::Tranche(index), part);
        }
    }

    fn distribute_sequentially(&mut self, number: usize, locked_out: bool) {
        for place in 0..self.plan.principal.units.len() {
            if !self.balances.principal.is_positive() {
                return;
            }
            if self.locked_out[place] == locked_out {
                let part = self.balances.principal.lesser(self.outstanding(place));
                self.pay_unit(number, place, part);
            }
        }
    }

    fn distribute_pro_rata(&mut self, number: usize) {
        let mut shares = std::mem::take(&mut self.scratch);
        let mut weights = std::mem::take(&mut self.weights);
        weights.clear();
        weights.extend((0..self.plan.principal.units.len()).map(|place| {
            if self.locked_out[place] {
                A::ZERO
            } else {
                self.outstanding(place)
            }
        }));
        let open = weights.iter().fold(A::ZERO, |sum, weight| sum + *weight);
        split_by_weight(self.balances.principal.lesser(open), &weights, &mut shares);
        self.weights = weights;
        for (place, share) in shares.iter().enumerate() {
            self.pay_unit(number, place, *share);
        }
        self.scratch = shares;
    }

    fn outstanding(&self, place: usize) -> A {
        let unit = &self.plan.principal.units[place];
        self.balances.notionals[unit.first..unit.first + unit.count]
            .iter()
            .fold(A::ZERO, |sum, part| sum + *part)
    }

    /// Pays a place at most its notional, in the order inside.
    fn pay_unit(&mut self, number: usize, place: usize, amount: A) {
        let unit = &self.plan.principal.units[place];
        let tranches = unit.first..unit.first + unit.count;
        match unit.inside {
            Order::Sequential => {
                let mut left = amount;
                for index in tranches {
                    let part = left.lesser(self.balances.notionals[index]);
                    self.amortise(number, index, part);
                    left -= part;
                }
            }
            Order::ProRata => {
                let mut shares = std::mem::take(&mut self.inside);
                split_by_weight(amount, &self.balances.notionals[tranches.clone()], &mut shares);
                for (index, share) in tranches.zip(&shares) {
                    self.amortise(number, index, *share);
                }
                self.inside = shares;
            }
        }
    }

    fn amortise(&mut self, number: usize, index: usize, amount: A) {
        self.post(
            number,
            Step::Principal,
            Account::Principal,
            Account::Tranche(index),
            amount,
        );
    }
}
