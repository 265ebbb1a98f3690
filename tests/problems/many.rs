//! Files with very many problems.

use tranchet_deal::file::{Code, InMemory, Problems, Severity, read_deal};

const BASE: &str = include_str!("base.yaml");
const UNIFORM: &str = "balance: 100m, count: 10, maturity: 2031-06-30";

fn of(text: &str, files: &InMemory) -> Problems {
    read_deal("deal.yaml", text, files).expect_err("the file has problems")
}

fn with_tape(rows: impl Iterator<Item = String>) -> (String, InMemory) {
    let tape = ["loan_id,balance,maturity,sector\n".to_owned()]
        .into_iter()
        .chain(rows)
        .collect::<String>();
    (
        BASE.replace(UNIFORM, "tape: tape.csv"),
        InMemory::default().with("tape.csv", tape),
    )
}

#[test]
fn ten_thousand_bad_rows_show_the_first_few_and_a_count() {
    let (text, files) = with_tape((0..10_000).map(|row| format!("L-{row},1m,2026-02-30,steel\n")));
    let problems = of(&text, &files);
    assert_eq!(problems.iter().count(), 3);
    assert_eq!(problems.count(Severity::Error), 10_000);
    let shown = problems.to_string();
    assert!(
        shown.contains("note: and 9,997 more like this in tape.csv"),
        "{shown}"
    );
    assert!(shown.contains("--> tape.csv:2:8"), "{shown}");
    assert!(shown.ends_with("10,000 errors"), "{shown}");
}

#[test]
fn a_long_tape_is_read_whole() {
    let sectors = ["software", "steel", "retail trade"];
    let (text, files) = with_tape(
        (0..100_000).map(|row| format!("L-{row},1000.{:02},2030-06-30,{}\n", row % 100, sectors[row % 3])),
    );
    let deal = read_deal("deal.yaml", &text, &files)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .deal;
    assert_eq!(deal.pool.loans.len(), 100_000);
}

#[test]
fn every_duplicate_key_is_found() {
    let text = BASE.replace("name: Gallery", "name: Gallery\nname: Again\nclosing: 2026-06-30");
    let text = text.replace("first: 2026-09-30", "first: 2026-09-30, first: 2026-09-30");
    let problems = of(&text, &InMemory::default());
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line_column().0).collect();
    assert!(problems.iter().all(|problem| problem.code == Code::DuplicateKey));
    assert_eq!(lines, [3, 6, 8]);
}

#[test]
fn problems_of_several_blocks_and_files_come_at_once() {
    let (text, files) = with_tape(["L-1,1m,2030-06-31,steel\n".to_owned()].into_iter());
    let text = text
        .replace("quarterly", "weekly")
        .replace("SOFR + 9%", "9%")
        .replace("USD", "usd");
    let problems = of(&text, &files);
    let found: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| (problem.file(), problem.code.id()))
        .collect();
    let expected = [
        ("deal.yaml", "D112"),
        ("deal.yaml", "D106"),
        ("deal.yaml", "D105"),
        ("tape.csv", "D103"),
    ];
    assert_eq!(found, expected);
}
