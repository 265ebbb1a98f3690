//! The gallery of problems: for each code a file that has it, and the message beside it.
//!
//! `INSTA_UPDATE=always cargo test -p tranchet-tests --test problems` writes the messages.

mod hostile;
mod many;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tranchet_deal::file::{
    Changes, Code, DealFile, File, FileError, Files, Parsed, Problems, check_together, read_deal,
    read_indicators, read_network, read_scenario, resolve_deal,
};
use tranchet_deal::money::Currency;

/// The folder of the gallery.
struct Gallery;

impl Gallery {
    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("problems")
    }

    /// The text of a file; one that asks for it is padded with a comment.
    fn text(name: &str) -> String {
        let mut text = fs::read_to_string(Gallery::folder().join(name)).unwrap();
        if text.starts_with("# pad: 17 MB") {
            text.push('#');
            text.push_str(&" ".repeat(17 << 20));
        }
        text
    }

    /// Names of the files that are read first: a scenario before the deal of the same name.
    fn names() -> Vec<String> {
        let files = fs::read_dir(Gallery::folder()).unwrap();
        let names: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let has_scenario = |name: &str| names.contains(&name.replace(".yaml", ".scenario.yaml"));
        let first = names
            .iter()
            .filter(|name| name.starts_with('D') && name.ends_with(".yaml"));
        first
            .filter(|name| name.ends_with(".scenario.yaml") || !has_scenario(name))
            .cloned()
            .collect()
    }
}

impl Files for Gallery {
    fn read(&self, _: &str, path: &str) -> Result<File, FileError> {
        let bytes = fs::read(Gallery::folder().join(path)).map_err(|_| FileError::NotFound)?;
        Ok(File {
            name: path.to_owned(),
            bytes,
        })
    }
}

/// Every problem of a file of the gallery.
fn problems(name: &str) -> Problems {
    let found = |problems: Option<Problems>| problems.unwrap_or_default();
    if name.ends_with(".network.yaml") {
        return found(read_network(name, &Gallery::text(name)).err());
    }
    if name.ends_with(".indicators.yaml") {
        return found(read_indicators(name, &Gallery::text(name)).err());
    }
    match name.strip_suffix(".scenario.yaml") {
        Some(stem) => of_scenario(name, &format!("{stem}.yaml")),
        None => match changed(name, &Gallery::text(name)) {
            Ok(deal) => deal.warnings,
            Err(problems) => problems,
        },
    }
}

/// A deal, with the change that its first line asks for.
fn changed(name: &str, text: &str) -> Result<Box<DealFile>, Problems> {
    let Some(change) = text.lines().next().and_then(|line| line.strip_prefix("# set: ")) else {
        return read_deal(name, text, &Gallery);
    };
    let change = Changes::read(change)?;
    resolve_deal(&Parsed::new(name, text)?, &Changes::new(vec![change]), &Gallery)
}

/// Every problem of a scenario, read alone or with the deal of the same name or the base deal.
fn of_scenario(name: &str, deal: &str) -> Problems {
    let usd = Currency::from_code("USD").unwrap();
    let scenario = match read_scenario(name, &Gallery::text(name), &Gallery, usd) {
        Ok(scenario) => scenario,
        Err(problems) => return problems,
    };
    let deal = if Gallery::folder().join(deal).exists() {
        deal
    } else {
        "base.yaml"
    };
    let deal =
        read_deal(deal, &Gallery::text(deal), &Gallery).unwrap_or_else(|problems| panic!("{problems}"));
    check_together(&deal, Some(&scenario))
}

#[test]
fn every_file_of_the_gallery_has_its_problem_and_no_other() {
    for name in Gallery::names() {
        let problems = problems(&name);
        let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.code.id()).collect();
        assert!(codes.contains(&name[..4]), "{name} has {codes:?}\n{problems}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let stem = name.split('.').next().unwrap_or_default();
        settings.bind(|| insta::assert_snapshot!(stem, problems.to_string()));
    }
}

#[test]
fn every_code_has_a_file() {
    let names = Gallery::names();
    for code in Code::ALL.iter().filter(|code| !code.is_of_a_run()) {
        let shown = names.iter().any(|name| name.starts_with(code.id()));
        assert!(shown, "no file shows {}: {}", code.id(), code.title());
    }
}

#[test]
fn every_problem_says_where_and_what_to_do() {
    for name in Gallery::names() {
        for problem in problems(&name).iter() {
            let (line, column) = problem.line_column();
            assert!(line > 0 && column > 0);
            assert!(!problem.remedy.is_empty(), "{name}: {problem}");
            assert!(!problem.cause.ends_with('.'), "{name}: {problem}");
        }
    }
}
