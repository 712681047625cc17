//! Why a county does not reach the standard, or what is missing to tell, in sentences.

use indicators::standard::Reason;
use units::Args;

use super::county::Showing;
use super::{floor_words, item_name, stage};

impl Showing<'_> {
    pub(super) fn reason(&self, reason: &Reason) -> String {
        let args = Args::none();
        let school = |code: &str| self.school_name(code);
        match reason {
            Reason::School { school: code, stage: name, reached, of, below_floor } => self.voice.with(
                "supervision-reason-school",
                &args
                    .and("school", school(code))
                    .and("stage", stage(self.voice, name))
                    .and("reached", reached)
                    .and("of", of)
                    .and("below", below_floor)
                    .and("floor", floor_words(self.standard)),
            ),
            Reason::SchoolUnknown { school: code, stage: name, missing } => self.voice.with(
                "supervision-reason-school_unknown",
                &args
                    .and("school", school(code))
                    .and("stage", stage(self.voice, name))
                    .and("missing", missing.iter().map(|code| self.indicator(code)).collect::<Vec<_>>().join("、")),
            ),
            Reason::Dispersion { stage: name, indicator, value, limit } => self.voice.with(
                "supervision-reason-dispersion",
                &args
                    .and("indicator", self.indicator(indicator))
                    .and("stage", stage(self.voice, name))
                    .and("value", units::decimal(*value, 3))
                    .and("limit", units::decimal(*limit, 2)),
            ),
            Reason::Composite { stage: name, value, limit } => self.voice.with(
                "supervision-reason-composite",
                &args
                    .and("stage", stage(self.voice, name))
                    .and("value", units::decimal(*value, 3))
                    .and("limit", units::decimal(*limit, 2)),
            ),
            Reason::DispersionUnknown { stage: name, indicator, schools } => self.voice.with(
                "supervision-reason-dispersion_unknown",
                &args
                    .and("indicator", self.indicator(indicator))
                    .and("stage", stage(self.voice, name))
                    .and("schools", schools.iter().map(|code| school(code)).collect::<Vec<_>>().join("、")),
            ),
            Reason::Item { item, school: code } | Reason::ItemUnknown { item, school: code } => {
                let word = match reason {
                    Reason::Item { .. } => "supervision-reason-item",
                    _ => "supervision-reason-item_unknown",
                };
                let whose = code.as_deref().map_or_else(|| self.w("supervision-county"), school);
                self.voice
                    .with(word, &args.and("item", item_name(self.voice, self.standard, item)).and("school", whose))
            }
            Reason::NoSchools { stage: name } => {
                self.voice.with("supervision-reason-no_schools", &args.and("stage", stage(self.voice, name)))
            }
        }
    }
}
