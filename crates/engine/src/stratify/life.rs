//! Weighted-average life: `sum of principal × days from cut-off / 365`, over the sum of principal.

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::scenario::Scenario;

use crate::error::RunError;
use crate::schedule::Schedules;

const DAYS_PER_YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);

/// The average life of the contractual principal of every loan; none where nothing is owed.
pub fn average_life(deal: &Deal, scenario: &Scenario) -> Result<Option<Decimal>, RunError> {
    let mut schedules = Schedules::new(deal, scenario);
    let (mut money, mut money_days) = (0i128, 0i128);
    for loan in &deal.pool.loans {
        for (date, principal) in schedules.principal(loan)? {
            let days = (date - deal.pool.cut_off).num_days();
            money += i128::from(principal.minor());
            money_days += i128::from(principal.minor()) * i128::from(days);
        }
    }
    let days = decimal(money_days).zip(decimal(money));
    Ok(days.and_then(|(days, money)| days.checked_div(money * DAYS_PER_YEAR)))
}

fn decimal(number: i128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(number, 0).ok()
}
