//! Searches over whole numbers: where a figure meets a target, and where it is best.
//!
//! An unknown is a whole number of its smallest steps (a day, a minor unit, a billionth), so that a search ends
//! by itself at neighbours, even where money is rounded and dates jump. A function may have no value at a point.

mod best;
mod meeting;

pub use best::{Goal, Score, best, even_grid, frontier};
pub use meeting::{Meeting, Side, meetings};
