//! What there is, for everybody.

use serde::Serialize;
use web::{Answer, Reply, Request, Response, context};

use crate::access::works;
use crate::model::Category;
use crate::shown::{self, FlowShown, ReleaseShown};
use crate::store;
use crate::work::catalogue::current;

/// A subject with what is published of it.
#[derive(Serialize)]
struct Subject {
    name: &'static str,
    flows: Vec<Entry>,
}

/// A dataflow and its newest release.
#[derive(Serialize)]
struct Entry {
    flow: FlowShown,
    release: ReleaseShown,
}

/// `GET /data`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, base, officer) = (request.voice(), request.base(), works(&request.actor));
    Ok(Reply::read(move |op| {
        let all = current(op)?;
        let mut subjects: Vec<Subject> =
            Category::ALL.iter().map(|one| Subject { name: one.name(), flows: Vec::new() }).collect();
        let (mut observations, mut count) = (0, 0);
        for flow in store::dataflow::all(op.conn())? {
            let newest = all.releases.iter().rfind(|one| one.dataflow == flow.content.id);
            let Some(newest) = newest else { continue };
            let entry = Entry { flow: shown::flow(&voice, &flow), release: shown::release(&voice, newest) };
            observations += newest.observations;
            count += 1;
            if let Some(subject) = subjects.iter_mut().find(|one| one.name == flow.content.category.name()) {
                subject.flows.push(entry);
            }
        }
        subjects.retain(|subject| !subject.flows.is_empty());
        Ok(Response::page("dissemination/catalogue.html", context! { subjects, count, observations, base, officer }))
    }))
}
