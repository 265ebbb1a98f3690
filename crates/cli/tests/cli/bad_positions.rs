//! Inputs of `risk-weight` that are wrong, or just within what is allowed: typed one by one, and as rows of a file.

use std::fmt::Write;
use std::path::PathBuf;

use crate::ran::{Ran, tranchet};

/// A position as options, and what is said of it; nothing where it can be weighed.
const POSITIONS: [(&str, &str); 12] = [
    (
        "sec-irba --k 7% --n 100 --lgd 140% --m-t 5 --attach 5% --detach 10%",
        "lgd 1.4 is not between 0 and 1",
    ),
    (
        "irb-corporate --pd 1% --lgd 140%",
        "lgd 1.4 is not between 0 and 1",
    ),
    ("irb-corporate --pd 0% --lgd 45%", ""),
    ("irb-corporate --lgd 45%", "pd is missing"),
    (
        "sec-sa --k 8% --attach 10% --detach 10%",
        "attachment 0.1 is not below detachment 0.1",
    ),
    (
        "sec-sa --k 8% --attach 10% --detach 110%",
        "detachment 1.1 is not between 0 and 1",
    ),
    (
        "sec-irba --k 7% --n 0 --lgd 40% --m-t 5 --attach 5% --detach 10%",
        "n 0 is below 1",
    ),
    (
        "sec-irba --k 7% --n 100 --lgd 40% --attach 5% --detach 10%",
        "m_t is missing",
    ),
    (
        "sec-erba --rating AAAA --m-t 5 --attach 5% --detach 10%",
        "the rating `AAAA` is not on the scale",
    ),
    ("sec-sa --k 8% --unknown 5% --attach 10% --detach 20%", ""),
    ("sec-sa --k 8% --unknown 5.0001% --attach 10% --detach 20%", ""),
    (
        "ssfa --k 8% --unknown 101% --attach 10% --detach 20%",
        "unknown 1.01 is not between 0 and 1",
    ),
];

const COLUMNS: [(&str, &str); 10] = [
    ("--k", "k"),
    ("--unknown", "unknown"),
    ("--attach", "attachment"),
    ("--detach", "detachment"),
    ("--n", "n"),
    ("--lgd", "lgd"),
    ("--m-t", "m_t"),
    ("--rating", "rating"),
    ("--pd", "pd"),
    ("--senior", "senior"),
];

#[test]
fn each_is_weighed_or_refused_with_its_cause_and_a_remedy() {
    for (options, cause) in POSITIONS {
        let arguments: Vec<&str> = std::iter::once("risk-weight").chain(options.split(' ')).collect();
        let ran = tranchet(&arguments);
        if cause.is_empty() {
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{options}");
        } else {
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{options}");
            assert!(
                ran.err.starts_with(&format!("error: {cause}")),
                "{options}: {}",
                ran.err
            );
            assert_eq!(ran.err.lines().count(), 2, "{options} has no remedy: {}", ran.err);
        }
    }
}

/// Unknown status of 5 % is allowed and counts whole: K_A = 0.95 x 8 % + 5 % = 12.6 %, so 10 % to 20 % is cut at
/// K_A: 12.5 [2.6 % + 12.6 % (1 - e^(-7.4/12.6))] / 10 % = 1,024.57 %. Beyond 5 % nothing applies and the position weighs 1,250 %. A PD of nought is raised to 0.03 %, which weighs
/// 14.44 % (Basel II, Annex 5).
#[test]
fn what_is_just_allowed_has_its_weight() {
    let weight = |options: &str| {
        let arguments = format!("risk-weight {options} --format csv");
        let ran = tranchet(&arguments.split(' ').collect::<Vec<_>>());
        let line = ran.out.lines().nth(1).unwrap().to_owned();
        let cells: Vec<&str> = line.split(',').collect();
        cells[cells.len() - 3].parse::<f64>().unwrap()
    };
    assert!((weight(POSITIONS[9].0) - 10.2457545413901).abs() < 1e-12);
    assert_eq!(weight(POSITIONS[10].0), 12.5);
    assert!((weight(POSITIONS[2].0) - 0.1444).abs() < 0.00006);
}

struct Batch {
    folder: tempfile::TempDir,
    ran: Ran,
}

impl Batch {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

/// The positions as rows, weighed with these further arguments; `@` stands for the folder.
fn batch(arguments: &[&str]) -> Batch {
    let mut rows = format!("id,approach,{}\n", COLUMNS.map(|(_, column)| column).join(","));
    for (number, (options, _)) in POSITIONS.iter().enumerate() {
        let words: Vec<&str> = options.split(' ').collect();
        let value = |option: &str| {
            words
                .iter()
                .position(|word| *word == option)
                .map_or("", |at| words[at + 1])
        };
        let cells = COLUMNS.map(|(option, _)| value(option)).join(",");
        writeln!(rows, "P{number},{},{cells}", words[0]).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("rows.csv");
    std::fs::write(&input, rows).unwrap();
    let input = input.display().to_string();
    let place = folder.path().display().to_string();
    let arguments: Vec<String> = arguments
        .iter()
        .map(|argument| argument.replace('@', &place))
        .collect();
    let mut all = vec!["risk-weight", "--input", &input, "--quiet"];
    all.extend(arguments.iter().map(String::as_str));
    let ran = tranchet(&all);
    Batch { folder, ran }
}

fn bad() -> usize {
    POSITIONS.iter().filter(|(_, cause)| !cause.is_empty()).count()
}

#[test]
fn rows_of_a_file_are_told_and_stay_in_the_result() {
    let batch = batch(&["--format", "csv"]);
    assert_eq!(batch.ran.status, 2);
    let lines: Vec<&str> = batch.ran.out.lines().collect();
    for (number, (options, cause)) in POSITIONS.iter().enumerate() {
        assert!(
            lines[number + 1].contains(cause),
            "{options}: {}",
            lines[number + 1]
        );
        let told = format!("error: line {}: {cause}", number + 2);
        assert_eq!(
            batch.ran.err.contains(&told),
            !cause.is_empty(),
            "{options}: {}",
            batch.ran.err
        );
    }
    assert!(
        batch
            .ran
            .err
            .ends_with(&format!("error: {} of 12 rows could not be weighed\n", bad()))
    );
}

#[test]
fn rejected_rows_have_a_file_of_their_own_and_every_row_is_somewhere() {
    for format in ["csv", "json", "table"] {
        let batch = batch(&[
            "--format",
            format,
            "--output",
            "@/out",
            "--rejects",
            "@/rejects.csv",
        ]);
        assert_eq!(batch.ran.status, 2, "{}", batch.ran.err);
        let rejects = batch.text("rejects.csv");
        let lines: Vec<&str> = rejects.lines().collect();
        assert!(
            lines[0].starts_with("line,id,approach,k,") && lines[0].ends_with(",problem"),
            "{}",
            lines[0]
        );
        assert_eq!(lines.len(), bad() + 1);
        assert!(
            lines[1].starts_with("2,P0,sec-irba,7%,") && lines[1].contains("lgd 1.4 is not"),
            "{}",
            lines[1]
        );
        let out = batch.text("out");
        for (number, (_, cause)) in POSITIONS.iter().enumerate() {
            let named = |text: &str| {
                text.contains(&format!("P{number},"))
                    || text.contains(&format!("\"P{number}\""))
                    || text.contains(&format!(" P{number} "))
            };
            assert_eq!(
                (named(&out), named(&rejects)),
                (cause.is_empty(), !cause.is_empty()),
                "P{number} as {format}"
            );
        }
        assert_eq!(
            std::fs::read_dir(batch.folder.path()).unwrap().count(),
            3,
            "nothing half-written is left"
        );
    }
}

#[test]
fn many_bad_rows_are_counted_and_only_the_first_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("rows.csv");
    std::fs::write(&input, format!("approach,k\n{}", "ssfa,8\n".repeat(25))).unwrap();
    let ran = tranchet(&[
        "risk-weight",
        "--input",
        input.to_str().unwrap(),
        "--format",
        "csv",
    ]);
    assert_eq!(ran.err.matches("error: line ").count(), 10);
    assert!(
        ran.err
            .ends_with("error: 25 of 25 rows could not be weighed; 15 more are not told here\n"),
        "{}",
        ran.err
    );
}

#[test]
fn a_reject_file_needs_an_input_and_a_name_of_its_own() {
    let typed = tranchet(&["risk-weight", "ssfa", "--k", "8%", "--rejects", "r.csv"]);
    assert_eq!(typed.status, 64);
    let same = batch(&["--output", "@/out", "--rejects", "@/out"]);
    assert_eq!(same.ran.status, 64);
    let nowhere = batch(&["--output", "@/out", "--rejects", "@/missing/r.csv"]);
    assert_eq!(nowhere.ran.status, 3);
    assert!(!nowhere.path("out").exists());
}
