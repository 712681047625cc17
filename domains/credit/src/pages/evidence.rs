//! 授权与材料: the step in which a learner allows reading and attaches evidence, the same for an application and for an
//! outcome of one's own.

use std::path::Path;

use op::{Actor, App, FileRef, Op};
use units::{Args, Day};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::model::Attachment;
use crate::rules::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};
use crate::work::application::ConsentStep;

/// How long a consent is proposed to hold: a review, a query and an appeal fit into half a year, and so does a verification.
const CONSENT_DAYS: i64 = 180;

/// What evidence is attached to, by its verbs.
pub(crate) struct Evidence {
    /// Address of what it is attached to, without its id.
    pub(crate) of: &'static str,
    /// The page of the step.
    pub(crate) page: fn(&Op, &str, Voice, FormView) -> op::Result<Response>,
    pub(crate) consent: fn(&Op, &str, &ConsentStep) -> op::Result<()>,
    /// Attaches content that lies in a file, by its name and hash.
    pub(crate) attach: fn(&App, &Actor, &str, &str, &Path, &str) -> op::Result<()>,
    pub(crate) detach: fn(&Op, &str, &str) -> op::Result<()>,
    /// Evidence by its hash for whoever may read it, which is recorded.
    pub(crate) read: fn(&Op, &str, &str) -> op::Result<Option<Attachment>>,
}

/// What the step asks, beside what is shown of what it belongs to.
pub(crate) fn asked(waits: bool, of: web::Context) -> web::Context {
    context! { waits, megabytes => ATTACHMENT_BYTES_MAX / 1024 / 1024, attachments_max => ATTACHMENTS_MAX, ..of }
}

impl Evidence {
    fn at(&self, id: &str) -> String {
        format!("{}/{id}/evidence", self.of)
    }

    /// `GET …/{id}/evidence`
    pub(crate) fn show(&'static self, request: &Request) -> Answer {
        let (id, voice) = (request.path("id")?, request.voice());
        Ok(Reply::read(move |op| {
            let until = op.today().plus_days(CONSENT_DAYS).to_string();
            (self.page)(op, &id, voice, FormView::new([("until".to_owned(), until)]))
        }))
    }

    /// The step again, as it was sent.
    fn again(&'static self, id: String, voice: Voice, form: Form) -> Reply {
        Reply::read(move |op| Ok((self.page)(op, &id, voice, form.view())?.status(422)))
    }

    /// `POST …/{id}/consent`
    pub(crate) fn allow(&'static self, request: &Request) -> Answer {
        let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
        let mut form = request.fields()?;
        let until: Day = form.day("until");
        if !form.flag("agree") {
            form.fault("agree", "credit.application.agree", Args::none());
        }
        if form.has_faults() {
            return Ok(self.again(id, voice, form));
        }
        let target = self.at(&id);
        let verb = move |op: &Op| (self.consent)(op, &id, &ConsentStep { until });
        let done = move |()| Response::see_other(target).notice("credit-notice-consented");
        Ok(Reply::write(request.key(), verb, done)
            .or(move |op, error| (self.page)(op, &again, voice, form.view_of(error))))
    }

    /// `POST …/{id}/attachments`
    pub(crate) fn upload(&'static self, request: &Request) -> Answer {
        let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
        let mut form = request.fields()?;
        if !request.has_upload("file") {
            form.fault("file", "form.missing_file", Args::none());
            return Ok(self.again(id, voice, form));
        }
        let upload = request.upload("file")?;
        let target = self.at(&id);
        Ok(Reply::work(move |app, actor| {
            (self.attach)(app, actor, &id, &upload.filename, &upload.path, &upload.hash)?;
            Ok(Response::see_other(target).notice("credit-notice-attached"))
        })
        .or(move |op, error| (self.page)(op, &again, voice, form.view_of(error))))
    }

    /// `POST …/{id}/attachments/{hash}/removal`
    pub(crate) fn remove(&'static self, request: &Request) -> Answer {
        let (id, hash) = (request.path("id")?, request.path("hash")?);
        let target = self.at(&id);
        let verb = move |op: &Op| (self.detach)(op, &id, &hash);
        let done = move |()| Response::see_other(target).notice("credit-notice-detached");
        Ok(Reply::write(request.key(), verb, done))
    }

    /// `GET …/{id}/attachments/{hash}`
    pub(crate) fn download(&'static self, request: &Request) -> Answer {
        let (id, hash) = (request.path("id")?, request.path("hash")?);
        Ok(Reply::work(move |app, actor| {
            let found = app.write(actor, None, move |op| (self.read)(op, &id, &hash))?;
            let file = found.ok_or(op::Error::Missing)?;
            let stored = FileRef { hash: file.hash, size: file.size, media_type: file.media_type };
            Ok(Response::stored(stored, &file.name))
        }))
    }
}
