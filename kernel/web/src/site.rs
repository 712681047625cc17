//! A site: the domains put together with the application, ready to answer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use metrics_exporter_prometheus::PrometheusHandle;
use op::{Actor, App, Op};
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::assets::Assets;
use crate::kept::KeptPages;
use crate::template::Templates;
use crate::{Context, Domain, Locale, Route, StartFault, Voice, Words, kernel, measure};

/// What the site needs to know about people, given by the domain that does.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// The actor of a session, by the token in the cookie; none if the session is over.
    pub authenticate: fn(&App, &str) -> op::Result<Option<Actor>>,
    /// The actor of a bearer token; none if it is not valid.
    pub bearer: fn(&App, &str) -> op::Result<Option<Actor>>,
    /// How the operation's actor sees somebody else named: a name, or what stands for one.
    pub display_name: fn(&Op, &str) -> String,
    /// What was handed over of a subject and refused, as the operation's actor may know of it.
    pub refused: fn(&Op, &str, &Voice) -> op::Result<Vec<Refused>>,
}

/// What was handed over of a thing and refused, as the thing's own page says it (`ui.refused`).
#[derive(Clone, Debug, Serialize)]
pub struct Refused {
    /// Whither it was handed, and that it was not taken.
    pub title: String,
    /// The first reason.
    pub reason: String,
    /// When, RFC 3339.
    pub at: String,
    /// Where all reasons stand and it can be tried again.
    pub href: String,
}

/// How a site is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address under which people reach the site, without a trailing slash; with `https:` cookies are `Secure`.
    pub public_url: Option<String>,
    /// Where uploads and exports lie while they are worked on; made if it is not there.
    pub temp: PathBuf,
    /// Whether templates and assets that change on disk are read again.
    pub reload: bool,
    /// Whether a missing word fails the page instead of showing its key.
    pub strict_words: bool,
    /// Whether a proxy in front names the client in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// How long the body of a request may take beside what its size explains.
    pub receive_within: Duration,
    /// Most uploads received at once.
    pub uploads_max: usize,
    /// Most long operations at once, each on a thread of its own. Fewer than the database has readers, so that pages never
    /// wait for exports.
    pub long_max: usize,
    /// Most exports and files sent at once, each by a thread that waits for its client.
    pub streams_max: usize,
    /// Most connections at once; more wait.
    pub connections_max: usize,
    /// How long an operation may take before the client is told to come again.
    pub answer_within: Duration,
    /// How long the last answers may take when the site stops.
    pub stop_within: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            public_url: None,
            temp: PathBuf::from("data/temp"),
            reload: cfg!(debug_assertions),
            strict_words: false,
            behind_proxy: false,
            receive_within: Duration::from_secs(30),
            uploads_max: 8,
            long_max: 16,
            streams_max: 128,
            connections_max: 4096,
            answer_within: Duration::from_secs(60),
            stop_within: Duration::from_secs(25),
        }
    }
}

/// A site; cloning it is cheap.
#[derive(Clone)]
pub struct Site(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) app: App,
    pub(crate) domains: Vec<&'static Domain>,
    pub(crate) hooks: Hooks,
    pub(crate) settings: Settings,
    pub(crate) words: Arc<Words>,
    pub(crate) templates: Templates,
    /// None where templates are read again: a kept page would not show the change.
    pub(crate) kept: Option<KeptPages>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) uploads: Semaphore,
    pub(crate) long: Arc<Semaphore>,
    pub(crate) streams: Arc<Semaphore>,
    pub(crate) document: OnceLock<Bytes>,
    pub(crate) stopping: AtomicBool,
}

impl Site {
    /// Puts a site together.
    ///
    /// # Errors
    /// Words that cannot be read or are defined twice, two routes that answer the same requests, or a folder for temporary
    /// files that cannot be made.
    pub fn new(app: App, domains: &[&'static Domain], hooks: Hooks, settings: Settings) -> Result<Site, StartFault> {
        let temp = &settings.temp;
        std::fs::create_dir_all(temp).map_err(|error| StartFault(format!("{}: {error}", temp.display())))?;
        let words = Arc::new(Words::of(domains)?);
        let assets = Arc::new(Assets::read(settings.reload));
        let templates = Templates::collect(domains, &words, &assets, settings.reload, settings.strict_words);
        let kept = (!settings.reload).then(|| KeptPages::new(hex::encode(app.random::<16>())));
        let site = Site(Arc::new(Inner {
            app,
            domains: domains.to_vec(),
            hooks,
            words,
            templates,
            kept,
            assets,
            metrics: measure::install()?,
            uploads: Semaphore::new(settings.uploads_max),
            long: Arc::new(Semaphore::new(settings.long_max)),
            streams: Arc::new(Semaphore::new(settings.streams_max)),
            document: OnceLock::new(),
            stopping: AtomicBool::new(false),
            settings,
        }));
        crate::router::check(&site)?;
        Ok(site)
    }

    /// Everything that answers HTTP requests, for [`crate::serve()`] and for tests.
    pub fn router(&self) -> axum::Router {
        crate::router::router(self)
    }

    /// The OpenAPI document of this site.
    pub fn openapi(&self) -> serde_json::Value {
        crate::openapi(&self.0.domains)
    }

    /// The words of all domains.
    pub fn words(&self) -> &Words {
        &self.0.words
    }

    /// Renders a template as a page would be for an actor, for tests that render every page.
    ///
    /// # Errors
    /// What hinders it: a name that is not there, a missing word.
    pub fn render(
        &self,
        locale: Locale,
        actor: &Actor,
        template: &'static str,
        context: impl Serialize + 'static,
    ) -> Result<String, String> {
        let frame = crate::frame::Frame::plain(self, locale, actor);
        self.0.templates.render(locale, template, frame.around("0", Context::from(context)))
    }

    /// Every route: the kernel's own and those of the domains.
    pub fn routes(&self) -> impl Iterator<Item = &'static Route> {
        crate::routes(&self.0.domains).map(|(_, route)| route)
    }

    /// Whether the operation's actor may see the timeline of a subject, by the domain it belongs to.
    pub fn may_see(&self, op: &Op, subject: &str) -> op::Result<bool> {
        for domain in &self.0.domains {
            if (domain.subject_access)(op, subject)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Says that the site is about to stop: `/readyz` answers no from now on.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::SeqCst);
    }

    pub(crate) fn voice(&self, locale: Locale) -> Voice {
        Voice { words: self.0.words.clone(), locale }
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.settings.public_url.as_deref().is_some_and(|url| url.starts_with("https:"))
    }
}

impl Words {
    /// The words of the kernel and of these domains.
    ///
    /// # Errors
    /// As [`Words::read`].
    pub fn of(domains: &[&'static Domain]) -> Result<Words, StartFault> {
        let own = kernel::words();
        let own = own.iter().map(|(tag, text)| (tag.as_str(), text.as_str()));
        Words::read(own.chain(domains.iter().flat_map(|domain| domain.words.iter().copied())))
    }
}
