//! Results on standard output, or in a file that is replaced whole or not at all.
//!
//! A file is written beside its final place under another name, flushed to the disk, and then renamed: whoever
//! looks, or is killed, finds the old file or the new one.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tranchet_report::render;
use tranchet_report::table::Table;

use crate::args::{Format, Shared};
use crate::failure::Failure;
use crate::files::describe;

/// Writes a result where the user wants it.
///
/// # Errors
/// When the file cannot be written.
pub fn write(result: &str, shared: &Shared) -> Result<(), Failure> {
    let mut destination = Destination::open(shared)?;
    let written = destination.write_all(result.as_bytes());
    written.map_err(|error| destination.failure(&error))?;
    destination.finish(shared)
}

/// Writes a file of its own, whole or not at all; folders that are not there are made.
///
/// # Errors
/// When the file cannot be written.
pub fn write_file(text: &str, path: &Path, shared: &Shared) -> Result<(), Failure> {
    std::fs::create_dir_all(folder(path)).map_err(|error| cannot_write(path, &error))?;
    let there = Shared {
        output: Some(path.to_owned()),
        quiet: true,
        ..shared.clone()
    };
    write(text, &there)
}

/// Tables in the format asked for, or one of them by name; CSV takes one, the first unless named.
///
/// # Errors
/// When no table has the name asked for.
pub fn render(tables: &[Table], shared: &Shared) -> Result<String, Failure> {
    let chosen = choose(tables, shared)?;
    let join = |render: fn(&Table) -> String| {
        chosen
            .iter()
            .map(|table| render(table))
            .collect::<Vec<_>>()
            .join("\n")
    };
    Ok(match shared.format {
        Format::Table => join(render::text),
        Format::Markdown => join(render::markdown),
        Format::Csv => chosen.first().map(|table| render::csv(table)).unwrap_or_default(),
        Format::Json => unreachable!("JSON documents are not made of tables"),
    })
}

/// A JSON document, indented.
pub fn json(document: serde_json::Map<String, serde_json::Value>) -> String {
    format!("{:#}\n", serde_json::Value::Object(document))
}

fn choose<'t>(tables: &'t [Table], shared: &Shared) -> Result<Vec<&'t Table>, Failure> {
    let Some(name) = &shared.table else {
        return Ok(tables.iter().collect());
    };
    let chosen: Vec<&Table> = tables.iter().filter(|table| table.name == name).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        return Err(Failure::Usage(format!(
            "there is no table `{name}` here; there are {}",
            names.join(", ")
        )));
    }
    Ok(chosen)
}

/// A new file in a folder, with the permissions that the user's files have.
fn beside(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".tranchet-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Where a result goes, piece by piece.
#[derive(Debug)]
pub struct Destination {
    out: Out,
    path: PathBuf,
    written: u64,
    is_gone: bool,
}

#[derive(Debug)]
enum Out {
    Printed(BufWriter<Stdout>),
    /// Beside the file that it is to replace.
    Beside(BufWriter<NamedTempFile>),
    /// A device or pipe is written to as it is.
    Device(BufWriter<File>),
}

impl Destination {
    /// Standard output, or the file that the user named.
    ///
    /// # Errors
    /// When there can be no such file.
    pub fn open(shared: &Shared) -> Result<Destination, Failure> {
        Destination::at(shared.output.as_deref())
    }

    /// Standard output, or this file.
    ///
    /// # Errors
    /// When there can be no such file.
    pub fn at(file: Option<&Path>) -> Result<Destination, Failure> {
        let path = file.unwrap_or(Path::new("standard output")).to_owned();
        let out = match file {
            None => Ok(Out::Printed(BufWriter::new(std::io::stdout()))),
            Some(path) if path.exists() && !path.is_file() => {
                File::create(path).map(|file| Out::Device(BufWriter::new(file)))
            }
            Some(path) => beside(folder(path)).map(|file| Out::Beside(BufWriter::new(file))),
        };
        let out = out.map_err(|error| cannot_write(&path, &error))?;
        Ok(Destination {
            out,
            path,
            written: 0,
            is_gone: false,
        })
    }

    /// Whether whoever read it has gone away, which is no error.
    pub fn is_gone(&self) -> bool {
        self.is_gone
    }

    /// A failure to write to it.
    pub fn failure(&self, error: &std::io::Error) -> Failure {
        cannot_write(&self.path, error)
    }

    /// Brings everything to its place.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self, shared: &Shared) -> Result<(), Failure> {
        let flushed = self.flush();
        flushed.map_err(|error| self.failure(&error))?;
        let is_file = !matches!(self.out, Out::Printed(_));
        if let Out::Beside(file) = self.out {
            replace(file, &self.path).map_err(|error| cannot_write(&self.path, &error))?;
        }
        if is_file && !shared.quiet {
            let now = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
            eprintln!("wrote {} ({} bytes) at {now}", self.path.display(), self.written);
        }
        Ok(())
    }

    /// Remembers that a reader has gone away.
    fn noticing<T>(&mut self, written: std::io::Result<T>, instead: T) -> std::io::Result<T> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_gone = true;
                Ok(instead)
            }
            Ok(_) | Err(_) => written,
        }
    }

    fn out(&mut self) -> &mut dyn Write {
        match &mut self.out {
            Out::Printed(out) => out,
            Out::Beside(file) => file,
            Out::Device(file) => file,
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out().write(bytes);
        let count = self.noticing(written, bytes.len())?;
        self.written += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let flushed = self.out().flush();
        self.noticing(flushed, ())
    }
}

fn replace(file: BufWriter<NamedTempFile>, path: &Path) -> std::io::Result<()> {
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Write {
        path: path.to_owned(),
        reason: describe(error),
    }
}
