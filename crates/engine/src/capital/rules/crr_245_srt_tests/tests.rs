//! Boundary cases by hand, and the property that selling more never fails a test that passed.

use proptest::prelude::*;

use super::*;

fn holding(weight: Decimal, held: i64, all: i64) -> Holding {
    Holding {
        is_senior: false,
        weight,
        held: Money::from_minor(held),
        all: Money::from_minor(all),
    }
}

fn senior() -> Holding {
    Holding {
        is_senior: true,
        ..holding(dec!(0.2), 800, 800)
    }
}

fn first_loss() -> Holding {
    holding(dec!(12.5), 0, 50)
}

/// 100 at 400 %, so that held over all is the share held by amount.
#[test]
fn half_the_mezzanine_passes_and_a_unit_more_does_not() {
    let held = |units| EU.mezzanine(&[senior(), holding(dec!(4), units, 100), first_loss()]);
    assert_eq!(
        (held(50).value, held(50).outcome),
        (Some(dec!(0.5)), Outcome::Passed)
    );
    assert_eq!(
        (held(51).value, held(51).outcome),
        (Some(dec!(0.51)), Outcome::Failed)
    );
}

/// 40 at 100 % kept and 40 at 400 % sold: half by amount, but 40 of 200 by risk-weighted exposure amount.
#[test]
fn each_tranche_counts_by_its_own_weight() {
    let stack = [
        senior(),
        holding(dec!(1), 40, 40),
        holding(dec!(4), 0, 40),
        first_loss(),
    ];
    assert_eq!(EU.mezzanine(&stack).value, Some(dec!(0.2)));
}

/// Strictly between 25 % and 1,250 %, not senior, not the most junior.
#[test]
fn which_tranches_are_mezzanine() {
    let is_mezzanine = |weight| EU.is_mezzanine(&[senior(), holding(weight, 0, 10), first_loss()], 1);
    assert!(!is_mezzanine(dec!(0.25)) && is_mezzanine(dec!(0.2500001)));
    assert!(!is_mezzanine(dec!(12.5)) && is_mezzanine(dec!(12.4999999)));
    let two = [
        Holding {
            is_senior: true,
            ..holding(dec!(4), 0, 10)
        },
        holding(dec!(4), 0, 10),
    ];
    assert!(!EU.is_mezzanine(&two, 0) && !EU.is_mezzanine(&two, 1));
    let repaid = [senior(), holding(dec!(4), 0, 10), holding(dec!(12.5), 0, 0)];
    assert!(!EU.is_mezzanine(&repaid, 1), "it has become the first loss");
}

/// Expected loss 20 of a first loss of 50 held to 10: exactly 20 %, and 150 % above expected loss.
#[test]
fn a_fifth_of_the_first_loss_passes_and_more_does_not() {
    let of = |held, loss, margin| EU.first_loss(&[senior(), holding(dec!(12.5), held, 50)], loss, margin);
    let outcome = |held, loss, margin| of(held, loss, margin).outcome;
    assert_eq!(outcome(10, Some(dec!(20)), Some(dec!(1.5))), Outcome::Passed);
    assert_eq!(outcome(11, Some(dec!(20)), Some(dec!(1.5))), Outcome::Failed);
    assert_eq!(outcome(10, Some(dec!(20)), Some(dec!(1.51))), Outcome::Failed);
    assert_eq!(outcome(10, Some(dec!(20)), None), Outcome::Undecided);
    assert_eq!(outcome(10, Some(dec!(50)), None), Outcome::Failed);
    assert_eq!(outcome(10, None, Some(dec!(1))), Outcome::Undecided);
    assert_eq!(outcome(11, None, None), Outcome::Failed);
}

/// A junior mezzanine at 1,250 % above the first loss: no mezzanine, and the first loss alone is looked at.
#[test]
fn a_thick_junior_tranche_moves_the_deal_to_the_other_test() {
    let stack = [senior(), holding(dec!(12.5), 100, 100), first_loss()];
    assert_eq!(EU.mezzanine(&stack).outcome, Outcome::NotApplicable);
    assert_eq!(
        EU.first_loss(&stack, Some(dec!(10)), Some(dec!(1))).outcome,
        Outcome::Passed
    );
    let stack = [senior(), holding(dec!(12.4), 100, 100), first_loss()];
    assert_eq!(EU.mezzanine(&stack).outcome, Outcome::Failed);
    assert_eq!(
        EU.first_loss(&stack, Some(dec!(10)), Some(dec!(1))).outcome,
        Outcome::NotApplicable
    );
}

#[test]
fn full_deduction_takes_all_that_is_held() {
    let stack = [
        Holding {
            held: Money::ZERO,
            ..senior()
        },
        holding(dec!(12.5), 50, 50),
    ];
    assert_eq!(EU.full_deduction(&stack).outcome, Outcome::Passed);
    let stack = [senior(), holding(dec!(12.5), 200, 200)];
    let check = EU.full_deduction(&stack);
    assert_eq!((check.value, check.outcome), (Some(dec!(0.2)), Outcome::Failed));
    let sold = [
        Holding {
            held: Money::ZERO,
            ..senior()
        },
        first_loss(),
    ];
    assert_eq!(EU.full_deduction(&sold).outcome, Outcome::NotApplicable);
}

#[test]
fn permission_is_never_decided() {
    assert_eq!(UK.permission().outcome.passed(), None);
}

fn stacks() -> impl Strategy<Value = Vec<Holding>> {
    let tranche = (1i64..=1_250, 0i64..=100, 1i64..=100);
    proptest::collection::vec(tranche, 1..5).prop_map(|tranches| {
        let below = tranches
            .into_iter()
            .map(|(weight, held, all)| holding(Decimal::new(weight, 2), held.min(all), all));
        std::iter::once(senior()).chain(below).collect()
    })
}

proptest! {
    /// Risk weights do not depend on who holds a tranche, so less held is never worse.
    #[test]
    fn selling_more_never_fails_a_test_that_passed(stack in stacks(), sold in proptest::collection::vec(0i64..=100, 5)) {
        let more: Vec<Holding> = stack.iter().zip(&sold).map(|(tranche, sold)| {
            let held = if tranche.is_senior { tranche.held.minor() } else { (tranche.held.minor() - sold).max(0) };
            Holding { held: Money::from_minor(held), ..*tranche }
        }).collect();
        let tests: [fn(&[Holding]) -> Check; 2] = [
            |stack| EU.mezzanine(stack),
            |stack| EU.first_loss(stack, Some(dec!(10)), Some(dec!(1))),
        ];
        for test in tests {
            if test(&stack).outcome == Outcome::Passed {
                prop_assert_eq!(test(&more).outcome, Outcome::Passed);
            }
        }
    }
}
