//! Published rules, as a list.

use op::{Error, Op};
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use crate::model::RuleState;
use crate::shown::{RuleShown, Shower};
use crate::store;
use crate::store::rule::RuleFilter;

/// Published rules.
pub(crate) static RULES: Listing = Listing {
    name: "rules",
    word: "credit-rules",
    columns: &[
        Column { key: "target", word: "credit-rule-target", numeric: false, sort: false, page: true },
        Column { key: "institution", word: "credit-rule-institution", numeric: false, sort: false, page: true },
        Column { key: "source", word: "credit-rule-source", numeric: false, sort: false, page: true },
        Column { key: "issuer", word: "credit-outcome-issuer", numeric: false, sort: false, page: true },
        Column { key: "effect", word: "credit-rule-effect", numeric: false, sort: false, page: true },
        Column { key: "programme", word: "credit-rule-programme", numeric: false, sort: false, page: true },
        Column { key: "valid_from", word: "credit-rule-valid_from", numeric: false, sort: false, page: false },
        Column { key: "rule", word: "credit-rule-id", numeric: false, sort: true, page: false },
        Column { key: "version", word: "credit-rule-version", numeric: true, sort: false, page: false },
        Column { key: "hash", word: "credit-rule-hash", numeric: false, sort: false, page: false },
    ],
    default_sort: "rule",
    default_descending: true,
    filters: &[
        Filter { key: "institution", word: "credit-rule-institution" },
        Filter { key: "class", word: "credit-class" },
        Filter { key: "effect", word: "credit-rule-effect" },
        Filter { key: "programme", word: "credit-rule-programme" },
    ],
    search: true,
};

/// One page of published rules.
pub(crate) fn fetch(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let filter = RuleFilter {
        institution: query.filter("institution"),
        state: Some(RuleState::Published.name()),
        class: query.filter("class"),
        effect: query.filter("effect"),
        programme: query.filter("programme"),
        text: query.q.as_deref(),
    };
    let after = query
        .after
        .as_ref()
        .map(|after| Ok::<_, Error>((after.get_text(0)?.to_owned(), after.get_int(1)?)))
        .transpose()?;
    let after = after.as_ref().map(|(id, version)| (id.as_str(), *version));
    let found =
        store::rule::list(op.conn(), &filter, after, query.descending, i64::try_from(query.limit).unwrap_or(100) + 1)?;
    let mut shower = Shower::new(voice.clone());
    let shown = found.iter().map(|rule| shower.rule(op, rule)).collect::<op::Result<Vec<_>>>()?;
    let total = store::rule::count(op.conn(), &filter)?;
    let mut publishers = Vec::new();
    for (code, count) in store::rule::publishers(op.conn())? {
        publishers.push(FacetOption::text(&code, shower.institution(op, &code)?.name, count));
    }
    let page = Page::of(shown, query.limit, cells, |rule| Cursor::new().text(&rule.id).int(rule.version));
    Ok(page
        .total(total)
        .facet("institution", publishers)
        .facet("class", choices("class", &["course", "certificate"]))
        .facet("effect", choices("effect", &["study_and_exam", "study_only", "offset"])))
}

/// The values of a closed list, uncounted.
fn choices(list: &str, values: &[&str]) -> Vec<FacetOption> {
    let option = |value: &&str| FacetOption {
        value: (*value).to_owned(),
        label: web::Label::Word(format!("credit-{list}-{value}")),
        count: None,
    };
    values.iter().map(option).collect()
}

fn cells(rule: &RuleShown) -> Vec<Cell> {
    vec![
        Cell::link(&rule.target, format!("/credit/rules/{}", rule.id)),
        Cell::text(&rule.institution.name),
        Cell::text(&rule.source),
        Cell::opt(Some(rule.issuers.as_str()).filter(|issuers| !issuers.is_empty())),
        Cell::word(format!("credit-effect-{}", rule.effect)),
        Cell::opt(Some(rule.programme.as_str()).filter(|code| !code.is_empty())),
        Cell::text(&rule.valid_from),
        Cell::text(&rule.id),
        Cell::Int(rule.version),
        Cell::text(&rule.hash),
    ]
}
