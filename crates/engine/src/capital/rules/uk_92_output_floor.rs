//! PRA PS1/26, Art. 92: the output floor of the United Kingdom.
//!
//! Source: Art. 92(2A), (3A) and (5) where a program that quotes them word for word repeats them. The formula is that
//! of [`rbc20_output_floor`](super::rbc20_output_floor); S has no lower `p` for securitisations, of which none was found.
//!
//! ```text
//! x = 60 % in 2027, 65 % in 2028, 70 % in 2029, 72.5 % from 2030
//! ```
//!
//! Example: none at the end of 2026, 60 % a day later.
//!
//! ```
//! use chrono::NaiveDate;
//! use rust_decimal::dec;
//! use tranchet_engine::capital::rules::uk_92_output_floor::UK;
//! let x = |year, month, day| UK.share_on(NaiveDate::from_ymd_opt(year, month, day).unwrap());
//! assert!(x(2026, 12, 31).is_none());
//! assert_eq!(x(2027, 1, 1).unwrap().value, dec!(0.60));
//! ```
//!
//! Not covered: as for the Basel Framework; and to which firms of a group the floor applies.

use rust_decimal::dec;

use super::rbc20_output_floor::{OutputFloor, new_year};
use crate::cited::Citation;

const VERSION: &str = "20 January 2026";
const SHARES: Citation = Citation::read("PRA PS1/26 Art. 92(5)", VERSION);

/// The floor of the United Kingdom.
pub static UK: OutputFloor = OutputFloor {
    formula: Citation::read("PRA PS1/26 Art. 92(2A)", VERSION),
    shares: &[
        (new_year(2027), SHARES.of(dec!(0.60))),
        (new_year(2028), SHARES.of(dec!(0.65))),
        (new_year(2029), SHARES.of(dec!(0.70))),
        (new_year(2030), SHARES.of(dec!(0.725))),
    ],
    not_yet: "the output floor begins on 1 January 2027",
    limit: None,
    leg: None,
};
