//! The file of early-warning indicators.

use rust_decimal::Decimal;

use super::change::Changes;
use super::codes::Code;
use super::deal::version;
use super::fields::Fields;
use super::files::{InMemory, Input};
use super::literal::{self, Fault};
use super::network::names_once;
use super::node::Node;
use super::parsed::Parsed;
use super::problem::Problems;
use super::reader::Reader;
use super::words::{Words, choose};
use crate::indicators::{Indicator, IndicatorPanel, IndicatorUnit, Worse};
use crate::money::Currency;

const WORSE: Words<Worse> = &[("higher", Worse::Higher), ("lower", Worse::Lower)];

/// Indicators with what was read for them.
#[derive(Debug)]
pub struct IndicatorFile {
    /// The indicators.
    pub panel: IndicatorPanel,
    /// The file.
    pub inputs: Vec<Input>,
}

/// Reads early-warning indicators.
///
/// # Errors
/// Every problem found in them, at once.
pub fn read_indicators(name: &str, text: &str) -> Result<Box<IndicatorFile>, Problems> {
    let found = Parsed::new(name, text)?.resolve(
        &Changes::default(),
        &InMemory::default(),
        |_| Currency::NONE,
        |reader, document| Fields::of(reader, &document.root, "the file of indicators").and_then(panel),
    )?;
    Ok(Box::new(IndicatorFile {
        panel: found.value,
        inputs: found.inputs,
    }))
}

fn panel(fields: Fields<'_>) -> Option<IndicatorPanel> {
    version(&fields);
    let name = fields.required("name", "early warning", Reader::name);
    let as_of = fields.optional("as_of", Reader::date);
    let example = "[ { name: HY spread, value: 4.1%, watch: 5%, act: 7%, worse: higher } ]";
    let indicators = fields.required("indicators", example, |reader, node| reader.list(node, indicator));
    names_once(&fields, "indicators");
    fields.finish();
    Some(IndicatorPanel {
        name: name?,
        as_of,
        indicators: indicators?,
    })
}

fn indicator(reader: &Reader<'_>, node: &Node) -> Option<Indicator> {
    let fields = Fields::of(reader, node, "the indicator")?;
    let name = fields.required("name", "HY spread", Reader::name);
    let value = fields.required("value", "4.1%", level);
    let watch = fields.required("watch", "5%", level);
    let act = fields.required("act", "7%", level);
    let worse = fields.required("worse", "higher", |reader, node| {
        reader.literal(node, |text| choose(text, WORSE, "a direction"))
    });
    let source = fields.optional("source", Reader::name);
    one_unit(&fields, value, [("watch", watch), ("act", act)]);
    in_order(&fields, worse, watch, act);
    fields.finish();
    let (value, unit) = value?;
    Some(Indicator {
        name: name?,
        unit,
        value,
        watch: watch?.0,
        act: act?.0,
        worse: worse?,
        source,
    })
}

/// A figure with its unit.
type Level = (Decimal, IndicatorUnit);

/// `4.1%`, `410bp`, `14 months` or a plain number.
fn level(reader: &Reader<'_>, node: &Node) -> Option<Level> {
    reader.literal(node, |text| {
        let text = text.trim();
        let months = text.strip_suffix("months").or(text.strip_suffix("month"));
        match months {
            Some(months) => literal::decimal(months).map(|number| (number, IndicatorUnit::Months)),
            None => literal::decimal(text).map(|number| (number, unit(text))),
        }
        .map_err(|fault| Fault {
            remedy: "write it as `4.1%`, `410bp`, `14 months` or `0.85`".to_owned(),
            ..fault
        })
    })
}

fn unit(text: &str) -> IndicatorUnit {
    if text.ends_with(['%', 'p', 's']) {
        IndicatorUnit::Percent
    } else {
        IndicatorUnit::Number
    }
}

fn one_unit(fields: &Fields<'_>, value: Option<Level>, levels: [(&'static str, Option<Level>); 2]) {
    let Some((_, unit)) = value else { return };
    for (key, level) in levels {
        if level.is_some_and(|(_, other)| other != unit) {
            let reader = fields.reader;
            let cause = format!("`{key}` has another unit than `value`");
            let problem = reader.problem(Code::UnitsDiffer, &fields.span_of(key), cause);
            let problem = problem
                .label("another unit")
                .also(reader.place(fields.span_of("value")), "the value");
            reader.push(problem.remedy("write both in per cent, in months, or as plain numbers"));
        }
    }
}

/// One watches before one acts.
fn in_order(fields: &Fields<'_>, worse: Option<Worse>, watch: Option<Level>, act: Option<Level>) {
    let (Some(worse), Some((watch, _)), Some((act, _))) = (worse, watch, act) else {
        return;
    };
    if worse.reaches(act, watch) {
        return;
    }
    let reader = fields.reader;
    let cause = format!("worse is {}, and `act` comes before `watch`", worse.name());
    let problem = reader.problem(Code::LevelsInverted, &fields.span_of("act"), cause);
    let problem = problem
        .label("reached before `watch`")
        .also(reader.place(fields.span_of("watch")), "the level of watching");
    reader.push(problem.remedy("swap the two levels, or say which way is worse"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::Signal;
    use rust_decimal::dec;

    #[test]
    fn figures_keep_their_unit() {
        let text = "tranchet: 1\nname: panel\nindicators:\n  \
                    - { name: a, value: 410bp, watch: 5%, act: 7%, worse: higher }\n  \
                    - { name: b, value: 5 months, watch: 12 months, act: 6 months, worse: lower }\n  \
                    - { name: c, value: 1.5, watch: 1, act: 2, worse: higher }\n";
        let panel = read_indicators("panel.yaml", text).unwrap().panel;
        let found: Vec<_> = panel
            .indicators
            .iter()
            .map(|found| (found.unit, found.value, found.signal()))
            .collect();
        assert_eq!(
            found,
            [
                (IndicatorUnit::Percent, dec!(0.041), Signal::Calm),
                (IndicatorUnit::Months, dec!(5), Signal::Act),
                (IndicatorUnit::Number, dec!(1.5), Signal::Watch),
            ]
        );
    }
}
