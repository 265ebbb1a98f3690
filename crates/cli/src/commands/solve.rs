//! `solve`: what a number of the deal or scenario must be for figures to meet targets, or to be best.

mod condition;
mod goal;
mod target;
mod unknown;
mod write;

use std::cell::Cell as Counter;

use indicatif::ProgressBar;
use rayon::ThreadPool;
use rayon::prelude::*;
use rust_decimal::Decimal;
use tranchet_engine::search::Goal;
use tranchet_report::figure::{Figure, number};
use tranchet_report::table::Cell;

use crate::args::{Shared, Solve};
use crate::commands::sweep::{figures, threads};
use crate::failure::Failure;
use crate::progress;
use crate::study::{Studied, in_a_line};
use condition::{Compare, Condition};
use unknown::Unknown;

/// The most unknowns: the first grid has 8⁴ points.
const UNKNOWNS_MAX: usize = 4;

/// What is asked.
pub struct Question {
    studied: Studied,
    unknowns: Vec<Unknown>,
    conditions: Vec<Condition>,
    /// Figures to be made small or large, at most one of each.
    goals: Vec<(Goal, Figure)>,
    /// Figures that are shown: those of conditions and goals, then further ones.
    shown: Vec<Figure>,
    threads: ThreadPool,
    evaluations: Counter<u64>,
    bar: ProgressBar,
}

/// An answer, or an end of one.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The unknowns, in steps.
    pub at: Vec<i64>,
    /// Between which values of the only unknown it lies.
    pub bracket: Option<(i64, i64)>,
    /// How it was met, in a few words.
    pub how: &'static str,
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The answers; the first is the one to take.
    pub answers: Vec<Answer>,
    /// One word.
    pub status: &'static str,
    /// What a reader must know.
    pub note: String,
}

/// Answers the question and writes the answer.
///
/// # Errors
/// Problems of the input, wrong usage, no answer, or a file that cannot be written.
pub fn solve(command: &Solve, shared: &Shared) -> Result<(), Failure> {
    let question = question(command, shared)?;
    let is_target = question.goals.is_empty();
    let found = match (is_target, question.goals.len()) {
        (true, _) => target::meet(&question)?,
        (false, 1) => goal::best_point(&question)?,
        (false, _) => goal::frontier_of(&question, command.points)?,
    };
    question.bar.finish_and_clear();
    write::write(&question, &found, shared)?;
    if found.answers.is_empty() {
        return Err(Failure::Unmet);
    }
    Ok(())
}

fn question(command: &Solve, shared: &Shared) -> Result<Question, Failure> {
    let parsed = command.unknowns.iter().map(|text| unknown::parse(text));
    let (handles, ranges): (Vec<_>, Vec<_>) = parsed.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    let (studied, handles) = Studied::read(&command.deal, command.scenario.as_ref(), handles, shared)?;
    let deal = studied.base.deal();
    let conditions = command.conditions.iter().map(|text| Condition::parse(text, deal));
    let conditions = conditions.collect::<Result<Vec<_>, _>>()?;
    let goals = [
        (Goal::Maximise, &command.maximise),
        (Goal::Minimise, &command.minimise),
    ];
    let goals = goals
        .into_iter()
        .filter_map(|(goal, name)| Some((goal, name.clone()?)));
    let goals = goals
        .map(|(goal, name)| Ok((goal, figures(&[name], &studied)?.remove(0))))
        .collect::<Result<Vec<_>, Failure>>()?;
    check(command, &conditions, goals.len())?;
    let unknowns = handles
        .into_iter()
        .zip(&ranges)
        .map(|(handle, range)| {
            let range = range.as_deref().or(command.between.as_deref());
            let is_best = !goals.is_empty();
            Unknown::new(handle, range, command.resolution.as_deref(), is_best, &studied)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Question {
        shown: shown(&conditions, &goals, figures(&command.figures, &studied)?),
        threads: threads(command.threads)?,
        evaluations: Counter::new(0),
        bar: progress::evaluations(shared),
        studied,
        unknowns,
        conditions,
        goals,
    })
}

/// Figures of conditions, of goals and further ones, each once.
fn shown(conditions: &[Condition], goals: &[(Goal, Figure)], more: Vec<Figure>) -> Vec<Figure> {
    let asked = conditions.iter().map(|condition| &condition.figure);
    let asked = asked.chain(goals.iter().map(|(_, figure)| figure)).cloned();
    asked.chain(more).fold(Vec::new(), |mut shown, figure| {
        if !shown.contains(&figure) {
            shown.push(figure);
        }
        shown
    })
}

/// What can be asked together.
fn check(command: &Solve, conditions: &[Condition], goals: usize) -> Result<(), Failure> {
    let wrong = |why: &str| Err(Failure::Usage(why.to_owned()));
    let unknowns = command.unknowns.len();
    let equations = conditions
        .iter()
        .filter(|condition| condition.compare == Compare::Equal)
        .count();
    match (unknowns, goals) {
        _ if unknowns > UNKNOWNS_MAX => wrong("at most four --find are solved together"),
        _ if unknowns > 1 && command.between.is_some() => {
            wrong("with several --find, give each its range: --find \"PATH=FROM..TO\"")
        }
        (1, 0) if conditions.is_empty() => wrong("say what is asked: --so-that, --minimise or --maximise"),
        (1, 0) if equations > 1 || (equations == 1 && conditions.len() > 1) => {
            wrong("an equation stands alone; use >= and <= for several conditions")
        }
        (_, 0) if unknowns > 1 => {
            wrong("several unknowns need --minimise or --maximise to choose between them")
        }
        (_, 1..) if equations > 0 => wrong("beside --minimise or --maximise, conditions are >= or <="),
        (_, _) => Ok(()),
    }
}

impl Question {
    /// The figures at points, each a number of steps an unknown; a point with a problem has none.
    fn figures_at(&self, points: &[Vec<i64>], figures: &[&Figure]) -> Vec<Result<Vec<Cell>, String>> {
        self.evaluations.set(self.evaluations.get() + points.len() as u64);
        self.bar.inc(points.len() as u64);
        let (studied, unknowns) = (&self.studied, &self.unknowns);
        let at = |point: &Vec<i64>| {
            let values = unknowns.iter().zip(point);
            let values = values
                .map(|(unknown, at)| (unknown.handle.clone(), unknown.text(*at)))
                .collect();
            let point = studied.point(values).map_err(|problems| in_a_line(&problems))?;
            figures.iter().map(|figure| point.value(figure)).collect()
        };
        self.threads.install(|| points.par_iter().map(at).collect())
    }

    /// The same as numbers; none where a figure is not one.
    fn numbers_at(&self, points: &[Vec<i64>], figures: &[&Figure]) -> Vec<Option<Vec<Decimal>>> {
        let currency = self.studied.base.deal().currency;
        let cells = self.figures_at(points, figures).into_iter();
        cells
            .map(|cells| cells.ok()?.iter().map(|cell| number(cell, currency)).collect())
            .collect()
    }

    /// Why no point has a value: the problem of the first.
    fn first_problem(&self, points: &[Vec<i64>]) -> Option<String> {
        let figures: Vec<&Figure> = self.shown.iter().collect();
        self.figures_at(&points[..1.min(points.len())], &figures)
            .pop()?
            .err()
    }
}
