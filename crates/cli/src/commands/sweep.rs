//! `sweep`: figures at every point of a grid.
//!
//! Points are calculated in blocks, in parallel, and written in the order of the grid, so that results are the
//! same on any number of threads and only one block is held at a time.

mod heat_map;
mod partial;
mod write;

use rayon::ThreadPool;
use rayon::prelude::*;
use tranchet_deal::file::{Changes, Handle, Problems};
use tranchet_report::figure::Figure;
use tranchet_report::table::Cell;

use crate::args::{Format, Shared, Sweep};
use crate::failure::Failure;
use crate::grid::{Axis, Grid};
use crate::progress;
use crate::study::{Studied, in_a_line};
use write::Rows;
pub use write::json_cell;

/// Points of a block, for each thread.
const BLOCK: usize = 64;

/// The most threads.
const THREADS_MAX: usize = 1_024;

/// A point with what became of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The values, one an axis, as the file would write them.
    pub inputs: Vec<String>,
    /// The figures; blank where there is a problem.
    pub outputs: Vec<Cell>,
    /// What is wrong with the point.
    pub problem: Option<String>,
}

/// What is calculated.
#[derive(Debug)]
pub struct Plan {
    /// The deal and scenario.
    pub studied: Studied,
    /// The points.
    pub grid: Grid,
    /// What is shown of each.
    pub figures: Vec<Figure>,
}

/// Calculates a grid and writes it.
///
/// # Errors
/// Problems of the input, wrong usage, or a file that cannot be read or written.
pub fn sweep(command: &Sweep, shared: &Shared) -> Result<(), Failure> {
    let plan = plan(command, shared)?;
    check_table(&plan, command, shared)?;
    let threads = threads(command.threads)?;
    let (mut rows, done) = Rows::open(&plan, command.resume, shared)?;
    let bar = progress::points("sweep", done, plan.grid.len(), shared);
    let block = (BLOCK * threads.current_num_threads()) as u64;
    let mut next = done;
    while next < plan.grid.len() && !rows.is_gone() {
        let end = plan.grid.len().min(next + block);
        let found: Vec<Row> = threads.install(|| {
            (next..end)
                .into_par_iter()
                .map(|point| row(&plan, point))
                .collect()
        });
        rows.write(found)?;
        bar.set_position(end);
        next = end;
    }
    bar.finish_and_clear();
    rows.finish(&plan, shared)
}

fn plan(command: &Sweep, shared: &Shared) -> Result<Plan, Failure> {
    let read = command.axes.iter().map(|axis| Changes::read(axis));
    let read = read.collect::<Result<Vec<_>, _>>().map_err(Problems::from)?;
    let (handles, values): (Vec<Handle>, Vec<String>) = read.into_iter().unzip();
    let (studied, handles) = Studied::read(&command.deal, command.scenario.as_ref(), handles, shared)?;
    let currency = studied.base.deal().currency;
    let axes = handles.into_iter().zip(&values);
    let axes = axes
        .map(|(handle, values)| Axis::new(handle, values, currency))
        .collect::<Result<_, _>>()?;
    let grid = Grid::new(axes)?;
    Ok(Plan {
        figures: figures(&command.figures, &studied)?,
        studied,
        grid,
    })
}

/// Figures by name.
///
/// # Errors
/// A name that is none, as wrong usage.
pub fn figures(names: &[String], studied: &Studied) -> Result<Vec<Figure>, Failure> {
    let parse = |name: &String| Figure::parse(name, studied.base.deal());
    names
        .iter()
        .map(parse)
        .collect::<Result<_, _>>()
        .map_err(Failure::Usage)
}

fn check_table(plan: &Plan, command: &Sweep, shared: &Shared) -> Result<(), Failure> {
    let wrong = |why: &str| Err(Failure::Usage(why.to_owned()));
    match shared.table.as_deref() {
        None | Some("points") => {}
        Some("heat-map") if plan.grid.axes.len() == 2 => {}
        Some("heat-map") => return wrong("a heat map needs two --vary"),
        Some(_) => return wrong("a sweep has the tables points and heat-map"),
    }
    if command.resume && shared.format != Format::Csv {
        return wrong("--resume goes on with a CSV file: add --format csv");
    }
    Ok(())
}

/// The threads that calculate.
///
/// # Errors
/// When there can be no such number of threads.
pub fn threads(number: Option<usize>) -> Result<ThreadPool, Failure> {
    if number.is_some_and(|number| !(1..=THREADS_MAX).contains(&number)) {
        return Err(Failure::Usage(format!(
            "--threads takes a number from 1 to {THREADS_MAX}"
        )));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(number.unwrap_or(0))
        .build();
    pool.map_err(|error| Failure::Usage(format!("cannot start threads: {error}")))
}

fn row(plan: &Plan, point: u64) -> Row {
    let inputs = plan.grid.values(point);
    let handles = plan.grid.axes.iter().map(|axis| axis.handle.clone());
    let values = handles.zip(inputs.iter().cloned()).collect();
    let outputs = match plan.studied.point(values) {
        Ok(point) => plan
            .figures
            .iter()
            .map(|figure| point.value(figure))
            .collect::<Vec<_>>(),
        Err(problems) => vec![Err(in_a_line(&problems)); plan.figures.len()],
    };
    let problem = outputs.iter().find_map(|output| output.as_ref().err().cloned());
    let outputs = outputs
        .into_iter()
        .map(|output| output.unwrap_or(Cell::Blank))
        .collect();
    Row {
        inputs,
        outputs,
        problem,
    }
}
