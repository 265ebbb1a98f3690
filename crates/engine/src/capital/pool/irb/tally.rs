//! Sums over the loans of a pool, in minor units.

use tranchet_deal::loan::Loan;

use super::reading::{self, Rated};
use super::{Debtors, Weighing, standardised};
use crate::capital::error::CapitalError;
use crate::capital::loan_faults::LoanFaults;
use crate::capital::pool_terms::IrbTerms;
use crate::capital::rules::cre31_irb::{self, IrbWeight};

/// What one loan adds per unit of its exposure.
#[derive(Clone, Copy)]
pub(super) struct Charge {
    pub risk_weight: f64,
    pub expected_loss: f64,
    pub lgd: f64,
    pub retail: bool,
}

/// Sums over loans.
#[derive(Default)]
pub(super) struct Tally {
    pub ead: f64,
    pub ead_irb: f64,
    pub ead_retail: f64,
    pub rwa_ul: f64,
    pub expected_loss: f64,
    pub lost: f64,
    /// None when a loan with `K_IRB` has no standardised weight.
    pub rwa_sa: Option<f64>,
    /// Loans whose standardised weight is the tape's own.
    pub own_weights: usize,
    /// Loans with `K_IRB` whose security is named in unknown words.
    pub security_unknown: usize,
}

/// What a rated loan adds.
pub(super) fn charge(rated: &Rated, terms: &IrbTerms) -> Charge {
    let of = |weight: IrbWeight, lgd, retail| Charge {
        risk_weight: weight.risk_weight,
        expected_loss: weight.expected_loss,
        lgd,
        retail,
    };
    match rated {
        Rated::Function { exposure, lgd, .. } => {
            let weight = cre31_irb::weigh(exposure, &terms.function);
            of(weight, lgd.value, exposure.class.is_retail())
        }
        Rated::InDefault { lgd, elbe, retail } => {
            of(cre31_irb::in_default(lgd.value, *elbe), lgd.value, *retail)
        }
        Rated::Slotted(slot) => Charge {
            risk_weight: slot.risk_weight().value,
            expected_loss: slot.expected_loss(),
            lgd: terms.slotting.lgd.value,
            retail: false,
        },
    }
}

/// The sums over loans of these exposures.
pub(super) fn tally(
    loans: &[Loan],
    exposures: &[f64],
    debtors: &Debtors,
    weighing: &Weighing,
    mut faults: LoanFaults,
) -> Result<Tally, CapitalError> {
    let mut sums = Tally {
        rwa_sa: Some(0.0),
        ..Tally::default()
    };
    // What only K_SA of loans with K_IRB lacks; it matters when another loan has no K_IRB.
    let mut unweighted = LoanFaults::default();
    for (place, (loan, ead)) in loans.iter().zip(exposures).enumerate() {
        let terms = reading::terms(loan, weighing);
        sums.ead += ead;
        if let Some(terms) = terms {
            let rated = reading::read(loan, terms, weighing, &mut faults);
            sums.add_rated(*ead, rated.map(|rated| charge(&rated, terms.1)));
            sums.security_unknown += usize::from(reading::security_is_unknown(loan));
        }
        let whose = if terms.is_some() {
            &mut unweighted
        } else {
            &mut faults
        };
        let weight = standardised::weigh(loan, (*ead, debtors.owed_with(place)), weighing, whose);
        sums.add_standardised(*ead, weight.map(|weight| weight.risk_weight()));
        sums.own_weights += usize::from(loan.risk_weight.is_some());
    }
    if sums.ead_irb < sums.ead {
        faults.0.append(&mut unweighted.0);
    }
    if faults.is_empty() {
        Ok(sums)
    } else {
        Err(CapitalError::LoansUnusable(faults))
    }
}

impl Tally {
    fn add_rated(&mut self, ead: f64, charge: Option<Charge>) {
        self.ead_irb += ead;
        let Some(charge) = charge else { return };
        self.rwa_ul += ead * charge.risk_weight;
        self.expected_loss += ead * charge.expected_loss;
        self.lost += ead * charge.lgd;
        self.ead_retail += if charge.retail { ead } else { 0.0 };
    }

    fn add_standardised(&mut self, ead: f64, weight: Option<f64>) {
        self.rwa_sa = self.rwa_sa.zip(weight).map(|(sum, weight)| sum + ead * weight);
    }
}
