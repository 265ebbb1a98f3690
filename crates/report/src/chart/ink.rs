//! Inks: what a mark means, as a colour that a style sheet knows by its value.
//!
//! A mark is drawn in the colour that it has on white paper. [`style`] replaces that colour by a custom property, which
//! a page sets anew for a dark screen, and where the ink is of something sold by a hatch as well, so that no meaning
//! hangs on colour alone.

use std::fmt::Write;

use plotters::style::RGBColor;

/// Steps from the most junior to the most senior.
pub const STEPS: u8 = 8;

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A tranche, from 0, the most junior, to [`STEPS`] − 1.
    Tranche {
        /// Its place.
        step: u8,
        /// Whether somebody else bears its losses.
        is_sold: bool,
    },
    /// What comes first, or stands for everything.
    Plain,
    /// What is set against it.
    Faint,
    /// A line of what was before; dashed.
    Before,
    /// What went wrong: a test that tripped.
    Alarm,
    /// Words.
    Words,
    /// Words of lesser weight.
    Notes,
    /// Lines to read by.
    Grid,
    /// The paper.
    Paper,
}

/// On white paper and on a dark screen.
type Shades = [[u8; 3]; 2];

const TRANCHES: [Shades; STEPS as usize] = [
    [[0x17, 0x34, 0x54], [0xd3, 0xe4, 0xf4]],
    [[0x24, 0x4f, 0x7a], [0xad, 0xcc, 0xe8]],
    [[0x38, 0x6a, 0x99], [0x8a, 0xb3, 0xd9]],
    [[0x57, 0x86, 0xb1], [0x6a, 0x99, 0xc5]],
    [[0x7e, 0xa3, 0xc6], [0x50, 0x7f, 0xad]],
    [[0xa5, 0xc0, 0xd9], [0x3e, 0x66, 0x90]],
    [[0xc4, 0xd6, 0xe7], [0x31, 0x50, 0x72]],
    [[0xde, 0xe8, 0xf1], [0x28, 0x3e, 0x57]],
];

impl Ink {
    /// The ink of a tranche at a place among so many, the most senior first.
    pub fn tranche(place: usize, among: usize, is_sold: bool) -> Ink {
        let last = among.saturating_sub(1).max(1);
        let from_below = last.saturating_sub(place);
        let step = (2 * from_below * usize::from(STEPS - 1) + last) / (2 * last);
        Ink::Tranche {
            step: u8::try_from(step).unwrap_or_default(),
            is_sold,
        }
    }

    fn shades(self) -> Shades {
        match self {
            Ink::Tranche { step, .. } => TRANCHES[usize::from(step.min(STEPS - 1))],
            Ink::Plain => [[0x28, 0x55, 0x82], [0x8a, 0xb4, 0xdb]],
            Ink::Faint => [[0xa3, 0xa9, 0xb1], [0x70, 0x78, 0x82]],
            Ink::Before => [[0x7d, 0x85, 0x8f], [0x97, 0x9f, 0xa9]],
            Ink::Alarm => [[0xb2, 0x4a, 0x22], [0xe8, 0x92, 0x66]],
            Ink::Words => [[0x1d, 0x23, 0x2a], [0xe3, 0xe6, 0xea]],
            Ink::Notes => [[0x59, 0x62, 0x6d], [0xa4, 0xac, 0xb6]],
            Ink::Grid => [[0xd9, 0xdd, 0xe2], [0x34, 0x3b, 0x44]],
            Ink::Paper => [[0xff, 0xff, 0xff], [0x14, 0x17, 0x1b]],
        }
    }

    fn name(self) -> String {
        match self {
            Ink::Tranche { step, .. } => format!("tranche-{step}"),
            Ink::Plain => "plain".to_owned(),
            Ink::Faint => "faint".to_owned(),
            Ink::Before => "before".to_owned(),
            Ink::Alarm => "alarm".to_owned(),
            Ink::Words => "words".to_owned(),
            Ink::Notes => "notes".to_owned(),
            Ink::Grid => "grid".to_owned(),
            Ink::Paper => "paper".to_owned(),
        }
    }

    /// The colour on white paper, which is the key in the style sheet; what is sold differs in the last bit.
    pub(super) fn key(self) -> RGBColor {
        let [[red, green, blue], _] = self.shades();
        let is_sold = matches!(self, Ink::Tranche { is_sold: true, .. });
        RGBColor(red, green, if is_sold { blue ^ 1 } else { blue })
    }

    fn all() -> impl Iterator<Item = Ink> {
        let tranches =
            (0..STEPS).flat_map(|step| [false, true].map(|is_sold| Ink::Tranche { step, is_sold }));
        let others = [
            Ink::Plain,
            Ink::Faint,
            Ink::Before,
            Ink::Alarm,
            Ink::Words,
            Ink::Notes,
            Ink::Grid,
            Ink::Paper,
        ];
        tranches.chain(others)
    }
}

fn hexadecimal([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// The style sheet that replaces the keys: properties for light and dark, and a rule an ink.
pub fn style() -> String {
    let named = |dark: usize| {
        let mut properties = String::new();
        for ink in Ink::all().filter(|ink| !matches!(ink, Ink::Tranche { is_sold: true, .. })) {
            let _ = write!(
                properties,
                "--{}:{};",
                ink.name(),
                hexadecimal(ink.shades()[dark])
            );
        }
        properties
    };
    let mut out = format!(
        ":root{{{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
        named(0),
        named(1)
    );
    for ink in Ink::all() {
        let RGBColor(red, green, blue) = ink.key();
        let key = hexadecimal([red, green, blue]);
        let name = ink.name();
        let fill = match ink {
            Ink::Tranche { step, is_sold: true } => format!("url(#sold-{step})"),
            Ink::Tranche { is_sold: false, .. }
            | Ink::Plain
            | Ink::Faint
            | Ink::Before
            | Ink::Alarm
            | Ink::Words
            | Ink::Notes
            | Ink::Grid
            | Ink::Paper => format!("var(--{name})"),
        };
        let dashes = if ink == Ink::Before {
            ";stroke-dasharray:14 8"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "svg [fill=\"{key}\"]{{fill:{fill}}}svg [stroke=\"{key}\"]{{stroke:var(--{name}){dashes}}}"
        );
    }
    out
}

/// The hatches that the style sheet refers to, as the contents of an SVG `defs`.
pub fn hatches() -> String {
    let mut out = String::new();
    for step in 0..STEPS {
        let _ = write!(
            out,
            "<pattern id=\"sold-{step}\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"12\" height=\"12\" style=\"fill:var(--tranche-{step})\"/>\
             <rect width=\"4\" height=\"12\" style=\"fill:var(--paper);opacity:.5\"/></pattern>"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_senior_is_the_palest_and_the_most_junior_the_darkest() {
        let step = |place, among| match Ink::tranche(place, among, false) {
            Ink::Tranche { step, .. } => step,
            Ink::Plain
            | Ink::Faint
            | Ink::Before
            | Ink::Alarm
            | Ink::Words
            | Ink::Notes
            | Ink::Grid
            | Ink::Paper => {
                unreachable!("a tranche has the ink of one")
            }
        };
        assert_eq!((step(0, 3), step(1, 3), step(2, 3)), (7, 4, 0));
        assert_eq!((step(0, 2), step(1, 2)), (7, 0));
        assert_eq!(step(0, 1), 7);
        let many: Vec<u8> = (0..12).map(|place| step(place, 12)).collect();
        assert!(many.is_sorted_by(|a, b| a >= b), "{many:?}");
    }

    #[test]
    fn no_two_inks_have_a_key_in_common() {
        let mut keys: Vec<[u8; 3]> = Ink::all()
            .map(Ink::key)
            .map(|key| [key.0, key.1, key.2])
            .collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
