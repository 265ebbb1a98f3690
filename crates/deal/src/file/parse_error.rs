//! The YAML parser's errors in our words.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

use super::codes::Code;

/// What the parser refused: the code, the cause and the remedy.
pub(super) struct Refusal {
    pub code: Code,
    pub cause: String,
    pub remedy: &'static str,
}

/// The parser's error in our words.
#[allow(clippy::wildcard_enum_match_arm)] // the parser's own enum
pub(super) fn refusal(error: &Error) -> Refusal {
    let of = |code, cause: &str, remedy| Refusal {
        code,
        cause: cause.to_owned(),
        remedy,
    };
    match error {
        Error::AliasError { error, .. } => refusal(error),
        Error::Budget {
            breach: BudgetBreach::Depth { .. },
            ..
        } => too_deep(),
        Error::Budget {
            breach: BudgetBreach::Documents { .. },
            ..
        }
        | Error::MultipleDocuments { .. } => of(
            Code::SeveralDocuments,
            "the file holds more than one document",
            "keep one; take out the line `---` between them",
        ),
        Error::Budget { .. } => of(
            Code::TooMuch,
            "the file holds too many values or aliases",
            "put the loans into a tape and name it with `pool: { tape: tape.csv }`",
        ),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => of(
            Code::TooMuch,
            "aliases of aliases stand for too many values",
            "write the values out, or put the loans into a tape",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => of(
            Code::BadAlias,
            "the alias stands inside the value that it repeats",
            "write the value out",
        ),
        Error::UnknownAnchor { .. } => unknown_anchor(),
        _ => syntax(&error.to_string()),
    }
}

fn too_deep() -> Refusal {
    Refusal {
        code: Code::TooMuch,
        cause: "values nest too deeply".to_owned(),
        remedy: "check brackets and indentation; a deal needs fewer than ten levels",
    }
}

fn unknown_anchor() -> Refusal {
    Refusal {
        code: Code::BadAlias,
        cause: "the alias names nothing before it".to_owned(),
        remedy: "mark a value with `&name` before `*name` repeats it, or put the text in quotes",
    }
}

/// What is left are errors of syntax, which the parser tells apart in words only.
fn syntax(text: &str) -> Refusal {
    let line = text.lines().next().unwrap_or_default();
    let line = line.find(" at line ").map_or(line, |at| &line[..at]);
    let line = line
        .trim_start_matches("error: ")
        .trim_end_matches([':', ' ', '.']);
    if line.contains("recursion limit") || line.contains("nesting") {
        return too_deep();
    }
    if line.contains("unknown anchor") {
        return unknown_anchor();
    }
    let mut letters = line.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    Refusal {
        code: Code::NotYaml,
        cause: format!(
            "this is not YAML: {}{}",
            first.unwrap_or_default(),
            letters.as_str()
        ),
        remedy: match text.contains('\t') || line.contains("tab") {
            true => "indent with spaces; YAML knows no tabs",
            false => "check brackets, quotes and indentation here and on the lines before",
        },
    }
}
