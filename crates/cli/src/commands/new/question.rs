//! What flags do not say is asked, if somebody sits at a terminal.

use std::io::{IsTerminal, Write};

use super::Answers;
use super::shape::SHAPES;
use crate::args::New;
use crate::failure::Failure;

/// The answers of flags, or else of the user.
///
/// # Errors
/// When no shape is named and there is nobody to ask.
pub fn ask(command: &New) -> Result<Answers, Failure> {
    let mut answers = Answers {
        shape: command.shape.clone().unwrap_or_default(),
        currency: command.currency.clone(),
        balance: command.balance.clone(),
        years: command.years,
    };
    if command.shape.is_some() {
        return Ok(answers);
    }
    if !std::io::stdin().is_terminal() {
        let words: Vec<&str> = SHAPES.iter().map(|shape| shape.word).collect();
        return Err(Failure::Usage(format!(
            "name a shape with --shape: {}",
            words.join(", ")
        )));
    }
    for shape in SHAPES {
        eprintln!("  {:18} {}", shape.word, shape.about);
    }
    answers.shape = line("Shape", SHAPES[0].word);
    let Some(shape) = SHAPES.iter().find(|shape| shape.word == answers.shape) else {
        return Ok(answers);
    };
    let currency = answers
        .currency
        .unwrap_or_else(|| line("Currency", shape.currency));
    let balance = answers
        .balance
        .unwrap_or_else(|| line("Size of the pool", shape.balance));
    let years = match answers.years {
        Some(years) => Some(years),
        None => line("Years to scheduled maturity", &shape.years.to_string())
            .parse()
            .ok(),
    };
    Ok(Answers {
        currency: Some(currency),
        balance: Some(balance),
        years,
        ..answers
    })
}

/// What the user types, or the usual answer.
fn line(question: &str, usual: &str) -> String {
    eprint!("{question} [{usual}]: ");
    let _ = std::io::stderr().flush();
    let mut typed = String::new();
    let _ = std::io::stdin().read_line(&mut typed);
    match typed.trim() {
        "" => usual.to_owned(),
        typed => typed.to_owned(),
    }
}
