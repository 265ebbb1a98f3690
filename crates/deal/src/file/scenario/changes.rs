//! Loans that leave the pool, and downgrades of protection sellers.

use crate::file::fields::Fields;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{Words, choose};
use crate::scenario::{Downgrade, Removal, RemovalReason};

/// `reason` of a removal.
pub(in crate::file) const REASONS: Words<RemovalReason> = &[
    ("repurchased", RemovalReason::Repurchased),
    (
        "ineligible from inception",
        RemovalReason::IneligibleFromInception,
    ),
];

/// Removals, in the order of the file.
pub(super) fn removals(reader: &Reader<'_>, node: &Node) -> Option<Vec<Removal>> {
    let removal = |item: &Node| {
        let fields = Fields::of(reader, item, "the removal")?;
        let loan = fields.required("loan", "L-014", Reader::name);
        let date = fields.required("date", "2027-02-10", Reader::date);
        let reason = fields.required("reason", "repurchased", |reader, node| {
            reader.literal(node, |text| choose(text, REASONS, "a reason of a removal"))
        });
        fields.finish();
        Some(Removal {
            loan: loan?,
            date: date?,
            reason: reason?,
        })
    };
    reader
        .items(node)?
        .iter()
        .map(removal)
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}

/// Downgrades, in the order of the file.
pub(super) fn downgrades(reader: &Reader<'_>, node: &Node) -> Option<Vec<Downgrade>> {
    let downgrade = |item: &Node| {
        let fields = Fields::of(reader, item, "the downgrade")?;
        let tranche = fields.required("tranche", "mezzanine", Reader::name);
        let date = fields.required("date", "2028-03-31", Reader::date);
        fields.finish();
        Some(Downgrade {
            tranche: tranche?,
            date: date?,
        })
    };
    reader
        .items(node)?
        .iter()
        .map(downgrade)
        .collect::<Vec<_>>()
        .into_iter()
        .collect()
}
