//! Files as schools really send them, and files as nobody should.
//!
//! Template A has 15 columns in the layout of September 2025; the layout and both generations of code tables
//! are restated from the credit bank's own forms.

use std::io::Write as _;

use encoding_rs::GBK;
use rust_xlsxwriter::Workbook;

/// A file ready to be uploaded.
#[derive(Debug, Clone)]
pub struct File {
    /// What the person's disk calls it.
    pub name: String,
    /// What the browser says it is.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// A CSV file with these bytes.
    pub fn csv(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: format!("{name}.csv"), media_type: "text/csv", bytes: bytes.into() }
    }

    /// An XLSX file with these bytes.
    pub fn xlsx(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Self { name: format!("{name}.xlsx"), media_type, bytes: bytes.into() }
    }
}

/// The columns of template A since September 2025, in order.
pub const TEMPLATE_A: [&str; 15] = [
    "姓名",
    "身份证号",
    "专业名称",
    "课程名称",
    "教育层次代码",
    "教育类别代码",
    "学分",
    "学时",
    "成绩",
    "获得时间",
    "届别",
    "毕业结业肄业",
    "毕业季",
    "备注",
    "学号",
];

/// One row of template A. [`Grade::passed`] makes a good one; a test spoils the field it is about.
#[derive(Debug, Clone)]
pub struct Grade {
    /// 姓名
    pub name: String,
    /// 身份证号
    pub id_number: String,
    /// 专业名称
    pub major: String,
    /// 课程名称
    pub course: String,
    /// 教育层次代码, of the generation of September 2025.
    pub level: String,
    /// 教育类别代码, of the generation of September 2025.
    pub category: String,
    /// 学分, in credits.
    pub credit: String,
    /// 学时, in hours.
    pub hours: String,
    /// 成绩
    pub score: String,
    /// 获得时间, yyyyMM.
    pub month: String,
    /// 届别, a year.
    pub year: String,
    /// 毕业结业肄业
    pub result: String,
    /// 毕业季
    pub season: String,
    /// 备注
    pub note: String,
    /// 学号
    pub number: String,
}

impl Grade {
    /// A passed grade of `credit` credits in `course`.
    pub fn passed(name: &str, id_number: &str, course: &str, credit: &str, score: &str) -> Self {
        Self {
            name: name.into(),
            id_number: id_number.into(),
            major: "计算机科学与技术".into(),
            course: course.into(),
            level: "85".into(),
            category: "321".into(),
            credit: credit.into(),
            hours: "48".into(),
            score: score.into(),
            month: "202506".into(),
            year: "2025".into(),
            result: "1261".into(),
            season: "1321".into(),
            note: String::new(),
            number: format!("S{}", &id_number[6..17.min(id_number.len())]),
        }
    }

    /// The same grade in the code tables that were valid until September 2025.
    #[must_use]
    pub fn in_older_codes(mut self) -> Self {
        for (field, code) in
            [(&mut self.level, "20"), (&mut self.category, "30"), (&mut self.result, "40"), (&mut self.season, "50")]
        {
            *field = code.into();
        }
        self
    }

    /// The cells in the order of the columns.
    pub fn cells(&self) -> [&str; 15] {
        [
            &self.name,
            &self.id_number,
            &self.major,
            &self.course,
            &self.level,
            &self.category,
            &self.credit,
            &self.hours,
            &self.score,
            &self.month,
            &self.year,
            &self.result,
            &self.season,
            &self.note,
            &self.number,
        ]
    }
}

/// Rows as CSV text with template A's heading.
pub fn csv_text(grades: &[Grade]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(TEMPLATE_A).expect("memory takes a record");
    for grade in grades {
        writer.write_record(grade.cells()).expect("memory takes a record");
    }
    String::from_utf8(writer.into_inner().expect("memory is flushed")).expect("the cells are UTF-8")
}

/// Rows as CSV in UTF-8 with a byte order mark, as Excel saves it.
pub fn csv_with_bom(name: &str, grades: &[Grade]) -> File {
    File::csv(name, format!("\u{feff}{}", csv_text(grades)))
}

/// Rows as CSV in GBK, as older office programs save it.
pub fn csv_in_gbk(name: &str, grades: &[Grade]) -> File {
    let text = csv_text(grades);
    let (bytes, _, lost) = GBK.encode(&text);
    assert!(!lost, "the rows have characters that GBK lacks");
    File::csv(name, bytes.into_owned())
}

/// Rows as an XLSX workbook, every cell a text.
pub fn workbook(name: &str, grades: &[Grade]) -> File {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in TEMPLATE_A.iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).expect("a cell is written");
    }
    for (row, grade) in grades.iter().enumerate() {
        for (column, cell) in grade.cells().iter().enumerate() {
            sheet.write_string(row as u32 + 1, column as u16, *cell).expect("a cell is written");
        }
    }
    File::xlsx(name, book.save_to_buffer().expect("a workbook is saved"))
}

/// A workbook of a few hundred kilobytes that unpacks to `megabytes` of sheet.
pub fn zip_bomb(megabytes: usize) -> File {
    let honest = workbook("honest", &[]);
    let mut source = zip::ZipArchive::new(std::io::Cursor::new(honest.bytes)).expect("a workbook is a zip file");
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for index in 0..source.len() {
        let mut part = source.by_index(index).expect("a part is there");
        let name = part.name().expect("a part has a name").into_owned();
        bomb.start_file(name.clone(), options).expect("a part begins");
        if name == "xl/worksheets/sheet1.xml" {
            let head = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
            bomb.write_all(head.as_bytes()).expect("memory takes it");
            let row = "<row><c t=\"inlineStr\"><is><t>                                        </t></is></c></row>";
            let block = row.repeat((1 << 20) / row.len());
            for _ in 0..megabytes {
                bomb.write_all(block.as_bytes()).expect("memory takes it");
            }
            bomb.write_all(b"</sheetData></worksheet>").expect("memory takes it");
        } else {
            std::io::copy(&mut part, &mut bomb).expect("a part is copied");
        }
    }
    File::xlsx("bomb", bomb.finish().expect("the zip file ends").into_inner())
}

/// A workbook of some kilobytes whose table of shared strings says that it has so many.
pub fn with_strings(count: u64) -> File {
    let honest = workbook("honest", &[]);
    let mut source = zip::ZipArchive::new(std::io::Cursor::new(honest.bytes)).expect("a workbook is a zip file");
    let mut liar = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..source.len() {
        let mut part = source.by_index(index).expect("a part is there");
        let name = part.name().expect("a part has a name").into_owned();
        liar.start_file(name.clone(), options).expect("a part begins");
        if name == "xl/sharedStrings.xml" {
            let head = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
            let text = format!(r#"{head} count="{count}" uniqueCount="{count}"><si><t>x</t></si></sst>"#);
            liar.write_all(text.as_bytes()).expect("memory takes it");
        } else {
            std::io::copy(&mut part, &mut liar).expect("a part is copied");
        }
    }
    File::xlsx("strings", liar.finish().expect("the zip file ends").into_inner())
}

/// An identity number that is valid and belongs to nobody: `serial` picks one of 999 at a place and day of birth.
///
/// The check character follows GB 11643 (ISO 7064 MOD 11-2).
pub fn id_number(region: u32, born: u32, serial: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let body = format!("{region:06}{born:08}{:03}", serial % 1000);
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", CHECKS[(sum % 11) as usize])
}
