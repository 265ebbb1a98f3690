//! A file read as YAML and not yet as a deal or scenario, so that it can be read many times with changes.

use std::cell::RefCell;
use std::sync::Arc;

use super::change::Changes;
use super::codes::Code;
use super::document::Document;
use super::files::{Files, Input};
use super::node::{Kind, Node};
use super::parse::parse;
use super::path::Handle;
use super::pool::PoolMemory;
use super::problem::{Problem, Problems};
use super::reader::{Collector, Reader};
use super::source::{Place, Source};
use super::walk::Walk;
use crate::money::Currency;

/// A file with its tree, as it is written.
#[derive(Debug)]
pub struct Parsed {
    document: Document,
    /// Keys that are given twice.
    duplicates: Vec<Problem>,
    /// Pools that were read for it, by what they were read from.
    pub(super) pools: PoolMemory,
}

/// What was made of a file.
pub(super) struct Resolved<T> {
    pub value: T,
    pub document: Document,
    pub warnings: Problems,
    pub inputs: Vec<Input>,
}

impl Parsed {
    /// The tree of a file's text.
    ///
    /// # Errors
    /// What keeps the text from being read as YAML.
    pub fn new(name: &str, text: &str) -> Result<Parsed, Problems> {
        let source = Source::new(name, text);
        let (root, duplicates) = parse(&source).map_err(|problem| Problems::from(vec![*problem]))?;
        Ok(Parsed {
            document: Document { source, root },
            duplicates,
            pools: PoolMemory::default(),
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.document.source.name()
    }

    /// The file with its tree, as it is written.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its text, with places.
    pub(super) fn source(&self) -> &Arc<Source> {
        &self.document.source
    }

    /// Its tree.
    pub(super) fn root(&self) -> &Node {
        &self.document.root
    }

    /// The text of the single value at a handle, if the file has one there.
    pub fn text_at(&self, handle: &Handle) -> Option<String> {
        let walk = Walk {
            source: &self.document.source,
            line: 0,
            start: 0,
        };
        let mut root = self.document.root.clone();
        walk.to(&mut root, handle).ok()?.text().map(str::to_owned)
    }

    /// What `read` makes of the file with changes, with the file, warnings and everything that was read for it.
    ///
    /// # Errors
    /// Every problem, if any is an error or nothing could be made of the file.
    pub(super) fn resolve<T>(
        &self,
        changes: &Changes,
        files: &dyn Files,
        currency: impl FnOnce(&Document) -> Currency,
        read: impl FnOnce(&Reader<'_>, &Document) -> Option<T>,
    ) -> Result<Resolved<T>, Problems> {
        let inputs = RefCell::new(vec![Input {
            name: self.name().to_owned(),
            bytes: self.document.source.text().as_bytes().to_vec(),
        }]);
        let (document, found) = self.changed(changes);
        let problems = Collector::default();
        problems.know_yaml(&document.source);
        problems.extend(found);
        let reader = Reader {
            source: &document.source,
            problems: &problems,
            currency: currency(&document),
            files,
            inputs: &inputs,
            pools: &self.pools,
        };
        let value = read(&reader, &document);
        let problems = problems.finish();
        match value {
            Some(value) if !problems.has_errors() => Ok(Resolved {
                value,
                document,
                warnings: problems,
                inputs: inputs.into_inner(),
            }),
            Some(_) | None => Err(problems),
        }
    }

    /// The tree with changes made, and what is wrong with it and them.
    pub(super) fn changed(&self, changes: &Changes) -> (Document, Vec<Problem>) {
        let mut problems = self.duplicates.clone();
        if changes.is_empty() {
            return (self.document.clone(), problems);
        }
        let mut document = Document {
            source: self.document.source.with_changes(changes.source()),
            root: self.document.root.clone(),
        };
        if document.root.entries().is_none() {
            return (document, problems);
        }
        problems.extend(changes.apply(&mut document.root, self.document.source.changes_start()));
        (document, problems)
    }
}

/// A tree of what a change says, for a list or map typed as in a file; a text for all else.
pub(super) fn value(text: &str, source: &Arc<Source>, at: usize) -> Result<Kind, Box<Problem>> {
    if !text.starts_with(['[', '{']) {
        return Ok(Kind::Scalar(text.to_owned()));
    }
    let own = Source::new("value", text);
    let read = parse(&own);
    let (mut node, _) = read.map_err(|problem| {
        let place = Place::new(source, at..at + text.len());
        Box::new(Problem::new(Code::NotYaml, place, problem.cause).remedy(problem.remedy))
    })?;
    node.shift(at);
    Ok(node.kind)
}
