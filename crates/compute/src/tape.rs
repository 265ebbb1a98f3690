//! The compute-backed loans of a deal as the models take them.
//!
//! What the tape gives is taken; what it leaves blank is that of the kind's own loan ([`crate::archetypes`]), scaled to the balance, and
//! named as assumed. Example: a loan of 75 m on GPUs of 100 m of which the tape says nothing else is the kind's own loan.
//!
//! Amounts are in the deal's currency, of whole loans. Quarters count from closing; an index is taken at its level then, or
//! at the assumed one.

use tranchet_deal::compute::ComputeFields;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::{Loan, LoanAmortisation};
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;

use crate::amortisation::Amortisation;
use crate::archetypes::{INDEX, archetype};
use crate::asset_type::AssetType;
use crate::compute_loan::{CashFlowLoan, EnterpriseLoan, LoanModel};
use crate::pool::{ComputePool, PoolLoan};
use crate::scenario_file::float;

/// The compute-backed loans of a deal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tape {
    /// The loans as the models take them.
    pub pool: ComputePool,
    /// For each, its number in the deal's pool.
    pub places: Vec<usize>,
    /// For each, the columns that the tape leaves blank and the model assumes.
    pub assumed: Vec<Vec<&'static str>>,
}

impl Tape {
    /// The loans of a deal with a kind; the scenario gives index levels.
    pub fn of(deal: &Deal, scenario: &Scenario) -> Tape {
        let mut tape = Tape::default();
        for (place, loan) in deal.pool.loans.iter().enumerate() {
            let Some(fields) = loan.compute.as_deref() else {
                continue;
            };
            let Some(asset_type) = fields.compute_type else {
                continue;
            };
            let mut reading = Reading {
                deal,
                scenario,
                loan,
                fields,
                assumed: Vec::new(),
            };
            tape.pool.loans.push(reading.loan(asset_type));
            tape.places.push(place);
            tape.assumed.push(reading.assumed);
        }
        tape
    }

    /// Quarters to the last maturity.
    pub fn quarters(&self) -> u32 {
        let quarters = self.pool.loans.iter().map(|loan| match &loan.model {
            LoanModel::CashFlow(loan) => loan.maturity_quarters,
            LoanModel::Enterprise(loan) => loan.maturity_quarters,
        });
        quarters.max().unwrap_or_default()
    }
}

/// A loan being read.
struct Reading<'d> {
    deal: &'d Deal,
    scenario: &'d Scenario,
    loan: &'d Loan,
    fields: &'d ComputeFields,
    assumed: Vec<&'static str>,
}

impl Reading<'_> {
    fn loan(&mut self, asset_type: AssetType) -> PoolLoan {
        let balance = self.units(self.loan.balance);
        let model = match archetype(asset_type).model {
            LoanModel::CashFlow(own) => LoanModel::CashFlow(Box::new(self.by_cash_flow(*own, balance))),
            LoanModel::Enterprise(own) => LoanModel::Enterprise(self.of_firm(own, balance)),
        };
        PoolLoan {
            asset_type,
            balance,
            model,
        }
    }

    fn of_firm(&mut self, own: EnterpriseLoan, balance: f64) -> EnterpriseLoan {
        EnterpriseLoan {
            amount: balance,
            pd_per_year: self.share("pd", self.loan.pd, own.pd_per_year),
            lgd: self.share("lgd", self.loan.lgd, own.lgd),
            maturity_quarters: self.quarters(),
        }
    }

    fn by_cash_flow(&mut self, own: CashFlowLoan, balance: f64) -> CashFlowLoan {
        let scale = balance / own.amount;
        let fields = self.fields;
        let mut income = own.income.clone();
        income.revenue = self.money("compute_revenue", fields.compute_revenue, scale * income.revenue);
        income.bitcoin_revenue = self.money(
            "mining_revenue",
            fields.mining_revenue,
            scale * income.bitcoin_revenue,
        );
        income.operating_cost = self.money(
            "operating_cost",
            fields.operating_cost,
            scale * income.operating_cost,
        );
        income.contracted_share = self.share(
            "contracted_share",
            fields.contracted_share,
            income.contracted_share,
        );
        match fields.contract_months {
            Some(months) => income.contract_quarters = vec![months / 3],
            None => self.assumed.push("contract_months"),
        }
        let mut collateral = own.collateral;
        collateral.shell = self.money("building_value", fields.building_value, scale * collateral.shell);
        collateral.gpu = self.money("gpu_value", fields.gpu_value, scale * collateral.gpu);
        collateral.bitcoin = self.money("crypto_value", fields.crypto_value, scale * collateral.bitcoin);
        collateral.in_place = fields.in_place_share.map(|share| float(share.0));
        let reserve = fields.reserve_months.map(|months| f64::from(months) / 3.0);
        if reserve.is_none() {
            self.assumed.push("reserve_months");
        }
        CashFlowLoan {
            amount: balance,
            rate: self.rate(own.rate),
            floating_share: self.floating_share(),
            amortisation: self.amortisation(),
            maturity_quarters: self.quarters(),
            income,
            collateral,
            reserve_quarters: reserve.unwrap_or(own.reserve_quarters),
            ..own
        }
    }

    fn units(&self, amount: Money) -> f64 {
        float(amount.to_decimal(self.deal.currency))
    }

    /// The tape's amount, or the kind's; nought of what the kind does not have is no assumption.
    fn money(&mut self, column: &'static str, given: Option<Money>, otherwise: f64) -> f64 {
        if given.is_none() && otherwise > 0.0 {
            self.assumed.push(column);
        }
        given.map_or(otherwise, |amount| self.units(amount))
    }

    fn share(&mut self, column: &'static str, given: Option<Ratio>, otherwise: f64) -> f64 {
        if given.is_none() {
            self.assumed.push(column);
        }
        given.map_or(otherwise, |share| float(share.0))
    }

    /// All-in, less what was agreed for better ratings; never below nought.
    fn rate(&mut self, otherwise: f64) -> f64 {
        let Some(rate) = self.loan.rate else {
            self.assumed.push("rate");
            return otherwise;
        };
        let index = self.loan.index.as_ref().map_or(0.0, |index| {
            let path = self.scenario.rates.get(index);
            let level = path.and_then(|path| path.on(self.deal.closing).ok());
            level.map_or(INDEX.value, |level| float(level.0))
        });
        let cut = self.fields.esg_margin_cut.map_or(0.0, |cut| float(cut.0));
        (float(rate.0) + index - cut).max(0.0)
    }

    fn floating_share(&self) -> f64 {
        let hedged = self.fields.hedged_share.map_or(0.0, |share| float(share.0));
        match self.loan.index {
            Some(_) => 1.0 - hedged,
            None => 0.0,
        }
    }

    /// Quarters from closing to maturity, at least one.
    fn quarters(&self) -> u32 {
        quarters_between(self.deal.closing, self.loan.maturity).max(1)
    }

    fn amortisation(&self) -> Amortisation {
        let quarters = self.quarters();
        match &self.loan.amortisation {
            LoanAmortisation::Bullet => Amortisation::Bullet,
            LoanAmortisation::EqualPrincipal => Amortisation::StraightLine { quarters },
            LoanAmortisation::LevelPayment => Amortisation::Level { quarters },
            LoanAmortisation::Balloon { balloon } => {
                let repaid = 1.0 - balloon.minor() as f64 / self.loan.balance.minor() as f64;
                Amortisation::Listed(vec![repaid / f64::from(quarters); quarters as usize])
            }
            LoanAmortisation::Schedule { instalments } => {
                let mut shares = vec![0.0; quarters as usize];
                for (date, amount) in instalments {
                    let quarter = quarters_between(self.deal.closing, *date).clamp(1, quarters);
                    shares[quarter as usize - 1] += amount.minor() as f64 / self.loan.balance.minor() as f64;
                }
                Amortisation::Listed(shares)
            }
        }
    }
}

/// Whole quarters between two dates, to the nearest month and then up.
pub(crate) fn quarters_between(from: chrono::NaiveDate, to: chrono::NaiveDate) -> u32 {
    months_between(from, to).div_ceil(3)
}

/// Months between two dates, to the nearest; nought for a date that is not later.
pub(crate) fn months_between(from: chrono::NaiveDate, to: chrono::NaiveDate) -> u32 {
    const DAYS: f64 = 365.25 / 12.0;
    libm::round((to - from).num_days().max(0) as f64 / DAYS) as u32
}
