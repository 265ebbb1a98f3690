//! The program `tranchet`.

fn main() {}
