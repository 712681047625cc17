//! Official tables read into the directory: lists, changes of regions, catalogues.

use super::*;
use crate::shipped;

const HEADER: &str = "学校名称,学校标识码,主管部门,所在地,办学层次,备注";

fn planned(house: &House, csv: &str) -> crate::rules::Plan {
    let rows = crate::import::read("list.csv", csv.as_bytes()).unwrap();
    house.app.read(&admin(), |op| work::plan(op, &rows, None)).unwrap().unwrap()
}

fn code(outcome: op::Result<Outcome>) -> &'static str {
    match outcome {
        Err(Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

fn lines(outcome: &Outcome, word: &str) -> usize {
    let (Outcome::Planned(report) | Outcome::Applied(report) | Outcome::Same(report)) = outcome else {
        panic!("{outcome:?}")
    };
    report.groups.iter().find(|group| group.word == word).map_or(0, |group| group.lines.len())
}

#[test]
fn a_list_is_tried_first_and_applied_as_one_change() {
    let house = House::seeded();
    let csv = format!(
        "{HEADER}\n复旦大学,4131010246,教育部,上海市,本科,\n同济新名大学,4131010247,教育部,上海市,本科,\n\
         上海示例职业学院,4131019999,上海市,上海市,专科,民办\n"
    );
    let day = Day::parse("2026-11-20").ok();
    let import = |day, apply| cli::import(&house.app, "list.csv", csv.as_bytes(), day, apply);
    let plan = planned(&house, &csv);
    assert_eq!((plan.added.len(), plan.changed.len(), plan.absent.len(), plan.unchanged), (1, 1, 67, 1));
    let Ok(Outcome::Planned(report)) = import(None, true) else { panic!("without its day a list is only planned") };
    assert!(
        report
            .notes
            .iter()
            .any(|(word, args)| { *word == "directory-import-newest" && args.get("newest") == Some("2026-06-17") })
    );
    assert!(matches!(import(day, false), Ok(Outcome::Planned(_))));
    assert_eq!(house.read(|conn| store::institutions_total(conn, &Filter::default())), 516);

    assert!(matches!(import(day, true), Ok(Outcome::Applied(_))));
    let tongji = house.read(|conn| store::institution_details(conn, "4131010247")).unwrap();
    assert_eq!((tongji.institution.name.as_str(), tongji.past_names[0].until.as_str()), ("同济新名大学", "2026-11-20"));
    assert!(tongji.lists[0].listed && tongji.lists[0].edition == "2026-11-20");
    let absent = house.read(|conn| store::institution_details(conn, "4131010248")).unwrap();
    assert!(absent.institution.in_force() && !absent.lists[0].listed, "absence is marked, not closure");

    for apply in [false, true] {
        assert_eq!(code(import(day, apply)), "directory.import.edition_read");
    }
}

#[test]
fn only_a_newer_list_that_has_come_is_read() {
    let house = House::seeded();
    let csv = format!("{HEADER}\n旧名大学,4131010246,教育部,上海市,本科,\n");
    for (day, expected) in [
        ("2025-06-20", "directory.import.edition_older"),
        ("2026-06-16", "directory.import.edition_older"),
        ("2026-06-17", "directory.import.edition_read"),
        ("2026-11-24", "directory.import.edition_future"),
        ("2999-01-01", "directory.import.edition_future"),
    ] {
        for apply in [false, true] {
            let outcome = cli::import(&house.app, "list.csv", csv.as_bytes(), Day::parse(day).ok(), apply);
            assert_eq!(code(outcome), expected, "{day} {apply}");
        }
    }
    assert_eq!(house.read(|conn| store::institution(conn, "4131010246")).unwrap().name, "复旦大学");
}

#[test]
fn a_faulty_list_changes_nothing_and_says_where() {
    let house = House::seeded();
    let csv = format!("{HEADER}\n甲,4131019999,,上海市,专科,\n乙,41310,,上海市,专科,\n");
    let outcome = cli::import(&house.app, "list.csv", csv.as_bytes(), Day::parse("2026-11-20").ok(), true).unwrap();
    let mut text = Vec::new();
    let say = |key: &str, args: &Args| format!("{key}({args})");
    cli::report(&outcome, &say, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("row=3") && text.contains("codes-school-shape"), "{text}");
    assert!(house.read(|conn| store::institution(conn, "4131019999")).is_none());
}

/// The regular list of today as the ministry prints it: headings, lines between the provinces, 昆山市 for 昆山杜克大学.
fn ministry_list() -> String {
    let names: std::collections::BTreeMap<String, String> = shipped::regions()
        .unwrap()
        .into_iter()
        .filter(|(region, ..)| region.in_force())
        .map(|(region, ..)| (region.code, region.name))
        .collect();
    let mut csv = String::from("全国普通高等学校名单,,,,,,\n序号,学校名称,学校标识码,主管部门,所在地,办学层次,备注\n");
    let mut province = String::new();
    for (number, shipped) in shipped::institutions().unwrap().iter().filter(|one| one.listed_2026).enumerate() {
        let one = &shipped.institution;
        if one.province != province {
            province.clone_from(&one.province);
            csv.push_str(&format!("{},,,,,,\n", names[&province]));
        }
        let city = if one.name == "昆山杜克大学" { "昆山市" } else { &names[&one.region] };
        let level = if one.level == Some(Level::Bachelor) { "本科" } else { "专科" };
        let remark = match one.ownership {
            Ownership::Public => "",
            Ownership::Private => "民办",
            Ownership::Joint => "中外合作办学及内地与港澳合作办学",
        };
        csv.push_str(&format!("{},{},{},{},{city},{level},{remark}\n", number + 1, one.name, one.code, one.authority));
    }
    csv
}

#[test]
fn the_whole_list_as_the_ministry_prints_it_is_what_the_directory_has() {
    let house = House::seeded();
    let csv = ministry_list();
    assert!(
        csv.lines().any(|line| line.contains("昆山杜克大学") && line.contains(",昆山市,本科")),
        "the row that names a county-level city"
    );
    let plan = planned(&house, &csv);
    assert_eq!((plan.added, plan.changed), (vec![], vec![]));
    assert_eq!((plan.unchanged, plan.elsewhere, plan.listed.len()), (481, 0, 481));
    assert_eq!(plan.absent.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["安徽机电职业技术学院"]);
    // Without its levels the list says the same.
    let bare: String = csv.lines().map(|line| line.replace(",本科,", ",,").replace(",专科,", ",,") + "\n").collect();
    let plan = planned(&house, &bare);
    assert_eq!((plan.changed, plan.unchanged, plan.absent.len()), (vec![], 481, 1));
    assert_eq!(plan.scopes, ["regular"].into());
}

#[test]
fn regions_are_renamed_and_merged_in_one_change() {
    let house = House::seeded();
    // 巢湖市 becomes a district by another name; 庐江县 and 长丰县 become one new district.
    let csv = "code,name,name_en,level,parent,pinyin,valid_from,valid_to,successors\n\
               340181,居巢市,Juchao City,county,340100,ju chao shi,2026-03-01,,\n\
               340124,庐江县,Lujiang County,county,340100,lu jiang xian,2011,2026-03-01,340125\n\
               340121,长丰县,Changfeng County,county,340100,chang feng xian,1981,2026-03-01,340125\n\
               340125,庐丰区,,county,340100,lu feng qu,2026-03-01,,\n";
    let run = |apply| cli::regions(&house.app, "regions.csv", csv.as_bytes(), apply).unwrap();
    let details = |code: &str| house.read(|conn| store::region_details(conn, code)).unwrap();
    let tried = run(false);
    assert!(matches!(tried, Outcome::Planned(_)), "{tried:?}");
    assert_eq!(lines(&tried, "directory-import-regions_opened"), 2);
    assert_eq!(lines(&tried, "directory-import-regions_closed"), 3);
    assert!(details("340124").names[0].in_force(), "a dry run changes nothing");

    assert!(matches!(run(true), Outcome::Applied(_)));
    let names: Vec<_> = details("340181").names.into_iter().map(|one| (one.name, one.valid_to)).collect();
    assert_eq!(names, [("居巢市".to_owned(), None), ("巢湖市".to_owned(), Some("2026-03-01".to_owned()))]);
    assert_eq!(details("340121").current.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["庐丰区"]);
    assert_eq!(details("340125").predecessors.len(), 2);
    let again = run(true);
    assert!(matches!(again, Outcome::Same(_)), "again it changes nothing: {again:?}");
    // The shipped table, which knows nothing of this, contradicts it.
    let shipped = include_bytes!("../../../../data/regions.csv");
    let Ok(Outcome::Faults(faults)) = cli::regions(&house.app, "regions.csv", shipped, true) else { panic!() };
    assert!(faults.iter().all(|fault| fault.code == "directory.import.region_ended"), "{faults:?}");
    // And loading it once more leaves what was recorded.
    cli::seed(&house.app).unwrap();
    assert!(house.read(|conn| store::region(conn, "340124")).is_none());
}

#[test]
fn the_shipped_regions_change_nothing() {
    let house = House::seeded();
    let shipped = include_bytes!("../../../../data/regions.csv");
    let outcome = cli::regions(&house.app, "regions.csv", shipped, true).unwrap();
    assert!(matches!(outcome, Outcome::Same(_)), "{outcome:?}");
}

#[test]
fn a_newer_catalogue_stands_beside_the_elder_one() {
    let house = House::seeded();
    let shipped = include_str!("../../../../data/majors_undergraduate.csv");
    let run = |csv: &str, edition: &str, apply| {
        cli::majors(&house.app, "majors.csv", csv.as_bytes(), (Catalogue::Undergraduate, edition), apply)
    };
    let total = || house.read(|conn| store::majors_total(conn, &store::MajorFilter::default()));
    let same = run(shipped, "2026", true).unwrap();
    assert!(matches!(same, Outcome::Same(_)), "{same:?}");
    // Without 010101, with another name for 010102, and one that is new.
    let next: String = shipped
        .lines()
        .filter(|line| !line.starts_with("010101,"))
        .map(|line| if line.starts_with("010102,") { line.replacen("逻辑学", "逻辑与推理", 1) } else { line.to_owned() } + "\n")
        .collect();
    let next = format!("{next}010199T,示例学,shi li xue,01,哲学,0101,哲学类,1,,哲学,\n");
    assert_eq!(code(run(&next, "2026", true)), "directory.import.edition_read");
    assert_eq!(code(run(&next, "2025", false)), "directory.import.edition_older");
    assert_eq!(code(run(&next, "2027", false)), "directory.import.edition_future");
    let tried = run(&next, "2026-09-01", false).unwrap();
    let count = |group: &str| lines(&tried, &format!("directory-import-majors_{group}"));
    assert_eq!((count("added"), count("changed"), count("absent")), (1, 1, 1));
    assert_eq!(total(), 2005);

    assert!(matches!(run(&next, "2026-09-01", true), Ok(Outcome::Applied(_))));
    assert_eq!(total(), 2005, "one came, one went; the vocational catalogues are those of 2026 still");
    let details = |code: &str| house.read(|conn| store::major_details(conn, code)).unwrap();
    let gone = details("010101");
    assert_eq!(
        (gone.in_force, gone.major.edition.as_str(), gone.newest_edition.as_str()),
        (false, "2026", "2026-09-01")
    );
    let renamed = details("010102");
    assert_eq!((renamed.in_force, renamed.major.name.as_str(), renamed.editions.len()), (true, "逻辑与推理", 2));
    assert!(details("010199T").in_force && details("410101").in_force);
    assert!(matches!(run(&next, "2026-09-01", true), Ok(Outcome::Same(_))));
    // Loading the shipped tables once more leaves the newer edition in force.
    cli::seed(&house.app).unwrap();
    assert_eq!(total(), 2005);
}
