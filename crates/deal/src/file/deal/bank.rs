//! The bank's capital terms, the bank itself, and costs.

use crate::bank::{Assume, CapitalTerms, Costs, PoolChoices, SupportingFactors, WholeBank};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{
    APPROACHES, GRANULARITIES, HORIZONS, SUPPORTING_FACTORS, SupportingFactor, TRANCHE_MATURITIES, choose,
};
use crate::rate::Ratio;

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
    let assume = fields.optional("assume", assume);
    let expected_loss = fields.optional("expected_loss", Reader::share);
    let first_loss_margin = fields.optional("first_loss_margin", |reader, node| {
        reader.literal(node, literal::margin)
    });
    let resecuritisation = fields.optional("resecuritisation", Reader::boolean);
    let vehicles = fields.optional("vehicles", Reader::boolean);
    let deduct = fields.optional("deduct", Reader::boolean);
    let excess_spread = fields.optional("excess_spread", |reader, node| {
        reader.literal(node, |text| choose(text, HORIZONS, "a horizon of excess spread"))
    });
    let pool = pool_choices(&fields);
    fields.finish();
    Some(CapitalTerms {
        regime: regime?,
        approach: approach.unwrap_or_default(),
        cet1_target,
        cost_of_equity,
        sts: sts.unwrap_or_default(),
        assume: assume.unwrap_or_default(),
        expected_loss,
        first_loss_margin,
        resecuritisation: resecuritisation.unwrap_or_default(),
        vehicles: vehicles.unwrap_or_default(),
        deduct: deduct.unwrap_or_default(),
        excess_spread,
        pool,
    })
}

/// Numbers that the law leaves open.
fn assume(reader: &Reader<'_>, node: &Node) -> Option<Assume> {
    let fields = Fields::of(reader, node, "what is assumed")?;
    let p = fields.optional("p", |reader, node| reader.literal(node, supervisory_parameter));
    let floor = fields.optional("floor", Reader::share);
    fields.finish();
    Some(Assume { p, floor })
}

/// `p`: above nought, since the formula divides by it.
fn supervisory_parameter(text: &str) -> Result<Ratio, Fault> {
    let p = literal::decimal(text)?;
    if Assume::may_be_p(p) {
        return Ok(Ratio(p));
    }
    Err(Fault {
        code: Code::OutOfRange,
        cause: format!("the supervisory parameter `{text}` is outside its range"),
        label: format!("must be above 0, and {} at most", Assume::P_MAX.0),
        remedy: "write it as the rules do, as in `p: 0.5`".to_owned(),
    })
}

/// The whole bank before the deal.
pub(super) fn whole_bank(reader: &Reader<'_>, node: &Node) -> Option<WholeBank> {
    let fields = Fields::of(reader, node, "the bank")?;
    let rwa = fields.required("rwa", "50bn", Reader::money);
    let standardised_rwa = fields.required("standardised_rwa", "70bn", Reader::money);
    fields.finish();
    Some(WholeBank {
        rwa: rwa?,
        standardised_rwa: standardised_rwa?,
    })
}

/// What the bank chooses of how the pool is weighed.
fn pool_choices(fields: &Fields<'_>) -> PoolChoices {
    let tranche_maturity = fields.optional("tranche_maturity", |reader, node| {
        reader.literal(node, |text| {
            choose(
                text,
                TRANCHE_MATURITIES,
                "a way to measure the maturity of tranches",
            )
        })
    });
    let granularity = fields.optional("granularity", |reader, node| {
        reader.literal(node, |text| choose(text, GRANULARITIES, "a granularity"))
    });
    PoolChoices {
        tranche_maturity: tranche_maturity.unwrap_or_default(),
        granularity: granularity.unwrap_or_default(),
        supporting_factors: fields
            .optional("supporting_factors", supporting_factors)
            .unwrap_or_default(),
    }
}

fn supporting_factors(reader: &Reader<'_>, node: &Node) -> Option<SupportingFactors> {
    let factors = reader.list(node, |reader, node| {
        reader.literal(node, |text| {
            choose(text, SUPPORTING_FACTORS, "a supporting factor")
        })
    })?;
    Some(SupportingFactors {
        small_firms: factors.contains(&SupportingFactor::SmallFirms),
        infrastructure: factors.contains(&SupportingFactor::Infrastructure),
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
