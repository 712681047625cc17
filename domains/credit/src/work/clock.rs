//! 办理期限: each filing has its due day, and whoever is to decide is reminded, once for each stage.
//!
//! One job follows each filing and makes the next one in the transaction that sends its reminder, guarded by the stage: a
//! repeat sends nothing, a clock that was set back sends nothing, and a process that slept for weeks sends the last stage only.

use op::{Actor, App, Error, Op, Pen, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use units::{Day, Instant};

use super::notice::{Told, tell};
use super::{application, setting};
use crate::access::steps::Step;
use crate::model::{Application, ApplicationState, Setting};
use crate::rules::clock::{NONE, OVERDUE, due_at, due_on, next_at, stage};
use crate::store;
use crate::store::clock::Clock;

/// The job that reminds.
pub const JOB: &str = "credit.application.remind";

/// When an application is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The due day.
    pub on: Day,
    /// Whether it is over.
    pub overdue: bool,
}

/// When a filed application is to be decided; nothing for one that does not wait.
pub fn due(op: &Op, of: &Application) -> Result<Option<Due>> {
    if of.state != ApplicationState::Filed {
        return Ok(None);
    }
    let clock = store::clock::get(op.conn(), &of.learner, &of.id)?;
    Ok(clock.map(|clock| Due { on: due_on(clock.due_at), overdue: clock.due_at <= op.now() }))
}

/// What a reminder is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    application: String,
    filed_at: Instant,
    stage: i64,
}

/// Starts the clock of an application that was filed just now. The days are those in force now, whatever is set later.
pub(super) fn start(op: &Op, pen: &Pen, filed: &Application) -> Result<()> {
    let filed_at = op.now();
    let days = setting::at(op, Setting::DecideDays, &filed.institution)?;
    let due_at = due_at(filed_at, days);
    store::clock::start(pen, &filed.learner, &filed.id, filed_at, due_at)?;
    follow(op, pen, &filed.id, &Clock { filed_at, due_at, stage: NONE })
}

/// The job of the reminder behind the clock's stage, if there is one.
fn follow(op: &Op, pen: &Pen, application: &str, clock: &Clock) -> Result<()> {
    let remind_days = setting::of_bank(op, Setting::RemindDays)?;
    let Some(at) = next_at(clock.stage, clock.due_at, remind_days) else { return Ok(()) };
    let body = json!({ "application": application, "filed_at": clock.filed_at, "stage": clock.stage });
    pen.job(JOB, &body, at)
}

/// Reminds of an application, if it still waits and this stage was not told.
pub(crate) fn job(app: &App, body: &Value) -> Result<()> {
    let body: Body = serde_json::from_value(body.clone()).map_err(Error::bug)?;
    let waits = app.read(&Actor::system("jobs"), |op| Ok(waiting(op, &body)?.is_some()))?;
    match waits {
        false => Ok(()),
        true => app.write(&Actor::system("jobs"), None, move |op| remind(op, &body)),
    }
}

/// The application and its clock, if it waits since the same filing and nobody went beyond this stage.
fn waiting(op: &Op, body: &Body) -> Result<Option<(Application, Clock)>> {
    let found = application::load(op, &body.application)?;
    let clock = store::clock::get(op.conn(), &found.learner, &found.id)?;
    let same = |clock: &Clock| clock.filed_at == body.filed_at && clock.stage == body.stage;
    Ok(clock.filter(same).filter(|_| found.state == ApplicationState::Filed).map(|clock| (found, clock)))
}

fn remind(op: &Op, body: &Body) -> Result<()> {
    let pen = op.may(&Step::Remind(&body.application))?;
    let Some((found, clock)) = waiting(op, body)? else { return Ok(()) };
    let reached = stage(op.now(), clock.due_at, setting::of_bank(op, Setting::RemindDays)?);
    if reached <= clock.stage {
        // The clock went back since the job fell due: it is told again when the moment comes, and nothing is sent now.
        return follow(op, &pen, &found.id, &clock);
    }
    store::clock::advance(&pen, &found.learner, &found.id, &clock, reached)?;
    let (day, name) = (due_on(clock.due_at).to_string(), format!("{}-{reached}", clock.filed_at.micros()));
    let code = if reached < OVERDUE { "credit.told.due_soon" } else { "credit.told.overdue" };
    let args = [("day", day.as_str()), ("name", found.id.as_str()), ("institution", found.institution.as_str())];
    let told = Told { learner: &found.learner, about: &found.id, stage: &name, code, args: &args };
    tell(op, &pen, &found.institution, &format!("/credit/inbox/{}", found.id), &told)?;
    if reached >= OVERDUE {
        tell(op, &pen, &found.learner, &format!("/credit/applications/{}", found.id), &told)?;
    }
    pen.about(&found.institution);
    pen.tell(json!({ "stage": if reached < OVERDUE { "soon" } else { "overdue" }, "day": day }));
    follow(op, &pen, &found.id, &Clock { stage: reached, ..clock })
}
