//! CRR Art. 233: what protection is worth in another currency, or without restructuring among its credit events.
//!
//! Source: Art. 233(2), with Art. 216(1)(a) for the credit events, read in the consolidated CRR; Art. 233(3) and
//! the collateral's counterpart, Art. 223(2), read without their formulas, which are recalled. 12 CFR 217.36(e)
//! and (f) were read in 12 CFR 628.36, in the same words. CRE22 and the United Kingdom's version are recalled.
//!
//! ```text
//! G* = G (1 - H_fx)                  a promise in another currency
//! C_va = C (1 - H_c - H_fx)          collateral: haircut of its own, and of its currency
//! G = 0.6 G                          no restructuring event, or 60 % of the exposure where G is more than that
//! ```
//!
//! Example: a guarantee of 100 in another currency without restructuring protects `100 x 0.6 x 0.92` = 55.2.
//!
//! ```
//! use tranchet_engine::capital::rules::{crr_224_haircuts, crr_233_value_of_protection as value};
//! let g = 100.0 * value::EU.value * (1.0 - crr_224_haircuts::EU_CURRENCY.value);
//! assert!((g - 55.2).abs() < 1e-12);
//! ```
//!
//! Not covered: protection of more than the tranche, whose limit of 60 % of the exposure the placed share keeps.

use crate::cited::{Citation, Cited};

/// What counts without restructuring in the European Union.
pub const EU: Cited<f64> = Citation::read("CRR Art. 233(2)", "CRR after Reg. 2021/558").of(0.6);
/// What counts without restructuring in the United Kingdom.
pub const UK: Cited<f64> = Citation::recalled("CRR (UK) Art. 233(2)", "United Kingdom, 2026").of(0.6);
/// What counts without restructuring in the Basel Framework.
pub const BASEL: Cited<f64> = Citation::recalled(
    "CRE22 (restructuring), as CRR Art. 233(2)",
    "Basel Framework, 1 January 2023",
)
.of(0.6);
/// What counts without restructuring in the United States.
pub const US: Cited<f64> = Citation::read("12 CFR 217.36(e), as 12 CFR 628.36", "in force in 2026").of(0.6);
