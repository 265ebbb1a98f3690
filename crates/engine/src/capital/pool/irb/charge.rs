//! What one loan weighs under one version of the law, so that only its maturity and its debtor's debts are left.

use rust_decimal::Decimal;
use tranchet_deal::loan::Loan;

use super::reading::{self, Rated};
use super::{Weighing, standardised};
use crate::capital::loan_faults::LoanFaults;
use crate::capital::pool_terms::IrbTerms;
use crate::capital::rules::cre20_standardised::Supporting;
use crate::capital::rules::cre31_irb::{self, ByMaturity, Exposure};
use crate::capital::rules::cre33_slotting::Slot;

/// What a loan weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Charge {
    /// By internal ratings, if they weigh it.
    pub model: Option<Model>,
    /// By the standardised approach, before any factor.
    pub standardised: Weight,
    /// Its supporting factor.
    pub support: Support,
}

/// What internal ratings say of a loan per unit of its exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Model {
    pub weight: ModelWeight,
    pub lgd: f64,
    pub retail: bool,
}

/// Risk weight of unexpected loss and expected loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ModelWeight {
    /// A function, linear in the maturity.
    Function { weight: ByMaturity, expected_loss: f64 },
    /// The same whatever its maturity: weight and expected loss.
    Fixed(f64, f64),
    /// A slot, and the preferential one below so many years.
    Slot {
        usual: (f64, f64),
        soon: (f64, f64),
        below_years: f64,
    },
}

/// A standardised weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weight {
    /// The tape's own.
    Tape(Decimal),
    /// By the table.
    Table(f64),
    /// None: the tape lacks what the table reads.
    Unknown,
}

/// A supporting factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Support {
    None,
    Fixed(f64),
    /// The version's own, by what the debtor owes.
    SmallFirm,
}

impl ModelWeight {
    /// Risk weight and expected loss with so many years left.
    pub fn at(&self, years: f64) -> (f64, f64) {
        match self {
            ModelWeight::Function {
                weight,
                expected_loss,
            } => (weight.at(years), *expected_loss),
            ModelWeight::Fixed(weight, loss) => (*weight, *loss),
            ModelWeight::Slot {
                usual,
                soon,
                below_years,
            } => {
                if years < *below_years {
                    *soon
                } else {
                    *usual
                }
            }
        }
    }
}

/// What a loan of this exposure weighs; what only its standardised weight lacks is noted apart where internal
/// ratings weigh it.
pub(super) fn charge(
    loan: &Loan,
    ead: f64,
    weighing: &Weighing,
    faults: &mut LoanFaults,
    unweighted: &mut LoanFaults,
) -> Charge {
    let terms = reading::terms(loan, weighing);
    let model = terms.and_then(|terms| {
        let rated = reading::read(loan, terms, weighing, faults)?;
        Some(model(&rated, terms.1))
    });
    let whose = if terms.is_some() { unweighted } else { faults };
    let weight = standardised::weigh(loan, (ead, 0.0), weighing, whose);
    // Reading the loan as the table sees it takes time; most banks apply no factor.
    let asked = weighing.factors.small_firms || weighing.factors.infrastructure;
    let support = asked
        .then(|| standardised::support(loan, ead, weighing))
        .flatten();
    Charge {
        model,
        standardised: match (weight, loan.risk_weight) {
            (None, _) => Weight::Unknown,
            (Some(_), Some(own)) => Weight::Tape(own.0),
            (Some(found), None) => Weight::Table(found.weight.value),
        },
        support: match support {
            None => Support::None,
            Some(Supporting::Infrastructure(factor)) => Support::Fixed(factor.value),
            Some(Supporting::SmallFirm(_)) => Support::SmallFirm,
        },
    }
}

fn model(rated: &Rated, terms: &IrbTerms) -> Model {
    match rated {
        Rated::Function {
            exposure, lgd, fixed, ..
        } => {
            let weight = if *fixed || exposure.class.is_retail() {
                let found = cre31_irb::weigh(exposure, &terms.function);
                ModelWeight::Fixed(found.risk_weight, found.expected_loss)
            } else {
                // The same digits whatever the date on which the loan is first weighed.
                let middle = Exposure { m: 2.5, ..*exposure };
                let found = cre31_irb::weigh(&middle, &terms.function);
                ModelWeight::Function {
                    weight: found.by_maturity(),
                    expected_loss: found.expected_loss,
                }
            };
            Model {
                weight,
                lgd: lgd.value,
                retail: exposure.class.is_retail(),
            }
        }
        Rated::InDefault { lgd, elbe, retail } => {
            let found = cre31_irb::in_default(lgd.value, *elbe);
            Model {
                weight: ModelWeight::Fixed(found.risk_weight, found.expected_loss),
                lgd: lgd.value,
                retail: *retail,
            }
        }
        Rated::Slotted(slot) => Model {
            weight: slotted(*slot, terms),
            lgd: terms.slotting.lgd.value,
            retail: false,
        },
    }
}

fn slotted(slot: Slot, terms: &IrbTerms) -> ModelWeight {
    let of = |slot: Slot| (slot.risk_weight().value, slot.expected_loss());
    match terms.slotting.preferential_below_years {
        None => ModelWeight::Fixed(of(slot).0, of(slot).1),
        Some(below) => ModelWeight::Slot {
            usual: of(slot),
            soon: of(slot.preferred()),
            below_years: below.value,
        },
    }
}
