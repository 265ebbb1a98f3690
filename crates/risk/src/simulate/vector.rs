//! The same draws by vector instructions of x86-64: sixteen candidates side by side, and bytes of 64 loans at once.
//!
//! The one module with unsafe code. Safe code cannot say it: the compiler does not turn the candidates' tables, gathers and
//! compressions into vector code, which makes a path of ten thousand loans about three times as fast. The unsafe
//! parts are calls into code compiled for instructions that were found to be there, and loads, stores and gathers whose
//! bounds are stated beside them. Every operation is the one of [`sieve`](super::sieve), in its order, products and sums never
//! fused, so the draws are the same to the bit.
//!
//! With AVX2 alone the portable lines are compiled for it, without anything of their own.
#![allow(unsafe_code)]

use core::arch::x86_64::{
    __m512, __m512i, __mmask16, _CMP_GT_OQ, _mm512_add_epi32, _mm512_add_ps, _mm512_and_si512,
    _mm512_castps_si512, _mm512_castsi512_ps, _mm512_castsi512_si128, _mm512_cmp_ps_mask,
    _mm512_cmple_epu8_mask, _mm512_cmplt_epu32_mask, _mm512_cvtepi32_ps, _mm512_cvtepu8_epi32,
    _mm512_cvttps_epi32, _mm512_extracti32x4_epi32, _mm512_i32gather_epi32, _mm512_i32gather_ps,
    _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mask_add_epi32, _mm512_mask_blend_epi32,
    _mm512_maskz_compress_epi8, _mm512_maskz_compress_epi32, _mm512_maskz_loadu_epi32, _mm512_max_ps,
    _mm512_min_ps, _mm512_mul_epu32, _mm512_mul_ps, _mm512_mullo_epi32, _mm512_or_si512,
    _mm512_permutex2var_ps, _mm512_permutexvar_ps, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_si512, _mm512_slli_epi32, _mm512_slli_epi64, _mm512_srai_epi32, _mm512_srli_epi32,
    _mm512_srli_epi64, _mm512_storeu_si512, _mm512_sub_epi32, _mm512_sub_ps, _mm512_xor_si512,
};

use super::clock::Clock;
use super::latent::Latent;
use super::pieces::{HALF_WORD_MOST, OCTAVES, PLACE_MOST, RANGE, SCORE, TIME, UNITS};
use super::sieve::{BLOCK, BLOCKS, Moved, Room, Sieve};
use super::stream::{KEY_STEPS, LANES, MULTIPLIERS, Purpose, ROUNDS};

/// Lanes with odd numbers.
const ODD: __mmask16 = 0xAAAA;
/// The places of 64 bytes.
const PLACES: [u8; BLOCK] = {
    let mut places = [0; BLOCK];
    let mut place = 0;
    while place < BLOCK {
        places[place] = place as u8;
        place += 1;
    }
    places
};

/// Whether this machine has what [`draw_avx512`] takes.
pub fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vbmi2")
}

/// Whether this machine has what [`draw_avx2`] takes.
pub fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2")
}

/// Draws the defaults of a path; portably where the instructions are not there.
pub fn draw_avx512(sieve: &Sieve, path: u64, room: &mut Room) {
    if has_avx512() {
        // SAFETY: the instructions are there.
        unsafe { with_avx512(sieve, path, room) }
    } else {
        sieve.draw_portably(path, room);
    }
}

/// Draws the defaults of a path; portably where the instructions are not there.
pub fn draw_avx2(sieve: &Sieve, path: u64, room: &mut Room) {
    if has_avx2() {
        // SAFETY: the instructions are there.
        unsafe { with_avx2(sieve, path, room) }
    } else {
        sieve.draw_portably(path, room);
    }
}

#[target_feature(enable = "avx2")]
fn with_avx2(sieve: &Sieve, path: u64, room: &mut Room) {
    sieve.draw_portably(path, room);
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")]
fn with_avx512(sieve: &Sieve, path: u64, room: &mut Room) {
    sieve.bound_blocks(room);
    sift(sieve, path, room);
    match (&sieve.latent, sieve.single_clock()) {
        (Latent::Normal, Some(clock)) => examine(sieve, clock, path, room),
        (Latent::Normal | Latent::StudentT(_), _) => sieve.examine(path, room),
    }
}

/// Philox4x32-10 of sixteen blocks from `first` on.
#[target_feature(enable = "avx512f")]
#[inline]
fn blocks(key: [u32; 2], path: u64, purpose: Purpose, first: u32) -> [__m512i; 4] {
    let lanes: [u32; LANES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    let broadcast = |word: u32| _mm512_set1_epi32(word as i32);
    let mut words = [
        _mm512_add_epi32(broadcast(first), load(&lanes)),
        broadcast(purpose as u32),
        broadcast(path as u32),
        broadcast((path >> 32) as u32),
    ];
    let [mut low, mut high] = key;
    for _ in 0..ROUNDS {
        let (first_high, first_low) = multiply(words[0], MULTIPLIERS[0]);
        let (second_high, second_low) = multiply(words[2], MULTIPLIERS[1]);
        words = [
            _mm512_xor_si512(_mm512_xor_si512(second_high, words[1]), broadcast(low)),
            second_low,
            _mm512_xor_si512(_mm512_xor_si512(first_high, words[3]), broadcast(high)),
            first_low,
        ];
        low = low.wrapping_add(KEY_STEPS[0]);
        high = high.wrapping_add(KEY_STEPS[1]);
    }
    words
}

/// High and low halves of the products of each lane with a number.
#[target_feature(enable = "avx512f")]
#[inline]
fn multiply(words: __m512i, by: u32) -> (__m512i, __m512i) {
    let by = _mm512_set1_epi32(by as i32);
    let even = _mm512_mul_epu32(words, by);
    let odd = _mm512_mul_epu32(_mm512_srli_epi64::<32>(words), by);
    let high = _mm512_mask_blend_epi32(ODD, _mm512_srli_epi64::<32>(even), odd);
    let low = _mm512_mask_blend_epi32(ODD, even, _mm512_slli_epi64::<32>(odd));
    (high, low)
}

/// The loans that the bytes leave.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")]
fn sift(sieve: &Sieve, path: u64, room: &mut Room) {
    // Room for every loan, and for the lanes that a last store writes beyond.
    room.candidates.reserve(room.bounds.len() * BLOCK + LANES);
    // SAFETY: 64 bytes are read of an array of 64.
    let places = unsafe { _mm512_loadu_si512(PLACES.as_ptr().cast()) };
    let mut count = 0;
    for (group, bounds) in (0_u32..).zip(room.bounds.chunks_exact(BLOCKS)) {
        let words = blocks(sieve.stream.key(), path, Purpose::Sieve, group * LANES as u32);
        for (block, (words, bound)) in (0_u32..).zip(words.into_iter().zip(bounds)) {
            let mask = _mm512_cmple_epu8_mask(words, _mm512_set1_epi8(*bound as i8));
            let first = (group * BLOCKS as u32 + block) * BLOCK as u32;
            let found = _mm512_maskz_compress_epi8(mask, places);
            let bytes = _mm512_maskz_compress_epi8(mask, words);
            let all = mask.count_ones() as usize;
            let mut put = |found, bytes, at: usize| {
                let loans = _mm512_add_epi32(_mm512_cvtepu8_epi32(found), _mm512_set1_epi32(first as i32));
                let candidates = _mm512_or_si512(_mm512_slli_epi32::<8>(loans), _mm512_cvtepu8_epi32(bytes));
                // SAFETY: at most as many candidates as loans come before, and there is room for sixteen more.
                unsafe { store(&mut room.candidates, count + at, candidates) };
            };
            put(_mm512_castsi512_si128(found), _mm512_castsi512_si128(bytes), 0);
            if all > LANES {
                put(
                    _mm512_extracti32x4_epi32::<1>(found),
                    _mm512_extracti32x4_epi32::<1>(bytes),
                    LANES,
                );
            }
            if all > 2 * LANES {
                put(
                    _mm512_extracti32x4_epi32::<2>(found),
                    _mm512_extracti32x4_epi32::<2>(bytes),
                    2 * LANES,
                );
            }
            if all > 3 * LANES {
                put(
                    _mm512_extracti32x4_epi32::<3>(found),
                    _mm512_extracti32x4_epi32::<3>(bytes),
                    3 * LANES,
                );
            }
            count += all;
        }
    }
    // SAFETY: so many have been written, within what was reserved.
    unsafe { room.candidates.set_len(count) };
}

/// The candidates that default.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2")]
fn examine(sieve: &Sieve, clock: &Clock, path: u64, room: &mut Room) {
    let candidates = &room.candidates;
    let (loans_found, periods_found) = (&mut room.loans, &mut room.periods);
    // Room for every candidate, and for the lanes that a last store writes beyond.
    loans_found.reserve(candidates.len() + LANES);
    periods_found.reserve(candidates.len() + LANES);
    let last = _mm512_set1_epi32(clock.periods() as i32);
    let mut count = 0;
    for (chunk, candidates) in (0_u32..).zip(candidates.chunks(4 * LANES)) {
        let words = blocks(sieve.stream.key(), path, Purpose::LowerBits, chunk * LANES as u32);
        for (candidates, low) in candidates.chunks(LANES).zip(words) {
            let here = ((1_u32 << candidates.len()) - 1) as __mmask16;
            // SAFETY: only lanes that the slice has are read; the rest are nought, a loan and a byte like others.
            let candidates = unsafe { _mm512_maskz_loadu_epi32(here, candidates.as_ptr().cast()) };
            let loans = _mm512_srli_epi32::<8>(candidates);
            let uniforms = _mm512_or_si512(_mm512_slli_epi32::<24>(candidates), _mm512_srli_epi32::<8>(low));
            let (shift, own) = moved(sieve, &room.moved, loans);
            let latent = _mm512_add_ps(shift, _mm512_mul_ps(own, score(sieve, uniforms)));
            // SAFETY: a candidate names a loan of the sieve, and each has a hazard.
            let log_hazards = unsafe { _mm512_i32gather_ps::<4>(loans, sieve.log_hazards.as_ptr()) };
            let periods = period(clock, _mm512_sub_ps(log_time(sieve, latent), log_hazards));
            let mask = _mm512_cmplt_epu32_mask(periods, last) & here;
            // SAFETY: at most as many defaults as candidates come before, and there is room for sixteen more.
            unsafe {
                store(loans_found, count, _mm512_maskz_compress_epi32(mask, loans));
                store(periods_found, count, _mm512_maskz_compress_epi32(mask, periods));
            }
            count += mask.count_ones() as usize;
        }
    }
    // SAFETY: so many have been written, within what was reserved.
    unsafe {
        loans_found.set_len(count);
        periods_found.set_len(count);
    }
}

/// Shift and own part of the loans' classes.
#[target_feature(enable = "avx512f")]
#[inline]
fn moved(sieve: &Sieve, moved: &[Moved], loans: __m512i) -> (__m512, __m512) {
    if let [only] = moved {
        return (_mm512_set1_ps(only.shift), _mm512_set1_ps(only.own));
    }
    let block = _mm512_srli_epi32::<6>(loans);
    // SAFETY: a loan lies in a block, a block in a class, and a class has three numbers.
    unsafe {
        let class = _mm512_i32gather_epi32::<4>(block, sieve.class_of.as_ptr().cast());
        let place = _mm512_mullo_epi32(class, _mm512_set1_epi32(3));
        let first: *const f32 = moved.as_ptr().cast();
        let [shift, own] = Moved::PLACES;
        (
            _mm512_i32gather_ps::<4>(place, first.add(shift)),
            _mm512_i32gather_ps::<4>(place, first.add(own)),
        )
    }
}

/// [`Pieces::score`](super::pieces::Pieces::score).
#[target_feature(enable = "avx512f,avx512dq")]
#[inline]
fn score(sieve: &Sieve, words: __m512i) -> __m512 {
    let upper = _mm512_srai_epi32::<31>(words);
    let half_words = _mm512_cvtepi32_ps(_mm512_xor_si512(words, upper));
    let places = _mm512_min_ps(
        _mm512_add_ps(half_words, _mm512_set1_ps(0.5)),
        _mm512_set1_ps(HALF_WORD_MOST),
    );
    let bits = _mm512_castps_si512(places);
    let octave = _mm512_sub_epi32(_mm512_srli_epi32::<23>(bits), _mm512_set1_epi32(126));
    let mantissa = _mm512_and_si512(bits, _mm512_set1_epi32(0x007F_FFFF));
    let scaled = _mm512_castsi512_ps(_mm512_or_si512(mantissa, _mm512_set1_epi32(0x3F80_0000)));
    let y = _mm512_sub_ps(scaled, _mm512_set1_ps(1.5));
    let coefficient = |row: &[f32; OCTAVES]| {
        // SAFETY: two times sixteen numbers are read of 32.
        let (lower, higher) = unsafe {
            (
                _mm512_loadu_ps(row.as_ptr()),
                _mm512_loadu_ps(row.as_ptr().add(LANES)),
            )
        };
        _mm512_permutex2var_ps(lower, octave, higher)
    };
    let rows = &sieve.pieces.score;
    let mut sum = coefficient(&rows[SCORE - 1]);
    for row in rows[..SCORE - 1].iter().rev() {
        sum = _mm512_add_ps(_mm512_mul_ps(sum, y), coefficient(row));
    }
    let lower_half = _mm512_xor_si512(upper, _mm512_set1_epi32(-1));
    let sign = _mm512_and_si512(lower_half, _mm512_set1_epi32(i32::MIN));
    _mm512_castsi512_ps(_mm512_xor_si512(_mm512_castps_si512(sum), sign))
}

/// [`Pieces::log_time`](super::pieces::Pieces::log_time).
#[target_feature(enable = "avx512f")]
#[inline]
fn log_time(sieve: &Sieve, x: __m512) -> __m512 {
    let place = _mm512_add_ps(x, _mm512_set1_ps(RANGE));
    let place = clamp(place, PLACE_MOST);
    let unit = _mm512_cvttps_epi32(place);
    let y = _mm512_sub_ps(
        _mm512_sub_ps(place, _mm512_cvtepi32_ps(unit)),
        _mm512_set1_ps(0.5),
    );
    let coefficient = |row: &[f32; UNITS]| {
        // SAFETY: sixteen numbers are read of 16.
        let row = unsafe { _mm512_loadu_ps(row.as_ptr()) };
        _mm512_permutexvar_ps(unit, row)
    };
    let rows = &sieve.pieces.time;
    let mut sum = coefficient(&rows[TIME - 1]);
    for row in rows[..TIME - 1].iter().rev() {
        sum = _mm512_add_ps(_mm512_mul_ps(sum, y), coefficient(row));
    }
    sum
}

/// [`Clock::period`].
#[target_feature(enable = "avx512f")]
#[inline]
fn period(clock: &Clock, log: __m512) -> __m512i {
    let distance = _mm512_sub_ps(log, _mm512_set1_ps(clock.origin));
    let cell = _mm512_mul_ps(distance, _mm512_set1_ps(clock.cells_per_unit));
    let cell = _mm512_cvttps_epi32(clamp(cell, (clock.first.len() - 1) as f32));
    // SAFETY: cells are clamped to those that there are.
    let mut period = unsafe { _mm512_i32gather_epi32::<4>(cell, clock.first.as_ptr().cast()) };
    for _ in 0..clock.steps {
        // SAFETY: a period is at most the number of periods, which is the place of the last end.
        let end = unsafe { _mm512_i32gather_ps::<4>(period, clock.ends.as_ptr()) };
        let is_later = _mm512_cmp_ps_mask::<_CMP_GT_OQ>(log, end);
        period = _mm512_mask_add_epi32(period, is_later, period, _mm512_set1_epi32(1));
    }
    period
}

/// Numbers between nought and a limit.
#[target_feature(enable = "avx512f")]
#[inline]
fn clamp(x: __m512, most: f32) -> __m512 {
    let above = _mm512_max_ps(x, _mm512_castsi512_ps(_mm512_setzero_si512()));
    _mm512_min_ps(above, _mm512_set1_ps(most))
}

#[target_feature(enable = "avx512f")]
#[inline]
fn load(words: &[u32; LANES]) -> __m512i {
    // SAFETY: sixteen words are read of sixteen.
    unsafe { _mm512_loadu_si512(words.as_ptr().cast()) }
}

/// Writes sixteen words from a place on, which must lie with them within what the list has reserved.
#[target_feature(enable = "avx512f")]
#[inline]
unsafe fn store(into: &mut Vec<u32>, at: usize, words: __m512i) {
    debug_assert!(at + LANES <= into.capacity());
    // SAFETY: as promised by the caller.
    unsafe { _mm512_storeu_si512(into.as_mut_ptr().add(at).cast(), words) };
}
