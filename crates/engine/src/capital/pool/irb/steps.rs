//! The pool from its sums, each figure with its text.

use tranchet_deal::money::Money;

use super::tally::Tally;
use super::{IrbPool, VERSION, Weighing};
use crate::capital::position::K_PER_RISK_WEIGHT;
use crate::capital::rules::cre20_standardised::OWN_WEIGHT;
use crate::capital::rules::crr_259_granularity::{self, effective_number};
use crate::capital::step::{Answer, Input, Source, Step};
use crate::cited::Citation;

const K_IRB: Citation = Citation::read("CRE44.2, as SAMA rulebook 22.2; CRR Art. 255(3), (6)", VERSION);
const K_SA: Citation = Citation::read("CRE41.2", "Basel Framework, 15 December 2019");
const MIXED: Citation = Citation::read_without_formula("CRR Art. 259(7)", VERSION);
const SECURITY: Citation = Citation::assumed("security in words that are not known counts as none");

/// The columns that exposures are found from.
const EXPOSURE: Source = Source::Tape("balance, undrawn, ccf");
/// Those that internal ratings read, loan by loan.
const RATED: Source =
    Source::Tape("capital_approach, pd, lgd, maturity, asset_class, turnover, security, slotting");
/// Those that standardised weights read, loan by loan.
const WEIGHED: Source = Source::Tape("asset_class, rating, cqs, ltv, phase, turnover, risk_weight");

/// The pool of these sums and debtors.
pub(super) fn pool(sums: &Tally, debtors: Vec<f64>, weighing: &Weighing) -> IrbPool {
    let n = effective_number(debtors.iter().copied()).unwrap_or_default();
    let shares: Vec<f64> = debtors
        .iter()
        .map(|exposure| share(*exposure, sums.ead))
        .collect();
    let expected_loss = share(sums.expected_loss, sums.ead_irb);
    let mut pool = IrbPool {
        k_irb: K_PER_RISK_WEIGHT * share(sums.rwa_ul, sums.ead_irb) + expected_loss,
        share: share(sums.ead_irb, sums.ead),
        k_sa: sums.rwa_sa.map(|rwa| K_PER_RISK_WEIGHT * share(rwa, sums.ead)),
        ead: money(sums.ead),
        ead_irb: money(sums.ead_irb),
        rwa_ul: money(sums.rwa_ul),
        expected_loss,
        n,
        lgd: share(sums.lost, sums.ead_irb),
        retail: sums.ead_irb > 0.0 && sums.ead_retail == sums.ead_irb,
        retail_share: share(sums.ead_retail, sums.ead_irb),
        c_1: shares.iter().copied().fold(0.0, f64::max),
        steps: Vec::new(),
        shares,
    };
    pool.steps = steps(&pool, sums, weighing);
    pool
}

fn steps(pool: &IrbPool, sums: &Tally, weighing: &Weighing) -> Vec<Step> {
    let mut steps = Vec::new();
    match &weighing.terms.irb {
        Answer::NotApplicable(why) => steps.push(Step::not_applicable("K_IRB", *why)),
        Answer::Applies(_) => steps.extend(rated(pool, sums)),
    }
    if let Some(k_sa) = pool.k_sa {
        steps.extend(standardised(k_sa, sums));
    }
    if let (Some(k_sa), true) = (pool.k_sa, pool.share > 0.0 && pool.share < 1.0) {
        let inputs = [
            Input::of("d", pool.share),
            Input::of("K_IRB", pool.k_irb),
            Input::of("K_SA", k_sa),
        ];
        let step = Step::of("K of the mixed pool", MIXED, &inputs, pool.k());
        steps.push(step.giving("K").by("K = d K_IRB + (1 - d) K_SA"));
    }
    let all = [Input::of("EAD by debtor", pool.ead)
        .from(Source::Tape("obligor_id, group_id, balance, undrawn, ccf"))];
    let step = Step::of("N", crr_259_granularity::N, &all, pool.n);
    steps.push(step.by("N = (sum of EAD)^2 / sum of EAD^2, debtor by debtor"));
    steps
}

fn rated(pool: &IrbPool, sums: &Tally) -> Vec<Step> {
    let part = [
        Input::of("EAD with K_IRB", pool.ead_irb).from(EXPOSURE),
        Input::of("EAD", pool.ead).from(EXPOSURE),
    ];
    let inputs = [
        Input::of("RWA of unexpected loss", pool.rwa_ul).from(RATED),
        Input::of("expected loss", money(sums.expected_loss)).from(RATED),
        Input::of("EAD with K_IRB", pool.ead_irb).from(EXPOSURE),
    ];
    let lost = [Input::of("LGD x EAD", money(sums.lost)).from(RATED), inputs[2]];
    let mut steps = vec![
        Step::of("d", super::SHARE_MIN.citation, &part, pool.share).by("d = EAD with K_IRB / EAD"),
        Step::of("K_IRB", K_IRB, &inputs, pool.k_irb).by("K_IRB = (8 % RWA + expected loss) / EAD"),
        Step::of("LGD", crr_259_granularity::LGD, &lost, pool.lgd).by("LGD = sum of LGD EAD / sum of EAD"),
    ];
    if sums.security_unknown > 0 {
        let loans = sums.security_unknown as f64;
        let named = [Input::of("loans", loans).from(Source::Tape("security"))];
        steps.push(Step::of("loans of unknown security", SECURITY, &named, loans));
    }
    steps
}

fn standardised(k_sa: f64, sums: &Tally) -> Vec<Step> {
    let average = share(sums.rwa_sa.unwrap_or_default(), sums.ead);
    let weight = [Input::of("average risk weight", average).from(WEIGHED)];
    let mut steps = vec![Step::of("K_SA", K_SA, &weight, k_sa).by("8 % x average risk weight")];
    if sums.own_weights > 0 {
        let loans = sums.own_weights as f64;
        steps.push(Step::of(
            "loans of the bank's own risk weight",
            OWN_WEIGHT,
            &[Input::of("loans", loans).from(Source::Tape("risk_weight"))],
            loans,
        ));
    }
    steps
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Minor units, rounded half to even.
fn money(minor: f64) -> Money {
    Money::from_minor(libm::rint(minor) as i64)
}
