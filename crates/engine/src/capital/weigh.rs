//! Weighing a position under a regime: the first approach that applies, then the look-through cap.
//!
//! The order is formula, floor, cap; the cap comes last and may go below the floor. A position to which no
//! approach applies keeps the regime's last resort, without the cap: a bank that does not know the state of
//! its pool cannot look through to it.

use tranchet_deal::bank::Approach;

use crate::capital::error::{CapitalError, approach_name};
use crate::capital::position::{Bound, Position, Weighed};
use crate::capital::regimes::{Available, Regime};
use crate::capital::step::{Answer, Step};

/// The risk weight of a position under a regime.
///
/// # Errors
/// [`CapitalError::ApproachNotAvailable`] when the regime has no such approach.
pub fn weigh(regime: &Regime, approach: Approach, position: &Position) -> Result<Weighed, CapitalError> {
    let candidates = regime.candidates(approach)?;
    let mut steps = match approach {
        Approach::Hierarchy => skipped(regime),
        Approach::SecIrba | Approach::SecSa | Approach::SecErba | Approach::Ssfa => Vec::new(),
    };
    let found = first_that_applies(&candidates, position, &mut steps);
    let mut weighed = found.unwrap_or_else(|| last_resort(regime));
    steps.append(&mut weighed.steps);
    weighed.steps = steps;
    if weighed.approach.is_some() {
        look_through(regime, position, &mut weighed);
    }
    Ok(weighed)
}

/// One step for each approach that the regime's law has and this program lacks.
fn skipped(regime: &Regime) -> Vec<Step> {
    let missing = regime.not_available.iter();
    missing
        .map(|row| Step::not_applicable(approach_name(row.approach), row.why))
        .collect()
}

fn first_that_applies(
    candidates: &[&'static Available],
    position: &Position,
    steps: &mut Vec<Step>,
) -> Option<Weighed> {
    for row in candidates {
        match (row.weigh)(position) {
            Answer::Applies(weighed) => return Some(weighed),
            Answer::NotApplicable(why) => {
                steps.push(Step::not_applicable(approach_name(row.approach), why));
            }
        }
    }
    None
}

fn last_resort(regime: &Regime) -> Weighed {
    let weight = regime.last_resort;
    Weighed {
        approach: None,
        p: None,
        risk_weight_formula: None,
        risk_weight: weight.value,
        bound: Bound::Cap,
        steps: vec![Step::of(
            "no approach applies",
            weight.citation,
            &[],
            weight.value,
        )],
    }
}

fn look_through(regime: &Regime, position: &Position, weighed: &mut Weighed) {
    let rule = "look-through cap";
    match (regime.look_through)(position) {
        Answer::NotApplicable(why) => weighed.steps.push(Step::not_applicable(rule, why)),
        Answer::Applies(cap) => {
            let inputs = [
                ("risk weight", weighed.risk_weight.into()),
                ("cap", cap.value.into()),
            ];
            let capped = weighed.risk_weight.min(cap.value);
            weighed.steps.push(Step::of(rule, cap.citation, &inputs, capped));
            if capped < weighed.risk_weight {
                weighed.risk_weight = capped;
                weighed.bound = Bound::LookThroughCap;
            }
        }
    }
}
