//! The position that was typed, and how its weight was found: as a table of steps, or as a tree.

use std::io::Read;

use serde_json::{Map, Value};
use tranchet_deal::money::Currency;
use tranchet_engine::capital::explanation::Working;
use tranchet_engine::capital::position::Weighed;
use tranchet_report::json::{explanation::explanation, positions};
use tranchet_report::position::Position;
use tranchet_report::tables;

use super::rejects::told;
use super::rows::Rows;
use crate::args::Shared;
use crate::explained::Asked;
use crate::failure::Failure;
use crate::output;

const TITLE: &str = "How the risk weight was found";

/// The position, and the steps or the tree that was asked for.
///
/// # Errors
/// Everything wrong with the row, or what cannot be written.
pub fn tables<R: Read + Send>(rows: &mut Rows<R>, asked: Asked, shared: &Shared) -> Result<(), Failure> {
    let Some((position, weighed)) = only(rows)? else {
        return Ok(());
    };
    let of_position = || tables::positions::positions(&rows.names(), std::slice::from_ref(&position));
    let tables = match asked {
        Asked::No => vec![of_position(), tables::positions::steps(&weighed)],
        Asked::Steps => vec![tables::positions::steps(&weighed)],
        Asked::Everything => vec![of_position()],
        Asked::Figure(_) => Vec::new(),
    };
    let mut parts = Vec::new();
    if !tables.is_empty() {
        parts.push(output::render(&tables, shared)?);
    }
    parts.extend(asked.text(TITLE, Currency::NONE, &working(&weighed), shared)?);
    output::write(&parts.join("\n"), shared)
}

/// The document of the position with the tree.
///
/// # Errors
/// Everything wrong with the row, or what cannot be written.
pub fn json<R: Read + Send>(
    rows: &mut Rows<R>,
    mut document: Map<String, Value>,
    asked: Asked,
    shared: &Shared,
) -> Result<(), Failure> {
    let Some((position, weighed)) = only(rows)? else {
        return Ok(());
    };
    let tree = asked.tree(&working(&weighed))?;
    let tree = tree.map(|tree| explanation(Currency::NONE, &tree));
    document.extend(tree.map(|tree| ("explanation".to_owned(), tree)));
    let mut text = positions::opening(document).into_bytes();
    let mut row = Vec::new();
    positions::add_row(&mut row, &rows.names(), &position);
    text.extend(row);
    text.extend(positions::CLOSING.bytes());
    output::write(&String::from_utf8_lossy(&text), shared)
}

fn working(weighed: &Weighed) -> [Working<'_>; 1] {
    [Working {
        of: None,
        steps: &weighed.steps,
    }]
}

/// The position with its weight, or everything wrong with it.
fn only<R: Read + Send>(rows: &mut Rows<R>) -> Result<Option<(Position, Weighed)>, Failure> {
    let Some(position) = rows.first(1)?.pop() else {
        return Ok(None);
    };
    match &position.found {
        Ok(weighed) => {
            let weighed = weighed.clone();
            Ok(Some((position, weighed)))
        }
        Err(problem) => Err(Failure::Input(vec![told(problem)])),
    }
}
