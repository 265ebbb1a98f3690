//! The factor model: correlations or several factors, copula, what moves losses, and how defaults come with time.

mod factors;
mod pd;

use std::collections::BTreeMap;

use crate::factor_model::{ByValue, Copula, Correlation, Dependence, FactorModel, LossSpread};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{TAPE_COLUMNS, Words, choose};

/// The most degrees of freedom: above, Student's t is a normal.
const DEGREES_MAX: u32 = 1_000;

/// Whether degrees of freedom are asked for.
pub(in crate::file) const COPULAS: Words<bool> = &[("gaussian", false), ("t", true)];

/// The factor model.
pub(super) fn factor_model(reader: &Reader<'_>, node: &Node) -> Option<FactorModel> {
    let fields = Fields::of(reader, node, "the factor model")?;
    let dependence = match (fields.has("correlation"), fields.has("factors")) {
        (_, true) => factors::factors(&fields).map(Dependence::Several),
        (true, false) => fields.optional("correlation", correlation).map(Dependence::One),
        (false, false) => None,
    };
    for key in ["correlation", "factors", "correlations", "loadings"] {
        fields.find(key);
    }
    exclude(&fields);
    let copula = copula(&fields);
    let lgd = fields.optional("lgd", lgd);
    let pd = fields.optional("pd", pd::pd);
    fields.finish();
    Some(FactorModel {
        dependence,
        copula: copula?,
        lgd: lgd.unwrap_or_default(),
        pd: pd.unwrap_or_default(),
    })
}

/// A correlation is of one factor; the matrix and the loadings are of several.
fn exclude(fields: &Fields<'_>) {
    let is_several = fields.has("factors");
    let alone: &[&str] = match is_several {
        true => &["correlation"],
        false => &["correlations", "loadings"],
    };
    for key in alone.iter().filter(|key| fields.has(key)) {
        let cause = match is_several {
            true => "`correlation` is of one factor, and `factors` are several".to_owned(),
            false => format!("`{key}` needs `factors`"),
        };
        let remedy = match is_several {
            true => "take one of the two out; the matrix of several factors is `correlations`",
            false => "name the factors, as in `factors: [ global, europe ]`",
        };
        let problem = fields
            .reader
            .problem(Code::OneOf, &fields.span_of_key(key), cause);
        fields
            .reader
            .push(problem.label("does not go with the rest").remedy(remedy));
    }
}

/// A correlation for all, `basel`, or one by the values of a column.
fn correlation(reader: &Reader<'_>, node: &Node) -> Option<Correlation> {
    if node.entries().is_some() {
        return by_value(reader, node, "the correlation", |reader, node| reader.share(node))
            .map(Correlation::By);
    }
    match node.text() {
        Some("basel") => Some(Correlation::Basel),
        Some(_) | None => reader.share(node).map(Correlation::All),
    }
}

/// `{ by: sector, software: 20%, otherwise: 15% }`.
fn by_value<T>(
    reader: &Reader<'_>,
    node: &Node,
    block: &'static str,
    read: impl Fn(&Reader<'_>, &Node) -> Option<T>,
) -> Option<ByValue<T>> {
    let entries = node.entries()?;
    let Some(by) = entries.iter().find(|entry| entry.key == "by") else {
        let cause = format!("{block} by value needs `by`");
        let problem = reader
            .problem(Code::MissingKey, &node.span, cause)
            .label("by which column?");
        reader.push(problem.remedy("add `by: sector`, with the name of a tape column"));
        return None;
    };
    let column = reader.literal(&by.value, |text| {
        choose(text, TAPE_COLUMNS, "a column that tells loans apart")
    });
    let mut sound = true;
    let mut found = ByValue {
        column: column?,
        values: BTreeMap::new(),
        otherwise: None,
    };
    for entry in entries.iter().filter(|entry| entry.key != "by") {
        if let Err(fault) = literal::name(&entry.key) {
            reader.fault(&entry.key_span, fault);
        }
        match (entry.key.as_str(), read(reader, &entry.value)) {
            (_, None) => sound = false,
            ("otherwise", value) => found.otherwise = value,
            (name, Some(value)) => {
                found.values.insert(name.trim().to_owned(), value);
            }
        }
    }
    sound.then_some(found)
}

fn copula(fields: &Fields<'_>) -> Option<Copula> {
    let has_degrees = fields.optional("copula", |reader, node| {
        reader.literal(node, |text| choose(text, COPULAS, "a copula"))
    });
    if fields.has("copula") && has_degrees.is_none() {
        fields.find("degrees");
        return None;
    }
    let count =
        |reader: &Reader<'_>, node: &Node| reader.literal(node, |text| literal::count(text, 1, DEGREES_MAX));
    match has_degrees.unwrap_or_default() {
        true => fields
            .required("degrees", "4", count)
            .map(|degrees| Copula::StudentT { degrees }),
        false => {
            if fields.find("degrees").is_some() {
                let cause = "degrees of freedom are those of Student's t";
                let problem = fields
                    .reader
                    .problem(Code::OneOf, &fields.span_of_key("degrees"), cause);
                let problem = problem.label("of no use to the gaussian copula");
                fields
                    .reader
                    .push(problem.remedy("add `copula: t`, or take it out"));
            }
            Some(Copula::Gaussian)
        }
    }
}

/// `{ deviation: 20%, factor: 30% }`.
fn lgd(reader: &Reader<'_>, node: &Node) -> Option<LossSpread> {
    let fields = Fields::of(reader, node, "the spread of losses")?;
    let deviation = fields.optional("deviation", Reader::share);
    let factor = fields.optional("factor", Reader::share);
    fields.finish();
    Some(LossSpread { deviation, factor })
}
