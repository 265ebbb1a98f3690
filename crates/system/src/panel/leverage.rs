//! Back leverage of what a deal places: who bears losses, when the lender calls, what the fund earns.

use tranchet_engine::tagged::{Input, Tagged, Value, weakest};
use tranchet_risk::large_pool::LargePool;

use crate::back_leverage::{BackLeverage, Borne, Carry};
use crate::stack::Stack;
use crate::tag::Tag;

/// Losses shown, as shares of what is placed counted from the fund's own money up.
const LOSSES: [f64; 7] = [0.0, 0.25, 0.5, 0.8, 1.0, 1.2, 1.6];

/// A fund that holds what a deal places.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverageTerms {
    /// The tranches.
    pub stack: Stack,
    /// Where they come from.
    pub stack_tag: Tag,
    /// Where they stand, for people.
    pub stack_from: String,
    /// Loans of the pool, whole.
    pub pool: Input,
    /// `a`.
    pub advance: Input,
    /// `m`.
    pub maintenance_haircut: Input,
    /// `R`.
    pub index: Input,
    /// `s`.
    pub spread: Input,
    /// `f`.
    pub funding_spread: Input,
    /// Probability of default a year.
    pub pd: Input,
    /// Loss given default.
    pub lgd: Input,
    /// Asset correlation.
    pub correlation: Input,
    /// Years of the horizon.
    pub years: Input,
    /// Who lends to the fund.
    pub lender: Choice<Lender>,
    /// How it lends.
    pub line: Choice<Line>,
}

/// What is chosen, by the user or for want of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// The choice.
    pub of: T,
    /// Who chose.
    pub tag: Tag,
}

/// Who lends to the fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lender {
    /// Another bank.
    Other,
    /// The bank whose loans the fund protects.
    Originator,
}

/// How the fund borrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Repurchase, marked to market and short.
    Repo,
    /// A line against net asset value, with a covenant.
    Nav,
}

/// A loss and who bears it, as shares of whole loans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The loss.
    pub loss: f64,
    /// Who bears it.
    pub borne: Borne,
}

/// A pool as a large one by a horizon, from the probability of default of a year.
pub fn large_pool(pd: &Input, lgd: &Input, correlation: &Input, years: &Input) -> LargePool {
    LargePool {
        pd: 1.0 - libm::pow(1.0 - pd.value, years.value),
        lgd: lgd.value,
        correlation: correlation.value,
    }
}

impl LeverageTerms {
    /// The pool as a large one, by the horizon.
    pub fn large_pool(&self) -> LargePool {
        large_pool(&self.pd, &self.lgd, &self.correlation, &self.years)
    }

    fn of_pool(&self) -> [Tag; 6] {
        let inputs = [&self.advance, &self.pd, &self.lgd, &self.correlation, &self.years];
        let [advance, pd, lgd, correlation, years] = inputs.map(|input| input.tag);
        [self.stack_tag, advance, pd, lgd, correlation, years]
    }

    /// What everything is found from.
    pub fn inputs(&self) -> Vec<Tagged> {
        let share = |name: &str, input: &Input| input.named(name, Value::Share);
        let placed = Tagged {
            name: "tranches placed per loan T".to_owned(),
            value: Value::Share(self.stack.thickness()),
            tag: self.stack_tag,
            from: self.stack_from.clone(),
        };
        vec![
            self.pool.named("loans", Value::Amount),
            placed,
            share("advance a", &self.advance),
            share("maintenance haircut m", &self.maintenance_haircut),
            share("index R", &self.index),
            share("spread s", &self.spread),
            share("spread of the loan f", &self.funding_spread),
            share("PD a year", &self.pd),
            share("LGD", &self.lgd),
            share("correlation ρ", &self.correlation),
            self.years.named("years", Value::Number),
        ]
    }

    /// Losses of the pool from none to well beyond what is placed, and the losses at which fund and tranches are gone.
    pub fn splits(&self) -> Vec<Split> {
        let (Some(fund), Some(all)) = (self.fund_gone_at(), self.stack.all_gone_at()) else {
            return Vec::new();
        };
        let mut losses: Vec<f64> = LOSSES.iter().map(|share| share * all).collect();
        losses.push(fund);
        losses.sort_by(f64::total_cmp);
        losses.dedup_by(|one, other| (*one - *other).abs() < 1e-12);
        losses.retain(|loss| *loss <= 1.0);
        losses
            .into_iter()
            .map(|loss| Split {
                loss,
                borne: self.stack.bear(self.advance.value, loss),
            })
            .collect()
    }

    /// What splits rest on.
    pub fn splits_tag(&self) -> Tag {
        weakest([self.stack_tag, self.advance.tag])
    }

    fn fund_gone_at(&self) -> Option<f64> {
        self.stack.fund_gone_at(self.advance.value)
    }

    /// Who bears the expected loss, and how likely fund and tranches are to be gone.
    pub fn expected(&self) -> Vec<Tagged> {
        let pool = self.large_pool();
        let borne = self.stack.bear_expected(self.advance.value, &pool);
        let share = |part: f64| Value::Share(part / borne.loss());
        let above = |level: Option<f64>| match level {
            Some(level) => Value::Share(pool.probability_above(level)),
            None => Value::Absent,
        };
        let row = |name: &str, value: Value, formula: &str| Tagged {
            name: name.to_owned(),
            value,
            tag: weakest(self.of_pool()),
            from: formula.to_owned(),
        };
        vec![
            row("PD by the horizon", Value::Share(pool.pd), "1 - (1 - PD)^years"),
            row(
                "expected loss",
                Value::Share(pool.expected_loss()),
                "of a large pool",
            ),
            row("borne by the fund", share(borne.fund), "of the expected loss"),
            row("borne by its lender", share(borne.lender), "of the expected loss"),
            row("borne by the bank", share(borne.senior), "of the expected loss"),
            row(
                "back to banks",
                Value::Share(borne.back_to_banks()),
                "lender and bank",
            ),
            row(
                "P(fund's money gone)",
                above(self.fund_gone_at()),
                "P(loss > its level)",
            ),
            row(
                "P(tranches gone)",
                above(self.stack.all_gone_at()),
                "P(loss > detachment)",
            ),
        ]
    }

    /// Margin call, carry and warnings.
    pub fn funding(&self) -> Vec<Tagged> {
        let fund = BackLeverage {
            tranche: self.stack.thickness(),
            advance: self.advance.value,
        };
        let pool = self.large_pool();
        let borne = self.stack.bear_expected(0.0, &pool);
        let yearly = borne.fund / self.stack.thickness() / self.years.value;
        let carry = |expected_loss: f64| {
            Value::Share(fund.carry(&Carry {
                index: self.index.value,
                spread: self.spread.value,
                funding_spread: self.funding_spread.value,
                expected_loss,
            }))
        };
        let of_carry = [&self.index, &self.spread, &self.funding_spread, &self.advance];
        let lost = Tagged {
            name: "carry of the fund after expected loss".to_owned(),
            value: carry(yearly),
            tag: weakest(self.of_pool().into_iter().chain(of_carry.map(|input| input.tag))),
            from: "(R + s - EL - a (R + f)) / (1 - a)".to_owned(),
        };
        let mut found = vec![
            Tagged::of(
                "margin call below a price of",
                Value::Share(fund.margin_call_price(self.maintenance_haircut.value)),
                "a / (1 - m)",
                &[&self.advance, &self.maintenance_haircut],
            ),
            Tagged::of(
                "carry of the fund",
                carry(0.0),
                "(R + s - a (R + f)) / (1 - a)",
                &of_carry,
            ),
            lost,
            said("how it borrows", self.line.of.name(), self.line.tag),
            said(
                "lender is the originator",
                self.lender.of.wrong_way(),
                self.lender.tag,
            ),
        ];
        if self.lender.of == Lender::Originator {
            found.push(Tagged {
                name: "protection that remains, per loan".to_owned(),
                value: Value::Share(fund.consolidated_protection()),
                tag: self.splits_tag(),
                from: "(1 - a) T: the bank lent the rest itself".to_owned(),
            });
        }
        found
    }
}

fn said(name: &str, word: &str, tag: Tag) -> Tagged {
    Tagged {
        name: name.to_owned(),
        value: Value::Word(word.to_owned()),
        tag,
        from: "chosen".to_owned(),
    }
}

impl Lender {
    fn wrong_way(self) -> &'static str {
        match self {
            Lender::Other => "no",
            Lender::Originator => "yes: wrong-way risk",
        }
    }
}

impl Line {
    fn name(self) -> &'static str {
        match self {
            Line::Repo => "repo: marked to market, short",
            Line::Nav => "NAV line: covenant, slower",
        }
    }
}
