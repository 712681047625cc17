//! Everything that is public as structures of SDMX, kept in the process until something is released or withdrawn.

use std::sync::Arc;

use op::{Error, Op, Result};
use sdmx::model::{
    Annotation, Attachment, Body, Component, Constraint, Cube, DataStructure, Item, Items, Maintainable,
    Representation, Role, Selection, Structures,
};
use sdmx::reference::{Class, ItemReference, Reference};
use sdmx::version::Version;
use sdmx::{Names, Observation, Problem};
use units::Instant;

use crate::model::{AGENCY, Category, Code, DataflowInput, Release, StoredObservation, Structure};
use crate::rules::structure::STATUSES;
use crate::store;

/// The public releases and their structures.
pub struct Catalogue {
    /// Every artefact.
    pub structures: Structures,
    /// The releases that are public, by dataflow and version.
    pub releases: Vec<Release>,
    /// When anything was last released or withdrawn. What is public of a dataflow is older after a withdrawal, and still changed.
    pub changed: Option<Instant>,
}

/// What is public now.
///
/// Errors: those of the database.
pub fn current(op: &Op) -> Result<Arc<Catalogue>> {
    let revision = store::release::public_revision(op.conn())?;
    op.derived(&revision, |_| {
        let releases = store::release::released(op.conn())?;
        let structures = structures(&releases).map_err(|problem| Error::bug(problem.to_string()))?;
        Ok(Catalogue { structures, releases, changed: store::release::changed(op.conn())? })
    })
}

impl Catalogue {
    /// The release a dataflow of SDMX stands for.
    pub fn release(&self, flow: &Reference) -> Option<&Release> {
        let version = |one: &Release| version(one.version).is_ok_and(|version| version == flow.version);
        self.releases.iter().find(|one| one.dataflow == flow.id && version(one))
    }
}

/// `3.0.0`
fn version(number: i64) -> std::result::Result<Version, Problem> {
    Version::parse(&format!("{number}.0.0"))
}

fn reference(class: Class, id: &str, number: i64) -> std::result::Result<Reference, Problem> {
    Reference::new(class, AGENCY, id, version(number)?)
}

/// The dataflow of a release in SDMX.
///
/// Errors: a problem with its identifier, which was looked at when it was made.
pub fn flow(release: &Release) -> std::result::Result<Reference, Problem> {
    reference(Class::Dataflow, &release.dataflow, release.version)
}

/// A release by itself, as one that is not public yet needs it too.
///
/// Errors: a problem that names the artefact.
pub fn structures(releases: &[Release]) -> std::result::Result<Structures, Problem> {
    let mut all = Structures::new();
    all.add(agencies()?)?;
    all.add(categories()?)?;
    all.add(scheme(
        reference(Class::Codelist, "CL_OBS_STATUS", 1)?,
        ("观测状态", "Observation status"),
        STATUSES.iter().map(|(id, zh, en)| Item::new(id, zh, en)).collect(),
    ))?;
    for release in releases {
        let Some(content) = &release.published else { continue };
        for artefact in of_release(release, content)? {
            // Versions with the same structure share it.
            if all.get(&artefact.reference).is_none() {
                all.add(artefact)?;
            }
        }
    }
    all.check()?;
    Ok(all)
}

/// The standard fixes identifier and version of agency schemes.
fn agencies() -> std::result::Result<Maintainable, Problem> {
    let reference = Reference::new(Class::AgencyScheme, AGENCY, "AGENCIES", Version::parse("1.0")?)?;
    let own = Item::new(AGENCY, "长三角教育监测", "Education monitoring of the Yangtze River Delta");
    Ok(scheme(reference, ("机构", "Agencies"), vec![own]))
}

fn categories() -> std::result::Result<Maintainable, Problem> {
    let mut list = vec![Item::new("EDU", "教育", "Education")];
    list.extend(Category::ALL.iter().map(|one| {
        let (id, zh, en) = one.item();
        Item::new(id, zh, en)
    }));
    Ok(scheme(reference(Class::CategoryScheme, "CATEGORIES", 1)?, ("主题", "Subjects"), list))
}

fn scheme(reference: Reference, (zh, en): (&str, &str), list: Vec<Item>) -> Maintainable {
    Maintainable::new(reference, Names::zh_en(zh, en), Body::Items(Items { list, partial: false }))
}

fn codes(codes: &[Code]) -> Vec<Item> {
    let item = |code: &Code| {
        let item = Item::new(&code.id, &code.name, &code.name_en);
        if code.parent.is_empty() { item } else { item.below(&code.parent) }
    };
    codes.iter().map(item).collect()
}

/// The part of a dataflow's identifier that what belongs to it is named after.
fn stem(release: &Release) -> &str {
    release.dataflow.strip_prefix("DF_").unwrap_or(&release.dataflow)
}

fn of_release(release: &Release, content: &DataflowInput) -> std::result::Result<Vec<Maintainable>, Problem> {
    let (stem, number) = (stem(release), release.structure_version);
    let (structure, dataflow) = (&release.structure, flow(release)?);
    let mut found = Vec::new();
    let dimensions = structure.dimensions.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes));
    let attributes = structure.attributes.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes));
    let mut concepts = vec![
        Item::new("TIME_PERIOD", "时间", "Time period"),
        Item::new("OBS_VALUE", "观测值", "Observation value"),
        Item::new("OBS_STATUS", "观测状态", "Observation status"),
    ];
    for (id, name, name_en, list) in dimensions.chain(attributes) {
        concepts.push(Item::new(id, name, name_en));
        if !list.is_empty() {
            let own = reference(Class::Codelist, &format!("CL_{stem}_{id}"), number)?;
            found.push(scheme(own, (name, name_en), codes(list)));
        }
    }
    let concept_scheme = reference(Class::ConceptScheme, &format!("CS_{stem}"), number)?;
    let names = Names::zh_en(&content.name, &content.name_en);
    found.push(Maintainable::new(concept_scheme, names.clone(), Body::Items(Items { list: concepts, partial: false })));
    let definition = reference(Class::DataStructure, &format!("DSD_{stem}"), number)?;
    let body = Body::DataStructure(components(structure, stem, number)?);
    found.push(Maintainable::new(definition.clone(), names.clone(), body));
    let mut artefact = Maintainable::new(dataflow.clone(), names.clone(), Body::Dataflow(definition));
    artefact.descriptions = Names::zh_en(&content.summary, &content.summary_en);
    artefact.annotations = annotations(release, content);
    found.push(artefact);
    let category = ItemReference {
        scheme: reference(Class::CategoryScheme, "CATEGORIES", 1)?,
        item: content.category.item().0.to_owned(),
    };
    found.push(Maintainable::new(
        reference(Class::Categorisation, &format!("CAT_{stem}"), release.version)?,
        names.clone(),
        Body::Categorisation { source: dataflow.clone(), target: category },
    ));
    found.push(Maintainable::new(
        reference(Class::Constraint, &format!("CR_{stem}"), release.version)?,
        names,
        Body::Constraint(Constraint { actual: true, attached: vec![dataflow], keys: coverage(release) }),
    ));
    Ok(found)
}

/// What occurs; periods are listed, because clients of 3.0 do not read ranges.
fn coverage(release: &Release) -> Vec<Selection> {
    let ids = release.structure.dimensions.iter().map(|one| one.id.as_str()).chain(std::iter::once("TIME_PERIOD"));
    let selection =
        |(id, values): (&str, &Vec<String>)| Selection { id: id.to_owned(), values: values.clone(), range: None };
    ids.zip(&release.coverage).map(selection).collect()
}

fn annotations(release: &Release, content: &DataflowInput) -> Vec<Annotation> {
    let note = |id: &str, title: &str, texts: Names| Annotation {
        id: Some(id.to_owned()),
        title: (!title.is_empty()).then(|| title.to_owned()),
        kind: Some(id.to_lowercase()),
        texts,
    };
    vec![
        note("LICENCE", &content.licence_address, Names::zh_en(&content.licence, &content.licence_en)),
        note("ORIGIN", "", Names::zh_en(&content.origin, &content.origin_en)),
        note("CONTACT", "", Names::zh_en(&content.contact, &content.contact_en)),
        note("METHODOLOGY", "", Names::zh_en(&content.methodology, &content.methodology_en)),
        note("CHANGE", &release.released_on.to_string(), Names::zh_en(&release.change, &release.change_en)),
        note("HASH", &format!("sha256:{}", release.hash), Names::none()),
    ]
}

fn components(structure: &Structure, stem: &str, number: i64) -> std::result::Result<DataStructure, Problem> {
    let scheme = reference(Class::ConceptScheme, &format!("CS_{stem}"), number)?;
    let component = |id: &str, representation: Option<Representation>, role: Role| Component {
        id: id.to_owned(),
        concept: ItemReference { scheme: scheme.clone(), item: id.to_owned() },
        representation,
        role,
    };
    let list = |id: &str| -> std::result::Result<Option<Representation>, Problem> {
        Ok(Some(Representation::Codes(reference(Class::Codelist, &format!("CL_{stem}_{id}"), number)?)))
    };
    let mut dimensions = Vec::new();
    for one in &structure.dimensions {
        dimensions.push(component(&one.id, list(&one.id)?, Role::Dimension));
    }
    dimensions.push(component("TIME_PERIOD", Some(Representation::text("ObservationalTimePeriod")), Role::Time));
    let value = Representation::text(if structure.textual { "String" } else { "Double" });
    let measures = vec![component("OBS_VALUE", Some(value), Role::Measure { required: false })];
    let statuses = Representation::Codes(reference(Class::Codelist, "CL_OBS_STATUS", 1)?);
    let attribute = |attached, required| Role::Attribute { required, attached };
    let mut attributes = vec![component("OBS_STATUS", Some(statuses), attribute(Attachment::Observation, true))];
    for one in &structure.attributes {
        let representation = if one.codes.is_empty() { Some(Representation::text("String")) } else { list(&one.id)? };
        let attached = if one.on.is_empty() { Attachment::Observation } else { Attachment::Dimensions(one.on.clone()) };
        attributes.push(component(&one.id, representation, attribute(attached, false)));
    }
    Ok(DataStructure { dimensions, measures, attributes })
}

/// An observation as the engine writes it: the status is the first of the attributes.
pub fn observation(cube: &Cube, stored: StoredObservation) -> Observation {
    let some = |text: String| (!text.is_empty()).then_some(text);
    let mut attributes = vec![some(stored.status)];
    attributes.extend(stored.attributes.into_iter().map(some));
    attributes.resize(cube.attributes.len(), None);
    Observation { key: stored.key, measures: vec![stored.value], attributes }
}
