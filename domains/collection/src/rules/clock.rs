//! Which reminder of a day is due, and when.

use units::{Day, Instant};

/// Days before the last day on which a reminder is sent.
pub const SOON_DAYS: i64 = 3;

/// What is told of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The last day comes near.
    Soon,
    /// It is over.
    Overdue,
}

units::names!("CollectionReminder", Stage { Soon => "soon", Overdue => "overdue" });

/// When a stage of a day is told.
pub fn moment(due_on: Day, stage: Stage) -> Instant {
    match stage {
        Stage::Soon => due_on.plus_days(-SOON_DAYS).start_in_shanghai(),
        Stage::Overdue => due_on.plus_days(1).start_in_shanghai(),
    }
}

/// The stage reached at a moment, if any: whoever slept through both is told the last only.
pub fn reached(now: Instant, due_on: Day) -> Option<Stage> {
    [Stage::Overdue, Stage::Soon].into_iter().find(|stage| moment(due_on, *stage) <= now)
}
