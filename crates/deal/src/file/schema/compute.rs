//! Compute-backed loans: their columns, and what a scenario does to their markets.

use super::literals::{MONEY, MULTIPLE, NAME, RATE, SHARE};
use super::{Block, Key, Shape, texts};
use crate::file::pool::{ASSET_TYPES, CLASSES};
use crate::file::scenario::REGIMES;

/// Columns of compute-backed loans.
pub(super) const COLUMNS: &[Key] = &[
    Key::new(
        "compute_type",
        Shape::Word(|| texts(ASSET_TYPES)),
        "gpu-loan",
        "Kind of a compute-backed loan.",
    ),
    Key::new(
        "off_taker",
        Shape::Literal(&NAME),
        "H-1",
        "Who rents what the loan has bought.",
    ),
    Key::new(
        "gpu_generation",
        Shape::Literal(&NAME),
        "B200",
        "Generation of the GPUs behind it.",
    ),
    Key::new(
        "gpu_units",
        Shape::Count(0, 100_000_000),
        "4096",
        "GPUs behind it.",
    ),
    Key::new("gpu_value", Shape::Literal(&MONEY), "120m", "Value of the GPUs."),
    Key::new(
        "building_value",
        Shape::Literal(&MONEY),
        "40m",
        "Value of the building.",
    ),
    Key::new(
        "crypto_value",
        Shape::Literal(&MONEY),
        "5m",
        "Value of crypto-assets pledged.",
    ),
    Key::new(
        "compute_revenue",
        Shape::Literal(&MONEY),
        "60m",
        "Revenue from compute, a year.",
    ),
    Key::new(
        "mining_revenue",
        Shape::Literal(&MONEY),
        "10m",
        "Revenue from mining, a year.",
    ),
    Key::new(
        "operating_cost",
        Shape::Literal(&MONEY),
        "25m",
        "Cost of operation, a year.",
    ),
    Key::new(
        "contracted_share",
        Shape::Literal(&SHARE),
        "80%",
        "Share of compute revenue under contract.",
    ),
    Key::new(
        "contract_months",
        Shape::Count(0, 1_200),
        "36",
        "Months that contracts have to run.",
    ),
    Key::new(
        "reserve_months",
        Shape::Count(0, 1_200),
        "6",
        "Months of debt service in reserve.",
    ),
    Key::new(
        "hedged_share",
        Shape::Literal(&SHARE),
        "50%",
        "Share of the loan whose rate is hedged.",
    ),
    Key::new(
        "in_place_share",
        Shape::Literal(&SHARE),
        "70%",
        "Share of the GPUs that can be sold where they stand.",
    ),
    Key::new(
        "credit_class",
        Shape::Word(|| texts(CLASSES)),
        "B",
        "Class of a firm.",
    ),
    Key::new(
        "esg_margin_cut",
        Shape::Literal(&RATE),
        "10bp",
        "Margin cut agreed for better environmental and social ratings.",
    ),
];

pub(super) static COMPUTE: Block = Block {
    name: "compute",
    noun: "compute",
    about: "What happens on the markets on which compute-backed loans live.",
    keys: &[&[
        Key::new(
            "source",
            Shape::OneOrMore(&Shape::Literal(&NAME)),
            "",
            "Where the figures come from; words for the reader.",
        ),
        Key::new(
            "rent_growth",
            Shape::OneOrMore(&Shape::Literal(&RATE)),
            "-20%",
            "Growth of GPU rents, a year by year.",
        ),
        Key::new(
            "utilisation",
            Shape::OneOrMore(&Shape::Literal(&MULTIPLE)),
            "85%",
            "Utilisation as a multiple of today's, year by year.",
        ),
        Key::new(
            "crypto_growth",
            Shape::OneOrMore(&Shape::Literal(&RATE)),
            "-60%",
            "Growth of crypto prices, a year by year.",
        ),
        Key::new(
            "new_generations",
            Shape::OneOrMore(&Shape::Block(&GENERATION)),
            "",
            "New generations of GPUs, and the share that the values of older ones lose.",
        ),
        Key::new(
            "refinancing_closed",
            Shape::Literal(&SHARE),
            "50%",
            "Probability that a sound balloon finds no lender.",
        ),
        Key::new(
            "contract_haircut",
            Shape::Literal(&SHARE),
            "20%",
            "Share that customers take off every contract.",
        ),
        Key::new(
            "rate_shock",
            Shape::Literal(&RATE),
            "2%",
            "Added to interest rates.",
        ),
        Key::new(
            "building_fall",
            Shape::Literal(&SHARE),
            "30%",
            "Share of their value that buildings lose.",
        ),
        Key::new(
            "units_sold",
            Shape::Count(0, 1_000_000_000),
            "500000",
            "GPUs of a generation sold system-wide.",
        ),
        Key::new(
            "firms_pd_multiple",
            Shape::Literal(&MULTIPLE),
            "2",
            "Multiple of the default probabilities of firms.",
        ),
        Key::new(
            "regime",
            Shape::Word(|| texts(REGIMES)),
            "stress",
            "Regime of correlations. Absent: normal.",
        ),
        Key::new(
            "market_depth",
            Shape::Count(0, 1_000_000_000),
            "200000",
            "GPUs of a generation that the market takes in a quarter.",
        ),
        Key::new(
            "in_place_share",
            Shape::Literal(&SHARE),
            "70%",
            "Share of the GPUs that can be sold where they stand.",
        ),
        Key::new(
            "risk_transfer",
            Shape::Block(&RISK_TRANSFER),
            "",
            "The market for risk transfer.",
        ),
    ]],
    choices: &[],
};

static GENERATION: Block = Block {
    name: "generation",
    noun: "the generation",
    about: "A new generation of GPUs.",
    keys: &[&[
        Key::new(
            "quarter",
            Shape::Count(1, 200),
            "5",
            "The quarter in which it appears.",
        )
        .needed(),
        Key::new(
            "fall",
            Shape::Literal(&SHARE),
            "30%",
            "The share that the values of older ones lose.",
        )
        .needed(),
    ]],
    choices: &[],
};

static RISK_TRANSFER: Block = Block {
    name: "risk_transfer",
    noun: "the market for risk transfer",
    about: "The market on which protection is bought again.",
    keys: &[&[
        Key::new(
            "open",
            Shape::Boolean,
            "true",
            "Whether there is one. Absent: true.",
        ),
        Key::new(
            "spread_shift",
            Shape::Literal(&RATE),
            "+300bp",
            "Added to spreads of new protection.",
        ),
        Key::new(
            "rollover",
            Shape::Literal(&SHARE),
            "60%",
            "Probability that a maturing deal is replaced.",
        ),
        Key::new(
            "back_leverage_haircut",
            Shape::Literal(&SHARE),
            "25%",
            "Haircut of banks that lend to investors.",
        ),
    ]],
    choices: &[],
};
