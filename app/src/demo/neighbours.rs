//! Counties beside the demonstration's: real places, invented schools whose names say 示例, and invented figures.

use std::collections::BTreeMap;

use supervision::model::SchoolFigures;

/// A county: how well provided its schools are beside what the standard asks, and how far they are apart.
pub struct Neighbour {
    /// Six digits.
    pub region: &'static str,
    /// What its schools are called after.
    pub name: &'static str,
    /// Letters of its schools' codes.
    pub letters: &'static str,
    /// What a school of the middle has, 1 is what is asked.
    pub level: f64,
    /// How far above and below the middle its schools are.
    pub spread: f64,
    /// Whether one school has not told its equipment.
    pub incomplete: bool,
    /// Steps of the procedure it has gone; five is published.
    pub steps: usize,
}

/// Four counties of three cities.
pub const NEIGHBOURS: [Neighbour; 4] = [
    Neighbour {
        region: "341124", name: "全椒", letters: "QJ", level: 1.3, spread: 0.12, incomplete: false, steps: 5
    },
    Neighbour {
        region: "340123", name: "肥西", letters: "FX", level: 1.7, spread: 0.85, incomplete: false, steps: 3
    },
    Neighbour {
        region: "340124", name: "庐江", letters: "LJ", level: 0.95, spread: 0.3, incomplete: false, steps: 1
    },
    Neighbour { region: "340223", name: "南陵", letters: "NL", level: 1.2, spread: 0.15, incomplete: true, steps: 0 },
];

/// Kind, name, primary pupils, junior pupils, and where between −1 and 1 a school lies.
const SCHOOLS: [(&str, &str, f64, f64, f64); 9] = [
    ("primary", "实验小学", 1_480.0, 0.0, 1.0),
    ("primary", "第二小学", 1_150.0, 0.0, 0.4),
    ("primary", "城北小学", 860.0, 0.0, -0.5),
    ("primary", "中心小学", 540.0, 0.0, -1.0),
    ("primary", "河湾小学", 260.0, 0.0, 0.2),
    ("nine_year", "九年一贯制学校", 620.0, 410.0, -0.2),
    ("junior", "第一初级中学", 0.0, 1_240.0, 0.8),
    ("junior", "城南初级中学", 0.0, 700.0, -0.9),
    ("junior", "镇初级中学", 0.0, 380.0, -0.3),
];

impl Neighbour {
    /// Its schools.
    pub fn schools(&self) -> Vec<SchoolFigures> {
        SCHOOLS.iter().enumerate().map(|(place, school)| self.school(place, school)).collect()
    }

    fn school(
        &self,
        place: usize,
        (kind, name, primary, junior, apart): &(&str, &str, f64, f64, f64),
    ) -> SchoolFigures {
        // Equipment is spread more widely than buildings, buildings more than teachers.
        let share = |times: f64| (self.level * (1.0 + self.spread * times * apart)).max(0.1);
        let (teachers, rooms, equipment) = (share(0.5), share(0.8), share(1.2));
        let all = primary + junior;
        // What is held in common is asked of a junior pupil as its own limit says.
        let asked = |of_primary: f64, of_junior: f64, share: f64| (of_primary * primary + of_junior * junior) * share;
        let arts = asked(0.009, 0.009, teachers).ceil();
        let whole = |value: f64| Some(value.ceil());
        let classes = (all / 42.0).ceil();
        let mut figures: BTreeMap<&str, Option<f64>> = BTreeMap::from([
            ("pupils_primary", Some(*primary)),
            ("pupils_junior", Some(*junior)),
            ("pupils_senior", Some(0.0)),
            ("teachers_primary_bachelor", whole(0.042 * primary * teachers)),
            ("teachers_junior_bachelor", whole(0.053 * junior * teachers)),
            ("teachers_backbone", whole(0.0105 * all * teachers)),
            ("teachers_pe", Some(arts - 2.0 * (arts / 4.0).floor())),
            ("teachers_music", Some((arts / 4.0).floor())),
            ("teachers_art", Some((arts / 4.0).floor())),
            ("teaching_area", whole(asked(4.6, 5.9, rooms) + 0.4 * all)),
            ("indoor_sports_area", whole(0.4 * all)),
            ("gymnasium_area", whole(0.8 * all)),
            ("playground_area", whole(asked(7.0, 9.7, rooms))),
            ("equipment_value", Some((asked(0.205, 0.255, equipment) * 10.0).ceil() / 10.0)),
            ("multimedia_rooms", whole(asked(0.0235, 0.0245, rooms))),
            ("classes", Some(classes)),
            ("migrant_pupils", whole(0.08 * all)),
            ("built_by_2010", Some(1.0)),
            ("built_by_2016", Some(1.0)),
        ]);
        for none in [
            "teachers_primary_associate",
            "teachers_primary_master",
            "teachers_primary_doctor",
            "teachers_junior_master",
            "teachers_junior_doctor",
            "rural_50_100",
            "small_rural",
            "teachers_pe_arts_shared",
            "classes_over_45",
            "classes_over_50",
        ] {
            figures.insert(none, Some(0.0));
        }
        if self.incomplete && place == 3 {
            figures.insert("equipment_value", None);
        }
        SchoolFigures {
            code: format!("{}-{:02}", self.letters, place + 1),
            name: format!("示例{}{name}", self.name),
            kind: (*kind).to_owned(),
            figures: figures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}
