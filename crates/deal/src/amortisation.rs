//! In what order principal repays tranches.

use rust_decimal::Decimal;

use crate::money::Money;
use crate::rate::Ratio;
use crate::tranche::Tranche;
use crate::trigger::{Bound, Measure, Test};

/// The order among tranches, or inside a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The most senior first, to zero, then the next.
    Sequential,
    /// By outstanding notional.
    ProRata,
}

/// The deal's rule for principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Sequential throughout.
    Sequential,
    /// Pro rata throughout.
    ProRata,
    /// Pro rata until one of the tests trips.
    ProRataThenSequential {
        /// Any one that trips makes principal sequential from the same date.
        sequential_when: Vec<Test>,
    },
    /// Pro rata on dates on which a tranche's attachment is at least so many times its attachment at closing,
    /// otherwise sequential.
    TargetSubordination {
        /// Index of the tranche, senior first.
        of: usize,
        /// The multiple.
        times: Ratio,
    },
}

/// Tranches that share one place in the order of principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Indices of its tranches, senior first and next to each other.
    pub tranches: Vec<usize>,
    /// The order inside.
    pub inside: Order,
    /// While any of these is tripped the group takes no principal; tested anew on each date.
    pub locked_out_when: Vec<Test>,
}

/// The amortisation terms of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amortisation {
    /// The rule among tranches and groups.
    pub principal: Principal,
    /// Groups; a tranche is in one at most.
    pub groups: Vec<Group>,
}

impl Principal {
    /// The tests that make principal sequential. A target subordination is a curable test of credit enhancement,
    /// whose level is the multiple of the attachment at closing.
    pub fn sequential_tests(&self, tranches: &[Tranche]) -> Vec<Test> {
        match self {
            Principal::Sequential | Principal::ProRata => Vec::new(),
            Principal::ProRataThenSequential { sequential_when } => sequential_when.clone(),
            Principal::TargetSubordination { of, times } => {
                let sum =
                    |tranches: &[Tranche]| -> Money { tranches.iter().map(|tranche| tranche.notional).sum() };
                let junior = Decimal::from(sum(&tranches[of + 1..]).minor()) * times.0;
                let whole = Decimal::from(sum(tranches).minor());
                vec![Test {
                    measure: Measure::CreditEnhancement { of: *of },
                    bound: Bound::Below(Ratio(junior.checked_div(whole).unwrap_or_default())),
                    curable: true,
                    cure_periods: 1,
                }]
            }
        }
    }
}
