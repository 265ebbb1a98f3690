//! Every figure that the models come with, model by model, each with its unit and source.
//!
//! ```
//! use tranchet_compute::parameters::known_parameters;
//! use tranchet_engine::tag::Tag;
//! let all = known_parameters();
//! let count = |tag| all.iter().flat_map(|model| &model.parameters).filter(|figure| figure.tag == tag).count();
//! assert!(count(Tag::Assumption) > 5 * count(Tag::Article));   // most of what the models rest on is assumed
//! ```

use crate::archetypes::{INDEX, archetypes};
use crate::asset_type::AssetType;
use crate::assumptions::Assumptions;
use crate::borrowing_base::ORDER_ADVANCE;
use crate::covenants::CovenantLadder;
use crate::credit_limit::{PROPOSED_TENORS, Product, multiplier};
use crate::esg_ratchet::{CUT_A_NOTCH, CUT_MAX};
use crate::factors::{FactorModel, Regime};
use crate::hazard::Hazard;
use crate::income_value::DISCOUNT_RATE;
use crate::margin_loan::MarginLoan;
use crate::parameter::{Known, Parameter};
use crate::project::CASE;
use crate::refinancing::Refinancing;
use crate::rent_path::PASS_THROUGH;
use crate::rental::{CAPEX, Rental};
use crate::scorecard::{CLASS_FROM, Class, LOGIT, WEIGHTS};
use crate::security_mix::LGD;
use crate::standard_curves;

/// The figures of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelParameters {
    /// The model.
    pub model: String,
    /// Its figures.
    pub parameters: Vec<Parameter>,
}

/// The figures of every model as it comes.
pub fn known_parameters() -> Vec<ModelParameters> {
    let mut all = vec![
        of("value curves", as_known(&standard_curves::PARAMETERS)),
        of("rents", rents()),
        of("worked project", as_known(&CASE)),
        of("covenants", CovenantLadder::ASSUMED.parameters().to_vec()),
        of("refinancing", refinancing()),
        of("hazard", Hazard::assumed(0.01).parameters().to_vec()),
        of("scenarios", Assumptions::assumed().parameters()),
        of("margin loan", MarginLoan::ASSUMED.parameters().to_vec()),
        of("scorecard", scorecard()),
        of("limits", limits()),
        of("security", as_known(&LGD)),
        of("ESG ratchet", as_known(&[CUT_MAX, CUT_A_NOTCH])),
    ];
    all.extend([Regime::Normal, Regime::Stress].map(factors));
    let model = FactorModel::assumed(Regime::Normal);
    all.extend(AssetType::ALL.map(|asset| {
        of(
            &format!("loadings of {}", asset.name()),
            model.loading_parameters(asset).to_vec(),
        )
    }));
    all.extend(archetypes().map(|row| of(&format!("loan of {}", row.asset_type.name()), row.parameters())));
    all
}

fn of(model: &str, parameters: Vec<Parameter>) -> ModelParameters {
    ModelParameters {
        model: model.to_owned(),
        parameters,
    }
}

fn as_known(figures: &[Known]) -> Vec<Parameter> {
    figures.iter().map(|figure| figure.used(figure.value)).collect()
}

fn rents() -> Vec<Parameter> {
    let mut rents = Rental::ASSUMED.parameters().to_vec();
    rents.extend(as_known(&[CAPEX, PASS_THROUGH, DISCOUNT_RATE]));
    rents
}

fn refinancing() -> Vec<Parameter> {
    let mut refinancing = Refinancing::ASSUMED.parameters().to_vec();
    refinancing.extend(as_known(&[INDEX]));
    refinancing
}

fn scorecard() -> Vec<Parameter> {
    let mut scorecard = as_known(&WEIGHTS);
    scorecard.extend(as_known(&CLASS_FROM));
    scorecard.extend(as_known(&LOGIT));
    scorecard
}

fn limits() -> Vec<Parameter> {
    let of_product = |product: Product| {
        let terms = product.terms();
        [Some(terms.advance), terms.cap, terms.tenor]
            .into_iter()
            .flatten()
    };
    let terms = Product::ALL.into_iter().flat_map(of_product);
    let multipliers = Class::ALL.map(multiplier);
    let others = [ORDER_ADVANCE, PROPOSED_TENORS[0], PROPOSED_TENORS[1]];
    let figures: Vec<Known> = terms.chain(multipliers).chain(others).collect();
    as_known(&figures)
}

fn factors(regime: Regime) -> ModelParameters {
    let model = FactorModel::assumed(regime);
    of(
        &format!("factors, {}", regime.name()),
        model.parameters(regime).to_vec(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tranchet_engine::tag::Tag;

    #[test]
    fn every_figure_has_unit_source_and_tag_and_none_is_the_users() {
        for model in known_parameters() {
            assert!(!model.parameters.is_empty(), "{}", model.model);
            for figure in model.parameters {
                assert!(!figure.source.is_empty() && !figure.name.is_empty());
                assert_ne!(figure.tag, Tag::Given, "{} {}", model.model, figure.name);
            }
        }
    }

    #[test]
    fn limits_name_their_products_terms() {
        let caps: Vec<f64> = limits()
            .iter()
            .filter(|figure| figure.name == "cap")
            .map(|figure| figure.value)
            .collect();
        assert_eq!(caps, [150.0, 20.0]);
    }
}
