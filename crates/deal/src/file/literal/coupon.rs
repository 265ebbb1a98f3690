//! Coupons in one line: `SOFR + 9.50%`, `SOFR + 425bp, floor 0%, cap 6%`, `7.5% fixed`.

use rust_decimal::Decimal;

use super::{Fault, rate};
use crate::coupon::{Bounds, Coupon, Floating, Steps};
use crate::file::codes::Code;
use crate::file::fields::shortened;
use crate::index::IndexName;
use crate::rate::Rate;

/// A coupon.
pub(in crate::file) fn coupon(text: &str) -> Result<Coupon, Fault> {
    let mut parts = text.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    if let Some(fixed) = fixed(first) {
        return match parts.next() {
            None => rate(fixed).map(|rate| Coupon::Fixed(Steps::flat(rate))),
            Some(_) => Err(not_a_coupon(text, "a fixed coupon has no floor or cap")),
        };
    }
    let (index, spread) = index_and_spread(first, text)?;
    let mut coupon = Floating::plain(index, spread);
    for part in parts {
        let (bound, value) = bound_of(part, text)?;
        let slot = match bound {
            Bound::Floor => &mut coupon.bounds.floor,
            Bound::Cap => &mut coupon.bounds.cap,
            Bound::FloorAllIn => &mut coupon.bounds_all_in.floor,
            Bound::CapAllIn => &mut coupon.bounds_all_in.cap,
        };
        if slot.replace(value).is_some() {
            return Err(not_a_coupon(text, "give each floor and cap once"));
        }
    }
    for bounds in [coupon.bounds, coupon.bounds_all_in] {
        ordered(bounds)?;
    }
    Ok(Coupon::Floating(coupon))
}

fn percent(rate: Rate) -> String {
    format!("{}%", (rate.0 * Decimal::ONE_HUNDRED).normalize())
}

/// Refuses a floor above its cap.
pub(in crate::file) fn ordered(bounds: Bounds) -> Result<(), Fault> {
    match (bounds.floor, bounds.cap) {
        (Some(floor), Some(cap)) if floor > cap => Err(Fault::new(
            Code::FloorAboveCap,
            format!(
                "the floor of {} is above the cap of {}",
                percent(floor),
                percent(cap)
            ),
            "no rate lies between them",
            "lower the floor, or raise the cap",
        )),
        _ => Ok(()),
    }
}

/// The keys of a coupon at length, each with its text; `None` for what is no coupon.
pub(in crate::file) fn long_form(text: &str) -> Option<Vec<(&'static str, String)>> {
    coupon(text).ok()?;
    let mut parts = text.split(',').map(str::trim);
    let first = parts.next()?;
    if let Some(rate) = fixed(first) {
        return Some(vec![("fixed", rate.to_owned())]);
    }
    let (index, spread) = index_and_spread(first, text).ok()?;
    let mut keys = vec![("index", index.0), ("spread", percent(spread))];
    for part in parts {
        let (bound, value) = bound_of(part, text).ok()?;
        let key = match bound {
            Bound::Floor => "floor",
            Bound::Cap => "cap",
            Bound::FloorAllIn => "floor_all_in",
            Bound::CapAllIn => "cap_all_in",
        };
        keys.push((key, percent(value)));
    }
    Some(keys)
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
    let known = |letter: char| letter.is_alphanumeric() || " -_./€".contains(letter);
    let named = text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '€')
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

enum Bound {
    Floor,
    Cap,
    FloorAllIn,
    CapAllIn,
}

fn bound_of(part: &str, whole: &str) -> Result<(Bound, Rate), Fault> {
    let forms = [
        ("floor all-in", Bound::FloorAllIn),
        ("all-in floor", Bound::FloorAllIn),
        ("cap all-in", Bound::CapAllIn),
        ("all-in cap", Bound::CapAllIn),
        ("floor", Bound::Floor),
        ("cap", Bound::Cap),
    ];
    for (word, bound) in forms {
        if let Some(value) = part.strip_prefix(word) {
            return rate(value.trim()).map(|value| (bound, value));
        }
    }
    Err(not_a_coupon(
        whole,
        "after the comma write `floor 0%`, `cap 6%`, `floor all-in 3%` or `cap all-in 12%`",
    ))
}

fn not_a_coupon(text: &str, remedy: &str) -> Fault {
    let cause = format!("`{}` is not a coupon", shortened(text));
    Fault::new(Code::NotACoupon, cause, "not a coupon", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn floating(index: &str, spread: Decimal, floor: Option<Decimal>, all_in: Option<Decimal>) -> Coupon {
        let mut coupon = Floating::plain(IndexName(index.to_owned()), Rate(spread));
        coupon.bounds.floor = floor.map(Rate);
        coupon.bounds_all_in.floor = all_in.map(Rate);
        Coupon::Floating(coupon)
    }

    #[test]
    fn coupons_read_as_they_are_spoken() {
        let cases = [
            ("SOFR + 9.50%", floating("SOFR", dec!(0.095), None, None)),
            ("SOFR+425bp", floating("SOFR", dec!(0.0425), None, None)),
            ("SOFR - 10bp", floating("SOFR", dec!(-0.001), None, None)),
            ("SOFR", floating("SOFR", dec!(0), None, None)),
            ("€STR + 1%", floating("€STR", dec!(0.01), None, None)),
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
            ("7.5% fixed", Coupon::Fixed(Steps::flat(Rate(dec!(0.075))))),
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
            "SOFR + 1%, ceiling 5%",
            "SOFR + 1%, cap 5%, cap 6%",
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
        let inverted = coupon("SOFR + 1%, floor 3%, cap 2%");
        assert_eq!(inverted.unwrap_err().code, Code::FloorAboveCap);
    }

    #[test]
    fn a_bare_number_of_one_or_more_is_a_slip() {
        assert_eq!(
            coupon("SOFR + 9").unwrap_err().remedy,
            "`9` is 900 %: did you mean `9%`?"
        );
        assert_eq!(coupon("9.5 fixed").unwrap_err().remedy, "did you mean `9.5%`?");
        for sound in ["SOFR + 9%", "SOFR + 900bp", "SOFR + 0.09", "SOFR + 120%"] {
            assert!(coupon(sound).is_ok(), "{sound}");
        }
    }

    #[test]
    fn a_spread_is_told_from_a_fixed_rate() {
        assert_eq!(
            coupon("7.5%").unwrap_err().remedy,
            "write `7.5% fixed`, or `SOFR + 7.5%` if it is a spread"
        );
    }
}
