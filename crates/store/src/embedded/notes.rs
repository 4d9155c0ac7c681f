use super::*;
use crate::{Note, Notes};
use rusqlite::{OptionalExtension, Row, params};

fn note_of(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get(0)?,
        value: row.get(1)?,
        version: row.get::<_, i64>(2)?.to_string(),
    })
}

#[async_trait]
impl Notes for Embedded {
    async fn note(&self, kind: &str, id: &str) -> Result<Option<Note>> {
        Ok(self
            .db()
            .prepare_cached("SELECT id, value, version FROM notes WHERE kind = ?1 AND id = ?2")?
            .query_row([kind, id], note_of)
            .optional()?)
    }

    async fn put_note(
        &self,
        kind: &str,
        id: &str,
        value: &str,
        over: Option<&str>,
    ) -> Result<String> {
        let version: Option<i64> = match over {
            None => self
                .db()
                .prepare_cached(
                    "INSERT INTO notes VALUES (?1, ?2, ?3, 1) ON CONFLICT DO NOTHING RETURNING version",
                )?
                .query_row([kind, id, value], |row| row.get(0))
                .optional()?,
            Some(over) => self
                .db()
                .prepare_cached(
                    "UPDATE notes SET value = ?3, version = version + 1 WHERE kind = ?1 AND id = ?2 AND version = ?4
                     RETURNING version",
                )?
                .query_row(params![kind, id, value, over.parse::<i64>().unwrap_or(-1)], |row| {
                    row.get(0)
                })
                .optional()?,
        };
        version
            .map(|version| version.to_string())
            .ok_or_else(|| Error::Conflict {
                id: format!("{kind}/{id}"),
            })
    }

    async fn delete_note(&self, kind: &str, id: &str) -> Result<()> {
        self.db()
            .prepare_cached("DELETE FROM notes WHERE kind = ?1 AND id = ?2")?
            .execute([kind, id])?;
        Ok(())
    }

    async fn notes(&self, kind: &str, after: Option<&str>, limit: usize) -> Result<Vec<Note>> {
        let db = self.db();
        let mut list = db.prepare_cached(
            "SELECT id, value, version FROM notes WHERE kind = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        )?;
        let rows = list.query_map(
            params![kind, after.unwrap_or_default(), limit as i64],
            note_of,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
