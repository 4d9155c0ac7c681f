//! The storage's lists.

use super::Error;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// The leaves of each element named `record`, by name; those in an element `Metadata` as `Metadata/name`. Text stands as it was
/// written, spaces included.
pub(super) fn records(xml: &str, record: &str) -> Result<Vec<Vec<(String, String)>>, Error> {
    let mut found = Vec::new();
    walk(xml, |path, text| match path {
        Step::Open(path) if path.last().is_some_and(|name| name == record) => {
            found.push(Vec::new())
        }
        Step::Close(path) if path.iter().any(|name| name == record) => {
            if let (Some(leaves), [.., parent, name]) = (found.last_mut(), path) {
                let inside = if parent == METADATA { METADATA } else { "" };
                let slash = if inside.is_empty() { "" } else { "/" };
                leaves.push((format!("{inside}{slash}{name}"), text.to_owned()));
            }
        }
        _ => {}
    })?;
    Ok(found)
}

/// The text of the last element of a name.
pub(super) fn text(xml: &str, name: &str) -> Result<Option<String>, Error> {
    let mut found = None;
    walk(xml, |step, text| {
        if let Step::Close(path) = step
            && path.last().is_some_and(|last| last == name)
        {
            found = Some(text.to_owned());
        }
    })?;
    Ok(found)
}

const METADATA: &str = "Metadata";

enum Step<'a> {
    Open(&'a [String]),
    Close(&'a [String]),
}

fn walk(xml: &str, mut visit: impl FnMut(Step, &str)) -> Result<(), Error> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| Error::Nonsense)? {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                text.clear();
                visit(Step::Open(&path), "");
            }
            Event::Empty(empty) => {
                path.push(empty.name().as_ref().to_owned());
                visit(Step::Open(&path), "");
                visit(Step::Close(&path), "");
                path.pop();
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(char)) => text.push(char),
                Ok(None) => {
                    text.push_str(resolve_predefined_entity(&reference).ok_or(Error::Nonsense)?)
                }
                Err(_) => return Err(Error::Nonsense),
            },
            Event::End(_) => {
                visit(Step::Close(&path), &text);
                path.pop();
                text.clear();
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Text as it stands in an element.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_with_their_spaces_and_references() {
        let xml = "<?xml version=\"1.0\"?><List><Blobs><Blob><Name> a &amp; b&#233;</Name><Properties><Etag>\"0x1\"</Etag><X/></Properties><Metadata><Note>n</Note></Metadata></Blob>\
            <Blob><Name>c</Name></Blob></Blobs><NextMarker>m</NextMarker></List>";
        let records = records(xml, "Blob").unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0][0], ("Name".to_owned(), " a & bé".to_owned()));
        assert_eq!(records[0][1], ("Etag".to_owned(), "\"0x1\"".to_owned()));
        assert!(records[0].contains(&("Metadata/Note".to_owned(), "n".to_owned())));
        assert_eq!(text(xml, "NextMarker").unwrap().as_deref(), Some("m"));
        assert_eq!(escape("<&>"), "&lt;&amp;&gt;");
    }
}
