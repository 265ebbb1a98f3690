//! Tests: a measure, a level, and what belongs to the measure.

use chrono::Months;
use rust_decimal::Decimal;

use super::codes::Code;
use super::deal::Names;
use super::fields::Fields;
use super::literal;
use super::node::Node;
use super::pool_measure::{self, PoolWord};
use super::reader::Reader;
use super::words::{BASES, Words, choose};
use crate::pool_measure::PoolMeasure;
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

/// A measure of a test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    CumulativeLosses,
    CumulativeDefaults,
    PoolFactor,
    CreditEnhancement,
    DelinquencyRate,
    DefaultRate,
    LargestObligors,
    WeightedAveragePd,
    DetachmentFall,
    UnappliedAmount,
    SellerDowngrades,
    Pool(PoolWord),
}

/// `measure` of a test.
pub(super) const MEASURES: Words<Word> = &[
    ("cumulative losses", Word::CumulativeLosses),
    ("cumulative defaults", Word::CumulativeDefaults),
    ("pool factor", Word::PoolFactor),
    ("credit enhancement", Word::CreditEnhancement),
    ("delinquency rate", Word::DelinquencyRate),
    ("default rate", Word::DefaultRate),
    ("largest obligors", Word::LargestObligors),
    ("weighted-average pd", Word::WeightedAveragePd),
    ("detachment fall", Word::DetachmentFall),
    ("unapplied amount", Word::UnappliedAmount),
    ("seller downgrades", Word::SellerDowngrades),
    ("largest share", Word::Pool(PoolWord::LargestShare)),
    ("largest obligor share", Word::Pool(PoolWord::LargestObligorShare)),
    ("largest group share", Word::Pool(PoolWord::LargestGroupShare)),
    ("share", Word::Pool(PoolWord::Share)),
    ("increase of share", Word::Pool(PoolWord::IncreaseOfShare)),
    ("weighted-average lgd", Word::Pool(PoolWord::WeightedAverageLgd)),
    ("weighted-average life", Word::Pool(PoolWord::WeightedAverageLife)),
    ("effective number", Word::Pool(PoolWord::EffectiveNumber)),
    ("number of obligors", Word::Pool(PoolWord::NumberOfObligors)),
];

/// The most dates that a cure may take.
const CURE_MAX: u32 = 1_000;

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
    let cure_periods = fields.optional("cure_periods", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, CURE_MAX))
    });
    let pool = pool_measure_of(&fields, word);
    let bound = bound(&fields, word, pool.as_ref());
    if role != Role::Sequential && fields.has("curable") {
        misplaced(
            &fields,
            Code::CurableMisplaced,
            "curable",
            "`curable` has no meaning here",
            "only in `sequential_when`",
        );
    }
    if fields.has("cure_periods") && curable != Some(true) {
        let cause = "`cure_periods` says how a curable test is cured, and this one is not curable";
        misplaced(
            &fields,
            Code::CurableMisplaced,
            "cure_periods",
            cause,
            "needs `curable: true`",
        );
    }
    if let Some(word) = word {
        belonging(&fields, word);
    }
    fields.finish();
    let measure = match (word?, pool) {
        (Word::Pool(_), pool) => Measure::Pool(pool?),
        (word, _) => measure(word, of, window.map(Months::new), base.unwrap_or_default())?,
    };
    let curable = match role {
        Role::Sequential => curable.unwrap_or_default(),
        Role::LockOut => true,
        Role::Condition => false,
    };
    Some(Test {
        measure,
        bound: bound?,
        curable,
        cure_periods: cure_periods.unwrap_or(1),
    })
}

/// The measure of the loans, where the word is one; its keys are refused for any other.
fn pool_measure_of(fields: &Fields<'_>, word: Option<Word>) -> Option<PoolMeasure> {
    if let Word::Pool(word) = word? {
        return pool_measure::pool_measure(fields, word);
    }
    pool_measure::misplaced(fields, "by", false, "only with `largest share`");
    pool_measure::misplaced(fields, "count", false, "only with the largest shares");
    pool_measure::misplaced(
        fields,
        "where",
        false,
        "only with `share` and `increase of share`",
    );
    None
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
        Word::DetachmentFall => Measure::DetachmentFall { of },
        Word::UnappliedAmount => Measure::UnappliedAmount,
        Word::SellerDowngrades => Measure::SellerDowngrades,
        Word::Pool(_) => return None,
    })
}

/// Exactly one of `above` and `below`.
fn bound(fields: &Fields<'_>, word: Option<Word>, pool: Option<&PoolMeasure>) -> Option<Bound> {
    let key = fields.one_of(&["above", "below"])?;
    let level = fields.optional(key, |reader, node| match (word, pool) {
        (Some(Word::LargestObligors | Word::SellerDowngrades), _) => reader.literal(node, |text| {
            literal::count(text, 0, OBLIGORS_MAX).map(|count| Ratio(Decimal::from(count)))
        }),
        (Some(Word::Pool(_)), Some(pool)) => pool_measure::level(reader, node, pool.unit()).map(Ratio),
        _ => reader.literal(node, literal::share),
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
    if !of_tranche && word != Word::DetachmentFall && fields.has("of") {
        let cause = "this measure is that of the whole pool, not of a tranche";
        misplaced(
            fields,
            Code::OfMisplaced,
            "of",
            cause,
            "only with `credit enhancement` and `detachment fall`",
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
