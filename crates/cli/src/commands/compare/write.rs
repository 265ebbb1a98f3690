//! Tables and document of a comparison.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use tranchet_deal::file::{Difference, Said};
use tranchet_deal::money::Currency;
use tranchet_report::difference::{Moved, is_headline, is_of_a_series};
use tranchet_report::table::{Cell, Table};

use super::{Compared, Side};
use crate::args::{Compare, Format, Shared};
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::output;

/// Rows of a table that people can read; CSV and JSON have all.
const SHOWN: usize = 25;
/// Letters of a text that people can read in a cell.
const LETTERS: usize = 40;
/// Digits of a hash that tell two files apart.
const DIGITS: usize = 12;

/// Tables, in order.
const TABLES: [&str; 4] = ["inputs", "outputs", "series", "files"];

/// Refuses the name of a table that there is not.
///
/// # Errors
/// Wrong usage.
pub fn check_table(shared: &Shared) -> Result<(), Failure> {
    match &shared.table {
        Some(name) if !TABLES.contains(&name.as_str()) => Err(Failure::Usage(format!(
            "there is no table `{name}`; there are {}",
            TABLES.join(", ")
        ))),
        Some(_) | None => Ok(()),
    }
}

/// The comparison in the format asked for.
///
/// # Errors
/// None in practice: the table was checked.
pub fn render(compared: &Compared, command: &Compare, shared: &Shared) -> Result<String, Failure> {
    let whole = match shared.format {
        Format::Json => return Ok(output::json(document(compared))),
        Format::Csv => true,
        Format::Table | Format::Markdown => false,
    };
    let (in_series, outputs): (Vec<&Moved>, Vec<&Moved>) = compared
        .outputs
        .iter()
        .partition(|moved| is_of_a_series(&moved.path));
    let moved_table = match whole || command.all {
        true => moved("outputs", "What moved", &outputs, whole),
        false => headlines(compared, &outputs, !command.tolerances.is_empty()),
    };
    let mut tables = vec![inputs(&compared.inputs, whole), moved_table];
    let asked = shared.table.as_deref();
    if asked == Some("series") || outputs.is_empty() {
        tables.push(moved("series", "What moved in series", &in_series, whole));
    } else if !in_series.is_empty() && !whole {
        let note = format!(
            "{} figures of series (dates, years, cliff) moved too: --table series.",
            in_series.len()
        );
        tables[1].notes.push(note);
    }
    tables.push(files(compared, whole));
    if whole && asked.is_none() {
        tables.swap(0, 1);
    }
    output::render(&tables, shared)
}

fn document(compared: &Compared) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("tranchet".to_owned(), json!(VERSION));
    document.insert("kind".to_owned(), json!("compare"));
    document.insert("a".to_owned(), compared.a.to_json());
    document.insert("b".to_owned(), compared.b.to_json());
    let input = |difference: &Difference| {
        let text = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
        let line = |said: &Option<Said>| said.as_ref().map(|said| said.line).filter(|line| *line > 0);
        json!({
            "path": difference.path,
            "a": text(&difference.a),
            "b": text(&difference.b),
            "a_line": line(&difference.a),
            "b_line": line(&difference.b),
        })
    };
    document.insert("inputs".to_owned(), compared.inputs.iter().map(input).collect());
    document.insert(
        "outputs".to_owned(),
        compared.outputs.iter().map(Moved::to_json).collect(),
    );
    document
}

fn inputs(differences: &[Difference], whole: bool) -> Table {
    let mut table = new("inputs", "What changed", &["*path", "a", "b", "line a", "line b"]);
    for difference in differences.iter().take(shown(whole)) {
        let text = |said: &Option<Said>| Cell::of(said.as_ref(), |said| Cell::text(cut(&said.text, whole)));
        let line = |said: &Option<Said>| {
            let line = said.as_ref().map(|said| said.line).filter(|line| *line > 0);
            Cell::of(line.and_then(|line| i64::try_from(line).ok()), Cell::Count)
        };
        table.push(vec![
            Cell::text(difference.path.as_str()),
            text(&difference.a),
            text(&difference.b),
            line(&difference.a),
            line(&difference.b),
        ]);
    }
    note_rest(&mut table, differences.len());
    table
}

/// The figures that a deal is judged by, in the order of results; with tolerances the largest of those beyond them too.
fn headlines(compared: &Compared, outputs: &[&Moved], has_tolerances: bool) -> Table {
    let (mut shown, rest): (Vec<&Moved>, Vec<&Moved>) =
        outputs.iter().partition(|moved| is_headline(&moved.path));
    let order = compared.a.figures.iter().chain(&compared.b.figures);
    let mut place: HashMap<&str, usize> = HashMap::new();
    for (number, (path, _)) in order.enumerate() {
        place.entry(path).or_insert(number);
    }
    shown.sort_by_key(|moved| place.get(moved.path.as_str()));
    let beyond = rest.iter().filter(|moved| has_tolerances && moved.is_beyond);
    shown.extend(beyond.take(SHOWN));
    let mut table = moved("outputs", "What moved", &shown, true);
    if !has_tolerances {
        // Nothing is asked of any figure, so the column would say yes in every row.
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| drop(row.pop()));
    }
    let hidden = outputs.len() - shown.len();
    if hidden > 0 {
        table
            .notes
            .push(format!("{hidden} other figures moved: --all shows them."));
    }
    table
}

fn moved(name: &'static str, title: &str, moved: &[&Moved], whole: bool) -> Table {
    let columns = ["*figure", "a", "b", "difference", "relative", "beyond"];
    let mut table = new(name, title, &columns);
    for moved in moved.iter().take(shown(whole)) {
        let mut row = vec![Cell::text(moved.path.as_str())];
        row.extend(moved.cells());
        row.push(Cell::Flag(moved.is_beyond));
        table.push(row);
    }
    note_rest(&mut table, moved.len());
    table
}

fn files(compared: &Compared, whole: bool) -> Table {
    let mut table = new(
        "files",
        "What was compared",
        &["*side", "program", "file", "sha256"],
    );
    for (letter, side) in [("a", &compared.a), ("b", &compared.b)] {
        for (name, hash) in names(side) {
            let hash = if whole {
                hash.as_str()
            } else {
                hash.get(..DIGITS).unwrap_or(&hash)
            };
            let cells = [letter, &side.version, &name, hash];
            table.push(cells.into_iter().map(Cell::text).collect());
        }
    }
    table
}

fn names(side: &Side) -> Vec<(String, String)> {
    let inputs = side.inputs.iter();
    inputs
        .map(|input| (input.name.clone(), input.sha256.clone()))
        .collect()
}

fn new(name: &'static str, title: &str, columns: &[&str]) -> Table {
    Table::new(name, title, Currency::NONE, columns)
}

fn shown(whole: bool) -> usize {
    if whole { usize::MAX } else { SHOWN }
}

fn note_rest(table: &mut Table, all: usize) {
    if all > table.rows.len() {
        let rest = all - table.rows.len();
        table.notes.push(format!(
            "{rest} more; --format csv --table {} has all.",
            table.name
        ));
    }
}

fn cut(text: &str, whole: bool) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) if !whole => format!("{}…", &text[..end]),
        Some(_) | None => text.to_owned(),
    }
}
