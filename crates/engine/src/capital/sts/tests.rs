//! Conditions by hand on a small deal: ten loans of ten borrowers, PD 1 %, LGD 40 %, bullets of five years.

use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use tranchet_deal::amortisation::Principal;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::file::{self, Files, Input};
use tranchet_deal::loan::{AssetClass, CapitalApproach, CapitalFields};
use tranchet_deal::rate::{Rate, Ratio, RiskWeight};

use super::*;
use crate::capital::check::Outcome;
use crate::capital::expected_loss::{ExpectedLoss, life_years, one_year};
use crate::capital::regimes::find;
