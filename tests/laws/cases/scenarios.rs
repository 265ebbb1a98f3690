//! Random assumptions about the future of a deal.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use tranchet_deal::curve::Curve;
use tranchet_deal::date::Lag;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::LoanAmortisation;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Rate;
use tranchet_deal::scenario::*;

use super::timetable::{Timetable, part_way};
use super::{basis_points, index, loans, permille};

/// A credit event before its loan is known; times and losses in thousandths.
#[derive(Clone, Debug)]
struct EventDraft {
    loan: usize,
    date: u32,
    initial: Option<(bool, u32)>,
    final_: Option<(bool, u32)>,
    end: Option<Result<u32, Lag>>,
    recoveries: Vec<(u32, i64)>,
}

/// Places of the loans that are bought, in their names.
const BOUGHT: usize = 500;

/// A scenario before its deal is known.
#[derive(Clone, Debug)]
pub struct Draft {
    defaults: (u8, Vec<i32>, Vec<i32>),
    events: Vec<EventDraft>,
    loss: (Option<u32>, Option<u32>, Option<Lag>),
    prepayment: Vec<i32>,
    rates: (Vec<i32>, i32),
    calls: (bool, bool, Option<u32>),
    bought: Option<(u32, u8, i32, bool)>,
    collateral: Option<(bool, i32)>,
    delinquency: Vec<u32>,
    purchases: Vec<(loans::Draft, Option<u32>)>,
    removals: Vec<(usize, u32, bool)>,
    downgrades: Vec<(usize, u32)>,
}

fn lags() -> impl Strategy<Value = Lag> {
    prop_oneof![
        (0..=30u32).prop_map(Lag::Months),
        (0..=400u32).prop_map(Lag::Days),
        (0..=60u32).prop_map(Lag::BusinessDays),
    ]
}

fn losses() -> impl Strategy<Value = Option<(bool, u32)>> {
    prop::option::of((any::<bool>(), 0..=1000u32))
}

prop_compose! {
    fn events()(
        loan in 0..40usize,
        date in 1..=1000u32,
        initial in losses(),
        final_ in losses(),
        end in prop::option::of(prop_oneof![(1..=1300u32).prop_map(Ok), lags().prop_map(Err)]),
        recoveries in vec((1..=1200u32, 1..5_000_000i64), 0..=3),
    ) -> EventDraft {
        EventDraft { loan, date, initial, final_, end, recoveries }
    }
}

prop_compose! {
    pub fn drafts()(
        defaults in (0..4u8, vec(0..2500i32, 1..=4), vec(0..1000i32, 1..=4)),
        events in vec(events(), 0..=4),
        loss in (prop::option::of(0..=1000u32), prop::option::of(0..=1000u32), prop::option::of(lags())),
        prepayment in vec(0..3000i32, 0..=3),
        rates in (vec(-60..600i32, 1..=4), -100..100i32),
        calls in (any::<bool>(), any::<bool>(), prop::option::of(1..=1000u32)),
        bought in prop::option::of((1..=84u32, 0..3u8, 0..900i32, any::<bool>())),
        collateral in prop::option::of((any::<bool>(), -50..500i32)),
        delinquency in vec(0..=200u32, 0..=3),
        purchases in prop_oneof![Just(Vec::new()), vec((loans::drafts(), prop::option::of(1..=1000u32)), 1..=8)],
        removals in prop_oneof![Just(Vec::new()), vec((0..48usize, 1..=1000u32, any::<bool>()), 1..=3)],
        downgrades in vec((0..5usize, 1..=1000u32), 0..=2),
    ) -> Draft {
        Draft { defaults, events, loss, prepayment, rates, calls, bought, collateral, delinquency, purchases, removals, downgrades }
    }
}

fn rates(points: &[i32]) -> Vec<Rate> {
    points.iter().map(|points| basis_points(*points)).collect()
}

impl Draft {
    pub fn make(&self, deal: &Deal, timetable: &Timetable) -> Scenario {
        let at = |thousandths| part_way(deal.closing, deal.scheduled_maturity, thousandths);
        Scenario {
            name: "random".to_owned(),
            default_rates: self.default_rates(),
            credit_events: self.events.iter().map(|event| event.make(deal)).collect(),
            loss: LossTerms {
                initial: self.loss.0.map(permille),
                final_: self.loss.1.map(permille),
                lag: self.loss.2,
            },
            prepayment: rates(&self.prepayment),
            rates: BTreeMap::from([(index(), self.index_path(deal.closing))]),
            calls: CallExercise {
                clean_up: self.calls.0,
                time: self.calls.1,
                regulatory: self.calls.2.map(at),
            },
            replenishment: self.bought.filter(|_| self.purchases.is_empty()).map(bought),
            purchases: self.purchases(timetable),
            removals: self.removals(deal, timetable),
            downgrades: self.downgrades(deal, timetable),
            collateral: self.collateral.map(|(floats, points)| match floats {
                true => CollateralYield::Floating {
                    index: index(),
                    spread: basis_points(points),
                },
                false => CollateralYield::Fixed(basis_points(points)),
            }),
            delinquency: self.delinquency.iter().map(|share| permille(*share)).collect(),
            severities: None,
            compute: None,
            factor_model: None,
        }
    }

    fn purchases(&self, timetable: &Timetable) -> Vec<Purchase> {
        let purchase = |(place, (draft, from)): (usize, &(loans::Draft, Option<u32>))| Purchase {
            loan: draft.make(BOUGHT + place, timetable),
            available_from: from.map(|thousandths| timetable.at(thousandths)),
        };
        self.purchases.iter().enumerate().map(purchase).collect()
    }

    fn removals(&self, deal: &Deal, timetable: &Timetable) -> Vec<Removal> {
        let loans = deal.pool.loans.len();
        let removal = |(place, when, inception): &(usize, u32, bool)| Removal {
            loan: loans::name(match place % (loans + self.purchases.len()) {
                place if place < loans => place,
                place => BOUGHT + place - loans,
            }),
            date: timetable.at(*when),
            reason: match inception {
                true => RemovalReason::IneligibleFromInception,
                false => RemovalReason::Repurchased,
            },
        };
        self.removals.iter().map(removal).collect()
    }

    fn downgrades(&self, deal: &Deal, timetable: &Timetable) -> Vec<Downgrade> {
        let name = |tranche: usize| deal.tranches[tranche % deal.tranches.len()].name.clone();
        let downgrade = |(tranche, when): &(usize, u32)| Downgrade {
            tranche: name(*tranche),
            date: timetable.at(*when),
        };
        self.downgrades.iter().map(downgrade).collect()
    }

    fn default_rates(&self) -> Option<DefaultRates> {
        let (kind, annual, period) = &self.defaults;
        match kind {
            0 => None,
            1 => Some(DefaultRates::All(RateVector::Annual(rates(annual)))),
            2 => Some(DefaultRates::All(RateVector::PerPeriod(rates(period)))),
            _ => Some(DefaultRates::By {
                column: TapeColumn::Sector,
                values: BTreeMap::from([
                    ("S-0".to_owned(), RateVector::Annual(rates(annual))),
                    ("S-1".to_owned(), RateVector::PerPeriod(rates(period))),
                ]),
                otherwise: Some(RateVector::Annual(rates(period))),
            }),
        }
    }

    fn index_path(&self, closing: NaiveDate) -> IndexPath {
        let (levels, shift) = &self.rates;
        let fixings = (0..).zip(levels).map(|(year, level)| {
            let date = closing + Months::new(12 * year);
            (date, basis_points(*level))
        });
        let level = match levels.as_slice() {
            [flat] => IndexLevel::Flat(basis_points(*flat)),
            _ => IndexLevel::Curve(Curve::new(fixings.collect()).expect("dates rise")),
        };
        IndexPath {
            level,
            shift: basis_points(*shift),
        }
    }
}

fn bought((term_months, kind, rate, floats): (u32, u8, i32, bool)) -> RepresentativeLoan {
    RepresentativeLoan {
        term_months,
        amortisation: match kind {
            0 => LoanAmortisation::Bullet,
            1 => LoanAmortisation::EqualPrincipal,
            _ => LoanAmortisation::LevelPayment,
        },
        rate: Some(basis_points(rate)),
        index: floats.then(index),
        lgd: Some(permille(450)),
        pd: Some(permille(10)),
        risk_weight: None,
        rating: None,
        sector: Some("S-0".to_owned()),
        country: None,
    }
}

impl EventDraft {
    fn make(&self, deal: &Deal) -> CreditEvent {
        let place = self.loan % deal.pool.loans.len();
        let balance = deal.pool.loans[place].balance.minor();
        let date = part_way(deal.closing, deal.scheduled_maturity, self.date);
        // Money up to a tenth of the first balance: most loans still owe that when they default.
        let loss = |(as_money, thousandths): (bool, u32)| match as_money {
            true => Severity::Amount(Money::from_minor(balance * i64::from(thousandths) / 10_000)),
            false => Severity::Rate(permille(thousandths)),
        };
        let last = deal.legal_final_maturity.max(date + Days::new(1));
        let settled = |thousandths: u32| part_way(date, last, thousandths);
        let end = self.end.map(|end| match end {
            Ok(thousandths) => WorkOutEnd::Settled(settled(thousandths)),
            Err(lag) => WorkOutEnd::Lag(lag),
        });
        CreditEvent {
            loan: loans::name(place),
            date,
            initial_loss: self.initial.map(loss),
            final_loss: self.final_.map(loss),
            end,
            recoveries: self
                .recoveries
                .iter()
                .map(|(when, amount)| (settled(*when), Money::from_minor(*amount)))
                .collect(),
        }
    }
}
