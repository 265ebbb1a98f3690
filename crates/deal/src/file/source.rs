//! A text with its name, and places in it, so that a problem can show where it is.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A file as it was read.
pub struct Source {
    name: String,
    text: Arc<str>,
    lines: OnceLock<Vec<usize>>,
    /// Where offsets beyond the text lead: what was changed in it from elsewhere.
    changes: Option<Arc<Source>>,
}

impl Source {
    /// The text of the file of this name; a byte order mark at its start is dropped.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Arc::new(Source {
            name: name.into(),
            text: Arc::from(text),
            lines: OnceLock::new(),
            changes: None,
        })
    }

    /// The same text, in which offsets from [`Source::changes_start`] on are those of `changes`.
    pub(super) fn with_changes(&self, changes: &Arc<Source>) -> Arc<Source> {
        Arc::new(Source {
            name: self.name.clone(),
            text: Arc::clone(&self.text),
            lines: OnceLock::new(),
            changes: Some(Arc::clone(changes)),
        })
    }

    /// The offset at which changes begin.
    pub(super) fn changes_start(&self) -> usize {
        self.text.len() + 1
    }

    /// Its name, as given or as another file names it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both counted from 1; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.boundary(offset);
        let line = self.line_of(offset);
        let start = self.starts()[line];
        (line + 1, self.text[start..offset].chars().count() + 1)
    }

    /// The byte range of a line (counted from 0), its end of line not included.
    pub(crate) fn line_range(&self, line: usize) -> Range<usize> {
        let starts = self.starts();
        let start = starts.get(line).copied().unwrap_or(self.text.len());
        let end = starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let text = &self.text[start..end];
        start..start + text.trim_end_matches('\r').len()
    }

    /// The line (counted from 0) that holds a byte offset.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.starts()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The nearest offset at or before this one that lies between two characters.
    pub(crate) fn boundary(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }

    fn starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({:?}, {} bytes)", self.name, self.text.len())
    }
}

/// A byte range of a source.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes; an empty range is a point.
    pub span: Range<usize>,
}

impl Place {
    /// These bytes of a source; a range beyond its text is cut to it, or lies in what was changed.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Place {
        if let Some(changes) = &source.changes
            && let Some(start) = span.start.checked_sub(source.changes_start())
        {
            return Place::new(changes, start..span.end - source.changes_start());
        }
        let start = source.boundary(span.start);
        let end = source.boundary(span.end).max(start);
        Place {
            source: Arc::clone(source),
            span: start..end,
        }
    }

    /// Line and column of its start, both counted from 1.
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let source = Source::new("a", "\u{feff}é: 1\r\nß: x\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(4), (1, 4));
        assert_eq!(source.line_column(7), (2, 1));
        assert_eq!(source.line_column(9), (2, 2));
        assert_eq!(source.line_column(900), (3, 1));
        assert_eq!(source.line_range(0), 0..5);
        assert_eq!(source.line_range(1), 7..12);
    }
}
