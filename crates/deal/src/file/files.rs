//! Files that a file names, read by whoever may open them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codes::Code;
use super::node::Node;
use super::reader::Reader;
use super::source::Source;

/// A file as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, as problems and results show it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was read, for a record of what a result depends on.
pub type Input = File;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// It lies outside the folder tree that may be read.
    #[error("it lies outside the folder tree that may be read")]
    Outside,
    /// Anything else, in a few words in lower case.
    #[error("{0}")]
    Other(String),
}

/// Reads files that other files name.
pub trait Files {
    /// The file at `path`, relative to the file named `from`.
    ///
    /// # Errors
    /// [`FileError`] when it is not there or may not be read.
    fn read(&self, from: &str, path: &str) -> Result<File, FileError>;
}

/// Files held in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub BTreeMap<String, Vec<u8>>);

impl InMemory {
    /// With a further file.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> InMemory {
        self.0.insert(name.to_owned(), bytes.into());
        self
    }
}

impl Files for InMemory {
    fn read(&self, from: &str, path: &str) -> Result<File, FileError> {
        let name = beside(from, path).ok_or(FileError::Outside)?;
        match self.0.get(&name) {
            Some(bytes) => Ok(File {
                name,
                bytes: bytes.clone(),
            }),
            None => Err(FileError::NotFound),
        }
    }
}

/// The path, relative to the folder of `from`; `None` when it climbs above the top.
fn beside(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The text of the file that a node names; `what` says what it is for.
pub(super) fn fetch(reader: &Reader<'_>, node: &Node, what: &str) -> Option<Arc<Source>> {
    let path = reader.literal(node, super::literal::name)?;
    match reader.files.read(reader.source.name(), &path) {
        Ok(file) => decode(reader, node, file),
        Err(error) => {
            let cause = format!("the {what} `{path}` cannot be read: {error}");
            let problem = reader.problem(Code::FileUnreadable, &node.span, cause);
            let remedy = match error {
                FileError::NotFound => "a path is relative to the file that names it",
                FileError::Outside => "move the file, or name a higher folder with `--root`",
                FileError::Other(_) => "check the file",
            };
            reader.push(problem.label("named here").remedy(remedy));
            None
        }
    }
}

fn decode(reader: &Reader<'_>, node: &Node, file: File) -> Option<Arc<Source>> {
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => {
            let source = Source::new(file.name.clone(), text);
            reader.inputs.borrow_mut().push(file);
            Some(source)
        }
        Err(error) => {
            let line = file.bytes[..error.valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            let cause = format!("`{}` is not UTF-8 text (line {line})", file.name);
            let problem = reader.problem(Code::NotUtf8, &node.span, cause);
            reader.push(problem.label("named here").remedy("save it as `CSV UTF-8`"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        assert_eq!(
            beside("deals/a/deal.yaml", "tape.csv").as_deref(),
            Some("deals/a/tape.csv")
        );
        assert_eq!(
            beside("deals/a/deal.yaml", "../b/./t.csv").as_deref(),
            Some("deals/b/t.csv")
        );
        assert_eq!(beside("deal.yaml", "../t.csv"), None);
    }
}
