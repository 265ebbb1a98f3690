//! The share of a tranche that somebody else protects: how much of it counts, and what that weighs.
//!
//! Cash behind the protection weighs what the regime gives cash, or what its holder weighs where it is that bank's
//! own debt; securities count less by their haircut and weigh as cash; a promise weighs what its giver weighs. No
//! protected share weighs more than the tranche itself would: a bank need not recognise protection that raises its
//! requirement. What does not count is the bank's own position, at the tranche's weight.
//!
//! ```text
//! protected = placed (1 - H_c - H_fx) r m
//! H_c   haircut of securities      H_fx  haircut where the protection pays in another currency
//! r     0.6 without restructuring among the credit events
//! m     share recognised of protection that ends early, where the regime adjusts the amount
//! ```

use rust_decimal::Decimal;
use tranchet_deal::factor::Factor;
use tranchet_deal::protection::{Collateral, DebtSecurities, Protection, ProtectionTerms, Securities};
use tranchet_deal::rate::RiskWeight;

use crate::capital::number::{to_decimal, to_f64};
use crate::capital::position::Bound;
use crate::capital::step::{Answer, Input, Source, Step};
use crate::cited::{Citation, Cited};

/// How a regime weights what protects a tranche.
#[derive(Clone, Copy, Debug)]
pub struct ProtectionTreatment {
    /// Weight of cash that stands behind the protection.
    pub cash: Cited<f64>,
    /// The text by which cash that is its holder's own debt weighs what the holder weighs.
    pub third_party_cash: Citation,
    /// The text by which the giver's weight takes the place of the tranche's.
    pub substitution: Citation,
    /// The text by which protection never raises the requirement.
    pub never_higher: Citation,
    /// `H_c` of securities by the supervisor's table.
    pub haircut: fn(&DebtSecurities) -> Answer<Cited<f64>>,
    /// `H_fx`.
    pub currency_haircut: Cited<f64>,
    /// What counts of protection without restructuring among its credit events.
    pub without_restructuring: Cited<f64>,
}

/// Weight of a protection seller whom the deal gives none.
pub const UNSTATED_GUARANTOR: Cited<f64> =
    Citation::assumed("a protection seller without a stated risk weight weighs 100 %").of(1.0);

const OWN_HAIRCUT: Citation = Citation::assumed("the deal's own haircut");

/// How much of a placed share counts as protected.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The share, from 0 to 1.
    pub share: Decimal,
    /// How it was found; nothing where all counts.
    pub steps: Vec<Step>,
}

impl ProtectionTreatment {
    /// How much of a placed share counts, with `m` of it recognised for its maturity.
    pub fn recognise(&self, protection: &Protection, terms: ProtectionTerms, m: Decimal) -> Recognised {
        let mut steps = Vec::new();
        let h_c = self.security_haircut(protection, &mut steps);
        let h_fx = terms.foreign_currency.map(|_| self.currency_haircut);
        let r = terms.lacks_restructuring.then_some(self.without_restructuring);
        steps.extend(h_fx.map(|h_fx| Step::of("H_fx", h_fx.citation, &[], h_fx.value)));
        steps.extend(r.map(|r| Step::of("r", r.citation, &[], r.value)));
        let number =
            |cited: Option<Cited<f64>>, absent| cited.map_or(absent, |cited| to_decimal(cited.value));
        let left = Decimal::ONE - h_c - number(h_fx, Decimal::ZERO);
        let share = left.max(Decimal::ZERO) * number(r, Decimal::ONE) * m;
        if share < Decimal::ONE {
            let haircut = (h_c > Decimal::ZERO).then(|| Input::of("H_c", to_f64(h_c)));
            let currency = h_fx.map(|h_fx| Input::of("H_fx", h_fx.value));
            let restructuring = r.map(|r| Input::of("r", r.value));
            let maturity = (m < Decimal::ONE).then(|| Input::of("m", to_f64(m)));
            let inputs = [haircut, currency, restructuring, maturity];
            let inputs: Vec<Input> = inputs.into_iter().flatten().collect();
            let cites = self.value_text(protection);
            steps.push(
                Step::of("share of protection that counts", cites, &inputs, to_f64(share))
                    .by("(1 - H_c - H_fx) r m, of those that are given"),
            );
        }
        Recognised { share, steps }
    }

    /// The text that puts a value on this form of protection.
    fn value_text(&self, protection: &Protection) -> Citation {
        match protection {
            Protection::FundedNote { .. } | Protection::FundedGuarantee { .. } => self.cash.citation,
            Protection::UnfundedGuarantee { .. } => self.substitution,
        }
    }

    /// `H_c`; all of it where the securities are not eligible.
    fn security_haircut(&self, protection: &Protection, steps: &mut Vec<Step>) -> Decimal {
        match protection
            .collateral()
            .and_then(|collateral| collateral.securities)
        {
            None => Decimal::ZERO,
            Some(Securities::Haircut(own)) => {
                let haircut = to_f64(own.0);
                let from = [Input::of("haircut", haircut).from(Source::Deal("tranches.collateral.haircut"))];
                steps.push(Step::of("H_c", OWN_HAIRCUT, &from, haircut));
                own.0
            }
            Some(Securities::Supervisory(securities)) => match (self.haircut)(&securities) {
                Answer::Applies(haircut) => {
                    let inputs = [
                        Input::of("credit quality step", f64::from(securities.cqs))
                            .from(Source::Deal("tranches.collateral.cqs")),
                        Input::of(
                            "residual maturity",
                            f64::from(securities.residual_maturity.as_u32()) / 12.0,
                        )
                        .from(Source::Deal("tranches.collateral.residual_maturity")),
                    ];
                    steps.push(Step::of("H_c", haircut.citation, &inputs, haircut.value));
                    to_decimal(haircut.value)
                }
                Answer::NotApplicable(why) => {
                    steps.push(Step::not_applicable("H_c", why));
                    Decimal::ONE
                }
            },
        }
    }

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
            Protection::FundedNote { collateral } | Protection::FundedGuarantee { collateral } => {
                self.of_collateral(collateral)
            }
            Protection::UnfundedGuarantee {
                guarantor_risk_weight: Some(RiskWeight(weight)),
            } => (Factor::from(*weight).to_f64(), self.substitution),
            Protection::UnfundedGuarantee {
                guarantor_risk_weight: None,
            } => (UNSTATED_GUARANTOR.value, UNSTATED_GUARANTOR.citation),
        }
    }

    fn of_collateral(&self, collateral: &Collateral) -> (f64, Citation) {
        match collateral.holder_risk_weight {
            Some(RiskWeight(weight)) => (Factor::from(weight).to_f64(), self.third_party_cash),
            None => (self.cash.value, self.cash.citation),
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
    use chrono::Months;
    use rust_decimal::dec;
    use tranchet_deal::money::Currency;
    use tranchet_deal::protection::Issue;
    use tranchet_deal::rate::Ratio;

    use super::*;
    use crate::capital::rules::cre22_credit_protection::TREATMENT;
    use crate::capital::rules::crr_249_credit_protection::EU;
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

    #[test]
    fn cash_that_is_its_holders_debt_weighs_what_the_holder_weighs() {
        let deposit = Protection::FundedNote {
            collateral: Collateral {
                holder_risk_weight: Some(RiskWeight(dec!(0.2))),
                ..Collateral::default()
            },
        };
        assert_eq!(TREATMENT.weigh(&deposit, 12.5).0, 0.2);
    }

    fn share(securities: Option<Securities>, terms: ProtectionTerms, m: Decimal) -> Decimal {
        let collateral = Collateral {
            securities,
            ..Collateral::default()
        };
        EU.recognise(&Protection::FundedNote { collateral }, terms, m)
            .share
    }

    /// C_va = 1 - 0.04 - 0.08; without restructuring 0.6 of what is left; m of that.
    #[test]
    fn haircuts_add_up_and_the_rest_multiplies() {
        let foreign = Some(Currency::from_code("EUR").unwrap());
        let haircut = Some(Securities::Haircut(Ratio(dec!(0.04))));
        let of = |securities, foreign_currency, lacks_restructuring, m| {
            let terms = ProtectionTerms {
                foreign_currency,
                lacks_restructuring,
            };
            share(securities, terms, m)
        };
        assert_eq!(of(None, None, false, dec!(1)), dec!(1));
        assert_eq!(of(haircut, None, false, dec!(1)), dec!(0.96));
        assert_eq!(of(haircut, foreign, false, dec!(1)), dec!(0.88));
        assert_eq!(of(None, foreign, true, dec!(1)), dec!(0.552));
        assert_eq!(of(haircut, foreign, true, dec!(0.5)), dec!(0.264));
        let all = Some(Securities::Haircut(Ratio(dec!(1))));
        assert_eq!(of(all, foreign, false, dec!(1)), dec!(0));
    }

    #[test]
    fn securities_that_are_not_eligible_protect_nothing_and_say_so() {
        let bonds = Securities::Supervisory(DebtSecurities {
            issue: Issue::Corporate,
            cqs: 5,
            residual_maturity: Months::new(12),
        });
        assert_eq!(share(Some(bonds), ProtectionTerms::default(), dec!(1)), dec!(0));
    }
}
