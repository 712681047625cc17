//! The people of the demonstration: the cast with their accounts and roles, and learners nobody has signed in as yet.

use std::collections::BTreeMap;

use identity::model::{GrantInput, NewPerson, ScopeKind};
use op::{Actor, Grant, Scope};

use super::Stage;
use super::cast::{CAST, Member, PASSWORD, id_number};
use crate::house::cli;

/// Everybody who can act in the year, by sign-in name.
pub struct People(BTreeMap<&'static str, Actor>);

impl People {
    /// Somebody of the cast as an actor.
    pub fn actor(&self, sign_in: &str) -> anyhow::Result<Actor> {
        self.0.get(sign_in).cloned().ok_or_else(|| anyhow::anyhow!("{sign_in} is not in the cast"))
    }
}

/// A learner of the demonstration, as grade files name them.
#[derive(Clone, Debug)]
pub struct Learner {
    /// Full name.
    pub name: String,
    /// 身份证号.
    pub number: String,
}

/// Registers the cast and grants their roles.
pub fn register(stage: &Stage) -> anyhow::Result<People> {
    let password = identity::password::hash(PASSWORD, stage.app.random())?;
    let mut people = BTreeMap::new();
    for (place, member) in CAST.iter().enumerate() {
        let sign_in = member.introduced.sign_in;
        people.insert(sign_in, register_one(stage, member, place, &password)?);
    }
    Ok(People(people))
}

fn register_one(stage: &Stage, member: &Member, place: usize, password: &str) -> anyhow::Result<Actor> {
    let new = NewPerson {
        name: member.introduced.name.to_owned(),
        id_number: Some(number_of(member, place)),
        sign_in_name: Some(member.introduced.sign_in.to_owned()),
        password_hash: Some(password.to_owned()),
        ..NewPerson::default()
    };
    let person = stage.write(&cli(), move |op| identity::work::people::register_person(op, &new))?.to_string();
    let Some((role, code)) = member.grant else {
        return Ok(Actor::with_grants(&person, Vec::new()));
    };
    let (kind, scope) = match code.len() {
        0 => (ScopeKind::Everywhere, Scope::Everywhere),
        6 => (ScopeKind::Region, Scope::Region(code.to_owned())),
        _ => (ScopeKind::Organisation, Scope::Organisation(code.to_owned())),
    };
    let input = GrantInput { role: role.to_owned(), scope_kind: kind, scope_code: code.to_owned(), valid_until: None };
    let granted = person.clone();
    stage.write(&cli(), move |op| identity::work::grants::grant(op, &granted, &input))?;
    Ok(Actor::with_grants(&person, vec![Grant { role: role.to_owned(), scope }]))
}

fn number_of(member: &Member, place: usize) -> String {
    id_number(member.number, u32::try_from(place).unwrap_or(0))
}

/// A learner of the cast, as grade files name them.
pub fn of_cast(sign_in: &str) -> Option<Learner> {
    let place = CAST.iter().position(|member| member.introduced.sign_in == sign_in)?;
    Some(Learner { name: CAST[place].introduced.name.to_owned(), number: number_of(&CAST[place], place) })
}

/// Invented learners of a place, always the same ones.
pub fn learners(region: &str, count: u32) -> Vec<Learner> {
    const FAMILY: [&str; 16] =
        ["朱", "秦", "许", "施", "张", "孔", "严", "金", "魏", "陶", "姜", "谢", "邹", "柏", "章", "苏"];
    const GIVEN: [&str; 14] = [
        "思远", "雨桐", "书瑶", "景行", "若水", "安然", "子衿", "云帆", "清和", "知夏", "望舒", "明哲", "采薇", "长庚",
    ];
    let shift = region.bytes().map(usize::from).sum::<usize>();
    (0..count)
        .map(|index| {
            let at = index as usize;
            let name = format!("{}{}", FAMILY[(at * 5 + shift) % FAMILY.len()], GIVEN[(at * 3 + shift) % GIVEN.len()]);
            let born = format!("{}{:02}{:02}", 1984 + (at * 7 + shift) % 20, 1 + at % 12, 1 + (at * 11) % 28);
            Learner { name, number: id_number(&format!("{region}{born}"), 50 + index) }
        })
        .collect()
}
