//! Every published or hand-derived risk weight, recomputed: `risk_weights.csv` beside this file.
//!
//! Nothing in the table comes from this program. `approach` is one of the calculator's, or `curve` for the bare
//! formula with the row's `p`; columns after `source` may be left out. `output` says what is expected:
//! `risk_weight`, `risk_weight_formula` (before floor and cap), `p`, `thickness_at_F` (the attachment from which all above weighs F), `rwa_of_1000` and `relief_of_1000` (of
//! a pool of 1000 at 100 %), or `two_tranche_density` (both sides of the attachment, per unit of pool).

use std::collections::HashMap;

use tranchet_engine::capital::calculator::{self, Row};
use tranchet_engine::capital::kssfa;
use tranchet_engine::capital::position::Weighed;

const TABLE: &str = include_str!("risk_weights.csv");

struct Case<'a>(HashMap<&'a str, &'a str>);

impl Case<'_> {
    fn text(&self, column: &str) -> &str {
        self.0.get(column).copied().unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        (!text.is_empty()).then(|| {
            text.parse()
                .unwrap_or_else(|_| panic!("{}: {column} {text}", self.text("id")))
        })
    }

    fn needed(&self, column: &str) -> f64 {
        self.number(column)
            .unwrap_or_else(|| panic!("{} needs {column}", self.text("id")))
    }

    fn word(&self, column: &str) -> Option<&str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    fn flag(&self, column: &str) -> bool {
        self.text(column) == "true"
    }

    fn row(&self, attachment: f64, detachment: f64) -> Row<'_> {
        Row {
            approach: self.text("approach"),
            k: self.number("k"),
            w: self.number("w"),
            unknown: self.number("unknown"),
            attachment: Some(attachment),
            detachment: Some(detachment),
            senior: self.flag("senior"),
            sts: self.flag("sts"),
            resecuritisation: self.flag("resecuritisation"),
            pool: self.word("pool"),
            n: self.number("n"),
            lgd: self.number("lgd"),
            m_t: self.number("m_t"),
            rating: self.word("rating"),
            ..Row::default()
        }
    }

    fn weight(&self, attachment: f64, detachment: f64) -> f64 {
        if self.text("approach") == "curve" {
            return kssfa::risk_weight(self.needed("k"), self.needed("p"), attachment, detachment);
        }
        self.weighed(attachment, detachment).risk_weight
    }

    fn weighed(&self, attachment: f64, detachment: f64) -> Weighed {
        calculator::risk_weight(&self.row(attachment, detachment))
            .unwrap_or_else(|problems| panic!("{}: {problems}", self.text("id")))
    }

    fn thickness_at(&self, floor: f64) -> f64 {
        let (mut low, mut high) = (self.needed("k"), 0.999);
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.weight(middle, 1.0) > floor {
                low = middle
            } else {
                high = middle
            }
        }
        low
    }

    fn found(&self) -> f64 {
        let point = |column| self.needed(column);
        let weighed = || self.weighed(point("attachment"), point("detachment"));
        let rwa = || {
            1000.0
                * (point("detachment") - point("attachment"))
                * self.weight(point("attachment"), point("detachment"))
        };
        match self.text("output") {
            "risk_weight" => self.weight(point("attachment"), point("detachment")),
            "risk_weight_formula" => weighed().risk_weight_formula.unwrap(),
            "p" => weighed().p.unwrap(),
            "rwa_of_1000" => rwa(),
            "relief_of_1000" => 1000.0 - rwa(),
            "two_tranche_density" => {
                let a = point("attachment");
                a * self.weight(0.0, a) + (1.0 - a) * self.weight(a, 1.0)
            }
            output => match output.strip_prefix("thickness_at_") {
                Some(floor) => self.thickness_at(floor.parse().unwrap()),
                None => panic!("no output is called {output}"),
            },
        }
    }
}

fn cases() -> Vec<Case<'static>> {
    let mut lines = TABLE.lines();
    let columns: Vec<_> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            let needed = columns.iter().position(|column| *column == "source").unwrap();
            assert!((needed + 1..=columns.len()).contains(&fields.len()), "{line}");
            Case(columns.iter().copied().zip(fields).collect())
        })
        .collect()
}

#[test]
fn every_row_of_the_table_is_met() {
    let missed: Vec<_> = cases()
        .iter()
        .filter(|case| (case.found() - case.needed("expected")).abs() > case.needed("tolerance"))
        .map(|case| {
            format!(
                "{}: {} is not {}",
                case.text("id"),
                case.found(),
                case.text("expected")
            )
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_row_names_itself_and_its_source() {
    let mut ids: Vec<_> = cases().iter().map(|case| case.text("id").to_owned()).collect();
    assert!(cases().iter().all(|case| !case.text("source").is_empty()));
    ids.sort();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
}
