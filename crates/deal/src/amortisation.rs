//! In what order principal repays tranches.

use crate::trigger::Test;

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
