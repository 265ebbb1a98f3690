//! How probabilities of default grow with time: files of cumulative curves or of yearly migrations.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::factor_model::{DefaultTerm, Migration, PdCurve};
use crate::file::codes::Code;
use crate::file::curve::lines;
use crate::file::fields::{Fields, shortened};
use crate::file::files::fetch;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::problem::Problem;
use crate::file::reader::{Collector, Reader};
use crate::file::source::{Place, Source};
use crate::rate::Ratio;

/// How far the rows of a published matrix may miss one through rounding: 0.02 %.
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 4);

/// `{ curve: pd.csv }` or `{ migration: matrix.csv }`.
pub(super) fn pd(reader: &Reader<'_>, node: &Node) -> Option<DefaultTerm> {
    let fields = Fields::of(reader, node, "the term of defaults")?;
    let found = match fields.one_of(&["curve", "migration"]) {
        Some("curve") => fields.optional("curve", |reader, node| {
            table(reader, node, "curve of defaults")?.curves()
        }),
        Some(_) => fields.optional("migration", |reader, node| {
            table(reader, node, "migration matrix")?.migration()
        }),
        None => None,
    };
    fields.finish();
    found
}

/// A file of numbers with a header: the first cell of each row names it.
struct Table<'a> {
    source: Arc<Source>,
    problems: &'a Collector,
    header: Vec<String>,
    /// Place, first cell, further cells.
    rows: Vec<(Range<usize>, String, Vec<Decimal>)>,
}

fn table<'a>(reader: &Reader<'a>, node: &Node, what: &str) -> Option<Table<'a>> {
    let source = fetch(reader, node, what)?;
    reader.problems.know_rows(&source);
    let mut found = Table {
        problems: reader.problems,
        header: Vec::new(),
        rows: Vec::new(),
        source: Arc::clone(&source),
    };
    let mut sound = true;
    for (at, line) in lines(&source) {
        let mut cells = line
            .split([',', ';'])
            .map(|cell| cell.trim().trim_matches('"').to_owned());
        let first = cells.next().unwrap_or_default();
        if found.header.is_empty() {
            found.header = cells.collect();
            continue;
        }
        let numbers: Result<Vec<Decimal>, Fault> = cells.map(|cell| Ok(literal::share(&cell)?.0)).collect();
        match numbers {
            Ok(numbers) if numbers.len() == found.header.len() => found.rows.push((at, first, numbers)),
            Ok(numbers) => {
                sound = false;
                let cause = format!(
                    "`{}` has {} numbers for {} columns",
                    shortened(line),
                    numbers.len(),
                    found.header.len()
                );
                found.refuse(at, cause, "give a number for each column of the header");
            }
            Err(fault) => {
                sound = false;
                let problem = Problem::new(fault.code, Place::new(&source, at), fault.cause);
                found
                    .problems
                    .push(problem.label(fault.label).remedy(fault.remedy));
            }
        }
    }
    if sound && (found.rows.is_empty() || found.header.is_empty()) {
        found.refuse(
            0..0,
            format!("the {what} has no rows"),
            "begin with a header, and add a row for each year or rating",
        );
        return None;
    }
    sound.then_some(found)
}

impl Table<'_> {
    fn refuse(&self, at: Range<usize>, cause: String, remedy: &str) {
        let problem = Problem::new(Code::DefaultTerm, Place::new(&self.source, at), cause);
        self.problems.push(problem.label("here").remedy(remedy));
    }

    /// Header `years,pd`, or `years` and a column a rating.
    fn curves(&self) -> Option<DefaultTerm> {
        let years = self.years()?;
        let curve = |column: usize| {
            let points = years.iter().zip(&self.rows);
            PdCurve(
                points
                    .map(|(years, (_, _, row))| (*years, Ratio(row[column])))
                    .collect(),
            )
        };
        match &self.header[..] {
            [only] if only == "pd" => {
                if self
                    .rows
                    .iter()
                    .all(|(_, _, row)| row[0].is_zero() || row[0] == Decimal::ONE)
                {
                    let remedy = "give probabilities above 0 % and below 100 %";
                    self.refuse(
                        0..0,
                        "the curve has no shape that loans could follow".to_owned(),
                        remedy,
                    );
                    return None;
                }
                Some(DefaultTerm::Shape(curve(0)))
            }
            ratings => {
                let curves = ratings.iter().enumerate();
                let curves = curves.map(|(column, rating)| (rating.clone(), curve(column)));
                Some(DefaultTerm::ByRating(curves.collect::<BTreeMap<_, _>>()))
            }
        }
    }

    /// The years of each row, above nought and rising, with probabilities that do not fall.
    fn years(&self) -> Option<Vec<Decimal>> {
        let mut years: Vec<Decimal> = Vec::new();
        let mut before = vec![Decimal::ZERO; self.header.len()];
        for (at, first, row) in &self.rows {
            let year = literal::decimal(first).ok().filter(|year| *year > Decimal::ZERO);
            let Some(year) = year.filter(|year| years.last().is_none_or(|last| last < year)) else {
                let remedy = "begin rows with rising numbers of years, such as 1, 2, 5";
                self.refuse(
                    at.clone(),
                    format!("`{first}` is not a later year than the row before"),
                    remedy,
                );
                return None;
            };
            if row.iter().zip(&before).any(|(now, before)| now < before) {
                let remedy = "give cumulative probabilities: that of five years is at least that of four";
                self.refuse(at.clone(), "a cumulative probability falls".to_owned(), remedy);
                return None;
            }
            before.clone_from(row);
            years.push(year);
        }
        Some(years)
    }

    /// Header `from`, the ratings, and default last; a row for each rating, and at most one for default.
    fn migration(&self) -> Option<DefaultTerm> {
        let (default, ratings) = self.header.split_last()?;
        let mut sound = true;
        for (at, from, row) in &self.rows {
            let sum: Decimal = row.iter().sum();
            if (sum - Decimal::ONE).abs() > ROUNDING {
                sound = false;
                let cause = format!("the row of `{from}` adds up to {sum}, not to 1");
                self.refuse(
                    at.clone(),
                    cause,
                    "each rating goes somewhere: let its row add up to 100 %",
                );
            }
            let stays = row.last().is_some_and(|last| *last == Decimal::ONE);
            if from == default && !stays {
                sound = false;
                let remedy = "let the last row be nought but for 100 % in its last column, or leave it out";
                self.refuse(at.clone(), format!("`{default}` is not left again"), remedy);
            }
            if from != default && !ratings.contains(from) {
                sound = false;
                let remedy = "let rows have the names of the columns";
                self.refuse(at.clone(), format!("no column is called `{from}`"), remedy);
            }
        }
        let row = |rating: &String| {
            let mut rows = self.rows.iter().filter(|(_, from, _)| from == rating);
            match (rows.next(), rows.next()) {
                (Some((_, _, row)), None) => Some(row),
                (None, _) | (Some(_), Some(_)) => {
                    let remedy = "give each rating one row, under the same name as its column";
                    self.refuse(0..0, format!("`{rating}` does not have one row"), remedy);
                    None
                }
            }
        };
        let rows: Vec<Option<&Vec<Decimal>>> = ratings.iter().map(row).collect();
        let rows = rows.into_iter().collect::<Option<Vec<_>>>().filter(|_| sound)?;
        Some(DefaultTerm::Migration(Migration {
            ratings: ratings.to_vec(),
            rows: rows.into_iter().map(|row| scaled(row)).collect(),
        }))
    }
}

/// A row that adds up to one to the last digit.
fn scaled(row: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = row.iter().sum();
    row.iter()
        .map(|part| part.checked_div(sum).unwrap_or_default())
        .collect()
}
