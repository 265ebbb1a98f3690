//! Severity, prepayment, calls, replenishment, delinquency, factor model.

use chrono::NaiveDate;

use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::pool::{Column, Repayment, repayment};
use crate::file::reader::Reader;
use crate::file::words::{Words, choose, unknown_word};
use crate::loan::LoanAmortisation;
use crate::rate::{Rate, Ratio};
use crate::scenario::{CallExercise, FactorModel, LossTerms, RepresentativeLoan};

/// The most factors of a factor model.
const FACTORS_MAX: u32 = 1_000;

/// Severity and lag.
pub(super) fn loss(reader: &Reader<'_>, node: &Node) -> Option<LossTerms> {
    let fields = Fields::of(reader, node, "loss")?;
    let initial = fields.optional("initial", Reader::share);
    let final_ = fields.optional("final", Reader::share);
    let lag = fields.optional("lag", |reader, node| reader.literal(node, literal::lag));
    fields.finish();
    Some(LossTerms { initial, final_, lag })
}

/// Prepayment rates.
pub(super) fn prepayment(reader: &Reader<'_>, node: &Node) -> Option<Vec<Rate>> {
    let fields = Fields::of(reader, node, "prepayment")?;
    let rates = fields.required("annual_rate", "10%", |reader, node| {
        reader.list(node, Reader::share_rate)
    });
    fields.finish();
    rates
}

/// Delinquency rates.
pub(super) fn delinquency(reader: &Reader<'_>, node: &Node) -> Option<Vec<Ratio>> {
    let fields = Fields::of(reader, node, "delinquency")?;
    let rates = fields.required("rate", "[ 1%, 2% ]", |reader, node| {
        reader.list(node, Reader::share)
    });
    fields.finish();
    rates
}

const EXERCISES: Words<bool> = &[("exercise", true), ("not exercised", false)];

/// Which calls are exercised.
pub(super) fn calls(reader: &Reader<'_>, node: &Node) -> Option<CallExercise> {
    let fields = Fields::of(reader, node, "the choice on calls")?;
    let exercise = |key| {
        fields.optional(key, |reader, node| {
            reader.literal(node, |text| choose(text, EXERCISES, "a choice on a call"))
        })
    };
    let (clean_up, time) = (exercise("clean_up"), exercise("time"));
    let regulatory = fields.optional("regulatory", regulatory);
    fields.finish();
    Some(CallExercise {
        clean_up: clean_up.unwrap_or_default(),
        time: time.unwrap_or_default(),
        regulatory: regulatory.flatten(),
    })
}

/// The date of a regulatory event, or `not exercised`.
fn regulatory(reader: &Reader<'_>, node: &Node) -> Option<Option<NaiveDate>> {
    match node.text() {
        Some("not exercised") => Some(None),
        Some("exercise") => {
            let cause = "a regulatory call is exercised on the date of its event";
            let problem = reader.problem(Code::NotADate, &node.span, cause).label("when?");
            reader.push(problem.remedy("write the date, as in `regulatory: 2028-06-30`"));
            None
        }
        Some(_) | None => reader.date(node).map(Some),
    }
}

/// The loan that replenishment buys.
pub(super) fn replenishment(reader: &Reader<'_>, node: &Node) -> Option<RepresentativeLoan> {
    let fields = Fields::of(reader, node, "the loan to buy")?;
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

/// The factor model.
pub(super) fn factor_model(reader: &Reader<'_>, node: &Node) -> Option<FactorModel> {
    let fields = Fields::of(reader, node, "the factor model")?;
    let correlation = fields.optional("correlation", Reader::share);
    let factors = fields.optional("factors", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, FACTORS_MAX))
    });
    let loadings = fields.optional("loadings", |reader, node| {
        reader.literal(node, |text| match Column::from_name(text.trim()) {
            Some(column) => Ok(column.name().to_owned()),
            None => {
                let known: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
                Err(unknown_word(text, &known, "a column of a tape"))
            }
        })
    });
    fields.finish();
    Some(FactorModel {
        correlation,
        factors,
        loadings,
    })
}
