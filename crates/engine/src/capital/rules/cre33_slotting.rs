//! CRE33: supervisory slotting of specialised lending, Basel Framework; CRR Art. 153(5) and 158(6).
//!
//! Source: paragraphs 13.2–13.12 of the Saudi Central Bank's rulebook, which keep Basel's numbers; that lending
//! with less than 2.5 years left takes the preferential weights in the United Kingdom, in a program that follows
//! PRA PS1/26.
//!
//! ```text
//!                                       strong  good  satisfactory  weak  default
//! risk weight                             70      90      115        250      0 %
//!   preferential                          50      70      115        250      0 %
//!   high-volatility property (HVCRE)      95     120      140        250      0 %
//!   HVCRE, preferential                   70      95      140        250      0 %
//! weight for expected loss                 5      10       35        100    625 %
//!   preferential                           0       5       35        100    625 %
//!   HVCRE                                  5       5       35        100    625 %
//! EL = 8 % x weight for expected loss x EAD
//! ```
//!
//! Example: a good loan adds 8 % of 90 % and 0.8 % of expected loss to K_IRB, 8 % in all.
//!
//! ```
//! use tranchet_engine::capital::rules::cre33_slotting::{Category, Slot, Table};
//! let good = Slot { category: Category::Good, table: Table::Standard };
//! assert_eq!(good.risk_weight().value, 0.90);
//! assert!((0.08 * good.risk_weight().value + good.expected_loss() - 0.080).abs() < 1e-15);
//! ```
//!
//! Not covered: how a category is assigned, and its match with outside ratings (CRE33.4).

use crate::cited::{Citation, Cited};

const VERSION: &str = "Basel Framework, 1 January 2023";

/// Capital per unit of risk weight, and expected loss per unit of its weight: CRE33.9.
const CAPITAL: f64 = 0.08;

/// Supervisory category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Strong.
    Strong,
    /// Good.
    Good,
    /// Satisfactory.
    Satisfactory,
    /// Weak.
    Weak,
    /// In default.
    Default,
}

/// Which row of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Project, object and commodities finance, income-producing property.
    Standard,
    /// The same, with little time left or stronger underwriting.
    Preferential,
    /// High-volatility commercial property.
    Hvcre,
    /// The same, with little time left or stronger underwriting.
    HvcrePreferential,
}

/// A category in a row of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Category.
    pub category: Category,
    /// Row.
    pub table: Table,
}

/// Words of a tape's column `slotting`.
pub const CATEGORIES: [(&str, Category); 5] = [
    ("strong", Category::Strong),
    ("good", Category::Good),
    ("satisfactory", Category::Satisfactory),
    ("weak", Category::Weak),
    ("default", Category::Default),
];

impl Slot {
    /// The slot that a tape's words name: a category, with `hvcre` and `preferential` before or after it.
    ///
    /// ```
    /// use tranchet_engine::capital::rules::cre33_slotting::{Slot, Table};
    /// assert_eq!(Slot::parse("Strong, preferential").unwrap().table, Table::Preferential);
    /// assert_eq!(Slot::parse("hvcre good").unwrap().risk_weight().value, 1.20);
    /// assert_eq!(Slot::parse("excellent"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Slot> {
        let (mut category, mut hvcre, mut preferential) = (None, false, false);
        let text = text.to_ascii_lowercase();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            match word {
                "hvcre" => hvcre = true,
                "preferential" => preferential = true,
                word => category = Some(named(word).filter(|_| category.is_none())?),
            }
        }
        let table = Table::of(hvcre, preferential);
        category.map(|category| Slot { category, table })
    }

    /// Its risk weight.
    pub fn risk_weight(self) -> Cited<f64> {
        let (text, row) = match self.table {
            Table::Standard => ("CRE33.2, as SAMA rulebook 13.2", [0.70, 0.90, 1.15, 2.50, 0.0]),
            Table::Preferential => ("CRE33.4, as SAMA rulebook 13.4", [0.50, 0.70, 1.15, 2.50, 0.0]),
            Table::Hvcre => ("CRE33.5, as SAMA rulebook 13.5", [0.95, 1.20, 1.40, 2.50, 0.0]),
            Table::HvcrePreferential => ("CRE33.7, as SAMA rulebook 13.7", [0.70, 0.95, 1.40, 2.50, 0.0]),
        };
        Citation::read(text, VERSION).of(row[self.category as usize])
    }

    /// The weight of which 8 % are its expected loss.
    pub fn expected_loss_weight(self) -> Cited<f64> {
        let (text, row) = match self.table {
            Table::Standard => (
                "CRE33.8-33.9, as SAMA rulebook 13.8-13.9",
                [0.05, 0.10, 0.35, 1.0, 6.25],
            ),
            Table::Preferential => ("CRE33.10, as SAMA rulebook 13.10", [0.0, 0.05, 0.35, 1.0, 6.25]),
            Table::Hvcre | Table::HvcrePreferential => (
                "CRE33.11-33.12, as SAMA rulebook 13.11-13.12",
                [0.05, 0.05, 0.35, 1.0, 6.25],
            ),
        };
        Citation::read(text, VERSION).of(row[self.category as usize])
    }

    /// Expected loss per unit of exposure.
    pub fn expected_loss(self) -> f64 {
        CAPITAL * self.expected_loss_weight().value
    }

    /// The same category in the preferential row.
    pub fn preferred(self) -> Slot {
        let hvcre = matches!(self.table, Table::Hvcre | Table::HvcrePreferential);
        Slot {
            table: Table::of(hvcre, true),
            ..self
        }
    }
}

impl Table {
    fn of(hvcre: bool, preferential: bool) -> Table {
        match (hvcre, preferential) {
            (false, false) => Table::Standard,
            (false, true) => Table::Preferential,
            (true, false) => Table::Hvcre,
            (true, true) => Table::HvcrePreferential,
        }
    }
}

fn named(word: &str) -> Option<Category> {
    let known = CATEGORIES.iter().find(|(name, _)| *name == word);
    known.map(|(_, category)| *category)
}

/// When less than a time left is enough for the preferential row, years; and the loss given default of slotted
/// loans where the supervisory parameter of securitisation asks for one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlottingTerms {
    /// Absent: only where the tape says `preferential`.
    pub preferential_below_years: Option<Cited<f64>>,
    /// Loss given default of slotted loans.
    pub lgd: Cited<f64>,
}

const LGD: Citation = Citation::assumed("slotted loans at the 50 % of CRR Art. 259(6), as PRA SS9/13 4.4");

/// The Basel Framework: the preferential row is at the choice of the supervisor.
pub const BASEL: SlottingTerms = SlottingTerms {
    preferential_below_years: None,
    lgd: LGD.of(0.50),
};

/// The European Union.
pub const EU: SlottingTerms = SlottingTerms {
    preferential_below_years: Some(Citation::recalled("CRR Art. 153(5)", "CRR").of(2.5)),
    lgd: LGD.of(0.50),
};

/// The United Kingdom.
pub const UK: SlottingTerms = SlottingTerms {
    preferential_below_years: Some(
        Citation::read("PRA Rulebook, CRR Art. 153(5), as transcribed", "PS1/26").of(2.5),
    ),
    lgd: Citation::read("PRA SS9/13 4.4", "22 July 2020").of(0.50),
};

#[cfg(test)]
mod tests;
