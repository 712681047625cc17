//! The frame around every page: what base.html needs to know about the request.

use bytes::Bytes;
use minijinja::Value;
use op::{Actor, ActorKind};
use serde_json::json;
use units::Args;

use crate::request::{is_passing, query_pairs};
use crate::run::Names;
use crate::site::Site;
use crate::{Context, Locale, MenuItem, Section};

/// Most arguments of a notice; they come from the address.
const NOTICE_ARGS_MAX: usize = 4;

/// Names arguments of a notice may have.
const NOTICE_ARGS: [&str; 6] = ["count", "credit", "name", "title", "code", "day"];

/// What a page is shown around with.
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site,
    pub(crate) locale: Locale,
    pub(crate) care: bool,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) actor: &'a Actor,
    pub(crate) names: Names,
}

/// Where a page stands in the menu.
#[derive(Clone, Copy)]
struct Current<'a> {
    /// Address of the entry that holds it.
    entry: Option<&'static str>,
    /// What the addresses of its room begin with, where no entry holds it; else empty.
    room: &'a str,
}

impl Current<'_> {
    fn holds(self, item: &MenuItem) -> bool {
        self.entry == Some(item.path) || (!self.room.is_empty() && self.room == room(item.path))
    }
}

/// The first part of an address.
fn room(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

impl<'a> Frame<'a> {
    /// The frame of a page nobody asked for by an address.
    pub(crate) fn plain(site: &'a Site, locale: Locale, actor: &'a Actor) -> Frame<'a> {
        Frame { site, locale, care: false, path: "/", query: "", actor, names: Names::default() }
    }

    /// The page as it is sent. A page that only says what is public is put together once and kept.
    /// `keep` says that the answer may lie about: it is no failure, which names its request, changed nothing, and holds no
    /// secret of somebody who is about to sign in.
    pub(crate) fn page(&self, keep: bool, template: &str, context: Context) -> Result<Bytes, String> {
        let site = &self.site.0;
        let fresh = || hex::encode(site.app.random::<16>());
        let render = |key: &str, context| site.templates.render(self.locale, template, self.around(key, context));
        match site.kept.as_ref().filter(|_| self.actor.kind == ActorKind::Public && keep) {
            None => render(&fresh(), context).map(Bytes::from),
            Some(kept) => {
                let asked = (self.locale.tag(), self.care, self.path, self.query, template);
                let mut made_of = serde_json::to_vec(&asked).map_err(|error| error.to_string())?;
                context.json(&mut made_of).map_err(|error| error.to_string())?;
                kept.page(made_of, fresh, |key| render(key, context))
            }
        }
    }

    /// A page's own context inside the frame; the frame's names win. `key` is what its forms are known by when repeated.
    pub(crate) fn around(&self, key: &str, mut context: Context) -> Value {
        let mut roles: Vec<&str> = self.actor.grants.iter().map(|grant| grant.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        let signed_in = self.actor.person().is_some();
        let (name, on_behalf) = (&self.names.own, &self.names.on_behalf);
        let actor = json!({ "signed_in": signed_in, "id": self.actor.id, "name": name, "on_behalf": on_behalf, "roles": roles });
        context.put("actor", actor);
        context.put("care", self.care);
        context.put("path", self.path.to_owned());
        context.put("menu", self.menu());
        context.put("key", key.to_owned());
        context.put("alternate", self.link("lang", self.locale.other().tag()));
        context.put("care_toggle", self.link("care", if self.care { "0" } else { "1" }));
        context.put("notice", self.notice());
        context.value()
    }

    /// The sections of the menu with their entries; `current` is `page` for the entry of this page, `true` for what holds it.
    pub(crate) fn menu(&self) -> Vec<serde_json::Value> {
        let items = self.site.0.domains.iter().flat_map(|domain| domain.menu).filter(|item| item.shown_to(self.actor));
        let items: Vec<&MenuItem> = items.collect();
        let covers = |path: &str| self.path == path || (path != "/" && self.path.starts_with(&format!("{path}/")));
        let entry = items.iter().map(|item| item.path).filter(|path| covers(path)).max_by_key(|path| path.len());
        // A page that no entry holds opens the part of the menu its room has, if it has but one.
        let near: Vec<&&MenuItem> = items.iter().filter(|item| room(item.path) == room(self.path)).collect();
        let one = near.windows(2).all(|pair| pair[0].section == pair[1].section);
        let current = Current { entry, room: if entry.is_none() && one { room(self.path) } else { "" } };
        let mut sections: Vec<Section> = Vec::new();
        for item in &items {
            if !sections.iter().any(|known| known.holds(&item.section)) {
                sections.push(item.section);
            }
        }
        sections.sort_by_key(|section| section.place);
        let shown = |section: &Section| {
            let mut within: Vec<&MenuItem> = items.iter().copied().filter(|item| item.section.holds(section)).collect();
            // What belongs to no part of a section leads it, whichever domain adds it.
            within.sort_by_key(|item| !item.section.part.is_empty());
            let mut parts: Vec<Vec<&MenuItem>> = Vec::new();
            for item in &within {
                let known = parts
                    .iter_mut()
                    .find(|part| !item.section.part.is_empty() && part[0].section.part == item.section.part);
                match known {
                    Some(part) => part.push(item),
                    None => parts.push(vec![item]),
                }
            }
            if let [only] = within.as_slice() {
                return self.entry(only, current);
            }
            let entries: Vec<_> = match parts.as_slice() {
                // One room's entries need no name above them.
                [whole] => whole.iter().map(|item| self.entry(item, current)).collect(),
                parts => parts.iter().map(|part| self.entries(part[0].section.part, part, current)).collect(),
            };
            self.holder(section.word, &within, current, entries)
        };
        sections.iter().map(shown).collect()
    }

    fn entry(&self, item: &MenuItem, current: Current) -> serde_json::Value {
        let label = self.site.voice(self.locale).word(item.word);
        json!({ "label": label, "href": item.path, "current": if Some(item.path) == current.entry { "page" } else { "" } })
    }

    /// A part of a section: its only entry, or its name with the entries under it.
    fn entries(&self, word: &str, items: &[&MenuItem], current: Current) -> serde_json::Value {
        match items {
            [only] => self.entry(only, current),
            _ => self.holder(word, items, current, items.iter().map(|item| self.entry(item, current)).collect()),
        }
    }

    fn holder(
        &self,
        word: &str,
        items: &[&MenuItem],
        current: Current,
        entries: Vec<serde_json::Value>,
    ) -> serde_json::Value {
        let label = self.site.voice(self.locale).word(word);
        let here = if items.iter().any(|item| current.holds(item)) { "true" } else { "" };
        json!({ "label": label, "href": items[0].path, "current": here, "entries": entries })
    }

    /// This address with one parameter set.
    fn link(&self, name: &str, value: &str) -> String {
        let kept = query_pairs(self.query).filter(|(known, _)| !is_passing(known));
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair(name, value).finish();
        format!("{}?{query}", self.path)
    }

    /// The sentence the page before asked to be shown here. Only sentences made for that can be, so that an address can
    /// put no other words on a page.
    fn notice(&self) -> String {
        let voice = self.site.voice(self.locale);
        let value =
            |name: &str| query_pairs(self.query).find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
        let key = value("done").filter(|key| key.contains("notice-") && self.site.0.words.has(self.locale, key));
        let Some(key) = key else { return String::new() };
        let given = NOTICE_ARGS.iter().filter_map(|name| Some((*name, value(&format!("done.{name}"))?)));
        let args = given
            .take(NOTICE_ARGS_MAX)
            .fold(Args::none(), |args, (name, text)| args.and(name, text.chars().take(100).collect::<String>()));
        voice.with(&key, &args)
    }
}

/// The address a redirect with a notice leads to.
pub(crate) fn with_notice(location: &str, key: &str, args: &Args) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("done", key);
    for (name, value) in args.iter() {
        pairs.append_pair(&format!("done.{name}"), value);
    }
    let (path, fragment) =
        location.split_once('#').map_or((location, String::new()), |(path, rest)| (path, format!("#{rest}")));
    let join = if path.contains('?') { '&' } else { '?' };
    format!("{path}{join}{}{fragment}", pairs.finish())
}
