//! A payment date rule by rule, as an outline for people and as rows for a spreadsheet.

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::pool_measure::MeasureUnit;
use tranchet_engine::journal::{Account, Entry, Reading};
use tranchet_engine::outcome::{OfferResult, PeriodResult, TestResult};
use tranchet_engine::walk::{DateWalk, Of, Rule, RuleWalk, Value, Working};
use tranchet_engine::waterfall::Balances;

use crate::explanation::{Line, Outline};
use crate::format::{Unit, for_people, percent, plain};
use crate::table::{Cell, Table};
use crate::tables::journal::account_name;
use crate::tables::tests_made::{describe, purpose, test_of, trips};
use crate::tables::words::refusal;

/// How a sum is split.
const SPLIT: &str = "Shares are rounded down; the units left over go to the most senior with room.";

/// Decimals of numbers for people.
const PLACES: u32 = 10;

/// A payment date of a scenario, rule by rule.
pub fn outline(deal: &Deal, scenario: &str, date: &DateWalk, result: &PeriodResult) -> Outline {
    let title = format!(
        "{}: payment date {}, period {}, rule by rule, scenario {scenario}, {}",
        deal.name,
        date.date,
        date.number,
        deal.currency.code()
    );
    let writer = Writer { deal };
    let mut lines = vec![writer.balances("at the start", &date.opening)];
    let mut before = &date.opening;
    for (number, rule) in (1..).zip(&date.rules) {
        lines.push(writer.rule(number, rule, before, result));
        before = &rule.balances;
    }
    lines.push(writer.balances("at the end", before));
    Outline { title, lines }
}

struct Writer<'d> {
    deal: &'d Deal,
}

impl Writer<'_> {
    fn rule(&self, number: usize, rule: &RuleWalk, before: &Balances<Money>, result: &PeriodResult) -> Line {
        let offers: &[OfferResult] = if rule.rule == Rule::Replenishment {
            &result.offers
        } else {
            &[]
        };
        let is_idle = rule.workings.is_empty() && rule.tests.is_empty() && rule.movements.is_empty();
        let name = rule.rule.name();
        if is_idle && offers.is_empty() {
            return Line {
                head: format!("{number}. {name}: nothing to do"),
                ..Line::default()
            };
        }
        let mut details: Vec<String> = rule
            .workings
            .iter()
            .flat_map(|working| self.working(working))
            .collect();
        details.extend(
            rule.tests
                .iter()
                .flat_map(|(test, reading)| self.test(test, *reading)),
        );
        details.extend(offers.iter().map(|offer| self.offer(offer)));
        if rule
            .workings
            .iter()
            .any(|working| working.formula.contains(" / Σ notionals"))
        {
            details.push(SPLIT.to_owned());
        }
        let movements = rule.movements.iter().map(|entry| self.movement(entry));
        let changed = self.changed(before, &rule.balances);
        let leaves = movements.chain(changed.map(|changed| format!("now {changed}")));
        Line {
            head: format!("{number}. {name}"),
            details,
            lines: leaves
                .map(|head| Line {
                    head,
                    ..Line::default()
                })
                .collect(),
            ..Line::default()
        }
    }

    fn of(&self, of: Of) -> String {
        match of {
            Of::Pool => String::new(),
            Of::Tranche(place) => format!("{}: ", self.deal.tranches[place].name),
        }
    }

    fn working(&self, working: &Working) -> Vec<String> {
        let head = format!(
            "{}{} = {}",
            self.of(working.of),
            working.formula,
            self.value(working.result)
        );
        let read: Vec<String> = working
            .inputs
            .iter()
            .map(|given| format!("{} {}", given.name, self.value(given.value)))
            .collect();
        let read = (!read.is_empty()).then(|| format!("  with {}", read.join(", ")));
        std::iter::once(head).chain(read).collect()
    }

    fn test(&self, result: &TestResult, reading: Reading<Money>) -> Vec<String> {
        let test = test_of(self.deal, result);
        let (side, level) = trips(result.purpose, test.bound);
        let is_share = test.measure.unit() == MeasureUnit::Share;
        let number = |value: Decimal| match is_share {
            true => percent(value.round_dp(PLACES)),
            false => plain(value.round_dp(PLACES)),
        };
        let state = if result.tripped { "tripped" } else { "not tripped" };
        let head = format!(
            "{}: {} = {}, {side} {} trips: {state}",
            purpose(self.deal, result.purpose),
            describe(self.deal, &test.measure),
            number(result.value),
            number(level.0),
        );
        let read = match reading {
            Reading::Ratio(part, whole) => {
                Some(format!("  with {} over {}", self.money(part), self.money(whole)))
            }
            Reading::Number(_) => None,
        };
        std::iter::once(head).chain(read).collect()
    }

    fn offer(&self, offer: &OfferResult) -> String {
        let what = format!("offered {} of {}", self.money(offer.amount), offer.loan);
        match offer.refusal {
            None => format!("{what}: bought"),
            Some(reason) => format!("{what}: refused, {}", refusal(self.deal, reason)),
        }
    }

    fn movement(&self, entry: &Entry<Money>) -> String {
        let (from, to) = (
            account_name(self.deal, entry.from),
            account_name(self.deal, entry.to),
        );
        format!("{} from {from} to {to}", self.money(entry.amount))
    }

    fn balances(&self, when: &str, balances: &Balances<Money>) -> Line {
        let all = accounts(self.deal, balances).into_iter();
        let shown = all.filter(|(account, amount)| {
            *amount != Money::ZERO || matches!(account, Account::Performing | Account::Tranche(_))
        });
        let shown: Vec<String> = shown
            .map(|(account, amount)| self.balance(account, amount))
            .collect();
        Line {
            head: format!("{when}: {}", shown.join(", ")),
            ..Line::default()
        }
    }

    /// The balances that a rule has changed, if it has any.
    fn changed(&self, before: &Balances<Money>, after: &Balances<Money>) -> Option<String> {
        let pairs = accounts(self.deal, before)
            .into_iter()
            .zip(accounts(self.deal, after));
        let changed = pairs.filter(|(before, after)| before.1 != after.1);
        let changed: Vec<String> = changed
            .map(|(_, (account, amount))| self.balance(account, amount))
            .collect();
        (!changed.is_empty()).then(|| changed.join(", "))
    }

    fn balance(&self, account: Account, amount: Money) -> String {
        format!("{} {}", account_name(self.deal, account), self.money(amount))
    }

    fn money(&self, amount: Money) -> String {
        for_people(&Cell::Money(amount), self.deal.currency, Unit::Units)
    }

    fn value(&self, value: Value) -> String {
        match value {
            Value::Amount(amount) => self.money(amount),
            Value::Rate(rate) => percent(rate.round_dp(PLACES + 2)),
            Value::Number(number) => plain(number.round_dp(PLACES)),
            Value::Date(date) => date.to_string(),
            Value::Flag(true) => "yes".to_owned(),
            Value::Flag(false) => "no".to_owned(),
        }
    }
}

/// Every account that has a balance.
pub(crate) fn accounts(deal: &Deal, balances: &Balances<Money>) -> Vec<(Account, Money)> {
    let mut all = vec![
        (Account::Performing, balances.performing),
        (Account::WorkOut, balances.work_out),
        (Account::Held, balances.held),
        (Account::Principal, balances.principal),
        (Account::Loss, balances.loss),
        (Account::WriteUp, balances.write_up),
        (Account::ExcessSpread, balances.excess_spread),
    ];
    let tranches = (0..deal.tranches.len()).zip(&balances.notionals);
    all.extend(tranches.map(|(place, notional)| (Account::Tranche(place), *notional)));
    all
}

/// The name that a formula gives its result.
pub(crate) fn name_of_result(formula: &'static str) -> &'static str {
    formula.split_once(" = ").map_or(formula, |(name, _)| name)
}

const COLUMNS: [&str; 10] = [
    "*period", "*date", "rule", "kind", "of", "name", "formula", "from", "to", "value",
];

/// Payment dates as rows: what each rule read (`input`), what came of it (`result`), its tests, its movements, and the
/// balances after it.
pub fn table(deal: &Deal, dates: &[(&DateWalk, &PeriodResult)]) -> Table {
    let mut table = Table::new("step", "Payment dates rule by rule", deal.currency, &COLUMNS);
    for (date, _) in dates {
        for rule in &date.rules {
            let mut rows = Rows {
                deal,
                date,
                rule: rule.rule,
                table: &mut table,
            };
            rule.workings.iter().for_each(|working| rows.working(working));
            rule.tests.iter().for_each(|(test, _)| rows.test(test));
            rule.movements.iter().for_each(|entry| rows.movement(entry));
            for (account, amount) in accounts(deal, &rule.balances) {
                let name = account_name(deal, account);
                rows.push("balance", ["", &name, "", "", ""], Cell::Money(amount));
            }
        }
    }
    table
}

struct Rows<'a> {
    deal: &'a Deal,
    date: &'a DateWalk,
    rule: Rule,
    table: &'a mut Table,
}

impl Rows<'_> {
    fn push(&mut self, kind: &str, [of, name, formula, from, to]: [&str; 5], value: Cell) {
        let blank = |text: &str| {
            if text.is_empty() {
                Cell::Blank
            } else {
                Cell::text(text)
            }
        };
        let number = i64::try_from(self.date.number).unwrap_or_default();
        self.table.push(vec![
            Cell::Count(number),
            Cell::Date(self.date.date),
            Cell::text(self.rule.name()),
            Cell::text(kind),
            blank(of),
            blank(name),
            blank(formula),
            blank(from),
            blank(to),
            value,
        ]);
    }

    fn working(&mut self, working: &Working) {
        let of = match working.of {
            Of::Pool => "",
            Of::Tranche(place) => &self.deal.tranches[place].name,
        };
        for given in &working.inputs {
            self.push("input", [of, &given.name, "", "", ""], cell(given.value));
        }
        let name = name_of_result(working.formula);
        self.push(
            "result",
            [of, name, working.formula, "", ""],
            cell(working.result),
        );
    }

    fn test(&mut self, result: &TestResult) {
        let test = test_of(self.deal, result);
        let purpose = purpose(self.deal, result.purpose);
        let measure = describe(self.deal, &test.measure);
        let value = Cell::Number(result.value, PLACES);
        self.push("input", [&purpose, &measure, "", "", ""], value);
        let level = Cell::Number(test.bound.level().0, PLACES);
        self.push("input", [&purpose, "level", "", "", ""], level);
        self.push(
            "result",
            [&purpose, "tripped", "", "", ""],
            Cell::Flag(result.tripped),
        );
    }

    fn movement(&mut self, entry: &Entry<Money>) {
        let (from, to) = (
            account_name(self.deal, entry.from),
            account_name(self.deal, entry.to),
        );
        self.push("movement", ["", "", "", &from, &to], Cell::Money(entry.amount));
    }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Amount(amount) => Cell::Money(amount),
        Value::Rate(rate) => Cell::Percent(rate, 4),
        Value::Number(number) => Cell::Number(number, PLACES),
        Value::Date(date) => Cell::Date(date),
        Value::Flag(flag) => Cell::Flag(flag),
    }
}
