//! What two sides were made from, compared: keys of their YAML, rows of their tapes and curves.

use std::path::Path;

use tranchet_deal::file::{
    Difference, Document, Node, Parsed, Problems, Said, as_step, compare_files, compare_rows,
};
use tranchet_report::json::Input;

use crate::load::Loaded;

/// A file as it was read: its name and its bytes.
type Bytes<'f> = (&'f str, &'f [u8]);

/// What two deals say differently, tapes and holidays included.
///
/// # Errors
/// None in practice: both were read before.
pub fn of_deals(a: &Loaded, b: &Loaded) -> Result<Vec<Difference>, Problems> {
    let files = |loaded: &'_ Loaded| -> Vec<(String, Vec<u8>)> {
        let inputs = loaded.deal.inputs.iter();
        inputs
            .map(|input| (input.name.clone(), input.bytes.clone()))
            .collect()
    };
    let (tape, key) = tape_of(&a.deal.document);
    let path = |name: &str| match tape
        .as_deref()
        .is_some_and(|tape| file_name(tape) == file_name(name))
    {
        true => "pool.tape".to_owned(),
        false => as_step(&file_name(name)),
    };
    of_files(&files(a), &files(b), &key, &path)
}

/// What the first scenarios of two runs say differently, curves included.
///
/// # Errors
/// None in practice: both were read before.
pub fn of_scenarios(a: &Loaded, b: &Loaded) -> Result<Vec<Difference>, Problems> {
    let files = |loaded: &'_ Loaded| -> Vec<(String, Vec<u8>)> {
        let inputs = loaded
            .scenarios
            .iter()
            .take(1)
            .flat_map(|scenario| &scenario.inputs);
        inputs
            .map(|input| (input.name.clone(), input.bytes.clone()))
            .collect()
    };
    let mut found = of_files(&files(a), &files(b), "date", &|name| as_step(&file_name(name)))?;
    for difference in &mut found {
        difference.path = format!("scenario.{}", difference.path);
    }
    Ok(found)
}

/// The YAML comes first, then what it names, in the same order on both sides.
fn of_files(
    a: &[(String, Vec<u8>)],
    b: &[(String, Vec<u8>)],
    key: &str,
    path: &dyn Fn(&str) -> String,
) -> Result<Vec<Difference>, Problems> {
    let (Some((one, more_a)), Some((other, more_b))) = (a.split_first(), b.split_first()) else {
        return Ok(Vec::new());
    };
    let parsed = |file: &(String, Vec<u8>)| Parsed::new(&file.0, &String::from_utf8_lossy(&file.1));
    let mut found = compare_files(&parsed(one)?, &parsed(other)?);
    for ((name, bytes), (other, others)) in more_a.iter().zip(more_b) {
        let (a, b): (Bytes<'_>, Bytes<'_>) = ((name, bytes), (other, others));
        if a.1 != b.1 {
            found.extend(compare_rows(&path(name), key, a, b));
        }
    }
    Ok(found)
}

/// The file of a tape, and its own name for `loan_id`.
fn tape_of(document: &Document) -> (Option<String>, String) {
    let text = |path: &str| document.node(path).and_then(Node::text).map(str::to_owned);
    let columns = document
        .node("pool.tape.columns")
        .and_then(Node::entries)
        .unwrap_or_default();
    let theirs = columns.iter().find(|entry| entry.value.text() == Some("loan_id"));
    let key = theirs.map_or("loan_id", |entry| entry.key.as_str()).to_owned();
    (text("pool.tape").or_else(|| text("pool.tape.file")), key)
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The files whose hashes differ, of two results.
pub fn of_results(a: &[Input], b: &[Input]) -> Vec<Difference> {
    let hash = |inputs: &[Input], name: &str| {
        let input = inputs.iter().find(|input| input.name == name);
        input.map(|input| Said {
            text: input.sha256.clone(),
            line: 0,
        })
    };
    let new = b
        .iter()
        .filter(|input| a.iter().all(|known| known.name != input.name));
    let all = a.iter().chain(new).map(|input| Difference {
        path: as_step(&input.name),
        a: hash(a, &input.name),
        b: hash(b, &input.name),
    });
    all.filter(|difference| difference.a != difference.b).collect()
}
