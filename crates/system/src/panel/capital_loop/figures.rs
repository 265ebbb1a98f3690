//! The figures of the loop: what it is found from, what is lent, and what is asked for when protection ends.

use tranchet_engine::tagged::{Input, Tagged, Value};

use super::{EQUITY, LoopTerms, THICKNESS};
use crate::capital_loop::self_funding_ratio;

impl LoopTerms {
    /// What everything is found from.
    pub fn inputs(&self) -> Vec<Tagged> {
        let share = |name: &str, input: &Input| input.named(name, Value::Share);
        let mut inputs = vec![
            self.equity.named(EQUITY, Value::Amount),
            share("capital target c", &self.capital_target),
            share("risk weight w", &self.risk_weight),
            share("RWA after over before d", &self.density),
            share("share protected θ", &self.protected),
        ];
        if let Some(least) = &self.leverage_ratio {
            inputs.push(share("leverage ratio LR", least));
        }
        if let Some(capacity) = &self.investor_capacity {
            inputs.push(capacity.named("investor capacity K", Value::Amount));
        }
        inputs.extend([
            share(THICKNESS, &self.thickness),
            share("spread s", &self.spread),
            share("cost of equity", &self.cost_of_equity),
            share("tax", &self.tax),
            share("operating cost", &self.operating_cost),
            share("expected loss", &self.expected_loss),
            share("expected loss transferred", &self.loss_transferred),
        ]);
        inputs
    }

    /// Lending without caps and with them, and what of it is protected.
    pub fn lending(&self) -> Vec<Tagged> {
        let mut found = self.without_caps();
        found.extend(self.caps());
        found.extend(self.within_caps());
        found
    }

    fn without_caps(&self) -> Vec<Tagged> {
        let bank = self.bank();
        let of_round = [&self.density, &self.protected];
        let (without, passed_on) = (bank.without_protection(), bank.passed_on());
        vec![
            amount("lending without protection", without, "E / (c w)", &self.charge()),
            share("passed on by a round x", passed_on, "θ (1 - d)", &of_round),
            amount(
                "lending of all rounds",
                bank.uncapped(),
                "E / (c w (1 - x))",
                &self.of_loop(),
            ),
        ]
    }

    fn caps(&self) -> Vec<Tagged> {
        let bank = self.bank();
        let by_leverage = self.leverage_ratio.as_ref().map(|least| {
            let inputs = [&self.equity, least];
            amount(
                "cap by the leverage ratio",
                bank.leverage_cap(),
                "E / LR",
                &inputs,
            )
        });
        let by_investors = self.investor_capacity.as_ref().map(|_| {
            let formula = "(E + (1 - d) c w K/t) / (c w)";
            amount(
                "cap by investor capacity",
                bank.investor_cap(),
                formula,
                &self.of_lending(),
            )
        });
        by_leverage.into_iter().chain(by_investors).collect()
    }

    fn within_caps(&self) -> Vec<Tagged> {
        let bank = self.bank();
        let lent = self.of_lending();
        let sold: Vec<&Input> = lent.iter().copied().chain([&self.thickness]).collect();
        let paid: Vec<&Input> = sold.iter().copied().chain([&self.spread]).collect();
        let loans = bank.protected_loans();
        let tranches = loans * self.thickness.value;
        let cap = Value::Word(bank.cap().name().to_owned());
        let multiple = Value::Number(bank.multiplier());
        let of_tranches = [&self.density, &self.thickness];
        let again = Value::Number(self_funding_ratio(self.density.value, self.thickness.value));
        vec![
            amount("lending L", bank.lending(), "the least of these", &lent),
            Tagged::of("what caps it", cap, "the least of these", &lent),
            Tagged::of("multiple of lending without", multiple, "L c w / E", &lent),
            amount("loans protected", loans, "(c w L - E) / ((1 - d) c w)", &lent),
            amount("tranches placed", tranches, "loans protected x t", &sold),
            amount(
                "premium a year",
                tranches * self.spread.value,
                "tranches placed x s",
                &paid,
            ),
            share("equity over loans", bank.equity_ratio(), "E / L", &lent),
            Tagged::of(
                "new lending per unit of tranches",
                again,
                "(1 - d) / t",
                &of_tranches,
            ),
        ]
    }

    /// What is asked for when protection ends.
    pub fn reversal(&self) -> Vec<Tagged> {
        let reversal = self.bank().reversal();
        let of_lending = self.of_lending();
        let margins = [
            &self.capital_target,
            &self.risk_weight,
            &self.density,
            &self.thickness,
            &self.spread,
            &self.cost_of_equity,
            &self.tax,
            &self.loss_transferred,
        ];
        let at = self.margin_at(self.spread.value);
        vec![
            Tagged::of(
                "capital needed",
                Value::Amount(reversal.capital_needed),
                "c w L",
                &of_lending,
            ),
            Tagged::of(
                "shortfall",
                Value::Amount(reversal.shortfall),
                "c w L - E",
                &of_lending,
            ),
            Tagged::of(
                "or lending cut by",
                Value::Share(reversal.lending_cut),
                "1 - E / (c w L)",
                &of_lending,
            ),
            Tagged::of(
                "margin to be added, bp",
                Value::Number(1e4 * (at.without - at.with)),
                "margin without - margin with",
                &margins,
            ),
            Tagged::of(
                "spread at which protection saves nothing",
                Value::Share(self.break_even_spread()),
                "(margin without - margin with before premium) / t",
                &margins,
            ),
        ]
    }
}

fn amount(name: &str, value: f64, formula: &str, inputs: &[&Input]) -> Tagged {
    Tagged::of(name, Value::Amount(value), formula, inputs)
}

fn share(name: &str, value: f64, formula: &str, inputs: &[&Input]) -> Tagged {
    Tagged::of(name, Value::Share(value), formula, inputs)
}
