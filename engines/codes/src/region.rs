//! 行政区划代码, GB/T 2260: two digits of province, two of city, two of county.

use units::{Args, Refuse};

use crate::text::{all_digits, as_text, ascii, shown};

/// One province-level unit of GB/T 2260.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// First two digits of every code in it.
    pub digits: &'static str,
    /// Short official name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
}

macro_rules! provinces {
    ($($digits:literal $zh:literal $en:literal;)*) => {
        /// All 34 province-level units (GB/T 2260), in the order of their codes.
        pub const PROVINCES: &[Province] = &[$(Province { digits: $digits, zh: $zh, en: $en },)*];
    };
}

provinces! {
    "11" "北京" "Beijing"; "12" "天津" "Tianjin"; "13" "河北" "Hebei"; "14" "山西" "Shanxi";
    "15" "内蒙古" "Inner Mongolia"; "21" "辽宁" "Liaoning"; "22" "吉林" "Jilin"; "23" "黑龙江" "Heilongjiang";
    "31" "上海" "Shanghai"; "32" "江苏" "Jiangsu"; "33" "浙江" "Zhejiang"; "34" "安徽" "Anhui";
    "35" "福建" "Fujian"; "36" "江西" "Jiangxi"; "37" "山东" "Shandong"; "41" "河南" "Henan";
    "42" "湖北" "Hubei"; "43" "湖南" "Hunan"; "44" "广东" "Guangdong"; "45" "广西" "Guangxi";
    "46" "海南" "Hainan"; "50" "重庆" "Chongqing"; "51" "四川" "Sichuan"; "52" "贵州" "Guizhou";
    "53" "云南" "Yunnan"; "54" "西藏" "Xizang"; "61" "陕西" "Shaanxi"; "62" "甘肃" "Gansu";
    "63" "青海" "Qinghai"; "64" "宁夏" "Ningxia"; "65" "新疆" "Xinjiang"; "71" "台湾" "Taiwan";
    "81" "香港" "Hong Kong"; "82" "澳门" "Macao";
}

/// The province-level unit whose two digits these are.
pub fn province(digits: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|known| known.digits == digits)
}

/// How deep a region lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionLevel {
    /// 省级: four trailing zeros.
    Province,
    /// 地级: two trailing zeros.
    City,
    /// 县级.
    County,
}

impl RegionLevel {
    /// The word stored and sent: `province`, `city` or `county`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
        }
    }
}

/// A region code of six digits whose province exists.
///
/// Counties of a municipality such as Shanghai carry `01` in the middle although no city lies between.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionCode([u8; 6]);

as_text!(RegionCode, RegionFault, "a six-digit GB/T 2260 region code");

/// Why a text is no region code, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionFault {
    /// Not exactly six digits.
    Shape,
    /// The first two digits name no province-level unit.
    Province([u8; 2]),
    /// County digits under city digits `00`.
    CountyWithoutCity,
}

impl RegionCode {
    /// Reads exactly six digits; no blanks, no sign.
    ///
    /// # Errors
    /// The first rule broken, see [`RegionFault`].
    pub fn parse(text: &str) -> Result<Self, RegionFault> {
        let bytes: [u8; 6] = ascii(text).ok_or(RegionFault::Shape)?;
        if !all_digits(&bytes) {
            return Err(RegionFault::Shape);
        }
        if province(shown(&bytes[..2])).is_none() {
            return Err(RegionFault::Province([bytes[0], bytes[1]]));
        }
        if &bytes[2..4] == b"00" && &bytes[4..] != b"00" {
            return Err(RegionFault::CountyWithoutCity);
        }
        Ok(Self(bytes))
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        shown(&self.0)
    }

    /// How deep the region lies, told by its trailing zeros.
    pub fn level(&self) -> RegionLevel {
        if &self.0[2..] == b"0000" {
            RegionLevel::Province
        } else if &self.0[4..] == b"00" {
            RegionLevel::City
        } else {
            RegionLevel::County
        }
    }

    /// The digits that every region inside shares: two, four or six of them.
    pub fn prefix(&self) -> &str {
        let digits = match self.level() {
            RegionLevel::Province => 2,
            RegionLevel::City => 4,
            RegionLevel::County => 6,
        };
        shown(&self.0[..digits])
    }

    /// Whether `other` is this region or lies in it.
    pub fn covers(&self, other: &Self) -> bool {
        other.as_str().starts_with(self.prefix())
    }

    /// The code of the province it lies in.
    pub fn province(&self) -> Self {
        Self([self.0[0], self.0[1], b'0', b'0', b'0', b'0'])
    }

    /// The code of the city it lies in; of a province-level code, itself.
    pub fn city(&self) -> Self {
        Self([self.0[0], self.0[1], self.0[2], self.0[3], b'0', b'0'])
    }
}

impl Refuse for RegionFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Shape => "codes.region.shape",
            Self::Province(_) => "codes.region.province",
            Self::CountyWithoutCity => "codes.region.county_without_city",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Province(digits) => Args(vec![("province", shown(digits).to_owned())]),
            Self::Shape | Self::CountyWithoutCity => Args(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests;
