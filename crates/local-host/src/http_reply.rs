//! What a client gets for an HTTP function's answer in envelope mode.

use crate::answer::Answer;
use crate::json::Json;

/// A response to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 100 to 999.
    pub status: u16,
    /// In their order.
    pub headers: Vec<(String, String)>,
    /// Its bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// A status and nothing else.
    #[must_use]
    pub fn bare(status: u16) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The first header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The response that an answer asks for by its HTTP output `name`, which is `$return` for the return value.
///
/// # Errors
/// The invocation fails, and the client gets 500 and an empty body, for this reason.
pub fn reply(answer: &Answer, name: &str) -> Result<Reply, String> {
    if name == "$return" {
        return match &answer.return_value {
            Json::Null => Ok(text("")),
            Json::Object(_) => response(&answer.return_value),
            scalar => Ok(text(&scalar.to_net_string())),
        };
    }
    let Some((_, value)) = answer.outputs.iter().rfind(|(key, _)| key == name) else {
        return Ok(text("{}"));
    };
    let read;
    let value = match value {
        Json::Text(text) => {
            read = Json::whole(text).map_err(|_| "the HTTP output is no response")?;
            &read
        }
        other => other,
    };
    response(value)
}

fn text(body: &str) -> Reply {
    Reply {
        status: 200,
        headers: vec![(
            "Content-Type".to_owned(),
            "text/plain; charset=utf-8".to_owned(),
        )],
        body: body.as_bytes().to_vec(),
    }
}

fn response(value: &Json) -> Result<Reply, String> {
    if !matches!(value, Json::Object(_)) {
        return Err("the HTTP output is no response".to_owned());
    }
    let status = match value.member("statusCode") {
        None | Some(Json::Null) => 200,
        Some(code) => {
            let code = code.to_net_string();
            let code = code
                .parse::<u16>()
                .ok()
                .filter(|code| (100..1000).contains(code));
            code.ok_or("the status code is no number of three digits")?
        }
    };
    let mut media = None;
    let mut headers = Vec::new();
    match value.member("headers") {
        None | Some(Json::Null) => {}
        Some(Json::Object(members)) => {
            for (name, value) in members {
                if matches!(value, Json::Array(_) | Json::Object(_)) {
                    return Err("a header's value is no scalar".to_owned());
                }
                let value = value.to_net_string();
                if name.eq_ignore_ascii_case("content-type") {
                    media = Some(value);
                } else {
                    headers.push((name.clone(), value));
                }
            }
        }
        Some(_) => return Err("the headers are no object".to_owned()),
    }
    let media = media.unwrap_or_else(|| "text/plain".to_owned());
    let media = if media.to_ascii_lowercase().contains("charset=") {
        media
    } else {
        format!("{media}; charset=utf-8")
    };
    headers.insert(0, ("Content-Type".to_owned(), media));
    let body = value
        .member("body")
        .map(Json::to_net_string)
        .unwrap_or_default();
    Ok(Reply {
        status,
        headers,
        body: body.into_bytes(),
    })
}
