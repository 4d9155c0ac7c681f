use crate::Outcome;
use crate::output::{json_line, out, shown};
use analysis::rules::{Rules, built_in, check};
use anyhow::Context;
use clap::Subcommand;
use std::io::Write;
use std::path::PathBuf;

/// List the signs that are looked for in texts, or check that each finds its examples and spares its counter-examples
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  northstar rules list
  northstar rules check
  northstar rules check my-rules.toml")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every rule with family, weight and source
    #[command(after_help = "Example:\n  northstar rules list --json")]
    List {
        /// One JSON object a rule
        #[arg(long)]
        json: bool,
    },
    /// Run every rule over its own examples and counter-examples; status 1 when something does not hold
    #[command(after_help = "Example:\n  northstar rules check my-rules.toml")]
    Check {
        /// A rule file instead of the built-in rules
        file: Option<PathBuf>,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.what {
        What::List { json } => list(*json),
        What::Check { file } => check_rules(file.as_ref()),
    }
}

fn list(json: bool) -> anyhow::Result<Outcome> {
    let mut out = out();
    for rule in built_in().iter() {
        if json {
            json_line(
                &mut out,
                &serde_json::json!({
                    "id": rule.id, "description": rule.description, "family": rule.family, "millibits": rule.millibits,
                    "basis": rule.basis, "source": rule.source, "languages": rule.languages, "tags": rule.tags,
                }),
            )?;
        } else {
            let basis = format!("{:?}", rule.basis).to_lowercase();
            writeln!(
                out,
                "{:<40} {:>7} bits  {:<9} {:<14} {}\n    {}",
                rule.id,
                super::explain::bits(rule.millibits),
                basis,
                rule.source,
                rule.languages.join(" "),
                rule.description
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn check_rules(file: Option<&PathBuf>) -> anyhow::Result<Outcome> {
    let parsed;
    let rules = match file {
        None => built_in(),
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("reading {}", file.display()))?;
            parsed = Rules::parse(&text)
                .with_context(|| format!("{} is no rule file", file.display()))?;
            &parsed
        }
    };
    let problems = check(rules);
    let mut out = out();
    for problem in &problems {
        writeln!(out, "{}: {}", shown(&problem.rule), shown(&problem.what))?;
    }
    let holds = problems.is_empty();
    writeln!(
        out,
        "{} rules, {}",
        rules.len(),
        if holds {
            "all hold".to_owned()
        } else {
            format!("{} problems", problems.len())
        }
    )?;
    out.flush()?;
    Ok(if holds { Outcome::Done } else { Outcome::No })
}
