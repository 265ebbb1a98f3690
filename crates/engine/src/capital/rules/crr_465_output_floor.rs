//! CRR Art. 92(3) and 465: the output floor of the European Union, as it phases in.
//!
//! Source: Art. 465(1) and (13) in the CRR as consolidated on 1 January 2025; Art. 465(2) without its formula, the
//! 125 % recalled. The formula is that of [`rbc20_output_floor`](super::rbc20_output_floor).
//!
//! ```text
//! x     = 50 % in 2025, 55 % in 2026, 60 % in 2027, 65 % in 2028, 70 % in 2029, 72.5 % from 2030
//! limit = 125 % of U until 31 December 2029
//! p     = 0.5, STS 0.25, of SEC-SA in S until 31 December 2032, for positions that SEC-IRBA weighs in U
//! ```
//!
//! Example: K_SA 8 %, the slice from 7 % to 12.5 % and the one above it: 841.23 % and 18.55 % in S, where p is
//! 0.5, against 1,009.49 % and 65.12 % by SEC-SA itself; STS 633.91 % and 3.01 %, before floors.
//!
//! ```
//! use chrono::NaiveDate;
//! use tranchet_engine::capital::{kssfa::risk_weight, rules::crr_465_output_floor::EU};
//! let leg = EU.leg_on(NaiveDate::from_ymd_opt(2032, 12, 31).unwrap()).unwrap();
//! assert!((risk_weight(0.08, leg.p.value, 0.07, 0.125) - 8.4122502967).abs() < 1e-9);
//! assert!((risk_weight(0.08, leg.p.value, 0.125, 1.0) - 0.1855156956).abs() < 1e-9);
//! assert!((risk_weight(0.08, leg.p_sts.value, 0.07, 0.125) - 6.3390944338).abs() < 1e-9);
//! assert!((risk_weight(0.08, leg.p_sts.value, 0.125, 1.0) - 0.0301140642).abs() < 1e-9);
//! ```
//!
//! Not covered: the transitional weights of unrated companies, mortgages and derivatives in S (Art. 465(3) to (9)),
//! and a Member State's choice not to apply the floor at every level of a group.

use chrono::NaiveDate;
use rust_decimal::dec;

use super::rbc20_output_floor::{LegParameter, OutputFloor, new_year};
use crate::cited::Citation;

const VERSION: &str = "CRR3, 1 January 2025";
const SHARES: Citation = Citation::read("CRR Art. 465(1)", VERSION);
const LEG: Citation = Citation::read("CRR Art. 465(13)", VERSION);

/// The floor of the European Union.
pub static EU: OutputFloor = OutputFloor {
    formula: Citation::read("CRR Art. 92(3), as PRA PS1/26 Art. 92(2A)", VERSION),
    shares: &[
        (new_year(2025), SHARES.of(dec!(0.50))),
        (new_year(2026), SHARES.of(dec!(0.55))),
        (new_year(2027), SHARES.of(dec!(0.60))),
        (new_year(2028), SHARES.of(dec!(0.65))),
        (new_year(2029), SHARES.of(dec!(0.70))),
        (new_year(2030), SHARES.of(dec!(0.725))),
    ],
    not_yet: "the output floor begins on 1 January 2025",
    limit: Some((
        NaiveDate::from_ymd_opt(2029, 12, 31).unwrap(),
        Citation::recalled("CRR Art. 465(2)", VERSION).of(dec!(1.25)),
    )),
    leg: Some(LegParameter {
        until: NaiveDate::from_ymd_opt(2032, 12, 31).unwrap(),
        p: LEG.of(0.5),
        p_sts: LEG.of(0.25),
    }),
};
