//! Tests of significant risk transfer on a date: which a regime has, what they gave, and whether relief is recognised.
//!
//! The tests of a regime and its indicators are columns of the regime. Without a test passed, and unless all that is
//! held weighs 1,250 % or is deducted, the pool is weighted as if not securitised (CRR Art. 247(2)): the relief
//! calculated is then shown as such and not recognised. A regime without tests leaves the question open, as does one
//! of which a test cannot be decided.

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;

use crate::capital::Terms;
use crate::capital::check::{Check, Outcome, Unit};
use crate::capital::commensurateness::{Layer, Losses};
use crate::capital::kssfa::RISK_WEIGHT_MAX;
use crate::capital::number::{minor, round_half_even, to_decimal, to_f64};
use crate::capital::pool::PoolState;
use crate::capital::position::K_PER_RISK_WEIGHT;
use crate::capital::rules::crr_245_srt_tests::{Holding, SrtTests};
use crate::capital::rules::pra_ss9_13;
use crate::capital::step::{Answer, Input, NotApplicable};
use crate::capital::tranche::TrancheCapital;
use crate::cited::{Citation, Cited};

/// What a regime says of risk transfer.
#[derive(Debug)]
pub struct SrtLaw {
    /// Its tests that have numbers.
    pub tests: Answer<SrtTests>,
    /// What its supervisors look at beside them.
    pub indicators: &'static [Indicator],
    /// Its conditions of the lighter treatment of simple, transparent and standardised deals.
    pub sts: Answer<fn(&Deal) -> Vec<Check>>,
    /// The least that the originator must keep.
    pub retention: Answer<Cited<Decimal>>,
}

/// Something that supervisors look at: a figure without the force of law.
pub type Indicator = fn(&Transfer) -> Check;

/// What was found on a date.
#[derive(Clone, Debug)]
pub struct Srt {
    /// The tests, or why there are none.
    pub tests: Result<Vec<Check>, NotApplicable>,
    /// Figures without the force of law.
    pub indicators: Vec<Check>,
    /// Whether relief is recognised by the tests; none where nobody can say.
    pub recognised: Option<bool>,
    /// What becomes of relief that is not recognised.
    pub not_transferred: Option<Citation>,
}

/// What tests and indicators are found from.
#[derive(Debug)]
pub struct Transfer<'a> {
    /// The pool.
    pub pool: &'a PoolState,
    /// The tranches, senior first.
    pub tranches: &'a [TrancheCapital],
    /// What the deal says.
    pub terms: &'a Terms,
    /// Share of risk-weighted assets that is relieved.
    pub relief: Ratio,
    /// Exposure value of the excess spread that the bank has promised.
    pub excess_spread: Money,
}

impl SrtLaw {
    /// Whether anything here reads expected loss.
    pub fn reads_expected_loss(&self) -> bool {
        matches!(self.tests, Answer::Applies(_)) || !self.indicators.is_empty()
    }

    /// Whether it has conditions of STS.
    pub fn has_conditions(&self) -> bool {
        matches!(self.sts, Answer::Applies(_))
    }

    /// Makes every test and indicator.
    pub fn test(&self, transfer: &Transfer) -> Srt {
        let indicators = self
            .indicators
            .iter()
            .map(|indicator| indicator(transfer))
            .collect();
        let law = match self.tests {
            Answer::Applies(law) => law,
            Answer::NotApplicable(why) => {
                return Srt {
                    tests: Err(why),
                    indicators,
                    recognised: None,
                    not_transferred: None,
                };
            }
        };
        let tests = transfer.tests(&law);
        Srt {
            recognised: recognised(&tests),
            tests: Ok(tests),
            indicators,
            not_transferred: Some(law.not_transferred),
        }
    }
}

/// One test is enough; permission, which nobody here can know, is not asked.
fn recognised(tests: &[Check]) -> Option<bool> {
    let has = |outcome| tests.iter().any(|test| test.outcome == outcome);
    match (has(Outcome::Passed), has(Outcome::Undecided)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

impl Srt {
    /// The tests; none where the regime has none.
    pub fn made(&self) -> &[Check] {
        self.tests.as_deref().unwrap_or_default()
    }

    /// The test of this name.
    pub fn named(&self, name: &str) -> Option<&Check> {
        self.made().iter().find(|test| test.name == name)
    }
}

impl Transfer<'_> {
    fn tests(&self, law: &SrtTests) -> Vec<Check> {
        let stack = self.stack();
        let share = self.expected_loss();
        let expected_loss = share.map(|share| share * stack_amount(self.tranches));
        let margin = self.terms.first_loss_margin.map(|margin| margin.0);
        vec![
            law.mezzanine(&stack),
            law.first_loss(&stack, expected_loss, margin),
            law.full_deduction(&stack),
            law.permission(),
        ]
    }

    /// The tranches, and below them the excess spread that the bank has promised.
    fn stack(&self) -> Vec<Holding> {
        let holding = |tranche: &TrancheCapital| Holding {
            is_senior: tranche.senior,
            weight: tranche.risk_weight.map_or(Decimal::ZERO, to_decimal),
            held: tranche.retained_exposure,
            all: tranche.retained_exposure + tranche.protected_exposure,
        };
        let spread = (self.excess_spread > Money::ZERO).then(|| Holding {
            is_senior: false,
            weight: to_decimal(RISK_WEIGHT_MAX),
            held: self.excess_spread,
            all: self.excess_spread,
        });
        self.tranches.iter().map(holding).chain(spread).collect()
    }

    /// Lifetime expected loss per unit of the pool, where it is known for this date.
    fn expected_loss(&self) -> Option<Decimal> {
        let known = self.terms.expected_loss?;
        (known.date == self.pool.date).then_some(known.share.0)
    }

    fn layers(&self) -> Vec<Layer> {
        let number = |amount: Money| to_f64(minor(amount));
        let layer = |tranche: &TrancheCapital| Layer {
            all: number(tranche.retained_exposure + tranche.protected_exposure),
            protected: number(tranche.protected_exposure),
        };
        self.tranches.iter().map(layer).collect()
    }

    /// Losses of the whole pool; none where expected loss is not known or there is nothing to lose.
    fn losses(&self) -> Option<Losses> {
        let all = to_f64(self.pool.rwa);
        (all > 0.0).then_some(())?;
        Some(Losses {
            expected: to_f64(self.expected_loss()? * self.pool.exposure),
            unexpected: K_PER_RISK_WEIGHT * all,
            share_in_tranches: to_f64(self.pool.rwa_protected) / all,
        })
    }
}

/// All tranches, minor units.
fn stack_amount(tranches: &[TrancheCapital]) -> Decimal {
    let all = tranches
        .iter()
        .map(|tranche| tranche.retained_exposure + tranche.protected_exposure);
    minor(all.sum())
}

/// SS9/13: the detachment point of the protection against K_SA.
pub fn detachment_of_protection(transfer: &Transfer) -> Check {
    if transfer.pool.inputs.irb.is_some() {
        return pra_ss9_13::not_applicable("the pool is weighted by internal ratings");
    }
    let protects = |tranche: &&TrancheCapital| tranche.protected_exposure > Money::ZERO;
    match transfer.tranches.iter().find(protects) {
        Some(tranche) => {
            pra_ss9_13::detachment(to_decimal(tranche.detachment), to_decimal(transfer.pool.inputs.k))
        }
        None => pra_ss9_13::not_applicable("nothing is protected"),
    }
}

const NO_LOSSES: &str = "expected loss on this date is not known";

/// The share of losses transferred over the share of risk-weighted assets relieved.
pub fn commensurateness(transfer: &Transfer) -> Check {
    const NAME: &str = "commensurateness";
    const OWN: Citation = Citation::assumed("own measure");
    let Some(losses) = transfer.losses() else {
        return Check::without_figure(NAME, OWN, Outcome::Undecided, NO_LOSSES);
    };
    if transfer.relief.0 <= Decimal::ZERO {
        return Check::without_figure(NAME, OWN, Outcome::NotApplicable, "nothing is relieved");
    }
    let transferred = losses.transferred_share(&transfer.layers());
    let relieved = to_f64(transfer.relief.0);
    let inputs = vec![
        Input::of("share of losses transferred", transferred),
        Input::of("share of RWA relieved", relieved),
    ];
    Check::at_least(NAME, OWN.of(Decimal::ONE), to_decimal(transferred / relieved))
        .from(inputs, "share of losses transferred / share of RWA relieved")
        .in_unit(Unit::Number)
}

/// EBA/Rep/2020/32 as recalled: half of unexpected loss goes to others.
pub fn unexpected_loss_transferred(transfer: &Transfer) -> Check {
    const NAME: &str = "unexpected loss transferred";
    const TEXT: Cited<Decimal> =
        Citation::recalled("EBA/Rep/2020/32, section 4.1.2", "23 November 2020").of(rust_decimal::dec!(0.5));
    let Some(losses) = transfer.losses() else {
        return Check::without_figure(NAME, TEXT.citation, Outcome::Undecided, NO_LOSSES);
    };
    let share = losses.unexpected_transferred_share(&transfer.layers());
    let inputs = vec![
        Input::of("expected loss", round_half_even(to_decimal(losses.expected))),
        Input::of("UL", round_half_even(to_decimal(losses.unexpected))),
    ];
    Check::at_least(NAME, TEXT, to_decimal(share))
        .from(inputs, "(transferred (EL + UL) - transferred (EL)) / UL")
}

#[cfg(test)]
mod tests;
