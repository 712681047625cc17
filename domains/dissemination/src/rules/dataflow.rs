//! What a dataflow says of itself.

use units::Fault;

use super::{suppress, text_fault};
use crate::model::DataflowInput;

/// Longest identifier, so that what is made of it (`DSD_…`, `CL_…_…`) stays short as well.
const ID_CHARS_MAX: usize = 40;

/// What is wrong with it, in the order of the form.
pub fn faults(input: &DataflowInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_id(&input.id) {
        faults.push(Fault::new("id", "dissemination.dataflow.id").with("max", ID_CHARS_MAX));
    }
    if input.region.len() != 6 || !input.region.bytes().all(|byte| byte.is_ascii_digit()) {
        faults.push(Fault::new("region", "dissemination.region.malformed"));
    }
    let fields: [(&str, &str, usize, usize, bool); 13] = [
        ("name", &input.name, 1, 100, false),
        ("name_en", &input.name_en, 0, 200, false),
        ("summary", &input.summary, 1, 300, false),
        ("summary_en", &input.summary_en, 0, 600, false),
        ("licence", &input.licence, 1, 200, false),
        ("licence_en", &input.licence_en, 0, 400, false),
        ("licence_address", &input.licence_address, 0, 300, false),
        ("origin", &input.origin, 1, 300, false),
        ("origin_en", &input.origin_en, 0, 600, false),
        ("methodology", &input.methodology, 1, 8_000, true),
        ("methodology_en", &input.methodology_en, 0, 16_000, true),
        ("contact", &input.contact, 1, 300, false),
        ("contact_en", &input.contact_en, 0, 600, false),
    ];
    faults
        .extend(fields.iter().filter_map(|(name, value, min, max, lines)| text_fault(name, value, *min, *max, *lines)));
    let address = input.licence_address.trim();
    if !address.is_empty() && !address.starts_with("https://") && !address.starts_with("http://") {
        faults.push(Fault::new("licence_address", "dissemination.dataflow.address"));
    }
    faults.extend(input.suppression.as_ref().map(suppress::setting_faults).unwrap_or_default());
    faults
}

fn is_id(id: &str) -> bool {
    let rest = id.strip_prefix("DF_").unwrap_or_default();
    rest.starts_with(|letter: char| letter.is_ascii_uppercase())
        && id.len() <= ID_CHARS_MAX
        && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The same without spaces around its texts.
pub fn tidy(input: &DataflowInput) -> DataflowInput {
    let trim = |text: &String| text.trim().to_owned();
    DataflowInput {
        id: trim(&input.id),
        region: trim(&input.region),
        category: input.category,
        name: trim(&input.name),
        name_en: trim(&input.name_en),
        summary: trim(&input.summary),
        summary_en: trim(&input.summary_en),
        licence: trim(&input.licence),
        licence_en: trim(&input.licence_en),
        licence_address: trim(&input.licence_address),
        origin: trim(&input.origin),
        origin_en: trim(&input.origin_en),
        methodology: trim(&input.methodology).replace("\r\n", "\n"),
        methodology_en: trim(&input.methodology_en).replace("\r\n", "\n"),
        contact: trim(&input.contact),
        contact_en: trim(&input.contact_en),
        example: input.example,
        suppression: input.suppression.clone(),
    }
}
