//! One loan by the corporate function of CRE31, the numbers of the row in place of a regime's.
//!
//! The size relief is that of Basel, EUR 5 m to 50 m of turnover. No floor of loss given default applies: the row
//! does not say what secures the loan. `bound` is `floor` when the probability of default was raised to 0.03 %:
//! below 0.0003 % the maturity adjustment has no meaning. The formula's figure is that of the raised probability.

use super::{Row, RowProblem, RowProblems, share};
use crate::capital::position::{Bound, Weighed};
use crate::capital::rules::cre31_irb::{
    Class, Corporate, EXPECTED_LOSS, Exposure, FORMULA, FunctionTerms, IrbWeight,
    MATURITY as MATURITY_BOUNDS, OLD_CRR, PdFloors, SLOPE_FORMULA, weigh as by_function,
};
use crate::capital::step::{Input, Step};
use crate::cited::{Citation, Cited};

/// Its name in rows.
pub const APPROACH: &str = "irb-corporate";

const MATURITY: f64 = 2.5;
const AS_GIVEN: Citation = Citation::assumed("as the row gives it");

/// The weight of a loan's row.
pub(super) fn weigh(row: &Row) -> Result<Weighed, RowProblems> {
    let mut problems = Vec::new();
    let read = read(row, &mut problems);
    match read {
        Some((exposure, scaling)) if problems.is_empty() => Ok(weighed(&exposure, scaling)),
        Some(_) | None => Err(RowProblems(problems)),
    }
}

fn read(row: &Row, problems: &mut Vec<RowProblem>) -> Option<(Exposure, f64)> {
    let pd = share("pd", row.pd, problems);
    let lgd = share("lgd", row.lgd, problems);
    let mut amount = |name, value: Option<f64>| match value {
        Some(amount) if !(0.0..f64::INFINITY).contains(&amount) => {
            problems.push(RowProblem::Negative(name, amount));
            None
        }
        Some(_) | None => value,
    };
    let m = amount("m", row.m).unwrap_or(MATURITY);
    let turnover = amount("turnover", row.turnover);
    let scaling = amount("scaling", row.scaling).unwrap_or(1.0);
    let class = Class::Corporate(Corporate {
        turnover,
        large_financial: row.large_financial,
        hvcre: false,
    });
    let (pd, lgd) = (pd?, lgd?);
    Some((Exposure { class, pd, lgd, m }, scaling))
}

fn weighed(exposure: &Exposure, scaling: f64) -> Weighed {
    let floor = OLD_CRR.pd_floor.corporate;
    let weight = by_function(exposure, &terms(scaling, floor));
    Weighed {
        approach: None,
        because: None,
        m_t: None,
        p: None,
        risk_weight_formula: Some(weight.risk_weight),
        risk_weight: weight.risk_weight,
        bound: bound(exposure, floor),
        steps: steps(exposure, &weight, scaling, floor).into(),
    }
}

fn bound(exposure: &Exposure, floor: Cited<f64>) -> Bound {
    if exposure.pd < floor.value {
        Bound::Floor
    } else {
        Bound::None
    }
}

/// The numbers of Basel with this scaling and floor.
fn terms(scaling: f64, floor: Cited<f64>) -> FunctionTerms {
    FunctionTerms {
        scaling: AS_GIVEN.of(scaling),
        pd_floor: PdFloors {
            corporate: floor,
            ..OLD_CRR.pd_floor
        },
        ..OLD_CRR
    }
}

fn steps(exposure: &Exposure, weight: &IrbWeight, scaling: f64, floor: Cited<f64>) -> Vec<Step> {
    let pd = [
        Input::of("PD as given", exposure.pd),
        Input::cited("floor", floor),
    ];
    let k = [
        Input::of("PD", weight.pd),
        Input::of("LGD", exposure.lgd),
        Input::of("R", weight.r),
        Input::of("maturity adjustment", weight.maturity_adjustment),
    ];
    let m_and_b = [Input::of("M", weight.m), Input::of("b", weight.b)];
    let mut r = vec![Input::of("PD", weight.pd)];
    if let Class::Corporate(corporate) = exposure.class {
        r.extend(corporate.turnover.map(|turnover| Input::of("S", turnover)));
    }
    let formula = OLD_CRR.formula;
    let scaled = [Input::of("K", weight.k), Input::of("scaling", scaling)];
    let loss = [Input::of("PD", weight.pd), Input::of("LGD", exposure.lgd)];
    vec![
        Step::of("PD", floor.citation, &pd, weight.pd)
            .by("max(PD as given, floor)")
            .bound_by(bound(exposure, floor)),
        Step::of("R", formula, &r, weight.r).by(exposure.class.correlation_formula()),
        Step::of(
            "M",
            MATURITY_BOUNDS.0.citation,
            &[Input::of("years", exposure.m)],
            weight.m,
        )
        .by("min(5, max(1, years))"),
        Step::of("b", formula, &[Input::of("PD", weight.pd)], weight.b).by(SLOPE_FORMULA),
        Step::of(
            "maturity adjustment",
            formula,
            &m_and_b,
            weight.maturity_adjustment,
        )
        .by("(1 + (M - 2.5) b) / (1 - 1.5 b)"),
        Step::of("K", formula, &k, weight.k).by(FORMULA),
        Step::of("risk weight", formula, &scaled, weight.risk_weight).by("12.5 K x scaling"),
        Step::of("EL", EXPECTED_LOSS, &loss, weight.expected_loss).by("EL = PD LGD"),
    ]
}
