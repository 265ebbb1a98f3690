//! The scale of grades that the company pools share.
//!
//! Probabilities of default are round numbers that roughly double from grade to grade, at the level usual for
//! long-run averages of rated companies; they are no agency's table. Margins are what a bank might charge.

use crate::draws::Draws;

/// A grade of the scale.
#[derive(Clone, Copy)]
pub struct Grade {
    /// Its symbol.
    pub symbol: &'static str,
    /// Probability of default within a year, in basis points.
    pub pd_bp: i64,
    /// Usual margin over the index, in basis points.
    pub margin_bp: i64,
}

const fn grade(symbol: &'static str, pd_bp: i64, margin_bp: i64) -> Grade {
    Grade {
        symbol,
        pd_bp,
        margin_bp,
    }
}

pub const BBB: Grade = grade("BBB", 20, 160);
pub const BBB_MINUS: Grade = grade("BBB-", 35, 200);
pub const BB_PLUS: Grade = grade("BB+", 60, 250);
pub const BB: Grade = grade("BB", 100, 300);
pub const BB_MINUS: Grade = grade("BB-", 170, 360);
pub const B_PLUS: Grade = grade("B+", 290, 440);
pub const B: Grade = grade("B", 500, 550);

/// A rate as a tape has it: margin and index, or a fixed rate without an index.
pub struct LoanRate {
    /// Basis points.
    pub bp: i64,
    /// Empty for a fixed rate.
    pub index: &'static str,
}

impl Grade {
    /// A loan's rate: the grade's margin give or take 30 bp in steps of 5, fixed for `fixed` loans in a hundred.
    pub fn rate(self, draws: &mut Draws, index: &'static str, swap_bp: i64, fixed: u32) -> LoanRate {
        let margin = self.margin_bp + 5 * draws.between(-6, 6);
        let is_fixed = draws.pick(&[(fixed, true), (100 - fixed, false)]);
        if is_fixed {
            LoanRate {
                bp: margin + swap_bp,
                index: "",
            }
        } else {
            LoanRate { bp: margin, index }
        }
    }
}
