//! What every rule text must have.

use std::fs;
use std::path::{Path, PathBuf};

use super::citations::citations;
use super::tests_of::{has_example, tests};
use super::within;

/// Everything that is missing, file by file.
pub fn faults(engine: &Path, sources: &[PathBuf]) -> Vec<String> {
    let rules = engine.join("src/capital/rules");
    let mut faults = Vec::new();
    for file in sources {
        let name = within(engine, file);
        let mut add = |fault: &str| faults.push(format!("{name}: {fault}"));
        if file.parent() == Some(rules.as_path()) {
            lacks(file).into_iter().for_each(&mut add);
        }
        let found = citations(file);
        for citation in found
            .iter()
            .filter(|citation| citation.needs_version() && citation.version.is_empty())
        {
            add(&format!("`{}` has no version", citation.text));
        }
        if !found.is_empty() && tests(engine, file).is_empty() {
            add("nothing tests it");
        }
    }
    faults
}

/// What a rule text lacks.
fn lacks(file: &Path) -> Vec<&'static str> {
    let source = fs::read_to_string(file).unwrap_or_default();
    let documentation: Vec<&str> = source
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .collect();
    let documentation = documentation.join("\n");
    let has_citation = !citations(file).is_empty();
    let needed = [
        (has_citation, "it cites no text"),
        (
            documentation.contains("Source:"),
            "it does not say what was read (`Source:`)",
        ),
        (
            documentation.contains("Example"),
            "it has no example worked by hand (`Example: …`)",
        ),
        (has_example(file), "its example does not run"),
        (
            documentation.contains("Not covered"),
            "it does not say what is not covered",
        ),
    ];
    let missing = needed.into_iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, fault)| fault).collect()
}
