//! The factor model of a scenario.

use super::literals::{NAME, PATH, RATE, SHARE};
use super::{Block, Key, Map, Shape, texts};
use crate::file::scenario::COPULAS;
use crate::file::words::TAPE_COLUMNS;

const BY: Key = Key::new(
    "by",
    Shape::Word(|| texts(TAPE_COLUMNS)),
    "sector",
    "The column whose values have figures of their own.",
);

pub(super) static FACTOR_MODEL: Block = Block {
    name: "factor_model",
    noun: "the factor model",
    about: "How defaults depend on each other, what they cost and when they come.",
    keys: &[&[
        Key::new(
            "correlation",
            Shape::Any(&[
                Shape::Literal(&SHARE),
                Shape::Word(|| vec!["basel"]),
                Shape::Map(&CORRELATIONS_BY_VALUE),
            ]),
            "20%",
            "Asset correlation under one factor: of all loans, by the internal-ratings formula, or by a column.",
        ),
        Key::new(
            "factors",
            Shape::OneOrMore(&Shape::Literal(&NAME)),
            "global",
            "Names of several factors; instead of `correlation`.",
        ),
        Key::new(
            "correlations",
            Shape::List(&NUMBERS),
            "",
            "Correlations of the factors, row by row. Absent: they do not depend on each other.",
        ),
        Key::new(
            "loadings",
            Shape::Map(&LOADINGS_BY_VALUE),
            "",
            "By the values of a column, what loans load on each factor.",
        ),
        Key::new(
            "copula",
            Shape::Word(|| texts(COPULAS)),
            "t",
            "How borrowers hang together beyond correlations. Absent: gaussian.",
        ),
        Key::new(
            "degrees",
            Shape::Count(1, 1_000),
            "4",
            "Degrees of freedom of the t copula.",
        ),
        Key::new(
            "lgd",
            Shape::Block(&LOSS_SPREAD),
            "",
            "What moves losses given default around their mean.",
        ),
        Key::new(
            "pd",
            Shape::Block(&DEFAULT_TERM),
            "",
            "How probabilities of default grow with time. Absent: at the hazard of the tape's one-year `pd`.",
        ),
    ]],
    choices: &[],
};

const NUMBERS: Shape = Shape::OneOrMore(&Shape::Literal(&RATE));

static CORRELATIONS_BY_VALUE: Map = Map {
    named: &[BY],
    keys: "",
    values: Shape::Literal(&SHARE),
    may_be_blank: false,
    most: None,
};

static LOADINGS_BY_VALUE: Map = Map {
    named: &[BY],
    keys: "",
    values: NUMBERS,
    may_be_blank: false,
    most: None,
};

static LOSS_SPREAD: Block = Block {
    name: "loss_spread",
    noun: "the spread of losses",
    about: "What moves losses given default around their mean.",
    keys: &[&[
        Key::new(
            "deviation",
            Shape::Literal(&SHARE),
            "20%",
            "Standard deviation from loan to loan, beta-distributed. Absent: none.",
        ),
        Key::new(
            "factor",
            Shape::Literal(&SHARE),
            "30%",
            "Sensitivity to the factor, in probits. Absent: none.",
        ),
    ]],
    choices: &[],
};

static DEFAULT_TERM: Block = Block {
    name: "default_term",
    noun: "the term of defaults",
    about: "How probabilities of default grow with time.",
    keys: &[&[
        Key::new(
            "curve",
            Shape::Literal(&PATH),
            "pd.csv",
            "Cumulative probabilities by years: `years,pd`, scaled to each loan, or `years` and a column a rating.",
        ),
        Key::new(
            "migration",
            Shape::Literal(&PATH),
            "migration.csv",
            "A one-year migration matrix: `from`, the ratings, and default last.",
        ),
    ]],
    choices: &[&[&["curve"], &["migration"]]],
};
