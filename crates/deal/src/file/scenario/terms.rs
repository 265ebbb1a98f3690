//! Severity, prepayment, calls, delinquency.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::{Entry, Node};
use crate::file::reader::Reader;
use crate::file::words::{TAPE_COLUMNS, Words, choose};
use crate::rate::{Rate, Ratio};
use crate::scenario::{CallExercise, LossTerms, Severities};

/// Severity and lag, and severities by the values of a column.
pub(super) fn loss(reader: &Reader<'_>, node: &Node) -> Option<(LossTerms, Option<Severities>)> {
    let fields = Fields::of(reader, node, "loss")?;
    let initial = fields.optional("initial", Reader::share);
    let lag = fields.optional("lag", |reader, node| reader.literal(node, literal::lag));
    let column = fields.optional("by", |reader, node| {
        reader.literal(node, |text| {
            choose(text, TAPE_COLUMNS, "a column that tells loans apart")
        })
    });
    if !fields.has("by") {
        let final_ = fields.optional("final", final_of_all);
        fields.finish();
        return Some((LossTerms { initial, final_, lag }, None));
    }
    let otherwise = fields.optional("otherwise", Reader::share);
    let values = fields.required("final", "{ software: 60% }", shares_by_value);
    fields.finish();
    let severities = Severities {
        column: column?,
        values: values?,
        otherwise,
    };
    let terms = LossTerms {
        initial,
        final_: None,
        lag,
    };
    Some((terms, Some(severities)))
}

/// One severity, for every loan.
fn final_of_all(reader: &Reader<'_>, node: &Node) -> Option<Ratio> {
    if node.entries().is_none() {
        return reader.share(node);
    }
    let problem = reader.problem(Code::MissingKey, &node.span, "severities by value need `by`");
    let problem = problem.label("by which column?");
    reader.push(problem.remedy("add `by: sector`, with the name of a tape column"));
    None
}

fn shares_by_value(reader: &Reader<'_>, node: &Node) -> Option<BTreeMap<String, Ratio>> {
    let Some(entries) = node.entries() else {
        reader.wrong_shape(node, "a map of keys");
        return None;
    };
    let share = |entry: &Entry| Some((entry.key.trim().to_owned(), reader.share(&entry.value)?));
    let shares: Vec<Option<(String, Ratio)>> = entries.iter().map(share).collect();
    shares.into_iter().collect()
}

/// Prepayment rates.
pub(super) fn prepayment(reader: &Reader<'_>, node: &Node) -> Option<Vec<Rate>> {
    let fields = Fields::of(reader, node, "prepayment")?;
    let rates = fields.required("annual_rate", "10%", |reader, node| {
        reader.list(node, Reader::share_rate)
    });
    fields.finish();
    rates
}

/// Delinquency rates.
pub(super) fn delinquency(reader: &Reader<'_>, node: &Node) -> Option<Vec<Ratio>> {
    let fields = Fields::of(reader, node, "delinquency")?;
    let rates = fields.required("rate", "[ 1%, 2% ]", |reader, node| {
        reader.list(node, Reader::share)
    });
    fields.finish();
    rates
}

/// `clean_up` and `time` of the choice on calls.
pub(in crate::file) const EXERCISES: Words<bool> = &[("exercise", true), ("not exercised", false)];

/// Which calls are exercised.
pub(super) fn calls(reader: &Reader<'_>, node: &Node) -> Option<CallExercise> {
    let fields = Fields::of(reader, node, "the choice on calls")?;
    let exercise = |key| {
        fields.optional(key, |reader, node| {
            reader.literal(node, |text| choose(text, EXERCISES, "a choice on a call"))
        })
    };
    let (clean_up, time) = (exercise("clean_up"), exercise("time"));
    let regulatory = fields.optional("regulatory", regulatory);
    fields.finish();
    Some(CallExercise {
        clean_up: clean_up.unwrap_or_default(),
        time: time.unwrap_or_default(),
        regulatory: regulatory.flatten(),
    })
}

/// The date of a regulatory event, or `not exercised`.
fn regulatory(reader: &Reader<'_>, node: &Node) -> Option<Option<NaiveDate>> {
    match node.text() {
        Some("not exercised") => Some(None),
        Some("exercise") => {
            let cause = "a regulatory call is exercised on the date of its event";
            let problem = reader.problem(Code::NotADate, &node.span, cause).label("when?");
            reader.push(problem.remedy("write the date, as in `regulatory: 2028-06-30`"));
            None
        }
        Some(_) | None => reader.date(node).map(Some),
    }
}
