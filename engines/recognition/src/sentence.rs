//! A rule as a sentence in Chinese and English, so that who wrote it sees what it says.
//!
//! The words are tables of this engine (`tables`): a sentence is put together from parts, which a list of whole sentences
//! could not do. Codes and names appear as they were written.

pub(crate) mod tables;

use std::collections::BTreeSet;

use units::{Ratio, Rounding};

use crate::model::{Allowance, Cap, Condition, Effect, Exception, Given, Lift, Measure, Minimum, Pattern, Rule, Scope};

/// The languages sentences are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文.
    Zh,
    /// English.
    En,
}

use Language::{En, Zh};

impl Language {
    /// Chooses between two texts.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Zh => zh,
            En => en,
        }
    }

    fn list(self, parts: &[String], word: (&str, &str)) -> String {
        parts.join(self.pick(word.0, word.1))
    }

    fn any_of(self, parts: impl IntoIterator<Item = impl ToString>) -> String {
        let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
        self.list(&parts, ("或", " or "))
    }

    fn all_of(self, parts: impl IntoIterator<Item = impl ToString>) -> String {
        let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
        self.list(&parts, ("、", ", "))
    }
}

/// The rule as a sentence; a rule without an id is told without id and version, where those stand beside it.
pub fn sentence(rule: &Rule, language: Language) -> String {
    let mut parts = vec![frame(rule, language)];
    // A draft may say what it takes before it says what that counts as.
    if let Some(source) = &rule.source {
        parts.push(recognises(rule, source, language));
        parts.extend(conditions(rule, language));
    }
    parts.extend(rule.caps.iter().map(|cap| self::cap(cap, language)));
    parts.extend(rule.exceptions.iter().map(|exception| self::exception(exception, language)));
    let end = language.pick("。", ".");
    parts.join(language.pick("；", "; ")) + end
}

fn frame(rule: &Rule, language: Language) -> String {
    let programme = match (&rule.programme, language) {
        (Some(code), Zh) => format!("专业 {code}"),
        (Some(code), En) => format!("programme {code}"),
        (None, Zh) => "所有专业".to_owned(),
        (None, En) => "every programme".to_owned(),
    };
    let validity = match (rule.valid_to, language) {
        (Some(end), Zh) => format!("自 {} 起至 {end} 前", rule.valid_from),
        (Some(end), En) => format!("from {} until before {end}", rule.valid_from),
        (None, Zh) => format!("自 {} 起", rule.valid_from),
        (None, En) => format!("from {} on", rule.valid_from),
    };
    match language {
        Zh if rule.id.is_empty() => format!("{}（{programme}）{validity}", rule.institution),
        En if rule.id.is_empty() => format!("{} ({programme}), {validity}", rule.institution),
        Zh => format!("{}（规则 {} 第 {} 版，{programme}）{validity}", rule.institution, rule.id, rule.version),
        En => format!("{} (rule {}, version {}, {programme}), {validity}", rule.institution, rule.id, rule.version),
    }
}

fn recognises(rule: &Rule, source: &Condition, language: Language) -> String {
    let source = condition(source, language);
    let target = targets(rule, language);
    let effect = match rule.effect {
        Effect::StudyAndExam => language.pick("免修免考", "exempt from study and examination"),
        Effect::StudyOnly => language.pick("免修不免考", "exempt from study, not from the examination"),
        Effect::Offset => language.pick("冲抵学分", "offset against its credit"),
    };
    let credit = given(&rule.credit, language);
    match language {
        Zh => format!("凡具备{source}的，认定为{target}，{effect}，{credit}"),
        En => format!("takes {source} as {target}, {effect}, {credit}"),
    }
}

fn condition(condition: &Condition, language: Language) -> String {
    let inner = |parts: &[Condition]| -> Vec<String> {
        let one = |part: &Condition| {
            let text = self::condition(part, language);
            if matches!(part, Condition::One(_)) {
                text
            } else {
                language.pick(format!("（{text}）"), format!("({text})"))
            }
        };
        parts.iter().map(one).collect()
    };
    match condition {
        Condition::One(pattern) => self::pattern(pattern, language),
        Condition::All(parts) => language.list(&inner(parts), ("，并且", " and ")),
        Condition::Any(parts) => language.list(&inner(parts), ("，或者", " or ")),
        Condition::Some(count, parts) => {
            let list = language.list(&inner(parts), ("；", "; "));
            language.pick(format!("下列 {count} 项：{list}"), format!("{count} of these: {list}"))
        }
    }
}

fn pattern(pattern: &Pattern, language: Language) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut say = |zh: &str, en: &str, what: Option<String>| {
        said.extend(what.map(|what| language.pick(format!("{zh}{what}"), format!("{en} {what}"))));
    };
    let codes = |set: &BTreeSet<String>| (!set.is_empty()).then(|| language.any_of(set));
    say("由", "from", codes(&pattern.issuers));
    say("代码为", "with code", codes(&pattern.codes));
    say("代码在表内：", "with a code of table", pattern.table.clone());
    let quoted = |text: &str| language.pick(format!("“{text}”"), format!("“{text}”"));
    say("名称符合", "titled like", pattern.title.as_ref().map(|title| quoted(title.text())));
    say("学科符合", "of subject", pattern.subject.as_ref().map(|subject| quoted(subject.text())));
    say("层次为", "on level", codes(&pattern.levels));
    say("证书类型为", "of certificate kind", codes(&pattern.certificate_kinds));
    say("证书等级为", "of certificate level", codes(&pattern.certificate_levels));
    say("成绩", "graded", (!pattern.minimum.is_empty()).then(|| minimums(&pattern.minimum, language)));
    let class = match pattern.classes.is_empty() {
        true => language.pick("学习成果", "outcome").to_owned(),
        false => language.any_of(pattern.classes.iter().map(|class| tables::class(*class, language))),
    };
    match language {
        Zh if said.is_empty() => format!("一项{class}"),
        Zh => format!("一项{}的{class}", said.join("、")),
        En if said.is_empty() => format!("any {class}"),
        En => format!("{} {class} {}", article(&class), said.join(", ")),
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn minimums(minimum: &[Minimum], language: Language) -> String {
    let one = |least: &Minimum| {
        let scale = tables::scale(least.scale, language);
        let value = tables::grade(least.scale, least.at_least, language);
        language.pick(format!("{scale}不低于{value}"), format!("at least {value} on the {scale} scale"))
    };
    language.any_of(minimum.iter().map(one))
}

fn targets(rule: &Rule, language: Language) -> String {
    let Some(target) = &rule.target else { return "……".to_owned() };
    let mut lists = Vec::new();
    if !target.courses.is_empty() {
        let codes = language.all_of(&target.courses);
        lists.push(language.pick(format!("课程 {codes}"), format!("course {codes}")));
    }
    if !target.categories.is_empty() {
        let categories = language.all_of(&target.categories);
        lists.push(language.pick(format!("{categories}类课程"), format!("courses of category {categories}")));
    }
    let list = language.list(&lists, ("和", " and "));
    match target.choose {
        Some(count) => language.pick(format!("{list}中的 {count} 门"), format!("{count} of {list}")),
        None if target.courses.len() > 1 => language.pick(format!("{list}（一并）"), format!("{list} together")),
        None => list,
    }
}

fn given(given: &Given, language: Language) -> String {
    match given {
        Given::Target => language.pick("学分按目标课程记", "with the credit of the target").to_owned(),
        Given::Ratio(ratio, rounding) => {
            let ratio = ratio_text(*ratio);
            let rounding = match rounding {
                Rounding::Down => language.pick("舍去尾数", "rounded down"),
                Rounding::Up => language.pick("进位", "rounded up"),
                Rounding::HalfUp => language.pick("四舍五入", "rounded half up"),
                Rounding::HalfEven => language.pick("四舍六入五成双", "rounded half to even"),
            };
            language.pick(
                format!("学分按来源学分的 {ratio} 计，{rounding}，余数入账，不高于目标课程学分"),
                format!("with {ratio} of the source's credit, {rounding}, the remainder booked, never above the target's credit"),
            )
        }
    }
}

fn ratio_text(ratio: Ratio) -> String {
    let percent = i128::from(ratio.numerator()) * 100;
    let denominator = i128::from(ratio.denominator());
    if percent % denominator == 0 { format!("{}%", percent / denominator) } else { ratio.to_string() }
}

/// What else a use must keep, in the order it is checked.
fn conditions(rule: &Rule, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    if !rule.minimum.is_empty() {
        let minimum = minimums(&rule.minimum, language);
        said.push(language.pick(format!("每项成绩{minimum}"), format!("each graded {minimum}")));
    }
    if let Some(months) = rule.months_max {
        said.push(language.pick(format!("取得不超过 {months} 个月"), format!("obtained at most {months} months ago")));
    }
    if !rule.prerequisites.is_empty() {
        let courses = language.all_of(&rule.prerequisites);
        said.push(
            language.pick(format!("须先通过或同时认定 {courses}"), format!("with {courses} passed or recognised too")),
        );
    }
    if !rule.excluded.is_empty() {
        let categories = language.all_of(&rule.excluded);
        said.push(
            language.pick(format!("{categories}类课程不予认定"), format!("never for courses of category {categories}")),
        );
    }
    if rule.one_certificate {
        said.push(language.pick("一门课程至多对应一项证书", "a course by at most one certificate").to_owned());
    }
    if let Some(group) = &rule.group {
        said.push(language.pick(format!("属规则组“{group}”"), format!("in the group “{group}”")));
    }
    let share = match rule.share {
        true => language.pick("同一成果可用于多项要求", "an outcome may serve several requirements"),
        false => language.pick("同一成果只用一次", "an outcome serves once"),
    };
    said.push(share.to_owned());
    said
}

/// A cap as part of a sentence.
pub fn cap(cap: &Cap, language: Language) -> String {
    let scope = match (&cap.scope, language) {
        (Scope::Learner, Zh) => "每名学习者合计".to_owned(),
        (Scope::Learner, En) => "a learner in all".to_owned(),
        (Scope::Class(class), Zh) => format!("每名学习者的{}合计", tables::class(*class, Zh)),
        (Scope::Class(class), En) => format!("a learner's outcomes of class {} in all", tables::class(*class, En)),
        (Scope::Certificate, Zh) => "每项证书".to_owned(),
        (Scope::Certificate, En) => "each certificate".to_owned(),
        (Scope::Issuer(issuer), Zh) => format!("来自 {issuer} 的合计"),
        (Scope::Issuer(issuer), En) => format!("outcomes from {issuer} in all"),
        (Scope::EachIssuer, Zh) => "来自每一机构的合计".to_owned(),
        (Scope::EachIssuer, En) => "outcomes from each institution".to_owned(),
        (Scope::Group(group), Zh) => format!("规则组“{group}”合计"),
        (Scope::Group(group), En) => format!("the rules of group “{group}” in all"),
        (Scope::Rule, Zh) => "按本规则合计".to_owned(),
        (Scope::Rule, En) => "this rule in all".to_owned(),
    };
    let categories = language.all_of(&cap.categories);
    let within = match cap.categories.is_empty() {
        true => String::new(),
        false => language.pick(format!("{categories}类"), format!(" of category {categories}")),
    };
    let measure = match (cap.measure, language) {
        (Measure::Credits(credits), Zh) => format!("{within} {credits} 学分"),
        (Measure::Credits(credits), En) => format!("{credits} credits{within}"),
        (Measure::Courses(courses), Zh) => format!("{within} {courses} 门课程"),
        (Measure::Courses(courses), En) => format!("{courses} courses{within}"),
        (Measure::Share(share), Zh) if within.is_empty() => format!("专业总学分的 {}", ratio_text(share)),
        (Measure::Share(share), Zh) => format!("{within}学分的 {}", ratio_text(share)),
        (Measure::Share(share), En) if within.is_empty() => format!("{} of the programme's credits", ratio_text(share)),
        (Measure::Share(share), En) => format!("{} of the credits{within}", ratio_text(share)),
    };
    language.pick(format!("{scope}不超过{measure}"), format!("{scope} at most {measure}"))
}

fn exception(exception: &Exception, language: Language) -> String {
    let who = match (&exception.who, language) {
        (Allowance::Learner(id), Zh) => format!("学习者 {id}"),
        (Allowance::Learner(id), En) => format!("learner {id}"),
        (Allowance::Outcome(id), Zh) => format!("成果 {id}"),
        (Allowance::Outcome(id), En) => format!("outcome {id}"),
    };
    let lift = |lift: &Lift| match lift {
        Lift::Grade => language.pick("成绩", "the grade"),
        Lift::Age => language.pick("年限", "the age"),
        Lift::Prerequisites => language.pick("先修", "prerequisites"),
        Lift::Caps => language.pick("上限", "the caps"),
    };
    let lifts = language.all_of(exception.lifts.iter().map(lift));
    let (by, until) = (&exception.granted_by, exception.until);
    match language {
        Zh => format!("例外：{who}不受{lifts}限制（{by} 批准，至 {until}）"),
        En => format!("except that {who} is excused from {lifts} (granted by {by}, until {until})"),
    }
}
