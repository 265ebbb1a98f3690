//! Workings of the tranches: premium, losses, write-ups, repayment, additions.

use rust_decimal::Decimal;
use tranchet_deal::amortisation::Order;
use tranchet_deal::coupon::{Bounds, Coupon};
use tranchet_deal::money::Money;
use tranchet_deal::rate::Rate;

use super::pool::sum;
use super::working::{Of, Value, Working};
use super::{Walker, apply};
use crate::journal::{Account, Entry, Purpose};
use crate::plan::Unit;
use crate::waterfall::Balances;

impl Walker<'_> {
    pub(super) fn premium(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let tranches = 0..self.deal.tranches.len();
        let outstanding = tranches.filter(|place| before.notionals[*place] > Money::ZERO);
        outstanding
            .flat_map(|place| self.premium_of(place, before.notionals[place], movements))
            .collect()
    }

    fn premium_of(&self, place: usize, notional: Money, movements: &[Entry<Money>]) -> Vec<Working> {
        let (period, of) = (self.period(), Of::Tranche(place));
        let mut workings = Vec::new();
        if self.deal.tranches[place].placed.0 <= Decimal::ZERO {
            return workings;
        }
        let holder = Account::Holder(place);
        let (paid, unearned) = paid_and_unearned(movements, holder);
        let product = |formula, amount: Money, name: &str, rate: Rate| {
            Working::new(of, formula, amount)
                .read("notional", notional)
                .read("placed", Value::Rate(self.deal.tranches[place].placed.0))
                .read("t", Value::Number(period.length.to_decimal()))
                .read(name, Value::Rate(rate.0))
        };
        if let Some(coupon) = period.coupon_rates[place] {
            workings.extend(self.coupon(place, coupon));
            workings.push(product(
                "premium = notional × placed × t × coupon",
                paid,
                "coupon",
                coupon,
            ));
            for amount in unearned {
                let formula = "not earned = part written down × placed × t from the credit event × coupon";
                workings.push(Working::new(of, formula, amount).read("coupon", Value::Rate(coupon.0)));
            }
        }
        if let Some(rate) = period.collateral_rates[place] {
            let earned = signed(movements, Account::Collateral(place));
            workings.push(product(
                "collateral income = notional × placed × t × yield",
                earned,
                "yield",
                rate,
            ));
        }
        if let Some(rate) = period.funding_rates[place] {
            let saved = signed(movements, Account::Funding(place));
            let name = "index + funding value";
            workings.push(product(
                "funding saved = notional × placed × t × (index + funding value)",
                saved,
                name,
                rate,
            ));
        }
        workings
    }

    /// How the coupon of a period comes from its index; a fixed one comes from nothing.
    fn coupon(&self, place: usize, coupon: Rate) -> Option<Working> {
        let Some(Coupon::Floating(terms)) = &self.deal.tranches[place].coupon else {
            return None;
        };
        let given = |rate: Option<Rate>| rate.map(|rate| Value::Rate(rate.0));
        let formula = coupon_formula(terms.bounds, terms.bounds_all_in);
        let index = given(self.period().index_rates[place]);
        Some(
            Working::new(Of::Tranche(place), formula, Value::Rate(coupon.0))
                .read_given("index", index)
                .read_given("floor", given(terms.bounds.floor))
                .read_given("cap", given(terms.bounds.cap))
                .read("spread", Value::Rate(terms.spread.on(self.period().start).0))
                .read_given("floor all-in", given(terms.bounds_all_in.floor))
                .read_given("cap all-in", given(terms.bounds_all_in.cap)),
        )
    }

    pub(super) fn losses(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let mut workings = Vec::new();
        let absorbed = sum(movements, Account::ExcessSpread, Account::Principal);
        if absorbed > Money::ZERO {
            workings.push(
                Working::new(
                    Of::Pool,
                    "paid by excess spread = min(losses, excess spread)",
                    absorbed,
                )
                .read("losses", before.loss)
                .read("excess spread", before.excess_spread),
            );
        }
        let mut now = before.clone();
        for entry in movements {
            if let Account::Tranche(place) = entry.to {
                let formula = "written down = min(losses left, notional)";
                workings.push(
                    Working::new(Of::Tranche(place), formula, entry.amount)
                        .read("losses left", now.loss)
                        .read("notional", now.notionals[place]),
                );
            }
            apply(&mut now, entry);
        }
        let lapsed = sum(movements, Account::ExcessSpread, Account::Bank);
        if lapsed > Money::ZERO {
            workings.push(Working::new(Of::Pool, "lapsed = excess spread left", lapsed));
        }
        workings
    }

    pub(super) fn write_ups(&self, before: &Balances<Money>, movements: &[Entry<Money>]) -> Vec<Working> {
        let mut now = before.clone();
        let mut workings = Vec::new();
        for entry in movements {
            let left = Money::ZERO - now.write_up;
            if let Account::Tranche(place) = entry.from {
                let formula = "reinstated = min(write-ups left, written down)";
                workings.push(
                    Working::new(Of::Tranche(place), formula, entry.amount)
                        .read("write-ups left", left)
                        .read("written down", now.written_down[place]),
                );
            } else if entry.to == Account::WriteUp {
                let formula = "back to the bank = write-ups left that no tranche lost";
                workings.push(Working::new(Of::Pool, formula, entry.amount).read("write-ups left", left));
            }
            apply(&mut now, entry);
        }
        workings
    }

    pub(super) fn principal(
        &self,
        before: &Balances<Money>,
        movements: &[Entry<Money>],
        all: &[Entry<Money>],
    ) -> Vec<Working> {
        if before.principal == Money::ZERO {
            return Vec::new();
        }
        let mut workings = vec![self.principal_of_the_date(before, all)];
        let mut now = before.clone();
        let order = self.order();
        for entry in movements {
            if let Account::Tranche(place) = entry.to {
                // A place that is locked out takes what the others cannot, in sequence.
                let split = order == Order::ProRata && !self.is_locked_out(self.unit(place));
                let working =
                    Working::new(Of::Tranche(place), formula(split, self.unit(place)), entry.amount);
                workings.push(match split {
                    true => self.shared(working, place, before),
                    false => working
                        .read("principal left", now.principal)
                        .read("notional", now.notionals[place]),
                });
            }
            apply(&mut now, entry);
        }
        workings
    }

    /// The order that governs the date.
    fn order(&self) -> Order {
        let mut tests = self.result.tests.iter();
        let switched = tests.any(|test| test.purpose == Purpose::Sequential && test.tripped);
        match switched {
            true => Order::Sequential,
            false => self.lowered.plan.principal.order,
        }
    }

    fn unit(&self, place: usize) -> &Unit<Money> {
        let units = &self.lowered.plan.principal.units;
        let holds = |unit: &&Unit<Money>| (unit.first..unit.first + unit.count).contains(&place);
        units.iter().find(holds).unwrap_or(&units[0])
    }

    /// What a share of principal reads.
    fn shared(&self, working: Working, place: usize, before: &Balances<Money>) -> Working {
        let notional = |unit: &Unit<Money>| -> Money {
            before.notionals[unit.first..unit.first + unit.count]
                .iter()
                .copied()
                .sum()
        };
        let units = self.lowered.plan.principal.units.iter();
        let open: Money = units.filter(|unit| !self.is_locked_out(unit)).map(notional).sum();
        let unit = self.unit(place);
        let working = working.read("principal", before.principal);
        let working = match unit.count {
            1 => working,
            _ => working.read("notional of the group", notional(unit)),
        };
        working
            .read("notional", before.notionals[place])
            .read("Σ notionals", open)
    }

    fn is_locked_out(&self, unit: &Unit<Money>) -> bool {
        let purpose = unit.group.map(Purpose::LockOut);
        let mut tests = self.result.tests.iter();
        tests.any(|test| Some(test.purpose) == purpose && test.tripped)
    }

    pub(super) fn ramp_up(&self, movements: &[Entry<Money>]) -> Vec<Working> {
        let plan = &self.lowered.plan;
        let added: Money = movements.iter().map(|entry| entry.amount).sum();
        let tranches = (0..plan.notionals.len()).map(|place| {
            let amount = sum(movements, Account::Tranche(place), Account::Performing);
            (place, amount)
        });
        let raised = tranches.filter(|(_, amount)| *amount > Money::ZERO);
        let formula = "raised = added × notional at closing / pool at closing";
        let working = |(place, amount): (usize, Money)| {
            Working::new(Of::Tranche(place), formula, amount)
                .read("added", added)
                .read("notional at closing", plan.notionals[place])
                .read("pool at closing", plan.pool)
        };
        raised.map(working).collect()
    }
}

/// The formula of a coupon, with the bounds that it has.
fn coupon_formula(index: Bounds, all_in: Bounds) -> &'static str {
    let has = |bounds: Bounds| (bounds.floor.is_some(), bounds.cap.is_some());
    match (has(index), has(all_in)) {
        ((false, false), (false, false)) => "coupon = index + spread",
        ((true, false), (false, false)) => "coupon = max(index, floor) + spread",
        ((false, true), (false, false)) => "coupon = min(index, cap) + spread",
        ((false, false), (true, false)) => "coupon = max(index + spread, floor all-in)",
        ((false, false), (false, true)) => "coupon = min(index + spread, cap all-in)",
        ((true, true), (false, false)) => "coupon = max(min(index, cap), floor) + spread",
        _ => {
            "coupon = max(min(max(min(index, cap), floor) + spread, cap all-in), floor all-in), with those that are given"
        }
    }
}

/// By which formula a tranche is repaid.
fn formula(split: bool, unit: &Unit<Money>) -> &'static str {
    match (split, unit.count, unit.inside) {
        (false, ..) => "repaid = min(principal left, notional)",
        (true, 1, _) => "repaid = principal × notional / Σ notionals",
        (true, _, Order::Sequential) => {
            "repaid = min(principal × notional of the group / Σ notionals, less what its more senior tranches took, notional)"
        }
        (true, _, Order::ProRata) => {
            "repaid = (principal × notional of the group / Σ notionals) × notional / notional of the group"
        }
    }
}

/// What a period pays, below nought where holders pay, and then what is taken off again.
fn paid_and_unearned(movements: &[Entry<Money>], holder: Account) -> (Money, Vec<Money>) {
    let mut of_holder = movements.iter().filter_map(|entry| match (entry.from, entry.to) {
        (_, to) if to == holder => Some(entry.amount),
        (from, _) if from == holder => Some(Money::ZERO - entry.amount),
        _ => None,
    });
    let paid = of_holder.next().unwrap_or_default();
    (paid, of_holder.map(|amount| Money::ZERO - amount).collect())
}

/// What came from an account, less what went to it.
fn signed(movements: &[Entry<Money>], account: Account) -> Money {
    sum(movements, account, Account::Bank) - sum(movements, Account::Bank, account)
}
