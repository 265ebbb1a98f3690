//! Rates, ratios and counts, from text to an exact decimal.

use rust_decimal::Decimal;

use super::Fault;
use crate::factor::short_quotient;
use crate::file::codes::Code;
use crate::file::fields::shortened;
use crate::file::render::thousands;
use crate::rate::{PLACES_MAX, Rate, Ratio, RiskWeight};

/// The largest rate or ratio, as a multiple: ±1,000 %.
const MULTIPLE_MAX: Decimal = Decimal::TEN;

/// The largest risk weight: 1,250 %.
const RISK_WEIGHT_MAX: Decimal = Decimal::from_parts(125, 0, 0, false, 1);

/// Why a text is not a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Malformed {
    Syntax,
    Digits,
}

/// The exact value of `[+-]digits[.digits][e[+-]digits]`, `_` between digits allowed, times `10^-shift`.
pub(super) fn exact(text: &str, shift: i32) -> Result<Decimal, Malformed> {
    let (units, places) = units(text, shift)?;
    scaled(units, places)
}

/// The same as units of a power of ten, and how many places that is behind the point.
fn units(text: &str, shift: i32) -> Result<(i128, i32), Malformed> {
    let (negative, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, exponent) = match cut(unsigned, |byte| matches!(byte, b'e' | b'E')) {
        (mantissa, Some(exponent)) => (mantissa, power(exponent)?),
        (mantissa, None) => (mantissa, 0),
    };
    let (whole, fraction) = cut(mantissa, |byte| byte == b'.');
    let fraction = fraction.unwrap_or_default();
    if !(digits_only(whole) && digits_only(fraction)) || whole.len() + fraction.len() == 0 {
        return Err(Malformed::Syntax);
    }
    let (units, places) = collect(whole, fraction)?;
    Ok((if negative { -units } else { units }, places + shift - exponent))
}

/// What stands before the first such byte, and after it.
fn cut(text: &str, is_there: impl Fn(u8) -> bool) -> (&str, Option<&str>) {
    match text.bytes().position(is_there) {
        Some(place) => (&text[..place], Some(&text[place + 1..])),
        None => (text, None),
    }
}

/// Digits with single underscores between them, or nothing.
fn digits_only(text: &str) -> bool {
    let bytes = text.as_bytes();
    let edge = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_digit);
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_digit() || *byte == b'_')
        && bytes.windows(2).all(|pair| pair != b"__")
}

fn power(text: &str) -> Result<i32, Malformed> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Malformed::Syntax);
    }
    match text.parse::<i32>() {
        Ok(power) if power.abs() <= 60 => Ok(power),
        Ok(_) | Err(_) => Err(Malformed::Digits),
    }
}

/// Digits that fit 64 bits, whatever they are.
const SHORT: usize = 18;

/// All digits as one number, and how many of them are decimals; zeros at the end do not count.
fn collect(whole: &str, fraction: &str) -> Result<(i128, i32), Malformed> {
    let fraction = fraction.trim_end_matches(['0', '_']);
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let mut digits = whole.bytes().chain(fraction.bytes()).filter(is_digit);
    let units = if whole.len() + fraction.len() <= SHORT {
        i128::from(digits.fold(0_i64, |units, digit| units * 10 + i64::from(digit - b'0')))
    } else {
        let add = |units: i128, digit| units.checked_mul(10)?.checked_add(i128::from(digit - b'0'));
        digits.try_fold(0, add).ok_or(Malformed::Digits)?
    };
    let places = fraction.bytes().filter(is_digit).count();
    Ok((units, i32::try_from(places).map_err(|_| Malformed::Digits)?))
}

fn scaled(mut units: i128, mut places: i32) -> Result<Decimal, Malformed> {
    if units == 0 {
        return Ok(Decimal::ZERO);
    }
    // Odd numbers do not end in a zero, and dividing 128 bits is slow.
    while places > 0 && units & 1 == 0 && units % 10 == 0 {
        units /= 10;
        places -= 1;
    }
    while places < 0 {
        units = units.checked_mul(10).ok_or(Malformed::Digits)?;
        places += 1;
    }
    let places = u32::try_from(places).map_err(|_| Malformed::Digits)?;
    Decimal::try_from_i128_with_scale(units, places).map_err(|_| Malformed::Digits)
}

/// The number and its unit as a power of ten: `%` is 2, basis points are 4.
fn split_unit(text: &str) -> (&str, i32) {
    let text = text.trim();
    let units = [("%", 2), ("bps", 4), ("bp", 4)];
    let found = units
        .iter()
        .find_map(|(unit, shift)| Some((text.strip_suffix(unit)?.trim_end(), *shift)));
    found.unwrap_or((text, 0))
}

/// A decimal with an optional unit, limited to [`PLACES_MAX`] places; any size.
pub(in crate::file) fn decimal(text: &str) -> Result<Decimal, Fault> {
    let (number, shift) = split_unit(text);
    match exact(number, shift) {
        Ok(value) if value.scale() <= PLACES_MAX => Ok(value),
        Ok(_) | Err(Malformed::Digits) => Err(Fault::new(
            Code::TooPrecise,
            format!("`{}` has too many digits", shortened(text)),
            "too many digits",
            format!("round it to {PLACES_MAX} decimal places, with 28 digits in all"),
        )),
        Err(Malformed::Syntax) => Err(not_a_number(text)),
    }
}

/// The float nearest to what [`decimal`] reads.
pub(in crate::file) fn float(text: &str) -> Result<f64, Fault> {
    let (number, shift) = split_unit(text);
    let short = |(units, places)| {
        let places = u32::try_from(places)
            .ok()
            .filter(|places| *places <= PLACES_MAX)?;
        short_quotient(units, places)
    };
    match units(number, shift).ok().and_then(short) {
        Some(float) => Ok(float),
        None => decimal(text).map(|value| value.to_string().parse().expect("a decimal is a number")),
    }
}

fn not_a_number(text: &str) -> Fault {
    let pointed = text.trim().replacen(',', ".", 1);
    let remedy = match text.contains(',') && decimal(&pointed).is_ok() {
        true => format!("the decimal mark is a point: write `{pointed}`"),
        false => "write it as `12.5%`, `425bp` or `0.125`".to_owned(),
    };
    let cause = format!("`{}` is not a rate or ratio", shortened(text));
    Fault::new(Code::NotANumber, cause, "not a number", remedy)
}

fn bounded(text: &str, low: Decimal, high: Decimal, range: &str) -> Result<Decimal, Fault> {
    let value = decimal(text)?;
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    let percent = percent_meant(text, value, high);
    let remedy = percent.unwrap_or_else(|| format!("write a value {range}"));
    let cause = format!("`{}` is outside its range, {range}", shortened(text));
    Err(Fault::new(
        Code::OutOfRange,
        cause,
        &format!("must lie {range}"),
        remedy,
    ))
}

/// `5` where at most 1 is meant was probably `5%`.
fn percent_meant(text: &str, value: Decimal, high: Decimal) -> Option<String> {
    let bare = text
        .trim()
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let meant = bare && value > high && value <= high * Decimal::ONE_HUNDRED;
    let text = text.trim();
    meant.then(|| match text.contains('.') {
        true => format!("did you mean `{text}%`?"),
        false => format!("`{text}` is {text}00 %: did you mean `{text}%`?"),
    })
}

/// A rate within ±1,000 %; one of 100 % or more only with its unit, since `9` is written for `9%` by mistake.
pub(in crate::file) fn rate(text: &str) -> Result<Rate, Fault> {
    let value = bounded(text, -MULTIPLE_MAX, MULTIPLE_MAX, "between -1,000 % and 1,000 %")?;
    let (number, shift) = split_unit(text);
    if shift != 0 || value.abs() < Decimal::ONE {
        return Ok(Rate(value));
    }
    let percent = (value * Decimal::ONE_HUNDRED).normalize();
    Err(Fault::new(
        Code::OutOfRange,
        format!("`{}` is a rate of {percent} %", shortened(text)),
        "a rate without its unit",
        match number.contains('.') {
            true => format!("did you mean `{number}%`?"),
            false => format!("`{number}` is {percent} %: did you mean `{number}%`?"),
        },
    ))
}

/// A ratio within ±1,000 %.
pub(in crate::file) fn ratio(text: &str) -> Result<Ratio, Fault> {
    bounded(text, -MULTIPLE_MAX, MULTIPLE_MAX, "between -1,000 % and 1,000 %").map(Ratio)
}

/// A ratio from 0 % to 100 %.
pub(in crate::file) fn share(text: &str) -> Result<Ratio, Fault> {
    bounded(text, Decimal::ZERO, Decimal::ONE, "between 0 % and 100 %").map(Ratio)
}

/// A margin from 0 % to 1,000 %.
pub(in crate::file) fn margin(text: &str) -> Result<Ratio, Fault> {
    bounded(text, Decimal::ZERO, Decimal::TEN, "between 0 % and 1,000 %").map(Ratio)
}

/// A risk weight from 0 % to 1,250 %.
pub(in crate::file) fn risk_weight(text: &str) -> Result<RiskWeight, Fault> {
    bounded(text, Decimal::ZERO, RISK_WEIGHT_MAX, "between 0 % and 1,250 %").map(RiskWeight)
}

/// A whole number from `low` to `high`.
pub(in crate::file) fn count(text: &str, low: u32, high: u32) -> Result<u32, Fault> {
    let fault = |remedy: String| {
        let high = thousands(high);
        let cause = format!("`{}` is not a whole number from {low} to {high}", shortened(text));
        Fault::new(Code::NotACount, cause, "not such a number", remedy)
    };
    let digits = text.trim();
    if digits.is_empty() || !digits_only(digits) {
        return Err(fault(format!("write digits, as in `{}`", low.max(12))));
    }
    let number = digits.replace('_', "").parse::<u32>();
    match number {
        Ok(number) if (low..=high).contains(&number) => Ok(number),
        Ok(_) | Err(_) => Err(fault(format!("write a number from {low} to {high}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn decimals_are_exact() {
        let cases = [
            ("12.5%", dec!(0.125)),
            ("425bp", dec!(0.0425)),
            ("425 bps", dec!(0.0425)),
            ("+100bp", dec!(0.01)),
            ("-25bp", dec!(-0.0025)),
            ("1e-4", dec!(0.0001)),
            (".5", dec!(0.5)),
            ("5.", dec!(5)),
            ("1_000.50", dec!(1000.5)),
            ("0.000000000000000000000", dec!(0)),
            ("123456789012345678.01", dec!(123456789012345678.01)),
            ("0.1e1%", dec!(0.01)),
        ];
        for (text, value) in cases {
            assert_eq!(decimal(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn floats_are_the_nearest_to_the_decimals() {
        for (text, value) in [
            ("12.5%", 0.125),
            ("4.123%", 0.04123),
            ("-25bp", -0.0025),
            ("1_000.50", 1000.5),
            ("0.1e1%", 0.01),
            ("1e3", 1000.0),
            ("0.1234567890123456789", 0.123_456_789_012_345_68),
            ("123456789012345678.01", 123456789012345678.01),
        ] {
            assert_eq!(float(text), Ok(value), "{text}");
        }
        for text in ["", "x", "1__0", "0.123456789012345678901", "1e-21", "1e99"] {
            assert_eq!(float(text).unwrap_err(), decimal(text).unwrap_err(), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_named() {
        let code = |text| decimal(text).map_err(|fault| fault.code);
        for text in [
            "", "%", "x", "1.2.3", "1__0", "_1", "1_", "0x10", "1e", "--1", "12,5%", "5 5", "nan", "½",
            "1e5.5",
        ] {
            assert_eq!(code(text), Err(Code::NotANumber), "{text}");
        }
        for text in [
            "0.123456789012345678901",
            "1e-21",
            "1e99",
            "99999999999999999999999999999999999999999",
        ] {
            assert_eq!(code(text), Err(Code::TooPrecise), "{text}");
        }
        assert_eq!(decimal("0.12345678901234567890"), Ok(dec!(0.1234567890123456789)));
    }

    #[test]
    fn ranges_hold_at_their_ends() {
        assert_eq!(share("100%"), Ok(Ratio::ONE));
        assert_eq!(share("1.0"), Ok(Ratio::ONE));
        assert_eq!(share("5").unwrap_err().remedy, "`5` is 500 %: did you mean `5%`?");
        assert_eq!(share("7.5").unwrap_err().remedy, "did you mean `7.5%`?");
        assert_eq!(share("-1%").unwrap_err().code, Code::OutOfRange);
        assert_eq!(rate("1000%"), Ok(Rate(dec!(10))));
        assert_eq!(
            rate("-9").unwrap_err().remedy,
            "`-9` is -900 %: did you mean `-9%`?"
        );
        assert_eq!(rate("1000.1%").unwrap_err().code, Code::OutOfRange);
        assert_eq!(risk_weight("1250%"), Ok(RiskWeight(dec!(12.5))));
        assert_eq!(count("1_000", 1, 5_000), Ok(1_000));
        assert_eq!(count("0", 1, 5).unwrap_err().code, Code::NotACount);
    }
}
