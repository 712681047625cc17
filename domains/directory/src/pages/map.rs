//! The 41 cities: a tile map, and the table beneath it.

use serde::Serialize;
use web::{Answer, Request, context};

use crate::lists::{Look, cities};
use crate::model::CityFigures;
use crate::store;

/// One tile.
#[derive(Serialize)]
struct Tile {
    code: String,
    value: i64,
    href: String,
    share: f64,
    title: String,
}

/// `GET /directory/map`
pub(crate) fn show(request: Request) -> Answer {
    let look = Look::People(request.locale);
    cities::CITIES.respond_with(
        &request,
        "directory/map.html",
        move |op, query| cities::fetch(op, query, look),
        move |op| {
            let figures = store::city_figures(op.conn())?;
            let most = figures.iter().map(|city| city.total).max().unwrap_or_default().max(1);
            let tile = |city: &CityFigures| Tile {
                code: city.code.clone(),
                value: city.total,
                href: format!("/directory?city={}", city.code),
                // Half of all institutions stand in five cities; a square root keeps the others apart.
                share: (city.total as f64 / most as f64).sqrt(),
                title: format!("{} {}", look.name(&city.name, &city.name_en), city.total),
            };
            let total: i64 = figures.iter().map(|city| city.total).sum();
            let first = figures.iter().max_by_key(|city| city.total);
            let first = first.map(|city| (look.name(&city.name, &city.name_en).to_owned(), city.total));
            let (first_name, first_total) = first.unwrap_or_default();
            Ok(context! { tiles => figures.iter().map(tile).collect::<Vec<_>>(), total, first_name, first_total })
        },
    )
}
