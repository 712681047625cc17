//! Structure queries of both versions.

use super::{parameters, path, unknown};
use crate::{
    problem::{Era, Problem},
    reference::{Class, check_id, shown},
    version::Versions,
};

/// How much of each artefact is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// What each is and what it is called.
    AllStubs,
    /// The same, with description and annotations.
    AllCompleteStubs,
    /// Everything of what was asked for, stubs of what belongs to it.
    ReferenceStubs,
    /// The same, with description and annotations.
    ReferenceCompleteStubs,
    /// Everything, and of schemes that belong to it only the items that are used.
    ReferencePartial,
}

/// Which artefacts that belong to those asked for come along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum References {
    /// None.
    #[default]
    None,
    /// What refers to them.
    Parents,
    /// What refers to them, and what that refers to.
    ParentsAndSiblings,
    /// What refers to them, at any distance (3.0).
    Ancestors,
    /// What they refer to.
    Children,
    /// What they refer to, at any distance.
    Descendants,
    /// Parents and siblings, and descendants.
    All,
    /// What belongs to them of these classes.
    Of(Vec<Class>),
}

/// A structure query as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureQuery {
    /// Of which class; none means all.
    pub class: Option<Class>,
    /// Whose; none means anybody's.
    pub agencies: Vec<String>,
    /// Which; none means all.
    pub ids: Vec<String>,
    /// Which versions.
    pub versions: Versions,
    /// Which items of a scheme; none means all.
    pub items: Vec<String>,
    /// How much of each.
    pub detail: Detail,
    /// What comes along.
    pub references: References,
}

/// Resources of the standard that hold nothing here; the guidelines ask for 501, or an empty answer.
const OTHERS: [&str; 24] = [
    "metadatastructure",
    "metadataflow",
    "hierarchicalcodelist",
    "hierarchy",
    "hierarchyassociation",
    "valuelist",
    "dataproviderscheme",
    "metadataproviderscheme",
    "dataconsumerscheme",
    "organisationunitscheme",
    "organisationscheme",
    "reportingtaxonomy",
    "provisionagreement",
    "metadataprovisionagreement",
    "structureset",
    "structuremap",
    "representationmap",
    "process",
    "attachmentconstraint",
    "metadataconstraint",
    "actualconstraint",
    "allowedconstraint",
    "transformationscheme",
    "vtlmappingscheme",
];

impl StructureQuery {
    /// Reads what stands behind `/` (2.1) or `/structure/` (3.0) and behind `?`, both as in the address.
    ///
    /// # Errors
    /// A syntax problem that names the part; not implemented for what the standard knows and is not offered.
    pub fn parse(era: Era, raw_path: &str, raw_query: &str) -> Result<StructureQuery, Problem> {
        let parts = path(raw_path)?;
        let (everything, or, default) = match era {
            Era::V21 => ("all", '+', "latest"),
            Era::V30 => ("*", ',', "~"),
        };
        let part = |place: usize, otherwise: &'static str| parts.get(place).map_or(otherwise, String::as_str);
        if parts.len() > 5 {
            return Err(Problem::syntax("more than type, agency, resource, version and item stand in the path"));
        }
        let resource = part(0, if era == Era::V21 { "structure" } else { "*" });
        let class = match (resource, era) {
            ("structure", Era::V21) | ("*", Era::V30) => None,
            _ => Some(class_of(resource, era)?),
        };
        let several = |text: &str| -> Vec<String> {
            if text == everything || text == "*" { Vec::new() } else { text.split(or).map(str::to_owned).collect() }
        };
        let ids = several(part(2, everything));
        ids.iter().try_for_each(|id| check_id(id))?;
        let items = several(part(4, everything));
        if !items.is_empty() && class.is_none_or(|class| class.item().is_none()) {
            return Err(Problem::syntax(format!("“{}” has no items to ask for", shown(resource))));
        }
        let mut query = StructureQuery {
            class,
            agencies: several(part(1, everything)),
            ids,
            versions: Versions::parse(part(3, default), era)?,
            items,
            detail: Detail::Full,
            references: References::None,
        };
        for (name, value) in parameters(raw_query)? {
            match name.as_str() {
                "detail" => query.detail = detail(&value)?,
                "references" => query.references = references(&value, era)?,
                "asOf" => {
                    return Err(Problem::missing("earlier states of structures are not offered; ask for a version"));
                }
                other => return Err(unknown(other, "detail, references")),
            }
        }
        Ok(query)
    }
}

fn class_of(resource: &str, era: Era) -> Result<Class, Problem> {
    if let Some(class) = Class::from_resource(resource, era) {
        return Ok(class);
    }
    if OTHERS.contains(&resource) {
        return Err(Problem::missing(format!("there is no {resource} here")));
    }
    let known: Vec<String> = Class::ALL.iter().map(|class| class.name(era).to_lowercase()).collect();
    Err(Problem::syntax(format!("“{}” is no type of structures; known are {}", shown(resource), known.join(", "))))
}

fn detail(text: &str) -> Result<Detail, Problem> {
    Ok(match text {
        // Codelists that extend others are not kept here, so that raw says the same as full.
        "full" | "raw" => Detail::Full,
        "allstubs" => Detail::AllStubs,
        "allcompletestubs" => Detail::AllCompleteStubs,
        "referencestubs" => Detail::ReferenceStubs,
        "referencecompletestubs" => Detail::ReferenceCompleteStubs,
        "referencepartial" => Detail::ReferencePartial,
        _ => {
            let known = "full, allstubs, referencestubs, allcompletestubs, referencecompletestubs, referencepartial";
            return Err(Problem::syntax(format!("detail is one of {known}, not “{}”", shown(text))));
        }
    })
}

fn references(text: &str, era: Era) -> Result<References, Problem> {
    Ok(match text {
        "none" => References::None,
        "parents" => References::Parents,
        "parentsandsiblings" => References::ParentsAndSiblings,
        "ancestors" if era == Era::V30 => References::Ancestors,
        "children" => References::Children,
        "descendants" => References::Descendants,
        "all" => References::All,
        types => References::Of(types.split(',').map(|resource| class_of(resource, era)).collect::<Result<_, _>>()?),
    })
}
