//! The models put together from tagged inputs: what a reader is shown of each, every figure with what it rests on.

pub mod bearers;
pub mod capital_loop;
pub mod leverage;
