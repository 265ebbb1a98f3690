//! An unknown: a handle and its range, in whole numbers of the smallest change.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::file::{Changes, Handle, Problems};
use tranchet_deal::money::Currency;

use crate::failure::Failure;
use crate::grid::literal::{Written, read, write};
use crate::grid::range::ends_of;
use crate::study::Studied;

/// The smallest change of a rate, where one figure meets a target: a billionth.
const TARGET_STEP: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// The smallest change of a rate, where a figure is best: a hundred-thousandth of a per cent.
const BEST_STEP: Decimal = Decimal::from_parts(1, 0, 0, false, 7);

/// The range of a multiple that none is given for.
const MULTIPLE_MAX: Decimal = Decimal::TEN;

/// An unknown.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// What is changed.
    pub handle: Handle,
    /// What the file says.
    pub was: Option<String>,
    /// The range, in steps.
    pub bounds: (i64, i64),
    step: Decimal,
    written: Written,
}

/// An unknown as typed: its handle, and its range if it has one.
///
/// # Errors
/// The problem of its path.
pub fn parse(text: &str) -> Result<(Handle, Option<String>), Failure> {
    if text.contains("..")
        && let Ok((handle, range)) = Changes::read(text)
    {
        return Ok((handle, Some(range)));
    }
    let handle = Handle::parse(text).map_err(Problems::from)?;
    Ok((handle, None))
}

impl Unknown {
    /// An unknown with its range; `is_best` where a figure is to be best rather than to meet a target.
    ///
    /// # Errors
    /// A range that is none, as wrong usage.
    pub fn new(
        handle: Handle,
        range: Option<&str>,
        resolution: Option<&str>,
        is_best: bool,
        studied: &Studied,
    ) -> Result<Unknown, Failure> {
        let currency = studied.base.deal().currency;
        let wrong = |why: String| Failure::Usage(format!("range of `{handle}`: {why}"));
        let was = studied.text_at(&handle);
        let (from, to, written) = match range {
            Some(range) => ends_of(range, currency).map_err(wrong)?,
            None => default_range(&handle, was.as_deref(), currency).map_err(wrong)?,
        };
        let step = step(written, resolution, is_best, currency).map_err(wrong)?;
        let low = (from / step).ceil().to_i64();
        let high = (to / step).floor().to_i64();
        match low.zip(high) {
            Some((low, high)) if low < high => Ok(Unknown {
                bounds: (low, high),
                handle,
                was,
                step,
                written,
            }),
            Some(_) => Err(wrong("it holds less than two values".to_owned())),
            None => Err(wrong("it holds too many values".to_owned())),
        }
    }

    /// A value, by its number of steps.
    pub fn number(&self, at: i64) -> Decimal {
        Decimal::from(at) * self.step
    }

    /// A value as the file would write it.
    pub fn text(&self, at: i64) -> String {
        write(self.number(at), self.written)
    }

    /// A value as machines read it.
    pub fn plain(&self, at: i64) -> String {
        match self.written {
            Written::Date => self.text(at),
            Written::Percent | Written::BasisPoints | Written::Plain | Written::Money(_) => {
                self.number(at).normalize().to_string()
            }
        }
    }
}

fn default_range(
    handle: &Handle,
    was: Option<&str>,
    currency: Currency,
) -> Result<(Decimal, Decimal, Written), String> {
    if handle.is_multiple() {
        return Ok((Decimal::ZERO, MULTIPLE_MAX, Written::Plain));
    }
    match was.map(|was| read(was, currency)) {
        Some(Ok((number, Written::Percent | Written::BasisPoints | Written::Plain)))
            if number.abs() <= Decimal::ONE =>
        {
            Ok((Decimal::ZERO, Decimal::ONE, Written::Percent))
        }
        Some(_) | None => Err(format!(
            "give one, as in `--find \"{handle}=FROM..TO\"` or `--between FROM..TO`"
        )),
    }
}

fn step(
    written: Written,
    resolution: Option<&str>,
    is_best: bool,
    currency: Currency,
) -> Result<Decimal, String> {
    if let Some(resolution) = resolution {
        let days = resolution
            .trim()
            .trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
        let text = if written == Written::Date {
            days
        } else {
            resolution
        };
        let step = read(text, currency)?.0;
        return match step > Decimal::ZERO {
            true => Ok(step),
            false => Err("the resolution must be above nought".to_owned()),
        };
    }
    Ok(match written {
        Written::Date => Decimal::ONE,
        Written::Money(decimals) => Decimal::new(1, decimals),
        Written::Percent | Written::BasisPoints | Written::Plain if is_best => BEST_STEP,
        Written::Percent | Written::BasisPoints | Written::Plain => TARGET_STEP,
    })
}
