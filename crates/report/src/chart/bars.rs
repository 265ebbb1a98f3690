//! A bar a row, its figure at the end of it.

use rust_decimal::Decimal;

use super::axis::float;
use super::canvas::{SIZE, Side, WIDTH, cut, fill, style, svg, width, write};
use super::ink::Ink;
use super::{number, shown};
use crate::table::Table;

/// From one bar to the next.
const PITCH: i32 = 40;
/// Thickness of a bar.
const BAR: i32 = 26;
/// The widest that names may be.
const NAMES_MAX: i32 = 380;
/// How many rows are described.
const DESCRIBED: usize = 3;

/// Columns of a table of bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// The column of names.
    pub label: usize,
    /// The column of figures, none below nought.
    pub value: usize,
    /// The most bars; the table has the other rows.
    pub most: usize,
    /// Inks of the bars, again and again in this order; the plain one where there are none.
    pub inks: &'static [Ink],
}

impl Bars {
    pub(super) fn draw(&self, table: &Table) -> String {
        let rows: Vec<(String, Decimal, String)> = self.rows(table).take(self.most).collect();
        let names = rows
            .iter()
            .map(|(name, ..)| width(name))
            .max()
            .unwrap_or(0)
            .min(NAMES_MAX)
            + 14;
        let figures = rows.iter().map(|(.., figure)| width(figure)).max().unwrap_or(0) + 14;
        let greatest = rows.iter().map(|(_, value, _)| *value).max().unwrap_or_default();
        let room = f64::from(WIDTH - names - figures - SIZE / 2);
        let height = PITCH * i32::try_from(rows.len()).unwrap_or_default();
        svg(height, |area| {
            let inks = if self.inks.is_empty() {
                &[Ink::Plain]
            } else {
                self.inks
            };
            let places = inks.iter().cycle().zip((0..).map(|row| row * PITCH));
            for ((name, value, figure), (ink, top)) in rows.iter().zip(places) {
                let middle = top + PITCH / 2;
                let share = value.checked_div(greatest).unwrap_or_default();
                let length = (float(share) * room).round().max(1.0) as i32;
                let end = names + length;
                write(
                    area,
                    &cut(name, NAMES_MAX),
                    (names - 14, middle),
                    style(Ink::Words, Side::Left, false),
                );
                fill(area, (names, middle - BAR / 2), (end, middle + BAR / 2), *ink);
                write(
                    area,
                    figure,
                    (end + 10, middle),
                    style(Ink::Notes, Side::Right, false),
                );
            }
        })
    }

    pub(super) fn describe(&self, table: &Table) -> Vec<String> {
        let rows = table.rows.len();
        let mut said: Vec<String> = self
            .rows(table)
            .take(DESCRIBED)
            .map(|(name, _, figure)| format!("{name} {figure}"))
            .collect();
        if rows > DESCRIBED {
            said.push(format!("{} more in the table", rows - DESCRIBED));
        }
        said
    }

    fn rows<'t>(&'t self, table: &'t Table) -> impl Iterator<Item = (String, Decimal, String)> + 't {
        table.rows.iter().filter_map(move |row| {
            let value = number(table, &row[self.value])?;
            Some((
                shown(table, &row[self.label]),
                value,
                shown(table, &row[self.value]),
            ))
        })
    }
}
