//! COM(2025) 825: the Commission's proposal of 17 June 2025 for securitisations in CRR.
//!
//! Source: its table of contents and published notes, not its text. That it lowers `p` and makes the floor of senior
//! positions sensitive to the pool was read in them; the numbers were not, and come from the user. They serve the
//! senior position. Every other number is recalled as in force ([`crr_261_sec_sa`](super::crr_261_sec_sa)), and
//! nothing here binds anybody: Council and Parliament had not agreed when this was written.
//!
//! ```text
//! K_A = (1 - W) K_SA + 0.5 W          senior p and floor: given by the user; other positions p 1, floor 15 %
//! ```
//!
//! Example: K_SA 8 %, the senior tranche above 12.5 %, p given as 0.5 and the floor as 12 %: 18.55 %; the slice
//! from 7 % to 12.5 % stays at 1,009.49 %.
//!
//! ```
//! use tranchet_engine::capital::position::{Given, PoolInputs, Position};
//! use tranchet_engine::capital::{rules::eu_2025_proposal, step::Answer};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let given = Given {
//!     p: Some(eu_2025_proposal::P.of(0.5)),
//!     floor: Some(eu_2025_proposal::FLOOR.of(0.12)),
//!     ..Given::default()
//! };
//! let weight = |senior, a, d| {
//!     let position = Position { senior, given, ..Position::of(&pool, a, d) };
//!     let Answer::Applies(weighed) = eu_2025_proposal::weigh(&position) else { panic!() };
//!     weighed.risk_weight
//! };
//! assert!((weight(true, 0.125, 1.0) - 0.1855156956).abs() < 1e-9);
//! assert!((weight(false, 0.07, 0.125) - 10.0948577322).abs() < 1e-9);
//! ```
//!
//! Not covered: SEC-IRBA and SEC-ERBA under the proposal, "resilient" positions by their criteria, the formula of
//! the floor, the new test of significant risk transfer.

use tranchet_deal::protection::DebtSecurities;

use crate::capital::position::{Given, Position, Weighed};
use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::cre41_sec_sa::SecSa;
use crate::capital::rules::{crr_224_haircuts, crr_233_value_of_protection, crr_261_sec_sa};
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

/// The proposal as a whole.
pub const TEXT: Citation = Citation::recalled("COM(2025) 825", "17 June 2025");
/// `p` of the senior position, which was not found.
pub const P: Citation = Citation::given("the senior p of COM(2025) 825 was not found");
/// The floor of the senior position, which was not found.
pub const FLOOR: Citation = Citation::given("the senior floor of COM(2025) 825 was not found");

const PROPOSED: SecSa = SecSa {
    k_sa: TEXT,
    w: TEXT,
    formula: TEXT,
    defaulted_charge: TEXT.of(0.5),
    unknown_max: TEXT.of(0.05),
    p: TEXT.of(crr_261_sec_sa::EU.p.value),
    p_sts: TEXT.of(crr_261_sec_sa::EU.p_sts.value),
    p_resecuritisation: TEXT.of(crr_261_sec_sa::EU.p_resecuritisation.value),
    floor: TEXT.of(crr_261_sec_sa::EU.floor.value),
    floor_sts_senior: TEXT.of(crr_261_sec_sa::EU.floor_sts_senior.value),
    floor_resecuritisation: TEXT.of(crr_261_sec_sa::EU.floor_resecuritisation.value),
};

/// How the proposal would weight what protects a tranche: as today.
pub const PROTECTION: ProtectionTreatment = ProtectionTreatment {
    cash: TEXT.of(0.0),
    substitution: TEXT,
    third_party_cash: TEXT,
    never_higher: TEXT,
    haircut,
    currency_haircut: TEXT.of(crr_224_haircuts::EU_CURRENCY.value),
    without_restructuring: TEXT.of(crr_233_value_of_protection::EU.value),
};

/// `H_c` of today.
fn haircut(securities: &DebtSecurities) -> Answer<Cited<f64>> {
    match crr_224_haircuts::eu(securities) {
        Answer::Applies(share) => Answer::Applies(TEXT.of(share.value)),
        Answer::NotApplicable(why) => Answer::NotApplicable(NotApplicable { cites: TEXT, ..why }),
    }
}

/// The risk weight of a position by the proposed SEC-SA.
///
/// Not applicable to the senior position without `p` and floor.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    let Given { p, floor, .. } = position.given;
    if !position.senior {
        let given = Given::default();
        return PROPOSED.weigh(&Position { given, ..*position });
    }
    match p.zip(floor) {
        Some(_) => PROPOSED.weigh(position),
        None => Answer::NotApplicable(NotApplicable {
            reason: "its p and floor were not found and nobody gave them",
            cites: P,
        }),
    }
}

/// SEC-IRBA, of which no number was found.
pub fn sec_irba(_position: &Position) -> Answer<Weighed> {
    Answer::NotApplicable(NotApplicable {
        reason: "the proposal's numbers for SEC-IRBA were not found",
        cites: TEXT,
    })
}
