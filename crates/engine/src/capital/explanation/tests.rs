use chrono::NaiveDate;
use rust_decimal::dec;
use tranchet_deal::bank::Approach;
use tranchet_deal::money::Money;
use tranchet_deal::protection::{Collateral, Protection, ProtectionTerms};
use tranchet_deal::rate::{Ratio, RiskWeight};

use super::*;
use crate::capital::pool::{PoolSnapshot, PoolState};
use crate::capital::position::IrbInputs;
use crate::capital::regimes::REGIMES;
use crate::capital::rules::crr_238_protection_maturity::ProtectionDates;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
use crate::capital::step::Input;
use crate::capital::{Terms, TrancheState, assess};
use crate::cited::Citation;

const TEXT: Citation = Citation::assumed("a text of the test");

fn date(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 6, 30).unwrap()
}

fn state() -> PoolState {
    let mut pool = PoolSnapshot::empty(date(2026));
    pool.add_performing(
        Money::from_minor(1_000_003),
        RiskWeight(dec!(0.85)),
        Ratio(dec!(0.05)),
    );
    pool.add_open_event(Money::from_minor(5_001), RiskWeight(dec!(1)), Ratio(dec!(0.05)));
    let spread = SyntheticExcessSpread {
        balance: Money::from_minor(17),
        current: Money::from_minor(3_000),
        future: Money::from_minor(900),
    };
    PoolState {
        longest_loan: Some(date(2032)),
        excess_spread: Some(spread),
        ..PoolState::from(&pool)
    }
}

fn capital(regime: &'static crate::capital::regimes::Regime, pool: &PoolState, terms: &Terms) -> Capital {
    let cash = Protection::FundedNote {
        collateral: Collateral::default(),
    };
    let promise = Protection::UnfundedGuarantee {
        guarantor_risk_weight: Some(RiskWeight(dec!(0.3))),
    };
    let tranche = |name, units, placed, protection, rating| TrancheState {
        name,
        notional: Money::from_minor(units),
        placed: Ratio(placed),
        protection,
        protection_terms: ProtectionTerms {
            lacks_restructuring: name == "mezzanine",
            ..ProtectionTerms::default()
        },
        m_t: None,
        rating,
    };
    let tranches = [
        tranche("senior", 870_002, dec!(0), &cash, Some("AA")),
        tranche("mezzanine", 75_001, dec!(0.9), &promise, Some("BBB")),
        tranche("first loss", 60_001, dec!(0.5), &cash, None),
    ];
    assess(regime, Approach::Hierarchy, pool, &tranches, terms).unwrap()
}

/// Terms under which every step of the totals is taken.
fn everything() -> Terms {
    Terms {
        legal_final_maturity: Some(date(2033)),
        protection_dates: Some(ProtectionDates {
            began: date(2026),
            scheduled: date(2030),
            time_call: None,
        }),
        deduct: true,
        ..Terms::default()
    }
}

fn visit<'t, 'a>(nodes: &'t [Node<'a>], see: &mut impl FnMut(&'t Node<'a>)) {
    for node in nodes {
        see(node);
        if let How::Found { inputs, .. } = &node.how {
            visit(inputs, see);
        }
    }
}

/// Names of inputs that the caller gave, as far as the tree knows.
fn given(capital: &Capital) -> Vec<&'static str> {
    let workings = workings(capital);
    let mut names = Vec::new();
    visit(&explain(&workings).figures, &mut |node| {
        if matches!(node.how, How::Given(Source::Working | Source::Tranche(_))) {
            names.push(node.name);
        }
    });
    names
}

/// Regimes whose law gives every number; proposals leave some to the user.
fn without_open_numbers() -> impl Iterator<Item = &'static crate::capital::regimes::Regime> {
    let is_whole = |regime: &&'static crate::capital::regimes::Regime| !regime.name.ends_with("proposal");
    REGIMES.iter().copied().filter(is_whole)
}

#[test]
fn every_input_of_a_deal_has_a_source_or_an_earlier_step() {
    let mut unknown = state();
    unknown.inputs.unknown = 0.03;
    for regime in without_open_numbers() {
        for terms in [Terms::default(), everything()] {
            assert_eq!(
                given(&capital(regime, &state(), &terms)),
                [""; 0],
                "{}",
                regime.name
            );
        }
        let found = given(&capital(regime, &unknown, &everything()));
        assert_eq!(found, [""; 0], "{}", regime.name);
    }
}

#[test]
fn figures_of_a_model_that_nobody_explained_are_given() {
    let mut rated = state();
    rated.inputs.irb = Some(IrbInputs {
        k_irb: 0.06,
        share: 0.97,
        n: 80.0,
        lgd: 0.4,
        retail: false,
        parts: None,
    });
    let mut found = given(&capital(REGIMES[0], &rated, &everything()));
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, ["K_IRB", "K_SA", "LGD", "N", "share"]);
}

#[test]
fn each_step_stands_once_and_its_number_stands_for_it_afterwards() {
    let capital = capital(REGIMES[0], &state(), &everything());
    let workings = workings(&capital);
    let tree = explain(&workings);
    let (mut numbers, mut steps, mut above) = (Vec::new(), Vec::new(), 0);
    visit(&tree.figures, &mut |node| match &node.how {
        How::Found { number, step, .. } => {
            numbers.push(*number);
            assert!(!steps.contains(step), "{} stands twice", step.rule);
            steps.push(*step);
        }
        How::Above(number) => {
            above += 1;
            assert!(numbers.contains(number), "{} is not above", node.name);
            assert_eq!(StepValue::Is(node.figure), steps[number - 1].value);
        }
        How::Given(_) => {}
    });
    assert!(above > 10);
    assert_eq!(numbers, Vec::from_iter(1..=steps.len()));
    let all = workings.iter().flat_map(|working| working.steps);
    for step in all.filter(|step| is_found(step)) {
        assert!(steps.contains(&step), "{} is not shown", step.rule);
    }
}

#[test]
fn relief_leads_to_the_tranches_and_they_to_the_pool() {
    let plain = PoolState {
        excess_spread: None,
        ..state()
    };
    let capital = capital(REGIMES[0], &plain, &Terms::default());
    let workings = workings(&capital);
    let tree = explain(&workings);
    let roots: Vec<_> = tree.figures.iter().map(|node| node.name).collect();
    assert_eq!(roots, ["RWA relief", "capital relief", "relief ratio"]);
    let mut path = Vec::new();
    let mut node = &tree.figures[0];
    for name in [
        "RWA after",
        "RWA of all positions",
        "RWA kept",
        "RWA of all positions",
        "RWA",
        "risk weight",
    ] {
        let How::Found { inputs, .. } = &node.how else {
            panic!("{name} has no step above it: {path:?}");
        };
        node = inputs.iter().find(|input| input.name == name).unwrap();
        path.push((node.name, node.of));
    }
    assert_eq!(path[4], ("RWA", Some("senior")));
    assert_eq!(path[5], ("risk weight", None));
}

#[test]
fn one_figure_can_be_asked_for() {
    let capital = capital(REGIMES[0], &state(), &Terms::default());
    let workings = workings(&capital);
    let of = |wanted| {
        explain_figure(&workings, wanted)
            .map(|tree| tree.figures.iter().map(|node| node.of).collect::<Vec<_>>())
    };
    assert_eq!(of("Senior risk weight"), Some(vec![Some("senior")]));
    assert_eq!(of("A").map(|found| found.len()), Some(3));
    assert_eq!(of("RWA after"), Some(vec![None]));
    assert!(of("risk wait").is_none());
    assert!(names(&workings).contains(&"risk weight"));
}

/// Steps that read their own name, each other's or what nobody found end somewhere, and nothing is made up.
#[test]
fn any_list_of_steps_has_a_tree() {
    let reads = |rule, from, value: f64| Step::of(rule, TEXT, &[Input::of(from, value)], value);
    let steps = [
        reads("a", "a", 1.0),
        reads("b", "a", 2.0),
        reads("a", "b", 2.0),
        reads("b", "a", 2.0),
    ];
    let tranche = [
        Step::of("RWA", TEXT, &[Input::of("after", 3.0)], 3.0),
        Step::of("x", TEXT, &[Input::of("y", 1.0).from(Source::Tranche(7))], 1.0),
    ];
    let deal = [
        Step::of(
            "after",
            TEXT,
            &[Input::of("RWA", 3.0).from(Source::Tranche(0))],
            3.0,
        ),
        Step::of("b", TEXT, &[Input::of("a", 9.0)], 9.0),
    ];
    let alone = [Working {
        of: None,
        steps: &steps,
    }];
    assert_eq!(explain(&alone).figures.len(), 2);
    let both = [
        Working {
            of: None,
            steps: &deal,
        },
        Working {
            of: Some("one"),
            steps: &tranche,
        },
    ];
    let tree = explain(&both);
    let mut found = Vec::new();
    visit(&tree.figures, &mut |node| found.push(node.name));
    assert!(found.contains(&"x") && found.contains(&"b"), "{found:?}");
    assert!(explain(&[]).figures.is_empty());
}

/// By hand: K is 8 % of 0.85 and so 6.8 %; both junior tranches end below it and weigh 1,250 %, one with A 2 % and the
/// other with A 0 %.
#[test]
fn tranches_of_one_weight_have_workings_of_their_own() {
    let cash = Protection::FundedNote {
        collateral: Collateral::default(),
    };
    let mut pool = PoolSnapshot::empty(date(2026));
    pool.add_performing(Money::from_minor(100_000), RiskWeight(dec!(0.85)), Ratio::ZERO);
    let tranche = |name, units| TrancheState {
        name,
        notional: Money::from_minor(units),
        placed: Ratio::ZERO,
        protection: &cash,
        protection_terms: ProtectionTerms::default(),
        m_t: None,
        rating: None,
    };
    let tranches = [
        tranche("senior", 96_000),
        tranche("second", 2_000),
        tranche("first", 2_000),
    ];
    let regime = REGIMES[0];
    let terms = Terms::default();
    let found = assess(
        regime,
        Approach::Hierarchy,
        &PoolState::from(&pool),
        &tranches,
        &terms,
    )
    .unwrap();
    let workings = workings(&found);
    let tree = explain_figures(&workings, &["risk weight"]);
    let attachments = |node: &Node| {
        let mut found = Vec::new();
        visit(std::slice::from_ref(node), &mut |node| {
            if node.name == "A" {
                found.push(node.figure);
            }
        });
        found
    };
    assert_eq!(tree.figures[1].figure, tree.figures[2].figure);
    assert_eq!(attachments(&tree.figures[1]), [Figure::Number(0.02)]);
    assert_eq!(attachments(&tree.figures[2]), [Figure::Number(0.0)]);
}
