//! Fifty large loans to data centres and to those who feed them.
//!
//! Assumed throughout, as no such pool is published. The weighted-average probability of default is about
//! 0.9 %, loss given default about 38 %: expected losses near 0.35 % a year, at which a first loss of 7 % at
//! 9.5 % over the index still pays its investor. GPU lessors have short loans that amortise, because the
//! hardware ages in years, and lose most; projects have long loans. Risk weights are those of the
//! standardised approach (Basel CRE20): 100 % for companies; 130 %, 100 % and 80 % for projects that are
//! pre-operational, operational and of high quality.

use chrono::NaiveDate;

use crate::draws::Draws;
use crate::grades::{B, B_PLUS, BB, BB_MINUS, BB_PLUS, BBB, BBB_MINUS, Grade};
use crate::tape::{Cell, MILLION, Pool, UNIT, basis_points, money, months_after, part, per_cent};

/// The pool: 50 loans, 2 bn.
pub const POOL: Pool = Pool {
    deal: "ai-infrastructure",
    loans: 50,
    total: 2_000 * MILLION,
    step: STEP,
    weights,
    cells,
};

const SEED: u64 = 20_260_630;
const STEP: i64 = 10_000 * UNIT;
const CLOSING: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 30).expect("a date");

/// Relative balance by quantile: lumpy, the largest about two and a half times the mean.
const BALANCES: [(i64, i64); 5] = [
    (0, 1_500),
    (250, 2_500),
    (500, 3_600),
    (800, 5_200),
    (1000, 10_000),
];

/// A kind of borrower: how many of fifty loans, and what they look like.
struct Segment {
    loans: usize,
    sector: &'static str,
    project: bool,
    grades: &'static [(u32, Grade)],
    lgd: (i64, i64),
    months: (i64, i64),
    shapes: &'static [(u32, &'static str)],
    phases: &'static [(u32, &'static str)],
}

const CORPORATE: &[(u32, &str)] = &[(1, "")];

const SEGMENTS: [Segment; 5] = [
    Segment {
        loans: 14,
        sector: "data-centre operator",
        project: false,
        grades: &[(4, BBB), (5, BBB_MINUS), (4, BB_PLUS), (3, BB), (1, BB_MINUS)],
        lgd: (32, 40),
        months: (36, 72),
        shapes: &[(5, "bullet"), (3, "balloon"), (2, "equal principal")],
        phases: CORPORATE,
    },
    Segment {
        loans: 10,
        sector: "GPU lessor",
        project: false,
        grades: &[(1, BB_PLUS), (3, BB), (4, BB_MINUS), (2, B_PLUS), (1, B)],
        lgd: (48, 60),
        months: (24, 54),
        shapes: &[(6, "level payment"), (4, "equal principal")],
        phases: CORPORATE,
    },
    Segment {
        loans: 8,
        sector: "fibre",
        project: false,
        grades: &[(3, BBB_MINUS), (3, BB_PLUS), (3, BB), (1, BB_MINUS)],
        lgd: (34, 42),
        months: (36, 78),
        shapes: &[(5, "bullet"), (5, "balloon")],
        phases: CORPORATE,
    },
    Segment {
        loans: 8,
        sector: "power",
        project: true,
        grades: &[(4, BBB), (4, BBB_MINUS), (2, BB_PLUS)],
        lgd: (25, 32),
        months: (54, 83),
        shapes: &[(5, "level payment"), (5, "schedule")],
        phases: &[(3, "operational"), (7, "high quality")],
    },
    Segment {
        loans: 10,
        sector: "data-centre project",
        project: true,
        grades: &[(3, BBB_MINUS), (4, BB_PLUS), (3, BB)],
        lgd: (30, 38),
        months: (48, 83),
        shapes: &[(4, "balloon"), (6, "schedule")],
        phases: &[(6, "pre-operational"), (2, "operational"), (2, "high quality")],
    },
];

fn weights(loans: usize) -> Vec<i64> {
    (0..loans)
        .map(|line| Draws::of(SEED, loans + line).quantile(&BALANCES))
        .collect()
}

/// Every tenth loan is the second one of the borrower before it.
fn obligor(line: usize) -> usize {
    if line % 10 == 9 { line - 1 } else { line }
}

fn segment(line: usize, loans: usize) -> &'static Segment {
    let mut place = line * POOL.loans / loans;
    for segment in &SEGMENTS {
        if place < segment.loans {
            return segment;
        }
        place -= segment.loans;
    }
    unreachable!("segments hold fifty loans")
}

fn cells(line: usize, loans: usize, balance: i64) -> Vec<Cell> {
    let (owner, segment) = (obligor(line), segment(obligor(line), loans));
    let mut who = Draws::of(SEED ^ 1, owner);
    let grade = who.pick(segment.grades);
    let country = who.pick(&[(8, "US"), (1, "CA"), (1, "GB")]);
    let mut draws = Draws::of(SEED ^ 2, line);
    let rate = grade.rate(&mut draws, "SOFR", 365, 20);
    let months = draws.between(segment.months.0, segment.months.1);
    let maturity = months_after(CLOSING, months, draws.between(1, 28));
    let shape = draws.pick(segment.shapes);
    let phase = draws.pick(segment.phases);
    let lgd = draws.between(segment.lgd.0, segment.lgd.1);
    let balloon = if shape == "balloon" {
        money(part(balance, draws.between(6, 12) * 5, STEP))
    } else {
        String::new()
    };
    let schedule = if shape == "schedule" {
        instalments(balance, months, phase)
    } else {
        String::new()
    };
    vec![
        ("loan_id", format!("AI-{:03}", line + 1)),
        ("obligor_id", format!("AIO-{:03}", owner + 1)),
        ("balance", money(balance)),
        ("rate", basis_points(rate.bp)),
        ("index", rate.index.to_owned()),
        ("maturity", maturity.to_string()),
        ("amortisation", shape.to_owned()),
        ("balloon", balloon),
        ("schedule", schedule),
        ("payment_frequency", "quarterly".to_owned()),
        ("pd", basis_points(grade.pd_bp)),
        ("lgd", per_cent(lgd)),
        ("rating", grade.symbol.to_owned()),
        ("sector", segment.sector.to_owned()),
        ("country", country.to_owned()),
        ("currency", "USD".to_owned()),
        (
            "asset_class",
            if segment.project {
                "project finance"
            } else {
                "corporate"
            }
            .to_owned(),
        ),
        ("phase", phase.to_owned()),
        ("capital_approach", "sa".to_owned()),
        ("risk_weight", per_cent(risk_weight(phase))),
    ]
}

/// Half-yearly instalments of 5 %, after 18 months without any for a project that does not earn yet; the rest
/// falls due at maturity.
fn instalments(balance: i64, months: i64, phase: &str) -> String {
    let first = if phase == "pre-operational" { 24 } else { 6 };
    let amount = money(part(balance, 5, UNIT));
    let line = |month| format!("{}:{amount}", months_after(CLOSING, month, 15));
    (first..months).step_by(6).map(line).collect::<Vec<_>>().join(";")
}

fn risk_weight(phase: &str) -> i64 {
    match phase {
        "pre-operational" => 130,
        "high quality" => 80,
        _ => 100,
    }
}
