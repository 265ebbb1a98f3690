//! CRE22: supervisory haircuts of debt securities and of currencies in the Basel Framework.
//!
//! Source: recalled, the table of the comprehensive approach, ten-day holding period and daily revaluation; credit
//! quality step 1 stands for AAA to AA-, steps 2 and 3 for A+ to BBB-, step 4 for BB+ to BB-. Up to five years for
//! states, and throughout for securitisations, it has the figures that were read in CRR Art. 224.
//!
//! | per cent | up to 1 year, 3, 5, 10, more: sovereign | banks and companies | securitisations |
//! |---|---|---|---|
//! | step 1 | 0.5, 2, 2, 4, 4 | 1, 3, 4, 6, 12 | 2, 8, 8, 16, 16 |
//! | steps 2 and 3 | 1, 3, 3, 6, 6 | 2, 4, 6, 12, 20 | 4, 12, 12, 24, 24 |
//! | step 4 | 15 | | |
//!
//! Currency mismatch: 8 %. Example: bonds of a company of step 1 with four years to run count for 96 %.
//!
//! ```
//! use chrono::Months;
//! use tranchet_deal::protection::{DebtSecurities, Issue};
//! use tranchet_engine::capital::{rules::cre22_haircuts::haircut, step::Answer};
//! let bonds = DebtSecurities { issue: Issue::Corporate, cqs: 1, residual_maturity: Months::new(48) };
//! assert!(matches!(haircut(&bonds), Answer::Applies(haircut) if 1.0 - haircut.value == 0.96));
//! ```
//!
//! Not covered: shares, gold, funds, unrated bank debt, other holding periods.

use tranchet_deal::protection::{DebtSecurities, Issue};

use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const CITES: Citation = Citation::recalled("CRE22 (supervisory haircuts)", "Basel Framework, 1 January 2023");

/// `H_fx`.
pub const CURRENCY: Cited<f64> = CITES.of(0.08);

/// `H_c` of securities.
pub fn haircut(securities: &DebtSecurities) -> Answer<Cited<f64>> {
    let percent: [f64; 5] = match (securities.issue, securities.cqs) {
        (Issue::Sovereign, 1) => [0.5, 2.0, 2.0, 4.0, 4.0],
        (Issue::Sovereign, 2 | 3) => [1.0, 3.0, 3.0, 6.0, 6.0],
        (Issue::Sovereign, 4) => [15.0; 5],
        (Issue::Corporate, 1) => [1.0, 3.0, 4.0, 6.0, 12.0],
        (Issue::Corporate, 2 | 3) => [2.0, 4.0, 6.0, 12.0, 20.0],
        (Issue::Securitisation, 1) => [2.0, 8.0, 8.0, 16.0, 16.0],
        (Issue::Securitisation, 2 | 3) => [4.0, 12.0, 12.0, 24.0, 24.0],
        (Issue::Sovereign | Issue::Corporate | Issue::Securitisation, _) => {
            return Answer::NotApplicable(NotApplicable {
                reason: "securities of this credit quality are not eligible collateral",
                cites: CITES,
            });
        }
    };
    let column = match securities.residual_maturity.as_u32() {
        0..=12 => 0,
        13..=36 => 1,
        37..=60 => 2,
        61..=120 => 3,
        121.. => 4,
    };
    Answer::Applies(CITES.of(percent[column] / 100.0))
}
