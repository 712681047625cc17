//! Who may do what in the directory. Reading is everybody's: all of it is public facts.

use op::{Actor, Permission, Place, Role};

use crate::model::AllianceId;

/// 平台管理员.
pub const ADMIN: Role = Role("admin");
/// 省级教育行政部门: keeps the institutions of its own province.
pub const PROVINCE_OFFICER: Role = Role("province_officer");

/// Everything that changes the directory.
#[derive(Clone, Debug)]
pub enum Action {
    /// Opens the forms of those who keep any part of the directory.
    Keep,
    /// Loads the shipped tables.
    Seed,
    /// Applies an official list.
    Import,
    /// Records changes of regions.
    RecordRegions,
    /// Reads in a catalogue of majors.
    ImportCatalogue,
    /// Enters an institution at a place.
    Register(Place),
    /// Renames the institution at a place.
    Rename(Place),
    /// Ends the code of the institution at a place.
    End(Place),
    /// Founds an alliance.
    Found,
    /// Dissolves an alliance.
    Dissolve(AllianceId),
    /// Admits the institution at a place to an alliance.
    Admit(AllianceId, Place),
    /// Ends a membership of the institution at a place.
    Dismiss(AllianceId, Place),
}

impl Permission for Action {
    fn action(&self) -> &'static str {
        match self {
            Action::Keep => "directory.keep",
            Action::Seed => "directory.seed",
            Action::Import => "directory.import",
            Action::RecordRegions => "directory.region.record",
            Action::ImportCatalogue => "directory.catalogue.import",
            Action::Register(_) => "directory.institution.register",
            Action::Rename(_) => "directory.institution.rename",
            Action::End(_) => "directory.institution.end",
            Action::Found => "directory.alliance.found",
            Action::Dissolve(_) => "directory.alliance.dissolve",
            Action::Admit(..) => "directory.alliance.admit",
            Action::Dismiss(..) => "directory.alliance.dismiss",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Keep
            | Action::Seed
            | Action::Import
            | Action::RecordRegions
            | Action::ImportCatalogue
            | Action::Found => "directory".to_owned(),
            Action::Register(place) | Action::Rename(place) | Action::End(place) => {
                place.organisation.clone().unwrap_or_default()
            }
            Action::Dissolve(id) | Action::Admit(id, _) | Action::Dismiss(id, _) => id.to_string(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        if actor.is_system() || actor.holds_anywhere(ADMIN) {
            return true;
        }
        match self {
            Action::Keep => actor.holds_anywhere(PROVINCE_OFFICER),
            Action::Seed
            | Action::Import
            | Action::RecordRegions
            | Action::ImportCatalogue
            | Action::Found
            | Action::Dissolve(_) => false,
            Action::Register(place)
            | Action::Rename(place)
            | Action::End(place)
            | Action::Admit(_, place)
            | Action::Dismiss(_, place) => actor.holds(PROVINCE_OFFICER, place),
        }
    }

    // What stands in the directory is public, so a refusal may say so.
    fn sees(&self, _: &Actor) -> bool {
        true
    }
}

/// Every right of the directory for an actor, in the four provinces where the place matters.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let alliance = AllianceId::from_parts(units::Instant::from_micros(0), [0; 10]);
    let mut rights = Vec::new();
    let mut ask = |action: &Action, place: &str| {
        rights.push((format!("{}{place}", action.action()), action.allows(actor)));
    };
    for action in [
        Action::Keep,
        Action::Seed,
        Action::Import,
        Action::RecordRegions,
        Action::ImportCatalogue,
        Action::Found,
        Action::Dissolve(alliance),
    ] {
        ask(&action, "");
    }
    for region in ["310000", "320000", "330000", "340000"] {
        let place = Place { organisation: None, region: region.to_owned() };
        let actions = [
            Action::Register(place.clone()),
            Action::Rename(place.clone()),
            Action::End(place.clone()),
            Action::Admit(alliance, place.clone()),
            Action::Dismiss(alliance, place),
        ];
        for action in actions {
            ask(&action, &format!(" {region}"));
        }
    }
    rights
}
