//! Prints `docs/RULES.md`: every citation of law in the code of capital, with its file, its tests and its standing.
//!
//! ```text
//! cargo run -p tranchet-engine --example rules               # prints the table
//! cargo run -p tranchet-engine --example rules -- --write    # writes docs/RULES.md
//! cargo run -p tranchet-engine --example rules -- --check    # fails if docs/RULES.md differs, or a rule lacks something
//! ```
//!
//! It reads the source text: each call of a constructor of `Citation` is a row. A rule text must have a citation with
//! its version, an example worked by hand that runs, and a test; `--check` names every one that has not.

mod checks;
mod citations;
mod tests_of;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use citations::{Citation, citations};
use tests_of::{names, tests};

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

Every rule text has an example worked by hand in its file, which runs with the tests. Beside the tests named below, `tests/oracle` holds published and hand-derived risk weights, which no code here has made:
of positions in `risk_weights.csv`, of loans in `irb.csv`.
";

fn main() -> ExitCode {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = page(engine);
    let path = engine.join("../../docs/RULES.md");
    match std::env::args().nth(1).as_deref() {
        None => print!("{page}"),
        Some("--write") => fs::write(path, page).expect("docs/RULES.md can be written"),
        Some("--check") => {
            let mut faults = checks::faults(engine, &sources(&engine.join("src")));
            if !fs::read_to_string(path).is_ok_and(|known| known == page) {
                faults.push("docs/RULES.md differs from the code; write it with --write".to_owned());
            }
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            return if faults.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
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
    listed.retain(|file| !citations(file).is_empty());
    page.push_str(&tests_by_name(engine, &listed));
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
    let tests = tests(engine, file).join(", ");
    let name = within(engine, file);
    citations(file)
        .iter()
        .map(|citation| {
            let Citation {
                text,
                version,
                standing,
            } = citation;
            format!("| {text} | {version} | `{name}` | {tests} | {standing} |\n")
        })
        .collect()
}

/// The tests of each file that has citations, by name.
fn tests_by_name(engine: &Path, files: &[PathBuf]) -> String {
    let mut listed: Vec<PathBuf> = Vec::new();
    let mut rows = String::new();
    for place in files.iter().flat_map(|file| tests_of::places(file)) {
        if listed.contains(&place) {
            continue;
        }
        rows.push_str(&format!(
            "| `{}` | {} |\n",
            within(engine, &place),
            names(&place).join(", ")
        ));
        listed.push(place);
    }
    format!("\n## Tests\n\n| file | tests |\n|---|---|\n{rows}")
}

/// A file as the repository names it.
fn within(engine: &Path, file: &Path) -> String {
    let name = file.strip_prefix(engine).unwrap_or(file).display();
    format!("crates/engine/{name}")
}
