//! Law as code: one file per rule text, named by its citation.

pub mod cre22_credit_protection;
pub mod cre40_50_look_through;
pub mod cre41_sec_sa;
pub mod crr_257_tranche_maturity;
pub mod us_217_43_ssfa;
pub mod us_217_45_credit_protection;
