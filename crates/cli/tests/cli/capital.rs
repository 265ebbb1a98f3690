//! `capital`: the date of the law, numbers that it leaves open, the whole bank.

use crate::ran::tranchet;

const DEAL: &str = "deals/ai-infrastructure/deal.yaml";

#[test]
fn a_proposal_is_refused_without_its_numbers_and_marked_with_them() {
    let proposal = ["capital", DEAL, "-q", "--regime", "us-2026-proposal"];
    let refused = tranchet(&proposal);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    for said in [
        "error[R007]",
        "`p`",
        "`floor`",
        "--assume p=0.5 --assume floor=15%",
    ] {
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    let given = [
        &proposal[..],
        &["--assume", "p=0.5", "--assume", "floor=15%", "--table", "summary"],
    ]
    .concat();
    let given = tranchet(&given);
    assert_eq!(given.status, 0, "{}", given.err);
    assert!(given.out.contains("(PROPOSAL, not law: us-2026-proposal)"));
    assert!(given.out.contains("Numbers given by the user: "));
}

#[test]
fn an_assumption_that_nobody_takes_is_refused() {
    let with = |assume: &str| tranchet(&["capital", DEAL, "-q", "--assume", assume]);
    let settled = with("p=0.5");
    assert_eq!(settled.status, 2);
    assert!(settled.err.contains("the capital regime `us` has its own `p`"));
    for wrong in ["q=0.5", "p", "p=0", "p=2", "floor=120%", "floor=much"] {
        assert_eq!(with(wrong).status, 64, "{wrong}");
    }
}

#[test]
fn the_date_of_the_law_picks_the_version() {
    let on = |date: &str| {
        let asked = [
            "capital", DEAL, "-q", "--regime", "uk", "--as-of", date, "--table", "summary",
        ];
        let out = tranchet(&asked).out;
        // A line may fold at a hyphen or a space.
        out.replace(char::is_whitespace, "")
    };
    assert!(on("2026-12-31").contains("inforcefrom2019-01-01to2026-12-31;lawof2026-12-31"));
    assert!(on("2027-01-01").contains("PRAPS1/26(whichrestatesCRRArt.242-270),inforcefrom2027-01-01;"));
    assert!(on("2010-06-30").contains("thoseof2010-06-30arenotheld,andthesestandin"));
    assert_eq!(tranchet(&["capital", DEAL, "--as-of", "yesterday"]).status, 64);
}

/// An all-standardised pool saves the same in U and S, so where the floor binds the relief is x times that: 72.5 % from
/// 2030 on for a bank whose floor binds by far.
#[test]
fn the_floor_scales_relief_where_it_binds() {
    let asked = [
        "capital",
        DEAL,
        "-q",
        "--regime",
        "eu",
        "--bank-rwa",
        "50bn",
        "--bank-standardised-rwa",
        "80bn",
        "--format",
        "json",
    ];
    let document: serde_json::Value = serde_json::from_str(&tranchet(&asked).out).expect("it is JSON");
    let regime = &document["regimes"][0];
    let money = |value: &serde_json::Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let phases = regime["output_floor"]["phases"].as_array().unwrap();
    let last = phases.last().unwrap();
    assert_eq!(
        (last["from"].as_str(), last["x"].as_str()),
        (Some("2030-01-01"), Some("0.725"))
    );
    let relief = money(&regime["relief"]["rwa"]);
    assert!((money(&last["bank"]["relief"]) - 0.725 * relief).abs() < 0.011);
    assert_eq!(last["bank"]["binds_after"], true);
    assert_eq!(regime["version"]["status"], "in force");
    assert_eq!(regime["cliff"].as_array().unwrap().len(), 33);
    assert_eq!(regime["calls"][0]["protection_ends_by"], "time call");
}

#[test]
fn a_bank_smaller_than_the_pool_is_refused() {
    let asked = [
        "capital",
        DEAL,
        "-q",
        "--regime",
        "eu",
        "--bank-rwa",
        "1bn",
        "--bank-standardised-rwa",
        "80bn",
    ];
    let refused = tranchet(&asked);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("error[R008]"), "{}", refused.err);
    assert_eq!(tranchet(&asked[..7]).status, 64, "one of the two is not enough");
}
