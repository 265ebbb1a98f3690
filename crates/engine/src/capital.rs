//! Capital of a securitised pool before and after, tranche by tranche, under a regime.

pub mod kssfa;
