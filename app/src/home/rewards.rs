//! What waits of points and rewards.

use op::Op;
use units::Args;
use web::Voice;

use super::Task;

/// Orders at one's counters, and schemes for a second person.
pub(super) fn staff(op: &Op, voice: &Voice, tasks: &mut Vec<Task>) -> op::Result<()> {
    let mut task = |key: &str, waiting: incentive::work::home::Waiting, href: String| {
        if waiting.count == 0 {
            return Ok(());
        }
        let name = incentive::work::Names::default().of(op, &waiting.place, voice.locale() == web::Locale::En)?;
        let title = voice.with(key, &Args::one("count", waiting.count));
        tasks.push(Task { title, href, hint: name, state: "submitted" });
        Ok::<_, op::Error>(())
    };
    for waiting in incentive::work::home::orders(op)? {
        let href = format!("/incentive/counter?provider={}", waiting.place);
        task("start-task_orders", waiting, href)?;
    }
    for waiting in incentive::work::home::schemes(op)? {
        let href = format!("/incentive/drafts?authority={}&state=submitted", waiting.place);
        task("start-task_schemes", waiting, href)?;
    }
    Ok(())
}

/// Orders of one's own to be collected.
pub(super) fn own(op: &Op, voice: &Voice, learner: &str, tasks: &mut Vec<Task>) -> op::Result<()> {
    let count = incentive::work::home::own(op, learner)?;
    if count > 0 {
        let title = voice.with("start-task_collect", &Args::one("count", count));
        tasks.push(Task { title, href: "/incentive/orders".to_owned(), hint: String::new(), state: "pending" });
    }
    Ok(())
}
