//! `compute scorecard`: a firm that borrows for compute.

use tranchet_compute::credit_limit::Product;
use tranchet_compute::scorecard::Inputs;
use tranchet_compute::security_mix::SecurityMix;
use tranchet_report::tables::compute::scorecard::{Asked, tables};

use super::super::system::{document, without_changes, write};
use crate::args::{Scorecard, Shared};
use crate::failure::Failure;

/// Scores a firm and writes what follows.
///
/// # Errors
/// Scores, shares or sizes that are out of range.
pub fn scorecard(command: &Scorecard, shared: &Shared) -> Result<(), Failure> {
    without_changes(shared)?;
    let inputs = Inputs {
        compute: command.compute,
        team: command.team,
        research: command.research,
        property: command.property,
        market: command.market,
        growth: command.growth,
    };
    super::wrong(&inputs.faults())?;
    let asked = Asked {
        inputs,
        product: product(command)?,
        security: security(&command.security)?,
        esg: esg(command)?,
    };
    write(tables(&asked), &[], document("compute scorecard", &[]), shared)
}

fn product(command: &Scorecard) -> Result<Option<(Product, f64)>, Failure> {
    let (Some(word), Some(size)) = (&command.product, command.size) else {
        return Ok(None);
    };
    let product = Product::named(word).ok_or_else(|| {
        let known: Vec<&str> = Product::ALL.iter().map(|product| product.name()).collect();
        Failure::Usage(format!("--product {word}: there are {}", known.join(", ")))
    })?;
    super::wrong(&product.faults(size, command.tenor))?;
    Ok(Some((product, size)))
}

fn security(texts: &[String]) -> Result<Option<SecurityMix>, Failure> {
    if texts.is_empty() {
        return Ok(None);
    }
    let mut mix = SecurityMix::default();
    for text in texts {
        let usage = |why: &str| Failure::Usage(format!("--security {text}: {why}"));
        let (kind, share) = text
            .split_once('=')
            .ok_or_else(|| usage("write KIND=SHARE, as in mortgage=60%"))?;
        let place = match kind {
            "credit" => &mut mix.credit,
            "guarantee" => &mut mix.guarantee,
            "mortgage" => &mut mix.mortgage,
            "pledge" => &mut mix.pledge,
            "data" => &mut mix.data_pledge,
            _ => return Err(usage("there are credit, guarantee, mortgage, pledge and data")),
        };
        *place += super::share("--security", share)?;
    }
    super::wrong(&mix.faults())?;
    Ok(Some(mix))
}

/// Notches, and the margin in basis points.
fn esg(command: &Scorecard) -> Result<Option<(i32, f64)>, Failure> {
    let (Some(notches), Some(margin)) = (command.notches, &command.margin) else {
        return Ok(None);
    };
    Ok(Some((notches, 1e4 * super::share("--margin", margin)?)))
}
