//! How firms move between classes from one scoring to the next.
//!
//! Example: of two firms of class A one stays and one falls to B.
//!
//! ```
//! use tranchet_compute::{class_migration::ClassMigration, scorecard::Class};
//! let moves = ClassMigration::of([(Class::A, Class::A), (Class::A, Class::B)]);
//! assert_eq!(moves.rates()[0], Some([0.5, 0.5, 0.0]));
//! assert_eq!(moves.rates()[1], None);
//! ```

use crate::scorecard::Class;

/// Firms by class before (rows) and after (columns), in the order of [`Class::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassMigration {
    /// Firms.
    pub counts: [[u32; 3]; 3],
}

impl ClassMigration {
    /// Of firms' classes before and after.
    pub fn of(firms: impl IntoIterator<Item = (Class, Class)>) -> ClassMigration {
        let mut migration = ClassMigration::default();
        for (before, after) in firms {
            migration.counts[before as usize][after as usize] += 1;
        }
        migration
    }

    /// Shares of each class before by class after; `None` of a class that no firm was in.
    pub fn rates(&self) -> [Option<[f64; 3]>; 3] {
        self.counts.map(|row| {
            let total: u32 = row.iter().sum();
            (total > 0).then(|| row.map(|count| f64::from(count) / f64::from(total)))
        })
    }

    /// Firms that fell and firms that rose.
    pub fn fallen_and_risen(&self) -> (u32, u32) {
        let (mut fallen, mut risen) = (0, 0);
        for (before, row) in self.counts.iter().enumerate() {
            fallen += row[before + 1..].iter().sum::<u32>();
            risen += row[..before].iter().sum::<u32>();
        }
        (fallen, risen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_rise_and_fall() {
        let moves = [
            (Class::A, Class::C),
            (Class::B, Class::A),
            (Class::B, Class::B),
            (Class::B, Class::C),
            (Class::C, Class::C),
        ];
        let migration = ClassMigration::of(moves);
        assert_eq!(migration.counts, [[0, 0, 1], [1, 1, 1], [0, 0, 1]]);
        assert_eq!(migration.fallen_and_risen(), (2, 1));
        let third = 1.0 / 3.0;
        assert_eq!(migration.rates()[1], Some([third, third, third]));
    }
}
