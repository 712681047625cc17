//! What a handler decides: how its operation is to be run.

use op::{Actor, App, Error, Op, RequestKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Request, Response};

/// What a route calls. It parses, and says what to run; it does not wait for anything.
pub type Handler = fn(Request) -> Answer;

/// What a handler answers: a reply, or why there is none.
pub type Answer = op::Result<Reply>;

type Read = Box<dyn FnOnce(&Op) -> op::Result<Response> + Send>;
type Work = Box<dyn FnOnce(&App, &Actor) -> op::Result<Response> + Send>;
type Again = Box<dyn FnOnce(&Op, &Error) -> op::Result<Response> + Send>;
/// Makes the answer of a write, off the writer's thread.
pub(crate) type Finish = Box<dyn FnOnce() -> Response + Send>;
type Submit = Box<dyn FnOnce(&App, &Actor, Done) + Send>;
type Done = Box<dyn FnOnce(op::Result<Finish>) + Send>;

/// How an operation is to be run.
#[allow(clippy::large_enum_variant, reason = "a reply is moved once, from the handler to what runs it")]
pub enum Reply {
    /// There is nothing to run.
    Now(Response),
    /// A short read, on the thread that serves the request where the database allows it.
    Read(Read),
    /// A read that takes long: on a thread of its own.
    Long(Read),
    /// Work around operations, such as hashing a password or storing a file: on a thread of its own.
    Work(WorkPlan),
    /// A write; answered once it is durable.
    Write(WritePlan),
}

/// Work on a thread of its own.
pub struct WorkPlan {
    pub(crate) work: Work,
    pub(crate) again: Option<Again>,
}

/// A write and what becomes of its outcome.
pub struct WritePlan {
    pub(crate) submit: Submit,
    pub(crate) again: Option<Again>,
}

impl Reply {
    /// Answers at once.
    pub fn now(response: Response) -> Reply {
        Reply::Now(response)
    }

    /// Answers from a short read.
    pub fn read(read: impl FnOnce(&Op) -> op::Result<Response> + Send + 'static) -> Reply {
        Reply::Read(Box::new(read))
    }

    /// Answers from a read that takes long.
    pub fn long(read: impl FnOnce(&Op) -> op::Result<Response> + Send + 'static) -> Reply {
        Reply::Long(Box::new(read))
    }

    /// Answers from work around one or several operations.
    pub fn work(work: impl FnOnce(&App, &Actor) -> op::Result<Response> + Send + 'static) -> Reply {
        Reply::Work(WorkPlan { work: Box::new(work), again: None })
    }

    /// Runs a verb and answers with what `then` makes of its outcome. With a key a repeat is answered with the first outcome.
    pub fn write<T>(
        key: Option<RequestKey>,
        verb: impl FnMut(&Op) -> op::Result<T> + Send + 'static,
        then: impl FnOnce(T) -> Response + Send + 'static,
    ) -> Reply
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let submit = move |app: &App, actor: &Actor, done: Done| {
            app.submit(actor.clone(), key, verb, move |outcome: op::Result<T>| {
                done(outcome.map(|outcome| Box::new(move || then(outcome)) as Finish));
            });
        };
        Reply::Write(WritePlan { submit: Box::new(submit), again: None })
    }

    /// What to show if the verb says no (`Invalid`, `Refused`, `Conflict`): usually the form again, as it was typed. Its
    /// status is set to 422 or 409. Only for [`Reply::write`] and [`Reply::work`].
    pub fn or(self, again: impl FnOnce(&Op, &Error) -> op::Result<Response> + Send + 'static) -> Reply {
        match self {
            Reply::Write(plan) => Reply::Write(WritePlan { again: Some(Box::new(again)), ..plan }),
            Reply::Work(plan) => Reply::Work(WorkPlan { again: Some(Box::new(again)), ..plan }),
            other => other,
        }
    }
}
