//! 办理期限: by when a filed application is to be decided, and which reminder is due.

use units::{Day, Instant};

/// Nothing was reminded of yet.
pub const NONE: i64 = 0;
/// The due day comes near.
pub const SOON: i64 = 1;
/// The due day is over.
pub const OVERDUE: i64 = 2;
/// It has been over for as long again.
pub const LONG_OVERDUE: i64 = 3;

const DAY_SECONDS: i64 = 86_400;

/// The first moment after the due day: the day of filing is not counted.
pub fn due_at(filed: Instant, days: i64) -> Instant {
    filed.day_in_shanghai().plus_days(days + 1).start_in_shanghai()
}

/// The due day of such a moment.
pub fn due_on(due_at: Instant) -> Day {
    due_at.day_in_shanghai().plus_days(-1)
}

/// The reminder that is due at a moment, whatever was sent before: whoever slept through several sends the last only.
pub fn stage(now: Instant, due_at: Instant, remind_days: i64) -> i64 {
    let reached = |stage: &i64| moment(*stage, due_at, remind_days).is_some_and(|at| at <= now);
    [LONG_OVERDUE, OVERDUE, SOON].into_iter().find(|stage| reached(stage)).unwrap_or(NONE)
}

/// When the reminder behind a stage is due; none behind the last.
pub fn next_at(stage: i64, due_at: Instant, remind_days: i64) -> Option<Instant> {
    moment(stage + 1, due_at, remind_days)
}

fn moment(stage: i64, due_at: Instant, remind_days: i64) -> Option<Instant> {
    let days = match stage {
        SOON => -remind_days,
        OVERDUE => 0,
        LONG_OVERDUE => remind_days,
        _ => return None,
    };
    Some(due_at.plus_seconds(days * DAY_SECONDS))
}
