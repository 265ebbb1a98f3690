//! CRR Art. 245: when a synthetic securitisation transfers significant risk, by the tests that have numbers.
//!
//! Source: Art. 245(1) and (2), 242(18) and 247(2) in the consolidated CRR; Art. 244(2) has the same tests for
//! traditional securitisations. The United Kingdom's version is recalled as saying the same.
//!
//! ```text
//! mezzanine   not senior, above the first loss, 25 % < risk weight < 1,250 %
//! (2)(a)      RWEA of mezzanine held <= 50 % of RWEA of all mezzanine
//! (2)(b)      no mezzanine; first loss held <= 20 % of its exposure value; and it exceeds a reasoned estimate of
//!             expected loss by a substantial margin
//! (1)(b)      every position held at 1,250 % or deducted
//! (3)         the supervisor's permission
//! ```
//!
//! Either of (2)(a) and (2)(b) is enough. "Held" is the share that nobody protects, and the first loss is the most
//! junior tranche outstanding, synthetic excess spread before it: our reading. A tranche below the senior one at
//! 1,250 % is no mezzanine, which can move a deal from one test to the other as risk weights move. The law gives
//! no number for the margin; the deal may state one.
//!
//! Example: of a mezzanine of 60 at 400 % the bank holds 30, of one of 40 at 200 % 20: 160 of 320, exactly 50 %,
//! which passes.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_deal::money::Money;
//! use tranchet_engine::capital::check::Outcome;
//! use tranchet_engine::capital::rules::crr_245_srt_tests::{EU, Holding};
//! let holding = |weight, held, all| Holding {
//!     is_senior: false, weight, held: Money::from_minor(held), all: Money::from_minor(all),
//! };
//! let senior = Holding { is_senior: true, ..holding(dec!(0.2), 800, 800) };
//! let first_loss = holding(dec!(12.5), 0, 100);
//! let stack = [senior, holding(dec!(2), 20, 40), holding(dec!(4), 30, 60), first_loss];
//! let test = EU.mezzanine(&stack);
//! assert_eq!((test.value, test.outcome), (Some(dec!(0.5)), Outcome::Passed));
//! // Without mezzanine the first loss counts: 20 of 100 held is 20 %.
//! let stack = [senior, holding(dec!(12.5), 20, 100)];
//! assert_eq!(EU.mezzanine(&stack).outcome, Outcome::NotApplicable);
//! let test = EU.first_loss(&stack, Some(dec!(40)), Some(dec!(1.5)));
//! assert_eq!((test.value, test.outcome), (Some(dec!(0.2)), Outcome::Passed));
//! ```
//!
//! Not covered: the conditions of paragraph 4 on terms and documents, and the supervisor's power to object where the
//! relief is not matched by the risk transferred.

use rust_decimal::{Decimal, dec};
use tranchet_deal::money::Money;

use crate::capital::check::{Check, Outcome};
use crate::capital::number::{minor, ratio, round_half_even, to_f64};
use crate::capital::step::{Input, Source};
use crate::cited::{Citation, Cited};

/// A tranche as the tests see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Whether it has the first claim.
    pub is_senior: bool,
    /// Its risk weight.
    pub weight: Decimal,
    /// What the bank holds of it: the part that nobody protects.
    pub held: Money,
    /// All of it.
    pub all: Money,
}

/// The tests of a regime.
#[derive(Clone, Copy, Debug)]
pub struct SrtTests {
    /// Risk weights between which a tranche is mezzanine, both excluded.
    pub mezzanine_between: Cited<(Decimal, Decimal)>,
    /// Most of the mezzanine that the originator may hold, by risk-weighted exposure amount.
    pub mezzanine_held: Cited<Decimal>,
    /// Most of the first loss that it may hold, by exposure value.
    pub first_loss_held: Cited<Decimal>,
    /// That weighing all that is held at 1,250 % is enough.
    pub full_deduction: Citation,
    /// That the supervisor may permit it.
    pub permission: Citation,
    /// What becomes of a securitisation that transfers no significant risk.
    pub not_transferred: Citation,
}

const VERSION: &str = "CRR after Reg. 2021/558";

/// The tests of the European Union.
pub const EU: SrtTests = SrtTests {
    mezzanine_between: Citation::read("CRR Art. 242(18)", VERSION).of((dec!(0.25), dec!(12.5))),
    mezzanine_held: Citation::read("CRR Art. 245(2)(a)", VERSION).of(dec!(0.5)),
    first_loss_held: Citation::read("CRR Art. 245(2)(b)", VERSION).of(dec!(0.2)),
    full_deduction: Citation::read("CRR Art. 245(1)(b)", VERSION),
    permission: Citation::read("CRR Art. 245(3)", VERSION),
    not_transferred: Citation::read("CRR Art. 247(2)", VERSION),
};

/// The tests of the United Kingdom.
pub const UK: SrtTests = SrtTests {
    mezzanine_between: Citation::recalled("CRR (UK) Art. 242(18)", "United Kingdom, 2026")
        .of((dec!(0.25), dec!(12.5))),
    mezzanine_held: Citation::recalled("CRR (UK) Art. 245(2)(a)", "United Kingdom, 2026").of(dec!(0.5)),
    first_loss_held: Citation::recalled("CRR (UK) Art. 245(2)(b)", "United Kingdom, 2026").of(dec!(0.2)),
    full_deduction: Citation::recalled("CRR (UK) Art. 245(1)(b)", "United Kingdom, 2026"),
    permission: Citation::recalled("CRR (UK) Art. 245(3)", "United Kingdom, 2026"),
    not_transferred: Citation::recalled("CRR (UK) Art. 247(2)", "United Kingdom, 2026"),
};

/// Names of the tests, as tables and JSON have them.
pub const MEZZANINE: &str = "mezzanine";
/// The test of the first loss.
pub const FIRST_LOSS: &str = "first loss";
const FULL_DEDUCTION: &str = "full deduction";
const PERMISSION: &str = "permission";

/// The most junior holding of which anything is outstanding, unless it is the senior one.
fn first_loss(stack: &[Holding]) -> Option<usize> {
    let last = stack.iter().rposition(|tranche| tranche.all > Money::ZERO)?;
    (!stack[last].is_senior).then_some(last)
}

impl SrtTests {
    /// Whether the tranche at this place of a stack, senior first, is mezzanine.
    pub fn is_mezzanine(&self, stack: &[Holding], place: usize) -> bool {
        let tranche = &stack[place];
        let (low, high) = self.mezzanine_between.value;
        let is_between = low < tranche.weight && tranche.weight < high;
        tranche.all > Money::ZERO && !tranche.is_senior && first_loss(stack) != Some(place) && is_between
    }

    fn mezzanine_of<'s>(&'s self, stack: &'s [Holding]) -> impl Iterator<Item = &'s Holding> {
        let places = (0..stack.len()).filter(|place| self.is_mezzanine(stack, *place));
        places.map(|place| &stack[place])
    }

    /// Paragraph 2(a), on tranches listed senior first.
    pub fn mezzanine(&self, stack: &[Holding]) -> Check {
        let rwea = |amount: fn(&Holding) -> Money| -> Decimal {
            let weighted = self
                .mezzanine_of(stack)
                .map(|tranche| minor(amount(tranche)) * tranche.weight);
            weighted.sum()
        };
        let (held, all) = (rwea(|tranche| tranche.held), rwea(|tranche| tranche.all));
        if all.is_zero() {
            let why = "no tranche is mezzanine";
            return Check::without_figure(
                MEZZANINE,
                self.mezzanine_held.citation,
                Outcome::NotApplicable,
                why,
            );
        }
        let inputs = vec![
            Input::of("RWEA held", round_half_even(held)),
            Input::of("RWEA of all mezzanine", round_half_even(all)),
        ];
        Check::at_most(MEZZANINE, self.mezzanine_held, ratio(held, all))
            .from(inputs, "RWEA held / RWEA of all mezzanine")
    }

    /// Paragraph 2(b): `expected_loss` in minor units, and the margin over it, as a share of it, that the deal states
    /// to be substantial.
    pub fn first_loss(
        &self,
        stack: &[Holding],
        expected_loss: Option<Decimal>,
        margin: Option<Decimal>,
    ) -> Check {
        let cites = self.first_loss_held.citation;
        let not = |why| Check::without_figure(FIRST_LOSS, cites, Outcome::NotApplicable, why);
        if self.mezzanine_of(stack).next().is_some() {
            return not("there is mezzanine, so that the other test counts");
        }
        let Some(place) = first_loss(stack) else {
            return not("no tranche is left below the senior one");
        };
        let Holding { held, all, .. } = stack[place];
        let check = Check::at_most(FIRST_LOSS, self.first_loss_held, ratio(minor(held), minor(all)));
        let mut inputs = vec![Input::of("held", held), Input::of("first loss", all)];
        inputs.extend(expected_loss.map(|loss| Input::of("expected loss", round_half_even(loss))));
        let stated = |margin| {
            Input::of("margin stated", to_f64(margin)).from(Source::Deal("capital.first_loss_margin"))
        };
        inputs.extend(margin.map(stated));
        let check = check.from(inputs, "held / first loss");
        match exceeds(minor(all), expected_loss, margin) {
            Ok(()) => check,
            Err((outcome, why)) if check.outcome == Outcome::Passed => check.but(outcome, why),
            Err(_) => check,
        }
    }

    /// Paragraph 1(b): the share of what is held that weighs 1,250 % or is deducted, which must be all.
    pub fn full_deduction(&self, stack: &[Holding]) -> Check {
        let maximum = self.mezzanine_between.value.1;
        let sum = |wanted: &dyn Fn(&Holding) -> bool| -> Money {
            stack
                .iter()
                .filter(|tranche| wanted(tranche))
                .map(|tranche| tranche.held)
                .sum()
        };
        let all = sum(&|_| true);
        if all == Money::ZERO {
            let why = "the bank holds no tranche";
            return Check::without_figure(FULL_DEDUCTION, self.full_deduction, Outcome::NotApplicable, why);
        }
        let at_maximum = sum(&|tranche| tranche.weight >= maximum);
        let value = ratio(minor(at_maximum), minor(all));
        let inputs = vec![Input::of("held at 1,250 %", at_maximum), Input::of("held", all)];
        let limit = self.full_deduction.of(Decimal::ONE);
        Check::at_least(FULL_DEDUCTION, limit, value).from(inputs, "held at 1,250 % / held")
    }

    /// Paragraph 3.
    pub fn permission(&self) -> Check {
        let why = "the supervisor decides; nothing is calculated";
        Check::without_figure(PERMISSION, self.permission, Outcome::NotCalculated, why)
    }
}

/// Whether the first loss exceeds expected loss by the margin stated.
fn exceeds(
    first_loss: Decimal,
    expected_loss: Option<Decimal>,
    margin: Option<Decimal>,
) -> Result<(), (Outcome, &'static str)> {
    let Some(expected_loss) = expected_loss else {
        return Err((Outcome::Undecided, "expected loss on this date is not known"));
    };
    if first_loss <= expected_loss {
        return Err((Outcome::Failed, "the first loss does not exceed expected loss"));
    }
    let Some(margin) = margin else {
        let why = "no margin over expected loss is stated to be substantial (`capital.first_loss_margin`)";
        return Err((Outcome::Undecided, why));
    };
    if first_loss < expected_loss * (Decimal::ONE + margin) {
        let why = "the first loss exceeds expected loss by less than the margin stated";
        return Err((Outcome::Failed, why));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
