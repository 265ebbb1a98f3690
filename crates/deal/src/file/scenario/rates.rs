//! Index paths, and the yield of the collateral account.

use std::collections::BTreeMap;

use crate::coupon::IndexYear;
use crate::curve::{Beyond, Curve, Interpolation};
use crate::file::codes::Code;
use crate::file::curve::{self, Points};
use crate::file::fields::Fields;
use crate::file::files::fetch;
use crate::file::literal;
use crate::file::node::{Entry, Node};
use crate::file::reader::Reader;
use crate::file::words::{BEYOND, INTERPOLATIONS, choose};
use crate::index::IndexName;
use crate::rate::Rate;
use crate::scenario::{CollateralYield, IndexLevel, IndexPath};

/// The key of a shift of every index.
const SHIFT: &str = "shift";

/// Index paths by name, every one with the common shift.
pub(super) fn rates(reader: &Reader<'_>, node: &Node) -> Option<BTreeMap<IndexName, IndexPath>> {
    let entries = entries(reader, node)?;
    let common = entries.iter().find(|entry| entry.key == SHIFT);
    let shift = match common {
        Some(entry) => reader.rate(&entry.value)?,
        None => Rate::ZERO,
    };
    let mut paths = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.key != SHIFT) {
        let index = index(reader, entry);
        let year = index.as_ref().and_then(IndexName::market).map(|(_, year)| year);
        let path = path(reader, &entry.value, year.unwrap_or(IndexYear::Days360));
        if let (Some(index), Some(mut path)) = (index, path) {
            path.shift = path.shift + shift;
            paths.insert(index, path);
        }
    }
    Some(paths)
}

fn entries<'a>(reader: &Reader<'_>, node: &'a Node) -> Option<&'a [Entry]> {
    let entries = node.entries();
    if entries.is_none() {
        reader.wrong_shape(node, "a map of keys");
    }
    entries
}

fn index(reader: &Reader<'_>, entry: &Entry) -> Option<IndexName> {
    literal::index_name(&entry.key)
        .map_err(|fault| reader.fault(&entry.key_span, fault))
        .ok()
}

fn path(reader: &Reader<'_>, node: &Node, year: IndexYear) -> Option<IndexPath> {
    if node.text().is_some() {
        let flat = reader.rate(node)?;
        return Some(IndexPath {
            level: IndexLevel::Flat(flat),
            shift: Rate::ZERO,
        });
    }
    let fields = Fields::of(reader, node, "the index")?;
    let level = match (fields.find("flat"), fields.find("curve")) {
        (Some(flat), None) => flat_level(&fields, flat),
        (None, Some(node)) => points(reader, node)
            .and_then(|points| interpolated(&fields, points, year))
            .map(IndexLevel::Curve),
        (flat, _) => {
            let (cause, label) = match flat {
                Some(_) => ("the index has two levels, flat and a curve", "two levels"),
                None => ("the index has no level", "no level"),
            };
            let problem = reader.problem(Code::TwoLevels, &node.span, cause).label(label);
            reader.push(problem.remedy("write `{ flat: 3.65% }` or `{ curve: curves/sofr.csv }`"));
            None
        }
    };
    let shift = fields.optional(SHIFT, Reader::rate);
    for key in ["interpolation", "beyond"] {
        fields.find(key);
    }
    fields.finish();
    Some(IndexPath {
        level: level?,
        shift: shift.unwrap_or(Rate::ZERO),
    })
}

fn flat_level(fields: &Fields<'_>, flat: &Node) -> Option<IndexLevel> {
    for key in ["interpolation", "beyond"]
        .into_iter()
        .filter(|key| fields.has(key))
    {
        let cause = format!("a flat rate has no `{key}`");
        misplaced(fields, key, cause, "take it out, or give a `curve`");
    }
    fields.reader.rate(flat).map(IndexLevel::Flat)
}

/// The points of a file, or of a map from dates to rates.
fn points(reader: &Reader<'_>, node: &Node) -> Option<Points> {
    match node.entries() {
        Some([]) => {
            let problem = reader.problem(Code::EmptyList, &node.span, "the curve has no rows");
            let problem = problem.label("nothing in it");
            reader.push(problem.remedy("add an entry such as `2026-06-30: 3.65%`"));
            return None;
        }
        Some(entries) => return curve::inline(reader, entries),
        None => {}
    }
    let source = fetch(reader, node, "curve")?;
    reader.problems.know_rows(&source);
    curve::read(&source, reader.problems)
}

/// The curve through points; what is not said follows from them.
fn interpolated(fields: &Fields<'_>, points: Points, year: IndexYear) -> Option<Curve> {
    let interpolation = fields.optional("interpolation", |reader, node| {
        reader.literal(node, |text| choose(text, INTERPOLATIONS, "an interpolation"))
    });
    let said = fields.optional("beyond", |reader, node| {
        reader.literal(node, |text| choose(text, BEYOND, "a choice"))
    });
    let or = |beyond| said.unwrap_or(beyond);
    match (points, interpolation) {
        (Points::Rates(rates), None | Some(Interpolation::Previous)) => {
            Curve::rates(rates, false, or(Beyond::Hold))
        }
        (Points::Rates(rates), Some(Interpolation::Linear)) => Curve::rates(rates, true, or(Beyond::Refuse)),
        (Points::Rates(_), Some(Interpolation::LogLinear)) => {
            let cause = "the curve gives rates, not discount factors".to_owned();
            let remedy = "write `linear` or `previous`, or name the second column `discount_factor`";
            misplaced(fields, "interpolation", cause, remedy);
            None
        }
        (Points::Discount(factors), None | Some(Interpolation::LogLinear)) => {
            Curve::discount(factors, or(Beyond::Refuse), year)
        }
        (Points::Discount(_), Some(Interpolation::Previous | Interpolation::Linear)) => {
            let cause = "the curve gives discount factors, not rates".to_owned();
            let remedy = "write `log-linear on discount factors`, or take it out";
            misplaced(fields, "interpolation", cause, remedy);
            None
        }
    }
}

fn misplaced(fields: &Fields<'_>, key: &str, cause: String, remedy: &str) {
    let reader = fields.reader;
    let problem = reader.problem(Code::InterpolationMisplaced, &fields.span_of(key), cause);
    reader.push(problem.label("does not fit").remedy(remedy));
}

/// `{ SOFR: -25bp }` or `{ yield: 4.5% }`.
pub(super) fn collateral(reader: &Reader<'_>, node: &Node) -> Option<CollateralYield> {
    let entries = entries(reader, node)?;
    match entries {
        [entry] if entry.key == "yield" => reader.rate(&entry.value).map(CollateralYield::Fixed),
        [entry] => {
            let index = index(reader, entry)?;
            let spread = if entry.value.is_null() {
                Some(Rate::ZERO)
            } else {
                reader.rate(&entry.value)
            };
            Some(CollateralYield::Floating {
                index,
                spread: spread?,
            })
        }
        [] => None,
        [_, second, ..] => {
            let cause = "the collateral account earns one index plus a spread, or a fixed yield";
            let problem = reader
                .problem(Code::IndexTwice, &second.key_span, cause)
                .label("more than one");
            reader
                .push(problem.remedy("write `collateral: { SOFR: -25bp }` or `collateral: { yield: 4.5% }`"));
            None
        }
    }
}
