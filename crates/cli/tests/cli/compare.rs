//! `compare` and `test`: what changed, what moved, and what continuous integration is told.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{repository, run, stdout};
use crate::ran::{Ran, tranchet};

const AI: &str = "deals/ai-infrastructure";

/// A copy of a shipped deal, with one text in place of another.
fn copy(of: &str, from: &str, to: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = folder.path().join("deals/mine");
    for name in [
        "deal.yaml",
        "tape.csv",
        "scenarios/base.yaml",
        "../curves/sofr.csv",
    ] {
        let source = repository().join(of).join(name);
        let target = deal.join(name);
        fs::create_dir_all(target.parent().unwrap()).expect("there is room");
        let text = fs::read_to_string(source).expect("it is there");
        fs::write(
            target,
            if name == "deal.yaml" {
                text.replace(from, to)
            } else {
                text
            },
        )
        .expect("there is room");
    }
    (folder, deal)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

/// A deal is the same as itself; a dearer coupon changes one line, and moves what the bank pays.
#[test]
fn two_deals() {
    let same = tranchet(&[
        "compare",
        AI,
        AI,
        "--format",
        "json",
        "--quiet",
        "--tolerance",
        "0%",
    ]);
    let document = json(&same);
    assert_eq!(
        (same.status, document["outputs"].as_array().unwrap().len()),
        (0, 0)
    );
    assert_eq!(document["a"]["inputs"], document["b"]["inputs"]);
    let (_keep, dearer) = copy(AI, "SOFR + 4.25%", "SOFR + 4.30%");
    let moved = tranchet(&["compare", AI, text(&dearer), "--format", "json", "--quiet"]);
    let document = json(&moved);
    assert_eq!(moved.status, 0);
    assert_eq!(document["inputs"].as_array().unwrap().len(), 1);
    assert_eq!(document["inputs"][0]["path"], "tranches.mezzanine.coupon");
    assert_eq!(
        (&document["inputs"][0]["a_line"], &document["inputs"][0]["b"]),
        (&Value::from(34), &"SOFR + 4.30%".into())
    );
    // The premium rises by 5bp × notional × days / 360: in the first period 104.5m × 0.0005 × 92 / 360 = 13,352.78.
    let outputs = document["outputs"].as_array().unwrap();
    let first = outputs
        .iter()
        .find(|output| output["path"] == "run.periods[0].tranches.mezzanine.premium");
    assert_eq!(first.unwrap()["difference"], "13352.78");
}

#[test]
fn a_tolerance_decides_the_exit_status() {
    let (_keep, dearer) = copy(AI, "SOFR + 4.25%", "SOFR + 4.30%");
    let status = |tolerances: &[&str]| {
        let mut arguments = vec!["compare", AI, text(&dearer), "--quiet"];
        arguments.extend(tolerances.iter().flat_map(|tolerance| ["--tolerance", tolerance]));
        tranchet(&arguments).status
    };
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["0.01%"]), 1);
    // The return moves by 5.4bp, every amount by less than 2 %.
    assert_eq!(status(&["2%"]), 0);
    assert_eq!(status(&["2%", "irr=5bp"]), 1);
    assert_eq!(status(&["2%", "run.tranches.mezzanine.irr=6bp"]), 0);
    assert_eq!(status(&["much"]), 2);
}

#[test]
fn two_scenarios_of_a_deal() {
    let scenario = |name: &str| format!("{AI}/scenarios/{name}.yaml");
    let (base, stress) = (scenario("base"), scenario("stress"));
    let ran = tranchet(&[
        "compare", &base, &stress, "--deal", AI, "--format", "json", "--quiet",
    ]);
    let document = json(&ran);
    let paths: Vec<&str> = document["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|input| input["path"].as_str())
        .collect();
    assert!(
        paths.contains(&"scenario.loss.lag") && paths.contains(&"scenario.rates.SOFR.shift"),
        "{paths:?}"
    );
}

/// A loan that is gone is one line of what changed.
#[test]
fn tapes_are_compared_loan_by_loan() {
    let (_keep, deal) = copy(AI, "", "");
    let tape = deal.join("tape.csv");
    let all = fs::read_to_string(&tape).unwrap();
    let last = all.trim_end().rsplit_once('\n').unwrap();
    fs::write(&tape, format!("{}\n", last.0)).unwrap();
    let document = json(&tranchet(&[
        "compare",
        AI,
        text(&deal),
        "--format",
        "json",
        "--quiet",
    ]));
    let inputs = document["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), 1);
    assert_eq!(
        (inputs[0]["path"].as_str(), &inputs[0]["b"]),
        (Some("pool.tape.AI-050"), &Value::Null)
    );
}

/// Results of another version: what it lacks is told and allowed, a figure that moved is shown.
#[test]
fn two_files_of_results() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.json"), folder.path().join("new.json"));
    tranchet(&["run", AI, "--format", "json", "--quiet", "--output", text(&new)]);
    let mut document: Value = serde_json::from_str(&fs::read_to_string(&new).unwrap()).unwrap();
    document["tranchet"] = "0.0.1".into();
    document["scenarios"][0]["bank"]["costs"] = "4674166.00".into();
    document["scenarios"][0]["bank"]
        .as_object_mut()
        .unwrap()
        .remove("net_cost");
    fs::write(&old, document.to_string()).unwrap();
    let ran = tranchet(&[
        "compare",
        text(&old),
        text(&new),
        "--format",
        "json",
        "--tolerance",
        "1%",
    ]);
    let found = json(&ran);
    assert_eq!((ran.status, &found["a"]["tranchet"]), (0, &"0.0.1".into()));
    let outputs = found["outputs"].as_array().unwrap();
    let paths: Vec<&str> = outputs
        .iter()
        .filter_map(|output| output["path"].as_str())
        .collect();
    assert_eq!(
        paths,
        ["scenarios.base.bank.net_cost", "scenarios.base.bank.costs"]
    );
    // 4,674,166.63 is in the guide's table of the bank's costs.
    assert_eq!(outputs[1]["difference"], "0.63");
    assert_eq!(
        tranchet(&["compare", text(&new), text(&old), "--tolerance", "1%"]).status,
        1
    );
    assert_eq!(tranchet(&["compare", text(&new), AI]).status, 64);
    fs::write(&old, "{ \"tranchet\": 1,").unwrap();
    let broken = tranchet(&["compare", text(&old), text(&new)]);
    assert!(
        broken.status == 2 && broken.err.contains("error[F001]"),
        "{}",
        broken.err
    );
}

/// Accept, pass, move, pass within a tolerance, and break.
#[test]
fn accepted_results_guard_a_deal() {
    let (folder, deal) = copy(AI, "", "");
    let deals = folder.path().join("deals");
    let test =
        |more: &[&str]| tranchet(&[&["test", text(&deals), "--format", "json", "--quiet"], more].concat());
    let nothing = test(&[]);
    assert!(
        nothing.status == 2 && nothing.out.contains("F002"),
        "{}",
        nothing.out
    );
    assert_eq!(test(&["--accept"]).status, 0);
    assert_eq!(json(&test(&[]))["deals"][0]["passed"], true);
    let file = deal.join("deal.yaml");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, before.replace("SOFR + 4.25%", "SOFR + 4.30%")).unwrap();
    let moved = test(&[]);
    let found = json(&moved);
    assert_eq!((moved.status, &found["deals"][0]["passed"]), (1, &false.into()));
    assert_eq!(found["deals"][0]["scenarios"][0]["changed_files"][0], "deal.yaml");
    // Five basis points on 425 move no other figure by as large a share as the margin itself.
    assert_eq!(
        found["deals"][0]["differences"][0]["path"],
        "run.tranches.mezzanine.discount_margin"
    );
    fs::write(
        deal.join("expected/tolerances.yaml"),
        "tranchet: 1\nevery_figure: 2%\n",
    )
    .unwrap();
    assert_eq!(test(&[]).status, 0);
    assert_eq!(test(&["--tolerance", "irr=0"]).status, 1);
    fs::write(&file, before.replace("currency: USD", "currency: usd")).unwrap();
    let broken = test(&[]);
    assert!(broken.status == 2 && broken.out.contains("D1"), "{}", broken.out);
    fs::write(&file, &before).unwrap();
    fs::rename(
        deal.join("scenarios/base.yaml"),
        deal.join("scenarios/other.yaml"),
    )
    .unwrap();
    assert!(test(&[]).out.contains("F003"));
}

#[test]
fn lines_taken_out_of_accepted_results_stay_out() {
    let (folder, deal) = copy(AI, "", "");
    let deals = folder.path().join("deals");
    let accept = |more: &[&str]| tranchet(&[&["test", text(&deals), "--accept", "--quiet"], more].concat());
    assert_eq!(accept(&[]).status, 0);
    let path = deal.join("expected/base.json");
    let mut file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let figures = file["figures"].as_object_mut().unwrap();
    assert!(figures.len() > 50 && !figures.keys().any(|path| path.contains("periods[")));
    figures.retain(|path, _| path == "run.bank.costs");
    fs::write(&path, file.to_string()).unwrap();
    accept(&[]);
    let figures = |path: &Path| -> Value {
        serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap()["figures"].take()
    };
    assert_eq!(figures(&path).as_object().unwrap().len(), 1);
    accept(&["--dates"]);
    assert!(
        figures(&path)
            .as_object()
            .unwrap()
            .contains_key("run.periods[0].pool.loss")
    );
}

/// The report names a suite a deal and a case a scenario; what failed says how.
#[test]
fn junit_counts_what_failed() {
    let (folder, deal) = copy(AI, "", "");
    let deals = folder.path().join("deals");
    let report = folder.path().join("report.xml");
    tranchet(&["test", text(&deals), "--accept", "--quiet"]);
    let path = deal.join("expected/base.json");
    let accepted = fs::read_to_string(&path).unwrap();
    fs::write(&path, accepted.replace("time call", "clean-up call")).unwrap();
    let ran = tranchet(&["test", text(&deals), "--junit", text(&report), "--quiet"]);
    let xml = fs::read_to_string(&report).unwrap();
    assert_eq!(ran.status, 1);
    assert!(
        xml.contains("tests=\"1\" skipped=\"0\" failures=\"1\" errors=\"0\""),
        "{xml}"
    );
    assert!(
        xml.contains("run.ended.reason: clean-up call accepted, time call now"),
        "{xml}"
    );
}

#[test]
fn the_order_of_deals_does_not_depend_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    let base = fs::read_to_string(repository().join("tests/problems/base.yaml")).unwrap();
    for number in 0..20 {
        let deal = folder.path().join(format!("deal-{number:02}"));
        fs::create_dir_all(&deal).unwrap();
        fs::write(
            deal.join("deal.yaml"),
            base.replace("100m", &format!("{}m", 100 + number)),
        )
        .unwrap();
        fs::create_dir_all(folder.path().join("scenarios")).unwrap();
        let scenario = "tranchet: 1\nname: base\ndefaults: { annual_rate: 1% }\nloss: { initial: 40% }\nrates: { SOFR: 3% }\n";
        fs::write(folder.path().join("scenarios/base.yaml"), scenario).unwrap();
    }
    let path = text(folder.path());
    assert_eq!(tranchet(&["test", path, "--accept", "--quiet"]).status, 0);
    let on = |threads: &str| tranchet(&["test", path, "--threads", threads, "--format", "csv", "--quiet"]);
    let (one, four) = (on("1"), on("4"));
    assert_eq!((one.status, one.out.lines().count()), (0, 21));
    assert_eq!(one.out, four.out);
}

/// The same deal with another spread: what a deal is judged by comes first and alone, in the order of results.
#[test]
fn figures_that_a_deal_is_judged_by_come_first() {
    let pair = |further: &[&str]| {
        let folder = tempfile::tempdir().expect("there is room");
        let (a, b) = (folder.path().join("a.json"), folder.path().join("b.json"));
        let names = [&a, &b].map(|path| path.to_str().expect("text").to_owned());
        let deal = "deals/ai-infrastructure";
        let spread = "tranches.mezzanine.coupon.spread=4%";
        let base = ["run", deal, "--quiet", "--format", "json", "--output"];
        assert_eq!(run(&[&base[..], &[&names[0]]].concat()).status.code(), Some(0));
        assert_eq!(
            run(&[&base[..], &[&names[1], "--set", spread]].concat())
                .status
                .code(),
            Some(0)
        );
        run(&[&["compare", &names[0], &names[1], "--quiet"], further].concat())
    };
    let shown = stdout(&pair(&["--table", "outputs"]));
    let figures: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.split('|').next())
        .map(str::trim)
        .filter(|path| path.contains('.'))
        .collect();
    assert!(figures[0].ends_with("tranches.mezzanine.irr"), "{shown}");
    assert!(
        !shown.contains("call_decisions") && !shown.contains("fair_spread"),
        "{shown}"
    );
    assert!(
        shown.contains("other figures moved: --all shows them."),
        "{shown}"
    );
    let all = stdout(&pair(&["--table", "outputs", "--all"]));
    assert!(all.contains("promised_spread") && !all.contains("--all"), "{all}");
    // The exit status counts a figure that is not among the first, and the table shows it.
    let said = pair(&[
        "--table",
        "outputs",
        "--tolerance",
        "1000%",
        "--tolerance",
        "promised_spread=0",
    ]);
    assert_eq!(said.status.code(), Some(1));
    assert!(stdout(&said).contains("promised_spread"), "{}", stdout(&said));
}
