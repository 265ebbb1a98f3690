//! The stack of tranches: points that tile the pool, and notionals that add up to it to the cent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::tranche::{Draft, Size, percent, tranche};
use crate::file::codes::Code;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::render::thousands;
use crate::money::{Currency, Money};
use crate::rate::Ratio;
use crate::tranche::Tranche;

/// Tranches senior first, each with its number in the file.
pub(super) type Stack = Vec<(usize, Tranche)>;

/// Names of tranches, to be referred to.
#[derive(Debug, Default)]
pub(in crate::file) struct Names {
    /// Senior first, where the stack is sound; else as the file lists them.
    pub names: Vec<String>,
    /// Whether they are in the order of the stack.
    pub ordered: bool,
}

/// The names of the tranches, even where the stack is not sound.
pub(super) fn names(node: Option<&Node>, stack: Option<&Stack>) -> Names {
    if let Some(stack) = stack {
        let names = stack.iter().map(|(_, tranche)| tranche.name.clone()).collect();
        return Names { names, ordered: true };
    }
    let items = node.and_then(Node::items).unwrap_or_default();
    let name = |item: &Node| {
        item.get("name")
            .and_then(Node::text)
            .map(str::trim)
            .map(str::to_owned)
    };
    Names {
        names: items.iter().filter_map(name).collect(),
        ordered: false,
    }
}

/// The tranches of a deal whose protected pool is known, or not yet.
pub(super) fn stack(
    reader: &Reader<'_>,
    node: &Node,
    protected: Option<Money>,
    closing: Option<NaiveDate>,
) -> Option<Stack> {
    let items = reader.items(node)?;
    if items.is_empty() {
        let problem = reader.problem(Code::EmptyList, &node.span, "the deal has no tranches");
        reader.push(
            problem
                .label("nothing in it")
                .remedy("add a tranche for each slice of the pool, senior first"),
        );
        return None;
    }
    unique_names(reader, items);
    let read = |item| tranche(reader, item, closing);
    let drafts: Vec<Option<Draft>> = items.iter().map(read).collect();
    let drafts: Option<Vec<Draft>> = drafts.into_iter().collect();
    let drafts: Vec<(usize, Draft)> = drafts?.into_iter().enumerate().collect();
    let places = Places { reader, items };
    match drafts[0].1.size {
        Size::Points(..) => by_points(&places, drafts, protected),
        Size::Amount(_) => by_amounts(&places, drafts, protected),
    }
}

fn unique_names(reader: &Reader<'_>, items: &[Node]) {
    let mut first: BTreeMap<&str, &Node> = BTreeMap::new();
    for node in items.iter().filter_map(|item| item.get("name")) {
        let Some(name) = node.text() else { continue };
        match first.get(name.trim()) {
            Some(earlier) => {
                let cause = format!("two tranches are named `{name}`");
                let problem = reader
                    .problem(Code::TrancheNameTwice, &node.span, cause)
                    .label("this name again");
                let problem = problem.also(reader.place(earlier.span.clone()), "first used here");
                reader.push(problem.remedy("give each tranche a name of its own"));
            }
            None => {
                first.insert(name.trim(), node);
            }
        }
    }
}

struct Places<'a> {
    reader: &'a Reader<'a>,
    items: &'a [Node],
}

impl Places<'_> {
    /// Where a key of a tranche, by its number in the file, is.
    fn span(&self, number: usize, key: &str) -> std::ops::Range<usize> {
        let item = &self.items[number];
        item.get(key).unwrap_or(item).span.clone()
    }

    fn mixed(&self, number: usize, other: &str) {
        let cause = "some tranches give points and others amounts";
        let problem = self
            .reader
            .problem(Code::PointsAndAmounts, &self.span(number, other), cause);
        let problem = problem.label("unlike the first tranche");
        self.reader
            .push(problem.remedy("give all tranches by `attachment` and `detachment`, or all by `amount`"));
    }
}

fn by_points(places: &Places<'_>, drafts: Vec<(usize, Draft)>, protected: Option<Money>) -> Option<Stack> {
    let mut sorted = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts {
        match draft.size {
            Size::Points(attachment, detachment) => sorted.push((number, draft, attachment, detachment)),
            Size::Amount(_) => {
                places.mixed(number, "amount");
                return None;
            }
        }
    }
    sorted.sort_by_key(|(_, _, attachment, detachment)| (*attachment, *detachment));
    if !tiles(places, &sorted) {
        return None;
    }
    sorted.reverse();
    let thickness: Vec<Ratio> = sorted
        .iter()
        .map(|(_, _, attachment, detachment)| Ratio(detachment.0 - attachment.0))
        .collect();
    let notionals = split(protected?, &thickness);
    let with_notional = sorted.into_iter().zip(notionals);
    finish(
        places,
        with_notional
            .map(|((number, draft, a, d), notional)| (number, draft, a, d, notional))
            .collect(),
    )
}

type Sorted = [(usize, Draft, Ratio, Ratio)];

/// Whether tranches, junior first, tile 0 % to 100 %; else says where they do not.
fn tiles(places: &Places<'_>, sorted: &Sorted) -> bool {
    let mut below = Ratio::ZERO;
    let mut neighbour: Option<usize> = None;
    let mut sound = true;
    for (number, draft, attachment, detachment) in sorted {
        if *attachment != below {
            sound = false;
            gap_or_overlap(places, (*number, draft, *attachment), below, neighbour);
        }
        below = below.max(*detachment);
        neighbour = Some(*number);
    }
    if below != Ratio::ONE {
        sound = false;
        top_missing(places, below, neighbour.unwrap_or_default());
    }
    sound
}

fn gap_or_overlap(
    places: &Places<'_>,
    (number, draft, attachment): (usize, &Draft, Ratio),
    below: Ratio,
    neighbour: Option<usize>,
) {
    let (low, high) = (percent(below.min(attachment)), percent(below.max(attachment)));
    let (code, cause) = match attachment > below {
        true => (
            Code::Gap,
            format!("no tranche covers {low} to {high} of the pool"),
        ),
        false => (
            Code::Overlap,
            format!("two tranches cover {low} to {high} of the pool"),
        ),
    };
    let label = format!("`{}` attaches at {}", draft.name, percent(attachment));
    let mut problem = places
        .reader
        .problem(code, &places.span(number, "attachment"), cause)
        .label(label);
    if let Some(neighbour) = neighbour {
        let at = places.reader.place(places.span(neighbour, "detachment"));
        problem = problem.also(at, format!("the tranches below detach at {}", percent(below)));
    }
    let remedy = format!(
        "write `attachment: {}`, or change the tranche below",
        percent(below)
    );
    let first =
        format!("the most junior tranche attaches at 0%; add one from 0% to {high} if the bank keeps it");
    places
        .reader
        .push(problem.remedy(if neighbour.is_some() { remedy } else { first }));
}

fn top_missing(places: &Places<'_>, below: Ratio, neighbour: usize) {
    let cause = format!("no tranche covers {} to 100% of the pool", percent(below));
    let problem = places
        .reader
        .problem(Code::Gap, &places.span(neighbour, "detachment"), cause);
    let problem = problem.label("the most senior tranche detaches here");
    let remedy = format!(
        "add `{{ name: senior, attachment: {}, detachment: 100%, placed: 0% }}` if the bank keeps the rest",
        percent(below)
    );
    places.reader.push(problem.remedy(remedy));
}

/// Money split by shares that add up to one: each share floored, the units left over to the first.
fn split(whole: Money, shares: &[Ratio]) -> Vec<Money> {
    let floor = |share: &Ratio| {
        let product = share.0.mantissa() * i128::from(whole.minor());
        i64::try_from(product / 10i128.pow(share.0.scale()))
            .expect("a share of an amount is no larger than it")
    };
    let mut parts: Vec<i64> = shares.iter().map(floor).collect();
    let left = whole.minor() - parts.iter().sum::<i64>();
    parts[0] += left;
    parts.into_iter().map(Money::from_minor).collect()
}

fn by_amounts(places: &Places<'_>, drafts: Vec<(usize, Draft)>, protected: Option<Money>) -> Option<Stack> {
    let mut amounts = Vec::with_capacity(drafts.len());
    for (number, draft) in &drafts {
        match draft.size {
            Size::Amount(amount) => amounts.push(amount),
            Size::Points(..) => {
                places.mixed(*number, "attachment");
                return None;
            }
        }
    }
    let protected = protected?;
    if !add_up(places, &amounts, protected) {
        return None;
    }
    let mut above = protected;
    let mut tranches = Vec::with_capacity(drafts.len());
    for ((number, draft), notional) in drafts.into_iter().zip(amounts) {
        let detachment = point(above, protected);
        above -= notional;
        tranches.push((number, draft, point(above, protected), detachment, notional));
    }
    finish(places, tranches)
}

fn add_up(places: &Places<'_>, amounts: &[Money], protected: Money) -> bool {
    let total: i128 = amounts.iter().map(|amount| i128::from(amount.minor())).sum();
    let difference = total - i128::from(protected.minor());
    if difference == 0 {
        return true;
    }
    let currency = places.reader.currency;
    let shown = |units: i128| shown(units, currency);
    let side = if difference > 0 { "more" } else { "less" };
    let cause = format!(
        "the tranches add up to {}, {} {side} than the protected pool of {}",
        shown(total),
        shown(difference.abs()),
        shown(protected.minor().into())
    );
    let problem = places
        .reader
        .problem(Code::AmountsAddUp, &places.span(0, "amount"), cause);
    let senior = i128::from(amounts[0].minor()) - difference;
    let remedy = match senior > 0 {
        true => format!("if the others are right, write `amount: {}` here", shown(senior)),
        false => "check the amounts and the `retained_share` of the pool".to_owned(),
    };
    places
        .reader
        .push(problem.label("the most senior tranche").remedy(remedy));
    false
}

/// An amount as a deal file may write it: `90_000_000`, `0.05`.
fn shown(units: i128, currency: Currency) -> String {
    let amount = Decimal::from_i128_with_scale(units, currency.decimals()).normalize();
    let amount = amount.to_string();
    let (whole, decimals) = amount.split_at(amount.find('.').unwrap_or(amount.len()));
    thousands(whole).replace(',', "_") + decimals
}

/// The share of the pool below an amount.
fn point(amount: Money, pool: Money) -> Ratio {
    let share = Decimal::from(amount.minor()).checked_div(Decimal::from(pool.minor()));
    Ratio(share.unwrap_or(Decimal::ZERO).normalize())
}

type Sized = (usize, Draft, Ratio, Ratio, Money);

fn finish(places: &Places<'_>, tranches: Vec<Sized>) -> Option<Stack> {
    let mut sound = true;
    for (number, draft, _, _, _) in tranches.iter().filter(|tranche| tranche.4 == Money::ZERO) {
        sound = false;
        let cause = format!("tranche `{}` has no notional", draft.name);
        let problem = places
            .reader
            .problem(Code::EmptyTranche, &places.span(*number, "name"), cause);
        let problem = problem.label("its share of the pool is nothing");
        places
            .reader
            .push(problem.remedy("make it thicker, or take it out"));
    }
    sound.then(|| tranches.into_iter().map(placed).collect())
}

fn placed((number, draft, attachment, detachment, notional): Sized) -> (usize, Tranche) {
    let tranche = Tranche {
        name: draft.name,
        attachment,
        detachment,
        notional,
        placed: draft.placed,
        protection: draft.protection,
        protection_terms: draft.protection_terms,
        payment_delay_business_days: draft
            .coupon
            .as_ref()
            .and_then(|terms| terms.payment_delay_business_days),
        coupon: draft.coupon.map(|terms| terms.coupon),
        funding_value: draft.funding_value,
        price: draft.price,
        rating: draft.rating,
    };
    (number, tranche)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    /// 100.01 by thirds: 33.3333…, floored, and what is left goes to the first, the most senior.
    #[test]
    fn leftover_units_go_to_the_most_senior() {
        let shares = [dec!(0.5), dec!(0.3), dec!(0.2)].map(Ratio);
        let parts = split(Money::from_minor(10_001), &shares);
        assert_eq!(parts, [5_001, 3_000, 2_000].map(Money::from_minor));
        let shares = [dec!(0.34), dec!(0.33), dec!(0.33)].map(Ratio);
        assert_eq!(
            split(Money::from_minor(101), &shares),
            [35, 33, 33].map(Money::from_minor)
        );
    }
}
