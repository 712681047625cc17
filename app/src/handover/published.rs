//! What the monitoring centre gives out: a published indicator system, under which statistics makes evaluations.

use monitor::facts;
use monitor::model::{Direction, Indicator, System};
use op::job::is_open;
use op::{App, Lease, Op, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use statistics::model::{IndicatorSystem, SystemLine};
use statistics::work::system::{is_kept, receive};

use super::access::Action;
use super::{SYSTEM_JOB, actor, take, told};

#[derive(Deserialize)]
struct Told {
    id: String,
    version: i64,
}

/// Hands a published version to statistics.
pub fn system(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    let Told { id, version } = told(body)?;
    lease.concerns(&id, &version.to_string());
    let input = kept(&app.read(&actor(), |op| facts::system(op, &id, version))?);
    take(app, lease, "system", move |op| receive(op, &input))?;
    Ok(())
}

/// Lets what was published before anybody took it in be handed over: versions of an installation that is older than this handover. What
/// is on its way, or was refused and waits for an officer, stays as it is.
///
/// # Errors
/// Those of the database.
pub fn catch_up(app: &App) -> Result<()> {
    let missing = |op: &Op| {
        let mut missing = Vec::new();
        for (id, version) in facts::published(op)? {
            if !is_kept(op, &id, version)? && !is_open(op.conn(), SYSTEM_JOB, &body(&id, version))? {
                missing.push((id, version));
            }
        }
        Ok(missing)
    };
    for (id, version) in app.read(&actor(), missing)? {
        app.write(&actor(), None, move |op| {
            let pen = op.may(&Action::CatchUp(&id))?;
            pen.tell(json!({ "version": version }));
            pen.job(SYSTEM_JOB, &body(&id, version), op.now())
        })?;
    }
    Ok(())
}

/// What the job of a version is told, as the event of its publication tells it.
fn body(id: &str, version: i64) -> Value {
    json!({ "id": id, "version": version })
}
/// A system as statistics keeps it.
fn kept(system: &System) -> IndicatorSystem {
    let content = &system.content;
    let page = format!("/monitor/systems/{}", system.id);
    let line = |line: &Indicator| SystemLine {
        code: line.code.clone(),
        parent: line.parent.clone(),
        name: line.name.clone(),
        name_en: line.name_en.clone(),
        meaning: line.meaning.clone(),
        scope: line.scope.clone(),
        formula: line.formula.clone(),
        unit: line.unit.clone(),
        source: line.source.clone(),
        direction: match line.target.as_ref().map(|target| target.direction) {
            Some(Direction::AtLeast) => 1,
            Some(Direction::AtMost) => -1,
            None => 0,
        },
        target: line.target.as_ref().and_then(|target| target.value.parse().ok()),
        weight: line.weight_hundredths.map(|weight| weight as f64 / 100.0),
        page: format!("{page}/indicators/{}?version={}", line.code, system.version),
    };
    IndicatorSystem {
        id: system.id.clone(),
        version: system.version,
        number: system.number.clone().unwrap_or_default(),
        hash: system.hash.clone(),
        name: content.name.clone(),
        name_en: content.name_en.clone(),
        publishers: content.members.clone(),
        published_on: system.published_at.map(|at| at.day_in_shanghai()),
        example: content.example,
        page: format!("{page}?version={}", system.version),
        lines: content.indicators.iter().map(line).collect(),
    }
}

#[cfg(test)]
mod tests;
