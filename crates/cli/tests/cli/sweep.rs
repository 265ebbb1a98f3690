//! Grids: their order, their problems, their files, and what they refuse.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{run, stderr, stdout, tranchet};

const DEAL: &str = "deals/ai-infrastructure";
const POINTS: &str = "tranches.mezzanine.attachment=5%..7% step 1%";
const SPREADS: &str = "tranches.mezzanine.coupon.spread=4%, 500bp";

fn csv(more: &[&str]) -> String {
    let said = run(&[&["sweep", DEAL, "--quiet", "--format", "csv"], more].concat());
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    stdout(&said)
}

#[test]
fn points_come_in_row_order_with_plain_numbers() {
    let table = csv(&[
        "--vary",
        POINTS,
        "--vary",
        SPREADS,
        "--show",
        "thickness of mezzanine",
    ]);
    let expected = "tranches.mezzanine.attachment,tranches.mezzanine.coupon.spread,thickness of mezzanine,problem\n\
                    0.05,0.04,0.075,\n0.05,0.05,0.075,\n0.06,0.04,0.065,\n0.06,0.05,0.065,\n0.07,0.04,0.055,\n\
                    0.07,0.05,0.055,\n";
    assert_eq!(table, expected);
}

/// Every figure of a point is what `run` and `capital` say of the same deal, changed in the same way.
#[test]
fn a_point_is_what_a_run_of_its_own_says() {
    let changes = [
        "tranches.mezzanine.attachment=6%",
        "loss.final=70%",
        "deal.calls.time=2031-06-30",
    ];
    let figures = [
        "run.bank.net_cost",
        "run.tranches.first loss.irr",
        "capital.relief.capital",
        "cost per capital",
    ];
    let mut arguments = vec![
        "--vary",
        "tranches.mezzanine.attachment=5%,6%",
        "--vary",
        "loss.final=60%,70%",
    ];
    arguments.extend(["--vary", "deal.calls.time=2029-06-30,2031-06-30"]);
    figures
        .iter()
        .for_each(|figure| arguments.extend(["--show", figure]));
    let table = csv(&arguments);
    let last: Vec<&str> = table
        .lines()
        .last()
        .expect("there are points")
        .split(',')
        .collect();
    let document = |verb: &str| -> serde_json::Value {
        let mut arguments = vec![verb, DEAL, "--quiet", "--format", "json"];
        changes
            .iter()
            .for_each(|change| arguments.extend(["--set", change]));
        serde_json::from_str(&stdout(&run(&arguments))).expect("it is JSON")
    };
    let (ran, capital) = (document("run"), document("capital"));
    let ran = &ran["scenarios"][0];
    let same = |cell: &str, value: &serde_json::Value| {
        let number = |text: &str| text.parse::<f64>().expect("a number");
        assert!(
            (number(cell) - number(value.as_str().expect("a text"))).abs() < 1e-12,
            "{cell} {value}"
        );
    };
    same(last[3], &ran["bank"]["net_cost"]);
    same(last[4], &ran["tranches"]["first loss"]["irr"]);
    same(last[5], &capital["regimes"][0]["relief"]["capital"]);
    same(last[6], &ran["bank"]["cost_per_capital_released"]);
}

#[test]
fn a_point_with_a_problem_keeps_it_and_the_others_go_on() {
    let table = csv(&[
        "--vary",
        "tranches.mezzanine.attachment=12%,13%",
        "--show",
        "relief",
    ]);
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[1].starts_with("0.12,1") && rows[1].ends_with(','), "{table}");
    assert!(rows[2].starts_with("0.13,,D202: "), "{table}");
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let with = |threads: &str| {
        csv(&[
            "--vary",
            "tranches.mezzanine.attachment=4%..11% step 0.1%",
            "--vary",
            "defaults.annual_rate * 1..4 step 1",
            "--vary",
            "deal.calls.time=2029-06-30,2030-06-30",
            "--show",
            "irr of mezzanine",
            "--show",
            "cost per capital",
            "--threads",
            threads,
        ])
    };
    let one = with("1");
    assert_eq!(one.lines().count(), 1 + 71 * 4 * 2);
    assert_eq!(one, with("2"));
    assert_eq!(one, with("7"));
}

#[test]
fn what_is_no_grid_is_refused() {
    let cases = [
        ("loss.final=", "a value is empty"),
        ("loss.final=1%,,2%", "a value is empty"),
        ("loss.final=1%..2%", "no step"),
        ("loss.final=1%..2% step 0%", "the step is nought"),
        ("loss.final=1%..2% step -1%", "the range is empty"),
        ("loss.final=2%..1% step 1%", "the range is empty"),
        ("loss.final=..2% step 1%", "no number"),
        ("deal.calls.time=2029-01-01..9 step 1 day", "one end is a date"),
        (
            "deal.calls.time=2029-01-01..2030-01-01 step 1",
            "no step between dates",
        ),
        (
            "deal.calls.time=2030-01-01..2029-01-01 step 1 month",
            "the range is empty",
        ),
        ("loss.final=0..1 step 0.000000000001", "1000000000001 points"),
        ("loss.final=0..1 step 0.00000000000000000001", "points"),
    ];
    for (axis, words) in cases {
        let said = run(&["sweep", DEAL, "--quiet", "--vary", axis, "--show", "relief"]);
        assert_eq!(said.status.code(), Some(64), "{axis}: {}", stderr(&said));
        assert!(stderr(&said).contains(words), "{axis}: {}", stderr(&said));
    }
    for path in [
        "tranches.=1",
        "..=1",
        "x.y=1",
        "tranches.mezanine.coupon.spread=1%",
        "calls.time=2029-01-01",
    ] {
        let said = run(&["sweep", DEAL, "--quiet", "--vary", path, "--show", "relief"]);
        assert_eq!(said.status.code(), Some(2), "{path}: {}", stderr(&said));
    }
}

#[test]
fn an_unknown_figure_names_those_like_it() {
    let said = run(&["sweep", DEAL, "-q", "--vary", POINTS, "--show", "irr of mezanine"]);
    assert_eq!(said.status.code(), Some(64));
    assert!(stderr(&said).contains("`irr of mezzanine`"), "{}", stderr(&said));
}

#[test]
fn a_heat_map_is_a_table_a_figure() {
    let heat = |axes: &[&str]| {
        let mut arguments = vec![
            "sweep",
            DEAL,
            "--quiet",
            "--table",
            "heat-map",
            "--show",
            "wal of mezzanine",
        ];
        axes.iter().for_each(|axis| arguments.extend(["--vary", axis]));
        run(&arguments)
    };
    let said = stdout(&heat(&[POINTS, SPREADS]));
    assert!(
        said.contains("wal of mezzanine, tranches.mezzanine.attachment down"),
        "{said}"
    );
    assert_eq!(
        said.lines()
            .filter(|line| line.starts_with([' ']) && line.contains('%'))
            .count(),
        4,
        "{said}"
    );
    assert_eq!(heat(&[POINTS]).status.code(), Some(64));
}

#[test]
fn json_has_axes_and_rows() {
    let said = run(&[
        "sweep",
        DEAL,
        "-q",
        "--format",
        "json",
        "--vary",
        SPREADS,
        "--show",
        "relief ratio",
    ]);
    let document: serde_json::Value = serde_json::from_str(&stdout(&said)).expect("it is JSON");
    assert_eq!(document["kind"], "sweep");
    assert_eq!(document["axes"][0]["values"], serde_json::json!(["0.04", "0.05"]));
    let row = &document["rows"][1];
    assert_eq!(row["inputs"]["tranches.mezzanine.coupon.spread"], "0.05");
    assert!(
        row["outputs"]["relief ratio"].is_string() && row["problem"].is_null(),
        "{row}"
    );
}

/// A sweep that is killed goes on where its last whole row ends, and ends as one written at once.
#[test]
fn a_killed_sweep_goes_on() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("grid.csv");
    let begin = |more: &[&str]| {
        let mut command = tranchet();
        let axes = [
            "tranches.mezzanine.attachment=4%..11% step 0.1%",
            "tranches.mezzanine.coupon.spread=1%..9% step 0.1%",
        ];
        command.args([
            "sweep",
            DEAL,
            "-q",
            "--format",
            "csv",
            "--show",
            "cost per capital",
            "--output",
        ]);
        command
            .arg(&file)
            .args(axes.map(|axis| format!("--vary={axis}")))
            .args(more);
        command
    };
    let mut child = begin(&[]).spawn().expect("the program starts");
    let begun = loop {
        let part = partial(folder.path());
        if part
            .as_ref()
            .is_some_and(|part| fs::metadata(part).is_ok_and(|part| part.len() > 8_000))
        {
            break part.expect("it was just there");
        }
        assert!(
            child.try_wait().expect("it can be asked").is_none(),
            "it was done before it could be killed"
        );
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    child.kill().expect("it runs");
    child.wait().expect("it was killed");
    assert!(!file.exists());
    // Whatever the moment of the kill, the last row may be cut off.
    let left = fs::read_to_string(&begun).expect("it is there");
    fs::write(
        &begun,
        format!("{}0.0", &left[..left.rfind('\n').expect("rows were written") + 1]),
    )
    .expect("there is room");
    assert!(begin(&["--resume"]).status().expect("it runs").success());
    let resumed = fs::read_to_string(&file).expect("it was written");
    assert!(!begun.exists() && resumed.starts_with(&left[..8_000]));
    assert!(begin(&["--threads", "1"]).status().expect("it runs").success());
    assert_eq!(resumed, fs::read_to_string(&file).expect("it was written"));
    assert_eq!(resumed.lines().count(), 1 + 71 * 81);
}

#[test]
fn a_part_of_another_grid_is_not_gone_on_with() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("grid.csv");
    fs::write(folder.path().join("grid.csv.0123456789ab.partial"), "x\n").expect("there is room");
    let file = file.to_str().expect("the path is text");
    let figure = ["--show", "relief", "--output", file, "--resume"];
    let refused = run(&[
        &["sweep", DEAL, "-q", "--format", "csv", "--vary", SPREADS][..],
        &figure,
    ]
    .concat());
    assert_eq!(refused.status.code(), Some(64));
    assert!(
        stderr(&refused).contains("other files, axes or figures"),
        "{}",
        stderr(&refused)
    );
}

/// The part of a sweep in a folder.
fn partial(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let mut paths = entries.map(|entry| entry.expect("it can be read").path());
    paths.find(|path| path.extension().is_some_and(|ending| ending == "partial"))
}
