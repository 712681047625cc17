//! Units: what a figure counts, and how many of the base unit one of it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use units::{Args, Refuse};

/// The base units, each a dimension of its own: a sum over two of them has no meaning.
const BASES: [&str; 11] = ["人", "元", "平方米", "间", "班", "册", "台", "学时", "年", "所", "个"];
/// Other names of a base unit.
const ALIASES: [(&str, &str); 18] = [
    ("名", "人"),
    ("person", "人"),
    ("persons", "人"),
    ("yuan", "元"),
    ("m²", "平方米"),
    ("m2", "平方米"),
    ("㎡", "平方米"),
    ("room", "间"),
    ("rooms", "间"),
    ("class", "班"),
    ("classes", "班"),
    ("volume", "册"),
    ("volumes", "册"),
    ("set", "台"),
    ("hour", "学时"),
    ("year", "年"),
    ("school", "所"),
    ("item", "个"),
];
/// What stands before a base unit, longest first.
const PREFIXES: [(&str, f64); 8] =
    [("百万", 1e6), ("千万", 1e7), ("十万", 1e5), ("亿", 1e8), ("万", 1e4), ("千", 1e3), ("百", 1e2), ("十", 1e1)];
/// Figures without a dimension.
const PLAIN: [(&str, f64); 4] = [("1", 1.0), ("%", 0.01), ("‰", 0.001), ("", 1.0)];
/// The longest unit anybody needs to write, in bytes.
pub(super) const TEXT_BYTES_MAX: usize = 64;
/// How much of a text that is no unit is shown, in characters: more than any unit has, so that one that is too long is told by it.
const SHOWN_CHARS_MAX: usize = 65;
/// The highest power of a base unit; more is a slip.
const POWER_MAX: i8 = 4;

/// The unit of a figure, such as `人`, `万元`, `间/百人` or `%`; empty or `1` for a plain number.
///
/// Two units with the same dimension convert into each other by their scales.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    text: String,
    scale: f64,
    dimension: Dimension,
}

/// Powers of the base units.
pub(super) type Dimension = [i8; BASES.len()];

/// A plain number.
pub(super) const NUMBER: Dimension = [0; BASES.len()];

/// Why a text is no unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFault {
    pub(super) text: String,
    pub(super) part: String,
}

impl UnitFault {
    /// Whether it is no unit because it is too long.
    pub(super) fn is_long(&self) -> bool {
        self.text.len() > TEXT_BYTES_MAX
    }

    /// The base units, for whoever has to choose one.
    pub(super) fn known() -> String {
        BASES.join(" ")
    }
}

impl Refuse for UnitFault {
    fn code(&self) -> &'static str {
        if self.is_long() { "expression.unit_too_long" } else { "expression.unit_none" }
    }

    fn args(&self) -> Args {
        match self.is_long() {
            true => Args::one("max", TEXT_BYTES_MAX),
            false => Args::one("unit", &self.text).and("part", &self.part).and("known", UnitFault::known()),
        }
    }
}

impl fmt::Display for UnitFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "“{}” is no unit: “{}” is unknown; known are {}, with 百, 千, 万, 亿 before them and / or · between, and %, ‰, 1",
            self.text,
            self.part,
            BASES.join(" ")
        )
    }
}

impl std::error::Error for UnitFault {}

impl Unit {
    /// A plain number.
    pub fn number() -> Unit {
        Unit { text: String::new(), scale: 1.0, dimension: NUMBER }
    }

    /// How many base units one of this unit is: 10,000 for 万元, 0.01 for `人/百人`.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A figure of this unit in base units. Scales are powers of ten, and a division by a hundred is rounded better than a
    /// multiplication by 0.01.
    pub(crate) fn to_base(&self, value: f64) -> f64 {
        if self.scale >= 1.0 { value * self.scale } else { value / (1.0 / self.scale).round() }
    }

    /// A figure in base units in this unit.
    pub(crate) fn out_of_base(&self, value: f64) -> f64 {
        if self.scale >= 1.0 { value / self.scale } else { value * (1.0 / self.scale).round() }
    }

    /// Whether figures of the two units convert into each other.
    pub fn fits(&self, other: &Unit) -> bool {
        self.dimension == other.dimension
    }

    pub(super) fn dimension(&self) -> Dimension {
        self.dimension
    }
}

/// A dimension as people read it.
pub(super) fn told(dimension: &Dimension) -> String {
    let part = |sign: i8| -> Vec<String> {
        BASES
            .iter()
            .zip(dimension)
            .filter(|(_, power)| **power * sign > 0)
            .map(|(base, power)| match power.abs() {
                1 => (*base).to_owned(),
                power => format!("{base}^{power}"),
            })
            .collect()
    };
    let (above, below) = (part(1).join("·"), part(-1));
    let above = if above.is_empty() { "1".to_owned() } else { above };
    [above].into_iter().chain(below).collect::<Vec<_>>().join("/")
}

impl FromStr for Unit {
    type Err = UnitFault;

    fn from_str(text: &str) -> Result<Unit, UnitFault> {
        let text: String = text.split_whitespace().collect();
        let text = if text == "1" { "" } else { text.as_str() };
        let fault = |part: &str| UnitFault {
            text: text.chars().take(SHOWN_CHARS_MAX).collect(),
            part: part.chars().take(SHOWN_CHARS_MAX).collect(),
        };
        if text.len() > TEXT_BYTES_MAX {
            return Err(fault("more than 64 bytes"));
        }
        let (mut scale, mut dimension) = (1.0, NUMBER);
        for (place, group) in text.split('/').enumerate() {
            let sign: i8 = if place == 0 { 1 } else { -1 };
            for part in group.split(['·', '*']) {
                let (name, power) = match part.split_once('^') {
                    None => (part, 1),
                    Some((name, power)) => {
                        (name, power.parse::<i8>().ok().filter(|p| (1..=POWER_MAX).contains(p)).ok_or(fault(part))?)
                    }
                };
                let (factor, base) = one(name).filter(|_| !name.is_empty() || text.is_empty()).ok_or(fault(part))?;
                scale *= factor.powi(i32::from(power * sign));
                if let Some(base) = base {
                    dimension[base] += power * sign;
                    if dimension[base].abs() > POWER_MAX {
                        return Err(fault(part));
                    }
                }
            }
        }
        Ok(Unit { text: text.to_owned(), scale, dimension })
    }
}

/// The scale of a name and the place of its base unit.
fn one(name: &str) -> Option<(f64, Option<usize>)> {
    if let Some((_, scale)) = PLAIN.iter().find(|(plain, _)| *plain == name) {
        return Some((*scale, None));
    }
    let base = |name: &str| {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, base)| base);
        BASES.iter().position(|base| *base == name)
    };
    base(name)
        .map(|place| (1.0, Some(place)))
        .or_else(|| PREFIXES.iter().find_map(|(prefix, scale)| Some((*scale, Some(base(name.strip_prefix(prefix)?)?)))))
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.text.is_empty() { "1" } else { &self.text })
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unit, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
