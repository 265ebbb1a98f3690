//! The columns of a compute-backed loan.

use std::sync::Arc;

use super::column::Column;
use super::loan::{Exchange, Loans};
use super::row::{Cells, Row};
use crate::asset_type::AssetType;
use crate::compute::ComputeFields;
use crate::file::literal::{self, Fault};
use crate::file::words::{Words, choose};

/// The kinds of compute-backed loans.
pub(in crate::file) const ASSET_TYPES: Words<AssetType> = &[
    ("data-centre", AssetType::DataCentre),
    ("gpu-loan", AssetType::GpuLoan),
    ("rental-contracts", AssetType::RentalContracts),
    ("miner", AssetType::Miner),
    ("compute-loan", AssetType::ComputeLoan),
];

/// `credit_class`.
pub(in crate::file) const CLASSES: Words<&str> = &[("A", "A"), ("B", "B"), ("C", "C")];

/// The most GPUs that stand behind a loan.
const UNITS_MAX: u32 = 100_000_000;
/// The longest term, in months.
const MONTHS_MAX: u32 = 1_200;

/// What a row says of a compute-backed loan, if it says anything.
pub(super) fn compute<R: Row>(
    loans: &Loans<'_>,
    cells: &Cells<'_, R>,
    exchange: Exchange,
) -> Option<Box<ComputeFields>> {
    let text = |column| cells.read(column, |text| Ok(loans.intern(text)));
    let money = |column| cells.read(column, |text| exchange.money(text));
    let share = |column| cells.read(column, literal::share);
    let months = |column| cells.read(column, |text| literal::count(text, 0, MONTHS_MAX));
    let class = |text: &str| -> Result<Arc<str>, Fault> {
        choose(text, CLASSES, "a class of firm").map(|class| loans.intern(class))
    };
    let fields = ComputeFields {
        compute_type: cells.read(Column::ComputeType, |text| {
            choose(text, ASSET_TYPES, "a kind of compute-backed loan")
        }),
        off_taker: text(Column::OffTaker),
        gpu_generation: text(Column::GpuGeneration),
        gpu_units: cells.read(Column::GpuUnits, |text| literal::count(text, 0, UNITS_MAX)),
        gpu_value: money(Column::GpuValue),
        building_value: money(Column::BuildingValue),
        crypto_value: money(Column::CryptoValue),
        compute_revenue: money(Column::ComputeRevenue),
        mining_revenue: money(Column::MiningRevenue),
        operating_cost: money(Column::OperatingCost),
        contracted_share: share(Column::ContractedShare),
        contract_months: months(Column::ContractMonths),
        reserve_months: months(Column::ReserveMonths),
        hedged_share: share(Column::HedgedShare),
        in_place_share: share(Column::InPlaceShare),
        credit_class: cells.read(Column::CreditClass, class),
        esg_margin_cut: cells.read(Column::EsgMarginCut, literal::rate),
    };
    (fields != ComputeFields::default()).then(|| Box::new(fields))
}
