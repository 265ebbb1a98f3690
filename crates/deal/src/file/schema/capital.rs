//! Capital, the whole bank, and costs.

use super::literals::{MONEY, NAME, RATE, RATIO, SHARE};
use super::{Block, Key, Literal, Number, Shape, texts};
use crate::file::words::{APPROACHES, GRANULARITIES, HORIZONS, SUPPORTING_FACTORS, TRANCHE_MATURITIES};

static SUPERVISORY_PARAMETER: Literal = Literal {
    name: "supervisory_parameter",
    about: "The parameter p, above 0 and 1.5 at most: `0.5`.",
    pattern: r"^\+?[\d._]+\s*(?:%|bps?)?$",
    number: Number::Within("0", "1.5"),
};

pub(super) static CAPITAL: Block = Block {
    name: "capital",
    noun: "capital",
    about: "The bank's capital regime and what it chooses under it.",
    keys: &[&[
        Key::new("regime", Shape::Literal(&NAME), "basel", "`basel`, `eu`, `uk` or `us`, each by the version in force on a date; or a proposal, `eu-2025-proposal` or `us-2026-proposal`.").needed(),
        Key::new("approach", Shape::Word(|| texts(APPROACHES)), "hierarchy", "How positions are weighed. Absent: hierarchy, the regime's own order."),
        Key::new("cet1_target", Shape::Literal(&SHARE), "13%", "Capital per unit of risk-weighted assets. Absent: 8 %."),
        Key::new("cost_of_equity", Shape::Literal(&SHARE), "12%", "The hurdle that cost per unit of capital is held against."),
        Key::new("sts", Shape::Boolean, "false", "Simple, transparent and standardised, or comparable. Absent: false."),
        Key::new("assume", Shape::Block(&ASSUME), "", "Numbers that the regime leaves open."),
        Key::new("expected_loss", Shape::Literal(&SHARE), "1.8%", "The bank's estimate of lifetime expected loss, of the pool at closing. Absent: estimated."),
        Key::new("first_loss_margin", Shape::Literal(&RATIO), "50%", "How far the first loss must exceed expected loss, as a share of it."),
        Key::new("resecuritisation", Shape::Boolean, "false", "The pool consists of securitisation tranches. Absent: false."),
        Key::new("vehicles", Shape::Boolean, "false", "The pool consists of car loans, car leases or equipment leases. Absent: false."),
        Key::new("deduct", Shape::Boolean, "false", "Positions at 1,250 % are deducted from capital, where the regime has that choice. Absent: false."),
        Key::new("excess_spread", Shape::Word(|| texts(HORIZONS)), "one year", "How much synthetic excess spread counts as an exposure, where the law leaves it open."),
        Key::new("tranche_maturity", Shape::Word(|| texts(TRANCHE_MATURITIES)), "legal", "Whence the maturity of tranches. Absent: legal."),
        Key::new("granularity", Shape::Word(|| texts(GRANULARITIES)), "full", "How SEC-IRBA reads number of obligors and LGD. Absent: full."),
        Key::new("supporting_factors", Shape::OneOrMore(&Shape::Word(|| texts(SUPPORTING_FACTORS))), "", "Factors of CRR Art. 501 and 501a on what loans weigh."),
    ]],
    choices: &[],
};

static ASSUME: Block = Block {
    name: "assume",
    noun: "what is assumed",
    about: "Numbers that the regime leaves open; a proposal needs both.",
    keys: &[&[
        Key::new(
            "p",
            Shape::Literal(&SUPERVISORY_PARAMETER),
            "0.5",
            "The supervisory parameter of SEC-SA.",
        ),
        Key::new(
            "floor",
            Shape::Literal(&SHARE),
            "15%",
            "The floor of risk weights.",
        ),
    ]],
    choices: &[],
};

pub(super) static BANK: Block = Block {
    name: "bank",
    noun: "the bank",
    about: "The whole bank before the deal, for the output floor; and what its loans earn, for profit.",
    keys: &[&[
        Key::new(
            "rwa",
            Shape::Literal(&MONEY),
            "50bn",
            "Risk-weighted assets of the whole bank before the deal, without the output floor.",
        ),
        Key::new(
            "standardised_rwa",
            Shape::Literal(&MONEY),
            "70bn",
            "The same by standardised approaches alone.",
        ),
        Key::new(
            "loan_margin",
            Shape::Literal(&RATE),
            "2.5%",
            "What a year of loans earns over the bank's cost of funds.",
        ),
        Key::new(
            "operating_cost",
            Shape::Literal(&SHARE),
            "0.4%",
            "What a year of loans costs, of their balance. Absent: 0 %.",
        ),
        Key::new("tax", Shape::Literal(&SHARE), "25%", "Of profit. Absent: 0 %."),
    ]],
    choices: &[],
};

pub(super) static COSTS: Block = Block {
    name: "costs",
    noun: "costs",
    about: "What the deal costs the bank beside premium.",
    keys: &[&[
        Key::new(
            "upfront",
            Shape::Literal(&MONEY),
            "1.5m",
            "At closing. Absent: 0.",
        ),
        Key::new("running", Shape::Literal(&MONEY), "0.15m", "A year. Absent: 0."),
    ]],
    choices: &[],
};
