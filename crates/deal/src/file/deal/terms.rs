//! A deal's life, exchange rates and excess spread.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::excess_spread::ExcessSpread;
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{MECHANISMS, choose};

/// The largest exchange rate.
const FX_MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// The dates between which a deal lives, as far as they could be read.
#[derive(Clone, Debug, Default)]
pub(in crate::file) struct Life {
    pub closing: Option<NaiveDate>,
    pub scheduled_maturity: Option<NaiveDate>,
    pub legal_final_maturity: Option<NaiveDate>,
    pub closing_span: Range<usize>,
    pub scheduled_span: Range<usize>,
}

/// Closing and maturities, in order.
pub(super) fn life(fields: &Fields<'_>) -> Life {
    let closing = fields.required("closing", "2026-06-30", Reader::date);
    let scheduled = fields.required("scheduled_maturity", "2031-06-30", Reader::date);
    let legal = fields.optional("legal_final_maturity", Reader::date);
    let life = Life {
        closing,
        scheduled_maturity: scheduled,
        legal_final_maturity: legal.or(scheduled),
        closing_span: fields.span_of("closing"),
        scheduled_span: fields.span_of("scheduled_maturity"),
    };
    let reader = fields.reader;
    if let (Some(closing), Some(scheduled)) = (closing, scheduled)
        && scheduled <= closing
    {
        let cause = format!("scheduled maturity {scheduled} is not after closing {closing}");
        let problem = reader.problem(Code::MaturityOrder, &life.scheduled_span, cause);
        let problem = problem
            .label("not after closing")
            .also(reader.place(life.closing_span.clone()), "closing");
        reader.push(problem.remedy("put scheduled maturity after closing"));
    }
    if let (Some(scheduled), Some(legal)) = (scheduled, legal)
        && legal < scheduled
    {
        let cause = format!("legal final maturity {legal} is before scheduled maturity {scheduled}");
        let problem = reader.problem(
            Code::MaturityOrder,
            &fields.span_of("legal_final_maturity"),
            cause,
        );
        let problem = problem.label("before scheduled maturity");
        let problem = problem.also(reader.place(life.scheduled_span.clone()), "scheduled maturity");
        reader.push(
            problem.remedy("put it on or after scheduled maturity, or leave it out if they are the same"),
        );
    }
    life
}

/// Exchange rates by currency, with where they are.
pub(in crate::file) type Fx = BTreeMap<String, Decimal>;

/// Units of the deal's currency per unit of another.
pub(in crate::file) fn fx(reader: &Reader<'_>, node: &Node) -> Option<Fx> {
    let Some(entries) = node.entries() else {
        reader.wrong_shape(node, "a map of keys");
        return None;
    };
    let mut rates = Fx::new();
    for entry in entries {
        match literal::currency(&entry.key) {
            Ok(currency) if currency == reader.currency => {
                let cause = format!("{currency} is the deal's own currency");
                let problem = reader.problem(Code::FxNotNeeded, &entry.key_span, cause);
                reader.push(problem.label("needs no rate").remedy("take it out"));
            }
            Ok(currency) => {
                if let Some(rate) = reader.literal(&entry.value, fx_rate) {
                    rates.insert(currency.code().to_owned(), rate);
                }
            }
            Err(fault) => reader.fault(&entry.key_span, fault),
        }
    }
    Some(rates)
}

fn fx_rate(text: &str) -> Result<Decimal, literal::Fault> {
    let rate = literal::decimal(text)?;
    if rate > Decimal::ZERO && rate <= FX_MAX {
        return Ok(rate);
    }
    Err(literal::Fault {
        code: Code::OutOfRange,
        cause: format!("the exchange rate `{text}` is outside its range"),
        label: "must be above zero, and a million at most".to_owned(),
        remedy: "write units of the deal's currency per unit of the other, as in `GBP: 1.27`".to_owned(),
    })
}

/// Synthetic excess spread.
pub(super) fn excess_spread(reader: &Reader<'_>, node: &Node) -> Option<ExcessSpread> {
    let fields = Fields::of(reader, node, "excess spread")?;
    let rate = fields.required("rate", "0.30%", Reader::share_rate);
    let mechanism = fields.required("mechanism", "use it or lose it", |reader, node| {
        reader.literal(node, |text| {
            choose(text, MECHANISMS, "a mechanism of excess spread")
        })
    });
    fields.finish();
    Some(ExcessSpread {
        rate: rate?,
        mechanism: mechanism?,
    })
}

/// After closing and before scheduled maturity, as far as these are known.
pub(super) fn within(date: NaiveDate, life: &Life) -> bool {
    life.closing.is_none_or(|closing| date > closing)
        && life.scheduled_maturity.is_none_or(|scheduled| date < scheduled)
}

/// With closing and scheduled maturity shown.
pub(super) fn between(
    reader: &Reader<'_>,
    problem: crate::file::Problem,
    life: &Life,
) -> crate::file::Problem {
    problem
        .also(reader.place(life.closing_span.clone()), "closing")
        .also(reader.place(life.scheduled_span.clone()), "scheduled maturity")
}
