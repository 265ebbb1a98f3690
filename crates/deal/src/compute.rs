//! What a tape says of a compute-backed loan beyond what every loan has, and what a scenario does to the markets on which such
//! loans live.
//!
//! Amounts are in the deal's currency, of the whole loan; every column may be blank.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::asset_type::AssetType;
use crate::money::Money;
use crate::rate::{Rate, Ratio};

/// Columns that only models of compute-backed credit read, and limits by off-taker and generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComputeFields {
    /// The kind of loan; absent: the loan is an ordinary one.
    pub compute_type: Option<AssetType>,
    /// Who rents what the loan has bought.
    pub off_taker: Option<Arc<str>>,
    /// Generation of its GPUs.
    pub gpu_generation: Option<Arc<str>>,
    /// How many GPUs.
    pub gpu_units: Option<u32>,
    /// What they are worth today.
    pub gpu_value: Option<Money>,
    /// What buildings and plant are worth today.
    pub building_value: Option<Money>,
    /// What the borrower's cryptocurrency is worth today.
    pub crypto_value: Option<Money>,
    /// Revenue of compute in a year.
    pub compute_revenue: Option<Money>,
    /// Revenue of mining in a year.
    pub mining_revenue: Option<Money>,
    /// Operating cost in a year.
    pub operating_cost: Option<Money>,
    /// Share of compute revenue under contract.
    pub contracted_share: Option<Ratio>,
    /// Months until contracts end.
    pub contract_months: Option<u32>,
    /// Months of debt service in the reserve account.
    pub reserve_months: Option<u32>,
    /// Share of the loan whose rate is hedged.
    pub hedged_share: Option<Ratio>,
    /// Share of the GPUs that can be sold where they stand.
    pub in_place_share: Option<Ratio>,
    /// Class of a firm: A, B or C.
    pub credit_class: Option<Arc<str>>,
    /// Margin cut agreed for better environmental and social ratings.
    pub esg_margin_cut: Option<Rate>,
}

/// What a scenario does to compute. Vectors are by year; the last figure goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComputeScenario {
    /// Where the idea comes from.
    pub sources: Vec<String>,
    /// Growth of rents a year.
    pub rent_growth: Vec<Rate>,
    /// Utilisation as a multiple of today's.
    pub utilisation: Vec<Ratio>,
    /// Growth of the price of cryptocurrency a year.
    pub crypto_growth: Vec<Rate>,
    /// New generations: the quarter in which each appears, and the share that values lose.
    pub new_generations: Vec<(u32, Ratio)>,
    /// Probability that a sound balloon finds no lender.
    pub refinancing_closed: Option<Ratio>,
    /// Share that customers take off every contract.
    pub contract_haircut: Option<Ratio>,
    /// Change of interest rates.
    pub rate_shock: Option<Rate>,
    /// Share of their value that buildings lose.
    pub building_fall: Option<Ratio>,
    /// GPUs of a generation sold system-wide.
    pub units_sold: Option<u32>,
    /// Multiple of the PD of firms.
    pub firms_pd_multiple: Option<Decimal>,
    /// Whether correlations are those of stress.
    pub is_stress: bool,
    /// GPUs of a generation that the market takes in a quarter.
    pub market_depth: Option<u32>,
    /// Share of GPUs that can be sold where they stand, of loans that do not say.
    pub in_place_share: Option<Ratio>,
    /// The market for risk transfer.
    pub risk_transfer: RiskTransferMarket,
}

/// The market for risk transfer in a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskTransferMarket {
    /// Whether banks cannot place new tranches.
    pub is_closed: bool,
    /// What spreads rise by.
    pub spread_shift: Option<Rate>,
    /// Probability that a maturing deal is replaced.
    pub rollover: Option<Ratio>,
    /// Haircut of banks that lend to investors.
    pub back_leverage_haircut: Option<Ratio>,
}
