//! Rows of a sweep as CSV, JSON or tables, written as they come.

use std::io::Write;

use serde_json::{Map, Value, json};
use tranchet_deal::money::Currency;
use tranchet_report::format::for_machines;
use tranchet_report::table::{Cell, Table};

use super::partial::Partial;
use super::{Plan, Row, heat_map};
use crate::args::{Format, Shared};
use crate::failure::Failure;
use crate::grid::literal;
use crate::output::{self, Destination};

/// Where rows go.
pub struct Rows {
    out: Out,
    currency: Currency,
}

enum Out {
    /// Shown whole at the end.
    Tables(Vec<Row>),
    Csv(Destination),
    /// A CSV file that can be gone on with.
    Partial(Partial),
    Json {
        out: Destination,
        names: (Vec<String>, Vec<String>),
        is_first: bool,
    },
}

impl Rows {
    /// Begins to write, or goes on; how many points are written already.
    ///
    /// # Errors
    /// A file that cannot be written, or that is of another grid.
    pub fn open(plan: &Plan, resume: bool, shared: &Shared) -> Result<(Rows, u64), Failure> {
        let currency = plan.studied.base.deal().currency;
        let of = |out| Rows { out, currency };
        match (shared.format, &shared.output) {
            (Format::Table | Format::Markdown, _) => Ok((of(Out::Tables(Vec::new())), 0)),
            (Format::Csv, _) if shared.table.as_deref() == Some("heat-map") => {
                Ok((of(Out::Tables(Vec::new())), 0))
            }
            (Format::Csv, Some(path)) if path.is_file() || !path.exists() => {
                let (partial, done) = Partial::open(path, plan, resume)?;
                Ok((of(Out::Partial(partial)), done))
            }
            (Format::Csv, Some(_) | None) => {
                let mut out = Destination::open(shared)?;
                let written = out.write_all(header(plan).as_bytes());
                written.map_err(|error| out.failure(&error))?;
                Ok((of(Out::Csv(out)), 0))
            }
            (Format::Json, _) => {
                let mut out = Destination::open(shared)?;
                let written = out.write_all(begin_json(plan).as_bytes());
                written.map_err(|error| out.failure(&error))?;
                let names = (axis_names(plan), figure_names(plan));
                Ok((
                    of(Out::Json {
                        out,
                        names,
                        is_first: true,
                    }),
                    0,
                ))
            }
        }
    }

    /// Whether whoever read the rows has gone away.
    pub fn is_gone(&self) -> bool {
        match &self.out {
            Out::Csv(out) | Out::Json { out, .. } => out.is_gone(),
            Out::Tables(_) | Out::Partial(_) => false,
        }
    }

    /// Writes rows that follow those written.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, rows: Vec<Row>) -> Result<(), Failure> {
        let currency = self.currency;
        let lines = |rows: &[Row]| rows.iter().map(|row| csv_line(row, currency)).collect::<String>();
        match &mut self.out {
            Out::Tables(kept) => {
                kept.extend(rows);
                Ok(())
            }
            Out::Partial(partial) => partial.append(&lines(&rows)),
            Out::Csv(out) => {
                let written = out.write_all(lines(&rows).as_bytes());
                written.map_err(|error| out.failure(&error))
            }
            Out::Json { out, names, is_first } => {
                for row in &rows {
                    let comma = if std::mem::take(is_first) { "\n" } else { ",\n" };
                    let written = write!(out, "{comma}    {}", json_row(row, names, currency));
                    written.map_err(|error| out.failure(&error))?;
                }
                Ok(())
            }
        }
    }

    /// Brings everything to its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self, plan: &Plan, shared: &Shared) -> Result<(), Failure> {
        match self.out {
            Out::Csv(out) => out.finish(shared),
            Out::Partial(partial) => partial.finish(shared),
            Out::Json { mut out, .. } => {
                let written = out.write_all(b"\n  ]\n}\n");
                written.map_err(|error| out.failure(&error))?;
                out.finish(shared)
            }
            Out::Tables(rows) => {
                let tables = match shared.table.as_deref() {
                    Some("heat-map") => heat_map::tables(plan, &rows),
                    Some(_) | None => vec![points(plan, rows)],
                };
                // The name was checked, and a heat map has a table a figure.
                let named = Shared {
                    table: None,
                    ..shared.clone()
                };
                output::write(&output::render(&tables, &named)?, shared)
            }
        }
    }
}

/// The paths of the axes.
pub fn axis_names(plan: &Plan) -> Vec<String> {
    plan.grid
        .axes
        .iter()
        .map(|axis| axis.handle.to_string())
        .collect()
}

/// The names of the figures.
pub fn figure_names(plan: &Plan) -> Vec<String> {
    plan.figures.iter().map(ToString::to_string).collect()
}

/// The first line of CSV.
pub fn header(plan: &Plan) -> String {
    let names = axis_names(plan).into_iter().chain(figure_names(plan));
    csv_record(names.chain(["problem".to_owned()]).collect())
}

fn csv_line(row: &Row, currency: Currency) -> String {
    let inputs = row.inputs.iter().map(|input| for_machine(input, currency));
    let outputs = row.outputs.iter().map(|cell| for_machines(cell, currency));
    csv_record(
        inputs
            .chain(outputs)
            .chain([row.problem.clone().unwrap_or_default()])
            .collect(),
    )
}

fn csv_record(fields: Vec<String>) -> String {
    let quoted = fields
        .into_iter()
        .map(|field| match field.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", field.replace('"', "\"\"").replace(['\n', '\r'], " ")),
            false => field,
        });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

/// A value as machines read it: numbers and amounts plain, all else as typed.
fn for_machine(input: &str, currency: Currency) -> String {
    match literal::read(input, currency) {
        Ok((_, literal::Written::Date)) | Err(_) => input.to_owned(),
        Ok((number, _)) => number.normalize().to_string(),
    }
}

fn begin_json(plan: &Plan) -> String {
    let mut document = plan.studied.base.document("sweep");
    let currency = plan.studied.base.deal().currency;
    let axes: Vec<Value> = plan
        .grid
        .axes
        .iter()
        .map(|axis| {
            let values: Vec<String> = (0..axis.len())
                .map(|place| for_machine(&axis.value(place), currency))
                .collect();
            json!({ "path": axis.handle.to_string(), "values": values })
        })
        .collect();
    document.insert("currency".to_owned(), json!(currency.code()));
    document.insert("axes".to_owned(), Value::Array(axes));
    document.insert("figures".to_owned(), json!(figure_names(plan)));
    let text = output::json(document);
    let open = text.trim_end().trim_end_matches('}').trim_end();
    format!("{open},\n  \"rows\": [")
}

fn json_row(row: &Row, (axes, figures): &(Vec<String>, Vec<String>), currency: Currency) -> Value {
    let inputs: Map<String, Value> = axes
        .iter()
        .zip(&row.inputs)
        .map(|(axis, input)| (axis.clone(), json!(for_machine(input, currency))))
        .collect();
    let outputs: Map<String, Value> = figures
        .iter()
        .zip(&row.outputs)
        .map(|(figure, cell)| (figure.clone(), json_cell(cell, currency)))
        .collect();
    json!({ "inputs": inputs, "outputs": outputs, "problem": row.problem })
}

/// A cell of a document.
pub fn json_cell(cell: &Cell, currency: Currency) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Flag(yes) => json!(yes),
        Cell::Count(count) => json!(count),
        Cell::Text(_) | Cell::Money(_) | Cell::Percent(..) | Cell::Number(..) | Cell::Date(_) => {
            json!(for_machines(cell, currency))
        }
    }
}

/// The table of points.
fn points(plan: &Plan, rows: Vec<Row>) -> Table {
    let has_problems = rows.iter().any(|row| row.problem.is_some());
    let axes = axis_names(plan).into_iter().map(|axis| format!("*{axis}"));
    let problem = has_problems.then(|| "problem".to_owned());
    let columns: Vec<String> = axes.chain(figure_names(plan)).chain(problem).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let deal = plan.studied.base.deal();
    let title = format!(
        "{}: sweep, scenario {}",
        deal.name,
        plan.studied.base.scenario().0.name
    );
    let mut table = Table::new("points", title, deal.currency, &columns);
    for row in rows {
        let inputs = row.inputs.iter().map(|input| input_cell(input, deal.currency));
        let problem = has_problems.then(|| Cell::of(row.problem, Cell::Text));
        table.push(inputs.chain(row.outputs).chain(problem).collect());
    }
    table
}

/// A value for people: numbers line up.
fn input_cell(input: &str, currency: Currency) -> Cell {
    match literal::read(input, currency) {
        Ok((number, literal::Written::Percent | literal::Written::BasisPoints)) => {
            Cell::Percent(number, number.normalize().scale().saturating_sub(2))
        }
        Ok((number, literal::Written::Plain)) => Cell::Number(number, number.normalize().scale()),
        Ok((_, literal::Written::Money(_) | literal::Written::Date)) | Err(_) => Cell::text(input),
    }
}
