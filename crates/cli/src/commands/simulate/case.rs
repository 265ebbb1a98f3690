//! A path as a scenario: the scenario's own text, its defaults replaced by the credit events of the path.

use std::fmt::Write;

use tranchet_risk::lower::Model;
use tranchet_risk::simulate::paths::Simulator;
use tranchet_risk::simulate::slice::Slice;

use crate::failure::Failure;
use crate::load::Loaded;

/// Keys of the scenario that a case does not keep.
const REPLACED: [&str; 3] = ["tranchet", "name", "defaults"];

/// The scenario of the path whose loss is not exceeded with a probability.
///
/// # Errors
/// A simulation without paths, or changes that the scenario's file does not have.
pub fn text(
    loaded: &Loaded,
    model: &Model,
    simulator: &Simulator,
    slice: &Slice,
    level: f64,
) -> Result<String, Failure> {
    if !loaded.changes.is_empty() {
        let message = "a case is written from the files as they are: put what --set changes into them";
        return Err(Failure::Usage(message.to_owned()));
    }
    let found = slice.sums.histogram.quantile(level, simulator.greatest_loss());
    let (_, path) = found.ok_or_else(|| Failure::Usage("no path has been drawn".to_owned()))?;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "# Path {path} of seed {}: about the loss that is not exceeded with {} %.\ntranchet: 1\nname: path {path}\ndefaults:\n  credit_events:",
        slice.seed,
        100.0 * level
    );
    let mut defaults = simulator.defaults(path);
    defaults.sort_by_key(|default| (default.period, default.place));
    for default in &defaults {
        let date = model.lowered.pool.dates[default.period + 1];
        let loan = &model.names[default.place];
        let loss = default
            .lost
            .map(|lost| format!(", final_loss: {lost:.6}"))
            .unwrap_or_default();
        let _ = writeln!(text, "    - {{ loan: \"{loan}\", date: {date}{loss} }}");
    }
    if defaults.is_empty() {
        text = text.replace("credit_events:\n", "credit_events: []\n");
    }
    if let (_, Some(file)) = loaded.scenario() {
        text.push_str(&kept(file.document.source.text()));
    }
    Ok(text)
}

/// The lines of the blocks that are kept.
fn kept(text: &str) -> String {
    let mut keeps = false;
    let mut kept = String::new();
    for line in text.lines() {
        let is_key = line.starts_with(|first: char| first.is_alphanumeric() || first == '"');
        if is_key {
            let key = line.split(':').next().unwrap_or_default();
            keeps = !REPLACED.contains(&key.trim().trim_matches('"'));
        }
        if keeps && !line.starts_with('#') {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn blocks_are_kept_but_defaults_and_name() {
        let text = "# words\ntranchet: 1\nname: base\ndefaults:\n  annual_rate: 1%\nrates:\n  SOFR: 4%\nloss: { initial: 40% }\n";
        assert_eq!(kept(text), "rates:\n  SOFR: 4%\nloss: { initial: 40% }\n");
    }
}
