//! Rows of an official list of institutions, read from a grid.

use codes::{SchoolCode, Uscc};

use super::table::{Headings, Line, Table};
use super::{Grid, RowFault};
use crate::model::{Level, Ownership};

/// One institution as a list has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Row of the file, from 1.
    pub row: u32,
    /// 学校标识码.
    pub code: SchoolCode,
    /// 学校名称.
    pub name: String,
    /// 主管部门, where the list has the column.
    pub authority: Option<String>,
    /// 所在地, where the list has the column and fills it.
    pub city: Option<String>,
    /// 办学层次, where the list tells.
    pub level: Option<Level>,
    /// From 备注: 民办, 合作办学, else public.
    pub ownership: Ownership,
    /// Whether the list has the column 备注 at all.
    pub tells_ownership: bool,
}

impl Listed {
    /// A fault of this row.
    pub fn fault(&self, column: &'static str, code: &'static str) -> RowFault {
        RowFault::cell(self.row, column, code)
    }
}

const HEADINGS: Headings = &[
    ("code", &["学校标识码", "学校(机构)标识码", "标识码", "机构代码", "code"]),
    ("name", &["学校名称", "名称", "name"]),
    ("authority", &["主管部门", "authority"]),
    ("city", &["所在地", "所在地(城市)", "所在城市", "城市", "city"]),
    ("level", &["办学层次", "层次", "level"]),
    ("remark", &["备注", "办学性质", "举办性质", "remark", "ownership"]),
    ("standing", &["状态", "standing"]),
];

/// Reads every row below the header. Our own exports name enterprises and codes that ended as well; no list of the ministry
/// does, so they are passed over.
pub(super) fn rows(grid: &Grid) -> Result<Vec<Listed>, Vec<RowFault>> {
    let table = Table::find(grid, HEADINGS, &["code", "name"]).map_err(|fault| vec![fault])?;
    let tells_ownership = table.has("remark");
    table.read(|line| {
        let other = Uscc::parse(line.text("code")).is_ok() || matches!(line.text("standing"), "已结束" | "ended");
        match other {
            true => Ok(None),
            false => one(line, tells_ownership).map(|one| Some((one.code.to_string(), one))),
        }
    })
}

/// One row, or every fault in it.
fn one(line: &Line, tells_ownership: bool) -> Result<Listed, Vec<RowFault>> {
    let mut faults = Vec::new();
    let code = SchoolCode::parse(line.text("code"));
    let code = code.map_err(|fault| faults.push(RowFault::refused(line.row, "code", &fault)));
    let name = line.name("name", &mut faults);
    let level = match line.text("level") {
        "" | "-" | "—" => None,
        "本科" | "bachelor" => Some(Level::Bachelor),
        "专科" | "高职(专科)" | "associate" => Some(Level::Associate),
        other => {
            let fault = RowFault::cell(line.row, "level", "directory.import.level_unknown");
            faults.push(fault.with("level", other));
            None
        }
    };
    let ownership = match line.text("remark") {
        "" | "公办" | "public" => Ownership::Public,
        "民办" | "private" => Ownership::Private,
        remark if remark.contains("合作办学") || remark == "joint" => Ownership::Joint,
        other => {
            let fault = RowFault::cell(line.row, "remark", "directory.import.remark_unknown");
            faults.push(fault.with("remark", other));
            Ownership::Public
        }
    };
    match code {
        Ok(code) if faults.is_empty() => Ok(Listed {
            row: line.row,
            code,
            name,
            authority: line.told("authority").map(str::to_owned),
            city: line.told("city").filter(|city| !city.is_empty()).map(str::to_owned),
            level,
            ownership,
            tells_ownership,
        }),
        _ => Err(faults),
    }
}
