//! Which code draws defaults: lines for any machine, the same compiled for wider vectors, or vector code by hand. All draw
//! the same.

use super::sieve::{Room, Sieve};
#[cfg(target_arch = "x86_64")]
use super::vector;

/// Code that draws the defaults of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// For any machine.
    Portable,
    /// The same lines, compiled for AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Vector code for AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Kernel {
    /// The fastest that this machine can run.
    pub fn fastest() -> Kernel {
        Kernel::all().last().copied().unwrap_or(Kernel::Portable)
    }

    /// Every one that this machine can run, the slowest first.
    pub fn all() -> Vec<Kernel> {
        let mut kernels = vec![Kernel::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            kernels.extend(vector::has_avx2().then_some(Kernel::Avx2));
            kernels.extend(vector::has_avx512().then_some(Kernel::Avx512));
        }
        kernels
    }

    pub(super) fn draw(self, sieve: &Sieve, path: u64, room: &mut Room) {
        match self {
            Kernel::Portable => sieve.draw_portably(path, room),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => vector::draw_avx2(sieve, path, room),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => vector::draw_avx512(sieve, path, room),
        }
    }
}
