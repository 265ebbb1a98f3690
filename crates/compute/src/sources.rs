//! The articles from which the figures come, and where they contradict each other.
//!
//! A report shows the contradictions beside its results: no figure below is settled, and none was calibrated to one side.
//!
//! ```
//! use tranchet_compute::sources::CONFLICTS;
//! assert_eq!(CONFLICTS.len(), 7);
//! assert!(CONFLICTS.iter().all(|conflict| conflict.statements.len() >= 2));
//! ```

use tranchet_engine::tag::Tag;

/// Risk transfer that finances digital infrastructure (in Chinese).
pub const RISK_TRANSFER: &str = "article on risk transfer and lending to AI infrastructure (Chinese)";
/// Syndicated loans for data centres (in Chinese).
pub const DATA_CENTRES: &str = "article on syndicated loans for data centres (Chinese)";
/// Ten-year debt on hardware that lasts eighteen months; one article, in Vietnamese and in Arabic.
pub const DEFLATION: &str =
    "article on ten-year debt models for eighteen-month hardware (Vietnamese, Arabic)";
/// Compute loans of regional banks (in Chinese).
pub const COMPUTE_LOANS: &str = "article on compute loans of regional banks (Chinese)";
/// Market reports of GPU rents.
pub const RENT_REPORTS: &str = "market reports of GPU rents, 2024";
/// A manager's figure for the debt of all listed miners.
pub const MINER_DEBT: &str = "VanEck, as reported by Gate news, 2025";
/// Filings of a lender's borrower.
pub const FILINGS: &str = "CoreWeave, Form 8-K of 2 October 2025 and debt table of Form 10-Q";

/// What one source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The source.
    pub source: &'static str,
    /// Its kind.
    pub tag: Tag,
    /// What it says.
    pub says: &'static str,
}

/// Sources that do not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// About what.
    pub subject: &'static str,
    /// What each says.
    pub statements: &'static [Statement],
    /// What the models do.
    pub treatment: &'static str,
}

const fn article(source: &'static str, says: &'static str) -> Statement {
    Statement {
        source,
        tag: Tag::Article,
        says,
    }
}

const fn outside(source: &'static str, says: &'static str) -> Statement {
    Statement {
        source,
        tag: Tag::Outside,
        says,
    }
}

/// Every contradiction between the sources of these models.
pub const CONFLICTS: [Conflict; 7] = [
    Conflict {
        subject: "direction of GPU rents",
        statements: &[
            article(
                COMPUTE_LOANS,
                "list price of one vendor rises 29.31 % in 23 months, 14.35 % a year",
            ),
            article(
                COMPUTE_LOANS,
                "rents have fallen since the second half of the year before",
            ),
            article(DEFLATION, "deflation is structural"),
            outside(
                RENT_REPORTS,
                "H100 from about 8 to below 2 USD an hour by October 2024",
            ),
        ],
        treatment: "the observed series is a list price; realised price is a share of it, and growth is a scenario",
    },
    Conflict {
        subject: "what falls by 20 to 40 % a year",
        statements: &[
            article(DEFLATION, "unit cost of inference"),
            article(DEFLATION, "read as rent of hardware in its own argument on debt"),
        ],
        treatment: "pass-through of inference cost to rents is a parameter, 1 by default",
    },
    Conflict {
        subject: "25 billion USD",
        statements: &[
            article(RISK_TRANSFER, "size of the market for risk transfer"),
            article(DEFLATION, "debt of AI data centres in 2025"),
            article(
                DATA_CENTRES,
                "two loans of 22 and 29 billion alone make 51 billion",
            ),
        ],
        treatment: "no model uses the figure",
    },
    Conflict {
        subject: "growth of miners' debt",
        statements: &[
            article(DEFLATION, "up to 500 % for some operators (Vietnamese)"),
            article(DEFLATION, "more than 500 % (Arabic)"),
            outside(MINER_DEBT, "2.1 to 12.7 billion in all, 505 % in twelve months"),
        ],
        treatment: "no model uses the figure",
    },
    Conflict {
        subject: "credit standing of borrowers",
        statements: &[
            article(DEFLATION, "venture grade (Vietnamese)"),
            article(DEFLATION, "investment grade (Arabic)"),
        ],
        treatment: "venture grade; the other is taken for a slip of translation",
    },
    Conflict {
        subject: "how long a GPU is of the latest generation",
        statements: &[
            article(DEFLATION, "18 months"),
            article(RISK_TRANSFER, "two or three years"),
        ],
        treatment: "both are parameters of value curves",
    },
    Conflict {
        subject: "size of compute loans",
        statements: &[
            article(COMPUTE_LOANS, "CNY 1 billion to five firms, 200 million each"),
            article(COMPUTE_LOANS, "working capital loans of at most CNY 150 million"),
        ],
        treatment: "limits are those of the product; part of the lending must be of another product",
    },
];
