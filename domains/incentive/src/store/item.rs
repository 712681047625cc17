//! Items and their stock.

use db::{Conn, Param, Row};
use op::Pen;
use units::{Day, Instant};

use super::{anywhere, named};
use crate::model::{Item, ItemInput, ItemState, Stock};
use crate::rules::item::name_key;

macro_rules! columns {
    () => {
        "i.id, i.provider, i.kind, i.name, i.name_en, i.description, i.description_en, i.counter, i.price, i.learner_max, \
         i.open_from, i.open_to, i.region, i.collect_days, i.state, i.drafted_by, i.drafted_at, i.published_at, i.reason, \
         i.revision, s.supplied, s.free, s.held, s.collected"
    };
}

fn item(row: &Row) -> db::Result<Item> {
    let content = ItemInput {
        provider: row.text(1)?,
        kind: row.text(2)?,
        name: row.text(3)?,
        name_en: row.text(4)?,
        description: row.text(5)?,
        description_en: row.text(6)?,
        counter: row.text(7)?,
        price: row.int(8)?,
        learner_max: row.opt_int(9)?,
        open_from: row.parsed(10)?,
        open_to: row.opt_parsed(11)?,
        region: row.text(12)?,
        collect_days: row.int(13)?,
    };
    Ok(Item {
        id: row.text(0)?,
        content,
        state: named(ItemState::named(row.text_ref(14)?))?,
        drafted_by: row.text(15)?,
        drafted_at: row.instant(16)?,
        published_at: row.opt_instant(17)?,
        reason: row.text(18)?,
        revision: row.int(19)?,
        stock: Stock { supplied: row.int(20)?, free: row.int(21)?, held: row.int(22)?, collected: row.int(23)? },
    })
}

/// One item with its stock.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Item>> {
    conn.row(
        concat!(
            "select ",
            columns!(),
            " from incentive_item i join incentive_stock s on s.item = i.id where i.id = $1"
        ),
        &[id.into()],
        item,
    )
}

/// What the catalogue is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// `book` …
    pub kind: Option<&'a str>,
    /// Code of the provider.
    pub provider: Option<&'a str>,
    /// First two digits of the province where it can be used; what can be used everywhere passes.
    pub province: Option<&'a str>,
    /// Most points.
    pub price_max: Option<i64>,
    /// Part of a name.
    pub text: Option<&'a str>,
}

impl Filter<'_> {
    fn pattern(&self) -> Option<String> {
        self.text.map(str::trim).filter(|text| !text.is_empty()).map(anywhere)
    }
}

macro_rules! offered {
    () => {
        " from incentive_item i join incentive_stock s on s.item = i.id
          where i.state = 'published' and (i.open_to IS NULL or i.open_to > $1)
            and (CAST($2 AS TEXT) IS NULL or i.kind = $2) and (CAST($3 AS TEXT) IS NULL or i.provider = $3)
            and (CAST($4 AS TEXT) IS NULL or i.region = '' or substr(i.region, 1, 2) = $4)
            and (CAST($5 AS BIGINT) IS NULL or i.price <= $5)
            and (CAST($6 AS TEXT) IS NULL or i.name_key like $6 escape '\\')"
    };
}

/// Items that are offered on a day: by price and what is sold out last, or the other way round, behind the item given.
pub fn offered(
    conn: &Conn,
    today: Day,
    filter: &Filter,
    after: Option<(i64, i64, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Item>> {
    let (pattern, today) = (filter.pattern(), today.to_string());
    let params = [
        today.as_str().into(),
        filter.kind.into(),
        filter.provider.into(),
        filter.province.into(),
        filter.price_max.into(),
        pattern.as_deref().into(),
        after.map(|(gone, ..)| gone).into(),
        after.map_or(0, |(_, price, _)| price).into(),
        after.map_or("", |(.., id)| id).into(),
        limit.into(),
    ];
    let sql = match descending {
        false => concat!(
            "select ",
            columns!(),
            offered!(),
            " and (CAST($7 AS BIGINT) IS NULL or CASE WHEN s.free = 0 THEN 1 ELSE 0 END > $7
                or (CASE WHEN s.free = 0 THEN 1 ELSE 0 END = $7 and (i.price > $8 or (i.price = $8 and i.id > $9))))
              order by CASE WHEN s.free = 0 THEN 1 ELSE 0 END, i.price, i.id limit $10"
        ),
        true => concat!(
            "select ",
            columns!(),
            offered!(),
            " and (CAST($7 AS BIGINT) IS NULL or CASE WHEN s.free = 0 THEN 1 ELSE 0 END < $7
                or (CASE WHEN s.free = 0 THEN 1 ELSE 0 END = $7 and (i.price < $8 or (i.price = $8 and i.id < $9))))
              order by CASE WHEN s.free = 0 THEN 1 ELSE 0 END desc, i.price desc, i.id desc limit $10"
        ),
    };
    conn.rows(sql, &params, item)
}

/// How many items are offered, and how many of them are not sold out.
pub fn count(conn: &Conn, today: Day, filter: &Filter) -> db::Result<(i64, i64)> {
    let (pattern, today) = (filter.pattern(), today.to_string());
    let found = conn.row(
        concat!(
            "select count(*), CAST(COALESCE(SUM(CASE WHEN s.free > 0 THEN 1 ELSE 0 END), 0) AS BIGINT)",
            offered!()
        ),
        &[
            today.as_str().into(),
            filter.kind.into(),
            filter.provider.into(),
            filter.province.into(),
            filter.price_max.into(),
            pattern.as_deref().into(),
        ],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    Ok(found.unwrap_or((0, 0)))
}

/// Kinds of what is offered, and how many of each.
pub fn kinds(conn: &Conn, today: Day) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select kind, count(*) from incentive_item
         where state = 'published' and (open_to IS NULL or open_to > $1) group by kind order by kind",
        &[today.to_string().as_str().into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Providers of what is offered, and how many items of each.
pub fn providers(conn: &Conn, today: Day) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select provider, count(*) from incentive_item
         where state = 'published' and (open_to IS NULL or open_to > $1) group by provider order by provider",
        &[today.to_string().as_str().into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// A provider's items in a state or in every state, by the moment they were written, behind the item given.
pub fn of_provider(
    conn: &Conn,
    provider: &str,
    state: Option<&str>,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Item>> {
    let params = [
        provider.into(),
        state.into(),
        after.map(|(at, _)| at.micros()).into(),
        after.map_or("", |(_, id)| id).into(),
        limit.into(),
    ];
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from incentive_item i join incentive_stock s on s.item = i.id
              where i.provider = $1 and (CAST($2 AS TEXT) IS NULL or i.state = $2)
                and (CAST($3 AS BIGINT) IS NULL or i.drafted_at < $3 or (i.drafted_at = $3 and i.id < $4))
              order by i.drafted_at desc, i.id desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from incentive_item i join incentive_stock s on s.item = i.id
              where i.provider = $1 and (CAST($2 AS TEXT) IS NULL or i.state = $2)
                and (CAST($3 AS BIGINT) IS NULL or i.drafted_at > $3 or (i.drafted_at = $3 and i.id > $4))
              order by i.drafted_at, i.id limit $5"
        ),
    };
    conn.rows(sql, &params, item)
}

/// How many items of a provider are in each state.
pub fn states(conn: &Conn, provider: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select state, count(*) from incentive_item where provider = $1 group by state order by state",
        &[provider.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Texts of an item as they are stored.
struct Texts {
    key: String,
    from: String,
    to: Option<String>,
}

impl Texts {
    fn of(content: &ItemInput) -> Texts {
        Texts {
            key: name_key(content),
            from: content.open_from.to_string(),
            to: content.open_to.map(|day| day.to_string()),
        }
    }

    /// The content in the order of the columns from `provider` to `collect_days`.
    fn params<'a>(&'a self, content: &'a ItemInput) -> Vec<Param<'a>> {
        vec![
            content.provider.as_str().into(),
            content.kind.as_str().into(),
            content.name.as_str().into(),
            content.name_en.as_str().into(),
            self.key.as_str().into(),
            content.description.as_str().into(),
            content.description_en.as_str().into(),
            content.counter.as_str().into(),
            content.price.into(),
            content.learner_max.into(),
            self.from.as_str().into(),
            self.to.as_deref().into(),
            content.region.as_str().into(),
            content.collect_days.into(),
        ]
    }
}

/// Writes a new item without any stock.
pub fn insert(pen: &Pen, item: &Item) -> db::Result<()> {
    let texts = Texts::of(&item.content);
    let mut values = vec![Param::from(item.id.as_str())];
    values.extend(texts.params(&item.content));
    values.extend::<[Param; 5]>([
        item.state.name().into(),
        item.drafted_by.as_str().into(),
        item.drafted_at.into(),
        item.reason.as_str().into(),
        item.revision.into(),
    ]);
    pen.batch(
        "insert into incentive_item (id, provider, kind, name, name_en, name_key, description, description_en, counter,
           price, learner_max, open_from, open_to, region, collect_days, state, drafted_by, drafted_at, reason, revision)
         values",
        &[values],
        "",
    )?;
    pen.run(
        "insert into incentive_stock (item, supplied, free, held, collected) values ($1, 0, 0, 0, 0)",
        &[item.id.as_str().into()],
    )?;
    Ok(())
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, item: &Item) -> op::Result<()> {
    let texts = Texts::of(&item.content);
    let mut values = vec![Param::from(item.id.as_str())];
    values.extend(texts.params(&item.content));
    values.extend::<[Param; 2]>([item.drafted_by.as_str().into(), item.revision.into()]);
    pen.one(
        "update incentive_item set provider = $2, kind = $3, name = $4, name_en = $5, name_key = $6, description = $7,
           description_en = $8, counter = $9, price = $10, learner_max = $11, open_from = $12, open_to = $13,
           region = $14, collect_days = $15, drafted_by = $16, revision = revision + 1
         where id = $1 and state = 'draft' and revision = $17",
        &values,
    )
}

/// Moves an item from one state to another, if nobody was faster.
pub fn step(pen: &Pen, item: &Item, to: ItemState, reason: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update incentive_item set state = $2, reason = $3, revision = revision + 1,
           published_at = CASE WHEN $2 = 'published' THEN CAST($4 AS BIGINT) ELSE published_at END
         where id = $1 and state = $5 and revision = $6",
        &[
            item.id.as_str().into(),
            to.name().into(),
            reason.into(),
            at.into(),
            item.state.name().into(),
            item.revision.into(),
        ],
    )
}

/// Supplies pieces, or takes back what is free. Answers whether so many were free.
pub fn supply(pen: &Pen, item: &str, change: i64, most: i64) -> db::Result<bool> {
    let changed = pen.run(
        "update incentive_stock set supplied = supplied + $2, free = free + $2
         where item = $1 and free + $2 >= 0 and supplied + $2 <= $3",
        &[item.into(), change.into(), most.into()],
    )?;
    Ok(changed == 1)
}

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A free one is held.
    Hold,
    /// A held one is collected.
    Collect,
    /// A held one is free again.
    Release,
}

/// Moves one piece. Answers whether there was one. Every order of an item meets in this row, so it is the last that an
/// order writes: whoever comes next waits for a commit and for nothing else.
pub fn move_piece(pen: &Pen, item: &str, piece: Piece) -> db::Result<bool> {
    let sql = match piece {
        Piece::Hold => "update incentive_stock set free = free - 1, held = held + 1 where item = $1 and free >= 1",
        Piece::Collect => {
            "update incentive_stock set held = held - 1, collected = collected + 1 where item = $1 and held >= 1"
        }
        Piece::Release => "update incentive_stock set held = held - 1, free = free + 1 where item = $1 and held >= 1",
    };
    Ok(pen.run(sql, &[item.into()])? == 1)
}
