//! Protection that ends before the loans, on a date: its years, those of the loans, and the share recognised.

use rust_decimal::Decimal;

use super::Terms;
use crate::capital::number::to_decimal;
use crate::capital::pool::PoolState;
use crate::capital::rules::crr_252_maturity_mismatch::{
    Adjusts, Mismatch, T_MAX, recognised_share, residual_years, years_between,
};
use crate::capital::step::{Answer, Input, NotApplicable, Source, Step};
use crate::cited::Citation;

/// What the dates of protection and loans come to.
#[derive(Clone, Debug)]
pub(super) struct Residual {
    /// The text with the formula.
    pub cites: Citation,
    /// What it is used on.
    pub adjusts: Adjusts,
    /// `t`, in years.
    pub protection: f64,
    /// `T`, in years.
    pub longest: f64,
    /// The share of the protection that is recognised.
    pub share: Decimal,
    /// How `t` and `T` were found.
    pub steps: Vec<Step>,
}

/// What a regime makes of the dates that are given, or why it makes nothing of them.
pub(super) fn residual(
    mismatch: Answer<Mismatch>,
    pool: &PoolState,
    terms: &Terms,
) -> Result<Residual, NotApplicable> {
    let mismatch = match mismatch {
        Answer::Applies(mismatch) => mismatch,
        Answer::NotApplicable(why) => return Err(why),
    };
    let lacks = |reason| NotApplicable {
        reason,
        cites: mismatch.cites,
    };
    let Some(dates) = terms.protection_dates else {
        return Err(lacks("the maturities of protection and loans are not given"));
    };
    let Some(longest_loan) = pool.longest_loan else {
        return Err(lacks("no loan is left to be protected"));
    };
    let on = pool.date;
    let end = mismatch.calls.end(&dates);
    let protection = residual_years(on, dates.began, end.value);
    let may_add = terms.may_add.filter(|add| on < add.until).map(|add| add.due);
    let due = may_add.map_or(longest_loan, |due| due.max(longest_loan));
    let longest = years_between(on, due).min(T_MAX.value);
    let scheduled = years_between(on, dates.scheduled);
    let mut of_protection =
        vec![Input::of("scheduled maturity", scheduled).from(Source::Deal("scheduled_maturity"))];
    of_protection.extend(dates.time_call.map(|call| {
        let years = years_between(on, call.date);
        Input::of("time call", years).from(Source::Deal("calls.time"))
    }));
    let mut of_loans =
        vec![Input::of("longest loan", years_between(on, longest_loan)).from(Source::Tape("maturity"))];
    of_loans.extend(may_add.map(|due| {
        let years = years_between(on, due);
        Input::of("longest that may be added", years).from(Source::Deal("replenishment.until"))
    }));
    of_loans.push(Input::cited("at most", T_MAX));
    let steps = vec![
        Step::of("t, years of protection", end.citation, &of_protection, protection)
            .giving("t")
            .by("the first of its ends; nought if too short from the start"),
        Step::of("T, years of the loans", mismatch.cites, &of_loans, longest)
            .giving("T")
            .by("the longest loan, within the most that counts"),
    ];
    Ok(Residual {
        cites: mismatch.cites,
        adjusts: mismatch.adjusts,
        protection,
        longest,
        share: to_decimal(recognised_share(protection, longest)),
        steps,
    })
}
