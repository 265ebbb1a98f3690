//! A coupon, in one line or at length.

use chrono::NaiveDate;

use super::payments::{business_days, calendar};
use crate::coupon::{Bounds, Convention, Coupon, Fixing, Floating, IndexYear, Observation, Steps};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal::{self, Fault};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{CONVENTIONS, ConventionWord, INDEX_YEARS, choose};
use crate::rate::Rate;

/// The most decimal places to which a rate is rounded.
const ROUNDING_PLACES_MAX: u32 = 15;

/// What a coupon's block says: the coupon, and when its cash moves.
#[derive(Debug)]
pub(super) struct CouponTerms {
    pub coupon: Coupon,
    pub payment_delay_business_days: Option<u32>,
}

/// A coupon of a deal that closes on a date.
pub(super) fn coupon(reader: &Reader<'_>, node: &Node, closing: Option<NaiveDate>) -> Option<CouponTerms> {
    if node.entries().is_none() {
        return reader.literal(node, literal::coupon).map(|coupon| CouponTerms {
            coupon,
            payment_delay_business_days: None,
        });
    }
    let fields = Fields::of(reader, node, "the coupon")?;
    let steps = |reader: &Reader<'_>, node: &Node| steps(reader, node, closing);
    let coupon = match fields.one_of(&["index", "fixed"]) {
        Some("fixed") => fields.optional("fixed", steps).map(Coupon::Fixed),
        Some(_) => floating(&fields, steps).map(Coupon::Floating),
        None => None,
    };
    let delay = fields.optional("payment_delay", |reader, node| {
        reader.literal(node, |text| business_days(text, "payment delay"))
    });
    if !fields.has("fixed") {
        for key in FLOATING_KEYS {
            fields.find(key);
        }
    }
    fields.finish();
    Some(CouponTerms {
        coupon: coupon?,
        payment_delay_business_days: delay,
    })
}

/// Whether a coupon at length has this key.
pub(in crate::file) fn is_coupon_key(name: &str) -> bool {
    matches!(name, "index" | "fixed" | "payment_delay") || FLOATING_KEYS.contains(&name)
}

/// Keys that only a floating coupon has.
const FLOATING_KEYS: [&str; 12] = [
    "spread",
    "floor",
    "cap",
    "floor_all_in",
    "cap_all_in",
    "convention",
    "lookback",
    "observation_shift",
    "lockout",
    "index_calendar",
    "index_day_count",
    "rounding",
];

fn floating(fields: &Fields<'_>, steps: impl Fn(&Reader<'_>, &Node) -> Option<Steps>) -> Option<Floating> {
    let index = fields.optional("index", |reader, node| reader.literal(node, literal::index_name));
    let spread = match fields.find("spread") {
        Some(node) => steps(fields.reader, node),
        None => Some(Steps::flat(Rate::ZERO)),
    };
    let bounds = bounds(fields, "floor", "cap");
    let bounds_all_in = self::bounds(fields, "floor_all_in", "cap_all_in");
    let fixing = fixing(fields);
    Some(Floating {
        index: index?,
        fixing,
        spread: spread?,
        bounds,
        bounds_all_in,
    })
}

fn bounds(fields: &Fields<'_>, floor: &'static str, cap: &'static str) -> Bounds {
    let bounds = Bounds {
        floor: fields.optional(floor, Reader::rate),
        cap: fields.optional(cap, Reader::rate),
    };
    if let Err(fault) = literal::ordered(bounds) {
        fields.reader.fault(&fields.span_of(floor), fault);
    }
    bounds
}

/// How the index is read; what does not belong to the convention is a problem.
fn fixing(fields: &Fields<'_>) -> Fixing {
    let word = fields.optional("convention", |reader, node| {
        reader.literal(node, |text| choose(text, CONVENTIONS, "a convention"))
    });
    let days = |key: &'static str| {
        fields.optional(key, |reader, node| {
            reader.literal(node, |text| business_days(text, "number of days"))
        })
    };
    let lookback = days("lookback");
    let lockout = days("lockout");
    let shift = fields.optional("observation_shift", Reader::boolean);
    let observation = Observation {
        lookback_business_days: lookback.unwrap_or_default(),
        shift: shift.unwrap_or_default(),
        lockout_business_days: lockout.unwrap_or_default(),
    };
    let business_days_before = observation.lookback_business_days;
    let in_arrears = [
        "lookback",
        "observation_shift",
        "lockout",
        "index_calendar",
        "index_day_count",
    ];
    let (convention, takes): (Convention, &[&str]) = match word {
        None => (Convention::default(), &[]),
        Some(ConventionWord::Term) => (
            Convention::Term { business_days_before },
            &["lookback", "index_calendar"],
        ),
        Some(ConventionWord::CompoundedInArrears) => {
            (Convention::CompoundedInArrears(observation), &in_arrears)
        }
        Some(ConventionWord::SimpleAverageInArrears) => {
            (Convention::SimpleAverageInArrears(observation), &in_arrears)
        }
        Some(ConventionWord::ThirtyDayAverageInAdvance) => (
            Convention::ThirtyDayAverageInAdvance { business_days_before },
            &["lookback", "index_calendar", "index_day_count"],
        ),
    };
    for key in in_arrears.into_iter().filter(|key| !takes.contains(key)) {
        misplaced(fields, key);
    }
    Fixing {
        convention,
        calendar: fields.optional("index_calendar", calendar),
        year: fields.optional("index_day_count", index_year),
        rounding_places: fields.optional("rounding", |reader, node| reader.literal(node, rounding)),
    }
}

fn misplaced(fields: &Fields<'_>, key: &str) {
    if !fields.has(key) {
        return;
    }
    let reader = fields.reader;
    let at = fields.span_of_key(key);
    if !fields.has("convention") {
        let cause = format!("`{key}` has no meaning without a convention");
        let problem = reader
            .problem(Code::CouponTermMisplaced, &at, cause)
            .label("of which convention?");
        reader.push(problem.remedy("add `convention: compounded in arrears`, or take it out"));
        return;
    }
    let cause = format!("the convention of this coupon has no `{key}`");
    let problem = reader
        .problem(Code::CouponTermMisplaced, &at, cause)
        .label("not of this convention")
        .also(reader.place(fields.span_of("convention")), "the convention");
    reader.push(problem.remedy("take it out, or write `convention: compounded in arrears`"));
}

fn index_year(reader: &Reader<'_>, node: &Node) -> Option<IndexYear> {
    reader.literal(node, |text| choose(text, INDEX_YEARS, "a day count of an index"))
}

/// `5 decimals`, of a percentage.
fn rounding(text: &str) -> Result<u32, Fault> {
    let digits = text.trim().strip_suffix("decimals").map(str::trim);
    let places = digits.and_then(|digits| digits.parse::<u32>().ok());
    places
        .filter(|places| *places <= ROUNDING_PLACES_MAX)
        .ok_or_else(|| Fault {
            code: Code::NotACount,
            cause: format!("`{}` is not a rounding", crate::file::fields::shortened(text)),
            label: "not a number of decimals".to_owned(),
            remedy: format!("write `5 decimals`, of a percentage; {ROUNDING_PLACES_MAX} at most"),
        })
}

/// A rate, or rates by the dates from which they count.
fn steps(reader: &Reader<'_>, node: &Node, closing: Option<NaiveDate>) -> Option<Steps> {
    let Some(entries) = node.entries() else {
        return reader.rate(node).map(Steps::flat);
    };
    let mut dated = Vec::with_capacity(entries.len());
    for entry in entries {
        let date = literal::date(&entry.key).map_err(|fault| reader.fault(&entry.key_span, fault));
        dated.push((date.ok()?, reader.rate(&entry.value)?));
    }
    let fault = |at, cause: String, remedy: &str| {
        let problem = reader
            .problem(Code::StepDates, at, cause)
            .label("a step out of place");
        reader.push(problem.remedy(remedy));
    };
    let Some((first, initial)) = dated.first().copied() else {
        fault(
            &node.span,
            "the schedule of rates is empty".to_owned(),
            "write a rate, or a rate for each date",
        );
        return None;
    };
    if let Some(closing) = closing.filter(|closing| first > *closing) {
        let cause = format!("the rates begin on {first}, after closing on {closing}");
        fault(
            &entries[0].key_span,
            cause,
            "give the first rate the date of closing",
        );
    }
    let rising = dated.windows(2).all(|pair| pair[0].0 < pair[1].0);
    if !rising {
        let at = &entries[entries.len() - 1].key_span;
        fault(
            at,
            "the dates of the rates do not rise".to_owned(),
            "sort them, each date once",
        );
    }
    Steps::new(initial, dated.split_off(1)).filter(|_| rising)
}
