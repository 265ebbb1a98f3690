//! `new`: a starter deal with a small tape and a base case, in the shape of one of the example deals.

mod question;
mod shape;
mod tape;
mod text;

use std::path::Path;

use tranchet_deal::file::{InMemory, read_date, read_deal, read_money, read_scenario};
use tranchet_deal::money::Currency;

use crate::args::{New, Shared};
use crate::failure::Failure;
use crate::files::describe;
use crate::output;
use shape::{SHAPES, Shape};
use text::Starter;

/// The day on which a deal closes unless another is asked for.
const CLOSING: &str = "2026-06-30";

/// Writes a deal, its tape and a scenario into a new folder.
///
/// # Errors
/// Wrong usage, values that make no deal, or a folder that is there already.
pub fn new(command: &New, shared: &Shared) -> Result<(), Failure> {
    let answers = question::ask(command)?;
    let starter = starter(&answers, command)?;
    let files = starter.files();
    check(&starter, &files)?;
    write(&command.folder, &files, shared)?;
    let folder = command.folder.display();
    let listed: String = files
        .iter()
        .map(|(name, _)| format!("  {folder}/{name}\n"))
        .collect();
    output::write(
        &format!(
            "{}, in the shape of deals/{}:\n{listed}Next:\n  tranchet run {folder}\n",
            starter.name, starter.shape.word
        ),
        shared,
    )
}

/// What is asked for, where flags do not say it.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The shape.
    pub shape: String,
    /// The currency.
    pub currency: Option<String>,
    /// The size of the pool.
    pub balance: Option<String>,
    /// Years to scheduled maturity.
    pub years: Option<u32>,
}

fn starter(answers: &Answers, command: &New) -> Result<Starter, Failure> {
    let shape = shape_of(&answers.shape)?;
    let code = answers.currency.as_deref().unwrap_or(shape.currency);
    let market = shape::market(code).ok_or_else(|| {
        Failure::Usage(format!(
            "there is no starter in `{code}`: take USD, EUR or GBP, and change the deal afterwards"
        ))
    })?;
    let wrong = |flag: &'static str| move |why: String| Failure::Usage(format!("{flag}: {why}"));
    let currency = Currency::from_code(code).expect("a market has a currency");
    let balance = answers.balance.as_deref().unwrap_or(shape.balance);
    let closing = command.closing.as_deref().unwrap_or(CLOSING);
    Ok(Starter {
        name: command.name.clone().unwrap_or_else(|| title(&command.folder)),
        shape,
        market,
        balance: read_money(balance, currency).map_err(wrong("--balance"))?,
        currency,
        closing: read_date(closing).map_err(wrong("--closing"))?,
        years: answers.years.unwrap_or(shape.years),
        points: points(command, shape),
        spread: command.spread.clone().unwrap_or_else(|| shape.spread.to_owned()),
        loans: command.loans,
        seed: command.seed,
    })
}

fn shape_of(word: &str) -> Result<&'static Shape, Failure> {
    SHAPES.iter().find(|shape| shape.word == word).ok_or_else(|| {
        let words: Vec<&str> = SHAPES.iter().map(|shape| shape.word).collect();
        Failure::Usage(format!("--shape takes one of {}", words.join(", ")))
    })
}

/// Where tranches touch, from below.
fn points(command: &New, shape: &Shape) -> Vec<String> {
    let given = command.points.as_deref().unwrap_or(shape.points);
    given.split(',').map(|point| point.trim().to_owned()).collect()
}

/// A folder's name as the name of a deal.
fn title(folder: &Path) -> String {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    name.unwrap_or_else(|| "Starter".to_owned())
}

/// What is written must be a deal that can be read, so that wrong values are shown before anything is there.
fn check(starter: &Starter, files: &[(&str, String)]) -> Result<(), Failure> {
    let with = |named: InMemory, (name, text): &(&str, String)| named.with(name, text.as_bytes());
    let named = files.iter().fold(InMemory::default(), with);
    read_deal(files[0].0, &files[0].1, &named)?;
    read_scenario(files[2].0, &files[2].1, &named, starter.currency)?;
    Ok(())
}

fn write(folder: &Path, files: &[(&str, String)], shared: &Shared) -> Result<(), Failure> {
    std::fs::create_dir(folder).map_err(|error| Failure::Write {
        path: folder.to_owned(),
        reason: match error.kind() == std::io::ErrorKind::AlreadyExists {
            true => "it is there already, and nothing is overwritten".to_owned(),
            false => describe(&error),
        },
    })?;
    files
        .iter()
        .try_for_each(|(name, text)| output::write_file(text, &folder.join(name), shared))
}
