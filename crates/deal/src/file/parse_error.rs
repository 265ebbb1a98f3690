//! The YAML parser's errors in our words.

use serde_yaml::Error;

use super::codes::Code;

/// The code of a parser's error, and what to do about it.
#[allow(clippy::wildcard_enum_match_arm)] // not our enum
pub(super) fn classify(error: &Error) -> (Code, &'static str) {
    match error {
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => (
            Code::TooMuch,
            "write the values out, or put the loans into a tape",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } | Error::UnknownAnchor { .. } => (
            Code::BadAlias,
            "an alias `*name` repeats a value marked `&name` before it",
        ),
        Error::MultipleDocuments { .. } => (
            Code::SeveralDocuments,
            "keep one document; remove the line `---` between them",
        ),
        Error::AliasError { error, .. } => classify(error),
        _ => (Code::NotYaml, remedy_of_syntax(error)),
    }
}

fn remedy_of_syntax(error: &Error) -> &'static str {
    let text = error.to_string();
    if text.contains('\t') || text.contains("tab") {
        "indent with spaces; YAML knows no tabs"
    } else {
        "check indentation, brackets and quotes around this place"
    }
}

/// The error's message in lower case without its place, which the excerpt shows.
pub(super) fn cause(error: &Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = match line.find(" at line ") {
        Some(at) => &line[..at],
        None => line,
    };
    let line = line
        .trim_start_matches("error: ")
        .trim_end_matches([':', ' ', '.']);
    let mut letters = line.chars();
    match letters.next() {
        Some(first) => format!("this is not YAML: {}{}", first.to_lowercase(), letters.as_str()),
        None => "this is not YAML".to_owned(),
    }
}
