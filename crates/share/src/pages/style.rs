/// The one style sheet of all pages.
pub(crate) const CSS: &str = include_str!("style.css");
