//! The templates and the general form: their headers, and what each asks.

use super::*;
use crate::model::{Class, Grade, Template};

#[test]
fn templates_are_recognised_by_their_header() {
    for template in Template::ALL {
        let header: Vec<&str> = template.columns().iter().map(|(header, _)| *header).collect();
        let cells: Vec<Cell> = header.iter().map(|text| Cell { text: (*text).to_owned(), number: false }).collect();
        let layout = recognise(&cells).unwrap().unwrap();
        assert_eq!(layout.template, *template);
    }
    let shuffled = "课程名称,姓名,身份证号,专业名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业/结业/肄业,毕业季,备注,学号";
    let id = person();
    let row = format!("高等数学,王小满,{id},工程管理,85,321,4,72,88,202506,2025,1261,1321,,1");
    let read = read_bytes(format!("上海某校成绩表\n{shuffled}\n{row}\n").as_bytes());
    assert_eq!(read.codes(), []);
    assert_eq!((read.good[0].course.as_str(), read.good[0].row), ("高等数学", 3));
}

#[test]
fn a_rejects_file_is_recognised_with_what_it_adds() {
    for (locale, words) in crate::DOMAIN.words {
        for key in ["credit-rejects-row", "credit-rejects-reason"] {
            let said = words.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).unwrap();
            assert!(REJECT_HEADERS.contains(&said), "{key} in {locale}: {said}");
        }
    }
    let text = format!("{HEAD_A},原文件行号,退回原因\n{},7,成绩：太低\n", row_a(&[(3, "'=1+1"), (13, "'-")]));
    let read = read_bytes(text.as_bytes());
    assert_eq!(read.codes(), []);
    assert_eq!((read.good[0].course.as_str(), read.good[0].remark.as_str()), ("=1+1", "-"));
    let beyond = read_bytes(text.replace("太低", "太低,还有").as_bytes());
    assert_eq!(beyond.codes(), [(2, "credit.row.extra_cells")]);
}

#[test]
fn certificates_and_conversions_are_read() {
    let id = person();
    let head: Vec<&str> = Template::C.columns().iter().map(|(header, _)| *header).collect();
    let row = format!(
        "王小满,{id},0001,02,技能等级证书,网络工程师,中级,某发证机构,,,0,,合格,202405,85,C101,计算机网络,3,202506,软件工程"
    );
    let read = read_bytes(format!("{}\n{row}\n", head.join(",")).as_bytes());
    assert_eq!(read.codes(), []);
    let entry = &read.good[0];
    assert_eq!((entry.credit.hundredths(), entry.certificate_level.as_str()), (0, "中级"));
    let converted = entry.converted.as_ref().unwrap();
    assert_eq!((converted.code.as_str(), converted.credit.hundredths()), ("C101", 300));
    let heavy = row.replace(",0,,合格", ",2.5,,合格");
    let read = read_bytes(format!("{}\n{heavy}\n", head.join(",")).as_bytes());
    assert_eq!(read.codes(), [(2, "credit.row.certificate_credit")]);
    let wrong = row.replace(",02,", ",01,").replace("202506", "202401");
    let read = read_bytes(format!("{}\n{wrong}\n", head.join(",")).as_bytes());
    let codes: Vec<&str> = read.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["credit.row.source_kind", "credit.row.converted_early"]);
}

/// A row of the general form: class, title, issuer, and the cells from 教育层次代码 to 毕业季.
fn row_general(class: &str, title: &str, issuer: &str, measured: &str) -> String {
    format!("{class},王小满,{},,{title},{issuer},,,,{measured},", person())
}

#[test]
fn the_general_form_asks_of_each_class_what_it_has() {
    let head: Vec<&str> = Template::General.columns().iter().map(|(header, _)| *header).collect();
    let course = row_general("课程", "经济法", "", "85,321,2,36,91,202506,2025,1261,1321");
    for (row, expected) in [
        (course.replacen(",,,,85", ",工程管理,,,85", 1), vec![]),
        (course.clone(), vec![("专业名称", "credit.row.missing")]),
        (row_general("职业培训", "电工实训", "", ",,,48,,202505,,,"), vec![]),
        (row_general("training", "电工实训", "某培训中心", ",,1.5,48,合格,202505,,,"), vec![]),
        (row_general("志愿服务", "社区服务", "", ",,,,,202505,,,"), vec![]),
        (row_general("在线学习", "数据结构", "", ",,2,,59,202505,,,"), vec![("成绩", "credit.row.not_passed")]),
        (row_general("资格证书", "英语四级", "教育部", ",,0,,425,202406,,,"), vec![]),
        (row_general("证书", "英语四级", "", ",,,,,202406,,,"), vec![("颁发机构", "credit.row.missing")]),
        (
            row_general("资格证书", "英语四级", "教育部", ",,2,,,202406,,,"),
            vec![("学分", "credit.row.certificate_credit")],
        ),
        (row_general("旁听", "讲座", "", ",,,2,,202406,,,"), vec![("成果类别", "credit.row.class")]),
        (row_general("", "讲座", "", ",,,2,,202406,,,"), vec![("成果类别", "credit.row.missing")]),
        (
            row_general("课程", "经济法", "", ",,,,,202506,,,"),
            ["专业名称", "教育层次代码", "教育类别代码", "学分", "成绩", "届别", "毕业结业肄业", "毕业季"]
                .map(|column| (column, "credit.row.missing"))
                .to_vec(),
        ),
    ] {
        let read = read_bytes(format!("{}\n{row}\n", head.join(",")).as_bytes());
        let found: Vec<(&str, &str)> = read.faults.iter().map(|fault| (fault.column.as_str(), fault.code)).collect();
        assert_eq!(found, expected, "{row}");
        assert_eq!(read.good.len(), usize::from(expected.is_empty()), "{row}");
    }
}

#[test]
fn hours_without_credit_and_a_class_of_its_own_make_an_outcome() {
    let head: Vec<&str> = Template::General.columns().iter().map(|(header, _)| *header).collect();
    let rows = [
        row_general("职业培训", "电工", "", ",,,48,,202505,,,"),
        row_general("实习实践", "电工", "", ",,,160,,202505,,,"),
        row_general("职业培训", "电工", "", ",,,40,,202504,,,"),
    ];
    let read = read_bytes(format!("{}\n{}\n", head.join(","), rows.join("\n")).as_bytes());
    // The same name in another class is another achievement; the same training twice is one.
    assert_eq!(read.codes(), [(4, "credit.row.better_attempt")]);
    let entry = &read.good[0];
    assert_eq!((entry.class, entry.credit.hundredths(), entry.hours_hundredths), (Class::Training, 0, Some(4_800)));
    assert_eq!((entry.grade, entry.cohort, entry.level), (Grade::Held, None, ""));
}

#[test]
fn a_course_code_is_read_where_a_file_has_it_and_missed_nowhere() {
    let with = HEAD_A.replacen("课程名称", "课程名称,课程代码", 1);
    let row = row_a(&[]).replacen("大学英语（一）", "大学英语（一）,EN101", 1);
    let read = read_bytes(format!("{with}\n{row}\n").as_bytes());
    assert_eq!((read.codes(), read.good[0].code.as_str()), (vec![], "EN101"));
    assert_eq!(read_a(&[row_a(&[])]).good[0].code, "");
    // The official forms know it by no other name, and a certificate has none.
    for (template, header) in [(Template::B, "原课程代码"), (Template::General, "课程代码")] {
        let head: Vec<&str> = template.columns().iter().map(|(name, _)| *name).chain([header]).collect();
        let cells: Vec<Cell> = head.iter().map(|name| Cell { text: (*name).to_owned(), number: false }).collect();
        assert_eq!(recognise(&cells).unwrap().unwrap().template, template);
    }
    let cells = |names: &[&str]| -> Vec<Cell> {
        let official = Template::C.columns().iter().map(|(name, _)| *name);
        official.chain(names.iter().copied()).map(|name| Cell { text: name.to_owned(), number: false }).collect()
    };
    assert_eq!(recognise(&cells(&["课程代码"])).unwrap_err().code(), "credit.file.columns_unknown");
    let twice = HEAD_A.replacen("课程名称", "课程名称,课程代码,课程代码", 1);
    assert_eq!(read_bytes(format!("{twice}\n").as_bytes()).refusal(), "credit.file.columns_repeated");
}

#[test]
fn a_row_of_the_general_form_reports_a_conversion_where_it_says_one_and_then_says_all_of_it() {
    let head: Vec<&str> = Template::General.every_column().map(|(header, _)| *header).collect();
    let row = |conversion: &str| {
        let measured = "85,321,3,,85,202406,2025,1261,1321";
        format!("course,王小满,{},,大学英语,江苏开放大学,工程管理,,,{measured},,EN101{conversion}", person())
    };
    let read = |conversion: &str| read_bytes(format!("{}\n{}\n", head.join(","), row(conversion)).as_bytes());
    let full = read(",0001,85,T1,目标,2.5,202506,软件工程");
    assert_eq!(full.codes(), []);
    let made = full.good[0].converted.as_ref().unwrap();
    assert_eq!((made.code.as_str(), made.credit.hundredths(), made.level), ("T1", 250, "undergraduate"));
    let none = read(",,,,,,,");
    assert!(none.codes().is_empty() && none.good[0].converted.is_none());
    assert_eq!(read(",0001,,,,,,").codes(), vec![(2, "credit.row.missing"); 5], "what is begun is owed whole");
    // Of a file that has one of these columns only, the others are missed as soon as a row says something there.
    let one: Vec<&str> =
        Template::General.columns().iter().map(|(name, _)| *name).chain(["课程代码", "转换后课程代码"]).collect();
    let text = format!("{}\n{}\n{}\n", one.join(","), row(",T1"), row(","));
    let partly = read_bytes(text.as_bytes());
    assert_eq!(partly.codes(), vec![(2, "credit.row.missing"); 5]);
    assert_eq!(partly.good.len(), 1);
}
