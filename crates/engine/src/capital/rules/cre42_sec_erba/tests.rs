use proptest::prelude::*;

use super::*;
use crate::capital::position::PoolInputs;
use crate::cited::Standing;

/// A tranche of a pool at 8 %, by rating, years and thickness.
fn weighed(rating: &str, m_t: Option<f64>, thickness: f64, senior: bool, sts: bool) -> Weighed {
    let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
    let position = Position {
        rating: Some(rating),
        m_t,
        senior,
        sts,
        ..Position::of(&pool, 0.1, 0.1 + thickness)
    };
    match weigh(&position) {
        Answer::Applies(weighed) => weighed,
        Answer::NotApplicable(why) => panic!("{}", why.reason),
    }
}

fn junior(rating: &str, m_t: f64, thickness: f64) -> f64 {
    weighed(rating, Some(m_t), thickness, false, false).risk_weight
}

fn near(found: f64, percent: f64) {
    assert!(
        (100.0 * found - percent).abs() < 1e-9,
        "{found} is not {percent} %"
    );
}

/// Sums of step times weight over the seventeen named steps, published beside the tables.
#[test]
fn columns_have_their_checksums() {
    let sums = |table: &[Row; 18]| {
        let mut sums = [0_u32; 4];
        for (index, row) in table[..17].iter().enumerate() {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += (index as u32 + 1) * u32::from(*weight);
            }
        }
        sums
    };
    assert_eq!(sums(&LONG_TERM), [31880, 35745, 98595, 108650]);
    assert_eq!(sums(&LONG_TERM_STS), [27210, 30515, 89175, 97315]);
}

#[test]
fn a_senior_tranche_is_interpolated_in_maturity_and_not_thinned() {
    let senior = |rating, years| weighed(rating, Some(years), 0.6, true, false).risk_weight;
    near(senior("AAA", 1.0), 15.0);
    near(senior("AAA", 5.0), 20.0);
    near(senior("AAA", 3.0), 17.5);
    near(senior("BBB", 2.0), 93.75);
    near(senior("BBB", 0.3), 90.0);
    near(senior("BBB", 8.0), 105.0);
}

/// A-, two years: 120 + 90/4 = 142.5, times 0.9; BB, five years: 760 times one half.
#[test]
fn thickness_takes_up_to_half_off_a_junior_tranche() {
    near(junior("A-", 2.0, 0.10), 128.25);
    near(junior("BB", 5.0, 0.50), 380.0);
    near(junior("BB", 5.0, 0.80), 380.0);
    near(junior("CCC", 5.0, 0.20), 1000.0);
}

#[test]
fn a_junior_tranche_weighs_at_least_15_percent_and_what_a_senior_one_does() {
    near(junior("AAA", 1.0, 0.10), 15.0);
    let raised = weighed("AA", Some(1.0), 0.5, false, false);
    near(raised.risk_weight, 25.0);
    near(raised.risk_weight_formula.unwrap(), 15.0);
    assert_eq!(raised.bound, Bound::Floor);
    assert_eq!(raised.steps.last().unwrap().standing(), Standing::Recalled);
}

#[test]
fn sts_has_its_own_table_and_senior_floor() {
    near(weighed("AAA", Some(5.0), 0.5, true, true).risk_weight, 10.0);
    near(weighed("AAA", Some(1.0), 0.1, false, true).risk_weight, 15.0);
    near(
        weighed("BBB", Some(3.0), 0.1, false, true).risk_weight,
        217.5 * 0.9,
    );
}

#[test]
fn below_all_steps_it_weighs_the_maximum() {
    for senior in [true, false] {
        let lost = weighed("D", Some(3.0), 0.4, senior, false);
        assert_eq!((lost.risk_weight, lost.bound), (12.5, Bound::Cap));
    }
}

#[test]
fn short_term_ratings_need_no_maturity() {
    for (rating, percent, sts) in [
        ("A-1", 15.0, 10.0),
        ("P-2", 50.0, 30.0),
        ("F3", 100.0, 60.0),
        ("NP", 1250.0, 1250.0),
    ] {
        near(weighed(rating, None, 0.3, true, false).risk_weight, percent);
        near(weighed(rating, None, 0.3, true, true).risk_weight, sts);
    }
    near(weighed("A-1", None, 0.3, false, true).risk_weight, 15.0);
}

#[test]
fn what_is_missing_is_named() {
    let pool = PoolInputs::from_k(0.08, 0.0, 0.0);
    let rated = Position {
        rating: Some("A"),
        ..Position::of(&pool, 0.1, 0.2)
    };
    let reason = |position: &Position| match weigh(position) {
        Answer::Applies(_) => panic!("it applies"),
        Answer::NotApplicable(why) => why.reason,
    };
    assert_eq!(reason(&rated), "the maturity of the tranche is not known");
    let unrated = Position {
        rating: None,
        ..rated
    };
    assert_eq!(reason(&unrated), "the tranche is not rated");
    let odd = Position {
        rating: Some("good"),
        ..rated
    };
    assert_eq!(reason(&odd), "the rating is not on the scale");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn weight_falls_with_quality_and_rises_with_maturity(
        step in 0..16_usize, years in 1.0..4.0_f64, more in 0.0..1.0_f64, t in 0.01..0.6_f64,
        senior in any::<bool>(), sts in any::<bool>(),
    ) {
        const SCALE: [&str; 17] = [
            "AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-", "CCC",
        ];
        let at = |step: usize, years| weighed(SCALE[step], Some(years), t, senior, sts).risk_weight;
        prop_assert!(at(step, years) <= at(step + 1, years) + 1e-12);
        prop_assert!(at(step, years) <= at(step, years + more) + 1e-12);
        prop_assert!(at(step, years) <= weighed(SCALE[step], Some(years), t, false, sts).risk_weight + 1e-12);
    }
}
