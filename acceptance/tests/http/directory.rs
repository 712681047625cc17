//! The directory: who may end what, who reads whose name, where old codes lead, and files that are read in.

use std::path::Path;

use acceptance::cast;
use acceptance::server::{Home, Server};
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;

/// 复旦大学, in 上海; for an officer of 江苏 to keep, a university and an adult college of 江苏.
const FUDAN: &str = "4131010246";
const NANTONG: &str = "4232050504";

fn officer(server: &Server) -> Visitor {
    let qin = server.stranger();
    qin.sign_in(cast::QIN);
    qin
}

fn register(visitor: &Visitor, code: &str, predecessor: &str) -> Answer {
    let input = json!({
        "code": code, "name": "南通示例学院", "kind": "university", "level": "bachelor", "ownership": "public",
        "region": "320600", "predecessor": predecessor,
    });
    visitor.json("POST", "/api/directory/institutions", &input, None)
}

fn institution(server: &Server, code: &str) -> Value {
    server.stranger().get(&format!("/api/directory/institutions/{code}")).must(200).json()
}

#[test]
fn a_change_of_type_ends_no_institution_of_another_province() {
    on_both(|server| {
        let qin = officer(server);
        register(&qin, "4132099901", FUDAN).must(403);
        assert_eq!(institution(server, FUDAN)["ended_on"], Value::Null);
        server.stranger().get("/api/directory/institutions/4132099901").must(404);
        let same = register(&qin, "4132099901", "4132010304").must(422);
        assert_eq!(same.code(), "directory.institution.type_same");
        register(&qin, "4132099901", NANTONG).must(201);
        assert_eq!(institution(server, NANTONG)["ended_reason"], "type_changed");
    });
}

#[test]
fn strangers_read_the_office_and_not_the_name_of_an_officer() {
    on_both(|server| {
        let qin = officer(server);
        let path = format!("/directory/institutions/{NANTONG}");
        let input = json!({ "name": "南通市示例业余大学" });
        qin.json("PUT", &format!("/api{path}/name"), &input, None).must(200);
        let members = json!({ "institution": NANTONG, "role": "member", "joined_on": "2026-01-05" });
        let alliance = format!("/directory/alliances/{}", an_alliance(&server.stranger()));
        qin.json("POST", &format!("/api{alliance}/members"), &members, None).must(201);
        for page in [path, alliance] {
            let seen = qin.get(&page).must(200).text();
            assert!(seen.contains(cast::QIN.name), "who has signed in reads who it was");
            let public = server.stranger().get(&page).must(200).text();
            assert!(!public.contains(cast::QIN.name), "{page} names an officer to everybody");
            assert!(public.contains("主管部门管理员"), "{page}");
            let english = server.stranger().reading("en").get(&page).must(200).text();
            assert!(english.contains("An officer of the education authority"), "{page}");
        }
    });
}

/// The identifier of the demo's alliance, as a program finds it.
fn an_alliance(visitor: &Visitor) -> String {
    let list = visitor.get("/api/directory/alliances").must(200).json();
    list["items"][0]["id"].as_str().expect("an item of the list has an id").to_owned()
}

#[test]
fn a_program_goes_from_the_list_of_alliances_to_one_and_its_members() {
    on_both(|server| {
        let stranger = server.stranger();
        let id = an_alliance(&stranger);
        let one = stranger.get(&format!("/api/directory/alliances/{id}")).must(200).json();
        assert_eq!(one["id"], id.as_str());
        let path = format!("/directory/alliances/{id}/members");
        let members = stranger.get(&format!("/api{path}")).must(200).json();
        assert_eq!((members["total"].as_i64(), members["items"][0]["role"].as_str()), (Some(4), Some("chair")));
        let page = stranger.get(&format!("/api{path}?limit=3&sort=joined_on")).must(200).json();
        let after = page["next"].as_str().expect("a fourth member");
        let rest = stranger.get(&format!("/api{path}?limit=3&sort=joined_on&after={after}")).must(200).json();
        assert_eq!(rest["items"].as_array().map(Vec::len), Some(1));
        let filtered = stranger.get(&format!("/api{path}?role=standing&standing=in_force")).must(200).json();
        assert_eq!(filtered["total"], 1);

        let page = stranger.get(&path).must(200).text();
        assert!(page.contains("理事长单位") && page.contains("format=csv"), "{page}");
        let csv = stranger.get(&format!("{path}.csv")).must(200).text();
        assert_eq!(csv.lines().count(), 5, "{csv}");
        assert!(csv.contains(cast::SHANGHAI) && csv.contains("理事长单位"), "{csv}");
        assert!(stranger.get(&format!("{path}.xlsx")).must(200).body.starts_with(b"PK"));
        stranger.get("/api/directory/alliances/nothing/members").must(404);
    });
}

#[test]
fn an_old_region_code_leads_to_where_its_area_lies_today() {
    on_both(|server| {
        let region = server.stranger().get("/api/directory/regions/310225").must(200).json();
        let codes = |list: &Value| {
            let list = list.as_array().expect("a list").iter();
            list.map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            (codes(&region["successors"]), codes(&region["current"])),
            (vec!["310119".into()], vec!["310115".into()])
        );
        let page = server.stranger().get("/directory/regions/310225").must(200).text();
        assert!(page.contains("/directory/regions/310119") && page.contains("/directory/regions/310115"));
    });
}

/// Runs `directory …` on a file with these bytes, in Chinese; answers whether it succeeded and what it said.
fn directory(home: &Home, verb: &str, name: &str, bytes: &[u8], options: &[&str]) -> (bool, String) {
    let file = home.path().join(name);
    std::fs::write(&file, bytes).expect("a file is written");
    let path = |path: &Path| path.to_str().expect("a temporary path is UTF-8").to_owned();
    let (file, mut arguments) = (path(&file), vec!["directory", verb]);
    arguments.push(&file);
    arguments.extend(options);
    let output = home.command(&arguments).env("LC_ALL", "zh_CN.UTF-8").output().expect("the binary runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), said)
}

#[test]
fn our_own_exports_come_back_without_a_change() {
    on_both(|server| {
        for path in ["/directory.csv", "/directory.xlsx", "/api/directory/institutions.csv"] {
            let export = server.stranger().get(path).must(200).body;
            let name = path.rsplit('/').next().expect("a path has a name");
            let (success, said) = directory(server.home(), "import", name, &export, &[]);
            assert!(success, "{path}: {said}");
            for word in ["新增 0 家", "变更 0 家", "名单未列 0 家", "无变化 517 家"] {
                assert!(said.contains(word), "{path}: {said}");
            }
        }
    });
}

#[test]
fn changes_of_regions_and_a_newer_catalogue_are_tried_and_then_recorded() {
    on_both(|server| {
        let home = server.home();
        let csv = "code,name,valid_from,valid_to,successors\n320583,昆山市,1990,2026-10-01,320510\n320510,昆山区,2026-10-01,,\n";
        let run = |options: &[&str]| directory(home, "regions", "regions.csv", csv.as_bytes(), options);
        let region = |code: &str| server.stranger().get(&format!("/api/directory/regions/{code}"));
        let (success, said) = run(&[]);
        assert!(success && said.contains("试运行") && said.contains("320583 昆山市"), "{said}");
        region("320510").must(404);
        let (success, said) = run(&["--apply"]);
        assert!(success && said.contains("已导入"), "{said}");
        assert_eq!(region("320583").must(200).json()["current"][0]["name"], "昆山区");
        let (success, said) = run(&["--apply"]);
        assert!(success && said.contains("没有作任何更改"), "{said}");
        let other = csv.replace("昆山区,", "玉山区,");
        let (success, said) = directory(home, "regions", "regions.csv", other.as_bytes(), &["--apply"]);
        assert!(!success && said.contains("与此行不符"), "{said}");

        let majors = "专业代码,专业名称,门类,专业类\n010101,哲学,哲学,哲学类\n";
        let run = |edition: &str, options: &[&str]| {
            let options = [&["--catalogue", "undergraduate", "--edition", edition], options].concat();
            directory(home, "majors", "majors.csv", majors.as_bytes(), &options)
        };
        let (success, said) = run("2999", &[]);
        assert!(!success && said.contains("晚于今天"), "{said}");
        let (success, said) = run("2026-09-01", &["--apply"]);
        assert!(success && said.contains("未列专业 882 个"), "{said}");
        let major = |code: &str| server.stranger().get(&format!("/api/directory/majors/{code}")).must(200).json();
        assert_eq!((&major("010101")["edition"], &major("010101")["in_force"]), (&json!("2026-09-01"), &json!(true)));
        assert_eq!((&major("010102")["edition"], &major("010102")["in_force"]), (&json!("2026"), &json!(false)));
        let page = server.stranger().get("/directory/majors/010102").must(200).text();
        assert!(page.contains("现行目录（2026年9月1日版）没有此专业"), "{page}");
    });
}
