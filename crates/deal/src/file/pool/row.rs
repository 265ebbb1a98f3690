//! A loan as cells by column, whether they come from a tape or from a deal file.

use std::ops::Range;

use super::column::Column;
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal::Fault;
use crate::file::node::Node;
use crate::file::problem::Problem;
use crate::file::reader::Collector;
use crate::file::source::Place;

/// The cells of a loan.
pub(super) trait Row {
    /// The text of a cell; `None` if it is blank.
    fn text(&self, column: Column) -> Option<&str>;

    /// Where a cell is, or the whole row.
    fn place(&self, column: Option<Column>) -> Place;
}

/// Reads cells, reporting what is wrong with them.
pub(super) struct Cells<'a, R> {
    pub row: &'a R,
    pub problems: &'a Collector,
}

impl<R: Row> Cells<'_, R> {
    /// The value of a cell, if it has one that can be read.
    pub fn read<T>(&self, column: Column, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let text = self.row.text(column)?;
        parse(text).map_err(|fault| self.fault(column, fault)).ok()
    }

    /// The value of a cell that must be there.
    pub fn required<T>(&self, column: Column, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        if self.row.text(column).is_none() {
            let name = column.name();
            let problem = Problem::new(
                Code::CellMissing,
                self.row.place(Some(column)),
                format!("a loan has no `{name}`"),
            );
            self.problems.push(
                problem
                    .label(format!("no `{name}`"))
                    .remedy("every loan needs `loan_id`, `balance` and `maturity`"),
            );
        }
        self.read(column, parse)
    }

    pub fn has(&self, column: Column) -> bool {
        self.row.text(column).is_some()
    }

    fn fault(&self, column: Column, fault: Fault) {
        let problem = Problem::new(
            fault.code,
            self.row.place(Some(column)),
            format!("`{}`: {}", column.name(), fault.cause),
        );
        self.problems
            .push(problem.label(fault.label).remedy(fault.remedy));
    }

    /// Reports what is wrong with a cell.
    pub fn problem(&self, column: Column, code: Code, cause: String, label: &str, remedy: &str) {
        let problem = Problem::new(code, self.row.place(Some(column)), cause);
        self.problems.push(problem.label(label).remedy(remedy));
    }
}

/// A loan of a deal file, or the common terms of a uniform pool.
pub(super) struct MapRow<'a> {
    fields: &'a Fields<'a>,
    nodes: Vec<Option<&'a Node>>,
}

impl<'a> MapRow<'a> {
    /// The columns that a map gives; anything but a single value is reported.
    pub fn of(fields: &'a Fields<'a>) -> MapRow<'a> {
        let single = |column: &Column| {
            if column.is_of_purchases() {
                return None;
            }
            let node = fields.find(column.name())?;
            fields.reader.scalar(node).map(|_| node)
        };
        MapRow {
            fields,
            nodes: Column::ALL.iter().map(single).collect(),
        }
    }

    fn span(&self, column: Column) -> Range<usize> {
        self.nodes[column.index()].map_or_else(|| self.fields.span.clone(), |node| node.span.clone())
    }
}

impl Row for MapRow<'_> {
    fn text(&self, column: Column) -> Option<&str> {
        let text = self.nodes[column.index()]?.text()?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn place(&self, column: Option<Column>) -> Place {
        let span = column.map_or_else(|| self.fields.span.clone(), |column| self.span(column));
        self.fields.reader.place(span)
    }
}
