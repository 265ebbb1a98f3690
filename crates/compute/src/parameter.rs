//! A number of a model with its unit and where it comes from, as a report shows it.
//!
//! A model knows the source of its own figures. A figure that the caller changed is the caller's:
//!
//! ```
//! use tranchet_compute::rental::Rental;
//! use tranchet_engine::tag::Tag;
//! let tags = |rental: Rental| rental.parameters().map(|parameter| parameter.tag);
//! assert_eq!(tags(Rental::ASSUMED), [Tag::Article, Tag::Assumption, Tag::Assumption, Tag::Assumption]);
//! let own = Rental { realisation: 0.6, ..Rental::ASSUMED };
//! assert_eq!(tags(own)[1], Tag::Given);
//! ```

use tranchet_engine::tag::Tag;

/// A figure that a model comes with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Where it comes from.
    pub tag: Tag,
    /// The source in words, or why it was assumed.
    pub source: &'static str,
}

/// A figure that a model used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Where it comes from.
    pub tag: Tag,
    /// The source in words.
    pub source: &'static str,
}

impl Known {
    /// A figure that nobody published.
    pub const fn assumed(name: &'static str, value: f64, unit: &'static str, source: &'static str) -> Known {
        Known {
            name,
            value,
            unit,
            tag: Tag::Assumption,
            source,
        }
    }

    /// A figure that an article states.
    pub const fn stated(name: &'static str, value: f64, unit: &'static str, source: &'static str) -> Known {
        Known {
            name,
            value,
            unit,
            tag: Tag::Article,
            source,
        }
    }

    /// What was used in its place: the figure itself, or the caller's.
    pub fn used(&self, value: f64) -> Parameter {
        let own = value != self.value;
        Parameter {
            name: self.name,
            value,
            unit: self.unit,
            tag: if own { Tag::Given } else { self.tag },
            source: if own { "given" } else { self.source },
        }
    }
}
