//! Whether a tranche's loss follows from the pool's cumulative loss alone.
//!
//! With sequential principal nothing junior is repaid before its time, so `L[A,D] = (L - A)⁺ - (L - D)⁺` with points at
//! closing. Anything below breaks it.

use tranchet_deal::amortisation::Principal;
use tranchet_deal::deal::Deal;

/// What makes tranches depend on the path of losses, in words that complete "since".
pub(super) fn path_dependence(deal: &Deal) -> Vec<&'static str> {
    let amortisation = &deal.amortisation;
    let is_sequential = match &amortisation.principal {
        Principal::Sequential => true,
        Principal::ProRata
        | Principal::ProRataThenSequential { .. }
        | Principal::TargetSubordination { .. } => false,
    };
    let found = [
        (!is_sequential, "principal is shared pro rata"),
        (!amortisation.groups.is_empty(), "tranches are grouped"),
        (deal.excess_spread.is_some(), "excess spread takes losses"),
        (deal.replenishment.is_some(), "principal buys further loans"),
    ];
    found
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, why)| why)
        .collect()
}
