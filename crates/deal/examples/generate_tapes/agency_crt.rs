//! A thousand American mortgages, as a sample of an agency's reference pool.
//!
//! Fixed-rate and fully amortising, mostly thirty years, three to nine months old, with balances in whole
//! thousands as the agencies disclose them. The spread of borrower scores and loan-to-value ratios is
//! assumed, in the range of their low and high loan-to-value programmes together. So are the probabilities
//! of default, a weighted average of about 0.3 % a year, and losses of a tenth to a fifth of the balance,
//! which keep base losses below 0.5 % of the pool. Risk weights are the standardised approach's for whole
//! loans (Basel CRE20): 20 %, 25 %, 30 % and 40 % up to 50 %, 60 %, 80 % and 90 % loan to value, 50 % above.

use chrono::NaiveDate;

use crate::draws::Draws;
use crate::tape::{
    Cell, MILLION, Pool, UNIT, basis_points, eighths_of_a_per_cent, money, months_after, per_cent,
};

/// The pool: 1,000 loans, USD 320 m.
pub const POOL: Pool = Pool {
    deal: "agency-crt",
    loans: 1000,
    total: 320 * MILLION,
    step: 1_000 * UNIT,
    weights,
    cells,
};

const SEED: u64 = 20_260_325;
const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 25).expect("a date");

/// Balance in thousands by quantile before scaling, up to about the limit for conforming loans.
const BALANCES: [(i64, i64); 5] = [(0, 60), (250, 200), (500, 300), (800, 460), (1000, 780)];

/// Band of borrower scores: its name, probability of default in basis points and rate add-on in eighths of a per cent.
#[derive(Clone, Copy)]
struct Score(&'static str, i64, i64);

const SCORES: &[(u32, Score)] = &[
    (36, Score("780 or more", 12, 0)),
    (36, Score("740 to 779", 24, 1)),
    (20, Score("700 to 739", 48, 2)),
    (8, Score("640 to 699", 100, 4)),
];
/// Loan to value in per cent by quantile: half the pool sits at 75 % to 80 %.
const LTV: [(i64, i64); 6] = [(0, 30), (150, 60), (300, 75), (700, 80), (850, 90), (1000, 97)];
const PURPOSES: &[(u32, &str)] = &[
    (78, "purchase"),
    (12, "refinancing"),
    (10, "cash-out refinancing"),
];

fn weights(loans: usize) -> Vec<i64> {
    (0..loans)
        .map(|line| Draws::of(SEED, line).quantile(&BALANCES))
        .collect()
}

fn cells(line: usize, _: usize, balance: i64) -> Vec<Cell> {
    let mut draws = Draws::of(SEED ^ 1, line);
    let Score(band, pd_bp, add_on) = draws.pick(SCORES);
    let ltv = draws.quantile(&LTV);
    let (years, base) = draws.pick(&[(86, (30, 51)), (4, (20, 49)), (10, (15, 46))]);
    let age = draws.between(3, 9);
    let eighths = base + add_on + draws.between(-3, 3);
    let (pd_factor, lgd, risk_weight) = by_ltv(ltv);
    vec![
        ("loan_id", format!("MTG-{:06}", line + 1)),
        ("balance", money(balance)),
        ("rate", eighths_of_a_per_cent(eighths)),
        ("maturity", months_after(CLOSING, years * 12 - age, 1).to_string()),
        ("amortisation", "level payment".to_owned()),
        ("payment_frequency", "monthly".to_owned()),
        ("pd", basis_points((pd_bp * pd_factor / 10).max(5))),
        ("lgd", per_cent(lgd)),
        ("rating", band.to_owned()),
        ("sector", draws.pick(PURPOSES).to_owned()),
        ("country", "US".to_owned()),
        ("currency", "USD".to_owned()),
        ("asset_class", "residential mortgage".to_owned()),
        ("capital_approach", "sa".to_owned()),
        ("ltv", per_cent(ltv)),
        ("risk_weight", per_cent(risk_weight)),
    ]
}

/// Tenths by which loan to value moves the probability of default, loss given default after mortgage
/// insurance (which loans above 80 % carry), and risk weight.
fn by_ltv(ltv: i64) -> (i64, i64, i64) {
    match ltv {
        ..=50 => (5, 10, 20),
        51..=60 => (6, 12, 25),
        61..=80 => (10, 20, 30),
        81..=90 => (13, 18, 40),
        _ => (16, 22, 50),
    }
}
