//! A uniform pool: equal loans with common terms.

use std::sync::Arc;

use super::column::Column;
use super::loan::Loans;
use super::numbered;
use super::row::{Cells, MapRow};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::loan::Loan;
use crate::money::Money;

/// The most loans of a uniform pool.
const LOANS_MAX: u32 = 1_000_000;

/// Loans `L-001` and so on: each the floor of `balance / count`, the last also what is left over; every
/// other amount is that of one loan.
pub(super) fn uniform(fields: &Fields<'_>, loans: &Loans<'_>) -> Option<Vec<Loan>> {
    let count = fields.required("count", "250", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, LOANS_MAX))
    });
    let row = MapRow::of(fields);
    not_common(fields, Column::LoanId);
    let cells = Cells {
        row: &row,
        problems: loans.problems,
    };
    let common = loans.terms(&cells, Some(Arc::from("L")), count.unwrap_or(1));
    let (common, count) = (common?, count?);
    let whole = loans.amount(&cells, Column::Balance)?;
    let last = whole.minor() - common.balance.minor() * i64::from(count - 1);
    let digits = count.to_string().len().max(3);
    let loan = |number: u32| Loan {
        id: numbered("L-", number, digits),
        balance: if number == count {
            Money::from_minor(last)
        } else {
            common.balance
        },
        ..common.clone()
    };
    Some((1..=count).map(loan).collect())
}

fn not_common(fields: &Fields<'_>, column: Column) {
    let name = column.name();
    if fields.has(name) {
        let cause = format!("`{name}` cannot be common to all loans of a uniform pool");
        let problem = fields
            .reader
            .problem(Code::UniformColumn, &fields.span_of_key(name), cause);
        let problem = problem.label("differs from loan to loan");
        fields
            .reader
            .push(problem.remedy("take it out, or list the loans with `loans: [ … ]`"));
    }
}
