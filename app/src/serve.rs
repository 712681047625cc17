//! Serving: the site, the worker of jobs, and an orderly end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::Context;
use op::App;
use tracing_subscriber::EnvFilter;
use web::{Hooks, Site};

use crate::Listen;
use crate::config::{Config, LogFormat};
use crate::house::{DOMAINS, House};
use crate::output;

/// How long the worker rests when no job is due.
const REST: Duration = Duration::from_millis(200);

/// How many rests lie between two sweeps of old answers and orphaned files: about ten minutes.
const RESTS_PER_SWEEP: u32 = 3_000;

/// How long a job may go on after everything else has stopped; a step of one takes far less.
const WORKER_STOPS_WITHIN: Duration = Duration::from_secs(10);

/// What the site asks about people, answered by identity.
pub const HOOKS: Hooks = Hooks {
    authenticate: identity::authenticate,
    bearer: identity::bearer,
    display_name: identity::display_name,
    refused: crate::handover::about,
};

/// Listens, says where, and serves until told to stop.
pub fn run(house: House, listen: &Listen, demo: bool) -> anyhow::Result<()> {
    let House { config, app, .. } = &house;
    log(config)?;
    let address = listen.listen.as_deref().unwrap_or(&config.listen);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind(address))
        .with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    let site = Site::new(app.clone(), &domains(demo), HOOKS, settings(&house, address))?;

    let stop = Arc::new(AtomicBool::new(false));
    let (ending, ended) = channel::<()>();
    let worker = std::thread::Builder::new().name("jobs".to_owned()).spawn({
        let (app, stop) = (app.clone(), stop.clone());
        move || {
            let _ending = ending;
            work(&app, &stop);
        }
    })?;
    let told = runtime.block_on(async { told_to_stop() })?;
    announce(address, demo);
    // The worker is told with the site, so that both stop at the same time: a long job leaves off at its next step.
    let told = {
        let stop = stop.clone();
        async move {
            told.await;
            stop.store(true, Ordering::SeqCst);
        }
    };
    let served = runtime.block_on(web::serve(site, listener, told));
    stop.store(true, Ordering::SeqCst);
    match ended.recv_timeout(WORKER_STOPS_WITHIN) {
        // The worker holds the other end, and lets go of it however it ends.
        Err(RecvTimeoutError::Disconnected) => {
            if worker.join().is_err() {
                tracing::error!("the worker of jobs ended in a panic");
            }
        }
        _ => tracing::warn!("a job was not left off in time; it is taken up again when its lease is over"),
    }
    app.db().close();
    Ok(served?)
}

/// Ends when the process is told to stop: Ctrl-C, or the supervisor's SIGTERM.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// The domains, with the start page: the demonstration's own, or the plain one.
fn domains(demo: bool) -> Vec<&'static web::Domain> {
    let start = if demo { &crate::demo::START } else { &crate::start::START };
    DOMAINS.iter().copied().chain([start]).collect()
}

fn settings(house: &House, address: SocketAddr) -> web::Settings {
    let config = &house.config;
    let public_url = config.public_url.clone().or_else(|| Some(format!("http://{address}")));
    let temp = house.temp.path().to_owned();
    web::Settings { public_url, temp, behind_proxy: config.behind_proxy, ..web::Settings::default() }
}

fn announce(address: SocketAddr, demo: bool) {
    output::line(format_args!("学桥 Xueqiao: http://{address}"));
    if demo {
        output::line(format_args!("演示数据；登录名见首页。Demonstration data; sign-in names are on the start page."));
    }
}

/// Works off jobs until told to stop.
fn work(app: &App, stop: &AtomicBool) {
    // Nobody who asks first should wait until every published rule is read.
    if let Err(error) = app.read(&op::Actor::system("start"), credit::work::book::Book::of) {
        tracing::error!(%error, "reading the rule book");
    }
    if let Err(error) = crate::handover::published::catch_up(app) {
        tracing::error!(%error, "taking in indicator systems that were published before");
    }
    let mut rests = 0;
    while !stop.load(Ordering::SeqCst) {
        match app.run_job_until(stop) {
            Ok(true) => continue,
            Ok(false) | Err(op::Error::Busy) => {}
            Err(error) => tracing::error!(%error, "the worker of jobs"),
        }
        if rests == 0
            && let Err(error) = app.sweep()
        {
            tracing::error!(%error, "the sweep");
        }
        rests = (rests + 1) % RESTS_PER_SWEEP;
        std::thread::sleep(REST);
    }
}

fn log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log.level).context("the log level of the configuration")?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log.format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}
