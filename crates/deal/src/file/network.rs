//! The file of a network of funds.

use std::ops::Range;

use super::change::Changes;
use super::codes::Code;
use super::deal::version;
use super::fields::{Fields, shortened};
use super::files::{InMemory, Input};
use super::literal::{self, Fault};
use super::node::{Entry, Node};
use super::parsed::Parsed;
use super::problem::Problems;
use super::reader::Reader;
use super::words::{Words, choose, listed, nearest};
use crate::money::{Currency, Money};
use crate::network::{FundNetwork, LeveredFund, SaleRule, ShockedAsset};
use crate::rate::Ratio;

const SALE_RULES: Words<SaleRule> = &[
    ("pro rata", SaleRule::ProRata),
    ("liquid first", SaleRule::LiquidFirst),
];

/// The word for a market that no sale moves.
const UNLIMITED: &str = "unlimited";

/// A network with what was read for it.
#[derive(Debug)]
pub struct NetworkFile {
    /// The network.
    pub network: FundNetwork,
    /// The file.
    pub inputs: Vec<Input>,
}

/// Reads a network of funds.
///
/// ```
/// use tranchet_deal::file::read_network;
/// let text = "tranchet: 1\nname: one fund\ncurrency: USD\nassets: [ { name: notes, depth: 300m, shock: -15% } ]\n\
///             funds: [ { name: fund, equity: 40m, holdings: { notes: 30m } } ]\n";
/// let problems = read_network("network.yaml", text).unwrap_err();
/// assert!(problems.to_string().contains("error[D701]"));
/// ```
///
/// # Errors
/// Every problem found in it, at once.
pub fn read_network(name: &str, text: &str) -> Result<Box<NetworkFile>, Problems> {
    let currency = |document: &super::Document| {
        let given = document.root.get("currency").and_then(Node::text);
        let known = given.and_then(|text| literal::currency(text).ok());
        known.unwrap_or(Currency::NONE)
    };
    let found = Parsed::new(name, text)?.resolve(
        &Changes::default(),
        &InMemory::default(),
        currency,
        |reader, document| Fields::of(reader, &document.root, "the network").and_then(network),
    )?;
    Ok(Box::new(NetworkFile {
        network: found.value,
        inputs: found.inputs,
    }))
}

fn network(fields: Fields<'_>) -> Option<FundNetwork> {
    version(&fields);
    let name = fields.required("name", "three funds", Reader::name);
    let currency = fields.required("currency", "USD", |reader, node| {
        reader.literal(node, literal::currency)
    });
    let sale_rule = fields.optional("sale_rule", |reader, node| {
        reader.literal(node, |text| choose(text, SALE_RULES, "a rule of sale"))
    });
    let assets = fields.required(
        "assets",
        "[ { name: SRT notes, depth: 300m, shock: -15% } ]",
        |reader, node| reader.list(node, asset),
    );
    let names: Vec<String> = assets.iter().flatten().map(|asset| asset.name.clone()).collect();
    let funds = fields.required(
        "funds",
        "[ { name: fund, equity: 40m, holdings: { SRT notes: 100m } } ]",
        |reader, node| reader.list(node, |reader, item| fund(reader, item, &names)),
    );
    for key in ["assets", "funds"] {
        names_once(&fields, key);
    }
    fields.finish();
    Some(FundNetwork {
        name: name?,
        currency: currency?,
        sale_rule: sale_rule.unwrap_or_default(),
        assets: assets?,
        funds: funds?,
    })
}

fn asset(reader: &Reader<'_>, node: &Node) -> Option<ShockedAsset> {
    let fields = Fields::of(reader, node, "the asset")?;
    let name = fields.required("name", "SRT notes", Reader::name);
    let depth = fields.required("depth", "300m", depth);
    let shock = match fields.find("shock") {
        Some(node) => reader.literal(node, shock),
        None => Some(Ratio::ZERO),
    };
    fields.finish();
    Some(ShockedAsset {
        name: name?,
        depth: depth?,
        shock: shock?,
    })
}

/// Money above nought, or `unlimited`.
fn depth(reader: &Reader<'_>, node: &Node) -> Option<Option<Money>> {
    if node.text().map(str::trim) == Some(UNLIMITED) {
        return Some(None);
    }
    let depth = reader.money(node)?;
    above_nought(reader, &node.span, depth, "the depth of a market").then_some(Some(depth))
}

fn above_nought(reader: &Reader<'_>, at: &Range<usize>, amount: Money, what: &str) -> bool {
    let is_above = amount > Money::ZERO;
    if !is_above {
        let problem = reader.problem(Code::OutOfRange, at, format!("{what} is not above nought"));
        reader.push(
            problem
                .label("must be above nought")
                .remedy("write an amount such as `300m`"),
        );
    }
    is_above
}

/// A return from -100 % to nought.
fn shock(text: &str) -> Result<Ratio, Fault> {
    let change = literal::ratio(text)?;
    if (-Ratio::ONE.0..=Ratio::ZERO.0).contains(&change.0) {
        return Ok(change);
    }
    Err(Fault {
        code: Code::OutOfRange,
        cause: format!("a shock of `{}` is no fall in price", shortened(text)),
        label: "must lie between -100 % and 0 %".to_owned(),
        remedy: "write the return of the asset, as in `-15%`".to_owned(),
    })
}

fn fund(reader: &Reader<'_>, node: &Node, assets: &[String]) -> Option<LeveredFund> {
    let fields = Fields::of(reader, node, "the fund")?;
    let name = fields.required("name", "credit fund", Reader::name);
    let equity = fields.required("equity", "40m", |reader, node| {
        let equity = reader.money(node)?;
        above_nought(reader, &node.span, equity, "the equity of a fund").then_some(equity)
    });
    let holdings = fields.required("holdings", "{ SRT notes: 100m }", |reader, node| {
        holdings(reader, node, assets)
    });
    if let (Some(equity), Some(holdings)) = (equity, &holdings) {
        balanced(&fields, equity, holdings.iter().copied().sum());
    }
    fields.finish();
    Some(LeveredFund {
        name: name?,
        equity: equity?,
        holdings: holdings?,
    })
}

/// What is held of each asset, in their order.
fn holdings(reader: &Reader<'_>, node: &Node, assets: &[String]) -> Option<Vec<Money>> {
    let Some(entries) = node.entries() else {
        reader.wrong_shape(node, "a map of keys");
        return None;
    };
    for entry in entries {
        if !assets.contains(&entry.key) {
            unknown_asset(reader, entry, assets);
        }
    }
    let held = |asset: &String| match entries.iter().find(|entry| entry.key == *asset) {
        Some(entry) => reader.money(&entry.value),
        None => Some(Money::ZERO),
    };
    let held: Vec<Option<Money>> = assets.iter().map(held).collect();
    held.into_iter().collect()
}

fn unknown_asset(reader: &Reader<'_>, entry: &Entry, assets: &[String]) {
    let known: Vec<&str> = assets.iter().map(String::as_str).collect();
    let remedy = match nearest(&entry.key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the assets are {}", listed(&known, "and")),
    };
    let cause = format!("the network has no asset `{}`", shortened(&entry.key));
    let problem = reader.problem(Code::UnknownAsset, &entry.key_span, cause);
    reader.push(problem.label("no such asset").remedy(remedy));
}

/// A fund owns part of what it holds, and owes the rest.
fn balanced(fields: &Fields<'_>, equity: Money, held: Money) {
    if equity <= held {
        return;
    }
    let reader = fields.reader;
    let units = |amount: Money| amount.to_decimal(reader.currency).normalize();
    let cause = format!(
        "the fund does not balance: its equity of {} is more than the {} that it holds",
        units(equity),
        units(held)
    );
    let problem = reader.problem(Code::FundUnbalanced, &fields.span_of("equity"), cause);
    let problem = problem
        .label("more than it holds")
        .also(reader.place(fields.span_of("holdings")), "what it holds");
    reader.push(problem.remedy("list all that it holds, cash as an asset with `depth: unlimited`"));
}

/// Each name stands for one entry.
pub(super) fn names_once(fields: &Fields<'_>, key: &'static str) {
    let items = fields.find(key).and_then(Node::items).unwrap_or_default();
    let named: Vec<&Node> = items.iter().filter_map(|item| item.get("name")).collect();
    for (place, node) in named.iter().enumerate() {
        let earlier = named[..place].iter().find(|other| other.text() == node.text());
        let Some(earlier) = earlier.filter(|_| node.text().is_some()) else {
            continue;
        };
        let reader = fields.reader;
        let cause = format!(
            "two of the {key} are named `{}`",
            shortened(node.text().unwrap_or_default())
        );
        let problem = reader.problem(Code::EntryTwice, &node.span, cause).label("again");
        let problem = problem.also(reader.place(earlier.span.clone()), "the first");
        reader.push(problem.remedy("give each a name of its own"));
    }
}
