//! The loan that replenishment buys, as a row of a tape would describe it.

use std::sync::Arc;

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::{Loan, LoanStatus};
use tranchet_deal::money::Money;
use tranchet_deal::scenario::RepresentativeLoan;

/// Its name in messages.
pub const NAME: &str = "the loan that replenishment buys";

/// The loan of a scenario's `replenishment`; its balance and maturity are those of the day on which it is bought.
pub(super) fn as_loan(bought: &RepresentativeLoan, deal: &Deal) -> Loan {
    let text = |text: &Option<String>| text.as_deref().map(Arc::from);
    Loan {
        id: Arc::from(NAME),
        obligor_id: None,
        group_id: None,
        balance: Money::ZERO,
        rate: bought.rate,
        index: bought.index.clone(),
        maturity: deal.closing,
        amortisation: bought.amortisation.clone(),
        payment_frequency: None,
        pd: bought.pd,
        lgd: bought.lgd,
        rating: text(&bought.rating),
        sector: text(&bought.sector),
        country: text(&bought.country),
        currency: deal.currency,
        fx: Decimal::ONE,
        risk_weight: bought.risk_weight,
        status: LoanStatus::Performing,
        delinquent_days: None,
        capital: None,
        compute: None,
    }
}
