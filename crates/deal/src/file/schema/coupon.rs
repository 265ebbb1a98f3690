//! A coupon at length.

use super::deal::{CALENDAR, RATE_OR_STEPS};
use super::literals::{BUSINESS_DAYS, DECIMALS, INDEX, RATE};
use super::{Block, Key, Shape, texts};
use crate::file::words::{CONVENTIONS, INDEX_YEARS};

pub(super) static COUPON: Block = Block {
    name: "coupon",
    noun: "the coupon",
    about: "A coupon: an index and a spread, or a fixed rate.",
    keys: &[&[
        Key::new("index", Shape::Literal(&INDEX), "SOFR", "The index that it pays."),
        Key::new(
            "fixed",
            RATE_OR_STEPS,
            "7.5%",
            "The rate of a fixed coupon, or rates by the dates from which they count.",
        ),
        Key::new(
            "spread",
            RATE_OR_STEPS,
            "4.25%",
            "Added to the index; a rate, or rates by the dates from which they count. Absent: 0 %.",
        ),
        Key::new(
            "floor",
            Shape::Literal(&RATE),
            "0%",
            "Least that the index counts as.",
        ),
        Key::new(
            "cap",
            Shape::Literal(&RATE),
            "6%",
            "Most that the index counts as.",
        ),
        Key::new(
            "floor_all_in",
            Shape::Literal(&RATE),
            "3%",
            "Least that index plus spread count as.",
        ),
        Key::new(
            "cap_all_in",
            Shape::Literal(&RATE),
            "12%",
            "Most that index plus spread count as.",
        ),
        Key::new(
            "convention",
            Shape::Word(|| texts(CONVENTIONS)),
            "compounded in arrears",
            "How the rate of a period is found. Absent: the index on the first day of the period.",
        ),
        Key::new(
            "lookback",
            Shape::Literal(&BUSINESS_DAYS),
            "5 business days",
            "Each day takes the rate of so many business days before. Absent: 0.",
        ),
        Key::new(
            "observation_shift",
            Shape::Boolean,
            "true",
            "In arrears: the days that weight a rate move with it. Absent: false.",
        ),
        Key::new(
            "lockout",
            Shape::Literal(&BUSINESS_DAYS),
            "2 business days",
            "In arrears: the rate of so many business days before the end serves to the end. Absent: 0.",
        ),
        Key::new(
            "index_calendar",
            CALENDAR,
            "US government securities",
            "Business days of the index. Absent: those of its market.",
        ),
        Key::new(
            "index_day_count",
            Shape::Word(|| texts(INDEX_YEARS)),
            "ACT/360",
            "Year on which the index is quoted. Absent: that of its market.",
        ),
        Key::new(
            "rounding",
            Shape::Literal(&DECIMALS),
            "5 decimals",
            "Decimals of a percentage to which the index of a period is rounded. Absent: not rounded.",
        ),
        Key::new(
            "payment_delay",
            Shape::Literal(&BUSINESS_DAYS),
            "2 business days",
            "From the payment date to the premium's cash. Absent: the deal's lag.",
        ),
    ]],
    choices: &[&[&["index"], &["fixed"]]],
};
