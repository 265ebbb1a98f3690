//! `tranchet risk-weight` from outside.

use std::path::Path;

use crate::ran::{Ran, tranchet};
use serde_json::Value;

const ROWS: &str = "\
id,k,approach,attachment,detachment,senior
A,8%,ssfa,5%,0.125,
B,800bp,sec-sa,12.5%,100%,true
\"C, x\",abc,ssfa,20%,12.5%,yes
D,8%,sec-sa,0,5%
";

/// Weighs the rows of a file.
fn weigh(rows: &str, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, rows).unwrap();
    let path = path.display().to_string();
    tranchet(&[&["risk-weight", "--input", &path], arguments].concat())
}

/// K_A 8 %, p 0.5, 5 % to 12.5 %: 950.23 %.
#[test]
fn a_typed_position_shows_how_its_weight_was_found() {
    let ran = tranchet(&[
        "risk-weight",
        "ssfa",
        "--k",
        "8%",
        "--attach",
        "500bp",
        "--detach",
        "0.125",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for text in ["950.23%", "12 CFR 217.43(b)(1)", "recalled", "look-through cap"] {
        assert!(ran.out.contains(text), "{text} in {}", ran.out);
    }
}

#[test]
fn a_typed_position_with_problems_names_them_all() {
    let ran = tranchet(&["risk-weight", "ssfa", "--k", "8", "--attach", "5%"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: k 8 is not between 0 and 1; detachment is missing\n  write a share such as 8% or 0.08; give it: the approach reads it\n"
    );
}

#[test]
fn csv_keeps_the_input_and_adds_what_was_found() {
    let ran = weigh(ROWS, &["--format", "csv"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.starts_with("error: line 4: k: `abc` is not a rate"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.ends_with("error: 2 of 4 rows could not be weighed\n"),
        "{}",
        ran.err
    );
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines[0],
        "id,k,approach,attachment,detachment,senior,p,risk_weight,bound,problem"
    );
    assert!(
        lines[1].starts_with("A,8%,ssfa,5%,0.125,,0.5,9.5023168842"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with("B,800bp,sec-sa,12.5%,100%,true,1,"),
        "{}",
        lines[2]
    );
    for cause in [
        "k: `abc` is not a rate",
        "senior: `yes` is neither",
        "attachment 0.2 is not below",
    ] {
        assert!(lines[3].contains(cause), "{cause} in {}", lines[3]);
    }
    assert!(!lines[3].contains("k is missing"), "{}", lines[3]);
    assert_eq!(
        lines[4],
        "D,8%,sec-sa,0,5%,,,,,\"the row has 5 cells, the header 6\""
    );
}

#[test]
fn json_names_its_input_and_has_a_row_a_row() {
    let ran = weigh(ROWS, &["--format", "json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, &document["kind"]), (2, &Value::from("risk-weight")));
    assert_eq!(document["inputs"][0]["sha256"].as_str().map(str::len), Some(64));
    let rows = document["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        (&rows[1]["k"], &rows[1]["senior"]),
        (&Value::from("0.08"), &Value::from(true))
    );
    assert_eq!(
        (&rows[0]["bound"], &rows[0]["problem"]),
        (&Value::from("none"), &Value::Null)
    );
    assert!(rows[2]["problem"].is_string() && rows[2]["risk_weight"].is_null());
}

#[test]
fn separators_and_blank_rows_are_as_in_tapes() {
    let ran = weigh(
        "approach;k;attachment;detachment\n;;;\nssfa;8%;5%;12.5%\n",
        &["--format", "csv"],
    );
    assert_eq!((ran.status, ran.out.lines().count()), (0, 2), "{}", ran.err);
}

#[test]
fn a_header_that_is_not_known_is_a_problem() {
    let ran = weigh("approach,k,atachment,k\n", &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    for cause in [
        "`atachment` is not known; did you mean `attachment`?",
        "two columns are `k`",
    ] {
        assert!(ran.err.contains(cause), "{}", ran.err);
    }
    assert_eq!(weigh("", &[]).status, 2);
    assert_eq!(tranchet(&["risk-weight", "--input", "nowhere.csv"]).status, 3);
}

#[test]
fn an_output_file_is_whole_and_may_be_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let text = format!(
        "approach,k,attachment,detachment\n{}",
        "ssfa,8%,5%,12.5%\n".repeat(5_000)
    );
    std::fs::write(&path, text).unwrap();
    let name = path.display().to_string();
    let arguments = [
        "risk-weight",
        "--input",
        &name,
        "--format",
        "csv",
        "--output",
        &name,
    ];
    assert_eq!(tranchet(&arguments).status, 0);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 5_001);
    assert_eq!(left_in(folder.path()), 1);
}

#[test]
fn a_file_that_cannot_be_written_is_told_apart() {
    let position = ["ssfa", "--k", "8%", "--attach", "5%", "--detach", "12.5%"];
    let ran = tranchet(&[&["risk-weight"], &position[..], &["--output", "/nowhere/out.csv"]].concat());
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.starts_with("error: cannot write /nowhere/out.csv"),
        "{}",
        ran.err
    );
}

fn left_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}
