//! A lane a test, over the dates on which it was made: filled where it governed the date as tripped.

use chrono::NaiveDate;

use super::axis::{day, year, years};
use super::canvas::{Area, LINE, Side, WIDTH, cut, fill, style, svg, width, write};
use super::ink::Ink;
use crate::format::plain;
use crate::table::{Cell, Table};

/// From one lane to the next.
const PITCH: i32 = 76;
/// Height of what is filled.
const STRIP: i32 = 20;
/// Height of what is not.
const RAIL: i32 = 4;
/// Room for the years.
const BELOW: i32 = 44;
/// Room to the right, for what came of the test.
const VERDICT: i32 = 262;

/// Columns of a table of tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// The column of dates.
    pub dates: usize,
    /// The columns that tell one test from another, what it is for first.
    pub names: Vec<usize>,
    /// The column that says whether it tripped.
    pub tripped: usize,
}

struct Lane {
    name: String,
    dates: Vec<(NaiveDate, bool)>,
}

impl Lane {
    fn tripped(&self) -> impl Iterator<Item = NaiveDate> {
        self.dates
            .iter()
            .filter(|(_, tripped)| *tripped)
            .map(|(date, _)| *date)
    }
}

impl Lanes {
    pub(super) fn draw(&self, table: &Table) -> String {
        let lanes = self.lanes(table);
        let dates = || {
            lanes
                .iter()
                .flat_map(|lane| lane.dates.iter().map(|(date, _)| *date))
        };
        let Some((first, last)) = dates().min().zip(dates().max()) else {
            return svg(1, |_| ());
        };
        let span = (day(last) - day(first)).max(1.0);
        let across = |on: f64| ((on - day(first)) / span * f64::from(WIDTH - VERDICT)).round() as i32;
        let height = PITCH * i32::try_from(lanes.len()).unwrap_or_default();
        svg(height + BELOW, |area| {
            for on in years(first, last) {
                let x = across(on);
                fill(area, (x, 0), (x + 2, height), Ink::Grid);
                let at = (x - width("2030") / 2, height + BELOW / 2);
                write(area, &year(on), at, style(Ink::Notes, Side::Right, false));
            }
            for (lane, top) in lanes.iter().zip((0..).map(|lane| lane * PITCH)) {
                draw_lane(area, lane, top, &|date| across(day(date)));
            }
        })
    }

    pub(super) fn describe(&self, table: &Table) -> Vec<String> {
        let said = |lane: &Lane| match lane.tripped().next() {
            None => format!("{}: never tripped", lane.name),
            Some(first) => {
                let (count, all) = (lane.tripped().count(), lane.dates.len());
                format!(
                    "{}: tripped on {count} of {all} dates, first on {first}",
                    lane.name
                )
            }
        };
        self.lanes(table).iter().map(said).collect()
    }

    /// The tests in the order in which they are first made.
    fn lanes(&self, table: &Table) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = Vec::new();
        for row in &table.rows {
            let (Cell::Date(date), Cell::Flag(tripped)) = (&row[self.dates], &row[self.tripped]) else {
                continue;
            };
            let name = self.name(row);
            match lanes.iter_mut().find(|lane| lane.name == name) {
                Some(lane) => lane.dates.push((*date, *tripped)),
                None => lanes.push(Lane {
                    name,
                    dates: vec![(*date, *tripped)],
                }),
            }
        }
        lanes
    }

    fn name(&self, row: &[Cell]) -> String {
        let word = |column: &usize| match &row[*column] {
            Cell::Text(text) => text.clone(),
            Cell::Percent(ratio, _) => crate::format::percent(*ratio),
            Cell::Number(number, _) => plain(*number),
            Cell::Blank | Cell::Count(_) | Cell::Money(_) | Cell::Date(_) | Cell::Flag(_) => String::new(),
        };
        match self.names.split_first() {
            None => String::new(),
            Some((what, how)) => {
                let how: Vec<String> = how.iter().map(word).collect();
                format!("{}: {}", word(what), how.join(" "))
            }
        }
    }
}

fn draw_lane(area: &Area, lane: &Lane, top: i32, across: &dyn Fn(NaiveDate) -> i32) {
    let first = lane.tripped().next();
    let verdict = first.map_or("never".to_owned(), |date| format!("from {date}"));
    let words = top + LINE / 2;
    write(
        area,
        &cut(&lane.name, WIDTH),
        (0, words),
        style(Ink::Words, Side::Right, false),
    );
    let middle = top + LINE + STRIP / 2 + 4;
    let ink = if first.is_some() { Ink::Alarm } else { Ink::Notes };
    write(
        area,
        &verdict,
        (WIDTH, middle),
        style(ink, Side::Left, first.is_some()),
    );
    let ends = lane.dates.first().zip(lane.dates.last());
    if let Some(((from, _), (to, _))) = ends {
        let (from, to) = (across(*from), across(*to));
        fill(
            area,
            (from, middle - RAIL / 2),
            (to, middle + RAIL / 2),
            Ink::Faint,
        );
    }
    for (place, (date, _)) in lane.dates.iter().enumerate().filter(|(_, (_, tripped))| *tripped) {
        let next = lane
            .dates
            .get(place + 1)
            .map_or(across(*date) + 8, |(next, _)| across(*next));
        let corners = ((across(*date), middle - STRIP / 2), (next, middle + STRIP / 2));
        fill(area, corners.0, corners.1, Ink::Alarm);
    }
}
