//! Coupons in one line: `SOFR + 9.50%`, `SOFR + 425bp, floor 0%`, `7.5% fixed`.

use super::{Fault, rate};
use crate::file::codes::Code;
use crate::file::fields::shortened;
use crate::rate::Rate;
use crate::tranche::{Coupon, IndexName};

/// A coupon.
pub(in crate::file) fn coupon(text: &str) -> Result<Coupon, Fault> {
    let mut parts = text.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    if let Some(fixed) = fixed(first) {
        return match parts.next() {
            None => rate(fixed).map(Coupon::Fixed),
            Some(_) => Err(not_a_coupon(text, "a fixed coupon has no floor")),
        };
    }
    let (index, spread) = index_and_spread(first, text)?;
    let (mut floor, mut floor_all_in) = (None, None);
    for part in parts {
        let (slot, value) = floor_of(part, text)?;
        let slot = match slot {
            Floor::Index => &mut floor,
            Floor::AllIn => &mut floor_all_in,
        };
        if slot.replace(value).is_some() {
            return Err(not_a_coupon(text, "give each floor once"));
        }
    }
    Ok(Coupon::Floating {
        index,
        spread,
        floor,
        floor_all_in,
    })
}

/// The keys of a coupon at length, each with its text; `None` for what is no coupon.
pub(in crate::file) fn long_form(text: &str) -> Option<Vec<(&'static str, String)>> {
    let rate = |rate: Rate| format!("{}%", (rate.0 * rust_decimal::Decimal::ONE_HUNDRED).normalize());
    Some(match coupon(text).ok()? {
        Coupon::Fixed(fixed) => vec![("fixed", rate(fixed))],
        Coupon::Floating {
            index,
            spread,
            floor,
            floor_all_in,
        } => {
            let floors = [("floor", floor), ("floor_all_in", floor_all_in)];
            let given = floors
                .into_iter()
                .filter_map(|(key, floor)| Some((key, rate(floor?))));
            [("index", index.0), ("spread", rate(spread))]
                .into_iter()
                .chain(given)
                .collect()
        }
    })
}

/// The rate of `7.5% fixed` or `fixed 7.5%`.
fn fixed(text: &str) -> Option<&str> {
    let rate = text
        .strip_suffix("fixed")
        .or_else(|| text.strip_prefix("fixed"))?;
    rate.trim()
        .starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        .then(|| rate.trim())
}

fn index_and_spread(part: &str, whole: &str) -> Result<(IndexName, Rate), Fault> {
    if rate(part).is_ok() {
        let remedy = format!("write `{part} fixed`, or `SOFR + {part}` if it is a spread");
        return Err(not_a_coupon(whole, &remedy));
    }
    let (index, spread) = match sign_at(part) {
        Some((at, length)) => {
            let sign = if part[at..].trim_start().starts_with('-') {
                "-"
            } else {
                ""
            };
            (
                &part[..at],
                rate(&format!("{sign}{}", part[at + length..].trim()))?,
            )
        }
        None => (part, Rate::ZERO),
    };
    match index_name(index) {
        Ok(index) => Ok((index, spread)),
        Err(_) => Err(not_a_coupon(
            whole,
            "write it as `SOFR + 4.25%`, `SOFR + 425bp, floor 0%` or `7.5% fixed`",
        )),
    }
}

/// Where `+`, or `-` between spaces, stands; a hyphen may be part of a name.
fn sign_at(text: &str) -> Option<(usize, usize)> {
    text.find('+')
        .map(|at| (at, 1))
        .or_else(|| text.find(" - ").map(|at| (at, 3)))
}

/// The name of an index: a letter first, then letters, digits, spaces and `-_./`, the last word not a rate.
pub(in crate::file) fn index_name(text: &str) -> Result<IndexName, Fault> {
    let text = text.trim();
    let known = |letter: char| letter.is_alphanumeric() || " -_./".contains(letter);
    let named = text.starts_with(char::is_alphanumeric)
        && text.chars().any(char::is_alphabetic)
        && text.chars().all(known)
        && text.len() <= 60
        && !text
            .split(' ')
            .skip(1)
            .any(|word| word.contains('.') && rate(word).is_ok())
        && rate(text).is_err();
    match named {
        true => Ok(IndexName(text.to_owned())),
        false => {
            let cause = format!("`{}` is not the name of an index", shortened(text));
            Err(Fault::new(
                Code::NotACoupon,
                cause,
                "not a name",
                "write a name such as `SOFR`",
            ))
        }
    }
}

enum Floor {
    Index,
    AllIn,
}

fn floor_of(part: &str, whole: &str) -> Result<(Floor, Rate), Fault> {
    let forms = [
        ("floor all-in", Floor::AllIn),
        ("all-in floor", Floor::AllIn),
        ("floor", Floor::Index),
    ];
    for (word, floor) in forms {
        if let Some(value) = part.strip_prefix(word) {
            return rate(value.trim()).map(|value| (floor, value));
        }
    }
    Err(not_a_coupon(
        whole,
        "after the comma write `floor 0%`, or `floor all-in 3%`",
    ))
}

fn not_a_coupon(text: &str, remedy: &str) -> Fault {
    let cause = format!("`{}` is not a coupon", shortened(text));
    Fault::new(Code::NotACoupon, cause, "not a coupon", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::{Decimal, dec};

    fn floating(index: &str, spread: Decimal, floor: Option<Decimal>, all_in: Option<Decimal>) -> Coupon {
        Coupon::Floating {
            index: IndexName(index.to_owned()),
            spread: Rate(spread),
            floor: floor.map(Rate),
            floor_all_in: all_in.map(Rate),
        }
    }

    #[test]
    fn coupons_read_as_they_are_spoken() {
        let cases = [
            ("SOFR + 9.50%", floating("SOFR", dec!(0.095), None, None)),
            ("SOFR+425bp", floating("SOFR", dec!(0.0425), None, None)),
            ("SOFR - 10bp", floating("SOFR", dec!(-0.001), None, None)),
            ("SOFR", floating("SOFR", dec!(0), None, None)),
            ("EURIBOR-3M + 1%", floating("EURIBOR-3M", dec!(0.01), None, None)),
            ("3M EURIBOR + 1%", floating("3M EURIBOR", dec!(0.01), None, None)),
            (
                "SOFR + 425bp, floor 0%",
                floating("SOFR", dec!(0.0425), Some(dec!(0)), None),
            ),
            (
                "SOFR + 425bp, floor 0%, floor all-in 3%",
                floating("SOFR", dec!(0.0425), Some(dec!(0)), Some(dec!(0.03))),
            ),
            ("7.5% fixed", Coupon::Fixed(Rate(dec!(0.075)))),
        ];
        for (text, expected) in cases {
            assert_eq!(coupon(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_coupon_is_named() {
        for text in [
            "",
            "7.5%",
            "SOFR 4.25%",
            "SOFR + 1%, cap 5%",
            "7.5% fixed, floor 0%",
            "+ 5%",
            "SOFR + 1%, floor 0%, floor 1%",
        ] {
            assert_eq!(
                coupon(text).map_err(|fault| fault.code),
                Err(Code::NotACoupon),
                "{text}"
            );
        }
        assert_eq!(coupon("SOFR + x").unwrap_err().code, Code::NotANumber);
        assert_eq!(
            coupon("7.5%").unwrap_err().remedy,
            "write `7.5% fixed`, or `SOFR + 7.5%` if it is a spread"
        );
    }
}
