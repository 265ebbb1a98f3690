//! What an approach reads and nobody gave, found before anything is weighed.

use tranchet_deal::bank::Approach;

use crate::capital::error::CapitalError;
use crate::capital::position::PoolInputs;
use crate::capital::rating;
use crate::capital::regimes::Regime;
use crate::capital::tranche::TrancheState;

/// Whether a regime can weigh by an approach with what is given.
pub(super) fn check(
    regime: &Regime,
    approach: Approach,
    pool: &PoolInputs,
    tranches: &[TrancheState],
) -> Result<(), CapitalError> {
    let candidates = regime.candidates(approach)?;
    if candidates.iter().any(|row| row.approach == Approach::SecErba) {
        tranches.iter().try_for_each(check_rating)?;
    }
    match missing(approach, pool, tranches) {
        Some(needs) => Err(CapitalError::ApproachNeeds { approach, needs }),
        None => Ok(()),
    }
}

fn check_rating(tranche: &TrancheState) -> Result<(), CapitalError> {
    match tranche.rating {
        Some(given) if rating::read(given).is_none() => Err(CapitalError::RatingUnknown {
            tranche: tranche.name.to_owned(),
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
