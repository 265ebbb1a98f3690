//! The program `tranchet`: runs significant-risk-transfer deals written in YAML.
//!
//! Results go to standard output or to the file of `--output`, everything else to standard error. Exit status:
//! 0 done, 1 a requirement asked for failed, 2 the input has problems, 3 a file could not be read or written,
//! 64 wrong usage.

mod args;
mod commands;
mod explained;
mod failure;
mod files;
mod grid;
mod load;
mod output;
mod progress;
mod results;
mod risk_problems;
mod run_problems;
mod study;
mod texts;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let is_error = error.use_stderr();
            let _ = error.print();
            return if is_error {
                ExitCode::from(failure::USAGE)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            ExitCode::from(failure.status())
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<(), Failure> {
    let shared = &arguments.shared;
    match &arguments.command {
        Command::Check(command) => commands::check::check(command, shared),
        Command::Run(command) => commands::run::run(command, shared),
        Command::Capital(command) => commands::capital::capital(command, shared),
        Command::RiskWeight(command) => commands::risk_weight::risk_weight(command, shared),
        Command::Pool(command) => commands::pool::pool(command, shared),
        Command::Simulate(command) => commands::simulate::simulate(command, shared),
        Command::Sweep(command) => commands::sweep::sweep(command, shared),
        Command::Solve(command) => commands::solve::solve(command, shared),
        Command::Compute(command) => commands::compute::compute(command, shared),
        Command::System(command) => commands::system::system(command, shared),
        Command::Compare(command) => commands::compare::compare(command, shared),
        Command::Report(command) => commands::report::report(command, shared),
        Command::Test(command) => commands::test::test(command, shared),
        Command::New(command) => commands::new::new(command, shared),
        Command::Schema(command) => commands::schema::schema(command, shared),
        Command::Explain(command) => commands::explain::explain(command, shared),
    }
}
