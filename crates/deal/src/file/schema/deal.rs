//! The deal: its top level, payments, and terms of one block each.

use super::capital::{BANK, CAPITAL, COSTS};
use super::literals::{BUSINESS_DAYS, CURRENCY, DATE, DECIMAL, MONEY, NAME, PATH};
use super::literals::{RATE, SHARE};
use super::measures::{CRITERION, PORTFOLIO_CONDITION, TEST};
use super::pool::POOL;
use super::principal::AMORTISATION;
use super::tranche::TRANCHE;
use super::{Block, Key, Literal, Map, Number, Shape, texts};
use crate::file::deal::CALENDARS;
use crate::file::words::{ACCRUALS, DAY_COUNTS, FREQUENCIES, LAST_STUBS, MECHANISMS, ROLLS};

/// The version of the file format.
static VERSION: Literal = Literal {
    name: "version",
    about: "The version of the file format: 1.",
    pattern: "^1$",
    number: Number::Within("1", "1"),
};

/// The first key of every file.
pub(super) const TRANCHET: Key = Key::new(
    "tranchet",
    Shape::Literal(&VERSION),
    "1",
    "Version of the file format.",
)
.needed();

/// A calendar, or a file of holidays.
pub(super) const CALENDAR: Shape = Shape::Any(&[Shape::Word(|| texts(CALENDARS)), Shape::Literal(&PATH)]);

/// Units of the deal's currency per unit of another.
pub(super) static FX: Map = Map {
    named: &[],
    keys: "^[A-Z]{3}$",
    values: Shape::Literal(&DECIMAL),
    may_be_blank: false,
    most: None,
};

/// A deal.
pub static DEAL: Block = Block {
    name: "deal",
    noun: "the deal",
    about: "What was agreed. It never says what will happen: that is a scenario.",
    keys: &[&[
        TRANCHET,
        Key::new(
            "name",
            Shape::Literal(&NAME),
            "Example 2026-1",
            "Name of the deal in results.",
        )
        .needed(),
        Key::new(
            "currency",
            Shape::Literal(&CURRENCY),
            "USD",
            "Currency of every amount.",
        )
        .needed(),
        Key::new(
            "closing",
            Shape::Literal(&DATE),
            "2026-06-30",
            "First day of protection; never rolled.",
        )
        .needed(),
        Key::new(
            "scheduled_maturity",
            Shape::Literal(&DATE),
            "2031-06-30",
            "What performs on this date then repays all tranches.",
        )
        .needed(),
        Key::new(
            "legal_final_maturity",
            Shape::Literal(&DATE),
            "2034-06-30",
            "Last day on which credit events may settle. Absent: scheduled maturity.",
        ),
        Key::new(
            "payments",
            Shape::Block(&PAYMENTS),
            "",
            "When premium and principal are paid, and how days are counted.",
        )
        .needed(),
        Key::new(
            "fx",
            Shape::Map(&FX),
            "",
            "Units of the deal's currency per unit of another, fixed at closing.",
        ),
        Key::new(
            "pool",
            Shape::Block(&POOL),
            "",
            "The loans: a tape, a list, or equal loans.",
        )
        .needed(),
        Key::new(
            "tranches",
            Shape::List(&Shape::Block(&TRANCHE)),
            "",
            "The tranches; together they cover the pool without gap or overlap.",
        )
        .needed(),
        Key::new(
            "amortisation",
            Shape::Block(&AMORTISATION),
            "",
            "The order in which principal repays tranches.",
        )
        .needed(),
        Key::new(
            "excess_spread",
            Shape::Block(&EXCESS_SPREAD),
            "",
            "Synthetic excess spread: pays losses before any tranche.",
        ),
        Key::new(
            "replenishment",
            Shape::Block(&REPLENISHMENT),
            "",
            "How principal buys new loans instead of repaying tranches.",
        ),
        Key::new(
            "calls",
            Shape::Block(&CALLS),
            "",
            "The bank's calls. A scenario says which of them it uses.",
        ),
        Key::new(
            "capital",
            Shape::Block(&CAPITAL),
            "",
            "The bank's capital regime and what it chooses under it.",
        ),
        Key::new(
            "bank",
            Shape::Block(&BANK),
            "",
            "The whole bank before the deal, and what its loans earn.",
        ),
        Key::new(
            "costs",
            Shape::Block(&COSTS),
            "",
            "What the deal costs the bank beside premium.",
        ),
    ]],
    choices: &[],
};

static PAYMENTS: Block = Block {
    name: "payments",
    noun: "payments",
    about: "When premium and principal are paid, and how days are counted.",
    keys: &[&[
        Key::new(
            "frequency",
            Shape::Word(|| texts(FREQUENCIES)),
            "quarterly",
            "Payment dates a year.",
        )
        .needed(),
        Key::new(
            "first",
            Shape::Literal(&DATE),
            "2026-09-30",
            "First payment date, after closing.",
        )
        .needed(),
        Key::new(
            "day_count",
            Shape::Word(|| texts(DAY_COUNTS)),
            "ACT/360",
            "How the length of a period is counted.",
        )
        .needed(),
        Key::new(
            "roll",
            Shape::Word(|| texts(ROLLS)),
            "modified following",
            "What happens to a date that is no business day. Absent: none.",
        ),
        Key::new(
            "calendar",
            CALENDAR,
            "US",
            "Business days: a known calendar, or the path of a file with one holiday a line. Absent: none, every day is one.",
        ),
        Key::new(
            "lag",
            Shape::Literal(&BUSINESS_DAYS),
            "2 business days",
            "Premium and principal reach the investor so much later. Absent: 0.",
        ),
        Key::new(
            "accrual",
            Shape::Word(|| texts(ACCRUALS)),
            "whole period",
            "Whether premium on a part written down stops at the credit event.",
        ),
        Key::new(
            "end_of_month",
            Shape::Boolean,
            "true",
            "Every date is the last day of its month; `first` must be one. Absent: false.",
        ),
        Key::new(
            "last_stub",
            Shape::Word(|| texts(LAST_STUBS)),
            "short",
            "A short last period, or a long one that leaves out the date before. Absent: short.",
        ),
    ]],
    choices: &[],
};

static EXCESS_SPREAD: Block = Block {
    name: "excess_spread",
    noun: "excess spread",
    about: "Synthetic excess spread.",
    keys: &[&[
        Key::new(
            "rate",
            Shape::Literal(&SHARE),
            "0.30%",
            "A year, on the performing balance.",
        )
        .needed(),
        Key::new(
            "mechanism",
            Shape::Word(|| texts(MECHANISMS)),
            "use it or lose it",
            "Whether what a period leaves lapses or stays.",
        )
        .needed(),
    ]],
    choices: &[],
};

static REPLENISHMENT: Block = Block {
    name: "replenishment",
    noun: "replenishment",
    about: "How principal buys new loans.",
    keys: &[&[
        Key::new(
            "until",
            Shape::Literal(&DATE),
            "2028-06-30",
            "Last date on which it takes principal; before scheduled maturity.",
        )
        .needed(),
        Key::new(
            "conditions",
            Shape::OneOrMore(&Shape::Block(&TEST)),
            "",
            "Tests that must hold; one that does not ends replenishment for good.",
        ),
        Key::new(
            "eligibility",
            Shape::OneOrMore(&Shape::Block(&CRITERION)),
            "",
            "What each loan must be on the date on which it enters.",
        ),
        Key::new(
            "portfolio",
            Shape::OneOrMore(&Shape::Block(&PORTFOLIO_CONDITION)),
            "",
            "What the pool must be after each addition.",
        ),
        Key::new(
            "unapplied_periods",
            Shape::Count(0, 1_500),
            "2",
            "For how many payment dates principal may wait for a loan before it amortises. Absent: to the end.",
        ),
        Key::new(
            "ramp_up",
            Shape::Block(&RAMP_UP),
            "",
            "Additions beyond principal, up to the protected target.",
        ),
    ]],
    choices: &[],
};

static RAMP_UP: Block = Block {
    name: "ramp_up",
    noun: "the ramp-up",
    about: "The build-up of a pool that closes below its target.",
    keys: &[&[
        Key::new(
            "target",
            Shape::Literal(&MONEY),
            "2bn",
            "Protected pool at the end of ramp-up.",
        )
        .needed(),
        Key::new(
            "until",
            Shape::Literal(&DATE),
            "2026-12-31",
            "Last date of ramp-up.",
        )
        .needed(),
    ]],
    choices: &[],
};

static CALLS: Block = Block {
    name: "calls",
    noun: "calls",
    about: "The bank's calls.",
    keys: &[&[
        Key::new(
            "clean_up",
            Shape::Literal(&SHARE),
            "10%",
            "From when the pool is at or below this share of the closing pool.",
        ),
        Key::new(
            "time",
            Shape::Any(&[Shape::Literal(&DATE), Shape::Block(&TIME_CALL)]),
            "2029-06-30",
            "From this date on; before scheduled maturity.",
        ),
        Key::new(
            "regulatory",
            Shape::Boolean,
            "true",
            "After a regulatory event. Absent: false.",
        ),
    ]],
    choices: &[],
};

static TIME_CALL: Block = Block {
    name: "time_call",
    noun: "the time call",
    about: "A time call, with whether its terms give an incentive to call.",
    keys: &[&[
        Key::new(
            "date",
            Shape::Literal(&DATE),
            "2029-06-30",
            "From this date on; before scheduled maturity.",
        )
        .needed(),
        Key::new(
            "incentive",
            Shape::Boolean,
            "true",
            "Whether the terms at closing give the bank an incentive to call, for the maturity mismatch.",
        ),
    ]],
    choices: &[],
};

/// Rates by the dates from which they count, or one rate.
pub(super) static RATE_OR_STEPS: Shape = Shape::Any(&[Shape::Literal(&RATE), Shape::Map(&STEPS)]);

static STEPS: Map = Map {
    named: &[],
    keys: r"^\d{4}-\d{2}-\d{2}$",
    values: Shape::Literal(&RATE),
    may_be_blank: false,
    most: None,
};
