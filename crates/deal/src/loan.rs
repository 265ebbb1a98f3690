//! A loan of the reference pool, as one row of a tape describes it.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::compute::ComputeFields;
use crate::money::{Currency, Money};
use crate::payments::Frequency;
use crate::rate::{Rate, Ratio, RiskWeight};
use crate::tranche::IndexName;

/// How a loan repays its principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoanAmortisation {
    /// All at maturity.
    Bullet,
    /// The same amount on each payment date.
    EqualPrincipal,
    /// The same sum of principal and interest on each payment date.
    LevelPayment,
    /// Equal principal down to an amount due at maturity.
    Balloon {
        /// Due at maturity, for the whole loan.
        balloon: Money,
    },
    /// Named instalments, the rest at maturity.
    Schedule {
        /// Dates, strictly rising, and amounts for the whole loan.
        instalments: Vec<(NaiveDate, Money)>,
    },
}

/// Where a loan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LoanStatus {
    /// It pays.
    #[default]
    Performing,
    /// It pays late.
    Delinquent,
    /// It has defaulted.
    Defaulted,
    /// Nobody knows.
    Unknown,
}

/// The exposure class of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetClass {
    /// A company.
    Corporate,
    /// A small or medium-sized company.
    Sme,
    /// A project paid from its own cash flow.
    ProjectFinance,
    /// Ships, aircraft, plant and the like, paid from the object's cash flow.
    ObjectFinance,
    /// Income-producing real estate.
    Ipre,
    /// A retail borrower.
    Retail,
    /// A mortgage on a home.
    ResidentialMortgage,
}

/// How the bank weights a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapitalApproach {
    /// Internal ratings with own estimates of loss.
    AdvancedIrb,
    /// Internal ratings with supervisory estimates of loss.
    FoundationIrb,
    /// Supervisory slotting criteria.
    Slotting,
    /// The standardised approach.
    Standardised,
}

/// The phase of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before it earns.
    PreOperational,
    /// It earns and its debt falls.
    Operational,
    /// Operational and of high quality.
    HighQuality,
}

/// Columns that only capital rules read; a tape of risk weights alone has none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapitalFields {
    /// Exposure class.
    pub asset_class: Option<AssetClass>,
    /// Annual turnover of the borrower's group.
    pub turnover: Option<Money>,
    /// The approach by which the bank weights the loan.
    pub capital_approach: Option<CapitalApproach>,
    /// Slotting category.
    pub slotting: Option<Arc<str>>,
    /// Phase of a project.
    pub phase: Option<Phase>,
    /// Loan to value.
    pub ltv: Option<Ratio>,
    /// What secures the loan.
    pub security: Option<Arc<str>>,
    /// Specific provision.
    pub provision: Option<Money>,
    /// Best estimate of expected loss of a defaulted loan.
    pub elbe: Option<Ratio>,
    /// Committed and not drawn.
    pub undrawn: Option<Money>,
    /// Share of the undrawn amount that counts as exposure.
    pub ccf: Option<Ratio>,
    /// Credit quality step.
    pub cqs: Option<u8>,
}

/// A loan in the deal's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Its name, unique in the pool.
    pub id: Arc<str>,
    /// The borrower.
    pub obligor_id: Option<Arc<str>>,
    /// The borrower's group.
    pub group_id: Option<Arc<str>>,
    /// Whole balance at the cut-off date.
    pub balance: Money,
    /// Fixed rate, or margin over the index.
    pub rate: Option<Rate>,
    /// The index of a floating loan; absent: the loan is fixed.
    pub index: Option<IndexName>,
    /// Last payment date.
    pub maturity: NaiveDate,
    /// How principal is repaid.
    pub amortisation: LoanAmortisation,
    /// How often it pays; absent: as the deal.
    pub payment_frequency: Option<Frequency>,
    /// Probability of default within a year.
    pub pd: Option<Ratio>,
    /// Share of a defaulted balance that is lost.
    pub lgd: Option<Ratio>,
    /// Rating.
    pub rating: Option<Arc<str>>,
    /// Sector.
    pub sector: Option<Arc<str>>,
    /// Country.
    pub country: Option<Arc<str>>,
    /// Currency of the contract; the balance is already converted.
    pub currency: Currency,
    /// Units of the deal's currency per unit of the loan's.
    pub fx: Decimal,
    /// Risk weight in the bank's own calculation.
    pub risk_weight: Option<RiskWeight>,
    /// Where it stands.
    pub status: LoanStatus,
    /// Days past due.
    pub delinquent_days: Option<u32>,
    /// What further capital rules read.
    pub capital: Option<Box<CapitalFields>>,
    /// What models of compute-backed credit read.
    pub compute: Option<Box<ComputeFields>>,
}

impl LoanAmortisation {
    /// The kind as a tape writes it.
    pub fn name(&self) -> &'static str {
        match self {
            LoanAmortisation::Bullet => "bullet",
            LoanAmortisation::EqualPrincipal => "equal principal",
            LoanAmortisation::LevelPayment => "level payment",
            LoanAmortisation::Balloon { .. } => "balloon",
            LoanAmortisation::Schedule { .. } => "schedule",
        }
    }
}

impl AssetClass {
    /// The class as a tape writes it.
    pub fn name(self) -> &'static str {
        match self {
            AssetClass::Corporate => "corporate",
            AssetClass::Sme => "sme",
            AssetClass::ProjectFinance => "project finance",
            AssetClass::ObjectFinance => "object finance",
            AssetClass::Ipre => "ipre",
            AssetClass::Retail => "retail",
            AssetClass::ResidentialMortgage => "residential mortgage",
        }
    }
}
