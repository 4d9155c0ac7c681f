//! What a person would otherwise have to remember, as commands: `cargo xtask <command>`.
#![expect(
    clippy::print_stdout,
    reason = "the commands of a program for the terminal"
)]

mod adversarial;
mod bench;
mod dev;
mod programs;
mod quality;
mod samples;
mod stage;
mod test;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Commands for those who work on the project"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Test(test::Args),
    Dev(dev::Args),
    Stage(stage::Args),
    Samples(samples::Samples),
    Quality(quality::Quality),
    Adversarial(adversarial::Adversarial),
    Bench(bench::Args),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Test(args) => test::run(&args),
        Command::Dev(args) => dev::run(&args),
        Command::Stage(args) => stage::run(&args),
        Command::Samples(command) => command.run(),
        Command::Quality(command) => command.run(),
        Command::Adversarial(command) => command.run(),
        Command::Bench(args) => bench::run(&args),
    }
}
