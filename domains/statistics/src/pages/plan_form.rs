//! Writing an evaluation page by page.

use op::{Error, Op};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::plan_fields::{cited, pressed, read, values};
use crate::access::{Action, Verb, regions};
use crate::model::{Mean, Method, Plan, PlanKept};
use crate::rules::plan::{Step, lines, owed};
use crate::rules::system::citation;
use crate::shown::Shower;
use crate::shown::plan::{PlanShown, levels};
use crate::store;
use crate::work::plan::{self as work, Ground, ground};
use crate::work::system;

/// Data sets that are offered, the latest first; others are named in the text.
const DATA_OFFERED: i64 = 100;
/// The least share of figures a new plan asks for, in percent.
const AVAILABLE: u8 = 60;
/// The button that keeps a page, finished or not, and goes to the one before.
const BACK: &str = "back";
/// The button that keeps a page which was opened from the check, and goes back there.
const TO_CHECK: &str = "check";

/// What a new plan begins with, for an authority.
fn start(members: Vec<String>) -> Plan {
    let method = Method { means: vec![Mean::default()], available: Some(AVAILABLE), ..Method::default() };
    Plan { members, method, ..Plan::default() }
}

/// The plan a new evaluation begins with.
fn begun(op: &Op) -> op::Result<Plan> {
    let own = regions(op.actor());
    op.check(&Action::Evaluation(Verb::Draft, "", &own))?;
    Ok(start(own.into_iter().take(1).collect()))
}

/// One page: of a plan that is kept, or of a new one.
pub(super) struct Page<'a> {
    pub(super) step: Step,
    pub(super) plan: &'a Plan,
    pub(super) kept: Option<&'a PlanKept>,
}

impl Page<'_> {
    /// The page with these fields.
    pub(super) fn show(&self, op: &Op, voice: &Voice, form: FormView) -> op::Result<Response> {
        let mut shower = Shower::new(voice.clone());
        let (plan, step) = (self.plan, self.step);
        let ground = ground(op, plan)?;
        let kept = self.kept.map(|one| PlanShown::of(&shower, one));
        let said = shower.plan_sentences(plan, &ground, step);
        let rows = shower.plan_rows(plan);
        let elements = ground.set.as_ref().map(|set| shower.elements(set)).unwrap_or_default();
        let (authorities, members) = self.authorities(op, &mut shower)?;
        let mut systems = Vec::new();
        let mut sets = Vec::new();
        match step {
            Step::Begin => {
                for one in offered(op, plan)? {
                    systems.push(shower.system_offered(op, &one)?);
                }
            }
            Step::Figures => {
                let latest = store::data_set::latest(op.conn(), None, true, DATA_OFFERED)?;
                sets.extend(latest.iter().map(|set| shower.data_offered(set)));
                let older = ground.set.as_ref().filter(|set| latest.iter().all(|one| one.hash != set.hash));
                sets.extend(older.map(|set| shower.data_offered(set)));
            }
            _ => {}
        }
        let compared = ground.set.as_ref().map_or(0, |set| crate::rules::plan::compared(&set.about).count());
        let derived = plan.derived.iter().map(|one| (one.name.clone(), one.expression.clone())).collect::<Vec<_>>();
        let (own, number, levels) = (plan.system.is_none(), step as usize + 1, levels(plan));
        let step = step.name();
        Ok(Response::page(
            "statistics/plan.html",
            context! { form, step, number, plan => kept, said, rows, elements, authorities, members, systems, sets, compared,
            derived, own, levels },
        ))
    }

    /// The authorities that may publish, and the regions that may work on it as well.
    fn authorities(
        &self,
        op: &Op,
        shower: &mut Shower,
    ) -> op::Result<(Vec<crate::shown::Named>, Vec<crate::shown::Named>)> {
        if self.step != Step::Begin {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut own = regions(op.actor());
        own.extend(self.plan.members.first().cloned());
        own.sort();
        own.dedup();
        let filter = directory::store::RegionFilter {
            level: Some("province".to_owned()),
            in_force: Some(true),
            ..directory::store::RegionFilter::default()
        };
        let most = crate::rules::content::MEMBERS_MAX;
        let found = directory::store::regions(op.conn(), &filter, false, false, &None, most)?;
        let mut others: Vec<String> = found.into_iter().map(|(region, _)| region.code).collect();
        others.extend(self.plan.members.iter().cloned());
        others.sort();
        others.dedup();
        Ok((shower.regions(op, &own)?, shower.regions(op, &others)?))
    }
}

/// Systems in force: the latest version of each, and the one the plan stands on.
fn offered(op: &Op, plan: &Plan) -> op::Result<Vec<crate::model::IndicatorSystem>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut all = system::offered(op)?;
    let is_own = |one: &crate::model::IndicatorSystem| {
        plan.system.as_ref().is_some_and(|cited| cited.id == one.id && cited.version == one.version)
    };
    all.retain(|one| seen.insert(one.id.clone()) || is_own(one));
    Ok(all)
}

/// What a sent page says together with the plan it belongs to. Faults are kept in the form.
fn said(op: &Op, form: &mut Form, step: Step, was: &Plan) -> op::Result<(Plan, Ground)> {
    let mut plan = was.clone();
    let before = ground(op, &plan)?;
    read(form, step, &mut plan, &before);
    match step {
        Step::Begin => chosen_system(op, form, &mut plan, &before)?,
        Step::Figures if plan.data != was.data => {
            let now = ground(op, &plan)?;
            if let Some(set) = &now.set {
                lines::settle(&mut plan, now.system.as_ref(), &set.about);
            }
        }
        _ => {}
    }
    let now = ground(op, &plan)?;
    Ok((plan, now))
}

/// Takes the tree of the system that was chosen, or the one of one's own.
fn chosen_system(op: &Op, form: &mut Form, plan: &mut Plan, ground: &Ground) -> op::Result<()> {
    let choice = form.text("system", 1..=80);
    let found = match cited(&choice) {
        None => None,
        Some((id, version)) => store::system::version(op.conn(), &id, version)?,
    };
    if found.is_none() && choice != "own" && !choice.is_empty() {
        form.fault("system", "form.not_a_choice", units::Args::none());
        return Ok(());
    }
    let citing = found.as_ref().map(citation);
    if citing != plan.system || plan.lines.is_empty() {
        plan.system = citing;
        let about = ground.set.as_ref().map(|set| &set.about);
        lines::begin(plan, found.as_ref(), about);
    }
    if let Some(top) = plan.lines.first_mut().filter(|_| plan.system.is_none()).map(|top| &mut top.line)
        && top.name.is_empty()
    {
        top.name.clone_from(&plan.name);
        top.name_en.clone_from(&plan.name_en);
    }
    Ok(())
}

/// Refuses a page that cannot be read, and one that is left for the next without what it owes.
fn finished(form: &Form, plan: &Plan, ground: &Ground, step: Step, onward: bool) -> op::Result<()> {
    form.check()?;
    let faults = if onward { owed::owed(plan, step, ground.set.as_ref().map(|set| &set.about)) } else { Vec::new() };
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// `GET /statistics/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    if request.query_value("mode").as_deref() == Some("text") {
        return super::evaluation_form::new(request);
    }
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let plan = begun(op)?;
        Page { step: Step::Begin, plan: &plan, kept: None }.show(op, &voice, FormView::new(values(&plan)))
    }))
}

/// To a page of a plan.
pub(super) fn to(id: &str, step: Step) -> Response {
    Response::see_other(format!("/statistics/plans/{id}?step={}", step.name()))
}

/// `POST /statistics/plans`: the first page of a new plan.
pub(crate) fn create(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let form = request.fields()?;
    let (sent, again) = (form.clone(), form.clone());
    if form.clone().opt_text("do", 40).as_deref() == Some("preview") {
        return Ok(Reply::read(move |op| {
            let mut form = form;
            let (plan, _) = said(op, &mut form, Step::Begin, &begun(op)?)?;
            let status = if form.has_faults() { 422 } else { 200 };
            Ok(Page { step: Step::Begin, plan: &plan, kept: None }.show(op, &voice, form.view())?.status(status))
        }));
    }
    let verb = move |op: &Op| {
        let mut form = sent.clone();
        let (plan, ground) = said(op, &mut form, Step::Begin, &begun(op)?)?;
        finished(&form, &plan, &ground, Step::Begin, true)?;
        work::begin(op, &plan, None)
    };
    Ok(Reply::write(key, verb, |one: PlanKept| to(&one.id, Step::Figures)).or(move |op, error| {
        let plan = begun(op)?;
        Page { step: Step::Begin, plan: &plan, kept: None }.show(op, &voice, again.view_of(error))
    }))
}

/// `GET /statistics/plans/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let step = Step::named(&request.query_value("step").unwrap_or_default());
    let then = request.query_value("then").unwrap_or_default();
    if step == Step::Check {
        return Ok(Reply::long(move |op| super::plan_check::page(op, &voice, &work::kept(op, &id)?, None)));
    }
    Ok(Reply::read(move |op| {
        let one = work::kept(op, &id)?;
        let mut fields = values(&one.plan);
        fields.push(("then".to_owned(), then));
        Page { step, plan: &one.plan, kept: Some(&one) }.show(op, &voice, FormView::new(fields))
    }))
}

/// `POST /statistics/plans/{id}`: one page of a plan.
pub(crate) fn save(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let step = Step::named(&form.opt_text("step", 20).unwrap_or_default());
    let button = form.opt_text("do", 40).unwrap_or_default();
    let revision = form.int("revision", 0..=i64::MAX);
    let then = form.opt_text("then", 10).unwrap_or_default();
    if button == "preview" {
        return Ok(Reply::read(move |op| {
            let one = work::kept(op, &id)?;
            let (plan, _) = said(op, &mut form, step, &one.plan)?;
            let status = if form.has_faults() { 422 } else { 200 };
            Ok(Page { step, plan: &plan, kept: Some(&one) }.show(op, &voice, form.view())?.status(status))
        }));
    }
    let (sent, told) = (form.clone(), button.clone());
    let verb = move |op: &Op| {
        let mut form = sent.clone();
        let was = work::kept(op, &id)?;
        let (mut plan, ground) = said(op, &mut form, step, &was.plan)?;
        let stays = form.has_faults() || pressed(&mut form, &mut plan, &told);
        finished(&form, &plan, &ground, step, !stays && told != BACK)?;
        work::keep(op, &id, revision, &plan)
    };
    let done = move |one: PlanKept| match button.as_str() {
        BACK => to(&one.id, step.previous()),
        TO_CHECK => to(&one.id, Step::Check),
        "" | "keep" => to(&one.id, step.next()),
        _ => Response::see_other(format!("/statistics/plans/{}?step={}&then={then}#rows", one.id, step.name())),
    };
    Ok(Reply::write(key, verb, done).or(move |op, error| {
        let one = work::kept(op, &again)?;
        Page { step, plan: &one.plan, kept: Some(&one) }.show(op, &voice, form.view_of(error))
    }))
}

/// `POST /statistics/plans/preview`: what is read back beside the fields while they are filled in.
pub(crate) fn live(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let id = form.opt_text("plan", 64);
    let step = Step::named(&form.opt_text("step", 20).unwrap_or_default());
    Ok(Reply::read(move |op| {
        let was = match id {
            Some(id) => work::kept(op, &id)?.plan,
            None => begun(op)?,
        };
        let (plan, ground) = said(op, &mut form, step, &was)?;
        let said = Shower::new(voice).plan_sentences(&plan, &ground, step);
        Ok(Response::page("statistics/plan_preview.html", context! { said, form => form.view() }))
    }))
}
