//! Replenishment: its end, its conditions, and what may enter the pool.

use chrono::NaiveDate;

use super::stack::Names;
use super::terms::{Life, between, within};
use crate::file::codes::Code;
use crate::file::criterion::criterion;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::pool_measure::portfolio_condition;
use crate::file::reader::Reader;
use crate::file::test::{self, Role};
use crate::money::Money;
use crate::replenishment::{RampUp, Replenishment};

/// The most payment dates for which principal may wait.
const PERIODS_MAX: u32 = 1_500;

/// Replenishment.
pub(super) fn replenishment(
    reader: &Reader<'_>,
    node: &Node,
    life: &Life,
    names: &Names,
    protected: Option<Money>,
) -> Option<Replenishment> {
    let fields = Fields::of(reader, node, "replenishment")?;
    let until = fields.required("until", "2028-06-30", Reader::date);
    let conditions = fields.optional("conditions", |reader, node| {
        test::tests(reader, node, names, Role::Condition)
    });
    let eligibility = fields.optional("eligibility", |reader, node| reader.list(node, criterion));
    let portfolio = fields.optional("portfolio", |reader, node| reader.list(node, portfolio_condition));
    let unapplied_periods = fields.optional("unapplied_periods", |reader, node| {
        reader.literal(node, |text| literal::count(text, 0, PERIODS_MAX))
    });
    let ramp_up = fields.optional("ramp_up", |reader, node| ramp_up(reader, node, until, protected));
    if let Some(until) = until
        && !within(until, life)
    {
        let cause = format!("replenishment until {until} does not end within the deal's life");
        let problem = reader.problem(Code::ReplenishmentDate, &fields.span_of("until"), cause);
        let remedy = "choose a date after closing and before scheduled maturity";
        reader.push(between(reader, problem.label("outside the deal's life"), life).remedy(remedy));
    }
    fields.finish();
    Some(Replenishment {
        until: until?,
        conditions: conditions.unwrap_or_default(),
        eligibility: eligibility.unwrap_or_default(),
        portfolio: portfolio.unwrap_or_default(),
        unapplied_periods,
        ramp_up,
    })
}

/// The build-up of a pool that closes below its target.
fn ramp_up(
    reader: &Reader<'_>,
    node: &Node,
    replenishment_until: Option<NaiveDate>,
    protected: Option<Money>,
) -> Option<RampUp> {
    let fields = Fields::of(reader, node, "the ramp-up")?;
    let target = fields.required("target", "2bn", Reader::money);
    let until = fields.required("until", "2026-12-31", Reader::date);
    fields.finish();
    let report = |key: &str, cause: String, label: &str, remedy: &str| {
        let problem = reader.problem(Code::RampUp, &fields_span(node, key), cause);
        reader.push(problem.label(label).remedy(remedy));
    };
    if let (Some(target), Some(protected)) = (target, protected)
        && target <= protected
    {
        let cause = "the target of the ramp-up is not above the protected pool at closing".to_owned();
        report(
            "target",
            cause,
            "not above the pool at closing",
            "raise the target, or leave `ramp_up` out",
        );
    }
    if let (Some(until), Some(last)) = (until, replenishment_until)
        && until > last
    {
        let cause = format!("the ramp-up until {until} ends after replenishment on {last}");
        report(
            "until",
            cause,
            "after replenishment",
            "let it end on or before `replenishment.until`",
        );
    }
    Some(RampUp {
        target: target?,
        until: until?,
    })
}

fn fields_span(node: &Node, key: &str) -> std::ops::Range<usize> {
    node.get(key)
        .map_or_else(|| node.span.clone(), |value| value.span.clone())
}
