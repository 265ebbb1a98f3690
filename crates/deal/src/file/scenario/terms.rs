//! Severity, prepayment, calls, delinquency, factor model.

use chrono::NaiveDate;

use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::pool::Column;
use crate::file::reader::Reader;
use crate::file::words::{Words, choose, unknown_word};
use crate::rate::{Rate, Ratio};
use crate::scenario::{CallExercise, FactorModel, LossTerms};

/// The most factors of a factor model.
const FACTORS_MAX: u32 = 1_000;

/// Severity and lag.
pub(super) fn loss(reader: &Reader<'_>, node: &Node) -> Option<LossTerms> {
    let fields = Fields::of(reader, node, "loss")?;
    let initial = fields.optional("initial", Reader::share);
    let final_ = fields.optional("final", Reader::share);
    let lag = fields.optional("lag", |reader, node| reader.literal(node, literal::lag));
    fields.finish();
    Some(LossTerms { initial, final_, lag })
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

/// The factor model.
pub(super) fn factor_model(reader: &Reader<'_>, node: &Node) -> Option<FactorModel> {
    let fields = Fields::of(reader, node, "the factor model")?;
    let correlation = fields.optional("correlation", Reader::share);
    let factors = fields.optional("factors", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, FACTORS_MAX))
    });
    let loadings = fields.optional("loadings", |reader, node| {
        reader.literal(node, |text| match Column::from_name(text.trim()) {
            Some(column) => Ok(column.name().to_owned()),
            None => {
                let known: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
                Err(unknown_word(text, &known, "a column of a tape"))
            }
        })
    });
    fields.finish();
    Some(FactorModel {
        correlation,
        factors,
        loadings,
    })
}
