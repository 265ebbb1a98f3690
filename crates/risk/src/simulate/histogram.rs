//! How often a pool loses how much, with exact sums: cells of the loss, what falls in each and how much it is.
//!
//! Of each cell the first path is kept, so that a case such as the worst of a hundred can be run again by itself.

use serde::{Deserialize, Serialize};

use super::exact::ExactSum;

/// Cells between nought and the greatest loss.
pub const CELLS: usize = 4096;

/// What fell in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its number.
    pub cell: u32,
    /// Sum of what its paths count.
    pub weight: ExactSum,
    /// Sum of their losses times what they count.
    pub loss: ExactSum,
    /// The first of its paths.
    pub first_path: u64,
}

/// Losses of paths by their size, shares of the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Cell>", into = "Vec<Cell>")]
pub struct Histogram {
    cells: Vec<Option<Cell>>,
}

impl From<Vec<Cell>> for Histogram {
    fn from(cells: Vec<Cell>) -> Histogram {
        Histogram::of(cells)
    }
}

impl From<Histogram> for Vec<Cell> {
    fn from(histogram: Histogram) -> Vec<Cell> {
        histogram.cells.into_iter().flatten().collect()
    }
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram {
            cells: vec![None; CELLS],
        }
    }
}

impl Histogram {
    /// The histogram of these cells; those with numbers too high are left out.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Histogram {
        let mut histogram = Histogram::default();
        cells.into_iter().for_each(|cell| histogram.join(&cell));
        histogram
    }

    /// Adds the loss of a path, of which `greatest` is the most.
    pub fn add(&mut self, path: u64, loss: f64, greatest: f64, weight: f64) {
        let place = (loss / greatest * CELLS as f64).min((CELLS - 1) as f64).max(0.0) as u32;
        let mut cell = Cell {
            cell: place,
            weight: ExactSum::default(),
            loss: ExactSum::default(),
            first_path: path,
        };
        cell.weight.add(weight);
        cell.loss.add(weight * loss);
        self.join(&cell);
    }

    /// Adds another histogram.
    pub fn merge(&mut self, other: &Histogram) {
        other.cells().for_each(|cell| self.join(cell));
    }

    /// Cells in which something fell, from the smallest loss up.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &Cell> {
        self.cells.iter().flatten()
    }

    fn join(&mut self, other: &Cell) {
        match self.cells.get_mut(other.cell as usize) {
            Some(Some(cell)) => {
                cell.weight.merge(&other.weight);
                cell.loss.merge(&other.loss);
                cell.first_path = cell.first_path.min(other.first_path);
            }
            Some(empty) => *empty = Some(*other),
            None => {}
        }
    }

    fn total(&self) -> f64 {
        self.cells().map(|cell| cell.weight.value()).sum()
    }

    /// The probability of a loss above this, even inside a cell.
    pub fn probability_above(&self, loss: f64, greatest: f64) -> f64 {
        let place = loss / greatest * CELLS as f64;
        let part = |cell: &Cell| (f64::from(cell.cell + 1) - place).clamp(0.0, 1.0);
        let above: f64 = self.cells().map(|cell| part(cell) * cell.weight.value()).sum();
        above / self.total()
    }

    /// The loss that is not exceeded with this probability, in between inside a cell, and the first path of that cell.
    pub fn quantile(&self, probability: f64, greatest: f64) -> Option<(f64, u64)> {
        let aim = self.total() * probability;
        let mut below = 0.0;
        for cell in self.cells() {
            let weight = cell.weight.value();
            if below + weight >= aim {
                let inside = ((aim - below) / weight).clamp(0.0, 1.0);
                let width = greatest / CELLS as f64;
                let alone = cell.cell == 0;
                let loss = if alone {
                    cell.loss.value() / weight
                } else {
                    width * (f64::from(cell.cell) + inside)
                };
                return Some((loss, cell.first_path));
            }
            below += weight;
        }
        None
    }

    /// The mean of the worst losses, of which there is this probability less than one.
    pub fn expected_shortfall(&self, probability: f64) -> Option<f64> {
        let aim = self.total() * (1.0 - probability);
        let (mut taken, mut sum) = (0.0, 0.0);
        for cell in self.cells().rev() {
            let (weight, loss) = (cell.weight.value(), cell.loss.value());
            let part = ((aim - taken) / weight).min(1.0);
            sum += part * loss;
            taken += part * weight;
            if taken >= aim {
                break;
            }
        }
        (taken > 0.0).then(|| sum / taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_shortfalls_of_evenly_spread_losses() {
        let mut histogram = Histogram::default();
        for path in 0..10_000 {
            histogram.add(path, (path as f64 + 0.5) / 10_000.0, 1.0, 1e-4);
        }
        let (loss, path) = histogram.quantile(0.99, 1.0).unwrap();
        assert!((loss - 0.99).abs() < 2e-4, "{loss}");
        assert!((path as f64 / 1e4 - 0.99).abs() < 5e-4, "{path}");
        // The mean of the worst hundredth lies in its middle.
        let shortfall = histogram.expected_shortfall(0.99).unwrap();
        assert!((shortfall - 0.995).abs() < 2e-4, "{shortfall}");
        assert_eq!(Histogram::default().quantile(0.99, 1.0), None);
    }

    #[test]
    fn parts_merge_to_the_whole() {
        let (mut whole, mut left, mut right) =
            (Histogram::default(), Histogram::default(), Histogram::default());
        for path in 0..1_000_u64 {
            let loss = (path * 7919 % 1000) as f64 / 1000.0;
            whole.add(path, loss, 1.0, 0.3);
            let part = if path < 300 { &mut left } else { &mut right };
            part.add(path, loss, 1.0, 0.3);
        }
        right.merge(&left);
        assert_eq!(right, whole);
        assert_eq!(Histogram::of(whole.cells().copied()), whole);
    }
}
