//! Eight hundred loans to small, medium-sized and mid-cap companies of the euro area.
//!
//! The size of the pool follows published deals of the European Investment Bank and Fund with European banks
//! (EUR 1.4 bn to 1.5 bn of loans to such companies); the pools themselves are not published. Grades are
//! assumed, around a weighted-average probability of default of 1.2 %. Loss given default is 38 % to 45 %,
//! the level of unsecured company loans, and 25 % to 35 % for the third that has property behind it. Risk
//! weights are the standardised approach's for companies without a rating (Basel CRE20): 85 % up to EUR 50 m
//! of turnover, 100 % above.

use chrono::NaiveDate;

use crate::draws::Draws;
use crate::grades::{B, B_PLUS, BB, BB_MINUS, BB_PLUS, BBB, BBB_MINUS, Grade};
use crate::tape::{Cell, MILLION, Pool, UNIT, basis_points, money, months_after, part, per_cent};

/// The pool: 800 loans, EUR 1.5 bn.
pub const POOL: Pool = Pool {
    deal: "european-sme",
    loans: 800,
    total: 1_500 * MILLION,
    step: STEP,
    weights,
    cells,
};

const SEED: u64 = 20_260_331;
const STEP: i64 = 1_000 * UNIT;
const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 31).expect("a date");

/// Relative balance by quantile: many small loans, a tail of mid-caps.
const BALANCES: [(i64, i64); 6] = [
    (0, 100),
    (300, 450),
    (600, 1100),
    (850, 2800),
    (970, 8000),
    (1000, 15000),
];

const GRADES: &[(u32, Grade)] = &[
    (8, BBB),
    (14, BBB_MINUS),
    (22, BB_PLUS),
    (24, BB),
    (18, BB_MINUS),
    (10, B_PLUS),
    (4, B),
];
const COUNTRIES: &[(u32, &str)] = &[(28, "FR"), (24, "DE"), (20, "IT"), (18, "ES"), (10, "NL")];
const SECTORS: &[(u32, &str)] = &[
    (28, "manufacturing"),
    (24, "wholesale and retail trade"),
    (13, "business services"),
    (12, "construction"),
    (9, "transport"),
    (7, "hospitality"),
    (7, "agriculture"),
];
const SHAPES: &[(u32, &str)] = &[
    (45, "equal principal"),
    (30, "level payment"),
    (15, "balloon"),
    (10, "bullet"),
];
/// Months to maturity by quantile.
const MONTHS: [(i64, i64); 4] = [(0, 12), (300, 36), (800, 66), (1000, 95)];

fn weights(loans: usize) -> Vec<i64> {
    (0..loans)
        .map(|line| Draws::of(SEED, line).quantile(&BALANCES))
        .collect()
}

/// Every twentieth loan is the second one of the borrower before it.
fn obligor(line: usize) -> usize {
    if line % 20 == 19 { line - 1 } else { line }
}

fn cells(line: usize, _: usize, balance: i64) -> Vec<Cell> {
    let owner = obligor(line);
    let mut who = Draws::of(SEED ^ 1, owner);
    let (grade, country, sector) = (who.pick(GRADES), who.pick(COUNTRIES), who.pick(SECTORS));
    let turnover = turnover(&mut who);
    let mut draws = Draws::of(SEED ^ 2, line);
    let rate = grade.rate(&mut draws, "EURIBOR", 240, 35);
    let maturity = months_after(CLOSING, draws.quantile(&MONTHS), draws.between(1, 28));
    let shape = draws.pick(SHAPES);
    let lgd = draws.pick(&[(2, (38, 45)), (1, (25, 35))]);
    let balloon = if shape == "balloon" {
        money(part(balance, draws.between(4, 10) * 5, STEP))
    } else {
        String::new()
    };
    let is_sme = turnover <= 50 * MILLION;
    vec![
        ("loan_id", format!("SME-{:04}", line + 1)),
        ("obligor_id", format!("SMO-{:04}", owner + 1)),
        ("balance", money(balance)),
        ("rate", basis_points(rate.bp)),
        ("index", rate.index.to_owned()),
        ("maturity", maturity.to_string()),
        ("amortisation", shape.to_owned()),
        ("balloon", balloon),
        (
            "payment_frequency",
            draws
                .pick(&[(5, "quarterly"), (4, "monthly"), (1, "semi-annual")])
                .to_owned(),
        ),
        ("pd", basis_points(grade.pd_bp)),
        ("lgd", per_cent(draws.between(lgd.0, lgd.1))),
        ("rating", grade.symbol.to_owned()),
        ("sector", sector.to_owned()),
        ("country", country.to_owned()),
        ("currency", "EUR".to_owned()),
        ("asset_class", if is_sme { "sme" } else { "corporate" }.to_owned()),
        ("turnover", money(turnover)),
        ("capital_approach", "airb".to_owned()),
    ]
}

/// Yearly turnover of the borrower's group in cents: one in seven is above the EUR 50 m of a small company.
fn turnover(who: &mut Draws) -> i64 {
    who.quantile(&[(0, 10), (400, 80), (860, 500), (1000, 2500)]) * MILLION / 10
}
