//! Five hundred British loans: two thirds to small companies, one third on commercial property.
//!
//! Assumed throughout. Companies: weighted-average probability of default about 1.3 %, and the supervisory
//! loss given default of 40 % (Basel CRE32, senior unsecured). Property: slotted (Basel CRE33), mostly
//! strong and good, with probabilities of default around 1.6 %; loan to value is 45 % to 75 %, so that a
//! fifth to a third is lost in default. No standardised weight is given: each regime's table has its own. Its loans pay mostly interest, so the pool amortises around them.

use chrono::NaiveDate;

use crate::draws::Draws;
use crate::grades::{B, B_PLUS, BB, BB_MINUS, BB_PLUS, BBB_MINUS, Grade};
use crate::tape::{Cell, MILLION, Pool, UNIT, basis_points, money, months_after, part, per_cent};

/// The pool: 500 loans, GBP 800 m.
pub const POOL: Pool = Pool {
    deal: "uk-sme-property",
    loans: 500,
    total: 800 * MILLION,
    step: STEP,
    weights,
    cells,
};

const SEED: u64 = 20_260_515;
const STEP: i64 = 1_000 * UNIT;
const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 5, 15).expect("a date");

/// Relative balances by quantile: a property loan is three times as large as a company's.
const COMPANY_BALANCES: [(i64, i64); 4] = [(0, 150), (500, 700), (900, 2000), (1000, 5000)];
const PROPERTY_BALANCES: [(i64, i64); 4] = [(0, 800), (500, 2200), (900, 5500), (1000, 9000)];

const GRADES: &[(u32, Grade)] = &[
    (12, BBB_MINUS),
    (22, BB_PLUS),
    (28, BB),
    (22, BB_MINUS),
    (12, B_PLUS),
    (4, B),
];
const SECTORS: &[(u32, &str)] = &[
    (22, "manufacturing"),
    (20, "wholesale and retail trade"),
    (18, "business services"),
    (15, "health and care"),
    (13, "construction"),
    (12, "hospitality"),
];

/// A supervisory slot: its name, probability of default and margin in basis points.
#[derive(Clone, Copy)]
struct Slot(&'static str, i64, i64);

const SLOTS: &[(u32, Slot)] = &[
    (28, Slot("strong", 40, 190)),
    (47, Slot("good", 90, 240)),
    (21, Slot("satisfactory", 200, 320)),
    (4, Slot("weak", 600, 450)),
];
const PROPERTIES: &[(u32, &str)] = &[
    (35, "offices"),
    (30, "industrial property"),
    (20, "retail property"),
    (15, "rented homes"),
];

fn is_property(line: usize) -> bool {
    line % 3 == 2
}

fn weights(loans: usize) -> Vec<i64> {
    let balances = |line| {
        if is_property(line) {
            PROPERTY_BALANCES
        } else {
            COMPANY_BALANCES
        }
    };
    (0..loans)
        .map(|line| Draws::of(SEED, line).quantile(&balances(line)))
        .collect()
}

fn cells(line: usize, _: usize, balance: i64) -> Vec<Cell> {
    let mut draws = Draws::of(SEED ^ 1, line);
    let loan = if is_property(line) {
        property(&mut draws, balance)
    } else {
        company(&mut draws, balance)
    };
    vec![
        ("loan_id", format!("UK-{:03}", line + 1)),
        ("obligor_id", format!("UKO-{:03}", line + 1)),
        ("balance", money(balance)),
        ("rate", basis_points(loan.rate_bp)),
        ("index", loan.index.to_owned()),
        ("maturity", loan.maturity.to_string()),
        ("amortisation", loan.shape.to_owned()),
        ("balloon", loan.balloon),
        ("schedule", loan.schedule),
        ("payment_frequency", loan.frequency.to_owned()),
        ("pd", basis_points(loan.pd_bp)),
        ("lgd", per_cent(loan.lgd)),
        ("rating", loan.rating.to_owned()),
        ("sector", loan.sector.to_owned()),
        ("country", "GB".to_owned()),
        ("currency", "GBP".to_owned()),
        ("asset_class", loan.asset_class.to_owned()),
        ("turnover", loan.turnover),
        ("capital_approach", loan.approach.to_owned()),
        ("slotting", loan.slotting.to_owned()),
        ("ltv", loan.ltv),
    ]
}

/// What the two kinds of loan fill in differently.
#[derive(Default)]
struct Loan {
    rate_bp: i64,
    index: &'static str,
    maturity: NaiveDate,
    shape: &'static str,
    balloon: String,
    schedule: String,
    frequency: &'static str,
    pd_bp: i64,
    lgd: i64,
    rating: &'static str,
    sector: &'static str,
    asset_class: &'static str,
    turnover: String,
    approach: &'static str,
    slotting: &'static str,
    ltv: String,
}

/// A loan to a small company: it amortises over two to seven years.
fn company(draws: &mut Draws, _: i64) -> Loan {
    let grade = draws.pick(GRADES);
    let rate = grade.rate(draws, "SONIA", 370, 30);
    Loan {
        rate_bp: rate.bp,
        index: rate.index,
        maturity: months_after(CLOSING, draws.between(24, 84), draws.between(1, 28)),
        shape: draws.pick(&[(55, "equal principal"), (35, "level payment"), (10, "bullet")]),
        frequency: draws.pick(&[(6, "quarterly"), (4, "monthly")]),
        pd_bp: grade.pd_bp,
        lgd: 40,
        rating: grade.symbol,
        sector: draws.pick(SECTORS),
        asset_class: "sme",
        turnover: money(draws.quantile(&[(0, 8), (500, 60), (1000, 430)]) * MILLION / 10),
        approach: "firb",
        ..Loan::default()
    }
}

/// A loan on property: interest with little principal, the rest by sale or refinancing.
fn property(draws: &mut Draws, balance: i64) -> Loan {
    let Slot(slotting, pd_bp, margin_bp) = draws.pick(SLOTS);
    let months = draws.between(24, 72);
    let shape = draws.pick(&[(45, "bullet"), (45, "balloon"), (10, "schedule")]);
    let ltv = draws.between(45, 75);
    let balloon = if shape == "balloon" {
        money(part(balance, draws.between(14, 18) * 5, STEP))
    } else {
        String::new()
    };
    let schedule = if shape == "schedule" {
        sales(balance, months)
    } else {
        String::new()
    };
    Loan {
        rate_bp: margin_bp + 5 * draws.between(-4, 4),
        index: "SONIA",
        maturity: months_after(CLOSING, months, draws.between(1, 28)),
        shape,
        balloon,
        schedule,
        frequency: "quarterly",
        pd_bp,
        lgd: ltv / 2 - 3,
        rating: slotting,
        sector: draws.pick(PROPERTIES),
        asset_class: "ipre",
        approach: "slotting",
        slotting,
        ltv: per_cent(ltv),
        ..Loan::default()
    }
}

/// Units sold once a year repay a fifth of the loan each.
fn sales(balance: i64, months: i64) -> String {
    let amount = money(part(balance, 20, STEP));
    let line = |month| format!("{}:{amount}", months_after(CLOSING, month, 28));
    (12..months.min(60))
        .step_by(12)
        .map(line)
        .collect::<Vec<_>>()
        .join(";")
}
