//! One loan through one scenario, with one draw of revenue and one term of its contracts.
//!
//! ```text
//! NOI  = m revenue/4 (c (1 - κ) + (1 - c) mk u) + mining/4 BTC - cost/4
//! due  = B (rate + ΔSOFR × floating)/4 + principal as scheduled at the old rate
//! V    = shell (1 - d)^(q/4) + GPU + BTC          NLP = (1 - cost)(GPUs after haircuts + ¾ shell + 0.95 BTC)
//! PD   = 1 when cash + NOI < due, else by hazard; at maturity, with principal left, by refinancing as well
//! loss = PD × LGD × B                             on the balance at the start of the quarter
//! ```
//!
//! Instalment and balloon of the last quarter fall due together, so what is not refinanced is the balance at its start. Example: a GPU
//! loan when rents fall by 30 % a year, contracts of twelve quarters and median revenue: DSCR 1.6776 and LTV 84.18 % in the
//! first quarter, payment default in the fifteenth.
//!
//! ```
//! use tranchet_compute::{archetypes::archetype, assumptions::Assumptions, asset_type::AssetType};
//! use tranchet_compute::{compute_loan::LoanModel, loan_path::LoanPath, market_path::MarketPath};
//! use tranchet_compute::scenario_library::scenarios;
//! let LoanModel::CashFlow(loan) = archetype(AssetType::GpuLoan).model else { panic!() };
//! let assumptions = Assumptions::assumed();
//! let market = MarketPath::of(&scenarios()[3], &assumptions, 20);
//! let steps = LoanPath::of(&loan, &market, &assumptions).steps(1.0, 12);
//! assert!((steps[0].cover - 1.6776).abs() < 5e-5 && (steps[0].ltv - 0.8418).abs() < 5e-5);
//! assert!(steps.len() == 15 && steps[14].is_payment_default);
//! ```

use crate::assumptions::Assumptions;
use crate::compute_loan::CashFlowLoan;
use crate::liquidation::{Recovery, lgd};
use crate::market_path::{MarketPath, MarketQuarter};

/// Shortfalls below this share of the loan are rounding.
const ROUNDING: f64 = 1e-12;

/// A quarter of a loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoanStep {
    /// From 1.
    pub quarter: u32,
    /// Net operating income.
    pub noi: f64,
    /// Interest and scheduled principal.
    pub due: f64,
    /// DSCR.
    pub cover: f64,
    /// Owed at the start.
    pub opening: f64,
    /// Owed at the start over what the collateral is worth.
    pub ltv: f64,
    /// Share of what is owed that is lost on default.
    pub lgd: f64,
    /// Probability of default in the quarter, of a loan that stands at its start.
    pub pd: f64,
    /// Probability that it stands at its start.
    pub survival: f64,
    /// Whether debt service could not be paid.
    pub is_payment_default: bool,
}

/// A quarter of a loan that no draw of revenue changes.
#[derive(Clone, Copy, Debug)]
struct Frame {
    opening: f64,
    due: f64,
    bitcoin_noi: f64,
    ltv: f64,
    lgd: f64,
    /// PD of a quarter whose cover is good; most are, and they need no exponential each.
    covered_pd: f64,
    has_balloon: bool,
}

/// A loan in a scenario, ready for any draw of revenue and any term of contracts.
#[derive(Clone, Debug)]
pub struct LoanPath<'a> {
    loan: &'a CashFlowLoan,
    market: &'a MarketPath,
    frames: Vec<Frame>,
    reserve: f64,
}

impl<'a> LoanPath<'a> {
    /// A loan until its maturity or the end of the scenario. A loan with [faults](crate::compute_loan::LoanModel::faults) gives
    /// figures without meaning.
    pub fn of(loan: &'a CashFlowLoan, market: &'a MarketPath, assumptions: &Assumptions) -> LoanPath<'a> {
        let rate = loan.quarter_rate();
        let shocked = (loan.rate + market.rate_shock * loan.floating_share) / 4.0;
        let shell_kept = libm::pow(1.0 - loan.collateral.shell_decline, 0.25);
        let (mut opening, mut shell) = (loan.amount, loan.collateral.shell);
        let mut frames = Vec::with_capacity(market.quarters.len());
        for (quarter, state) in (1..=loan.maturity_quarters).zip(&market.quarters) {
            if opening <= ROUNDING * loan.amount {
                break;
            }
            shell *= shell_kept;
            let principal = loan.amortisation.principal(quarter, opening, loan.amount, rate);
            let (ltv, lgd) = secured(loan, assumptions, state, market.impact, [opening, shell]);
            let left = opening - principal;
            frames.push(Frame {
                opening,
                due: opening * shocked + principal,
                bitcoin_noi: (loan.income.bitcoin_revenue * state.bitcoin - loan.income.operating_cost) / 4.0,
                ltv,
                lgd,
                covered_pd: loan.hazard.quarterly_pd(loan.hazard.cover_from, ltv),
                has_balloon: quarter == loan.maturity_quarters && left > ROUNDING * loan.amount,
            });
            opening = left;
        }
        LoanPath {
            frames,
            reserve: loan.reserve_quarters * loan.first_payment(),
            loan,
            market,
        }
    }

    /// The quarters of one draw: revenue multiplied by `multiplier`, contracts of `contract_quarters`.
    pub fn steps(&self, multiplier: f64, contract_quarters: u32) -> Vec<LoanStep> {
        let mut steps = Vec::with_capacity(self.frames.len());
        self.walk(multiplier, contract_quarters, |step| steps.push(*step));
        steps
    }

    /// Quarters until maturity, full repayment or the end of the scenario.
    pub fn quarters(&self) -> usize {
        self.frames.len()
    }

    /// Hands each quarter of one draw over, until the last or a payment default.
    pub(crate) fn walk(&self, multiplier: f64, contract_quarters: u32, mut take: impl FnMut(&LoanStep)) {
        let (mut cash, mut survival) = (self.reserve, 1.0);
        for (quarter, (frame, state)) in (1..).zip(self.frames.iter().zip(&self.market.quarters)) {
            let noi = self.noi(quarter, frame, state, multiplier, contract_quarters);
            let left = cash + noi - frame.due;
            let cover = noi / frame.due;
            let is_payment_default = left < -ROUNDING * self.loan.amount;
            let pd = if is_payment_default {
                1.0
            } else {
                self.pd(frame, cover)
            };
            take(&LoanStep {
                quarter,
                noi,
                due: frame.due,
                cover,
                opening: frame.opening,
                ltv: frame.ltv,
                lgd: frame.lgd,
                pd,
                survival,
                is_payment_default,
            });
            if is_payment_default {
                return;
            }
            survival *= 1.0 - pd;
            cash = if cover >= self.loan.lock_up_cover {
                left.min(self.reserve)
            } else {
                left
            };
        }
    }

    fn noi(
        &self,
        quarter: u32,
        frame: &Frame,
        state: &MarketQuarter,
        multiplier: f64,
        contract_quarters: u32,
    ) -> f64 {
        let income = &self.loan.income;
        let contracted = if quarter <= contract_quarters {
            income.contracted_share
        } else {
            0.0
        };
        let kept = if income.renegotiates {
            state.renegotiated
        } else {
            state.contracted
        };
        let earned = contracted * kept + (1.0 - contracted) * state.open_market;
        multiplier * income.revenue / 4.0 * earned + frame.bitcoin_noi
    }

    fn pd(&self, frame: &Frame, cover: f64) -> f64 {
        let hazard = if cover >= self.loan.hazard.cover_from {
            frame.covered_pd
        } else {
            self.loan.hazard.quarterly_pd(cover, frame.ltv)
        };
        if !frame.has_balloon {
            return hazard;
        }
        let closed = self.market.refinancing_closed;
        let refused = self
            .loan
            .refinancing
            .default_probability(frame.ltv, cover, closed);
        1.0 - (1.0 - hazard) * (1.0 - refused)
    }
}

/// LTV and LGD of what is owed, with the buildings at this value before what the scenario takes.
fn secured(
    loan: &CashFlowLoan,
    assumptions: &Assumptions,
    state: &MarketQuarter,
    impact: f64,
    [owed, shell]: [f64; 2],
) -> (f64, f64) {
    let collateral = &loan.collateral;
    let shell = shell * state.shell;
    let bitcoin = collateral.bitcoin * state.bitcoin;
    let recovery = Recovery {
        in_place: collateral.in_place.unwrap_or(assumptions.recovery.in_place),
        ..assumptions.recovery
    };
    let gpus = collateral.gpu * recovery.after_haircuts(state.gpu, impact);
    let sold =
        gpus + shell * (1.0 - assumptions.shell_haircut) + bitcoin * (1.0 - assumptions.bitcoin_haircut);
    let value = shell + collateral.gpu * state.gpu + bitcoin;
    (owed / value, lgd(owed, (1.0 - recovery.sale_cost) * sold))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetype;
    use crate::asset_type::AssetType;
    use crate::compute_loan::LoanModel;
    use crate::scenario_library::scenarios;

    fn steps(
        asset_type: AssetType,
        scenario: &str,
        multiplier: f64,
        contract_quarters: u32,
    ) -> Vec<LoanStep> {
        let LoanModel::CashFlow(loan) = archetype(asset_type).model else {
            panic!("it lives on cash flow");
        };
        let library = scenarios();
        let scenario = library.iter().find(|known| known.id == scenario).unwrap();
        let assumptions = Assumptions::assumed();
        let market = MarketPath::of(scenario, &assumptions, 20);
        LoanPath::of(&loan, &market, &assumptions).steps(multiplier, contract_quarters)
    }

    /// The worked example, run independently.
    #[test]
    fn a_gpu_loan_step_by_step_when_rents_fall_by_30_per_cent() {
        let steps = steps(AssetType::GpuLoan, "S2b", 1.0, 12);
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 5e-5, "{found}");
        near(steps[0].cover, 1.6776);
        near(steps[0].ltv, 0.8418);
        near(steps[0].lgd, 0.7124);
        near(steps[11].cover, 1.0595);
        near(steps[11].ltv, 1.5336);
        near(steps[12].cover, 0.1158);
        assert_eq!((steps.len(), steps[14].quarter), (15, 15));
        assert!(steps[14].is_payment_default && steps[14].pd == 1.0);
        let loss: f64 = steps
            .iter()
            .map(|step| step.survival * step.pd * step.lgd * step.opening / 75.0)
            .sum();
        assert!((100.0 * loss - 37.532).abs() < 5e-4);
    }

    /// Of the lender's case only hazard and balloon are left: DSCR 7/(72.3 × 1.625 % + …) stays above 1.30, so the last
    /// quarter's PD is 1 - e^(-0.001) and half, by the LTV of 85 % at most and the DSCR.
    #[test]
    fn a_balloon_adds_its_own_probability() {
        let steps = steps(AssetType::DataCentre, "S0", 1.0, 60);
        let (last, before) = (steps[19], steps[18]);
        assert!(last.cover > 1.2 && last.ltv < 0.85);
        let hazard = (before.pd, 1.0 - (1.0 - last.pd) / 0.95);
        assert!((hazard.0 - hazard.1).abs() < 1e-5, "{hazard:?}");
    }

    #[test]
    fn a_loan_that_is_repaid_defaults_no_more() {
        let LoanModel::CashFlow(mut loan) = archetype(AssetType::GpuLoan).model else {
            panic!("it lives on cash flow");
        };
        loan.amortisation = crate::amortisation::Amortisation::StraightLine { quarters: 6 };
        let assumptions = Assumptions::assumed();
        let market = MarketPath::of(&scenarios()[0], &assumptions, 20);
        let steps = LoanPath::of(&loan, &market, &assumptions).steps(1.0, 12);
        assert_eq!(steps.len(), 6);
    }

    #[test]
    fn miners_default_when_cryptocurrency_falls() {
        let calm = steps(AssetType::Miner, "S0", 1.0, 8);
        let crash = steps(AssetType::Miner, "S5", 1.0, 8);
        // (27 + 20 - 28)/4 over 100 × 8 %/4.
        assert!((calm[0].cover - 2.375).abs() < 1e-12);
        assert!(!calm.last().unwrap().is_payment_default);
        assert!(crash.last().unwrap().is_payment_default);
    }
}
