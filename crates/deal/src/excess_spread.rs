//! Synthetic excess spread: income that the bank commits to absorb losses before any tranche.

use crate::rate::Rate;

/// What happens to the amount that a period's losses leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// It lapses.
    UseItOrLoseIt,
    /// It is kept for later losses.
    Trapped,
}

/// How much of what is committed counts as an exposure of the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// What is committed for a year.
    OneYear,
    /// What is committed until the protection ends.
    WholeLife,
}

/// The excess spread of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExcessSpread {
    /// Per year, on the performing balance at the start of each period.
    pub rate: Rate,
    /// What happens to the unused amount.
    pub mechanism: Mechanism,
}
