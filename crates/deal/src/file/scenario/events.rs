//! Credit events of named loans.

use chrono::NaiveDate;

use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::money::Money;
use crate::scenario::{CreditEvent, Severity, WorkOutEnd};

/// Credit events, in the order of the file.
pub(super) fn events(reader: &Reader<'_>, node: &Node) -> Option<Vec<CreditEvent>> {
    let items = reader.items(node)?;
    let events: Vec<Option<CreditEvent>> = items.iter().map(|item| event(reader, item)).collect();
    events.into_iter().collect()
}

fn event(reader: &Reader<'_>, node: &Node) -> Option<CreditEvent> {
    let fields = Fields::of(reader, node, "the credit event")?;
    let loan = fields.required("loan", "L-014", Reader::name);
    let date = fields.required("date", "2027-02-10", Reader::date);
    let initial_loss = severity(&fields, "initial_loss", "initial_loss_amount");
    let final_loss = severity(&fields, "final_loss", "final_loss_amount");
    let settled = fields.optional("settled", Reader::date);
    let lag = fields.optional("lag", |reader, node| reader.literal(node, literal::lag));
    let recoveries = fields.optional("recoveries", |reader, node| {
        recoveries(reader, node, date, settled)
    });
    if let (Some(date), Some(settled)) = (date, settled)
        && settled < date
    {
        let cause = format!("the credit event is settled on {settled}, before it happens on {date}");
        let problem = reader
            .problem(Code::EventOrder, &fields.span_of("settled"), cause)
            .label("before the event");
        let problem = problem.also(reader.place(fields.span_of("date")), "the event");
        reader.push(problem.remedy("let `settled` be on or after `date`"));
    }
    fields.finish();
    let end = settled.map(WorkOutEnd::Settled).or(lag.map(WorkOutEnd::Lag));
    Some(CreditEvent {
        loan: loan?,
        date: date?,
        initial_loss,
        final_loss,
        end,
        recoveries: recoveries.unwrap_or_default(),
    })
}

/// A loss as a rate or as money, if it is given.
fn severity(fields: &Fields<'_>, rate: &'static str, amount: &'static str) -> Option<Severity> {
    let as_rate = fields.optional(rate, Reader::share).map(Severity::Rate);
    let as_amount = fields.optional(amount, Reader::money).map(Severity::Amount);
    if fields.has(rate) && fields.has(amount) {
        let cause = format!("the loss is given as `{rate}` and as `{amount}`");
        let reader = fields.reader;
        let problem = reader
            .problem(Code::SeverityTwice, &fields.span_of(amount), cause)
            .label("given again");
        let problem = problem.also(reader.place(fields.span_of(rate)), "given here");
        reader.push(problem.remedy("keep one of the two"));
    }
    as_rate.or(as_amount)
}

fn recoveries(
    reader: &Reader<'_>,
    node: &Node,
    event: Option<NaiveDate>,
    settled: Option<NaiveDate>,
) -> Option<Vec<(NaiveDate, Money)>> {
    let recovery = |item: &Node| {
        let fields = Fields::of(reader, item, "the recovery")?;
        let date = fields.required("date", "2027-12-31", Reader::date);
        let amount = fields.required("amount", "1.5m", Reader::money);
        let early = date.zip(event).is_some_and(|(date, event)| date < event);
        let late = date.zip(settled).is_some_and(|(date, settled)| date > settled);
        if early || late {
            let label = if early {
                "before the event"
            } else {
                "after settlement"
            };
            let cause = format!("a recovery lies {label}");
            let problem = reader
                .problem(Code::EventOrder, &fields.span_of("date"), cause)
                .label(label);
            reader.push(problem.remedy("recoveries come on or after the event and not after `settled`"));
        }
        fields.finish();
        Some((date?, amount?))
    };
    let items = reader.items(node)?;
    let read: Vec<Option<(NaiveDate, Money)>> = items.iter().map(recovery).collect();
    read.into_iter().collect()
}
