//! The capital loop of a bank, its reversal, and the margin that its loans must earn.

mod figures;

use tranchet_engine::tagged::{Input, weakest};

use crate::capital_loop::{Cap, CapitalLoop, Investors};
use crate::loan_margin::{LoanMargin, Protection};
use crate::tag::Tag;

/// Spreads shown beside the one given, as distances from it.
const SPREADS: [f64; 4] = [-0.02, 0.0, 0.02, 0.05];

/// The name of the equity among the inputs.
pub(super) const EQUITY: &str = "equity E";
/// The name of what is placed among the inputs.
pub(super) const THICKNESS: &str = "tranches placed per loan t";

/// A bank that lends, protects and lends again.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopTerms {
    /// `E`.
    pub equity: Input,
    /// `c`.
    pub capital_target: Input,
    /// `w`.
    pub risk_weight: Input,
    /// `d`.
    pub density: Input,
    /// `θ`.
    pub protected: Input,
    /// Least equity per unit of loans, if it counts.
    pub leverage_ratio: Option<Input>,
    /// `K`, if investors are limited.
    pub investor_capacity: Option<Input>,
    /// `t`.
    pub thickness: Input,
    /// `s`.
    pub spread: Input,
    /// What shareholders ask for, after tax.
    pub cost_of_equity: Input,
    /// Tax rate.
    pub tax: Input,
    /// Operating cost per loan and year.
    pub operating_cost: Input,
    /// Expected loss per loan and year.
    pub expected_loss: Input,
    /// How much of it goes to investors.
    pub loss_transferred: Input,
}

/// A round of lending.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundOfLending {
    /// From 0.
    pub round: u32,
    /// Lent in it.
    pub new_loans: f64,
    /// Lent so far.
    pub loans: f64,
    /// Loans protected so far.
    pub protected: f64,
    /// Tranches sold so far.
    pub tranches: f64,
    /// Premium on them in a year.
    pub premium: f64,
}

/// What a loan must earn at a spread of the tranches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarginAt {
    /// The spread.
    pub spread: f64,
    /// Margin without protection.
    pub without: f64,
    /// Margin with it.
    pub with: f64,
}

impl LoopTerms {
    /// The bank.
    pub fn bank(&self) -> CapitalLoop {
        CapitalLoop {
            equity: self.equity.value,
            capital_target: self.capital_target.value,
            risk_weight: self.risk_weight.value,
            density: self.density.value,
            protected: self.protected.value,
            leverage_ratio: self.leverage_ratio.as_ref().map(|least| least.value),
            investors: self.investor_capacity.as_ref().map(|capacity| Investors {
                capacity: capacity.value,
                thickness: self.thickness.value,
            }),
        }
    }

    fn margin(&self) -> LoanMargin {
        LoanMargin {
            capital: self.capital_target.value * self.risk_weight.value,
            return_on_equity: self.cost_of_equity.value,
            tax: self.tax.value,
            operating_cost: self.operating_cost.value,
            expected_loss: self.expected_loss.value,
        }
    }

    fn protection(&self, spread: f64) -> Protection {
        Protection {
            density: self.density.value,
            loss_transferred: self.loss_transferred.value,
            thickness: self.thickness.value,
            spread,
        }
    }

    fn charge(&self) -> [&Input; 3] {
        [&self.equity, &self.capital_target, &self.risk_weight]
    }

    fn of_loop(&self) -> Vec<&Input> {
        let mut inputs = self.charge().to_vec();
        inputs.extend([&self.density, &self.protected]);
        inputs
    }

    /// What the amount lent rests on.
    fn of_lending(&self) -> Vec<&Input> {
        let mut inputs = self.of_loop();
        inputs.extend(&self.leverage_ratio);
        if let Some(capacity) = &self.investor_capacity {
            inputs.extend([capacity, &self.thickness]);
        }
        inputs
    }

    /// The first rounds of lending, within the caps.
    pub fn rounds(&self, count: u32) -> Vec<RoundOfLending> {
        let bank = self.bank();
        let mut loans = 0.0;
        let mut rounds = Vec::new();
        for round in 0..count {
            let new_loans = bank.round(round).min(bank.lending() - loans).max(0.0);
            loans += new_loans;
            let protected = (loans - bank.without_protection()).max(0.0) / (1.0 - bank.density);
            let tranches = protected * self.thickness.value;
            rounds.push(RoundOfLending {
                round,
                new_loans,
                loans,
                protected,
                tranches,
                premium: tranches * self.spread.value,
            });
        }
        rounds
    }

    /// What rounds rest on.
    pub fn rounds_tag(&self) -> Tag {
        let last = [&self.thickness, &self.spread];
        weakest(self.of_lending().into_iter().chain(last).map(|input| input.tag))
    }

    /// Margins at the spread and around it, none below nought.
    pub fn margins(&self) -> Vec<MarginAt> {
        let spreads = SPREADS.iter().map(|step| self.spread.value + step);
        spreads
            .filter(|spread| *spread >= 0.0)
            .map(|spread| self.margin_at(spread))
            .collect()
    }

    /// What margins rest on.
    pub fn margins_tag(&self) -> Tag {
        let inputs = [
            &self.capital_target,
            &self.risk_weight,
            &self.density,
            &self.thickness,
            &self.spread,
            &self.cost_of_equity,
            &self.tax,
            &self.operating_cost,
            &self.expected_loss,
            &self.loss_transferred,
        ];
        weakest(inputs.map(|input| input.tag))
    }

    /// The spread at which protection saves nothing.
    pub fn break_even_spread(&self) -> f64 {
        self.margin().break_even_spread(&self.protection(0.0))
    }

    /// Margins at a spread.
    pub fn margin_at(&self, spread: f64) -> MarginAt {
        let margin = self.margin();
        MarginAt {
            spread,
            without: margin.without_protection(),
            with: margin.with(&self.protection(spread)),
        }
    }

    /// Whether lending ends: by itself or by a cap.
    pub fn ends(&self) -> bool {
        self.bank().lending().is_finite() || self.bank().cap() != Cap::None
    }
}

#[cfg(test)]
mod tests;
