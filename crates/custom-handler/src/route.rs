//! Route templates of HTTP functions.
//!
//! The host matches routes without regard to letter case and hands the client's spelling on, while axum distinguishes:
//! so a path is matched here and rewritten to the template's spelling before axum sees it.

/// A route template such as `reports/{partner}/{id:int?}`.
#[derive(Clone, Debug)]
pub(crate) struct RouteTemplate {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Value { name: String, optional: bool },
    Rest { name: String },
}

impl Segment {
    fn name(&self) -> Option<&str> {
        match self {
            Segment::Literal(_) => None,
            Segment::Value { name, .. } | Segment::Rest { name } => Some(name),
        }
    }
}

impl RouteTemplate {
    /// Reads a template; `Err` says what is not supported.
    pub(crate) fn parse(route: &str) -> Result<RouteTemplate, &'static str> {
        let mut segments: Vec<Segment> = Vec::new();
        for part in route.split('/').filter(|part| !part.is_empty()) {
            let segment = segment(part)?;
            let last = segments.last();
            if matches!(last, Some(Segment::Rest { .. })) {
                return Err("nothing can follow a value that takes the rest of the path");
            }
            let after_optional = matches!(last, Some(Segment::Value { optional: true, .. }));
            if after_optional && !matches!(segment, Segment::Value { optional: true, .. }) {
                return Err("only the last values can be optional");
            }
            let name = segment.name();
            if name.is_some() && segments.iter().any(|other| other.name() == name) {
                return Err("two values of the same name");
            }
            segments.push(segment);
        }
        Ok(RouteTemplate { segments })
    }

    /// The template with plain segments in front.
    pub(crate) fn with_prefix(&self, prefix: &str) -> RouteTemplate {
        let prefix = prefix.split('/').filter(|part| !part.is_empty());
        RouteTemplate {
            segments: prefix
                .map(|part| Segment::Literal(part.to_owned()))
                .chain(self.segments.iter().cloned())
                .collect(),
        }
    }

    /// The template in axum's spelling, once for each number of optional values that may be given.
    pub(crate) fn axum_paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let mut path = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) => path += &format!("/{text}"),
                Segment::Value { name, optional } => {
                    if *optional {
                        paths.push(or_root(&path));
                    }
                    path += &format!("/{{{name}}}");
                }
                Segment::Rest { name } => {
                    // axum's wildcard wants one character at least, the host's none.
                    paths.push(or_root(&path));
                    path += &format!("/{{*{name}}}");
                }
            }
        }
        paths.push(or_root(&path));
        paths
    }

    /// The path in the template's spelling, or `None` if it does not match. Values keep their encoding.
    pub(crate) fn canonical(&self, path: &str) -> Option<String> {
        let mut rest = path
            .trim_matches('/')
            .split('/')
            .filter(|part| !part.is_empty());
        let mut canonical = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) => {
                    rest.next().filter(|part| part.eq_ignore_ascii_case(text))?;
                    canonical += &format!("/{text}");
                }
                Segment::Value { optional, .. } => match rest.next() {
                    Some(part) => canonical += &format!("/{part}"),
                    None if *optional => {}
                    None => return None,
                },
                Segment::Rest { .. } => {
                    for part in rest.by_ref() {
                        canonical += &format!("/{part}");
                    }
                }
            }
        }
        rest.next().is_none().then(|| or_root(&canonical))
    }

    /// How particular the template is: among several that match, the greatest wins.
    pub(crate) fn precedence(&self) -> Vec<u8> {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Literal(_) => 3,
                Segment::Value { .. } => 2,
                Segment::Rest { .. } => 1,
            })
            .collect()
    }
}

fn or_root(path: &str) -> String {
    if path.is_empty() { "/" } else { path }.to_owned()
}

/// `name`, `{name}`, `{name?}`, `{name:int?}`, `{*name}`. The host has checked the constraint before it calls.
fn segment(part: &str) -> Result<Segment, &'static str> {
    let Some(inner) = part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) else {
        if part.contains(['{', '}', '*']) {
            return Err("a value must be a whole segment of the route");
        }
        if part.contains(|c: char| !c.is_ascii_graphic()) || part.contains(['?', '#', '%', ':']) {
            return Err("a segment is made of plain characters");
        }
        return Ok(Segment::Literal(part.to_owned()));
    };
    let rest = inner.starts_with('*');
    let inner = inner.trim_start_matches('*');
    let optional = inner.ends_with('?');
    let inner = inner.trim_end_matches('?');
    let name = inner.split([':', '=']).next().unwrap_or_default();
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err("a value's name is made of letters, digits and `_`");
    }
    let name = name.to_owned();
    Ok(if rest {
        Segment::Rest { name }
    } else {
        Segment::Value {
            name,
            optional: optional || inner.contains('='),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(route: &str) -> RouteTemplate {
        RouteTemplate::parse(route).unwrap().with_prefix("api")
    }

    #[test]
    fn letter_case_is_ignored_in_literals_and_kept_in_values() {
        let reports = template("Reports/{partner}");
        assert_eq!(
            reports.canonical("/API/reports/Acme%20X").as_deref(),
            Some("/api/Reports/Acme%20X")
        );
        assert_eq!(reports.canonical("/api/reports"), None);
        assert_eq!(reports.canonical("/api/reports/a/b"), None);
        assert_eq!(reports.canonical("/reports/a"), None);
    }

    #[test]
    fn optional_and_greedy_values_match_with_and_without() {
        let optional = template("h/{id:int?}");
        assert_eq!(optional.axum_paths(), ["/api/h", "/api/h/{id}"]);
        assert_eq!(optional.canonical("/api/h").as_deref(), Some("/api/h"));
        assert_eq!(optional.canonical("/api/h/5").as_deref(), Some("/api/h/5"));
        let greedy = template("files/{*path}");
        assert_eq!(greedy.axum_paths(), ["/api/files", "/api/files/{*path}"]);
        assert_eq!(
            greedy.canonical("/api/files/a/b").as_deref(),
            Some("/api/files/a/b")
        );
    }

    #[test]
    fn a_prefix_may_be_empty() {
        let root = RouteTemplate::parse("{*all}").unwrap().with_prefix("");
        assert_eq!(root.canonical("/").as_deref(), Some("/"));
        assert_eq!(root.canonical("/a/b").as_deref(), Some("/a/b"));
    }

    #[test]
    fn what_is_not_supported_is_said() {
        for route in [
            "{a}-{b}",
            "{*all}/more",
            "{a?}/b",
            "{}",
            "x{y}",
            "{a}/{a}",
            ":a",
            "a b",
            "ü",
            "a%20b",
        ] {
            assert!(RouteTemplate::parse(route).is_err(), "{route}");
        }
    }
}
