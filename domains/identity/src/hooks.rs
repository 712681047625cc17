//! What the web floor asks about people.

use op::{Actor, App, Op, Result};

use crate::model::Stage;
use crate::rules::session;
use crate::store::people as store;
use crate::vault;
use crate::work::sessions;

/// The actor of a session cookie. A session that is over, or whose second factor is still to be shown, is nobody's.
///
/// A session in use is noted at most every five minutes, without waiting for it.
pub fn authenticate(app: &App, ticket: &str) -> Result<Option<Actor>> {
    let platform = Actor::system("sessions");
    let found = app.read(&platform, |op| {
        let Some(current) = sessions::current(op, ticket)?.filter(|current| current.stage == Stage::Complete) else {
            return Ok(None);
        };
        let actor = sessions::actor(op, &current)?;
        let noted = session::worth_noting(&current.session, op.now());
        Ok(Some((actor, noted.then_some(current.session))))
    })?;
    let Some((actor, to_note)) = found else { return Ok(None) };
    if let Some(seen) = to_note {
        let note = move |op: &Op| sessions::note_seen(op, &seen.person, &seen.session, seen.seen_at);
        // A full queue loses nothing: the next request notes it.
        app.submit(platform, None, note, |_| ());
    }
    Ok(Some(actor))
}

/// The actor of a bearer token; none if it is not valid.
pub fn bearer(app: &App, text: &str) -> Result<Option<Actor>> {
    app.read(&Actor::system("tokens"), |op| sessions::bearer(op, text))
}

/// How somebody is named on the pages of those who may see what they did: staff and learners by their full name, the
/// platform by its own. What cannot be read is shown by its id.
pub fn display_name(op: &Op, id: &str) -> String {
    if id == "public" {
        return "–".to_owned();
    }
    if id.starts_with("system:") {
        return "学桥 Xueqiao".to_owned();
    }
    let name = store::person(op.conn(), id)
        .ok()
        .flatten()
        .and_then(|person| vault::open_text(op.keys(), vault::NAME, &person.person, &person.name_sealed).ok());
    name.unwrap_or_else(|| id.to_owned())
}
