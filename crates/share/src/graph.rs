//! Documents, identifiers and the links between them as GEXF 1.3, for Gephi and what reads the same.
//!
//! Streams: first every node, then every edge, each sorted by the caller. The file is well-formed whatever the texts
//! hold: characters that XML 1.0 forbids are dropped. No date is written, so equal input gives equal bytes.

use crate::View;
use model::{DocumentId, HubReason, Identifier, Link, Millibits, NetworkId};
use std::io::{self, Write};

/// A graph that takes nodes.
pub struct Nodes<'v, W: Write> {
    out: W,
    view: View<'v>,
}

/// A graph that takes edges: all nodes are written.
pub struct Edges<'v, W: Write> {
    out: W,
    view: View<'v>,
}

/// What is said of a document's node.
#[derive(Clone, Copy, Debug)]
pub struct DocumentNode {
    /// The document.
    pub id: DocumentId,
    /// Its network.
    pub network: NetworkId,
    /// Whether the network is a lead.
    pub lead: bool,
    /// The network's score.
    pub millibits: Millibits,
    /// Captures of the document.
    pub captures: u64,
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta>
"#;

const ATTRIBUTES: &str = r#"<attributes class="node" mode="static">
<attribute id="kind" title="kind" type="string"/>
<attribute id="network" title="network" type="string"/>
<attribute id="lead" title="lead" type="boolean"/>
<attribute id="millibits" title="millibits" type="long"/>
<attribute id="captures" title="captures" type="long"/>
<attribute id="documents" title="documents" type="long"/>
<attribute id="hub" title="hub" type="string"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="link_kind" title="kind" type="string"/>
<attribute id="confidence" title="confidence" type="integer"/>
<attribute id="link_hub" title="hub" type="boolean"/>
</attributes>
<nodes>
"#;

impl<'v, W: Write> Nodes<'v, W> {
    /// Begins a graph.
    pub fn create(mut out: W, view: View<'v>) -> io::Result<Self> {
        out.write_all(HEAD.as_bytes())?;
        writeln!(
            out,
            "<creator>Northstar</creator>\n<description>Possible leads, {} tier. About networks of documents, never \
             about a person.</description>\n</meta>\n<graph defaultedgetype=\"undirected\" mode=\"static\">",
            view.label()
        )?;
        out.write_all(ATTRIBUTES.as_bytes())?;
        Ok(Self { out, view })
    }

    /// A member of a network.
    pub fn document(&mut self, node: &DocumentNode) -> io::Result<()> {
        let id = self.view.document(node.id);
        writeln!(
            self.out,
            "<node id=\"{id}\" label=\"{id}\"><attvalues><attvalue for=\"kind\" value=\"document\"/><attvalue \
             for=\"network\" value=\"{}\"/><attvalue for=\"lead\" value=\"{}\"/><attvalue for=\"millibits\" \
             value=\"{}\"/><attvalue for=\"captures\" value=\"{}\"/></attvalues></node>",
            self.view.network(node.network),
            node.lead,
            node.millibits,
            node.captures,
        )
    }

    /// An identifier; `documents` counts those that carry it.
    pub fn identifier(
        &mut self,
        identifier: &Identifier,
        documents: u64,
        hub: Option<HubReason>,
    ) -> io::Result<()> {
        let shown = self.view.identifier(identifier);
        let kind = identifier.kind.name();
        write!(
            self.out,
            "<node id=\"{kind}:{}\" label=\"{}\">",
            Xml(&shown),
            Xml(&shown)
        )?;
        write!(
            self.out,
            "<attvalues><attvalue for=\"kind\" value=\"{kind}\"/><attvalue for=\"documents\" value=\"{documents}\"/>"
        )?;
        if let Some(reason) = hub {
            write!(
                self.out,
                "<attvalue for=\"hub\" value=\"{}\"/>",
                reason.name()
            )?;
        }
        writeln!(self.out, "</attvalues></node>")
    }

    /// Ends the nodes.
    pub fn edges(mut self) -> io::Result<Edges<'v, W>> {
        self.out.write_all(b"</nodes>\n<edges>\n")?;
        Ok(Edges {
            out: self.out,
            view: self.view,
        })
    }
}

impl<W: Write> Edges<'_, W> {
    /// A link, with its weight in millibits; both ends must be nodes. Gephi wants weights above zero, so a weight is
    /// written in bits and at least as 0.001.
    pub fn link(&mut self, link: &Link, millibits: Millibits, hub: bool) -> io::Result<()> {
        let document = self.view.document(link.document);
        let shown = self.view.identifier(&link.identifier);
        let kind = link.identifier.kind.name();
        let weight = millibits.max(1);
        writeln!(
            self.out,
            "<edge id=\"{document} {kind}:{}\" source=\"{document}\" target=\"{kind}:{}\" weight=\"{}.{:03}\" \
             label=\"{kind}\"><attvalues><attvalue for=\"link_kind\" value=\"{kind}\"/><attvalue for=\"confidence\" \
             value=\"{}\"/><attvalue for=\"link_hub\" value=\"{hub}\"/></attvalues></edge>",
            Xml(&shown),
            Xml(&shown),
            weight / 1000,
            weight % 1000,
            link.evidence.confidence,
        )
    }

    /// Ends the graph and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Text as the value of an XML 1.0 attribute.
struct Xml<'a>(&'a str);

impl std::fmt::Display for Xml<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // Written plainly, attribute normalization would turn them into spaces.
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                // Production 2 of XML 1.0, fifth edition; and what acts on a screen.
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                c if crate::terminal::acts(c) => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Evidence, IdentifierKind, Site, Span};
    use proptest::prelude::*;
    use quick_xml::{Reader, XmlVersion, events::Event};

    const HOSTILE: [&str; 6] = [
        "<script>alert(1)</script>",
        "]]>",
        "\"><img onerror=\"x",
        "a\u{202e}b\0c\u{1}\u{fffe}\u{ffff}",
        "tab\there\r\nand there",
        "&amp; &#0; 'quote'",
    ];

    fn graph(view: View<'_>, value: &str) -> String {
        let document = DocumentId::derive("text", None, None);
        let identifier = Identifier {
            kind: IdentifierKind::Url,
            value: value.into(),
        };
        let mut nodes = Nodes::create(Vec::new(), view).unwrap();
        nodes
            .document(&DocumentNode {
                id: document,
                network: NetworkId::of(document),
                lead: true,
                millibits: -250,
                captures: 3,
            })
            .unwrap();
        nodes
            .identifier(&identifier, 2, Some(HubReason::TooManyDocuments))
            .unwrap();
        let mut edges = nodes.edges().unwrap();
        let link = Link {
            document,
            identifier,
            evidence: Evidence {
                site: Site::Document(Span::stored(0, 4).unwrap()),
                method: "plain".into(),
                confidence: 90,
            },
        };
        edges.link(&link, 6500, false).unwrap();
        String::from_utf8(edges.finish().unwrap()).unwrap()
    }

    /// Reads the whole graph and returns the labels of its nodes.
    fn labels(graph: &str) -> Vec<String> {
        let mut reader = Reader::from_str(graph);
        let (mut labels, mut depth) = (Vec::new(), 0i32);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    depth += 1;
                    for attribute in tag.attributes() {
                        let attribute = attribute.unwrap();
                        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
                        if tag.name().as_ref() == "node" && attribute.key.as_ref() == "label" {
                            labels.push(value.into_owned());
                        }
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        labels
    }

    #[test]
    fn a_graph_is_well_formed_whatever_the_text() {
        for text in HOSTILE {
            let read = labels(&graph(View::Vetted, text));
            let kept: String = text
                .chars()
                .filter(|c| !matches!(c, '\0' | '\u{1}' | '\u{202e}' | '\u{fffe}' | '\u{ffff}'))
                .collect();
            assert_eq!(read[1], kept);
        }
    }

    #[test]
    fn a_partner_gets_no_value_in_the_graph() {
        let graph = graph(
            View::Partner {
                key: &[7; 32],
                names: &crate::KnownNames::none(),
            },
            "https://example.com/ana",
        );
        assert!(!graph.contains("/ana"));
        assert!(graph.contains("(example.com/…)"));
    }

    #[test]
    fn a_graph_looks_like_this() {
        let graph = graph(View::Vetted, "https://example.com/a");
        let body = &graph[graph.find("<nodes>").unwrap()..];
        insta::assert_snapshot!(body);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_graph(text in any::<String>()) {
            prop_assert_eq!(labels(&graph(View::Vetted, &text)).len(), 2);
        }
    }
}
