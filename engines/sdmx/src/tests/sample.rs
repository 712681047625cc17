//! An invented monitoring flow (示例): areas × indicators × years, for tests, the example and the bench.

use sdmx::{
    Names, Observation,
    model::{
        Annotation, Attachment, Body, Component, Constraint, Cube, DataStructure, Facets, Item, Items, Maintainable,
        Representation, Role, Selection, Structures, TextFormat,
    },
    number,
    reference::{Class, ItemReference, Reference},
    version::Version,
};

/// Codes of the areas, as GB/T 2260 has them, with the region above them.
const AREAS: [(&str, &str, &str); 5] = [
    ("YRD", "长三角", "Yangtze River Delta"),
    ("310000", "上海市", "Shanghai"),
    ("320000", "江苏省", "Jiangsu"),
    ("330000", "浙江省", "Zhejiang"),
    ("340000", "安徽省", "Anhui"),
];
const INDICATORS: [(&str, &str, &str); 3] = [
    ("PUPILS_PER_TEACHER", "生师比", "Pupils per teacher"),
    ("ENROLMENT", "在校生数", "Pupils enrolled"),
    ("DISPERSION", "差异系数", "Coefficient of variation"),
];

pub fn reference(class: Class, id: &str) -> Reference {
    Reference::new(class, "YRD", id, Version::first()).expect("a sound reference")
}

/// The standard fixes identifier and version of agency schemes.
fn agencies() -> Maintainable {
    let version = Version::parse("1.0").expect("a sound version");
    let reference = Reference::new(Class::AgencyScheme, "YRD", "AGENCIES", version).expect("a sound reference");
    let list = vec![Item::new("YRD", "长三角教育监测（示例）", "YRD monitoring (example)")];
    Maintainable::new(reference, Names::zh_en("机构", "Agencies"), Body::Items(Items { list, partial: false }))
}

fn scheme(class: Class, id: &str, zh: &str, en: &str, list: Vec<Item>) -> Maintainable {
    Maintainable::new(reference(class, id), Names::zh_en(zh, en), Body::Items(Items { list, partial: false }))
}

fn concept(id: &str) -> ItemReference {
    ItemReference { scheme: reference(Class::ConceptScheme, "CS_MONITOR"), item: id.to_owned() }
}

fn component(id: &str, representation: Option<Representation>, role: Role) -> Component {
    Component { id: id.to_owned(), concept: concept(id), representation, role }
}

fn codes(id: &str) -> Option<Representation> {
    Some(Representation::Codes(reference(Class::Codelist, id)))
}

pub fn flow() -> Reference {
    reference(Class::Dataflow, "DF_MONITOR")
}

/// Everything that is published; with a second measure, only version 3.0 can carry it.
pub fn structures(second_measure: bool) -> Structures {
    let mut all = Structures::new();
    for artefact in lists().into_iter().chain(flows(second_measure)) {
        all.add(artefact).expect("a sound artefact");
    }
    all.check().expect("everything that is referred to is there");
    all
}

fn lists() -> Vec<Maintainable> {
    let areas = AREAS
        .iter()
        .map(|(id, zh, en)| if *id == "YRD" { Item::new(id, zh, en) } else { Item::new(id, zh, en).below("YRD") });
    let indicators = INDICATORS.iter().map(|(id, zh, en)| Item::new(id, zh, en)).collect();
    let frequencies = vec![Item::new("A", "年", "Annual"), Item::new("Q", "季", "Quarterly")];
    let statuses = vec![
        Item::new("A", "正常", "Normal value"),
        Item::new("E", "估计", "Estimated & checked"),
        Item::new("M", "缺失", "Missing"),
    ];
    let units = vec![Item::new("PERSON", "人", "Persons"), Item::new("RATIO", "比", "Ratio")];
    let mut concepts: Vec<Item> = [
        ("FREQ", "频率", "Frequency"),
        ("REF_AREA", "地区", "Reference area"),
        ("INDICATOR", "指标", "Indicator"),
        ("TIME_PERIOD", "时间", "Time period"),
        ("OBS_VALUE", "观测值", "Observation value"),
        ("UPPER", "上限", "Upper bound"),
        ("UNIT_MEASURE", "计量单位", "Unit of measure"),
        ("OBS_STATUS", "观测状态", "Observation status"),
        ("NOTE", "注释", "Note"),
        ("LICENCE", "许可", "Licence"),
    ]
    .iter()
    .map(|(id, zh, en)| Item::new(id, zh, en))
    .collect();
    concepts[9].representation = Some(Representation::text("String"));
    concepts[8].descriptions = Names::zh_en("以“<”表示小于", "“<” means less than & so on");
    let categories = vec![
        Item::new("EDU", "教育", "Education"),
        Item::new("EDU.BASIC", "基础教育", "Basic education"),
        Item::new("EDU.VOCATIONAL", "职业教育", "Vocational education"),
    ];
    vec![
        agencies(),
        scheme(Class::Codelist, "CL_AREA", "地区", "Areas", areas.collect()),
        scheme(Class::Codelist, "CL_INDICATOR", "指标", "Indicators", indicators),
        scheme(Class::Codelist, "CL_FREQ", "频率", "Frequencies", frequencies),
        scheme(Class::Codelist, "CL_OBS_STATUS", "观测状态", "Observation statuses", statuses),
        scheme(Class::Codelist, "CL_UNIT", "单位", "Units", units),
        scheme(Class::ConceptScheme, "CS_MONITOR", "监测概念", "Monitoring concepts", concepts),
        scheme(Class::CategoryScheme, "CATEGORIES", "主题", "Subjects", categories),
    ]
}

fn components(second_measure: bool) -> DataStructure {
    let mut measures =
        vec![component("OBS_VALUE", Some(Representation::text("Double")), Role::Measure { required: false })];
    if second_measure {
        measures.push(component("UPPER", Some(Representation::text("Double")), Role::Measure { required: false }));
    }
    let attribute = |required, attached| Role::Attribute { required, attached };
    let note =
        TextFormat { text_type: "String".to_owned(), facets: Facets { max_length: Some(500), ..Facets::default() } };
    DataStructure {
        dimensions: vec![
            component("FREQ", codes("CL_FREQ"), Role::Dimension),
            component("REF_AREA", codes("CL_AREA"), Role::Dimension),
            component("INDICATOR", codes("CL_INDICATOR"), Role::Dimension),
            component("TIME_PERIOD", Some(Representation::text("ObservationalTimePeriod")), Role::Time),
        ],
        measures,
        attributes: vec![
            component(
                "UNIT_MEASURE",
                codes("CL_UNIT"),
                attribute(true, Attachment::Dimensions(vec!["INDICATOR".to_owned()])),
            ),
            component("OBS_STATUS", codes("CL_OBS_STATUS"), attribute(true, Attachment::Observation)),
            component("NOTE", Some(Representation::Text(note)), attribute(false, Attachment::Observation)),
            component("LICENCE", None, attribute(false, Attachment::DataSet)),
        ],
    }
}

fn flows(second_measure: bool) -> Vec<Maintainable> {
    let structure = reference(Class::DataStructure, "DSD_MONITOR");
    let category =
        ItemReference { scheme: reference(Class::CategoryScheme, "CATEGORIES"), item: "EDU.BASIC".to_owned() };
    let mut dataflow = Maintainable::new(
        flow(),
        Names::zh_en("教育监测（示例）", "Education monitoring (example)"),
        Body::Dataflow(structure.clone()),
    );
    dataflow.descriptions = Names::zh_en("虚构数据，仅作示例。", "Invented figures, an example only.");
    dataflow.annotations = vec![Annotation {
        id: Some("LICENCE".to_owned()),
        title: Some("CC BY 4.0".to_owned()),
        kind: Some("licence".to_owned()),
        texts: Names::zh_en("署名即可使用", "Free to use with attribution"),
    }];
    let select = |id: &str, values: &[&str]| Selection {
        id: id.to_owned(),
        values: values.iter().map(|one| (*one).to_owned()).collect(),
        range: None,
    };
    let mut keys = vec![select("FREQ", &["A"]), select("REF_AREA", &["310000", "320000", "330000", "340000"])];
    let years = (2010..2020).map(|year| year.to_string()).collect();
    keys.push(Selection { id: "TIME_PERIOD".to_owned(), values: years, range: None });
    vec![
        Maintainable::new(
            structure,
            Names::zh_en("监测数据结构", "Monitoring structure"),
            Body::DataStructure(components(second_measure)),
        ),
        dataflow,
        Maintainable::new(
            reference(Class::Categorisation, "CAT_MONITOR"),
            Names::zh_en("监测归类", "Monitoring categorised"),
            Body::Categorisation { source: flow(), target: category },
        ),
        Maintainable::new(
            reference(Class::Constraint, "CR_MONITOR"),
            Names::zh_en("可用范围", "What there is"),
            Body::Constraint(Constraint { actual: true, attached: vec![flow()], keys }),
        ),
    ]
}

/// The value of the attribute of the whole data set, at its place.
pub fn constant() -> Vec<Option<String>> {
    vec![None, None, None, Some("CC BY 4.0 <署名>".to_owned())]
}

/// Invented figures: so many years for each area and indicator, in the order writers ask for with time at the observation.
pub fn observations(cube: &Cube, years: u32) -> Vec<Observation> {
    let mut list = Vec::new();
    for (area, ..) in AREAS.iter().filter(|(id, ..)| *id != "YRD") {
        for (indicator, ..) in INDICATORS {
            for year in 0..years {
                list.push(observation(cube, area, indicator, year));
            }
        }
    }
    sort(&mut list, &[0, 1, 2, 3]);
    list
}

/// In the order of these places.
pub fn sort(list: &mut [Observation], places: &[usize]) {
    list.sort_by(|one, other| {
        places
            .iter()
            .map(|place| one.key[*place].cmp(&other.key[*place]))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
}

fn observation(cube: &Cube, area: &str, indicator: &str, year: u32) -> Observation {
    let seed = area.bytes().chain(indicator.bytes()).map(u32::from).sum::<u32>() + year * 7;
    let value = f64::from(seed % 997) / 7.0;
    let missing = seed.is_multiple_of(11);
    let mut observation = Observation::blank(cube);
    observation.key = ["A", area, indicator, &(2010 + year).to_string()].map(str::to_owned).to_vec();
    observation.measures[0] = (!missing).then(|| number(value));
    if let Some(upper) = observation.measures.get_mut(1) {
        *upper = Some(number(value + 0.1));
    }
    observation.attributes = vec![
        Some(if indicator == "ENROLMENT" { "PERSON" } else { "RATIO" }.to_owned()),
        Some(
            if missing {
                "M"
            } else if seed.is_multiple_of(5) {
                "E"
            } else {
                "A"
            }
            .to_owned(),
        ),
        seed.is_multiple_of(5).then(|| format!("“{indicator}” <估计> & \"quoted\", it's; seed {seed}")),
        constant()[3].clone(),
    ];
    observation
}
