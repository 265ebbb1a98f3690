//! 12 CFR 217.37: haircuts of collateral and of currencies in the United States.
//!
//! Source: recalled. The Regulation's table goes by the risk weight of who owes the securities, as no rating counts
//! there; a deal gives a credit quality step, from which it cannot be read. A deal under this regime therefore gives
//! its haircut itself; securities without one protect nothing. Currency mismatch: 8 %, for the ten-day holding
//! period. Example: a guarantee of 100 in another currency protects 92.
//!
//! ```
//! use tranchet_engine::capital::rules::us_217_37_haircuts::CURRENCY;
//! assert_eq!(100.0 * (1.0 - CURRENCY.value), 92.0);
//! ```
//!
//! Not covered: the table, own estimates of haircuts, the simple approach of 217.37(b).

use tranchet_deal::protection::DebtSecurities;

use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

/// `H_fx`.
pub const CURRENCY: Cited<f64> =
    Citation::recalled("12 CFR 217.36(f), 217.37(c)", "in force in 2026").of(0.08);

/// `H_c` of securities, which ratings do not give.
pub fn haircut(_: &DebtSecurities) -> Answer<Cited<f64>> {
    Answer::NotApplicable(NotApplicable {
        reason: "haircuts go by the issuer's risk weight and not by ratings: give `haircut`",
        cites: Citation::recalled("12 CFR 217.37(c), Table 1", "in force in 2026"),
    })
}
