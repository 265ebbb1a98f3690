//! A report in the JUnit format: a suite a deal, a case a scenario.

use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use tranchet_report::difference::Moved;

use super::{Case, Tested};
use crate::args::Shared;
use crate::failure::Failure;
use crate::output;

/// Writes the report, whole or not at all.
///
/// # Errors
/// When the file cannot be written.
pub fn write(tested: &[Tested], file: &Path, shared: &Shared) -> Result<(), Failure> {
    let mut report = Report::new("tranchet test");
    report.add_test_suites(tested.iter().map(suite));
    let text = report.to_string().map_err(|error| Failure::Write {
        path: file.to_owned(),
        reason: error.to_string(),
    })?;
    output::write_file(&text, file, shared)
}

fn suite(tested: &Tested) -> TestSuite {
    let deal = tested.deal.display().to_string();
    let mut suite = TestSuite::new(deal.as_str());
    suite.add_test_cases(tested.cases.iter().map(|case| test_case(&deal, case)));
    suite
}

fn test_case(deal: &str, case: &Case) -> TestCase {
    let beyond: Vec<String> = case.beyond().map(line).collect();
    let not = |kind, kind_name: &str, message: String, text: &str| {
        let mut status = TestCaseStatus::non_success(kind);
        status
            .set_message(message)
            .set_type(kind_name)
            .set_description(text);
        status
    };
    let status = match &case.problem {
        Some(problem) => not(NonSuccessKind::Error, "problem", first_line(problem), problem),
        None if beyond.is_empty() => TestCaseStatus::success(),
        None => {
            let message = format!("{} figures moved, first {}", beyond.len(), beyond[0]);
            not(NonSuccessKind::Failure, "difference", message, &beyond.join("\n"))
        }
    };
    let mut found = TestCase::new(case.scenario.as_str(), status);
    found.set_classname(deal);
    found
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// A figure that moved, in a line.
fn line(moved: &Moved) -> String {
    let text = |value: &Option<serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => "nothing".to_owned(),
    };
    format!(
        "{}: {} accepted, {} now",
        moved.path,
        text(&moved.a),
        text(&moved.b)
    )
}
