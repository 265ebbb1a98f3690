//! Weighing a position under a regime: the first approach that applies, then the look-through cap.
//!
//! The order is formula, floor, cap; the cap comes last and may go below the floor. An approach that applies may
//! give way to one further down, as the regime says. A position to which no approach applies keeps the regime's
//! last resort, without the cap: a bank that does not know the state of its pool cannot look through to it.

use tranchet_deal::bank::Approach;

use crate::capital::error::{CapitalError, approach_name};
use crate::capital::position::{Bound, Position, Weighed};
use crate::capital::regimes::{Available, Comparison, Regime};
use crate::capital::step::{Answer, Input, NotApplicable, Reason, Step, Steps};
use crate::cited::Cited;

/// The risk weight of a position under a regime.
///
/// # Errors
/// [`CapitalError::ApproachNotAvailable`] when the regime has no such approach.
pub fn weigh(regime: &Regime, approach: Approach, position: &Position) -> Result<Weighed, CapitalError> {
    let candidates = regime.candidates(approach)?;
    let mut steps = Steps::of(position);
    let position = with_sts(regime, position, &mut steps);
    let found = first_that_applies(&candidates, &position, &mut steps);
    let mut weighed = found.unwrap_or_else(|| last_resort(regime, &position));
    let usual = || usual_reason(regime, approach);
    weighed.because = Some(weighed.because.unwrap_or_else(usual));
    steps.append(weighed.steps);
    weighed.steps = steps;
    if weighed.approach.is_some() {
        look_through(regime, &position, &mut weighed);
    }
    Ok(weighed)
}

/// The position, no longer STS where the regime does not treat it so.
fn with_sts<'a>(regime: &Regime, position: &Position<'a>, steps: &mut Steps) -> Position<'a> {
    let refused = position.sts.then(|| (regime.sts)(position)).flatten();
    if let Some(why) = refused {
        steps.add(|| Step::not_applicable("STS", why));
    }
    Position {
        sts: position.sts && refused.is_none(),
        ..*position
    }
}

fn usual_reason(regime: &Regime, approach: Approach) -> Reason {
    let text = match approach {
        Approach::Hierarchy => "the first approach of the hierarchy that applies",
        Approach::SecIrba | Approach::SecSa | Approach::SecErba | Approach::Ssfa => "the approach asked for",
    };
    Reason {
        text,
        cites: regime.hierarchy,
    }
}

fn first_that_applies(
    candidates: &[&'static Available],
    position: &Position,
    steps: &mut Steps,
) -> Option<Weighed> {
    for row in candidates {
        match (row.weigh)(position) {
            Answer::Applies(own) => {
                return Some(replacement(row, candidates, position, &own, steps).unwrap_or(own));
            }
            Answer::NotApplicable(why) => {
                steps.add(|| Step::not_applicable(approach_name(row.approach), why));
            }
        }
    }
    None
}

/// The weight by the approach to which this one gives way, if it does and that one applies.
fn replacement(
    row: &Available,
    candidates: &[&'static Available],
    position: &Position,
    own: &Weighed,
    steps: &mut Steps,
) -> Option<Weighed> {
    let gives_way = row.gives_way.as_ref()?;
    let to = candidates.iter().find(|other| other.approach == gives_way.to)?;
    let Answer::Applies(mut other) = (to.weigh)(position) else {
        return None;
    };
    let because = (gives_way.when)(&Comparison {
        position,
        own,
        other: &other,
    })?;
    let why = NotApplicable {
        reason: because.text,
        cites: because.cites,
    };
    steps.add(|| Step::not_applicable(approach_name(row.approach), why));
    other.because = Some(because);
    Some(other)
}

fn last_resort(regime: &Regime, position: &Position) -> Weighed {
    let weight = regime.last_resort;
    let rule = "no approach applies";
    let mut steps = Steps::of(position);
    steps.add(|| {
        let step = Step::of(rule, weight.citation, &[], weight.value);
        step.giving("risk weight").bound_by(Bound::Cap)
    });
    Weighed {
        approach: None,
        p: None,
        m_t: None,
        risk_weight_formula: None,
        risk_weight: weight.value,
        bound: Bound::Cap,
        because: Some(Reason {
            text: rule,
            cites: weight.citation,
        }),
        steps,
    }
}

fn look_through(regime: &Regime, position: &Position, weighed: &mut Weighed) {
    let rule = "look-through cap";
    match (regime.look_through)(position) {
        Answer::NotApplicable(why) => weighed.steps.add(|| Step::not_applicable(rule, why)),
        Answer::Applies(cap) => {
            let capped = weighed.risk_weight.min(cap.value);
            let own = weighed.risk_weight;
            weighed
                .steps
                .add(|| look_through_step(position, own, cap, capped));
            if capped < own {
                weighed.risk_weight = capped;
                weighed.bound = Bound::LookThroughCap;
            }
        }
    }
}

fn look_through_step(position: &Position, own: f64, cap: Cited<f64>, capped: f64) -> Step {
    let pool = position.pool;
    let (most, by) = match (pool.irb, pool.k_from().is_empty()) {
        (Some(irb), _) if irb.share < 1.0 => (Input::of("K", pool.k_pool()), "min(risk weight, 12.5 K)"),
        (Some(_), _) => (Input::of("K_IRB", pool.k_pool()), "min(risk weight, 12.5 K_IRB)"),
        (None, true) => (Input::of("K_SA", pool.k), "min(risk weight, K_SA / 8 %)"),
        (None, false) => (pool.average(), "min(risk weight, average risk weight)"),
    };
    let inputs = [Input::of("risk weight", own), most];
    let bound = if capped < own {
        Bound::LookThroughCap
    } else {
        Bound::None
    };
    let step = Step::of("look-through cap", cap.citation, &inputs, capped);
    step.giving("risk weight").by(by).bound_by(bound)
}
