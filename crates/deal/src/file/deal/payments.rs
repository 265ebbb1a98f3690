//! Payment terms: frequency, first date, day count, roll, calendar.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::terms::{Life, between};
use crate::date::{Calendar, Lag, Roll, month_end};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::files::fetch;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::source::Place;
use crate::file::words::{ACCRUALS, DAY_COUNTS, FREQUENCIES, LAST_STUBS, ROLLS, Words, choose, unknown_word};
use crate::file::{Problem, curve};
use crate::payments::{Frequency, Payments};

/// The most payment dates of a deal.
const DATES_MAX: i32 = 1_500;

/// The longest payment lag, in business days.
const LAG_MAX: u32 = 60;

/// Payment terms.
pub(super) fn payments(reader: &Reader<'_>, node: &Node, life: &Life) -> Option<Payments> {
    let fields = Fields::of(reader, node, "payments")?;
    let frequency = fields.required("frequency", "quarterly", |reader, node| {
        reader.literal(node, |text| choose(text, FREQUENCIES, "a frequency"))
    });
    let first = fields.required("first", "2026-09-30", Reader::date);
    let day_count = fields.required("day_count", "ACT/360", |reader, node| {
        reader.literal(node, |text| choose(text, DAY_COUNTS, "a day count"))
    });
    let roll = fields.optional("roll", |reader, node| {
        reader.literal(node, |text| choose(text, ROLLS, "a roll"))
    });
    let calendar = fields.optional("calendar", calendar);
    let lag = fields.optional("lag", |reader, node| {
        reader.literal(node, |text| business_days(text, "payment lag"))
    });
    let accrual = fields.optional("accrual", |reader, node| {
        reader.literal(node, |text| choose(text, ACCRUALS, "an accrual"))
    });
    let end_of_month = fields
        .optional("end_of_month", Reader::boolean)
        .unwrap_or_default();
    let last_stub = fields.optional("last_stub", |reader, node| {
        reader.literal(node, |text| choose(text, LAST_STUBS, "a stub"))
    });
    if let Some(first) = first {
        if end_of_month {
            at_month_end(&fields, first);
        }
        first_in_life(&fields, first, life);
        if let (Some(frequency), Some(last)) = (frequency, life.legal_final_maturity) {
            few_enough(&fields, first, last, frequency);
        }
    }
    fields.finish();
    Some(Payments {
        frequency: frequency?,
        first: first?,
        day_count: day_count?,
        roll: roll.unwrap_or(Roll::None),
        calendar: calendar.unwrap_or(Calendar::None),
        lag_business_days: lag.unwrap_or_default(),
        accrual: accrual.unwrap_or_default(),
        end_of_month,
        last_stub: last_stub.unwrap_or_default(),
    })
}

/// A grid of month ends starts with one.
fn at_month_end(fields: &Fields<'_>, first: NaiveDate) {
    let end = month_end(first);
    if first != end {
        let cause = format!("the first payment date {first} is not the last day of its month");
        let problem = fields
            .reader
            .problem(Code::NotMonthEnd, &fields.span_of("first"), cause)
            .label("not a month end")
            .also(
                fields.reader.place(fields.span_of("end_of_month")),
                "asked for here",
            );
        fields
            .reader
            .push(problem.remedy(format!("write `first: {end}`, or take `end_of_month` out")));
    }
}

/// A number of business days; `what` it is, for messages.
pub(super) fn business_days(text: &str, what: &str) -> Result<u32, Fault> {
    match literal::lag(text)? {
        Lag::BusinessDays(days) if days <= LAG_MAX => Ok(days),
        Lag::BusinessDays(_) | Lag::Days(_) | Lag::Months(_) => Err(Fault {
            code: Code::NotALag,
            cause: format!("`{text}` is not a {what}"),
            label: "not a number of business days".to_owned(),
            remedy: format!("write `2 business days`, {LAG_MAX} at most"),
        }),
    }
}

fn first_in_life(fields: &Fields<'_>, first: NaiveDate, life: &Life) {
    let early = life.closing.is_some_and(|closing| first <= closing);
    let late = life.scheduled_maturity.is_some_and(|scheduled| first > scheduled);
    if early || late {
        let label = if early {
            "not after closing"
        } else {
            "after scheduled maturity"
        };
        let cause = format!("the first payment date {first} is {label}");
        let problem = fields
            .reader
            .problem(Code::FirstPayment, &fields.span_of("first"), cause);
        let problem = between(fields.reader, problem.label(label), life);
        fields
            .reader
            .push(problem.remedy("choose a date after closing and not after scheduled maturity"));
    }
}

fn few_enough(fields: &Fields<'_>, first: NaiveDate, last: NaiveDate, frequency: Frequency) {
    let months = (last.year() - first.year()) * 12 + 12;
    let dates = months / i32::try_from(frequency.months()).unwrap_or(1);
    if dates > DATES_MAX {
        let cause = format!("the deal has about {dates} payment dates, more than {DATES_MAX}");
        let problem = fields
            .reader
            .problem(Code::TooManyPayments, &fields.span_of("frequency"), cause);
        fields.reader.push(
            problem
                .label("too often for so long")
                .remedy("check the maturities, or pay less often"),
        );
    }
}

/// `calendar`.
pub(in crate::file) const CALENDARS: Words<fn() -> Calendar> = &[
    ("US", || Calendar::UnitedStates),
    ("US government securities", || {
        Calendar::UnitedStatesGovernmentSecurities
    }),
    ("TARGET", || Calendar::Target),
    ("UK", || Calendar::UnitedKingdom),
    ("none", || Calendar::None),
];

/// A known calendar, or a file of holidays.
pub(super) fn calendar(reader: &Reader<'_>, node: &Node) -> Option<Calendar> {
    let text = reader.scalar(node)?.trim();
    if let Some((_, calendar)) = CALENDARS.iter().find(|(word, _)| *word == text) {
        return Some(calendar());
    }
    if !text.contains(['.', '/']) {
        let known: Vec<&str> = CALENDARS.iter().map(|(word, _)| *word).collect();
        let mut fault = unknown_word(text, &known, "a calendar");
        fault.remedy.push_str(", or the path of a file of holidays");
        reader.fault(&node.span, fault);
        return None;
    }
    let source = fetch(reader, node, "calendar")?;
    reader.problems.know_rows(&source);
    let mut holidays = BTreeSet::new();
    for (span, line) in curve::lines(&source) {
        match literal::date(line) {
            Ok(date) => drop(holidays.insert(date)),
            Err(_) if span.start == 0 && line == "date" => {}
            Err(fault) => reader.push(
                Problem::new(Code::HolidaysRow, Place::new(&source, span), fault.cause)
                    .label("not a holiday")
                    .remedy("write one date on each line, as in `2026-12-25`"),
            ),
        }
    }
    Some(Calendar::Holidays(holidays))
}
