//! Templates: minijinja, strict about names that are not there, escaped by file ending, one environment a language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::{
    AutoEscape, Environment, Error, Output, State, TemplateSource, UndefinedBehavior, Value, escape_formatter,
};
use rust_embed::RustEmbed;

use crate::assets::Assets;
use crate::{Domain, Locale, Words, html};

/// The templates of this crate: the frame of every page, the components, the error page.
#[derive(RustEmbed)]
#[folder = "templates/"]
struct Folder;

/// The files that make up `ui.html`, each after those it calls. They are joined rather than import one another, because every
/// import makes all components of a file anew.
const COMPONENTS: [&str; 7] =
    ["ui.html", "ui/status.html", "ui/fields.html", "ui/parts.html", "ui/lists.html", "ui/map.html", "ui/start.html"];

/// All templates of the site, ready to render.
pub(crate) struct Templates {
    environments: Vec<Environment<'static>>,
}

impl Templates {
    /// Collects the templates of the kernel and of the domains. With `reload` a file that changed on disk is read again.
    pub(crate) fn collect(
        domains: &[&'static Domain],
        words: &Arc<Words>,
        assets: &Arc<Assets>,
        reload: bool,
        strict: bool,
    ) -> Templates {
        let mut sources: BTreeMap<String, Source> = BTreeMap::new();
        for name in Folder::iter().filter(|name| !COMPONENTS.contains(&&**name)) {
            sources.insert(name.to_string(), Source::Own(vec![name.to_string()]));
        }
        sources.insert("ui.html".to_owned(), Source::Own(COMPONENTS.map(str::to_owned).to_vec()));
        for domain in domains {
            for (name, text) in domain.templates {
                let rest = name.strip_prefix(domain.name).unwrap_or(name).trim_start_matches('/');
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../domains").join(domain.name);
                sources.insert((*name).to_owned(), Source::Given(text, folder.join("templates").join(rest)));
            }
        }
        let sources = Arc::new(sources);
        let environment = |locale| {
            let mut environment = environment(locale, sources.clone(), reload);
            html::add_functions(&mut environment, locale, words, assets, strict);
            environment
        };
        Templates { environments: Locale::ALL.map(environment).into_iter().collect() }
    }

    /// Renders a template, or says for operators what hinders it.
    pub(crate) fn render(&self, locale: Locale, name: &str, context: Value) -> Result<String, String> {
        let environment = &self.environments[locale.index()];
        let rendered = environment.get_template(name).and_then(|template| template.render(context));
        rendered.map_err(|error| format!("{error:#}"))
    }
}

#[cfg(test)]
impl Templates {
    /// Renders a text as if it were a template of ours.
    pub(crate) fn render_text(&self, locale: Locale, source: &str, context: Value) -> Result<String, String> {
        let environment = &self.environments[locale.index()];
        environment.render_named_str("test.html", source, context).map_err(|error| format!("{error:#}"))
    }
}

/// Where a template comes from.
enum Source {
    /// The files of this crate's folder that it is joined from, embedded.
    Own(Vec<String>),
    /// A domain: its text in the binary, and its file.
    Given(&'static str, PathBuf),
}

impl Source {
    fn read(&self, reload: bool) -> Option<TemplateSource> {
        let files = self.files();
        let texts = files.iter().map(std::fs::read_to_string);
        if reload && let Ok(text) = texts.collect::<Result<String, _>>() {
            let seen: Vec<_> = files.iter().map(|file| modified(file)).collect();
            let same = move || files.iter().zip(&seen).all(|(file, seen)| modified(file) == *seen);
            return Some(TemplateSource::new(text).with_uptodate_check(same));
        }
        match self {
            Source::Given(text, _) => Some(TemplateSource::new(*text)),
            Source::Own(names) => {
                names.iter().map(|name| embedded(name)).collect::<Option<String>>().map(TemplateSource::new)
            }
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        match self {
            Source::Given(_, file) => vec![file.clone()],
            Source::Own(names) => names.iter().map(|name| folder.join(name)).collect(),
        }
    }
}

fn embedded(name: &str) -> Option<String> {
    Folder::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
}

fn modified(file: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(file).and_then(|about| about.modified()).ok()
}

fn environment(locale: Locale, sources: Arc<BTreeMap<String, Source>>, reload: bool) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_reload(reload);
    environment.set_loader(move |name| Ok(sources.get(name).and_then(|source| source.read(reload))));
    environment.set_formatter(write_escaped);
    environment.add_global("locale", locale.tag());
    environment.add_global("version", env!("CARGO_PKG_VERSION"));
    environment
}

/// Escapes what HTML needs escaped and nothing else: the engine's own escaping also rewrites every slash of an address.
fn write_escaped(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let text = match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => text,
        _ => return escape_formatter(out, state, value),
    };
    let mut rest = text;
    while let Some(place) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, special) = rest.split_at(place);
        out.write_str(plain)?;
        out.write_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &special[1..];
    }
    Ok(out.write_str(rest)?)
}
