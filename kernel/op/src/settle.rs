//! From what the database says to the outcome of a write, where it does not say enough.
//!
//! Two answers leave a question. A commit whose outcome is unknown happened if, and only if, the operation's journal row is
//! there; and a request with a key that failed may have failed on its own twin, whose answer is then kept. Both questions are
//! put by a transaction of their own, so that nobody blocks who writes for all.

use std::sync::{Arc, Mutex, PoisonError};

use db::Tx;
use serde::de::DeserializeOwned;

use crate::error::into_db;
use crate::{Actor, Error, RequestKey, Result, journal, request};

/// The outcome a write leaves behind for the case that its commit is not answered: its journal row, if it wrote one.
pub(crate) type Left<T> = Arc<Mutex<Option<(Option<String>, T)>>>;

/// Who asked, under which key.
pub(crate) struct Asked(Option<(Actor, RequestKey)>);

impl Asked {
    pub(crate) fn new(actor: &Actor, key: Option<&RequestKey>) -> Asked {
        Asked(key.map(|key| (actor.clone(), key.clone())))
    }
}

/// What is known after the database has answered.
pub(crate) enum Settled<T> {
    /// Everything.
    Known(Result<T>),
    /// A question is left.
    Ask(Question<T>),
}

/// What the database is asked once more.
pub(crate) enum Question<T> {
    /// Did the operation with this journal row happen? Then this is its answer.
    Happened { journal: String, answer: T },
    /// Was the same request answered meanwhile? If not, this is what is wrong.
    Answered { actor: Actor, key: RequestKey, error: Error },
}

/// What the database answers to it.
pub(crate) enum Found<T> {
    Happened,
    Answer(Option<T>),
}

/// The journal row of an unknown commit is not there.
struct Absent;

pub(crate) fn settle<T>(outcome: db::Result<()>, left: &Left<T>, asked: Asked) -> Settled<T> {
    let answer = || left.lock().unwrap_or_else(PoisonError::into_inner).take();
    let error = match outcome {
        Ok(()) => {
            let lost = || Error::bug("a write was answered without an outcome");
            return Settled::Known(answer().map(|(_, answer)| answer).ok_or_else(lost));
        }
        Err(db::Error::OutcomeUnknown) => match answer() {
            Some((Some(journal), answer)) => return Settled::Ask(Question::Happened { journal, answer }),
            // Nothing was to be written.
            Some((None, answer)) => return Settled::Known(Ok(answer)),
            None => Error::Busy,
        },
        Err(error) => error.into(),
    };
    match (asked.0, error) {
        (Some((actor, key)), error @ (Error::Busy | Error::Conflict(_) | Error::Refused(_) | Error::Missing)) => {
            Settled::Ask(Question::Answered { actor, key, error })
        }
        (_, error) => Settled::Known(Err(error)),
    }
}

impl<T: DeserializeOwned + Send + 'static> Question<T> {
    /// The transaction that asks. It changes nothing.
    pub(crate) fn run(&self) -> impl FnMut(&Tx) -> db::Result<Found<T>> + Send + 'static {
        let (happened, answered) = match self {
            Question::Happened { journal, .. } => (Some(journal.clone()), None),
            Question::Answered { actor, key, .. } => (None, Some((actor.clone(), key.clone()))),
        };
        move |tx| match (&happened, &answered) {
            // A plain look would miss a transaction that is still on its way to its commit; this waits for it.
            (Some(journal), _) if journal::claim(tx, journal)? => Err(db::Error::caller(Absent)),
            (_, Some((actor, key))) => request::answered(tx, actor, key).map(Found::Answer).map_err(into_db),
            _ => Ok(Found::Happened),
        }
    }

    /// The outcome of the write, by what was found.
    pub(crate) fn conclude(self, found: db::Result<Found<T>>) -> Result<T> {
        match (self, found) {
            (Question::Happened { answer, .. }, Ok(Found::Happened)) => Ok(answer),
            (Question::Happened { .. }, Err(error)) => match error.into_caller::<Absent>() {
                Ok(Absent) => Err(Error::Busy),
                // The same fault may have hit the question: to say "send it again" could have it done twice.
                Err(error) => Err(Error::bug(format!("whether a write was made is not known: {error}"))),
            },
            (Question::Answered { .. }, Ok(Found::Answer(Some(answer)))) => Ok(answer),
            (Question::Answered { error, .. }, Err(asked)) => match Error::from(asked) {
                reused @ Error::Conflict(_) => Err(reused),
                _ => Err(error),
            },
            (Question::Answered { error, .. }, Ok(_)) => Err(error),
            (Question::Happened { .. }, Ok(Found::Answer(_))) => Err(Error::bug("an answer to another question")),
        }
    }
}
