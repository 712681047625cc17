//! Standards from JSON: those that are shipped, and any other of the same form.

use super::fault::StandardFault;
use super::model::Standard;

/// A standard that is shipped.
pub struct Shipped {
    /// Its identifier.
    pub id: &'static str,
    text: &'static str,
}

impl Shipped {
    /// All that are shipped.
    pub const ALL: [Shipped; 3] = [
        Shipped { id: "county_quality_balance_2017", text: include_str!("tables/county_quality_balance_2017.json") },
        Shipped { id: "county_basic_balance_2012", text: include_str!("tables/county_basic_balance_2012.json") },
        Shipped { id: "jiangsu_modernisation_2013", text: include_str!("tables/jiangsu_modernisation_2013.json") },
    ];

    /// The standard.
    ///
    /// # Errors
    /// None for what is shipped, which a test reads.
    pub fn read(&self) -> Result<Standard, StandardFault> {
        Standard::parse(self.text)
    }
}

impl Standard {
    /// Reads a standard from JSON and looks whether it fits together.
    ///
    /// # Errors
    /// Where it does not fit, as a path in the document.
    pub fn parse(text: &str) -> Result<Standard, StandardFault> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let standard: Standard = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            StandardFault::Unreadable { at: error.path().to_string(), why: error.inner().to_string() }
        })?;
        standard.fits()?;
        Ok(standard)
    }

    /// A shipped standard by its identifier.
    pub fn shipped(id: &str) -> Option<Standard> {
        Shipped::ALL.iter().find(|shipped| shipped.id == id).and_then(|shipped| shipped.read().ok())
    }

    fn fits(&self) -> Result<(), StandardFault> {
        let wrong = |at: String, why: &str| Err(StandardFault::Unreadable { at, why: why.to_owned() });
        let stage = |name: &String| self.stages.iter().any(|stage| stage.name == *name);
        for (place, rule) in self.indicators.iter().enumerate() {
            let named = rule.resource.keys().chain(rule.limits.keys());
            if let Some(name) = named.into_iter().find(|name| !stage(name)) {
                return wrong(format!("indicators[{place}]"), &format!("there is no stage {name}"));
            }
            if rule.limits.values().any(|limit| limit.value <= 0.0) {
                return wrong(format!("indicators[{place}].limits"), "a limit must be above zero");
            }
        }
        for (place, split) in self.split.iter().enumerate() {
            if split.factors.iter().any(|(name, factor)| !stage(name) || *factor <= 0.0) {
                return wrong(format!("split[{place}]"), "factors must be above zero and of a stage that there is");
            }
        }
        if self.school_rule.as_ref().is_some_and(|rule| rule.reach_at_least > self.indicators.len()) {
            return wrong("school_rule.reach_at_least".to_owned(), "more than there are indicators");
        }
        if self.targets.iter().any(|target| target.value <= 0.0) {
            return wrong("targets".to_owned(), "a target must be above zero");
        }
        Ok(())
    }
}
