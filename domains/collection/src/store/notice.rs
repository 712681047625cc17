//! Reminders, and who is to be reminded.

use db::Conn;
use op::Pen;
use units::{Day, Instant};

use crate::model::{Notice, ReturnState, Tier};
use crate::rules::clock::Stage;

/// Who has returns whose day is this one, and how many: units where they are with the unit, else the level's regions.
pub fn waiting(conn: &Conn, campaign: &str, tier: Option<Tier>, due_on: Day) -> db::Result<Vec<(String, i64)>> {
    let due_on = due_on.to_string();
    let grouped = match tier {
        None => {
            "select r.unit, count(*) from collection_return r
             join collection_version v on v.ret = r.id and v.version = r.current
             where r.campaign = $1 and v.due_on = $2 and v.state in ($3, 'returned') group by r.unit order by r.unit"
        }
        Some(Tier::County) => {
            "select r.county, count(*) from collection_return r
             join collection_version v on v.ret = r.id and v.version = r.current
             where r.campaign = $1 and v.due_on = $2 and v.state = $3 group by r.county order by r.county"
        }
        Some(Tier::City) => {
            "select r.city, count(*) from collection_return r
             join collection_version v on v.ret = r.id and v.version = r.current
             where r.campaign = $1 and v.due_on = $2 and v.state = $3 group by r.city order by r.city"
        }
        Some(Tier::Province) => {
            "select r.province, count(*) from collection_return r
             join collection_version v on v.ret = r.id and v.version = r.current
             where r.campaign = $1 and v.due_on = $2 and v.state = $3 group by r.province order by r.province"
        }
    };
    let state = tier.map_or("draft", |tier| ReturnState::at(tier).name());
    conn.rows(grouped, &[campaign.into(), due_on.as_str().into(), state.into()], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// Reminds a reader, once of each day and stage.
pub fn tell(
    pen: &Pen,
    reader: &str,
    campaign: &str,
    (party, due_on, stage): (&str, Day, Stage),
    waiting: i64,
    at: Instant,
) -> op::Result<bool> {
    let new = pen.run(
        "insert into collection_notice (reader, campaign, party, due_on, stage, waiting, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (reader, campaign, party, due_on, stage) do nothing",
        &[
            reader.into(),
            campaign.into(),
            party.into(),
            due_on.to_string().as_str().into(),
            stage.name().into(),
            waiting.into(),
            at.into(),
        ],
    )?;
    Ok(new == 1)
}

/// What a reader was reminded of since a moment, the latest first.
pub fn of_reader(conn: &Conn, reader: &str, since: Instant, limit: i64) -> db::Result<Vec<Notice>> {
    conn.rows(
        "select n.reader, n.campaign, c.title, n.party, n.stage, n.due_on, n.waiting, n.at
         from collection_notice n join collection_campaign c on c.id = n.campaign
         where n.reader = $1 and n.at >= $2 and c.state in ('open', 'reviewing') order by n.at desc, n.campaign limit $3",
        &[reader.into(), since.into(), limit.into()],
        |row| {
            Ok(Notice {
                reader: row.text(0)?,
                campaign: row.text(1)?,
                title: row.text(2)?,
                party: row.text(3)?,
                stage: row.text(4)?,
                due_on: row.parsed(5)?,
                waiting: row.int(6)?,
                at: row.instant(7)?,
            })
        },
    )
}
