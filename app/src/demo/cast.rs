//! The invented cast of the demonstration. Institutions are real; nobody here is.

use crate::start::Introduced;

/// Password of everybody in the demonstration, shown on its start page.
pub const PASSWORD: &str = "xueqiao-demo-2026";

/// 上海开放大学.
pub const SHANGHAI: &str = "4231051252";
/// 江苏开放大学.
pub const JIANGSU: &str = "4232051255";
/// 浙江开放大学.
pub const ZHEJIANG: &str = "4233051258";
/// 安徽开放大学.
pub const ANHUI: &str = "4234051388";

/// 来安县实验小学（示例）, an invented school of a real county.
pub const SCHOOL: &str = "2134900101";

/// Somebody who signs in.
pub struct Member {
    /// As the start page shows them.
    pub introduced: Introduced,
    /// First 14 digits of an invented 身份证号: region and day of birth.
    pub number: &'static str,
    /// Role and where it is granted: an organisation's or a region's code, or nothing for everywhere.
    pub grant: Option<(&'static str, &'static str)>,
}

const fn staff(
    sign_in: &'static str,
    name: &'static str,
    word: &'static str,
    number: &'static str,
    role: &'static str,
    place: &'static str,
) -> Member {
    let organisation = if place.len() == 10 { place } else { "" };
    Member { introduced: Introduced { sign_in, name, role: word, organisation }, number, grant: Some((role, place)) }
}

const fn learner(sign_in: &'static str, name: &'static str, word: &'static str, number: &'static str) -> Member {
    Member { introduced: Introduced { sign_in, name, role: word, organisation: "" }, number, grant: None }
}

const REGISTRAR: &str = "start-role_registrar";
const REVIEWER: &str = "start-role_reviewer";
const EXPERT: &str = "start-role_expert";
const COMMITTEE: &str = "start-role_committee";
const OFFICER: &str = "start-role_officer";
const LEARNER: &str = "start-role_learner";

/// Everybody who signs in, in the order of the start page.
pub const CAST: [Member; 31] = [
    learner("wang.learner", "王小满", LEARNER, "31010119980312"),
    learner("li.learner", "李嘉禾", LEARNER, "33010219950826"),
    learner("zhao.learner", "赵一苇", LEARNER, "34010220131105"),
    learner("zhao.guardian", "赵立诚", "start-role_guardian", "34010219820417"),
    staff("lin.registrar", "林若溪", REGISTRAR, "31010519860622", "registrar", SHANGHAI),
    staff("xu.reviewer", "许知远", REVIEWER, "31010719791018", "reviewer", SHANGHAI),
    staff("chen.registrar", "陈知行", REGISTRAR, "32010219880209", "registrar", JIANGSU),
    staff("zhou.reviewer", "周慎", REVIEWER, "32050819810713", "reviewer", JIANGSU),
    staff("he.registrar", "何清扬", REGISTRAR, "33010619900130", "registrar", ZHEJIANG),
    staff("shen.reviewer", "沈明远", REVIEWER, "33020319770925", "reviewer", ZHEJIANG),
    staff("fang.registrar", "方可", REGISTRAR, "34010419921201", "registrar", ANHUI),
    staff("wu.reviewer", "吴守正", REVIEWER, "34020219840508", "reviewer", ANHUI),
    staff("ye.bank", "叶知秋", "start-role_bank", "31011219830319", "bank_officer", "310000"),
    staff("qin.officer", "秦立", OFFICER, "32010619760814", "province_officer", "320000"),
    staff("gu.admin", "顾问渠", "start-role_admin", "31010419800227", "admin", ""),
    staff("qian.expert", "钱若谷", EXPERT, "32010619700305", "expert", JIANGSU),
    staff("gao.committee", "高望舒", COMMITTEE, "31010719681121", "committee", "310000"),
    staff("jin.committee", "金允文", COMMITTEE, "32010219720616", "committee", "320000"),
    staff("lu.committee", "陆明川", COMMITTEE, "33010319690409", "committee", "330000"),
    staff("meng.committee", "孟知白", COMMITTEE, "34010319740928", "committee", "340000"),
    staff("tang.monitor", "唐若望", "start-role_monitor", "31011519850703", "monitor_officer", "310000"),
    staff("shi.officer", "施安", OFFICER, "31010619740316", "province_officer", "310000"),
    staff("fan.officer", "范言", OFFICER, "33010519780921", "province_officer", "330000"),
    staff("pei.officer", "裴和", OFFICER, "34011119730512", "province_officer", "340000"),
    staff("jiang.data", "江一帆", "start-role_data_officer", "34112219910418", "data_officer", SCHOOL),
    staff("wei.county", "魏安", "start-role_data_county", "34112219830926", "data_reviewer", "341122"),
    staff("hong.city", "洪澄", "start-role_data_city", "34110219790307", "data_reviewer", "341100"),
    staff("luo.province", "罗衡", "start-role_data_province", "34010319760715", "data_reviewer", "340000"),
    staff("cao.monitor", "曹一鸣", "start-role_monitor", "34010419870529", "monitor_officer", "340000"),
    staff("ning.clerk", "宁可期", "start-role_clerk", "31011019910415", "clerk", SHANGHAI),
    staff("zhang.inspector", "章维", "start-role_inspector", "34110219750622", "inspector", "341100"),
];

/// How the start page introduces them.
pub const INTRODUCED: [Introduced; CAST.len()] = {
    let mut introduced = [CAST[0].introduced; CAST.len()];
    let mut at = 1;
    while at < CAST.len() {
        introduced[at] = CAST[at].introduced;
        at += 1;
    }
    introduced
};

/// A whole 身份证号 from region, day of birth and a serial number, with its check digit (GB 11643-1999).
pub fn id_number(fourteen: &str, serial: u32) -> String {
    let seventeen = format!("{fourteen}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{seventeen}{}", char::from(check))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_valid_number_and_a_name_of_their_own() {
        for (place, member) in CAST.iter().enumerate() {
            let number = id_number(member.number, place as u32);
            assert!(codes::ResidentId::parse(&number).is_ok(), "{} {number}", member.introduced.name);
            assert!(CAST[..place].iter().all(|other| other.introduced.sign_in != member.introduced.sign_in));
        }
    }
}
