//! One loan's working: every figure from the tape to what it adds to `K`, for printing.

use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Money;

use super::reading::{self, LossGivenDefault, Rated};
use super::{Weighing, standardised};
use crate::capital::error::CapitalError;
use crate::capital::loan_faults::LoanFaults;
use crate::capital::number::to_f64;
use crate::capital::pool_terms::IrbTerms;
use crate::capital::position::{Bound, K_PER_RISK_WEIGHT};
use crate::capital::regimes::Regime;
use crate::capital::rules::cre20_standardised::Standardised;
use crate::capital::rules::cre31_irb::{
    self, Class, EXPECTED_LOSS, Exposure, IN_DEFAULT, IrbWeight, SLOPE_FORMULA,
};
use crate::capital::rules::cre33_slotting::Slot;
use crate::capital::step::{Input, Source, Step};
use crate::cited::{Citation, Cited};

const EAD: Citation = Citation::read("CRR Art. 255(3), (6)", "CRR as consolidated on 9 April 2021");
const CONTRIBUTION: Citation = Citation::read("CRE44.2, as SAMA rulebook 22.2", "Basel Framework");

/// The working of one loan of a deal at closing, by the version of a regime's law that is in force then.
///
/// # Errors
/// As [`working`].
pub fn working_at_closing(deal: &Deal, loan: &Loan, regime: &Regime) -> Result<Vec<Step>, CapitalError> {
    working(loan, &Weighing::of_deal(regime.pool, deal, deal.closing))
}

/// The working of one loan by its approach; its debtor is taken to owe nothing else.
///
/// # Errors
/// [`CapitalError::LoansUnusable`] with everything that the loan lacks or has beyond reason.
pub fn working(loan: &Loan, weighing: &Weighing) -> Result<Vec<Step>, CapitalError> {
    let mut faults = LoanFaults::default();
    let ead = reading::ead(loan, &mut faults);
    let found = match reading::terms(loan, weighing) {
        Some(terms) => reading::read(loan, terms, weighing, &mut faults)
            .map(|rated| rated_steps(&rated, terms.1, weighing.years_to(loan.maturity))),
        None => {
            let owed = ead.unwrap_or_default();
            standardised::weigh(loan, (owed, owed), weighing, &mut faults).map(standardised_steps)
        }
    };
    match (ead, found) {
        (Some(ead), Some(found)) if faults.is_empty() => Ok([vec![ead_step(loan, ead)], found].concat()),
        (Some(_) | None, _) => Err(CapitalError::LoansUnusable(faults)),
    }
}

fn ead_step(loan: &Loan, ead: f64) -> Step {
    let undrawn = reading::fields(loan).undrawn.unwrap_or(Money::ZERO);
    let mut inputs = vec![Input::of("balance", loan.balance).from(Source::Tape("balance"))];
    let mut by = "balance";
    if undrawn > Money::ZERO {
        let ccf = reading::fields(loan).ccf.map_or(0.0, |ccf| to_f64(ccf.0));
        inputs.push(Input::of("undrawn", undrawn).from(Source::Tape("undrawn")));
        inputs.push(Input::of("CCF", ccf).from(Source::Tape("ccf")));
        by = "balance + undrawn x CCF";
    }
    let ead = Money::from_minor(libm::rint(ead) as i64);
    Step::of("EAD", EAD, &inputs, ead).by(by).rounded()
}

fn rated_steps(rated: &Rated, terms: &IrbTerms, years: f64) -> Vec<Step> {
    match rated {
        Rated::Function {
            exposure,
            lgd,
            maturity,
            ..
        } => by_function(exposure, lgd, *maturity, terms),
        Rated::InDefault { lgd, elbe, .. } => in_default(lgd, *elbe),
        Rated::Slotted(slot) => {
            let soon = terms.slotting.preferential_below_years;
            let soon = soon.is_some_and(|below| years < below.value);
            slotted(if soon { slot.preferred() } else { *slot })
        }
    }
}

fn by_function(
    exposure: &Exposure,
    lgd: &LossGivenDefault,
    maturity: Cited<f64>,
    terms: &IrbTerms,
) -> Vec<Step> {
    let function = &terms.function;
    let weight = cre31_irb::weigh(exposure, function);
    let floor = exposure.class.pd_floor(function);
    let pd = [
        Input::of("PD of the tape", exposure.pd).from(Source::Tape("pd")),
        Input::cited("floor", floor),
    ];
    let pd_step = Step::of("PD", floor.citation, &pd, weight.pd).by("max(PD of the tape, floor)");
    let mut steps = vec![pd_step.bound_by(raised(exposure.pd, floor.value)), lgd_step(lgd)];
    let correlation = exposure.class.correlation_text(function);
    let r = Step::of("R", correlation, &correlation_inputs(exposure, &weight), weight.r);
    steps.push(r.by(exposure.class.correlation_formula()));
    if exposure.class.has_maturity() {
        let years = [Input::of("years", exposure.m).from(Source::Tape("maturity"))];
        let m_and_b = [Input::of("M", weight.m), Input::of("b", weight.b)];
        steps.extend([
            Step::of("M", maturity.citation, &years, weight.m).by("min(5, max(1, years))"),
            Step::of("b", function.formula, &[Input::of("PD", weight.pd)], weight.b).by(SLOPE_FORMULA),
            Step::of(
                "maturity adjustment",
                function.formula,
                &m_and_b,
                weight.maturity_adjustment,
            )
            .by("(1 + (M - 2.5) b) / (1 - 1.5 b)"),
        ]);
    }
    let mut k = vec![
        Input::of("PD", weight.pd),
        Input::of("LGD", exposure.lgd),
        Input::of("R", weight.r),
    ];
    let mut by = cre31_irb::RETAIL_FORMULA;
    if exposure.class.has_maturity() {
        k.push(Input::of("maturity adjustment", weight.maturity_adjustment));
        by = cre31_irb::FORMULA;
    }
    steps.push(Step::of("K", correlation, &k, weight.k).by(by));
    let scaled = [
        Input::of("K", weight.k),
        Input::cited("scaling", function.scaling),
    ];
    let scaling = function.scaling.citation;
    steps.push(Step::of("risk weight", scaling, &scaled, weight.risk_weight).by("12.5 K x scaling"));
    let loss = [Input::of("PD", weight.pd), Input::of("LGD", exposure.lgd)];
    steps.push(Step::of("EL", EXPECTED_LOSS, &loss, weight.expected_loss).by("EL = PD LGD"));
    steps.push(contribution(weight.risk_weight, weight.expected_loss));
    steps
}

fn correlation_inputs(exposure: &Exposure, weight: &IrbWeight) -> Vec<Input> {
    let mut inputs = vec![Input::of("PD", weight.pd)];
    if let Class::Corporate(corporate) = exposure.class {
        inputs.extend(
            corporate
                .turnover
                .map(|turnover| Input::of("S", turnover).from(Source::Tape("turnover"))),
        );
    }
    inputs
}

fn lgd_step(lgd: &LossGivenDefault) -> Step {
    let inputs: Vec<Input> = match lgd.own {
        Some(own) => vec![
            Input::of("LGD of the tape", own).from(Source::Tape("lgd")),
            Input::cited("floor", lgd.figure),
        ],
        None => Vec::new(),
    };
    let step = Step::of("LGD", lgd.figure.citation, &inputs, lgd.value);
    match lgd.own {
        Some(own) => step
            .by("max(LGD of the tape, floor)")
            .bound_by(raised(own, lgd.figure.value)),
        None => step,
    }
}

/// Whether a floor raised what was given.
fn raised(given: f64, floor: f64) -> Bound {
    if given < floor { Bound::Floor } else { Bound::None }
}

fn in_default(lgd: &LossGivenDefault, elbe: Option<f64>) -> Vec<Step> {
    let weight = cre31_irb::in_default(lgd.value, elbe);
    let mut inputs = vec![Input::of("LGD", lgd.value)];
    inputs.extend(elbe.map(|elbe| Input::of("ELBE", elbe).from(Source::Tape("elbe"))));
    let (by_k, by_loss) = match elbe {
        Some(_) => ("K = max(0, LGD - ELBE)", "EL = ELBE"),
        None => ("K = 0 without own estimates", "EL = LGD"),
    };
    vec![
        lgd_step(lgd),
        Step::of("K in default", IN_DEFAULT, &inputs, weight.k)
            .giving("K")
            .by(by_k),
        Step::of(
            "risk weight",
            IN_DEFAULT,
            &[Input::of("K", weight.k)],
            weight.risk_weight,
        )
        .by("12.5 K"),
        Step::of("EL", EXPECTED_LOSS, &inputs, weight.expected_loss).by(by_loss),
        contribution(weight.risk_weight, weight.expected_loss),
    ]
}

fn slotted(slot: Slot) -> Vec<Step> {
    let (weight, loss) = (slot.risk_weight(), slot.expected_loss_weight());
    vec![
        Step::of("risk weight", weight.citation, &[], weight.value),
        Step::of(
            "EL",
            loss.citation,
            &[Input::cited("EL weight", loss)],
            slot.expected_loss(),
        )
        .by("8 % x EL weight"),
        contribution(weight.value, slot.expected_loss()),
    ]
}

fn contribution(risk_weight: f64, expected_loss: f64) -> Step {
    let inputs = [
        Input::of("risk weight", risk_weight),
        Input::of("EL", expected_loss),
    ];
    let charge = K_PER_RISK_WEIGHT * risk_weight + expected_loss;
    Step::of("part of K_IRB", CONTRIBUTION, &inputs, charge).by("8 % x risk weight + EL")
}

fn standardised_steps(found: Standardised) -> Vec<Step> {
    let own = Step::of(
        "risk weight, standardised",
        found.weight.citation,
        &[],
        found.weight.value,
    );
    let mut steps = vec![own.giving("risk weight")];
    if let Some(factor) = found.factor {
        let inputs = [
            Input::of("risk weight", found.weight.value),
            Input::cited("factor", factor),
        ];
        let step = Step::of("supporting factor", factor.citation, &inputs, found.risk_weight());
        steps.push(step.giving("risk weight").by("risk weight x factor"));
    }
    steps
}
