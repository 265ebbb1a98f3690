//! Grids: values for each of several handles, and every combination of them in row order.

pub mod literal;
pub mod range;

use tranchet_deal::file::Handle;
use tranchet_deal::money::Currency;

use crate::failure::Failure;
use range::Range;

/// A grid of more points is refused.
pub const POINTS_MAX: u64 = 10_000_000;

/// The values that one handle takes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What is changed.
    pub handle: Handle,
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Listed(Vec<String>),
    Stepped(Range),
}

impl Axis {
    /// A handle with `5%..9% step 0.5%` or `a, b, c`; values that have commas themselves are parted by `;`.
    ///
    /// # Errors
    /// What is wrong with the values, as wrong usage.
    pub fn new(handle: Handle, values: &str, currency: Currency) -> Result<Axis, Failure> {
        let wrong = |why: String| Failure::Usage(format!("values of `{handle}`: {why}"));
        let values = match values.contains("..") {
            true => Values::Stepped(Range::parse(values, currency).map_err(wrong)?),
            false => Values::Listed(listed(values).map_err(wrong)?),
        };
        Ok(Axis { handle, values })
    }

    /// How many values it has.
    pub fn len(&self) -> u64 {
        match &self.values {
            Values::Listed(values) => values.len() as u64,
            Values::Stepped(range) => range.len(),
        }
    }

    /// A value, from 0, as the file would write it.
    pub fn value(&self, place: u64) -> String {
        match &self.values {
            Values::Listed(values) => values[place as usize].clone(),
            Values::Stepped(range) => range.value(place),
        }
    }
}

fn listed(text: &str) -> Result<Vec<String>, String> {
    let mark = if text.contains(';') { ';' } else { ',' };
    let values: Vec<String> = text.split(mark).map(|value| value.trim().to_owned()).collect();
    if values.iter().any(String::is_empty) {
        return Err("a value is empty; write `5%..9% step 0.5%`, or values with commas between".to_owned());
    }
    Ok(values)
}

/// Every combination of values, the last axis moving fastest.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The axes.
    pub axes: Vec<Axis>,
    points: u64,
}

impl Grid {
    /// The grid of these axes.
    ///
    /// # Errors
    /// When there are more than [`POINTS_MAX`] points.
    pub fn new(axes: Vec<Axis>) -> Result<Grid, Failure> {
        let sizes = axes.iter().map(|axis| u128::from(axis.len()));
        let points = sizes.fold(1u128, u128::saturating_mul);
        match u64::try_from(points) {
            Ok(points) if points <= POINTS_MAX => Ok(Grid { axes, points }),
            Ok(_) | Err(_) => Err(Failure::Usage(format!(
                "the grid has {points} points; at most {POINTS_MAX} are calculated: take larger steps"
            ))),
        }
    }

    /// How many points it has.
    pub fn len(&self) -> u64 {
        self.points
    }

    /// The values of a point, from 0, one an axis.
    pub fn values(&self, point: u64) -> Vec<String> {
        let mut rest = point;
        let mut values: Vec<String> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let place = rest % axis.len();
                rest /= axis.len();
                axis.value(place)
            })
            .collect();
        values.reverse();
        values
    }
}
