//! The minor of the cast and those who stand by her: a guardian who was attested, and one who waits for it.

use anyhow::Context;
use identity::model::{InvitationInput, NewPerson};
use identity::work::{guardians, invitations};
use op::Actor;

use super::Stage;
use super::cast::PASSWORD;
use super::people::{Learner, People};

/// Who claims a record in the year; not introduced on the start page.
const CLAIMANT: &str = "zhao.cousin";

/// The minor names her father, who says that he is her guardian.
pub(super) fn guardian(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let father = people.actor("zhao.guardian")?;
    stand_by(stage, people, &father, "zhao.guardian", "parent")
}

/// The school that deposited for the minor attests who her guardian is.
pub(super) fn attest(stage: &Stage, people: &People, registrar: &str) -> anyhow::Result<()> {
    let (learner, guardian) = (people.actor("zhao.learner")?.id, people.actor("zhao.guardian")?.id);
    stage.write(&people.actor(registrar)?, move |op| guardians::answer(op, &learner, &guardian, true))
}

/// A learner claims the record their school made of them, and stands by the minor as well; the school has not attested that.
pub(super) fn claim(stage: &Stage, people: &People, registrar: &str, learner: &Learner) -> anyhow::Result<()> {
    stage.days_ago(6);
    let record = identity::cli::find_by_id_number(&stage.app, &learner.number)?.context("a record to be claimed")?;
    let link = invitations::invite(
        &stage.app,
        &people.actor(registrar)?,
        InvitationInput { person: Some(record.clone()), grant: None },
    )?;
    let new = NewPerson {
        name: learner.name.clone(),
        id_number: Some(learner.number.clone()),
        sign_in_name: Some(CLAIMANT.to_owned()),
        password_hash: Some(identity::password::hash(PASSWORD, stage.app.random())?),
        ..NewPerson::default()
    };
    stage.days_ago(5);
    stage.write(&Actor::public(), move |op| invitations::accept_as_new(op, &link, &new))?;
    stand_by(stage, people, &Actor::with_grants(&record, Vec::new()), CLAIMANT, "appointed")
}

fn stand_by(
    stage: &Stage,
    people: &People,
    guardian: &Actor,
    sign_in: &'static str,
    relation: &'static str,
) -> anyhow::Result<()> {
    let child = people.actor("zhao.learner")?;
    let learner = child.id.clone();
    stage.write(&child, move |op| guardians::name(op, &learner, sign_in, relation))?;
    let learner = child.id;
    stage.write(guardian, move |op| guardians::confirm(op, &learner))
}
