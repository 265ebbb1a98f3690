//! What replenishment buys: the loans of a purchase tape, or one loan that stands for all of them.

use crate::file::codes::Code;
use crate::file::deal::fx;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::pool::{Repayment, Rows, purchases, repayment};
use crate::file::reader::Reader;
use crate::loan::LoanAmortisation;
use crate::scenario::{Purchase, RepresentativeLoan};

/// What replenishment buys.
#[derive(Default)]
pub(super) struct Bought {
    pub representative: Option<RepresentativeLoan>,
    pub purchases: Vec<Purchase>,
    /// Where the loans of the tape are.
    pub rows: Option<Rows>,
}

/// A purchase tape, or the loan that stands for all that is bought.
pub(super) fn replenishment(reader: &Reader<'_>, node: &Node) -> Option<Bought> {
    let fields = Fields::of(reader, node, "the loan to buy")?;
    if !fields.has("tape") {
        return representative(fields).map(|loan| Bought {
            representative: Some(loan),
            ..Bought::default()
        });
    }
    let fx = fields.optional("fx", fx).unwrap_or_default();
    let tape = fields.optional("tape", |reader, node| purchases(reader, node, &fx));
    fields.finish();
    let (purchases, rows) = tape?;
    Some(Bought {
        representative: None,
        purchases,
        rows: Some(rows),
    })
}

fn representative(fields: Fields<'_>) -> Option<RepresentativeLoan> {
    let term = fields.required("term", "5 years", |reader, node| {
        reader.literal(node, literal::months)
    });
    let rate = fields.optional("rate", Reader::rate);
    let amortisation = match fields.find("amortisation") {
        Some(node) => amortisation(&fields, node),
        None => Some(LoanAmortisation::Bullet),
    };
    let index = fields.optional("index", |reader, node| reader.literal(node, literal::index_name));
    let loan = RepresentativeLoan {
        term_months: term.unwrap_or_default(),
        amortisation: amortisation.clone().unwrap_or(LoanAmortisation::Bullet),
        rate,
        index,
        lgd: fields.optional("lgd", Reader::share),
        pd: fields.optional("pd", Reader::share),
        risk_weight: fields.optional("risk_weight", |reader, node| {
            reader.literal(node, literal::risk_weight)
        }),
        rating: fields.optional("rating", Reader::name),
        sector: fields.optional("sector", Reader::name),
        country: fields.optional("country", Reader::name),
    };
    fields.finish();
    (term.is_some() && amortisation.is_some()).then_some(loan)
}

/// What it buys has no amount of its own, so it has neither balloon nor schedule.
fn amortisation(fields: &Fields<'_>, node: &Node) -> Option<LoanAmortisation> {
    let reader = fields.reader;
    match reader.literal(node, repayment)? {
        Repayment::Bullet => Some(LoanAmortisation::Bullet),
        Repayment::EqualPrincipal => Some(LoanAmortisation::EqualPrincipal),
        Repayment::LevelPayment => {
            if !fields.has("rate") {
                let problem = reader.problem(Code::RateMissing, &node.span, "level payments need a `rate`");
                reader.push(problem.label("needs `rate`").remedy("add `rate: 2.5%`"));
            }
            Some(LoanAmortisation::LevelPayment)
        }
        Repayment::Balloon | Repayment::Schedule => {
            let cause = "a loan bought by replenishment has no amount of its own for a balloon or schedule";
            let problem = reader
                .problem(Code::TermMisplaced, &node.span, cause)
                .label("not here");
            reader.push(problem.remedy("write `bullet`, `equal principal` or `level payment`"));
            None
        }
    }
}
