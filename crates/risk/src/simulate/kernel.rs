//! Which code draws defaults: the same lines compiled for the machine at hand, or vector code. All draw the same.

use super::sieve::{Room, Sieve};

/// Code that draws the defaults of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// For any machine.
    Portable,
}

impl Kernel {
    /// The fastest that this machine can run.
    pub fn fastest() -> Kernel {
        Kernel::Portable
    }

    /// Every one that this machine can run.
    pub fn all() -> Vec<Kernel> {
        vec![Kernel::Portable]
    }

    pub(super) fn draw(self, sieve: &Sieve, path: u64, room: &mut Room) {
        match self {
            Kernel::Portable => portable(sieve, path, room),
        }
    }
}

#[inline(always)]
fn portable(sieve: &Sieve, path: u64, room: &mut Room) {
    sieve.bound_blocks(room);
    sieve.sift(path, room);
    sieve.examine(path, room);
}
