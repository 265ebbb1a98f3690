//! Prints `docs/RULES.md`: every citation of law in the code of capital, with its file, its tests and its standing.
//!
//! ```text
//! cargo run -p tranchet-engine --example rules               # prints the table
//! cargo run -p tranchet-engine --example rules -- --write    # writes docs/RULES.md
//! cargo run -p tranchet-engine --example rules -- --check    # fails if docs/RULES.md differs
//! ```
//!
//! It reads the source text: each call of a constructor of `Citation` is a row.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Constructors of a citation, and the word for the standing that each gives.
const CONSTRUCTORS: [(&str, &str); 5] = [
    ("read(", "read"),
    ("read_without_formula(", "read without formula"),
    ("recalled(", "recalled"),
    ("assumed(", "assumed"),
    ("given(", "given by the user"),
];

/// Folders and files of the table, in its order.
const PLACES: [(&str, &str); 3] = [
    ("Rule texts", "src/capital/rules"),
    ("Regimes", "src/capital/regimes"),
    ("Elsewhere", "src"),
];

const INTRODUCTION: &str = "\
# Rules

Every number and statement of law that the program uses, where it is in the code, what tests it, and how well the authors
know the text. This page is written by `cargo run -p tranchet-engine --example rules -- --write` from the citations in the code.

| standing | means |
|---|---|
| read | the text was read, or another that repeats it; then the citation names that second text after \"as\" |
| read without formula | the text was read, but its formula came from, or was checked against, a second source |
| recalled | written from memory; nobody here has read the text |
| assumed | no text says so; the program assumes it for want of a better figure |
| given by the user | no text that was found gives the number; whoever asks has to |

Tables of `tranchet capital` name what was recalled or assumed; `--explain` and JSON give each figure's standing.

Beside the tests named below, `tests/oracle` holds published and hand-derived risk weights, which no code here has made:
of positions in `risk_weights.csv`, of loans in `irb.csv`.
";

struct Citation {
    text: String,
    version: String,
    standing: &'static str,
}

fn main() -> ExitCode {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = page(engine);
    let path = engine.join("../../docs/RULES.md");
    match std::env::args().nth(1).as_deref() {
        None => print!("{page}"),
        Some("--write") => fs::write(path, page).expect("docs/RULES.md can be written"),
        Some("--check") if fs::read_to_string(path).is_ok_and(|known| known == page) => {}
        Some("--check") => {
            eprintln!("docs/RULES.md differs from the code; write it with --write");
            return ExitCode::FAILURE;
        }
        Some(other) => {
            eprintln!("there is no option `{other}`");
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}

fn page(engine: &Path) -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut listed: Vec<PathBuf> = Vec::new();
    for (title, place) in PLACES {
        let files: Vec<PathBuf> = sources(&engine.join(place))
            .into_iter()
            .filter(|file| !listed.contains(file))
            .collect();
        let rows: String = files.iter().map(|file| rows(engine, file)).collect();
        if !rows.is_empty() {
            page.push_str(&format!(
                "\n## {title}\n\n| citation | version | file | tests | standing |\n|---|---|---|---|---|\n{rows}"
            ));
        }
        listed.extend(files);
    }
    page
}

/// Rust files below a folder that are not tests, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of sources can be read")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| path.file_name().is_some_and(|name| name != "tests.rs"))
        .collect();
    found.sort();
    found
}

fn rows(engine: &Path, file: &Path) -> String {
    let source = fs::read_to_string(file).expect("a source can be read");
    let name = file.strip_prefix(engine).unwrap_or(file).display().to_string();
    let tests = tests(engine, file, &source);
    citations(&source)
        .iter()
        .map(|citation| {
            let Citation {
                text,
                version,
                standing,
            } = citation;
            format!("| {text} | {version} | `crates/engine/{name}` | {tests} | {standing} |\n")
        })
        .collect()
}

/// The citations of a source, each once, in order.
fn citations(source: &str) -> Vec<Citation> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = lines.take_while(|line| line.trim() != "#[cfg(test)]").collect();
    let code = code.join("\n");
    let mut found: Vec<Citation> = Vec::new();
    for part in code.split("Citation::").skip(1) {
        let constructor = CONSTRUCTORS.iter().find(|(call, _)| part.starts_with(call));
        let Some((call, standing)) = constructor else {
            continue;
        };
        let Some((text, rest)) = literal(&part[call.len()..]) else {
            continue;
        };
        let version = version(&code, rest);
        if !found
            .iter()
            .any(|known| known.text == text && known.version == version)
        {
            found.push(Citation {
                text: text.to_owned(),
                version,
                standing,
            });
        }
    }
    found
}

/// A text in quotes at the start, and what follows it.
fn literal(code: &str) -> Option<(&str, &str)> {
    code.trim_start().strip_prefix('"')?.split_once('"')
}

/// The second argument: a text, or the constant of the file.
fn version(code: &str, rest: &str) -> String {
    let argument = rest.trim_start_matches([',', ' ', '\n']);
    let constant = || literal(code.split_once("const VERSION: &str = ")?.1);
    let named = argument.starts_with("VERSION");
    let found = if named { constant() } else { literal(argument) };
    found.map_or(String::new(), |(version, _)| version.to_owned())
}

fn tests(engine: &Path, file: &Path, source: &str) -> String {
    let mut tests = Vec::new();
    if source.contains("//! ```\n") {
        tests.push("its example".to_owned());
    }
    let beside = file.with_extension("").join("tests.rs");
    if beside.is_file() {
        let name = beside.strip_prefix(engine).unwrap_or(&beside).display();
        tests.push(format!("`crates/engine/{name}`"));
    } else if source.contains("#[cfg(test)]") {
        tests.push("in the file".to_owned());
    }
    if tests.is_empty() {
        tests.push("`crates/engine/src/capital/tests.rs`".to_owned());
    }
    tests.join(", ")
}
