//! `--explain`: the trees of the figures asked for, beside the tables or in their place.

use tranchet_deal::money::Currency;
use tranchet_engine::capital::explanation::{Explanation, Working, explain, explain_figure, names};
use tranchet_report::explanation::{Outline, outline};
use tranchet_report::render::{outline_markdown, outline_text};

use crate::args::{Explaining, Format, Shared};
use crate::failure::Failure;

/// The table of the same steps, for those who want rows.
const STEPS: &str = "steps";
/// Tables shown only when asked for by name.
const ON_REQUEST: [&str; 4] = [STEPS, "srt-through-life", "pool-through-life", "cliff"];

/// What `--explain` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// Nothing.
    No,
    /// The table of steps, which CSV has in place of a tree.
    Steps,
    /// Every figure, after the tables.
    Everything,
    /// The figures of this name, and no table.
    Figure(&'a str),
}

/// What is asked for, with the format and the table that are.
///
/// # Errors
/// A figure together with a table, or as CSV: neither can be had.
pub fn asked<'a>(explaining: &'a Explaining, shared: &Shared) -> Result<Asked<'a>, Failure> {
    let is_csv = shared.format == Format::Csv;
    match (explaining.explain.as_deref(), shared.table.is_some()) {
        (None, _) => Ok(Asked::No),
        (Some(""), true) => Ok(Asked::No),
        (Some(""), false) if is_csv => Ok(Asked::Steps),
        (Some(""), false) => Ok(Asked::Everything),
        (Some(_), true) => Err(wrong(
            "--table shows a table and --explain=FIGURE a tree; ask for one",
        )),
        (Some(_), false) if is_csv => Err(wrong(
            "CSV has no trees; --explain alone gives the table of steps",
        )),
        (Some(figure), false) => Ok(Asked::Figure(figure)),
    }
}

impl Asked<'_> {
    /// Whether this table is shown when none is asked for by name; some are not, but the steps where they are the answer.
    pub fn shows(self, table: &str) -> bool {
        match self {
            Asked::No | Asked::Everything => !ON_REQUEST.contains(&table),
            Asked::Steps => table == STEPS,
            Asked::Figure(_) => false,
        }
    }

    /// The tree asked for, if one is.
    ///
    /// # Errors
    /// When no figure has the name.
    pub fn tree<'w>(self, workings: &[Working<'w>]) -> Result<Option<Explanation<'w>>, Failure> {
        match self {
            Asked::No | Asked::Steps => Ok(None),
            Asked::Everything => Ok(Some(explain(workings))),
            Asked::Figure(name) => match explain_figure(workings, name) {
                Some(tree) => Ok(Some(tree)),
                None => Err(unknown(name, workings)),
            },
        }
    }

    /// The tree as text or Markdown; nothing if none is asked for.
    ///
    /// # Errors
    /// When no figure has the name.
    pub fn text(
        self,
        title: &str,
        currency: Currency,
        workings: &[Working],
        shared: &Shared,
    ) -> Result<Option<String>, Failure> {
        let tree = self.tree(workings)?;
        Ok(tree.map(|tree| drawn(&outline(title, currency, &tree), shared)))
    }
}

fn drawn(outline: &Outline, shared: &Shared) -> String {
    match shared.format {
        Format::Markdown => outline_markdown(outline),
        Format::Table | Format::Csv | Format::Json => outline_text(outline),
    }
}

fn unknown(name: &str, workings: &[Working]) -> Failure {
    let tranches: Vec<&str> = workings.iter().filter_map(|working| working.of).collect();
    let of = match tranches.first() {
        Some(first) => format!(", each also of one tranche, such as `{first} RWA`"),
        None => String::new(),
    };
    let names = names(workings).join(", ");
    wrong(&format!(
        "there is no figure `{name}` here; there are {names}{of}"
    ))
}

fn wrong(text: &str) -> Failure {
    Failure::Usage(text.to_owned())
}
