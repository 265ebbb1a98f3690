//! `pool`: stratification of a pool, or the contractual schedule of one loan.

use crate::args::{Pool, Shared};
use crate::failure::Failure;

/// Shows the pool.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn pool(_: &Pool, _: &Shared) -> Result<(), Failure> {
    Ok(())
}
