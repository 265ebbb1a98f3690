//! Dates and lengths of time.

use chrono::{Datelike, Months, NaiveDate};

use super::Fault;
use crate::date::{Lag, YEARS};
use crate::file::codes::Code;
use crate::file::fields::shortened;

/// The longest lag in business days.
const BUSINESS_DAYS_MAX: u32 = 2_500;

/// The longest lag in days.
const DAYS_MAX: u32 = 18_250;

/// A date, `2026-06-30`.
pub(in crate::file) fn date(text: &str) -> Result<NaiveDate, Fault> {
    let text = text.trim();
    let parts = digits(text, 0..4)
        .zip(digits(text, 5..7))
        .zip(digits(text, 8..10));
    let separated = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let Some(((year, month), day)) = parts.filter(|_| separated) else {
        let cause = format!("`{}` is not a date", shortened(text));
        let remedy = "write year, month and day, as in `2026-06-30`";
        return Err(Fault::new(Code::NotADate, cause, "not a date", remedy));
    };
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
        let cause = format!("there is no {text} in the calendar");
        return Err(Fault::new(
            Code::NotADate,
            cause,
            "no such day",
            last_day(year, month),
        ));
    };
    match YEARS.contains(&date.year()) {
        true => Ok(date),
        false => {
            let cause = format!(
                "{text} lies outside the years {} to {}",
                YEARS.start(),
                YEARS.end()
            );
            Err(Fault::new(
                Code::YearOutOfRange,
                cause,
                "no calendar knows it",
                "check the year",
            ))
        }
    }
}

fn digits(text: &str, range: std::ops::Range<usize>) -> Option<u32> {
    let part = text.get(range)?;
    let all = part.bytes().all(|byte| byte.is_ascii_digit());
    if all { part.parse().ok() } else { None }
}

fn last_day(year: i32, month: u32) -> String {
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    match first.and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt()) {
        Some(last) => format!("the last day of that month is `{last}`"),
        None => "months go from 01 to 12".to_owned(),
    }
}

/// A length of time: `18 months`, `2 years`, `30 days`, `5 business days`.
pub(in crate::file) fn lag(text: &str) -> Result<Lag, Fault> {
    let lowered = text.trim().to_ascii_lowercase();
    let (number, unit) = match lowered.find(|letter: char| !letter.is_ascii_digit()) {
        Some(at) => (&lowered[..at], lowered[at..].trim()),
        None => (lowered.as_str(), ""),
    };
    let number: u32 = match number.parse() {
        Ok(number) => number,
        Err(_) => return Err(not_a_lag(text)),
    };
    let (lag, units, most) = match unit {
        "month" | "months" => (Lag::Months(number), number, Lag::MONTHS_MAX),
        "year" | "years" => (
            Lag::Months(number.saturating_mul(12)),
            number,
            Lag::MONTHS_MAX / 12,
        ),
        "day" | "days" => (Lag::Days(number), number, DAYS_MAX),
        "week" | "weeks" => (Lag::Days(number.saturating_mul(7)), number, DAYS_MAX / 7),
        "business day" | "business days" => (Lag::BusinessDays(number), number, BUSINESS_DAYS_MAX),
        _ => return Err(not_a_lag(text)),
    };
    if units <= most {
        return Ok(lag);
    }
    let cause = format!("`{}` is longer than {most} {unit}", shortened(text));
    Err(Fault::new(Code::OutOfRange, cause, "too long", "shorten it"))
}

fn not_a_lag(text: &str) -> Fault {
    let text = text.trim();
    let bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let remedy = match bare {
        true => format!("name the unit: `{text} months`, `{text} days` or `{text} business days`"),
        false => "write it as `18 months`, `2 years`, `30 days` or `5 business days`".to_owned(),
    };
    let cause = format!("`{}` is not a length of time", shortened(text));
    Fault::new(Code::NotALag, cause, "not a length of time", remedy)
}

/// A length of time in whole months: `12 months`, `5 years`.
pub(in crate::file) fn months(text: &str) -> Result<u32, Fault> {
    match lag(text)? {
        Lag::Months(months) if months > 0 => Ok(months),
        Lag::Months(_) | Lag::Days(_) | Lag::BusinessDays(_) => {
            let cause = format!("`{}` is not a number of months", shortened(text));
            Err(Fault::new(
                Code::NotALag,
                cause,
                "not months or years",
                "write it as `12 months` or `5 years`",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_exist_and_lie_in_known_years() {
        assert_eq!(
            date("2028-02-29"),
            Ok(NaiveDate::from_ymd_opt(2028, 2, 29).unwrap())
        );
        let code = |text| date(text).map_err(|fault| fault.code);
        for text in [
            "",
            "30/06/2026",
            "2026-6-30",
            "2026-06-31",
            "2026-13-01",
            "20260630",
            "2026-06-3é",
            "+026-01-01",
        ] {
            assert_eq!(code(text), Err(Code::NotADate), "{text}");
        }
        assert_eq!(code("1949-12-31"), Err(Code::YearOutOfRange));
        assert_eq!(
            date("2026-06-31").unwrap_err().remedy,
            "the last day of that month is `2026-06-30`"
        );
    }

    #[test]
    fn lags_have_units() {
        assert_eq!(lag("18 months"), Ok(Lag::Months(18)));
        assert_eq!(lag("2 years"), Ok(Lag::Months(24)));
        assert_eq!(lag("30 days"), Ok(Lag::Days(30)));
        assert_eq!(lag("1 business day"), Ok(Lag::BusinessDays(1)));
        assert_eq!(lag("18").unwrap_err().code, Code::NotALag);
        assert_eq!(lag("99999999999 days").unwrap_err().code, Code::NotALag);
        assert_eq!(lag("51 years").unwrap_err().code, Code::OutOfRange);
        assert_eq!(months("1 year"), Ok(12));
        assert_eq!(months("30 days").unwrap_err().code, Code::NotALag);
    }
}
