//! Default rates of all loans, or by the values of a tape column.

use std::collections::BTreeMap;

use super::events;
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{TAPE_COLUMNS, choose};
use crate::rate::Rate;
use crate::scenario::{CreditEvent, DefaultRates, RateVector};

/// What the block says.
#[derive(Default)]
pub(super) struct Defaults {
    pub rates: Option<DefaultRates>,
    pub events: Vec<CreditEvent>,
}

/// Default rates and credit events.
pub(super) fn defaults(reader: &Reader<'_>, node: &Node) -> Option<Defaults> {
    let fields = Fields::of(reader, node, "defaults")?;
    let events = fields.optional("credit_events", events::events);
    let column = fields.optional("by", |reader, node| {
        reader.literal(node, |text| {
            choose(text, TAPE_COLUMNS, "a column that tells loans apart")
        })
    });
    let keys = ["annual_rate", "period_rate"];
    let by = fields.has("by");
    let key = match by || keys.iter().any(|key| fields.has(key)) {
        true => fields.one_of(&keys),
        false => {
            for key in keys {
                fields.find(key);
            }
            None
        }
    };
    let rates = match key {
        Some(key) if by => by_value(&fields, key).and_then(|(values, otherwise)| {
            Some(DefaultRates::By {
                column: column?,
                values,
                otherwise,
            })
        }),
        Some(key) => fields
            .optional(key, all)
            .map(|rates| DefaultRates::All(vector(key, rates))),
        None => None,
    };
    if by {
        fields.find("otherwise");
    }
    fields.finish();
    Some(Defaults {
        rates,
        events: events.unwrap_or_default(),
    })
}

/// One rate or a list, for every loan.
fn all(reader: &Reader<'_>, node: &Node) -> Option<Vec<Rate>> {
    if node.entries().is_some() {
        let problem = reader.problem(Code::MissingKey, &node.span, "rates by value need `by`");
        reader.push(
            problem
                .label("by which column?")
                .remedy("add `by: sector`, with the name of a tape column"),
        );
        return None;
    }
    reader.list(node, Reader::share_rate)
}

fn vector(key: &str, rates: Vec<Rate>) -> RateVector {
    match key {
        "annual_rate" => RateVector::Annual(rates),
        _ => RateVector::PerPeriod(rates),
    }
}

type ByValue = (BTreeMap<String, RateVector>, Option<RateVector>);

fn by_value(fields: &Fields<'_>, key: &'static str) -> Option<ByValue> {
    let otherwise = fields.optional("otherwise", |reader, node| reader.list(node, Reader::share_rate));
    let values = fields.optional(key, |reader, node| {
        let Some(entries) = node.entries() else {
            reader.wrong_shape(node, "a map of keys");
            return None;
        };
        let mut values = BTreeMap::new();
        for entry in entries {
            if let Err(fault) = literal::name(&entry.key) {
                reader.fault(&entry.key_span, fault);
            }
            let rates = reader.list(&entry.value, Reader::share_rate)?;
            values.insert(entry.key.trim().to_owned(), vector(key, rates));
        }
        Some(values)
    });
    Some((values?, otherwise.map(|rates| vector(key, rates))))
}
