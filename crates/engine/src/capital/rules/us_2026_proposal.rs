//! Proposal of 19 March 2026 for 12 CFR part 217: SEC-SA in the place of the SSFA.
//!
//! Source: published summaries of the proposal (Federal Register 2026-05960, comments until 18 June 2026), not its
//! text. That SEC-SA replaces the SSFA was read in them; `p` and the floor were not found and come from the user.
//! Everything else is recalled as SEC-SA of the Basel Framework ([`cre41_sec_sa`](super::cre41_sec_sa)) and binds nobody.
//!
//! ```text
//! K_A = (1 - W) K_SA + 0.5 W          p and floor: given by the user
//! ```
//!
//! Example: K_SA 8 %, the senior tranche above 12.5 %, p given as 0.5 and the floor as 15 %: 18.55 %.
//!
//! ```
//! use tranchet_engine::capital::position::{Given, PoolInputs, Position};
//! use tranchet_engine::capital::{rules::us_2026_proposal, step::Answer};
//! let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
//! let given = Given {
//!     p: Some(us_2026_proposal::P.of(0.5)),
//!     floor: Some(us_2026_proposal::FLOOR.of(0.15)),
//!     ..Given::default()
//! };
//! let senior = Position { senior: true, given, ..Position::of(&pool, 0.125, 1.0) };
//! let Answer::Applies(weighed) = us_2026_proposal::weigh(&senior) else { panic!() };
//! assert!((weighed.risk_weight - 0.1855156956).abs() < 1e-9);
//! let nothing = Position { given: Given::default(), ..senior };
//! assert!(matches!(us_2026_proposal::weigh(&nothing), Answer::NotApplicable(_)));
//! ```
//!
//! Not covered: eligible prepaid credit protection, the revised standardised approach of smaller banks, caps, the
//! share of unknown status that is allowed, resecuritisations.

use tranchet_deal::protection::DebtSecurities;

use crate::capital::position::{Position, Weighed};
use crate::capital::protection::ProtectionTreatment;
use crate::capital::rules::cre41_sec_sa::{SEC_SA, SecSa};
use crate::capital::rules::{crr_233_value_of_protection, us_217_37_haircuts};
use crate::capital::step::{Answer, NotApplicable};
use crate::cited::{Citation, Cited};

const VERSION: &str = "19 March 2026";

/// The proposal as a whole.
pub const TEXT: Citation = Citation::recalled("US proposal, Federal Register 2026-05960", VERSION);
/// `p`, which was not found.
pub const P: Citation = Citation::given("the p of the US proposal of 19 March 2026 was not found");
/// The floor, which was not found.
pub const FLOOR: Citation = Citation::given("the floor of the US proposal of 19 March 2026 was not found");

/// Neither `p` nor floor: these stand in for both and are never read, since without the user's nothing is weighed.
const PROPOSED: SecSa = SecSa {
    k_sa: TEXT,
    w: TEXT,
    formula: TEXT,
    defaulted_charge: TEXT.of(0.5),
    unknown_max: TEXT.of(0.0),
    p: TEXT.of(SEC_SA.p.value),
    p_sts: TEXT.of(SEC_SA.p.value),
    p_resecuritisation: TEXT.of(SEC_SA.p_resecuritisation.value),
    floor: TEXT.of(SEC_SA.floor.value),
    floor_sts_senior: TEXT.of(SEC_SA.floor.value),
    floor_resecuritisation: TEXT.of(SEC_SA.floor_resecuritisation.value),
};

/// How the proposal would weight what protects a tranche.
pub const PROTECTION: ProtectionTreatment = ProtectionTreatment {
    cash: TEXT.of(0.0),
    substitution: TEXT,
    third_party_cash: TEXT,
    never_higher: TEXT,
    haircut,
    currency_haircut: TEXT.of(us_217_37_haircuts::CURRENCY.value),
    without_restructuring: TEXT.of(crr_233_value_of_protection::US.value),
};

/// `H_c` of today.
fn haircut(securities: &DebtSecurities) -> Answer<Cited<f64>> {
    match us_217_37_haircuts::haircut(securities) {
        Answer::Applies(share) => Answer::Applies(TEXT.of(share.value)),
        Answer::NotApplicable(why) => Answer::NotApplicable(NotApplicable { cites: TEXT, ..why }),
    }
}

/// The risk weight of a position by the proposed SEC-SA.
///
/// Not applicable to a resecuritisation, and not without `p` and floor.
pub fn weigh(position: &Position) -> Answer<Weighed> {
    let not = |reason, cites| Answer::NotApplicable(NotApplicable { reason, cites });
    if position.resecuritisation {
        return not("the treatment of resecuritisations was not found", TEXT);
    }
    match position.given.p.zip(position.given.floor) {
        Some(_) => PROPOSED.weigh(position),
        None => not("its p and floor were not found and nobody gave them", P),
    }
}
