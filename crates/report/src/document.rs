//! The report of a deal: sections of blocks, before they become a page.
//!
//! A section is a function from the values of a study to its blocks, and leaves itself out where it has nothing to
//! say. To add one, write its file and name it in [`SECTIONS`]. Sections arrange tables and charts; a figure comes
//! from a table of [`crate::tables`] wherever one has it.

mod capital;
mod distribution;
mod life;
mod origins;
mod pool;
mod relief;
mod returns;
mod risk_transfer;
mod scenarios;
mod structure;
mod summary;
mod terms;

use tranchet_deal::deal::Deal;
use tranchet_engine::stratify::PoolStatistics;
use tranchet_engine::study::Study;
use tranchet_risk::figures::Figures;

use crate::chart::Chart;
use crate::explanation::Outline;
use crate::json::Input;
use crate::table::Table;
use crate::tables::capital::{CAPITAL_TABLES, RegimeCapital};

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// The deal.
    pub deal: &'a Deal,
    /// Its pool at closing.
    pub statistics: &'a PoolStatistics<'a>,
    /// A study a scenario; the first is the one under which capital is shown through life.
    pub studies: &'a [Study],
    /// Capital under each regime asked for; empty where the deal names none.
    pub regimes: &'a [RegimeCapital],
    /// The loss distribution under the first scenario, where it has a factor model.
    pub distribution: Option<&'a Figures>,
    /// The files that were read.
    pub inputs: &'a [Input],
    /// What was changed in them, a line a change.
    pub changes: &'a [String],
    /// The program's version.
    pub version: &'a str,
}

/// The report of a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The deal's name.
    pub title: String,
    /// What was studied, in a line.
    pub subtitle: String,
    /// The figures to read first.
    pub figures: Vec<Headline>,
    /// What a reader must know before anything else.
    pub warnings: Vec<String>,
    /// The sections.
    pub sections: Vec<Section>,
    /// The program that made it.
    pub maker: String,
}

/// A figure to read first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What it is.
    pub name: String,
    /// As people read it.
    pub shown: String,
    /// The unit of money.
    pub unit: Option<String>,
    /// As machines read it.
    pub exact: String,
    /// What to know of it.
    pub note: String,
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name in links.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A table to be read.
    Table(Table),
    /// A table to be looked up.
    Folded(Table),
    /// Charts side by side, each with the table behind it.
    Figures(Vec<Figure>),
    /// Blocks under a title of their own.
    Part(String, Vec<Block>),
    /// How figures were found, each with its tree; the name tells it from others in links.
    Workings(&'static str, Outline),
}

/// A chart and the table behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What is drawn.
    pub chart: Chart,
    /// What it is drawn from.
    pub table: Table,
    /// Whether the table is to be read beside the chart, rather than looked up.
    pub is_open: bool,
}

/// Makes a section, or none where there is nothing to say.
pub type SectionMaker = fn(&Values) -> Option<Section>;

/// The sections, in the order of a report.
pub const SECTIONS: [SectionMaker; 11] = [
    terms::terms,
    structure::structure,
    pool::pool,
    life::life,
    distribution::distribution,
    returns::returns,
    capital::capital,
    risk_transfer::risk_transfer,
    relief::relief,
    scenarios::scenarios,
    origins::origins,
];

/// The report of everything.
pub fn document(values: &Values) -> Document {
    Document {
        title: values.deal.name.clone(),
        subtitle: summary::subtitle(values),
        figures: summary::headlines(values),
        warnings: summary::warnings(values),
        sections: SECTIONS.iter().filter_map(|section| section(values)).collect(),
        maker: format!("tranchet {}", values.version),
    }
}

/// A table of capital by its name.
fn capital_table(name: &str, values: &Values, regimes: &[RegimeCapital]) -> Table {
    let found = CAPITAL_TABLES.iter().find(|(known, _)| *known == name);
    let (_, make) = found.unwrap_or_else(|| panic!("there is a table of capital {name}"));
    make(values.deal, regimes)
}

/// The same for one regime, whose name need not be repeated in each row.
fn of_regime(name: &str, values: &Values, regime: &RegimeCapital) -> Table {
    capital_table(name, values, std::slice::from_ref(regime)).without("regime")
}

/// A table that shows every regime, without their names where there is one only.
fn of_regimes(name: &str, values: &Values) -> Table {
    match values.regimes {
        [only] => of_regime(name, values, only),
        several => capital_table(name, values, several),
    }
}
