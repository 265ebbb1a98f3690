//! What keeps a deal from having a loss distribution.

use tranchet_engine::error::RunError;

/// Why there is no loss distribution.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RiskError {
    /// What would keep the deal from being run.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Loans lack a column that the factor model reads.
    #[error("{}", lacking(column, loan, *others))]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// The first loan that lacks it.
        loan: String,
        /// How many others do.
        others: usize,
    },
    /// Nothing says what loans lose on default.
    #[error("{}", lacking("lgd", loan, *others))]
    MissingLoss {
        /// The first loan.
        loan: String,
        /// How many others.
        others: usize,
    },
    /// The scenario has no factor model, or one without correlations.
    #[error("the scenario does not say how defaults hang together")]
    MissingCorrelation,
    /// Loans hang together so closely that they default as one.
    #[error("a correlation of {correlation} leaves no risk of their own to loans such as `{loan}`")]
    CorrelationTooHigh {
        /// The first such loan.
        loan: String,
        /// Its correlation, in per cent.
        correlation: String,
    },
    /// The deal has no payment date on which anything could be lost.
    #[error("the deal ends before its first payment date")]
    NoPeriods,
}

fn lacking(column: &str, loan: &str, others: usize) -> String {
    let more = match others {
        0 => String::new(),
        1 => " and one other loan".to_owned(),
        _ => format!(" and {others} other loans"),
    };
    let verb = if others == 0 { "has" } else { "have" };
    format!("loan `{loan}`{more} {verb} no `{column}`")
}

/// Collects loans with the same fault.
#[derive(Debug, Default)]
pub(crate) struct Faulty {
    first: Option<String>,
    count: usize,
}

impl Faulty {
    /// Notes a loan.
    pub fn note(&mut self, loan: &str) {
        self.first.get_or_insert_with(|| loan.to_owned());
        self.count += 1;
    }

    /// The first loan, and how many others there are; none without a fault.
    pub fn found(self) -> Option<(String, usize)> {
        let others = self.count.saturating_sub(1);
        self.first.map(|first| (first, others))
    }
}
