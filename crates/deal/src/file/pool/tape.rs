//! A tape: a CSV file with a row for each loan.
//!
//! Commas, semicolons or tabs separate cells, as the header shows; quotes as in RFC 4180; blank cells are
//! absent values and blank rows are passed over.

use std::ops::Range;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::column::Column;
use super::header::{Header, Mapping, cell_span, delimiter};
use super::loan::Loans;
use super::row::Row;
use crate::file::codes::Code;
use crate::file::problem::Problem;
use crate::file::source::{Place, Source};
use crate::loan::Loan;

/// Where each loan's row is.
#[derive(Clone, Debug)]
pub(in crate::file) struct Rows {
    pub source: Arc<Source>,
    pub spans: Vec<Range<usize>>,
}

impl Rows {
    /// Where a loan's row is.
    pub fn place(&self, loan: usize) -> Place {
        Place::new(&self.source, self.spans.get(loan).cloned().unwrap_or_default())
    }
}

/// The loans of a tape, if every row of it is one.
pub(super) fn read(source: &Arc<Source>, mapping: &Mapping, loans: &Loans<'_>) -> Option<(Vec<Loan>, Rows)> {
    let text = source.text();
    let delimiter = delimiter(text);
    let mut csv = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    if !matches!(csv.read_record(&mut record), Ok(true)) {
        let problem = Problem::new(Code::EmptyPool, Place::new(source, 0..0), "the tape is empty");
        loans.problems.push(
            problem
                .label("no header")
                .remedy("begin it with a header: `loan_id,balance,maturity`"),
        );
        return None;
    }
    let header = Header::read(source, &record, delimiter, mapping, loans)?;
    let mut read = Vec::new();
    let mut all = 0;
    let mut rows = Rows {
        source: Arc::clone(source),
        spans: Vec::new(),
    };
    loop {
        let start = offset(csv.position());
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let problem = Problem::new(Code::BadRow, Place::new(source, start..start), error.to_string());
                loans
                    .problems
                    .push(problem.label("here").remedy("check quotes and separators"));
                break;
            }
        }
        let start = record.position().map_or(start, offset);
        let end = offset(csv.position());
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        all += 1;
        let row = TapeRow {
            header: &header,
            record: &record,
            span: trimmed(text, start..end),
        };
        if record.len() != header.cells {
            wrong_length(&row, loans);
        } else if let Some(loan) = loans.read(&row) {
            read.push(loan);
            rows.spans.push(row.span);
        }
    }
    if all == 0 {
        let problem = Problem::new(Code::EmptyPool, Place::new(source, 0..0), "the tape has no loans");
        loans.problems.push(
            problem
                .label("only a header")
                .remedy("a deal needs at least one loan"),
        );
    }
    (all > 0 && all == read.len()).then_some((read, rows))
}

/// The byte at which a row starts.
pub(super) fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// The range without the ends of lines around it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let row = text.get(range.clone()).unwrap_or_default();
    let start = range.start + row.len() - row.trim_start_matches(['\r', '\n']).len();
    start..start + row.trim_matches(['\r', '\n']).len()
}

struct TapeRow<'a> {
    header: &'a Header,
    record: &'a StringRecord,
    span: Range<usize>,
}

impl Row for TapeRow<'_> {
    fn text(&self, column: Column) -> Option<&str> {
        let text = self.record.get(self.header.cell_of[column.index()]?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn place(&self, column: Option<Column>) -> Place {
        let source = &self.header.source;
        let cell = column.and_then(|column| self.header.cell_of[column.index()]);
        let span = match cell {
            Some(cell) => cell_span(source.text(), self.span.clone(), self.header.delimiter, cell),
            None => self.span.clone(),
        };
        Place::new(source, span)
    }
}

fn wrong_length(row: &TapeRow<'_>, loans: &Loans<'_>) {
    let (has, needs) = (row.record.len(), row.header.cells);
    let problem = Problem::new(
        Code::BadRow,
        row.place(None),
        format!("the row has {has} cells and the header {needs}"),
    );
    let remedy = match has > needs {
        true => "put quotes around a cell that contains the separator",
        false => "add the separators that are missing",
    };
    loans.problems.push(problem.label("this row").remedy(remedy));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{DealFile, InMemory, Problems, read_deal};
    use crate::loan::{AssetClass, LoanAmortisation, LoanStatus};
    use crate::money::Money;
    use crate::rate::{Ratio, RiskWeight};
    use rust_decimal::dec;

    const DEAL: &str = "tranchet: 1
name: Tape
currency: EUR
closing: 2026-06-30
scheduled_maturity: 2031-06-30
payments: { frequency: quarterly, first: 2026-09-30, day_count: ACT/360 }
pool: { tape: tape.csv }
tranches: [ { name: all, attachment: 0%, detachment: 100% } ]
amortisation: { principal: sequential }
";

    fn deal(tape: &str) -> Result<Box<DealFile>, Problems> {
        read_deal("deal.yaml", DEAL, &InMemory::default().with("tape.csv", tape))
    }

    #[test]
    fn separators_quotes_marks_and_blank_rows_are_understood() {
        let tape = "\u{feff}loan_id;balance;maturity;sector\r\n\"A;1\";1_000.50;2030-06-30;\r\n\r\n;;;\r\nB; 2k ;2030-06-30;steel\r\n";
        let file = deal(tape).unwrap_or_else(|problems| panic!("{problems}"));
        let loans = &file.deal.pool.loans;
        assert_eq!(
            (loans.len(), &*loans[0].id, loans[0].balance),
            (2, "A;1", Money::from_minor(100_050))
        );
        assert_eq!(
            (&loans[0].sector, loans[1].sector.as_deref()),
            (&None, Some("steel"))
        );
        let place = file.loan_place(1);
        assert_eq!(
            &place.source.text()[place.span.clone()],
            "B; 2k ;2030-06-30;steel"
        );
        assert_eq!(place.line_column(), (5, 1));
    }

    #[test]
    fn every_column_finds_its_field() {
        let tape = "loan_id,balance,maturity,amortisation,schedule,asset_class,risk_weight,cqs,ccf,status,delinquent_days\n\
            A,3m,2030-06-30,schedule,2027-06-30:1m;2028-06-30:1m,project finance,130%,2,40%,delinquent,31\n";
        let loan = deal(tape)
            .unwrap_or_else(|problems| panic!("{problems}"))
            .deal
            .pool
            .loans[0]
            .clone();
        let million = Money::from_minor(100_000_000);
        let day = |text: &str| text.parse().unwrap();
        let instalments = vec![(day("2027-06-30"), million), (day("2028-06-30"), million)];
        assert_eq!(loan.amortisation, LoanAmortisation::Schedule { instalments });
        let capital = loan.capital.unwrap();
        assert_eq!(
            (capital.asset_class, capital.cqs),
            (Some(AssetClass::ProjectFinance), Some(2))
        );
        assert_eq!(
            (capital.ccf, loan.risk_weight),
            (Some(Ratio(dec!(0.4))), Some(RiskWeight(dec!(1.3))))
        );
        assert_eq!(
            (loan.status, loan.delinquent_days),
            (LoanStatus::Delinquent, Some(31))
        );
    }

    #[test]
    fn a_cell_is_found_among_quotes() {
        let text = "a,\"b,c\", d ,e";
        let cell = |number| &text[cell_span(text, 0..text.len(), b',', number)];
        assert_eq!([cell(0), cell(1), cell(2), cell(3)], ["a", "\"b,c\"", "d", "e"]);
        assert_eq!(cell(9), "");
    }

    #[test]
    fn a_header_alone_and_an_open_quote_are_problems() {
        let codes = |tape| {
            deal(tape)
                .unwrap_err()
                .iter()
                .map(|problem| problem.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("loan_id,balance,maturity\n"), [Code::EmptyPool]);
        assert_eq!(codes(""), [Code::EmptyPool]);
        assert_eq!(
            codes("loan_id,balance,maturity\nA,\"1,2030-06-30\nB,2,2030-06-30\n"),
            [Code::BadRow]
        );
    }
}
