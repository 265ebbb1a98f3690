//! The tests of a source file: its example, and the functions of the test module nearest to it.

use std::fs;
use std::path::{Path, PathBuf};

/// What tests a file, for people.
pub fn tests(engine: &Path, file: &Path) -> Vec<String> {
    let example = has_example(file).then(|| "its example".to_owned());
    let places = places(file).into_iter().map(|place| {
        if place == file {
            "in the file".to_owned()
        } else {
            format!("`{}`", super::within(engine, &place))
        }
    });
    example.into_iter().chain(places).collect()
}

/// Whether its documentation has an example that runs.
pub fn has_example(file: &Path) -> bool {
    let source = fs::read_to_string(file).unwrap_or_default();
    source.lines().any(|line| line == "//! ```")
}

/// The file with the tests of a source: itself, the one beside it, or that of a module that it is in. A source
/// whose example is all that tests it has none.
pub fn places(file: &Path) -> Vec<PathBuf> {
    let own = [file.with_extension("").join("tests.rs"), file.to_owned()];
    let above = file.ancestors().skip(1).map(|folder| folder.join("tests.rs"));
    let above: Vec<PathBuf> = if has_example(file) {
        Vec::new()
    } else {
        above.collect()
    };
    let found = own
        .into_iter()
        .chain(above)
        .find(|place| !names(place).is_empty());
    found.into_iter().collect()
}

/// Names of the tests of a file, properties included, in order.
pub fn names(file: &Path) -> Vec<String> {
    let source = fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let after = lines[place..].iter().find_map(|line| line.strip_prefix("fn "));
        if let (&"#[test]", Some(function)) = (line, after) {
            let name = function.split('(').next().unwrap_or_default();
            found.push(name.to_owned());
        }
    }
    found
}
