//! The golden table T1: ten loans, three tranches, four payment dates, every cell by hand.
//!
//! Ten loans of 10.00; first loss 4.00 at 12 %, mezzanine 6.00 at 6 %, senior 90.00; excess spread 0.30 % of the
//! opening performing balance, use it or lose it; pro rata, sequential once cumulative losses pass 2.5 %; loss
//! given default 30 %; every performing loan repays 1.00 a period. Loan 10 defaults in period 2, loan 9 in period
//! 3; loan 10 pays 2.00 in period 3 and 5.50 in period 4, loan 9 5.00 in period 4, when both settle. The case
//! counts in units of 1,000.00 of a pool of 10,000,000.00, so that every cell is exact to the cent.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::cases::Case;

/// Units of the table in the case.
const UNIT: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// A row of the table.
struct Row {
    loss: &'static str,
    excess_spread_available: &'static str,
    excess_spread_used: &'static str,
    first_loss_written_down: &'static str,
    mezzanine_written_down: &'static str,
    mezzanine_written_up: &'static str,
    is_sequential: bool,
    amortisation: &'static str,
    first_loss: &'static str,
    mezzanine: &'static str,
    senior: &'static str,
    pool: &'static str,
    cumulative_loss_percent: &'static str,
    first_loss_premium: &'static str,
    mezzanine_premium: &'static str,
}

const TABLE: [Row; 4] = [
    Row {
        loss: "0",
        excess_spread_available: "0.300",
        excess_spread_used: "0",
        first_loss_written_down: "0",
        mezzanine_written_down: "0",
        mezzanine_written_up: "0",
        is_sequential: false,
        amortisation: "10.000",
        first_loss: "3.600",
        mezzanine: "5.400",
        senior: "81.000",
        pool: "90.000",
        cumulative_loss_percent: "0",
        first_loss_premium: "0.48000",
        mezzanine_premium: "0.36000",
    },
    Row {
        loss: "2.70",
        excess_spread_available: "0.270",
        excess_spread_used: "0.270",
        first_loss_written_down: "2.430",
        mezzanine_written_down: "0",
        mezzanine_written_up: "0",
        is_sequential: true,
        amortisation: "9.270",
        first_loss: "1.170",
        mezzanine: "5.400",
        senior: "71.730",
        pool: "78.300",
        cumulative_loss_percent: "2.70",
        first_loss_premium: "0.43200",
        mezzanine_premium: "0.32400",
    },
    Row {
        loss: "2.40",
        excess_spread_available: "0.216",
        excess_spread_used: "0.216",
        first_loss_written_down: "1.170",
        mezzanine_written_down: "1.014",
        mezzanine_written_up: "0",
        is_sequential: true,
        amortisation: "10.216",
        first_loss: "0",
        mezzanine: "4.386",
        senior: "61.514",
        pool: "65.900",
        cumulative_loss_percent: "5.10",
        first_loss_premium: "0.14040",
        mezzanine_premium: "0.32400",
    },
    Row {
        loss: "0.60",
        excess_spread_available: "0.168",
        excess_spread_used: "0.168",
        first_loss_written_down: "0",
        mezzanine_written_down: "0.432",
        mezzanine_written_up: "1.200",
        is_sequential: true,
        amortisation: "18.668",
        first_loss: "0",
        mezzanine: "5.154",
        senior: "42.846",
        pool: "48.000",
        cumulative_loss_percent: "4.50",
        first_loss_premium: "0",
        mezzanine_premium: "0.26316",
    },
];

/// A period of the document.
struct Period<'a>(&'a Value);

impl Period<'_> {
    fn number(&self, path: &str) -> Decimal {
        let value = self
            .0
            .pointer(path)
            .unwrap_or_else(|| panic!("there is no {path}"));
        value
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| panic!("{path} is {value}"))
    }

    /// Sum of a field over the tranches.
    fn over_tranches(&self, field: &str) -> Decimal {
        ["senior", "mezzanine", "first loss"]
            .iter()
            .map(|tranche| self.number(&format!("/tranches/{tranche}/{field}")))
            .sum()
    }

    fn pool(&self) -> Decimal {
        ["closing", "open_events", "held"]
            .iter()
            .map(|field| self.number(&format!("/pool/{field}")))
            .sum()
    }

    /// The cells of money in order, with their names.
    fn money(&self) -> [(&'static str, Decimal); 13] {
        let tranche = |name: &str, field: &str| self.number(&format!("/tranches/{name}/{field}"));
        [
            ("loss", self.number("/pool/loss")),
            ("excess spread available", self.number("/excess_spread/available")),
            ("excess spread used", self.number("/excess_spread/used")),
            ("first loss written down", tranche("first loss", "write_down")),
            ("mezzanine written down", tranche("mezzanine", "write_down")),
            ("mezzanine written up", tranche("mezzanine", "write_up")),
            ("amortisation", self.over_tranches("amortisation")),
            ("first loss", tranche("first loss", "closing")),
            ("mezzanine", tranche("mezzanine", "closing")),
            ("senior", tranche("senior", "closing")),
            ("pool", self.pool()),
            ("first loss premium", tranche("first loss", "premium")),
            ("mezzanine premium", tranche("mezzanine", "premium")),
        ]
    }
}

impl Row {
    /// The cells of money in the order of [`Period::money`].
    fn money(&self) -> [Decimal; 13] {
        [
            self.loss,
            self.excess_spread_available,
            self.excess_spread_used,
            self.first_loss_written_down,
            self.mezzanine_written_down,
            self.mezzanine_written_up,
            self.amortisation,
            self.first_loss,
            self.mezzanine,
            self.senior,
            self.pool,
            self.first_loss_premium,
            self.mezzanine_premium,
        ]
        .map(decimal)
    }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a cell of the table is a number")
}

fn document() -> Value {
    Case::by_hand("01-golden-t1").run().expect("the case runs")
}

fn first_four(document: &Value) -> Vec<Period<'_>> {
    let periods = document["scenarios"][0]["periods"].as_array();
    periods
        .expect("a list of periods")
        .iter()
        .take(4)
        .map(Period)
        .collect()
}

#[test]
fn every_cell_of_the_golden_table_is_met() {
    let document = document();
    for (number, (period, row)) in (1..).zip(first_four(&document).iter().zip(&TABLE)) {
        for ((name, actual), expected) in period.money().into_iter().zip(row.money()) {
            assert_eq!(actual, expected * UNIT, "period {number}: {name}");
        }
        let test = &period.0["triggers"][0];
        assert_eq!(test["tripped"], row.is_sequential, "period {number}: mode");
        let cumulative = period.number("/triggers/0/value") * Decimal::ONE_HUNDRED;
        assert_eq!(
            cumulative,
            decimal(row.cumulative_loss_percent),
            "period {number}: cumulative loss"
        );
    }
}

#[test]
fn the_golden_table_conserves_cash() {
    let document = document();
    let periods = first_four(&document);
    let sum = |field: &str| -> Decimal { periods.iter().map(|period| period.over_tranches(field)).sum() };
    assert_eq!(sum("amortisation"), decimal("48.154") * UNIT);
    assert_eq!(sum("write_down") - sum("write_up"), decimal("3.846") * UNIT);
}

/// Attachment 0 and detachment 4.386 / 65.9.
#[test]
fn the_mezzanine_is_first_to_lose_after_period_3() {
    let document = document();
    let period = &first_four(&document)[2];
    assert_eq!(period.number("/tranches/mezzanine/attachment"), Decimal::ZERO);
    let detachment = period.number("/tranches/mezzanine/detachment");
    let error = detachment - decimal("4.386") / decimal("65.9");
    assert!(error.abs() < decimal("0.000000000000001"), "{detachment}");
}
