//! `report.html` and one page a lead: self-contained, offline, inert.
//!
//! No script, no picture, no link to outside, one style sheet that the content policy names by its hash. Texts are
//! blurred until opened, by mouse or keyboard. The words are lead, signal, possible; a score is never about a person.

mod chart;
mod format;
mod frame;
mod html;
mod input;
mod lead;
mod overview;
mod parts;
mod style;
mod template;
mod urgent;

pub use input::{
    Counts, Coverage, DayCount, HubLine, LeadPage, Methods, NetworkLine, Overview, RawFileLine,
    RuleLine, SourceLine,
};
pub use lead::lead;
pub use overview::overview;

use crate::View;
use model::NetworkId;

/// The name of a lead's page, beside `report.html`.
pub fn lead_file(view: View<'_>, network: NetworkId) -> String {
    format!("lead-{}.html", view.network(network))
}
