//! The small cast that serves tests, demo and screenshots: invented people at real institutions.

use crate::files;

/// One of the people the demo's data begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// What they type to sign in.
    pub login: &'static str,
    /// The name others see.
    pub name: &'static str,
    /// What they may do: a role's name, or `learner` for a person without grants.
    pub role: &'static str,
    /// Region, day of birth and serial of their invented 身份证号.
    number: (u32, u32, u32),
}

impl Person {
    /// Their 身份证号.
    pub fn id_number(&self) -> String {
        files::id_number(self.number.0, self.number.1, self.number.2)
    }
}

/// The password of everybody in the demo's data.
pub const PASSWORD: &str = "xueqiao-demo-2026";

/// 上海开放大学.
pub const SHANGHAI: &str = "4231051252";
/// 江苏开放大学.
pub const JIANGSU: &str = "4232051255";
/// 浙江开放大学.
pub const ZHEJIANG: &str = "4233051258";
/// 安徽开放大学.
pub const ANHUI: &str = "4234051388";

const fn person(login: &'static str, name: &'static str, role: &'static str, number: (u32, u32, u32)) -> Person {
    Person { login, name, role, number }
}

/// A learner with deposited outcomes.
pub const WANG: Person = person("wang.learner", "王小满", "learner", (310_101, 19_980_312, 0));
/// A learner with deposited outcomes.
pub const LI: Person = person("li.learner", "李嘉禾", "learner", (330_102, 19_950_826, 1));
/// A learner under fourteen, whose guardian consents.
pub const ZHAO: Person = person("zhao.learner", "赵一苇", "learner", (340_102, 20_131_105, 2));
/// The guardian of 赵一苇.
pub const GUARDIAN: Person = person("zhao.guardian", "赵立诚", "learner", (340_102, 19_820_417, 3));
/// Registrar of 上海开放大学, who uploads grade files.
pub const LIN: Person = person("lin.registrar", "林若溪", "registrar", (310_105, 19_860_622, 4));
/// Reviewer of 上海开放大学.
pub const XU: Person = person("xu.reviewer", "许知远", "reviewer", (310_107, 19_791_018, 5));
/// Registrar of 江苏开放大学, who drafts rules.
pub const CHEN: Person = person("chen.registrar", "陈知行", "registrar", (320_102, 19_880_209, 6));
/// Reviewer of 江苏开放大学, who decides applications and is a rule's second pair of eyes.
pub const ZHOU: Person = person("zhou.reviewer", "周慎", "reviewer", (320_508, 19_810_713, 7));
/// Registrar of 浙江开放大学.
pub const HE: Person = person("he.registrar", "何清扬", "registrar", (330_106, 19_900_130, 8));
/// Reviewer of 浙江开放大学.
pub const SHEN: Person = person("shen.reviewer", "沈明远", "reviewer", (330_203, 19_770_925, 9));
/// Registrar of 安徽开放大学.
pub const FANG: Person = person("fang.registrar", "方可", "registrar", (340_104, 19_921_201, 10));
/// Reviewer of 安徽开放大学.
pub const WU: Person = person("wu.reviewer", "吴守正", "reviewer", (340_202, 19_840_508, 11));
/// Officer of the credit bank in 上海.
pub const YE: Person = person("ye.bank", "叶知秋", "bank_officer", (310_112, 19_830_319, 12));
/// Officer of 江苏.
pub const QIN: Person = person("qin.officer", "秦立", "province_officer", (320_106, 19_760_814, 13));
/// The platform's administrator, who must have a second factor.
pub const GU: Person = person("gu.admin", "顾问渠", "admin", (310_104, 19_800_227, 14));

/// Expert of 江苏开放大学, who gives opinions.
pub const QIAN: Person = person("qian.expert", "钱若谷", "expert", (320_106, 19_700_305, 15));
/// Member of the joint committee for 上海.
pub const GAO: Person = person("gao.committee", "高望舒", "committee", (310_107, 19_681_121, 16));
/// Member of the joint committee for 江苏.
pub const JIN: Person = person("jin.committee", "金允文", "committee", (320_102, 19_720_616, 17));
/// Member of the joint committee for 浙江.
pub const LU: Person = person("lu.committee", "陆明川", "committee", (330_103, 19_690_409, 18));
/// Member of the joint committee for 安徽.
pub const MENG: Person = person("meng.committee", "孟知白", "committee", (340_103, 19_740_928, 19));

/// 唐若望, 监测专员 of 上海.
pub const TANG: Person = person("tang.monitor", "唐若望", "monitor_officer", (310_115, 19_850_703, 20));
/// 施安, 省级管理员 of 上海.
pub const SHI: Person = person("shi.officer", "施安", "province_officer", (310_106, 19_740_316, 21));
/// 范言, 省级管理员 of 浙江.
pub const FAN: Person = person("fan.officer", "范言", "province_officer", (330_105, 19_780_921, 22));
/// 裴和, 省级管理员 of 安徽.
pub const PEI: Person = person("pei.officer", "裴和", "province_officer", (340_111, 19_730_512, 23));

/// 江一帆, who reports for 来安县实验小学（示例）.
pub const JIANG: Person = person("jiang.data", "江一帆", "data_officer", (341_122, 19_910_418, 24));
/// 魏安, who signs for 来安县.
pub const WEI: Person = person("wei.county", "魏安", "data_reviewer", (341_122, 19_830_926, 25));
/// 洪澄, who signs for 滁州市.
pub const HONG: Person = person("hong.city", "洪澄", "data_reviewer", (341_102, 19_790_307, 26));
/// 罗衡, who signs for 安徽省.
pub const LUO: Person = person("luo.province", "罗衡", "data_reviewer", (340_103, 19_760_715, 27));
/// 曹一鸣, 监测专员 of 安徽省.
pub const CAO: Person = person("cao.monitor", "曹一鸣", "monitor_officer", (340_104, 19_870_529, 28));

/// 宁可期, at the counter of 上海开放大学.
pub const NING: Person = person("ning.clerk", "宁可期", "clerk", (310_110, 19_910_415, 29));

/// 章维, 督学 of 滁州.
pub const ZHANG: Person = person("zhang.inspector", "章维", "inspector", (341_102, 19_750_622, 30));

/// Everybody, in the order above.
pub const EVERYBODY: [Person; 31] = [
    WANG, LI, ZHAO, GUARDIAN, LIN, XU, CHEN, ZHOU, HE, SHEN, FANG, WU, YE, QIN, GU, QIAN, GAO, JIN, LU, MENG, TANG,
    SHI, FAN, PEI, JIANG, WEI, HONG, LUO, CAO, NING, ZHANG,
];
