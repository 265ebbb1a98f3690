//! The pool from its sums, each figure with its text.

use tranchet_deal::bank::Granularity;
use tranchet_deal::money::Money;

use super::sums::Part;
use super::{Book, IrbPool, Sums, VERSION};
use crate::capital::number::{ratio, to_f64};
use crate::capital::position::{IrbPart, IrbParts, K_PER_RISK_WEIGHT};
use crate::capital::rules::cre20_standardised::OWN_WEIGHT;
use crate::capital::rules::crr_259_granularity;
use crate::capital::step::{Answer, Input, Source, Step};
use crate::cited::Citation;

const K_IRB: Citation = Citation::read("CRE44.2, as SAMA rulebook 22.2; CRR Art. 255(3), (6)", VERSION);
const K_SA: Citation = Citation::read("CRE41.2", "Basel Framework, 15 December 2019");
const MIXED: Citation = Citation::read_without_formula("CRR Art. 259(7)", VERSION);
const SECURITY: Citation = Citation::assumed("security in words that are not known counts as none");

/// The pool of a book with these sums.
pub(super) fn pool(book: &Book, sums: Sums) -> IrbPool {
    let rated = sums.rated();
    let each = book.each(&sums.owed);
    let n = effective_number(&each).unwrap_or_default();
    let shares: Vec<(f64, f64)> = each
        .iter()
        .map(|(owed, alike)| (share(*owed, sums.ead), *alike))
        .collect();
    let average = || to_f64(ratio(sums.rwa_standardised(), sums.exposure()));
    let part = part(rated, n);
    let mut pool = IrbPool {
        k_irb: part.k_irb,
        share: share(rated.ead, sums.ead),
        k_sa: sums.has_standardised.then(|| K_PER_RISK_WEIGHT * average()),
        ead: money(sums.ead),
        ead_irb: money(rated.ead),
        rwa_ul: money(rated.rwa),
        expected_loss: share(rated.expected_loss, rated.ead),
        n,
        lgd: part.lgd,
        retail: rated.ead > 0.0 && sums.wholesale.ead == 0.0,
        retail_share: share(sums.retail.ead, rated.ead),
        c_1: shares.iter().map(|(share, _)| *share).fold(0.0, f64::max),
        parts: parts(book, &sums),
        steps: Vec::new(),
        shares,
    };
    pool.steps = steps(&pool, &sums, book);
    pool
}

/// `K_IRB` and `LGD` of a part with so many exposures.
fn part(part: Part, n: f64) -> IrbPart {
    IrbPart {
        k_irb: K_PER_RISK_WEIGHT * share(part.rwa, part.ead) + share(part.expected_loss, part.ead),
        n,
        lgd: share(part.lost, part.ead),
    }
}

fn parts(book: &Book, sums: &Sums) -> Option<IrbParts> {
    let n = effective_number(&book.each(&sums.owed_wholesale))?;
    Some(IrbParts {
        retail_share: share(sums.retail.ead, sums.rated().ead),
        // No formula reads the number of retail exposures.
        retail: part(sums.retail, 0.0),
        other: part(sums.wholesale, n),
    })
}

fn steps(pool: &IrbPool, sums: &Sums, book: &Book) -> Vec<Step> {
    let mut steps = Vec::new();
    if pool.ead_irb > Money::ZERO
        || book.weighing.factors != tranchet_deal::bank::SupportingFactors::default()
    {
        steps.extend(book.weighing.threshold_step());
    }
    match &book.weighing.terms.irb {
        // The rule that weighs the tranches names and explains its own charge.
        Answer::NotApplicable(why) => return vec![Step::not_applicable("K_IRB", *why)],
        Answer::Applies(_) if pool.ead_irb > Money::ZERO => steps.extend(rated(pool, sums, book)),
        Answer::Applies(_) => {}
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
        steps.push(step.giving("K").by("d K_IRB + (1 - d) K_SA"));
    }
    let all = [Input::of("EAD", pool.ead).from(Source::Tape("balance, obligor_id, group_id"))];
    let n = Step::of("N", crr_259_granularity::N, &all, pool.n);
    steps.push(n.by("(sum of EAD)^2 / sum of EAD^2, by obligor group"));
    steps.extend(simplified(pool, book));
    steps
}

fn rated(pool: &IrbPool, sums: &Sums, book: &Book) -> Vec<Step> {
    let rated = sums.rated();
    let part = [
        Input::of("EAD with K_IRB", pool.ead_irb).from(Source::Tape("balance, capital_approach")),
        Input::of("EAD", pool.ead).from(Source::Tape("balance")),
    ];
    let inputs = [
        Input::of("RWA of unexpected loss", pool.rwa_ul).from(Source::Tape("pd, lgd, maturity")),
        Input::of("expected loss", money(rated.expected_loss)).from(Source::Tape("pd, lgd")),
        part[0],
    ];
    let lost = [
        Input::of("LGD EAD", money(rated.lost)).from(Source::Tape("lgd, security, balance")),
        part[0],
    ];
    let mut steps = vec![
        Step::of("d", super::SHARE_MIN.citation, &part, pool.share).by("EAD with K_IRB / EAD"),
        Step::of("K_IRB", K_IRB, &inputs, pool.k_irb)
            .by("(8 % RWA of unexpected loss + expected loss) / EAD with K_IRB"),
        Step::of("LGD", crr_259_granularity::LGD, &lost, pool.lgd).by("sum of LGD EAD / EAD with K_IRB"),
    ];
    if book.security_unknown > 0 {
        let loans = book.security_unknown as f64;
        steps.push(Step::of("loans of unknown security", SECURITY, &[], loans));
    }
    steps
}

/// The simplified number and loss, or why the bank may not take them.
fn simplified(pool: &IrbPool, book: &Book) -> Vec<Step> {
    if book.weighing.granularity == Granularity::Full || pool.retail || pool.ead_irb == Money::ZERO {
        return Vec::new();
    }
    let rule = "N and LGD simplified";
    match pool.simplified(None) {
        Answer::NotApplicable(why) => vec![Step::not_applicable(rule, why)],
        Answer::Applies(simple) => {
            let cites = crr_259_granularity::C_1_MAX.citation;
            let largest = [Input::of("C_1", pool.c_1).from(Source::Tape("balance, obligor_id, group_id"))];
            let lgd = crr_259_granularity::LGD_SIMPLIFIED;
            vec![
                Step::of("N, simplified", cites, &largest, simple.n).by("1 / C_1"),
                Step::of("LGD, simplified", lgd.citation, &[], simple.lgd),
            ]
        }
    }
}

fn standardised(k_sa: f64, sums: &Sums) -> Vec<Step> {
    let average = [
        Input::of("average risk weight", k_sa / K_PER_RISK_WEIGHT).from(Source::Tape(
            "risk_weight, or asset_class and what its table reads",
        )),
    ];
    let mut steps = vec![Step::of("K_SA", K_SA, &average, k_sa).by("8 % of the average risk weight")];
    if sums.own_weights > 0 {
        let loans = sums.own_weights as f64;
        steps.push(Step::of(
            "loans of the bank's own risk weight",
            OWN_WEIGHT,
            &[],
            loans,
        ));
    }
    steps
}

/// `N` of debtors that owe so much each, with how many are alike; none when they owe nothing.
fn effective_number(each: &[(f64, f64)]) -> Option<f64> {
    let total: f64 = each.iter().map(|(owed, alike)| owed * alike).sum();
    let squares: f64 = each.iter().map(|(owed, alike)| owed * owed * alike).sum();
    (squares > 0.0).then(|| total * total / squares)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Minor units, rounded half to even.
fn money(minor: f64) -> Money {
    Money::from_minor(libm::rint(minor) as i64)
}
