//! Loans of a random pool.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use tranchet_deal::loan::{Loan, LoanAmortisation, LoanStatus};
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::payments::Frequency;

use super::timetable::{FREQUENCIES, Timetable, part_way};
use super::{basis_points, index, permille};

/// How a loan repays, its amounts in thousandths.
#[derive(Clone, Debug)]
enum Repays {
    Bullet,
    Equal,
    Level,
    Balloon(u32),
    Schedule(Vec<(u32, u32)>),
}

/// A loan before its deal is known.
#[derive(Clone, Debug)]
pub struct Draft {
    balance: i64,
    maturity: u32,
    repays: Repays,
    frequency: Option<Frequency>,
    rate: i32,
    floats: bool,
    pd: u32,
    lgd: u32,
    obligor: Option<u8>,
    sector: u8,
}

fn repayments() -> impl Strategy<Value = Repays> {
    prop_oneof![
        Just(Repays::Bullet),
        Just(Repays::Equal),
        Just(Repays::Level),
        (0..=1000u32).prop_map(Repays::Balloon),
        vec((1..=1000u32, 1..=600u32), 1..=4).prop_map(Repays::Schedule),
    ]
}

prop_compose! {
    pub fn drafts()(
        balance in 1_000..50_000_000i64,
        maturity in prop_oneof![Just(1000u32), 1..=1600u32],
        repays in repayments(),
        frequency in prop::option::of(select(FREQUENCIES.to_vec())),
        rate in -50..1200i32,
        floats in any::<bool>(),
        pd in 1..=100u32,
        lgd in 0..=1000u32,
        obligor in prop::option::of(0..5u8),
        sector in 0..3u8,
    ) -> Draft {
        Draft { balance, maturity, repays, frequency, rate, floats, pd, lgd, obligor, sector }
    }
}

/// The name of the loan at a place of the tape.
pub fn name(place: usize) -> String {
    format!("L-{place:03}")
}

impl Draft {
    /// The loan at a place of the tape.
    pub fn make(&self, place: usize, timetable: &Timetable) -> Loan {
        let maturity = timetable.at(self.maturity);
        Loan {
            id: Arc::from(name(place)),
            obligor_id: self.obligor.map(|number| Arc::from(format!("O-{number}"))),
            group_id: None,
            balance: Money::from_minor(self.balance),
            rate: Some(basis_points(self.rate)),
            index: self.floats.then(index),
            maturity,
            amortisation: self.amortisation(timetable.closing, maturity),
            payment_frequency: self.frequency,
            pd: Some(permille(self.pd)),
            lgd: Some(permille(self.lgd)),
            rating: None,
            sector: Some(Arc::from(format!("S-{}", self.sector))),
            country: None,
            currency: Currency::from_code("EUR").expect("a code of three letters"),
            fx: Decimal::ONE,
            risk_weight: None,
            status: LoanStatus::Performing,
            delinquent_days: None,
            compute: None,
            capital: None,
        }
    }

    fn amortisation(&self, closing: NaiveDate, maturity: NaiveDate) -> LoanAmortisation {
        match &self.repays {
            Repays::Bullet => LoanAmortisation::Bullet,
            Repays::Equal => LoanAmortisation::EqualPrincipal,
            Repays::Level => LoanAmortisation::LevelPayment,
            Repays::Balloon(share) => LoanAmortisation::Balloon {
                balloon: Money::from_minor(self.balance * i64::from(*share) / 1000),
            },
            Repays::Schedule(parts) => LoanAmortisation::Schedule {
                instalments: self.instalments(parts, closing, maturity),
            },
        }
    }

    fn instalments(
        &self,
        parts: &[(u32, u32)],
        closing: NaiveDate,
        maturity: NaiveDate,
    ) -> Vec<(NaiveDate, Money)> {
        let mut dated: Vec<_> = parts
            .iter()
            .map(|(when, share)| (part_way(closing, maturity, *when), *share))
            .collect();
        dated.sort_unstable();
        dated.dedup_by_key(|(date, _)| *date);
        let mut left = self.balance;
        let mut instalments = Vec::new();
        for (date, share) in dated {
            let amount = left * i64::from(share) / 1000;
            left -= amount;
            instalments.push((date, Money::from_minor(amount)));
        }
        instalments
    }
}

/// Changes every amount of a loan.
pub fn scale(loan: &mut Loan, change: impl Fn(&mut Money)) {
    change(&mut loan.balance);
    match &mut loan.amortisation {
        LoanAmortisation::Balloon { balloon } => change(balloon),
        LoanAmortisation::Schedule { instalments } => {
            instalments.iter_mut().for_each(|(_, amount)| change(amount));
        }
        LoanAmortisation::Bullet | LoanAmortisation::EqualPrincipal | LoanAmortisation::LevelPayment => {}
    }
}
