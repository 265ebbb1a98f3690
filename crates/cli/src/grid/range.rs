//! Ranges: `5%..9% step 0.5%`, `100m..200m step 10m`, `2029-06-30..2031-06-30 step 6 months`.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tranchet_deal::money::Currency;

use super::literal::{Written, date, read, write};

/// Values at equal steps.
#[derive(Clone, Debug)]
pub struct Range {
    from: Decimal,
    step: Step,
    written: Written,
    count: u64,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    By(Decimal),
    Months(u32),
}

impl Range {
    /// Reads a range with its step.
    ///
    /// # Errors
    /// Ends of different kinds, no step, a step of nought or away from the end.
    pub fn parse(text: &str, currency: Currency) -> Result<Range, String> {
        let (ends, step) = text
            .split_once("step")
            .ok_or_else(|| format!("`{text}` has no step; write `5%..9% step 0.5%`"))?;
        let (from, to, written) = ends_of(ends, currency)?;
        let step = step_of(step.trim(), written, currency)?;
        let count = match step {
            Step::By(step) => count(to - from, step)?,
            Step::Months(months) => count_months(from, to, months)?,
        };
        Ok(Range {
            from,
            step,
            written,
            count,
        })
    }

    /// How many values it has.
    pub fn len(&self) -> u64 {
        self.count
    }

    /// A value, from 0, written as the first end is.
    pub fn value(&self, place: u64) -> String {
        let number = match self.step {
            Step::By(step) => self.from + Decimal::from(place) * step,
            Step::Months(months) => later(self.from, place, months),
        };
        write(number, self.written)
    }
}

/// Both ends of `5%..9%`, and how the first is written.
///
/// # Errors
/// Ends that are no numbers, or numbers of different kinds.
pub fn ends_of(text: &str, currency: Currency) -> Result<(Decimal, Decimal, Written), String> {
    let (from, to) = text
        .split_once("..")
        .ok_or_else(|| format!("`{}` is no range; write `5%..9%`", text.trim()))?;
    let (from, written) = read(from, currency)?;
    let (to, written_to) = read(to, currency)?;
    if (written == Written::Date) != (written_to == Written::Date) {
        return Err("one end is a date and the other is not".to_owned());
    }
    Ok((from, to, written))
}

fn step_of(text: &str, written: Written, currency: Currency) -> Result<Step, String> {
    if written != Written::Date {
        return Ok(Step::By(read(text, currency)?.0));
    }
    let unit = text
        .split_once(' ')
        .and_then(|(number, unit)| Some((number.parse::<u32>().ok()?, unit.trim().trim_end_matches('s'))));
    match unit {
        Some((days, "day")) => Ok(Step::By(Decimal::from(days))),
        Some((months, "month")) => Ok(Step::Months(months)),
        Some((years, "year")) => Ok(Step::Months(years.saturating_mul(12))),
        Some(_) | None => Err(format!(
            "`{text}` is no step between dates; write `30 days`, `3 months` or `1 year`"
        )),
    }
}

fn count(span: Decimal, step: Decimal) -> Result<u64, String> {
    if step.is_zero() {
        return Err("the step is nought".to_owned());
    }
    if !span.is_zero() && span.is_sign_negative() != step.is_sign_negative() {
        return Err("the range is empty: its step leads away from its end".to_owned());
    }
    let steps = span.checked_div(step).map(|steps| steps.floor());
    Ok(steps
        .and_then(|steps| u64::try_from(steps).ok())
        .map_or(u64::MAX, |steps| steps.saturating_add(1)))
}

fn count_months(from: Decimal, to: Decimal, months: u32) -> Result<u64, String> {
    if months == 0 {
        return Err("the step is nought".to_owned());
    }
    if to < from {
        return Err("the range is empty: its end lies before its beginning".to_owned());
    }
    let mut count = 1;
    while later(from, count, months) <= to {
        count += 1;
    }
    Ok(count)
}

/// So many steps of months after a date; the end of time where there is no such date.
fn later(from: Decimal, steps: u64, months: u32) -> Decimal {
    let months = u32::try_from(steps.saturating_mul(u64::from(months))).unwrap_or(u32::MAX);
    let found = date(from).and_then(|from: NaiveDate| from.checked_add_months(Months::new(months)));
    found.map_or(Decimal::MAX, |date| {
        Decimal::from(chrono::Datelike::num_days_from_ce(&date))
    })
}
