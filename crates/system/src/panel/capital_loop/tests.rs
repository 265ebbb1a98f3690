use super::*;

fn terms() -> LoopTerms {
    let given = |value: f64| Input::given(value, "worked example");
    LoopTerms {
        equity: given(100.0),
        capital_target: given(0.12),
        risk_weight: given(1.0),
        density: given(0.175),
        protected: given(0.5),
        leverage_ratio: None,
        investor_capacity: None,
        thickness: given(0.125),
        spread: given(0.10),
        cost_of_equity: given(0.12),
        tax: given(0.25),
        operating_cost: given(0.005),
        expected_loss: given(0.004),
        loss_transferred: given(0.004),
    }
}

/// The worked example: 833.33, 343.75, 141.80 and so on to 1,418.44, of which 709.2 protected by tranches of 88.7.
#[test]
fn rounds_come_to_what_is_lent_in_all() {
    let rounds = terms().rounds(200);
    assert!((rounds[2].new_loans - 141.80).abs() < 5e-3);
    let last = rounds[199];
    assert!((last.loans - 1418.4397).abs() < 1e-4 && (last.protected - 709.2199).abs() < 1e-4);
    assert!((last.tranches - 88.65).abs() < 5e-3 && (last.premium - 8.865).abs() < 5e-4);
}

/// All protected and a leverage ratio of 5 %: 2,000 is the most, reached in the second round.
#[test]
fn rounds_stop_at_a_cap() {
    let capped = LoopTerms {
        protected: Input::given(1.0, "worked example"),
        leverage_ratio: Some(Input::given(0.05, "worked example")),
        ..terms()
    };
    let rounds = capped.rounds(4);
    let lent: Vec<f64> = rounds.iter().map(|round| round.loans).collect();
    assert!((lent[1] - 1520.8333).abs() < 1e-4);
    assert_eq!((lent[2], lent[3], rounds[3].new_loans), (2_000.0, 2_000.0, 0.0));
}

#[test]
fn a_loop_that_uses_nothing_up_does_not_end_by_itself() {
    let endless = LoopTerms {
        protected: Input::given(1.0, "worked example"),
        density: Input::given(0.0, "worked example"),
        ..terms()
    };
    assert!(!endless.ends() && terms().ends());
    let capped = LoopTerms {
        leverage_ratio: Some(Input::given(0.03, "worked example")),
        ..endless
    };
    assert!(capped.ends());
}

#[test]
fn margins_are_shown_around_the_spread() {
    let saved: Vec<f64> = terms()
        .margins()
        .iter()
        .map(|at| 1e4 * (at.without - at.with))
        .collect();
    for (found, expected) in saved.iter().zip([98.4, 73.4, 48.4, 10.9]) {
        assert!((found - expected).abs() < 0.05, "{found}");
    }
}
