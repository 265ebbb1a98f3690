//! A table of typed cells, before anything is formatted.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::money::{Currency, Money};

/// A value in a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not applicable.
    Blank,
    /// Words.
    Text(String),
    /// A whole number.
    Count(i64),
    /// Money of the table's currency.
    Money(Money),
    /// A rate or ratio, shown in per cent with so many decimals.
    Percent(Decimal, u32),
    /// A plain number, shown with so many decimals.
    Number(Decimal, u32),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// The cell of a value that may not be applicable.
    pub fn of<T>(value: Option<T>, cell: impl Fn(T) -> Cell) -> Cell {
        value.map_or(Cell::Blank, cell)
    }

    /// A float shown in per cent; not a number is blank.
    pub fn percent_of(value: f64, places: u32) -> Cell {
        Cell::of(Decimal::try_from(value).ok(), |number| {
            Cell::Percent(number, places)
        })
    }

    /// A float shown as a number; not a number is blank.
    pub fn number_of(value: f64, places: u32) -> Cell {
        Cell::of(Decimal::try_from(value).ok(), |number| {
            Cell::Number(number, places)
        })
    }

    /// Whether it lines up on the right.
    pub fn is_numeric(&self) -> bool {
        match self {
            Cell::Count(_) | Cell::Money(_) | Cell::Percent(..) | Cell::Number(..) => true,
            Cell::Blank | Cell::Text(_) | Cell::Date(_) | Cell::Flag(_) => false,
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in CSV, in snake case.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// Whether it is repeated when a wide table is folded.
    pub is_key: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name, as `--table` takes it.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// The currency of its money.
    pub currency: Currency,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader must know beside it.
    pub notes: Vec<String>,
}

impl Table {
    /// An empty table. A column is `"title"`, with `*` before it where it is repeated in every fold; its name is
    /// the title in snake case.
    pub fn new(name: &'static str, title: impl Into<String>, currency: Currency, columns: &[&str]) -> Table {
        let columns = columns.iter().map(|title| Column::parse(title)).collect();
        Table {
            name,
            title: title.into(),
            currency,
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The place of a column, by its name.
    ///
    /// # Panics
    /// If there is none.
    pub fn column(&self, name: &str) -> usize {
        let place = self.columns.iter().position(|column| column.name == name);
        place.unwrap_or_else(|| panic!("table {} has a column {name}", self.name))
    }

    /// The table without a column.
    ///
    /// # Panics
    /// If it has none of this name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Table {
        let place = self.column(name);
        self.columns.remove(place);
        for row in &mut self.rows {
            row.remove(place);
        }
        self
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it has another number of cells than the table has columns.
    pub fn push(&mut self, row: Vec<Cell>) {
        assert_eq!(
            row.len(),
            self.columns.len(),
            "a cell a column in table {}",
            self.name
        );
        self.rows.push(row);
    }
}

impl Column {
    fn parse(title: &str) -> Column {
        let is_key = title.starts_with('*');
        let title = title.trim_start_matches('*');
        let name: String = title
            .chars()
            .map(|c| {
                if c.is_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '_'
                }
            })
            .collect();
        Column {
            name: name.trim_matches('_').to_owned(),
            title: title.to_owned(),
            is_key,
        }
    }
}
