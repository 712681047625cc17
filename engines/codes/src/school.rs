//! 学校(机构)标识码: two digits of type, two of province, six of serial. There is no check digit.
//!
//! Source: 教育部《学校(机构)代码管理办法》 and its table of types. A change of name keeps the code; a change of
//! type, or closure, ends it; a code is never given twice.

use units::{Args, Refuse};

use crate::region::{Province, province};
use crate::text::{all_digits, as_text, ascii, shown};

/// One type of school or institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolType {
    /// First two digits of the code.
    pub digits: &'static str,
    /// Official name of the type.
    pub zh: &'static str,
    /// English name of the type.
    pub en: &'static str,
}

impl SchoolType {
    /// Whether its serials are `0` followed by the five-digit college code (高校代码).
    pub fn is_higher_education(&self) -> bool {
        matches!(self.digits, "41" | "42")
    }
}

macro_rules! types {
    ($($digits:literal $zh:literal $en:literal;)*) => {
        /// The types of schools and institutions, in the order of their digits.
        pub const SCHOOL_TYPES: &[SchoolType] =
            &[$(SchoolType { digits: $digits, zh: $zh, en: $en },)*];
    };
}

types! {
    "11" "幼儿园" "Kindergarten";
    "21" "小学" "Primary school";
    "22" "成人小学" "Adult primary school";
    "31" "初级中学" "Junior secondary school";
    "32" "职业初中" "Vocational junior secondary school";
    "33" "成人初中" "Adult junior secondary school";
    "34" "高级中学及完全中学" "Senior or complete secondary school";
    "35" "成人高中" "Adult senior secondary school";
    "36" "中等职业学校" "Secondary vocational school";
    "37" "工读学校" "Reform school";
    "41" "普通高等学校" "Regular higher-education institution";
    "42" "成人高等学校" "Adult higher-education institution";
    "51" "特殊教育学校" "Special education school";
    "91" "培养研究生的科研机构" "Research institute training postgraduates";
    "92" "民办的其他高等教育机构" "Other private higher-education institution";
    "93" "中等职业培训机构" "Secondary vocational training institution";
}

/// The type whose two digits these are.
pub fn school_type(digits: &str) -> Option<&'static SchoolType> {
    SCHOOL_TYPES.iter().find(|known| known.digits == digits)
}

/// A school code of ten digits whose type and province exist.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolCode([u8; 10]);

as_text!(SchoolCode, SchoolFault, "a ten-digit school code");

/// Why a text is no school code, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolFault {
    /// Not exactly ten digits.
    Shape,
    /// The first two digits name no type.
    Type([u8; 2]),
    /// Digits three and four name no province-level unit.
    Province([u8; 2]),
    /// A higher-education serial that does not begin with `0` before a five-digit college code.
    CollegeSerial,
}

impl SchoolCode {
    /// Reads exactly ten digits; no blanks.
    ///
    /// # Errors
    /// The first rule broken, see [`SchoolFault`].
    pub fn parse(text: &str) -> Result<Self, SchoolFault> {
        let bytes: [u8; 10] = ascii(text).ok_or(SchoolFault::Shape)?;
        if !all_digits(&bytes) {
            return Err(SchoolFault::Shape);
        }
        let kind = school_type(shown(&bytes[..2])).ok_or(SchoolFault::Type([bytes[0], bytes[1]]))?;
        if province(shown(&bytes[2..4])).is_none() {
            return Err(SchoolFault::Province([bytes[2], bytes[3]]));
        }
        // A college code has five digits; a serial of nothing but zeros names no college.
        if kind.is_higher_education() && (bytes[4] != b'0' || &bytes[5..] == b"00000") {
            return Err(SchoolFault::CollegeSerial);
        }
        Ok(Self(bytes))
    }

    /// The ten digits.
    pub fn as_str(&self) -> &str {
        shown(&self.0)
    }

    /// The two digits of type.
    pub fn type_digits(&self) -> &str {
        shown(&self.0[..2])
    }

    /// The two digits of province.
    pub fn province_digits(&self) -> &str {
        shown(&self.0[2..4])
    }

    /// The six digits of serial.
    pub fn serial(&self) -> &str {
        shown(&self.0[4..])
    }

    /// The type; present for every parsed code.
    pub fn school_type(&self) -> Option<&'static SchoolType> {
        school_type(self.type_digits())
    }

    /// The province; present for every parsed code.
    pub fn province(&self) -> Option<&'static Province> {
        province(self.province_digits())
    }

    /// The five-digit college code (高校代码) inside the serial of a higher-education institution.
    pub fn college_code(&self) -> Option<&str> {
        self.school_type().filter(|kind| kind.is_higher_education()).map(|_| shown(&self.0[5..]))
    }
}

impl Refuse for SchoolFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Shape => "codes.school.shape",
            Self::Type(_) => "codes.school.type",
            Self::Province(_) => "codes.school.province",
            Self::CollegeSerial => "codes.school.college_serial",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Type(digits) => Args(vec![("type", shown(digits).to_owned())]),
            Self::Province(digits) => Args(vec![("province", shown(digits).to_owned())]),
            Self::Shape | Self::CollegeSerial => Args(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests;
