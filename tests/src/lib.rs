//! Tests across the crates live in the folders beside this file; the library itself is empty.
