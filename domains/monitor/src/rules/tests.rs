//! Rules of the monitoring centre, as tables.

use units::{Day, Instant, Refuse};

use super::content::{DEPTH_MAX, INDICATORS_MAX, depths, faults, tidy};
use super::{Refused, compare, system, table};
use crate::model::{
    Change, Comment, Direction, Indicator, Nature, Outcome, Stance, System, SystemInput, SystemState, Target, Voice,
};

pub(crate) fn line(code: &str, parent: &str) -> Indicator {
    Indicator {
        code: code.into(),
        parent: parent.into(),
        name: format!("指标{code}"),
        name_en: String::new(),
        nature: None,
        meaning: String::new(),
        scope: String::new(),
        formula: String::new(),
        unit: "%".into(),
        source: String::new(),
        reviewer: String::new(),
        year_offset: 0,
        target: None,
        weight_hundredths: None,
        note: String::new(),
    }
}

pub(crate) fn input(indicators: Vec<Indicator>) -> SystemInput {
    SystemInput {
        name: "教育现代化监测指标体系".into(),
        name_en: String::new(),
        basis: String::new(),
        members: ["310000", "320000", "330000", "340000"].map(str::to_owned).to_vec(),
        example: true,
        indicators,
    }
}

fn version(state: SystemState, indicators: Vec<Indicator>) -> System {
    System {
        id: "ins_1".into(),
        version: 1,
        content: input(indicators),
        hash: String::new(),
        state,
        drafted_by: "prs_writer".into(),
        drafted_at: Instant::from_micros(0),
        consult_until: Day::parse("2026-03-10").ok(),
        number: None,
        published_by: None,
        published_at: None,
        reason: String::new(),
        revision: 1,
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The codes of all faults with their fields.
fn told(input: &SystemInput) -> Vec<(String, &'static str)> {
    faults(input).into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn a_tree_is_one_and_everything_wrong_is_named_by_line_and_field() {
    let weighed = |code: &str, parent: &str, weight| Indicator { weight_hundredths: weight, ..line(code, parent) };
    let aimed = |value: &str| Indicator {
        target: Some(Target { direction: Direction::AtLeast, value: value.into() }),
        ..line("1", "")
    };
    let chain = |deep: usize| {
        let code = |at: usize| if at == 0 { String::new() } else { at.to_string() };
        (1..=deep).map(|at| line(&code(at), &code(at - 1))).collect::<Vec<_>>()
    };
    let check = |lines: Vec<Indicator>, expected: &[(&str, &'static str)]| {
        let expected: Vec<(String, &str)> = expected.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect();
        assert_eq!(told(&input(lines)), expected);
    };
    check(vec![], &[]);
    check(vec![line("1", ""), line("1.1", "1"), line("2", "")], &[]);
    check(vec![line("1", ""), line("1", "")], &[("indicators.1.code", "monitor.indicator.code_twice")]);
    check(vec![line("1.1", "1"), line("1", "")], &[("indicators.0.parent", "monitor.indicator.parent_unknown")]);
    check(vec![line("1", "1")], &[("indicators.0.parent", "monitor.indicator.parent_unknown")]);
    check(vec![line("1 2", "")], &[("indicators.0.code", "monitor.indicator.code_letters")]);
    check(vec![line("", "")], &[("indicators.0.code", "form.required")]);
    check(chain(DEPTH_MAX), &[]);
    check(chain(DEPTH_MAX + 1), &[("indicators.6.parent", "monitor.indicator.too_deep")]);
    check(vec![aimed("98")], &[]);
    check(vec![aimed("-0.45")], &[]);
    for wrong in ["", ".", "1.", "九十八", "NaN", "inf", "1e3", "--1", "12345678901234"] {
        check(vec![aimed(wrong)], &[("indicators.0.target", "monitor.indicator.target_number")]);
    }
    check(vec![weighed("1", "", Some(4_000)), weighed("2", "", Some(6_000)), line("1.1", "1")], &[]);
    check(
        vec![weighed("1", "", Some(1)), line("2", "")],
        &[("indicators.1.weight", "monitor.indicator.weight_missing")],
    );
    check(
        vec![weighed("1", "", Some(0)), weighed("2", "", Some(0))],
        &[("indicators.0.weight", "monitor.indicator.weights_zero")],
    );
    check(vec![weighed("1", "", Some(-1))], &[("indicators.0.weight", "form.out_of_range")]);
    check(vec![Indicator { year_offset: 1, ..line("1", "") }], &[("indicators.0.year_offset", "form.out_of_range")]);
    let many = (0..=INDICATORS_MAX).map(|at| line(&at.to_string(), "")).collect();
    check(many, &[("indicators", "form.too_many")]);
}

#[test]
fn members_are_named_once_and_there_is_one() {
    let with = |members: &[&str]| SystemInput {
        members: members.iter().map(|one| (*one).to_owned()).collect(),
        ..input(vec![])
    };
    assert_eq!(told(&with(&[])), [("members".to_owned(), "form.required")]);
    assert_eq!(told(&with(&["310000", "310000"])), [("members".to_owned(), "monitor.member.twice")]);
    let many: Vec<String> = (0..41).map(|at| format!("3100{at:02}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(told(&with(&many)), [("members".to_owned(), "form.too_many")]);
}

#[test]
fn outer_blanks_go_and_depths_follow_the_tree() {
    let tidied =
        tidy(SystemInput { name: " 体系 ".into(), ..input(vec![line(" 1 ", ""), line("1.1", " 1"), line("2", "")]) });
    assert_eq!((tidied.name.as_str(), tidied.indicators[0].code.as_str()), ("体系", "1"));
    assert_eq!(depths(&tidied.indicators), [1, 2, 1]);
}

fn grid(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

#[test]
fn a_table_is_read_under_its_names_of_columns_wherever_they_stand() {
    let rows = grid(&[
        &["附件：指标体系（示例）"],
        &["编号", "上级编号", "指标名称", "类型", "目标值", "权重", "数据年度", "数据来源", "不认识的列"],
        &["1", "", "普及度", "", "", "10", "", "", "x"],
        &[],
        &["1.1", "1", "学前三年毛入园率", "预期性", "≥98", "2.50", "上年", "市县教育局"],
    ]);
    let read = table::read(&rows).unwrap();
    assert_eq!(read.rows, [3, 5]);
    let first = &read.lines[0];
    assert_eq!((first.weight_hundredths, first.target.as_ref(), first.nature), (Some(1_000), None, None));
    let second = &read.lines[1];
    assert_eq!(second.target, Some(Target { direction: Direction::AtLeast, value: "98".into() }));
    assert_eq!((second.nature, second.weight_hundredths, second.year_offset), (Some(Nature::Expected), Some(250), -1));
    assert_eq!((second.parent.as_str(), second.source.as_str()), ("1", "市县教育局"));
}

#[test]
fn what_is_wrong_in_a_table_is_told_by_row_and_column() {
    let check = |rows: &[&[&str]], expected: &[(usize, &str, &'static str)]| {
        let faults = match table::read(&grid(rows)) {
            Ok(read) => read.faults,
            Err(fault) => vec![(0, fault)],
        };
        let told: Vec<(usize, String, &str)> =
            faults.into_iter().map(|(row, one)| (row, one.field, one.code)).collect();
        let expected: Vec<_> = expected.iter().map(|(row, field, code)| (*row, (*field).to_owned(), *code)).collect();
        assert_eq!(told, expected);
    };
    check(&[], &[(0, "table", "monitor.table.heading")]);
    check(&[&["编号", "名称"]], &[(0, "table", "monitor.table.empty")]);
    check(&[&["编号", "名称", "name"], &["1", "a", "b"]], &[(0, "table", "monitor.table.column_twice")]);
    check(
        &[
            &["code", "name", "type", "data year", "direction", "target", "weight"],
            &["1", "a", "?", "2026x", "=", "≤3", "1.234"],
        ],
        &[
            (2, "nature", "monitor.table.nature"),
            (2, "year_offset", "monitor.table.year"),
            (2, "direction", "monitor.table.direction"),
            (2, "weight", "monitor.table.weight"),
        ],
    );
    check(
        &[&["编号", "名称", "目标方向", "目标值"], &["1", "a", "≥", "≤3"]],
        &[(2, "target", "monitor.table.direction_twice")],
    );
    let many: Vec<Vec<String>> = std::iter::once(vec!["编号".to_owned(), "名称".to_owned()])
        .chain((0..=INDICATORS_MAX).map(|at| vec![at.to_string(), "a".to_owned()]))
        .collect();
    assert_eq!(table::read(&many).unwrap().faults[0].1.code, "monitor.table.too_many");
}

#[test]
fn weights_are_written_as_they_are_read() {
    for (text, hundredths) in [("0", 0), ("2", 200), ("2.5", 250), ("0.05", 5), ("1000", 100_000)] {
        assert_eq!(table::weight_of(text), Some(hundredths));
        assert_eq!(table::weight_text(Some(hundredths)), text);
    }
    for wrong in ["", "-1", "1.234", "1,5", "+1", "1234567", "٣"] {
        assert_eq!(table::weight_of(wrong), None, "{wrong}");
    }
}

#[test]
fn versions_are_compared_by_code_field_by_field() {
    let old = input(vec![line("1", ""), line("1.1", "1"), line("2", "")]);
    let new = SystemInput {
        name: "新名称".into(),
        indicators: vec![line("1", ""), Indicator { weight_hundredths: Some(250), ..line("1.1", "2") }, line("3", "")],
        ..old.clone()
    };
    let found = compare::differences(&old, &new);
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["", "1.1", "3", "2"]);
    let Change::Changed(fields) = &found[1].change else { panic!("{:?}", found[1]) };
    let fields: Vec<(&str, &str, &str)> =
        fields.iter().map(|one| (one.field, one.from.as_str(), one.to.as_str())).collect();
    assert_eq!(fields, [("parent", "1", "2"), ("weight", "", "2.5")]);
    assert_eq!((&found[2].change, &found[3].change), (&Change::Added, &Change::Removed));
    assert!(compare::differences(&new, &new).is_empty());
}

fn said(outcome: Option<Outcome>) -> Comment {
    Comment {
        id: "cmt_1".into(),
        system: "ins_1".into(),
        version: 1,
        region: "310000".into(),
        indicator: String::new(),
        text: "意见".into(),
        said_by: "prs_a".into(),
        said_at: Instant::from_micros(0),
        outcome,
        answer: String::new(),
        answered_by: None,
        answered_at: None,
    }
}

fn voice(region: &str, stance: Stance) -> Voice {
    Voice {
        region: region.into(),
        stance,
        reason: String::new(),
        said_by: "prs_b".into(),
        said_at: Instant::from_micros(0),
    }
}

/// A refusal's code, or nothing.
fn no<T>(outcome: Result<T, Refused>) -> &'static str {
    outcome.err().map_or("", |refused| refused.code())
}

#[test]
fn comments_are_taken_while_they_are_asked_for_from_members_about_lines_there_are() {
    let open = version(SystemState::Consulting, vec![line("1", "")]);
    let check = |system: &System, region, indicator, said, today, expected: &str| {
        assert_eq!(no(system::comment(system, region, indicator, said, day(today))), expected);
    };
    check(&open, "310000", "", 0, "2026-03-10", "");
    check(&open, "310000", "1", 0, "2026-03-01", "");
    check(&version(SystemState::Draft, vec![line("1", "")]), "310000", "", 0, "2026-03-01", "monitor.flow.not_now");
    check(&open, "310000", "", 0, "2026-03-11", "monitor.comment.closed");
    check(&open, "650000", "9", 0, "2026-03-01", "monitor.member.none");
    check(&open, "310000", "9", 0, "2026-03-01", "monitor.indicator.unknown");
    check(&open, "310000", "1", super::COMMENTS_MAX, "2026-03-01", "monitor.comment.max");
}

#[test]
fn a_draft_goes_round_with_something_in_it_and_to_the_members_when_all_is_answered() {
    let (empty, full) = (version(SystemState::Draft, vec![]), version(SystemState::Draft, vec![line("1", "")]));
    assert_eq!(no(system::consult(&empty, day("2026-03-10"), day("2026-03-10"))), "monitor.system.empty");
    assert_eq!(no(system::consult(&full, day("2026-03-10"), day("2026-03-10"))), "monitor.system.consult_past");
    assert_eq!(no(system::consult(&full, day("2026-03-11"), day("2026-03-10"))), "");
    assert_eq!(no(system::propose(&empty, &[said(None)])), "monitor.system.empty");
    assert_eq!(no(system::propose(&full, &[said(None), said(Some(Outcome::Adopted))])), "monitor.comment.unanswered");
    assert_eq!(no(system::propose(&full, &[said(Some(Outcome::Declined))])), "");
}

#[test]
fn a_member_speaks_once_by_another_than_the_writer_and_all_have_to_agree() {
    let put = version(SystemState::Proposed, vec![line("1", "")]);
    let voices = [voice("310000", Stance::Agree), voice("320000", Stance::Object)];
    let check = |system: &System, region, person, expected: &str| {
        assert_eq!(no(system::speak(system, region, &voices, person)), expected);
    };
    check(&put, "330000", "prs_c", "");
    check(&version(SystemState::Published, vec![]), "330000", "prs_c", "monitor.flow.not_now");
    check(&put, "650000", "prs_c", "monitor.member.none");
    check(&put, "310000", "prs_writer", "monitor.voice.spoken");
    check(&put, "330000", "prs_writer", "monitor.voice.same_person");
    assert_eq!(system::not_agreed(&put, &voices), ["320000", "330000", "340000"]);
    let all: Vec<Voice> = put.content.members.iter().map(|region| voice(region, Stance::Agree)).collect();
    assert!(system::not_agreed(&put, &all).is_empty());
}

#[test]
fn the_chart_is_whole_and_its_states_are_those_of_the_type() {
    assert!(system::CHART.check().is_empty(), "{:?}", system::CHART.check());
    let names: Vec<&str> = system::CHART.states.iter().map(|state| state.name).collect();
    let of_type: Vec<&str> = SystemState::ALL.iter().map(|state| state.name()).collect();
    assert_eq!(names, of_type);
}
