//! Rules read back: the example file as sentences, word for word.

use recognition::model::Condition;
use recognition::sentence::{Language, sentence};
use recognition::text::RuleFile;

use crate::support::world;

const ZH: [&str; 4] = [
    "4131010248（规则 R1 第 1 版，专业 080901）自 2026-01-01 起；凡具备一项由4132010284、代码为MATH101或MATH102的学历教育课程的，认定为课程 MA080，免修免考，学分按目标课程记；每项成绩百分制不低于 75 分或五级制不低于“中等”；取得不超过 60 个月；同一成果只用一次。",
    "4131010248（规则 R2 第 2 版，专业 080901）自 2026-01-01 起至 2030-01-01 前；凡具备一项名称符合“大学物理*”的学习成果，并且（一项名称符合“*物理实验*”的学习成果，或者一项证书类型为物理实验员、证书等级为中级或高级的证书）的，认定为课程 PH001、PH002（一并），免修不免考，学分按来源学分的 2/3 计，四舍五入，余数入账，不高于目标课程学分；须先通过或同时认定 MA080；同一成果只用一次。",
    "4131010248（规则 R3 第 1 版，所有专业）自 2026-01-01 起；凡具备一项证书类型为1+X 大数据的证书的，认定为选修类课程中的 1 门，冲抵学分，学分按目标课程记；一门课程至多对应一项证书；属规则组“证书”；同一成果可用于多项要求；每项证书不超过 2 门课程；每项证书不超过 8 学分；例外：学习者 lrn_02不受上限限制（教务处 批准，至 2026-12-31）。",
    "4131010248（规则 R9 第 1 版，所有专业）自 2026-01-01 起；每名学习者合计不超过专业总学分的 40%；每名学习者的证书合计不超过 4 学分。",
];

const EN: [&str; 4] = [
    "4131010248 (rule R1, version 1, programme 080901), from 2026-01-01 on; takes a course from 4132010284, with code MATH101 or MATH102 as course MA080, exempt from study and examination, with the credit of the target; each graded at least 75 on the hundred-point scale or at least “fair” on the five-grade scale; obtained at most 60 months ago; an outcome serves once.",
    "4131010248 (rule R2, version 2, programme 080901), from 2026-01-01 until before 2030-01-01; takes an outcome titled like “大学物理*” and (an outcome titled like “*物理实验*” or a certificate of certificate kind 物理实验员, of certificate level 中级 or 高级) as course PH001, PH002 together, exempt from study, not from the examination, with 2/3 of the source's credit, rounded half up, the remainder booked, never above the target's credit; with MA080 passed or recognised too; an outcome serves once.",
    "4131010248 (rule R3, version 1, every programme), from 2026-01-01 on; takes a certificate of certificate kind 1+X 大数据 as 1 of courses of category 选修, offset against its credit, with the credit of the target; a course by at most one certificate; in the group “证书”; an outcome may serve several requirements; each certificate at most 2 courses; each certificate at most 8 credits; except that learner lrn_02 is excused from the caps (granted by 教务处, until 2026-12-31).",
    "4131010248 (rule R9, version 1, every programme), from 2026-01-01 on; a learner in all at most 40% of the programme's credits; a learner's outcomes of class certificate in all at most 4 credits.",
];

#[test]
fn the_examples_read_back_in_both_languages() {
    let file = RuleFile::parse(include_str!("../../examples/rules.toml")).expect("the example");
    for (language, expected) in [(Language::Zh, ZH), (Language::En, EN)] {
        let told: Vec<String> = file.rules.iter().map(|rule| sentence(rule, language)).collect();
        for (told, expected) in told.iter().zip(expected) {
            assert_eq!(told, expected);
        }
        assert_eq!(told.len(), expected.len());
    }
}

#[test]
fn every_rule_has_a_sentence_of_its_own() {
    // Two rules that differ in what they say differ in their sentence.
    let mut seen = std::collections::HashMap::new();
    for seed in 0..3_000 {
        for mut rule in world::small(seed).rules {
            rule.id = "R".to_owned();
            // All of one, any of one and one of one are that one, and are said alike.
            rule.source = rule.source.map(flat);
            rule.exceptions.retain(|exception| !exception.lifts.is_empty());
            for language in [Language::Zh, Language::En] {
                let said = sentence(&rule, language);
                if let Some(other) = seen.insert(said.clone(), rule.clone()) {
                    assert_eq!(other, rule, "{said}");
                }
            }
        }
    }
}

fn flat(condition: Condition) -> Condition {
    let inside = |parts: Vec<Condition>| parts.into_iter().map(flat).collect::<Vec<_>>();
    match condition {
        Condition::All(mut parts) | Condition::Any(mut parts) | Condition::Some(1, mut parts) if parts.len() == 1 => {
            parts.pop().map_or(Condition::All(Vec::new()), flat)
        }
        Condition::All(parts) => Condition::All(inside(parts)),
        Condition::Any(parts) => Condition::Any(inside(parts)),
        Condition::Some(count, parts) => Condition::Some(count, inside(parts)),
        one => one,
    }
}
