//! Synthetic excess spread as a position of the bank, on each date of a deal.
//!
//! What is promised from a date on is the rate on the balance that loans have by contract at the start of each
//! period until scheduled maturity: on the way there the outstanding balance runs off as the whole pool would,
//! without losses and prepayment; while loans may be added it stays level. A loan whose contract needs a rate that
//! the tape does not give counts as owed whole until it is due.
//!
//! ```text
//! current = P r min(n, left)/n         future = sum over later periods k of P (B_k / B_now) r / n
//! P  performing now     r  rate a year     n  periods a year     B_k  balance by contract at the start of period k
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::date::payment_dates;
use tranchet_deal::deal::Deal;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::money::Money;

use super::Terms;
use crate::capital::number::{minor, ratio, round_half_even};
use crate::capital::pool::PoolState;
use crate::capital::regimes::Regime;
use crate::capital::rules::crr_248_excess_spread::SyntheticExcessSpread;
use crate::capital::step::{Input, NotApplicable, Source, Step};
use crate::schedule::Schedules;

/// The excess spread of a deal along its contract.
#[derive(Clone, Debug)]
pub struct SpreadByContract {
    terms: ExcessSpread,
    periods_per_year: usize,
    /// Balance at the start of each period, the first at closing; only their ratios count.
    balances: Vec<Decimal>,
}

impl SpreadByContract {
    /// That of a deal; none where the deal has none.
    pub fn of(deal: &Deal) -> Option<SpreadByContract> {
        let starts = period_starts(deal);
        Some(SpreadByContract {
            terms: deal.excess_spread?,
            periods_per_year: deal.payments.frequency.periods_per_year().get() as usize,
            balances: level_while_replenishing(deal, &starts, balances(deal, &starts)),
        })
    }

    /// What is promised after payment date `number`, 0 for closing, with this much performing and trapped.
    pub fn after(&self, number: usize, performing: Money, trapped: Money) -> SyntheticExcessSpread {
        let left = self.balances.get(number..).unwrap_or_default();
        let year = self.periods_per_year;
        let a_period = minor(performing) * self.terms.rate.0 / Decimal::from(year);
        let later: Decimal = left.iter().skip(year).sum();
        let now = left.first().copied().unwrap_or_default();
        SyntheticExcessSpread {
            balance: match self.terms.mechanism {
                Mechanism::UseItOrLoseIt => Money::ZERO,
                Mechanism::Trapped => trapped,
            },
            current: round_half_even(a_period * Decimal::from(left.len().min(year))),
            future: round_half_even(a_period * ratio(later, now)),
        }
    }
}

/// Closing and the unadjusted payment dates before scheduled maturity.
fn period_starts(deal: &Deal) -> Vec<NaiveDate> {
    let (payments, end) = (&deal.payments, deal.scheduled_maturity);
    let dates = payment_dates(payments, end, end);
    let before_end = dates.into_iter().filter(|date| *date < end);
    std::iter::once(deal.closing).chain(before_end).collect()
}

/// What all loans owe by contract after each date.
fn balances(deal: &Deal, dates: &[NaiveDate]) -> Vec<Decimal> {
    let mut repaid = vec![0_i128; dates.len() + 1];
    let mut schedules = Schedules::without_rates(deal);
    for loan in &deal.pool.loans {
        let principal = schedules.principal(loan);
        let payments = principal.unwrap_or_else(|_| vec![(loan.maturity, loan.balance)]);
        for (date, amount) in payments {
            repaid[dates.partition_point(|start| *start < date)] += i128::from(amount.minor());
        }
    }
    let total: i128 = repaid.iter().sum();
    let owed = repaid[..dates.len()].iter().scan(total, |owed, repaid| {
        *owed -= repaid;
        Some(*owed)
    });
    owed.map(|owed| Decimal::try_from_i128_with_scale(owed, 0).unwrap_or_default())
        .collect()
}

/// The balance while loans may be added, then run off as it would have from the last such date.
fn level_while_replenishing(deal: &Deal, starts: &[NaiveDate], balances: Vec<Decimal>) -> Vec<Decimal> {
    let Some(replenishment) = &deal.replenishment else {
        return balances;
    };
    let level = starts.partition_point(|start| *start <= replenishment.until);
    let at_the_end = balances.get(level.saturating_sub(1)).copied().unwrap_or_default();
    let mut found = balances;
    found
        .iter_mut()
        .take(level)
        .for_each(|balance| *balance = at_the_end);
    found
}

/// The position of excess spread on a date, with its steps.
#[derive(Clone, Debug, Default)]
pub(super) struct SpreadPosition {
    /// The exposure value.
    pub value: Money,
    /// How it was found.
    pub steps: Vec<Step>,
}

/// The position that a regime makes of what is promised.
pub(super) fn position(regime: &Regime, pool: &PoolState, terms: &Terms) -> SpreadPosition {
    let Some(promised) = pool.excess_spread else {
        return SpreadPosition::default();
    };
    let (horizon, refused) = regime.excess_spread.horizon(terms.spread_horizon);
    let counted = promised.within(horizon.value);
    let value = counted.exposure_value();
    let mut steps = Vec::new();
    if refused {
        steps.push(Step::not_applicable(
            "horizon of excess spread",
            NotApplicable {
                reason: "the text says what counts and leaves the deal no choice",
                cites: horizon.citation,
            },
        ));
    }
    let rate = Source::Deal("excess_spread.rate");
    let later = [Input::of("promised for later periods", promised.future).from(rate)];
    steps.push(Step::of(
        "future periods that count",
        horizon.citation,
        &later,
        counted.future,
    ));
    let inputs = [
        Input::of("balance", counted.balance).from(Source::Run),
        Input::of("current", counted.current).from(rate),
        Input::of("future periods that count", counted.future),
    ];
    let step = Step::of("excess spread", regime.excess_spread.position, &inputs, value);
    steps.push(step.by("balance + current + future"));
    SpreadPosition { value, steps }
}
