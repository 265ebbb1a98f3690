//! Criteria of single loans: a field of the tape and exactly one requirement.

use rust_decimal::Decimal;

use super::codes::Code;
use super::fields::Fields;
use super::literal::{self, Fault};
use super::node::Node;
use super::reader::Reader;
use super::words::{TAPE_COLUMNS, Words, choose};
use crate::criterion::{Criterion, Limit, NumberField};
use crate::scenario::TapeColumn;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Number(NumberField),
    RemainingTerm,
    Text(TapeColumn),
}

const NUMBERS: Words<NumberField> = &[
    ("balance", NumberField::Balance),
    ("rate", NumberField::Rate),
    ("pd", NumberField::Pd),
    ("lgd", NumberField::Lgd),
    ("risk_weight", NumberField::RiskWeight),
    ("ltv", NumberField::Ltv),
    ("turnover", NumberField::Turnover),
    ("undrawn", NumberField::Undrawn),
    ("cqs", NumberField::Cqs),
    ("delinquent_days", NumberField::DelinquentDays),
];

/// What is left of a loan's life, which is no column.
const REMAINING_TERM: &str = "remaining_term";

/// The longest a loan may be late, in days; no credit quality step is higher.
const COUNT_MAX: u32 = 36_500;

/// A criterion.
pub(super) fn criterion(reader: &Reader<'_>, node: &Node) -> Option<Criterion> {
    let fields = Fields::of(reader, node, "the criterion")?;
    let field = fields.required("field", "pd", |reader, node| reader.literal(node, field));
    let key = fields.one_of(&["at_most", "at_least", "one_of", "none_of", "blank"]);
    let criterion = field.zip(key).and_then(|(field, key)| match key {
        "at_most" | "at_least" => limit(&fields, field, key),
        "blank" => blank(&fields, field),
        _ => values(&fields, field, key),
    });
    fields.finish();
    criterion
}

/// `field` of a criterion.
pub(super) fn fields() -> Vec<&'static str> {
    let numbers = NUMBERS.iter().map(|(word, _)| *word);
    let texts = TAPE_COLUMNS.iter().map(|(word, _)| *word);
    numbers.chain(texts).chain([REMAINING_TERM]).collect()
}

fn field(text: &str) -> Result<Field, Fault> {
    if text.trim() == REMAINING_TERM {
        return Ok(Field::RemainingTerm);
    }
    if let Ok(number) = choose(text, NUMBERS, "a field") {
        return Ok(Field::Number(number));
    }
    choose(text, TAPE_COLUMNS, "a field of a criterion")
        .map(Field::Text)
        .map_err(|fault| Fault {
            remedy: super::words::unknown_word(text, &fields(), "a field of a criterion").remedy,
            ..fault
        })
}

fn limit(fields: &Fields<'_>, field: Field, key: &'static str) -> Option<Criterion> {
    let at_most = key == "at_most";
    match field {
        Field::Number(field) => {
            let level = fields.optional(key, |reader, node| number(reader, node, field))?;
            let limit = if at_most {
                Limit::AtMost(level)
            } else {
                Limit::AtLeast(level)
            };
            Some(Criterion::Number { field, limit })
        }
        Field::RemainingTerm => {
            let months = fields.optional(key, |reader, node| reader.literal(node, literal::months))?;
            Some(Criterion::RemainingTerm { months, at_most })
        }
        Field::Text(TapeColumn::Rating) if !at_most => {
            fields.optional(key, Reader::name).map(Criterion::RatingAtLeast)
        }
        Field::Text(field) => {
            let remedy = "write `one_of: [ … ]` or `none_of: [ … ]`; a minimum rating is `at_least: BBB-`";
            misfit(fields, key, field.name(), remedy)
        }
    }
}

fn number(reader: &Reader<'_>, node: &Node, field: NumberField) -> Option<Decimal> {
    match field {
        NumberField::Balance | NumberField::Turnover | NumberField::Undrawn => {
            reader.money(node).map(|money| Decimal::from(money.minor()))
        }
        NumberField::Pd | NumberField::Lgd => reader.share(node).map(|share| share.0),
        NumberField::Rate => reader.rate(node).map(|rate| rate.0),
        NumberField::RiskWeight => reader.literal(node, literal::risk_weight).map(|weight| weight.0),
        NumberField::Ltv => reader.literal(node, literal::ratio).map(|ratio| ratio.0),
        NumberField::Cqs | NumberField::DelinquentDays => reader
            .literal(node, |text| literal::count(text, 0, COUNT_MAX))
            .map(Decimal::from),
    }
}

fn values(fields: &Fields<'_>, field: Field, key: &'static str) -> Option<Criterion> {
    match field {
        Field::Text(field) => {
            let values = fields.optional(key, |reader, node| reader.list(node, Reader::name))?;
            Some(Criterion::Text {
                field,
                values,
                among: key == "one_of",
            })
        }
        Field::Number(field) => misfit(fields, key, field.name(), "write `at_most:` or `at_least:`"),
        Field::RemainingTerm => misfit(fields, key, "remaining_term", "write `at_most: 5 years`"),
    }
}

fn blank(fields: &Fields<'_>, field: Field) -> Option<Criterion> {
    match field {
        Field::Text(field) => {
            let blank = fields.optional("blank", Reader::boolean)?;
            Some(Criterion::Blank { field, blank })
        }
        Field::Number(field) => misfit(fields, "blank", field.name(), "write `at_most:` or `at_least:`"),
        Field::RemainingTerm => misfit(fields, "blank", "remaining_term", "write `at_most: 5 years`"),
    }
}

/// Reports a requirement that the field cannot have.
fn misfit(fields: &Fields<'_>, key: &str, field: &str, remedy: &str) -> Option<Criterion> {
    let reader = fields.reader;
    let cause = format!("`{key}` has no meaning for `{field}`");
    let problem = reader
        .problem(Code::CriterionMisfit, &fields.span_of_key(key), cause)
        .label("does not fit the field");
    let problem = problem.also(reader.place(fields.span_of("field")), "the field");
    reader.push(problem.remedy(remedy));
    None
}
