//! From figures of elements to figures of indicators: expressions bound to a panel, small cells left out, groups as Σ ÷ Σ.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indicators::composite::Fault;
use indicators::expression::{
    Across, Book, Definition, Expression, Indicator, Panel, Strategy, Table, TableFault, Unit, UnitFault,
};
use units::Refusal;

use super::content::{CELLS_MAX, REGIONS_MAX, ROWS_MAX};
use super::data_set::by_code;
use crate::model::{About, Beside, EvaluationInput, Figure, GroupFigures, Line, Missing, RegionName, Together};

/// Figures of indicators: years × regions × indicators, in the order of the document's years, of `regions` by code and of the
/// document's lines.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The regions that are compared, by code.
    pub regions: Vec<RegionName>,
    /// By year, by indicator, by region.
    pub values: Vec<Vec<Vec<Option<f64>>>>,
    /// Groups beside.
    pub groups: Vec<GroupFigures>,
    /// Regions beside.
    pub beside: Vec<Beside>,
    /// How many figures of elements were left out because they stand on too few people.
    pub suppressed: usize,
}

fn expression(place: String, text: &str) -> Result<Expression, Fault> {
    Expression::parse(text)
        .map_err(|mistake| Fault::of(place, &mistake, "correct the expression; see docs/evaluation.md"))
}

/// The lines that are indicators.
pub fn indicators(content: &EvaluationInput) -> Vec<&Line> {
    content.lines.iter().filter(|line| !line.expression.trim().is_empty()).collect()
}

/// The derived elements, none of which leans on itself.
///
/// # Errors
/// An expression that cannot be read, a name twice, a cycle, which is told name by name.
fn book(content: &EvaluationInput) -> Result<Book, Fault> {
    let definition = |(at, one): (usize, &crate::model::Derived)| {
        let expression = expression(format!("derived.{at}.expression"), &one.expression)?;
        Ok(Definition { name: one.name.clone(), expression, unit: None, missing: Strategy::default() })
    };
    let definitions = content.derived.iter().enumerate().map(definition).collect::<Result<Vec<_>, Fault>>()?;
    Book::of(definitions).map_err(|fault| Fault::of("derived", &fault, "name each derived element once"))
}

/// The elements a document draws from.
///
/// # Errors
/// An expression that cannot be read.
pub fn elements(content: &EvaluationInput) -> Result<BTreeSet<String>, Fault> {
    let mut names = BTreeSet::new();
    for line in indicators(content) {
        let read = expression(format!("lines.{}.expression", line.code), &line.expression)?;
        names.extend(read.names().into_iter().map(str::to_owned));
    }
    for (at, one) in content.derived.iter().enumerate() {
        let read = expression(format!("derived.{at}.expression"), &one.expression)?;
        names.extend(read.names().into_iter().map(str::to_owned));
    }
    content.derived.iter().for_each(|one| {
        names.remove(&one.name);
    });
    Ok(names)
}

/// The elements one line draws from, derived elements taken apart.
///
/// # Errors
/// An expression that cannot be read.
pub fn elements_of(content: &EvaluationInput, line: &Line) -> Result<BTreeSet<String>, Fault> {
    let mut open = vec![line.expression.clone()];
    let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
    while let Some(text) = open.pop() {
        for name in expression(format!("lines.{}.expression", line.code), &text)?.names() {
            match content.derived.iter().find(|one| one.name == name) {
                Some(one) if seen.insert(one.name.clone()) => open.push(one.expression.clone()),
                Some(_) => {}
                None => {
                    names.insert(name.to_owned());
                }
            }
        }
    }
    Ok(names)
}

/// The regions of these codes, in their order.
fn named(place: &str, codes: &[String], about: &About) -> Result<Vec<RegionName>, Fault> {
    let of = |code: &String| {
        about.regions.iter().find(|region| region.code == *code).cloned().ok_or_else(|| {
            let fault = Fault::new(place, format!("the data set has no region {code}"), "name regions of the data set");
            fault.named(Refusal::new("statistics.document.no_region").with("code", super::data_set::shown(code)))
        })
    };
    codes.iter().map(of).collect()
}

/// The figures of regions that stand beside: computed as those of the others are, and neither scaled nor ranked.
fn beside(
    content: &EvaluationInput,
    about: &About,
    data: &[Figure],
    (needed, book, lines): (&BTreeSet<String>, &Book, &[Indicator]),
) -> Result<Vec<Beside>, Fault> {
    let mut made = Vec::new();
    if content.beside.is_empty() {
        return Ok(made);
    }
    let regions = named("beside", &content.beside, about)?;
    let (panel, _) = panel(content, about, data, &regions, needed)?;
    for &year in &content.years {
        let of = |line: &Indicator| match line.bind(&panel, year_of(year), book) {
            Ok(bound) => Ok(bound.units()),
            Err(fault) => Err(unbound(line, &fault)),
        };
        let by_line = lines.iter().map(of).collect::<Result<Vec<_>, Fault>>()?;
        made.extend(regions.iter().enumerate().map(|(place, region)| Beside {
            region: region.code.clone(),
            year,
            figures: by_line.iter().map(|of_line| of_line[place]).collect(),
        }));
    }
    Ok(made)
}

/// What the engine says of an indicator that does not fit its figures.
fn unbound(line: &Indicator, fault: &indicators::expression::Fault) -> Fault {
    Fault::of(format!("lines.{}.expression", line.code), fault, "see docs/evaluation.md")
}

/// The regions that are compared, by code.
fn regions(content: &EvaluationInput, about: &About) -> Result<Vec<RegionName>, Fault> {
    let mut chosen: Vec<RegionName> = match content.regions.is_empty() {
        true => about.regions.iter().filter(|region| !content.beside.contains(&region.code)).cloned().collect(),
        false => named("regions", &content.regions, about)?,
    };
    chosen.sort_by(|one, other| one.code.cmp(&other.code));
    let rows = chosen.len() * content.years.len();
    let cells = rows.saturating_mul(content.lines.len());
    if chosen.len() > REGIONS_MAX || rows > ROWS_MAX || cells > CELLS_MAX {
        let what = format!("{} regions in {} years", chosen.len(), content.years.len());
        let remedy = format!("at most {ROWS_MAX} together; compare fewer regions or years");
        let refusal = Refusal::new("statistics.document.too_many_rows")
            .with("regions", chosen.len())
            .with("years", content.years.len());
        return Err(Fault::new("regions", what, remedy).named(refusal.with("max", ROWS_MAX)));
    }
    Ok(chosen)
}

/// Figures as a panel of the regions. A figure that stands on too few people is not there.
fn panel(
    content: &EvaluationInput,
    about: &About,
    figures: &[Figure],
    regions: &[RegionName],
    needed: &BTreeSet<String>,
) -> Result<(Panel, usize), Fault> {
    let known = by_code(about);
    let mut by_cell: HashMap<(&str, &str, i64), f64> = HashMap::with_capacity(figures.len());
    let (mut suppressed, mut years) = (0, content.years.iter().copied().collect::<BTreeSet<i64>>());
    for figure in figures {
        years.insert(figure.period);
        if figure.persons.is_some_and(|persons| persons < content.persons_min) {
            suppressed += 1;
        } else {
            by_cell.insert((&figure.element, &figure.region, figure.period), figure.value);
        }
    }
    let unfit = |fault: TableFault| Fault::of("data", &fault, "look at the data set");
    let mut panel = Panel::default();
    for year in years {
        let keys = regions.iter().map(|region| region.code.clone()).collect();
        let mut table = Table::of(keys).map_err(unfit)?;
        for name in needed {
            let element = known.get(name.as_str()).ok_or_else(|| {
                let what = format!("the data set has no element {name}");
                Fault::new("lines", what, "name an element or define it")
                    .named(Refusal::new("statistics.document.no_element").with("name", name))
            })?;
            let unit: Unit =
                element.unit.parse().map_err(|fault: UnitFault| Fault::of("data", &fault, "look at the data set"))?;
            let of = |region: &RegionName| by_cell.get(&(name.as_str(), region.code.as_str(), year)).copied();
            table.add(name, unit, regions.iter().map(of).collect()).map_err(unfit)?;
        }
        panel.add(year_of(year), table);
    }
    Ok((panel, suppressed))
}

fn year_of(year: i64) -> i32 {
    i32::try_from(year).unwrap_or(0)
}

fn indicator(line: &Line) -> Result<Indicator, Fault> {
    let place = |field: &str| format!("lines.{}.{field}", line.code);
    Ok(Indicator {
        code: line.code.clone(),
        expression: expression(place("expression"), &line.expression)?,
        unit: line.unit.parse().map_err(|fault: UnitFault| Fault::of(place("unit"), &fault, "correct it"))?,
        missing: match line.missing {
            Missing::SkipIfAny => Strategy::SkipIfAny,
            Missing::SkipIfAll => Strategy::SkipIfAll,
            Missing::Never => Strategy::Never,
        },
        across: match line.together {
            Together::Ratio => Across::Ratio,
            Together::Sum => Across::Sum,
            Together::MeanOfUnits => Across::MeanOfUnits,
        },
    })
}

/// Computes every indicator for every region, year and group.
///
/// # Errors
/// The path of the document, what happened there, and what to do: regions or elements that are not there, expressions that
/// cannot be read or do not fit their units, cycles, what does not add up over regions.
pub fn figures(content: &EvaluationInput, about: &About, data: &[Figure]) -> Result<Figures, Fault> {
    let regions = regions(content, about)?;
    let needed = elements(content)?;
    let book = book(content)?;
    let (panel, suppressed) = panel(content, about, data, &regions, &needed)?;
    let members: Vec<Vec<u32>> = content.groups.iter().map(|group| membership(&regions, &group.regions)).collect();
    let lines = indicators(content).into_iter().map(indicator).collect::<Result<Vec<_>, _>>()?;
    let mut made = Figures { regions, suppressed, ..Figures::default() };
    for &year in &content.years {
        let mut of_year = Vec::with_capacity(lines.len());
        let mut of_groups: BTreeMap<usize, Vec<Option<f64>>> = BTreeMap::new();
        for line in &lines {
            let bound = line.bind(&panel, year_of(year), &book).map_err(|fault| unbound(line, &fault))?;
            of_year.push(bound.units());
            for (group, member) in members.iter().enumerate() {
                let figure = bound.groups(member, 1).first().and_then(|figure| figure.value);
                of_groups.entry(group).or_default().push(figure);
            }
        }
        made.values.push(of_year);
        made.groups.extend(of_groups.into_iter().map(|(group, figures)| GroupFigures { group, year, figures }));
    }
    made.beside = beside(content, about, data, (&needed, &book, &lines))?;
    Ok(made)
}

/// Which regions belong to a group: 0 for those, a number beyond for others.
fn membership(regions: &[RegionName], group: &[String]) -> Vec<u32> {
    regions.iter().map(|region| if group.contains(&region.code) { 0 } else { u32::MAX }).collect()
}
