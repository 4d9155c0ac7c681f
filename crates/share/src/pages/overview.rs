use super::format::{bits, count, short};
use super::frame::Frame;
use super::{NetworkLine, Overview, lead_file};

/// `report.html`: what came in, how much of it is known, the leads, the larger networks, what was left out, and how
/// it was made.
pub fn overview(overview: &Overview<'_>) -> String {
    let frame = Frame {
        view: overview.view,
        title: "Possible leads",
        subtitle: "What came in, what ties together, and why it may matter.",
        back: false,
        contents: &[("leads", "Leads")],
        program: &overview.methods.program,
    };
    let mut leads: Vec<&NetworkLine> = overview.leads.iter().collect();
    leads.sort_by_key(|line| (!line.urgent, -line.millibits, line.id));
    frame.page(|h| {
        h.tag("section", &[("id", "leads")], |h| {
            h.line("h2", &[], "Leads");
            h.tag("ul", &[], |h| {
                for line in leads {
                    h.tag("li", &[], |h| {
                        h.local_link(&lead_file(overview.view, line.id), |h| {
                            h.text(&short(&overview.view.network(line.id)));
                        });
                        h.text(&format!(
                            " {} bits, {} documents",
                            bits(line.millibits),
                            count(line.documents)
                        ));
                    });
                }
            });
        });
    })
}
