/// What a page says.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) title: Option<String>,
    /// The visible text.
    pub(crate) body: String,
    /// Targets of contact links that the visible text does not show, in the order of the page.
    pub(crate) links: Vec<String>,
    /// Stated address of the page.
    pub(crate) url: Option<String>,
    /// Stated time of publication.
    pub(crate) posted: Option<String>,
    /// Stated author.
    pub(crate) author: Option<String>,
}
