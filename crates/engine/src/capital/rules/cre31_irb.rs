//! CRE31: the risk-weight functions of the internal-ratings approach, Basel Framework; CRR Art. 153 and 154.
//!
//! Source: the corporate function in Basel II 271–272 and in the Saudi Central Bank's BCS 290 4.1.2–4.1.5, which
//! repeat it, checked against a program that follows PRA PS1/26; high-volatility property in the Central Bank of
//! Bahrain's CA-5.3.11; default in the Saudi rulebook 11.3. The retail functions and the floors of their
//! probability of default are recalled. Rates are decimals, `M` is in years, `S` in millions.
//!
//! ```text
//! w  = (1 - e^(-50 PD)) / (1 - e^-50)      R = 0.12 w + 0.24 (1 - w);  HVCRE 0.30 in place of 0.24
//! R' = R - 0.04 (1 - (S - 5)/45)           turnover S of EUR 5-50 m;  R'' = 1.25 R', large financial entity
//! b  = (0.11852 - 0.05478 ln PD)^2
//! K  = LGD [N((G(PD) + √R G(0.999)) / √(1-R)) - PD] (1 + (M - 2.5) b) / (1 - 1.5 b)
//! RW = 12.5 K scaling                      EL = PD LGD
//! in default: K = max(0, LGD - ELBE), EL = ELBE; without own estimates K = 0, EL = LGD
//! ```
//!
//! Example: PD 1 %, LGD 45 %, 2.5 years weighs 92.32 %, the smallest firm 72.39 %.
//!
//! ```
//! use tranchet_engine::capital::rules::cre31_irb::{BASEL_FINAL, Class, Exposure, weigh};
//! let large = Exposure { class: Class::corporate(None), pd: 0.01, lgd: 0.45, m: 2.5 };
//! let weighed = weigh(&large, &BASEL_FINAL);
//! assert!((100.0 * weighed.risk_weight - 92.32).abs() < 0.006);
//! assert!((weighed.r - 0.192784).abs() < 5e-7 && (weighed.b - 0.137486).abs() < 5e-7);
//! let small = Exposure { class: Class::corporate(Some(5.0)), ..large };
//! assert!((100.0 * weigh(&small, &BASEL_FINAL).risk_weight - 72.3947).abs() < 5e-5);
//! ```
//!
//! Not covered: double default, dilution risk, purchased receivables, equity, sovereigns, and the criteria by
//! which a firm is small or a financial entity large: the caller says so. Estimates of LGD: see
//! [`cre32_lgd`](crate::capital::rules::cre32_lgd).

use crate::capital::normal::{cdf, quantile};
use crate::cited::{Citation, Cited};

mod class;
mod terms;

pub use class::{Class, Corporate};
pub use terms::{BASEL_FINAL, FirmSize, FunctionTerms, OLD_CRR, PdFloors, UK_FINAL};

/// `G(0.999)`: the confidence of the function, CRE31.4.
const G_999: f64 = 3.090232306167813;
const VERSION: &str = "Basel Framework, 1 January 2023";
const RECALLED: Citation = Citation::recalled("CRE31.13-31.16", VERSION);

/// The least and the greatest effective maturity, years.
pub const MATURITY: (Cited<f64>, Cited<f64>) = (
    Citation::read("CRE32.46, as PRA PS1/26", VERSION).of(1.0),
    Citation::read("CRE32.46, as PRA PS1/26", VERSION).of(5.0),
);
/// `K` of a loan in default.
pub const IN_DEFAULT: Citation = Citation::read("CRE31.3, as SAMA rulebook 11.3", VERSION);
/// Expected loss of a loan that is not in default.
pub const EXPECTED_LOSS: Citation = Citation::read("CRE35.2, as Basel II 375", VERSION);

/// `K` of a company, in the text's symbols.
pub(crate) const FORMULA: &str =
    "K = LGD [N((G(PD) + sqrt(R) G(0.999)) / sqrt(1 - R)) - PD] x maturity adjustment";
/// `K` of a retail loan, in the text's symbols.
pub(crate) const RETAIL_FORMULA: &str = "K = LGD [N((G(PD) + sqrt(R) G(0.999)) / sqrt(1 - R)) - PD]";
/// `b`, in the text's symbols.
pub(crate) const SLOPE_FORMULA: &str = "b = (0.11852 - 0.05478 ln PD)^2";

/// A loan, or a part of one, that is not in default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// What it is.
    pub class: Class,
    /// Probability of default before its floor.
    pub pd: f64,
    /// Loss given default, floors applied.
    pub lgd: f64,
    /// Effective maturity before its bounds, years; a retail function does not read it.
    pub m: f64,
}

/// What the function says of an exposure, with what it went through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IrbWeight {
    /// Probability of default, floored; one in default.
    pub pd: f64,
    /// `R`: asset correlation; nought in default.
    pub r: f64,
    /// `b`: slope of the maturity adjustment; nought for retail and in default.
    pub b: f64,
    /// `M` within its bounds; for retail as given.
    pub m: f64,
    /// `(1 + (M - 2.5) b) / (1 - 1.5 b)`; one for retail and in default.
    pub maturity_adjustment: f64,
    /// `K`: unexpected loss per unit of exposure, before scaling.
    pub k: f64,
    /// Risk weight, scaled.
    pub risk_weight: f64,
    /// Expected loss per unit of exposure.
    pub expected_loss: f64,
}

/// A risk weight as it depends on the maturity alone: `unit (1 + (M - 2.5) b)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByMaturity {
    /// Risk weight over its maturity adjustment's numerator.
    unit: f64,
    /// Slope of the maturity adjustment.
    b: f64,
}

impl ByMaturity {
    /// The risk weight with so many years left, before the bounds of `M`.
    pub fn at(&self, years: f64) -> f64 {
        let m = years.clamp(MATURITY.0.value, MATURITY.1.value);
        self.unit * (1.0 + (m - 2.5) * self.b)
    }
}

impl IrbWeight {
    /// The weight of the same exposure at any maturity; of a function that reads one.
    ///
    /// ```
    /// use tranchet_engine::capital::rules::cre31_irb::{BASEL_FINAL, Class, Exposure, weigh};
    /// let of = |m| weigh(&Exposure { class: Class::corporate(None), pd: 0.01, lgd: 0.4, m }, &BASEL_FINAL);
    /// let at = of(2.5).by_maturity();
    /// assert!((at.at(4.0) - of(4.0).risk_weight).abs() < 1e-15);
    /// assert_eq!(at.at(0.2), at.at(1.0));
    /// ```
    pub fn by_maturity(&self) -> ByMaturity {
        ByMaturity {
            unit: self.risk_weight / (1.0 + (self.m - 2.5) * self.b),
            b: self.b,
        }
    }
}

/// The weight of a loan that is not in default.
///
/// A probability of default of one, or beyond, leaves no unexpected loss: `K` is nought.
pub fn weigh(exposure: &Exposure, terms: &FunctionTerms) -> IrbWeight {
    let pd = exposure.pd.max(exposure.class.pd_floor(terms).value).min(1.0);
    let m = exposure.class.maturity(exposure.m);
    let r = exposure.class.correlation(pd, terms);
    let b = if exposure.class.has_maturity() {
        slope(pd)
    } else {
        0.0
    };
    let maturity_adjustment = (1.0 + (m - 2.5) * b) / (1.0 - 1.5 * b);
    let k = exposure.lgd * unexpected_default(pd, r) * maturity_adjustment;
    IrbWeight {
        pd,
        r,
        b,
        m,
        maturity_adjustment,
        k,
        risk_weight: 12.5 * k * terms.scaling.value,
        expected_loss: pd * exposure.lgd,
    }
}

/// The weight of a loan in default, with the bank's best estimate of its loss or, under the foundation approach,
/// without; the scaling of the function does not reach it.
pub fn in_default(lgd: f64, elbe: Option<f64>) -> IrbWeight {
    let k = elbe.map_or(0.0, |elbe| (lgd - elbe).max(0.0));
    IrbWeight {
        pd: 1.0,
        r: 0.0,
        b: 0.0,
        m: 0.0,
        maturity_adjustment: 1.0,
        k,
        risk_weight: 12.5 * k,
        expected_loss: elbe.unwrap_or(lgd),
    }
}

/// `b`.
fn slope(pd: f64) -> f64 {
    let root = 0.11852 - 0.05478 * libm::log(pd);
    root * root
}

/// Share that defaults in the 99.9 % year beyond the expected share.
fn unexpected_default(pd: f64, r: f64) -> f64 {
    if pd >= 1.0 {
        return 0.0;
    }
    let stressed = (quantile(pd) + libm::sqrt(r) * G_999) / libm::sqrt(1.0 - r);
    (cdf(stressed) - pd).max(0.0)
}

#[cfg(test)]
mod tests;
