//! Rules and their versions.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::{SET_SIZE, anywhere, named, set, set_params};
use crate::model::{Content, Effect, Rule, RuleInput, RuleState, name_key};
use crate::rules::Refused;
use crate::rules::rule::body;

macro_rules! columns {
    () => {
        "r.id, r.version, r.institution, r.content, r.source_text, r.target_text, r.automatic, r.evidence_required, r.note, \
         r.state, r.hash, r.drafted_by, r.drafted_at, r.published_by, r.published_at, r.ended_at, r.reason, r.revision"
    };
}

fn rule(row: &Row) -> db::Result<Rule> {
    let content = RuleInput {
        institution: row.text(2)?,
        rule: Content(stored(row.text_ref(3)?)?),
        automatic: row.flag(6)?,
        evidence_required: row.flag(7)?,
        note: row.text(8)?,
    };
    Ok(Rule {
        id: row.text(0)?,
        version: row.int(1)?,
        content,
        source: row.text(4)?,
        target: row.text(5)?,
        state: named(RuleState::named(row.text_ref(9)?))?,
        hash: row.text(10)?,
        drafted_by: row.text(11)?,
        drafted_at: row.instant(12)?,
        published_by: row.opt_text(13)?,
        published_at: row.opt_instant(14)?,
        ended_at: row.opt_instant(15)?,
        reason: row.text(16)?,
        revision: row.int(17)?,
    })
}

/// A document of the rule language as it was stored.
pub(super) fn stored<T: serde::de::DeserializeOwned>(text: &str) -> db::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| db::Error::Other(format!("a stored document does not read back: {error}")))
}

/// One version of a rule.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<Rule>> {
    conn.row(
        concat!("select ", columns!(), " from credit_rule r where r.id = $1 and r.version = $2"),
        &[id.into(), version.into()],
        rule,
    )
}

/// Every version of a rule, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<Rule>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_rule r where r.id = $1 order by r.version desc"),
        &[id.into()],
        rule,
    )
}

/// The published versions of some rules.
pub fn published_among(conn: &Conn, ids: &[String]) -> db::Result<Vec<Rule>> {
    let sql = format!(
        concat!("select ", columns!(), " from credit_rule r where r.state = 'published' and r.id in {}"),
        set(1)
    );
    let mut found = Vec::new();
    for part in ids.chunks(SET_SIZE) {
        let mut params = Vec::new();
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, rule)?);
    }
    Ok(found)
}

/// What a list of rules is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleFilter<'a> {
    /// Code of the receiving institution.
    pub institution: Option<&'a str>,
    /// State; none = every state.
    pub state: Option<&'a str>,
    /// A class of outcomes that it takes.
    pub class: Option<&'a str>,
    /// `study_and_exam`, `study_only` or `offset`.
    pub effect: Option<&'a str>,
    /// Code of the programme.
    pub programme: Option<&'a str>,
    /// Part of the name of source or target.
    pub text: Option<&'a str>,
}

impl RuleFilter<'_> {
    fn pattern(&self) -> Option<String> {
        self.text.map(name_key).filter(|text| !text.is_empty()).map(|text| anywhere(&text))
    }
}

macro_rules! filtered {
    () => {
        " from credit_rule r
          where (CAST($1 AS TEXT) IS NULL or r.institution = $1) and (CAST($2 AS TEXT) IS NULL or r.state = $2)
            and (CAST($3 AS TEXT) IS NULL or r.class = $3) and (CAST($4 AS TEXT) IS NULL or r.effect = $4)
            and (CAST($5 AS TEXT) IS NULL or r.programme = $5 or r.programme = '')
            and (CAST($6 AS TEXT) IS NULL or r.search_key like $6 escape '\\')"
    };
}

/// Rules that pass a filter, in the order of their ids, behind the id and version given.
pub fn list(
    conn: &Conn,
    filter: &RuleFilter,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Rule>> {
    let pattern = filter.pattern();
    let (id, number) = after.unzip();
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            filtered!(),
            " and (CAST($7 AS TEXT) IS NULL or r.id < $7 or (r.id = $7 and r.version < $8))
              order by r.id desc, r.version desc limit $9"
        ),
        false => concat!(
            "select ",
            columns!(),
            filtered!(),
            " and (CAST($7 AS TEXT) IS NULL or r.id > $7 or (r.id = $7 and r.version > $8))
              order by r.id, r.version limit $9"
        ),
    };
    let params = [
        filter.institution.into(),
        filter.state.into(),
        filter.class.into(),
        filter.effect.into(),
        filter.programme.into(),
        pattern.as_deref().into(),
        id.into(),
        number.unwrap_or(0).into(),
        limit.into(),
    ];
    conn.rows(sql, &params, rule)
}

/// A place in the list of an institution's own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    /// Which part of the list: 0 waits for a second person, 1 is being written, 2 is in force, 3 was.
    pub part: i64,
    /// The rule.
    pub id: String,
    /// Its version.
    pub version: i64,
}

impl OwnPlace {
    /// Where a version stands.
    pub fn of(rule: &Rule) -> OwnPlace {
        let part = match rule.state {
            RuleState::Submitted => 0,
            RuleState::Draft => 1,
            RuleState::Published => 2,
            RuleState::Superseded | RuleState::Withdrawn => 3,
        };
        OwnPlace { part, id: rule.id.clone(), version: rule.version }
    }
}

macro_rules! part {
    () => {
        "case r.state when 'submitted' then 0 when 'draft' then 1 when 'published' then 2 else 3 end"
    };
}

/// An institution's rules in every state: what waits first, in each part the latest first, behind the place given.
pub fn own_list(conn: &Conn, institution: &str, after: Option<&OwnPlace>, limit: i64) -> db::Result<Vec<Rule>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_rule r where r.institution = $1 and (CAST($2 AS BIGINT) IS NULL or ",
            part!(),
            " > $2 or (",
            part!(),
            " = $2 and (r.id < $3 or (r.id = $3 and r.version < $4)))) order by ",
            part!(),
            ", r.id desc, r.version desc limit $5"
        ),
        &[
            institution.into(),
            after.map(|after| after.part).into(),
            after.map_or("", |after| after.id.as_str()).into(),
            after.map_or(0, |after| after.version).into(),
            limit.into(),
        ],
        rule,
    )
}

/// How many rules pass a filter.
pub fn count(conn: &Conn, filter: &RuleFilter) -> db::Result<i64> {
    let pattern = filter.pattern();
    let count = conn.row(
        concat!("select count(*)", filtered!()),
        &[
            filter.institution.into(),
            filter.state.into(),
            filter.class.into(),
            filter.effect.into(),
            filter.programme.into(),
            pattern.as_deref().into(),
        ],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The institutions that have published rules, and how many each.
pub fn publishers(conn: &Conn) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select institution, count(*) from credit_rule where state = 'published' group by institution order by institution",
        &[],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// The published rules, in the order of their ids.
pub fn published(conn: &Conn) -> db::Result<Vec<Rule>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_rule r where r.state = 'published' order by r.id"),
        &[],
        rule,
    )
}

/// The published rules of one institution, in the order of their ids.
pub fn published_of(conn: &Conn, institution: &str, limit: i64) -> db::Result<Vec<Rule>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_rule r where r.institution = $1 and r.state = 'published' order by r.id limit $2"
        ),
        &[institution.into(), limit.into()],
        rule,
    )
}

/// Writes a new version.
pub fn insert(pen: &Pen, rule: &Rule) -> op::Result<()> {
    let texts = Texts::of(rule);
    let mut values = vec![Param::from(rule.id.as_str()), rule.version.into()];
    values.extend(texts.params(rule));
    values.extend::<[Param; 6]>([
        rule.state.name().into(),
        rule.hash.as_str().into(),
        rule.drafted_by.as_str().into(),
        rule.drafted_at.into(),
        rule.reason.as_str().into(),
        rule.revision.into(),
    ]);
    pen.batch(
        "insert into credit_rule (id, version, institution, programme, content, body, source_text, target_text, search_key,
           class, effect, automatic, evidence_required, note, state, hash, drafted_by, drafted_at, reason, revision) values",
        &[values],
        "",
    )
    .map(|_| ())
    .on_constraint("credit_rule_in_writing", || Error::conflict(Refused::RuleDraftExists))
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, rule: &Rule) -> op::Result<()> {
    let texts = Texts::of(rule);
    let mut values = vec![Param::from(rule.id.as_str()), rule.version.into()];
    values.extend(texts.params(rule));
    values.extend::<[Param; 4]>([
        rule.hash.as_str().into(),
        rule.drafted_by.as_str().into(),
        rule.drafted_at.into(),
        rule.revision.into(),
    ]);
    pen.one(
        "update credit_rule set institution = $3, programme = $4, content = $5, body = $6, source_text = $7, target_text = $8,
           search_key = $9, class = $10, effect = $11, automatic = $12, evidence_required = $13, note = $14, hash = $15,
           drafted_by = $16, drafted_at = $17, revision = revision + 1
         where id = $1 and version = $2 and state = 'draft' and revision = $18",
        &values,
    )
}

/// Moves a version from one state to another, if nobody was faster.
pub fn step(pen: &Pen, rule: &Rule, to: RuleState, reason: &str, ended_at: Option<Instant>) -> op::Result<()> {
    pen.one(
        "update credit_rule set state = $3, reason = $4, ended_at = $7, revision = revision + 1
         where id = $1 and version = $2 and state = $5 and revision = $6",
        &[
            rule.id.as_str().into(),
            rule.version.into(),
            to.name().into(),
            reason.into(),
            rule.state.name().into(),
            rule.revision.into(),
            ended_at.into(),
        ],
    )
}

/// Publishes a submitted version in the name of a second person.
pub fn publish(pen: &Pen, rule: &Rule, person: &str, at: Instant) -> op::Result<()> {
    let changed = pen
        .run(
            "update credit_rule set state = 'published', published_by = $3, published_at = $4, reason = '',
               revision = revision + 1
             where id = $1 and version = $2 and state = 'submitted' and revision = $5 and drafted_by <> $3",
            &[rule.id.as_str().into(), rule.version.into(), person.into(), at.into(), rule.revision.into()],
        )
        .on_constraint("credit_rule_once", || Error::conflict(Refused::RuleAlreadyPublished))?;
    match changed {
        1 => Ok(()),
        _ => Err(Error::conflict(Refused::NotNow)),
    }
}

/// Ends the version in force because the next one begins.
pub fn supersede(pen: &Pen, id: &str, at: Instant) -> db::Result<u64> {
    pen.run(
        "update credit_rule set state = 'superseded', ended_at = $2, revision = revision + 1
         where id = $1 and state = 'published'",
        &[id.into(), at.into()],
    )
}

/// The texts by which a rule is found, and its canonical form.
struct Texts {
    content: String,
    body: String,
    search: String,
    class: &'static str,
}

impl Texts {
    fn of(rule: &Rule) -> Texts {
        let engine = rule.engine();
        let patterns = engine.source.as_ref().map(|source| source.patterns()).unwrap_or_default();
        // A rule of several classes is found under none of them; the list says so.
        let mut classes = patterns.iter().flat_map(|(_, pattern)| &pattern.classes);
        let first = classes.next();
        let class = first.filter(|first| classes.all(|other| other == *first)).map_or("", |class| class.key());
        let programme = engine.programme.clone().unwrap_or_default();
        Texts {
            content: recognition::hash::canonical(&engine),
            body: body(&rule.content.rule),
            search: name_key(&format!("{} {} {programme}", rule.source, rule.target)),
            class,
        }
    }

    /// The content in the order of the columns from `institution` to `note`.
    fn params<'a>(&'a self, rule: &'a Rule) -> Vec<Param<'a>> {
        let content = &rule.content;
        vec![
            content.institution.as_str().into(),
            content.rule.programme.as_deref().unwrap_or_default().into(),
            self.content.as_str().into(),
            self.body.as_str().into(),
            rule.source.as_str().into(),
            rule.target.as_str().into(),
            self.search.as_str().into(),
            self.class.into(),
            Effect::of(content.rule.effect).name().into(),
            content.automatic.into(),
            content.evidence_required.into(),
            content.note.as_str().into(),
        ]
    }
}
