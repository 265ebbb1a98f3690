//! The two sides of the output floor that a deal moves, and the banks at which it begins to bind and its relief ends.

use rust_decimal::Decimal;

use crate::capital::rules::rbc20_output_floor::trea;

/// Risk-weighted assets of a deal before and after, in minor units, and the floor over them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Legs {
    /// By the bank's approaches, before and after.
    pub own: [Decimal; 2],
    /// By standardised approaches, before and after.
    pub standardised: [Decimal; 2],
    /// `x`.
    pub x: Decimal,
    /// The most that assets with the floor come to, per unit of assets without.
    pub limit: Option<Decimal>,
}

impl Legs {
    /// The whole bank with the floor, before and after, where the rest of it has `u` and standardised `s`.
    pub fn bank(&self, u: Decimal, s: Decimal) -> [Decimal; 2] {
        [0, 1].map(|place| {
            trea(
                u + self.own[place],
                s + self.standardised[place],
                self.x,
                self.limit,
            )
        })
    }

    /// What the deal saves that bank.
    pub fn relief(&self, u: Decimal, s: Decimal) -> Decimal {
        let [before, after] = self.bank(u, s);
        before - after
    }

    /// What the deal saves a bank at which the floor binds before and after, and the limit does not.
    pub fn relief_bound(&self) -> Decimal {
        self.x * (self.standardised[0] - self.standardised[1])
    }

    /// Headroom of the rest of the bank, `u - x s`, below which the floor binds after the deal.
    pub fn binding_headroom(&self) -> Decimal {
        self.x * self.standardised[1] - self.own[1]
    }

    /// Headroom at and below which the relief is nil or less, limit aside: there `x S` after the deal is what the bank
    /// has without the deal and without the floor. None where standardised assets fall too: relief then never ends.
    pub fn nil_headroom(&self) -> Option<Decimal> {
        let saves = self.standardised[1] < self.standardised[0] || self.own[1] >= self.own[0];
        (!saves).then(|| self.x * self.standardised[1] - self.own[0])
    }

    /// The same for a rest of the bank of `u`; none where the limit leaves relief before that is reached.
    pub fn nil_headroom_of(&self, u: Decimal) -> Option<Decimal> {
        let within = |limit: Decimal| u + self.own[0] <= limit * (u + self.own[1]);
        self.nil_headroom().filter(|_| self.limit.is_none_or(within))
    }

    /// `s` over `u` of a rest of the bank with this headroom: `(1 - headroom / u) / x`.
    pub fn ratio_at(&self, u: Decimal, headroom: Decimal) -> Decimal {
        (u - headroom) / self.x / u
    }
}
