//! A number for a pool and its tranches, so that slices of different simulations are not merged.

use rand_philox::splitmix64;

use super::figures::Points;
use crate::pool::{Copula, Pool};

/// The number, in hexadecimal.
pub fn fingerprint(pool: &Pool, tranches: &[Points], more: &str) -> String {
    let mut number = Fingerprint(0);
    number.lists(std::slice::from_ref(&pool.times));
    number.lists(&pool.clocks);
    number.lists(&pool.directions);
    number.lists(&pool.profiles);
    number.add(match pool.copula {
        Copula::Gaussian => 0,
        Copula::StudentT { degrees } => u64::from(degrees),
    });
    for loan in &pool.exposures {
        let lgd = loan.lgd;
        let numbers = [
            loan.balance,
            loan.pd,
            loan.correlation,
            lgd.mean,
            lgd.deviation,
            lgd.sensitivity,
        ];
        numbers.into_iter().for_each(|value| number.add(value.to_bits()));
        let places = [loan.direction, loan.clock, loan.profile];
        places.into_iter().for_each(|place| number.add(place as u64));
    }
    for points in tranches {
        number.add(points.attachment.to_bits());
        number.add(points.detachment.to_bits());
    }
    more.bytes().for_each(|byte| number.add(u64::from(byte)));
    format!("{:016x}", number.0)
}

struct Fingerprint(u64);

impl Fingerprint {
    fn add(&mut self, word: u64) {
        self.0 = splitmix64(self.0.rotate_left(5) ^ word.wrapping_add(0x9E37_79B9_7F4A_7C15));
    }

    fn lists(&mut self, lists: &[Vec<f64>]) {
        self.add(lists.len() as u64);
        for list in lists {
            self.add(list.len() as u64);
            list.iter().for_each(|value| self.add(value.to_bits()));
        }
    }
}
