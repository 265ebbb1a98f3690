//! What a reader sees: results as tables, and tables as text, Markdown, CSV or JSON.
//!
//! A result becomes a [`table::Table`] of typed cells; a renderer turns cells into text. Numbers are formatted in
//! [`mod@format`] and nowhere else. Nothing here computes a figure.

pub mod chart;
pub mod difference;
pub mod document;
pub mod explanation;
pub mod figure;
pub mod format;
pub mod json;
mod money_of;
pub mod position;
pub mod render;
pub mod table;
pub mod tables;
pub mod walk;
