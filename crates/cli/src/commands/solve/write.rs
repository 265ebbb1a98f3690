//! Answers as a table or as a document.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use tranchet_report::figure::Figure;
use tranchet_report::table::{Cell, Table};

use super::condition::Condition;
use super::{Answer, Found, Question};
use crate::args::{Format, Shared};
use crate::commands::sweep::json_cell;
use crate::failure::Failure;
use crate::output;

/// Writes what was found.
///
/// # Errors
/// When it cannot be written.
pub fn write(question: &Question, found: &Found, shared: &Shared) -> Result<(), Failure> {
    let evaluations = question.evaluations.get();
    let points: Vec<Vec<i64>> = found.answers.iter().map(|answer| answer.at.clone()).collect();
    let figures: Vec<&Figure> = question.shown.iter().collect();
    let achieved = question.figures_at(&points, &figures);
    let achieved: Vec<Vec<Cell>> = achieved.into_iter().map(Result::unwrap_or_default).collect();
    let result = match shared.format {
        Format::Json => output::json(document(question, found, &achieved, evaluations)),
        Format::Table | Format::Markdown | Format::Csv => {
            output::render(&[table(question, found, achieved, evaluations)], shared)?
        }
    };
    output::write(&result, shared)
}

fn table(question: &Question, found: &Found, achieved: Vec<Vec<Cell>>, evaluations: u64) -> Table {
    let deal = question.studied.base.deal();
    let unknowns = question
        .unknowns
        .iter()
        .map(|unknown| format!("*{}", unknown.handle));
    let figures = question.shown.iter().map(ToString::to_string);
    let columns: Vec<String> = unknowns.chain(figures).chain(["how".to_owned()]).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let name = if question.goals.len() == 2 {
        "frontier"
    } else {
        "solution"
    };
    let title = format!(
        "{}: {name}, scenario {}",
        deal.name,
        question.studied.base.scenario().0.name
    );
    let mut table = Table::new(name, title, deal.currency, &columns);
    for (answer, figures) in found.answers.iter().zip(achieved) {
        let values = question.unknowns.iter().zip(&answer.at);
        let values = values.map(|(unknown, at)| Cell::Text(unknown.text(*at)));
        table.push(values.chain(figures).chain([Cell::text(answer.how)]).collect());
    }
    table.notes.push(found.note.clone());
    let was = question.unknowns.iter().filter_map(|unknown| {
        Some(format!(
            "{} is {} in the file",
            unknown.handle,
            unknown.was.as_ref()?
        ))
    });
    table.notes.extend(was.map(|was| was + "."));
    table.notes.push(format!("{evaluations} points were calculated."));
    table
}

fn document(
    question: &Question,
    found: &Found,
    achieved: &[Vec<Cell>],
    evaluations: u64,
) -> Map<String, Value> {
    let mut document = question.studied.base.document("solve");
    let mut insert = |key: &str, value: Value| document.insert(key.to_owned(), value);
    let texts = |texts: Vec<String>| Value::from(texts);
    insert(
        "find",
        texts(
            question
                .unknowns
                .iter()
                .map(|unknown| unknown.handle.to_string())
                .collect(),
        ),
    );
    insert(
        "so_that",
        texts(question.conditions.iter().map(ToString::to_string).collect()),
    );
    for (goal, figure) in &question.goals {
        insert(
            if *goal == tranchet_engine::search::Goal::Minimise {
                "minimise"
            } else {
                "maximise"
            },
            json!(figure.to_string()),
        );
    }
    let first = found.answers.first().zip(achieved.first());
    insert(
        "solution",
        first.map_or(Value::Null, |(answer, _)| solution(question, answer)),
    );
    insert(
        "achieved",
        first.map_or(Value::Null, |(_, cells)| figures(question, cells)),
    );
    insert(
        "bracket",
        first.map_or(Value::Null, |(answer, _)| bracket(question, answer)),
    );
    insert("evaluations", json!(evaluations));
    insert("status", json!(found.status));
    let all = found.answers.iter().zip(achieved).map(|(answer, cells)| {
        json!({
            "solution": solution(question, answer),
            "achieved": figures(question, cells),
            "bracket": bracket(question, answer),
            "how": answer.how,
        })
    });
    insert("solutions", all.collect());
    insert("note", json!(found.note));
    document
}

fn solution(question: &Question, answer: &Answer) -> Value {
    let values = question.unknowns.iter().zip(&answer.at);
    values
        .map(|(unknown, at)| (unknown.handle.to_string(), json!(unknown.plain(*at))))
        .collect::<Map<_, _>>()
        .into()
}

fn figures(question: &Question, cells: &[Cell]) -> Value {
    let currency = question.studied.base.deal().currency;
    let named = question.shown.iter().zip(cells);
    named
        .map(|(figure, cell)| (figure.to_string(), json_cell(cell, currency)))
        .collect::<Map<_, _>>()
        .into()
}

fn bracket(question: &Question, answer: &Answer) -> Value {
    let unknown = &question.unknowns[0];
    answer.bracket.map_or(Value::Null, |(from, to)| {
        json!([unknown.plain(from), unknown.plain(to)])
    })
}

/// A number written as the target of a condition is.
pub fn number_text(condition: &Condition, number: Decimal) -> String {
    let text = condition.to_string();
    match text.ends_with('%') {
        true => format!("{}%", (number * Decimal::ONE_HUNDRED).round_dp(4).normalize()),
        false => number.round_dp(6).normalize().to_string(),
    }
}
