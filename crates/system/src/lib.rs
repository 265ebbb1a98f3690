//! Beyond one deal: what released capital is lent again, who stands behind the investors, what their forced sales cost
//! others, and who bears the loss in the end.
//!
//! Amounts are in any one unit of money; ratios are decimals. Every figure is the result of a model under stated
//! assumptions, not a forecast.

pub mod back_leverage;
pub mod bearers;
pub mod capital_loop;
pub mod fire_sale;
pub mod loan_margin;
pub mod network;
pub mod of_deal;
pub mod panel;
pub mod stack;
pub use tranchet_engine::tag;
