//! An HTTP call's envelope.

use super::blob::decode_path;
use super::{BindingData, Envelope, Stamp, sys, value};
use serde_json::{Map, Value, json};

/// A call as the client made it.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its verb.
    pub method: String,
    /// All of it: `http://127.0.0.1:7071/api/h/5?x=1`.
    pub url: String,
    /// In their order; a name may occur twice.
    pub headers: Vec<(String, String)>,
    /// Its bytes.
    pub body: Vec<u8>,
    /// With which key it came.
    pub identity: Identity,
}

/// Who is calling, as far as keys tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// No key.
    Anonymous,
    /// A key of the host's functions.
    Function,
    /// The master key.
    Admin,
}

impl Call {
    /// The first header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Names and values of the query, decoded, in their order.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let Some((_, query)) = self.url.split_once('?') else {
            return Vec::new();
        };
        let parts = query.split('&').filter(|part| !part.is_empty());
        parts
            .map(|part| {
                let (name, text) = part.split_once('=').unwrap_or((part, ""));
                (
                    decode_path(&name.replace('+', " ")),
                    decode_path(&text.replace('+', " ")),
                )
            })
            .collect()
    }

    /// Whether the body came in chunks.
    #[must_use]
    pub fn chunked(&self) -> bool {
        self.header("transfer-encoding").is_some()
    }

    /// `Body`: nothing if it is empty or came in chunks; base64 for the two media types that are taken for binary, text for
    /// all others, whatever that does to them.
    fn body(&self) -> Option<String> {
        if self.body.is_empty() || self.chunked() {
            return None;
        }
        let media = self
            .header("content-type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let binary =
            media.starts_with("application/octet-stream") || media.starts_with("multipart/");
        Some(if binary {
            crate::base64_text::encode(&self.body)
        } else {
            let text = String::from_utf8_lossy(&self.body);
            text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
        })
    }
}

/// The envelope of a call for the binding `name`. `parameters` are those of the route; a missing optional one is null.
/// `old` writes Query and Identities as JSON text, as old hosts did.
#[must_use]
pub fn envelope(
    function: &str,
    name: &str,
    call: &Call,
    parameters: &[(String, Option<String>)],
    old: bool,
    stamp: &Stamp,
) -> Envelope {
    let body = call.body();
    let mut metadata = BindingData::default();
    let media = call
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    if let Some(body) = &body
        && !media.starts_with("application/octet-stream")
        && !media.starts_with("multipart/")
    {
        metadata.merge(body);
    }
    let query = call.query();
    // The key is no value that a binding could want.
    for (name, text) in query
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("code"))
    {
        metadata.set_text(name, text);
    }
    for (name, part) in parameters {
        if let Some(part) = part {
            metadata.set_text(name, part);
        }
    }
    let pairs = |pairs: &[(String, String)]| -> Map<String, Value> {
        pairs
            .iter()
            .map(|(name, text)| (name.clone(), json!(text)))
            .collect()
    };
    metadata.set("Query", Value::Object(pairs(&query)));
    metadata.set("Headers", Value::Object(pairs(&call.headers)));
    metadata.set("sys", sys(function, stamp));

    let mut joined = Map::new();
    for (name, text) in &query {
        match joined.get_mut(name) {
            Some(Value::String(before)) => {
                before.push(',');
                before.push_str(text);
            }
            _ => {
                joined.insert(name.clone(), json!(text));
            }
        }
    }
    let mut headers = Map::new();
    for (name, text) in &call.headers {
        if let Value::Array(values) = headers.entry(name.clone()).or_insert_with(|| json!([])) {
            values.push(json!(text));
        }
    }
    let params: Map<String, Value> = parameters
        .iter()
        .map(|(name, part)| (name.clone(), json!(part)))
        .collect();
    let (mut query, mut identities) = (Value::Object(joined), identities(call.identity));
    if old {
        query = value::as_json(&query);
        identities = value::as_json(&identities);
    }
    let mut data = json!({
        "Url": call.url,
        "Method": call.method,
        "Query": query,
        "Headers": headers,
        "Params": params,
        "Identities": identities,
    });
    if let (Some(body), Some(data)) = (body, data.as_object_mut()) {
        data.insert("Body".to_owned(), Value::String(body));
    }
    Envelope {
        data: Map::from_iter([(name.to_owned(), data)]),
        metadata,
    }
}

fn identities(identity: Identity) -> Value {
    let claims: Vec<Value> = match identity {
        Identity::Anonymous => Vec::new(),
        Identity::Function => vec![
            claim("authlevel", "Function"),
            claim("invoke", "true"),
            claim("keyid", "default"),
        ],
        Identity::Admin => vec![
            claim("authlevel", "Admin"),
            claim("invoke", "true"),
            claim("keyid", "master"),
        ],
    };
    let known = identity != Identity::Anonymous;
    json!([{
        "AuthenticationType": known.then_some("WebJobsAuthLevel"),
        "IsAuthenticated": known,
        "Actor": null,
        "BootstrapContext": null,
        "Claims": claims,
        "Label": null,
        "Name": null,
        "NameClaimType": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        "RoleClaimType": "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    }])
}

fn claim(kind: &str, text: &str) -> Value {
    json!({
        "Issuer": "LOCAL AUTHORITY",
        "OriginalIssuer": "LOCAL AUTHORITY",
        "Properties": {},
        "Type": format!("http://schemas.microsoft.com/2017/07/functions/claims/{kind}"),
        "Value": text,
        "ValueType": "http://www.w3.org/2001/XMLSchema#string",
    })
}
