//! What the crates may not do: depend the wrong way, use unsafe code, grow long files, or open files themselves.

use std::fs;
use std::path::{Path, PathBuf};

/// Our crates, and which of ours each may depend on.
const DIRECTIONS: [(&str, &[&str]); 7] = [
    ("deal", &[]),
    ("engine", &["deal"]),
    ("risk", &["deal", "engine"]),
    ("compute", &["deal", "engine", "risk"]),
    ("system", &["deal", "engine", "risk", "compute"]),
    ("report", &["deal", "engine", "risk", "compute", "system"]),
    ("cli", &["deal", "engine", "risk", "compute", "system", "report"]),
];
/// The longest a source file may be.
const LINES_MAX: usize = 400;
/// The only module with unsafe code: vector instructions that safe code cannot name.
const UNSAFE: (&str, &str) = ("risk", "src/simulate/vector.rs");
/// The only crate that touches the world outside.
const OUTSIDE: &str = "cli";

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests lie in the workspace").to_owned()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders of our crates, by name.
fn crates() -> Vec<(String, PathBuf)> {
    let mut found: Vec<_> = fs::read_dir(root().join("crates"))
        .expect("the folder of crates can be read")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .filter(|path| path.join("Cargo.toml").is_file())
        .map(|path| {
            (
                path.file_name()
                    .expect("a folder has a name")
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect();
    found.sort();
    found
}

/// The lines of a manifest's tables whose names pass, without comments and blank lines.
fn lines_of(manifest: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut wanted = false;
    let mut lines = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            wanted = is_wanted(table.trim_end_matches(']'));
        } else if wanted && !line.is_empty() && !line.starts_with('#') {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Names of the dependencies of a manifest, those for tests and build scripts included.
fn dependencies(manifest: &str) -> Vec<String> {
    lines_of(manifest, |table| table.ends_with("dependencies"))
        .iter()
        .map(|line| line.split(['.', '=', ' ']).next().unwrap_or_default().to_owned())
        .collect()
}

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.expect("a folder entry can be read").path())
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[test]
fn crates_depend_in_one_direction() {
    for (name, folder) in crates() {
        let (_, allowed) = DIRECTIONS
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("say above what crate `{name}` may depend on"));
        for dependency in dependencies(&text(&folder.join("Cargo.toml"))) {
            if let Some(ours) = dependency.strip_prefix("tranchet-") {
                assert!(allowed.contains(&ours), "`{name}` may not depend on `{ours}`");
            }
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_everywhere_but_in_one_module() {
    let lints = lines_of(&text(&root().join("Cargo.toml")), |table| {
        table == "workspace.lints.rust"
    });
    assert!(
        lints.contains(&"unsafe_code = \"forbid\"".to_owned()),
        "{lints:?}"
    );
    let members = crates()
        .into_iter()
        .map(|(_, folder)| folder)
        .chain([root().join("tests")]);
    for folder in members {
        let manifest = text(&folder.join("Cargo.toml"));
        if folder.ends_with(UNSAFE.0) {
            assert_own_lints(&manifest, &lints);
            continue;
        }
        let lints = lines_of(&manifest, |table| table == "lints");
        assert_eq!(lints, ["workspace = true"], "{}", folder.display());
    }
    let allowing = crates().into_iter().flat_map(|(_, folder)| sources(&folder));
    let allowing: Vec<PathBuf> = allowing
        .filter(|path| text(path).contains("allow(unsafe_code)"))
        .collect();
    assert_eq!(allowing, [root().join("crates").join(UNSAFE.0).join(UNSAFE.1)]);
}

/// The lints of the workspace, but that unsafe code is denied, so that a module can allow it.
fn assert_own_lints(manifest: &str, workspace: &[String]) {
    let own = lines_of(manifest, |table| table == "lints.rust");
    let denied = |line: &String| line.replace("\"forbid\"", "\"deny\"");
    assert_eq!(own, workspace.iter().map(denied).collect::<Vec<_>>());
    let clippy = |manifest: &str, table: &str| lines_of(manifest, |name| name == table);
    let of_workspace = clippy(&text(&root().join("Cargo.toml")), "workspace.lints.clippy");
    assert_eq!(clippy(manifest, "lints.clippy"), of_workspace);
}

#[test]
fn source_files_stay_short() {
    for path in crates()
        .iter()
        .flat_map(|(_, folder)| sources(&folder.join("src")))
    {
        let lines = text(&path).lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn only_the_program_touches_files_and_the_environment() {
    for (_, folder) in crates().iter().filter(|(name, _)| name != OUTSIDE) {
        for path in sources(&folder.join("src")) {
            let source = text(&path);
            for module in ["std::fs", "std::env"] {
                assert!(!source.contains(module), "{} mentions {module}", path.display());
            }
            let grouped = source.lines().find(|line| {
                line.contains("use std::{")
                    && line
                        .split(|c: char| !c.is_alphanumeric())
                        .any(|word| word == "fs" || word == "env")
            });
            assert_eq!(grouped, None, "{}", path.display());
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let reasons = text(&root().join("docs").join("DECISIONS.md"));
    let manifest = text(&root().join("Cargo.toml"));
    for line in lines_of(&manifest, |table| table == "workspace.dependencies") {
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let package = line
            .split_once("package = \"")
            .and_then(|(_, rest)| rest.split('"').next())
            .unwrap_or(name);
        assert!(
            package.starts_with("tranchet-") || reasons.contains(&format!("`{package}`")),
            "docs/DECISIONS.md does not say why we use `{package}`"
        );
    }
}
