//! Forced sales after a shock: what they add, round by round, fund by fund and asset by asset.

use tranchet_deal::network::FundNetwork;
use tranchet_engine::tag::Tag;
use tranchet_engine::tagged::{Tagged, Value};
use tranchet_system::fire_sale::Contagion;
use tranchet_system::network::Network;

use super::{DISCLAIMER, amount, figures, source};
use crate::table::{Cell, Table};

/// The tables of a network after its shock.
pub fn tables(file: &FundNetwork, network: &Network, end: &Contagion) -> Vec<Table> {
    let mut summary = figures(
        "summary",
        &titled(file, "what a shock becomes"),
        file.currency,
        &summary(file, network, end),
    );
    summary.notes.push(DISCLAIMER.to_owned());
    vec![
        summary,
        assets(file, network, end),
        funds(file, network, end),
        rounds(file, network, end),
    ]
}

fn titled(file: &FundNetwork, what: &str) -> String {
    format!("{}: {what}", file.name)
}

fn summary(file: &FundNetwork, network: &Network, end: &Contagion) -> Vec<Tagged> {
    let row = |name: &str, value: Value, from: &str| Tagged {
        name: name.to_owned(),
        value,
        tag: Tag::Given,
        from: from.to_owned(),
    };
    let rounds = end.rounds.len() as u32;
    vec![
        row("direct loss", Value::Amount(end.direct_loss), "shock x holdings"),
        row("total loss", Value::Amount(end.total_loss()), "all rounds"),
        row(
            "amplification",
            Value::Number(end.amplification()),
            "total / direct",
        ),
        row(
            "cross-asset share",
            Value::Share(end.cross_asset_share()),
            "loss on assets without a shock / total",
        ),
        row("rounds", Value::Count(rounds), "until no price moves"),
        row(
            "overlap of portfolios",
            Value::Share(network.overlap()),
            "mean cosine of pairs",
        ),
        row(
            "sale rule",
            Value::Word(file.sale_rule.name().to_owned()),
            "as given",
        ),
    ]
}

fn assets(file: &FundNetwork, network: &Network, end: &Contagion) -> Table {
    let columns = [
        "*asset",
        "shock",
        "depth",
        "price after",
        "loss",
        "sold",
        "holder concentration",
        "source",
    ];
    let mut table = Table::new("assets", titled(file, "by asset"), file.currency, &columns);
    for (place, asset) in network.assets.iter().enumerate() {
        let loss: f64 = end.rounds.iter().map(|round| round.losses[place]).sum();
        let sold: f64 = end.rounds.iter().map(|round| round.sales[place]).sum();
        table.push(vec![
            Cell::text(&asset.name),
            Cell::Percent(file.assets[place].shock.0, 2),
            Cell::of(file.assets[place].depth, Cell::Money),
            Cell::number_of(end.prices[place], 4),
            amount(loss, file.currency),
            amount(sold, file.currency),
            Cell::percent_of(network.holder_concentration(place), 2),
            source(Tag::Given),
        ]);
    }
    table.notes.push(
        "Holder concentration: the sum of the holders' squared shares. A blank depth: no sale moves the price.".to_owned(),
    );
    table
}

fn funds(file: &FundNetwork, network: &Network, end: &Contagion) -> Table {
    let columns = [
        "*fund",
        "equity",
        "leverage",
        "equity after",
        "loss",
        "holdings after",
        "source",
    ];
    let mut table = Table::new("funds", titled(file, "by fund"), file.currency, &columns);
    for (before, after) in network.funds.iter().zip(&end.funds) {
        table.push(vec![
            Cell::text(&before.name),
            amount(before.equity, file.currency),
            Cell::number_of(before.leverage(), 2),
            amount(after.equity, file.currency),
            amount(before.equity - after.equity, file.currency),
            amount(after.held(), file.currency),
            source(Tag::Given),
        ]);
    }
    table
}

fn rounds(file: &FundNetwork, network: &Network, end: &Contagion) -> Table {
    let columns = ["*round", "*asset", "loss", "sales", "source"];
    let mut table = Table::new("rounds", titled(file, "by round"), file.currency, &columns);
    for (number, round) in end.rounds.iter().enumerate() {
        for (place, asset) in network.assets.iter().enumerate() {
            table.push(vec![
                Cell::Count(number as i64),
                Cell::text(&asset.name),
                amount(round.losses[place], file.currency),
                amount(round.sales[place], file.currency),
                source(Tag::Given),
            ]);
        }
    }
    table
        .notes
        .push("Round 0 is the shock and the sales that follow it.".to_owned());
    table
}
