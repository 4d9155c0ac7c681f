//! How values of the model are written in columns.

use super::*;
use rusqlite::Row;

pub(super) fn kind_code(kind: IdentifierKind) -> i64 {
    IdentifierKind::ALL
        .iter()
        .position(|k| *k == kind)
        .expect("ALL holds every kind") as i64
}

pub(super) fn kind_of(code: i64) -> Result<IdentifierKind> {
    let kind = usize::try_from(code)
        .ok()
        .and_then(|code| IdentifierKind::ALL.get(code));
    kind.copied().ok_or_else(|| Error::Damaged {
        what: "an identifier's kind".to_owned(),
    })
}

pub(super) fn tombstone_code(kind: TombstoneKind) -> i64 {
    match kind {
        TombstoneKind::Document => 0,
        TombstoneKind::Capture => 1,
        TombstoneKind::RawFile => 2,
    }
}

pub(super) fn tombstone_kind(code: i64) -> TombstoneKind {
    match code {
        0 => TombstoneKind::Document,
        1 => TombstoneKind::Capture,
        _ => TombstoneKind::RawFile,
    }
}

pub(super) fn hub_of(name: Option<String>) -> Option<HubReason> {
    [HubReason::TooManyDocuments, HubReason::TooManyContacts]
        .into_iter()
        .find(|reason| Some(reason.name()) == name.as_deref())
}

pub(super) fn versions_of(text: &str) -> Result<Versions> {
    let mut parts = text.split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(reader)), Some(Ok(recognizers)), Some(Ok(rules))) => Ok(Versions {
            reader,
            recognizers,
            rules,
        }),
        _ => Err(Error::Damaged {
            what: "a version".to_owned(),
        }),
    }
}

/// Where a raw file lies and what helped to read it, as one column.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Hints {
    #[serde(default)]
    pub(super) path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    pub(super) name: Option<String>,
    pub(super) region: Option<String>,
    pub(super) language: Option<String>,
    pub(super) mapping: Vec<(String, String)>,
}

/// Columns: id, source, sha256, bytes, versions, hints, chunks, records, done.
pub(super) fn raw_file_of(row: &Row<'_>) -> Result<RawFile> {
    let hints: Hints =
        serde_json::from_str(row.get_ref(5)?.as_str().map_err(|_| Error::Damaged {
            what: "a raw file's entry".to_owned(),
        })?)?;
    Ok(RawFile {
        id: RawFileId::from_bytes(row.get(0)?),
        source: row.get(1)?,
        path: hints.path,
        version: hints.version,
        sha256: row.get(2)?,
        bytes: row.get::<_, i64>(3)? as u64,
        versions: versions_of(&row.get::<_, String>(4)?)?,
        name: hints.name,
        region: hints.region,
        language: hints.language,
        mapping: hints.mapping,
        chunks: row.get::<_, i64>(6)? as u64,
        records: row.get::<_, i64>(7)? as u64,
        done: row.get(8)?,
    })
}

/// Columns: item, versions, chunk, document_offset, document_length, capture_offset, capture_length.
pub(super) fn capture_of(row: &Row<'_>) -> Result<StoredCapture> {
    let capture: Capture = serde_json::from_str(&row.get::<_, String>(0)?)?;
    let frame = |at: usize| -> Result<Frame> {
        Ok(Frame {
            offset: row.get::<_, i64>(at)? as u64,
            length: row.get::<_, i64>(at + 1)? as u64,
        })
    };
    Ok(StoredCapture {
        pack: PackName {
            raw_file: capture.raw_file,
            versions: versions_of(&row.get::<_, String>(1)?)?,
            chunk: row.get::<_, i64>(2)? as u64,
        },
        capture,
        document_frame: frame(3)?,
        capture_frame: frame(5)?,
    })
}

/// Where evidence stands, as (capture's key, field, first, last); the whole text is (0, 0, 0, 0).
pub(super) fn site_columns(site: Site, capture: i64) -> (i64, i64, i64, i64) {
    match site {
        Site::Text => (0, 0, 0, 0),
        Site::Document(span) => (0, 0, span.start() as i64, span.end() as i64),
        Site::Capture(_, field, span) => {
            let field = CaptureField::ALL
                .iter()
                .position(|f| *f == field)
                .expect("ALL holds every field");
            (
                capture,
                field as i64,
                span.start() as i64,
                span.end() as i64,
            )
        }
    }
}

/// The reverse of [`site_columns`]; `capture` is the capture's id when there is one.
pub(super) fn site_of(
    capture: Option<[u8; 16]>,
    field: i64,
    first: i64,
    last: i64,
) -> Result<Site> {
    if last == 0 {
        return Ok(Site::Text);
    }
    let damaged = || Error::Damaged {
        what: "a link's place".to_owned(),
    };
    let bounds = u32::try_from(first).ok().zip(u32::try_from(last).ok());
    let span = bounds
        .and_then(|(first, last)| Span::stored(first, last))
        .ok_or_else(damaged)?;
    Ok(match capture {
        None => Site::Document(span),
        Some(id) => {
            let field = usize::try_from(field)
                .ok()
                .and_then(|f| CaptureField::ALL.get(f))
                .ok_or_else(damaged)?;
            Site::Capture(CaptureId::from_bytes(id), *field, span)
        }
    })
}
