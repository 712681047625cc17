//! The sentences of findings.

use super::{Finding, Lint};
use crate::sentence::Language;

impl Finding {
    /// The finding as a sentence that says what to do.
    pub fn sentence(&self, language: Language) -> String {
        let about = &self.about;
        let (zh, en) = match self.lint {
            Lint::ValidityEmpty => {
                ("规则在开始之前就已结束；请改正有效期", "the rule ends before it begins; correct its validity")
            }
            Lint::MinimumAboveScale => {
                ("最低成绩 {} 高于该记分制的满分；请改正", "the minimum {} is above its scale; correct it")
            }
            Lint::NOfImpossible => (
                "要求的项数与所列不符（{}）；请改正 n 或补充条件",
                "it asks for {} of the list; correct n or add conditions",
            ),
            Lint::PatternImpossible => (
                "条件自相矛盾，没有成果能够满足；请检查类别、代码和记分制",
                "the pattern contradicts itself and nothing can meet it; look at class, codes and scales",
            ),
            Lint::ProgrammeUnknown => {
                ("本机构没有专业 {}；请改正专业代码", "the institution has no programme {}; correct its code")
            }
            Lint::TargetUnknown => (
                "没有专业开设它所认定的课程 {}；请改正课程代码",
                "no programme has what it counts as {}; correct the course codes",
            ),
            Lint::TargetExcluded => (
                "{} 属于不予认定的类别；请删除该课程或该类别",
                "{} is of a category that is never recognised; remove one of the two",
            ),
            Lint::PrerequisiteUnknown => (
                "先修课程 {} 不在专业方案内；请改正课程代码",
                "the prerequisite {} is in no programme; correct its code",
            ),
            Lint::PrerequisiteItself => {
                ("课程 {} 以自身为先修；请删除该先修", "course {} is its own prerequisite; remove it")
            }
            Lint::CapForbids => (
                "上限为零，等于全部禁止；请删除规则或提高上限",
                "a cap of nothing forbids everything; remove the rule or raise the cap",
            ),
            Lint::CapNeverBinds => {
                ("该上限永远达不到；请删除或降低", "the cap can never be reached; remove or lower it")
            }
            Lint::ExceptionIdle => (
                "该例外不起作用（{} 批准）；请检查期限和对象",
                "the exception granted by {} lifts nothing; look at its end and whom it names",
            ),
            Lint::VersionRepeated => {
                ("第 {} 版出现两次；请使用新的版本号", "version {} stands twice; give it a new number")
            }
            Lint::Duplicate => ("与规则 {} 内容相同；请删除其一", "it says the same as rule {}; remove one of them"),
            Lint::Shadowed => (
                "规则 {} 已包含本规则；请删除本规则或收窄前者",
                "rule {} already takes all of it; remove this one or narrow that one",
            ),
            Lint::CycleGains => (
                "循环认定会凭空产生学分：{}；请与相关机构协商比例",
                "recognition in a circle would create credit: {}; agree on the ratios",
            ),
            Lint::CyclesUntried => {
                ("机构之间的路径多于 {} 条，未全部检查", "more than {} ways between institutions; not all were tried")
            }
        };
        let text = language.pick(zh, en).replace("{}", about);
        let place = if self.place.is_empty() { String::new() } else { format!(" {}", self.place) };
        match (self.rule.is_empty(), self.version) {
            (true, _) => text,
            (false, 0) => format!("{}: {text}", self.rule),
            (false, version) => format!("{} v{version}{place}: {text}", self.rule),
        }
    }
}
