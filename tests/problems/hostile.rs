//! Files that mean harm, and files of chance.

use proptest::prelude::*;
use tranchet_deal::file::{InMemory, check_together, read_deal, read_scenario};
use tranchet_deal::money::Currency;

const DEAL: &str = include_str!("../../crates/deal/tests/contract/deal.yaml");
const SCENARIO: &str = include_str!("../../crates/deal/tests/contract/scenario.yaml");
const TAPE: &str = include_str!("../../crates/deal/tests/contract/tape.csv");

fn refused(text: &str) -> String {
    let problems = read_deal("deal.yaml", text, &InMemory::default()).expect_err("the file is refused");
    problems.to_string()
}

#[test]
fn harmful_files_are_refused() {
    let bomb = (0..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
        let next = level + 1;
        format!("{text}a{next}: &a{next} [*a{level}, *a{level}, *a{level}, *a{level}]\n")
    });
    assert!(refused(&bomb).contains("D007"));
    assert!(refused("a: &a [ *a ]\n").contains("D008"));
    assert!(refused(&"[".repeat(100_000)).contains("error[D0"));
    assert!(refused(&"a: {".repeat(100_000)).contains("error[D0"));
    let deep: String = (0..2_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert!(refused(&deep).contains("error[D007]"));
    assert!(refused(&format!("a: {}", "x".repeat(20 << 20))).contains("D010"));
    assert!(refused(&format!("tranchet: 1\nname: \"{}\"\n", "x".repeat(1 << 20))).contains("D004"));
}

/// Reads everything that can be read, with what the file names replaced.
fn read_all(deal: &str, scenario: &str, tape: &[u8]) {
    let files = InMemory::default().with("tape.csv", tape);
    let usd = Currency::from_code("USD").unwrap();
    let deal = read_deal("deal.yaml", deal, &files);
    let scenario = read_scenario("scenario.yaml", scenario, &files, usd);
    match (deal, scenario) {
        (Ok(deal), Ok(scenario)) => drop(check_together(&deal, Some(&scenario)).to_string()),
        (Ok(deal), Err(problems)) => drop((check_together(&deal, None).to_string(), problems.to_string())),
        (Err(problems), Ok(_)) => drop(problems.to_string()),
        (Err(deal), Err(scenario)) => drop((deal.to_string(), scenario.to_string())),
    }
}

/// A text with some of its characters replaced.
fn mutated(text: &'static str) -> impl Strategy<Value = String> {
    let change = (0..text.len(), "[ -~\n\t\u{80}é{}\\[\\]:&*%,#]{0,3}", 0..4usize);
    proptest::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut text = text.to_owned();
        for (at, new, removed) in changes {
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(start + removed);
            text.replace_range(start..end.max(start), &new);
        }
        text
    })
}

/// A text with one value replaced by another kind of value.
fn swapped(text: &'static str) -> impl Strategy<Value = String> {
    let values = [
        "1e28",
        "-1",
        "0",
        "100%",
        "99999999999999999999999999999",
        "1e-20",
        "2130-12-31",
        "1950-01-01",
        "[]",
        "{}",
        "~",
        "1000bn",
        "600 months",
        "10_000_000_000_000",
        "0.00000000000000000001",
        "KWD",
        "JPY",
        "annual",
        "*x",
        "|",
    ];
    let pieces: Vec<&'static str> = text
        .split([' ', ',', '\n'])
        .filter(|piece| !piece.is_empty())
        .collect();
    let pick = (0..pieces.len(), 0..values.len());
    proptest::collection::vec(pick, 1..4).prop_map(move |picks| {
        picks.into_iter().fold(text.to_owned(), |text, (piece, value)| {
            text.replacen(pieces[piece], values[value], 1)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_the_samples_panics(
        deal in mutated(DEAL),
        scenario in mutated(SCENARIO),
        tape in mutated(TAPE),
    ) {
        read_all(&deal, &scenario, tape.as_bytes());
        read_all(&deal, SCENARIO, TAPE.as_bytes());
        read_all(DEAL, &scenario, tape.as_bytes());
    }

    #[test]
    fn no_other_value_in_the_samples_panics(
        deal in swapped(DEAL),
        scenario in swapped(SCENARIO),
        tape in swapped(TAPE),
    ) {
        read_all(&deal, SCENARIO, TAPE.as_bytes());
        read_all(DEAL, &scenario, TAPE.as_bytes());
        read_all(DEAL, SCENARIO, tape.as_bytes());
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,200}") {
        read_all(&text, &String::from_utf8_lossy(&bytes), &bytes);
        read_all(DEAL, SCENARIO, &bytes);
    }
}
