//! What the platform answers to, printed for programs.

use serde_json::json;

use crate::house::DOMAINS;
use crate::output;

/// Prints the OpenAPI 3.1 description.
pub fn openapi() -> anyhow::Result<()> {
    let domains: Vec<_> = DOMAINS.iter().copied().chain([&crate::start::START]).collect();
    output::line(format_args!("{}", serde_json::to_string_pretty(&web::openapi(&domains))?));
    Ok(())
}

/// Prints every route as JSON: method, path, action, who may come in.
pub fn routes() -> anyhow::Result<()> {
    let domains = DOMAINS.iter().copied().chain([&crate::start::START]);
    let routes: Vec<_> = domains
        .flat_map(|domain| domain.routes().map(move |route| (domain.name, route)))
        .map(|(domain, route)| {
            json!({
                "domain": domain,
                "method": route.method.name(),
                "path": route.path,
                "action": route.action,
                "access": format!("{:?}", route.access),
                "api": route.is_api(),
            })
        })
        .collect();
    output::line(format_args!("{}", serde_json::to_string_pretty(&routes)?));
    Ok(())
}
