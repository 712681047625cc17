//! Grade files of the demonstration, in the real templates.

use codes::CodeGeneration;
use units::{Day, Month};

use super::people::Learner;

/// A course that the demonstration's institutions teach: name, credits, hours.
#[derive(Clone, Copy)]
pub struct Course {
    /// 课程名称.
    pub name: &'static str,
    /// 学分.
    pub credit: &'static str,
    /// 学时.
    pub hours: u32,
}

/// The courses, invented after what every engineering and management programme has.
pub const COURSES: [Course; 14] = [
    Course { name: "高等数学", credit: "4", hours: 72 },
    Course { name: "大学英语（一）", credit: "3", hours: 54 },
    Course { name: "计算机应用基础", credit: "2.5", hours: 45 },
    Course { name: "工程力学", credit: "3.5", hours: 63 },
    Course { name: "工程制图", credit: "3", hours: 54 },
    Course { name: "电工电子技术", credit: "4", hours: 72 },
    Course { name: "管理学基础", credit: "3", hours: 54 },
    Course { name: "基础会计", credit: "3.5", hours: 63 },
    Course { name: "经济法", credit: "2", hours: 36 },
    Course { name: "建筑材料", credit: "2.5", hours: 45 },
    Course { name: "工程项目管理", credit: "3", hours: 54 },
    Course { name: "概率论与数理统计", credit: "3", hours: 54 },
    Course { name: "学前教育学", credit: "3", hours: 54 },
    Course { name: "应用写作", credit: "2", hours: 36 },
];

const HEADER: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业结业肄业,毕业季,备注,学号";

/// A grade as a row of template A.
pub struct Row<'a> {
    /// Who.
    pub learner: &'a Learner,
    /// Which course.
    pub course: Course,
    /// 成绩.
    pub mark: String,
    /// 备注.
    pub remark: &'a str,
}

/// A file in template A of a batch that graduated in `month`, as a school's own system writes it.
pub fn template_a(rows: &[Row], major: &str, month: Month, generation: CodeGeneration) -> String {
    let (level, category, ending, seasons) = match generation {
        CodeGeneration::First => ("20", "30", "40", ["50", "51"]),
        CodeGeneration::Second => ("85", "321", "1261", ["1321", "1322"]),
    };
    let season = seasons[usize::from(month.month() > 6)];
    let mut file = format!("{HEADER}\r\n");
    for (index, row) in rows.iter().enumerate() {
        let Row { learner, course, mark, remark } = row;
        file += &format!(
            "{},{},{major},{},{level},{category},{},{},{mark},{month},{},{ending},{season},{remark},{}\r\n",
            learner.name,
            learner.number,
            course.name,
            course.credit,
            course.hours,
            month.year(),
            20_240_001 + index,
        );
    }
    file
}

/// The month in which the last batch before a day graduated: June or December.
pub fn batch_before(day: Day) -> Option<Month> {
    let (year, month) = match day.month() {
        1..=6 => (day.year() - 1, 12),
        _ => (day.year(), 6),
    };
    Month::new(year, month).ok()
}

/// A mark between 61 and 97 that depends on who and what only.
pub fn mark(learner: usize, course: usize) -> String {
    (61 + (learner * 17 + course * 29 + 11) % 37).to_string()
}
