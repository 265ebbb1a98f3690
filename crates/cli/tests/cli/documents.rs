//! The README and the guide: their commands run as written, and say what the documents show of them.

use std::path::Path;
use std::process::Command;

use crate::common::repository;

/// Commands that install or test the program, which this test cannot do inside itself.
const NOT_RUN: [&str; 2] = ["cargo install", "cargo test"];

#[test]
fn the_readme_runs_as_written() {
    assert!(follow("README.md") >= 2);
}

#[test]
fn the_guide_runs_as_written() {
    assert!(follow("docs/guide.md") >= 10);
}

/// A block of commands, and the lines that a document shows of what they say.
#[derive(Default)]
struct Shown {
    commands: String,
    lines: Vec<String>,
}

/// Runs every block of a document and counts them.
fn follow(document: &str) -> usize {
    let text = std::fs::read_to_string(repository().join(document)).expect("the document is there");
    let folder = tempfile::tempdir().expect("there is room");
    copy(&repository().join("deals"), &folder.path().join("deals"));
    let blocks = blocks(&text);
    for block in &blocks {
        let said = shell(&block.commands, folder.path());
        for line in &block.lines {
            assert!(
                said.lines().any(|found| found.trim_end() == line),
                "{document}: `{}` does not say\n{line}\nbut\n{said}",
                block.commands
            );
        }
    }
    blocks.len()
}

/// The blocks of commands of a document, each with the text block or table that follows it.
fn blocks(text: &str) -> Vec<Shown> {
    let mut blocks: Vec<Shown> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(kind)) => {
                fence = Some(kind);
                if kind == "sh" {
                    blocks.push(Shown::default());
                }
            }
            (Some(_), Some(_)) => fence = None,
            (Some("sh"), None) => {
                let block = blocks.last_mut().expect("a block is open");
                block
                    .commands
                    .push_str(&line.replace("cargo run --release -- ", "tranchet "));
                block.commands.push('\n');
            }
            (Some("text"), None) => show(&mut blocks, line),
            (None, None) if line.starts_with("| ") && is_table_of_a_command(&blocks) => {
                show(&mut blocks, line)
            }
            (Some(_) | None, None) => {}
        }
    }
    blocks.retain(|block| !NOT_RUN.iter().any(|start| block.commands.starts_with(start)));
    blocks
}

fn is_table_of_a_command(blocks: &[Shown]) -> bool {
    blocks
        .last()
        .is_some_and(|block| block.commands.contains("--format markdown") && block.lines.len() < 16)
}

/// Takes a line of output; lines of dots stand for what is left out.
fn show(blocks: &mut [Shown], line: &str) {
    let is_left_out = line.trim().chars().all(|sign| matches!(sign, '.' | '…' | ' '));
    if let Some(block) = blocks.last_mut().filter(|_| !is_left_out) {
        block.lines.push(line.trim_end().to_owned());
    }
}

/// What commands print, on both streams.
fn shell(commands: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_tranchet"));
    let path = format!(
        "{}:{}",
        binary.parent().expect("a program lies in a folder").display(),
        std::env::var("PATH").expect("there is a PATH")
    );
    let said = Command::new("sh")
        .current_dir(folder)
        .env("PATH", path)
        .args(["-ec", &format!("exec 2>&1\n{commands}")])
        .output()
        .expect("a shell starts");
    let text = String::from_utf8(said.stdout).expect("results are text");
    assert!(said.status.success(), "{commands}\n{text}");
    text
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("there is room");
    for entry in std::fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("there is room");
        }
    }
}
