use crate::{Attributes, Span, hidden_debug};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! mention_types {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)+) => {
        /// What a recognizer looks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum MentionType {
            $($(#[$doc])* $variant,)+
        }

        impl MentionType {
            /// Every type, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in outputs and options, such as `credit_card`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }

        impl FromStr for MentionType {
            type Err = UnknownMentionType;
            fn from_str(text: &str) -> Result<Self, UnknownMentionType> {
                match text { $($name => Ok(Self::$variant),)+ _ => Err(UnknownMentionType) }
            }
        }
    };
}

mention_types! {
    /// E.164, such as `+14155550132`.
    Phone "phone",
    /// Lower case.
    Email "email",
    /// Normalized URL.
    Url "url",
    /// `platform:handle`, or `:handle` when the platform is not said.
    Account "account",
    /// `chain:address`.
    Wallet "wallet",
    /// `USD 120 / 60 min`.
    Price "price",
    /// Whole years.
    Age "age",
    /// Whole centimetres.
    Height "height",
    /// Whole kilograms.
    Weight "weight",
    /// Name of a place, with `geonames_id` and `country`.
    Place "place",
    /// ISO date, or the stated relative form such as `today`.
    Date "date",
    /// A name that someone is called by.
    Name "name",
    /// IPv4 or IPv6 in canonical form.
    Ip "ip",
    /// Bank account, masked.
    Iban "iban",
    /// Payment card, masked.
    CreditCard "credit_card",
    /// MD5, SHA-1 or SHA-256 in hexadecimal.
    Hash "hash",
    /// `latitude,longitude`.
    Coordinates "coordinates",
    /// Id of an indicator's rule.
    Indicator "indicator",
    /// A number in words or digits; only when asked for.
    Number "number",
}

/// The text names no mention type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownMentionType;

impl fmt::Display for UnknownMentionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown mention type; known are ")?;
        for (at, kind) in MentionType::ALL.iter().enumerate() {
            write!(f, "{}{}", if at == 0 { "" } else { ", " }, kind.name())?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownMentionType {}

impl fmt::Display for MentionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The value of an attribute of a mention.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Attribute {
    /// Looked for and not said.
    Null,
    /// A whole number, such as minutes.
    Integer(i64),
    /// Text; decimals are text too, so that they stay exact.
    Text(String),
    /// Several texts, such as the methods by which a number was obscured.
    List(Vec<String>),
}

/// Something recognized in a text.
///
/// `span` is a byte range of the text that was read; `value` is normalized as [`MentionType`] says. The value of a
/// card or bank number is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// First, so that mentions sort by place.
    pub span: Span,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: MentionType,
    /// Normalized value.
    pub value: String,
    /// 0 to 100 percent.
    pub confidence: u8,
    /// How it was recognized, such as `national` or `spelled`.
    pub method: String,
    /// Further findings, such as `region` of a phone.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A mention in a field of a capture; the span lies in the field's value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldMention {
    /// The field that was read.
    pub field: crate::CaptureField,
    /// What was found there.
    pub mention: Mention,
}

hidden_debug!(Mention, FieldMention, Attribute, Attributes);

/// The text as it may be stored and shown: every byte of a card or bank number but its last four digits is `*`.
///
/// Length and all spans stay as they are, so quotes of other mentions are unchanged.
pub fn mask_text(text: &str, mentions: &[Mention]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for mention in mentions
        .iter()
        .filter(|m| matches!(m.kind, MentionType::Iban | MentionType::CreditCard))
    {
        let Some(quote) = mention.span.quote(text) else {
            continue;
        };
        let mut kept = 0;
        for (at, c) in quote.char_indices().rev() {
            if c.is_ascii_alphanumeric() && kept < 4 {
                kept += 1;
            } else if c.is_alphanumeric() {
                let start = mention.span.start() + at;
                bytes[start..start + c.len_utf8()].fill(b'*');
            }
        }
    }
    String::from_utf8(bytes).expect("whole characters were replaced by ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_masked_in_place() {
        let text = "card 4111 1111 1111 1111 ok";
        let mention = Mention {
            span: Span::new(text, 5, 24).unwrap(),
            kind: MentionType::CreditCard,
            value: String::new(),
            confidence: 90,
            method: "luhn".into(),
            attributes: Attributes::new(),
        };
        assert_eq!(mask_text(text, &[mention]), "card **** **** **** 1111 ok");
    }

    #[test]
    fn every_type_reads_back_its_name() {
        for kind in MentionType::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
    }
}
