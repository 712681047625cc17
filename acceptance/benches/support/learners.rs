//! A made-up population as the credit bank would know it, and its grade files. Seeded: the same number gives the same people.
//!
//! What is plausible here, and why:
//! - **Twenty outcomes a learner.** Shanghai's bank speaks of 5.5 million accounts and 110 million outcomes. Three in ten came
//!   for single courses (1 to 6), a good half finished one programme (18 to 30), the rest went on to a second (30 to 52).
//! - **Four depositors**, the open universities of the four provinces, with 55, 20, 15 and 10 in a hundred: one bank is old and
//!   the others are young.
//! - **Grades** in hundredths are the sum of three dice above the pass mark, so that most lie near 80 and few at either end.
//! - **Ages.** Three in five were born from 1985 on; the rest since 1960.
//! - **Graduated** between 2014 and 2025, more of them lately, with their courses spread over the three years before.
//! - **Converted: 2 in a hundred**, which is what is known of account holders who ever converted anything.

use std::io::Write;
use std::path::Path;

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use super::grades;

/// Depositing institutions with their share of the learners, in hundredths.
pub const DEPOSITORS: [(&str, usize); 4] =
    [(grades::DEPOSITOR, 55), ("4232051255", 20), ("4233051258", 15), ("4234051388", 10)];
/// Of a hundred learners so many applied somewhere.
pub const CONVERTED_PERCENT: usize = 2;

const HEADER: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业结业肄业,毕业季,备注,学号";
const FAMILY: [&str; 12] = ["朱", "秦", "许", "施", "张", "孔", "严", "金", "陶", "姜", "谢", "邹"];
const GIVEN: [&str; 11] = ["思远", "雨桐", "书瑶", "景行", "若水", "安然", "子衿", "明哲", "晓岚", "立群", "知秋"];
/// Programmes; the courses of the first are the ones that the receiving college's rules speak of.
const PROGRAMMES: [&str; 8] =
    ["工程管理", "行政管理", "会计学", "学前教育", "护理学", "计算机科学与技术", "法学", "市场营销"];

/// One learner.
pub struct Learner {
    /// Their place in the population.
    pub number: usize,
    /// Their depositor's place in [`DEPOSITORS`].
    pub depositor: usize,
    programme: usize,
    outcomes: usize,
    graduated: usize,
    first_mark: usize,
}

impl Learner {
    /// Whether the receiving college's rules speak of enough of their courses for an application.
    pub fn may_apply(&self) -> bool {
        self.depositor == 0 && self.programme == 0 && self.outcomes >= 12
    }
}

/// The name of a learner.
pub fn name(number: usize) -> String {
    [FAMILY[number % FAMILY.len()], GIVEN[number / FAMILY.len() % GIVEN.len()]].concat()
}

/// The 身份证号 of a learner, with its check digit; no two of 25 million are alike.
pub fn number(learner: usize) -> String {
    // A slot is a district and a day: one district for those born before 1985, two for those born since.
    let (elder, younger) = (25 * 336, 20 * 336);
    let slots = elder + 2 * younger;
    let (slot, serial) = (learner * 7_919 % slots, learner / slots + 1);
    let (region, day) = match slot {
        slot if slot < elder => (310_112, slot),
        slot if slot < elder + younger => (310_115, slot),
        slot => (310_101, slot - younger),
    };
    let (year, month, day) = (1960 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
    let seventeen = format!("{region:06}{year:04}{month:02}{day:02}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{seventeen}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// A population of so many.
pub fn population(seed: u64, count: usize) -> Vec<Learner> {
    let mut dice = Pcg64::seed_from_u64(seed);
    let mut below = |count: usize| (dice.next_u64() % count as u64) as usize;
    let one = |number| {
        let share = below(100);
        let mut reached = 0;
        let depositor = DEPOSITORS.iter().position(|(_, part)| {
            reached += part;
            share < reached
        });
        let outcomes = match below(100) {
            0..30 => 1 + below(6),
            30..85 => 18 + below(13),
            _ => 30 + below(23),
        };
        // Of two dice the later year, so that there are more of the late ones.
        let graduated = 2014 + below(12).max(below(12));
        Learner {
            number,
            depositor: depositor.unwrap_or(0),
            programme: below(PROGRAMMES.len()),
            outcomes,
            graduated,
            first_mark: below(13 * 13 * 13),
        }
    };
    (0..count).map(one).collect()
}

/// Writes the grade file of one depositor in template A; how many rows it has.
pub fn write_file(path: &Path, people: &[Learner], depositor: usize) -> usize {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    let mut rows = 0;
    writeln!(file, "{HEADER}\r").expect("room on the disk");
    for learner in people.iter().filter(|learner| learner.depositor == depositor) {
        for course in 0..learner.outcomes {
            writeln!(file, "{}\r", row(learner, course)).expect("room on the disk");
            rows += 1;
        }
    }
    file.flush().expect("room on the disk");
    rows
}

fn row(learner: &Learner, course: usize) -> String {
    let programme = PROGRAMMES[(learner.programme + course / 30) % PROGRAMMES.len()];
    let name = match learner.programme + course / 30 {
        0 => grades::course(course),
        _ => format!("{programme}课程{course:02}"),
    };
    let dice = learner.first_mark + course * 463;
    let mark = 60 + dice % 13 + dice / 13 % 13 + dice / 169 % 13;
    let halves = 4 + (course * 5 + learner.programme) % 7;
    let year = learner.graduated - course * 3 / learner.outcomes;
    let month = if course.is_multiple_of(2) { 1 } else { 6 };
    format!(
        "{},{},{programme},{name},85,321,{}.{},{},{mark},{year}{month:02},{},1261,1321,,{}",
        self::name(learner.number),
        number(learner.number),
        halves / 2,
        halves % 2 * 5,
        halves * 9,
        learner.graduated,
        20_210_000 + learner.number
    )
}
