//! One loan of the tape as its approach to capital sees it.

use rust_decimal::Decimal;
use tranchet_deal::loan::{AssetClass, CapitalApproach, CapitalFields, Loan};
use tranchet_deal::rate::Ratio;

use super::Weighing;
use crate::capital::loan_faults::{FaultKind, LoanFaults};
use crate::capital::number::to_f64;
use crate::capital::pool::standing::{Standing, standing};
use crate::capital::pool_terms::IrbTerms;
use crate::capital::rules::cre31_irb::{Class, Exposure, MATURITY};
use crate::capital::rules::cre32_lgd::Security;
use crate::capital::rules::cre33_slotting::{Category, Slot};
use crate::capital::step::Answer;
use crate::cited::Cited;

const SHARE: FaultKind = FaultKind::Outside("0 % to 100 %");
const CATEGORIES: FaultKind = FaultKind::NotOneOf(
    "strong, good, satisfactory, weak and default, with or without hvcre and preferential",
);

/// A loss given default and what it was found from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LossGivenDefault {
    /// The bank's own estimate, where it counts.
    pub own: Option<f64>,
    /// The floor of an own estimate, or the supervisory estimate.
    pub figure: Cited<f64>,
    /// What the function reads.
    pub value: f64,
}

/// A loan of the part with `K_IRB`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rated {
    /// Weighted by a function.
    Function {
        /// What the function reads.
        exposure: Exposure,
        /// Where its loss given default comes from.
        lgd: LossGivenDefault,
        /// Where its maturity comes from: bounds or a fixed figure.
        maturity: Cited<f64>,
        /// Whether the law fixes it.
        fixed: bool,
    },
    /// In default.
    InDefault {
        /// Loss given default.
        lgd: LossGivenDefault,
        /// Best estimate of loss, where own estimates count.
        elbe: Option<f64>,
        /// Whether it is retail.
        retail: bool,
    },
    /// Slotted, by the words of the tape; with little time left it may take the preferential row.
    Slotted(Slot),
}

/// The bank's columns of a loan that only capital reads.
pub(super) fn fields(loan: &Loan) -> &CapitalFields {
    static NONE: CapitalFields = CapitalFields {
        asset_class: None,
        turnover: None,
        capital_approach: None,
        slotting: None,
        phase: None,
        ltv: None,
        security: None,
        provision: None,
        elbe: None,
        undrawn: None,
        ccf: None,
        cqs: None,
    };
    loan.capital.as_deref().unwrap_or(&NONE)
}

/// Exposure at default in minor units: balance and the part of the undrawn amount that counts.
pub(super) fn ead(loan: &Loan, faults: &mut LoanFaults) -> Option<f64> {
    let fields = fields(loan);
    let drawn = loan.balance.minor() as f64;
    match fields.undrawn.map_or(0, |undrawn| undrawn.minor()) {
        0 => Some(drawn),
        undrawn => Some(drawn + undrawn as f64 * share(loan, "ccf", fields.ccf, faults)?),
    }
}

/// The numbers of internal ratings by which this loan is weighted, if it is.
pub(super) fn terms<'a>(loan: &Loan, weighing: &'a Weighing) -> Option<(CapitalApproach, &'a IrbTerms)> {
    let approach = fields(loan).capital_approach?;
    match (&weighing.terms.irb, approach) {
        (Answer::NotApplicable(_), _) | (Answer::Applies(_), CapitalApproach::Standardised) => None,
        (Answer::Applies(terms), approach) => Some((approach, terms)),
    }
}

/// The loan as its approach sees it, or every fault that it has.
pub(super) fn read(
    loan: &Loan,
    (approach, terms): (CapitalApproach, &IrbTerms),
    weighing: &Weighing,
    faults: &mut LoanFaults,
) -> Option<Rated> {
    match approach {
        CapitalApproach::Slotting => slotted(loan, faults),
        CapitalApproach::AdvancedIrb => by_function(loan, true, terms, weighing, faults),
        CapitalApproach::FoundationIrb if class(loan, weighing).is_retail() => {
            faults.note("capital_approach", FaultKind::FoundationRetail, &loan.id);
            None
        }
        CapitalApproach::FoundationIrb => by_function(loan, false, terms, weighing, faults),
        CapitalApproach::Standardised => unreachable!("a standardised loan has no terms of internal ratings"),
    }
}

fn slotted(loan: &Loan, faults: &mut LoanFaults) -> Option<Rated> {
    let Some(text) = &fields(loan).slotting else {
        faults.note("slotting", FaultKind::Missing, &loan.id);
        return None;
    };
    let Some(mut slot) = Slot::parse(text) else {
        faults.note("slotting", CATEGORIES, &loan.id);
        return None;
    };
    if standing(loan) == Standing::InDefault {
        slot.category = Category::Default;
    }
    Some(Rated::Slotted(slot))
}

fn by_function(
    loan: &Loan,
    own: bool,
    terms: &IrbTerms,
    weighing: &Weighing,
    faults: &mut LoanFaults,
) -> Option<Rated> {
    let class = class(loan, weighing);
    let lgd = loss_given_default(loan, own, class, terms, faults);
    if standing(loan) == Standing::InDefault {
        let elbe = match own {
            true => Some(share(loan, "elbe", fields(loan).elbe, faults)?),
            false => None,
        };
        let retail = class.is_retail();
        return Some(Rated::InDefault {
            lgd: lgd?,
            elbe,
            retail,
        });
    }
    let pd = share(loan, "pd", loan.pd, faults);
    let (pd, lgd) = (pd?, lgd?);
    let fixed = terms.foundation_maturity.filter(|_| !own);
    let m = fixed.map_or_else(|| weighing.years_to(loan.maturity), |fixed| fixed.value);
    Some(Rated::Function {
        exposure: Exposure {
            class,
            pd,
            lgd: lgd.value,
            m,
        },
        lgd,
        maturity: fixed.unwrap_or(MATURITY.1),
        fixed: fixed.is_some(),
    })
}

fn loss_given_default(
    loan: &Loan,
    own: bool,
    class: Class,
    terms: &IrbTerms,
    faults: &mut LoanFaults,
) -> Option<LossGivenDefault> {
    let security = security(loan);
    if !own {
        let figure = terms.lgd.foundation.of(security);
        let value = figure.value;
        return Some(LossGivenDefault {
            own: None,
            figure,
            value,
        });
    }
    let estimate = share(loan, "lgd", loan.lgd, faults)?;
    let figure = own_floor(loan, class, security, terms);
    Some(LossGivenDefault {
        own: Some(estimate),
        figure,
        value: estimate.max(figure.value),
    })
}

fn own_floor(loan: &Loan, class: Class, security: Security, terms: &IrbTerms) -> Cited<f64> {
    let lgd = &terms.lgd;
    match class {
        Class::Mortgage => lgd.mortgage_floor,
        Class::Revolving | Class::OtherRetail => lgd.retail_floor.of(security),
        Class::Corporate(_) if is_specialised(loan) && lgd.specialised_lending.value != 1.0 => {
            let floor = lgd.own_floor.of(security).value * lgd.specialised_lending.value;
            lgd.specialised_lending.citation.of(floor)
        }
        Class::Corporate(_) => lgd.own_floor.of(security),
    }
}

/// What secures the loan; words that are not known, and none, are no security.
pub(super) fn security(loan: &Loan) -> Security {
    let known = fields(loan).security.as_deref().and_then(Security::parse);
    known.unwrap_or(Security::Unsecured)
}

/// Whether the tape names a security in words that are not known.
pub(super) fn security_is_unknown(loan: &Loan) -> bool {
    let named = fields(loan).security.as_deref();
    named.is_some_and(|text| Security::parse(text).is_none())
}

fn is_specialised(loan: &Loan) -> bool {
    match fields(loan).asset_class {
        Some(AssetClass::ProjectFinance | AssetClass::ObjectFinance | AssetClass::Ipre) => true,
        Some(
            AssetClass::Corporate | AssetClass::Sme | AssetClass::Retail | AssetClass::ResidentialMortgage,
        ) => false,
        None => false,
    }
}

fn class(loan: &Loan, weighing: &Weighing) -> Class {
    let fields = fields(loan);
    match fields.asset_class {
        Some(AssetClass::Retail) => Class::OtherRetail,
        Some(AssetClass::ResidentialMortgage) => Class::Mortgage,
        Some(AssetClass::Corporate | AssetClass::Sme) | None => {
            Class::corporate(fields.turnover.map(|turnover| weighing.millions(turnover)))
        }
        Some(AssetClass::ProjectFinance | AssetClass::ObjectFinance | AssetClass::Ipre) => {
            Class::corporate(None)
        }
    }
}

/// A column that must be there and lie between nought and one.
fn share(loan: &Loan, column: &'static str, value: Option<Ratio>, faults: &mut LoanFaults) -> Option<f64> {
    match value {
        None => faults.note(column, FaultKind::Missing, &loan.id),
        Some(Ratio(share)) if (Decimal::ZERO..=Decimal::ONE).contains(&share) => return Some(to_f64(share)),
        Some(_) => faults.note(column, SHARE, &loan.id),
    }
    None
}
