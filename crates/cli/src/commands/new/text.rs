//! The files of a starter.

use std::fmt::Write;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::file::read_decimal;
use tranchet_deal::money::{Currency, Money};

use super::shape::{Market, Shape};
use super::tape::tape;

/// A deal to be written.
#[derive(Debug)]
pub struct Starter {
    /// Its name.
    pub name: String,
    /// Its shape.
    pub shape: &'static Shape,
    /// Its market.
    pub market: &'static Market,
    /// Its currency.
    pub currency: Currency,
    /// The size of its pool.
    pub balance: Money,
    /// When it closes.
    pub closing: NaiveDate,
    /// Years to scheduled maturity.
    pub years: u32,
    /// Where its tranches touch, from below.
    pub points: Vec<String>,
    /// What the most junior tranche that is sold pays over the index.
    pub spread: String,
    /// Loans in its tape.
    pub loans: u32,
    /// The seed of its tape.
    pub seed: u64,
}

impl Starter {
    /// The deal, its tape and its base case, by name.
    pub fn files(&self) -> [(&'static str, String); 3] {
        [
            ("deal.yaml", self.deal()),
            ("tape.csv", tape(self)),
            ("scenarios/base.yaml", self.scenario()),
        ]
    }

    fn deal(&self) -> String {
        let Starter { shape, market, .. } = self;
        let later = |months: u32| {
            self.closing
                .checked_add_months(Months::new(months))
                .unwrap_or(self.closing)
        };
        let scheduled = self.years.saturating_mul(12);
        let name = serde_json::Value::from(self.name.as_str());
        let mut text = format!(
            "# A starter: {}.\n# Every number is a placeholder, and the tape is invented from the seed {}.\n\
             tranchet: 1\nname: {name}\ncurrency: {}\nclosing: {}\nscheduled_maturity: {}\nlegal_final_maturity: {}\n\
             payments:\n  frequency: {}\n  first: {}\n  day_count: {}\n  roll: modified following\n  calendar: {}\n\
             pool:\n  tape: tape.csv\n  retained_share: 5%\ntranches:\n",
            shape.about,
            self.seed,
            market.currency,
            self.closing,
            later(scheduled),
            later(scheduled.saturating_add(36)),
            shape.frequency,
            later(shape.months),
            market.day_count,
            market.calendar,
        );
        let names = self.names();
        for place in (0..names.len()).rev() {
            let _ = writeln!(text, "  - {}", self.tranche(place, &names));
        }
        let group: Vec<&str> = names.iter().rev().skip(1).map(String::as_str).collect();
        text.push_str(&shape.terms.replace("GROUP", &group.join(", ")));
        let _ = writeln!(
            text,
            "capital: {{ {}, cet1_target: 13%, cost_of_equity: 12%, sts: false }}\ncosts: {{ upfront: 1m, running: 0.1m }}",
            shape.capital
        );
        text
    }

    /// Names of the tranches, from below.
    fn names(&self) -> Vec<String> {
        let middle = self.points.len().saturating_sub(1);
        let between = (1..=middle).map(|number| match (middle, number) {
            (1, _) => "mezzanine".to_owned(),
            (2, 1) => "lower mezzanine".to_owned(),
            (2, _) => "upper mezzanine".to_owned(),
            (_, number) => format!("mezzanine {number}"),
        });
        let names = ["first loss".to_owned()].into_iter().chain(between);
        names.chain(["senior".to_owned()]).collect()
    }

    fn tranche(&self, place: usize, names: &[String]) -> String {
        let point = |place: usize| self.points[place].as_str();
        let attachment = if place == 0 { "0%" } else { point(place - 1) };
        let is_top = place + 1 == names.len();
        let detachment = if is_top { "100%" } else { point(place) };
        let ends = format!(
            "name: {}, attachment: {attachment}, detachment: {detachment}",
            names[place]
        );
        let first_sold = usize::from(self.shape.keeps_first_loss);
        match is_top || place < first_sold {
            true => format!("{{ {ends}, placed: 0% }}"),
            false => format!(
                "{{ {ends}, placed: 100%, protection: funded note, coupon: {} + {} }}",
                self.market.index,
                self.spread_of(place - first_sold)
            ),
        }
    }

    /// The spread of the tranche so many places above the most junior one sold: half for each.
    fn spread_of(&self, above: usize) -> String {
        match read_decimal(&self.spread) {
            Ok(spread) if above > 0 => {
                let halves = Decimal::from(1_u64 << above.min(40));
                format!("{}%", (spread * Decimal::ONE_HUNDRED / halves).round_dp(2))
            }
            Ok(_) | Err(_) => self.spread.clone(),
        }
    }

    fn scenario(&self) -> String {
        format!(
            "# What the bank expects. Losses are the loans' own `lgd`.\ntranchet: 1\nname: base\n\
             defaults: {{ annual_rate: {defaults} }}\nloss: {{ lag: 12 months }}\nprepayment: {{ annual_rate: 5% }}\n\
             rates: {{ {index}: {{ flat: {level} }} }}\ncalls: {{ clean_up: exercise }}\ncollateral: {{ {index}: -20bp }}\n\
             delinquency: {{ rate: 1% }}\n",
            defaults = self.shape.default_rate,
            index = self.market.index,
            level = self.market.level,
        )
    }
}
