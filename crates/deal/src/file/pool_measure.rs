//! Measures of the loans: a word, and the keys that belong to it.

use rust_decimal::Decimal;

use super::codes::Code;
use super::criterion::criterion;
use super::fields::Fields;
use super::literal::{self, Fault};
use super::node::Node;
use super::reader::Reader;
use super::words::{TAPE_COLUMNS, Words, choose};
use crate::criterion::{Criterion, Limit};
use crate::pool_measure::{MeasureUnit, PoolMeasure, PortfolioCondition};
use crate::scenario::TapeColumn;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PoolWord {
    LargestShare,
    LargestObligorShare,
    LargestGroupShare,
    Share,
    IncreaseOfShare,
    WeightedAveragePd,
    WeightedAverageLgd,
    WeightedAverageLife,
    EffectiveNumber,
    NumberOfObligors,
}

/// `measure` of a portfolio condition.
pub(super) const WORDS: Words<PoolWord> = &[
    ("largest share", PoolWord::LargestShare),
    ("largest obligor share", PoolWord::LargestObligorShare),
    ("largest group share", PoolWord::LargestGroupShare),
    ("share", PoolWord::Share),
    ("increase of share", PoolWord::IncreaseOfShare),
    ("weighted-average pd", PoolWord::WeightedAveragePd),
    ("weighted-average lgd", PoolWord::WeightedAverageLgd),
    ("weighted-average life", PoolWord::WeightedAverageLife),
    ("effective number", PoolWord::EffectiveNumber),
    ("number of obligors", PoolWord::NumberOfObligors),
];

/// `or` of a portfolio condition.
pub(super) const RELIEFS: Words<bool> = &[("maintain or improve", true)];

/// The most that a number of obligors, or of the largest of them, may be.
const COUNT_MAX: u32 = 1_000_000;

/// A condition on the pool after an addition.
pub(super) fn portfolio_condition(reader: &Reader<'_>, node: &Node) -> Option<PortfolioCondition> {
    let fields = Fields::of(reader, node, "the portfolio condition")?;
    let word = fields.required("measure", "largest group share", |reader, node| {
        reader.literal(node, |text| choose(text, WORDS, "a measure of the loans"))
    });
    let measure = word.and_then(|word| pool_measure(&fields, word));
    let key = fields.one_of(&["at_most", "at_least"]);
    let unit = measure.as_ref().map_or(MeasureUnit::Number, PoolMeasure::unit);
    let level = key.and_then(|key| fields.optional(key, |reader, node| level(reader, node, unit)));
    let otherwise = fields.optional("or", |reader, node| {
        reader.literal(node, |text| choose(text, RELIEFS, "a relief of a condition"))
    });
    fields.finish();
    let level = level?;
    Some(PortfolioCondition {
        measure: measure?,
        limit: if key? == "at_most" {
            Limit::AtMost(level)
        } else {
            Limit::AtLeast(level)
        },
        maintain_or_improve: otherwise.unwrap_or_default(),
    })
}

/// The measure of a word, with the keys that belong to it.
pub(super) fn pool_measure(fields: &Fields<'_>, word: PoolWord) -> Option<PoolMeasure> {
    let measure = match word {
        PoolWord::LargestShare => {
            let by = fields.required("by", "sector", |reader, node| {
                reader.literal(node, |text| choose(text, TAPE_COLUMNS, "a column of a tape"))
            });
            by.map(|by| largest(fields, by))
        }
        PoolWord::LargestObligorShare => Some(largest(fields, TapeColumn::ObligorId)),
        PoolWord::LargestGroupShare => Some(largest(fields, TapeColumn::GroupId)),
        PoolWord::Share => counted(fields).map(PoolMeasure::Share),
        PoolWord::IncreaseOfShare => counted(fields).map(PoolMeasure::IncreaseOfShare),
        PoolWord::WeightedAveragePd => Some(PoolMeasure::WeightedAveragePd),
        PoolWord::WeightedAverageLgd => Some(PoolMeasure::WeightedAverageLgd),
        PoolWord::WeightedAverageLife => Some(PoolMeasure::WeightedAverageLife),
        PoolWord::EffectiveNumber => Some(PoolMeasure::EffectiveNumber),
        PoolWord::NumberOfObligors => Some(PoolMeasure::NumberOfObligors),
    };
    let largest = matches!(
        word,
        PoolWord::LargestShare | PoolWord::LargestObligorShare | PoolWord::LargestGroupShare
    );
    let counted = matches!(word, PoolWord::Share | PoolWord::IncreaseOfShare);
    misplaced(
        fields,
        "by",
        word == PoolWord::LargestShare,
        "only with `largest share`",
    );
    misplaced(fields, "count", largest, "only with the largest shares");
    misplaced(
        fields,
        "where",
        counted,
        "only with `share` and `increase of share`",
    );
    measure
}

fn largest(fields: &Fields<'_>, by: TapeColumn) -> PoolMeasure {
    let count = fields.optional("count", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, COUNT_MAX))
    });
    PoolMeasure::LargestShare {
        by,
        count: count.unwrap_or(1),
    }
}

/// Which loans a share counts; the answer must not change while a loan is in the pool.
fn counted(fields: &Fields<'_>) -> Option<Criterion> {
    let counted = fields.required("where", "{ field: pd, at_least: 5% }", criterion)?;
    if counted.depends_on_date() {
        let reader = fields.reader;
        let cause = "a share cannot count loans by `remaining_term`, which changes from date to date";
        let problem = reader.problem(Code::CriterionMisfit, &fields.span_of("where"), cause);
        reader.push(
            problem
                .label("not by remaining term")
                .remedy("count them by another field"),
        );
        return None;
    }
    Some(counted)
}

/// Reports a key that does not belong to the measure.
pub(super) fn misplaced(fields: &Fields<'_>, key: &'static str, belongs: bool, label: &str) {
    if !belongs && fields.find(key).is_some() {
        let reader = fields.reader;
        let cause = format!("`{key}` has no meaning for this measure");
        let problem = reader
            .problem(Code::MeasureKeyMisplaced, &fields.span_of_key(key), cause)
            .label(label);
        let problem = problem.also(reader.place(fields.span_of("measure")), "the measure");
        reader.push(problem.remedy(format!("take `{key}` out")));
    }
}

/// A level in the unit of its measure.
pub(super) fn level(reader: &Reader<'_>, node: &Node, unit: MeasureUnit) -> Option<Decimal> {
    match unit {
        MeasureUnit::Share => reader.share(node).map(|share| share.0),
        MeasureUnit::Years => reader.literal(node, years),
        MeasureUnit::Number => reader.literal(node, number),
    }
}

/// `4.5 years`.
fn years(text: &str) -> Result<Decimal, Fault> {
    let number_of_years = text.trim().trim_end_matches('s').strip_suffix("year");
    number_of_years.map(str::trim).map_or_else(
        || {
            Err(Fault {
                code: Code::NotALag,
                cause: format!("`{}` is not a number of years", super::fields::shortened(text)),
                label: "not a number of years".to_owned(),
                remedy: "write it with its unit, as in `4.5 years`".to_owned(),
            })
        },
        number,
    )
}

/// A number that is not below nought.
fn number(text: &str) -> Result<Decimal, Fault> {
    let number = literal::decimal(text)?;
    if number >= Decimal::ZERO && number <= Decimal::from(COUNT_MAX) {
        return Ok(number);
    }
    Err(Fault {
        code: Code::OutOfRange,
        cause: format!("`{}` is outside its range", super::fields::shortened(text)),
        label: "from 0 to a million".to_owned(),
        remedy: "check the level".to_owned(),
    })
}
