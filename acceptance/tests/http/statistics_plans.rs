//! An evaluation written page by page: under a published system, on a table of one's own with a comparison group, and what is told
//! of a table that has faults.

use acceptance::cast;
use acceptance::files::File;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;
use super::statistics::signed_in;

/// A form as a browser would send it, so that a test changes what an officer changes.
#[derive(Clone, Debug)]
struct Sheet(Vec<(String, String)>);

impl Sheet {
    /// The fields of the form that is filled in on a page.
    fn of(page: &Answer) -> Sheet {
        let text = page.text();
        let form =
            text.split("id=\"plan-form\"").nth(1).expect("the page has the form").split("</form>").next().unwrap();
        let attribute = |tag: &str, name: &str| {
            let rest = tag.split_once(&format!(" {name}=\""))?.1;
            Some(rest[..rest.find('"')?].replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&"))
        };
        let mut fields = Vec::new();
        let mut select = None;
        for piece in form.split('<') {
            let (tag, content) = piece.split_once('>').unwrap_or((piece, ""));
            let name = || attribute(tag, "name").unwrap_or_default();
            match tag.split_whitespace().next().unwrap_or_default() {
                "input" => {
                    let ticked = tag.contains(" checked");
                    let kind = attribute(tag, "type").unwrap_or_default();
                    if ticked || !matches!(kind.as_str(), "checkbox" | "radio" | "file") {
                        fields.push((name(), attribute(tag, "value").unwrap_or_default()));
                    }
                }
                "textarea" => fields.push((name(), content.to_owned())),
                "select" => select = Some(name()),
                "option" if tag.contains(" selected") => {
                    fields.push((select.clone().unwrap_or_default(), attribute(tag, "value").unwrap_or_default()));
                }
                _ => {}
            }
        }
        Sheet(fields)
    }

    fn with(mut self, name: &str, value: &str) -> Sheet {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn send(&self, visitor: &Visitor, path: &str) -> Answer {
        let fields: Vec<(&str, &str)> = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        visitor.post(path, &fields)
    }
}

/// Opens a page and sends it with the fields changed as the officer changes them; answers where it leads.
fn page(visitor: &Visitor, place: &str, changes: &[(&str, &str)]) -> String {
    let sheet = Sheet::of(&visitor.get(place).must(200));
    let sheet = changes.iter().fold(sheet, |sheet, (name, value)| sheet.with(name, value));
    let path = place.split('?').next().unwrap();
    sheet.with("do", "keep").send(visitor, path).leads_on()
}

/// The first page of a new plan.
fn begun(visitor: &Visitor, changes: &[(&str, &str)]) -> String {
    let sheet = Sheet::of(&visitor.get("/statistics/drafts/new").must(200));
    let sheet = changes.iter().fold(sheet, |sheet, (name, value)| sheet.with(name, value));
    sheet.with("do", "keep").send(visitor, "/statistics/plans").leads_on()
}

/// What a radio of a page is called by the text of its label.
fn choice(page: &Answer, name: &str, label: &str) -> String {
    let text = page.text();
    let parts: Vec<&str> = text.split("<input").collect();
    let found = parts.iter().find(|part| part.contains(&format!("name=\"{name}\"")) && part.contains(label));
    let found = found.unwrap_or_else(|| panic!("no {name} {label}"));
    let value = found.split_once("value=\"").unwrap().1;
    value[..value.find('"').unwrap()].replace("&#x2f;", "/")
}

fn computed(visitor: &Visitor, check: &str) -> String {
    let shown = visitor.get(check).must(200);
    let plan = check.split('?').next().unwrap();
    assert!(shown.text().contains("xueqiao indicators run"), "the command is told: {}", shown.words());
    let revision = shown.input("revision").expect("the plan has a revision");
    let place = visitor.post(&format!("{plan}/evaluation"), &[("revision", &revision)]).leads_on();
    visitor.get(plan).must(404);
    place.trim_start_matches("/statistics/evaluations/").split('?').next().unwrap().to_owned()
}

fn content(visitor: &Visitor, id: &str) -> Value {
    visitor.get(&format!("/api/statistics/evaluations/{id}")).must(200).json()[0].clone()
}

#[test]
fn a_published_system_is_chosen_measured_and_computed_without_a_word_of_json() {
    on_both(|server| {
        let (tang, lin) = (signed_in(server, cast::TANG), signed_in(server, cast::LIN));
        let first = tang.get("/statistics/drafts/new").must(200);
        let system = choice(&first, "system", "示例");
        // What is left empty is told on the page, and nothing is kept.
        let empty =
            Sheet::of(&first).with("system", &system).with("do", "keep").send(&tang, "/statistics/plans").must(422);
        assert!(empty.text().contains("id=\"name-error\"") && empty.text().contains("id=\"years-error\""));
        let fields =
            [("name", "逐页的评价（示例）"), ("years", "2015-2019"), ("system", &system), ("member.320000", "1")];
        let figures = begun(&tang, &fields);
        let plan = figures.split('?').next().unwrap().to_owned();
        lin.get(&plan).must(404);
        assert!(tang.get("/statistics/drafts").must(200).text().contains(&plan), "a plan in work is listed");
        let set = choice(&tang.get(&figures).must(200), "data", "分省年度教育统计");
        let indicators = page(&tang, &figures, &[("data", &set)]);
        // Nothing counted is not yet a page; an element that is not there is told at its field.
        let shown = tang.get(&indicators).must(200);
        let at = |number: &str| {
            let label = shown.text();
            let before = label.split(&format!(">{number} ")).next().unwrap().to_owned();
            let name = before.rsplit("for=\"line.").next().unwrap();
            format!("line.{}", name.split('.').next().unwrap())
        };
        let (one, two) = (at("1.1"), at("2.1"));
        let sheet = Sheet::of(&shown).with("do", "keep");
        sheet.send(&tang, &plan).must(422);
        let typed = |one: &str, field: &str| format!("{one}.{field}");
        let sheet = sheet
            .with(&typed(&one, "counted"), "1")
            .with(&typed(&one, "expression"), "density_kindergarten")
            .with(&typed(&one, "unit"), "")
            .with(&typed(&two, "counted"), "1")
            .with(&typed(&two, "expression"), "primary_students / nobody")
            .with(&typed(&two, "unit"), "1");
        let wrong = sheet.send(&tang, &plan).must(422);
        assert!(wrong.text().contains(&format!("id=\"{two}.expression-error\"")), "{}", wrong.words());
        assert!(wrong.text().contains("primary_students / nobody"), "what was typed is kept");
        let sheet = sheet.with(&typed(&two, "expression"), "primary_students / primary_teachers");
        let method = sheet.send(&tang, &plan).leads_on();
        // Sent twice it is done once; who looked at an older plan is told.
        assert_eq!(sheet.send(&tang, &plan).leads_on(), method);
        let again = format!("{}-again", sheet.value("_key"));
        sheet.with("_key", &again).send(&tang, &plan).must(409);
        let check = page(&tang, &method, &[("filling", "latest"), ("available", "50")]);
        let id = computed(&tang, &check);
        let made = content(&tang, &id);
        assert_eq!(
            made["content"]["lines"].as_array().unwrap().iter().filter(|line| line["expression"] != "").count(),
            2
        );
        assert_eq!(made["content"]["system"]["id"], json!(system.split('/').next().unwrap()));
        assert_eq!(made["content"]["members"], json!(["310000", "320000"]));
        assert_eq!(made["content"]["stages"][0]["impute"]["method"]["panel"]["series"], "latest");

        // A draft is changed on the same pages.
        let at = [("version", "1".to_owned()), ("revision", made["revision"].to_string())];
        let at: Vec<(&str, &str)> = at.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let check = tang.post(&format!("/statistics/evaluations/{id}/plan"), &at).leads_on();
        let method = check.replace("step=check", "step=method&then=check");
        page(&tang, &method, &[("scaling", "zscore")]);
        assert_eq!(computed(&tang, &check), id);
        let changed = content(&tang, &id);
        assert_eq!(changed["content"]["stages"][1]["normalise"]["method"]["zscore"]["mean"], 100);
        assert_eq!(changed["content"]["lines"], made["content"]["lines"]);

        // What the pages cannot say opens as a text, with the reason.
        let mut special = changed["content"].clone();
        special["stages"][1] = json!({ "normalise": { "method": { "borda": {} } } });
        let body = json!({ "revision": changed["revision"], "content": special });
        let edited =
            tang.json("PUT", &format!("/api/statistics/evaluations/{id}/versions/1"), &body, None).must(200).json();
        let revision = edited["revision"].to_string();
        let place = tang
            .post(&format!("/statistics/evaluations/{id}/plan"), &[("version", "1"), ("revision", &revision)])
            .leads_on();
        assert!(place.ends_with("?unfit=method"), "{place}");
        assert!(tang.get(&place).must(200).text().contains("以文本打开"));
    });
}

const TABLE: &str = "代码,地区,年份,组别,生均经费（元/人）,小学生师比\n310000,上海市,2024,,32100,14.1\n320000,江苏省,2024,,18700,16.2\n\
    330000,浙江省,2024,,21300,15.9\n340000,安徽省,2024,,12900,17.4\n440000,广东省,2024,对比组,17800,17.0\nDEU,德国,2024,对比组,40100,15.0\n";

/// The same table as a workbook, its second sheet.
fn workbook(text: &str) -> File {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "数据见下一张").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("数据").unwrap();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    File::xlsx("表格.xlsx", book.save_to_buffer().unwrap())
}

fn upload(visitor: &Visitor, plan: &str, file: &File) -> Answer {
    let place = format!("{plan}/upload");
    let shown = visitor.get(&place).must(200);
    let (key, revision) = (shown.input("_key").unwrap_or_default(), shown.input("revision").unwrap_or_default());
    let fields = [
        ("_key", key.as_str()),
        ("revision", revision.as_str()),
        ("title", "自己的表格（示例）"),
        ("origin", "验收"),
        ("licence", "验收"),
        ("example", "1"),
    ];
    visitor.upload(&place, &fields, "file", file)
}

#[test]
fn a_table_of_ones_own_is_taken_in_with_a_comparison_group_and_its_faults_are_told() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let fields = [("name", "自己的数据（示例）"), ("years", "2024"), ("system", "own")];
        let figures = begun(&tang, &fields);
        let plan = figures.split('?').next().unwrap().to_owned();
        for (text, told) in [
            (TABLE.replace("18700", "一万八"), ["3", "E 生均经费（元/人）", "一万八"]),
            (TABLE.replace("广东省,2024,对比组", "广东省,2024,"), ["6", "A 代码", "440000"]),
            (TABLE.replace("（元/人）", "（光年）"), ["1", "E 生均经费（光年）", "光年"]),
        ] {
            for (file, sheet) in [(File::csv("表格.csv", text.clone()), ""), (workbook(&text), "数据")] {
                let refused = upload(&tang, &plan, &file).must(422);
                for part in told.into_iter().chain([sheet]) {
                    assert!(refused.words().contains(part), "{part}: {}", refused.words());
                }
                assert!(refused.text().contains("自己的表格（示例）"), "what was typed is kept");
            }
        }
        upload(&tang, &plan, &File::xlsx("坏.xlsx", "PK 坏的".as_bytes())).must(422);
        let figures = upload(&tang, &plan, &File::csv("表格.csv", TABLE)).leads_on();
        // The same table as a workbook with one figure changed is the next version of the same data set.
        upload(&tang, &plan, &workbook(&TABLE.replace("12900", "13100"))).leads_on();
        let indicators = page(&tang, &figures, &[("unranked", "1")]);
        let sheet = Sheet::of(&tang.get(&indicators).must(200));
        assert_eq!((sheet.value("line.2.name"), sheet.value("line.2.unit")), ("生均经费", "元/人"));
        let method = page(&tang, &indicators, &[("line.1.direction", "-1")]);
        let check = page(&tang, &method, &[]);
        let id = computed(&tang, &check);
        let made = content(&tang, &id)["content"].clone();
        assert_eq!(made["data_version"], 2);
        assert_eq!(made["beside"], json!(["440000", "DEU"]));
        let result = tang.get(&format!("/api/statistics/evaluations/{id}/result?version=1")).must(200).json();
        let ranked: Vec<&str> =
            result["rows"].as_array().unwrap().iter().map(|row| row["region"].as_str().unwrap()).collect();
        assert_eq!(ranked, ["310000", "320000", "330000", "340000"]);
        assert_eq!(result["beside"][1]["figures"], json!([15.0, 40_100.0]));
        let shown = tang.get(&format!("/statistics/evaluations/{id}?version=1")).must(200);
        for part in ["对比组", "德国", "40,100"] {
            assert!(shown.words().contains(part), "{part}: {}", shown.words());
        }
        // Ranked, the comparison group stands among the others and is marked.
        let revision = content(&tang, &id)["revision"].to_string();
        let check = tang
            .post(&format!("/statistics/evaluations/{id}/plan"), &[("version", "1"), ("revision", &revision)])
            .leads_on();
        let plan = check.split('?').next().unwrap();
        let mut sheet = Sheet::of(&tang.get(&format!("{plan}?step=figures")).must(200));
        sheet.0.retain(|(name, _)| name != "unranked");
        sheet.with("do", "check").send(&tang, plan).leads_on();
        computed(&tang, &check);
        let shown = tang.get(&format!("/statistics/evaluations/{id}?version=1")).must(200);
        assert!(shown.words().contains("德国（对比组）"), "{}", shown.words());
    });
}
