//! Tranches, their protection and collateral.

use super::coupon::COUPON;
use super::literals::{CURRENCY, MONEY, MONTHS, NAME, PRICE, RATE, RISK_WEIGHT, SHARE};
use super::{Block, Key, Map, Shape, literals, texts};
use crate::file::deal::{FORMS, HELD};
use crate::file::words::{ISSUES, PROTECTED_EVENTS};

pub(super) static TRANCHE: Block = Block {
    name: "tranche",
    noun: "the tranche",
    about: "A slice of the pool's losses, from its attachment to its detachment.",
    keys: &[&[
        Key::new("name", Shape::Literal(&NAME), "mezzanine", "Unique in the deal.").needed(),
        Key::new(
            "attachment",
            Shape::Literal(&SHARE),
            "7%",
            "Share of the pool's losses at which it begins to lose.",
        ),
        Key::new(
            "detachment",
            Shape::Literal(&SHARE),
            "12.5%",
            "Share of the pool's losses at which nothing of it is left.",
        ),
        Key::new(
            "amount",
            Shape::Literal(&MONEY),
            "228m",
            "Notional at closing, instead of the two points; then in every tranche, senior first.",
        ),
        Key::new(
            "placed",
            Shape::Literal(&SHARE),
            "100%",
            "Share sold to investors; above zero needs a coupon. Absent: 100 % with a coupon, else 0 %.",
        ),
        Key::new(
            "protection",
            Shape::Word(|| texts(FORMS)),
            "funded note",
            "Form of the placed share. Absent: funded note.",
        ),
        Key::new(
            "coupon",
            Shape::Any(&[Shape::Literal(&literals::COUPON), Shape::Block(&COUPON)]),
            "SOFR + 4.25%",
            "Paid on the placed notional.",
        ),
        Key::new(
            "funding_value",
            Shape::Literal(&RATE),
            "0.4%",
            "For cash that the bank itself holds: what a year of it saves over the coupon's index.",
        ),
        Key::new(
            "guarantor_risk_weight",
            Shape::Literal(&RISK_WEIGHT),
            "20%",
            "Weight of an unfunded guarantor. Absent: 100 %, marked as assumed.",
        ),
        Key::new(
            "protection_currency",
            Shape::Literal(&CURRENCY),
            "EUR",
            "In which the protection pays. Absent: the deal's.",
        ),
        Key::new(
            "protection_events",
            Shape::OneOrMore(&Shape::Word(|| texts(PROTECTED_EVENTS))),
            "",
            "Credit events of the protection; the first two are needed. Absent: all three.",
        ),
        Key::new(
            "collateral",
            Shape::Block(&COLLATERAL),
            "",
            "What stands behind a funded tranche. Absent: cash that weighs nothing.",
        ),
        Key::new(
            "price",
            Shape::Literal(&PRICE),
            "99.5%",
            "Paid by the investor at closing. Absent: 100 %.",
        ),
        Key::new(
            "rating",
            Shape::Any(&[Shape::Literal(&NAME), Shape::Map(&RATINGS)]),
            "BBB-",
            "Letters of S&P, Fitch or Moody's, or a map from agencies to letters; for SEC-ERBA.",
        ),
    ]],
    choices: &[&[&["amount"], &["attachment", "detachment"]]],
};

static RATINGS: Map = Map {
    named: &[],
    keys: "",
    values: Shape::Literal(&NAME),
    may_be_blank: false,
    most: None,
};

static COLLATERAL: Block = Block {
    name: "collateral",
    noun: "collateral",
    about: "What stands behind a funded tranche, in capital.",
    keys: &[&[
        Key::new(
            "held",
            Shape::Word(|| texts(HELD)),
            "cash account",
            "What it is. Absent: cash.",
        ),
        Key::new(
            "holder",
            Shape::Literal(&NAME),
            "third party",
            "Who holds it; a word for the reader.",
        ),
        Key::new(
            "holder_risk_weight",
            Shape::Literal(&RISK_WEIGHT),
            "20%",
            "For cash that is the holder's own debt, such as a deposit. Absent: 0 %.",
        ),
        Key::new(
            "haircut",
            Shape::Literal(&SHARE),
            "4%",
            "Of securities. Absent: from the regime's table, by the next three keys.",
        ),
        Key::new(
            "issue",
            Shape::Word(|| texts(ISSUES)),
            "sovereign",
            "Who owes the securities.",
        ),
        Key::new(
            "cqs",
            Shape::Count(1, 6),
            "1",
            "Credit quality step: 1 is AAA to AA-, 2 A, 3 BBB, 4 BB.",
        ),
        Key::new(
            "residual_maturity",
            Shape::Literal(&MONTHS),
            "2 years",
            "The longest that the securities have to run.",
        ),
    ]],
    choices: &[],
};
