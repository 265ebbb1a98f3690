//! The score of a firm that borrows for compute, its class and its PD.
//!
//! ```text
//! score  = Σ weight × input                inputs from 0 to 100
//! class  = A from 75, B from 55, else C
//! PD     = 1 / (1 + exp(0.20 + 0.055 score))          a year
//! ```
//!
//! What is scored comes from the article on compute loans; weights, limits of classes and the PD are assumed. Example: 85, 80, 75, 70,
//! 80 and 78 score 79.10: class A, PD 1.045 %.
//!
//! ```
//! use tranchet_compute::scorecard::{Class, Inputs};
//! let alpha = Inputs { compute: 85.0, team: 80.0, research: 75.0, property: 70.0, market: 80.0, growth: 78.0 };
//! assert!((alpha.score() - 79.10).abs() < 1e-12);
//! assert_eq!(alpha.class(), Class::A);
//! assert!((alpha.pd_per_year() - 0.01045).abs() < 5e-6);
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::sources::COMPUTE_LOANS;

/// What is scored, each from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// Level and efficiency of compute.
    pub compute: f64,
    /// Team.
    pub team: f64,
    /// Spending on research and its organisation.
    pub research: f64,
    /// Intellectual property.
    pub property: f64,
    /// Core technology and place in the market.
    pub market: f64,
    /// Growth and profitability.
    pub growth: f64,
}

/// Class of a firm; approval, limit and rate all read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The best.
    A,
    /// The middle.
    B,
    /// Lent to by hand and against collateral alone.
    C,
}

/// One input with its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The input, with where weight and input come from.
    pub input: Known,
    /// Its score.
    pub score: f64,
    /// Score times weight.
    pub points: f64,
}

/// Weights of the inputs.
pub const WEIGHTS: [Known; 6] = [
    weight("compute level and efficiency", 0.25),
    weight("team", 0.15),
    weight("research and development", 0.15),
    weight("intellectual property", 0.10),
    weight("technology and market", 0.15),
    weight("growth and profitability", 0.20),
];
/// Score from which a firm is of class A, and of class B.
pub const CLASS_FROM: [Known; 2] = [
    Known::assumed(
        "class A from",
        75.0,
        "score",
        "the classes are those of the article",
    ),
    Known::assumed(
        "class B from",
        55.0,
        "score",
        "the classes are those of the article",
    ),
];
/// What the PD has of its own, and for each point of the score.
pub const LOGIT: [Known; 2] = [
    Known::assumed("constant of the PD", 0.20, "logit", "no source gives it"),
    Known::assumed("slope of the PD", 0.055, "logit a point", "no source gives it"),
];
/// What a lender watches after it has lent, each quarter, before it scores again.
pub const MONITORS: [Known; 4] = [
    monitor("ability to win orders"),
    monitor("profitability after digital conversion"),
    monitor("spending on research and development"),
    monitor("stability of the core team"),
];

const fn weight(name: &'static str, value: f64) -> Known {
    Known::assumed(
        name,
        value,
        "weight",
        "the factor is that of the article on compute loans",
    )
}

const fn monitor(name: &'static str) -> Known {
    Known::stated(name, 1.0, "a quarter", COMPUTE_LOANS)
}

impl Class {
    /// All of them, the best first.
    pub const ALL: [Class; 3] = [Class::A, Class::B, Class::C];

    /// The class of a score.
    pub fn of(score: f64) -> Class {
        if score >= CLASS_FROM[0].value {
            Class::A
        } else if score >= CLASS_FROM[1].value {
            Class::B
        } else {
            Class::C
        }
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Class::A => "A",
            Class::B => "B",
            Class::C => "C",
        }
    }

    /// Whether loans are decided by hand, and against collateral alone.
    pub fn needs_collateral(self) -> bool {
        self == Class::C
    }
}

impl Inputs {
    fn scores(&self) -> [f64; 6] {
        [
            self.compute,
            self.team,
            self.research,
            self.property,
            self.market,
            self.growth,
        ]
    }

    /// What each input adds to the score.
    pub fn contributions(&self) -> [Contribution; 6] {
        let scores = self.scores();
        core::array::from_fn(|at| Contribution {
            input: WEIGHTS[at],
            score: scores[at],
            points: WEIGHTS[at].value * scores[at],
        })
    }

    /// The score, from 0 to 100.
    pub fn score(&self) -> f64 {
        self.contributions().iter().map(|input| input.points).sum()
    }

    /// The class.
    pub fn class(&self) -> Class {
        Class::of(self.score())
    }

    /// Probability of default within a year.
    pub fn pd_per_year(&self) -> f64 {
        pd_of(self.score())
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let scores = WEIGHTS.iter().zip(self.scores());
        let checks = scores.fold(Checks::default(), |checks, (input, score)| {
            let holds = (0.0..=100.0).contains(&score);
            checks.require(input.name, score, holds, "from 0 to 100")
        });
        checks.faults()
    }
}

/// The PD a year of a score.
pub fn pd_of(score: f64) -> f64 {
    1.0 / (1.0 + libm::exp(LOGIT[0].value + LOGIT[1].value * score))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs([compute, team, research, property, market, growth]: [f64; 6]) -> Inputs {
        Inputs {
            compute,
            team,
            research,
            property,
            market,
            growth,
        }
    }

    /// The worked example.
    #[test]
    fn three_firms() {
        for (scores, score, class, pd) in [
            ([85.0, 80.0, 75.0, 70.0, 80.0, 78.0], 79.10, Class::A, 1.045),
            ([65.0, 70.0, 60.0, 55.0, 62.0, 66.0], 63.75, Class::B, 2.398),
            ([45.0, 55.0, 50.0, 40.0, 42.0, 38.0], 44.90, Class::C, 6.480),
        ] {
            let firm = inputs(scores);
            assert!((firm.score() - score).abs() < 1e-9);
            assert_eq!(firm.class(), class);
            assert!(
                (100.0 * firm.pd_per_year() - pd).abs() < 6e-4,
                "{}",
                firm.pd_per_year()
            );
            assert_eq!(firm.faults(), []);
        }
    }

    #[test]
    fn pd_falls_as_the_score_rises() {
        for (score, pd) in [
            (40.0, 8.317),
            (55.0, 3.824),
            (65.0, 2.242),
            (75.0, 1.306),
            (85.0, 0.758),
        ] {
            assert!((100.0 * pd_of(score) - pd).abs() < 6e-4, "{score}");
        }
        assert!((0..100).all(|score| pd_of(f64::from(score)) > pd_of(f64::from(score + 1))));
    }

    #[test]
    fn weights_add_up_and_classes_begin_at_their_limits() {
        let total: f64 = WEIGHTS.iter().map(|weight| weight.value).sum();
        assert!((total - 1.0).abs() < 1e-12);
        let classes = [75.0, 74.99, 55.0, 54.99].map(Class::of);
        assert_eq!(classes, [Class::A, Class::B, Class::B, Class::C]);
        assert!(Class::C.needs_collateral() && !Class::B.needs_collateral());
    }

    #[test]
    fn scores_beyond_100_are_faults() {
        let firm = inputs([101.0, -1.0, f64::NAN, 0.0, 100.0, 50.0]);
        assert_eq!(firm.faults().len(), 3);
    }
}
