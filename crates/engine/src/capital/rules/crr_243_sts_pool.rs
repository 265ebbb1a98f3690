//! CRR Art. 243(2): what the pool of an STS securitisation may consist of for the lighter treatment.
//!
//! Source: Art. 243(2) in the consolidated CRR. All exposures to one obligor are at most 2 % of the pool. At inclusion
//! a loan's standardised weight is at most 75 % if retail, 50 % on a loan secured by commercial property, 100 %
//! otherwise; residential mortgages at most 40 % on average. Who is one obligor is read as for `N`: the group, else
//! the borrower, else the loan.
//!
//! The weight is the tape's `risk_weight`, taken to be standardised, or else that of the table in force at closing, which is
//! taken to be inclusion. `ipre` is
//! taken as secured by commercial property. Example: a pool of 100 with a borrower who owes 2 is at the limit.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::capital::{check::Outcome, rules::crr_243_sts_pool::LARGEST_OBLIGOR, check::Check};
//! assert_eq!(Check::at_most("largest obligor", LARGEST_OBLIGOR, dec!(0.02)).outcome, Outcome::Passed);
//! assert_eq!(Check::at_most("largest obligor", LARGEST_OBLIGOR, dec!(0.0201)).outcome, Outcome::Failed);
//! ```
//!
//! Not covered: loans added later, and the exemptions of paragraph 2 for other kinds of loans.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, dec};
use tranchet_deal::loan::{AssetClass, Loan};

use crate::capital::check::{Check, Outcome};
use crate::capital::number::{minor, ratio};
use crate::capital::pool::debtor;
use crate::cited::{Citation, Cited};

const VERSION: &str = "CRR after Reg. 2021/558";
/// The most that one obligor may owe, as a share of the pool.
pub const LARGEST_OBLIGOR: Cited<Decimal> =
    Citation::read("CRR Art. 243(2), first part", VERSION).of(dec!(0.02));
const WEIGHTS: Citation = Citation::read("CRR Art. 243(2), risk weights", VERSION);

/// Loans with a limit of their own.
struct Class {
    name: &'static str,
    limit: Decimal,
    /// Whether the limit is for the average and not for each.
    is_average: bool,
    holds: fn(Option<AssetClass>) -> bool,
}

const CLASSES: [Class; 4] = [
    Class {
        name: "risk weight, retail",
        limit: dec!(0.75),
        is_average: false,
        holds: |class| class == Some(AssetClass::Retail),
    },
    Class {
        name: "risk weight, commercial property",
        limit: dec!(0.5),
        is_average: false,
        holds: |class| class == Some(AssetClass::Ipre),
    },
    Class {
        name: "average risk weight, residential mortgages",
        limit: dec!(0.4),
        is_average: true,
        holds: |class| class == Some(AssetClass::ResidentialMortgage),
    },
    Class {
        name: "risk weight, other loans",
        limit: dec!(1),
        is_average: false,
        holds: is_other,
    },
];

/// Whether a loan of this class has the limit of all others.
fn is_other(class: Option<AssetClass>) -> bool {
    match class {
        Some(AssetClass::Retail | AssetClass::Ipre | AssetClass::ResidentialMortgage) => false,
        None
        | Some(
            AssetClass::Corporate | AssetClass::Sme | AssetClass::ProjectFinance | AssetClass::ObjectFinance,
        ) => true,
    }
}

/// The largest obligor, and the weights of every class that the pool has; `weights` are the loans' standardised ones, in
/// their order, as far as they are known.
pub fn checks(loans: &[Loan], weights: &[Option<Decimal>]) -> Vec<Check> {
    let mut checks = vec![largest_obligor(loans)];
    checks.extend(CLASSES.iter().filter_map(|class| class.check(loans, weights)));
    checks
}

fn largest_obligor(loans: &[Loan]) -> Check {
    let mut owed = BTreeMap::new();
    for loan in loans {
        *owed.entry(debtor(loan)).or_insert(Decimal::ZERO) += minor(loan.balance);
    }
    let largest = owed.values().copied().max().unwrap_or_default();
    let value = ratio(largest, owed.values().copied().sum());
    let check = Check::at_most("largest obligor", LARGEST_OBLIGOR, value);
    let is_named = |loan: &Loan| loan.obligor_id.is_some() || loan.group_id.is_some();
    if check.outcome == Outcome::Passed && !loans.iter().all(is_named) {
        let why = "not every loan names its borrower (`obligor_id`)";
        return check.but(Outcome::Undecided, why);
    }
    check
}

impl Class {
    fn check(&self, loans: &[Loan], weights: &[Option<Decimal>]) -> Option<Check> {
        let class = |loan: &Loan| loan.capital.as_ref().and_then(|fields| fields.asset_class);
        let weighed = loans.iter().zip(weights);
        let own: Vec<_> = weighed.filter(|(loan, _)| (self.holds)(class(loan))).collect();
        if own.is_empty() {
            return None;
        }
        let weights: Option<Vec<(Decimal, Decimal)>> = own
            .iter()
            .map(|(loan, weight)| Some((minor(loan.balance), (**weight)?)))
            .collect();
        let Some(weights) = weights else {
            let why = "not every loan has a `risk_weight`, or the columns of a standardised one";
            return Some(Check::without_figure(self.name, WEIGHTS, Outcome::Undecided, why));
        };
        Some(Check::at_most(
            self.name,
            WEIGHTS.of(self.limit),
            self.weight(&weights),
        ))
    }

    fn weight(&self, weights: &[(Decimal, Decimal)]) -> Decimal {
        if !self.is_average {
            return weights
                .iter()
                .map(|(_, weight)| *weight)
                .max()
                .unwrap_or_default();
        }
        let weighted = weights.iter().map(|(balance, weight)| balance * weight).sum();
        ratio(weighted, weights.iter().map(|(balance, _)| *balance).sum())
    }
}
