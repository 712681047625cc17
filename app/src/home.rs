//! What waits for somebody who has signed in, oldest first: collected from the domains, said in their language.

mod monitoring;
mod rewards;

use credit::model::{AppealState, DeclarationState, OpinionState, RevocationState};
use credit::work::matches;
use op::{Op, Role};
use serde::Serialize;
use units::Args;
use web::Voice;

/// The list and the sentence above it.
#[derive(Serialize)]
pub struct Home {
    sentence: String,
    /// Whether the sentence has numbers that a page takes apart.
    counted: bool,
    /// Whether the reader holds an office; where nothing waits, the page then says so once.
    staff: bool,
    /// Whether the office is one of the monitoring centre, so that its front page is where to go on.
    centre: bool,
    tasks: Vec<Task>,
}

/// One thing that waits, as the task list shows it.
#[derive(Serialize)]
struct Task {
    title: String,
    href: String,
    hint: String,
    state: &'static str,
}

/// What waits for the operation's actor.
pub fn home(op: &Op, voice: &Voice) -> op::Result<Home> {
    let mut tasks = Vec::new();
    for organisation in
        credit::access::organisations(op.actor(), &[credit::access::REGISTRAR, credit::access::REVIEWER])
    {
        at_organisation(op, voice, &organisation, &mut tasks)?;
    }
    asked(op, voice, &mut tasks)?;
    tasks.extend(monitoring::tasks(op, voice)?);
    rewards::staff(op, voice, &mut tasks)?;
    unread(op, voice, &mut tasks)?;
    if !op.actor().grants.is_empty() {
        let sentence = match tasks.len() {
            0 => voice.word("start-staff_nothing"),
            count => voice.with("start-staff_waiting", &Args::one("count", count)),
        };
        let centre = monitoring::works(op.actor());
        return Ok(Home { sentence, counted: false, staff: true, centre, tasks });
    }
    let learner = op.actor().person().ok_or(op::Error::Unknown)?.to_owned();
    let own = credit::work::home::own(op, &learner)?;
    let sentence = own_sentence(voice, &own);
    let counted = own.counts.institutions > 0;
    own_tasks(voice, own, &mut tasks);
    rewards::own(op, voice, &learner, &mut tasks)?;
    Ok(Home { sentence, counted, staff: false, centre: false, tasks })
}

/// What waits for the operation's actor in the rooms of the monitoring centre; nothing for whoever has not signed in.
pub fn monitoring(op: &Op, voice: &Voice) -> op::Result<Home> {
    let tasks = monitoring::tasks(op, voice)?;
    let sentence = match tasks.len() {
        0 => voice.word("start-monitoring_sentence"),
        count => voice.with("start-staff_waiting", &Args::one("count", count)),
    };
    let (staff, centre) = (!op.actor().grants.is_empty(), true);
    Ok(Home { sentence, counted: false, staff, centre, tasks })
}

/// What somebody was told and has not read, before everything else.
fn unread(op: &Op, voice: &Voice, tasks: &mut Vec<Task>) -> op::Result<()> {
    let count = credit::work::notice::unread(op)?;
    if count > 0 {
        let title = voice.with("start-task_notices", &Args::one("count", count));
        tasks.insert(0, Task { title, href: "/credit/notices".to_owned(), hint: String::new(), state: "pending" });
    }
    Ok(())
}

fn at_organisation(op: &Op, voice: &Voice, code: &str, tasks: &mut Vec<Task>) -> op::Result<()> {
    let name = directory::store::institution(op.conn(), code)?.map_or_else(
        || code.to_owned(),
        |found| if voice.locale() == web::Locale::En && !found.name_en.is_empty() { found.name_en } else { found.name },
    );
    let waiting = credit::work::home::waiting(op, code)?;
    let holds = |role: Role| credit::access::organisations(op.actor(), &[role]).iter().any(|own| own == code);
    let mut task = |key: &str, count: i64, href: String, state| {
        if count > 0 {
            let title = voice.with(key, &Args::one("count", count));
            tasks.push(Task { title, href, hint: name.clone(), state });
        }
    };
    if holds(credit::access::REVIEWER) {
        let overdue = format!("/credit/inbox?institution={code}&overdue=1");
        task("start-task_overdue", waiting.overdue, overdue, "overdue");
        task("start-task_applications", waiting.applications, format!("/credit/inbox?institution={code}"), "submitted");
        let revocations = credit::work::revocation::list(op, code)?;
        let asked = revocations.iter().filter(|one| one.state == RevocationState::Asked).count();
        let revocations = format!("/credit/revocations?institution={code}");
        task("start-task_revocations", i64::try_from(asked).unwrap_or(i64::MAX), revocations, "awaiting_second");
        task("start-task_submitted", waiting.submitted, format!("/credit/drafts?institution={code}"), "submitted");
    }
    if holds(credit::access::REGISTRAR) {
        let declared = credit::work::verification::counts(op, code)?;
        let unverified = declared.iter().find(|(state, _)| *state == DeclarationState::Unverified);
        let verifications = format!("/credit/verifications?institution={code}");
        task("start-task_verifications", unverified.map_or(0, |(_, count)| *count), verifications, "submitted");
        task("start-task_deposits", waiting.deposits, format!("/credit/deposits?institution={code}"), "submitted");
        task("start-task_drafts", waiting.drafts, format!("/credit/drafts?institution={code}"), "draft");
    }
    Ok(())
}

/// What experts and members of the joint committee were asked for.
fn asked(op: &Op, voice: &Voice, tasks: &mut Vec<Task>) -> op::Result<()> {
    let mut task = |key: &str, count: usize, href: &str| {
        if count > 0 {
            let title = voice.with(key, &Args::one("count", count));
            tasks.push(Task { title, href: href.to_owned(), hint: String::new(), state: "submitted" });
        }
    };
    if op.actor().holds_anywhere(credit::access::EXPERT) {
        let opinions = credit::work::opinion::own(op)?;
        let asked = opinions.iter().filter(|one| one.state == OpinionState::Asked).count();
        task("start-task_opinions", asked, "/credit/opinions");
    }
    if op.actor().holds_anywhere(credit::access::COMMITTEE) {
        let hearings = credit::work::appeal::hearings(op, AppealState::Filed)?;
        task("start-task_hearings", hearings.len(), "/credit/hearings");
    }
    Ok(())
}

fn own_sentence(voice: &Voice, own: &credit::work::home::Own) -> String {
    if own.counts.institutions == 0 {
        return voice.word(if own.has_outcomes { "start-own_none_counts" } else { "start-own_nothing" });
    }
    let matches::Summary { programmes, provinces, credit, .. } = own.counts;
    let args = Args::one("programmes", programmes).and("provinces", provinces).and("credit", credit);
    voice.with("start-own_counts", &args)
}

fn own_tasks(voice: &Voice, own: credit::work::home::Own, tasks: &mut Vec<Task>) {
    let mut task = |title: String, href: String, state| tasks.push(Task { title, href, hint: String::new(), state });
    for application in own.returned {
        task(voice.word("start-task_returned"), format!("/credit/applications/{}", application.id), "returned");
    }
    for application in own.drafts {
        task(voice.word("start-task_begun"), format!("/credit/applications/{}", application.id), "draft");
    }
    if own.counts.institutions > 0 {
        let best = own.best.as_ref();
        let name = best.map_or("", |best| if best.title.is_empty() { &best.counted.programme } else { &best.title });
        let title = voice.with("start-task_matches", &Args::one("credit", own.counts.credit).and("programme", name));
        let href = best.map_or_else(
            || "/credit/matches".to_owned(),
            |best| format!("/credit/matches/{}/{}", best.counted.institution, best.counted.programme),
        );
        task(title, href, "not_started");
    }
    if own.filed > 0 {
        let title = voice.with("start-task_filed", &Args::one("count", own.filed));
        task(title, "/credit/applications".to_owned(), "submitted");
    }
}
