//! Curves as files: a header `date,rate` and a row for each fixing.

use std::ops::Range;
use std::sync::Arc;

use super::codes::Code;
use super::fields::shortened;
use super::literal;
use super::problem::Problem;
use super::reader::Collector;
use super::source::{Place, Source};
use crate::curve::Curve;

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

/// The curve of a file.
pub(super) fn read(source: &Arc<Source>, problems: &Collector) -> Option<Curve> {
    let mut rows = lines(source);
    let separator = match rows.next() {
        Some((_, header)) if cells(header, ',') == Some(("date", "rate")) => ',',
        Some((_, header)) if cells(header, ';') == Some(("date", "rate")) => ';',
        Some((at, _)) => return header_missing(source, problems, at),
        None => return header_missing(source, problems, 0..0),
    };
    let mut fixings = Vec::new();
    let mut sound = true;
    let mut earlier = None;
    for (at, line) in rows {
        match fixing(line, separator) {
            Ok((date, rate)) => {
                if earlier.is_some_and(|earlier| earlier >= date) {
                    sound = false;
                    let cause = format!("{date} does not come after the row before it");
                    let problem = Problem::new(Code::CurveOrder, Place::new(source, at), cause);
                    problems.push(
                        problem
                            .label("not later")
                            .remedy("sort the rows by date, each date once"),
                    );
                }
                earlier = Some(date);
                fixings.push((date, rate));
            }
            Err(fault) => {
                sound = false;
                let problem = Problem::new(fault.code, Place::new(source, at), fault.cause);
                problems.push(problem.label(fault.label).remedy(fault.remedy));
            }
        }
    }
    if fixings.is_empty() && sound {
        let problem = Problem::new(Code::EmptyList, Place::new(source, 0..0), "the curve has no rows");
        problems.push(
            problem
                .label("only a header")
                .remedy("add a row such as `2026-06-30,3.65%`"),
        );
    }
    if sound { Curve::new(fixings) } else { None }
}

fn cells(line: &str, separator: char) -> Option<(&str, &str)> {
    let (date, rate) = line.split_once(separator)?;
    Some((date.trim().trim_matches('"'), rate.trim().trim_matches('"')))
}

fn fixing(line: &str, separator: char) -> Result<(chrono::NaiveDate, crate::rate::Rate), literal::Fault> {
    match cells(line, separator) {
        Some((date, rate)) => Ok((literal::date(date)?, literal::rate(rate)?)),
        None => Err(literal::Fault {
            code: Code::BadRow,
            cause: format!("`{}` is not a date and a rate", shortened(line)),
            label: "needs two cells".to_owned(),
            remedy: format!("write it as `2026-06-30{separator}3.65%`"),
        }),
    }
}

fn header_missing(source: &Arc<Source>, problems: &Collector, at: Range<usize>) -> Option<Curve> {
    let cause = "a curve begins with the header `date,rate`";
    let problem = Problem::new(Code::CurveHeader, Place::new(source, at), cause);
    problems.push(
        problem
            .label("not this header")
            .remedy("make the first line `date,rate`"),
    );
    None
}
