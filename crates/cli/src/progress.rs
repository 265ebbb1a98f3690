//! Progress of long work, on standard error and only in a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Shared;

/// A bar that counts points, with their rate; silent where nobody looks.
pub fn points(what: &str, done: u64, all: u64, shared: &Shared) -> ProgressBar {
    let bar = ProgressBar::new(all)
        .with_message(what.to_owned())
        .with_position(done);
    bar.reset_eta();
    let style = "{msg} {wide_bar} {pos}/{len} points, {per_sec}, {eta} left";
    draw(bar, style, shared)
}

/// A count of points of a search, whose end is not known; silent where nobody looks.
pub fn evaluations(shared: &Shared) -> ProgressBar {
    draw(ProgressBar::no_length(), "solve: {pos} points, {per_sec}", shared)
}

/// A bar that counts deals; silent where nobody looks.
pub fn deals(all: u64, shared: &Shared) -> ProgressBar {
    draw(
        ProgressBar::new(all),
        "test {wide_bar} {pos}/{len} deals, {eta} left",
        shared,
    )
}

/// A bar that counts paths, with their rate and the error so far; silent where nobody looks.
pub fn paths(done: u64, all: u64, shared: &Shared) -> ProgressBar {
    let bar = ProgressBar::new(all).with_position(done);
    bar.reset_eta();
    let style = "simulate {wide_bar} {pos}/{len} paths, {per_sec}, {eta} left, {msg}";
    draw(bar, style, shared)
}

/// A bar that counts periods; silent where nobody looks.
pub fn bar(what: &str, periods: usize, shared: &Shared) -> ProgressBar {
    let bar = ProgressBar::new(periods as u64).with_message(what.to_owned());
    draw(bar, "{msg} {wide_bar} {pos}/{len} periods, {eta} left", shared)
}

fn draw(bar: ProgressBar, style: &str, shared: &Shared) -> ProgressBar {
    if shared.quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
