//! A sweep against as many separate processes: `cargo bench -p tranchet-cli --bench sweep`.
//!
//! The deal is the first of the examples with its tape twenty times over, a thousand loans. A point of a sweep
//! is compared with a process of its own that does the same for one point: relief at closing and the return of
//! the mezzanine. Twenty processes are timed. Required: twenty times as fast over attachment and spread, which
//! leave the pool's path alone, and twice over default rates and losses, which change it at every point.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How often the tape of fifty loans is repeated.
const COPIES: usize = 20;
/// Separate processes that are timed.
const PROCESSES: u32 = 20;
/// Sweeps that are timed, of which the median counts.
const SWEEPS: usize = 5;

/// Two axes: the path, and a beginning, an end and a step in per cent.
type Axes = [(&'static str, [f64; 3]); 2];

const TERMS: Axes = [
    ("tranches.mezzanine.attachment=", [5.0, 9.0, 0.1]),
    ("tranches.mezzanine.coupon.spread=", [3.0, 8.0, 0.1]),
];

const POOL: Axes = [
    ("defaults.annual_rate=", [0.5, 2.4, 0.1]),
    ("loss.final=", [30.0, 49.0, 1.0]),
];

fn main() {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = write_deal(folder.path());
    report("attachment and spread", &TERMS, &deal, 20.0);
    report("default rate and final loss", &POOL, &deal, 2.0);
}

/// The first example deal with a larger tape, beside the curves that its scenario names.
fn write_deal(folder: &Path) -> String {
    let deals = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deals");
    let from = deals.join("ai-infrastructure");
    let to = folder.join("deal");
    fs::create_dir_all(to.join("scenarios")).expect("there is room");
    fs::create_dir_all(folder.join("curves")).expect("there is room");
    let copies = [
        (from.join("deal.yaml"), to.join("deal.yaml")),
        (from.join("scenarios/base.yaml"), to.join("scenarios/base.yaml")),
        (deals.join("curves/sofr.csv"), folder.join("curves/sofr.csv")),
    ];
    for (from, to) in copies {
        fs::copy(from, to).expect("the example is there");
    }
    let tape = fs::read_to_string(from.join("tape.csv")).expect("the example is there");
    let (header, loans) = tape.split_once('\n').expect("a tape has a header");
    let copy = |number: usize| loans.lines().map(move |loan| format!("{number}-{loan}\n"));
    let loans: String = (0..COPIES).flat_map(copy).collect();
    fs::write(to.join("tape.csv"), format!("{header}\n{loans}")).expect("there is room");
    to.display().to_string()
}

fn report(name: &str, axes: &Axes, deal: &str, required: f64) {
    let apart = one_by_one(axes, deal);
    let mut times: Vec<Duration> = (0..SWEEPS).map(|_| together(axes, deal)).collect();
    times.sort_unstable();
    let points: f64 = axes
        .iter()
        .map(|(_, [from, to, step])| ((to - from) / step).round() + 1.0)
        .product();
    let point = times[SWEEPS / 2].as_secs_f64() / points;
    println!("{name}, {points} points of 1,000 loans");
    println!("  separate processes  {:>9.3} ms a point", apart * 1e3);
    println!("  one sweep           {:>9.3} ms a point", point * 1e3);
    println!(
        "  ratio               {:>9.1}, required {required}",
        apart / point
    );
}

/// Seconds a point in processes of their own.
fn one_by_one(axes: &Axes, deal: &str) -> f64 {
    let start = Instant::now();
    for number in 0..PROCESSES {
        let value = |(path, [from, _, step]): &(&str, [f64; 3])| {
            format!("{path}{}%", from + step * f64::from(number))
        };
        run(&axes.each_ref().map(value), deal);
    }
    start.elapsed().as_secs_f64() / f64::from(PROCESSES)
}

fn together(axes: &Axes, deal: &str) -> Duration {
    let range = |(path, [from, to, step]): &(&str, [f64; 3])| format!("{path}{from}%..{to}% step {step}%");
    let start = Instant::now();
    run(&axes.each_ref().map(range), deal);
    start.elapsed()
}

fn run(axes: &[String; 2], deal: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tranchet"));
    command.args([
        "sweep",
        deal,
        "--quiet",
        "--format",
        "csv",
        "--show",
        "relief",
        "--show",
        "irr of mezzanine",
    ]);
    for axis in axes {
        command.args(["--vary", axis]);
    }
    let output = command.output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !text.contains("D1"), "{text}");
}
