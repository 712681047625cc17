//! Grade files in template A, as large as wanted, of learners nobody else has.

use std::io::Write;
use std::path::Path;

/// 上海开放大学, which deposits.
pub const DEPOSITOR: &str = "4231051252";
/// Courses a learner graduates with.
pub const COURSES: usize = 25;

const HEADER: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业结业肄业,毕业季,备注,学号";
const FAMILY: [&str; 8] = ["朱", "秦", "许", "施", "张", "孔", "严", "金"];
const GIVEN: [&str; 7] = ["思远", "雨桐", "书瑶", "景行", "若水", "安然", "子衿"];

/// The name of a course.
pub fn course(number: usize) -> String {
    format!("工程管理专业课程{number:02}")
}

/// The 身份证号 of a learner, with its check digit.
pub fn number(learner: usize) -> String {
    let (day, serial) = (learner / 999, learner % 999 + 1);
    let (year, month, day) = (1960 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
    let seventeen = format!("310110{year:04}{month:02}{day:02}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{seventeen}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// Writes a file of so many rows, [`COURSES`] a learner, beginning with the learner number `from`.
pub fn write(path: &Path, from: usize, rows: usize) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    writeln!(file, "{HEADER}\r").expect("room on the disk");
    for row in 0..rows {
        let (learner, course_number) = (from + row / COURSES, row % COURSES);
        let name = [FAMILY[learner % FAMILY.len()], GIVEN[learner % GIVEN.len()]].concat();
        let (number, course, mark) = (number(learner), course(course_number), 60 + (learner + course_number * 7) % 40);
        writeln!(
            file,
            "{name},{number},工程管理,{course},85,321,3.5,63,{mark},202506,2025,1261,1321,,{}\r",
            20_210_000 + learner
        )
        .expect("room on the disk");
    }
    file.flush().expect("room on the disk");
}
