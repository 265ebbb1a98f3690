//! Where a figure or parameter comes from.
//!
//! ```
//! use tranchet_engine::tag::Tag;
//! assert_eq!(Tag::Article.name(), "article");
//! ```

/// Where a figure or parameter comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// A published article on the market.
    Article,
    /// Another published source.
    Outside,
    /// Nobody: it is assumed.
    Assumption,
    /// The deal or file of the user, or arithmetic on it.
    Given,
}

impl Tag {
    /// The word for it in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Tag::Article => "article",
            Tag::Outside => "outside",
            Tag::Assumption => "assumption",
            Tag::Given => "given",
        }
    }
}
