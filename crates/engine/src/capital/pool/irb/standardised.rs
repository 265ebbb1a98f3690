//! One loan's standardised weight: the tape's own, else by the table.

use rust_decimal::{Decimal, dec};
use tranchet_deal::loan::Loan;
use tranchet_deal::rate::RiskWeight;

use super::Weighing;
use super::reading::{ead, fields, security};
use crate::capital::loan_faults::{FaultKind, LoanFaults};
use crate::capital::number::{to_decimal, to_f64};
use crate::capital::pool::standing::{Standing, standing};
use crate::capital::rules::cre20_standardised::{
    self, Exposure, OWN_WEIGHT, Standardised, Supporting, supporting,
};
use crate::capital::rules::cre32_lgd::Security;

/// The weight of a loan of this exposure whose debtor owes so much in all, both in minor units.
pub(super) fn weigh(
    loan: &Loan,
    (ead, owed): (f64, f64),
    weighing: &Weighing,
    faults: &mut LoanFaults,
) -> Option<Standardised> {
    match loan.risk_weight {
        Some(RiskWeight(weight)) if (Decimal::ZERO..=dec!(12.5)).contains(&weight) => Some(Standardised {
            weight: OWN_WEIGHT.of(to_f64(weight)),
            factor: None,
        }),
        Some(_) => {
            faults.note("risk_weight", FaultKind::Outside("0 % to 1,250 %"), &loan.id);
            None
        }
        None => by_table(loan, (ead, owed), weighing, faults),
    }
}

/// The standardised weight of each loan, where its columns give one; each debtor is taken to owe nothing else.
pub fn standardised_weights(loans: &[Loan], weighing: &Weighing) -> Vec<Option<Decimal>> {
    let own = |loan: &Loan| {
        let mut faults = LoanFaults::default();
        let ead = ead(loan, &mut faults)?;
        let found = weigh(loan, (ead, ead), weighing, &mut faults)?;
        Some(to_decimal(found.risk_weight()))
    };
    loans.iter().map(own).collect()
}

fn by_table(
    loan: &Loan,
    (ead, owed): (f64, f64),
    weighing: &Weighing,
    faults: &mut LoanFaults,
) -> Option<Standardised> {
    let Some(exposure) = exposure(loan, (ead, owed), weighing) else {
        faults.note("risk_weight", FaultKind::NoWeight, &loan.id);
        return None;
    };
    cre20_standardised::weigh(&exposure, &weighing.terms.standardised, weighing.factors)
        .map_err(|column| faults.note(column, FaultKind::Missing, &loan.id))
        .ok()
}

/// The loan as the table sees it; none without a class.
fn exposure(loan: &Loan, (ead, owed): (f64, f64), weighing: &Weighing) -> Option<Exposure> {
    let fields = fields(loan);
    let provision = fields.provision.map_or(0.0, |provision| provision.minor() as f64);
    Some(Exposure {
        cqs: fields.cqs,
        phase: fields.phase,
        ltv: fields.ltv.map(|ltv| to_f64(ltv.0)),
        turnover: fields.turnover.map(|turnover| weighing.millions(turnover)),
        owed: owed * weighing.millions_per_minor(),
        subordinated: security(loan) == Security::Subordinated,
        past_due: (standing(loan) == Standing::InDefault).then(|| provision / ead.max(1.0)),
        ..Exposure::of(fields.asset_class?)
    })
}

/// The supporting factor of a loan, if the bank applies one for which it qualifies.
pub(super) fn support(loan: &Loan, ead: f64, weighing: &Weighing) -> Option<Supporting> {
    let exposure = exposure(loan, (ead, 0.0), weighing)?;
    supporting(&exposure, &weighing.terms.standardised, weighing.factors)
}
