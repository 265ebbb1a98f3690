//! The JSON Schemas against every deal, scenario and problem that there is, by a validator that is not ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};
use tranchet_deal::file::schema::{Block, DEAL, SCENARIO};
use tranchet_report::json::schema::schema;

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests lie in the workspace").to_owned()
}

fn validator(of: &'static Block) -> Validator {
    let schema = Value::Object(schema(of));
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"))
}

/// A file as an editor reads it; `None` if it is not one YAML document.
fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let options = serde_yaml::options! { strict_booleans: true, underscored_numbers_as_strings: true };
    serde_yaml::from_str_with_options(&text, options).ok()
}

/// What a validator has against a file, each with its place.
fn faults(validator: &Validator, file: &Value) -> Vec<String> {
    let errors = validator.iter_errors(file);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every file below a folder that ends in `.yaml`, in order.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let below = |path: PathBuf| {
        if path.is_dir() {
            yaml_files(&path)
        } else {
            vec![path]
        }
    };
    let files = paths.into_iter().flat_map(below);
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect()
}

#[test]
fn every_example_deal_and_scenario_passes() {
    let (deals, scenarios) = (validator(&DEAL), validator(&SCENARIO));
    let mut passed = [0, 0];
    for path in yaml_files(&root().join("deals")) {
        let is_deal = path.ends_with("deal.yaml");
        let of = match path.parent().and_then(Path::file_name) {
            _ if is_deal => &deals,
            Some(folder) if folder == "scenarios" => &scenarios,
            Some(_) | None => continue,
        };
        let file = read(&path).unwrap_or_else(|| panic!("{} is no YAML", path.display()));
        assert_eq!(faults(of, &file), [""; 0], "{}", path.display());
        passed[usize::from(is_deal)] += 1;
    }
    assert!(passed[0] >= 8 && passed[1] >= 5, "{passed:?} scenarios and deals");
}

/// Problems of the gallery that a look at one block shows, by the files' names. All others need several
/// keys, several blocks, a calendar, exact sizes of numbers, a tape or another file, and are left to `check`.
const SHOWN: [&str; 28] = [
    "D003-misspelt-key",
    "D004-no-maturity",
    "D005-tranches-not-a-list",
    "D006-version-of-tomorrow",
    "D011-empty",
    "D012-above-and-below",
    "D016-scenario-for-a-deal",
    "D101-decimal-comma",
    "D102-amount-with-commas",
    "D103-31-june",
    "D104-no-unit",
    "D105-bare-rate",
    "D106-horizon",
    "D106-misspelt-frequency",
    "D106-what-is-held",
    "D108-haircut-of-140-percent",
    "D108-missing-percent-sign",
    "D108-spread-without-percent",
    "D111-year-2206",
    "D112-small-letters",
    "D113-yes",
    "D114-count-with-decimals",
    "D115-empty-name",
    "D316-incentive-to-clean-up",
    "D401-tape-and-count",
    "D419-one-id-for-all",
    "D505-flat-and-curve",
    "D506-two-indices",
];

#[test]
fn the_schema_shows_the_problems_of_single_blocks_and_no_others() {
    let (deals, scenarios) = (validator(&DEAL), validator(&SCENARIO));
    let mut shown = BTreeSet::new();
    for path in yaml_files(&root().join("tests/problems")) {
        let name = path
            .file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        if [".network.yaml", ".indicators.yaml"]
            .iter()
            .any(|other| name.ends_with(other))
        {
            continue;
        }
        let of = if name.ends_with(".scenario.yaml") {
            &scenarios
        } else {
            &deals
        };
        let Some(file) = read(&path) else { continue };
        let faults = faults(of, &file);
        if !faults.is_empty() {
            shown.insert(
                name.trim_end_matches(".yaml")
                    .trim_end_matches(".scenario")
                    .to_owned(),
            );
        }
    }
    assert_eq!(shown, SHOWN.map(str::to_owned).into());
}

/// A key whose example does not pass would teach what cannot be.
#[test]
fn every_example_of_a_key_passes() {
    for root in [&DEAL, &SCENARIO] {
        let schema = Value::Object(schema(root));
        let blocks = schema["$defs"]
            .as_object()
            .expect("definitions")
            .values()
            .chain([&schema]);
        let mut examples = 0;
        for (key, value) in blocks
            .filter_map(|block| block["properties"].as_object())
            .flatten()
        {
            let Some(example) = value["examples"].get(0) else {
                continue;
            };
            let alone = json!({
                "$defs": schema["$defs"], "properties": { key: value }, "type": "object",
            });
            let validator = jsonschema::draft202012::new(&alone).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(faults(&validator, &json!({ key: example })), [""; 0], "{key}");
            examples += 1;
        }
        assert!(
            examples > 40,
            "{examples} examples in the schema of a {}",
            root.name
        );
    }
}

/// Every key is in the reference, in backticks: alone, behind the key of its block, or in an example.
#[test]
fn every_key_is_in_the_reference() {
    let reference = fs::read_to_string(root().join("docs/deal-format.md")).expect("it is there");
    for root in [&DEAL, &SCENARIO] {
        let schema = Value::Object(schema(root));
        let blocks = schema["$defs"]
            .as_object()
            .expect("definitions")
            .values()
            .chain([&schema]);
        for key in blocks
            .filter_map(|block| block["properties"].as_object())
            .flat_map(|keys| keys.keys())
        {
            let forms = [format!("`{key}`"), format!(".{key}`"), format!("{key}:")];
            let is_there = forms.iter().any(|form| reference.contains(form.as_str()));
            assert!(is_there, "`{key}` is not in docs/deal-format.md");
        }
    }
}
