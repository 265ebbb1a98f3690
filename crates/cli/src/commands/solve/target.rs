//! One unknown, and conditions that it must meet.

use rust_decimal::Decimal;
use tranchet_engine::search::{Meeting, Side, meetings};
use tranchet_report::figure::Figure;

use super::condition::{Compare, Condition};
use super::{Answer, Found, Question};
use crate::failure::Failure;

/// Parts of the scan.
const PARTS: u32 = 64;

/// A figure that changes between neighbours by more than this share of its changes on the range steps over the
/// target.
const STEP: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// Every place where the conditions are met.
///
/// # Errors
/// When no point of the range can be calculated.
pub fn meet(question: &Question) -> Result<Found, Failure> {
    let unknown = &question.unknowns[0];
    let is_equation = question.conditions[0].compare == Compare::Equal;
    let mut seen: Vec<Decimal> = Vec::new();
    let mut distances = |points: &[i64]| {
        let found = distances_at(question, points, is_equation);
        seen.extend(found.iter().flatten());
        found
    };
    let met = meetings(unknown.bounds, PARTS, &mut distances);
    if seen.is_empty() {
        let (low, high) = unknown.bounds;
        let problem = question
            .first_problem(&[vec![low + (high - low) / 2]])
            .unwrap_or_else(|| {
                "a figure has no value there, as `srt` has none where no test decides".to_owned()
            });
        return Err(Failure::Input(vec![format!(
            "no value from {} to {} can be calculated; in the middle: {problem}",
            unknown.text(low),
            unknown.text(high)
        )]));
    }
    let span =
        seen.iter().max().copied().unwrap_or_default() - seen.iter().min().copied().unwrap_or_default();
    let answers = met
        .iter()
        .flat_map(|meeting| answers(question, meeting, span, is_equation));
    let answers: Vec<Answer> = answers.collect();
    let note = note(question, &answers, &seen, is_equation);
    let status = match answers.len() {
        0 => "none",
        1 => "solved",
        _ if is_equation => "several",
        _ => "solved",
    };
    Ok(Found {
        answers,
        status,
        note,
    })
}

/// The distance of an equation; of inequalities nought where all hold, and less where one is broken.
fn distances_at(question: &Question, points: &[i64], is_equation: bool) -> Vec<Option<Decimal>> {
    let conditions = &question.conditions;
    let figures: Vec<&Figure> = conditions.iter().map(|condition| &condition.figure).collect();
    let points: Vec<Vec<i64>> = points.iter().map(|point| vec![*point]).collect();
    let values = question.numbers_at(&points, &figures).into_iter();
    let worst = |values: Vec<Decimal>| {
        let distance = |(condition, value): (&Condition, &Decimal)| condition.distance(*value);
        let least = conditions
            .iter()
            .zip(&values)
            .map(distance)
            .min()
            .unwrap_or_default();
        if is_equation {
            least
        } else {
            least.min(Decimal::ZERO)
        }
    };
    values.map(|values| values.map(worst)).collect()
}

fn answers(question: &Question, meeting: &Meeting, span: Decimal, is_equation: bool) -> Vec<Answer> {
    let unknown = &question.unknowns[0];
    let answer = |at: i64, how: &'static str| Answer {
        at: vec![at],
        bracket: Some((meeting.from, meeting.to)),
        how,
    };
    let scan = (unknown.bounds.1 - unknown.bounds.0) / i64::from(PARTS);
    match meeting.side {
        Side::Crosses => {
            let [below, above] = meeting.distance;
            let at = if below.abs() <= above.abs() {
                meeting.from
            } else {
                meeting.to
            };
            let jumps = (above - below).abs() > span * STEP;
            vec![answer(at, if jumps { "steps over it" } else { "meets it" })]
        }
        Side::Equal if meeting.to - meeting.from <= scan && is_equation => {
            vec![answer(roundest(meeting.from, meeting.to), "meets it")]
        }
        Side::Equal if meeting.from == meeting.to => vec![answer(meeting.from, "holds")],
        Side::Equal => vec![
            answer(meeting.from, "holds from here"),
            answer(meeting.to, "to here"),
        ],
    }
}

/// The number with the most noughts at its end between two.
fn roundest(from: i64, to: i64) -> i64 {
    let mut best = from;
    let mut power = 1i64;
    while let Some(next) = power.checked_mul(10) {
        power = next;
        let up = from.div_euclid(power) * power;
        let up = if up < from { up + power } else { up };
        if up > to {
            break;
        }
        best = up;
    }
    best
}

fn note(question: &Question, answers: &[Answer], seen: &[Decimal], is_equation: bool) -> String {
    let unknown = &question.unknowns[0];
    let (low, high) = (unknown.text(unknown.bounds.0), unknown.text(unknown.bounds.1));
    let condition = &question.conditions[0];
    let scanned = format!("Scanned {low} to {high} in {PARTS} parts");
    match answers {
        [] if is_equation => {
            let (least, most) = (seen.iter().min(), seen.iter().max());
            let value = |distance: Option<&Decimal>| {
                super::write::number_text(condition, *distance.unwrap_or(&Decimal::ZERO) + condition.target)
            };
            format!(
                "{scanned}: {} runs from {} to {} and never meets the target.",
                condition.figure,
                value(least),
                value(most)
            )
        }
        [] => format!("{scanned}: the conditions hold nowhere."),
        [_] => format!("{scanned}."),
        [_, ..] if is_equation => format!("{scanned}: the target is met more than once."),
        [_, ..] => {
            format!("{scanned}: the conditions hold between the values shown; the first is the smallest.")
        }
    }
}
