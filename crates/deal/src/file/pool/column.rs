//! The columns of a tape.

macro_rules! columns {
    ($($variant:ident $name:literal)*) => {
        /// A column of a tape, or a key of a loan in a deal file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $(#[doc = concat!("`", $name, "`.")] $variant,)*
        }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Column] = &[$(Column::$variant),*];

            /// Its header.
            pub fn name(self) -> &'static str {
                match self { $(Column::$variant => $name),* }
            }
        }
    };
}

columns! {
    LoanId "loan_id"
    ObligorId "obligor_id"
    GroupId "group_id"
    Balance "balance"
    Rate "rate"
    Index "index"
    Maturity "maturity"
    Amortisation "amortisation"
    Balloon "balloon"
    Schedule "schedule"
    PaymentFrequency "payment_frequency"
    Pd "pd"
    Lgd "lgd"
    Rating "rating"
    Sector "sector"
    Country "country"
    Currency "currency"
    RiskWeight "risk_weight"
    AssetClass "asset_class"
    Turnover "turnover"
    CapitalApproach "capital_approach"
    Slotting "slotting"
    Phase "phase"
    Ltv "ltv"
    Security "security"
    Provision "provision"
    Elbe "elbe"
    Undrawn "undrawn"
    Ccf "ccf"
    Cqs "cqs"
    Status "status"
    DelinquentDays "delinquent_days"
    AvailableFrom "available_from"
    ComputeType "compute_type"
    OffTaker "off_taker"
    GpuGeneration "gpu_generation"
    GpuUnits "gpu_units"
    GpuValue "gpu_value"
    BuildingValue "building_value"
    CryptoValue "crypto_value"
    ComputeRevenue "compute_revenue"
    MiningRevenue "mining_revenue"
    OperatingCost "operating_cost"
    ContractedShare "contracted_share"
    ContractMonths "contract_months"
    ReserveMonths "reserve_months"
    HedgedShare "hedged_share"
    InPlaceShare "in_place_share"
    CreditClass "credit_class"
    EsgMarginCut "esg_margin_cut"
}

impl Column {
    /// Those that every loan needs.
    pub const REQUIRED: [Column; 3] = [Column::LoanId, Column::Balance, Column::Maturity];

    /// The column of this header.
    pub fn from_name(name: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// Whether it belongs to purchase tapes alone.
    pub fn is_of_purchases(self) -> bool {
        self == Column::AvailableFrom
    }

    /// Its number among all columns.
    pub(super) fn index(self) -> usize {
        self as usize
    }
}
