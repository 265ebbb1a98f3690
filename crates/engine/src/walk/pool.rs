//! Workings of the pool: excess spread, defaults, principal, work-outs, calls and maturity.

use rust_decimal::Decimal;
use tranchet_deal::money::Money;
use tranchet_deal::scenario::{DefaultRates, RateVector};

use super::working::{Of, Value, Working};
use super::{Rule, Walker};
use crate::journal::{Account, EndReason, Entry};
use crate::plan::Period;
use crate::waterfall::Balances;

/// The sum of movements from one account to another.
pub(super) fn sum(movements: &[Entry<Money>], from: Account, to: Account) -> Money {
    let moved = movements
        .iter()
        .filter(|entry| (entry.from, entry.to) == (from, to));
    moved.map(|entry| entry.amount).sum()
}

impl Walker<'_> {
    pub(super) fn place(&self) -> usize {
        self.result.number - 1
    }

    pub(super) fn period(&self) -> &Period<Money> {
        &self.lowered.plan.periods[self.place()]
    }

    fn periods_a_year(&self) -> Value {
        let periods = self.deal.payments.frequency.periods_per_year().get();
        Value::Number(Decimal::from(periods))
    }

    pub(super) fn excess_spread(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let terms = self.deal.excess_spread.filter(|_| !self.has_ended);
        let set = |terms: tranchet_deal::excess_spread::ExcessSpread| {
            let amount = sum(movements, Account::Bank, Account::ExcessSpread);
            Working::new(Of::Pool, "set aside = performing × rate / p", amount)
                .read("performing", before.performing)
                .read("rate", Value::Rate(terms.rate.0))
                .read("p", self.periods_a_year())
        };
        terms.map(set).into_iter().collect()
    }

    pub(super) fn credit_events(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        if self.has_ended {
            return Vec::new();
        }
        let defaulted = sum(movements, Account::Performing, Account::WorkOut);
        let rates = self.default_rates();
        let mut workings: Vec<Working> = rates.iter().filter_map(|rate| self.derivation(rate)).collect();
        let named = self.named_defaults();
        if rates.is_empty() && named.is_empty() {
            return workings;
        }
        let formula = match (rates.is_empty(), named.is_empty()) {
            (_, true) => "defaulted = Σ over loans of r × performing",
            (true, false) => "defaulted = Σ over named loans of performing",
            (false, false) => {
                "defaulted = Σ over named loans of performing + Σ over the other loans of r × performing"
            }
        };
        let mut all = Working::new(Of::Pool, formula, defaulted).read("performing", before.performing);
        for rate in &rates {
            all = all.read(&rate.name, Value::Rate(rate.period));
        }
        for (loan, date) in named {
            all = all.read(loan, date);
        }
        workings.push(all);
        if defaulted > Money::ZERO {
            let loss = sum(movements, Account::WorkOut, Account::Loss);
            let initial = self.scenario.loss.initial.map(|share| Value::Rate(share.0));
            workings.push(
                Working::new(
                    Of::Pool,
                    "initial loss = Σ over loans of defaulted × loss on default",
                    loss,
                )
                .read("defaulted", defaulted)
                .read_given("loss on default", initial),
            );
        }
        workings
    }

    /// Loans that the scenario names for the period, with the dates of their defaults.
    fn named_defaults(&self) -> Vec<(String, chrono::NaiveDate)> {
        let period = self.period();
        let events = self.scenario.credit_events.iter();
        let within = events.filter(|event| event.date > period.start && event.date <= period.end);
        within.map(|event| (event.loan.clone(), event.date)).collect()
    }

    /// The default rates of the period that are not nought, as the run took them.
    fn default_rates(&self) -> Vec<PeriodRate> {
        let vectors: Vec<(String, &RateVector)> = match &self.scenario.default_rates {
            None => Vec::new(),
            Some(DefaultRates::All(rates)) => vec![("r".to_owned(), rates)],
            Some(DefaultRates::By {
                values, otherwise, ..
            }) => {
                let named = values
                    .iter()
                    .map(|(value, rates)| (format!("r of {value}"), rates));
                let rest = otherwise
                    .iter()
                    .map(|rates| ("r of all others".to_owned(), rates));
                named.chain(rest).collect()
            }
        };
        let run = self.lowered.pool.default_rates.iter();
        let of_period = vectors.into_iter().zip(run).filter_map(|((name, rates), run)| {
            let period = run[self.place()]?.factor().to_decimal();
            Some(PeriodRate {
                name,
                period,
                annual: self.annual(rates),
            })
        });
        of_period.collect()
    }

    /// The rate of the period's deal year, where rates are by year.
    fn annual(&self, rates: &RateVector) -> Option<Decimal> {
        match rates {
            RateVector::PerPeriod(_) => None,
            RateVector::Annual(rates) => {
                let year = crate::lower::deal_year(self.deal.closing, self.period().start);
                rates.get(year).or(rates.last()).map(|rate| rate.0)
            }
        }
    }

    /// How a period's rate comes from a year's.
    fn derivation(&self, rate: &PeriodRate) -> Option<Working> {
        let annual = rate.annual?;
        let formula = "r = 1 − (1 − CDR)^(1/p)";
        let name = rate.name.replacen('r', "CDR", 1);
        Some(
            Working::new(Of::Pool, formula, Value::Rate(rate.period))
                .read(name, Value::Rate(annual))
                .read("p", self.periods_a_year()),
        )
    }

    pub(super) fn scheduled(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let amount = sum(movements, Account::Performing, Account::Principal);
        if self.has_ended {
            return Vec::new();
        }
        let formula = "scheduled = Σ over loans of the instalments that fall in the period";
        vec![Working::new(Of::Pool, formula, amount).read("performing", before.performing)]
    }

    pub(super) fn prepayment(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let Some(rate) = self.lowered.pool.prepayment[self.place()].filter(|_| !self.has_ended) else {
            return Vec::new();
        };
        let rate = Value::Rate(rate.factor().to_decimal());
        let annual = self.annual(&RateVector::Annual(self.scenario.prepayment.clone()));
        let mut workings = Vec::new();
        if let Some(annual) = annual {
            workings.push(
                Working::new(Of::Pool, "s = 1 − (1 − CPR)^(1/p)", rate)
                    .read("CPR", Value::Rate(annual))
                    .read("p", self.periods_a_year()),
            );
        }
        let amount = sum(movements, Account::Performing, Account::Principal);
        workings.push(
            Working::new(Of::Pool, "prepaid = Σ over loans of s × performing", amount)
                .read("s", rate)
                .read("performing", before.performing),
        );
        workings
    }

    pub(super) fn removals(&self, movements: &[Entry<Money>]) -> Vec<Working> {
        let formulas = [
            (
                Account::Performing,
                "removed at par = performing balance of the loans that leave",
            ),
            (
                Account::WorkOut,
                "removed at par = expected recovery of the loans that were never eligible",
            ),
            (
                Account::WriteUp,
                "given back = losses booked on the loans that were never eligible",
            ),
        ];
        let moved = formulas.map(|(from, formula)| (formula, sum(movements, from, Account::Principal)));
        let moved = moved.into_iter().filter(|(_, amount)| *amount > Money::ZERO);
        moved
            .map(|(formula, amount)| Working::new(Of::Pool, formula, amount))
            .collect()
    }

    pub(super) fn work_outs(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let formulas = [
            (
                Account::WorkOut,
                Account::Loss,
                "further loss = Σ over events settled of final loss − initial loss, if above",
            ),
            (
                Account::WriteUp,
                Account::WorkOut,
                "given back = Σ over events settled of initial loss − final loss, if below",
            ),
            (
                Account::WorkOut,
                Account::Principal,
                "recovered = Σ over events settled of defaulted − final loss − cash before, + cash before settlement",
            ),
        ];
        let moved = formulas.map(|(from, to, formula)| (formula, sum(movements, from, to)));
        let moved = moved.into_iter().filter(|(_, amount)| *amount > Money::ZERO);
        let working = |(formula, amount)| {
            Working::new(Of::Pool, formula, amount).read("expected recovery", before.work_out)
        };
        moved.map(working).collect()
    }

    pub(super) fn replenishment(&self, movements: &[Entry<Money>]) -> Vec<Working> {
        let formulas = [
            (Account::Principal, Account::Held, "taken = scheduled + prepaid"),
            (
                Account::Held,
                Account::Performing,
                "spent = balances of the loans bought, of what is held",
            ),
            (
                Account::Held,
                Account::Principal,
                "released = held that may not wait any longer",
            ),
        ];
        let moved = formulas.map(|(from, to, formula)| (formula, sum(movements, from, to)));
        let moved = moved.into_iter().filter(|(_, amount)| *amount > Money::ZERO);
        let pool = &self.result.pool;
        let working = |(formula, amount)| {
            let working = Working::new(Of::Pool, formula, amount);
            match formula.starts_with("taken") {
                true => working
                    .read("scheduled", pool.scheduled)
                    .read("prepaid", pool.prepaid),
                false => working,
            }
        };
        moved.map(working).collect()
    }

    pub(super) fn calls(&self, before: &Balances<Money>) -> Vec<Working> {
        let period = self.period();
        let nothing = before.performing == Money::ZERO && before.held == Money::ZERO;
        if self.has_ended || period.is_scheduled_maturity || nothing {
            return Vec::new();
        }
        let made = self.result.protection_ended;
        let mut workings = Vec::new();
        if let Some(level) = self.deal.calls.clean_up.filter(|_| self.scenario.calls.clean_up) {
            let called = Value::Flag(made == Some(EndReason::CleanUpCall));
            let initial = self.lowered.plan.pool + self.added + self.result.pool.added;
            workings.push(
                Working::new(Of::Pool, "clean-up call = pool / initial pool ≤ level", called)
                    .read("pool", before.pool())
                    .read("initial pool", initial)
                    .read("level", Value::Rate(level.0)),
            );
        }
        if let Some(call) = self.deal.calls.time.filter(|_| self.scenario.calls.time) {
            let called = Value::Flag(made == Some(EndReason::TimeCall));
            workings.push(
                Working::new(Of::Pool, "time call = unadjusted date ≥ date of the call", called)
                    .read("unadjusted date", period.end)
                    .read("date of the call", call.date),
            );
        }
        let regulatory = self
            .scenario
            .calls
            .regulatory
            .filter(|_| self.deal.calls.regulatory);
        if let Some(event) = regulatory {
            let called = Value::Flag(made == Some(EndReason::RegulatoryCall));
            workings.push(
                Working::new(
                    Of::Pool,
                    "regulatory call = unadjusted date ≥ date of the event",
                    called,
                )
                .read("unadjusted date", period.end)
                .read("date of the event", event),
            );
        }
        workings
    }

    pub(super) fn maturity(&self, before: &Balances<Money>) -> Vec<Working> {
        let comes = self.period().is_scheduled_maturity && !self.has_ended;
        let repaid = before.performing + before.held;
        let formula = "repaid = performing + held, the most senior tranche first";
        let working = Working::new(Of::Pool, formula, repaid)
            .read("performing", before.performing)
            .read("held", before.held);
        comes.then_some(working).into_iter().collect()
    }

    /// What came into principal and left it before tranches are repaid, by rule.
    pub(super) fn principal_of_the_date(&self, before: &Balances<Money>, all: &[Entry<Money>]) -> Working {
        let formula = "principal = what the rules before brought, less what they took";
        let mut working = Working::new(Of::Pool, formula, before.principal);
        for rule in Rule::ALL.into_iter().take_while(|rule| *rule != Rule::Principal) {
            let of_rule = all.iter().filter(|entry| Rule::of(entry) == Some(rule));
            let into = |entry: &Entry<Money>| match (entry.from, entry.to) {
                (_, Account::Principal) => entry.amount,
                (Account::Principal, _) => Money::ZERO - entry.amount,
                _ => Money::ZERO,
            };
            let amount: Money = of_rule.map(into).sum();
            if amount != Money::ZERO {
                working = working.read(rule.name(), amount);
            }
        }
        working
    }
}

/// A default rate of a period.
struct PeriodRate {
    name: String,
    period: Decimal,
    /// The rate of the year that it comes from.
    annual: Option<Decimal>,
}
