//! The pool: a tape, listed loans, or equal loans; and what may be said of a loan.

use super::compute::COLUMNS as COLUMNS_OF_COMPUTE;
use super::literals::{CURRENCY, DATE, INDEX, MONEY, NAME, PATH, RATE, RATIO, RISK_WEIGHT, SHARE};
use super::{Block, Key, Map, Shape, texts};
use crate::file::pool::{REPAYMENTS, columns_to_map};
use crate::file::words::{ASSET_CLASSES, CAPITAL_APPROACHES, FREQUENCIES, PHASES, STATUSES};

pub(super) static POOL: Block = Block {
    name: "pool",
    noun: "the pool",
    about: "The loans, in exactly one of three ways: `tape`, `loans`, or `balance` and `count`.",
    keys: &[
        &[
            Key::new("tape", TAPE, "tape.csv", "A CSV file with one loan a row."),
            Key::new(
                "loans",
                Shape::List(&Shape::Block(&LOAN)),
                "",
                "Loans one by one; the keys are the columns of a tape.",
            ),
            Key::new(
                "count",
                Shape::Count(1, 1_000_000),
                "250",
                "Of a uniform pool: how many equal loans.",
            ),
            Key::new(
                "balance",
                Shape::Literal(&MONEY),
                "2bn",
                "Of a uniform pool: the balance of all loans together.",
            ),
            Key::new(
                "maturity",
                Shape::Literal(&DATE),
                "2031-06-30",
                "Of a uniform pool: the maturity of every loan.",
            ),
            Key::new(
                "retained_share",
                Shape::Literal(&SHARE),
                "5%",
                "Vertical share of every loan that the bank keeps outside the structure. Absent: 0 %.",
            ),
            Key::new(
                "cut_off",
                Shape::Literal(&DATE),
                "2026-05-31",
                "Date of the balances, not after closing. Absent: closing.",
            ),
        ],
        TERMS,
        COLUMNS_OF_COMPUTE,
    ],
    choices: &[&[&["tape"], &["loans"], &["balance", "count", "maturity"]]],
};

/// A tape, or a tape with its columns mapped.
pub(super) const TAPE: Shape = Shape::Any(&[Shape::Literal(&PATH), Shape::Block(&TAPE_AT_LENGTH)]);

static TAPE_AT_LENGTH: Block = Block {
    name: "tape",
    noun: "the tape",
    about: "A tape whose headers are not ours.",
    keys: &[&[
        Key::new(
            "file",
            Shape::Literal(&PATH),
            "tape.csv",
            "A CSV file with one loan a row.",
        )
        .needed(),
        Key::new(
            "columns",
            Shape::Map(&COLUMNS),
            "",
            "Its headers, each with the column that it is, or `none`.",
        ),
    ]],
    choices: &[],
};

static COLUMNS: Map = Map {
    named: &[],
    keys: "",
    values: Shape::Word(columns_to_map),
    may_be_blank: false,
    most: None,
};

static LOAN: Block = Block {
    name: "loan",
    noun: "the loan",
    about: "A loan; the keys are the columns of a tape.",
    keys: &[
        &[
            Key::new(
                "loan_id",
                Shape::Literal(&NAME),
                "A-1",
                "Unique; credit events name it.",
            )
            .needed(),
            Key::new(
                "balance",
                Shape::Literal(&MONEY),
                "40m",
                "Of the whole loan, above zero.",
            )
            .needed(),
            Key::new("maturity", Shape::Literal(&DATE), "2031-06-30", "After closing.").needed(),
        ],
        TERMS,
        COLUMNS_OF_COMPUTE,
    ],
    choices: &[],
};

/// What every loan may have.
const TERMS: &[Key] = &[
    Key::new(
        "obligor_id",
        Shape::Literal(&NAME),
        "B-7",
        "Borrower. Absent: the loan by itself.",
    ),
    Key::new("group_id", Shape::Literal(&NAME), "G-2", "Group of borrowers."),
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
    Key::new(
        "amortisation",
        Shape::Word(|| texts(REPAYMENTS)),
        "bullet",
        "How it repays. Absent: bullet.",
    ),
    Key::new(
        "balloon",
        Shape::Literal(&MONEY),
        "10m",
        "Due at maturity, with `amortisation: balloon`.",
    ),
    Key::new(
        "schedule",
        Shape::Literal(&NAME),
        "2027-06-30:1000000;2028-06-30:1000000",
        "Instalments, with `amortisation: schedule`; the rest is due at maturity.",
    ),
    Key::new(
        "payment_frequency",
        Shape::Word(|| texts(FREQUENCIES)),
        "monthly",
        "Payments a year. Absent: the deal's.",
    ),
    Key::new(
        "pd",
        Shape::Literal(&SHARE),
        "1.2%",
        "Probability of default in a year.",
    ),
    Key::new(
        "lgd",
        Shape::Literal(&SHARE),
        "45%",
        "Loss given default, where event and scenario give none.",
    ),
    Key::new(
        "rating",
        Shape::Literal(&NAME),
        "BB+",
        "For statistics, criteria, and rates by rating.",
    ),
    Key::new(
        "sector",
        Shape::Literal(&NAME),
        "software",
        "For statistics, criteria, and rates by sector.",
    ),
    Key::new(
        "country",
        Shape::Literal(&NAME),
        "DE",
        "For statistics, criteria, and rates by country.",
    ),
    Key::new(
        "currency",
        Shape::Literal(&CURRENCY),
        "GBP",
        "Of its amounts; another than the deal's needs `fx`. Absent: the deal's.",
    ),
    Key::new(
        "risk_weight",
        Shape::Literal(&RISK_WEIGHT),
        "100%",
        "Standardised weight. Absent: from the regime's table, by asset class.",
    ),
    Key::new(
        "asset_class",
        Shape::Word(|| texts(ASSET_CLASSES)),
        "corporate",
        "Which function or table weighs it.",
    ),
    Key::new(
        "turnover",
        Shape::Literal(&MONEY),
        "40m",
        "Of the borrower's group, a year.",
    ),
    Key::new(
        "capital_approach",
        Shape::Word(|| texts(CAPITAL_APPROACHES)),
        "airb",
        "How capital weighs it. Absent: sa.",
    ),
    Key::new(
        "slotting",
        Shape::Literal(&NAME),
        "strong",
        "Category, for `slotting`.",
    ),
    Key::new(
        "phase",
        Shape::Word(|| texts(PHASES)),
        "operational",
        "Phase of a project.",
    ),
    Key::new("ltv", Shape::Literal(&RATIO), "65%", "Loan to value of property."),
    Key::new(
        "security",
        Shape::Literal(&NAME),
        "real estate",
        "For the floor or estimate of loss.",
    ),
    Key::new(
        "provision",
        Shape::Literal(&MONEY),
        "0.5m",
        "Specific provisions of a loan past due.",
    ),
    Key::new(
        "elbe",
        Shape::Literal(&SHARE),
        "50%",
        "Best estimate of loss of a loan in default.",
    ),
    Key::new("undrawn", Shape::Literal(&MONEY), "5m", "Undrawn commitment."),
    Key::new(
        "ccf",
        Shape::Literal(&SHARE),
        "40%",
        "Credit conversion factor of the undrawn part.",
    ),
    Key::new(
        "cqs",
        Shape::Count(1, 17),
        "3",
        "Credit quality step of a standardised weight.",
    ),
    Key::new(
        "status",
        Shape::Word(|| texts(STATUSES)),
        "performing",
        "At closing, for capital. Absent: performing.",
    ),
    Key::new(
        "delinquent_days",
        Shape::Count(0, 36_500),
        "30",
        "Days past due; 90 or more count as in default in capital.",
    ),
];
