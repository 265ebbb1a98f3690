//! Direct lending against a deal in four rows: who bears the risk, what capital it takes, how much can be seen, and how
//! much can be lent.

use tranchet_engine::tagged::{Input, Tagged, Value, weakest};

use super::capital_loop::{EQUITY, LoopTerms, THICKNESS};
use super::leverage::LeverageTerms;
use crate::back_leverage::Borne;
use crate::bearers::Disclosure;
use crate::tag::Tag;

/// A loss and who bears it, as shares of whole loans.
#[derive(Clone, Debug, PartialEq)]
pub struct LossOf {
    /// Which loss.
    pub name: String,
    /// Who bears it.
    pub borne: Borne,
}

/// What the four rows are found from.
#[derive(Clone, Debug, PartialEq)]
pub struct BearerTerms {
    /// The fund and the pool.
    pub leverage: LeverageTerms,
    /// The bank.
    pub bank: LoopTerms,
    /// What is disclosed by a fund, its lender and the bank.
    pub disclosure: [Input; 3],
    /// Profit of the bank and cost of its capital, where the deal can be run.
    pub profit: Option<Profit>,
}

/// What a run of the deal says of the bank's profit.
#[derive(Clone, Debug, PartialEq)]
pub struct Profit {
    /// Return on risk-weighted assets before and after, where the deal says what the bank earns.
    pub on_rwa: [Option<f64>; 2],
    /// Return on equity before, and after with the released capital lent again.
    pub on_equity: [Option<f64>; 2],
    /// Net cost over capital released, in the first year and discounted over life.
    pub cost_of_capital: [Option<f64>; 2],
    /// The scenario of the run.
    pub scenario: String,
}

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which of the four rows.
    pub row: &'static str,
    /// What is compared.
    pub measure: String,
    /// For loans that the bank keeps.
    pub direct: Value,
    /// With the deal.
    pub with: Value,
    /// What it rests on.
    pub tag: Tag,
    /// How it was found.
    pub from: String,
}

const BEARER: &str = "risk bearer";
const CAPITAL: &str = "capital efficiency";
const TRANSPARENCY: &str = "transparency";
const SUPPLY: &str = "credit supply";

impl BearerTerms {
    /// Who bears the expected loss, and the losses that are not exceeded with probability 99 % and 99.9 %.
    pub fn losses(&self) -> Vec<LossOf> {
        let terms = &self.leverage;
        let (stack, advance, pool) = (&terms.stack, terms.advance.value, terms.large_pool());
        let tail = |name: &str, probability: f64| LossOf {
            name: name.to_owned(),
            borne: stack.bear(advance, pool.quantile(probability)),
        };
        let expected = LossOf {
            name: "expected".to_owned(),
            borne: stack.bear_expected(advance, &pool),
        };
        vec![expected, tail("99%", 0.99), tail("99.9%", 0.999)]
    }

    /// What losses rest on.
    pub fn losses_tag(&self) -> Tag {
        let terms = &self.leverage;
        let inputs = [
            &terms.advance,
            &terms.pd,
            &terms.lgd,
            &terms.correlation,
            &terms.years,
        ];
        weakest(inputs.iter().map(|input| input.tag).chain([terms.stack_tag]))
    }

    /// What is disclosed, with the inputs of fund, pool and bank.
    pub fn inputs(&self) -> Vec<Tagged> {
        let mut inputs = self.leverage.inputs();
        let known: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
        let is_shown_already =
            |input: &Tagged| known.contains(&input.name) || input.name == EQUITY || input.name == THICKNESS;
        let of_bank = self.bank.inputs().into_iter();
        inputs.extend(of_bank.filter(|input| !is_shown_already(input)));
        let names = [
            "disclosed by the fund",
            "disclosed by its lender",
            "disclosed by the bank",
        ];
        let disclosed = names.iter().zip(&self.disclosure);
        inputs.extend(disclosed.map(|(name, input)| input.named(*name, Value::Share)));
        inputs
    }

    /// The four rows.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.risk();
        lines.extend(self.capital());
        lines.extend(self.profit());
        lines.push(self.transparency());
        lines.extend(self.supply());
        lines
    }

    fn risk(&self) -> Vec<Line> {
        let tag = self.losses_tag();
        let mut lines = Vec::new();
        for loss in self.losses() {
            let whole = loss.borne.loss();
            let parts = [
                ("the fund", 0.0, loss.borne.fund),
                ("its lender", 0.0, loss.borne.lender),
                ("the bank", 1.0, loss.borne.senior),
            ];
            for (who, direct, part) in parts {
                lines.push(Line {
                    row: BEARER,
                    measure: format!("{} loss, by {who}", loss.name),
                    direct: Value::Share(direct),
                    with: Value::Share(part / whole),
                    tag,
                    from: "large pool, tranches at closing".to_owned(),
                });
            }
        }
        lines
    }

    fn capital(&self) -> [Line; 2] {
        let bank = &self.bank;
        let held = bank.capital_target.value * bank.risk_weight.value;
        let density = bank.density.value;
        let line = |measure: &str, direct: Value, with: Value, formula: &str, inputs: &[&Input]| Line {
            row: CAPITAL,
            measure: measure.to_owned(),
            direct,
            with,
            tag: weakest(inputs.iter().map(|input| input.tag)),
            from: formula.to_owned(),
        };
        [
            line(
                "capital per 100 of loans",
                Value::Number(100.0 * held),
                Value::Number(100.0 * held * density),
                "c w and c w d",
                &[&bank.capital_target, &bank.risk_weight, &bank.density],
            ),
            line(
                "RWA after over before",
                Value::Share(1.0),
                Value::Share(density),
                "capital at closing",
                &[&bank.density],
            ),
        ]
    }

    fn profit(&self) -> Vec<Line> {
        let Some(profit) = &self.profit else {
            return Vec::new();
        };
        let share = |value: Option<f64>| value.map_or(Value::Absent, Value::Share);
        let line = |measure: &str, direct: Value, with: Option<f64>| Line {
            row: CAPITAL,
            measure: measure.to_owned(),
            direct,
            with: share(with),
            tag: Tag::Given,
            from: format!("run under {}", profit.scenario),
        };
        let [before, after] = profit.on_rwa;
        let [equity, relent] = profit.on_equity;
        let [first, life] = profit.cost_of_capital;
        let mut lines = vec![
            line("return on RWA, first year", share(before), after),
            line(
                "return on equity, released capital lent again",
                share(equity),
                relent,
            ),
            line("cost of released capital, first year", Value::Absent, first),
            line("cost of released capital, life", Value::Absent, life),
        ];
        lines.retain(|line| line.with != Value::Absent);
        lines
    }

    fn transparency(&self) -> Line {
        let [fund, lender, bank] = self.disclosure.clone().map(|input| input.value);
        let disclosure = Disclosure { fund, lender, bank };
        let terms = &self.leverage;
        let expected = terms
            .stack
            .bear_expected(terms.advance.value, &terms.large_pool());
        let disclosed = self.disclosure.iter().map(|input| input.tag);
        Line {
            row: TRANSPARENCY,
            measure: "expected loss that can be seen".to_owned(),
            direct: Value::Share(bank),
            with: Value::Share(disclosure.observability(&expected)),
            tag: weakest(disclosed.chain([self.losses_tag()])),
            from: "Σ share of expected loss x disclosure".to_owned(),
        }
    }

    fn supply(&self) -> [Line; 2] {
        let (bank, terms) = (self.bank.bank(), &self.bank);
        let per_100 = 100.0 / bank.equity;
        let at = terms.margin_at(terms.spread.value);
        [
            Line {
                row: SUPPLY,
                measure: "lending per 100 of equity".to_owned(),
                direct: Value::Number(per_100 * bank.without_protection()),
                with: Value::Number(per_100 * bank.lending()),
                tag: terms.rounds_tag(),
                from: format!("capital loop, capped by: {}", bank.cap().name()),
            },
            Line {
                row: SUPPLY,
                measure: "margin that a loan must earn".to_owned(),
                direct: Value::Share(at.without),
                with: Value::Share(at.with),
                tag: terms.margins_tag(),
                from: "cost of capital, costs, expected loss, premium".to_owned(),
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::leverage::{Choice, Lender, Line as Borrowing};
    use crate::stack::{Slice, Stack};

    /// 1,000 of loans at 100 %, a first loss of 12.5 % placed: PD 1 % for five years, LGD 40 %, ρ 20 %, half protected.
    pub(crate) fn worked() -> BearerTerms {
        let given = |value: f64| Input::given(value, "worked example");
        let slice = Slice {
            attachment: 0.0,
            detachment: 0.125,
            placed: 1.0,
        };
        BearerTerms {
            leverage: LeverageTerms {
                stack: Stack::new(1.0, vec![slice]),
                stack_tag: Tag::Given,
                stack_from: "worked example".to_owned(),
                pool: given(1_000.0),
                advance: Input::assumed(0.55),
                maintenance_haircut: Input::assumed(0.3),
                index: given(0.04),
                spread: given(0.10),
                funding_spread: Input::assumed(0.03),
                pd: given(0.01),
                lgd: given(0.4),
                correlation: given(0.2),
                years: given(5.0),
                lender: Choice {
                    of: Lender::Other,
                    tag: Tag::Assumption,
                },
                line: Choice {
                    of: Borrowing::Repo,
                    tag: Tag::Assumption,
                },
            },
            bank: LoopTerms {
                equity: given(100.0),
                capital_target: given(0.12),
                risk_weight: given(1.0),
                density: given(0.175),
                protected: Input::assumed(0.5),
                leverage_ratio: None,
                investor_capacity: None,
                thickness: given(0.125),
                spread: given(0.10),
                cost_of_equity: given(0.12),
                tax: given(0.25),
                operating_cost: given(0.005),
                expected_loss: given(0.004),
                loss_transferred: given(0.004),
            },
            disclosure: [Input::assumed(0.2), Input::assumed(0.5), Input::assumed(1.0)],
            profit: None,
        }
    }

    /// The worked figures of the four rows: shares of loss by holder sum to one, 12.0 against 2.1 of capital, 0.224 to be seen,
    /// 833 against 1,418 lent, 73.4 bp of margin.
    #[test]
    fn the_four_rows_of_a_worked_deal() {
        let lines = worked().lines();
        let with = |measure: &str| {
            let line = lines.iter().find(|line| line.measure == measure);
            match line.unwrap_or_else(|| panic!("no {measure}")).with {
                Value::Share(value) | Value::Amount(value) | Value::Number(value) => value,
                Value::Count(_) | Value::Word(_) | Value::Absent => panic!("no figure for {measure}"),
            }
        };
        let expected = [
            ("expected loss, by the fund", 0.928, 6e-4),
            ("expected loss, by its lender", 0.069, 6e-4),
            ("99% loss, by its lender", 0.429, 6e-4),
            ("99.9% loss, by the bank", 0.178, 6e-4),
            ("capital per 100 of loans", 2.1, 1e-9),
            ("expected loss that can be seen", 0.224, 1e-3),
            ("lending per 100 of equity", 1_418.44, 5e-3),
            ("margin that a loan must earn", 0.02086, 5e-6),
        ];
        for (measure, value, tolerance) in expected {
            assert!(
                (with(measure) - value).abs() < tolerance,
                "{measure}: {}",
                with(measure)
            );
        }
        let by_holder = lines.iter().filter(|line| line.measure.starts_with("99.9% loss"));
        let sum: f64 = by_holder
            .map(|line| match line.with {
                Value::Share(share) => share,
                Value::Amount(_) | Value::Number(_) | Value::Count(_) | Value::Word(_) | Value::Absent => {
                    f64::NAN
                }
            })
            .sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_rests_on_an_assumption_says_so() {
        let lines = worked().lines();
        let tag = |measure: &str| {
            lines
                .iter()
                .find(|line| line.measure == measure)
                .map(|line| line.tag)
        };
        assert_eq!(tag("capital per 100 of loans"), Some(Tag::Given));
        assert_eq!(tag("expected loss, by the fund"), Some(Tag::Assumption));
        assert_eq!(tag("margin that a loan must earn"), Some(Tag::Given));
        assert_eq!(tag("lending per 100 of equity"), Some(Tag::Assumption));
    }
}
