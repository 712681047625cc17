//! Reading one row: every cell by the rules of its column, every fault with its reason.

use codes::{CATEGORY, CodeGeneration, CodeTable, LEVEL, OUTCOME, OutcomeSource, ResidentFault, ResidentId, SEASON};
use units::{Args, Credit, CreditFault, Day, Month};

use super::{CELL_CHARS_MAX, Cell, Layout};
use crate::model::{
    CERTIFICATE_SCORE_MAX, Class, Column, Converted, Entry, Grade, RowFault, SCORE_MAX, Template, is_exemption,
    remark_says_exempted,
};

/// The most credit a course may carry; the longest practical work of a degree programme stays far below.
const CREDIT_MAX: Credit = Credit::from_hundredths(10_000);
/// The most hours a course may carry.
const HOURS_MAX: Credit = Credit::from_hundredths(1_000_000);
/// The earliest year an outcome may come from; self-taught examinations began in 1981, certificates are older.
const YEAR_MIN: i32 = 1950;

/// What a spreadsheet shows in place of a result it could not compute.
const ERROR_VALUES: &[&str] = &["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

/// The longest text of a column, in characters.
const fn chars_max(column: Column) -> usize {
    match column {
        Column::Name => 50,
        Column::StudentNumber | Column::School => 32,
        Column::Code | Column::TargetCode => 64,
        Column::CertificateKind | Column::CertificateLevel | Column::Major | Column::TargetMajor => 100,
        Column::Course | Column::Issuer | Column::TargetName => 200,
        Column::Remark => 500,
        _ => 64,
    }
}

/// Whether a row of this class in this template cannot do without a column.
const fn required(template: Template, class: Class, by_school: bool, converts: bool, column: Column) -> bool {
    use Column as C;
    match column {
        C::Hours | C::Remark | C::StudentNumber | C::CertificateKind | C::CertificateLevel | C::TargetMajor => false,
        C::Code => false,
        column if column.of_conversion() => converts,
        // Certificates carry placeholders here because the school does not hold them (level 85, credit 0, major 待补).
        C::Level | C::Category | C::Credit | C::Grade => matches!(class, Class::Course),
        C::Major => !template.converts() && matches!(class, Class::Course),
        // In the general form a row without an issuer is the depositor's own, as in template A; a certificate names who issued it.
        C::Issuer => template.converts() || matches!(class, Class::Certificate) || !by_school,
        // A school deposits for its graduating batch; what somebody studied elsewhere has no batch.
        C::Cohort | C::Ending | C::Season => by_school && matches!(class, Class::Course),
        _ => true,
    }
}

/// What reading a row gave besides faults.
pub(super) struct RowRead {
    /// The entry, when nothing was wrong.
    pub(super) entry: Option<Entry>,
    /// The generation its codes belong to, when it has any and they agree.
    pub(super) generation: Option<CodeGeneration>,
}

/// Reads the cells of one row and gathers what is wrong with them.
pub(super) struct RowReader<'a> {
    layout: &'a Layout,
    cells: &'a [Cell],
    row: u32,
    today: Day,
    faults: &'a mut Vec<RowFault>,
    generation: Option<CodeGeneration>,
    /// The row's class; of a row that does not say it, the one that asks least.
    class: Class,
    /// Whether a school says it of its student, so that name and number stand in the row.
    by_school: bool,
    /// Whether it reports a conversion already made.
    converts: bool,
}

/// Reads what a learner says of an outcome of their own, in the cells of the general form: whose it is is known.
pub(super) fn read_own(layout: &Layout, cells: &[Cell], today: Day, faults: &mut Vec<RowFault>) -> Option<Entry> {
    let class = Class::Training;
    let mut reader =
        RowReader { layout, cells, row: 1, today, faults, generation: None, class, by_school: false, converts: false };
    let entry = reader.entry();
    entry.filter(|_| faults.is_empty())
}

/// Reads one row; faults are added to `faults`.
pub(super) fn read(layout: &Layout, row: u32, cells: &[Cell], today: Day, faults: &mut Vec<RowFault>) -> RowRead {
    let before = faults.len();
    let class = layout.template.class().unwrap_or(Class::Training);
    let converts = layout.template.converts() || reports(layout, cells);
    let mut reader =
        RowReader { layout, cells, row, today, faults, generation: None, class, by_school: true, converts };
    let entry = reader.entry();
    let generation = reader.generation;
    RowRead { entry: entry.filter(|_| faults.len() == before), generation }
}

/// Whether a row says anything of a conversion, so that it has to say all of it.
fn reports(layout: &Layout, cells: &[Cell]) -> bool {
    let mut said = layout.places.iter().filter(|(column, _)| column.of_conversion());
    said.any(|(_, place)| cells.get(*place).is_some_and(|cell| !cell.text.is_empty()))
}

impl RowReader<'_> {
    /// The whole row, in the order of the template; `None` only together with a fault.
    fn entry(&mut self) -> Option<Entry> {
        use Column as C;
        let template = self.layout.template;
        if self.cells.iter().skip(self.layout.width).any(|cell| !cell.text.is_empty()) {
            self.fault(None, "credit.row.extra_cells", Args::none());
        }
        self.class();
        let (name, id_number) = match self.by_school {
            true => (self.text(C::Name), self.id_number()),
            false => (String::new(), Some(String::new())),
        };
        let student_number = self.text(C::StudentNumber);
        if template.converts() {
            self.source_kind();
        }
        let issuer = self.text(C::Issuer);
        let major = self.text(C::Major);
        let code = self.text(C::Code);
        let course = self.text(C::Course);
        let certificate_kind = self.text(C::CertificateKind);
        let certificate_level = self.text(C::CertificateLevel);
        let level = self.code(C::Level, &LEVEL);
        let category = self.code(C::Category, &CATEGORY);
        let credit = self.source_credit();
        let hours = self.hours();
        let grade = self.grade();
        let obtained = self.month(C::Obtained);
        let cohort = self.cohort();
        let ending = self.ending();
        let season = self.code(C::Season, &SEASON);
        self.season_fits(obtained, cohort, season);
        let remark = self.remark();
        let converted = self.converted(obtained);
        Some(Entry {
            row: self.row,
            name,
            id_number: id_number?,
            student_number,
            class: self.class,
            issuer,
            major,
            code,
            course,
            certificate_kind,
            certificate_level,
            level,
            category,
            credit: credit?,
            hours_hundredths: hours.map(Credit::hundredths),
            grade: grade?,
            obtained: obtained?,
            cohort,
            ending,
            season,
            remark,
            converted,
        })
    }

    fn fault(&mut self, column: Option<Column>, code: &'static str, args: Args) {
        let column = column.map_or("", |column| self.layout.template.header(column)).to_owned();
        self.faults.push(RowFault { row: self.row, column, code, args });
    }

    /// The text of a cell, with the faults every text can have; empty after a fault.
    fn text(&mut self, column: Column) -> String {
        let cells = self.cells;
        let required = required(self.layout.template, self.class, self.by_school, self.converts, column);
        let Some(cell) = self.layout.cell(column, cells) else {
            // The columns of a conversion are missed where the file has only some of them.
            let has = column.of_conversion() || self.layout.places.iter().any(|(known, _)| *known == column);
            if has && required {
                self.fault(Some(column), "credit.row.missing", Args::none());
            }
            return String::new();
        };
        let text = cell.text.as_str();
        let max = chars_max(column).min(CELL_CHARS_MAX);
        if text.is_empty() {
            if required {
                self.fault(Some(column), "credit.row.missing", Args::none());
            }
        } else if ERROR_VALUES.contains(&text) {
            self.fault(Some(column), "credit.row.error_value", Args::one("value", text));
        } else if text.chars().nth(max).is_some() {
            self.fault(Some(column), "credit.row.too_long", Args::one("max", max));
        } else if text.chars().any(|letter| letter.is_control() || letter == '\u{fffd}') {
            self.fault(Some(column), "credit.row.control", Args::none());
        } else {
            return text.to_owned();
        }
        String::new()
    }

    /// The class a row of the general form says.
    fn class(&mut self) {
        if self.layout.template.class().is_some() {
            return;
        }
        let text = self.text(Column::Class);
        match Class::spelled(&text) {
            Some(class) => self.class = class,
            None if text.is_empty() => {}
            None => self.fault(Some(Column::Class), "credit.row.class", Args::one("value", shown(&text))),
        }
    }

    fn id_number(&mut self) -> Option<String> {
        let column = Column::IdNumber;
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        // A workbook keeps 15 digits of a number, so the last three of an id number typed as one are lost even where what is left
        // happens to fit its check character.
        if self.layout.cell(column, self.cells).is_some_and(|cell| cell.number) {
            self.fault(Some(column), "credit.row.id_as_number", Args::none());
            return None;
        }
        let code = match ResidentId::parse(&text) {
            Ok(id) if id.birth() <= self.today => return Some(id.reveal().to_owned()),
            Ok(_) | Err(ResidentFault::Birth) => "credit.row.id_birth",
            Err(ResidentFault::Shape) => "credit.row.id_shape",
            Err(ResidentFault::Region) => "credit.row.id_region",
            Err(ResidentFault::Check) => "credit.row.id_check",
        };
        self.fault(Some(column), code, Args::none());
        None
    }

    fn source_kind(&mut self) {
        let text = self.text(Column::SourceKind);
        let expected = match self.class {
            Class::Certificate => OutcomeSource::Certificate,
            _ => OutcomeSource::Course,
        };
        // A workbook that holds the code as a number has lost its leading nought.
        let padded = format!("{text:0>2}");
        if !text.is_empty() && OutcomeSource::parse(&padded) != Some(expected) {
            let args = Args::one("value", shown(&text)).and("expected", expected.code());
            self.fault(Some(Column::SourceKind), "credit.row.source_kind", args);
        }
    }

    /// The key of a code of either generation; empty after a fault or where the cell may be empty and is.
    fn code(&mut self, column: Column, table: &'static CodeTable) -> &'static str {
        let text = self.text(column);
        if text.is_empty() {
            return "";
        }
        let Ok((item, generation)) = table.recognise(&text) else {
            self.fault(Some(column), "credit.row.code", Args::one("value", shown(&text)));
            return "";
        };
        match self.generation {
            None => self.generation = Some(generation),
            Some(known) if known == generation => {}
            Some(_) => {
                let args = Args::one("value", shown(&text));
                self.fault(Some(column), "credit.row.generations_in_row", args);
            }
        }
        item.key
    }

    /// An amount with at most two decimals between nought and `max`.
    fn amount(&mut self, column: Column, zero: bool, max: Credit) -> Option<Credit> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let code = match Credit::parse(&text) {
            Ok(amount) if amount.is_negative() || (!zero && amount == Credit::ZERO) => "credit.row.not_positive",
            Ok(amount) if amount > max => "credit.row.too_much",
            Ok(amount) => return Some(amount),
            Err(CreditFault::TooFine) => "credit.row.too_fine",
            Err(CreditFault::TooLarge) => "credit.row.too_much",
            Err(CreditFault::Malformed) => "credit.row.not_a_number",
        };
        self.fault(Some(column), code, Args::one("value", shown(&text)).and("max", max));
        None
    }

    fn source_credit(&mut self) -> Option<Credit> {
        match self.class {
            Class::Course => self.amount(Column::Credit, false, CREDIT_MAX),
            // 原学分 of a certificate is written as 0 or left out: what it counts for is said by the target alone.
            Class::Certificate => {
                let credit = self.amount(Column::Credit, true, CREDIT_MAX).unwrap_or(Credit::ZERO);
                if credit != Credit::ZERO {
                    self.fault(Some(Column::Credit), "credit.row.certificate_credit", Args::one("value", credit));
                }
                Some(Credit::ZERO)
            }
            // 非学历 is often measured in hours alone; then there is no credit to deposit.
            _ => Some(self.amount(Column::Credit, true, CREDIT_MAX).unwrap_or(Credit::ZERO)),
        }
    }

    fn hours(&mut self) -> Option<Credit> {
        self.amount(Column::Hours, true, HOURS_MAX)
    }

    /// 只存合格成绩，不存免修成绩: a school deposits passed grades only, and no exempted ones, so that nothing is deposited twice.
    fn grade(&mut self) -> Option<Grade> {
        let column = Column::Grade;
        let text = self.text(column);
        let certificate = self.class == Class::Certificate;
        if text.is_empty() {
            return (self.class != Class::Course).then_some(Grade::Held);
        }
        if is_exemption(&text) {
            self.fault(Some(column), "credit.row.exempted", Args::one("value", shown(&text)));
            return None;
        }
        let max = if certificate { CERTIFICATE_SCORE_MAX } else { SCORE_MAX };
        match Grade::parse(&text) {
            Some(Grade::Score(score)) if score > max => {
                self.fault(Some(column), "credit.row.grade", Args::one("value", shown(&text)));
            }
            // Certificates have marks of their own making; whoever holds one has passed. A failing word is still a failure.
            Some(grade) if grade.passed() || (certificate && matches!(grade, Grade::Score(_))) => return Some(grade),
            Some(_) => self.fault(Some(column), "credit.row.not_passed", Args::one("value", shown(&text))),
            None => self.fault(Some(column), "credit.row.grade", Args::one("value", shown(&text))),
        }
        None
    }

    /// yyyyMM as a month of the calendar year, not in the future.
    fn month(&mut self, column: Column) -> Option<Month> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let code = match Month::parse(&text) {
            Ok(month) if month > self.today.calendar_month() => "credit.row.month_future",
            Ok(month) if month.year() < YEAR_MIN => "credit.row.month_early",
            Ok(month) => return Some(month),
            Err(_) => "credit.row.month",
        };
        self.fault(Some(column), code, Args::one("value", shown(&text)));
        None
    }

    fn cohort(&mut self) -> Option<i64> {
        let text = self.text(Column::Cohort);
        if text.is_empty() {
            return None;
        }
        let digits = text.strip_suffix('届').unwrap_or(&text);
        let year = Some(digits).filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<i32>().ok());
        match year.filter(|year| (YEAR_MIN..=self.today.year() + 1).contains(year)) {
            Some(year) => Some(i64::from(year)),
            None => {
                self.fault(Some(Column::Cohort), "credit.row.cohort", Args::one("value", shown(&text)));
                None
            }
        }
    }

    /// Only students of the graduating batch who have a graduation result are deposited; 在校 (1690) has none.
    fn ending(&mut self) -> &'static str {
        let key = self.code(Column::Ending, &OUTCOME);
        if key == "enrolled" {
            self.fault(Some(Column::Ending), "credit.row.not_graduating", Args::none());
        }
        key
    }

    /// 毕业季: graduation in June or before is spring, later is autumn. Nothing is obtained after its season's last month.
    fn season_fits(&mut self, obtained: Option<Month>, cohort: Option<i64>, season: &'static str) {
        let (Some(obtained), Some(year)) = (obtained, cohort) else { return };
        let last = match season {
            "spring" => 6,
            "autumn" => 12,
            _ => return,
        };
        if (i64::from(obtained.year()), obtained.month()) > (year, last) {
            let args = Args::one("value", obtained).and("last", format!("{year}{last:02}"));
            self.fault(Some(Column::Season), "credit.row.season", args);
        }
    }

    fn remark(&mut self) -> String {
        let remark = self.text(Column::Remark);
        // Where a conversion is reported, an exemption is what the row says; and 免试入学 says nothing of the course.
        if self.class == Class::Course && !self.converts && remark_says_exempted(&remark) {
            self.fault(Some(Column::Remark), "credit.row.exempted", Args::one("value", shown(&remark)));
        }
        remark
    }

    fn converted(&mut self, obtained: Option<Month>) -> Option<Converted> {
        use Column as C;
        if !self.converts {
            return None;
        }
        let school = self.text(C::School);
        let level = self.code(C::TargetLevel, &LEVEL);
        let code = self.text(C::TargetCode);
        let name = self.text(C::TargetName);
        let credit = self.amount(C::TargetCredit, false, CREDIT_MAX);
        let month = self.month(C::ConvertedIn);
        let major = self.text(C::TargetMajor);
        if let (Some(obtained), Some(month)) = (obtained, month)
            && month < obtained
        {
            self.fault(Some(C::ConvertedIn), "credit.row.converted_early", Args::one("value", month));
        }
        Some(Converted { school, level, code, name, credit: credit?, month: month?, major })
    }
}

/// The value as a fault repeats it: its first characters, from columns that hold nothing personal.
fn shown(text: &str) -> String {
    const CHARS_SHOWN: usize = 24;
    match text.char_indices().nth(CHARS_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
