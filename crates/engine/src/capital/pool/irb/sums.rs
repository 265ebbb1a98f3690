//! Sums over the loans of a book on a date, for any balances of them.
//!
//! Weights that the tape gives are added up as decimals, all else as floats in the order of the tape.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::money::Money;

use super::book::{Book, Facts, Row};
use super::charge::Charge;
use super::weighing::years_between;
use crate::capital::number::{minor, to_decimal};

/// The part of a pool weighted by internal ratings, or a part of that; minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub ead: f64,
    pub rwa: f64,
    pub expected_loss: f64,
    pub lost: f64,
}

impl Part {
    pub fn and(self, other: Part) -> Part {
        Part {
            ead: self.ead + other.ead,
            rwa: self.rwa + other.rwa,
            expected_loss: self.expected_loss + other.expected_loss,
            lost: self.lost + other.lost,
        }
    }
}

/// A sum whose exact part is known to the last digit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Total {
    exact: Decimal,
    float: f64,
}

impl Total {
    fn value(&self) -> Decimal {
        // Adding nought to an exact sum leaves its digits alone.
        if self.float == 0.0 {
            self.exact
        } else {
            self.exact + to_decimal(self.float)
        }
    }
}

/// Sums over loans, in minor units.
#[derive(Clone, Debug, Default)]
pub(in crate::capital::pool) struct Sums {
    /// Balances.
    pub balance: Money,
    /// Exposure: balances and the undrawn amounts that count.
    pub ead: f64,
    /// What undrawn amounts add to it.
    undrawn: f64,
    pub(super) wholesale: Part,
    pub(super) retail: Part,
    standardised: Total,
    rwa: Total,
    rwa_drawn: Total,
    rwa_rated: Total,
    /// None when a loan has no standardised weight.
    pub(super) has_standardised: bool,
    /// Loans whose standardised weight is the tape's own.
    pub(super) own_weights: usize,
    pd: Option<f64>,
    lgd: Option<f64>,
    /// Exposure by debtor.
    pub(super) owed: Vec<f64>,
    /// The same of wholesale loans under internal ratings, where there are retail ones beside them.
    pub(super) owed_wholesale: Vec<f64>,
}

impl Sums {
    /// Exposure, exact where nothing is undrawn.
    pub fn exposure(&self) -> Decimal {
        let undrawn = Total {
            exact: minor(self.balance),
            float: self.undrawn,
        };
        undrawn.value()
    }

    /// Risk-weighted assets by the standardised approach, of every loan.
    pub fn rwa_standardised(&self) -> Decimal {
        self.standardised.value()
    }

    /// Risk-weighted assets as the bank finds them: of unexpected loss where internal ratings weigh a loan.
    pub fn rwa(&self) -> Decimal {
        self.rwa.value()
    }

    /// The part of them that internal ratings weigh.
    pub fn rwa_rated(&self) -> Decimal {
        self.rwa_rated.value()
    }

    /// Risk-weighted assets of balances alone, without what is undrawn.
    pub fn rwa_drawn(&self) -> Decimal {
        self.rwa_drawn.value()
    }

    /// Average probability of default by balance, if every loan has one.
    pub fn average_pd(&self) -> Option<f64> {
        self.average(self.pd)
    }

    /// Average loss given default of the tape by balance, if every loan has one.
    pub fn average_lgd(&self) -> Option<f64> {
        self.average(self.lgd)
    }

    fn average(&self, sum: Option<f64>) -> Option<f64> {
        let balance = self.balance.minor() as f64;
        sum.filter(|_| balance > 0.0).map(|sum| sum / balance)
    }

    /// The part under internal ratings.
    pub(super) fn rated(&self) -> Part {
        self.wholesale.and(self.retail)
    }

    fn add(
        &mut self,
        book: &Book,
        charge: &Charge,
        row: Row,
        facts: &Facts,
        date: NaiveDate,
        balance: Money,
    ) {
        let drawn = balance.minor() as f64;
        let ead = drawn * facts.exposure;
        self.balance += balance;
        self.ead += ead;
        self.undrawn += ead - drawn;
        self.pd = self.pd.zip(facts.pd).map(|(sum, pd)| sum + drawn * pd);
        self.lgd = self.lgd.zip(facts.lgd).map(|(sum, lgd)| sum + drawn * lgd);
        let owed = self.owed[facts.debtor] / book.alike(facts.debtor);
        let factor = book.factor(charge.support, owed);
        let standardised = match row {
            Row::Exact(_) => 0.0,
            Row::Float(weight) => weight * factor,
            Row::Unknown => {
                self.has_standardised = false;
                0.0
            }
        };
        self.standardised.float += ead * standardised;
        let weight = match charge.model {
            None => standardised,
            Some(model) => {
                let (weight, expected_loss) = model.weight.at(years_between(date, facts.maturity));
                let part = if model.retail {
                    &mut self.retail
                } else {
                    &mut self.wholesale
                };
                part.ead += ead;
                part.rwa += ead * weight;
                part.expected_loss += ead * expected_loss;
                part.lost += ead * model.lgd;
                self.rwa_rated.float += ead * weight * factor;
                weight * factor
            }
        };
        self.rwa.float += ead * weight;
        self.rwa_drawn.float += drawn * weight;
    }

    /// What weights of the tape make of balances.
    fn add_exact(&mut self, book: &Book, balances: &[Money]) {
        for ((weight, rated), balance) in book.exact.iter().zip(balances) {
            let weighted = minor(*balance) * weight;
            self.standardised.exact += weighted;
            if !rated {
                self.rwa.exact += weighted;
                self.rwa_drawn.exact += weighted;
            }
        }
    }
}

impl Book {
    /// The sums on a date of these balances, one a loan; a loan of which nothing is left counts for nothing.
    pub fn sum(&self, date: NaiveDate, balances: impl Iterator<Item = Money> + Clone) -> Sums {
        let mut sums = Sums {
            has_standardised: true,
            pd: Some(0.0),
            lgd: Some(0.0),
            owed: vec![0.0; self.debtors],
            ..Sums::default()
        };
        for (facts, balance) in self.facts.iter().zip(balances.clone()) {
            sums.owed[facts.debtor] += balance.minor() as f64 * facts.exposure;
        }
        let mut exact = vec![Money::ZERO; self.exact.len()];
        for ((facts, (charge, row)), balance) in self.facts.iter().zip(&self.charges).zip(balances.clone()) {
            if balance == Money::ZERO {
                continue;
            }
            if let Row::Exact(row) = row {
                exact[*row] += balance;
                sums.own_weights += 1;
            }
            sums.add(self, charge, *row, facts, date, balance);
        }
        sums.add_exact(self, &exact);
        if sums.retail.ead > 0.0 && sums.wholesale.ead > 0.0 {
            sums.owed_wholesale = self.wholesale(balances);
        }
        sums
    }

    fn wholesale(&self, balances: impl Iterator<Item = Money>) -> Vec<f64> {
        let mut owed = vec![0.0; self.debtors];
        for ((facts, (charge, _)), balance) in self.facts.iter().zip(&self.charges).zip(balances) {
            if charge.model.is_some_and(|model| !model.retail) {
                owed[facts.debtor] += balance.minor() as f64 * facts.exposure;
            }
        }
        owed
    }
}
