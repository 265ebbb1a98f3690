//! Parameters and results of models that rest on assumptions, each with what it rests on.
//!
//! A result carries the weakest tag of the inputs that it was found from: what rests on one assumption is assumed, however
//! much else was given.
//!
//! ```
//! use tranchet_engine::{tag::Tag, tagged::{Input, Tagged, Value}};
//! let density = Input::given(0.175, "the deal's capital at closing");
//! let protected = Input::assumed(0.5);
//! let passed_on = Tagged::of("passed on", Value::Share(0.4125), "θ (1 - d)", &[&density, &protected]);
//! assert_eq!(passed_on.tag, Tag::Assumption);
//! ```

use crate::tag::Tag;

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its value: a share, an amount in any one unit, or a plain number.
    pub value: f64,
    /// What it rests on.
    pub tag: Tag,
    /// Where it stands, for people.
    pub from: String,
}

/// A result.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// What it rests on.
    pub tag: Tag,
    /// Where it stands, or how it was found.
    pub from: String,
}

/// A value, by how it is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A share or rate.
    Share(f64),
    /// An amount in the unit of its table.
    Amount(f64),
    /// A plain number.
    Number(f64),
    /// A whole number.
    Count(u32),
    /// A word.
    Word(String),
    /// Not applicable.
    Absent,
}

impl Input {
    /// From the user's deal, file or command line.
    pub fn given(value: f64, from: impl Into<String>) -> Input {
        Input {
            value,
            tag: Tag::Given,
            from: from.into(),
        }
    }

    /// From nobody.
    pub fn assumed(value: f64) -> Input {
        Input {
            value,
            tag: Tag::Assumption,
            from: "assumed".to_owned(),
        }
    }

    /// As a figure to show.
    pub fn named(&self, name: impl Into<String>, value: fn(f64) -> Value) -> Tagged {
        Tagged {
            name: name.into(),
            value: value(self.value),
            tag: self.tag,
            from: self.from.clone(),
        }
    }
}

impl Tagged {
    /// A result found by a formula from inputs.
    pub fn of(name: impl Into<String>, value: Value, formula: &str, inputs: &[&Input]) -> Tagged {
        Tagged {
            name: name.into(),
            value,
            tag: weakest(inputs.iter().map(|input| input.tag)),
            from: formula.to_owned(),
        }
    }
}

/// What a figure rests on that was found from figures with these tags.
pub fn weakest(tags: impl IntoIterator<Item = Tag>) -> Tag {
    let strength = |tag: &Tag| match tag {
        Tag::Assumption => 0,
        Tag::Article => 1,
        Tag::Outside => 2,
        Tag::Given => 3,
    };
    tags.into_iter().min_by_key(strength).unwrap_or(Tag::Given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_assumption_is_enough() {
        assert_eq!(weakest([Tag::Given, Tag::Outside, Tag::Given]), Tag::Outside);
        assert_eq!(weakest([Tag::Article, Tag::Outside]), Tag::Article);
        assert_eq!(
            weakest([Tag::Given, Tag::Assumption, Tag::Article]),
            Tag::Assumption
        );
        assert_eq!(weakest([]), Tag::Given);
    }
}
