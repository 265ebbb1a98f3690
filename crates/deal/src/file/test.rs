//! Tests: a measure, a level, and what belongs to the measure.

use chrono::Months;
use rust_decimal::Decimal;

use super::codes::Code;
use super::deal::Names;
use super::fields::Fields;
use super::literal;
use super::node::Node;
use super::reader::Reader;
use super::words::{BASES, Words, choose};
use crate::rate::Ratio;
use crate::trigger::{Base, Bound, Measure, Test};

/// What a test is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It makes principal sequential.
    Sequential,
    /// It keeps a group from principal.
    LockOut,
    /// It ends replenishment.
    Condition,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    CumulativeLosses,
    CumulativeDefaults,
    PoolFactor,
    CreditEnhancement,
    DelinquencyRate,
    DefaultRate,
    LargestObligors,
    WeightedAveragePd,
}

const MEASURES: Words<Word> = &[
    ("cumulative losses", Word::CumulativeLosses),
    ("cumulative defaults", Word::CumulativeDefaults),
    ("pool factor", Word::PoolFactor),
    ("credit enhancement", Word::CreditEnhancement),
    ("delinquency rate", Word::DelinquencyRate),
    ("default rate", Word::DefaultRate),
    ("largest obligors", Word::LargestObligors),
    ("weighted-average pd", Word::WeightedAveragePd),
];

/// The most obligors that a level may count.
const OBLIGORS_MAX: u32 = 1_000_000;

/// Tests, at least one.
pub(super) fn tests(reader: &Reader<'_>, node: &Node, names: &Names, role: Role) -> Option<Vec<Test>> {
    reader.list(node, |reader, item| test(reader, item, names, role))
}

fn test(reader: &Reader<'_>, node: &Node, names: &Names, role: Role) -> Option<Test> {
    let fields = Fields::of(reader, node, "the test")?;
    let word = fields.required("measure", "cumulative losses", |reader, node| {
        reader.literal(node, |text| choose(text, MEASURES, "a measure"))
    });
    let of = fields.optional("of", |reader, node| tranche(reader, node, names));
    let window = fields.optional("window", |reader, node| reader.literal(node, literal::months));
    let base = fields.optional("base", |reader, node| {
        reader.literal(node, |text| choose(text, BASES, "a base"))
    });
    let curable = fields.optional("curable", Reader::boolean);
    let bound = bound(&fields, word);
    if role != Role::Sequential && fields.has("curable") {
        misplaced(
            &fields,
            Code::CurableMisplaced,
            "curable",
            "`curable` has no meaning here",
            "only in `sequential_when`",
        );
    }
    if let Some(word) = word {
        belonging(&fields, word);
    }
    fields.finish();
    let measure = measure(word?, of, window.map(Months::new), base.unwrap_or_default())?;
    let curable = match role {
        Role::Sequential => curable.unwrap_or_default(),
        Role::LockOut => true,
        Role::Condition => false,
    };
    Some(Test {
        measure,
        bound: bound?,
        curable,
    })
}

fn measure(word: Word, of: Option<usize>, window: Option<Months>, base: Base) -> Option<Measure> {
    Some(match word {
        Word::CumulativeLosses => Measure::CumulativeLosses { base },
        Word::CumulativeDefaults => Measure::CumulativeDefaults { base },
        Word::PoolFactor => Measure::PoolFactor,
        Word::CreditEnhancement => Measure::CreditEnhancement { of: of? },
        Word::DelinquencyRate => Measure::DelinquencyRate { window },
        Word::DefaultRate => Measure::DefaultRate { window },
        Word::LargestObligors => Measure::LargestObligors,
        Word::WeightedAveragePd => Measure::WeightedAveragePd,
    })
}

/// Exactly one of `above` and `below`.
fn bound(fields: &Fields<'_>, word: Option<Word>) -> Option<Bound> {
    let key = fields.one_of(&["above", "below"])?;
    let level = fields.optional(key, |reader, node| {
        reader.literal(node, |text| match word {
            Some(Word::LargestObligors) => {
                literal::count(text, 0, OBLIGORS_MAX).map(|count| Ratio(Decimal::from(count)))
            }
            _ => literal::share(text),
        })
    })?;
    Some(match key {
        "above" => Bound::Above(level),
        _ => Bound::Below(level),
    })
}

/// Keys that belong to some measures only.
fn belonging(fields: &Fields<'_>, word: Word) {
    let of_tranche = word == Word::CreditEnhancement;
    if of_tranche && !fields.has("of") {
        let at = fields.span_of("measure");
        let cause = "credit enhancement is that of a tranche, and none is named";
        let problem = fields
            .reader
            .problem(Code::OfMisplaced, &at, cause)
            .label("of which tranche?");
        fields
            .reader
            .push(problem.remedy("add `of: senior`, with the name of a tranche"));
    }
    if !of_tranche && fields.has("of") {
        let cause = "this measure is that of the whole pool, not of a tranche";
        misplaced(
            fields,
            Code::OfMisplaced,
            "of",
            cause,
            "only with `credit enhancement`",
        );
    }
    if fields.has("window") && !matches!(word, Word::DelinquencyRate | Word::DefaultRate) {
        let cause = "this measure does not look back over a window";
        let label = "only with `delinquency rate` and `default rate`";
        misplaced(fields, Code::WindowMisplaced, "window", cause, label);
    }
    if fields.has("base") && !matches!(word, Word::CumulativeLosses | Word::CumulativeDefaults) {
        let cause = "this measure has a base of its own";
        let label = "only with `cumulative losses` and `cumulative defaults`";
        misplaced(fields, Code::BaseMisplaced, "base", cause, label);
    }
}

fn misplaced(fields: &Fields<'_>, code: Code, key: &str, cause: &str, label: &str) {
    let problem = fields
        .reader
        .problem(code, &fields.span_of_key(key), cause)
        .label(label);
    let problem = problem.also(fields.reader.place(fields.span_of("measure")), "the measure");
    fields.reader.push(problem.remedy(format!("take `{key}` out")));
}

/// The index of a tranche that is named.
pub(super) fn tranche(reader: &Reader<'_>, node: &Node, names: &Names) -> Option<usize> {
    reader.literal(node, |text| {
        let found = names.names.iter().position(|name| name == text.trim());
        found.ok_or_else(|| {
            let known: Vec<&str> = names.names.iter().map(String::as_str).collect();
            let near = super::words::nearest(text, known.iter().copied());
            literal::Fault {
                code: Code::UnknownTranche,
                cause: format!("there is no tranche `{}`", super::fields::shortened(text)),
                label: "no such tranche".to_owned(),
                remedy: match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the tranches are {}", super::words::listed(&known, "and")),
                },
            }
        })
    })
}
