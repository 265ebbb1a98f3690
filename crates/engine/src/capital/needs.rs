//! What an approach reads and nobody gave, found before anything is weighed.
//!
//! [`faults`] looks at a deal's own words on capital; what only its loans can show, such as K_IRB, it leaves to a
//! calculation.

use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;

use crate::capital::assumptions;
use crate::capital::error::CapitalError;
use crate::capital::position::PoolInputs;
use crate::capital::rating;
use crate::capital::regimes::{Regime, find};
use crate::capital::tranche::TrancheState;

/// What stands in the way of capital at closing under the deal's own regime, as far as its terms show: an unknown
/// regime, an approach that the regime lacks, numbers that are missing or settled, ratings on no scale.
pub fn faults(deal: &Deal) -> Vec<CapitalError> {
    let Some(terms) = &deal.capital else {
        return Vec::new();
    };
    let regime = match find(&terms.regime) {
        Ok(regime) => regime,
        Err(unknown) => return vec![unknown],
    };
    let mut faults = Vec::from_iter(assumptions::check(regime, terms.assume).err());
    match regime.on(deal.closing).regime.candidates(terms.approach) {
        Err(lacking) => faults.push(lacking),
        Ok(candidates) if candidates.iter().any(|row| row.approach == Approach::SecErba) => {
            let ratings = deal
                .tranches
                .iter()
                .map(|tranche| (tranche.name.as_str(), tranche.rating.as_deref()));
            faults.extend(ratings.filter_map(|(name, rating)| check_rating(name, rating).err()));
        }
        Ok(_) => {}
    }
    faults
}

/// Whether a regime can weigh by an approach with what is given.
pub(super) fn check(
    regime: &Regime,
    approach: Approach,
    pool: &PoolInputs,
    tranches: &[TrancheState],
) -> Result<(), CapitalError> {
    let candidates = regime.candidates(approach)?;
    if candidates.iter().any(|row| row.approach == Approach::SecErba) {
        tranches
            .iter()
            .try_for_each(|tranche| check_rating(tranche.name, tranche.rating))?;
    }
    match missing(approach, pool, tranches) {
        Some(needs) => Err(CapitalError::ApproachNeeds { approach, needs }),
        None => Ok(()),
    }
}

fn check_rating(tranche: &str, rating: Option<&str>) -> Result<(), CapitalError> {
    match rating {
        Some(given) if rating::read(given).is_none() => Err(CapitalError::RatingUnknown {
            tranche: tranche.to_owned(),
            rating: given.to_owned(),
        }),
        Some(_) | None => Ok(()),
    }
}

/// What an approach asked for by name cannot do without.
fn missing(approach: Approach, pool: &PoolInputs, tranches: &[TrancheState]) -> Option<&'static str> {
    match approach {
        Approach::SecIrba if pool.irb.is_none() => Some("K_IRB of the pool"),
        Approach::SecErba if tranches.iter().all(|tranche| tranche.rating.is_none()) => {
            Some("a tranche with a rating")
        }
        Approach::Hierarchy | Approach::SecIrba | Approach::SecSa | Approach::SecErba | Approach::Ssfa => {
            None
        }
    }
}
