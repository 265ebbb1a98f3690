//! What a scenario does to the markets on which compute-backed loans live.

use rust_decimal::Decimal;

use crate::compute::{ComputeScenario, RiskTransferMarket};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{Words, choose};
use crate::rate::{Rate, Ratio};

/// The last quarter in which a generation may appear.
const QUARTERS_MAX: u32 = 200;
/// The most GPUs that are sold, or that a market takes.
const UNITS_MAX: u32 = 1_000_000_000;
/// The most by which a multiple multiplies.
const MULTIPLE_MAX: Decimal = Decimal::ONE_HUNDRED;

/// `regime` of the block `compute`.
pub(in crate::file) const REGIMES: Words<bool> = &[("normal", false), ("stress", true)];

/// The block `compute`.
pub(super) fn compute(reader: &Reader<'_>, node: &Node) -> Option<ComputeScenario> {
    let fields = Fields::of(reader, node, "compute")?;
    let rates = |key| {
        fields
            .optional(key, |reader, node| reader.list(node, growth))
            .unwrap_or_default()
    };
    let share = |key| fields.optional(key, Reader::share);
    let units = |key| fields.optional(key, |reader, node| count(reader, node, UNITS_MAX));
    let multiples = |reader: &Reader<'_>, node: &Node| reader.list(node, multiple);
    let scenario = ComputeScenario {
        sources: fields
            .optional("source", |reader, node| reader.list(node, Reader::name))
            .unwrap_or_default(),
        rent_growth: rates("rent_growth"),
        utilisation: fields.optional("utilisation", multiples).unwrap_or_default(),
        crypto_growth: rates("crypto_growth"),
        new_generations: fields
            .optional("new_generations", |reader, node| reader.list(node, generation))
            .unwrap_or_default(),
        refinancing_closed: share("refinancing_closed"),
        contract_haircut: share("contract_haircut"),
        rate_shock: fields.optional("rate_shock", growth),
        building_fall: share("building_fall"),
        units_sold: units("units_sold"),
        firms_pd_multiple: fields
            .optional("firms_pd_multiple", multiple)
            .map(|ratio| ratio.0),
        is_stress: fields.optional("regime", regime).unwrap_or_default(),
        market_depth: units("market_depth"),
        in_place_share: share("in_place_share"),
        risk_transfer: fields.optional("risk_transfer", market).unwrap_or_default(),
    };
    fields.finish();
    Some(scenario)
}

/// A growth a year above -100 %.
fn growth(reader: &Reader<'_>, node: &Node) -> Option<Rate> {
    reader.literal(node, |text| {
        let rate = literal::rate(text)?;
        (rate.0 > -Decimal::ONE).then_some(rate).ok_or_else(|| Fault {
            code: Code::OutOfRange,
            cause: format!("a growth of `{text}` leaves nothing"),
            label: "must be above -100 %".to_owned(),
            remedy: "write a fall of less than all, as in `-60%`".to_owned(),
        })
    })
}

/// A multiple from 0 to 100.
fn multiple(reader: &Reader<'_>, node: &Node) -> Option<Ratio> {
    reader.literal(node, |text| {
        let number = literal::decimal(text)?;
        let fits = (Decimal::ZERO..=MULTIPLE_MAX).contains(&number);
        fits.then_some(Ratio(number)).ok_or_else(|| Fault {
            code: Code::OutOfRange,
            cause: format!("a multiple of `{text}` is outside its range"),
            label: "from 0 to 100".to_owned(),
            remedy: "write a multiple of today's figure, as in `0.85` or `85%`".to_owned(),
        })
    })
}

fn count(reader: &Reader<'_>, node: &Node, most: u32) -> Option<u32> {
    reader.literal(node, |text| literal::count(text, 0, most))
}

fn generation(reader: &Reader<'_>, node: &Node) -> Option<(u32, Ratio)> {
    let fields = Fields::of(reader, node, "the generation")?;
    let quarter = fields.required("quarter", "5", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, QUARTERS_MAX))
    });
    let fall = fields.required("fall", "30%", Reader::share);
    fields.finish();
    Some((quarter?, fall?))
}

fn regime(reader: &Reader<'_>, node: &Node) -> Option<bool> {
    reader.literal(node, |text| choose(text, REGIMES, "a regime of correlation"))
}

fn market(reader: &Reader<'_>, node: &Node) -> Option<RiskTransferMarket> {
    let fields = Fields::of(reader, node, "the market for risk transfer")?;
    let is_open = fields.optional("open", Reader::boolean);
    let market = RiskTransferMarket {
        is_closed: is_open == Some(false),
        spread_shift: fields.optional("spread_shift", Reader::rate),
        rollover: fields.optional("rollover", Reader::share),
        back_leverage_haircut: fields.optional("back_leverage_haircut", Reader::share),
    };
    fields.finish();
    Some(market)
}
