//! Results on standard output, or in a file that is replaced whole or not at all.
//!
//! A file is written beside its final place under another name, flushed to the disk, and then renamed: whoever
//! looks, or is killed, finds the old file or the new one.

use std::io::{ErrorKind, Write};
use std::path::Path;

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
    match &shared.output {
        None => print(result),
        Some(path) => {
            replace(path, result.as_bytes()).map_err(|error| Failure::Write {
                path: path.clone(),
                reason: describe(&error),
            })?;
            if !shared.quiet {
                let now = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
                eprintln!("wrote {} ({} bytes) at {now}", path.display(), result.len());
            }
            Ok(())
        }
    }
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

/// Prints to standard output; a reader that has gone away is no error.
fn print(result: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(result.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Write {
            path: "standard output".into(),
            reason: error.to_string(),
        }),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Replaces a file; a device or pipe is written to as it is.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() && !path.is_file() {
        return std::fs::write(path, bytes);
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
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
