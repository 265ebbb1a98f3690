//! The best point under conditions, and the frontier between two goals.

use rust_decimal::Decimal;
use tranchet_engine::search::{Score, best, even_grid, frontier};
use tranchet_report::figure::Figure;

use super::{Answer, Found, Question};
use crate::failure::Failure;

/// Points a side of the grid of a frontier, by number of unknowns.
const FRONTIER_PARTS: [u32; 4] = [1_024, 64, 16, 8];

/// The best point that meets the conditions.
///
/// # Errors
/// When no point can be calculated.
pub fn best_point(question: &Question) -> Result<Found, Failure> {
    let bounds: Vec<(i64, i64)> = question.unknowns.iter().map(|unknown| unknown.bounds).collect();
    let mut scores = |points: &[Vec<i64>]| -> Vec<Option<Score>> {
        let found = scores(question, points).into_iter();
        found
            .map(|found| {
                Some(Score {
                    breach: found.as_ref()?.0,
                    cost: found?.1[0],
                })
            })
            .collect()
    };
    let found = best(&bounds, &mut scores).ok_or_else(|| nothing(question))?;
    let (at, score) = found;
    if score.breach > Decimal::ZERO {
        return Ok(Found {
            answers: Vec::new(),
            status: "none",
            note: format!(
                "No point of the ranges meets the conditions; nearest is {}.",
                named(question, &at)
            ),
        });
    }
    let is_at_edge = at
        .iter()
        .zip(&bounds)
        .any(|(at, (low, high))| at == low || at == high);
    let answer = Answer {
        at,
        bracket: None,
        how: if is_at_edge {
            "best, at the end of its range"
        } else {
            "best"
        },
    };
    Ok(Found {
        answers: vec![answer],
        status: "solved",
        note: "Found on grids, each finer and around the best point of the one before.".to_owned(),
    })
}

/// Points that no other betters in both goals.
///
/// # Errors
/// When no point can be calculated.
pub fn frontier_of(question: &Question, wanted: usize) -> Result<Found, Failure> {
    let bounds: Vec<(i64, i64)> = question.unknowns.iter().map(|unknown| unknown.bounds).collect();
    let points = even_grid(&bounds, FRONTIER_PARTS[bounds.len() - 1]);
    let scored = points.iter().zip(scores(question, &points));
    let valued: Vec<_> = scored
        .filter_map(|(point, score)| Some((point, score?)))
        .collect();
    if valued.is_empty() {
        return Err(nothing(question));
    }
    let allowed = valued
        .into_iter()
        .filter(|(_, (breach, _))| *breach == Decimal::ZERO);
    let allowed: Vec<_> = allowed
        .map(|(point, (_, costs))| (costs[0], costs[1], point))
        .collect();
    let kept = frontier(&allowed);
    let answers: Vec<Answer> = thinned(&kept, wanted)
        .into_iter()
        .map(|point| Answer {
            at: (*point).clone(),
            bracket: None,
            how: "on the frontier",
        })
        .collect();
    Ok(Found {
        status: if answers.is_empty() { "none" } else { "frontier" },
        note: format!(
            "{} of {} points of an even grid are bettered by no other; {} are shown.",
            kept.len(),
            points.len(),
            answers.len()
        ),
        answers,
    })
}

/// So many of a list, its ends among them.
fn thinned<T>(list: &[T], wanted: usize) -> Vec<&T> {
    let wanted = wanted.clamp(1, list.len().max(1));
    let place = |number: usize| number * (list.len() - 1) / (wanted - 1).max(1);
    let mut places: Vec<usize> = (0..wanted.min(list.len())).map(place).collect();
    places.dedup();
    places.into_iter().map(|place| &list[place]).collect()
}

/// By how much each point breaks the conditions, and the cost of each goal.
fn scores(question: &Question, points: &[Vec<i64>]) -> Vec<Option<(Decimal, Vec<Decimal>)>> {
    let conditions = &question.conditions;
    let figures: Vec<&Figure> = conditions
        .iter()
        .map(|condition| &condition.figure)
        .chain(question.goals.iter().map(|(_, figure)| figure))
        .collect();
    let score = |values: Vec<Decimal>| {
        let (held, aimed) = values.split_at(conditions.len());
        let breach = conditions
            .iter()
            .zip(held)
            .map(|(condition, value)| condition.breach(*value))
            .sum();
        let costs = question
            .goals
            .iter()
            .zip(aimed)
            .map(|((goal, _), value)| goal.cost(*value))
            .collect();
        (breach, costs)
    };
    question
        .numbers_at(points, &figures)
        .into_iter()
        .map(|values| values.map(score))
        .collect()
}

fn named(question: &Question, at: &[i64]) -> String {
    let values = question.unknowns.iter().zip(at);
    let values: Vec<String> = values
        .map(|(unknown, at)| format!("{} = {}", unknown.handle, unknown.text(*at)))
        .collect();
    values.join(", ")
}

fn nothing(question: &Question) -> Failure {
    let middle = question
        .unknowns
        .iter()
        .map(|unknown| (unknown.bounds.0 + unknown.bounds.1) / 2)
        .collect();
    let problem = question
        .first_problem(&[middle])
        .unwrap_or_else(|| "a figure is not a number there".to_owned());
    Failure::Input(vec![format!(
        "no point of the ranges can be calculated; in the middle: {problem}"
    )])
}
