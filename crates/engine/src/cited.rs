//! A number or statement of law with the text it comes from, and whether anybody here has read that text.
//!
//! ```
//! use tranchet_engine::cited::{Citation, Cited, Standing};
//! const FLOOR: Cited<f64> = Citation::read("CRR Art. 261(1)", "1 January 2019").of(0.15);
//! assert_eq!(FLOOR.citation.to_string(), "CRR Art. 261(1) (1 January 2019)");
//! const CAP: Citation = Citation::recalled("12 CFR 217.43", "2014");
//! assert_eq!(CAP.to_string(), "12 CFR 217.43 (2014), recalled");
//! assert_eq!(CAP.standing, Standing::Recalled);
//! ```

use std::fmt;

/// How well a text is known to those who wrote the rule down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The text was read, or a text that repeats it; then the citation names that second text.
    Read,
    /// The text was read without its formula, which was taken from or checked against a second source.
    ReadWithoutFormula,
    /// Written down from memory: nobody here has read the text.
    Recalled,
    /// No text says so: this engine assumes it for want of a better figure.
    Assumed,
    /// No text that was found gives it: the user did.
    Given,
}

impl Standing {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Read => "read",
            Standing::ReadWithoutFormula => "read without formula",
            Standing::Recalled => "recalled",
            Standing::Assumed => "assumed",
            Standing::Given => "given by the user",
        }
    }
}

/// Where a number or statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// Text and paragraph, for instance `12 CFR 217.43(b)(1)`.
    pub text: &'static str,
    /// The version that was read or is meant, by its date; empty where there is none.
    pub version: &'static str,
    /// How well the text is known.
    pub standing: Standing,
}

impl Citation {
    /// A text that was read.
    pub const fn read(text: &'static str, version: &'static str) -> Citation {
        Citation {
            text,
            version,
            standing: Standing::Read,
        }
    }

    /// A text whose formula came from a second source.
    pub const fn read_without_formula(text: &'static str, version: &'static str) -> Citation {
        Citation {
            text,
            version,
            standing: Standing::ReadWithoutFormula,
        }
    }

    /// A text that nobody here has read.
    pub const fn recalled(text: &'static str, version: &'static str) -> Citation {
        Citation {
            text,
            version,
            standing: Standing::Recalled,
        }
    }

    /// An assumption of this engine; `text` names what is assumed.
    pub const fn assumed(text: &'static str) -> Citation {
        Citation {
            text,
            version: "",
            standing: Standing::Assumed,
        }
    }

    /// A figure of the user's own; `text` says what for, and why nobody else gave it.
    pub const fn given(text: &'static str) -> Citation {
        Citation {
            text,
            version: "",
            standing: Standing::Given,
        }
    }

    /// The value that this text gives.
    pub const fn of<T>(self, value: T) -> Cited<T>
    where
        T: Copy,
    {
        Cited {
            value,
            citation: self,
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)?;
        if !self.version.is_empty() {
            write!(f, " ({})", self.version)?;
        }
        match self.standing {
            Standing::Read => Ok(()),
            Standing::ReadWithoutFormula | Standing::Recalled | Standing::Assumed | Standing::Given => {
                write!(f, ", {}", self.standing.name())
            }
        }
    }
}

/// A value and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cited<T> {
    /// The value, in the unit that its name or document gives.
    pub value: T,
    /// Where it comes from.
    pub citation: Citation,
}
