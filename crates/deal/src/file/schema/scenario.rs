//! The scenario: its top level, defaults and rates.

use super::compute::COMPUTE;
use super::deal::TRANCHET;
use super::factor_model::FACTOR_MODEL;
use super::literals::{DATE, INDEX, LAG, MONEY, NAME, PATH, RATE, SHARE};
use super::scenario_terms::{CALLS, DELINQUENCY, DOWNGRADE, LOSS, PREPAYMENT, PURCHASES, REMOVAL};
use super::{Block, Key, Map, Shape, texts};
use crate::file::words::{BEYOND, INTERPOLATIONS, TAPE_COLUMNS};

/// A share a year, or shares by year.
pub(super) static SHARES: Shape = Shape::OneOrMore(&Shape::Literal(&SHARE));

/// A scenario.
pub static SCENARIO: Block = Block {
    name: "scenario",
    noun: "the scenario",
    about: "What happens: defaults, losses, prepayment, rates, the bank's choices. It never says terms of the deal.",
    keys: &[&[
        TRANCHET,
        Key::new(
            "name",
            Shape::Literal(&NAME),
            "base case",
            "Name of the scenario in results.",
        )
        .needed(),
        Key::new(
            "defaults",
            Shape::Block(&DEFAULTS),
            "",
            "Default rates, and defaults of named loans. Absent: none.",
        ),
        Key::new(
            "loss",
            Shape::Block(&LOSS),
            "",
            "Loss on default and after work-out, and how long that takes.",
        ),
        Key::new(
            "prepayment",
            Shape::Block(&PREPAYMENT),
            "",
            "Prepayment rates. Absent: none.",
        ),
        Key::new(
            "rates",
            Shape::Map(&RATES),
            "",
            "Levels of the indexes that coupons and loans read.",
        ),
        Key::new(
            "calls",
            Shape::Block(&CALLS),
            "",
            "Which calls the bank uses. Absent: none.",
        ),
        Key::new(
            "replenishment",
            Shape::Block(&PURCHASES),
            "",
            "What replenishment buys: a purchase tape, or one loan that stands for all.",
        ),
        Key::new(
            "removals",
            Shape::List(&Shape::Block(&REMOVAL)),
            "",
            "Loans that leave the pool.",
        ),
        Key::new(
            "downgrades",
            Shape::List(&Shape::Block(&DOWNGRADE)),
            "",
            "Downgrades of protection sellers.",
        ),
        Key::new(
            "collateral",
            Shape::Map(&COLLATERAL),
            "",
            "What the cash behind funded tranches earns: an index and a spread, or a yield. Absent: nothing.",
        ),
        Key::new(
            "delinquency",
            Shape::Block(&DELINQUENCY),
            "",
            "Share of the performing balance that is delinquent, for tests and W.",
        ),
        Key::new(
            "compute",
            Shape::Block(&COMPUTE),
            "",
            "What happens on the markets of compute-backed loans.",
        ),
        Key::new(
            "factor_model",
            Shape::Block(&FACTOR_MODEL),
            "",
            "How defaults depend on each other, for simulation.",
        ),
    ]],
    choices: &[],
};

static DEFAULTS: Block = Block {
    name: "defaults",
    noun: "defaults",
    about: "Default rates of all loans or by a column, and defaults of named loans.",
    keys: &[&[
        Key::new(
            "annual_rate",
            RATES_OR_BY_VALUE,
            "1%",
            "Rates a year by deal year, the last of which goes on; with `by` a map of them.",
        ),
        Key::new(
            "period_rate",
            RATES_OR_BY_VALUE,
            "0.25%",
            "The same, rates a payment period; instead of `annual_rate`.",
        ),
        Key::new(
            "by",
            Shape::Word(|| texts(TAPE_COLUMNS)),
            "sector",
            "The column whose values have rates of their own. Absent: one rate for all.",
        ),
        Key::new(
            "otherwise",
            SHARES,
            "1%",
            "With `by`: rates of loans with another value or none.",
        ),
        Key::new(
            "credit_events",
            Shape::List(&Shape::Block(&CREDIT_EVENT)),
            "",
            "Defaults of named loans.",
        ),
    ]],
    choices: &[],
};

const RATES_OR_BY_VALUE: Shape = Shape::Any(&[SHARES, Shape::Map(&BY_VALUE)]);

static BY_VALUE: Map = Map {
    named: &[],
    keys: "",
    values: SHARES,
    may_be_blank: false,
    most: None,
};

static CREDIT_EVENT: Block = Block {
    name: "credit_event",
    noun: "the credit event",
    about: "The default of a named loan, whole.",
    keys: &[&[
        Key::new("loan", Shape::Literal(&NAME), "L-014", "Its id.").needed(),
        Key::new(
            "date",
            Shape::Literal(&DATE),
            "2027-02-10",
            "When it defaults; after closing.",
        )
        .needed(),
        Key::new(
            "initial_loss",
            Shape::Literal(&SHARE),
            "40%",
            "Loss booked on default, of the defaulted balance.",
        ),
        Key::new(
            "initial_loss_amount",
            Shape::Literal(&MONEY),
            "5m",
            "The same as money, of the whole loan.",
        ),
        Key::new(
            "final_loss",
            Shape::Literal(&SHARE),
            "55%",
            "Loss after work-out, of the defaulted balance.",
        ),
        Key::new(
            "final_loss_amount",
            Shape::Literal(&MONEY),
            "6m",
            "The same as money, of the whole loan.",
        ),
        Key::new(
            "settled",
            Shape::Literal(&DATE),
            "2028-12-31",
            "When the work-out ends; comes before `lag`.",
        ),
        Key::new(
            "lag",
            Shape::Literal(&LAG),
            "18 months",
            "From default to settlement.",
        ),
        Key::new(
            "recoveries",
            Shape::List(&Shape::Block(&RECOVERY)),
            "",
            "Cash before settlement.",
        ),
    ]],
    choices: &[],
};

static RECOVERY: Block = Block {
    name: "recovery",
    noun: "the recovery",
    about: "Cash before settlement, of the whole loan.",
    keys: &[&[
        Key::new(
            "date",
            Shape::Literal(&DATE),
            "2027-12-31",
            "On or after default, not after settlement.",
        )
        .needed(),
        Key::new("amount", Shape::Literal(&MONEY), "1.5m", "Of the whole loan.").needed(),
    ]],
    choices: &[],
};

/// Levels of indexes by name, and a shift of all of them.
static RATES: Map = Map {
    named: &[Key::new(
        "shift",
        Shape::Literal(&RATE),
        "+100bp",
        "Added to every index, beside its own shift.",
    )],
    keys: INDEX.pattern,
    values: Shape::Any(&[Shape::Literal(&RATE), Shape::Block(&INDEX_PATH)]),
    may_be_blank: false,
    most: None,
};

static INDEX_PATH: Block = Block {
    name: "index_path",
    noun: "the index",
    about: "The level of an index: flat, or a curve.",
    keys: &[&[
        Key::new("flat", Shape::Literal(&RATE), "3.65%", "One rate for every date."),
        Key::new(
            "curve",
            Shape::Any(&[Shape::Literal(&PATH), Shape::Map(&CURVE)]),
            "curves/sofr.csv",
            "A file of dates and rates, or a map from dates to rates.",
        ),
        Key::new(
            "shift",
            Shape::Literal(&RATE),
            "+100bp",
            "Added to the level. Absent: 0 %.",
        ),
        Key::new(
            "interpolation",
            Shape::Word(|| texts(INTERPOLATIONS)),
            "linear",
            "What lies between two dates of the curve. Absent: previous; of discount factors log-linear.",
        ),
        Key::new(
            "beyond",
            Shape::Word(|| texts(BEYOND)),
            "hold",
            "What lies before the first and after the last date of the curve.",
        ),
    ]],
    choices: &[&[&["flat"], &["curve"]]],
};

static CURVE: Map = Map {
    named: &[],
    keys: r"^\d{4}-\d{2}-\d{2}$",
    values: Shape::Literal(&RATE),
    may_be_blank: false,
    most: None,
};

static COLLATERAL: Map = Map {
    named: &[Key::new(
        "yield",
        Shape::Literal(&RATE),
        "4.5%",
        "A fixed yield, instead of an index.",
    )],
    keys: INDEX.pattern,
    values: Shape::Literal(&RATE),
    may_be_blank: true,
    most: Some(1),
};
