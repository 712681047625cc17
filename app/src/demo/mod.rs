//! The demonstration: real institutions, an invented cast, and a year of what they did, made by the platform's own verbs.

mod cast;
mod collection;
mod declared;
mod grades;
mod household;
mod monitor;
mod neighbours;
mod people;
mod placements;
mod publication;
mod rewards;
mod rules;
mod statistics;
mod steps;
mod supervision;
mod year;

use anyhow::Context;
use op::{Actor, App};
use units::Instant;
use web::{Access, Answer, Domain, Method, Request, Route};

use crate::clock::SetClock;
use crate::house::{House, cli};
use crate::{progress, start};

/// The start page of the demonstration, which lists the cast.
pub const START: Domain =
    start::domain(&[&[Route::page(Method::Get, "/", "start.view", Access::Public, show)], start::MONITORING]);

fn show(request: Request) -> Answer {
    start::page(request, &cast::INTRODUCED)
}

/// Steps of making the demonstration, for the progress bar.
const STEPS: u64 = 16;

/// Makes the demonstration's data, unless they are there.
pub fn ensure(house: &House) -> anyhow::Result<()> {
    let last = &cast::CAST[cast::CAST.len() - 1];
    match identity::cli::find(&house.app, last.introduced.sign_in) {
        Ok(_) => return Ok(()),
        Err(op::Error::Missing) => {}
        Err(error) => return Err(error.into()),
    }
    if house.app.read(&cli(), |op| directory::is_seeded(op.conn()))? {
        anyhow::bail!(
            "{} holds data that are not the demonstration's, or a demonstration that was not finished: \
             name another folder with --data, or remove it",
            house.config.data.display()
        );
    }
    let clock = SetClock::default();
    clock.set(house.app.now());
    let past = House::with_clock(&house.config, clock.clock())?;
    let bar = progress::bar(STEPS, "making the demonstration");
    let stage = Stage { app: past.app.clone(), clock, today: house.app.now(), bar };
    year::live(&stage).context("making the demonstration")?;
    stage.bar.finish_and_clear();
    past.app.db().close();
    Ok(())
}

/// Where the year is played: an application whose clock is set from scene to scene.
struct Stage {
    app: App,
    clock: SetClock,
    today: Instant,
    bar: indicatif::ProgressBar,
}

impl Stage {
    /// Goes to nine in the morning, Shanghai time, so many days before today, and never beyond now.
    fn days_ago(&self, days: i64) {
        let day = self.today.plus_days(-days).day_in_shanghai();
        self.clock.set(day.start_in_shanghai().plus_seconds(9 * 3600).min(self.today));
    }

    fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        self.bar.inc(1);
    }

    /// A verb of somebody's.
    fn write<T>(&self, actor: &Actor, f: impl FnMut(&op::Op) -> op::Result<T> + Send + 'static) -> anyhow::Result<T>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        Ok(self.app.write(actor, None, f)?)
    }
}
