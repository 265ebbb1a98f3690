//! CRE32: loss given default as a function reads it, Basel Framework; CRR Art. 161 and 164.
//!
//! Source: floors of own estimates (CRE32.16) and supervisory estimates (CRE32.6–32.10) as a program that follows
//! PRA PS1/26 and the CRR before it transcribes them; retail floors and subordinated supervisory estimates of the
//! other regimes are recalled where the table says so. Example: an own estimate of 6 % for a loan secured by
//! receivables counts as 10 %, unsecured as 25 %; without own estimates 20 % and 40 %.
//!
//! ```
//! use tranchet_engine::capital::rules::cre32_lgd::{BASEL_FINAL, Security};
//! let receivables = Security::parse("trade receivables").unwrap();
//! assert_eq!(0.06_f64.max(BASEL_FINAL.own_floor.of(receivables).value), 0.10);
//! assert_eq!(BASEL_FINAL.own_floor.of(Security::Unsecured).value, 0.25);
//! assert_eq!(BASEL_FINAL.foundation.of(receivables).value, 0.20);
//! assert_eq!(BASEL_FINAL.foundation.of(Security::Unsecured).value, 0.40);
//! ```
//!
//! Not covered: loans secured in part, whose floor and estimate are averages over the haircut value of the
//! collateral (CRE32.11, CRE32.17): a secured loan counts as secured in full.

use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 1 January 2023";
const OLD: &str = "before CRR3 and Basel 3.1";
const PS1_26: &str = "PS1/26, 1 January 2027";
const FLOOR: Citation = Citation::read("CRE32.16, as PRA PS1/26 Art. 161(5)", VERSION);
const FOUNDATION: Citation = Citation::read("CRE32.6-32.10, as PRA PS1/26 Art. 161(1)", VERSION);
const OLD_FOUNDATION: Citation = Citation::read("CRR Art. 161(1) and 230(2), as transcribed", OLD);
const NO_FLOOR: Citation = Citation::recalled("CRR Art. 161 (no floor)", OLD);
const RETAIL_FLOOR: Citation = Citation::recalled("CRE32.58", VERSION);

/// What secures a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Nothing that counts.
    Unsecured,
    /// Nothing, and others are paid first.
    Subordinated,
    /// Cash and securities.
    Financial,
    /// Receivables.
    Receivables,
    /// Homes or commercial property.
    RealEstate,
    /// Equipment, vehicles, ships, plant and stock.
    OtherPhysical,
}

/// Words of a tape's column `security`, the first that it contains being meant.
const WORDS: [(&str, Security); 22] = [
    ("subordinated", Security::Subordinated),
    ("unsecured", Security::Unsecured),
    ("none", Security::Unsecured),
    ("receivables", Security::Receivables),
    ("cash", Security::Financial),
    ("deposit", Security::Financial),
    ("financial collateral", Security::Financial),
    ("securities", Security::Financial),
    ("real estate", Security::RealEstate),
    ("property", Security::RealEstate),
    ("mortgage", Security::RealEstate),
    ("building", Security::RealEstate),
    ("physical", Security::OtherPhysical),
    ("equipment", Security::OtherPhysical),
    ("machinery", Security::OtherPhysical),
    ("vehicle", Security::OtherPhysical),
    ("aircraft", Security::OtherPhysical),
    ("ship", Security::OtherPhysical),
    ("vessel", Security::OtherPhysical),
    ("inventory", Security::OtherPhysical),
    ("plant", Security::OtherPhysical),
    ("gpu", Security::OtherPhysical),
];

impl Security {
    /// What a tape's word means; none for a word that is not known.
    pub fn parse(text: &str) -> Option<Security> {
        let exact = WORDS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
        let known = exact.or_else(|| WORDS.iter().find(|(word, _)| contains(text, word)));
        known.map(|(_, security)| *security)
    }
}

/// Whether a text contains a word of small letters, its own letters large or small; a tape asks once a loan, so
/// without a copy.
fn contains(text: &str, word: &str) -> bool {
    let mut places = text.as_bytes().windows(word.len());
    places.any(|place| place.eq_ignore_ascii_case(word.as_bytes()))
}

/// One figure for each kind of security.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BySecurity {
    /// Of unsecured senior loans.
    pub unsecured: Cited<f64>,
    /// Of subordinated loans.
    pub subordinated: Cited<f64>,
    /// Secured by cash and securities.
    pub financial: Cited<f64>,
    /// Secured by receivables.
    pub receivables: Cited<f64>,
    /// Secured by property.
    pub real_estate: Cited<f64>,
    /// Secured by other things.
    pub other_physical: Cited<f64>,
}

impl BySecurity {
    /// The figure of this security.
    pub fn of(&self, security: Security) -> Cited<f64> {
        match security {
            Security::Unsecured => self.unsecured,
            Security::Subordinated => self.subordinated,
            Security::Financial => self.financial,
            Security::Receivables => self.receivables,
            Security::RealEstate => self.real_estate,
            Security::OtherPhysical => self.other_physical,
        }
    }

    /// The same but for unsecured loans, subordinated or not.
    const fn with_unsecured(self, unsecured: Cited<f64>) -> BySecurity {
        BySecurity {
            unsecured,
            subordinated: unsecured,
            ..self
        }
    }
}

/// The numbers of one version of the law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LgdTerms {
    /// Least own estimates for companies.
    pub own_floor: BySecurity,
    /// What those are multiplied by for specialised lending.
    pub specialised_lending: Cited<f64>,
    /// Least own estimate for a mortgage on a home.
    pub mortgage_floor: Cited<f64>,
    /// Least own estimates for other retail.
    pub retail_floor: BySecurity,
    /// Supervisory estimates, for banks without own ones.
    pub foundation: BySecurity,
    /// The supervisory estimate of an unsecured senior loan to a financial entity.
    pub foundation_financial: Cited<f64>,
}

const OWN_FLOOR: BySecurity = BySecurity {
    unsecured: FLOOR.of(0.25),
    subordinated: Citation::recalled("CRE32.16 (as senior)", VERSION).of(0.25),
    financial: FLOOR.of(0.0),
    receivables: FLOOR.of(0.10),
    real_estate: FLOOR.of(0.10),
    other_physical: FLOOR.of(0.15),
};

/// The Basel Framework from 2023.
pub const BASEL_FINAL: LgdTerms = LgdTerms {
    own_floor: OWN_FLOOR,
    specialised_lending: Citation::recalled("CRE32.16 (no relief)", VERSION).of(1.0),
    mortgage_floor: RETAIL_FLOOR.of(0.05),
    retail_floor: OWN_FLOOR.with_unsecured(RETAIL_FLOOR.of(0.30)),
    foundation: BySecurity {
        unsecured: FOUNDATION.of(0.40),
        subordinated: FOUNDATION.of(0.75),
        financial: Citation::recalled("CRE32.8", VERSION).of(0.0),
        receivables: FOUNDATION.of(0.20),
        real_estate: FOUNDATION.of(0.20),
        other_physical: FOUNDATION.of(0.25),
    },
    foundation_financial: FOUNDATION.of(0.45),
};

/// The United Kingdom's Basel 3.1.
pub const UK_FINAL: LgdTerms = LgdTerms {
    own_floor: BySecurity {
        subordinated: Citation::read("PRA Rulebook, CRR Art. 161(5), as transcribed", PS1_26).of(0.50),
        ..OWN_FLOOR
    },
    ..BASEL_FINAL
};

/// CRR3, with what it multiplies the floors of specialised lending by: 50 % in 2025–2027, 80 % in 2028.
pub const fn crr3(specialised_lending: f64) -> LgdTerms {
    let transition = Citation::read("CRR Art. 495b", "CRR3, 1 January 2025");
    LgdTerms {
        specialised_lending: transition.of(specialised_lending),
        ..BASEL_FINAL
    }
}

/// The Capital Requirements Regulation before CRR3, in the United Kingdom until the end of 2026.
pub const OLD_CRR: LgdTerms = LgdTerms {
    own_floor: NONE,
    specialised_lending: NO_FLOOR.of(1.0),
    mortgage_floor: NO_FLOOR.of(0.0),
    retail_floor: NONE,
    foundation: BySecurity {
        unsecured: OLD_FOUNDATION.of(0.45),
        subordinated: OLD_FOUNDATION.of(0.75),
        financial: Citation::recalled("CRR Art. 228(2)", OLD).of(0.0),
        receivables: OLD_FOUNDATION.of(0.35),
        real_estate: OLD_FOUNDATION.of(0.35),
        other_physical: OLD_FOUNDATION.of(0.40),
    },
    foundation_financial: OLD_FOUNDATION.of(0.45),
};

const NONE: BySecurity = BySecurity {
    unsecured: NO_FLOOR.of(0.0),
    subordinated: NO_FLOOR.of(0.0),
    financial: NO_FLOOR.of(0.0),
    receivables: NO_FLOOR.of(0.0),
    real_estate: NO_FLOOR.of(0.0),
    other_physical: NO_FLOOR.of(0.0),
};
