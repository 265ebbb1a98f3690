//! A CSV file that grows row by row and can be gone on with after an interruption.
//!
//! Rows go to `FILE.<mark>.partial` beside the file, which takes its place when the last is written. The mark is
//! a hash of everything that the rows depend on: program, files, changes, axes and figures. Another mark is
//! another grid, and is refused. A row that was cut off is dropped.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Plan;
use super::write::{axis_names, figure_names, header};
use crate::args::Shared;
use crate::commands::VERSION;
use crate::failure::Failure;
use crate::files::describe;
use crate::load::sha256;

/// A file that is being written.
#[derive(Debug)]
pub struct Partial {
    file: File,
    path: PathBuf,
    goal: PathBuf,
}

/// Digits of the mark.
const MARK: usize = 12;

impl Partial {
    /// Begins a file, or goes on with one; how many rows it has already.
    ///
    /// # Errors
    /// A file that cannot be written, or a file of another grid to go on with.
    pub fn open(goal: &Path, plan: &Plan, resume: bool) -> Result<(Partial, u64), Failure> {
        let mark = mark(plan);
        let path = beside(goal, &mark);
        if resume
            && !path.exists()
            && let Some(other) = of_another_grid(goal)
        {
            return Err(Failure::Usage(format!(
                "{} was begun with other files, axes or figures; run without --resume to begin anew",
                other.display()
            )));
        }
        let mut options = OpenOptions::new();
        options.create(true).read(true).write(true).truncate(!resume);
        let file = options.open(&path).map_err(|error| cannot_write(&path, &error))?;
        let mut partial = Partial {
            file,
            path,
            goal: goal.to_owned(),
        };
        let done = partial
            .keep_whole_rows()
            .map_err(|error| cannot_write(&partial.path, &error))?;
        if done == 0 {
            partial.append(&header(plan))?;
        }
        Ok((partial, done.saturating_sub(1)))
    }

    /// Drops what follows the last end of line; how many lines are left. The header counts as one.
    fn keep_whole_rows(&mut self) -> std::io::Result<u64> {
        let (mut lines, mut whole, mut read) = (0, 0, 0);
        let mut block = vec![0; 1 << 16];
        loop {
            let count = self.file.read(&mut block)?;
            if count == 0 {
                break;
            }
            for (place, _) in block[..count]
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
            {
                lines += 1;
                whole = read + place as u64 + 1;
            }
            read += count as u64;
        }
        self.file.set_len(whole)?;
        self.file.seek(SeekFrom::Start(whole))?;
        Ok(lines)
    }

    /// Adds whole lines.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn append(&mut self, lines: &str) -> Result<(), Failure> {
        let written = self.file.write_all(lines.as_bytes());
        written.map_err(|error| cannot_write(&self.path, &error))
    }

    /// Brings the file to its place.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn finish(self, shared: &Shared) -> Result<(), Failure> {
        let done = self
            .file
            .sync_all()
            .and_then(|()| std::fs::rename(&self.path, &self.goal));
        done.map_err(|error| cannot_write(&self.goal, &error))?;
        if !shared.quiet {
            eprintln!("wrote {}", self.goal.display());
        }
        Ok(())
    }
}

fn mark(plan: &Plan) -> String {
    let base = &plan.studied.base;
    let mut parts = vec![VERSION.to_owned()];
    parts.extend(
        base.inputs()
            .into_iter()
            .map(|input| format!("{} {}", input.name, input.sha256)),
    );
    parts.extend(base.changes.lines().map(str::to_owned));
    parts.extend(axis_names(plan));
    parts.extend(plan.grid.axes.iter().map(|axis| format!("{axis:?}")));
    parts.extend(figure_names(plan));
    let mut mark = sha256(parts.join("\n").as_bytes());
    mark.truncate(MARK);
    mark
}

fn beside(goal: &Path, mark: &str) -> PathBuf {
    let mut name = goal.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{mark}.partial"));
    goal.with_file_name(name)
}

/// A file beside the goal that was begun for it.
fn of_another_grid(goal: &Path) -> Option<PathBuf> {
    let name = goal.file_name()?.to_string_lossy().into_owned();
    let folder = goal.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let is_begun = |path: &PathBuf| {
        let found = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        found
            .strip_prefix(&name)
            .is_some_and(|rest| rest.starts_with('.') && rest.ends_with(".partial"))
    };
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(is_begun)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Write {
        path: path.to_owned(),
        reason: describe(error),
    }
}
