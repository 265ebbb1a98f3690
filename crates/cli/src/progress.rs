//! Progress of long work, on standard error and only in a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Shared;

/// A bar that counts periods; silent where nobody looks.
pub fn bar(what: &str, periods: usize, shared: &Shared) -> ProgressBar {
    let bar = ProgressBar::new(periods as u64).with_message(what.to_owned());
    if shared.quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} periods, {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
