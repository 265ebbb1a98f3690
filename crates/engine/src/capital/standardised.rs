//! Weights of the standardised approach by version of the law; how they are looked up is
//! [`cre20_standardised`](crate::capital::rules::cre20_standardised).

pub mod basel;
pub mod eu;
pub mod uk;
pub mod us;
