//! Campaigns and their forms.

use db::{Conn, Row};
use op::Pen;
use units::Instant;

use super::named;
use crate::model::form::{Form, Level};
use crate::model::{Campaign, CampaignForm, CampaignState};
use crate::rules::form as forms;

macro_rules! columns {
    () => {
        "c.id, c.title, c.title_en, c.region, c.year, c.period, c.opens_on, c.unit_due, c.county_due, c.city_due, \
         c.province_due, c.example, c.state, c.made_by, c.made_at, c.ended_at, c.reason, c.revision"
    };
}

fn campaign(row: &Row) -> db::Result<Campaign> {
    Ok(Campaign {
        id: row.text(0)?,
        title: row.text(1)?,
        title_en: row.text(2)?,
        region: row.text(3)?,
        year: row.int(4)?,
        period: row.text(5)?,
        opens_on: row.parsed(6)?,
        unit_due: row.parsed(7)?,
        county_due: row.parsed(8)?,
        city_due: row.parsed(9)?,
        province_due: row.parsed(10)?,
        example: row.flag(11)?,
        state: named(CampaignState::named(row.text_ref(12)?))?,
        made_by: row.text(13)?,
        made_at: row.instant(14)?,
        ended_at: row.opt_instant(15)?,
        reason: row.text(16)?,
        revision: row.int(17)?,
    })
}

/// A campaign.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Campaign>> {
    conn.row(concat!("select ", columns!(), " from collection_campaign c where c.id = $1"), &[id.into()], campaign)
}

macro_rules! around {
    () => {
        " from collection_campaign c
          where (substr(c.region, 1, length($1)) = $1 or $2 like '%,' || c.region || ',%')
            and (CAST($3 AS TEXT) IS NULL or c.state = $3)"
    };
}

/// Campaigns whose region begins with the digits given (a region and all inside) or is one of the regions around, behind the id
/// given in the order asked for.
pub fn around(
    conn: &Conn,
    (inside, around): (&str, &[String]),
    state: Option<CampaignState>,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Campaign>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            around!(),
            " and (CAST($4 AS TEXT) IS NULL or c.id < $4) order by c.id desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            around!(),
            " and (CAST($4 AS TEXT) IS NULL or c.id > $4) order by c.id limit $5"
        ),
    };
    conn.rows(
        sql,
        &[
            inside.into(),
            super::set(around).as_str().into(),
            state.map(CampaignState::name).into(),
            after.into(),
            limit.into(),
        ],
        campaign,
    )
}

/// Writes a campaign in configuration.
pub fn insert(pen: &Pen, one: &Campaign) -> op::Result<()> {
    pen.run(
        "insert into collection_campaign (id, title, title_en, region, year, period, opens_on, unit_due, county_due, city_due,
           province_due, example, state, made_by, made_at, reason, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'configuring', $13, $14, '', 1)",
        &[
            one.id.as_str().into(),
            one.title.as_str().into(),
            one.title_en.as_str().into(),
            one.region.as_str().into(),
            one.year.into(),
            one.period.as_str().into(),
            one.opens_on.to_string().as_str().into(),
            one.unit_due.to_string().as_str().into(),
            one.county_due.to_string().as_str().into(),
            one.city_due.to_string().as_str().into(),
            one.province_due.to_string().as_str().into(),
            i64::from(one.example).into(),
            one.made_by.as_str().into(),
            one.made_at.into(),
        ],
    )?;
    Ok(())
}

/// Replaces what a campaign in configuration says, if nobody was faster. Its region stays.
pub fn rewrite(pen: &Pen, one: &Campaign) -> op::Result<()> {
    pen.one(
        "update collection_campaign set title = $2, title_en = $3, year = $4, period = $5, opens_on = $6, unit_due = $7,
           county_due = $8, city_due = $9, province_due = $10, example = $11, revision = revision + 1
         where id = $1 and state = 'configuring' and revision = $12",
        &[
            one.id.as_str().into(),
            one.title.as_str().into(),
            one.title_en.as_str().into(),
            one.year.into(),
            one.period.as_str().into(),
            one.opens_on.to_string().as_str().into(),
            one.unit_due.to_string().as_str().into(),
            one.county_due.to_string().as_str().into(),
            one.city_due.to_string().as_str().into(),
            one.province_due.to_string().as_str().into(),
            i64::from(one.example).into(),
            one.revision.into(),
        ],
    )
}

/// Moves a campaign on, if nobody was faster.
pub fn step(pen: &Pen, was: &Campaign, to: CampaignState, reason: &str, at: Instant) -> op::Result<()> {
    let ended = matches!(to, CampaignState::Completed | CampaignState::Stopped).then_some(at);
    pen.one(
        "update collection_campaign set state = $3, reason = $4, ended_at = $5, revision = revision + 1
         where id = $1 and state = $2 and revision = $6",
        &[
            was.id.as_str().into(),
            was.state.name().into(),
            to.name().into(),
            reason.into(),
            ended.into(),
            was.revision.into(),
        ],
    )
}

/// Replaces the forms of a campaign.
pub fn set_forms(pen: &Pen, campaign: &str, all: &[Form]) -> op::Result<()> {
    pen.run("delete from collection_campaign_form where campaign = $1", &[campaign.into()])?;
    for form in all {
        let content = forms::canonical(form);
        pen.run(
            "insert into collection_campaign_form (campaign, form, version, level, title, title_en, hash, content)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                campaign.into(),
                form.id.as_str().into(),
                form.version.into(),
                form.level.name().into(),
                form.title.said(false).into(),
                form.title.said(true).into(),
                forms::hash(form).as_str().into(),
                content.as_str().into(),
            ],
        )?;
    }
    Ok(())
}

/// What a campaign's forms are called, by name.
pub fn forms_of(conn: &Conn, campaign: &str) -> db::Result<Vec<CampaignForm>> {
    conn.rows(
        "select form, version, level, title, title_en, hash from collection_campaign_form where campaign = $1
         order by level desc, form",
        &[campaign.into()],
        |row| {
            Ok(CampaignForm {
                form: row.text(0)?,
                version: row.int(1)?,
                level: named(Level::named(row.text_ref(2)?))?,
                title: row.text(3)?,
                title_en: row.text(4)?,
                hash: row.text(5)?,
            })
        },
    )
}

/// A form of a campaign as it was when the campaign was made.
pub fn form(conn: &Conn, campaign: &str, form: &str) -> db::Result<Option<Form>> {
    let text = conn.row(
        "select content from collection_campaign_form where campaign = $1 and form = $2",
        &[campaign.into(), form.into()],
        |row| row.text(0),
    )?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|fault| db::Error::Other(format!("a stored form cannot be read: {fault}")))
    };
    text.map(read).transpose()
}
