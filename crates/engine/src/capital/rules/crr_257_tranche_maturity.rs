//! CRR Art. 257: the maturity of a tranche, `M_T` (CRE44.22–44.23 in the Basel Framework, not read).
//!
//! Source: Art. 257 of the United Kingdom's CRR, read at legislation.gov.uk; EBA/GL/2020/04, by which synthetic
//! deals take the cash flows, is recalled.
//!
//! ```text
//! (a)  M_T = sum of t CF_t / sum of CF_t          contractual cash flows of the tranche, t in years
//! (b)  M_T = 1 + (M_L - 1) 80 %                   M_L: legal final maturity in years
//!      M_T = min(5, max(1, M_T))
//! ```
//!
//! Example: 40 after two years and 60 after four are 3.2 years; a legal maturity of 6 years is 5 years.
//!
//! ```
//! use tranchet_engine::capital::rules::crr_257_tranche_maturity::{m_t_from_cash_flows, m_t_from_legal_maturity};
//! assert_eq!(m_t_from_cash_flows(&[(2.0, 40.0), (4.0, 60.0)]), Some(3.2));
//! assert_eq!(m_t_from_cash_flows(&[]), None);
//! assert_eq!((m_t_from_legal_maturity(6.0), m_t_from_legal_maturity(3.5)), (5.0, 3.0));
//! assert_eq!((m_t_from_legal_maturity(11.0), m_t_from_legal_maturity(0.25)), (5.0, 1.0));
//! ```
//!
//! Not covered: protection that can still suffer losses from an asset after it ends (contract maturity and the
//! longest asset maturity are added by the caller), revolving pools (the longest asset that may be bought).

use crate::capital::position::Bound;
use crate::capital::step::{Input, Source, Step};
use crate::cited::{Citation, Cited};

const TEXT: Citation = Citation::read("CRR Art. 257, as read in the United Kingdom's version", "2026");

/// The share of the years beyond the first that legal maturity counts.
pub const LEGAL_SHARE: Cited<f64> = TEXT.of(0.8);

/// The bounds of a tranche maturity and their text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrancheMaturity {
    /// The text.
    pub text: Citation,
    /// The least, in years.
    pub least: f64,
    /// The most, in years.
    pub most: f64,
}

/// The bounds, the same in every text.
pub const M_T: TrancheMaturity = TrancheMaturity {
    text: TEXT,
    least: 1.0,
    most: 5.0,
};

impl TrancheMaturity {
    /// `M_T` within its bounds.
    pub fn bound(&self, years: f64) -> f64 {
        years.max(self.least).min(self.most)
    }

    /// The step of `M_T`.
    pub fn step(&self, years: f64) -> Step {
        let m_t = self.bound(years);
        let bound = if m_t > years {
            Bound::Floor
        } else if m_t < years {
            Bound::Cap
        } else {
            Bound::None
        };
        let step = Step::of("M_T", self.text, &[Input::of("years", years)], m_t);
        step.by("M_T = min(5, max(1, years))").bound_by(bound)
    }
}

/// `M_T` from the contractual cash flows of a tranche, as years and amounts; none when nothing is paid.
pub fn m_t_from_cash_flows(flows: &[(f64, f64)]) -> Option<f64> {
    let paid: f64 = flows.iter().map(|(_, amount)| amount).sum();
    let weighted: f64 = flows.iter().map(|(years, amount)| years * amount).sum();
    (paid > 0.0).then(|| M_T.bound(weighted / paid))
}

/// The step of `M_T` by contractual cash flows, before its bounds, as the caller found it.
pub fn cash_flow_maturity_step(years: f64) -> Step {
    let step = Step::of("M_T by contractual cash flows", TEXT, &[], years);
    step.giving("years").by("sum of t CF_t / sum of CF_t")
}

/// The step of `M_T` by legal final maturity; `legal` is `M_L` in years.
pub fn legal_maturity_step(legal: f64) -> Step {
    let inputs = [Input::of("M_L", legal).from(Source::Deal("legal_final_maturity"))];
    let step = Step::of(
        "M_T by legal final maturity",
        TEXT,
        &inputs,
        m_t_from_legal_maturity(legal),
    );
    step.giving("years").by("min(5, max(1, 1 + (M_L - 1) 80 %))")
}

/// `M_T` from legal final maturity, in years.
pub fn m_t_from_legal_maturity(years: f64) -> f64 {
    M_T.bound(1.0 + (years - 1.0) * LEGAL_SHARE.value)
}
