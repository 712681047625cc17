//! What the demonstration publishes with small counts withheld: how many pupils with special needs of an invented city learn where,
//! by district and county. Every place and every number is invented, and the name says 示例.

use dissemination::model::{
    Category, Code, DataflowInput, Dimension, ObservationInput, ReleaseInput, Structure, Suppression,
};
use dissemination::work::dataflow;

use super::Stage;
use super::people::People;
use super::publication::released;

const ID: &str = "DF_PLACEMENTS_EXAMPLE";
/// Counts below this are withheld: a common choice of statistical offices, and a setting.
const THRESHOLD: i64 = 10;

/// Code, the code above, Chinese and English name.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// The invented city, and its districts and counties below their sums.
const AREAS: [Row; 8] = [
    ("EX00", "", "示例市", "Example city"),
    ("EX10", "EX00", "市辖区", "Districts"),
    ("EX11", "EX10", "甲区", "Jia district"),
    ("EX12", "EX10", "乙区", "Yi district"),
    ("EX20", "EX00", "市辖县", "Counties"),
    ("EX21", "EX20", "丙县", "Bing county"),
    ("EX22", "EX20", "丁县", "Ding county"),
    ("EX23", "EX20", "戊县", "Wu county"),
];

/// Where a pupil learns, below the sum of all.
const PLACEMENTS: [Row; 4] = [
    ("TOTAL", "", "合计", "All placements"),
    ("SPECIAL_SCHOOL", "TOTAL", "特殊教育学校就读", "In a special school"),
    ("REGULAR_CLASS", "TOTAL", "普通学校随班就读", "In a regular class"),
    ("HOME", "TOTAL", "送教上门", "Taught at home"),
];

/// Invented counts of an area, in the order of the placements below the sum.
type Counts = (&'static str, [i64; 3]);

/// The years, each with its areas.
const YEARS: [(&str, [Counts; 5]); 3] = [
    (
        "2023",
        [
            ("EX11", [34, 52, 12]),
            ("EX12", [21, 45, 4]),
            ("EX21", [12, 24, 16]),
            ("EX22", [0, 6, 2]),
            ("EX23", [11, 13, 0]),
        ],
    ),
    (
        "2024",
        [
            ("EX11", [36, 59, 11]),
            ("EX12", [23, 44, 5]),
            ("EX21", [13, 22, 17]),
            ("EX22", [0, 7, 2]),
            ("EX23", [12, 15, 0]),
        ],
    ),
    (
        "2025",
        [
            ("EX11", [37, 61, 13]),
            ("EX12", [24, 48, 5]),
            ("EX21", [15, 21, 16]),
            ("EX22", [3, 8, 2]),
            ("EX23", [12, 17, 0]),
        ],
    ),
];
/// What the first version had of the first area in 2024: two pupils in regular classes were left out.
const FIRST_HAD: [i64; 3] = [36, 57, 11];

/// Plays the scene: two years, and then a third with a figure of the year before corrected. What the first version withholds the
/// second does as well, or the two side by side would tell it.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (maker, second) = (people.actor("tang.monitor")?, people.actor("shi.officer")?);
    stage.days_ago(100);
    let flow = about();
    stage.write(&maker, move |op| dataflow::make(op, &flow))?;
    let mut years = YEARS;
    years[1].1[0].1 = FIRST_HAD;
    let first = version(stage, 99, ("首次发布：2023、2024 年。", "First release: 2023 and 2024."), &years[..2]);
    released(stage, &maker, &second, 99, first)?;
    let change = (
        "增加 2025 年；更正 2024 年甲区随班就读人数（原漏报 2 人）。",
        "Adds 2025; corrects the pupils in regular classes of Jia district in 2024, of whom two had been left out.",
    );
    released(stage, &maker, &second, 30, version(stage, 30, change, &YEARS))
}

/// A version of some years, so many days before today.
fn version(stage: &Stage, days: i64, (change, change_en): (&str, &str), years: &[(&str, [Counts; 5])]) -> ReleaseInput {
    let mut observations = Vec::new();
    for (year, counts) in years {
        for (area, ..) in AREAS {
            let own: Vec<&Counts> = counts.iter().filter(|one| within(one.0, area)).collect();
            let each = [0, 1, 2].map(|at| own.iter().map(|one| one.1[at]).sum::<i64>());
            let counts = std::iter::once(each.iter().sum()).chain(each);
            let one = |((placement, ..), count): (&Row, i64)| ObservationInput {
                key: ["A", area, placement].map(str::to_owned).to_vec(),
                period: (*year).to_owned(),
                value: Some(count.to_string()),
                ..ObservationInput::default()
            };
            observations.extend(PLACEMENTS.iter().zip(counts).map(one));
        }
    }
    ReleaseInput {
        dataflow: ID.to_owned(),
        released_on: stage.today.plus_days(-days).day_in_shanghai(),
        change: change.to_owned(),
        change_en: change_en.to_owned(),
        structure: structure(),
        observations,
    }
}

/// Whether an area is another or lies below it.
fn within(area: &str, above: &str) -> bool {
    area == above || AREAS.iter().any(|row| row.0 == area && !row.1.is_empty() && within(row.1, above))
}

fn structure() -> Structure {
    let code = |(id, parent, name, name_en): Row| Code {
        id: id.to_owned(),
        parent: parent.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
    };
    let dimension = |id: &str, name: &str, name_en: &str, rows: &[Row]| Dimension {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        codes: rows.iter().copied().map(code).collect(),
    };
    Structure {
        dimensions: vec![
            dimension("FREQ", "频率", "Frequency", &[("A", "", "年", "Annual")]),
            dimension("REF_AREA", "地区", "Region", &AREAS),
            dimension("PLACEMENT", "安置方式", "Placement", &PLACEMENTS),
        ],
        attributes: Vec::new(),
        textual: false,
    }
}

fn about() -> DataflowInput {
    let text = str::to_owned;
    DataflowInput {
        id: text(ID),
        region: text("310000"),
        category: Category::Basic,
        name: text("特殊教育学生安置方式（示例）"),
        name_en: text("Placement of pupils with special needs (example)"),
        summary: text("虚构的“示例市”各区县义务教育阶段特殊教育学生人数，按安置方式和年。用来演示小数值不予公开。"),
        summary_en: text(
            "Pupils with special needs in compulsory education of an invented city, by district, placement and year. It shows how \
             small counts are withheld.",
        ),
        licence: text("示例数据，可任意使用"),
        licence_en: text("Example data, free for any use"),
        licence_address: String::new(),
        origin: text("虚构数据，不代表任何真实地区"),
        origin_en: text("Invented figures of no real place"),
        methodology: text(
            "地名和人数全部虚构。人数按区县和安置方式相加得到合计，合计一并公布。\n\
             大于零而小于 10 的人数容易指认到个人，因此不予公开；只隐去这些还不够，从合计中减去其余各项就能算回来，\
             所以再隐去最少的其他数值，使任何被隐去的人数至少有两种可能。为零的人数照常公布。\n\
             前一版隐去的数值，后一版继续隐去，两版对照也推算不出。",
        ),
        methodology_en: text(
            "All places and numbers are invented. Sums over districts and placements are published with them.\n\
             Fewer than ten pupils could be recognised, so such counts are withheld. That alone would not do, for the rest taken from a \
             sum gives them back: a few others are withheld with them, so that each hidden count could be at least two different \
             numbers. Zeros are published.\n\
             What one version withholds the next does as well, so that the two side by side do not tell it.",
        ),
        contact: text("示例：长三角教育监测（演示）"),
        contact_en: text("Example: education monitoring of the Yangtze River Delta (demonstration)"),
        suppression: Some(Suppression {
            threshold: THRESHOLD,
            totals: vec![text("REF_AREA"), text("PLACEMENT")],
            ..Suppression::default()
        }),
        example: true,
    }
}
