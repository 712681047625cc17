//! Returns of many units, for tables.

use db::Conn;

use super::returns::{return_columns, whole};
use crate::model::Return;

/// What do the units of a region say on a form, each by its latest version? By unit; the region by its digits.
pub fn of_form(conn: &Conn, campaign: &str, form: &str, inside: &str, limit: i64) -> db::Result<Vec<Return>> {
    conn.rows(
        concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.campaign = $1 and r.form = $2 and substr(r.county, 1, length($3)) = $3
              order by r.unit limit $4"
        ),
        &[campaign.into(), form.into(), inside.into(), limit.into()],
        whole,
    )
}
