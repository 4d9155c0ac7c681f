//! What the host makes of a handler's answer to an envelope.

use crate::json::Json;

/// What an answer leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The invocation succeeds if its outputs can be written.
    Succeeds(Answer),
    /// The invocation fails, for this reason; nothing of the answer is used.
    Fails(String),
    /// No result is ever set: the invocation waits until `functionTimeout`.
    Hangs,
    /// The host goes on there: with a GET, or with the same request again.
    Follows {
        /// The answer's `Location`.
        location: String,
        /// Whether the request is sent once more as it was (307, 308).
        again: bool,
    },
}

/// An answer that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// `Outputs`, in their order.
    pub outputs: Vec<(String, Json)>,
    /// `Logs`.
    pub logs: Vec<String>,
    /// `ReturnValue`.
    pub return_value: Json,
}

impl Answer {
    /// The value of an output by its exact name; null and missing are the same.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Json> {
        let found = self.outputs.iter().rfind(|(key, _)| key == name);
        found
            .map(|(_, value)| value)
            .filter(|value| **value != Json::Null)
    }
}

/// Reads an answer.
#[must_use]
pub fn interpret(
    status: u16,
    content_type: Option<&str>,
    location: Option<&str>,
    body: &[u8],
) -> Verdict {
    if (300..400).contains(&status)
        && status != 304
        && let Some(location) = location
    {
        return Verdict::Follows {
            location: location.to_owned(),
            again: status == 307 || status == 308,
        };
    }
    if !(200..300).contains(&status) {
        return Verdict::Fails(format!("the handler answered with status {status}"));
    }
    if status == 204 || body.is_empty() {
        return Verdict::Hangs;
    }
    let media = content_type
        .and_then(|text| text.split(';').next())
        .map(str::trim);
    let json = |media: &str| {
        ["application/json", "text/json"]
            .iter()
            .any(|json| media.eq_ignore_ascii_case(json))
    };
    if !media.is_some_and(json) {
        let media = media.unwrap_or("application/octet-stream");
        return Verdict::Fails(format!("unsupported media type {media}"));
    }
    // The real host prints the text of an answer that it cannot read; it may be somebody's data, so this one does not.
    match Json::first(&String::from_utf8_lossy(body)) {
        Ok(Json::Null) => Verdict::Hangs,
        Ok(value @ Json::Object(_)) => parts(&value).map_or_else(Verdict::Fails, Verdict::Succeeds),
        Ok(_) => Verdict::Fails("the answer is no JSON object".to_owned()),
        Err(at) => Verdict::Fails(format!("the answer is no JSON from byte {at} on")),
    }
}

fn parts(value: &Json) -> Result<Answer, String> {
    let outputs = match value.member("Outputs") {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Object(members)) => members.clone(),
        Some(_) => return Err("Outputs is no object".to_owned()),
    };
    let logs = match value.member("Logs") {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(items)) => items
            .iter()
            .map(|item| match item {
                Json::Array(_) | Json::Object(_) => {
                    Err("Logs holds something that is no text".to_owned())
                }
                Json::Date(_, text) => Ok(text.clone()),
                other => Ok(other.to_net_string()),
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err("Logs is no array".to_owned()),
    };
    Ok(Answer {
        outputs,
        logs,
        return_value: value.member("ReturnValue").cloned().unwrap_or(Json::Null),
    })
}
