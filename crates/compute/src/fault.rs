//! What can be wrong with input, and how it is looked for: all faults at once, each with what is wrong and what it must be.
//!
//! ```
//! use tranchet_compute::rental::Rental;
//! let rental = Rental { list_price: -1.0, utilisation: 1.2, ..Rental::ASSUMED };
//! let faults: Vec<String> = rental.faults().iter().map(ToString::to_string).collect();
//! assert_eq!(faults, [
//!     "the list price is -1; it must be above 0",
//!     "the utilisation is 1.2; it must be from 0 to 1",
//! ]);
//! ```

/// Why a model cannot be calculated with what it was given.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A number is not what it may be.
    #[error("{what} is {value}; it must be {must}")]
    Number {
        /// Which number.
        what: &'static str,
        /// The number.
        value: f64,
        /// What it must be.
        must: &'static str,
    },
    /// A list is empty.
    #[error("there is no {0}")]
    Empty(&'static str),
    /// Something is known only between two places.
    #[error("{what} is known from {first} to {last}; {needed} lies outside")]
    Outside {
        /// What is known.
        what: &'static str,
        /// The first place at which it is known.
        first: String,
        /// The last.
        last: String,
        /// The place that was asked for.
        needed: String,
    },
    /// Points do not rise.
    #[error("{what} must rise from point to point; {value} follows {before}")]
    NotRising {
        /// What must rise.
        what: &'static str,
        /// A point.
        before: String,
        /// The one after it.
        value: String,
    },
    /// A line of a file cannot be read.
    #[error("line {line}: {cause}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// Why not.
        cause: String,
    },
    /// Correlations that no factors can have.
    #[error(
        "the covariance of the factors is not positive definite: its leading minor of order {order} is {minor}"
    )]
    NotPositiveDefinite {
        /// Order of the first leading minor that is not above nought.
        order: usize,
        /// That minor.
        minor: f64,
    },
    /// Loadings that leave nothing to the loan itself.
    #[error("the factors explain {explained} of the variance of {asset}; k² β'Σβ must be below 1")]
    Overexplained {
        /// The asset type.
        asset: &'static str,
        /// `k² β'Σβ`.
        explained: f64,
    },
}

/// Collects faults.
#[derive(Debug, Default)]
pub(crate) struct Checks(Vec<Fault>);

impl Checks {
    /// The number must be above nought and finite.
    pub(crate) fn above_nought(self, what: &'static str, value: f64) -> Checks {
        self.require(what, value, value.is_finite() && value > 0.0, "above 0")
    }

    /// The number must be nought or more, and finite.
    pub(crate) fn nought_or_more(self, what: &'static str, value: f64) -> Checks {
        self.require(what, value, value.is_finite() && value >= 0.0, "0 or more")
    }

    /// The number must be from nought to one.
    pub(crate) fn share(self, what: &'static str, value: f64) -> Checks {
        self.require(what, value, (0.0..=1.0).contains(&value), "from 0 to 1")
    }

    /// The number must be from nought to below one.
    pub(crate) fn share_below_one(self, what: &'static str, value: f64) -> Checks {
        self.require(what, value, (0.0..1.0).contains(&value), "from 0 to below 1")
    }

    /// The number must be above -1 and finite: a growth that leaves something.
    pub(crate) fn growth(self, what: &'static str, value: f64) -> Checks {
        self.require(what, value, value.is_finite() && value > -1.0, "above -1")
    }

    /// The number must meet a condition.
    pub(crate) fn require(
        mut self,
        what: &'static str,
        value: f64,
        holds: bool,
        must: &'static str,
    ) -> Checks {
        if !holds {
            self.0.push(Fault::Number { what, value, must });
        }
        self
    }

    /// Faults found elsewhere.
    pub(crate) fn and(mut self, faults: impl IntoIterator<Item = Fault>) -> Checks {
        self.0.extend(faults);
        self
    }

    /// All that was found.
    pub(crate) fn faults(self) -> Vec<Fault> {
        self.0
    }
}
