//! How much of the risk is transferred beside how much of the risk-weighted assets is relieved: indicators.
//!
//! Source: none of law. The ratio is this program's own, in the spirit of the report EBA/Rep/2020/32, whose
//! principle-based test is recalled with low confidence and so an indicator here, never a test.
//!
//! ```text
//! UL                 8 % of RWA before
//! losses             lifetime expected loss, or that and UL, taken from the most junior tranche up
//! transferred (x)    part of losses x that falls on what others protect
//! commensurateness   (transferred (EL + UL) / (EL + UL)) / (RWA relieved / RWA before)
//! UL transferred     (transferred (EL + UL) - transferred (EL)) / UL
//! ```
//!
//! Of a pool of which the bank keeps a share of every loan, that share's losses are never transferred. Example:
//! 1,000 at 100 %, 0 to 12.5 % sold, expected loss 17.66: 97.66 of losses all fall on the 125 sold. 825 of RWA are
//! relieved, so 100 % / 82.5 % = 1.21.
//!
//! ```
//! use tranchet_engine::capital::commensurateness::{Layer, Losses};
//! let layers = [Layer { all: 875.0, protected: 0.0 }, Layer { all: 125.0, protected: 125.0 }];
//! let losses = Losses { expected: 17.66, unexpected: 80.0, share_in_tranches: 1.0 };
//! assert!((losses.transferred_share(&layers) / 0.825 - 1.2121).abs() < 1e-4);
//! assert_eq!(losses.unexpected_transferred_share(&layers), 1.0);
//! ```
//!
//! Not covered: premium, amortisation, calls and the maturity of protection, which all weaken a transfer.

/// A tranche, in any unit of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// All of it.
    pub all: f64,
    /// What others protect.
    pub protected: f64,
}

/// Losses of a whole pool, in the same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    /// Expected over the life of the pool.
    pub expected: f64,
    /// Unexpected.
    pub unexpected: f64,
    /// Share of them that falls on the tranches; the rest falls on what the bank keeps of every loan.
    pub share_in_tranches: f64,
}

impl Losses {
    /// Share of expected and unexpected loss that falls on others; layers are listed senior first.
    pub fn transferred_share(&self, layers: &[Layer]) -> f64 {
        let all = self.expected + self.unexpected;
        self.transferred(all, layers) / all
    }

    /// Share of unexpected loss that falls on others, expected loss being taken first.
    pub fn unexpected_transferred_share(&self, layers: &[Layer]) -> f64 {
        let both = self.transferred(self.expected + self.unexpected, layers);
        (both - self.transferred(self.expected, layers)) / self.unexpected
    }

    /// The part of losses of the whole pool that falls on others.
    fn transferred(&self, losses: f64, layers: &[Layer]) -> f64 {
        let mut left = losses * self.share_in_tranches;
        let mut transferred = 0.0;
        for layer in layers.iter().rev().filter(|layer| layer.all > 0.0) {
            let borne = left.min(layer.all);
            transferred += borne * layer.protected / layer.all;
            left -= borne;
        }
        transferred
    }
}
