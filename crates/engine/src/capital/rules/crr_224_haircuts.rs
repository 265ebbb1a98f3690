//! CRR Art. 224: supervisory volatility adjustments of debt securities and of currencies.
//!
//! Source: Art. 224(1), Tables 1 and 4, read in the consolidated CRR, ten-day liquidation period and daily
//! revaluation; the United Kingdom's version is recalled as having the same figures. That ten days are right for
//! the collateral of a securitisation, as of other capital-market-driven transactions, is assumed; Art. 224(2) has
//! twenty for secured lending.
//!
//! | per cent | sovereign, up to 1 year, 5 years, more | banks and companies | securitisations |
//! |---|---|---|---|
//! | step 1 | 0.5, 2, 4 | 1, 4, 8 | 2, 8, 16 |
//! | steps 2 and 3 | 1, 3, 6 | 2, 6, 12 | 4, 12, 24 |
//! | step 4 | 15, 15, 15 | | |
//!
//! Currency mismatch: 8 %. Example: sovereign bonds of step 1 with two years left stand in the column of up to five
//! years: 2 %.
//!
//! ```
//! use chrono::Months;
//! use tranchet_deal::protection::{DebtSecurities, Issue};
//! use tranchet_engine::capital::{rules::crr_224_haircuts, step::Answer};
//! let bonds = |cqs| DebtSecurities { issue: Issue::Sovereign, cqs, residual_maturity: Months::new(24) };
//! assert!(matches!(crr_224_haircuts::eu(&bonds(1)), Answer::Applies(haircut) if haircut.value == 0.02));
//! assert!(matches!(crr_224_haircuts::eu(&bonds(5)), Answer::NotApplicable(_)));
//! ```
//!
//! Not covered: short-term ratings, shares, gold, funds; revaluation less often than daily (Art. 226); the 0 % of
//! Art. 227. The finer table that entered the CRR in 2025 has not been read.

use tranchet_deal::protection::{DebtSecurities, Issue};

use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const EU: Citation = Citation::read("CRR Art. 224", "CRR after Reg. 2021/558");
const UK: Citation = Citation::recalled("CRR (UK) Art. 224", "United Kingdom, 2026");

/// `H_fx` in the European Union.
pub const EU_CURRENCY: Cited<f64> = EU.of(0.08);
/// `H_fx` in the United Kingdom.
pub const UK_CURRENCY: Cited<f64> = UK.of(0.08);

/// `H_c` of securities in the European Union.
pub fn eu(securities: &DebtSecurities) -> Answer<Cited<f64>> {
    haircut(EU, securities)
}

/// `H_c` of securities in the United Kingdom.
pub fn uk(securities: &DebtSecurities) -> Answer<Cited<f64>> {
    haircut(UK, securities)
}

fn haircut(cites: Citation, securities: &DebtSecurities) -> Answer<Cited<f64>> {
    let percent: [f64; 3] = match (securities.issue, securities.cqs) {
        (Issue::Sovereign, 1) => [0.5, 2.0, 4.0],
        (Issue::Sovereign, 2 | 3) => [1.0, 3.0, 6.0],
        (Issue::Sovereign, 4) => [15.0, 15.0, 15.0],
        (Issue::Corporate, 1) => [1.0, 4.0, 8.0],
        (Issue::Corporate, 2 | 3) => [2.0, 6.0, 12.0],
        (Issue::Securitisation, 1) => [2.0, 8.0, 16.0],
        (Issue::Securitisation, 2 | 3) => [4.0, 12.0, 24.0],
        (Issue::Sovereign | Issue::Corporate | Issue::Securitisation, _) => {
            return Answer::NotApplicable(NotApplicable {
                reason: "securities of this credit quality are not eligible collateral",
                cites,
            });
        }
    };
    let column = match securities.residual_maturity.as_u32() {
        0..=12 => 0,
        13..=60 => 1,
        61.. => 2,
    };
    Answer::Applies(cites.of(percent[column] / 100.0))
}

#[cfg(test)]
mod tests {
    use chrono::Months;

    use super::*;

    /// Art. 224(1), Table 1, the ten-day columns.
    #[test]
    fn the_table_holds_at_the_ends_of_its_bands() {
        let of = |issue, cqs, months| {
            let residual_maturity = Months::new(months);
            match eu(&DebtSecurities {
                issue,
                cqs,
                residual_maturity,
            }) {
                Answer::Applies(haircut) => Some(haircut.value),
                Answer::NotApplicable(_) => None,
            }
        };
        assert_eq!(of(Issue::Sovereign, 1, 12), Some(0.005));
        assert_eq!(of(Issue::Sovereign, 1, 13), Some(0.02));
        assert_eq!(of(Issue::Sovereign, 3, 60), Some(0.03));
        assert_eq!(of(Issue::Sovereign, 4, 120), Some(0.15));
        assert_eq!(of(Issue::Corporate, 2, 61), Some(0.12));
        assert_eq!(of(Issue::Securitisation, 3, 61), Some(0.24));
        assert_eq!(of(Issue::Securitisation, 1, 3), Some(0.02));
        assert_eq!(of(Issue::Corporate, 4, 3), None);
    }
}
