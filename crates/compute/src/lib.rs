//! Compute-backed credit: loans on data centres, GPUs, their rents, miners and firms that buy compute.
//!
//! Amounts are in US dollars or in any one unit of money; ratios are decimals; time is in months, quarters or years as a
//! name says. Every parameter has its source, and most are assumed. Every figure is the result of a model under stated assumptions, neither a
//! forecast nor advice.

pub mod amortisation;
pub mod archetypes;
pub mod assumptions;
pub mod borrowing_base;
pub mod cascade;
pub mod cash_flow;
pub mod class_migration;
pub mod compute_loan;
pub mod covenants;
pub mod credit_limit;
pub mod debt_capacity;
pub mod double_leverage;
pub mod esg_ratchet;
pub mod factors;
pub mod fault;
pub mod hazard;
pub mod income_value;
pub mod joint_event;
pub mod liquidation;
pub mod listed_curve;
pub mod loan_outcome;
pub mod loan_path;
pub mod loan_to_value;
pub mod ltv_illusion;
pub mod margin_loan;
pub mod market_path;
pub mod ordinary;
pub mod parameter;
pub mod parameters;
pub mod pool;
pub mod pool_cascade;
pub mod project;
pub mod refinancing;
pub mod rent_path;
pub mod rental;
pub mod rental_series;
pub mod scenario;
pub mod scenario_file;
pub mod scenario_library;
pub mod scenario_panel;
pub mod scorecard;
pub mod security_mix;
pub mod sources;
pub mod standard_curves;
pub mod tape;
pub mod tranche_effect;
pub mod value_curve;

pub use tranchet_deal::asset_type;
