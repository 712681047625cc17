//! Deposits: a file in one of the real templates, its rows and what is wrong with them.

mod tables;

use codes::CodeGeneration;
use serde::{Deserialize, Serialize};
use units::{Args, Credit, Instant, Month};

use super::{Class, Grade};

/// The exchange forms of the credit bank (上传模板), by layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// A 本校课程成绩, 15 columns, since September 2025.
    A,
    /// A as before September 2025, 学号 first.
    AStudentFirst,
    /// B 校外课程成绩转换, 24 columns.
    B,
    /// C 证书转换, 20 columns.
    C,
    /// C as before 2025, 19 columns, which calls the certificate 原课程名称.
    CCourseNamed,
    /// Ours, for outcomes of every class: 19 columns, each row says its 成果类别. No official form knows the other classes.
    General,
}

super::names!(Template {
    A => "a15",
    AStudentFirst => "a15_student_first",
    B => "b24",
    C => "c20",
    CCourseNamed => "c19",
    General => "general",
});

/// What a column holds, whatever a template calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the official header of each stands in `Template::columns`
pub enum Column {
    Class,
    Name,
    IdNumber,
    StudentNumber,
    Major,
    Code,
    Course,
    CertificateKind,
    CertificateLevel,
    Issuer,
    Level,
    Category,
    Credit,
    Hours,
    Grade,
    Obtained,
    Cohort,
    Ending,
    Season,
    Remark,
    School,
    SourceKind,
    TargetLevel,
    TargetCode,
    TargetName,
    TargetCredit,
    ConvertedIn,
    TargetMajor,
}

impl Column {
    /// Whether it belongs to a reported conversion (转换后 …).
    pub const fn of_conversion(self) -> bool {
        use Column as C;
        matches!(
            self,
            C::School
                | C::TargetLevel
                | C::TargetCode
                | C::TargetName
                | C::TargetCredit
                | C::ConvertedIn
                | C::TargetMajor
        )
    }
}

impl Template {
    /// The official headers in their order. Source: 上海市终身教育学分银行 upload templates, 2025 layout and the one before.
    pub const fn columns(self) -> &'static [(&'static str, Column)] {
        match self {
            Template::A => tables::A,
            Template::AStudentFirst => tables::A_STUDENT_FIRST,
            Template::B => tables::B,
            Template::C => tables::C,
            Template::CCourseNamed => tables::C_COURSE_NAMED,
            Template::General => tables::GENERAL,
        }
    }

    /// Headers that are read where a file has them and missed where it has not: 课程代码 beside courses, which the official layouts do
    /// not have; and in the general form the columns of templates B and C that report a conversion already made.
    pub const fn optional(self) -> &'static [(&'static str, Column)] {
        match self {
            Template::A | Template::AStudentFirst => tables::CODE,
            Template::B => tables::SOURCE_CODE,
            Template::C | Template::CCourseNamed => &[],
            Template::General => tables::GENERAL_OPTIONAL,
        }
    }

    /// Every header that is read: the official ones, then the optional ones.
    pub fn every_column(self) -> impl Iterator<Item = &'static (&'static str, Column)> {
        self.columns().iter().chain(self.optional())
    }

    /// The header of a column of this template; empty when it has none.
    pub fn header(self, column: Column) -> &'static str {
        self.every_column().find(|(_, known)| *known == column).map_or("", |(header, _)| header)
    }

    /// The class of its rows; none where each row says its own.
    pub const fn class(self) -> Option<Class> {
        match self {
            Template::A | Template::AStudentFirst | Template::B => Some(Class::Course),
            Template::C | Template::CCourseNamed => Some(Class::Certificate),
            Template::General => None,
        }
    }

    /// Whether each of its rows reports a conversion already made.
    pub const fn converts(self) -> bool {
        matches!(self, Template::B | Template::C | Template::CCourseNamed)
    }
}

/// A good row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Row of the file, the header is row 1.
    pub row: u32,
    /// 姓名.
    pub name: String,
    /// 身份证号, 18 characters, checked.
    pub id_number: String,
    /// 学号, may be empty.
    pub student_number: String,
    /// 成果类别.
    pub class: Class,
    /// 原办学机构 / 原发证机构 / 颁发机构; empty when the depositor itself is it.
    pub issuer: String,
    /// 专业名称.
    pub major: String,
    /// 课程代码 as its issuer gave it, may be empty.
    pub code: String,
    /// 课程名称 or 证书名称.
    pub course: String,
    /// 证书类型.
    pub certificate_kind: String,
    /// 证书等级.
    pub certificate_level: String,
    /// Key of 教育层次, or empty.
    pub level: &'static str,
    /// Key of 教育类别, or empty.
    pub category: &'static str,
    /// 学分.
    pub credit: Credit,
    /// 学时 in hundredths.
    pub hours_hundredths: Option<i64>,
    /// 成绩.
    pub grade: Grade,
    /// 获得时间.
    pub obtained: Month,
    /// 届别, a year.
    pub cohort: Option<i64>,
    /// Key of 毕业结业肄业, or empty.
    pub ending: &'static str,
    /// Key of 毕业季, or empty.
    pub season: &'static str,
    /// 备注.
    pub remark: String,
    /// The conversion the row reports: in templates B and C always, in the general form where it says one.
    pub converted: Option<Converted>,
}

/// 转换后: the target a school has already recognised for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// 转换学校代码, assigned by the credit bank.
    pub school: String,
    /// Key of 转换后教育层次.
    pub level: &'static str,
    /// 转换后课程代码.
    pub code: String,
    /// 转换后课程名称.
    pub name: String,
    /// 转换后学分.
    pub credit: Credit,
    /// 转换时间.
    pub month: Month,
    /// 转换后专业.
    pub major: String,
}

/// One thing wrong in one cell, or, with an empty column, in one row. It never repeats what stands in a personal column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Row of the file, the header is row 1.
    pub row: u32,
    /// Official header of the column, or empty.
    pub column: String,
    /// Stable code, `credit.row.month`.
    pub code: &'static str,
    /// Arguments of its sentence.
    pub args: Args,
}

/// What was recognised about a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Which template.
    pub template: Template,
    /// Which generation of code tables; `None` when no row carries a code.
    pub generation: Option<CodeGeneration>,
    /// `utf-8`, `gb18030` or `xlsx`.
    pub encoding: &'static str,
    /// Rows under the header that are not blank.
    pub rows: u64,
    /// Rows with at least one fault.
    pub bad_rows: u64,
    /// Faults in all.
    pub faults: u64,
}

/// What the registrar wants done with a file that has faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Everything or nothing.
    All,
    /// The good rows; the others come back as a file.
    Good,
}

super::names!(Choice { All => "all", Good => "good" });

/// How far a deposit has come. The way is drawn in `rules::deposit::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DepositState {
    /// The file is stored and waits to be read.
    Uploaded,
    /// Read; the registrar decides.
    Checked,
    /// Being deposited, batch by batch.
    Committing,
    /// Deposited.
    Committed,
    /// Not readable as a deposit, or all-or-nothing found a fault.
    Refused,
    /// Put aside by the registrar.
    Discarded,
}

super::names!(DepositState {
    Uploaded => "uploaded",
    Checked => "checked",
    Committing => "committing",
    Committed => "committed",
    Refused => "refused",
    Discarded => "discarded",
});

/// A deposited file and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Deposit {
    /// `dep_…`
    pub id: String,
    /// Code of the depositing institution.
    pub institution: String,
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub file_hash: String,
    /// Its name when uploaded.
    pub file_name: String,
    /// Its size in bytes.
    pub file_size: i64,
    /// Who uploaded it, `prs_…` or `system:…`.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Instant,
    /// How far it has come.
    pub state: DepositState,
    /// Name of the template recognised, or empty.
    pub template: String,
    /// `first` or `second` generation of code tables, `none` or empty.
    pub generation: String,
    /// `utf-8`, `gb18030`, `xlsx` or empty.
    pub encoding: String,
    /// What was counted.
    pub progress: Progress,
    /// `all`, `good` or empty.
    pub choice: String,
    /// When the last step ended, if it has.
    pub ended_at: Option<Instant>,
    /// Code of why the file was refused, or empty.
    pub refusal: String,
    /// Arguments of that sentence.
    pub refusal_args: std::collections::BTreeMap<String, String>,
}

/// The figures of a deposit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Progress {
    /// Rows under the header that are not blank.
    pub rows: i64,
    /// Rows with a fault.
    pub bad_rows: i64,
    /// Faults in all.
    pub faults: i64,
    /// The last row already dealt with.
    pub done_row: i64,
    /// Outcomes that are new.
    pub deposited: i64,
    /// Rows the bank already had.
    pub unchanged: i64,
}

impl Progress {
    /// Rows without a fault.
    pub const fn good_rows(&self) -> i64 {
        self.rows - self.bad_rows
    }
}
