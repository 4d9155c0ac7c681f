//! What must be reported at once.

use super::html::Html;

/// The steps to report a stated age under 18; they stand on top of every page on which there is one. `which` says more
/// about where.
pub(crate) fn urgent(h: &mut Html, heading: &str, which: impl FnOnce(&mut Html)) {
    let attributes = [
        ("class", "urgent"),
        ("aria-labelledby", "urgent-heading"),
        ("id", "urgent"),
    ];
    h.tag("section", &attributes, |h| {
        h.line("h2", &[("id", "urgent-heading")], heading);
        h.line(
            "p",
            &[],
            "This flag is no part of the score. It may be wrong; report it all the same. Do not contact anyone, do not \
             open addresses from the texts, do not look for pictures, and pass nothing on except to those named here.",
        );
        h.tag("ol", &[], |h| {
            for step in [
                "Danger right now: call the local police or the emergency number.",
                "United States: report to the NCMEC CyberTipline (report.cybertip.org).",
                "Elsewhere: report to the national hotline of the INHOPE network (inhope.org), else to the local police.",
                "Name the ids of network and documents, the raw files and their SHA-256, and keep the raw files as they are.",
            ] {
                h.line("li", &[], step);
            }
        });
        which(h);
    });
}
