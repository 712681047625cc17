//! A collection of the year: schools of 来安县 report for 优质均衡, one year released and one under way. The county is real, its
//! schools are invented, and every name says 示例.

use std::collections::BTreeMap;

use anyhow::Context;
use collection::model::form::{Figure, Form, Values};
use collection::model::{
    BackTo, BatchInput, BatchReturn, BulkInput, Campaign, CampaignInput, LookedAt, RejectInput, Return, SaveInput,
    StepInput, UnitInput, UnitsInput,
};
use collection::rules::shipped::shipped;
use collection::work::{batch, campaign, home, returns, review, unit as enrol};
use directory::model::InstitutionInput;
use op::Actor;
use units::Day;

use super::Stage;
use super::cast::SCHOOL;
use super::people::People;
use crate::house::cli;

/// 来安县.
const COUNTY: &str = "341122";
/// Schools of the county, all invented; the first is the cast's.
const SCHOOLS: [(&str, &str); 12] = [
    (SCHOOL, "来安县实验小学（示例）"),
    ("2134900102", "来安县城东小学（示例）"),
    ("2134900103", "来安县城西小学（示例）"),
    ("2134900104", "来安县永阳小学（示例）"),
    ("2134900105", "来安县汊河小学（示例）"),
    ("2134900106", "来安县水口小学（示例）"),
    ("2134900107", "来安县半塔小学（示例）"),
    ("2134900108", "来安县施官小学（示例）"),
    ("2134900109", "来安县雷官小学（示例）"),
    ("2134900110", "来安县舜山小学（示例）"),
    ("2134900111", "来安县三城小学（示例）"),
    ("2134900112", "来安县独山小学（示例）"),
];

/// Enters the school whose data officer is among the cast; the others stand in the table of units alone.
pub fn school(stage: &Stage) -> anyhow::Result<()> {
    let input = InstitutionInput {
        code: SCHOOL.to_owned(),
        name: SCHOOLS[0].1.to_owned(),
        kind: "school".to_owned(),
        ownership: "public".to_owned(),
        region: COUNTY.to_owned(),
        ..InstitutionInput::default()
    };
    stage.write(&cli(), move |op| directory::work::institution::register(op, &input)).map(|_| ())
}

/// Plays the scenes.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    year_before(stage, people).context("the collection of the year before")?;
    this_year(stage, people).context("this year's collection")
}

/// Makes and opens a campaign whose days are so many days from the stage's.
fn opened(stage: &Stage, officer: &Actor, year: i64, opens: Day, dues: [i64; 4]) -> anyhow::Result<Campaign> {
    let [unit, county, city, province] = dues.map(|days| opens.plus_days(days));
    let input = CampaignInput {
        title: format!("{year} 年度县域义务教育优质均衡数据采集（示例）"),
        title_en: format!("Collection on balanced compulsory education in counties, {year} (example)"),
        region: "340000".to_owned(),
        year,
        period: format!("{year} 学年初"),
        forms: vec!["school".to_owned(), "county".to_owned()],
        documents: Vec::new(),
        opens_on: opens,
        unit_due: unit,
        county_due: county,
        city_due: Some(city),
        province_due: Some(province),
        example: true,
    };
    let made = stage.write(officer, move |op| campaign::make(op, &input))?;
    let unit = |(code, name): (&str, &str)| UnitInput {
        code: code.to_owned(),
        name: name.to_owned(),
        county: COUNTY.to_owned(),
    };
    let county = UnitInput { code: COUNTY.to_owned(), name: String::new(), county: String::new() };
    let units = SCHOOLS.into_iter().map(unit).chain([county]).collect();
    let (id, input) = (made.id.clone(), UnitsInput { units, schools_of: String::new(), counties_of: String::new() });
    stage.write(officer, move |op| enrol::add_units(op, &id, &input))?;
    let (id, at) = (made.id.clone(), StepInput { revision: made.revision, reason: String::new() });
    stage.write(officer, move |op| campaign::open(op, &id, &at))
}

/// The year before: everything was reported, approved and released.
fn year_before(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let officer = people.actor("cao.monitor")?;
    stage.days_ago(360);
    let opens = stage.today.plus_days(-360).day_in_shanghai();
    let year = i64::from(opens.year()) - 1;
    let open = opened(stage, &officer, year, opens, [20, 30, 40, 50])?;
    stage.days_ago(350);
    bring(stage, &officer, &open, "school", &(0..SCHOOLS.len()).collect::<Vec<_>>(), -1)?;
    bring_county(stage, &officer, &open)?;
    for (days, reviewer) in [(340, "wei.county"), (330, "hong.city"), (320, "luo.province")] {
        stage.days_ago(days);
        accept_all(stage, &people.actor(reviewer)?, &open, |_| true)?;
    }
    let (id, at) = (open.id.clone(), StepInput { revision: open.revision, reason: String::new() });
    let reviewing = stage.write(&officer, move |op| campaign::review(op, &id, &at))?;
    let (id, at) = (open.id.clone(), StepInput { revision: reviewing.revision, reason: String::new() });
    stage.write(&officer, move |op| campaign::complete(op, &id, &at))?;
    // What was approved is handed on while it is still that day.
    stage.app.run_jobs()?;
    Ok(())
}

/// This year: some are approved, some wait at each level, one was sent back, one is being filled in with a mistake.
fn this_year(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (officer, county) = (people.actor("cao.monitor")?, people.actor("wei.county")?);
    stage.days_ago(18);
    let opens = stage.today.plus_days(-18).day_in_shanghai();
    let year = i64::from(stage.today.day_in_shanghai().year()) - 1;
    let open = opened(stage, &officer, year, opens, [20, 30, 40, 50])?;
    stage.days_ago(12);
    bring(stage, &officer, &open, "school", &(1..11).collect::<Vec<_>>(), 0)?;
    stage.days_ago(9);
    send_back(stage, &county, &open, SCHOOLS[5].0, stage.today.plus_days(5).day_in_shanghai())?;
    accept_all(stage, &county, &open, |at| at < 9)?;
    stage.days_ago(6);
    accept_all(stage, &people.actor("hong.city")?, &open, |at| at < 7)?;
    stage.days_ago(3);
    accept_all(stage, &people.actor("luo.province")?, &open, |at| at < 5)?;
    stage.days_ago(2);
    mistaken(stage, &people.actor("jiang.data")?, &open)
}

/// Brings the returns of some schools; flags are answered.
fn bring(
    stage: &Stage,
    officer: &Actor,
    open: &Campaign,
    name: &'static str,
    schools: &[usize],
    earlier: i32,
) -> anyhow::Result<()> {
    let form = shipped(name).context("a shipped form")?;
    let answers: BTreeMap<String, String> =
        form.checks.iter().map(|check| (check.code.clone(), "已与台账核对，数据无误。".to_owned())).collect();
    let one = |at: &usize| BatchReturn {
        unit: SCHOOLS[*at].0.to_owned(),
        values: figures(&form, *at, earlier),
        answers: answers.clone(),
    };
    let (id, input) = (
        open.id.clone(),
        BatchInput { form: name.to_owned(), submit: true, returns: schools.iter().map(one).collect() },
    );
    let outcomes = stage.write(officer, move |op| batch::bring(op, &id, &input))?;
    match outcomes.iter().find(|one| one.outcome != "submitted") {
        None => Ok(()),
        Some(one) => anyhow::bail!("{} was {}: {:?}", one.about, one.outcome, one.faults),
    }
}

/// Brings the county's own return.
fn bring_county(stage: &Stage, officer: &Actor, open: &Campaign) -> anyhow::Result<()> {
    let form = shipped("county").context("the county's form")?;
    let values = COUNTY_FIGURES.map(|(name, figure)| (name.to_owned(), Figure::Number(figure)));
    let answers = form.checks.iter().map(|check| (check.code.clone(), "已核对。".to_owned())).collect();
    let one = BatchReturn { unit: COUNTY.to_owned(), values: values.into_iter().collect(), answers };
    let (id, input) = (open.id.clone(), BatchInput { form: "county".to_owned(), submit: true, returns: vec![one] });
    let outcomes = stage.write(officer, move |op| batch::bring(op, &id, &input))?;
    match outcomes.first() {
        Some(one) if one.outcome == "submitted" => Ok(()),
        other => anyhow::bail!("the county's return: {other:?}"),
    }
}

/// Accepts what waits for a reviewer of a campaign, of the schools at some places.
fn accept_all(stage: &Stage, reviewer: &Actor, open: &Campaign, which: fn(usize) -> bool) -> anyhow::Result<()> {
    let (waiting, _) = stage.app.read(reviewer, home::inbox)?;
    let place = |unit: &str| SCHOOLS.iter().position(|(code, _)| *code == unit).unwrap_or(0);
    let heads = waiting.into_iter().map(|one| one.found.head);
    let returns: BTreeMap<String, LookedAt> = heads
        .filter(|head| head.campaign == open.id && which(place(&head.unit)))
        .map(|head| (head.id, LookedAt { version: head.version, revision: head.revision }))
        .collect();
    let input = BulkInput { returns };
    let outcomes = stage.write(reviewer, move |op| review::accept_many(op, &input))?;
    match outcomes.iter().find(|one| !one.faults.is_empty()) {
        None => Ok(()),
        Some(one) => anyhow::bail!("{} was not accepted: {:?}", one.about, one.faults),
    }
}

/// The return of a school of the county.
fn of_school(stage: &Stage, open: &Campaign, school: &str) -> anyhow::Result<Return> {
    let (id, school) = (open.id.clone(), school.to_owned());
    let found = stage
        .app
        .read(&cli(), move |op| Ok(collection::store::returns::of_unit(op.conn(), &id, "school", &school)?))?;
    found.context("a school without a return")
}

/// The county sends a return back with a reason.
fn send_back(stage: &Stage, county: &Actor, open: &Campaign, school: &str, due_on: Day) -> anyhow::Result<()> {
    let found = of_school(stage, open, school)?;
    let input = RejectInput {
        version: found.head.version,
        revision: found.head.revision,
        to: BackTo::Unit,
        reason: "运动场馆面积与去年的测绘报告不一致，请按测绘报告核对后重报。".to_owned(),
        due_on,
    };
    stage.write(county, move |op| review::send_back(op, &found.head.id, &input)).map(|_| ())
}

/// The cast's school has typed most of its form, with a class too many and a teacher too few.
fn mistaken(stage: &Stage, officer: &Actor, open: &Campaign) -> anyhow::Result<()> {
    let found = of_school(stage, open, SCHOOL)?;
    let form = shipped("school").context("the school form")?;
    let mut values = figures(&form, 0, 0);
    for (name, by) in [("classes", 1.0), ("teachers_primary_bachelor", -1.0)] {
        if let Some(Figure::Number(figure)) = values.get_mut(name) {
            *figure += by;
        }
    }
    let input = SaveInput { revision: found.head.revision, values };
    stage.write(officer, move |op| returns::save(op, &found.head.id, &input)).map(|_| ())
}

/// Invented figures of the county.
const COUNTY_FIGURES: [(&str, f64); 18] = [
    ("public_funds_standard_primary", 900.0),
    ("public_funds_standard_junior", 1100.0),
    ("special_education_funds_total", 49.2),
    ("special_education_pupils", 60.0),
    ("teacher_pay", 121_000.0),
    ("civil_servant_pay", 120_500.0),
    ("exchange_eligible", 210.0),
    ("exchanged", 24.0),
    ("exchanged_backbone", 6.0),
    ("quota_plan", 560.0),
    ("quota_allocated", 310.0),
    ("quota_rural", 140.0),
    ("migrants", 220.0),
    ("migrants_public", 190.0),
    ("migrants_purchased", 15.0),
    ("disabled", 40.0),
    ("disabled_enrolled", 39.0),
    ("satisfaction", 91.0),
];

/// Invented figures of a school: sizes differ from one to the next, the later ones have less room and fewer rooms for each pupil.
fn figures(form: &Form, at: usize, earlier: i32) -> Values {
    let asked = form.fields.iter().filter(|field| field.required && field.kind.numeric());
    let mut values: Values = asked.map(|field| (field.name.clone(), Figure::Number(0.0))).collect();
    let place = u32::try_from(at).unwrap_or(0);
    let classes = 12 + (place * 5) % 19;
    let pupils = classes * (36 + place % 5);
    let teachers = f64::from(pupils.div_ceil(17)) + f64::from(earlier);
    let (classes, pupils, later) = (f64::from(classes), f64::from(pupils), f64::from(place));
    let associates = (teachers / 6.0).floor();
    let numbers = [
        ("built_year", 1978.0 + later * 3.0),
        ("built_by_2010", f64::from(1978 + place * 3 <= 2010)),
        ("built_by_2016", 1.0),
        ("pupils_primary", pupils),
        ("migrant_pupils", (pupils / 10.0).floor()),
        ("nearby_pupils_primary", pupils),
        ("classes", classes),
        ("classes_36_40", classes),
        ("teachers", teachers),
        ("teachers_primary_associate", associates),
        ("teachers_primary_bachelor", teachers - associates),
        ("teachers_primary_master", 0.0),
        ("teachers_primary_doctor", 0.0),
        ("teachers_backbone", (pupils * 0.011).ceil() + 2.0 - (later / 4.0).floor()),
        ("teachers_certified", teachers),
        ("teachers_trained_360", teachers),
        ("teachers_pe", (pupils * 0.005).ceil()),
        ("teachers_music", (pupils * 0.003).ceil()),
        ("teachers_art", (pupils * 0.003).ceil()),
        ("teaching_area", (pupils * (5.6 - 0.09 * later)).round() + 288.0),
        ("indoor_sports_area", 288.0),
        ("gymnasium_area", 480.0),
        ("playground_area", (pupils * (8.4 - 0.12 * later)).round()),
        ("equipment_value", (pupils * (26.0 - 0.5 * later)).round() / 100.0),
        ("multimedia_rooms", (pupils * 0.026).ceil()),
        ("music_rooms", (classes / 12.0).ceil()),
        ("music_rooms_96", (classes / 12.0).ceil()),
        ("art_rooms", (classes / 12.0).ceil()),
        ("art_rooms_90", (classes / 12.0).ceil()),
        ("public_funds", (pupils * 9.0).round() / 100.0),
        ("public_funds_spent", (pupils * 8.9).round() / 100.0),
        ("training_funds", (pupils * 0.55).round() / 100.0),
    ];
    values.insert("kind".to_owned(), Figure::Text("primary".to_owned()));
    values.extend(numbers.map(|(name, figure)| (name.to_owned(), Figure::Number(figure))));
    values
}
