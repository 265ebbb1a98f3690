//! Index paths, and the yield of the collateral account.

use std::collections::BTreeMap;

use crate::file::codes::Code;
use crate::file::curve;
use crate::file::fields::Fields;
use crate::file::files::fetch;
use crate::file::literal;
use crate::file::node::{Entry, Node};
use crate::file::reader::Reader;
use crate::rate::Rate;
use crate::scenario::{CollateralYield, IndexLevel, IndexPath};
use crate::tranche::IndexName;

/// Index paths by name.
pub(super) fn rates(reader: &Reader<'_>, node: &Node) -> Option<BTreeMap<IndexName, IndexPath>> {
    let entries = entries(reader, node)?;
    let mut paths = BTreeMap::new();
    for entry in entries {
        if let (Some(index), Some(path)) = (index(reader, entry), path(reader, &entry.value)) {
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

fn path(reader: &Reader<'_>, node: &Node) -> Option<IndexPath> {
    if node.text().is_some() {
        let flat = reader.rate(node)?;
        return Some(IndexPath {
            level: IndexLevel::Flat(flat),
            shift: Rate::ZERO,
        });
    }
    let fields = Fields::of(reader, node, "the index")?;
    let level = match (fields.find("flat"), fields.find("curve")) {
        (Some(flat), None) => reader.rate(flat).map(IndexLevel::Flat),
        (None, Some(file)) => fetch(reader, file, "curve").and_then(|source| {
            reader.problems.know_rows(&source);
            curve::read(&source, reader.problems).map(IndexLevel::Curve)
        }),
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
    let shift = fields.optional("shift", Reader::rate);
    fields.finish();
    Some(IndexPath {
        level: level?,
        shift: shift.unwrap_or(Rate::ZERO),
    })
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
