//! The kinds of compute-backed loans.
//!
//! ```
//! use tranchet_deal::asset_type::AssetType;
//! assert_eq!(AssetType::ALL.map(AssetType::code), ["DC", "ABL", "RNT", "MNR", "SME"]);
//! assert_eq!(AssetType::named("gpu-loan"), Some(AssetType::GpuLoan));
//! ```

/// A kind of compute-backed loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssetType {
    /// A project loan on a data centre, repaid by its lease and refinanced at maturity.
    DataCentre,
    /// A loan or delayed-draw facility on GPUs, repaid by what they are let for.
    GpuLoan,
    /// An advance on assigned rental contracts.
    RentalContracts,
    /// Debt of a miner that holds cryptocurrency and has bought GPUs.
    Miner,
    /// A bank's loan to a firm that buys or builds compute.
    ComputeLoan,
}

impl AssetType {
    /// All of them.
    pub const ALL: [AssetType; 5] = [
        AssetType::DataCentre,
        AssetType::GpuLoan,
        AssetType::RentalContracts,
        AssetType::Miner,
        AssetType::ComputeLoan,
    ];

    /// The word for it in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            AssetType::DataCentre => "data-centre",
            AssetType::GpuLoan => "gpu-loan",
            AssetType::RentalContracts => "rental-contracts",
            AssetType::Miner => "miner",
            AssetType::ComputeLoan => "compute-loan",
        }
    }

    /// A short form for tables.
    pub fn code(self) -> &'static str {
        match self {
            AssetType::DataCentre => "DC",
            AssetType::GpuLoan => "ABL",
            AssetType::RentalContracts => "RNT",
            AssetType::Miner => "MNR",
            AssetType::ComputeLoan => "SME",
        }
    }

    /// The type of a word.
    pub fn named(name: &str) -> Option<AssetType> {
        AssetType::ALL.into_iter().find(|asset| asset.name() == name)
    }

    /// Its place in [`AssetType::ALL`].
    pub fn place(self) -> usize {
        match self {
            AssetType::DataCentre => 0,
            AssetType::GpuLoan => 1,
            AssetType::RentalContracts => 2,
            AssetType::Miner => 3,
            AssetType::ComputeLoan => 4,
        }
    }
}
