//! What deals and scenarios may say, key by key: the shape of each value, what it means, and an example.
//!
//! Editors complete and check by it, once it is written as a JSON Schema. It says no more than what a look at
//! one block can show: that tranches tile the pool, or that a tape has the columns needed, only the readers know.
//! The readers are held to it: a test reads deals and scenarios and compares the keys asked for with those here.
//!
//! ```
//! use tranchet_deal::file::schema::DEAL;
//! let closing = DEAL.key("closing").unwrap();
//! assert!(closing.is_needed);
//! assert_eq!(closing.example, "2026-06-30");
//! ```

mod capital;
mod compute;
mod coupon;
mod deal;
mod factor_model;
mod literals;
mod measures;
mod pool;
mod principal;
mod scenario;
mod scenario_terms;
#[cfg(test)]
pub(super) mod tests;
mod tranche;

pub use deal::DEAL;
pub use scenario::SCENARIO;

/// A block of keys.
#[derive(Debug)]
pub struct Block {
    /// A word for it, unique among blocks.
    pub name: &'static str,
    /// What messages call it.
    pub noun: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// Its keys, in groups that several blocks may share.
    pub keys: &'static [&'static [Key]],
    /// Of each of these, exactly one alternative is given: all keys of it.
    pub choices: &'static [&'static [&'static [&'static str]]],
}

impl Block {
    /// Every key.
    pub fn all(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.keys.iter().copied().flatten()
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all().find(|key| key.name == name)
    }
}

/// A key of a block.
#[derive(Debug)]
pub struct Key {
    /// As the file has it.
    pub name: &'static str,
    /// What may follow it.
    pub shape: Shape,
    /// What it means, and what holds without it.
    pub about: &'static str,
    /// A value as a file has it; empty for blocks.
    pub example: &'static str,
    /// Whether the block always needs it.
    pub is_needed: bool,
}

impl Key {
    const fn new(name: &'static str, shape: Shape, example: &'static str, about: &'static str) -> Key {
        Key {
            name,
            shape,
            about,
            example,
            is_needed: false,
        }
    }

    const fn needed(mut self) -> Key {
        self.is_needed = true;
        self
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A single value.
    Literal(&'static Literal),
    /// `true` or `false`.
    Boolean,
    /// A whole number within bounds.
    Count(u32, u32),
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// A block of keys.
    Block(&'static Block),
    /// Any of several shapes.
    Any(&'static [Shape]),
    /// A list of at least one entry, or the entry alone.
    OneOrMore(&'static Shape),
    /// A list.
    List(&'static Shape),
    /// A map whose keys are free.
    Map(&'static Map),
}

/// A map whose keys are free, or follow a pattern.
#[derive(Debug)]
pub struct Map {
    /// Keys with a meaning of their own.
    pub named: &'static [Key],
    /// What the other keys look like; any, if empty.
    pub keys: &'static str,
    /// What the other values are.
    pub values: Shape,
    /// Whether a key may have nothing after it.
    pub may_be_blank: bool,
    /// How many keys there may be at most.
    pub most: Option<u32>,
}

/// A single value that is written in a form of its own.
#[derive(Debug)]
pub struct Literal {
    /// A word for it, unique among literals.
    pub name: &'static str,
    /// How it is written.
    pub about: &'static str,
    /// A pattern (ECMA-262) that its text matches.
    pub pattern: &'static str,
    /// Whether a plain number will do.
    pub number: Number,
}

/// Whether a plain number is a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// None is.
    No,
    /// Any is.
    Any,
    /// Those between two bounds, both included.
    Within(&'static str, &'static str),
    /// Those between two bounds, both left out.
    Between(&'static str, &'static str),
    /// Those above a bound.
    Above(&'static str),
    /// Those from a bound on.
    AtLeast(&'static str),
}

/// The words of a table.
pub(super) fn texts<T>(words: super::words::Words<T>) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}
