use super::Table;
use super::cell::Kind;
use super::file::{CompressedFile, Written};
use super::rows::{Column, Row};
use crate::View;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// `datapackage.json`: a tabular data package (Frictionless Data, version 1), with size, SHA-256 and rows of each file.
pub(crate) struct Package {
    view_label: &'static str,
    resources: Vec<Value>,
}

const DESCRIPTION: &str = "Possible leads in collected raw data. A score is about a network of documents, never about a \
person, and is no evidence of a crime. Texts and values are quoted from raw files as they were found. In CSV a cell that \
a spreadsheet could take for a formula, or that begins with an apostrophe, has one apostrophe before it: remove one \
leading apostrophe to get the value (telephone numbers in E.164 begin with a plus sign and so are written '+1...). \
Lists are joined by a semicolon and a space, control characters are replaced by U+FFFD; the NDJSON files are exact.";

impl Package {
    pub(crate) fn new(view: View<'_>) -> Self {
        Self {
            view_label: view.label(),
            resources: Vec::new(),
        }
    }

    pub(crate) fn close<R: Row>(
        &mut self,
        table: Table,
        closed: &mut Vec<CompressedFile>,
    ) -> io::Result<()> {
        for (mut file, ndjson) in [(table.csv, false), (table.ndjson, true)] {
            let written = file.close()?;
            self.resources
                .push(resource::<R>(ndjson, table.rows, written));
            closed.push(file);
        }
        Ok(())
    }

    pub(crate) fn write(&self, dir: &Path) -> io::Result<()> {
        let package = json!({
            "profile": "tabular-data-package",
            "name": "northstar",
            "title": format!("Northstar export ({})", self.view_label),
            "description": DESCRIPTION,
            "tier": self.view_label,
            "resources": self.resources,
        });
        let mut bytes = serde_json::to_vec_pretty(&package)?;
        bytes.push(b'\n');
        let temporary = dir.join(".datapackage.json.part");
        let mut file = fs::File::create(&temporary)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(temporary, dir.join("datapackage.json"))
    }
}

fn resource<R: Row>(ndjson: bool, rows: u64, written: Written) -> Value {
    let (suffix, format, media) = if ndjson {
        ("-ndjson", "ndjson", "application/x-ndjson")
    } else {
        ("", "csv", "text/csv")
    };
    let hash: String = written.sha256.iter().map(|b| format!("{b:02x}")).collect();
    json!({
        "profile": "tabular-data-resource",
        "name": format!("{}{suffix}", R::NAME),
        "path": format!("{}.{format}.gz", R::NAME),
        "description": R::SAYS,
        "format": format,
        "mediatype": media,
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": written.bytes,
        "hash": format!("sha256:{hash}"),
        "rowCount": rows,
        "schema": {
            "fields": R::COLUMNS.iter().map(|column| field(column, ndjson)).collect::<Vec<_>>(),
            "missingValues": [""],
        },
    })
}

fn field(column: &Column, ndjson: bool) -> Value {
    let kind = match (column.kind, ndjson) {
        (Kind::Text, _) | (Kind::List, false) => "string",
        (Kind::Integer, _) => "integer",
        (Kind::Boolean, _) => "boolean",
        (Kind::List, true) => "array",
        // Table Schema has a type each for objects and arrays; `facts` is an array, `attributes` an object.
        (Kind::Json, _) if column.name == "facts" => "array",
        (Kind::Json, _) => "object",
    };
    json!({ "name": column.name, "type": kind, "description": column.says })
}
