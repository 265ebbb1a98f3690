//! The bank's capital terms and costs.

use crate::bank::{CapitalTerms, Costs};
use crate::file::fields::Fields;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{APPROACHES, HORIZONS, choose};

/// Capital terms.
pub(super) fn capital(reader: &Reader<'_>, node: &Node) -> Option<CapitalTerms> {
    let fields = Fields::of(reader, node, "capital")?;
    let regime = fields.required("regime", "basel", Reader::name);
    let approach = fields.optional("approach", |reader, node| {
        reader.literal(node, |text| choose(text, APPROACHES, "an approach"))
    });
    let cet1_target = fields.optional("cet1_target", Reader::share);
    let cost_of_equity = fields.optional("cost_of_equity", Reader::share_rate);
    let sts = fields.optional("sts", Reader::boolean);
    let resecuritisation = fields.optional("resecuritisation", Reader::boolean);
    let vehicles = fields.optional("vehicles", Reader::boolean);
    let deduct = fields.optional("deduct", Reader::boolean);
    let excess_spread = fields.optional("excess_spread", |reader, node| {
        reader.literal(node, |text| choose(text, HORIZONS, "a horizon of excess spread"))
    });
    fields.finish();
    Some(CapitalTerms {
        regime: regime?,
        approach: approach.unwrap_or_default(),
        cet1_target,
        cost_of_equity,
        sts: sts.unwrap_or_default(),
        resecuritisation: resecuritisation.unwrap_or_default(),
        vehicles: vehicles.unwrap_or_default(),
        deduct: deduct.unwrap_or_default(),
        excess_spread,
    })
}

/// Costs apart from premium.
pub(super) fn costs(reader: &Reader<'_>, node: &Node) -> Option<Costs> {
    let fields = Fields::of(reader, node, "costs")?;
    let upfront = fields.optional("upfront", Reader::money);
    let running = fields.optional("running", Reader::money);
    fields.finish();
    Some(Costs {
        upfront: upfront.unwrap_or_default(),
        running: running.unwrap_or_default(),
    })
}
