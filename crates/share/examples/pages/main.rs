//! Writes the pages of a made-up network into a directory: `cargo run -p share --example pages -- DIR`.

mod invented;

use share::View;
use share::pages::{lead, lead_file, overview};
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "pages".into()));
    let key = [7; 32];
    for (name, view, hostile) in [
        ("vetted", View::Vetted, false),
        (
            "partner",
            View::Partner {
                key: &key,
                names: &share::KnownNames::none(),
            },
            false,
        ),
        ("hostile", View::Vetted, true),
    ] {
        let dir = root.join(name);
        std::fs::create_dir_all(&dir)?;
        let network = invented::network(hostile, true);
        std::fs::write(
            dir.join("report.html"),
            overview(&network.overview(view, hostile)),
        )?;
        std::fs::write(
            dir.join(lead_file(view, network.network.id)),
            lead(&network.page(view)),
        )?;
    }
    Ok(())
}
