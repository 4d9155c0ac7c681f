use super::LeadPage;
use super::format::{bits, count};
use super::frame::Frame;

/// The page of one lead.
pub fn lead(page: &LeadPage<'_>) -> String {
    let id = page.view.network(page.network.id).to_string();
    let frame = Frame {
        view: page.view,
        title: &format!("Lead {id}"),
        subtitle: "A possible lead.",
        back: true,
        contents: &[],
        program: page.program,
    };
    frame.page(|h| {
        h.line(
            "p",
            &[],
            &format!(
                "{} bits, {} documents",
                bits(page.network.assessment.total()),
                count(page.network.members.len() as u64)
            ),
        );
    })
}
