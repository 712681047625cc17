//! Rules and their versions.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::{Credit, Instant};

use super::{SET_SIZE, anywhere, named, outcome, set, set_params};
use crate::model::{Class, Effect, Minimum, Outcome, Rule, RuleInput, RuleState, Score, Source, Target, name_key};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "r.id, r.version, r.institution, r.source_class, r.source_issuer, r.source_name, r.source_level, \
         r.programme, r.target_code, r.target_name, r.target_credit, r.minimum_score, r.minimum_named, r.effect, r.cap, \
         r.months_max, r.evidence_required, r.valid_from, r.valid_to, r.note, r.state, r.hash, r.drafted_by, r.drafted_at, \
         r.published_by, r.published_at, r.reason, r.revision"
    };
}

fn rule(row: &Row) -> db::Result<Rule> {
    let content = RuleInput {
        institution: row.text(2)?,
        source: Source {
            class: named(Class::named(row.text_ref(3)?))?,
            issuer: row.text(4)?,
            name: row.text(5)?,
            level: row.text(6)?,
        },
        target: Target {
            programme: row.text(7)?,
            code: row.text(8)?,
            name: row.text(9)?,
            credit: Credit::from_hundredths(row.int(10)?),
        },
        minimum: Minimum { score: row.opt_int(11)?.map(Score), named: row.opt_text(12)? },
        effect: named(Effect::named(row.text_ref(13)?))?,
        cap: row.opt_int(14)?.map(Credit::from_hundredths),
        months_max: row.opt_int(15)?,
        evidence_required: row.flag(16)?,
        valid_from: row.parsed(17)?,
        valid_to: row.opt_parsed(18)?,
        note: row.text(19)?,
    };
    Ok(Rule {
        id: row.text(0)?,
        version: row.int(1)?,
        content,
        state: named(RuleState::named(row.text_ref(20)?))?,
        hash: row.text(21)?,
        drafted_by: row.text(22)?,
        drafted_at: row.instant(23)?,
        published_by: row.opt_text(24)?,
        published_at: row.opt_instant(25)?,
        reason: row.text(26)?,
        revision: row.int(27)?,
    })
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
    /// `course` or `certificate`.
    pub class: Option<&'a str>,
    /// `study_and_exam` or `study_only`.
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
            and (CAST($3 AS TEXT) IS NULL or r.source_class = $3) and (CAST($4 AS TEXT) IS NULL or r.effect = $4)
            and (CAST($5 AS TEXT) IS NULL or r.programme = $5)
            and (CAST($6 AS TEXT) IS NULL or r.source_name_key like $6 escape '\\' or r.target_name_key like $6 escape '\\')"
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

/// What counts where: a learner's outcomes beside every published rule that speaks of them.
pub fn matches(conn: &Conn, learner: &str, limit: i64) -> db::Result<Vec<(Rule, Outcome)>> {
    let outcome_columns = outcome::columns!();
    let qualified: Vec<String> = outcome_columns.split(',').map(|column| format!("o.{}", column.trim())).collect();
    let sql = format!(
        concat!(
            "select ",
            columns!(),
            ", {}
             from credit_outcome o join credit_rule r
               on r.source_class = o.class and r.source_issuer_key = o.issuer and r.source_name_key = o.name_key
             where o.learner = $1 and r.state = 'published'
               and (r.source_level_key = '' or r.source_level_key = o.level_key)
             order by r.institution, r.target_name_key, r.id, o.obtained desc, o.id limit $2"
        ),
        qualified.join(", ")
    );
    const RULE_WIDTH: usize = 28;
    conn.rows(&sql, &[learner.into(), limit.into()], |row| Ok((rule(row)?, outcome::outcome(row, RULE_WIDTH)?)))
}

/// Writes a new version.
pub fn insert(pen: &Pen, rule: &Rule) -> op::Result<()> {
    let keys = Keys::of(&rule.content);
    let mut values = vec![Param::from(rule.id.as_str()), rule.version.into()];
    values.extend(keys.params(&rule.content));
    values.extend::<[Param; 6]>([
        rule.state.name().into(),
        rule.hash.as_str().into(),
        rule.drafted_by.as_str().into(),
        rule.drafted_at.into(),
        rule.reason.as_str().into(),
        rule.revision.into(),
    ]);
    pen.batch(
        "insert into credit_rule (id, version, institution, source_class, source_issuer, source_issuer_key, source_name,
           source_name_key, source_level, source_level_key, programme, target_code, target_name,
           target_name_key, target_credit, minimum_score, minimum_named, effect, cap, months_max, evidence_required,
           valid_from, valid_to, note, state, hash, drafted_by, drafted_at, reason, revision) values",
        &[values],
        "",
    )
    .map(|_| ())
    .on_constraint("credit_rule_in_writing", || Error::conflict(Refused::RuleDraftExists))
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, rule: &Rule) -> op::Result<()> {
    let keys = Keys::of(&rule.content);
    let mut values = vec![Param::from(rule.id.as_str()), rule.version.into()];
    values.extend(keys.params(&rule.content));
    values.extend::<[Param; 4]>([
        rule.hash.as_str().into(),
        rule.drafted_by.as_str().into(),
        rule.drafted_at.into(),
        rule.revision.into(),
    ]);
    pen.one(
        "update credit_rule set institution = $3, source_class = $4, source_issuer = $5, source_issuer_key = $6,
           source_name = $7, source_name_key = $8, source_level = $9, source_level_key = $10,
           programme = $11, target_code = $12, target_name = $13, target_name_key = $14, target_credit = $15,
           minimum_score = $16, minimum_named = $17, effect = $18, cap = $19, months_max = $20, evidence_required = $21,
           valid_from = $22, valid_to = $23, note = $24, hash = $25, drafted_by = $26, drafted_at = $27,
           revision = revision + 1
         where id = $1 and version = $2 and state = 'draft' and revision = $28",
        &values,
    )
}

/// Moves a version from one state to another, if nobody was faster.
pub fn step(pen: &Pen, rule: &Rule, to: RuleState, reason: &str) -> op::Result<()> {
    pen.one(
        "update credit_rule set state = $3, reason = $4, revision = revision + 1
         where id = $1 and version = $2 and state = $5 and revision = $6",
        &[
            rule.id.as_str().into(),
            rule.version.into(),
            to.name().into(),
            reason.into(),
            rule.state.name().into(),
            rule.revision.into(),
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
pub fn supersede(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run(
        "update credit_rule set state = 'superseded', revision = revision + 1 where id = $1 and state = 'published'",
        &[id.into()],
    )
}

/// The texts by which a rule is found.
struct Keys {
    issuer: String,
    name: String,
    level: String,
    target: String,
    from: String,
    to: Option<String>,
}

impl Keys {
    fn of(content: &RuleInput) -> Keys {
        let source = &content.source;
        Keys {
            issuer: match source.class {
                Class::Certificate => name_key(&source.issuer),
                _ => source.issuer.clone(),
            },
            name: name_key(&source.name),
            level: name_key(&source.level),
            target: name_key(&content.target.name),
            from: content.valid_from.to_string(),
            to: content.valid_to.map(|day| day.to_string()),
        }
    }

    /// The content in the order of the columns from `institution` to `note`.
    fn params<'a>(&'a self, content: &'a RuleInput) -> Vec<Param<'a>> {
        let RuleInput { source, target, .. } = content;
        vec![
            content.institution.as_str().into(),
            source.class.name().into(),
            source.issuer.as_str().into(),
            self.issuer.as_str().into(),
            source.name.as_str().into(),
            self.name.as_str().into(),
            source.level.as_str().into(),
            self.level.as_str().into(),
            target.programme.as_str().into(),
            target.code.as_str().into(),
            target.name.as_str().into(),
            self.target.as_str().into(),
            target.credit.hundredths().into(),
            content.minimum.score.map(|score| score.0).into(),
            content.minimum.named.as_deref().into(),
            content.effect.name().into(),
            content.cap.map(Credit::hundredths).into(),
            content.months_max.into(),
            content.evidence_required.into(),
            self.from.as_str().into(),
            self.to.as_deref().into(),
            content.note.as_str().into(),
        ]
    }
}
