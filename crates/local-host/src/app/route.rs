//! The routes of HTTP functions.

/// What the parameters of a route stand for in a path; a missing optional one is `None`.
pub type Parameters = Vec<(String, Option<String>)>;

/// A route with its parameters: `h/{id:int?}`, `files/{*path}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter {
        name: String,
        constraints: Vec<String>,
        optional: bool,
    },
    Rest(String),
}

impl Route {
    /// Reads a route, prefix included.
    #[must_use]
    pub fn parse(route: &str) -> Route {
        let segments = route.split('/').filter(|segment| !segment.is_empty());
        Route(segments.map(segment).collect())
    }

    /// How many parts of it are spelled out.
    #[must_use]
    pub fn literals(&self) -> usize {
        self.0
            .iter()
            .filter(|segment| matches!(segment, Segment::Literal(_)))
            .count()
    }

    /// The parameters of a path that the route matches, in any letter case; a missing optional one is `None`.
    #[must_use]
    pub fn matches(&self, path: &str) -> Option<Parameters> {
        let mut given = path.split('/').filter(|segment| !segment.is_empty());
        let mut found = Vec::new();
        for segment in &self.0 {
            match segment {
                Segment::Literal(text) => {
                    if !given.next()?.eq_ignore_ascii_case(text) {
                        return None;
                    }
                }
                Segment::Parameter {
                    name,
                    constraints,
                    optional,
                } => match given.next() {
                    Some(text) => {
                        let text = crate::wire::blob::decode_path(text);
                        if !constraints
                            .iter()
                            .all(|constraint| satisfied(constraint, &text))
                        {
                            return None;
                        }
                        found.push((name.clone(), Some(text)));
                    }
                    None if *optional => found.push((name.clone(), None)),
                    None => return None,
                },
                Segment::Rest(name) => {
                    let rest: Vec<String> =
                        given.by_ref().map(crate::wire::blob::decode_path).collect();
                    found.push((name.clone(), (!rest.is_empty()).then(|| rest.join("/"))));
                }
            }
        }
        given.next().is_none().then_some(found)
    }
}

fn segment(text: &str) -> Segment {
    let Some(inner) = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    else {
        return Segment::Literal(text.to_owned());
    };
    if let Some(name) = inner.strip_prefix('*') {
        return Segment::Rest(name.trim_start_matches('*').to_owned());
    }
    let optional = inner.ends_with('?');
    let mut parts = inner.trim_end_matches('?').split(':');
    Segment::Parameter {
        name: parts.next().unwrap_or_default().to_owned(),
        constraints: parts.map(str::to_owned).collect(),
        optional,
    }
}

/// Constraints that this stand-in does not know are satisfied by anything.
fn satisfied(constraint: &str, text: &str) -> bool {
    match constraint {
        "int" => text.parse::<i32>().is_ok(),
        "long" => text.parse::<i64>().is_ok(),
        "bool" => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        "alpha" => text.chars().all(|c| c.is_ascii_alphabetic()),
        "guid" => text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_ignore_letter_case_and_know_optional_numbers() {
        let route = Route::parse("api/h/{id:int?}");
        assert_eq!(
            route.matches("/API/H/9"),
            Some(vec![("id".to_owned(), Some("9".to_owned()))])
        );
        assert_eq!(route.matches("/api/h"), Some(vec![("id".to_owned(), None)]));
        assert_eq!(route.matches("/api/h/abc"), None);
        assert_eq!(route.matches("/api/h/9/x"), None);
        let rest = Route::parse("api/{*path}");
        assert_eq!(
            rest.matches("/api/a/b%20c").unwrap()[0].1.as_deref(),
            Some("a/b c")
        );
    }
}
