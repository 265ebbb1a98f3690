//! A firm that borrows for compute: its score, class and PD, what it can be lent, and what better ratings save it.

use tranchet_compute::credit_limit::{Product, multiplier};
use tranchet_compute::esg_ratchet::margin_cut_bp;
use tranchet_compute::scorecard::{Inputs, MONITORS};
use tranchet_compute::security_mix::{LGD, SecurityMix};
use tranchet_deal::money::Currency;
use tranchet_engine::tag::Tag;
use tranchet_engine::tagged::{Tagged, Value};

use super::super::system::{DISCLAIMER, figures, source};
use crate::table::{Cell, Table};

/// What is asked of a firm.
pub struct Asked {
    /// Its scores.
    pub inputs: Inputs,
    /// A product, and the need, cost or contract in CNY million.
    pub product: Option<(Product, f64)>,
    /// What secures the loan.
    pub security: Option<SecurityMix>,
    /// Notches improved since origination, and the margin in basis points.
    pub esg: Option<(i32, f64)>,
}

/// The tables of a firm.
pub fn tables(asked: &Asked) -> Vec<Table> {
    let mut summary = figures("summary", "The firm", Currency::NONE, &summary(asked));
    summary.notes.push(DISCLAIMER.to_owned());
    let mut tables = vec![summary, score(&asked.inputs)];
    tables.extend(asked.security.map(|security| lgd(&security)));
    tables.push(monitors());
    tables
}

fn summary(asked: &Asked) -> Vec<Tagged> {
    let row = |name: &str, value: Value, tag: Tag, from: &str| Tagged {
        name: name.to_owned(),
        value,
        tag,
        from: from.to_owned(),
    };
    let class = asked.inputs.class();
    let decision = if class.needs_collateral() {
        "by hand, against collateral alone"
    } else {
        "by score"
    };
    let mut rows = vec![
        row(
            "score",
            Value::Number(asked.inputs.score()),
            Tag::Assumption,
            "Σ weight x score",
        ),
        row(
            "class",
            Value::Word(class.name().to_owned()),
            Tag::Assumption,
            "A from 75, B from 55",
        ),
        row(
            "PD a year",
            Value::Share(asked.inputs.pd_per_year()),
            Tag::Assumption,
            "1 / (1 + exp(0.20 + 0.055 score))",
        ),
        row(
            "decided",
            Value::Word(decision.to_owned()),
            Tag::Article,
            "articles approve, limit and price by class",
        ),
    ];
    if let Some((product, size)) = asked.product {
        let (terms, limit) = (product.terms(), product.limit(size, class));
        rows.push(row(
            "product",
            Value::Word(product.name().to_owned()),
            Tag::Given,
            "as asked",
        ));
        rows.push(row(terms.base_of, Value::Amount(size), Tag::Given, "CNY million"));
        rows.push(row(
            "lent at most, of it",
            Value::Share(terms.advance.value),
            terms.advance.tag,
            terms.advance.source,
        ));
        rows.push(row(
            "multiplier of the class",
            Value::Number(limit.multiplier),
            multiplier(class).tag,
            "assumed",
        ));
        if let Some(cap) = terms.cap {
            rows.push(row(
                "cap of the product",
                Value::Amount(cap.value),
                cap.tag,
                cap.source,
            ));
        }
        if let Some(tenor) = terms.tenor {
            rows.push(row(
                "longest tenor in years",
                Value::Number(tenor.value),
                tenor.tag,
                tenor.source,
            ));
        }
        let from = if limit.is_capped {
            "the cap"
        } else {
            "multiplier x base"
        };
        rows.push(row("limit", Value::Amount(limit.amount), Tag::Assumption, from));
    }
    if let Some((notches, margin)) = asked.esg {
        let cut = margin_cut_bp(notches, margin);
        rows.push(row(
            "margin cut, bp",
            Value::Number(cut),
            Tag::Assumption,
            "5 bp a notch (assumed), 25 bp at most (article)",
        ));
    }
    rows
}

fn score(inputs: &Inputs) -> Table {
    let columns = ["*input", "score", "weight", "points", "source", "from"];
    let mut table = Table::new("score", "The score", Currency::NONE, &columns);
    for part in inputs.contributions() {
        table.push(vec![
            Cell::text(part.input.name),
            Cell::number_of(part.score, 2),
            Cell::percent_of(part.input.value, 0),
            Cell::number_of(part.points, 3),
            source(part.input.tag),
            Cell::text(part.input.source),
        ]);
    }
    table
}

fn lgd(security: &SecurityMix) -> Table {
    let columns = ["*security", "share", "LGD", "part", "source"];
    let title = format!("Loss given default by security: {:.2}%", 100.0 * security.lgd());
    let mut table = Table::new("security", title, Currency::NONE, &columns);
    for (kind, share) in LGD.iter().zip(security.shares()) {
        table.push(vec![
            Cell::text(kind.name),
            Cell::percent_of(share, 1),
            Cell::percent_of(kind.value, 1),
            Cell::percent_of(kind.value * share, 2),
            source(kind.tag),
        ]);
    }
    table
}

fn monitors() -> Table {
    let columns = ["*watched", "how often", "source", "from"];
    let title = "What the lender watches before it scores again";
    let mut table = Table::new("monitors", title, Currency::NONE, &columns);
    for monitor in MONITORS {
        table.push(vec![
            Cell::text(monitor.name),
            Cell::text(monitor.unit),
            source(monitor.tag),
            Cell::text(monitor.source),
        ]);
    }
    table
}
