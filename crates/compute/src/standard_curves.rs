//! The value curves that every report compares, with where each comes from.
//!
//! ```
//! use tranchet_compute::standard_curves::standard_curves;
//! let names: Vec<&str> = standard_curves().iter().map(|standard| standard.name).collect();
//! assert_eq!(names, ["SL60", "SL18", "EXP20", "EXP30", "EXP40", "HL18", "GEN"]);
//! ```

use tranchet_engine::tag::Tag;

use crate::parameter::Known;
use crate::sources::DEFLATION;
use crate::value_curve::{GenerationStep, Generations, ValueCurve};

/// Every figure of the curves.
pub const PARAMETERS: [Known; 12] = [
    Known::assumed("accounting life", 60.0, "months", "accounting practice"),
    Known::stated("life of a generation", 18.0, "months", DEFLATION),
    Known::assumed("salvage value", 0.10, "share of cost", "no source gives it"),
    Known::stated("low decline", 0.20, "a year", DEFLATION),
    Known::stated("middle decline", 0.30, "a year", DEFLATION),
    Known::stated("high decline", 0.40, "a year", DEFLATION),
    Known::assumed(
        "half-life",
        18.0,
        "months",
        "the life of a generation read as a half-life",
    ),
    Known::assumed(
        "decline between generations",
        0.15,
        "a year",
        "no source gives it",
    ),
    Known::assumed(
        "fall with a generation",
        0.30,
        "share of value",
        "no source gives it",
    ),
    Known::assumed("first new generation", 15.0, "months", GENERATIONS),
    Known::assumed("second new generation", 33.0, "months", GENERATIONS),
    Known::assumed("ramp of a generation", 3.0, "months", "no source gives it"),
];
const GENERATIONS: &str = "the article on debt models names two generations, not their months";

/// A curve with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardCurve {
    /// Its name.
    pub name: &'static str,
    /// The curve.
    pub curve: ValueCurve,
    /// Where its main parameter comes from.
    pub tag: Tag,
    /// The source in words.
    pub source: &'static str,
}

/// Two steps of 30 % at months 15 and 33 over three months each, 15 % a year otherwise.
pub fn generations() -> ValueCurve {
    let [.., decline, fall, first, second, ramp] = PARAMETERS.map(|parameter| parameter.value);
    ValueCurve::Generations(Generations {
        decline,
        ramp_months: ramp,
        steps: [first, second]
            .map(|month| GenerationStep { month, fall })
            .to_vec(),
    })
}

/// The curves, book values first.
pub fn standard_curves() -> [StandardCurve; 7] {
    let [book, life, salvage, low, middle, high, half_life, ..] = PARAMETERS;
    let line = |life: Known, salvage| ValueCurve::StraightLine {
        life_months: life.value,
        salvage,
    };
    let exponential = |known: Known| ValueCurve::Exponential { decline: known.value };
    let of = |name, curve, known: Known| StandardCurve {
        name,
        curve,
        tag: known.tag,
        source: known.source,
    };
    [
        of("SL60", line(book, 0.0), book),
        of("SL18", line(life, salvage.value), life),
        of("EXP20", exponential(low), low),
        of("EXP30", exponential(middle), middle),
        of("EXP40", exponential(high), high),
        of(
            "HL18",
            ValueCurve::HalfLife {
                months: half_life.value,
            },
            half_life,
        ),
        of("GEN", generations(), PARAMETERS[9]),
    ]
}
