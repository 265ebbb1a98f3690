//! The term sheet: what was agreed, in the words of a deal file.

use tranchet_deal::amortisation::{Group, Principal};
use tranchet_deal::date::Calendar;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::words::{ACCRUALS, DAY_COUNTS, FREQUENCIES, MECHANISMS, ORDERS, ROLLS, word_of};
use tranchet_deal::money::Money;
use tranchet_deal::pool_measure::MeasureUnit;
use tranchet_deal::replenishment::Replenishment;
use tranchet_deal::trigger::{Bound, Test};
use tranchet_engine::capital::error::approach_name;

use super::{Block, Section, Values};
use crate::format::{Unit, for_people, percent, plain};
use crate::table::{Cell, Table};
use crate::tables::tests_made::describe;
use crate::tables::words::criterion;

/// The term sheet.
pub(super) fn terms(values: &Values) -> Option<Section> {
    let deal = values.deal;
    let title = format!("{}: terms", deal.name);
    let mut table = Table::new("terms", title, deal.currency, &["*term", "agreed"]);
    let rows = dates(deal)
        .into_iter()
        .chain(of_pool(values))
        .chain(principal(deal))
        .chain(options(deal))
        .chain(of_bank(deal));
    for (term, agreed) in rows {
        table.push(vec![Cell::text(term), Cell::Text(agreed)]);
    }
    Some(Section {
        id: "terms",
        title: "Term sheet",
        blocks: vec![Block::Table(table)],
    })
}

type Row = (&'static str, String);

fn dates(deal: &Deal) -> Vec<Row> {
    let payments = &deal.payments;
    let calendar = match &payments.calendar {
        Calendar::None => "no holidays".to_owned(),
        Calendar::UnitedStates => "calendar US".to_owned(),
        Calendar::UnitedStatesGovernmentSecurities => "calendar US government securities".to_owned(),
        Calendar::Target => "calendar TARGET".to_owned(),
        Calendar::UnitedKingdom => "calendar UK".to_owned(),
        Calendar::Holidays(holidays) => format!("calendar of {} holidays", holidays.len()),
    };
    let roll = word_of(ROLLS, &payments.roll);
    let mut how = format!(
        "{} from {}, {}, roll {roll}, {calendar}",
        word_of(FREQUENCIES, &payments.frequency),
        payments.first,
        word_of(DAY_COUNTS, &payments.day_count),
    );
    if payments.end_of_month {
        how.push_str(", month ends");
    }
    if payments.lag_business_days > 0 {
        how.push_str(&format!(
            ", paid {} business days later",
            payments.lag_business_days
        ));
    }
    vec![
        ("closing", deal.closing.to_string()),
        ("scheduled maturity", deal.scheduled_maturity.to_string()),
        ("legal final maturity", deal.legal_final_maturity.to_string()),
        ("payments", how),
        ("premium accrues", word_of(ACCRUALS, &payments.accrual).to_owned()),
    ]
}

fn of_pool(values: &Values) -> Vec<Row> {
    let (deal, statistics) = (values.deal, values.statistics);
    let balance = format!(
        "{} loans, {} as of {}",
        for_people(&Cell::Count(count(statistics.loans)), deal.currency, Unit::Units),
        money(deal, statistics.balance),
        deal.pool.cut_off
    );
    let kept = deal.pool.retained_share.0;
    vec![
        ("pool", balance),
        ("kept of each loan", format!("{} by the bank", percent(kept))),
        ("protected", money(deal, statistics.protected)),
    ]
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn money(deal: &Deal, amount: Money) -> String {
    format!(
        "{} {}",
        deal.currency,
        for_people(&Cell::Money(amount), deal.currency, Unit::Units)
    )
}

fn principal(deal: &Deal) -> Vec<Row> {
    let rule = match &deal.amortisation.principal {
        Principal::Sequential => "sequential".to_owned(),
        Principal::ProRata => "pro rata".to_owned(),
        Principal::ProRataThenSequential { sequential_when } => {
            format!(
                "pro rata, then sequential when {}",
                tests(deal, sequential_when, " or ")
            )
        }
        Principal::TargetSubordination { of, times } => format!(
            "to a subordination of {} that is {} times that at closing",
            deal.tranches[*of].name,
            plain(times.0)
        ),
    };
    let groups = deal
        .amortisation
        .groups
        .iter()
        .map(|group| ("group", of_group(deal, group)));
    std::iter::once(("principal", rule)).chain(groups).collect()
}

fn of_group(deal: &Deal, group: &Group) -> String {
    let names: Vec<&str> = group
        .tranches
        .iter()
        .map(|place| &*deal.tranches[*place].name)
        .collect();
    let inside = word_of(ORDERS, &group.inside);
    let locked = match group.locked_out_when.as_slice() {
        [] => String::new(),
        when => format!("; locked out when {}", tests(deal, when, " or ")),
    };
    format!("{} ({}): {inside}{locked}", group.name, names.join(", "))
}

fn tests(deal: &Deal, tests: &[Test], join: &str) -> String {
    let said: Vec<String> = tests.iter().map(|test| of_test(deal, test)).collect();
    said.join(join)
}

fn of_test(deal: &Deal, test: &Test) -> String {
    let (side, level) = match test.bound {
        Bound::Above(level) => ("above", level),
        Bound::Below(level) => ("below", level),
    };
    let level = match test.measure.unit() {
        MeasureUnit::Share => percent(level.0),
        MeasureUnit::Years => format!("{} years", plain(level.0)),
        MeasureUnit::Number => plain(level.0),
    };
    let curable = if test.curable { " (curable)" } else { "" };
    format!("{} {side} {level}{curable}", describe(deal, &test.measure))
}

fn options(deal: &Deal) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(spread) = deal.excess_spread {
        let mechanism = word_of(MECHANISMS, &spread.mechanism);
        rows.push((
            "excess spread",
            format!("{} a year, {mechanism}", percent(spread.rate.0)),
        ));
    }
    if let Some(terms) = &deal.replenishment {
        rows.push(("replenishment", of_replenishment(deal, terms)));
    }
    if let Some(share) = deal.calls.clean_up {
        rows.push((
            "clean-up call",
            format!("at {} of the initial pool", percent(share.0)),
        ));
    }
    if let Some(call) = deal.calls.time {
        let incentive = match call.incentive {
            Some(true) => ", with an incentive to call",
            Some(false) | None => "",
        };
        rows.push(("time call", format!("from {}{incentive}", call.date)));
    }
    if deal.calls.regulatory {
        rows.push(("regulatory call", "yes".to_owned()));
    }
    rows
}

fn of_replenishment(deal: &Deal, terms: &Replenishment) -> String {
    let mut said = vec![format!("until {}", terms.until)];
    if !terms.conditions.is_empty() {
        said.push(format!("while {}", tests(deal, &terms.conditions, " and ")));
    }
    if !terms.eligibility.is_empty() {
        let criteria = terms.eligibility.iter().map(|one| criterion(deal.currency, one));
        said.push(format!(
            "with loans of {}",
            criteria.collect::<Vec<_>>().join(", ")
        ));
    }
    if !terms.portfolio.is_empty() {
        said.push(format!("{} conditions on the pool", terms.portfolio.len()));
    }
    said.join("; ")
}

fn of_bank(deal: &Deal) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(terms) = &deal.capital {
        let sts = if terms.sts { ", STS" } else { "" };
        let law = format!(
            "{}, approach {}{sts}",
            terms.regime,
            approach_name(terms.approach)
        );
        rows.push(("capital regime", law));
        rows.extend(
            terms
                .cet1_target
                .map(|ratio| ("capital target", percent(ratio.0))),
        );
        rows.extend(
            terms
                .cost_of_equity
                .map(|rate| ("cost of equity", percent(rate.0))),
        );
    }
    let costs = deal.costs;
    if costs.upfront != Money::ZERO || costs.running != Money::ZERO {
        let [upfront, running] = [costs.upfront, costs.running].map(|amount| money(deal, amount));
        rows.push(("costs", format!("{upfront} upfront, {running} a year")));
    }
    rows
}
