//! Tranches upon each other: to scale on the left, and what lies below the most senior one magnified beside it.
//!
//! What is sold is hatched, over as much of the width as is sold. Labels keep their distance; a line leads to the
//! tranche where one had to move.

use plotters::prelude::Polygon;
use plotters::style::Color;
use rust_decimal::{Decimal, dec};

use super::axis::float;
use super::canvas::{Area, LINE, SIZE, Side, WIDTH, cut, fill, line, style, svg, write};
use super::ink::Ink;
use super::{number, shown};
use crate::table::{Cell, Table};

/// Height of a label of two lines.
const LABEL: i32 = 2 * LINE + 14;
/// The least height of a bar.
const LEAST: i32 = 400;
/// Left and right edge of the bar to scale.
const SCALE: (i32, i32) = (0, 70);
/// Left and right edge of the magnified bar.
const MAGNIFIED: (i32, i32) = (150, 330);
/// Left edge of the words.
const WORDS: i32 = 380;
/// Share of the magnified bar that the most senior tranche has, whatever its thickness.
const SENIOR: Decimal = dec!(0.25);

/// Columns of a table of tranches, the most senior first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The column of names.
    pub name: usize,
    /// The column of attachment points.
    pub attachment: usize,
    /// The column of detachment points.
    pub detachment: usize,
    /// The column of notionals.
    pub notional: usize,
    /// The column of the share that is sold.
    pub sold: usize,
    /// The column that says how.
    pub protection: usize,
}

struct Tranche {
    from: Decimal,
    to: Decimal,
    sold: Decimal,
    inks: [Ink; 2],
    words: [String; 2],
}

impl Stack {
    pub(super) fn draw(&self, table: &Table) -> String {
        let tranches = self.tranches(table);
        let height = LEAST.max(LABEL * i32::try_from(tranches.len()).unwrap_or_default());
        let magnified = Magnified::of(&tranches);
        let level = |point: Decimal| {
            let share = Decimal::ONE - magnified.height(point);
            (float(share) * f64::from(height)).round() as i32
        };
        let to_scale = |point: Decimal| (float(Decimal::ONE - point) * f64::from(height)).round() as i32;
        svg(height, |area| {
            if magnified.below > Decimal::ZERO {
                lead(area, to_scale(magnified.below), level(magnified.below), height);
                tranches
                    .iter()
                    .for_each(|tranche| draw_tranche(area, tranche, SCALE, &to_scale));
            }
            tranches
                .iter()
                .for_each(|tranche| draw_tranche(area, tranche, MAGNIFIED, &level));
            let middles: Vec<i32> = tranches
                .iter()
                .map(|tranche| i32::midpoint(level(tranche.from), level(tranche.to)))
                .collect();
            for ((tranche, middle), at) in tranches.iter().zip(&middles).zip(apart(&middles, height)) {
                draw_label(area, tranche, *middle, at);
            }
        })
    }

    pub(super) fn describe(&self, table: &Table) -> Vec<String> {
        let said = |tranche: Tranche| tranche.words.join(": ");
        self.tranches(table).into_iter().map(said).collect()
    }

    fn tranches(&self, table: &Table) -> Vec<Tranche> {
        let among = table.rows.len();
        let of = |(place, row): (usize, &Vec<Cell>)| {
            let cell = |column: usize| shown(table, &row[column]);
            let value = |column: usize| number(table, &row[column]).unwrap_or_default();
            let sold = value(self.sold);
            let holder = if sold.is_zero() {
                "kept by the bank".to_owned()
            } else if sold == Decimal::ONE {
                format!("sold: {}", cell(self.protection))
            } else {
                format!("{} sold: {}", cell(self.sold), cell(self.protection))
            };
            Tranche {
                from: value(self.attachment),
                to: value(self.detachment),
                sold,
                inks: [false, true].map(|is_sold| Ink::tranche(place, among, is_sold)),
                words: [
                    format!(
                        "{}  {} to {}",
                        cell(self.name),
                        cell(self.attachment),
                        cell(self.detachment)
                    ),
                    format!("{}, {holder}", cell(self.notional)),
                ],
            }
        };
        table.rows.iter().enumerate().map(of).collect()
    }
}

/// How points become heights: below the most senior tranche in proportion, in what that one leaves.
struct Magnified {
    /// Where the most senior tranche attaches; nought where nothing is magnified.
    below: Decimal,
}

impl Magnified {
    fn of(tranches: &[Tranche]) -> Magnified {
        let senior = tranches.first().map_or(Decimal::ZERO, |senior| senior.from);
        let is_small = senior < Decimal::ONE - SENIOR;
        Magnified {
            below: if is_small { senior } else { Decimal::ZERO },
        }
    }

    /// Height of a point over the bottom, as a share.
    fn height(&self, point: Decimal) -> Decimal {
        if self.below.is_zero() {
            return point;
        }
        let share = Decimal::ONE - SENIOR;
        if point <= self.below {
            point / self.below * share
        } else {
            share + (point - self.below) / (Decimal::ONE - self.below) * SENIOR
        }
    }
}

/// Joins what is magnified on both bars.
fn lead(area: &Area, scale: i32, magnified: i32, bottom: i32) {
    let corners = vec![
        (SCALE.1, scale),
        (MAGNIFIED.0, magnified),
        (MAGNIFIED.0, bottom),
        (SCALE.1, bottom),
    ];
    area.draw(&Polygon::new(corners, Ink::Grid.key().mix(0.45).filled()))
        .expect("text takes every mark");
}

fn draw_tranche(area: &Area, tranche: &Tranche, (left, right): (i32, i32), level: &dyn Fn(Decimal) -> i32) {
    let (top, bottom) = (level(tranche.to), level(tranche.from));
    let width = f64::from(right - left);
    let sold = left + (float(tranche.sold) * width).round() as i32;
    let [kept_ink, sold_ink] = tranche.inks;
    if sold < right {
        fill(area, (sold, top), (right, bottom), kept_ink);
    }
    if sold > left {
        fill(area, (left, top), (sold, bottom), sold_ink);
    }
    fill(area, (left, bottom - 2), (right, bottom), Ink::Paper);
}

fn draw_label(area: &Area, tranche: &Tranche, middle: i32, at: i32) {
    let room = WIDTH - WORDS;
    let path = vec![
        (MAGNIFIED.1 + 4, middle),
        (MAGNIFIED.1 + 18, middle),
        (WORDS - 22, at),
        (WORDS - 10, at),
    ];
    line(area, path, Ink::Faint, 2);
    let [name, holder] = &tranche.words;
    write(
        area,
        &cut(name, room),
        (WORDS, at - LINE / 2),
        style(Ink::Words, Side::Right, true),
    );
    write(
        area,
        &cut(holder, room),
        (WORDS, at + LINE / 2),
        style(Ink::Notes, Side::Right, false),
    );
}

/// The middles of labels, moved so far that none covers another and none leaves the picture.
fn apart(middles: &[i32], height: i32) -> Vec<i32> {
    let mut least = LABEL / 2;
    let mut moved: Vec<i32> = Vec::with_capacity(middles.len());
    for middle in middles {
        moved.push((*middle).max(least));
        least = moved[moved.len() - 1] + LABEL;
    }
    let mut most = height - SIZE - 4;
    for at in moved.iter_mut().rev() {
        *at = (*at).min(most);
        most = *at - LABEL;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance_inside_the_picture() {
        let moved = apart(&[50, 380, 390, 398], 400);
        assert!(moved.is_sorted_by(|a, b| b - a >= LABEL), "{moved:?}");
        assert!(moved[3] <= 400 - SIZE - 4);
        assert_eq!(apart(&[100, 300], 400), [100, 300]);
    }

    #[test]
    fn what_lies_below_the_senior_tranche_has_three_quarters_of_the_height() {
        let magnified = Magnified { below: dec!(0.125) };
        assert_eq!(magnified.height(dec!(0.125)), dec!(0.75));
        assert_eq!(magnified.height(dec!(0.0625)), dec!(0.375));
        assert_eq!(magnified.height(dec!(1)), dec!(1));
    }
}
