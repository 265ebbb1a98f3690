//! Payment dates walked rule by rule: what each rule read, its formula, what it moved, and the balances after it.
//!
//! Nothing is calculated a second time. Movements and tests are those of the journal, rates and lengths those of the
//! plan that was run; the order is that of [`crate::waterfall`]. A working holds what a formula reads and what came of
//! it, so that the formula can be checked by hand. Formulas over loans are sums whose parts are rounded loan by loan;
//! the loans themselves are not shown.
//!
//! ```text
//! premium               premium = notional x placed x t x coupon
//! excess spread         set aside = performing x rate / p
//! credit events         defaulted = Σ over loans of r x performing,  r = 1 - (1 - CDR)^(1/p)
//! scheduled principal   scheduled = Σ over loans of the instalments of the period
//! prepayment            prepaid = Σ over loans of s x performing,  s = 1 - (1 - CPR)^(1/p)
//! work-outs             recovered = defaulted - final loss - cash before
//! losses                written down = min(losses left, notional), the most junior tranche first
//! write-ups             reinstated = min(write-ups left, written down), the most senior tranche first
//! principal             repaid = min(principal left, notional), or principal x notional / Σ notionals
//! ```
//!
//! Products are rounded half to even. Shares of a split are rounded down, and the units left over go to the most
//! senior with room.

mod pool;
mod tranches;
mod working;

use chrono::NaiveDate;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::Scenario;

use crate::error::RunError;
use crate::journal::{Account, Entry, Fact, Reading, Step};
use crate::lower::{Lowered, lower};
use crate::outcome::{Outcome, PeriodResult, TestResult};
use crate::run::run_lowered;
use crate::waterfall::Balances;
pub use working::{Given, Of, Value, Working};

/// A run with each of its payment dates walked.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The run.
    pub outcome: Outcome,
    /// Its payment dates, in order.
    pub dates: Vec<DateWalk>,
}

/// A payment date, rule by rule.
#[derive(Clone, Debug)]
pub struct DateWalk {
    /// The period's number, from 1.
    pub number: usize,
    /// The adjusted payment date.
    pub date: NaiveDate,
    /// Balances at the start.
    pub opening: Balances<Money>,
    /// Every rule, in the order in which they act.
    pub rules: Vec<RuleWalk>,
}

/// What a rule did on a date.
#[derive(Clone, Debug)]
pub struct RuleWalk {
    /// The rule.
    pub rule: Rule,
    /// What it read and what came of it.
    pub workings: Vec<Working>,
    /// Tests that it made, each with what it saw.
    pub tests: Vec<(TestResult, Reading<Money>)>,
    /// Money that it moved.
    pub movements: Vec<Entry<Money>>,
    /// Balances after it.
    pub balances: Balances<Money>,
}

/// The rules of a payment date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Coupons, and what collateral earns.
    Premium,
    /// Excess spread is set aside.
    ExcessSpread,
    /// Loans default.
    CreditEvents,
    /// Contractual principal.
    ScheduledPrincipal,
    /// Early principal.
    Prepayment,
    /// Loans leave the pool.
    Removals,
    /// Recoveries and settlements.
    WorkOuts,
    /// Losses reach excess spread and tranches.
    Losses,
    /// Over-estimated losses are given back.
    WriteUps,
    /// Tests on the balances.
    Triggers,
    /// Replenishment takes principal and buys loans, or gives up what it holds.
    Replenishment,
    /// Principal repays tranches.
    Principal,
    /// Loans that are added raise the tranches.
    RampUp,
    /// A call ends the protection.
    Calls,
    /// Scheduled maturity ends it.
    Maturity,
}

impl Rule {
    /// Every rule, in the order in which they act.
    pub const ALL: [Rule; 15] = [
        Rule::Premium,
        Rule::ExcessSpread,
        Rule::CreditEvents,
        Rule::ScheduledPrincipal,
        Rule::Prepayment,
        Rule::Removals,
        Rule::WorkOuts,
        Rule::Losses,
        Rule::WriteUps,
        Rule::Triggers,
        Rule::Replenishment,
        Rule::Principal,
        Rule::RampUp,
        Rule::Calls,
        Rule::Maturity,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Premium => "premium",
            Rule::ExcessSpread => "excess spread",
            Rule::CreditEvents => "credit events",
            Rule::ScheduledPrincipal => "scheduled principal",
            Rule::Prepayment => "prepayment",
            Rule::Removals => "removals",
            Rule::WorkOuts => "work-outs",
            Rule::Losses => "losses",
            Rule::WriteUps => "write-ups",
            Rule::Triggers => "triggers",
            Rule::Replenishment => "replenishment",
            Rule::Principal => "principal",
            Rule::RampUp => "ramp-up",
            Rule::Calls => "calls",
            Rule::Maturity => "maturity",
        }
    }

    /// The rule under which money moved; closing is none of a payment date.
    pub fn of(entry: &Entry<Money>) -> Option<Rule> {
        let holds = entry.from == Account::Held || entry.to == Account::Held;
        Some(match entry.step {
            Step::Closing => return None,
            Step::Premium => Rule::Premium,
            Step::ExcessSpreadSet => Rule::ExcessSpread,
            Step::CreditEvents => Rule::CreditEvents,
            Step::ScheduledPrincipal => Rule::ScheduledPrincipal,
            Step::Prepayment => Rule::Prepayment,
            Step::Removals => Rule::Removals,
            Step::WorkOuts => Rule::WorkOuts,
            Step::Losses => Rule::Losses,
            Step::WriteUps => Rule::WriteUps,
            Step::Principal if holds => Rule::Replenishment,
            Step::Principal => Rule::Principal,
            Step::RampUp => Rule::RampUp,
            Step::Call => Rule::Calls,
            Step::Maturity => Rule::Maturity,
        })
    }
}

/// Runs a deal under a scenario and walks its payment dates.
///
/// # Errors
/// Every [`RunError`] that stands in the way of the run.
pub fn walk(deal: &Deal, scenario: &Scenario) -> Result<Walk, Vec<RunError>> {
    let lowered = lower::<Money>(deal, scenario)?;
    let outcome = run_lowered(&scenario.name, &lowered, &mut ())?;
    let mut balances = Balances::at_closing(lowered.plan.pool, &lowered.plan.notionals);
    let mut added = Money::ZERO;
    let mut has_ended = false;
    let mut dates = Vec::new();
    for result in &outcome.periods {
        let walker = Walker {
            deal,
            scenario,
            lowered: &lowered,
            result,
            facts: facts_of(&outcome, result.number),
            added,
            has_ended,
        };
        let date = walker.date(entries_of(&outcome, result.number), balances);
        balances = date
            .rules
            .last()
            .map_or_else(Balances::default, |last| last.balances.clone());
        added += result.pool.added;
        has_ended |= result.protection_ended.is_some();
        dates.push(date);
    }
    Ok(Walk { outcome, dates })
}

fn entries_of(outcome: &Outcome, period: usize) -> &[Entry<Money>] {
    let entries = &outcome.journal.entries;
    let first = entries.partition_point(|entry| entry.period < period);
    &entries[first..entries.partition_point(|entry| entry.period <= period)]
}

fn facts_of(outcome: &Outcome, period: usize) -> &[(usize, Fact<Money>)] {
    let facts = &outcome.journal.facts;
    let first = facts.partition_point(|(of, _)| *of < period);
    &facts[first..facts.partition_point(|(of, _)| *of <= period)]
}

/// What is known of a date before its rules are walked.
struct Walker<'a> {
    deal: &'a Deal,
    scenario: &'a Scenario,
    lowered: &'a Lowered<Money>,
    result: &'a PeriodResult,
    facts: &'a [(usize, Fact<Money>)],
    /// Loans added before this date.
    added: Money,
    /// Whether the protection had ended before this date.
    has_ended: bool,
}

impl Walker<'_> {
    fn date(&self, entries: &[Entry<Money>], opening: Balances<Money>) -> DateWalk {
        let mut balances = opening.clone();
        let rules = Rule::ALL.map(|rule| {
            let of_rule = entries.iter().filter(|entry| Rule::of(entry) == Some(rule));
            let movements: Vec<Entry<Money>> = of_rule.copied().collect();
            let workings = self.workings(rule, &balances, &movements, entries);
            movements.iter().for_each(|entry| apply(&mut balances, entry));
            RuleWalk {
                rule,
                workings,
                tests: if rule == Rule::Triggers {
                    self.tests()
                } else {
                    Vec::new()
                },
                movements,
                balances: balances.clone(),
            }
        });
        DateWalk {
            number: self.result.number,
            date: self.result.date,
            opening,
            rules: rules.into(),
        }
    }

    fn workings(
        &self,
        rule: Rule,
        before: &Balances<Money>,
        movements: &[Entry<Money>],
        all: &[Entry<Money>],
    ) -> Vec<Working> {
        match rule {
            Rule::Premium => self.premium(before, movements),
            Rule::ExcessSpread => self.excess_spread(before, movements),
            Rule::CreditEvents => self.credit_events(before, movements),
            Rule::ScheduledPrincipal => self.scheduled(before, movements),
            Rule::Prepayment => self.prepayment(before, movements),
            Rule::Removals => self.removals(movements),
            Rule::WorkOuts => self.work_outs(before, movements),
            Rule::Losses => self.losses(before, movements),
            Rule::WriteUps => self.write_ups(before, movements),
            Rule::Triggers => Vec::new(),
            Rule::Replenishment => self.replenishment(movements),
            Rule::Principal => self.principal(before, movements, all),
            Rule::RampUp => self.ramp_up(movements),
            Rule::Calls => self.calls(before),
            Rule::Maturity => self.maturity(before),
        }
    }

    /// The tests of the date, in the order in which results tell them, with what each saw.
    fn tests(&self) -> Vec<(TestResult, Reading<Money>)> {
        let reading = |result: &TestResult| {
            self.facts.iter().find_map(|(_, fact)| match fact {
                Fact::Test {
                    purpose,
                    index,
                    reading,
                    ..
                } if (*purpose, *index) == (result.purpose, result.index) => Some(*reading),
                Fact::Test { .. } | Fact::Offer(_) | Fact::ProtectionEnded(_) | Fact::RunEnded(_) => None,
            })
        };
        let tests = self.result.tests.iter();
        tests
            .filter_map(|result| Some((result.clone(), reading(result)?)))
            .collect()
    }
}

/// Moves money as the waterfall did.
fn apply(balances: &mut Balances<Money>, entry: &Entry<Money>) {
    balances.transfer(entry.from, entry.to, entry.amount);
    match (entry.step, entry.from, entry.to) {
        (Step::Losses, _, Account::Tranche(index)) => balances.written_down[index] += entry.amount,
        (Step::WriteUps, Account::Tranche(index), _) => balances.written_down[index] -= entry.amount,
        _ => {}
    }
}

#[cfg(test)]
mod tests;
