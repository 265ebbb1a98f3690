//! Every case of an independent implementation, run through the library and compared field by field.
//!
//! See the README beside this file for where the expected results come from.

mod cases;
mod compare;
mod golden_t1;
mod overnight;

use cases::{Case, cases};
use compare::differences;

#[test]
fn every_case_agrees_with_the_independent_implementation() {
    let cases = cases();
    assert!(cases.len() >= 160, "{} cases are too few", cases.len());
    let failures: Vec<String> = cases.iter().flat_map(disagreements).collect();
    assert!(
        failures.is_empty(),
        "{} disagreements:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Each field of a case that differs: case, path, both values.
fn disagreements(case: &Case) -> Vec<String> {
    let named = |what: String| format!("{}: {what}", case.name());
    match case.run() {
        Ok(document) => differences(&case.expected(), &document)
            .into_iter()
            .map(named)
            .collect(),
        Err(problems) => vec![named(problems)],
    }
}
