//! The bank's calls.

use super::terms::{Life, between, within};
use crate::call::{Calls, TimeCall};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::node::Node;
use crate::file::reader::Reader;

/// The bank's calls.
pub(super) fn calls(reader: &Reader<'_>, node: &Node, life: &Life) -> Option<Calls> {
    let fields = Fields::of(reader, node, "calls")?;
    let clean_up = fields.optional("clean_up", |reader, node| {
        without_incentive(reader, node, "clean-up").then(|| reader.share(node))?
    });
    let time = fields.optional("time", |reader, node| time(reader, node, life));
    let regulatory = fields.optional("regulatory", |reader, node| {
        without_incentive(reader, node, "regulatory").then(|| reader.boolean(node))?
    });
    fields.finish();
    Some(Calls {
        clean_up,
        time,
        regulatory: regulatory.unwrap_or_default(),
    })
}

/// The time call: its date, or at length date and incentive.
fn time(reader: &Reader<'_>, node: &Node, life: &Life) -> Option<TimeCall> {
    if node.entries().is_none() {
        let date = reader.date(node)?;
        check_date(reader, date, node, life);
        return Some(TimeCall::from(date));
    }
    let fields = Fields::of(reader, node, "the time call")?;
    let date = fields.required("date", "2029-06-30", |reader, node| {
        let date = reader.date(node)?;
        check_date(reader, date, node, life);
        Some(date)
    });
    let incentive = fields.optional("incentive", Reader::boolean);
    fields.finish();
    Some(TimeCall {
        date: date?,
        incentive,
    })
}

fn check_date(reader: &Reader<'_>, date: chrono::NaiveDate, node: &Node, life: &Life) {
    if within(date, life) {
        return;
    }
    let cause = format!("the time call of {date} lies outside the deal's life");
    let problem = reader.problem(Code::CallDate, &node.span, cause);
    let remedy = "choose a date after closing and before scheduled maturity";
    reader.push(between(reader, problem.label("outside the deal's life"), life).remedy(remedy));
}

/// Whether a call other than the time call says nothing of an incentive, which is reported.
fn without_incentive(reader: &Reader<'_>, node: &Node, call: &str) -> bool {
    let entries = node.entries().unwrap_or_default();
    let Some(entry) = entries.iter().find(|entry| entry.key == "incentive") else {
        return true;
    };
    let cause = format!("the {call} call has an incentive, which is only asked of the time call");
    let problem = reader.problem(Code::IncentiveMisplaced, &entry.key_span, cause);
    let remedy = "take it out; a time call has one as `time: { date: 2029-06-30, incentive: true }`";
    reader.push(problem.label("only for the time call").remedy(remedy));
    false
}
