//! What ties documents together: text classes, roles of identifiers, networks, near-duplicate texts.
//!
//! Everything here is a pure function of its arguments and independent of their order, so any order of arrival ends in
//! the same networks. Precision comes before recall: a wrong tie puts strangers into one network.

mod cluster;
mod fingerprint;
mod mask;
mod networks;
mod role;
mod text_class;
mod ties;
mod union;

pub use cluster::{Clusterer, cluster};
pub use fingerprint::Fingerprint;
pub use model::Commonness;
pub use networks::{Carried, Member, Sighting, networks};
pub use role::{Role, role};
pub use text_class::text_class;

pub(crate) use networks::Tied;
pub(crate) use union::Sets;
