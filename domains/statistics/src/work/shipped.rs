//! The figures the platform ships: what the 国家统计局 publishes of twelve provinces.

use op::{Error, Op, Result};

use crate::model::{About, DataSet, DataSetInput, RegionName};
use crate::rules::table;
use crate::work::data_set;

/// Under which the shipped figures are taken in.
pub const KEY: &str = "nbs.province.year";

const FIGURES: &str = include_str!("../../../../data/education_statistics.csv");
const ELEMENTS: &str = include_str!("../../../../data/education_statistics_indicators.csv");
const REGIONS: &str = include_str!("../../../../data/education_statistics_regions.csv");

/// The shipped data set.
///
/// # Errors
/// A table of `data/` that cannot be read.
pub fn input() -> Result<DataSetInput> {
    let broken = |faults: Vec<units::Fault>| Error::bug(format!("a shipped table: {faults:?}"));
    let region = |line: &str| {
        let mut cells = line.split(',').map(str::to_owned);
        Some(RegionName { code: cells.next()?, name: cells.next()?, name_en: cells.next()?, group: String::new() })
    };
    Ok(DataSetInput {
        key: KEY.to_owned(),
        about: About {
            title: "分省年度教育统计（2000—2019）".to_owned(),
            title_en: "Education statistics by province and year (2000–2019)".to_owned(),
            origin: "国家统计局 data.stats.gov.cn，分省年度数据，十二个省（直辖市）。人口为 2020 年人口普查修订以前的口径；2006 年各级生师比缺。"
                .to_owned(),
            licence: "官方公布的统计数据，引用请注明国家统计局".to_owned(),
            example: false,
            regions: REGIONS.lines().skip(1).filter_map(region).collect(),
            elements: table::elements(ELEMENTS).map_err(broken)?,
        },
        figures: table::figures(FIGURES).map_err(broken)?,
    })
}

/// Takes in the shipped figures; again changes nothing.
///
/// # Errors
/// Those of [`data_set::receive`].
pub fn seed(op: &Op) -> Result<DataSet> {
    data_set::receive(op, &input()?)
}
