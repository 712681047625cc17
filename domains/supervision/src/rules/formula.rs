//! An indicator of a school as a formula of a spreadsheet over the cells of its record, so that a report recomputes itself.

use indicators::expression::{Expression, Spreadsheet, Telling, Unit, number};
use indicators::standard::{Rule, Standard};

/// The cell of an element, and its unit.
pub type Cells<'a> = &'a dyn Fn(&str) -> Option<(String, Unit)>;

/// The value of a rule in a stage for a school of a kind, without the sign of equality; none where the expression says what no
/// spreadsheet says alike, or an element has no cell.
pub fn value(standard: &Standard, rule: &Rule, stage: &str, kind: &str, cells: Cells) -> Option<String> {
    // A report writes a formula only where no figure of the record is missing, so conditions mean the same there.
    let sheet =
        Spreadsheet { cells: &|name, back| cells(name).filter(|_| back == 0), derived: &|_| None, conditions: true };
    let resource = sheet.base(rule.resource.get(stage)?)?;
    let pupils = |name: &str| {
        let element = &standard.stages.iter().find(|one| one.name == name)?.pupils;
        sheet.cell(element, 0)
    };
    let own = pupils(stage)?;
    let split = standard.split.iter().find(|split| rule.shared && split.kind.name() == kind);
    let shared = match split {
        None => resource,
        Some(split) => {
            let counts = |(name, factor): (&String, &f64)| Some(format!("{}*{}", number(*factor), pupils(name)?));
            let all = split.factors.iter().map(counts).collect::<Option<Vec<_>>>()?.join("+");
            let factor = split.factors.get(stage)?;
            format!("{resource}*{}*{own}/({all})", number(*factor))
        }
    };
    let text = format!("({shared})/{own}");
    Some(if rule.unit.scale() == 1.0 { text } else { format!("{text}/{}", number(rule.unit.scale())) })
}

/// The mean, S and the 差异系数 of values weighted by pupils, both ranges of cells. Cells without a number are left out.
pub fn spread(pupils: &str, values: &str) -> [String; 3] {
    let counted = format!("SUMPRODUCT(ISNUMBER({values})*{pupils})");
    let mean = format!("SUMPRODUCT(ISNUMBER({values})*{pupils},{values})/{counted}");
    let deviation = format!("SQRT(SUMPRODUCT(ISNUMBER({values})*{pupils}*({values}-{mean})^2)/{counted})");
    let coefficient = format!("{deviation}/({mean})");
    [mean, deviation, coefficient]
}

/// An expression in official names.
pub fn in_words(standard: &Standard, expression: &Expression) -> String {
    let name = |name: &str| {
        let found = standard.elements.iter().find(|one| one.name == name);
        found.map_or_else(|| name.to_owned(), |one| one.title.clone())
    };
    let figure = |value: f64, unit: Option<&Unit>| format!("{}{}", number(value), unit.map_or("", Unit::text));
    Telling { name: &name, number: &figure, or: "或", and: "且", not: "非", comma: "，" }.told(expression)
}
