//! Several factors: their names, their correlations, and the loadings of loans on them.

use rust_decimal::Decimal;

use super::by_value;
use crate::factor_model::{CorrelationMatrix, Factors};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::node::Node;
use crate::file::reader::Reader;

/// The most factors.
const FACTORS_MAX: usize = 20;
/// The largest share of a borrower's variance that the factors may explain.
const EXPLAINED_MAX: f64 = 0.999;

/// The factors of a factor model.
pub(super) fn factors(fields: &Fields<'_>) -> Option<Factors> {
    let names = fields.optional("factors", names)?;
    let count = names.len();
    let correlations = match fields.find("correlations") {
        Some(node) => matrix(fields.reader, node, count),
        None => Some(CorrelationMatrix::independent(count)),
    };
    let example = "{ by: sector, software: [ 40%, 20% ], otherwise: [ 35%, 0% ] }";
    let found = fields.required("loadings", example, |reader, node| {
        let correlations = correlations.as_ref()?;
        let read = |reader: &Reader<'_>, node: &Node| loadings(reader, node, correlations);
        if node.entries().is_none() {
            reader.wrong_shape(node, "a map of keys");
        }
        by_value(reader, node, "the loadings", read)
    });
    Some(Factors {
        names,
        correlations: correlations?,
        loadings: found?,
    })
}

fn names(reader: &Reader<'_>, node: &Node) -> Option<Vec<String>> {
    let names = reader.list(node, Reader::name)?;
    let twice = names
        .iter()
        .enumerate()
        .find(|(place, name)| names[..*place].contains(name));
    let cause = match twice {
        Some((_, name)) => format!("two factors are called `{name}`"),
        None if names.len() > FACTORS_MAX => format!("{} factors are more than {FACTORS_MAX}", names.len()),
        None => return Some(names),
    };
    refuse(reader, node, cause, "name each factor once, and few of them");
    None
}

/// A symmetric matrix with a unit diagonal that is positive definite.
fn matrix(reader: &Reader<'_>, node: &Node, count: usize) -> Option<CorrelationMatrix> {
    let rows = reader.items(node)?.iter();
    let rows = rows.map(|row| numbers(reader, row)).collect::<Option<Vec<_>>>()?;
    let cause = fault(&rows, count);
    let matrix = CorrelationMatrix(rows);
    let cause = cause.or_else(|| {
        let is_definite = matrix.lower_triangle().is_some();
        (!is_definite).then(|| {
            "no factors could have these correlations: the matrix is not positive definite".to_owned()
        })
    });
    let Some(cause) = cause else { return Some(matrix) };
    let remedy = "write it as `[[ 100%, 30% ], [ 30%, 100% ]]`, a row a factor, in the order of `factors`";
    refuse(reader, node, cause, remedy);
    None
}

/// What keeps rows of numbers from being correlations.
fn fault(rows: &[Vec<Decimal>], count: usize) -> Option<String> {
    if rows.len() != count || rows.iter().any(|row| row.len() != count) {
        return Some(format!(
            "{count} factors have a matrix of {count} rows of {count} correlations"
        ));
    }
    for (one, row) in rows.iter().enumerate() {
        if row[one] != Decimal::ONE {
            return Some(format!(
                "factor {} has a correlation of {} with itself",
                one + 1,
                row[one]
            ));
        }
        for (other, value) in row.iter().enumerate() {
            let back = rows[other][one];
            if *value != back {
                return Some(format!(
                    "row {} column {} is {value}, and row {} column {} is {back}",
                    one + 1,
                    other + 1,
                    other + 1,
                    one + 1
                ));
            }
        }
    }
    None
}

fn loadings(reader: &Reader<'_>, node: &Node, correlations: &CorrelationMatrix) -> Option<Vec<Decimal>> {
    let numbers = numbers(reader, node)?;
    let count = correlations.0.len();
    if numbers.len() != count {
        let cause = format!(
            "{count} factors need {count} loadings, and here are {}",
            numbers.len()
        );
        refuse(
            reader,
            node,
            cause,
            "give a loading for each factor, in the order of `factors`",
        );
        return None;
    }
    let explained: f64 = correlations
        .independent_loadings(&numbers)?
        .iter()
        .map(|part| part * part)
        .sum();
    if explained > EXPLAINED_MAX {
        let cause = format!(
            "these loadings explain {:.2} % of a borrower's variance",
            100.0 * explained
        );
        refuse(
            reader,
            node,
            cause,
            "lower them, so that a part below 99.9 % is explained and the rest is the borrower's own",
        );
        return None;
    }
    Some(numbers)
}

/// Numbers from -1 to 1.
fn numbers(reader: &Reader<'_>, node: &Node) -> Option<Vec<Decimal>> {
    reader.list(node, |reader, node| {
        let number = reader.rate(node)?.0;
        if number.abs() > Decimal::ONE {
            let problem = reader.problem(
                Code::OutOfRange,
                &node.span,
                format!("{number} is not from -1 to 1"),
            );
            reader.push(problem.label("out of range").remedy("write 35% or 0.35"));
            return None;
        }
        Some(number)
    })
}

fn refuse(reader: &Reader<'_>, node: &Node, cause: String, remedy: &str) {
    let problem = reader.problem(Code::FactorsUnfit, &node.span, cause);
    reader.push(problem.label("not of this model").remedy(remedy));
}
