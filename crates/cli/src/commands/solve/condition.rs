//! A condition on a figure: `irr of mezzanine = 12%`, `relief >= 150m`, `srt passed`.

use std::fmt;

use rust_decimal::Decimal;
use tranchet_deal::deal::Deal;
use tranchet_report::figure::Figure;

use crate::failure::Failure;
use crate::grid::literal::read;

/// How a figure is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
}

/// A condition on a figure.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The figure.
    pub figure: Figure,
    /// How it is compared.
    pub compare: Compare,
    /// With what.
    pub target: Decimal,
    text: String,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The figure that is passed or failed: one for yes, nought for no.
const TEST: &str = "srt";

/// How a condition in words compares that figure; none for a condition of another kind.
fn word(text: &str) -> Option<Compare> {
    match text.split_whitespace().collect::<Vec<_>>()[..] {
        [TEST, "passed"] => Some(Compare::AtLeast),
        [TEST, "failed"] => Some(Compare::AtMost),
        _ => None,
    }
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// A text without comparison, a figure that there is not, or a target that is no number, as wrong usage.
    pub fn parse(text: &str, deal: &Deal) -> Result<Condition, Failure> {
        let wrong = |why: String| Failure::Usage(format!("--so-that `{text}`: {why}"));
        if let Some(compare) = word(text) {
            return Ok(Condition {
                figure: Figure::parse(TEST, deal).map_err(wrong)?,
                target: Decimal::from(u8::from(compare == Compare::AtLeast)),
                compare,
                text: text.trim().to_owned(),
            });
        }
        let at = text.find(['<', '>', '=']);
        let at =
            at.ok_or_else(|| wrong("write FIGURE = VALUE, FIGURE >= VALUE or FIGURE <= VALUE".to_owned()))?;
        let rest = text[at..].trim_start_matches(['<', '>', '=']);
        let compare = match &text[at..text.len() - rest.len()] {
            "=" | "==" => Compare::Equal,
            ">=" | "=>" | ">" => Compare::AtLeast,
            "<=" | "=<" | "<" => Compare::AtMost,
            other => return Err(wrong(format!("`{other}` compares nothing; write =, >= or <="))),
        };
        Ok(Condition {
            figure: Figure::parse(&text[..at], deal).map_err(wrong)?,
            target: read(rest, deal.currency).map_err(wrong)?.0,
            compare,
            text: text.trim().to_owned(),
        })
    }

    /// The value less the target; negative exactly where an inequality is broken.
    pub fn distance(&self, value: Decimal) -> Decimal {
        match self.compare {
            Compare::Equal | Compare::AtLeast => value - self.target,
            Compare::AtMost => self.target - value,
        }
    }

    /// By how much it is broken, relative to the target.
    pub fn breach(&self, value: Decimal) -> Decimal {
        let by = match self.compare {
            Compare::Equal => self.distance(value).abs(),
            Compare::AtLeast | Compare::AtMost => (-self.distance(value)).max(Decimal::ZERO),
        };
        by.checked_div(self.target.abs()).unwrap_or(by)
    }
}
