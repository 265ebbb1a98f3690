//! What happens to a deal under a scenario.

pub mod capital;
pub mod cited;
pub mod relief;
