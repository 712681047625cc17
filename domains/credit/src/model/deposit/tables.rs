//! The official headers of the templates in their order.

use super::Column;
use super::Column as C;

type Headers = &'static [(&'static str, Column)];

/// Template A, 2025 layout.
pub(super) const A: Headers = &[
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("专业名称", C::Major),
    ("课程名称", C::Course),
    ("教育层次代码", C::Level),
    ("教育类别代码", C::Category),
    ("学分", C::Credit),
    ("学时", C::Hours),
    ("成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("届别", C::Cohort),
    ("毕业结业肄业", C::Ending),
    ("毕业季", C::Season),
    ("备注", C::Remark),
    ("学号", C::StudentNumber),
];

/// Template A before September 2025: 学号 first.
pub(super) const A_STUDENT_FIRST: Headers = &[
    ("学号", C::StudentNumber),
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("专业名称", C::Major),
    ("课程名称", C::Course),
    ("教育层次代码", C::Level),
    ("教育类别代码", C::Category),
    ("学分", C::Credit),
    ("学时", C::Hours),
    ("成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("届别", C::Cohort),
    ("毕业结业肄业", C::Ending),
    ("毕业季", C::Season),
    ("备注", C::Remark),
];

/// Template B.
pub(super) const B: Headers = &[
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("转换学校代码", C::School),
    ("原课程来源代码", C::SourceKind),
    ("原专业名称", C::Major),
    ("原课程名称", C::Course),
    ("原办学机构", C::Issuer),
    ("原教育层次代码", C::Level),
    ("原教育类别代码", C::Category),
    ("原学分", C::Credit),
    ("原学时", C::Hours),
    ("原成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("届别", C::Cohort),
    ("毕业结业肄业", C::Ending),
    ("毕业季", C::Season),
    ("备注", C::Remark),
    ("学号", C::StudentNumber),
    ("转换后教育层次代码", C::TargetLevel),
    ("转换后课程代码", C::TargetCode),
    ("转换后课程名称", C::TargetName),
    ("转换后学分", C::TargetCredit),
    ("转换时间", C::ConvertedIn),
    ("转换后专业名称", C::TargetMajor),
];

/// Template C, 2025 layout.
pub(super) const C: Headers = &[
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("转换学校代码", C::School),
    ("原证书来源代码", C::SourceKind),
    ("原证书类型", C::CertificateKind),
    ("原证书名称", C::Course),
    ("原证书等级", C::CertificateLevel),
    ("原发证机构", C::Issuer),
    ("原教育层次代码", C::Level),
    ("原教育类别代码", C::Category),
    ("原学分", C::Credit),
    ("原学时", C::Hours),
    ("原成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("转换后教育层次代码", C::TargetLevel),
    ("转换后课程代码", C::TargetCode),
    ("转换后课程名称", C::TargetName),
    ("转换后学分", C::TargetCredit),
    ("转换时间", C::ConvertedIn),
    ("转换后专业", C::TargetMajor),
];

/// Template C before 2025, which calls the certificate 原课程名称.
pub(super) const C_COURSE_NAMED: Headers = &[
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("转换学校代码", C::School),
    ("原课程来源代码", C::SourceKind),
    ("原专业名称", C::Major),
    ("原课程名称", C::Course),
    ("原办学机构", C::Issuer),
    ("原教育层次代码", C::Level),
    ("原教育类别代码", C::Category),
    ("原学分", C::Credit),
    ("原学时", C::Hours),
    ("原成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("转换后教育层次代码", C::TargetLevel),
    ("转换后课程代码", C::TargetCode),
    ("转换后课程名称", C::TargetName),
    ("转换后学分", C::TargetCredit),
    ("转换时间", C::ConvertedIn),
    ("转换后专业", C::TargetMajor),
];

/// The general form, for outcomes of every class. It is this platform's own; its terms are those of the official templates.
pub(super) const GENERAL: Headers = &[
    ("成果类别", C::Class),
    ("姓名", C::Name),
    ("身份证号", C::IdNumber),
    ("学号", C::StudentNumber),
    ("学习成果名称", C::Course),
    ("颁发机构", C::Issuer),
    ("专业名称", C::Major),
    ("证书类型", C::CertificateKind),
    ("证书等级", C::CertificateLevel),
    ("教育层次代码", C::Level),
    ("教育类别代码", C::Category),
    ("学分", C::Credit),
    ("学时", C::Hours),
    ("成绩", C::Grade),
    ("获得时间", C::Obtained),
    ("届别", C::Cohort),
    ("毕业结业肄业", C::Ending),
    ("毕业季", C::Season),
    ("备注", C::Remark),
];

/// 课程代码 beside the courses of a school.
pub(super) const CODE: Headers = &[("课程代码", C::Code)];

/// 原课程代码 beside the courses of another school.
pub(super) const SOURCE_CODE: Headers = &[("原课程代码", C::Code)];

/// What a row of the general form may say beside: the code of its course, and a conversion already made, under the headers of
/// template B.
pub(super) const GENERAL_OPTIONAL: Headers = &[
    ("课程代码", C::Code),
    ("转换学校代码", C::School),
    ("转换后教育层次代码", C::TargetLevel),
    ("转换后课程代码", C::TargetCode),
    ("转换后课程名称", C::TargetName),
    ("转换后学分", C::TargetCredit),
    ("转换时间", C::ConvertedIn),
    ("转换后专业名称", C::TargetMajor),
];
