//! The tape of a starter: loans that are invented from a seed, the same bytes on every machine.

use std::fmt::Write;

use chrono::Months;
use rand_philox::Philox;
use tranchet_deal::money::Money;

use super::text::Starter;

/// Grades: rating, probability of default, margin.
const GRADES: [(&str, &str, &str); 5] = [
    ("BBB", "0.0030", "0.0150"),
    ("BBB-", "0.0050", "0.0180"),
    ("BB+", "0.0080", "0.0220"),
    ("BB", "0.0120", "0.0260"),
    ("BB-", "0.0200", "0.0310"),
];
/// Amounts are in whole thousands, but for the last.
const ROUND: i64 = 1_000;

/// The tape, which adds up to the size of the pool to the cent.
pub fn tape(starter: &Starter) -> String {
    let header = "loan_id,obligor_id,balance,rate,index,maturity,amortisation,payment_frequency,pd,lgd,rating,sector,\
                  country,currency,asset_class,risk_weight,capital_approach\n";
    let mut tape = header.to_owned();
    for (number, balance) in balances(starter).into_iter().enumerate() {
        let _ = writeln!(tape, "{}", loan(starter, number, balance));
    }
    tape
}

fn loan(starter: &Starter, number: usize, balance: Money) -> String {
    let mut draws = Philox::from_u64_seed_stream(starter.seed, number as u64 + 1);
    let mut pick = |among: usize| draws.bounded(u32::try_from(among).unwrap_or(1)) as usize;
    let (rating, pd, margin) = GRADES[pick(GRADES.len())];
    let sector = starter.shape.sectors[pick(starter.shape.sectors.len())];
    let amortisation = ["bullet", "equal principal", "level payment"][pick(3)];
    let lgd = starter.shape.lgd + pick(16);
    let last = (starter.years * 12).max(7) - 1;
    let months = 6 + pick(last as usize - 5);
    let maturity = starter.closing + Months::new(u32::try_from(months).unwrap_or(6));
    let (class, weight) = starter.shape.loans;
    format!(
        "L-{:03},B-{:03},{},{margin},{},{maturity},{amortisation},{},{pd},0.{lgd},{rating},{sector},{},{},{class},{weight},sa",
        number + 1,
        number + 1,
        balance.to_decimal(starter.currency),
        starter.market.index,
        starter.shape.frequency,
        starter.market.country,
        starter.currency,
    )
}

/// Balances between half the average and one and a half; the last takes what is left over.
fn balances(starter: &Starter) -> Vec<Money> {
    let mut draws = Philox::from_u64_seed_stream(starter.seed, 0);
    let weights: Vec<i64> = (0..starter.loans)
        .map(|_| 500 + i64::from(draws.bounded(1_001)))
        .collect();
    let all: i64 = weights.iter().sum();
    let unit = i64::from(10_u32.pow(starter.currency.decimals())) * ROUND;
    let total = i128::from(starter.balance.minor());
    let share = |weight: &i64| {
        let exact = i64::try_from(total * i128::from(*weight) / i128::from(all.max(1))).unwrap_or(0);
        Money::from_minor(if exact > unit { exact / unit * unit } else { exact })
    };
    let mut balances: Vec<Money> = weights.iter().map(share).collect();
    let given: Money = balances.iter().copied().sum();
    if let Some(last) = balances.last_mut() {
        *last += starter.balance - given;
    }
    balances
}
