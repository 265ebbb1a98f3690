//! Opens files, and keeps what files name within a folder tree.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tranchet_deal::file::{File, FileError, Files};

use crate::failure::Failure;

/// The folder tree in which files that other files name must lie.
#[derive(Clone, Debug)]
pub struct Tree {
    root: PathBuf,
}

impl Tree {
    /// The given tree, or the folder that holds the deal's folder.
    ///
    /// # Errors
    /// When the folder is not there.
    pub fn new(root: Option<&Path>, deal: &Path) -> Result<Tree, Failure> {
        let given = match root {
            Some(root) => root.to_owned(),
            None => parent(&parent(&absolute(deal)?)),
        };
        let root = given
            .canonicalize()
            .map_err(|error| cannot_read(&given, &error))?;
        Ok(Tree { root })
    }
}

impl Files for Tree {
    fn read(&self, from: &str, path: &str) -> Result<File, FileError> {
        let beside = Path::new(from).parent().unwrap_or(Path::new("")).join(path);
        let found = beside.canonicalize().map_err(|error| file_error(&error))?;
        if !found.starts_with(&self.root) {
            return Err(FileError::Outside);
        }
        let bytes = std::fs::read(&found).map_err(|error| file_error(&error))?;
        Ok(File {
            name: without_detours(&beside).display().to_string(),
            bytes,
        })
    }
}

/// Files of a tree, each read once.
#[derive(Debug)]
pub struct ReadOnce {
    tree: Tree,
    read: Mutex<HashMap<(String, String), Result<File, FileError>>>,
}

impl ReadOnce {
    /// Nothing read yet.
    pub fn new(tree: Tree) -> ReadOnce {
        ReadOnce {
            tree,
            read: Mutex::default(),
        }
    }
}

impl Files for ReadOnce {
    fn read(&self, from: &str, path: &str) -> Result<File, FileError> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (from.to_owned(), path.to_owned());
        read.entry(name)
            .or_insert_with(|| self.tree.read(from, path))
            .clone()
    }
}

/// The path without `.` and `name/..`, as a reader would write it.
fn without_detours(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, step| {
        let climbs = step == Component::ParentDir
            && matches!(plain.components().next_back(), Some(Component::Normal(_)));
        if climbs {
            plain.pop();
        } else if step != Component::CurDir {
            plain.push(step);
        }
        plain
    })
}

/// The text of a file that the user named.
///
/// # Errors
/// When it cannot be opened or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Failure::Read {
        path: path.to_owned(),
        reason: "it is not UTF-8 text".to_owned(),
    })
}

/// The bytes of a file that the user named.
///
/// # Errors
/// When it cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| cannot_read(path, &error))
}

/// The deal file that a path means: itself, or the `deal.yaml` of a folder.
pub fn deal_path(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("deal.yaml")
    } else {
        path.to_owned()
    }
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| cannot_read(path, &error))
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

/// Why a file cannot be read.
pub fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Read {
        path: path.to_owned(),
        reason: describe(error),
    }
}

fn file_error(error: &std::io::Error) -> FileError {
    if error.kind() == ErrorKind::NotFound {
        FileError::NotFound
    } else {
        FileError::Other(describe(error))
    }
}

/// What went wrong, in words that a user of files knows.
pub fn describe(error: &std::io::Error) -> String {
    let known = [
        (ErrorKind::NotFound, "there is no such file or folder"),
        (ErrorKind::IsADirectory, "it is a folder"),
        (ErrorKind::PermissionDenied, "permission is denied"),
    ];
    let words = known.iter().find(|(kind, _)| *kind == error.kind());
    words.map_or_else(|| error.to_string(), |(_, words)| (*words).to_owned())
}
