//! Forty loans that live on compute, and a few that do not.
//!
//! Assumed throughout, as no such pool is published. Leverage, income and terms lie around the figures that the models of
//! compute-backed credit assume of each kind: project loans of about 75 % on leased data centres with a balloon, loans of about
//! 75 % on GPUs that repay within five years, advances on rental contracts, bullet notes of miners, loans to firms that
//! buy compute. Six loans to owners of fibre are ordinary ones. Shares of the pool are roughly 42, 24, 10, 8, 8 and 8 %.

use chrono::NaiveDate;

use crate::draws::Draws;
use crate::tape::{Cell, MILLION, Pool, UNIT, basis_points, money, months_after, part, per_cent};

/// The pool: 40 loans, 2 bn.
pub const POOL: Pool = Pool {
    deal: "compute-pool",
    loans: 40,
    total: 2_000 * MILLION,
    step: STEP,
    weights,
    cells,
};

const SEED: u64 = 20_260_701;
const STEP: i64 = 10_000 * UNIT;
const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a date");

/// What a GPU costs with its share of server, network and building, in cents.
const GPU_COST: i64 = 40_000 * UNIT;

/// A kind of loan: how many of forty, and what they look like. Ranges are whole per cent unless they say otherwise.
struct Kind {
    loans: usize,
    /// Relative balance of one.
    weight: i64,
    compute_type: &'static str,
    sector: &'static str,
    /// Basis points over the index, or fixed.
    margin_bp: (i64, i64),
    index: &'static str,
    months: (i64, i64),
    shape: &'static str,
    pd_bp: (i64, i64),
    lgd: (i64, i64),
    /// Per balance.
    gpu: (i64, i64),
    building: (i64, i64),
    crypto: (i64, i64),
    /// Of a year, in thousandths of balance.
    revenue: (i64, i64),
    mining: (i64, i64),
    cost: (i64, i64),
    contracted: (i64, i64),
    contract_months: (i64, i64),
    reserve_months: i64,
    hedged: (i64, i64),
}

const NONE: (i64, i64) = (0, 0);

const ORDINARY: Kind = Kind {
    loans: 6,
    weight: 27,
    compute_type: "",
    sector: "fibre",
    margin_bp: (200, 300),
    index: "SOFR",
    months: (36, 60),
    shape: "bullet",
    pd_bp: (40, 150),
    lgd: (34, 42),
    gpu: NONE,
    building: NONE,
    crypto: NONE,
    revenue: NONE,
    mining: NONE,
    cost: NONE,
    contracted: NONE,
    contract_months: NONE,
    reserve_months: 0,
    hedged: NONE,
};

const KINDS: [Kind; 6] = [
    Kind {
        loans: 10,
        weight: 84,
        compute_type: "data-centre",
        sector: "data-centre project",
        margin_bp: (225, 285),
        months: (57, 60),
        shape: "balloon",
        pd_bp: (60, 170),
        building: (126, 142),
        revenue: (160, 175),
        cost: (50, 57),
        contracted: (85, 95),
        contract_months: (120, 180),
        reserve_months: 6,
        hedged: (65, 80),
        ..ORDINARY
    },
    Kind {
        loans: 8,
        weight: 60,
        compute_type: "gpu-loan",
        sector: "GPU lessor",
        margin_bp: (550, 650),
        months: (54, 60),
        shape: "level payment",
        pd_bp: (170, 500),
        lgd: (45, 60),
        gpu: (126, 146),
        revenue: (575, 635),
        cost: (155, 166),
        contracted: (50, 90),
        contract_months: (24, 60),
        reserve_months: 6,
        ..ORDINARY
    },
    Kind {
        loans: 6,
        weight: 33,
        compute_type: "rental-contracts",
        sector: "GPU lessor",
        margin_bp: (450, 550),
        months: (30, 39),
        shape: "level payment",
        pd_bp: (100, 290),
        lgd: (40, 55),
        gpu: (143, 166),
        revenue: (660, 730),
        cost: (180, 190),
        contracted: (100, 100),
        contract_months: (36, 42),
        reserve_months: 3,
        ..ORDINARY
    },
    Kind {
        loans: 4,
        weight: 40,
        compute_type: "miner",
        sector: "miner",
        margin_bp: (775, 850),
        index: "",
        months: (54, 60),
        pd_bp: (290, 700),
        lgd: (50, 65),
        gpu: (52, 66),
        building: (18, 24),
        crypto: (50, 66),
        revenue: (255, 285),
        mining: (185, 215),
        cost: (275, 290),
        contracted: (20, 40),
        contract_months: (18, 30),
        reserve_months: 6,
        ..ORDINARY
    },
    Kind {
        loans: 6,
        weight: 27,
        compute_type: "compute-loan",
        sector: "software",
        margin_bp: (250, 400),
        months: (36, 60),
        shape: "equal principal",
        pd_bp: (100, 650),
        lgd: (45, 62),
        ..ORDINARY
    },
    ORDINARY,
];

/// Who rents, and how often.
const OFF_TAKERS: [(u32, &str); 6] = [
    (4, "hyperscaler one"),
    (3, "hyperscaler two"),
    (2, "model laboratory one"),
    (2, "model laboratory two"),
    (2, "enterprise cloud"),
    (2, "open market"),
];

fn kind(line: usize, loans: usize) -> &'static Kind {
    let mut place = line * POOL.loans / loans;
    for kind in &KINDS {
        if place < kind.loans {
            return kind;
        }
        place -= kind.loans;
    }
    unreachable!("kinds hold forty loans")
}

fn weights(loans: usize) -> Vec<i64> {
    (0..loans)
        .map(|line| kind(line, loans).weight * Draws::of(SEED, line).between(70, 130))
        .collect()
}

fn cells(line: usize, loans: usize, balance: i64) -> Vec<Cell> {
    let kind = kind(line, loans);
    let mut draws = Draws::of(SEED ^ 1, line);
    let mut of = |(low, high): (i64, i64)| draws.between(low, high);
    let months = of(kind.months);
    let margin = 5 * (of(kind.margin_bp) / 5);
    let (pd, lgd) = (of(kind.pd_bp), of(kind.lgd));
    let maturity = months_after(CLOSING, months, of((1, 28)));
    let balloon = match kind.shape {
        "balloon" => money(part(balance, of((80, 90)), STEP)),
        _ => String::new(),
    };
    let mut cells = vec![
        ("loan_id", format!("CP-{:03}", line + 1)),
        ("obligor_id", format!("CPO-{:03}", line + 1)),
        ("balance", money(balance)),
        ("rate", basis_points(margin)),
        ("index", kind.index.to_owned()),
        ("maturity", maturity.to_string()),
        ("amortisation", kind.shape.to_owned()),
        ("balloon", balloon),
        ("payment_frequency", "quarterly".to_owned()),
        ("pd", basis_points(pd)),
        ("lgd", per_cent(lgd)),
        ("sector", kind.sector.to_owned()),
        ("country", "US".to_owned()),
        ("capital_approach", "sa".to_owned()),
        ("risk_weight", per_cent(100)),
    ];
    cells.extend(of_compute(kind, balance, &mut draws));
    cells
}

/// The columns of compute-backed credit; blank where the kind has none.
fn of_compute(kind: &Kind, balance: i64, draws: &mut Draws) -> Vec<Cell> {
    let off_taker = draws.pick(&OFF_TAKERS);
    let generation = draws.pick(&[(5, "Hopper"), (4, "Blackwell"), (1, "Rubin")]);
    let class = draws.pick(&[(3, "A"), (4, "B"), (2, "C")]);
    let cut = 5 * draws.between(0, 5);
    let is_firm = kind.compute_type == "compute-loan";
    let has_gpus = kind.gpu.1 > 0;
    let mut drawn = |(low, high): (i64, i64)| (high > 0).then(|| draws.between(low, high));
    let amount = |share: Option<i64>, of: i64| share.map(|share| balance / of * share / UNIT * UNIT);
    let text = |amount: Option<i64>| amount.map(money).unwrap_or_default();
    let share = |share: Option<i64>| share.map(per_cent).unwrap_or_default();
    let gpus = amount(drawn(kind.gpu), 100);
    let units = gpus.map(|value| value / GPU_COST);
    let only = |shown: bool, text: &str| if shown { text.to_owned() } else { String::new() };
    vec![
        ("compute_type", kind.compute_type.to_owned()),
        ("off_taker", only(kind.contracted.1 > 0, off_taker)),
        ("gpu_generation", only(has_gpus, generation)),
        (
            "gpu_units",
            units.map(|units| units.to_string()).unwrap_or_default(),
        ),
        ("gpu_value", text(gpus)),
        ("building_value", text(amount(drawn(kind.building), 100))),
        ("crypto_value", text(amount(drawn(kind.crypto), 100))),
        ("compute_revenue", text(amount(drawn(kind.revenue), 1_000))),
        ("mining_revenue", text(amount(drawn(kind.mining), 1_000))),
        ("operating_cost", text(amount(drawn(kind.cost), 1_000))),
        ("contracted_share", share(drawn(kind.contracted))),
        (
            "contract_months",
            drawn(kind.contract_months)
                .map(|months| months.to_string())
                .unwrap_or_default(),
        ),
        (
            "reserve_months",
            only(kind.reserve_months > 0, &kind.reserve_months.to_string()),
        ),
        ("hedged_share", share(drawn(kind.hedged))),
        (
            "in_place_share",
            only(
                has_gpus && kind.shape == "level payment",
                &per_cent(drawn((35, 65)).unwrap_or_default()),
            ),
        ),
        ("credit_class", only(is_firm, class)),
        (
            "esg_margin_cut",
            if is_firm { basis_points(cut) } else { String::new() },
        ),
    ]
}
