//! Series over dates: areas upon each other, columns upon each other, or lines.

use chrono::NaiveDate;
use plotters::chart::ChartBuilder;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, ChartContext, PathElement, Polygon, Rectangle, SVGBackend};
use plotters::style::Color;
use rust_decimal::Decimal;

use super::axis::{Counts, day, float, rounds, year, years};
use super::canvas::{Area, LINE, Legend, STROKE, Side, fill, style, svg, width, write};
use super::ink::Ink;
use super::{number, shown};
use crate::table::{Cell, Table};

/// Height of the whole.
const HEIGHT: i32 = 480;
/// Room above the plot, for the upper half of the highest number.
const ABOVE: i32 = 20;
/// Room below it, for years.
const BELOW: i32 = 48;
/// From how many columns on nothing stands between them.
const DENSE: usize = 60;

/// How series are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Areas, the first series on top.
    Areas,
    /// A column a date, the first series furthest from nought.
    Columns,
    /// A line each.
    Lines,
}

/// A column of a table and its ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// The column.
    pub column: usize,
    /// The ink.
    pub ink: Ink,
}

/// Columns of a table that are drawn over its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// The column of dates, in order.
    pub dates: usize,
    /// What is drawn.
    pub series: Vec<Series>,
    /// How.
    pub shape: Shape,
}

/// Days from the first to the last, and numbers up.
type Plane = Cartesian2d<RangedCoordf64, RangedCoordf64>;
type Plot<'a, 'p> = ChartContext<'a, SVGBackend<'p>, Plane>;

/// What a table says of the series.
struct Points {
    dates: Vec<NaiveDate>,
    /// Numbers by date, of one series after another; none where the table says nothing.
    values: Vec<Vec<Option<Decimal>>>,
}

impl Points {
    fn read(over: &Over, table: &Table) -> Points {
        let dated = |row: &Vec<Cell>| match row[over.dates] {
            Cell::Date(date) => Some((date, row.clone())),
            Cell::Blank | Cell::Text(_) | Cell::Count(_) | Cell::Money(_) => None,
            Cell::Percent(..) | Cell::Number(..) | Cell::Flag(_) => None,
        };
        let (dates, rows): (Vec<NaiveDate>, Vec<Vec<Cell>>) = table.rows.iter().filter_map(dated).unzip();
        let of = |series: &Series| {
            rows.iter()
                .map(|row| number(table, &row[series.column]))
                .collect()
        };
        Points {
            values: over.series.iter().map(of).collect(),
            dates,
        }
    }

    /// The least and the greatest that is drawn.
    fn extent(&self, shape: Shape) -> (Decimal, Decimal) {
        let all = |date: usize| self.values.iter().filter_map(move |series| series[date]);
        let dates = 0..self.dates.len();
        match shape {
            Shape::Areas | Shape::Columns => {
                let above = |date| {
                    all(date)
                        .filter(|value| value.is_sign_positive())
                        .sum::<Decimal>()
                };
                let below = |date| {
                    all(date)
                        .filter(|value| value.is_sign_negative())
                        .sum::<Decimal>()
                };
                let greatest = dates.clone().map(above).max().unwrap_or_default();
                (dates.map(below).min().unwrap_or_default(), greatest)
            }
            Shape::Lines => {
                let values = || dates.clone().flat_map(all);
                (
                    values().min().unwrap_or_default(),
                    values().max().unwrap_or_default(),
                )
            }
        }
    }

    /// The first day that is drawn: a column takes the days since the date before it.
    fn first_day(&self, shape: Shape) -> f64 {
        let (first, second) = (self.dates[0], self.dates.get(1));
        match shape {
            Shape::Columns => day(first) - second.map_or(90.0, |second| day(*second) - day(first)),
            Shape::Areas | Shape::Lines => day(first),
        }
    }

    /// The number of a series on a date, nought where there is none.
    fn at(&self, series: usize, date: usize) -> Decimal {
        self.values[series][date].unwrap_or_default()
    }

    /// What lies under a series on a date: the series that follow it, of the same sign.
    fn under(&self, series: usize, date: usize) -> Decimal {
        let own = self.at(series, date);
        let others = (series + 1..self.values.len()).map(|other| self.at(other, date));
        others
            .filter(|value| value.is_sign_negative() == own.is_sign_negative())
            .sum()
    }
}

impl Over {
    pub(super) fn draw(&self, table: &Table) -> String {
        let points = Points::read(self, table);
        if points.dates.is_empty() {
            return svg(1, |_| ());
        }
        let titles = self
            .series
            .iter()
            .map(|series| &*table.columns[series.column].title);
        let lines = self.series.iter().map(|series| series.ink).zip(titles).collect();
        let legend = Legend {
            lines: if self.is_plain() { Vec::new() } else { lines },
            is_of_lines: self.shape == Shape::Lines,
        };
        let taken = i32::try_from(legend.lines.len()).unwrap_or_default() * (LINE + 6) + ABOVE;
        svg(HEIGHT.max(taken), |area| {
            let counts = self.series.first().map(|series| Counts::of(table, series.column));
            self.plot(area, &points, counts.unwrap_or(Counts::Number), legend.width());
            legend.draw(area, ABOVE + LINE / 2);
        })
    }

    /// Whether there is one series only, which the title names.
    fn is_plain(&self) -> bool {
        matches!(self.series.as_slice(), [Series { ink: Ink::Plain, .. }])
    }

    fn plot(&self, area: &Area, points: &Points, counts: Counts, legend_width: i32) {
        let (least, greatest) = points.extent(self.shape);
        let rounds = rounds(least, greatest);
        let labels: Vec<(f64, String)> = rounds
            .iter()
            .map(|number| (float(*number), counts.label(*number)))
            .collect();
        let room = labels.iter().map(|(_, label)| width(label)).max().unwrap_or(0) + 20;
        let (first, last) = (
            points.first_day(self.shape),
            day(points.dates[points.dates.len() - 1]),
        );
        let mut plot = ChartBuilder::on(area)
            .margin_top(ABOVE)
            .margin_right(legend_width)
            .x_label_area_size(BELOW)
            .y_label_area_size(room)
            .build_cartesian_2d(
                first..last.max(first + 1.0),
                labels[0].0..labels[labels.len() - 1].0,
            )
            .expect("text takes every mark");
        draw_grid(area, &plot, &labels, (first, last));
        match self.shape {
            Shape::Areas => self.areas(&mut plot, points),
            Shape::Columns => self.columns(&mut plot, points),
            Shape::Lines => self.lines(&mut plot, points),
        }
        draw_years(area, &plot, &points.dates);
    }

    fn areas(&self, plot: &mut Plot, points: &Points) {
        for (place, series) in self.series.iter().enumerate() {
            let days = || points.dates.iter().enumerate().map(|(date, on)| (date, day(*on)));
            let under = days().map(|(date, on)| (on, float(points.under(place, date))));
            let upper: Vec<(f64, f64)> = days()
                .map(|(date, on)| (on, float(points.under(place, date) + points.at(place, date))))
                .collect();
            let around: Vec<(f64, f64)> = upper.iter().copied().chain(under.rev()).collect();
            put(plot, Polygon::new(around, series.ink.key().filled()));
            put(plot, PathElement::new(upper, Ink::Paper.key().stroke_width(2)));
        }
    }

    fn columns(&self, plot: &mut Plot, points: &Points) {
        for (place, series) in self.series.iter().enumerate() {
            for (date, on) in points.dates.iter().enumerate() {
                let own = points.at(place, date);
                if own.is_zero() {
                    continue;
                }
                let from = if date == 0 {
                    points.first_day(self.shape)
                } else {
                    day(points.dates[date - 1])
                };
                let gap = if points.dates.len() < DENSE {
                    (day(*on) - from) * 0.12
                } else {
                    0.0
                };
                let under = points.under(place, date);
                let corners = [(from + gap, float(under + own)), (day(*on) - gap, float(under))];
                put(plot, Rectangle::new(corners, series.ink.key().filled()));
            }
        }
    }

    fn lines(&self, plot: &mut Plot, points: &Points) {
        for (series, values) in self.series.iter().zip(&points.values) {
            let places = points.dates.iter().zip(values);
            let places: Vec<Option<(f64, f64)>> = places
                .map(|(on, value)| value.map(|value| (day(*on), float(value))))
                .collect();
            for path in places.split(Option::is_none).filter(|path| !path.is_empty()) {
                let path: Vec<(f64, f64)> = path.iter().copied().flatten().collect();
                put(
                    plot,
                    PathElement::new(path, series.ink.key().stroke_width(STROKE)),
                );
            }
        }
    }

    pub(super) fn describe(&self, table: &Table) -> Vec<String> {
        self.series
            .iter()
            .map(|series| describe_series(self.dates, *series, table))
            .collect()
    }
}

/// A series from its first to its last figure, and its greatest between them.
fn describe_series(dates: usize, series: Series, table: &Table) -> String {
    let title = &table.columns[series.column].title;
    let at = |row: &Vec<Cell>| {
        format!(
            "{} on {}",
            shown(table, &row[series.column]),
            shown(table, &row[dates])
        )
    };
    let value = |row: &Vec<Cell>| number(table, &row[series.column]);
    let rows: Vec<&Vec<Cell>> = table.rows.iter().filter(|row| value(row).is_some()).collect();
    let Some((first, last)) = rows.first().zip(rows.last()) else {
        return format!("{title} nothing");
    };
    if rows.iter().all(|row| value(row) == Some(Decimal::ZERO)) {
        return format!("{title} nothing throughout");
    }
    let greatest = rows.iter().rev().max_by_key(|row| value(row)).unwrap_or(first);
    let is_between = value(greatest) > value(first).max(value(last));
    let between = if is_between {
        format!(", greatest {}", at(greatest))
    } else {
        String::new()
    };
    format!("{title} {}{between}, {}", at(first), at(last))
}

/// Lines to read by, and numbers to the left of them.
fn draw_grid(area: &Area, plot: &Plot, labels: &[(f64, String)], (first, last): (f64, f64)) {
    for (number, label) in labels {
        let (left, y) = plot.backend_coord(&(first, *number));
        let (right, _) = plot.backend_coord(&(last, *number));
        let ink = if *number == 0.0 { Ink::Faint } else { Ink::Grid };
        fill(area, (left, y - 1), (right, y + 1), ink);
        write(area, label, (left - 10, y), style(Ink::Notes, Side::Left, false));
    }
}

/// Years below the plot.
fn draw_years(area: &Area, plot: &Plot, dates: &[NaiveDate]) {
    let (bottom, half) = (plot.plotting_area().get_pixel_range().1.end, width("2030") / 2);
    for on in years(dates[0], dates[dates.len() - 1]) {
        let (x, _) = plot.backend_coord(&(on, 0.0));
        fill(area, (x - 1, bottom), (x + 1, bottom + 8), Ink::Faint);
        write(
            area,
            &year(on),
            (x - half, bottom + BELOW / 2 + 6),
            style(Ink::Notes, Side::Right, false),
        );
    }
}

fn put<'p, E>(plot: &mut Plot<'_, 'p>, element: E)
where
    E: plotters::element::Drawable<SVGBackend<'p>> + 'static,
    for<'e> &'e E: plotters::element::PointCollection<'e, (f64, f64)>,
{
    plot.draw_series(std::iter::once(element))
        .expect("text takes every mark");
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;
    use tranchet_deal::money::Currency;

    fn table(rows: &[(u32, Option<Decimal>, Decimal)]) -> Table {
        let columns = ["*date", "upper", "lower"];
        let mut table = Table::new("made", "Made up", Currency::NONE, &columns);
        for (month, upper, lower) in rows {
            let date = NaiveDate::from_ymd_opt(2027, *month, 1).unwrap();
            let number = |number| Cell::Number(number, 0);
            table.push(vec![Cell::Date(date), Cell::of(*upper, number), number(*lower)]);
        }
        table
    }

    fn over(shape: Shape) -> Over {
        let series = |column, ink| Series { column, ink };
        Over {
            dates: 0,
            series: vec![series(1, Ink::Plain), series(2, Ink::Faint)],
            shape,
        }
    }

    #[test]
    fn what_is_stacked_adds_up_by_sign() {
        let table = table(&[(1, Some(dec!(10)), dec!(30)), (2, Some(dec!(-4)), dec!(6))]);
        let over = over(Shape::Columns);
        let points = Points::read(&over, &table);
        assert_eq!(points.extent(Shape::Columns), (dec!(-4), dec!(40)));
        assert_eq!(points.extent(Shape::Lines), (dec!(-4), dec!(30)));
        assert_eq!((points.under(0, 0), points.under(0, 1)), (dec!(30), dec!(0)));
    }

    #[test]
    fn a_blank_breaks_a_line_and_is_not_nought() {
        let rows = [1, 2, 3, 4, 5].map(|month| (month, (month != 3).then_some(dec!(7)), dec!(2)));
        let table = table(&rows);
        let over = over(Shape::Lines);
        let svg = over.draw(&table);
        let lines = svg.matches("<polyline fill=\"none\" opacity=\"1\" stroke=\"#285582\"");
        // Two pieces and the one of the legend.
        assert_eq!(lines.count(), 3, "{svg}");
        assert_eq!(over.describe(&table)[0], "upper 7 on 2027-01-01, 7 on 2027-05-01");
    }
}
