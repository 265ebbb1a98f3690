use super::*;
use crate::loss_given_default::LossGivenDefault;

fn loan(pd: f64, correlation: f64) -> Exposure {
    Exposure::new(1.0, pd, LossGivenDefault::fixed(0.4), correlation)
}

/// Loans of all PDs and three correlations, not a multiple of a block.
fn mixed() -> Pool {
    let correlations = [0.0, 0.2, 0.6];
    let exposures = (0..1_000_u32).map(|number| {
        let pd = match number % 50 {
            0 => 0.0,
            1 => 1.0,
            _ => libm::exp(-9.0 * f64::from(number * 37 % 1000) / 1000.0),
        };
        loan(pd.min(1.0), correlations[number as usize % 3])
    });
    let quarters = (1..=20).map(|quarter| f64::from(quarter) / 4.0).collect();
    Pool::of_bullets(quarters, exposures.collect())
}

/// Every loan's uniform drawn whole: those that the sieve passed over get the lowest that their byte allows.
#[test]
fn the_sieve_draws_what_whole_uniforms_give() {
    let sieve = Sieve::new(&mixed(), 11);
    let mut room = Room::default();
    for path in 0..200 {
        sieve.draw(path, &[f64::from(path as u32) / 20.0 - 5.0], 1.0, &mut room);
        let mut candidates = room.candidates.iter().enumerate().peekable();
        let mut expected = Vec::new();
        for loan in 0..sieve.places.len() as u32 {
            let (group, block, byte) = (loan / 256, loan / 64 % 4, loan % 64);
            let words = sieve.stream.blocks(path, Purpose::Sieve, group * LANES as u32);
            let byte = words[block as usize][byte as usize / 4].to_le_bytes()[byte as usize % 4];
            let mut uniform = u32::from(byte) << 24;
            if let Some((ordinal, _)) = candidates.next_if(|(_, candidate)| **candidate >> 8 == loan) {
                let (chunk, place) = (ordinal as u32 / 64, ordinal % 64);
                let low = sieve
                    .stream
                    .block(path, Purpose::LowerBits, chunk * 16 + place as u32 % 16);
                uniform |= low[place / 16] >> 8;
            }
            let period = sieve.period(loan, uniform, &room.moved);
            if period < 20 {
                expected.push((loan, period));
            }
        }
        let found: Vec<_> = room
            .loans
            .iter()
            .copied()
            .zip(room.periods.iter().copied())
            .collect();
        assert_eq!(found, expected, "path {path}");
    }
}

#[test]
fn all_code_draws_the_same_defaults() {
    let sieves: Vec<Sieve> = Kernel::all()
        .into_iter()
        .map(|kernel| Sieve::new(&mixed(), 3).with_kernel(kernel))
        .collect();
    let mut rooms = vec![Room::default(); sieves.len()];
    for path in 0..2_000 {
        for (sieve, room) in sieves.iter().zip(&mut rooms) {
            sieve.draw(path, &[4.0 - f64::from(path as u32) / 250.0], 1.0, room);
        }
        for room in &rooms[1..] {
            assert_eq!(room.candidates, rooms[0].candidates, "path {path}");
            assert_eq!(room.loans, rooms[0].loans, "path {path}");
            assert_eq!(room.periods, rooms[0].periods, "path {path}");
        }
    }
}

#[test]
fn loans_that_cannot_default_never_do_and_those_that_must_do_at_once() {
    let pool = mixed();
    let sieve = Sieve::new(&pool, 5);
    let mut room = Room::default();
    for path in 0..100 {
        sieve.draw(path, &[3.0], 1.0, &mut room);
        let certain = room.loans.iter().zip(&room.periods);
        let mut certainly = 0;
        for (loan, period) in certain {
            let pd = pool.exposures[sieve.places[*loan as usize] as usize].pd;
            assert!(pd > 0.0);
            if pd == 1.0 {
                assert_eq!(*period, 0);
                certainly += 1;
            }
        }
        assert_eq!(certainly, 20);
    }
}

/// How many of a class default in each period, against the binomial's mean and deviation, given the factor.
#[test]
fn defaults_come_as_often_as_they_should_given_the_factor() {
    let pool = Pool::of_bullets(vec![0.5, 1.0, 3.0, 5.0], vec![loan(0.02, 0.2); 1_000]);
    let sieve = Sieve::new(&pool, 99);
    let paths = 2_000;
    for factor in [-3.0, 0.0, 2.0] {
        let mut counts = [0_u32; 4];
        let mut room = Room::default();
        for path in 0..paths {
            sieve.draw(path, &[factor], 1.0, &mut room);
            for period in &room.periods {
                counts[*period as usize] += 1;
            }
        }
        let mut before = 0.0;
        for (count, years) in counts.iter().zip(&pool.times) {
            let threshold =
                tranchet_engine::capital::normal::quantile(probability_by(loan(0.02, 0.2).hazard(), *years));
            let by = cdf((threshold - libm::sqrt(0.2) * factor) / libm::sqrt(0.8));
            let mean = 1e3 * paths as f64 * (by - before);
            let deviation = libm::sqrt(mean * (1.0 - by + before));
            assert!(
                (f64::from(*count) - mean).abs() < 4.0 * deviation,
                "{factor} {years}: {count} for {mean}"
            );
            before = by;
        }
    }
}
