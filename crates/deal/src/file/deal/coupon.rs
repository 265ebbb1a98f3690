//! A coupon, in one line or at length.

use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::rate::Rate;
use crate::tranche::Coupon;

/// A coupon.
pub(super) fn coupon(reader: &Reader<'_>, node: &Node) -> Option<Coupon> {
    if node.entries().is_none() {
        return reader.literal(node, literal::coupon);
    }
    let fields = Fields::of(reader, node, "the coupon")?;
    let coupon = match fields.one_of(&["index", "fixed"]) {
        Some("fixed") => fields.optional("fixed", Reader::rate).map(Coupon::Fixed),
        Some(_) => floating(&fields),
        None => None,
    };
    for key in ["spread", "floor", "floor_all_in"] {
        if !fields.has("fixed") {
            fields.find(key);
        }
    }
    fields.finish();
    coupon
}

fn floating(fields: &Fields<'_>) -> Option<Coupon> {
    let index = fields.optional("index", |reader, node| reader.literal(node, literal::index_name));
    let spread = fields.optional("spread", Reader::rate);
    let floor = fields.optional("floor", Reader::rate);
    let floor_all_in = fields.optional("floor_all_in", Reader::rate);
    Some(Coupon::Floating {
        index: index?,
        spread: spread.unwrap_or(Rate::ZERO),
        floor,
        floor_all_in,
    })
}
