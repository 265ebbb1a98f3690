//! The value curves that every report compares, with where each comes from.
//!
//! ```
//! use tranchet_compute::standard_curves::standard_curves;
//! let names: Vec<&str> = standard_curves().iter().map(|standard| standard.name).collect();
//! assert_eq!(names, ["SL60", "SL18", "EXP20", "EXP30", "EXP40", "HL18", "GEN"]);
//! ```

use tranchet_engine::tag::Tag;

use crate::sources::DEFLATION;
use crate::value_curve::ValueCurve;

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

/// The curves, book values first.
pub fn standard_curves() -> [StandardCurve; 7] {
    let line = |life_months, salvage| ValueCurve::StraightLine { life_months, salvage };
    let of = |name, curve, tag, source| StandardCurve {
        name,
        curve,
        tag,
        source,
    };
    let decline = |name, decline| of(name, ValueCurve::Exponential { decline }, Tag::Article, DEFLATION);
    [
        of(
            "SL60",
            line(60.0, 0.0),
            Tag::Assumption,
            "accounting life of 60 months",
        ),
        of("SL18", line(18.0, 0.1), Tag::Article, DEFLATION),
        decline("EXP20", 0.2),
        decline("EXP30", 0.3),
        decline("EXP40", 0.4),
        of(
            "HL18",
            ValueCurve::HalfLife { months: 18.0 },
            Tag::Assumption,
            "18 months read as a half-life",
        ),
        of(
            "GEN",
            ValueCurve::generations(),
            Tag::Assumption,
            "generations as the article names them; months and falls are assumed",
        ),
    ]
}
