//! CRR Art. 259(4)–(6): how many and how lossy the exposures of a pool are; CRE44 has the same.
//!
//! Source: the paragraphs were read without their formulas, which are recalled; they are standard. With exposures
//! to one obligor added first, `C_1` and `C_m` the shares of the largest and of the `m` largest:
//!
//! ```text
//! N   = (sum of EAD)^2 / sum of EAD^2         LGD = sum of LGD EAD / sum of EAD
//! simplified, if C_1 <= 3 %:
//! LGD = 50 %     N = 1 / (C_1 C_m + (C_m - C_1)/(m - 1) max(1 - m C_1, 0));  with C_1 alone N = 1 / C_1
//! ```
//!
//! Example: a pool whose largest obligor is 2 % has N = 50 by that alone; with 10 obligors of 15 % together,
//! N = 1 / (0.02 x 0.15 + 0.13/9 x 0.8) = 68.70.
//!
//! ```
//! use tranchet_engine::capital::{rules::crr_259_granularity::{effective_number, simplified}, step::Answer};
//! let n = |largest| match simplified(0.02, largest) {
//!     Answer::Applies(pool) => pool.n,
//!     Answer::NotApplicable(why) => panic!("{}", why.reason),
//! };
//! assert!((n(None) - 50.0).abs() < 1e-12 && (n(Some((10, 0.15))) - 68.7022900763).abs() < 1e-9);
//! assert!(matches!(simplified(0.031, None), Answer::NotApplicable(_)));
//! assert_eq!(effective_number([3.0, 1.0]), Some(1.6));
//! ```
//!
//! Not covered: purchased receivables whose dilution risk is managed with their credit risk.

use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const VERSION: &str = "CRR as consolidated on 9 April 2021";

/// The effective number.
pub const N: Citation = Citation::read_without_formula("CRR Art. 259(4)", VERSION);
/// The average loss given default.
pub const LGD: Citation = Citation::read_without_formula("CRR Art. 259(5)", VERSION);
/// The largest share of one obligor with which the simplification may be used.
pub const C_1_MAX: Cited<f64> = Citation::read_without_formula("CRR Art. 259(6)", VERSION).of(0.03);
/// The simplified loss given default.
pub const LGD_SIMPLIFIED: Cited<f64> = Cited {
    value: 0.50,
    citation: C_1_MAX.citation,
};

/// The simplified inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simplified {
    /// `N`.
    pub n: f64,
    /// `LGD`.
    pub lgd: f64,
}

/// `N` of exposures already added up by obligor; none when they are all nought.
pub fn effective_number(exposures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut total, mut squares) = (0.0, 0.0);
    for exposure in exposures {
        total += exposure;
        squares += exposure * exposure;
    }
    (squares > 0.0).then(|| total * total / squares)
}

/// The simplified inputs from the largest share and, if known, a number above one of largest obligors and their
/// share together.
pub fn simplified(c_1: f64, largest: Option<(u32, f64)>) -> Answer<Simplified> {
    if !(c_1 > 0.0 && c_1 <= C_1_MAX.value) {
        return Answer::NotApplicable(NotApplicable {
            reason: "the largest obligor is more than 3 % of the pool",
            cites: C_1_MAX.citation,
        });
    }
    let n = match largest {
        Some((m, c_m)) if m > 1 => {
            let m = f64::from(m);
            let rest = (c_m - c_1) / (m - 1.0) * (1.0 - m * c_1).max(0.0);
            1.0 / (c_1 * c_m + rest)
        }
        Some(_) | None => 1.0 / c_1,
    };
    Answer::Applies(Simplified {
        n,
        lgd: LGD_SIMPLIFIED.value,
    })
}
