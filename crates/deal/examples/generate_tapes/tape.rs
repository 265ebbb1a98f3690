//! A tape as text, and the arithmetic that makes its balances a round sum.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;

/// Cents in a currency unit.
pub const UNIT: i64 = 100;
/// Cents in a million currency units.
pub const MILLION: i64 = 1_000_000 * UNIT;

/// A pool that can be generated.
#[derive(Clone, Copy)]
pub struct Pool {
    /// The deal's folder.
    pub deal: &'static str,
    /// Loans in the committed tape.
    pub loans: usize,
    /// Sum of the balances of the committed tape, in cents; a longer tape has as much per loan.
    pub total: i64,
    /// Balances are multiples of this many cents.
    pub step: i64,
    /// The balance that each of so many loans would have before scaling, in any unit.
    pub weights: fn(usize) -> Vec<i64>,
    /// The cells of line `line` of so many, given its balance in cents.
    pub cells: fn(usize, usize, i64) -> Vec<Cell>,
}

/// A column's name and a line's text in it.
pub type Cell = (&'static str, String);

/// A tape.
pub struct Tape(Vec<Vec<Cell>>);

impl Pool {
    /// A tape of so many loans.
    pub fn tape(&self, loans: usize) -> Tape {
        let total = i128::from(self.total) * loans as i128 / self.loans as i128;
        let total =
            i64::try_from(total).expect("an average balance times a million fits") / self.step * self.step;
        let balances = round_sum(&(self.weights)(loans), total, self.step);
        Tape(
            balances
                .into_iter()
                .enumerate()
                .map(|(line, balance)| (self.cells)(line, loans, balance))
                .collect(),
        )
    }
}

impl Tape {
    /// The tape as comma-separated text; no cell needs quotes.
    pub fn csv(&self) -> String {
        let header: Vec<&str> = self.0[0].iter().map(|(name, _)| *name).collect();
        let mut text = header.join(",") + "\n";
        for cells in &self.0 {
            assert!(cells.iter().all(|(_, cell)| !cell.contains([',', '"', '\n'])));
            let line: Vec<&str> = cells.iter().map(|(_, cell)| cell.as_str()).collect();
            text += &(line.join(",") + "\n");
        }
        text
    }
}

/// Multiples of `step` in proportion to the weights that add up to `total`; what flooring leaves goes to the
/// last lines, one step each.
fn round_sum(weights: &[i64], total: i64, step: i64) -> Vec<i64> {
    let sum: i128 = weights.iter().copied().map(i128::from).sum();
    let steps = i128::from(total / step);
    let share =
        |weight: &i64| i64::try_from(i128::from(*weight) * steps / sum).expect("a share is below the total");
    let mut shares: Vec<i64> = weights.iter().map(share).collect();
    let left = total / step - shares.iter().sum::<i64>();
    shares
        .iter_mut()
        .rev()
        .take(usize::try_from(left).expect("floors do not exceed"))
        .for_each(|share| *share += 1);
    shares.into_iter().map(|share| share * step).collect()
}

/// An amount of money in units and cents.
pub fn money(cents: i64) -> String {
    Decimal::new(cents, 2).to_string()
}

/// A ratio given in basis points, as a plain decimal.
pub fn basis_points(bp: i64) -> String {
    Decimal::new(bp, 4).to_string()
}

/// A rate given in eighths of a per cent, as a plain decimal.
pub fn eighths_of_a_per_cent(eighths: i64) -> String {
    Decimal::new(eighths * 125, 5).to_string()
}

/// A ratio given in per cent, as a plain decimal.
pub fn per_cent(points: i64) -> String {
    Decimal::new(points, 2).to_string()
}

/// A day so many months after another month.
pub fn months_after(from: NaiveDate, months: i64, day: i64) -> NaiveDate {
    let months = Months::new(u32::try_from(months).expect("months ahead"));
    let month = from.with_day(1).expect("every month has a first day") + months;
    month
        .with_day(u32::try_from(day).expect("a day of the month"))
        .expect("days stop at the 28th")
}

/// `part` per cent of an amount, floored to a multiple of `step`.
pub fn part(amount: i64, percent: i64, step: i64) -> i64 {
    amount / 100 * percent / step * step
}
