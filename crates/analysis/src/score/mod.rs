//! What a network may mean: prior plus contributions, in millibits that add up exactly.
//!
//! An indicator counts once a network, however many documents show it. A family adds at most its cap; what the cap cuts
//! off is a contribution of its own (`cap.<family>`), so that contributions always sum to the score. A score is about a
//! network, never about a person, and its words are lead, signal, possible.

mod assess;
mod weights;

pub use assess::assess;
pub(crate) use assess::signs;
pub use weights::{Weight, Weights};

/// Version of links' rules, facts, indicators and weights. Another version may make other networks and scores.
pub const RULES_VERSION: u32 = 2;
