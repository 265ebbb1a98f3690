//! Tests, criteria of loans, and conditions on the pool.

use super::literals::{DECIMAL, MONEY, MONTHS, NAME, RATE, SHARE, YEARS};
use super::{Block, Key, Shape, texts};
use crate::file::criterion::fields;
use crate::file::pool_measure::{RELIEFS, WORDS};
use crate::file::test::MEASURES;
use crate::file::words::{BASES, TAPE_COLUMNS};

/// A level: a share, a number, or years, as the measure has it.
static LEVEL: Shape = Shape::Any(&[
    Shape::Literal(&SHARE),
    Shape::Literal(&YEARS),
    Shape::Count(0, 1_000_000),
    Shape::Literal(&DECIMAL),
]);

/// Which loans a measure looks at.
const OF_LOANS: &[Key] = &[
    Key::new(
        "by",
        Shape::Word(|| texts(TAPE_COLUMNS)),
        "sector",
        "With `largest share`: the column that tells loans apart.",
    ),
    Key::new(
        "count",
        Shape::Count(1, 1_000_000),
        "10",
        "With the largest shares: how many of the largest together. Absent: 1.",
    ),
    Key::new(
        "where",
        Shape::Block(&CRITERION),
        "",
        "With `share` and `increase of share`: which loans count.",
    ),
];

pub(super) static TEST: Block = Block {
    name: "test",
    noun: "the test",
    about: "A measure and a level; it trips when the value lies beyond the level.",
    keys: &[
        &[
            Key::new(
                "measure",
                Shape::Word(|| texts(MEASURES)),
                "cumulative losses",
                "What is measured.",
            )
            .needed(),
            Key::new("above", LEVEL, "1.5%", "Trips when the value is higher."),
            Key::new("below", LEVEL, "25%", "Trips when the value is lower."),
            Key::new(
                "of",
                Shape::Literal(&NAME),
                "senior",
                "With `credit enhancement` and `detachment fall`: of which tranche.",
            ),
            Key::new(
                "window",
                Shape::Literal(&MONTHS),
                "12 months",
                "With `delinquency rate` and `default rate`: how far back. Absent: the period alone.",
            ),
            Key::new(
                "base",
                Shape::Word(|| texts(BASES)),
                "closing",
                "With the cumulative measures: the pool that they are a share of. Absent: closing.",
            ),
            Key::new(
                "curable",
                Shape::Boolean,
                "true",
                "In `sequential_when`: decided anew on each date. Absent: once tripped it stays.",
            ),
            Key::new(
                "cure_periods",
                Shape::Count(1, 1_000),
                "2",
                "With `curable: true`: dates in a row on which it must not trip to be cured. Absent: 1.",
            ),
        ],
        OF_LOANS,
    ],
    choices: &[&[&["above"], &["below"]]],
};

pub(super) static PORTFOLIO_CONDITION: Block = Block {
    name: "portfolio_condition",
    noun: "the portfolio condition",
    about: "What the pool must be after each addition.",
    keys: &[
        &[
            Key::new(
                "measure",
                Shape::Word(|| texts(WORDS)),
                "largest group share",
                "What is measured of the loans.",
            )
            .needed(),
            Key::new("at_most", LEVEL, "1%", "The highest that it may be."),
            Key::new("at_least", LEVEL, "100", "The lowest that it may be."),
            Key::new(
                "or",
                Shape::Word(|| texts(RELIEFS)),
                "maintain or improve",
                "An addition to a pool in breach need only keep the measure or improve it.",
            ),
        ],
        OF_LOANS,
    ],
    choices: &[&[&["at_most"], &["at_least"]]],
};

/// A value of a column: money, rate, count, months or rating.
static VALUE: Shape = Shape::Any(&[
    Shape::Literal(&RATE),
    Shape::Literal(&MONEY),
    Shape::Literal(&MONTHS),
    Shape::Literal(&NAME),
]);

static TEXTS: Shape = Shape::OneOrMore(&Shape::Literal(&NAME));

pub(super) static CRITERION: Block = Block {
    name: "criterion",
    noun: "the criterion",
    about: "A column of the tape and exactly one requirement.",
    keys: &[&[
        Key::new(
            "field",
            Shape::Word(fields),
            "pd",
            "A column of the tape, or the remaining term.",
        )
        .needed(),
        Key::new("at_most", VALUE, "2%", "The highest value that meets it."),
        Key::new(
            "at_least",
            VALUE,
            "BBB-",
            "The lowest value that meets it; of ratings the worst.",
        ),
        Key::new("one_of", TEXTS, "", "Texts that meet it."),
        Key::new("none_of", TEXTS, "", "Texts that do not meet it."),
        Key::new(
            "blank",
            Shape::Boolean,
            "false",
            "Whether the cell must be blank, or must not.",
        ),
    ]],
    choices: &[&[&["at_most"], &["at_least"], &["one_of"], &["none_of"], &["blank"]]],
};
