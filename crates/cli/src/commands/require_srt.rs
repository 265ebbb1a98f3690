//! The gate `--require-srt`: every regime asked for must have a test of significant risk transfer passed at closing.

use tranchet_engine::capital::check::{Check, Limit, Outcome, Unit};
use tranchet_engine::capital::regimes::Regime;
use tranchet_engine::capital::step::Answer;
use tranchet_report::format::{percent, plain};
use tranchet_report::tables::capital::RegimeCapital;

use crate::failure::Failure;

/// Refuses regimes that have no tests: nothing could ever pass.
///
/// # Errors
/// Wrong usage, with the regime and its text.
pub fn can_be_asked(regimes: &[&'static Regime]) -> Result<(), Failure> {
    for regime in regimes {
        if let Answer::NotApplicable(why) = regime.srt.tests {
            return Err(Failure::Usage(format!(
                "--require-srt cannot be answered for `{}`: {} ({}); ask for a regime with tests, such as `eu` or `uk`",
                regime.name, why.reason, why.cites
            )));
        }
    }
    Ok(())
}

/// Fails when a regime has no test passed.
///
/// # Errors
/// [`Failure::Requirement`] with each test, its value and its limit.
pub fn require(found: &[RegimeCapital]) -> Result<(), Failure> {
    let failing = found
        .iter()
        .filter(|capital| capital.closing.srt.recognised != Some(true));
    let said: Vec<String> = failing.map(describe).collect();
    if said.is_empty() {
        Ok(())
    } else {
        Err(Failure::Requirement(said.join("\n")))
    }
}

fn describe(capital: &RegimeCapital) -> String {
    let tests = capital.closing.srt.made().iter();
    let asked = tests.filter(|test| test.outcome != Outcome::NotCalculated);
    let lines: Vec<String> = asked.map(|test| format!("\n  {}", line(test))).collect();
    format!(
        "no test of significant risk transfer is passed under `{}`:{}",
        capital.closing.regime.name,
        lines.concat()
    )
}

fn line(test: &Check) -> String {
    let figures = test.value.zip(test.limit).map(|(value, limit)| {
        let side = match limit {
            Limit::AtMost(_) => "at most",
            Limit::AtLeast(_) => "at least",
        };
        let shown = |number| match test.unit {
            Unit::Share => percent(number),
            Unit::Number | Unit::Years => plain(number),
        };
        format!(" {}, must be {side} {}", shown(value), shown(limit.level()))
    });
    let why = test.because.map(|why| format!(" ({why})"));
    format!(
        "{}: {}{}{} [{}]",
        test.name,
        test.outcome.name(),
        figures.unwrap_or_default(),
        why.unwrap_or_default(),
        test.cites
    )
}
