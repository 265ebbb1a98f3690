//! The report: a page that stands by itself, says what JSON says, and can be read without eyes, colour or network.

use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use insta::{Settings, assert_snapshot};
use serde_json::Value;

use crate::common::{run, stderr, stdout, tranchet};
use crate::report_page::{Page, parsed, words};

const DEAL: &str = "deals/european-sme";
const BASE: &str = "deals/european-sme/scenarios/base.yaml";
const STRESS: &str = "deals/european-sme/scenarios/stress.yaml";

/// A small deal; its name and one tranche are to be filled in.
const SMALL: &str = "tranchet: 1
name: NAME
currency: EUR
closing: 2026-06-30
scheduled_maturity: 2028-06-30
legal_final_maturity: 2029-06-30
payments: { frequency: semi-annual, first: 2026-12-30, day_count: ACT/360 }
pool: { POOL, retained_share: 5% }
tranches:
  - { name: senior, attachment: 10%, detachment: 100%, placed: 0% }
  - { name: JUNIOR, attachment: 0%, detachment: 10%, protection: funded note, coupon: 8% fixed }
amortisation: { principal: pro rata then sequential, sequential_when: [ { measure: cumulative losses, above: 1% } ] }
capital: { regime: basel, cet1_target: 13%, cost_of_equity: 12% }
";
const UNIFORM: &str = "balance: 100m, count: 20, maturity: 2028-06-30, lgd: 45%, pd: 1%, risk_weight: 100%";
const SCENARIO: &str = "tranchet: 1
name: base
defaults: { annual_rate: [2%] }
";

/// A folder with a deal, its base case and a tape.
fn folder(name: &str, junior: &str, pool: &str, tape: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room");
    let deal = folder.path().join("deal");
    std::fs::create_dir_all(deal.join("scenarios")).expect("there is room");
    let text = SMALL
        .replace("NAME", name)
        .replace("JUNIOR", junior)
        .replace("POOL", pool);
    let write = |path: &Path, text: &str| std::fs::write(path, text).expect("there is room");
    write(&deal.join("deal.yaml"), &text);
    write(&deal.join("scenarios/base.yaml"), SCENARIO);
    write(&deal.join("tape.csv"), tape);
    (folder, deal)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}

fn document(arguments: &[&str]) -> Value {
    let said = run(&[arguments, &["--format", "json", "--quiet"]].concat());
    serde_json::from_str(&stdout(&said)).expect("it is JSON")
}

fn full() -> Page {
    let regimes = ["--regime", "eu", "--regime", "basel"];
    Page::of(&[&[DEAL, "--scenario", BASE, "--scenario", STRESS][..], &regimes].concat())
}

#[test]
fn a_page_is_well_formed_and_needs_nothing_but_itself() {
    let page = full();
    assert_eq!(page.html.errors, Vec::<&str>::new());
    assert!(
        page.all("script, link, iframe, img, object, embed, base")
            .is_empty()
    );
    for element in page.all("*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}");
            let is_link = matches!(
                name,
                "href" | "src" | "xlink:href" | "action" | "srcset" | "poster"
            );
            assert!(!is_link || value.starts_with('#'), "{name}={value}");
        }
    }
    for outside in ["http:", "https:", "@import", "url(//", "url(\""] {
        assert!(!page.text.contains(outside), "{outside}");
    }
    assert_eq!(page.all("html[lang=en] meta[charset=utf-8]").len(), 1);
}

#[test]
fn every_link_leads_somewhere_and_no_two_places_share_a_name() {
    let page = full();
    let names: Vec<&str> = page
        .all("[id]")
        .iter()
        .filter_map(|place| place.value().id())
        .collect();
    let known: HashSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), known.len());
    for link in page.all("a[href]") {
        let target = link.value().attr("href").unwrap().trim_start_matches('#');
        assert!(known.contains(target), "#{target}");
    }
}

#[test]
fn headings_come_in_order_and_sections_have_them() {
    let page = full();
    let levels: Vec<u32> = page
        .all("h1, h2, h3, h4, h5, h6")
        .iter()
        .map(|heading| heading.value().name()[1..].parse().unwrap())
        .collect();
    assert_eq!(
        (levels[0], levels.iter().filter(|level| **level == 1).count()),
        (1, 1)
    );
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    for section in page.all("main section") {
        let heading = section
            .value()
            .attr("aria-labelledby")
            .expect("a section is named");
        assert_eq!(page.all(&format!("h2#{heading}")).len(), 1);
    }
    assert_eq!(
        (
            page.all("main").len(),
            page.all("nav").len(),
            page.all("header").len()
        ),
        (1, 1, 1)
    );
}

#[test]
fn every_chart_is_told_in_words_and_has_its_table() {
    let page = full();
    let charts = page.all("svg.chart");
    assert!(charts.len() > 20, "{}", charts.len());
    for figure in page.all("figure") {
        let chart = figure
            .select(&parsed("svg.chart"))
            .next()
            .expect("a figure has a chart");
        assert_eq!(chart.value().attr("role"), Some("img"));
        let told: Vec<&str> = chart
            .value()
            .attr("aria-labelledby")
            .unwrap()
            .split(' ')
            .collect();
        for (part, element) in told.iter().zip(["title", "desc"]) {
            let found = chart.select(&parsed(&format!("{element}#{part}"))).next();
            assert!(words(found.expect("the chart is told in words")).len() > 3);
        }
        assert_eq!(figure.select(&parsed("table caption")).count(), 1);
    }
    for table in page.all("table") {
        assert_eq!(table.select(&parsed("thead th:not([scope=col])")).count(), 0);
        assert_eq!(table.select(&parsed("tbody th:not([scope=row])")).count(), 0);
        assert!(words(table.select(&parsed("caption")).next().expect("a caption")).len() > 3);
    }
}

#[test]
fn what_the_page_says_is_what_json_says() {
    let page = full();
    let capital = document(&["capital", DEAL, "--regime", "eu", "--regime", "basel"]);
    for regime in capital["regimes"].as_array().unwrap() {
        let name = regime["regime"].as_str().unwrap();
        let row = |what: &str| format!("{name}, {what}");
        for (what, key) in [("before", "before"), ("after", "after"), ("relief", "relief")] {
            assert_eq!(page.value("before-after", &row(what), "rwa"), regime[key]["rwa"]);
            assert_eq!(
                page.value("before-after", &row(what), "capital"),
                regime[key]["capital"]
            );
        }
        assert_eq!(
            page.value("comparison", "relief ratio", name),
            regime["relief"]["ratio"]
        );
        assert_eq!(
            page.value("comparison", "RWA after", name),
            regime["after"]["rwa"]
        );
    }
    let ran = document(&["run", DEAL, "--scenario", BASE, "--scenario", STRESS]);
    for scenario in ran["scenarios"].as_array().unwrap() {
        let name = scenario["name"].as_str().unwrap();
        assert_eq!(
            page.value("scenarios", "bank: net cost", name),
            scenario["bank"]["net_cost"]
        );
        let of_junior = &scenario["tranches"]["first loss"]["loss"];
        assert_eq!(page.value("scenarios", "first loss: loss", name), *of_junior);
        assert_eq!(page.value("scenario-losses", name, "first_loss"), *of_junior);
    }
    let base = &ran["scenarios"][0];
    for period in base["periods"].as_array().unwrap() {
        let date = period["date"].as_str().unwrap();
        assert_eq!(
            page.value("balances", date, "senior"),
            period["tranches"]["senior"]["closing"]
        );
        assert_eq!(page.value("pool", date, "defaulted"), period["pool"]["defaulted"]);
    }
    let pool = document(&["pool", DEAL]);
    for line in pool["by"]["sector"].as_array().unwrap() {
        let sector = line["value"].as_str().unwrap();
        assert_eq!(page.value("sector", sector, "share"), line["share"]);
        assert_eq!(page.value("sector", sector, "balance"), line["balance"]);
    }
    let inputs = ran["inputs"].as_array().unwrap();
    for input in inputs {
        assert_eq!(
            page.value("inputs", input["name"].as_str().unwrap(), "sha_256"),
            input["sha256"]
        );
    }
}

#[test]
fn headlines_are_those_of_the_first_regime_and_scenario() {
    let page = full();
    let capital = document(&["capital", DEAL, "--regime", "eu"]);
    let run = document(&["run", DEAL, "--scenario", BASE]);
    let shown: Vec<&str> = page
        .all(".headlines data")
        .iter()
        .map(|figure| figure.value().attr("value").unwrap())
        .collect();
    let relief = &capital["regimes"][0]["relief"];
    let bank = &run["scenarios"][0]["bank"];
    assert_eq!(
        (shown[2], shown[3]),
        (
            relief["rwa"].as_str().unwrap(),
            relief["capital"].as_str().unwrap()
        )
    );
    assert_eq!(shown[4], bank["cost_per_capital_released"].as_str().unwrap());
}

#[test]
fn names_that_look_like_markup_are_words() {
    let name = "'<script>alert(1)</script> & \"Sons\"'";
    let tape = "loan_id,balance,maturity,risk_weight,lgd,sector\nL1,60m,2028-06-30,100%,40%,<img src=x onerror=alert(2)>\n\
                L2,40m,2028-06-30,100%,40%,</title><svg onload=alert(3)>\n";
    let (_kept, deal) = folder(name, "'<b>first</b> loss'", "tape: tape.csv", tape);
    let page = Page::of(&[text(&deal), "--quiet"]);
    assert_eq!(page.html.errors, Vec::<&str>::new());
    assert_eq!(words(page.all("h1")[0]), "<script>alert(1)</script> & \"Sons\"");
    assert!(page.all("script, img, b, [onload], [onerror]").is_empty());
    let sectors = "[data-table=sector] tbody th";
    assert_eq!(words(page.all(sectors)[0]), "<img src=x onerror=alert(2)>");
    let (_kept, deal) = folder(name, "'<b>first</b> loss'", "tape: tape.csv", tape);
    let markdown = stdout(&run(&["report", text(&deal), "--quiet", "--format", "markdown"]));
    assert!(markdown.starts_with("# \\<script\\>"), "{}", &markdown[..60]);
}

#[test]
fn ten_thousand_loans_make_less_than_two_megabytes() {
    let mut tape =
        "loan_id,obligor_id,balance,maturity,risk_weight,sector,country,rating,lgd,pd\n".to_owned();
    for loan in 0..10_000 {
        let (sector, country) = (loan % 3_000, loan % 40);
        let _ = writeln!(
            tape,
            "L-{loan},O-{loan},{},2028-0{}-28,100%,sector {sector},C{country},BB,40%,1%",
            100_000 + loan * 17,
            loan % 6 + 1
        );
    }
    let (_kept, deal) = folder("Large", "first loss", "tape: tape.csv", &tape);
    let page = Page::of(&[text(&deal), "--quiet", "--regime", "basel", "--regime", "eu"]);
    assert!(page.text.len() < 2_000_000, "{} bytes", page.text.len());
    assert_eq!(page.all("[data-table=sector] tbody tr").len(), 200);
    assert!(page.text.contains("2800 more lines"));
}

#[test]
fn the_same_files_make_the_same_bytes_on_any_number_of_threads() {
    let on = |threads: &str| {
        let mut command = tranchet();
        command.env("RAYON_NUM_THREADS", threads);
        stdout(
            &command
                .args(["report", DEAL, "--quiet"])
                .output()
                .expect("it starts"),
        )
    };
    let one = on("1");
    assert!(one.len() > 100_000);
    assert!(one == on("2") && one == on("1"));
}

#[test]
fn the_ending_of_the_file_says_what_is_written() {
    let folder = tempfile::tempdir().expect("there is room");
    let write = |name: &str| {
        let path = folder.path().join(name);
        let said = run(&["report", DEAL, "--output", text(&path)]);
        (
            said.status.code(),
            stderr(&said),
            std::fs::read_to_string(path).unwrap_or_default(),
        )
    };
    let (status, said, page) = write("report.HTML");
    assert!(
        status == Some(0) && said.contains("wrote ") && page.starts_with("<!DOCTYPE html>"),
        "{said}"
    );
    let (status, _, markdown) = write("report.md");
    assert!(status == Some(0) && markdown.starts_with("# European SME 2026-1\n"));
    for name in ["report.pdf", "report"] {
        let (status, said, written) = write(name);
        assert_eq!((status, written.as_str()), (Some(64), ""));
        assert!(said.contains(".html") && said.contains(".md"), "{said}");
    }
    for wrong in [["--format", "json"], ["--format", "csv"], ["--table", "pool"]] {
        assert_eq!(
            run(&[&["report", DEAL][..], &wrong].concat()).status.code(),
            Some(64)
        );
    }
}

#[test]
fn a_deal_without_a_regime_has_a_report_without_capital() {
    let (_kept, deal) = folder("Plain", "first loss", UNIFORM, "");
    let path = deal.join("deal.yaml");
    let said = std::fs::read_to_string(&path).expect("it is there");
    let (without, _) = said.split_once("capital:").expect("capital comes last");
    std::fs::write(&path, without).expect("there is room");
    let page = Page::of(&[text(&deal), "--quiet"]);
    let titles: Vec<String> = page.all("main h2").into_iter().map(words).collect();
    let expected = [
        "Term sheet",
        "Capital structure",
        "Pool",
        "Through time",
        "Investor returns",
        "Inputs and rules",
    ];
    assert_eq!(titles, expected);
}

/// What a reader hears of a small report, line by line.
#[test]
fn a_small_report_reads_as_accepted() {
    let (_kept, deal) = folder("Small 2026-1", "first loss", UNIFORM, "");
    let page = Page::of(&[text(&deal), "--quiet"]);
    let mut lines = String::new();
    let told = "h1, h2, h3, p, dt, dd, figcaption, figure desc, caption, thead tr, tbody tr, summary";
    for element in page.all(told) {
        let parts: Vec<String> = match element.value().name() {
            "tr" => element.child_elements().map(words).collect(),
            _ => vec![words(element)],
        };
        let _ = writeln!(lines, "{}: {}", element.value().name(), parts.join(" | "));
    }
    let mut settings = Settings::clone_current();
    settings.set_omit_expression(true);
    settings.add_filter(text(deal.parent().expect("it lies in a folder")), "[folder]");
    settings.add_filter(env!("CARGO_PKG_VERSION"), "[version]");
    settings.bind(|| assert_snapshot!(lines));
}
