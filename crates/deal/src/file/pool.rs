//! The pool: a tape, a list of loans, or equal loans with common terms.

mod amortisation;
mod column;
mod compute;
mod header;
mod loan;
mod memory;
mod row;
mod tape;
mod uniform;

use std::cell::RefCell;
use std::sync::Arc;

use chrono::NaiveDate;

pub(super) use amortisation::{REPAYMENTS, Repayment};
pub use column::Column;
pub(super) use compute::{ASSET_TYPES, CLASSES};
pub use header::delimiter;
pub(super) use memory::{PoolMemory, remembered};
pub(super) use tape::Rows;

use super::codes::Code;
use super::deal::{Fx, Life};
use super::document::Document;
use super::fields::Fields;
use super::files::fetch;
use super::literal::{self, Fault};
use super::node::Node;
use super::reader::Reader;
use super::source::Place;
use super::words::{choose, unknown_word};
use crate::loan::Loan;
use crate::money::Money;
use crate::pool::Pool;
use crate::rate::Ratio;
use crate::scenario::Purchase;
use header::Mapping;
use loan::Loans;

/// Where the loans of a pool are described.
#[derive(Clone, Debug)]
pub(super) enum LoanPlaces {
    /// In the deal, one by one.
    Listed,
    /// In the deal, all at once.
    Uniform,
    /// In a tape.
    Tape(Rows),
}

impl LoanPlaces {
    /// Where a loan is.
    pub fn place(&self, document: &Document, loan: usize) -> Place {
        match self {
            LoanPlaces::Listed => document.place(&format!("pool.loans[{loan}]")),
            LoanPlaces::Uniform => document.place("pool"),
            LoanPlaces::Tape(rows) => rows.place(loan),
        }
    }
}

/// The pool, and where its loans are described.
pub(super) fn pool(reader: &Reader<'_>, node: &Node, life: &Life, fx: &Fx) -> Option<(Pool, LoanPlaces)> {
    let fields = Fields::of(reader, node, "the pool")?;
    let cut_off = fields.optional("cut_off", Reader::date);
    cut_off_in_time(&fields, cut_off, life);
    let retained = fields.optional("retained_share", |reader, node| {
        reader.literal(node, retained_share)
    });
    let loans = Loans {
        problems: reader.problems,
        currency: reader.currency,
        cut_off: cut_off.or(life.closing),
        life,
        fx,
        texts: RefCell::default(),
        ids: RefCell::default(),
        are_purchases: false,
        available_from: RefCell::default(),
    };
    let read = match form(&fields) {
        Some(Form::Tape) => fields.optional("tape", |reader, node| {
            let (all, rows) = from_tape(reader, node, &loans)?;
            Some((all, LoanPlaces::Tape(rows)))
        }),
        Some(Form::Listed) => fields.optional("loans", |reader, node| listed(reader, node, &loans)),
        Some(Form::Uniform) => uniform::uniform(&fields, &loans).map(|loans| (loans, LoanPlaces::Uniform)),
        None => None,
    };
    fields.finish();
    let (all, places) = read?;
    if !sound(reader, &node.span, &all) {
        return None;
    }
    let pool = Pool {
        cut_off: cut_off.or(life.closing)?,
        retained_share: retained.unwrap_or(Ratio::ZERO),
        loans: all,
    };
    Some((pool, places))
}

fn retained_share(text: &str) -> Result<Ratio, Fault> {
    let share = literal::share(text)?;
    if share < Ratio::ONE {
        return Ok(share);
    }
    Err(Fault {
        code: Code::OutOfRange,
        cause: "the bank retains the whole pool, so nothing is protected".to_owned(),
        label: "must be below 100 %".to_owned(),
        remedy: "write the share of every loan that the bank keeps, as in `5%`".to_owned(),
    })
}

fn cut_off_in_time(fields: &Fields<'_>, cut_off: Option<NaiveDate>, life: &Life) {
    if let (Some(cut_off), Some(closing)) = (cut_off, life.closing)
        && cut_off > closing
    {
        let reader = fields.reader;
        let cause = format!("the cut-off date {cut_off} is after closing {closing}");
        let problem = reader
            .problem(Code::MaturityOrder, &fields.span_of("cut_off"), cause)
            .label("after closing");
        let problem = problem.also(reader.place(life.closing_span.clone()), "closing");
        reader.push(problem.remedy("the balances of the tape are those of a date on or before closing"));
    }
}

enum Form {
    Tape,
    Listed,
    Uniform,
}

/// In which of the three ways the pool is given.
fn form(fields: &Fields<'_>) -> Option<Form> {
    for key in ["tape", "loans", "balance", "count"] {
        fields.find(key);
    }
    let uniform = fields.has("balance") || fields.has("count");
    match (fields.has("tape"), fields.has("loans"), uniform) {
        (true, false, false) => Some(Form::Tape),
        (false, true, false) => Some(Form::Listed),
        (false, false, true) => Some(Form::Uniform),
        (tape, listed, _) => {
            let (cause, label) = match tape || listed {
                true => ("the pool is given in more than one way", "only one of them"),
                false => ("the pool has neither a tape nor loans", "no loans"),
            };
            let key = if tape { "tape" } else { "loans" };
            let problem = fields
                .reader
                .problem(Code::PoolForm, &fields.span_of_key(key), cause)
                .label(label);
            let remedy = "give exactly one of `tape: tape.csv`, `loans: [ … ]`, or `balance` and `count`";
            fields.reader.push(problem.remedy(remedy));
            for column in Column::ALL {
                fields.find(column.name());
            }
            None
        }
    }
}

fn listed(reader: &Reader<'_>, node: &Node, loans: &Loans<'_>) -> Option<(Vec<Loan>, LoanPlaces)> {
    let items = reader.items(node)?;
    let read = |item: &Node| {
        let fields = Fields::of(reader, item, "the loan")?;
        let loan = loans.read(&row::MapRow::of(&fields));
        fields.finish();
        loan
    };
    let all: Vec<Option<Loan>> = items.iter().map(read).collect();
    Some((
        all.into_iter().collect::<Option<Vec<Loan>>>()?,
        LoanPlaces::Listed,
    ))
}

/// The loans of a purchase tape, and where they are.
pub(super) fn purchases(reader: &Reader<'_>, node: &Node, fx: &Fx) -> Option<(Vec<Purchase>, Rows)> {
    let loans = Loans {
        problems: reader.problems,
        currency: reader.currency,
        cut_off: None,
        life: &Life::default(),
        fx,
        texts: RefCell::default(),
        ids: RefCell::default(),
        are_purchases: true,
        available_from: RefCell::default(),
    };
    let (all, rows) = from_tape(reader, node, &loans)?;
    if !sound(reader, &node.span, &all) {
        return None;
    }
    let purchase = |(loan, available_from)| Purchase { loan, available_from };
    let available = loans.available_from.into_inner();
    Some((all.into_iter().zip(available).map(purchase).collect(), rows))
}

fn from_tape(reader: &Reader<'_>, node: &Node, loans: &Loans<'_>) -> Option<(Vec<Loan>, Rows)> {
    let mut mapping = Mapping::new();
    let file = match node.entries() {
        None => Some(node),
        Some(_) => {
            let fields = Fields::of(reader, node, "the tape")?;
            let file = fields.required("file", "tape.csv", |_, node| Some(node));
            mapping = fields.optional("columns", columns).unwrap_or_default();
            fields.finish();
            file
        }
    };
    let file = file?;
    is_text(reader, file)?;
    let source = fetch(reader, file, "tape")?;
    reader.problems.know_rows(&source);
    tape::read(&source, &mapping, loans)
}

fn is_text(reader: &Reader<'_>, node: &Node) -> Option<()> {
    let path = reader.scalar(node)?.trim().to_ascii_lowercase();
    let other = [".parquet", ".xlsx", ".xls", ".ods"]
        .iter()
        .find(|ending| path.ends_with(**ending));
    if let Some(ending) = other {
        let problem = reader.problem(
            Code::TapeFormat,
            &node.span,
            format!("tapes of the format `{ending}` are not read"),
        );
        reader.push(
            problem
                .label("not a CSV file")
                .remedy("save it as `CSV UTF-8` and name that file"),
        );
        return None;
    }
    Some(())
}

/// The word by which a mapping says that a column of the tape is not to be read.
const NOT_READ: &str = "none";

/// What a header may be mapped to.
pub(super) fn columns_to_map() -> Vec<&'static str> {
    let columns = Column::ALL.iter().map(|column| column.name());
    columns.chain([NOT_READ]).collect()
}

/// Headers of the tape that stand for ours, or for none.
fn columns(reader: &Reader<'_>, node: &Node) -> Option<Mapping> {
    let Some(entries) = node.entries() else {
        reader.wrong_shape(node, "a map of keys");
        return None;
    };
    let mut mapping = Mapping::new();
    for entry in entries {
        let column = reader.literal(&entry.value, |text| {
            if text.trim() == NOT_READ {
                return Ok(None);
            }
            Column::from_name(text.trim())
                .map(Some)
                .ok_or_else(|| unknown_word(text, &columns_to_map(), "a column of a tape"))
        });
        if let Some(column) = column {
            mapping.insert(
                entry.key.trim().to_owned(),
                (column, reader.place(entry.key_span.clone())),
            );
        }
    }
    Some(mapping)
}

/// Whether there are loans, and their sums stay within what money can be.
fn sound(reader: &Reader<'_>, span: &std::ops::Range<usize>, loans: &[Loan]) -> bool {
    if loans.is_empty() {
        let problem = reader.problem(Code::EmptyPool, span, "the pool has no loans");
        reader.push(
            problem
                .label("nothing in it")
                .remedy("a deal needs at least one loan"),
        );
        return false;
    }
    let total = |amount: fn(&Loan) -> Money| -> i128 {
        loans.iter().map(|loan| i128::from(amount(loan).minor())).sum()
    };
    let amounts: [fn(&Loan) -> Money; 3] = [
        |loan| loan.balance,
        |loan| {
            loan.capital
                .as_ref()
                .and_then(|capital| capital.undrawn)
                .unwrap_or_default()
        },
        |loan| {
            loan.capital
                .as_ref()
                .and_then(|capital| capital.provision)
                .unwrap_or_default()
        },
    ];
    if amounts
        .into_iter()
        .any(|amount| total(amount) > i128::from(Money::LIMIT.minor()))
    {
        let problem = reader.problem(
            Code::PoolTooLarge,
            span,
            "the loans add up to more than 10^15 minor units",
        );
        reader.push(
            problem
                .label("too large")
                .remedy("check the unit of the balances"),
        );
        return false;
    }
    true
}

/// The kind of a loan's amortisation, by its word.
pub(super) fn repayment(text: &str) -> Result<Repayment, Fault> {
    choose(text, REPAYMENTS, "a kind of amortisation")
}

/// `L-007`.
pub(super) fn numbered(prefix: &str, number: u32, digits: usize) -> Arc<str> {
    Arc::from(format!("{prefix}{number:0digits$}"))
}
