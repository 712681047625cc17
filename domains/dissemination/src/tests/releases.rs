//! A release from draft to withdrawal, and reading it page by page.

use op::{Actor, Error};

use super::house::{House, officer, refusal};
use super::{flow, handover};
use crate::model::{Release, ReleaseInput, ReleaseState, StepInput};
use crate::work::plain::{self, Wanted};
use crate::work::stream::{Reader, Selection};
use crate::work::{catalogue, dataflow, release};

pub(super) struct Cast {
    pub(super) house: House,
    pub(super) maker: Actor,
    pub(super) second: Actor,
}

pub(super) fn cast() -> Cast {
    let house = House::new();
    let (maker, second) =
        (officer("prs_maker", "monitor_officer", "310000"), officer("prs_second", "province_officer", "310000"));
    house.write(&maker, |op| dataflow::make(op, &flow("DF_TRIAL"))).unwrap();
    Cast { house, maker, second }
}

fn at(release: &Release) -> StepInput {
    StepInput { revision: release.revision, reason: "示例理由".into() }
}

impl Cast {
    pub(super) fn receive(&self, input: ReleaseInput) -> op::Result<Release> {
        self.house.write(&self.maker, move |op| release::receive(op, &input))
    }

    pub(super) fn released(&self, input: ReleaseInput) -> Release {
        let drafted = self.receive(input).unwrap();
        let proposed = self.step(&self.maker, &drafted, release::propose).unwrap();
        self.step(&self.second, &proposed, release::release).unwrap()
    }

    pub(super) fn step(
        &self,
        actor: &Actor,
        was: &Release,
        verb: fn(&op::Op, &str, i64, &StepInput) -> op::Result<Release>,
    ) -> op::Result<Release> {
        let (id, version, at) = (was.dataflow.clone(), was.version, at(was));
        self.house.write(actor, move |op| verb(op, &id, version, &at))
    }
}

#[test]
fn a_release_needs_two_people_and_is_never_edited() {
    let cast = cast();
    let drafted = cast.receive(handover("DF_TRIAL", 3, 4)).unwrap();
    assert_eq!((drafted.version, drafted.series, drafted.observations), (1, 6, 24));
    assert_eq!((drafted.first_period.as_str(), drafted.last_period.as_str()), ("2000", "2003"));
    // A draft is replaced as often as need be, under its number.
    let again = cast.receive(handover("DF_TRIAL", 3, 5)).unwrap();
    assert_eq!((again.version, again.observations), (1, 30));
    assert_ne!(again.hash, drafted.hash);
    assert_eq!(refusal(cast.step(&cast.maker, &drafted, release::propose)), "dissemination.flow.not_now");
    let proposed = cast.step(&cast.maker, &again, release::propose).unwrap();
    assert_eq!(refusal(cast.receive(handover("DF_TRIAL", 3, 6))), "dissemination.release.open");
    assert_eq!(refusal(cast.step(&cast.maker, &proposed, release::release)), "dissemination.release.same_person");
    let other = officer("prs_other", "province_officer", "320000");
    assert!(matches!(cast.step(&other, &proposed, release::release), Err(Error::Forbidden(_))));
    let released = cast.step(&cast.second, &proposed, release::release).unwrap();
    assert_eq!(released.state, ReleaseState::Released);
    assert_eq!(released.published.as_ref().map(|one| one.name.as_str()), Some("试验数据（示例）"));
    assert_eq!(refusal(cast.step(&cast.second, &released, release::release)), "dissemination.flow.not_now");
    assert_eq!(refusal(cast.receive(handover("DF_TRIAL", 3, 5))), "dissemination.release.nothing_new");
    let next = cast.receive(handover("DF_TRIAL", 3, 6)).unwrap();
    assert_eq!((next.version, next.structure_version), (2, 1));
}

#[test]
fn who_made_it_does_not_release_it_even_when_another_proposed_it() {
    let cast = cast();
    let drafted = cast.receive(handover("DF_TRIAL", 1, 2)).unwrap();
    let proposed = cast.step(&cast.second, &drafted, release::propose).unwrap();
    for person in [&cast.maker, &cast.second] {
        assert_eq!(refusal(cast.step(person, &proposed, release::release)), "dissemination.release.same_person");
    }
    let back = cast.step(&cast.second, &proposed, release::give_back).unwrap();
    assert_eq!((back.state, back.proposed_by), (ReleaseState::Draft, None));
}

#[test]
fn what_is_withdrawn_is_public_no_more_and_says_why() {
    let cast = cast();
    let released = cast.released(handover("DF_TRIAL", 2, 3));
    let public =
        |cast: &Cast| cast.house.app.read(&Actor::public(), |op| Ok(catalogue::current(op)?.releases.len())).unwrap();
    assert_eq!(public(&cast), 1);
    let newest = cast.house.app.read(&Actor::public(), |op| crate::facts::newest(op, "DF_TRIAL")).unwrap().unwrap();
    assert_eq!((newest.version, newest.path.as_str(), &newest.hash), (1, "/data/DF_TRIAL/1", &released.hash));
    let empty = StepInput { revision: released.revision, reason: " ".into() };
    let refused = cast.house.write(&cast.maker, move |op| release::withdraw(op, "DF_TRIAL", 1, &empty));
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let withdrawn = cast.step(&cast.maker, &released, release::withdraw).unwrap();
    assert_eq!((withdrawn.state, withdrawn.reason.as_str()), (ReleaseState::Withdrawn, "示例理由"));
    assert_eq!(public(&cast), 0);
    // Its number is not given again, and the same content may be released anew.
    assert_eq!(cast.receive(handover("DF_TRIAL", 2, 3)).unwrap().version, 2);
}

#[test]
fn a_stranger_sees_what_is_public_and_nothing_else() {
    let cast = cast();
    cast.receive(handover("DF_TRIAL", 1, 2)).unwrap();
    let seen = |actor: &Actor| cast.house.app.read(actor, |op| Ok(release::seen(op, "DF_TRIAL")?.1.len())).unwrap();
    assert_eq!((seen(&Actor::public()), seen(&cast.maker)), (0, 1));
}

#[test]
fn pages_join_without_a_gap_whatever_is_wanted() {
    let cast = cast();
    // More observations and more series than a page holds.
    let released = cast.released(handover("DF_TRIAL", 2_600, 2));
    assert_eq!(released.observations, 10_400);
    let all: Vec<_> = cast
        .house
        .app
        .read(&cast.maker, |op| {
            let mut reader = Reader::new(&released);
            let mut found = Vec::new();
            while let Some(one) = reader.next(op)? {
                found.push(one);
            }
            Ok(found)
        })
        .unwrap();
    assert_eq!(all.len(), 10_400);
    assert!(all.windows(2).all(|pair| pair[0].key < pair[1].key));
    let wanted: [fn(&[String]) -> bool; 5] =
        [|_| true, |_| false, |key| key[1] == "Y", |key| key[0].ends_with('7'), |key| key[0].as_str() > "A01990"];
    for (which, wanted) in wanted.into_iter().enumerate() {
        let found = cast
            .house
            .app
            .read(&cast.maker, |op| {
                let mut selection = Selection::new(&released, wanted);
                let mut found = Vec::new();
                loop {
                    let page = selection.page(op)?;
                    if page.is_empty() {
                        return Ok(found);
                    }
                    found.extend(page);
                }
            })
            .unwrap();
        let expected: Vec<_> = all.iter().filter(|one| wanted(&one.key[..2])).cloned().collect();
        assert_eq!(found, expected, "the selection {which}");
    }
}

#[test]
fn files_have_every_observation_that_is_wanted() {
    let cast = cast();
    let released = cast.released(handover("DF_TRIAL", 3, 3));
    let app = &cast.house.app;
    let mut wanted = Wanted::all(&released.structure);
    let mut csv = Vec::new();
    crate::work::file::csv(app, &cast.maker, &released, &wanted, &mut csv).unwrap();
    let text = String::from_utf8(csv).unwrap();
    assert_eq!(text.lines().count(), 19, "{text}");
    let second = text.lines().nth(1).unwrap();
    assert_eq!(second, "A00000,名称A00000,,X,名称X,,2000,0.5,A");
    wanted.values[1] = vec!["Y".into()];
    wanted.from = Some("2001".into());
    let mut json = Vec::new();
    crate::work::file::json(app, &cast.maker, &released, &wanted, &mut json).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["observations"].as_array().map(Vec::len), Some(6));
    assert_eq!(json["observations"][0]["OBS_VALUE"], serde_json::json!(1.5));
    assert_eq!(json["hash"], format!("sha256:{}", released.hash));
    let mut count = 0;
    let read = |page: &mut dyn FnMut(&op::Op) -> op::Result<Vec<_>>| app.read(&cast.maker, |op| page(op));
    plain::each(&released, &wanted, read, |_| {
        count += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(count, 6);
}

#[test]
fn parquet_is_read_back_as_it_was_written() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let cast = cast();
    let released = cast.released(handover("DF_TRIAL", 2, 2));
    let file = tempfile::tempfile().unwrap();
    let wanted = Wanted::all(&released.structure);
    crate::work::file::parquet(&cast.house.app, &cast.maker, &released, &wanted, file.try_clone().unwrap()).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert_eq!(rows.len(), 8);
    assert!(rows[7].contains("OBS_VALUE: 101.5") && rows[7].contains("INDICATOR: \"Y\""), "{}", rows[7]);
    assert!(rows[0].contains("REF_AREA_NAME_EN: null"), "{}", rows[0]);
}

#[test]
fn a_workbook_has_the_observations_the_codes_and_what_is_cited() {
    let cast = cast();
    let released = cast.released(handover("DF_TRIAL", 2, 2));
    let file = tempfile::NamedTempFile::new().unwrap();
    let wanted = Wanted::all(&released.structure);
    crate::work::workbook::write(&cast.house.app, &cast.maker, &released, &wanted, file.reopen().unwrap()).unwrap();
    let bytes = std::fs::read(file.path()).unwrap();
    let grid = directory::import::Grid::read("x.xlsx", &bytes).map_err(|fault| fault.code).unwrap();
    assert_eq!(grid.rows().len(), 9);
    assert_eq!(grid.rows()[8][7], "101.5");
}
