//! Curves as files or in the scenario itself: a rate, or a discount factor, for each date.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::codes::Code;
use super::fields::shortened;
use super::literal::{self, Fault};
use super::node::Entry;
use super::problem::Problem;
use super::reader::{Collector, Reader};
use super::source::{Place, Source};
use crate::rate::Rate;

/// The smallest discount factor: a millionth.
const FACTOR_MIN: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// The largest discount factor.
const FACTOR_MAX: Decimal = Decimal::TEN;

/// What a curve holds by date, dates strictly rising.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Points {
    /// Rates.
    Rates(Vec<(NaiveDate, Rate)>),
    /// Discount factors.
    Discount(Vec<(NaiveDate, Decimal)>),
}

/// Lines that are not empty, without space around them, each with its place.
pub(super) fn lines(source: &Source) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    source.text().split_inclusive('\n').filter_map(move |line| {
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let text = line.trim();
        (!text.is_empty()).then_some((at..at + text.len(), text))
    })
}

/// The points of a file: a header `date,rate` or `date,discount_factor`, and a row for each date.
pub(super) fn read(source: &Arc<Source>, problems: &Collector) -> Option<Points> {
    let (at, header) = lines(source).next().unwrap_or((0..0, ""));
    let separator = [',', ';']
        .into_iter()
        .find(|separator| header.contains(*separator));
    let rows = Rows {
        source,
        problems,
        separator: separator.unwrap_or(','),
    };
    match separator.and_then(|separator| cells(header, separator)) {
        Some(("date", "rate")) => rows.read(lines(source).skip(1), literal::rate).map(Points::Rates),
        Some(("date", "discount_factor")) => {
            let points = rows.read(lines(source).skip(1), discount_factor)?;
            enough(&points, Place::new(source, at), problems).then_some(Points::Discount(points))
        }
        Some(_) | None => header_missing(source, problems, at),
    }
}

/// The points of a map from dates to rates that is not empty.
pub(super) fn inline(reader: &Reader<'_>, entries: &[Entry]) -> Option<Points> {
    let mut points: Vec<(NaiveDate, Rate)> = Vec::with_capacity(entries.len());
    let mut sound = true;
    for entry in entries {
        let date = literal::date(&entry.key).map_err(|fault| reader.fault(&entry.key_span, fault));
        let (Ok(date), Some(rate)) = (date, reader.rate(&entry.value)) else {
            sound = false;
            continue;
        };
        if points.last().is_some_and(|(earlier, _)| *earlier >= date) {
            sound = false;
            reader.push(out_of_order(reader.place(entry.key_span.clone()), date));
        }
        points.push((date, rate));
    }
    sound.then_some(Points::Rates(points))
}

/// The rows of a file, read by whatever its second column is.
struct Rows<'a> {
    source: &'a Arc<Source>,
    problems: &'a Collector,
    separator: char,
}

impl Rows<'_> {
    fn read<'t, T>(
        &self,
        rows: impl Iterator<Item = (Range<usize>, &'t str)>,
        value: fn(&str) -> Result<T, Fault>,
    ) -> Option<Vec<(NaiveDate, T)>> {
        let mut points: Vec<(NaiveDate, T)> = Vec::new();
        let mut sound = true;
        for (at, line) in rows {
            match self.point(line, value) {
                Ok((date, value)) => {
                    if points.last().is_some_and(|(earlier, _)| *earlier >= date) {
                        sound = false;
                        self.problems
                            .push(out_of_order(Place::new(self.source, at), date));
                    }
                    points.push((date, value));
                }
                Err(fault) => {
                    sound = false;
                    let problem = Problem::new(fault.code, Place::new(self.source, at), fault.cause);
                    self.problems
                        .push(problem.label(fault.label).remedy(fault.remedy));
                }
            }
        }
        if points.is_empty() && sound {
            let place = Place::new(self.source, 0..0);
            let problem =
                Problem::new(Code::EmptyList, place, "the curve has no rows").label("only a header");
            self.problems
                .push(problem.remedy("add a row such as `2026-06-30,3.65%`"));
            sound = false;
        }
        sound.then_some(points)
    }

    fn point<T>(&self, line: &str, value: fn(&str) -> Result<T, Fault>) -> Result<(NaiveDate, T), Fault> {
        match cells(line, self.separator) {
            Some((date, cell)) => Ok((literal::date(date)?, value(cell)?)),
            None => Err(Fault {
                code: Code::BadRow,
                cause: format!("`{}` is not a date and a rate", shortened(line)),
                label: "needs two cells".to_owned(),
                remedy: format!("write it as `2026-06-30{}3.65%`", self.separator),
            }),
        }
    }
}

fn cells(line: &str, separator: char) -> Option<(&str, &str)> {
    let (date, rate) = line.split_once(separator)?;
    Some((date.trim().trim_matches('"'), rate.trim().trim_matches('"')))
}

fn out_of_order(place: Place, date: NaiveDate) -> Problem {
    let cause = format!("{date} does not come after the row before it");
    Problem::new(Code::CurveOrder, place, cause)
        .label("not later")
        .remedy("sort the rows by date, each date once")
}

fn discount_factor(text: &str) -> Result<Decimal, Fault> {
    let factor = literal::decimal(text)?;
    if (FACTOR_MIN..=FACTOR_MAX).contains(&factor) {
        return Ok(factor);
    }
    Err(Fault {
        code: Code::DiscountFactors,
        cause: format!("`{}` is not a discount factor", shortened(text)),
        label: "not from 0.000001 to 10".to_owned(),
        remedy: "write what a unit paid on that date is worth, as in `0.9876`".to_owned(),
    })
}

fn enough(points: &[(NaiveDate, Decimal)], place: Place, problems: &Collector) -> bool {
    if points.len() < 2 {
        let cause = "one discount factor tells nothing of rates";
        let problem = Problem::new(Code::DiscountFactors, place, cause).label("only one row");
        problems.push(problem.remedy("add a row for each further date"));
    }
    points.len() >= 2
}

fn header_missing(source: &Arc<Source>, problems: &Collector, at: Range<usize>) -> Option<Points> {
    let cause = "a curve begins with the header `date,rate` or `date,discount_factor`";
    let problem = Problem::new(Code::CurveHeader, Place::new(source, at), cause);
    problems.push(
        problem
            .label("not this header")
            .remedy("make the first line `date,rate`"),
    );
    None
}
