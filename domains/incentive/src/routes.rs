//! Where the pages and operations of points and rewards lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post, Put};
use web::{Doc, Route, many, schema};

use crate::api::items::EditInput as ItemEdit;
use crate::api::schemes::EditInput as SchemeEdit;
use crate::model::{
    AtRevision, CodeInput, Item, ItemInput, NewOrder, Order, Points, ReasonInput, Scheme, SchemeInput, StepInput,
    StockInput,
};
use crate::pages::{catalogue, counter, item_form, points, scheme_form, schemes, shop};
use crate::{api, lists};

const VIEW_ITEM: &str = "incentive.item.view";
const DRAFT_ITEM: &str = "incentive.item.draft";
const EDIT_ITEM: &str = "incentive.item.edit";
const PUBLISH_ITEM: &str = "incentive.item.publish";
const WITHDRAW_ITEM: &str = "incentive.item.withdraw";
const SUPPLY: &str = "incentive.stock.change";
const VIEW_POINTS: &str = "incentive.points.view";
const VIEW_ORDERS: &str = "incentive.order.view";
const ORDER: &str = "incentive.order.place";
const CANCEL: &str = "incentive.order.cancel";
const COUNTER: &str = "incentive.counter.view";
const COLLECT: &str = "incentive.order.collect";
const DECLINE: &str = "incentive.order.decline";
const VIEW_SCHEME: &str = "incentive.scheme.view";
const DRAFT: &str = "incentive.scheme.draft";
const EDIT: &str = "incentive.scheme.edit";
const SUBMIT: &str = "incentive.scheme.submit";
const PUBLISH: &str = "incentive.scheme.publish";
const GIVE_BACK: &str = "incentive.scheme.return";
const WITHDRAW: &str = "incentive.scheme.withdraw";

/// Every route of points and rewards.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/incentive", VIEW_ITEM, Public, catalogue::list),
    Route::page(Get, "/incentive/items/{id}", VIEW_ITEM, Public, catalogue::show),
    Route::page(Get, "/incentive/items/{id}/check", ORDER, SignedIn, catalogue::check),
    Route::page(Post, "/incentive/orders", ORDER, SignedIn, catalogue::place),
    Route::page(Get, "/incentive/orders", VIEW_ORDERS, SignedIn, catalogue::orders),
    Route::page(Get, "/incentive/orders/{id}", VIEW_ORDERS, SignedIn, catalogue::order),
    Route::page(Post, "/incentive/orders/{id}/cancellation", CANCEL, SignedIn, catalogue::cancel),
    Route::page(Get, "/incentive/points", VIEW_POINTS, SignedIn, points::show),
    Route::page(Get, "/incentive/counter", COUNTER, SignedIn, counter::list),
    Route::page(Get, "/incentive/counter/code", COUNTER, SignedIn, counter::find),
    Route::page(Get, "/incentive/counter/{id}", COUNTER, SignedIn, counter::show),
    Route::page(Post, "/incentive/counter/{id}/collection", COLLECT, SignedIn, counter::collect),
    Route::page(Post, "/incentive/counter/{id}/decline", DECLINE, SignedIn, counter::decline),
    Route::page(Get, "/incentive/shop", VIEW_ITEM, SignedIn, shop::list),
    Route::page(Get, "/incentive/shop/new", DRAFT_ITEM, SignedIn, item_form::new),
    Route::page(Post, "/incentive/shop", DRAFT_ITEM, SignedIn, item_form::draft),
    Route::page(Get, "/incentive/shop/{id}", VIEW_ITEM, SignedIn, shop::show),
    Route::page(Get, "/incentive/shop/{id}/edit", EDIT_ITEM, SignedIn, item_form::edit),
    Route::page(Post, "/incentive/shop/{id}/edit", EDIT_ITEM, SignedIn, item_form::rewrite),
    Route::page(Post, "/incentive/shop/{id}/publication", PUBLISH_ITEM, SignedIn, shop::publish),
    Route::page(Post, "/incentive/shop/{id}/withdrawal", WITHDRAW_ITEM, SignedIn, shop::withdraw),
    Route::page(Post, "/incentive/shop/{id}/supply", SUPPLY, SignedIn, shop::supply),
    Route::page(Get, "/incentive/schemes", VIEW_SCHEME, Public, schemes::list),
    Route::page(Get, "/incentive/schemes/{id}", VIEW_SCHEME, Public, schemes::show),
    Route::page(Get, "/incentive/drafts", VIEW_SCHEME, SignedIn, schemes::own),
    Route::page(Get, "/incentive/drafts/new", DRAFT, SignedIn, scheme_form::new),
    Route::page(Post, "/incentive/drafts", DRAFT, SignedIn, scheme_form::draft),
    Route::page(Get, "/incentive/schemes/{id}/versions/{version}/edit", EDIT, SignedIn, scheme_form::edit),
    Route::page(Post, "/incentive/schemes/{id}/versions/{version}/edit", EDIT, SignedIn, scheme_form::rewrite),
    Route::page(Post, "/incentive/schemes/{id}/versions", DRAFT, SignedIn, scheme_form::draft_next),
    Route::page(Post, "/incentive/schemes/{id}/submission", SUBMIT, SignedIn, scheme_form::submit),
    Route::page(Post, "/incentive/schemes/{id}/publication", PUBLISH, SignedIn, scheme_form::publish),
    Route::page(Post, "/incentive/schemes/{id}/return", GIVE_BACK, SignedIn, scheme_form::give_back),
    Route::page(Post, "/incentive/schemes/{id}/withdrawal", WITHDRAW, SignedIn, scheme_form::withdraw),
    Route::api(
        Get,
        "/api/incentive/points",
        VIEW_POINTS,
        SignedIn,
        api::points::show,
        Doc::one("One's own points: what can be spent, what is held, what expires when", schema::<Points>),
    ),
    Route::api(
        Get,
        "/api/incentive/points/history",
        VIEW_POINTS,
        SignedIn,
        api::points::history,
        Doc::list("What changed one's own points", &lists::history::HISTORY),
    ),
    Route::api(
        Get,
        "/api/incentive/catalogue",
        VIEW_ITEM,
        Public,
        api::items::catalogue,
        Doc::list("What is offered for points", &lists::catalogue::CATALOGUE),
    ),
    Route::api(
        Get,
        "/api/incentive/items",
        VIEW_ITEM,
        SignedIn,
        api::items::list,
        Doc::list("A provider's items in every state", &lists::items::ITEMS),
    ),
    Route::api(
        Post,
        "/api/incentive/items",
        DRAFT_ITEM,
        SignedIn,
        api::items::draft,
        Doc::creation("Write an item as a draft", schema::<ItemInput>, schema::<Item>),
    ),
    Route::api(
        Get,
        "/api/incentive/items/{id}",
        VIEW_ITEM,
        Public,
        api::items::show,
        Doc::one("An item with its stock", schema::<Item>),
    ),
    Route::api(
        Put,
        "/api/incentive/items/{id}",
        EDIT_ITEM,
        SignedIn,
        api::items::edit,
        Doc::verb("Change a draft", schema::<ItemEdit>, schema::<Item>),
    ),
    Route::api(
        Post,
        "/api/incentive/items/{id}/publication",
        PUBLISH_ITEM,
        SignedIn,
        api::items::publish,
        Doc::verb("Offer an item in the catalogue", schema::<AtRevision>, schema::<Item>),
    ),
    Route::api(
        Post,
        "/api/incentive/items/{id}/withdrawal",
        WITHDRAW_ITEM,
        SignedIn,
        api::items::withdraw,
        Doc::verb("Offer an item no longer; what is held can still be collected", schema::<AtRevision>, schema::<Item>),
    ),
    Route::api(
        Post,
        "/api/incentive/items/{id}/supply",
        SUPPLY,
        SignedIn,
        api::items::supply,
        Doc::verb("Supply pieces, or take back what is free", schema::<StockInput>, schema::<Item>),
    ),
    Route::api(
        Get,
        "/api/incentive/orders",
        VIEW_ORDERS,
        SignedIn,
        api::orders::list,
        Doc::list("One's own orders", &lists::orders::ORDERS),
    ),
    Route::api(
        Post,
        "/api/incentive/orders",
        ORDER,
        SignedIn,
        api::orders::place,
        Doc::creation("Order one piece: points and piece are held", schema::<NewOrder>, schema::<Order>),
    ),
    Route::api(
        Get,
        "/api/incentive/orders/{id}",
        VIEW_ORDERS,
        SignedIn,
        api::orders::show,
        Doc::one("One of one's own orders with its code", schema::<Order>),
    ),
    Route::api(
        Post,
        "/api/incentive/orders/{id}/cancellation",
        CANCEL,
        SignedIn,
        api::orders::cancel,
        Doc::one("Take an order back: points and piece go back", schema::<Order>),
    ),
    Route::api(
        Get,
        "/api/incentive/counter",
        COUNTER,
        SignedIn,
        api::orders::counter,
        Doc::list("A provider's orders; without a filter, what waits", &lists::counter::COUNTER),
    ),
    Route::api(
        Get,
        "/api/incentive/counter/{id}",
        COUNTER,
        SignedIn,
        api::orders::at_counter,
        Doc::one("An order as its provider sees it", schema::<Order>),
    ),
    Route::api(
        Post,
        "/api/incentive/collections",
        COLLECT,
        SignedIn,
        api::orders::collect,
        Doc::verb("Give out what was ordered, by its code", schema::<CodeInput>, schema::<Order>),
    ),
    Route::api(
        Post,
        "/api/incentive/counter/{id}/decline",
        DECLINE,
        SignedIn,
        api::orders::decline,
        Doc::verb("Say that an item cannot be given: points and piece go back", schema::<ReasonInput>, schema::<Order>),
    ),
    Route::api(
        Get,
        "/api/incentive/schemes",
        VIEW_SCHEME,
        Public,
        api::schemes::list,
        Doc::list("Published schemes", &lists::schemes::SCHEMES),
    ),
    Route::api(
        Post,
        "/api/incentive/schemes",
        DRAFT,
        SignedIn,
        api::schemes::draft,
        Doc::creation("Write a scheme as a draft", schema::<SchemeInput>, schema::<Scheme>),
    ),
    Route::api(
        Get,
        "/api/incentive/drafts",
        VIEW_SCHEME,
        SignedIn,
        api::schemes::own,
        Doc::list("An authority's schemes in every state", &lists::schemes::OWN),
    ),
    Route::api(
        Get,
        "/api/incentive/schemes/{id}",
        VIEW_SCHEME,
        Public,
        api::schemes::show,
        Doc::one("Every version of a scheme the reader may see, the latest first", many::<Scheme>),
    ),
    Route::api(
        Post,
        "/api/incentive/schemes/{id}/versions",
        DRAFT,
        SignedIn,
        api::schemes::draft_next,
        Doc {
            answers: &[(201, "Created")],
            ..Doc::one("Begin the next version with the content of the latest", schema::<Scheme>)
        },
    ),
    Route::api(
        Put,
        "/api/incentive/schemes/{id}/versions/{version}",
        EDIT,
        SignedIn,
        api::schemes::edit,
        Doc {
            params: &[("version", schema::<i64>)],
            ..Doc::verb("Change a draft", schema::<SchemeEdit>, schema::<Scheme>)
        },
    ),
    Route::api(
        Post,
        "/api/incentive/schemes/{id}/submission",
        SUBMIT,
        SignedIn,
        api::schemes::submit,
        Doc::verb("Hand a draft to the second person", schema::<StepInput>, schema::<Scheme>),
    ),
    Route::api(
        Post,
        "/api/incentive/schemes/{id}/publication",
        PUBLISH,
        SignedIn,
        api::schemes::publish,
        Doc::verb("Publish what another person wrote", schema::<StepInput>, schema::<Scheme>),
    ),
    Route::api(
        Post,
        "/api/incentive/schemes/{id}/return",
        GIVE_BACK,
        SignedIn,
        api::schemes::give_back,
        Doc::verb("Send it back with a reason", schema::<StepInput>, schema::<Scheme>),
    ),
    Route::api(
        Post,
        "/api/incentive/schemes/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::schemes::withdraw,
        Doc::verb("Take a version back", schema::<StepInput>, schema::<Scheme>),
    ),
];
