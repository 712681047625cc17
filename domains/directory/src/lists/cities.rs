//! Institutions in each of the 41 cities.

use std::cmp::Ordering;

use op::Op;
use web::{Cell, Column, Cursor, ListQuery, Listing, Page};

use super::Look;
use crate::model::CityFigures;
use crate::store;

/// Institutions by city.
pub(crate) static CITIES: Listing = Listing {
    name: "cities",
    word: "directory-cities",
    columns: &[
        Column { key: "city", word: "directory-city", numeric: false, sort: true, page: true },
        Column { key: "province", word: "directory-province", numeric: false, sort: true, page: true },
        Column { key: "bachelor", word: "directory-level-bachelor", numeric: true, sort: true, page: true },
        Column { key: "associate", word: "directory-level-associate", numeric: true, sort: true, page: true },
        Column { key: "adult", word: "directory-kinds_adult", numeric: true, sort: true, page: true },
        Column { key: "total", word: "directory-total", numeric: true, sort: true, page: true },
    ],
    default_sort: "province",
    default_descending: false,
    filters: &[],
    search: false,
};

/// One page of the table. There are 41 rows at most, so they are sorted here.
pub(crate) fn fetch(op: &Op, query: &ListQuery, look: Look) -> op::Result<Page> {
    let mut cities = store::city_figures(op.conn())?;
    let total = cities.len() as i64;
    cities.sort_by(|a, b| {
        let order = match query.sort {
            "city" => a.sound.cmp(&b.sound),
            "bachelor" => a.bachelor.cmp(&b.bachelor),
            "associate" => a.associate.cmp(&b.associate),
            "adult" => a.adult.cmp(&b.adult),
            "total" => a.total.cmp(&b.total),
            _ => Ordering::Equal,
        };
        let order = order.then_with(|| a.code.cmp(&b.code));
        if query.descending { order.reverse() } else { order }
    });
    if let Some(after) = &query.after {
        let code = after.get_text(0)?;
        let shown = cities.iter().position(|city| city.code == code).map_or(0, |place| place + 1);
        cities.drain(..shown);
    }
    cities.truncate(query.limit + 1);
    Ok(Page::of(cities, query.limit, |city| cells(city, look), |city| Cursor::new().text(&city.code)).total(total))
}

fn cells(city: &CityFigures, look: Look) -> Vec<Cell> {
    vec![
        match look {
            Look::People(_) => {
                Cell::link(look.name(&city.name, &city.name_en), format!("/directory/regions/{}", city.code))
            }
            Look::Program => Cell::text(&city.code),
        },
        match look {
            Look::People(_) => Cell::Province(city.code.clone()),
            Look::Program => Cell::text(format!("{}0000", city.code.get(..2).unwrap_or_default())),
        },
        Cell::Int(city.bachelor),
        Cell::Int(city.associate),
        Cell::Int(city.adult),
        Cell::Int(city.total),
    ]
}
