//! What every chart is drawn on: its size, its words, its legend.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, PathElement, Rectangle, SVGBackend, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, TextStyle};

use super::ink::Ink;

/// Width in units of half a pixel, so that marks fall between pixels too.
pub const WIDTH: i32 = 960;
/// Size of words in the same units; `plotters` divides it by 1.24 on its way into SVG.
pub const SIZE: i32 = 30;
/// Width of an average letter at that size.
const LETTER: i32 = 16;
/// Thickness of a line that shows figures.
pub const STROKE: u32 = 5;
/// From one line of words to the next.
pub const LINE: i32 = 32;

/// An area that is drawn on.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// SVG of so many units height.
pub fn svg(height: i32, paint: impl FnOnce(&Area)) -> String {
    let mut text = String::new();
    let size = (WIDTH.unsigned_abs(), height.max(1).unsigned_abs());
    let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
    paint(&area);
    area.present().expect("text takes every mark");
    drop(area);
    text
}

/// Where words stand about their place.
#[derive(Clone, Copy)]
pub enum Side {
    /// They begin there.
    Right,
    /// They end there.
    Left,
}

/// How words are written; they stand at half their height.
pub fn style(ink: Ink, side: Side, is_strong: bool) -> TextStyle<'static> {
    let weight = if is_strong {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let font = ("sans-serif", SIZE).into_font().style(weight);
    let side = match side {
        Side::Right => HPos::Left,
        Side::Left => HPos::Right,
    };
    TextStyle {
        font,
        color: ink.key().to_backend_color(),
        pos: Pos::new(side, VPos::Center),
    }
}

/// Writes words at a place.
pub fn write(area: &Area, words: &str, at: (i32, i32), style: TextStyle<'static>) {
    area.draw(&Text::new(words.to_owned(), at, style))
        .expect("text takes every mark");
}

/// Fills a rectangle.
pub fn fill(area: &Area, from: (i32, i32), to: (i32, i32), ink: Ink) {
    area.draw(&Rectangle::new([from, to], ink.key().filled()))
        .expect("text takes every mark");
}

/// Draws a line along places.
pub fn line(area: &Area, places: Vec<(i32, i32)>, ink: Ink, width: u32) {
    area.draw(&PathElement::new(places, ink.key().stroke_width(width)))
        .expect("text takes every mark");
}

/// How wide words are, about.
pub fn width(words: &str) -> i32 {
    i32::try_from(words.chars().count()).unwrap_or(i32::MAX / LETTER) * LETTER
}

/// Words cut to a width.
pub fn cut(words: &str, widest: i32) -> String {
    if width(words) <= widest {
        return words.to_owned();
    }
    let letters = usize::try_from(widest / LETTER - 1).unwrap_or_default();
    let cut: String = words.chars().take(letters).collect();
    format!("{}…", cut.trim_end())
}

/// What an ink means, line by line, at the right edge.
pub struct Legend<'a> {
    /// Ink and words.
    pub lines: Vec<(Ink, &'a str)>,
    /// Whether inks are of lines, rather than of areas.
    pub is_of_lines: bool,
}

/// Side of the square of ink.
const SWATCH: i32 = 22;
/// The widest that the words of a legend may be.
const LEGEND_MAX: i32 = 290;

impl Legend<'_> {
    /// The width that it takes.
    pub fn width(&self) -> i32 {
        let widest = self.lines.iter().map(|(_, words)| width(words)).max();
        widest.map_or(12, |widest| widest.min(LEGEND_MAX) + SWATCH + 34)
    }

    /// Draws it from this height down.
    pub fn draw(&self, area: &Area, top: i32) {
        let left = WIDTH - self.width() + 22;
        for ((ink, words), y) in self.lines.iter().zip((0..).map(|line| top + line * (LINE + 6))) {
            if self.is_of_lines {
                line(area, vec![(left, y), (left + SWATCH, y)], *ink, STROKE);
            } else {
                let (top, bottom) = (y - SWATCH / 2, y + SWATCH / 2);
                fill(area, (left, top), (left + SWATCH, bottom), *ink);
            }
            let at = (left + SWATCH + 10, y);
            write(
                area,
                &cut(words, LEGEND_MAX),
                at,
                style(Ink::Words, Side::Right, false),
            );
        }
    }
}
