//! Loans and sectors by what they contribute to expected losses and to the shortfall.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Figures;
use crate::contributions::Tails;
use crate::lower::Model;

/// What a loan or a sector contributes, minor units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contributor {
    /// Name of the loan or sector; none for loans without a sector.
    pub name: Option<Arc<str>>,
    /// Balance at closing.
    pub balance: f64,
    /// Share of the pool's expected loss.
    pub expected_loss: f64,
    /// Share of the pool's expected shortfall at the highest level.
    pub shortfall: f64,
    /// Share of the expected loss of each tranche.
    pub tranches: Vec<f64>,
}

impl Contributor {
    fn add(&mut self, other: &Contributor) {
        self.balance += other.balance;
        self.expected_loss += other.expected_loss;
        self.shortfall += other.shortfall;
        self.tranches.resize(other.tranches.len(), 0.0);
        for (sum, part) in self.tranches.iter_mut().zip(&other.tranches) {
            *sum += part;
        }
    }
}

/// Who contributes what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contributors {
    /// The level of the shortfall.
    pub level: f64,
    /// Loans, those that contribute most to the shortfall first.
    pub loans: Vec<Contributor>,
    /// Sectors in the same order.
    pub sectors: Vec<Contributor>,
}

impl Contributors {
    /// The contributors to figures.
    pub fn of(model: &Model, figures: &Figures) -> Contributors {
        let pool = &figures.pool;
        let (level, quantile) = pool.quantiles.last().copied().unwrap_or_default();
        let shortfall = pool.shortfalls.last().map_or(0.0, |(_, loss)| *loss);
        let mut levels: Vec<f64> = figures
            .tranches
            .iter()
            .map(|tranche| {
                if tranche.points.attachment > 0.0 {
                    tranche.points.attachment
                } else {
                    NONE
                }
            })
            .collect();
        // A hair below the quantile, since a loss may lie on it.
        levels.extend([NONE, quantile / pool.balance * (1.0 - 1e-9)]);
        let tails = Tails::of(&model.pool, &levels);
        let of_tranches: Vec<Vec<f64>> = figures
            .tranches
            .iter()
            .enumerate()
            .map(|(place, tranche)| tails.shares(place, tranche.expected_loss))
            .collect();
        let count = figures.tranches.len();
        let expected = tails.shares(count, pool.expected_loss);
        let beyond = tails.shares(count + 1, shortfall);
        let loans = model.pool.exposures.iter().enumerate();
        let loans: Vec<Contributor> = loans
            .map(|(place, loan)| Contributor {
                name: Some(Arc::clone(&model.names[place])),
                balance: loan.balance,
                expected_loss: expected[place],
                shortfall: beyond[place],
                tranches: of_tranches.iter().map(|shares| shares[place]).collect(),
            })
            .collect();
        let mut sectors: BTreeMap<Option<Arc<str>>, Contributor> = BTreeMap::new();
        for (loan, sector) in loans.iter().zip(&model.sectors) {
            let sum = sectors.entry(sector.clone()).or_default();
            sum.name.clone_from(sector);
            sum.add(loan);
        }
        Contributors {
            level,
            loans: sorted(loans),
            sectors: sorted(sectors.into_values().collect()),
        }
    }
}

/// A level that every loss exceeds.
const NONE: f64 = -1.0;

fn sorted(mut found: Vec<Contributor>) -> Vec<Contributor> {
    found.sort_by(|one, other| other.shortfall.total_cmp(&one.shortfall));
    found
}
