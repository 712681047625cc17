//! What was said to flags.

use db::Conn;
use op::Pen;

use super::named;
use crate::model::{AnswerKind, FlagAnswer};

/// Says something to a flag, in the place of what was said before.
pub fn say(pen: &Pen, ret: &str, answer: &FlagAnswer) -> op::Result<()> {
    pen.one(
        "insert into collection_answer (ret, flag, kind, check_code, text, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (ret, flag, kind) do update
           set text = excluded.text, said_by = excluded.said_by, said_at = excluded.said_at",
        &[
            ret.into(),
            answer.flag.as_str().into(),
            answer.kind.name().into(),
            answer.check.as_str().into(),
            answer.text.as_str().into(),
            answer.said_by.as_str().into(),
            answer.said_at.into(),
        ],
    )
}

/// Everything that was said to flags of a return, also of entries that changed since.
pub fn of_return(conn: &Conn, ret: &str) -> db::Result<Vec<FlagAnswer>> {
    conn.rows(
        "select flag, check_code, kind, text, said_by, said_at from collection_answer where ret = $1 order by said_at, flag",
        &[ret.into()],
        |row| {
            Ok(FlagAnswer {
                flag: row.text(0)?,
                check: row.text(1)?,
                kind: named(AnswerKind::named(row.text_ref(2)?))?,
                text: row.text(3)?,
                said_by: row.text(4)?,
                said_at: row.instant(5)?,
            })
        },
    )
}
