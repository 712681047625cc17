//! Which values of a component are asked for.

use crate::{
    limits::QUERY_VALUES_MAX,
    period::Period,
    problem::{Code, Problem},
};

/// The operators of `c[…]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Contains.
    Co,
    /// Does not contain.
    Nc,
    /// Begins with.
    Sw,
    /// Ends with.
    Ew,
}

const OPERATORS: [(&str, Operator); 10] = [
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("lt", Operator::Lt),
    ("le", Operator::Le),
    ("gt", Operator::Gt),
    ("ge", Operator::Ge),
    ("co", Operator::Co),
    ("nc", Operator::Nc),
    ("sw", Operator::Sw),
    ("ew", Operator::Ew),
];

/// An operator and what it compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How.
    pub operator: Operator,
    /// With what.
    pub value: String,
    /// The same as a period, for the time dimension.
    period: Option<Period>,
}

/// What is asked of a component: one of several groups, of which all conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    groups: Vec<Vec<Condition>>,
}

/// The values a filter names, for an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed<'a> {
    /// None but these.
    These(Vec<&'a str>),
    /// Others too; each must be looked at.
    Look,
}

impl Filter {
    /// Reads `A,B+ge:C`: a comma says “or”, a plus sign “and”.
    ///
    /// # Errors
    /// A syntax problem.
    pub fn parse(text: &str, time: bool) -> Result<Filter, Problem> {
        let mut groups = Vec::new();
        let mut count = 0;
        for group in text.split(',') {
            let conditions = group.split('+').map(|one| Condition::parse(one, time)).collect::<Result<Vec<_>, _>>()?;
            count += conditions.len();
            groups.push(conditions);
            if count > QUERY_VALUES_MAX {
                return Err(Problem::new(Code::TooLarge, format!("a query of more than {QUERY_VALUES_MAX} values")));
            }
        }
        Ok(Filter { groups })
    }

    /// One of these values.
    pub fn any(values: impl IntoIterator<Item = String>) -> Filter {
        let one = |value| vec![Condition { operator: Operator::Eq, value, period: None }];
        Filter { groups: values.into_iter().map(one).collect() }
    }

    /// Periods between two, both included; each may be open.
    ///
    /// # Errors
    /// A syntax problem when one is no period.
    pub fn between(start: Option<&str>, end: Option<&str>) -> Result<Option<Filter>, Problem> {
        let one = |operator: &str, text: &str| Condition::parse(&format!("{operator}:{text}"), true);
        let start = start.map(|text| one("ge", text)).transpose()?;
        let end = end.map(|text| one("le", text)).transpose()?;
        let group: Vec<Condition> = start.into_iter().chain(end).collect();
        Ok((!group.is_empty()).then(|| Filter { groups: vec![group] }))
    }

    /// Whether a value is asked for.
    pub fn fits(&self, value: &str, numeric: bool) -> bool {
        // Read once a value, and only where a period is compared with.
        let timed = self.groups.iter().flatten().any(|condition| condition.period.is_some());
        let period = if timed { Period::parse(value).ok() } else { None };
        self.groups.iter().any(|group| group.iter().all(|condition| condition.fits(value, period, numeric)))
    }

    /// The values it names, where it names all it allows.
    pub fn allowed(&self) -> Allowed<'_> {
        let plain =
            |group: &Vec<Condition>| group.len() == 1 && group[0].operator == Operator::Eq && group[0].period.is_none();
        if self.groups.iter().all(plain) {
            Allowed::These(self.groups.iter().map(|group| group[0].value.as_str()).collect())
        } else {
            Allowed::Look
        }
    }

    /// The conditions, in groups.
    pub fn groups(&self) -> &[Vec<Condition>] {
        &self.groups
    }
}

impl Condition {
    fn parse(text: &str, time: bool) -> Result<Condition, Problem> {
        let named = text.split_once(':').and_then(|(name, value)| {
            let operator = OPERATORS.iter().find(|(known, _)| *known == name)?.1;
            Some((operator, value))
        });
        let (operator, value) = named.unwrap_or((Operator::Eq, text));
        if value.is_empty() {
            return Err(Problem::syntax("a value is missing between the separators , and +"));
        }
        let compares =
            matches!(operator, Operator::Eq | Operator::Ne | Operator::Lt | Operator::Le | Operator::Gt | Operator::Ge);
        let period = (time && compares).then(|| Period::parse(value)).transpose()?;
        Ok(Condition { operator, value: value.to_owned(), period })
    }

    fn fits(&self, value: &str, period: Option<Period>, numeric: bool) -> bool {
        let mine = self.value.as_str();
        match self.operator {
            Operator::Co => return value.contains(mine),
            Operator::Nc => return !value.contains(mine),
            Operator::Sw => return value.starts_with(mine),
            Operator::Ew => return value.ends_with(mine),
            _ => {}
        }
        if let (Some(period), Some(other)) = (period, self.period) {
            return match self.operator {
                Operator::Eq => period.same(other),
                Operator::Ne => !period.same(other),
                Operator::Lt => period.before(other),
                Operator::Le => period.until(other),
                Operator::Gt => period.after(other),
                _ => period.from(other),
            };
        }
        let numbers = if numeric { value.parse::<f64>().ok().zip(mine.parse::<f64>().ok()) } else { None };
        let order = match numbers {
            Some((value, mine)) => value.partial_cmp(&mine),
            None => Some(value.cmp(mine)),
        };
        match self.operator {
            Operator::Eq => order.is_some_and(std::cmp::Ordering::is_eq),
            Operator::Ne => !order.is_some_and(std::cmp::Ordering::is_eq),
            Operator::Lt => order.is_some_and(std::cmp::Ordering::is_lt),
            Operator::Le => order.is_some_and(std::cmp::Ordering::is_le),
            Operator::Gt => order.is_some_and(std::cmp::Ordering::is_gt),
            _ => order.is_some_and(std::cmp::Ordering::is_ge),
        }
    }
}
