//! `cosmos-emulator --port 8081`: an empty Cosmos DB in memory until it is stopped.

use clap::Parser;
use std::io::{Read, Write};
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

/// An in-memory Cosmos DB behind HTTP on this machine, for development and tests.
#[derive(Parser)]
struct Arguments {
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 8081)]
    port: u16,
    /// End when standard input ends, so that it does not outlive who started it.
    #[arg(long)]
    with_parent: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", cosmos_emulator::address(&listener)?)?;
    out.flush()?;
    if arguments.with_parent {
        std::thread::spawn(|| {
            // Whatever comes, even an error, only the end matters.
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });
    }
    cosmos_emulator::serve(listener).await
}
