//! The capital loop: a bank lends, protects a share of its loans, and lends again what capital that releases.
//!
//! ```text
//! x      = θ (1 - d)                  share of a round's lending that the next round can lend
//! L_n    = E / (c w) x^n              round n, from 0
//! L_∞    = E / (c w (1 - x))          all rounds; c w L_∞ (1 - x) = E
//! caps     L <= E / LR                leverage ratio LR
//!          L <= (E + (1 - d) c w K/t) / (c w)      investors take at most K of tranches of thickness t
//! ```
//!
//! `E` equity, `c` capital target, `w` risk weight of the loans, `d` risk-weighted assets after over before, `θ` share
//! protected. Example: E 100, c 12 %, w 100 %, d 17.5 %, θ ½ lends 833.33, then 343.75, in all 1,418.44.
//!
//! ```
//! use tranchet_system::capital_loop::{CapitalLoop, Cap};
//! let bank = CapitalLoop { equity: 100.0, capital_target: 0.12, risk_weight: 1.0, density: 0.175, protected: 0.5,
//!     leverage_ratio: None, investors: None };
//! assert!((bank.round(1) - 343.75).abs() < 1e-9);
//! assert!((bank.uncapped() - 1418.439716).abs() < 1e-6);
//! let all = CapitalLoop { protected: 1.0, leverage_ratio: Some(0.05), ..bank };
//! assert_eq!((all.lending(), all.cap()), (2_000.0, Cap::LeverageRatio));
//! ```
//!
//! Not covered: net interest, premium, and losses on the way; what else the bank may lack, such as eligible loans.

/// A bank that lends what its capital allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapitalLoop {
    /// `E`: equity.
    pub equity: f64,
    /// `c`: capital per unit of risk-weighted assets, above 0.
    pub capital_target: f64,
    /// `w`: risk weight of the loans, above 0.
    pub risk_weight: f64,
    /// `d`: risk-weighted assets of a protected loan after protection over before, from 0 to 1.
    pub density: f64,
    /// `θ`: share of each round's loans that is protected, from 0 to 1.
    pub protected: f64,
    /// Least equity per unit of loans, if it counts.
    pub leverage_ratio: Option<f64>,
    /// What investors can take, if it is limited.
    pub investors: Option<Investors>,
}

/// What investors can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Investors {
    /// `K`: the most that they take of tranches.
    pub capacity: f64,
    /// `t`: thickness of the tranches that they take, a share of the protected loans, above 0.
    pub thickness: f64,
}

/// What ends the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Its own convergence.
    None,
    /// The leverage ratio.
    LeverageRatio,
    /// What investors can take.
    Investors,
}

impl Cap {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Cap::None => "none",
            Cap::LeverageRatio => "leverage ratio",
            Cap::Investors => "investor capacity",
        }
    }
}

impl CapitalLoop {
    /// `x`: the share of a round's lending that the next can lend.
    pub fn passed_on(&self) -> f64 {
        self.protected * (1.0 - self.density)
    }

    /// Lending without protection.
    pub fn without_protection(&self) -> f64 {
        self.equity / self.charge()
    }

    /// Lending of a round, from 0.
    pub fn round(&self, round: u32) -> f64 {
        self.without_protection() * libm::pow(self.passed_on(), f64::from(round))
    }

    /// Lending of all rounds without caps; infinite when nothing of a round is used up.
    pub fn uncapped(&self) -> f64 {
        self.without_protection() / (1.0 - self.passed_on())
    }

    /// What the leverage ratio allows; infinite without one.
    pub fn leverage_cap(&self) -> f64 {
        self.leverage_ratio
            .map_or(f64::INFINITY, |least| self.equity / least)
    }

    /// What can be lent with all that investors can take; infinite when they are not limited.
    pub fn investor_cap(&self) -> f64 {
        let Some(investors) = self.investors else {
            return f64::INFINITY;
        };
        let protected = investors.capacity / investors.thickness;
        (self.equity + (1.0 - self.density) * self.charge() * protected) / self.charge()
    }

    /// Lending of all rounds, within the caps.
    pub fn lending(&self) -> f64 {
        self.uncapped().min(self.leverage_cap()).min(self.investor_cap())
    }

    /// The cap on which lending stands.
    pub fn cap(&self) -> Cap {
        let lending = self.lending();
        if lending >= self.uncapped() {
            Cap::None
        } else if lending >= self.leverage_cap() {
            Cap::LeverageRatio
        } else {
            Cap::Investors
        }
    }

    /// Lending over what it is without protection.
    pub fn multiplier(&self) -> f64 {
        self.lending() / self.without_protection()
    }

    /// Loans that must be protected for this much lending.
    pub fn protected_loans(&self) -> f64 {
        let beyond = self.charge() * self.lending() - self.equity;
        beyond / ((1.0 - self.density) * self.charge())
    }

    /// Equity per unit of lending.
    pub fn equity_ratio(&self) -> f64 {
        self.equity / self.lending()
    }

    /// What is asked for when all protection ends and none can be had again.
    pub fn reversal(&self) -> Reversal {
        let needed = self.charge() * self.lending();
        Reversal {
            capital_needed: needed,
            shortfall: needed - self.equity,
            lending_cut: 1.0 - self.without_protection() / self.lending(),
        }
    }

    fn charge(&self) -> f64 {
        self.capital_target * self.risk_weight
    }
}

/// What is asked for when protection ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reversal {
    /// Capital that the loans need without protection.
    pub capital_needed: f64,
    /// More than there is.
    pub shortfall: f64,
    /// Share of the loans that would have to go instead.
    pub lending_cut: f64,
}

/// New lending for each unit of investors' money: `(1 - d) / t`.
pub fn self_funding_ratio(density: f64, thickness: f64) -> f64 {
    (1.0 - density) / thickness
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BANK: CapitalLoop = CapitalLoop {
        equity: 100.0,
        capital_target: 0.12,
        risk_weight: 1.0,
        density: 0.175,
        protected: 0.5,
        leverage_ratio: None,
        investors: None,
    };

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() < tolerance, "{found} for {expected}");
    }

    #[test]
    fn rounds_shrink_by_what_is_passed_on() {
        for (round, expected) in [833.33, 343.75, 141.80, 58.49, 24.13].into_iter().enumerate() {
            near(BANK.round(round as u32), expected, 0.005);
        }
        near(BANK.multiplier(), 1.702, 5e-4);
        near(BANK.protected_loans(), 709.2, 0.05);
        near(BANK.protected_loans() * 0.125, 88.7, 0.05);
        near(BANK.equity_ratio(), 0.0705, 5e-5);
    }

    #[test]
    fn caps_bind_by_leverage_and_by_investors() {
        let of = |protected| CapitalLoop {
            protected,
            leverage_ratio: Some(0.05),
            ..BANK
        };
        near(
            CapitalLoop {
                protected: 0.25,
                ..BANK
            }
            .uncapped(),
            1_049.9,
            0.05,
        );
        near(of(0.75).uncapped(), 2_185.8, 0.05);
        near(of(0.75).lending(), 2_000.0, 1e-9);
        near(
            CapitalLoop {
                protected: 1.0,
                ..BANK
            }
            .uncapped(),
            4_761.9,
            0.05,
        );
        near(
            CapitalLoop {
                protected: 1.0,
                leverage_ratio: Some(0.03),
                ..BANK
            }
            .lending(),
            3_333.33,
            0.01,
        );
        let investors = Some(Investors {
            capacity: 50.0,
            thickness: 0.125,
        });
        let limited = CapitalLoop { investors, ..BANK };
        near(limited.lending(), 1_163.33, 0.01);
        near(limited.protected_loans(), 400.0, 1e-9);
        assert_eq!(limited.cap(), Cap::Investors);
    }

    #[test]
    fn the_end_of_protection_asks_for_its_capital_back() {
        let reversal = BANK.reversal();
        near(reversal.capital_needed, 170.2, 0.05);
        near(reversal.shortfall, 70.2, 0.05);
        near(reversal.lending_cut, 0.4125, 1e-12);
        near(self_funding_ratio(0.175, 0.125), 6.6, 1e-12);
    }

    proptest! {
        #[test]
        fn all_rounds_use_up_the_equity(protected in 0.0..1.0, density in 0.01..1.0, weight in 0.2..1.5) {
            let bank = CapitalLoop { protected, density, risk_weight: weight, ..BANK };
            let used = bank.charge() * bank.uncapped() * (1.0 - bank.passed_on());
            prop_assert!((used - bank.equity).abs() < 1e-9);
            let rounds: f64 = (0..5_000).map(|round| bank.round(round)).sum();
            prop_assert!((rounds / bank.uncapped() - 1.0).abs() < 1e-9);
        }
    }
}
