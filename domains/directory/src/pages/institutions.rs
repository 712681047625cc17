//! Searching institutions, and the page of one.

use codes::{SchoolCode, Uscc};
use op::{Error, Op, Permission};
use serde::Serialize;
use web::{Answer, ListQuery, Request, Response, context};

use crate::access::Action;
use crate::lists::{Look, institutions};
use crate::model::Listed;
use crate::store;
use crate::work::place_of;

/// `GET /directory`
pub(crate) fn list(request: Request) -> Answer {
    let look = Look::People(request.locale);
    let fetch = move |op: &Op, query: &ListQuery| institutions::fetch(op, query, look);
    institutions::INSTITUTIONS.respond_with(&request, "directory/institutions.html", fetch, |op| {
        let may_register = Action::Keep.allows(op.actor());
        Ok(context! { may_register })
    })
}

/// What the digits of a code say.
#[derive(Serialize)]
struct Decoded {
    kind: &'static str,
    parts: Vec<Part>,
    check: Option<String>,
}

/// A run of characters of a code and what it says, in both languages.
#[derive(Serialize)]
struct Part {
    digits: String,
    word: &'static str,
    zh: String,
    en: String,
}

fn part(digits: &str, word: &'static str, zh: &str, en: &str) -> Part {
    Part { digits: digits.to_owned(), word, zh: zh.to_owned(), en: en.to_owned() }
}

fn decode(code: &str) -> Option<Decoded> {
    if let Ok(code) = SchoolCode::parse(code) {
        let kind = code.school_type()?;
        let province = code.province()?;
        let mut parts = vec![
            part(code.type_digits(), "directory-decode-type", kind.zh, kind.en),
            part(code.province_digits(), "directory-decode-province", province.zh, province.en),
        ];
        match code.college_code() {
            Some(college) => parts.push(part(code.serial(), "directory-decode-college", college, college)),
            None => parts.push(part(code.serial(), "directory-decode-serial", "", "")),
        }
        return Some(Decoded { kind: "school", parts, check: None });
    }
    let code = Uscc::parse(code).ok()?;
    let text = code.as_str();
    let parts = vec![
        part(&text[..1], "directory-decode-authority", "", ""),
        part(&text[1..2], "directory-decode-category", "", ""),
        part(code.region_digits(), "directory-decode-region", "", ""),
        part(code.organisation(), "directory-decode-organisation", "", ""),
        part(&text[17..], "directory-decode-check", "", ""),
    ];
    Some(Decoded { kind: "uscc", parts, check: Some(text[17..].to_owned()) })
}

/// Whether an earlier list named the institution and the latest does not. One that no list ever named is merely new.
fn dropped(lists: &[Listed]) -> bool {
    lists.first().is_some_and(|latest| !latest.listed) && lists.iter().any(|list| list.listed)
}

/// `GET /directory/institutions/{code}`
pub(crate) fn show(request: Request) -> Answer {
    let code = request.path("code")?;
    let (look, timeline) = (Look::People(request.locale), request.timeline());
    super::read(move |op| {
        let details = store::institution_details(op.conn(), &code)?.ok_or(Error::Missing)?;
        let place = place_of(&details.institution);
        let may = |action: &Action| details.institution.in_force() && action.allows(op.actor());
        let entries = op::journal::timeline(op.conn(), &code, 50, None)?;
        let public = entries.iter().filter(|entry| entry.action.starts_with("directory."));
        let timeline: Vec<_> = public.map(|entry| timeline.row(op, entry)).collect();
        Ok(Response::page(
            "directory/institution.html",
            context! {
                name => look.name(&details.institution.name, &details.institution.name_en).to_owned(),
                region => look.name(&details.institution.region_name, &details.institution.region_name_en).to_owned(),
                decoded => decode(&code),
                unlisted => dropped(&details.lists),
                may_rename => may(&Action::Rename(place.clone())),
                may_end => may(&Action::End(place.clone())),
                timeline,
                details,
            },
        ))
    })
}
