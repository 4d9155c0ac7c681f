use crate::Attribute;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

/// Attributes by name, in order of name; of two of one name the later one is kept.
///
/// A mention has a few of them, with names that the recognizers know: a short sorted list, which costs one allocation.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attributes(Vec<(Cow<'static, str>, Attribute)>);

impl Attributes {
    /// No attributes.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attribute of a name.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Whether there is an attribute of a name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and attributes, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Attribute)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

impl From<Vec<(Cow<'static, str>, Attribute)>> for Attributes {
    fn from(mut attributes: Vec<(Cow<'static, str>, Attribute)>) -> Self {
        attributes.sort_by(|a, b| a.0.cmp(&b.0));
        attributes.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        Self(attributes)
    }
}

impl<N: Into<Cow<'static, str>>> FromIterator<(N, Attribute)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, Attribute)>>(attributes: I) -> Self {
        let attributes: Vec<_> = attributes
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect();
        attributes.into()
    }
}

impl Index<&str> for Attributes {
    type Output = Attribute;

    /// Panics when there is no attribute of that name.
    fn index(&self, name: &str) -> &Attribute {
        self.get(name).expect("an attribute of this name")
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;
        impl<'de> Visitor<'de> for Map {
            type Value = Attributes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of attributes by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
                let mut attributes = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Attribute>()? {
                    attributes.push((Cow::Owned(name), value));
                }
                Ok(attributes.into())
            }
        }
        deserializer.deserialize_map(Map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn attributes_read_write_and_compare_as_a_map_does() {
        let pairs = [
            ("region", Attribute::Text("US".into())),
            ("amount", Attribute::Integer(1)),
            ("region", Attribute::Null),
            ("ways", Attribute::List(vec!["a".into()])),
        ];
        let map =
            |to: usize| -> BTreeMap<&str, Attribute> { pairs[..to].iter().cloned().collect() };
        let list = |to: usize| -> Attributes { pairs[..to].iter().cloned().collect() };
        for to in 0..=pairs.len() {
            let written = serde_json::to_string(&list(to)).unwrap();
            assert_eq!(written, serde_json::to_string(&map(to)).unwrap());
            assert!(serde_json::from_str::<Attributes>(&written).unwrap() == list(to));
            for other in 0..=pairs.len() {
                assert_eq!(list(to).cmp(&list(other)), map(to).cmp(&map(other)));
            }
        }
        assert!(list(4)["region"] == Attribute::Null && !list(4).contains_key("other"));
        assert!(serde_json::from_str::<Attributes>("[1]").is_err());
    }
}
