//! The deal file: its blocks read one by one, then checked against each other.

mod amortisation;
mod bank;
mod calls;
mod collateral;
mod coupon;
mod payments;
mod protection;
mod replenishment;
mod stack;
mod terms;
mod tranche;

use std::sync::Arc;

pub(super) use amortisation::RULES;
pub(super) use collateral::HELD;
pub(super) use coupon::is_coupon_key;
pub(super) use payments::CALENDARS;
pub(super) use protection::FORMS;
pub(super) use stack::Names;
pub(super) use terms::{Fx, Life, fx};

use super::change::Changes;
use super::document::Document;
use super::fields::Fields;
use super::files::{Files, Input};
use super::parsed::Parsed;
use super::pool::LoanPlaces;
use super::problem::Problems;
use super::reader::Reader;
use super::source::Place;
use super::{literal, pool};
use crate::deal::Deal;
use crate::money::Currency;

/// A deal with the places of what it says.
#[derive(Debug)]
pub struct DealFile {
    /// The deal.
    pub deal: Deal,
    /// The file.
    pub document: Document,
    /// Problems that do not keep the deal from being used.
    pub warnings: Problems,
    /// Every file read, the deal's own first.
    pub inputs: Vec<Input>,
    loans: Arc<LoanPlaces>,
    /// For each tranche, senior first, its number in the file.
    tranches: Vec<usize>,
}

impl DealFile {
    /// Where a loan, by its number in the pool, is described: in the tape or in the deal.
    pub fn loan_place(&self, loan: usize) -> Place {
        self.loans.place(&self.document, loan)
    }

    /// Where a key of a tranche (by its number, senior first) is; an empty key is the tranche itself.
    pub fn tranche_place(&self, tranche: usize, key: &str) -> Place {
        let number = self.tranches.get(tranche).copied().unwrap_or(tranche);
        self.document.place(&format!("tranches[{number}].{key}"))
    }
}

/// Reads a deal and the tape it names.
///
/// # Errors
/// Every problem found in the deal and in its tape, at once.
pub fn read_deal(name: &str, text: &str, files: &dyn Files) -> Result<Box<DealFile>, Problems> {
    resolve_deal(&Parsed::new(name, text)?, &Changes::default(), files)
}

/// Resolves a deal, and the tape it names, with changes.
///
/// A pool that was read before from the same keys is not read again; its tape is then not among the inputs.
///
/// # Errors
/// Every problem found in the deal, in its changes and in its tape, at once.
pub fn resolve_deal(
    parsed: &Parsed,
    changes: &Changes,
    files: &dyn Files,
) -> Result<Box<DealFile>, Problems> {
    let found = parsed.resolve(changes, files, currency_of, |reader, document| {
        match document.is_scenario() {
            true => wrong_file(reader, "scenario", "deal"),
            false => Fields::of(reader, &document.root, "the deal").and_then(deal),
        }
    })?;
    Ok(Box::new(DealFile {
        deal: found.value.deal,
        document: found.document,
        warnings: found.warnings,
        inputs: found.inputs,
        loans: found.value.loans,
        tranches: found.value.tranches,
    }))
}

/// The currency in which amounts are read; where the file gives none, one with many decimals, so that a
/// problem with the currency does not become a problem of every amount.
fn currency_of(document: &Document) -> Currency {
    let text = document.root.get("currency").and_then(|node| node.text());
    let given = text.and_then(|text| literal::currency(text).ok());
    given.unwrap_or_else(|| Currency::from_code("KWD").expect("three capital letters"))
}

struct Draft {
    deal: Deal,
    loans: Arc<LoanPlaces>,
    tranches: Vec<usize>,
}

fn deal(fields: Fields<'_>) -> Option<Draft> {
    version(&fields);
    let name = fields.required("name", "Example 2026-1", Reader::name);
    let currency = fields.required("currency", "USD", |reader, node| {
        reader.literal(node, literal::currency)
    });
    let life = terms::life(&fields);
    let payments = fields.required("payments", "{ frequency: quarterly, … }", |reader, node| {
        payments::payments(reader, node, &life)
    });
    let fx = fields.optional("fx", terms::fx).unwrap_or_default();
    let pool = fields.required("pool", "{ tape: tape.csv }", |reader, node| {
        pool::remembered(reader, node, &life, &fx)
    });
    let protected = pool.as_ref().map(|(pool, _)| pool.protected_balance());
    let stack = fields.required("tranches", "[ … ]", |reader, node| {
        stack::stack(reader, node, protected, life.closing)
    });
    let names = stack::names(fields.find("tranches"), stack.as_ref());
    let amortisation = fields.required("amortisation", "{ principal: sequential }", |reader, node| {
        amortisation::amortisation(reader, node, &names)
    });
    let excess_spread = fields.optional("excess_spread", terms::excess_spread);
    let replenishment = fields.optional("replenishment", |reader, node| {
        replenishment::replenishment(reader, node, &life, &names, protected)
    });
    let calls = fields.optional("calls", |reader, node| calls::calls(reader, node, &life));
    let capital = fields.optional("capital", bank::capital);
    let (whole_bank, lending) = fields.optional("bank", bank::bank).unwrap_or_default();
    let costs = fields.optional("costs", bank::costs);
    fields.finish();
    let (pool, loans) = pool?;
    let stack = stack?;
    Some(Draft {
        tranches: stack.iter().map(|(number, _)| *number).collect(),
        loans,
        deal: Deal {
            name: name?,
            currency: currency?,
            closing: life.closing?,
            scheduled_maturity: life.scheduled_maturity?,
            legal_final_maturity: life.legal_final_maturity?,
            payments: payments?,
            fx,
            pool,
            tranches: stack.into_iter().map(|(_, tranche)| tranche).collect(),
            amortisation: amortisation?,
            excess_spread,
            replenishment,
            calls: calls.unwrap_or_default(),
            capital,
            bank: whole_bank,
            lending,
            costs: costs.unwrap_or_default(),
        },
    })
}

/// Reports that the file is of another kind than the one asked for.
pub(super) fn wrong_file<T>(reader: &Reader<'_>, is: &str, asked: &str) -> Option<T> {
    let cause = format!("this is a {is}, and a {asked} is needed");
    let problem = reader
        .problem(super::Code::WrongFile, &(0..0), cause)
        .label(format!("a {is}"));
    reader
        .push(problem.remedy("on the command line the deal comes first, and `--scenario` names a scenario"));
    None
}

/// The version of the file format, which must be 1.
pub(super) fn version(fields: &Fields<'_>) {
    let reader = fields.reader;
    let problem = match fields.find("tranchet") {
        Some(node) if node.text() == Some("1") => return,
        Some(node) => {
            let given = node.text().unwrap_or(node.noun());
            let cause = format!(
                "version `{}` of the file format is not known",
                super::fields::shortened(given)
            );
            reader
                .problem(super::Code::Version, &node.span, cause)
                .label("this program reads version 1")
        }
        None => {
            let cause = "the version of the file format is missing";
            reader
                .problem(super::Code::Version, &(0..0), cause)
                .label("before this")
        }
    };
    reader.push(problem.remedy("begin the file with `tranchet: 1`"));
}
