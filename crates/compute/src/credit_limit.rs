//! How much a bank lends to a firm for compute, by product and class.
//!
//! ```text
//! limit = min(cap of the product, multiplier of the class × base)
//! ```
//!
//! Bases, caps and tenors are those of the article; multipliers (A 1.0, B 0.7, C 0.4) are assumed. Example: a firm of class
//! B with an order of 40 million gets 0.7 × 80 % × 40 = 22.4 million.
//!
//! ```
//! use tranchet_compute::{credit_limit::Product, scorecard::Class};
//! assert!((Product::OrderFinance.limit(40.0, Class::B).amount - 22.4).abs() < 1e-12);
//! let capped = Product::WorkingCapital.limit(180.0, Class::A);
//! assert!(capped.amount == 150.0 && capped.is_capped);
//! ```
//!
//! Amounts are in CNY million.

use crate::fault::{Checks, Fault};
use crate::parameter::Known;
use crate::scorecard::Class;
use crate::sources::COMPUTE_LOANS;

/// A loan product of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// Working capital (Bank of Jiangsu, Shanghai).
    WorkingCapital,
    /// Fixed assets (Bank of Jiangsu, Shanghai).
    FixedAsset,
    /// Orders of large technology firms (Bank of Jiangsu, Shanghai).
    OrderFinance,
    /// Operating and upgrade loans (Shunde Rural Commercial Bank).
    Shunde,
    /// Loans of Zhuhai.
    Zhuhai,
}

/// What a product allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// What the base is a share of.
    pub base_of: &'static str,
    /// The share.
    pub advance: Known,
    /// Most that is lent.
    pub cap: Option<Known>,
    /// Longest tenor.
    pub tenor: Option<Known>,
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// What can be lent.
    pub amount: f64,
    /// Share of need, cost or contract that the product lends.
    pub base: f64,
    /// Multiplier of the class.
    pub multiplier: f64,
    /// Whether the cap of the product decides.
    pub is_capped: bool,
}

/// Tenors that the article proposes for infrastructure, in years.
pub const PROPOSED_TENORS: [Known; 2] = [
    Known::stated("shortest proposed tenor", 5.0, "years", COMPUTE_LOANS),
    Known::stated("longest proposed tenor", 7.0, "years", COMPUTE_LOANS),
];

const fn share(value: f64) -> Known {
    Known::stated("advance", value, "share of base", COMPUTE_LOANS)
}

const fn cap(value: f64) -> Option<Known> {
    Some(Known::stated("cap", value, "CNY million", COMPUTE_LOANS))
}

const fn years(value: f64) -> Option<Known> {
    Some(Known::stated("longest tenor", value, "years", COMPUTE_LOANS))
}

impl Product {
    /// All of them.
    pub const ALL: [Product; 5] = [
        Product::WorkingCapital,
        Product::FixedAsset,
        Product::OrderFinance,
        Product::Shunde,
        Product::Zhuhai,
    ];

    /// The word for it in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Product::WorkingCapital => "working-capital",
            Product::FixedAsset => "fixed-asset",
            Product::OrderFinance => "order-finance",
            Product::Shunde => "shunde",
            Product::Zhuhai => "zhuhai",
        }
    }

    /// The product of a word.
    pub fn named(name: &str) -> Option<Product> {
        Product::ALL.into_iter().find(|product| product.name() == name)
    }

    /// What it allows.
    pub fn terms(self) -> Terms {
        let of = |base_of, advance, cap, tenor| Terms {
            base_of,
            advance,
            cap,
            tenor,
        };
        match self {
            Product::WorkingCapital => of("need", share(1.0), cap(150.0), years(5.0)),
            Product::FixedAsset => of("project cost", share(0.8), None, years(10.0)),
            Product::OrderFinance => of("contract value", share(0.8), None, None),
            Product::Shunde => of("need", share(1.0), cap(20.0), None),
            Product::Zhuhai => of("need", share(0.8), None, None),
        }
    }

    /// What a firm of a class can borrow for a need, cost or contract of this size.
    pub fn limit(self, size: f64, class: Class) -> Limit {
        let terms = self.terms();
        let base = terms.advance.value * size;
        let multiplier = multiplier(class).value;
        let cap = terms.cap.map_or(f64::INFINITY, |cap| cap.value);
        Limit {
            amount: cap.min(multiplier * base),
            base,
            multiplier,
            is_capped: multiplier * base > cap,
        }
    }

    /// What is wrong with a size, and with a tenor in years if one is asked for.
    pub fn faults(self, size: f64, tenor_years: Option<f64>) -> Vec<Fault> {
        let checks = Checks::default().above_nought("the need, cost or contract", size);
        let (Some(asked), Some(longest)) = (tenor_years, self.terms().tenor) else {
            return checks.faults();
        };
        let holds = asked > 0.0 && asked <= longest.value;
        let must = "above 0 and at most what the product allows";
        checks.require("the tenor in years", asked, holds, must).faults()
    }
}

/// The multiplier of a class.
pub fn multiplier(class: Class) -> Known {
    let value = match class {
        Class::A => 1.0,
        Class::B => 0.7,
        Class::C => 0.4,
    };
    Known::assumed("multiplier of the class", value, "factor", "no source gives it")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example, in CNY million.
    #[test]
    fn limits_of_three_firms() {
        for (product, size, class, amount, is_capped) in [
            (Product::WorkingCapital, 180.0, Class::A, 150.0, true),
            (Product::OrderFinance, 40.0, Class::B, 22.4, false),
            (Product::FixedAsset, 300.0, Class::A, 240.0, false),
            (Product::Shunde, 30.0, Class::C, 12.0, false),
            (Product::Zhuhai, 10.0, Class::A, 8.0, false),
        ] {
            let limit = product.limit(size, class);
            assert!((limit.amount - amount).abs() < 1e-12, "{product:?}");
            assert_eq!(limit.is_capped, is_capped);
            assert_eq!(Product::named(product.name()), Some(product));
        }
    }

    #[test]
    fn tenors_and_sizes_beyond_the_product_are_faults() {
        assert_eq!(Product::WorkingCapital.faults(0.0, Some(6.0)).len(), 2);
        assert_eq!(Product::FixedAsset.faults(10.0, Some(0.0)).len(), 1);
        assert!(Product::FixedAsset.faults(10.0, Some(10.0)).is_empty());
        assert!(Product::Zhuhai.faults(10.0, Some(30.0)).is_empty());
    }
}
