//! External ratings: from an agency's letters to the credit quality step of the securitisation tables.
//!
//! Source: the scale of S&P beside the steps of CRR Art. 263 Table 2 and CRE42 Table 2; Moody's and short-term
//! equivalents are recalled (Implementing Regulation (EU) 2016/1801). Where there are several ratings the worse
//! of two counts, and of more the second best: CRR Art. 138, recalled.
//!
//! ```
//! use tranchet_engine::capital::rating::{Rating, read};
//! assert_eq!(read("BBB-"), Some(Rating::Long(10)));
//! assert_eq!(read("Baa3 (sf)"), Some(Rating::Long(10)));
//! assert_eq!(read("S&P: BBB, Moody's: Baa3"), Some(Rating::Long(10)));
//! assert_eq!(read("Prime"), None);
//! ```
//!
//! Not covered: agencies with other letters, inferred ratings, and whether the agency is recognised.

use crate::cited::Citation;

/// That of several ratings the worse of the best two counts.
pub const SEVERAL: Citation = Citation::recalled("CRR Art. 138, CRE21", "2026");
/// The scale of Moody's and of short-term ratings.
pub const EQUIVALENTS: Citation = Citation::recalled("Implementing Regulation (EU) 2016/1801", "2016");

/// A credit quality step; the last of either scale is everything below the named ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Of a short-term rating, 1 to 4.
    Short(usize),
    /// Of a long-term rating, 1 to 18.
    Long(usize),
}

/// Steps of a long-term rating: S&P and Fitch, Moody's.
const LONG: [(&str, &str); 16] = [
    ("AAA", "AAA"),
    ("AA+", "AA1"),
    ("AA", "AA2"),
    ("AA-", "AA3"),
    ("A+", "A1"),
    ("A", "A2"),
    ("A-", "A3"),
    ("BBB+", "BAA1"),
    ("BBB", "BAA2"),
    ("BBB-", "BAA3"),
    ("BB+", "BA1"),
    ("BB", "BA2"),
    ("BB-", "BA3"),
    ("B+", "B1"),
    ("B", "B2"),
    ("B-", "B3"),
];
const CCC: [&str; 6] = ["CCC+", "CCC", "CCC-", "CAA1", "CAA2", "CAA3"];
const BELOW: [&str; 6] = ["CC", "C", "CA", "D", "SD", "RD"];
const SHORT: [&[&str]; 4] = [
    &["A-1+", "A-1", "F1+", "F1", "P-1"],
    &["A-2", "F2", "P-2"],
    &["A-3", "F3", "P-3"],
    &["NP"],
];

/// The step of a rating, or of ratings joined by commas, each perhaps named by its agency; none when one of
/// them is not on the scale, or when long and short ones are mixed.
pub fn read(text: &str) -> Option<Rating> {
    let each: Option<Vec<Rating>> = text.split(',').map(one).collect();
    let mut ratings = each?;
    ratings.sort_unstable();
    let mixed = matches!(
        (ratings.first(), ratings.last()),
        (Some(Rating::Short(_)), Some(Rating::Long(_)))
    );
    let counted = ratings.get(1).or(ratings.first()).copied();
    if mixed { None } else { counted }
}

fn one(text: &str) -> Option<Rating> {
    let letters = text.rsplit(':').next().unwrap_or(text).trim();
    let letters = letters
        .strip_suffix("(sf)")
        .or_else(|| letters.strip_suffix("sf"))
        .unwrap_or(letters);
    let letters = letters.trim().to_ascii_uppercase();
    long(&letters)
        .map(Rating::Long)
        .or_else(|| short(&letters).map(Rating::Short))
}

fn long(letters: &str) -> Option<usize> {
    if CCC.contains(&letters) {
        Some(LONG.len() + 1)
    } else if BELOW.contains(&letters) {
        Some(LONG.len() + 2)
    } else {
        let named = LONG
            .iter()
            .position(|(s_and_p, moodys)| [s_and_p, moodys].contains(&&letters));
        named.map(|index| index + 1)
    }
}

fn short(letters: &str) -> Option<usize> {
    let named = SHORT.iter().position(|step| step.contains(&letters));
    named.map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scales_meet_step_by_step() {
        for (index, (s_and_p, moodys)) in LONG.iter().enumerate() {
            assert_eq!(read(s_and_p), Some(Rating::Long(index + 1)));
            assert_eq!(read(moodys), Some(Rating::Long(index + 1)));
        }
        assert_eq!(
            (read("Caa2"), read("CCC")),
            (Some(Rating::Long(17)), Some(Rating::Long(17)))
        );
        assert_eq!(
            (read("Ca"), read("D")),
            (Some(Rating::Long(18)), Some(Rating::Long(18)))
        );
        assert_eq!(
            (read("F1+"), read("P-3")),
            (Some(Rating::Short(1)), Some(Rating::Short(3)))
        );
    }

    #[test]
    fn the_worse_of_two_and_the_second_best_of_three() {
        assert_eq!(read("Fitch: A, Moody's: Aa3"), Some(Rating::Long(6)));
        assert_eq!(read("AAA, AA, BB"), Some(Rating::Long(3)));
        assert_eq!(read("AAA, AAA, BB"), Some(Rating::Long(1)));
    }

    #[test]
    fn what_is_not_on_the_scale_is_refused() {
        for text in ["", "BBB--", "A (high)", "NR", "A, unrated", "A, A-1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
