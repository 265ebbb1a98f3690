//! The order of principal.

use super::literals::{DECIMAL, NAME};
use super::measures::TEST;
use super::{Block, Key, Shape, texts};
use crate::file::deal::RULES;
use crate::file::words::ORDERS;

pub(super) static AMORTISATION: Block = Block {
    name: "amortisation",
    noun: "amortisation",
    about: "The order in which principal repays tranches.",
    keys: &[&[
        Key::new(
            "principal",
            Shape::Word(|| texts(RULES)),
            "sequential",
            "Order of principal.",
        )
        .needed(),
        Key::new(
            "sequential_when",
            Shape::OneOrMore(&Shape::Block(&TEST)),
            "",
            "With `pro rata then sequential`: any test that trips makes principal sequential.",
        ),
        Key::new(
            "groups",
            Shape::List(&Shape::Block(&GROUP)),
            "",
            "Tranches that take one place in the order.",
        ),
        Key::new(
            "subordination",
            Shape::Block(&SUBORDINATION),
            "",
            "With `target subordination`: principal is pro rata while it is met.",
        ),
    ]],
    choices: &[],
};

static SUBORDINATION: Block = Block {
    name: "subordination",
    noun: "the subordination",
    about: "A tranche whose attachment must be so many times its attachment at closing.",
    keys: &[&[
        Key::new("of", Shape::Literal(&NAME), "senior", "The tranche.").needed(),
        Key::new(
            "times",
            Shape::Literal(&DECIMAL),
            "2",
            "How many times its attachment at closing.",
        )
        .needed(),
    ]],
    choices: &[],
};

static GROUP: Block = Block {
    name: "group",
    noun: "the group",
    about: "Tranches that take one place in the order of principal.",
    keys: &[&[
        Key::new(
            "name",
            Shape::Literal(&NAME),
            "subordinate",
            "Unique among groups.",
        )
        .needed(),
        Key::new(
            "tranches",
            Shape::OneOrMore(&Shape::Literal(&NAME)),
            "",
            "Names of tranches next to each other in seniority.",
        )
        .needed(),
        Key::new(
            "inside",
            Shape::Word(|| texts(ORDERS)),
            "sequential",
            "Order inside the group.",
        )
        .needed(),
        Key::new(
            "locked_out_when",
            Shape::OneOrMore(&Shape::Block(&TEST)),
            "",
            "Any test that trips on a date keeps the group from principal on it.",
        ),
    ]],
    choices: &[],
};
