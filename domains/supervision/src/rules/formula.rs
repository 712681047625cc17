//! An indicator of a school as a formula of a spreadsheet over the cells of its record, so that a report recomputes itself.

use indicators::expression::{Expression, Function, Node, Operator, Unit};
use indicators::standard::{Rule, Standard};

/// The cell of an element, and its unit.
pub type Cells<'a> = &'a dyn Fn(&str) -> Option<(String, Unit)>;

/// The value of a rule in a stage for a school of a kind, without the sign of equality; none where the expression says what no
/// spreadsheet says alike, or an element has no cell.
pub fn value(standard: &Standard, rule: &Rule, stage: &str, kind: &str, cells: Cells) -> Option<String> {
    let resource = part(rule.resource.get(stage)?.root(), cells)?;
    let pupils = |name: &str| {
        let element = &standard.stages.iter().find(|one| one.name == name)?.pupils;
        in_base(cells(element)?)
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

/// A number as spreadsheets read it: the fewest digits that are this number.
pub fn number(value: f64) -> String {
    value.to_string()
}

fn in_base((cell, unit): (String, Unit)) -> Option<String> {
    Some(if unit.scale() == 1.0 { cell } else { format!("({cell}*{})", number(unit.scale())) })
}

/// A part in base units. A spreadsheet takes an empty cell for zero; whether a figure may be missing is asked before.
fn part(node: &Node, cells: Cells) -> Option<String> {
    let inner = |node: &Node| part(node, cells);
    match node {
        Node::Number(value, unit, _) => Some(number(value * unit.as_ref().map_or(1.0, Unit::scale))),
        Node::Name(reference) => in_base(cells(&reference.name)?),
        Node::Negative(of) => Some(format!("(-{})", inner(of)?)),
        Node::Binary(operator, left, right, _) => {
            let sign = match operator {
                Operator::Or | Operator::And => return None,
                Operator::NotEqual => "<>",
                other => other.sign(),
            };
            Some(format!("({}{sign}{})", inner(left)?, inner(right)?))
        }
        Node::Call(function, parts, _) => {
            let name = match function {
                Function::Sum => "SUM",
                Function::Mean => "AVERAGE",
                Function::Min => "MIN",
                Function::Max => "MAX",
                Function::Abs => "ABS",
                Function::If => "IF",
                _ => return None,
            };
            Some(format!("{name}({})", parts.iter().map(inner).collect::<Option<Vec<_>>>()?.join(",")))
        }
        Node::Not(_) => None,
    }
}

/// The elements an expression names, in words: what is computed, without codes.
pub fn in_words(standard: &Standard, expression: &Expression) -> String {
    let title = |name: &str| {
        let found = standard.elements.iter().find(|one| one.name == name);
        found.map_or_else(|| name.to_owned(), |one| one.title.clone())
    };
    said(expression.root(), &title)
}

fn said(node: &Node, title: &dyn Fn(&str) -> String) -> String {
    let inner = |node: &Node| said(node, title);
    match node {
        Node::Number(value, unit, _) => {
            format!("{}{}", number(*value), unit.as_ref().map(|unit| unit.to_string()).unwrap_or_default())
        }
        Node::Name(reference) => title(&reference.name),
        Node::Negative(of) => format!("−{}", inner(of)),
        Node::Binary(operator, left, right, _) => {
            let sign = match operator {
                Operator::Times => "×",
                Operator::Over => "÷",
                Operator::Minus => "−",
                other => other.sign(),
            };
            format!("{} {sign} {}", inner(left), inner(right))
        }
        Node::Call(Function::Sum, parts, _) => format!("({})", parts.iter().map(inner).collect::<Vec<_>>().join(" + ")),
        Node::Call(Function::If, parts, _) => {
            let [condition, then, otherwise] = &parts[..] else { return String::new() };
            format!("({} ? {} : {})", inner(condition), inner(then), inner(otherwise))
        }
        Node::Call(function, parts, _) => {
            format!("{}({})", function.name(), parts.iter().map(inner).collect::<Vec<_>>().join(", "))
        }
        Node::Not(of) => format!("not {}", inner(of)),
    }
}
