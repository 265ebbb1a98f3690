//! What an exposure is: the correlation, the floor and the maturity that its function gives it.

use super::{FunctionTerms, MATURITY, RECALLED};
use crate::cited::{Citation, Cited};

/// A borrower of the corporate function.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Corporate {
    /// Annual turnover of the group in millions of the regime's currency; absent: not small.
    pub turnover: Option<f64>,
    /// A large or unregulated financial entity.
    pub large_financial: bool,
    /// High-volatility commercial property.
    pub hvcre: bool,
}

/// The function by which an exposure is weighted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    /// A company or specialised lending.
    Corporate(Corporate),
    /// A mortgage on a home.
    Mortgage,
    /// A revolving retail exposure that qualifies.
    Revolving,
    /// Any other retail exposure, small firms treated as retail among them.
    OtherRetail,
}

impl Class {
    /// A company of this turnover that is neither financial nor high-volatility property.
    pub const fn corporate(turnover: Option<f64>) -> Class {
        Class::Corporate(Corporate {
            turnover,
            large_financial: false,
            hvcre: false,
        })
    }

    /// Whether a retail function weights it.
    pub fn is_retail(self) -> bool {
        match self {
            Class::Corporate(_) => false,
            Class::Mortgage | Class::Revolving | Class::OtherRetail => true,
        }
    }

    /// Whether its function has a maturity adjustment.
    pub fn has_maturity(self) -> bool {
        !self.is_retail()
    }

    /// The least probability of default.
    pub fn pd_floor(self, terms: &FunctionTerms) -> Cited<f64> {
        match self {
            Class::Corporate(_) => terms.pd_floor.corporate,
            Class::Mortgage => terms.pd_floor.mortgage,
            Class::Revolving => terms.pd_floor.revolving,
            Class::OtherRetail => terms.pd_floor.other_retail,
        }
    }

    /// `M` within its bounds, or as given where no function reads it.
    pub(super) fn maturity(self, m: f64) -> f64 {
        if self.has_maturity() {
            m.clamp(MATURITY.0.value, MATURITY.1.value)
        } else {
            m
        }
    }

    /// `R` at a floored probability of default.
    pub(super) fn correlation(self, pd: f64, terms: &FunctionTerms) -> f64 {
        match self {
            Class::Corporate(corporate) => corporate.correlation(pd, terms),
            Class::Mortgage => 0.15,
            Class::Revolving => 0.04,
            Class::OtherRetail => between(0.03, 0.16, decay(35.0, pd)),
        }
    }

    /// Its correlation in the text's symbols.
    pub(crate) fn correlation_formula(self) -> &'static str {
        match self {
            Class::Corporate(corporate) => corporate.formula(),
            Class::Mortgage => "R = 0.15",
            Class::Revolving => "R = 0.04",
            Class::OtherRetail => "R = 0.03 w + 0.16 (1 - w), w = (1 - e^(-35 PD)) / (1 - e^-35)",
        }
    }

    /// The text of its correlation.
    pub(crate) fn correlation_text(self, terms: &FunctionTerms) -> Citation {
        match self {
            Class::Corporate(corporate) if corporate.hvcre => terms.hvcre,
            Class::Corporate(_) => terms.formula,
            Class::Mortgage | Class::Revolving | Class::OtherRetail => RECALLED,
        }
    }
}

impl Corporate {
    fn formula(self) -> &'static str {
        match (self.hvcre, self.large_financial, self.turnover) {
            (true, _, _) => "R = 0.12 w + 0.30 (1 - w), w = (1 - e^(-50 PD)) / (1 - e^-50)",
            (false, true, _) => {
                "R = 1.25 (0.12 w + 0.24 (1 - w) - size relief), w = (1 - e^(-50 PD)) / (1 - e^-50)"
            }
            (false, false, None) => "R = 0.12 w + 0.24 (1 - w), w = (1 - e^(-50 PD)) / (1 - e^-50)",
            (false, false, Some(_)) => {
                "R = 0.12 w + 0.24 (1 - w) - size relief of turnover S, w = (1 - e^(-50 PD)) / (1 - e^-50)"
            }
        }
    }

    fn correlation(self, pd: f64, terms: &FunctionTerms) -> f64 {
        let safest = if self.hvcre { 0.30 } else { 0.24 };
        let by_size = if self.hvcre {
            0.0
        } else {
            terms.size.relief(self.turnover)
        };
        let multiplier = if self.large_financial {
            terms.financial.value
        } else {
            1.0
        };
        multiplier * (between(0.12, safest, decay(50.0, pd)) - by_size)
    }
}

/// `w`: nought at no risk, one at certain default; `1 - e^-speed` is one to within 1e-15 at the speeds in use.
fn decay(speed: f64, pd: f64) -> f64 {
    -libm::expm1(-speed * pd)
}

fn between(riskiest: f64, safest: f64, w: f64) -> f64 {
    riskiest * w + safest * (1.0 - w)
}
