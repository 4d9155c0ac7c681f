//! Paths with parameters in braces: those that blobs are matched with, and those that bindings are made of.

use crate::wire::BindingData;

/// A blob trigger's path: a container, and a pattern for the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobPattern {
    /// The container.
    pub container: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Parameter(String),
}

fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            parts.push(Part::Literal(before.to_owned()));
        }
        let (name, after) = after
            .split_once('}')
            .ok_or_else(|| format!("`{text}` has an open brace"))?;
        parts.push(Part::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    Ok(parts)
}

impl BlobPattern {
    /// Reads `raw/{source}/{name}`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(path: &str) -> Result<BlobPattern, String> {
        let (container, names) = path.split_once('/').unwrap_or((path, "{name}"));
        if container.len() < 3 {
            return Err(format!(
                "container `{container}` has fewer than 3 characters"
            ));
        }
        if container.contains('{') {
            return Err("the container cannot be a parameter".to_owned());
        }
        Ok(BlobPattern {
            container: container.to_owned(),
            parts: parts(names)?,
        })
    }

    /// The parameters of a name that the pattern matches. Earlier ones take as much as they can.
    #[must_use]
    pub fn matches(&self, name: &str) -> Option<Vec<(String, String)>> {
        let mut found = Vec::new();
        matched(&self.parts, name, &mut found).then(|| {
            found.reverse();
            found
        })
    }
}

fn matched(parts: &[Part], text: &str, found: &mut Vec<(String, String)>) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Literal(literal), rest @ ..] => text
            .strip_prefix(literal.as_str())
            .is_some_and(|text| matched(rest, text, found)),
        [Part::Parameter(name), rest @ ..] => {
            let ends = (0..=text.len())
                .rev()
                .filter(|end| text.is_char_boundary(*end));
            for end in ends {
                if matched(rest, &text[end..], found) {
                    found.push((name.clone(), text[..end].to_owned()));
                    return true;
                }
            }
            false
        }
    }
}

/// A path of an input or output binding: `outc/{rand-guid}`, `flat/{queueTrigger}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate(Vec<Part>);

impl PathTemplate {
    /// Reads it.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(path: &str) -> Result<PathTemplate, String> {
        Ok(PathTemplate(parts(path)?))
    }

    /// Container and name of the blob that it names; `guid` gives a new one at each call.
    ///
    /// # Errors
    /// The parameter that has no value.
    pub fn resolve(
        &self,
        data: &BindingData,
        mut guid: impl FnMut() -> String,
    ) -> Result<(String, String), String> {
        let mut path = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(text) => path.push_str(text),
                Part::Parameter(name) if name.eq_ignore_ascii_case("rand-guid") => {
                    path.push_str(&guid())
                }
                Part::Parameter(name) => {
                    path.push_str(
                        data.plain(name)
                            .ok_or_else(|| format!("no value for {{{name}}}"))?,
                    );
                }
            }
        }
        let (container, name) = path.split_once('/').ok_or("the path names no blob")?;
        Ok((container.to_owned(), name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, name: &str) -> Option<Vec<String>> {
        let parameters = BlobPattern::parse(pattern).unwrap().matches(name)?;
        Some(
            parameters
                .into_iter()
                .map(|(name, part)| format!("{name}={part}"))
                .collect(),
        )
    }

    #[test]
    fn the_first_parameter_is_greedy() {
        assert_eq!(
            found("raw/{source}/{name}", "a/b/c.txt").unwrap(),
            ["source=a/b", "name=c.txt"]
        );
        assert_eq!(found("raw/{source}/{name}", "toplevel.txt"), None);
        assert_eq!(
            found("flat/{name}", "p/q/r.txt").unwrap(),
            ["name=p/q/r.txt"]
        );
        assert_eq!(
            found("ext/{name}.{ext}", "report.final.v2.csv").unwrap(),
            ["name=report.final.v2", "ext=csv"]
        );
        assert_eq!(found("ext/{name}.{ext}", "noext"), None);
    }

    #[test]
    fn an_output_path_takes_binding_data_and_guids() {
        let mut data = BindingData::default();
        data.set_text("QueueTrigger", "x/y.txt");
        let path = |template: &str| {
            PathTemplate::parse(template)
                .unwrap()
                .resolve(&data, || "guid".to_owned())
        };
        assert_eq!(
            path("flat/{queueTrigger}").unwrap(),
            ("flat".to_owned(), "x/y.txt".to_owned())
        );
        assert_eq!(path("outc/{rand-guid}").unwrap().1, "guid");
        assert!(path("outc/{missing}").is_err());
        assert!(PathTemplate::parse("outc/{open").is_err());
    }
}
