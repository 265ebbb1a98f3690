//! The risk weight of the share of a tranche that somebody else protects.
//!
//! Cash behind the protection weighs what the regime gives cash; a promise weighs what its giver weighs. No
//! protected share weighs more than the tranche itself would: a bank need not recognise protection that
//! raises its requirement.

use tranchet_deal::factor::Factor;
use tranchet_deal::protection::Protection;
use tranchet_deal::rate::RiskWeight;

use crate::capital::position::Bound;
use crate::capital::step::{Input, Source, Step};
use crate::cited::{Citation, Cited};

/// How a regime weights what protects a tranche.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProtectionTreatment {
    /// Weight of cash that stands behind the protection.
    pub cash: Cited<f64>,
    /// The text by which the giver's weight takes the place of the tranche's.
    pub substitution: Citation,
    /// The text by which protection never raises the requirement.
    pub never_higher: Citation,
}

/// Weight of a protection seller whom the deal gives none.
pub const UNSTATED_GUARANTOR: Cited<f64> =
    Citation::assumed("a protection seller without a stated risk weight weighs 100 %").of(1.0);

impl ProtectionTreatment {
    /// The weight of a protected share of a tranche that itself weighs `own`, with its steps.
    pub fn weigh(&self, protection: &Protection, own: f64) -> (f64, Vec<Step>) {
        let (weight, cites) = self.source(protection);
        let mut steps = vec![Step::of("protection weight", cites, &from(protection), weight)];
        if weight > own {
            let inputs = [
                Input::of("protection weight", weight),
                Input::of("risk weight", own),
            ];
            let step = Step::of("protection not recognised", self.never_higher, &inputs, own);
            let step = step.giving("protection weight").bound_by(Bound::Cap);
            steps.push(step.by("min(protection weight, risk weight)"));
        }
        (weight.min(own), steps)
    }

    fn source(&self, protection: &Protection) -> (f64, Citation) {
        match protection {
            Protection::FundedNote { .. } | Protection::FundedGuarantee { .. } => {
                (self.cash.value, self.cash.citation)
            }
            Protection::UnfundedGuarantee {
                guarantor_risk_weight: Some(RiskWeight(weight)),
            } => (Factor::from(*weight).to_f64(), self.substitution),
            Protection::UnfundedGuarantee {
                guarantor_risk_weight: None,
            } => (UNSTATED_GUARANTOR.value, UNSTATED_GUARANTOR.citation),
        }
    }
}

/// The weight of a protection seller, where the deal gives it.
fn from(protection: &Protection) -> Vec<Input> {
    match protection {
        Protection::UnfundedGuarantee {
            guarantor_risk_weight: Some(RiskWeight(weight)),
        } => {
            let weight = Factor::from(*weight).to_f64();
            vec![
                Input::of("guarantor's risk weight", weight)
                    .from(Source::Deal("tranches.guarantor_risk_weight")),
            ]
        }
        Protection::FundedNote { .. }
        | Protection::FundedGuarantee { .. }
        | Protection::UnfundedGuarantee {
            guarantor_risk_weight: None,
        } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;
    use tranchet_deal::protection::Collateral;

    use super::*;
    use crate::capital::rules::cre22_credit_protection::TREATMENT;
    use crate::cited::Standing;

    fn guarantee(weight: Option<RiskWeight>) -> Protection {
        Protection::UnfundedGuarantee {
            guarantor_risk_weight: weight,
        }
    }

    #[test]
    fn cash_weighs_nothing_and_a_guarantor_its_own_weight() {
        let cash = Protection::FundedNote {
            collateral: Collateral::default(),
        };
        assert_eq!(TREATMENT.weigh(&cash, 12.5).0, 0.0);
        assert_eq!(
            TREATMENT.weigh(&guarantee(Some(RiskWeight(dec!(0.3)))), 12.5).0,
            0.3
        );
    }

    #[test]
    fn a_guarantor_of_unknown_weight_is_an_assumption_and_says_so() {
        let (weight, steps) = TREATMENT.weigh(&guarantee(None), 12.5);
        assert_eq!((weight, steps[0].standing()), (1.0, Standing::Assumed));
    }

    #[test]
    fn protection_never_raises_the_weight() {
        assert_eq!(TREATMENT.weigh(&guarantee(None), 0.2).0, 0.2);
    }
}
