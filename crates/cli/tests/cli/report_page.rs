//! A page of `report`, read as a browser does.

use scraper::{ElementRef, Html, Selector};

use crate::common::{stderr, stdout, tranchet};

/// A page and its text as it was written.
pub struct Page {
    /// The parsed page.
    pub html: Html,
    /// The bytes.
    pub text: String,
}

impl Page {
    /// The report of these arguments.
    pub fn of(arguments: &[&str]) -> Page {
        let said = tranchet()
            .arg("report")
            .args(arguments)
            .output()
            .expect("the program starts");
        assert!(said.status.success(), "{}", stderr(&said));
        let text = stdout(&said);
        Page {
            html: Html::parse_document(&text),
            text,
        }
    }

    /// Everything that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&parsed(selector)).collect()
    }

    /// The exact value in the table of a name, in the row that a heading has and the column of a name; the words of
    /// the cell where people and machines read the same.
    pub fn value(&self, table: &str, row: &str, column: &str) -> String {
        let table = self.all(&format!("[data-table={table}]"))[0];
        let columns: Vec<_> = table.select(&parsed("thead th")).collect();
        let is_wanted = |head: &ElementRef| head.value().attr("data-column") == Some(column);
        let place = columns.iter().position(is_wanted);
        let place = place.unwrap_or_else(|| panic!("there is no column {column}"));
        let (rows, heads) = (parsed("tbody tr"), parsed("th"));
        let mut rows = table.select(&rows);
        let found = rows.find(|found| found.select(&heads).any(|head| words(head) == row));
        let found = found.unwrap_or_else(|| panic!("there is no row {row}"));
        let cell = found
            .child_elements()
            .nth(place)
            .expect("a row has a cell a column");
        cell.value()
            .attr("data-value")
            .map_or_else(|| words(cell), ToOwned::to_owned)
    }
}

/// A selector.
pub fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).expect("a test knows its selectors")
}

/// What an element says, blanks made one.
pub fn words(element: ElementRef) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
