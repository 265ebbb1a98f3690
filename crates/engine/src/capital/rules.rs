//! Law as code: one file per rule text, named by its citation.

pub mod cre20_standardised;
pub mod cre22_credit_protection;
pub mod cre31_irb;
pub mod cre32_lgd;
pub mod cre33_slotting;
pub mod cre40_50_look_through;
pub mod cre40_54_maximum_capital;
pub mod cre41_sec_sa;
pub mod cre42_sec_erba;
pub mod cre44_sec_irba;
pub mod crr_248_excess_spread;
pub mod crr_249_credit_protection;
pub mod crr_252_maturity_mismatch;
pub mod crr_253_deduction;
pub mod crr_254_hierarchy;
pub mod crr_257_tranche_maturity;
pub mod crr_259_granularity;
pub mod crr_259_sec_irba;
pub mod crr_261_sec_sa;
pub mod crr_263_sec_erba;
pub mod crr_267_look_through;
pub mod crr_270_sts;
pub mod us_217_43_ssfa;
pub mod us_217_45_credit_protection;
