//! RBC20: the output floor under the risk-weighted assets of a whole bank.
//!
//! Source: the formula where PRA PS1/26 repeats it, Art. 92(2A) and (3A); the first and last share in a note on the
//! rules of Hong Kong; the shares between them are recalled. U is found by the approaches that the bank uses, S
//! without internal ratings, SEC-IRBA and the internal assessment approach.
//!
//! ```text
//! TREA = max(U, x S)                           x from 50 % in 2023 to 72.5 % from 2028
//! TREA = min(max(U, x S), limit x U)           where a text limits what the floor adds
//! ```
//!
//! Example: U 50, S 80, x 72.5 %: the floor is 58 and binds. A limit of 110 % of U would leave 55.
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::dec;
//! use tranchet_engine::capital::rules::rbc20_output_floor::{BASEL, trea};
//! let x = BASEL.share_on(NaiveDate::from_ymd_opt(2028, 1, 1).unwrap()).unwrap().value;
//! assert_eq!(trea(dec!(50), dec!(80), x, None), dec!(58));
//! assert_eq!(trea(dec!(50), dec!(80), x, Some(dec!(1.1))), dec!(55));
//! assert_eq!(trea(dec!(50), dec!(60), x, None), dec!(50));
//! ```
//!
//! Not covered: the adjustment for the shortfall of provisions (OF-ADJ), and the leverage ratio.

use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, dec};

use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 2023 with the dates of March 2020";
const END_POINTS: Citation = Citation::read("RBC20.11, as a note on the rules of Hong Kong", VERSION);
const BETWEEN: Citation = Citation::recalled("RBC20.11", VERSION);

/// The output floor of a regime.
#[derive(Debug)]
pub struct OutputFloor {
    /// The text of the formula.
    pub formula: Citation,
    /// `x` from each date on, in order.
    pub shares: &'static [(NaiveDate, Cited<Decimal>)],
    /// What is said on a date before the first.
    pub not_yet: &'static str,
    /// The most that assets with the floor come to, per unit of assets without it, and its last day.
    pub limit: Option<(NaiveDate, Cited<Decimal>)>,
    /// The `p` of SEC-SA in S, of positions that SEC-IRBA weighs in U.
    pub leg: Option<LegParameter>,
}

/// The `p` of SEC-SA in the standardised leg.
#[derive(Clone, Copy, Debug)]
pub struct LegParameter {
    /// Its last day.
    pub until: NaiveDate,
    /// Of a position that is not STS.
    pub p: Cited<f64>,
    /// Of an STS position.
    pub p_sts: Cited<f64>,
}

/// The floor of the Basel Framework.
pub static BASEL: OutputFloor = OutputFloor {
    formula: Citation::read("RBC20.11, as PRA PS1/26 Art. 92(2A)", VERSION),
    shares: &[
        (new_year(2023), END_POINTS.of(dec!(0.50))),
        (new_year(2024), BETWEEN.of(dec!(0.55))),
        (new_year(2025), BETWEEN.of(dec!(0.60))),
        (new_year(2026), BETWEEN.of(dec!(0.65))),
        (new_year(2027), BETWEEN.of(dec!(0.70))),
        (new_year(2028), END_POINTS.of(dec!(0.725))),
    ],
    not_yet: "the output floor begins on 1 January 2023",
    limit: None,
    leg: None,
};

/// The first of January.
pub(super) const fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
}

/// The assets of a bank with the floor, of its own `u` and standardised `s`.
pub fn trea(u: Decimal, s: Decimal, x: Decimal, limit: Option<Decimal>) -> Decimal {
    let floored = u.max(x * s);
    limit.map_or(floored, |limit| floored.min(limit * u))
}

impl OutputFloor {
    /// `x` on a date; none before the floor begins.
    pub fn share_on(&self, date: NaiveDate) -> Option<Cited<Decimal>> {
        let begun = self.shares.iter().rev().find(|(from, _)| *from <= date);
        begun.map(|(_, share)| *share)
    }

    /// The limit on a date.
    pub fn limit_on(&self, date: NaiveDate) -> Option<Cited<Decimal>> {
        let (until, limit) = self.limit?;
        (date <= until).then_some(limit)
    }

    /// The `p` of the standardised leg on a date.
    pub fn leg_on(&self, date: NaiveDate) -> Option<LegParameter> {
        self.leg.filter(|leg| date <= leg.until)
    }

    /// A date, and every later one on which something of the floor changes; the `p` of the standardised leg only where
    /// it counts.
    pub fn changes_from(&self, date: NaiveDate, leg_counts: bool) -> Vec<NaiveDate> {
        let next = |until: NaiveDate| until + Days::new(1);
        let mut dates: Vec<NaiveDate> = self.shares.iter().map(|(from, _)| *from).collect();
        dates.extend(self.limit.map(|(until, _)| next(until)));
        let leg = self.leg.filter(|_| leg_counts);
        dates.extend(leg.map(|leg| next(leg.until)));
        dates.retain(|change| *change > date);
        dates.push(date);
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}

#[cfg(test)]
mod tests;
