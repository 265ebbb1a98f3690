//! What a deal is worth to a bank under the output floor.
//!
//! The floor is of the whole bank: `TREA = max(U, x S)`, within a limit where the law has one
//! ([`rbc20_output_floor`](crate::capital::rules::rbc20_output_floor)). The deal moves both sides: U by its relief,
//! S by relief with the pool and the tranches weighed without internal models, SEC-SA with the `p` that the law
//! gives that leg. With `u` and `s` of the deal before (0) and after (1), and `U`, `S` of the rest of the bank:
//!
//! ```text
//! relief                        = TREA(U + u0, S + s0) - TREA(U + u1, S + s1)
//! relief where the floor binds  = x (s0 - s1)
//! the floor begins to bind at     U - x S = x s1 - u1          the headroom of the rest of the bank
//! the relief is nil at            U - x S = x s1 - u0          where s1 >= s0; else it never is
//! ```
//!
//! Example: 100 of relief in U from 120 to 20, in S from 150 to 160, x 72.5 %. The floor begins to bind where the rest
//! of the bank has less headroom than 96, and the relief is nil where it has none below -4.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::capital::output_floor::Legs;
//! let legs = Legs { own: [dec!(120), dec!(20)], standardised: [dec!(150), dec!(160)], x: dec!(0.725), limit: None };
//! assert_eq!(legs.binding_headroom(), dec!(96));
//! assert_eq!(legs.nil_headroom(), Some(dec!(-4)));
//! // A rest of 1,000 with S such that 1,000 - 0.725 S is 96, then -4.
//! assert_eq!(legs.relief(dec!(1000), dec!(904) / dec!(0.725)).round_dp(9), dec!(100));
//! assert_eq!(legs.relief(dec!(1000), dec!(1004) / dec!(0.725)).round_dp(9), dec!(0));
//! ```
//!
//! Not covered: provisions (OF-ADJ), buffers set on assets with the floor, and other deals of the bank.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::bank::{Approach, WholeBank};
use tranchet_deal::money::Money;

use crate::capital::error::CapitalError;
use crate::capital::number::{minor, round_half_even, to_f64};
use crate::capital::position::Given;
use crate::capital::rules::rbc20_output_floor::{LegParameter, OutputFloor};
use crate::capital::step::{Answer, Input, Source, Step};
use crate::capital::tranche::Law;
use crate::capital::{AtClosing, Capital, assess_by};
use crate::cited::Cited;

mod breakeven;

pub use breakeven::Legs;

/// The floor from one change of it to the next, with the deal as at closing.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The first day: the date of the law asked for, or that of the change.
    pub from: NaiveDate,
    /// `x`.
    pub share: Cited<Decimal>,
    /// The most that assets with the floor come to, per unit of assets without.
    pub limit: Option<Cited<Decimal>>,
    /// The `p` of SEC-SA in the standardised leg, where the law gives that leg its own.
    pub leg: Option<LegParameter>,
    /// Risk-weighted assets of the deal before and after, by the bank's approaches.
    pub own: [Money; 2],
    /// The same by standardised approaches.
    pub standardised: [Money; 2],
    /// What it comes to, for the whole bank.
    pub legs: Legs,
    /// The bank with the deal and without; none where the bank is not given.
    pub bank: Option<BankWithFloor>,
    /// How it was found.
    pub steps: Vec<Step>,
}

/// A whole bank with the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BankWithFloor {
    /// Risk-weighted assets with the floor, before the deal.
    pub before: Money,
    /// After it.
    pub after: Money,
    /// Whether the floor binds before.
    pub binds_before: bool,
    /// Whether it does after.
    pub binds_after: bool,
    /// Standardised over own assets of the rest of the bank.
    pub rest: f64,
    /// The same at which the floor begins to bind after the deal.
    pub binding: f64,
    /// The same at which the deal's relief is nil; none where it never is.
    pub nil: Option<f64>,
}

impl BankWithFloor {
    /// What the deal saves the bank.
    pub fn relief(&self) -> Money {
        self.before - self.after
    }
}

/// The output floor of a deal at closing, from the law's date on; `capital` is its capital then.
///
/// # Errors
/// [`CapitalError`] as of the capital itself, [`CapitalError::BankTooSmall`] for a bank smaller than the pool.
pub fn at_closing(
    capital: &Capital,
    closing: &AtClosing,
    bank: Option<WholeBank>,
) -> Result<Answer<Vec<Phase>>, CapitalError> {
    match capital.regime.output_floor {
        Answer::Applies(floor) => Securitised { capital, closing }.phases(floor, bank),
        Answer::NotApplicable(why) => Ok(Answer::NotApplicable(why)),
    }
}

/// A deal with the capital that the bank's own approaches give it.
#[derive(Clone, Copy)]
pub(super) struct Securitised<'a> {
    pub capital: &'a Capital,
    pub closing: &'a AtClosing<'a>,
}

impl Securitised<'_> {
    pub(super) fn phases(
        &self,
        floor: &OutputFloor,
        bank: Option<WholeBank>,
    ) -> Result<Answer<Vec<Phase>>, CapitalError> {
        let from = self.capital.version.on;
        let dates = floor.changes_from(from, self.is_by_sec_irba());
        let begun = dates
            .into_iter()
            .filter_map(|date| Some((date, floor.share_on(date)?)));
        let phases: Result<Vec<Phase>, CapitalError> = begun
            .map(|(date, share)| self.phase(floor, date, share, bank))
            .collect();
        Ok(Answer::Applies(phases?))
    }

    fn phase(
        &self,
        floor: &OutputFloor,
        from: NaiveDate,
        share: Cited<Decimal>,
        bank: Option<WholeBank>,
    ) -> Result<Phase, CapitalError> {
        let leg = floor.leg_on(from).filter(|_| self.is_by_sec_irba());
        let standardised = self.standardised(leg)?;
        let own = [self.capital.before.rwa, self.capital.after.rwa];
        let both = [standardised.before.rwa, standardised.after.rwa];
        let limit = floor.limit_on(from);
        let legs = Legs {
            own: own.map(minor),
            standardised: both.map(minor),
            x: share.value,
            limit: limit.map(|limit| limit.value),
        };
        let bank = bank.map(|bank| whole(bank, &legs)).transpose()?;
        let mut phase = Phase {
            from,
            share,
            limit,
            leg,
            own,
            standardised: both,
            legs,
            bank,
            steps: Vec::new(),
        };
        phase.steps = steps(floor, &phase);
        Ok(phase)
    }

    /// Whether SEC-IRBA weighs every position.
    fn is_by_sec_irba(&self) -> bool {
        let mut weighed = self
            .capital
            .tranches
            .iter()
            .filter_map(|tranche| tranche.approach)
            .peekable();
        weighed.peek().is_some() && weighed.all(|approach| approach == Approach::SecIrba)
    }

    /// The deal without internal models.
    fn standardised(&self, leg: Option<LegParameter>) -> Result<Capital, CapitalError> {
        let AtClosing {
            pool,
            tranches,
            terms,
        } = self.closing;
        let version = self.capital.version;
        let given = version.regime.open.given(terms.assume);
        let law = Law {
            version,
            approach: if self.capital.approach == Approach::SecIrba {
                Approach::Hierarchy
            } else {
                self.capital.approach
            },
            given: Given {
                p: given.p.or(leg.map(|leg| leg.p)),
                p_sts: given.p_sts.or(leg.map(|leg| leg.p_sts)),
                ..given
            },
        };
        assess_by(law, &pool.standardised(), tranches, terms)
    }
}

fn whole(bank: WholeBank, legs: &Legs) -> Result<BankWithFloor, CapitalError> {
    let rest = |measure, bank: Money, pool: Decimal| {
        let rest = minor(bank) - pool;
        (rest > Decimal::ZERO)
            .then_some(rest)
            .ok_or(CapitalError::BankTooSmall {
                measure,
                bank: bank.minor(),
                pool: round_half_even(pool).minor(),
            })
    };
    let u = rest("its own", bank.rwa, legs.own[0])?;
    let s = rest("standardised", bank.standardised_rwa, legs.standardised[0])?;
    let [before, after] = legs.bank(u, s);
    let binds = |place: usize| legs.x * (s + legs.standardised[place]) > u + legs.own[place];
    Ok(BankWithFloor {
        before: round_half_even(before),
        after: round_half_even(after),
        binds_before: binds(0),
        binds_after: binds(1),
        rest: to_f64(s / u),
        binding: to_f64(legs.ratio_at(u, legs.binding_headroom())),
        nil: legs
            .nil_headroom_of(u)
            .map(|headroom| to_f64(legs.ratio_at(u, headroom))),
    })
}

fn steps(floor: &OutputFloor, phase: &Phase) -> Vec<Step> {
    let [u, s] = [phase.own, phase.standardised];
    let x = Input::of("x", to_f64(phase.share.value)).from(Source::Text(phase.share.citation));
    let mut steps = vec![
        Step::of(
            "relief in U",
            floor.formula,
            &[Input::of("u0", u[0]), Input::of("u1", u[1])],
            u[0] - u[1],
        )
        .by("u0 - u1"),
        Step::of(
            "relief in S",
            floor.formula,
            &[Input::of("s0", s[0]), Input::of("s1", s[1])],
            s[0] - s[1],
        )
        .by("s0 - s1"),
        Step::of(
            "relief where the floor binds",
            phase.share.citation,
            &[x, Input::of("s0", s[0]), Input::of("s1", s[1])],
            phase.relief_bound(),
        )
        .by("x (s0 - s1)"),
    ];
    steps.extend(
        phase
            .leg
            .map(|leg| Step::of("p of SEC-SA in S", leg.p.citation, &[], leg.p.value)),
    );
    if let Some(bank) = phase.bank {
        let amounts = [Input::of("before", bank.before), Input::of("after", bank.after)];
        steps.push(
            Step::of("relief with the floor", floor.formula, &amounts, bank.relief())
                .by("TREA(U + u0, S + s0) - TREA(U + u1, S + s1)"),
        );
    }
    steps
}

impl Phase {
    /// Relief of a bank at which the floor binds with the deal and without.
    pub fn relief_bound(&self) -> Money {
        round_half_even(self.legs.relief_bound())
    }

    /// Headroom of the rest of the bank, `U - x S`, below which the floor binds after the deal.
    pub fn binding_headroom(&self) -> Money {
        round_half_even(self.legs.binding_headroom())
    }

    /// Headroom of the rest of the bank at and below which the relief is nil; none where it never is.
    pub fn nil_headroom(&self) -> Option<Money> {
        self.legs.nil_headroom().map(round_half_even)
    }
}

#[cfg(test)]
mod tests;
