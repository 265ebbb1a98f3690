//! PRA SS9/13, 8.1 and 8.2: how thick the protection of a pool by the standardised approach should be.
//!
//! Source: the supervisory statement, version of 22 July 2020. The protected tranches should detach at 1.5 K_SA or
//! above; a lower scalar needs evidence. It is what a supervisor expects, not a test of law.
//!
//! ```text
//! D of the most senior protected tranche >= 1.5 K_SA
//! ```
//!
//! Example: a pool at 100 % has K_SA 8 %, so protection should reach 12 % of it; 12.5 % does.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::capital::{check::Outcome, rules::pra_ss9_13::detachment};
//! assert_eq!(detachment(dec!(0.125), dec!(0.08)).outcome, Outcome::Passed);
//! assert_eq!(detachment(dec!(0.12), dec!(0.08)).outcome, Outcome::Passed);
//! assert_eq!(detachment(dec!(0.1199), dec!(0.08)).outcome, Outcome::Failed);
//! ```
//!
//! Not covered: pools by internal ratings, which the paragraphs do not speak of, and premium that weakens the
//! transfer (6.1 to 6.4), of which a deal file has no key.

use rust_decimal::{Decimal, dec};

use crate::capital::check::{Check, Limit, Outcome};
use crate::capital::number::to_f64;
use crate::capital::step::Input;
use crate::cited::Citation;

const TEXT: Citation = Citation::read("PRA SS9/13 8.1-8.2", "22 July 2020");
const SCALAR: Decimal = dec!(1.5);
/// What the indicator is called.
const NAME: &str = "detachment of protection";

/// The detachment point of the most senior protected tranche against K_SA.
pub fn detachment(detachment: Decimal, k_sa: Decimal) -> Check {
    let inputs = vec![Input::of("K_SA", to_f64(k_sa))];
    Check::of(NAME, TEXT, detachment, Limit::AtLeast(SCALAR * k_sa)).from(inputs, "D >= 1.5 K_SA")
}

/// There is nothing to compare, for this reason.
pub fn not_applicable(why: &'static str) -> Check {
    Check::without_figure(NAME, TEXT, Outcome::NotApplicable, why)
}
