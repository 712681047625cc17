//! What waits in the rooms of the monitoring centre, in the order of the work: figures asked for, figures to be signed, documents
//! to be agreed to, releases to be looked at, counties to be judged.

use std::collections::BTreeSet;

use collection::access::{DATA_OFFICER, DATA_REVIEWER};
use collection::work::home as collected;
use dissemination::model::ReleaseState;
use monitor::model::SystemState;
use op::{Actor, Op};
use statistics::model::EvaluationState;
use units::Args;
use web::Voice;

use super::Task;

/// Most documents of one region that are looked through for those that wait.
const LOOKED_MAX: i64 = 100;

/// Whether somebody has an office in one of the centre's rooms.
pub(super) fn works(actor: &Actor) -> bool {
    [DATA_OFFICER, DATA_REVIEWER].iter().any(|role| actor.holds_anywhere(*role))
        || monitor::access::works(actor)
        || statistics::access::works(actor)
        || dissemination::access::works(actor)
        || supervision::access::works(actor)
}

/// Everything of the centre that waits for the operation's actor.
pub(super) fn tasks(op: &Op, voice: &Voice) -> op::Result<Vec<Task>> {
    let mut tasks = Tasks { voice, list: Vec::new() };
    if [DATA_OFFICER, DATA_REVIEWER].iter().any(|role| op.actor().holds_anywhere(*role)) {
        returns(op, &mut tasks)?;
    }
    if monitor::access::works(op.actor()) {
        systems(op, &mut tasks)?;
    }
    if statistics::access::works(op.actor()) {
        evaluations(op, &mut tasks)?;
    }
    if dissemination::access::works(op.actor()) {
        releases(op, &mut tasks)?;
    }
    tasks.add("start-task_handovers", crate::handover::waiting(op)?, "/monitor/handovers", "pending");
    if supervision::access::works(op.actor()) {
        counties(op, &mut tasks)?;
    }
    Ok(tasks.list)
}

struct Tasks<'v> {
    voice: &'v Voice,
    list: Vec<Task>,
}

impl Tasks<'_> {
    fn add(&mut self, key: &str, count: usize, href: &str, state: &'static str) {
        if count > 0 {
            let title = self.voice.with(key, &Args::one("count", count));
            self.list.push(Task { title, href: href.to_owned(), hint: String::new(), state });
        }
    }
}

fn returns(op: &Op, tasks: &mut Tasks) -> op::Result<()> {
    let mine = collected::duties(op)?;
    let due = |late: bool| mine.iter().filter(|one| one.state.with_unit() && (one.due_on < op.today()) == late).count();
    tasks.add("start-task_returns_late", due(true), "/collection/duties", "overdue");
    tasks.add("start-task_returns", due(false), "/collection/duties", "draft");
    if op.actor().holds_anywhere(DATA_REVIEWER) {
        let waiting = usize::try_from(collected::waiting(op)?).unwrap_or(0);
        tasks.add("start-task_signatures", waiting, "/collection/inbox", "submitted");
    }
    Ok(())
}

/// Proposed systems on which a region of the actor's has not spoken, and drafts that are commented on.
fn systems(op: &Op, tasks: &mut Tasks) -> op::Result<()> {
    let (mut unspoken, mut commented) = (BTreeSet::new(), BTreeSet::new());
    for region in monitor::access::regions(op.actor()) {
        let of = |state| monitor::store::system::of_member(op.conn(), &region, Some(state), None, true, LOOKED_MAX);
        if !monitor::access::speaks_for(op.actor(), std::slice::from_ref(&region)).is_empty() {
            for system in of(SystemState::Proposed)? {
                let voices = monitor::store::comment::voices(op.conn(), &system.id, system.version)?;
                if voices.iter().all(|voice| voice.region != region) {
                    unspoken.insert(system.id);
                }
            }
        }
        commented.extend(of(SystemState::Consulting)?.into_iter().map(|system| system.id));
    }
    tasks.add("start-task_voices", unspoken.len(), "/monitor/drafts", "awaiting_second");
    tasks.add("start-task_comments", commented.len(), "/monitor/drafts", "pending");
    Ok(())
}

/// Proposed evaluations: a second person decides.
fn evaluations(op: &Op, tasks: &mut Tasks) -> op::Result<()> {
    let mut proposed = BTreeSet::new();
    for region in statistics::access::regions(op.actor()) {
        let state = Some(EvaluationState::Proposed);
        let found = statistics::store::evaluation::of_member(op.conn(), &region, state, None, true, LOOKED_MAX)?;
        let others = found.into_iter().filter(|one| Some(one.drafted_by.as_str()) != op.actor().person());
        proposed.extend(others.map(|one| one.id));
    }
    tasks.add("start-task_evaluations", proposed.len(), "/statistics/drafts", "awaiting_second");
    Ok(())
}

/// Releases that were drafted or wait for a second person.
fn releases(op: &Op, tasks: &mut Tasks) -> op::Result<()> {
    let (mut drafts, mut proposed) = (0, 0);
    let own = dissemination::access::regions(op.actor());
    for open in dissemination::store::release::open(op.conn())?.into_iter().filter(|open| own.contains(&open.region)) {
        let second = open.proposed_by.as_deref() != op.actor().person();
        drafts += usize::from(open.state == ReleaseState::Draft);
        proposed += usize::from(open.state == ReleaseState::Proposed && second);
    }
    tasks.add("start-task_releases", proposed, "/data/desk", "awaiting_second");
    tasks.add("start-task_release_drafts", drafts, "/data/desk", "draft");
    Ok(())
}

/// Counties that are in the procedure.
fn counties(op: &Op, tasks: &mut Tasks) -> op::Result<()> {
    let Some(prefix) = supervision::access::prefix(op.actor()) else { return Ok(()) };
    let found = supervision::store::county::under_way(op.conn(), &prefix)?;
    let mine = found.iter().filter(|region| !supervision::access::parts(op.actor(), region).is_empty()).count();
    tasks.add("start-task_counties", mine, "/supervision/procedure", "pending");
    Ok(())
}
