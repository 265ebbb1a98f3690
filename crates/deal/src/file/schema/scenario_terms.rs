//! Severity, prepayment, calls, purchases and changes of a scenario.

use super::deal::FX;
use super::literals::{DATE, INDEX, LAG, MONTHS, NAME, RATE, RISK_WEIGHT, SHARE};
use super::pool::TAPE;
use super::scenario::SHARES;
use super::{Block, Key, Map, Shape, texts};
use crate::file::pool::REPAYMENTS;
use crate::file::scenario::{EXERCISES, REASONS};
use crate::file::words::TAPE_COLUMNS;

pub(super) static LOSS: Block = Block {
    name: "loss",
    noun: "loss",
    about: "Loss on default and after work-out.",
    keys: &[&[
        Key::new(
            "initial",
            Shape::Literal(&SHARE),
            "40%",
            "Loss booked on default. Absent: the loan's LGD.",
        ),
        Key::new(
            "final",
            Shape::Any(&[Shape::Literal(&SHARE), Shape::Map(&SHARES_BY_VALUE)]),
            "45%",
            "Loss after work-out; with `by` a map of them. Absent: the initial loss, then the loan's LGD.",
        ),
        Key::new(
            "by",
            Shape::Word(|| texts(TAPE_COLUMNS)),
            "sector",
            "The column whose values have final losses of their own.",
        ),
        Key::new(
            "otherwise",
            Shape::Literal(&SHARE),
            "45%",
            "With `by`: the final loss of loans with another value or none.",
        ),
        Key::new(
            "lag",
            Shape::Literal(&LAG),
            "18 months",
            "From default to settlement. Absent: settled at once.",
        ),
    ]],
    choices: &[],
};

static SHARES_BY_VALUE: Map = Map {
    named: &[],
    keys: "",
    values: Shape::Literal(&SHARE),
    may_be_blank: false,
    most: None,
};

pub(super) static PREPAYMENT: Block = Block {
    name: "prepayment",
    noun: "prepayment",
    about: "Prepayment rates.",
    keys: &[&[Key::new(
        "annual_rate",
        SHARES,
        "10%",
        "Rates a year by deal year, the last of which goes on.",
    )
    .needed()]],
    choices: &[],
};

pub(super) static DELINQUENCY: Block = Block {
    name: "delinquency",
    noun: "delinquency",
    about: "Delinquency rates.",
    keys: &[&[Key::new(
        "rate",
        SHARES,
        "1%",
        "Share of the performing balance by deal year, the last of which goes on.",
    )
    .needed()]],
    choices: &[],
};

const EXERCISE: Shape = Shape::Word(|| texts(EXERCISES));

pub(super) static CALLS: Block = Block {
    name: "choice_on_calls",
    noun: "the choice on calls",
    about: "Which calls the bank uses.",
    keys: &[&[
        Key::new(
            "clean_up",
            EXERCISE,
            "exercise",
            "Whether the bank calls when the pool is small enough. Absent: not exercised.",
        ),
        Key::new(
            "time",
            EXERCISE,
            "exercise",
            "Whether the bank calls on the date of the time call. Absent: not exercised.",
        ),
        Key::new(
            "regulatory",
            Shape::Any(&[Shape::Literal(&DATE), Shape::Word(|| vec!["not exercised"])]),
            "2029-03-31",
            "Date of the regulatory event. Absent: not exercised.",
        ),
    ]],
    choices: &[],
};

pub(super) static REMOVAL: Block = Block {
    name: "removal",
    noun: "the removal",
    about: "A loan that leaves the pool.",
    keys: &[&[
        Key::new("loan", Shape::Literal(&NAME), "L-014", "Its id.").needed(),
        Key::new("date", Shape::Literal(&DATE), "2027-02-10", "When it leaves.").needed(),
        Key::new(
            "reason",
            Shape::Word(|| texts(REASONS)),
            "repurchased",
            "Repurchased at par, or ineligible from inception: then past losses are written up.",
        )
        .needed(),
    ]],
    choices: &[],
};

pub(super) static DOWNGRADE: Block = Block {
    name: "downgrade",
    noun: "the downgrade",
    about: "A downgrade of a protection seller.",
    keys: &[&[
        Key::new(
            "tranche",
            Shape::Literal(&NAME),
            "mezzanine",
            "The tranche that it protects.",
        )
        .needed(),
        Key::new(
            "date",
            Shape::Literal(&DATE),
            "2028-03-31",
            "When it is downgraded.",
        )
        .needed(),
    ]],
    choices: &[],
};

pub(super) static PURCHASES: Block = Block {
    name: "purchases",
    noun: "the loan to buy",
    about: "What replenishment buys: the loans of a tape, or one loan that stands for all.",
    keys: &[&[
        Key::new(
            "tape",
            TAPE,
            "purchases.csv",
            "A purchase tape; then no other key but `fx`.",
        ),
        Key::new("fx", Shape::Map(&FX), "", "Exchange rates for loans of the tape."),
        Key::new(
            "term",
            Shape::Literal(&MONTHS),
            "5 years",
            "From purchase to maturity of the loan that is bought.",
        ),
        Key::new(
            "amortisation",
            Shape::Word(|| texts(&REPAYMENTS[..3])),
            "bullet",
            "How it repays. Absent: bullet.",
        ),
        Key::new(
            "rate",
            Shape::Literal(&RATE),
            "2.5%",
            "Fixed rate, or margin over the index.",
        ),
        Key::new(
            "index",
            Shape::Literal(&INDEX),
            "SOFR",
            "Index of a floating loan. Absent: fixed.",
        ),
        Key::new("lgd", Shape::Literal(&SHARE), "45%", "Loss given default."),
        Key::new(
            "pd",
            Shape::Literal(&SHARE),
            "1%",
            "Probability of default in a year.",
        ),
        Key::new(
            "risk_weight",
            Shape::Literal(&RISK_WEIGHT),
            "100%",
            "Absent: the average of the pool at closing.",
        ),
        Key::new(
            "rating",
            Shape::Literal(&NAME),
            "BB+",
            "For statistics and tests.",
        ),
        Key::new(
            "sector",
            Shape::Literal(&NAME),
            "software",
            "For statistics and tests.",
        ),
        Key::new(
            "country",
            Shape::Literal(&NAME),
            "DE",
            "For statistics and tests.",
        ),
    ]],
    choices: &[&[&["tape"], &["term"]]],
};
