//! The citations of a source file, read from its text.

use std::fs;
use std::path::Path;

/// Constructors of a citation, and the word for the standing that each gives.
const CONSTRUCTORS: [(&str, &str); 5] = [
    ("read(", "read"),
    ("read_without_formula(", "read without formula"),
    ("recalled(", "recalled"),
    ("assumed(", ASSUMED),
    ("given(", GIVEN),
];
const ASSUMED: &str = "assumed";
const GIVEN: &str = "given by the user";

/// A call of a constructor.
pub struct Citation {
    /// Text and paragraph.
    pub text: String,
    /// Version; empty where none was found.
    pub version: String,
    /// How well the text is known.
    pub standing: &'static str,
}

impl Citation {
    /// Whether a version is to be expected of it.
    pub fn needs_version(&self) -> bool {
        ![ASSUMED, GIVEN].contains(&self.standing)
    }
}

/// The citations of a source, each once, in order.
pub fn citations(file: &Path) -> Vec<Citation> {
    let code = code(file);
    let mut found: Vec<Citation> = Vec::new();
    for part in code.split("Citation::").skip(1) {
        let constructor = CONSTRUCTORS.iter().find(|(call, _)| part.starts_with(call));
        let Some((call, standing)) = constructor else {
            continue;
        };
        let Some((text, rest)) = literal(&part[call.len()..]) else {
            continue;
        };
        let version = version(file, &code, rest);
        let is_known = |known: &Citation| known.text == text && known.version == version;
        if !found.iter().any(is_known) {
            found.push(Citation {
                text: text.to_owned(),
                version,
                standing,
            });
        }
    }
    found
}

/// The lines that are neither comments nor tests.
fn code(file: &Path) -> String {
    let source = fs::read_to_string(file).unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = lines.take_while(|line| line.trim() != "#[cfg(test)]").collect();
    code.join("\n")
}

/// A text in quotes at the start, and what follows it.
fn literal(code: &str) -> Option<(&str, &str)> {
    code.trim_start().strip_prefix('"')?.split_once('"')
}

/// The second argument: a text, or a constant of the file or of the module that it is in.
fn version(file: &Path, own: &str, rest: &str) -> String {
    let argument = rest.trim_start_matches([',', ' ', '\n']);
    if let Some((version, _)) = literal(argument) {
        return version.to_owned();
    }
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let name: String = argument.chars().take_while(|c| is_name(*c)).collect();
    let above = file.parent().map(|folder| code(&folder.with_extension("rs")));
    let places = [Some(own.to_owned()), above];
    let found = places.iter().flatten().find_map(|code| constant(code, &name));
    found.unwrap_or_default()
}

fn constant(code: &str, name: &str) -> Option<String> {
    let (_, value) = code.split_once(&format!("const {name}: &str = "))?;
    literal(value).map(|(version, _)| version.to_owned())
}
