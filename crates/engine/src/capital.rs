//! Capital of a securitised pool before and after, tranche by tranche, under a regime.

pub mod error;
pub mod kssfa;
pub mod number;
pub mod pool;
pub mod position;
pub mod protection;
pub mod regimes;
pub mod rules;
pub mod step;
pub mod weigh;
