//! One tranche as the file gives it, before it has its place in the stack.

use chrono::NaiveDate;

use super::coupon::{CouponTerms, coupon};
use super::protection::{protection, protection_terms};
use crate::coupon::Coupon;
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::money::Money;
use crate::protection::{Protection, ProtectionTerms};
use crate::rate::{Rate, Ratio};

/// Where a tranche lies.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    Points(Ratio, Ratio),
    Amount(Money),
}

/// A tranche without its place in the stack.
#[derive(Debug)]
pub(super) struct Draft {
    pub name: String,
    pub size: Size,
    pub placed: Ratio,
    pub protection: Protection,
    pub protection_terms: ProtectionTerms,
    pub coupon: Option<CouponTerms>,
    pub funding_value: Option<Rate>,
    pub price: Ratio,
    pub rating: Option<String>,
}

/// A tranche of a deal that closes on a date.
pub(super) fn tranche(reader: &Reader<'_>, node: &Node, closing: Option<NaiveDate>) -> Option<Draft> {
    let fields = Fields::of(reader, node, "the tranche")?;
    let name = fields.required("name", "mezzanine", Reader::name);
    let size = size(&fields);
    let coupon = fields.optional("coupon", |reader, node| coupon(reader, node, closing));
    let placed = fields.optional("placed", Reader::share);
    let protection = protection(&fields);
    let protection_terms = protection_terms(&fields);
    let funding_value = fields.optional("funding_value", Reader::rate);
    if let (Some(_), Some(protection)) = (funding_value, &protection) {
        fundable(&fields, protection, coupon.as_ref());
    }
    let price = fields.optional("price", |reader, node| reader.literal(node, price));
    let rating = fields.optional("rating", rating);
    paid(&fields, placed);
    let absent = if fields.has("coupon") {
        Ratio::ONE
    } else {
        Ratio::ZERO
    };
    fields.finish();
    Some(Draft {
        name: name?,
        size: size?,
        placed: placed.unwrap_or(absent),
        protection: protection?,
        protection_terms,
        coupon,
        funding_value,
        price: price.unwrap_or(Ratio::ONE),
        rating,
    })
}

/// A placed tranche pays a coupon.
fn paid(fields: &Fields<'_>, placed: Option<Ratio>) {
    if placed.is_some_and(|placed| placed > Ratio::ZERO) && !fields.has("coupon") {
        let reader = fields.reader;
        let problem = reader.problem(
            Code::NoCoupon,
            &fields.span_of("placed"),
            "a placed tranche has no coupon",
        );
        let problem = problem
            .label("sold to an investor")
            .also(reader.place(fields.span.clone()), "this tranche");
        reader.push(problem.remedy("add `coupon: SOFR + 4.25%`, or `placed: 0%` if the bank keeps it"));
    }
}

/// A funding value is that of cash, over the index that the coupon pays.
fn fundable(fields: &Fields<'_>, protection: &Protection, coupon: Option<&CouponTerms>) {
    let has_index = coupon.is_none_or(|terms| matches!(terms.coupon, Coupon::Floating(_)));
    let (cause, remedy) = match (protection.is_funded(), has_index) {
        (true, true) => return,
        (false, _) => (
            "an unfunded guarantee brings no cash whose funding value counts",
            "take it out, or write `protection: funded note`",
        ),
        (true, false) => (
            "a funding value is over the coupon's index, and this coupon is fixed",
            "take it out, or give the coupon an index",
        ),
    };
    let at = fields.span_of_key("funding_value");
    let problem = fields.reader.problem(Code::FundingValueMisplaced, &at, cause);
    let problem = problem.label("nothing that it is the value of");
    fields.reader.push(problem.remedy(remedy));
}

fn size(fields: &Fields<'_>) -> Option<Size> {
    if fields.has("amount") {
        let amount = fields.optional("amount", Reader::money);
        for key in ["attachment", "detachment"] {
            if fields.find(key).is_some() {
                let problem = fields.reader.problem(
                    Code::PointsAndAmounts,
                    &fields.span_of(key),
                    format!("the tranche gives its amount and also `{key}`"),
                );
                let problem = problem
                    .label("given twice")
                    .also(fields.reader.place(fields.span_of("amount")), "amount");
                fields
                    .reader
                    .push(problem.remedy("keep either `amount` or the two points"));
            }
        }
        return amount.map(Size::Amount);
    }
    fields.find("amount");
    let attachment = fields.required("attachment", "7%", Reader::share);
    let detachment = fields.required("detachment", "12.5%", Reader::share);
    let (attachment, detachment) = (attachment?, detachment?);
    if attachment < detachment {
        return Some(Size::Points(attachment, detachment));
    }
    let reader = fields.reader;
    let name = fields.find("name").and_then(Node::text).unwrap_or("the tranche");
    let cause = format!("tranche `{name}` does not detach above its attachment");
    let problem = reader.problem(Code::PointsInverted, &fields.span_of("detachment"), cause);
    let problem = problem.label(format!("must be above {}", percent(attachment)));
    let problem = problem.also(reader.place(fields.span_of("attachment")), "attachment");
    reader.push(problem.remedy("swap the two, or raise `detachment`"));
    None
}

/// A ratio as a percentage.
pub(super) fn percent(ratio: Ratio) -> String {
    let percent = (ratio.0 * rust_decimal::Decimal::ONE_HUNDRED).normalize();
    format!("{percent}%")
}

fn price(text: &str) -> Result<Ratio, Fault> {
    let price = literal::ratio(text)?;
    if price > Ratio::ZERO {
        return Ok(price);
    }
    Err(Fault {
        code: Code::OutOfRange,
        cause: format!("the price `{text}` is not above zero"),
        label: "must be above zero".to_owned(),
        remedy: "write the price as a share of the notional, as in `100%`".to_owned(),
    })
}

/// A rating, or ratings by agency as `agency: rating` joined by commas.
fn rating(reader: &Reader<'_>, node: &Node) -> Option<String> {
    let Some(entries) = node.entries() else {
        return reader.name(node);
    };
    let by_agency: Option<Vec<String>> = entries
        .iter()
        .map(|entry| Some(format!("{}: {}", entry.key, reader.name(&entry.value)?)))
        .collect();
    by_agency.map(|ratings| ratings.join(", "))
}
