//! A measure of the loans, added up loan by loan, so that an addition can be tried and taken back.
//!
//! ```text
//! share = sum of B_i that count / sum of B_i          N = (sum of B_g)^2 / sum of B_g^2
//! ```
//!
//! `B` are performing protected balances, `g` groups. Nought over nought is nought.
//!
//! ```
//! use tranchet_engine::plan::{Groups, MeterKind, MeterPlan};
//! use tranchet_engine::pool_run::Meter;
//! // One name of 25 % and fifteen of 5 %: N = 1 / (0.0625 + 15 × 0.0025) = 10.
//! let groups = Groups { of: (0..16).collect(), count: 16, own: true };
//! let plan = MeterPlan { kind: MeterKind::EffectiveNumber(groups), closing: 0.into(), representative: 16 };
//! let mut meter = Meter::new(&plan, 0);
//! (0..16).for_each(|name| meter.add(name, 0, if name == 0 { 25 } else { 5 }));
//! assert_eq!(meter.value(), 10.into());
//! ```

use rust_decimal::Decimal;

use crate::plan::{Groups, MeterKind, MeterPlan};

/// A measure being added up at the end of a period.
#[derive(Clone, Debug)]
pub struct Meter<'p> {
    plan: &'p MeterPlan,
    /// Number of the date, closing being 0.
    date: usize,
    /// Balance of each group.
    totals: Vec<i128>,
    whole: i128,
    /// Balance that counts.
    counted: i128,
    /// Sum of squares of the groups.
    squares: i128,
    /// Balance times what is averaged.
    weighted: Decimal,
}

impl<'p> Meter<'p> {
    /// An empty pool on a date, closing being 0.
    pub fn new(plan: &'p MeterPlan, date: usize) -> Self {
        Meter {
            plan,
            date,
            totals: Vec::new(),
            whole: 0,
            counted: 0,
            squares: 0,
            weighted: Decimal::ZERO,
        }
    }

    /// Adds a balance, in minor units, of the loan at a place; below zero it is taken off. `age` is the number of
    /// periods since the purchase of a loan that was bought without a tape.
    pub fn add(&mut self, place: usize, age: usize, balance: i128) {
        self.whole += balance;
        let entry = place.min(self.plan.representative);
        match &self.plan.kind {
            MeterKind::Share(counts) => {
                if counts[entry] {
                    self.counted += balance;
                }
            }
            MeterKind::Average(values) => self.weigh(balance, values[entry]),
            MeterKind::Life(lives) => {
                let date = if place < self.plan.representative {
                    self.date
                } else {
                    age
                };
                self.weigh(balance, lives[entry].get(date).copied().unwrap_or_default());
            }
            MeterKind::Largest(groups, _)
            | MeterKind::EffectiveNumber(groups)
            | MeterKind::Number(groups) => {
                let group = groups.of_place(place, self.plan.representative);
                if group >= self.totals.len() {
                    self.totals.resize(group + 1, 0);
                }
                let before = self.totals[group];
                self.totals[group] += balance;
                self.squares += self.totals[group] * self.totals[group] - before * before;
            }
        }
    }

    fn weigh(&mut self, balance: i128, value: Decimal) {
        self.weighted += decimal(balance) * value;
    }

    /// The measure.
    pub fn value(&self) -> Decimal {
        let value = match &self.plan.kind {
            MeterKind::Share(_) => ratio(decimal(self.counted), self.whole),
            MeterKind::Average(_) | MeterKind::Life(_) => ratio(self.weighted, self.whole),
            MeterKind::Largest(_, count) => ratio(decimal(self.largest(*count)), self.whole),
            MeterKind::EffectiveNumber(_) => self.effective_number(),
            MeterKind::Number(_) => Decimal::from(self.totals.iter().filter(|total| **total > 0).count()),
        };
        value - self.plan.closing
    }

    fn largest(&self, count: usize) -> i128 {
        if count == 1 {
            return self.totals.iter().copied().max().unwrap_or_default();
        }
        let mut totals = self.totals.clone();
        if count < totals.len() {
            totals.select_nth_unstable_by(count, |a, b| b.cmp(a));
            totals.truncate(count);
        }
        totals.iter().sum()
    }

    /// Squares have up to 30 digits and a decimal 28: the last two are given up where there are more.
    fn effective_number(&self) -> Decimal {
        const DIGITS: i128 = 10i128.pow(28);
        let square = self.whole * self.whole;
        let scale = if square < DIGITS { 1 } else { 100 };
        ratio(decimal(square / scale), self.squares / scale)
    }
}

impl Groups {
    /// The group of a place.
    fn of_place(&self, place: usize, representative: usize) -> usize {
        if place >= representative && self.own {
            self.count + place - representative
        } else {
            self.of[place.min(representative)]
        }
    }
}

fn decimal(units: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(units, 0).unwrap_or(Decimal::MAX)
}

fn ratio(part: Decimal, whole: i128) -> Decimal {
    part.checked_div(decimal(whole)).unwrap_or_default()
}
