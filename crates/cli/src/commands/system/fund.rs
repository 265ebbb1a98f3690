//! The fund of back leverage and the pool behind it, from flags and the deal.

use tranchet_engine::tag::Tag;
use tranchet_engine::tagged::Input;
use tranchet_system::panel::leverage::{Choice, Lender, LeverageTerms, Line};
use tranchet_system::stack::{Slice, Stack};

use super::inputs::{Ask, Inputs, Range};
use super::source::OfDeal;
use crate::args::{FundFlags, LenderWord, LineWord};

/// What is assumed of a fund and a pool of which nothing is said.
const LOANS: f64 = 1_000.0;
const ADVANCE: f64 = 0.55;
const MAINTENANCE_HAIRCUT: f64 = 0.30;
const INDEX: f64 = 0.04;
const FUNDING_SPREAD: f64 = 0.03;
const CORRELATION: f64 = 0.20;
const YEARS: f64 = 5.0;

/// Thickness and spread as typed.
pub struct Tranches<'a> {
    /// `--thickness`.
    pub thickness: &'a Option<String>,
    /// `--spread`.
    pub spread: &'a Option<String>,
}

/// Correlation of the deal's scenario, or the assumption.
pub fn correlation(deal: &OfDeal) -> Input {
    deal.correlation().unwrap_or_else(|| Input::assumed(CORRELATION))
}

/// The fund.
pub fn fund(
    flags: &FundFlags,
    tranches: &Tranches<'_>,
    deal: Option<&OfDeal>,
    inputs: &mut Inputs,
) -> LeverageTerms {
    let (stack, thickness) = stack(tranches, deal, inputs);
    let mut take =
        |flag, typed, range, of_deal, assumed| inputs.take(Ask { flag, typed, range }, of_deal, assumed);
    let of = |read: fn(&OfDeal) -> Option<Input>| deal.and_then(read);
    LeverageTerms {
        stack,
        stack_tag: thickness.tag,
        stack_from: thickness.from,
        pool: take(
            "--loans",
            &flags.loans,
            Range::Positive,
            of(OfDeal::loans),
            Some(LOANS),
        ),
        advance: take("--advance", &flags.advance, Range::BelowOne, None, Some(ADVANCE)),
        maintenance_haircut: take(
            "--maintenance-haircut",
            &flags.maintenance_haircut,
            Range::BelowOne,
            None,
            Some(MAINTENANCE_HAIRCUT),
        ),
        index: take("--index", &flags.index, Range::Rate, None, Some(INDEX)),
        spread: take("--spread", tranches.spread, Range::Rate, of(OfDeal::spread), None),
        funding_spread: take(
            "--funding-spread",
            &flags.funding_spread,
            Range::Rate,
            None,
            Some(FUNDING_SPREAD),
        ),
        pd: take("--pd", &flags.pd, Range::Between, of(OfDeal::pd), None),
        lgd: take("--lgd", &flags.lgd, Range::PositiveShare, of(OfDeal::lgd), None),
        correlation: take(
            "--correlation",
            &flags.correlation,
            Range::Between,
            of(OfDeal::correlation),
            Some(CORRELATION),
        ),
        years: take(
            "--years",
            &flags.years,
            Range::Positive,
            of(OfDeal::years),
            Some(YEARS),
        ),
        lender: lender(flags.lender),
        line: line(flags.line),
    }
}

/// The deal's tranches, or a first loss as typed.
fn stack(tranches: &Tranches<'_>, deal: Option<&OfDeal>, inputs: &mut Inputs) -> (Stack, Input) {
    let ask = Ask {
        flag: "--thickness",
        typed: tranches.thickness,
        range: Range::PositiveShare,
    };
    let thickness = inputs.take(ask, deal.and_then(OfDeal::thickness), None);
    let stack = match deal {
        Some(deal) if tranches.thickness.is_none() => deal.stack(),
        Some(_) | None => {
            let first_loss = Slice {
                attachment: 0.0,
                detachment: thickness.value,
                placed: 1.0,
            };
            Stack::new(1.0, vec![first_loss])
        }
    };
    (stack, thickness)
}

fn chosen<T>(given: Option<T>, otherwise: T) -> Choice<T> {
    match given {
        Some(of) => Choice { of, tag: Tag::Given },
        None => Choice {
            of: otherwise,
            tag: Tag::Assumption,
        },
    }
}

fn lender(word: Option<LenderWord>) -> Choice<Lender> {
    let given = word.map(|word| match word {
        LenderWord::Other => Lender::Other,
        LenderWord::Originator => Lender::Originator,
    });
    chosen(given, Lender::Other)
}

fn line(word: Option<LineWord>) -> Choice<Line> {
    let given = word.map(|word| match word {
        LineWord::Repo => Line::Repo,
        LineWord::Nav => Line::Nav,
    });
    chosen(given, Line::Repo)
}
