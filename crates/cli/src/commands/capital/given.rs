//! What the user gives beside deal and regime: the date of the law, numbers that it leaves open, the whole bank.

use chrono::NaiveDate;
use tranchet_deal::bank::{Assume, WholeBank};
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{read_decimal, read_money};
use tranchet_deal::rate::Ratio;
use tranchet_engine::capital::Terms;
use tranchet_engine::capital::assumptions::taken;
use tranchet_engine::capital::error::CapitalError;
use tranchet_engine::capital::regimes::Regime;

use crate::args::Capital;
use crate::failure::Failure;
use crate::load::Loaded;

/// What the user gives.
pub struct Given {
    as_of: Option<NaiveDate>,
    assume: Assume,
    /// The whole bank, from the command line or else the deal.
    pub bank: Option<WholeBank>,
}

impl Given {
    /// Reads the arguments.
    ///
    /// # Errors
    /// A text that cannot be read, or a number that none of the regimes takes.
    pub fn read(command: &Capital, loaded: &Loaded, regimes: &[&'static Regime]) -> Result<Given, Failure> {
        let assume = assumed(&command.assume)?;
        let unused = |number: fn(&Assume) -> Option<Ratio>| {
            number(&assume).is_some()
                && regimes
                    .iter()
                    .all(|regime| number(&taken(regime, assume)).is_none())
        };
        for (number, unused) in [
            ("p", unused(|numbers| numbers.p)),
            ("floor", unused(|numbers| numbers.floor)),
        ] {
            if unused {
                let regime = regimes[0].name;
                return Err(super::failure(
                    &CapitalError::NumberSettled { regime, number },
                    loaded,
                ));
            }
        }
        Ok(Given {
            as_of: command.as_of,
            assume,
            bank: bank(command, loaded.deal())?.or(loaded.deal().bank),
        })
    }

    /// What the deal itself gives.
    pub fn by(deal: &Deal) -> Given {
        Given {
            as_of: None,
            assume: Assume::default(),
            bank: deal.bank,
        }
    }

    /// The terms under a regime: the deal's, with what the user gives of what the regime takes.
    pub fn terms(&self, regime: &'static Regime, deal: &Deal) -> Terms {
        let of_deal = deal.capital.as_ref().map_or_else(Terms::default, Terms::from);
        let is_own = deal
            .capital
            .as_ref()
            .is_some_and(|terms| terms.regime == regime.name);
        let agreed = if is_own {
            of_deal.assume
        } else {
            taken(regime, of_deal.assume)
        };
        Terms {
            as_of: self.as_of,
            assume: taken(regime, self.assume).or(agreed),
            ..of_deal
        }
    }
}

/// Numbers given as `p=0.5`.
fn assumed(texts: &[String]) -> Result<Assume, Failure> {
    let mut assume = Assume::default();
    for text in texts {
        let wrong = |why: String| Failure::Usage(format!("--assume {text}: {why}"));
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| wrong("write NAME=VALUE, as in p=0.5".to_owned()))?;
        let number = read_decimal(value).map_err(wrong)?;
        match name {
            "p" if Assume::may_be_p(number) => assume.p = Some(Ratio(number)),
            "p" => return Err(wrong(format!("p is above 0, and {} at most", Assume::P_MAX.0))),
            "floor" if (Ratio::ZERO.0..=Ratio::ONE.0).contains(&number) => assume.floor = Some(Ratio(number)),
            "floor" => return Err(wrong("the floor lies between 0% and 100%".to_owned())),
            _ => return Err(wrong("what can be assumed is p or floor".to_owned())),
        }
    }
    Ok(assume)
}

fn bank(command: &Capital, deal: &Deal) -> Result<Option<WholeBank>, Failure> {
    let (Some(own), Some(standardised)) = (&command.bank_rwa, &command.bank_standardised_rwa) else {
        return Ok(None);
    };
    let read = |flag: &str, text: &str| {
        read_money(text, deal.currency).map_err(|why| Failure::Usage(format!("{flag} {text}: {why}")))
    };
    Ok(Some(WholeBank {
        rwa: read("--bank-rwa", own)?,
        standardised_rwa: read("--bank-standardised-rwa", standardised)?,
    }))
}
