//! The `northstar` program: from a folder of raw files to networks with reasons, on one machine.

mod arrivals;
mod commands;
mod lines;
mod opened;
mod output;

use clap::{Parser, Subcommand};
use commands::*;
use std::process::ExitCode;

/// Finds the networks in raw files about possible human trafficking, and says why: every claim leads back to bytes.
///
/// What it prints are possible leads: never evidence of a crime, never a judgement of a person.
#[derive(Parser)]
#[command(name = "northstar", version, propagate_version = true, max_term_width = 100, after_help = EXAMPLES)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  northstar run samples/                 read a folder of raw files, write northstar-out/report.html
  northstar search '(415) 555-0132'      which documents carry this number, however it is written
  northstar explain n-1a2b…              why a network holds together, and what its score is made of
  northstar extract < adverts.jsonl      only recognize: JSON Lines in, JSON Lines out

Exit codes:
  0  done
  1  nothing found, or something does not hold (search, show, explain, verify, rules check)
  2  the call is wrong
  3  it could not be done: a file, the disk, or the store is in use";

#[derive(Subcommand)]
enum Command {
    Run(run::Args),
    Extract(extract::Args),
    Cluster(cluster::Args),
    Search(search::Args),
    Show(show::Args),
    Explain(explain::Args),
    Text(text::Args),
    Inspect(inspect::Args),
    Rules(rules::Args),
    Export(export::Args),
    Erase(erase::Args),
    Verify(verify::Args),
    Upload(upload::Args),
    Pull(pull::Args),
    Replay(replay::Args),
    Prepare(prepare::Args),
}

/// How a command ended when nothing failed.
pub(crate) enum Outcome {
    /// What was asked for was done.
    Done,
    /// Nothing was found, or something does not hold.
    No,
}

fn main() -> ExitCode {
    let result = match Program::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Cluster(args) => cluster::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Text(args) => text::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Erase(args) => erase::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Upload(args) => upload::run(&args),
        Command::Pull(args) => pull::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Prepare(args) => prepare::run(&args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::from(1),
        Err(error) if output::reader_is_gone(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(3)
        }
    }
}
