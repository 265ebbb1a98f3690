//! LGD of a loan by what secures it.
//!
//! ```text
//! LGD = Σ weight × {credit 65 %, guarantee 45 %, mortgage 35 %, pledge 50 %, pledge of data 75 %}
//! ```
//!
//! The kinds are those of the article on compute loans, the figures are assumed. Example: half on a mortgage, half unsecured:
//! 50 %.
//!
//! ```
//! use tranchet_compute::security_mix::SecurityMix;
//! let mix = SecurityMix { credit: 0.5, mortgage: 0.5, ..SecurityMix::default() };
//! assert!((mix.lgd() - 0.5).abs() < 1e-15 && mix.faults().is_empty());
//! ```

use crate::fault::{Checks, Fault};
use crate::parameter::Known;

/// Shares of a loan by what secures them, 1 in all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SecurityMix {
    /// Nothing.
    pub credit: f64,
    /// A guarantee.
    pub guarantee: f64,
    /// A mortgage.
    pub mortgage: f64,
    /// A pledge of anything but data.
    pub pledge: f64,
    /// A pledge of data assets.
    pub data_pledge: f64,
}

/// LGD by kind of security.
pub const LGD: [Known; 5] = [
    lgd("credit", 0.65),
    lgd("guarantee", 0.45),
    lgd("mortgage", 0.35),
    lgd("pledge", 0.50),
    lgd("pledge of data", 0.75),
];

const fn lgd(name: &'static str, value: f64) -> Known {
    Known::assumed(name, value, "LGD", "no source gives it")
}

impl SecurityMix {
    /// Shares in the order of [`LGD`].
    pub fn shares(&self) -> [f64; 5] {
        [
            self.credit,
            self.guarantee,
            self.mortgage,
            self.pledge,
            self.data_pledge,
        ]
    }

    /// LGD of the whole.
    pub fn lgd(&self) -> f64 {
        let parts = LGD.iter().zip(self.shares());
        parts.map(|(kind, share)| kind.value * share).sum()
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let total: f64 = self.shares().iter().sum();
        let parts = LGD.iter().zip(self.shares());
        parts
            .fold(Checks::default(), |checks, (kind, share)| {
                checks.share(kind.name, share)
            })
            .require("the sum of shares", total, (total - 1.0).abs() < 1e-9, "1")
            .faults()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_alone_has_its_own_lgd() {
        let of = |at: usize| {
            let mut shares = [0.0; 5];
            shares[at] = 1.0;
            let [credit, guarantee, mortgage, pledge, data_pledge] = shares;
            SecurityMix {
                credit,
                guarantee,
                mortgage,
                pledge,
                data_pledge,
            }
            .lgd()
        };
        let found: [f64; 5] = core::array::from_fn(of);
        assert_eq!(found, [0.65, 0.45, 0.35, 0.50, 0.75]);
    }

    #[test]
    fn shares_must_add_up() {
        let mix = SecurityMix {
            credit: 1.2,
            ..SecurityMix::default()
        };
        assert_eq!(mix.faults().len(), 2);
    }
}
