//! Programmes and rules of the demonstration, all of them examples: one to one, several to several, a ratio, certificates, caps.

use credit::model::{ProgrammeFile, Rule, RuleInput};
use credit::work;
use credit::work::rule::StepInput;
use op::Actor;
use serde_json::{Value, json};

use super::Stage;
use super::grades::COURSES;
use super::year::School;

/// Courses of a school's programme beside those everybody teaches: number, name, category, credit.
const FURTHER: [(usize, &str, &str, &str); 7] = [
    (201, "工程数学", "专业基础", "5"),
    (202, "应用数学选讲", "选修", "4"),
    (203, "信息技术选讲", "选修", "2"),
    (204, "工程基础综合", "专业基础", "6"),
    (313, "学前教育概论", "选修", "3"),
    (314, "公文写作", "选修", "2"),
    (901, "毕业实习", "综合实践", "8"),
];

/// Code of a course at a school, from its number.
pub fn course(school: &School, number: usize) -> String {
    format!("{}{number:03}", school.prefix)
}

/// Code of a school's programme, A or B.
pub fn programme(school: &School, letter: char) -> String {
    format!("{}-{letter}", school.prefix)
}

/// A school's two programmes as one file of the rule language.
pub fn programmes(school: &School) -> ProgrammeFile {
    let mut text = String::new();
    for (letter, title, every) in [('A', school.major, 1), ('B', "工商管理", 2)] {
        text += &format!(
            "[[programme]]\ninstitution = \"{}\"\ncode = \"{}\"\ntitle = \"{title}（示例）\"\ntotal = \"80\"\ncourse = [\n",
            school.code,
            programme(school, letter)
        );
        let mut line = |number: usize, title: &str, category: &str, credit: &str| {
            let code = course(school, number);
            text += &format!(
                "    {{ code = \"{code}\", title = \"{title}\", category = \"{category}\", credit = \"{credit}\" }},\n"
            );
        };
        for (number, one) in COURSES.iter().enumerate().filter(|(number, _)| number % every == 0) {
            line(101 + number, one.name, if number < 6 { "公共基础" } else { "专业课程" }, one.credit);
        }
        for (number, title, category, credit) in FURTHER {
            line(number, title, category, credit);
        }
        text += "]\n\n";
    }
    ProgrammeFile { institution: school.code.to_owned(), text }
}

/// The content of a rule from the fields that differ.
fn content(stage: &Stage, school: &School, fields: Value) -> anyhow::Result<RuleInput> {
    let from = stage.today.plus_days(-345).day_in_shanghai();
    let mut rule = json!({ "valid_from": from, "effect": "study_and_exam" });
    if let (Some(rule), Value::Object(fields)) = (rule.as_object_mut(), fields) {
        rule.extend(fields);
    }
    Ok(RuleInput {
        institution: school.code.to_owned(),
        rule: serde_json::from_value(rule)?,
        evidence_required: false,
        automatic: false,
        note: "示例规则，供演示使用。".to_owned(),
    })
}

/// One course as one course: the least mark and the effect differ from school to school, as real ones do.
pub fn one_to_one(
    stage: &Stage,
    school: &School,
    source: &School,
    number: usize,
    target: usize,
) -> anyhow::Result<RuleInput> {
    let strict = number.is_multiple_of(3);
    let mut input = content(
        stage,
        school,
        json!({
            "effect": if strict { "study_only" } else { "study_and_exam" },
            "months_max": 96,
            "source": { "class": ["course"], "issuer": [source.code], "title": COURSES[number].name },
            "minimum": [{ "scale": "percent", "at_least": if strict { "75" } else { "60" } }],
            "target": { "courses": [course(school, target)] },
        }),
    )?;
    input.automatic = number == 13;
    Ok(input)
}

/// What a school takes beyond one course as one, from the school given. With the rules of one course as one they make choices
/// in which taking the largest first is not the best.
pub fn further(stage: &Stage, school: &School, source: &School) -> anyhow::Result<Vec<RuleInput>> {
    let taken = |title: &str| json!({ "class": ["course"], "issuer": [source.code], "title": title });
    let as_course = |number: usize| json!({ "courses": [course(school, number)] });
    let fields = [
        // 高等数学 counts as either, 工程力学 as the first only: the best use gives 高等数学 away for the smaller course.
        json!({ "programme": programme(school, 'A'), "source": taken("高等数学"), "target": as_course(201) }),
        json!({ "programme": programme(school, 'A'), "source": taken("高等数学"), "target": as_course(202) }),
        json!({ "programme": programme(school, 'A'), "source": taken("工程力学"), "target": as_course(201) }),
        json!({
            "source": taken("计算机应用基础"), "target": as_course(203),
            "credit": { "ratio": "2/3", "rounding": "half_up" },
        }),
        json!({
            "programme": programme(school, 'A'),
            "source": { "all": [taken("工程制图"), { "any": [taken("建筑材料"), taken("电工电子技术")] }] },
            "target": as_course(204),
        }),
        json!({
            "effect": "offset", "one_certificate": true, "group": "证书",
            "source": { "class": ["certificate"], "certificate_level": ["中级", "高级"] },
            "target": { "categories": ["选修"], "choose": 1 },
            "cap": [{ "per": "group", "of": "证书", "courses": 2 }],
        }),
        // Nothing but limits: two fifths of the programme, and twenty credits of each issuer.
        json!({ "cap": [{ "per": "learner", "share": "2/5" }, { "per": "issuer", "credits": "20" }] }),
    ];
    fields.into_iter().map(|fields| content(stage, school, fields)).collect()
}

/// Drafts, submits and publishes a rule, the second person five days later.
pub fn published(
    stage: &Stage,
    registrar: &Actor,
    reviewer: &Actor,
    input: RuleInput,
    days: i64,
) -> anyhow::Result<()> {
    stage.days_ago(days);
    let drafted = stage.write(registrar, move |op| work::rule::draft(op, &input))?;
    let (id, at) = step(&drafted);
    let submitted = stage.write(registrar, move |op| work::rule::submit(op, &id, &at))?;
    stage.days_ago(days - 5);
    let (id, at) = step(&submitted);
    stage.write(reviewer, move |op| work::rule::publish(op, &id, &at))?;
    Ok(())
}

/// What moves a version on.
pub fn step(rule: &Rule) -> (String, StepInput) {
    (rule.id.clone(), StepInput { version: rule.version, revision: rule.revision, reason: String::new() })
}
