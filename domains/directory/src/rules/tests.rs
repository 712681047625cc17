use std::collections::BTreeMap;

use units::Day;

use super::institution::No;
use super::*;
use crate::import::{Grid, Listed};
use crate::model::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2026-11-23")
}

fn suzhou() -> Region {
    Region {
        code: "320500".into(),
        name: "苏州市".into(),
        name_en: "Suzhou City".into(),
        level: "city".into(),
        parent: Some("320000".into()),
        valid_from: "1981".into(),
        valid_to: None,
    }
}

fn input() -> InstitutionInput {
    InstitutionInput {
        code: "4132099999".into(),
        name: " 苏州  示例学院 ".into(),
        kind: "university".into(),
        level: "bachelor".into(),
        ownership: "public".into(),
        region: "320500".into(),
        ..InstitutionInput::default()
    }
}

fn facts() -> Facts {
    Facts { region: Some(suzhou()), ..Facts::default() }
}

fn institution(code: &str) -> Institution {
    let input = InstitutionInput { code: code.into(), ..input() };
    register(&input, &facts()).unwrap()
}

fn ended(code: &str) -> Institution {
    Institution { ended_on: Some("2020".into()), ended_reason: Some(EndReason::Closed), ..institution(code) }
}

fn faults(no: No) -> Vec<(String, &'static str)> {
    match no {
        No::Invalid(faults) => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
        No::Refused(refused) => panic!("refused: {refused:?}"),
    }
}

#[test]
fn an_institution_is_entered() {
    let one = institution("4132099999");
    assert_eq!((one.name.as_str(), one.province.as_str(), one.city().as_str()), ("苏州 示例学院", "320000", "320500"));
    let enterprise = InstitutionInput {
        code: "91330100799655058b".into(),
        kind: "enterprise".into(),
        level: String::new(),
        ..input()
    };
    // Registers write capitals; people type what they like. The region of an enterprise may have changed since.
    assert_eq!(register(&enterprise, &facts()).unwrap().code, "91330100799655058B");
}

#[test]
fn faults_of_an_institution() {
    type Case = (&'static str, InstitutionInput, Vec<(&'static str, &'static str)>);
    let cases: Vec<Case> = vec![
        ("no code", InstitutionInput { code: " ".into(), ..input() }, vec![("code", "form.required")]),
        ("bad code", InstitutionInput { code: "413209999".into(), ..input() }, vec![("code", "codes.school.shape")]),
        (
            "bad check",
            InstitutionInput { code: "91330100799655058C".into(), ..input() },
            vec![("code", "codes.uscc.check")],
        ),
        ("no name", InstitutionInput { name: "".into(), ..input() }, vec![("name", "form.required")]),
        ("long name", InstitutionInput { name: "长".repeat(101), ..input() }, vec![("name", "form.too_long")]),
        ("no kind", InstitutionInput { kind: "".into(), ..input() }, vec![("kind", "form.required")]),
        ("odd kind", InstitutionInput { kind: "bank".into(), ..input() }, vec![("kind", "form.not_a_choice")]),
        (
            "kind against code",
            InstitutionInput { kind: "adult_college".into(), level: "".into(), ..input() },
            vec![("kind", "directory.institution.kind_differs")],
        ),
        (
            "level against kind",
            InstitutionInput { level: "associate".into(), ..input() },
            vec![("level", "directory.institution.level_differs")],
        ),
        (
            "province against code",
            InstitutionInput { region: "330100".into(), ..input() },
            vec![("region", "directory.institution.province_differs")],
        ),
    ];
    for (what, input, expected) in cases {
        let found = faults(register(&input, &facts()).unwrap_err());
        let found: Vec<(&str, &str)> = found.iter().map(|(field, code)| (field.as_str(), *code)).collect();
        assert_eq!(found, expected, "{what}");
    }
    let nowhere = register(&input(), &Facts::default()).unwrap_err();
    assert_eq!(faults(nowhere), [("region".to_owned(), "directory.region.unknown")]);
}

#[test]
fn refusals_of_an_institution_in_order() {
    let holder = Some(ended("4132099999"));
    let adult = || Institution { code: "4232088888".into(), ..institution("4132088888") };
    let gone = Some(Institution { ended_on: Some("2020".into()), ..adult() });
    let with = InstitutionInput { predecessor: "4232088888".into(), ..input() };
    let given = Facts { holder, predecessor: gone.clone(), ..facts() };
    assert_eq!(register(&with, &given), Err(No::Refused(Refused::CodeGiven { name: "苏州 示例学院".into() })));
    let unknown = Err(No::Refused(Refused::SuccessorUnknown { code: "4232088888".into() }));
    assert_eq!(register(&with, &Facts { predecessor: gone, ..facts() }), unknown);
    assert_eq!(register(&with, &facts()), unknown);
    assert!(register(&with, &Facts { predecessor: Some(adult()), ..facts() }).is_ok());
    let same = InstitutionInput { predecessor: "4132088888".into(), ..input() };
    assert_eq!(
        register(&same, &Facts { predecessor: Some(institution("4132088888")), ..facts() }),
        Err(No::Refused(Refused::TypeSame { code: "4132088888".into() })),
        "a rename or a merger is no change of type"
    );
    let ended_too = Facts { predecessor: Some(ended("4132088888")), ..facts() };
    assert!(matches!(register(&same, &ended_too), Err(No::Refused(Refused::SuccessorUnknown { .. }))));
}

#[test]
fn renaming() {
    let one = institution("4132099999");
    let to = |name: &str| NameInput { name: name.into(), name_en: String::new() };
    assert_eq!(rename(&one, &to("苏州 新名学院")), Ok(("苏州 新名学院".into(), String::new())));
    assert_eq!(rename(&one, &to(&one.name)), Err(No::Refused(Refused::NameSame)));
    assert_eq!(faults(rename(&ended("4132099999"), &to("")).unwrap_err()), [("name".to_owned(), "form.required")]);
    let refused = rename(&ended("4132099999"), &to("苏州 示例学院"));
    assert_eq!(refused, Err(No::Refused(Refused::InstitutionEnded { on: "2020".into() })));
}

#[test]
fn ending() {
    let one = institution("4132099999");
    let other = institution("4132088888");
    let input = |reason: &str, on: &str, successor: &str| Ending {
        reason: reason.into(),
        on: on.into(),
        successor: successor.into(),
    };
    let merged = input("merged", "2026-11-23", "4132088888");
    assert_eq!(end(&one, &merged, Some(&other), today()), Ok((today(), EndReason::Merged)));
    assert_eq!(
        end(&one, &input("closed", "2026-01-01", ""), None, today()),
        Ok((day("2026-01-01"), EndReason::Closed))
    );
    let invalid = [
        (input("", "", ""), vec!["form.required", "form.required"]),
        (input("type_changed", "2026-01-01", ""), vec!["form.not_a_choice"]),
        (input("merged", "2026-01-01", ""), vec!["form.required"]),
        (input("closed", "2026-11-24", ""), vec!["directory.day_in_future"]),
        (input("closed", "2026-02-30", ""), vec!["form.not_a_day"]),
    ];
    for (input, codes) in invalid {
        let found = faults(end(&one, &input, None, today()).unwrap_err());
        assert_eq!(found.into_iter().map(|(_, code)| code).collect::<Vec<_>>(), codes, "{input:?}");
    }
    let gone = end(&ended("4132099999"), &input("merged", "2026-01-01", "4132099999"), None, today());
    assert_eq!(gone, Err(No::Refused(Refused::InstitutionEnded { on: "2020".into() })));
    let itself = end(&one, &input("merged", "2026-01-01", "4132099999"), Some(&one), today());
    assert_eq!(itself, Err(No::Refused(Refused::SuccessorItself)));
    let unknown = end(&one, &merged, Some(&ended("4132088888")), today());
    assert_eq!(unknown, Err(No::Refused(Refused::SuccessorUnknown { code: "4132088888".into() })));
}

#[test]
fn cities() {
    let cases = [
        ("310000", "310000"),
        ("310115", "310000"),
        ("320500", "320500"),
        ("320582", "320500"),
        ("320000", ""),
        ("", ""),
    ];
    for (region, city) in cases {
        assert_eq!(city_of(region), city, "{region}");
    }
}

fn alliance() -> Alliance {
    Alliance {
        id: AllianceId::from_parts(units::Instant::from_micros(0), [1; 10]),
        name: "长三角示例联盟".into(),
        name_en: String::new(),
        purpose: "示例".into(),
        founded_on: day("2020-12-22"),
        dissolved_on: None,
        members: 0,
    }
}

fn member(code: &str, role: MemberRole, joined_on: &str) -> Membership {
    Membership {
        alliance: alliance().id,
        alliance_name: alliance().name,
        institution: code.into(),
        institution_name: "某校".into(),
        province: "320000".into(),
        role,
        joined_on: day(joined_on),
        left_on: None,
    }
}

#[test]
fn founding() {
    let input = AllianceInput {
        name: "长三角示例联盟".into(),
        purpose: "共建共享".into(),
        founded_on: "2026-11-23".into(),
        ..AllianceInput::default()
    };
    assert!(found(&input, false, today()).is_ok());
    assert_eq!(found(&input, true, today()), Err(No::Refused(Refused::AllianceNameTaken)));
    let empty = faults(found(&AllianceInput::default(), true, today()).unwrap_err());
    assert_eq!(empty.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["name", "purpose", "founded_on"]);
}

#[test]
fn admitting_in_the_order_of_refusals() {
    use MemberRole::{Chair, Member, Secretariat, Standing};
    let one = institution("4132099999");
    let ask = |role: MemberRole, on: &str| MemberInput {
        institution: one.code.clone(),
        role: role.name().into(),
        joined_on: on.into(),
    };
    let admit = |alliance: &Alliance, one: &Institution, members: &[Membership], role, on| {
        super::admit(alliance, Some(one), members, &ask(role, on), today())
    };
    let stands = alliance();
    let gone = Alliance { dissolved_on: Some(day("2025-01-01")), ..alliance() };
    let ended = ended("4132099999");
    let here = |role| vec![member("4132099999", role, "2021-01-01")];
    let elsewhere = vec![member("4132011111", Chair, "2021-01-01")];
    let refused = |refused: Refused| Err(No::Refused(refused));

    assert!(admit(&stands, &one, &elsewhere, Member, "2020-12-22").is_ok());
    assert!(admit(&stands, &one, &here(Chair), Secretariat, "2021-01-01").is_ok(), "the secretariat is no seat");
    assert!(admit(&stands, &one, &here(Secretariat), Chair, "2021-01-01").is_ok());
    assert_eq!(
        admit(&gone, &ended, &[], Member, "2019-01-01"),
        refused(Refused::AllianceDissolved { on: "2025-01-01".into() })
    );
    let early = refused(Refused::EndTooEarly { earliest: "2020-12-22".into() });
    assert_eq!(admit(&stands, &ended, &[], Member, "2020-12-21"), early);
    assert_eq!(
        admit(&stands, &ended, &here(Chair), Chair, "2021-01-01"),
        refused(Refused::InstitutionEnded { on: "2020".into() })
    );
    assert_eq!(admit(&stands, &one, &here(Chair), Chair, "2021-01-01"), refused(Refused::MemberAlready));
    let seat = refused(Refused::SeatTaken { role: "standing".into() });
    assert_eq!(admit(&stands, &one, &here(Standing), Chair, "2021-01-01"), seat);
    assert_eq!(admit(&stands, &one, &elsewhere, Chair, "2021-01-01"), refused(Refused::ChairTaken));
    let unknown = faults(super::admit(&stands, None, &[], &ask(Member, "2027-01-01"), today()).unwrap_err());
    assert_eq!(
        unknown.iter().map(|(_, code)| *code).collect::<Vec<_>>(),
        ["directory.day_in_future", "directory.institution.unknown"]
    );
}

#[test]
fn dismissing_and_dissolving() {
    let members = vec![member("4132099999", MemberRole::Chair, "2021-01-01")];
    let ask = |code: &str, role: &str, on: &str| Departure {
        institution: code.into(),
        role: role.into(),
        left_on: on.into(),
    };
    let left = dismiss(&members, &ask("4132099999", "chair", "2021-01-02"), today());
    assert_eq!(left, Ok((MemberRole::Chair, day("2021-01-02"))));
    let none = Err(No::Refused(Refused::NotMember));
    assert_eq!(dismiss(&members, &ask("4132099999", "member", "2021-01-02"), today()), none);
    assert_eq!(dismiss(&members, &ask("4132011111", "chair", "2021-01-02"), today()), none);
    let early = Err(No::Refused(Refused::EndTooEarly { earliest: "2021-01-02".into() }));
    assert_eq!(dismiss(&members, &ask("4132099999", "chair", "2021-01-01"), today()), early);

    let on = |on: &str| Dissolution { dissolved_on: on.into() };
    assert_eq!(dissolve(&alliance(), &members, &on("2021-01-02"), today()), Ok(day("2021-01-02")));
    let early = Err(No::Refused(Refused::EndTooEarly { earliest: "2021-01-02".into() }));
    assert_eq!(dissolve(&alliance(), &members, &on("2021-01-01"), today()), early);
    let early = Err(No::Refused(Refused::EndTooEarly { earliest: "2020-12-23".into() }));
    assert_eq!(dissolve(&alliance(), &[], &on("2020-12-22"), today()), early);
    let gone = Alliance { dissolved_on: Some(day("2025-01-01")), ..alliance() };
    let refused = Err(No::Refused(Refused::AllianceDissolved { on: "2025-01-01".into() }));
    assert_eq!(dissolve(&gone, &[], &on("2026-01-01"), today()), refused);
}

/// Reads rows as the ministry prints them.
fn listed(rows: &str) -> Vec<Listed> {
    let csv = format!("序号,学校名称,学校标识码,主管部门,所在地,办学层次,备注\n{rows}");
    assert!(Grid::read("list.csv", csv.as_bytes()).is_ok());
    crate::import::read("list.csv", csv.as_bytes()).unwrap()
}

#[test]
fn a_list_is_compared_with_the_directory() {
    let known = |institutions: Vec<Institution>| -> BTreeMap<String, Institution> {
        institutions.into_iter().map(|one| (one.code.clone(), one)).collect()
    };
    let regions = [(("320000".to_owned(), "苏州市".to_owned()), vec!["320500".to_owned()])].into();
    let same = Institution { name: "甲大学".into(), authority: "江苏省".into(), ..institution("4132010001") };
    let other = Institution { name: "乙学院".into(), authority: "江苏省".into(), ..institution("4132010002") };
    let absent = Institution { name: "丙学院".into(), ..institution("4132010003") };
    let adult = Institution {
        code: "4232050001".into(),
        kind: InstitutionKind::AdultCollege,
        level: None,
        ..institution("4132010008")
    };
    let elsewhere = Institution { code: "4133010001".into(), province: "330000".into(), ..institution("4132010009") };
    let institutions = known(vec![same, other, absent, adult, elsewhere]);
    let rows = listed(
        "江苏省（3所）,,,,,,\n1,甲大学,4132010001,江苏省,苏州市,本科,\n2,乙大学,4132010002,江苏省,苏州市,本科,民办\n\
         3,丁职业技术大学,4132010004,江苏省,苏州,本科,\n4,北京大学,4111010001,教育部,北京市,本科,\n",
    );
    let plan = compare(&rows, &Known { institutions: &institutions, regions: &regions }).unwrap();
    let codes = |changes: &[Change]| changes.iter().map(|change| change.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&plan.added), ["4132010004"]);
    assert_eq!(codes(&plan.absent), ["4132010003"], "neither the adult one nor the one of another province");
    assert_eq!((plan.unchanged, plan.elsewhere, plan.listed.len()), (1, 1, 3));
    let changed: Vec<_> = plan.changed[0].differences.iter().map(|one| (one.field, one.to.as_str())).collect();
    assert_eq!(changed, [("name", "乙大学"), ("ownership", "private")]);
    let new = plan.listed.iter().find(|one| one.code == "4132010004").unwrap();
    assert_eq!((new.kind, new.region.as_str()), (InstitutionKind::VocationalUniversity, "320500"));
}

#[test]
fn a_list_that_contradicts_the_directory_is_refused_whole() {
    let gone = ended("4132010001");
    let institutions = [(gone.code.clone(), gone)].into();
    let regions = BTreeMap::new();
    let rows = listed("1,甲大学,4132010001,江苏省,苏州市,本科,\n2,乙学院,4132010002,江苏省,临安市,本科,\n");
    let faults = compare(&rows, &Known { institutions: &institutions, regions: &regions }).unwrap_err();
    let found: Vec<_> = faults.iter().map(|fault| (fault.row, fault.column, fault.code)).collect();
    assert_eq!(found, [(2, "code", "directory.import.code_ended"), (3, "city", "directory.import.city_unknown")]);
}

/// Regions by province and name, as the directory has them.
fn places() -> BTreeMap<(String, String), Vec<String>> {
    let places = [
        ("320000", "江苏省", vec!["320000"]),
        ("320000", "苏州市", vec!["320500"]),
        ("320000", "昆山市", vec!["320583"]),
        ("320000", "鼓楼区", vec!["320106", "320302"]),
    ];
    let owned = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
    places.into_iter().map(|(province, name, codes)| ((province.to_owned(), name.to_owned()), owned(codes))).collect()
}

#[test]
fn a_place_of_any_level_stands_for_its_city() {
    let none = BTreeMap::new();
    let region = |city: &str, known: &BTreeMap<String, Institution>| {
        let rows = listed(&format!("1,甲大学,4132010001,江苏省,{city},本科,\n"));
        let plan = compare(&rows, &Known { institutions: known, regions: &places() });
        plan.map(|plan| plan.listed[0].region.clone()).map_err(|faults| faults[0].code)
    };
    for (city, expected) in [
        ("苏州市", Ok("320500")),
        ("苏州", Ok("320500")),
        ("昆山市", Ok("320500")),
        ("昆山", Ok("320500")),
        ("江苏省", Ok("320000")),
        ("鼓楼区", Err("directory.import.city_ambiguous")),
        ("320583", Ok("320500")),
        ("320302", Ok("320300")),
        ("临安市", Err("directory.import.city_unknown")),
    ] {
        assert_eq!(region(city, &none), expected.map(str::to_owned), "{city}");
    }
    let exact = Institution { region: "320583".into(), region_name: "昆山市".into(), ..institution("4132010001") };
    let known = [(exact.code.clone(), exact)].into();
    assert_eq!(region("苏州市", &known), Ok("320583".to_owned()), "what is known more exactly is kept");
}

#[test]
fn a_list_without_levels_takes_them_from_the_directory() {
    let of = |code: &str, kind, level| Institution { code: code.into(), kind, level, ..institution("4132010001") };
    let college = of("4232050559", InstitutionKind::VocationalCollege, Some(Level::Associate));
    let university = of("4132010001", InstitutionKind::University, Some(Level::Bachelor));
    let adult = of("4232050001", InstitutionKind::AdultCollege, None);
    let known: BTreeMap<_, _> = [college, university, adult].map(|one| (one.code.clone(), one)).into();
    let compared = |rows: &str| {
        let csv = format!("学校名称,学校标识码\n{rows}");
        let rows = crate::import::read("list.csv", csv.as_bytes()).unwrap();
        let plan = compare(&rows, &Known { institutions: &known, regions: &places() });
        plan.map_err(|faults| (faults[0].column, faults[0].code))
    };
    let same = "苏州 示例学院,4232050559\n苏州 示例学院,4132010001\n";
    let plan = compared(same).unwrap();
    assert_eq!((plan.unchanged, plan.absent.len(), plan.changed), (2, 0, vec![]), "nobody of the adult list is gone");
    assert_eq!(plan.scopes, ["regular"].into());
    let missing = Err(("level", "directory.import.level_missing"));
    assert_eq!(compared(&format!("{same}新学院,4132010009\n")), missing.clone());
    assert_eq!(compared(&format!("{same}新学院,4232050009\n")), missing, "in a regular list its level is a gap");
    let adults = compared("苏州 示例学院,4232050001\n新开放大学,4232050009\n").unwrap();
    assert_eq!((adults.scopes, adults.added.len()), (["adult"].into(), 1));
    assert_eq!(adults.listed[1].kind, InstitutionKind::OpenUniversity);
}

#[test]
fn editions_follow_each_other() {
    let newest = "2026-06-17".to_owned();
    for (edition, newest, expected) in [
        ("2026-06-18", Some(&newest), Ok(())),
        ("2026-06-18", None, Ok(())),
        ("2026-11-23", Some(&newest), Ok(())),
        ("2026-11-24", None, Err("directory.import.edition_future")),
        ("2027", None, Err("directory.import.edition_future")),
        ("2026", None, Ok(())),
        ("2026-06-17", Some(&newest), Err("directory.import.edition_read")),
        ("2025-06-20", Some(&newest), Err("directory.import.edition_older")),
    ] {
        let found = edition_follows(edition, "2026-11-23", newest);
        assert_eq!(found.map_err(|refused| units::Refuse::code(&refused)), expected, "{edition}");
    }
}

mod regions;
