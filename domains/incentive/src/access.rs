//! Who may do what with points and rewards.
//!
//! | action                                   | who                                                                |
//! |------------------------------------------|--------------------------------------------------------------------|
//! | draft, edit, submit a scheme             | registrar of the institution; bank or province officer of the region |
//! | publish, return a scheme                 | reviewer of the institution; bank or province officer of the region; another person than the drafter |
//! | withdraw a scheme                        | whoever may draft or publish it                                    |
//! | see a scheme that is not published       | the same, and the officers of the region                           |
//! | draft, edit, publish, withdraw an item   | registrar of the provider                                          |
//! | change its stock                         | registrar of the provider                                          |
//! | see orders, collect, decline             | clerk or registrar of the provider                                 |
//! | own points and orders; order, cancel     | the learner, or who stands for them                                |
//! | earn, reverse, expire, lapse             | the platform                                                       |
//!
//! Published schemes and the catalogue need no permission: everybody may read them.

use op::{Actor, Permission, Place, Role};

/// 教务: drafts schemes and keeps the provider's items.
pub const REGISTRAR: Role = Role("registrar");
/// 认定审核: the second person for an institution's scheme.
pub const REVIEWER: Role = Role("reviewer");
/// 兑换经办: gives out what was ordered, at an organisation.
pub const CLERK: Role = Role("clerk");
/// 学分银行管理员: writes and approves the schemes of a region's bank.
pub const BANK_OFFICER: Role = Role("bank_officer");
/// 省级管理员: writes and approves the schemes of a region's bank.
pub const PROVINCE_OFFICER: Role = Role("province_officer");

/// What is asked for of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeVerb {
    /// Writing a new scheme or the next version of one.
    Draft,
    /// Changing a draft.
    Edit,
    /// Handing it to the second person.
    Submit,
    /// Approving it.
    Publish,
    /// Sending it back.
    Return,
    /// Taking it back.
    Withdraw,
}

/// What is asked for of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemVerb {
    /// Writing a new item.
    Draft,
    /// Changing a draft.
    Edit,
    /// Offering it.
    Publish,
    /// Offering it no longer.
    Withdraw,
    /// Supplying pieces or taking them back.
    Supply,
}

/// What a learner asks for in their own affairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearnerVerb {
    /// Seeing points.
    ViewPoints,
    /// Seeing orders.
    ViewOrders,
    /// Ordering.
    Order,
    /// Taking an order back.
    Cancel,
}

/// What is asked for at a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterVerb {
    /// Seeing orders.
    View,
    /// Giving out what was ordered.
    Collect,
    /// Saying that it cannot be given.
    Decline,
}

/// What the platform does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatformVerb {
    /// Giving points for what was deposited.
    Earn,
    /// Taking points back for what was revoked.
    Reverse,
    /// Letting points expire.
    Expire,
    /// Letting an order lapse.
    Lapse,
}

/// Everything that can be asked for. Texts are subjects: empty where the verb makes it.
pub enum Action<'a> {
    /// A verb on a scheme of an authority.
    Scheme(SchemeVerb, &'a str, &'a Place),
    /// Seeing a scheme that is not published.
    ViewScheme(&'a str, &'a Place),
    /// A verb on an item of a provider.
    Item(ItemVerb, &'a str, &'a Place),
    /// Seeing an item that is not published.
    ViewItem(&'a str, &'a Place),
    /// A verb on a learner's own affairs: subject and learner.
    Learner(LearnerVerb, &'a str, &'a str),
    /// A verb at a provider's counter.
    Counter(CounterVerb, &'a str, &'a Place),
    /// What the platform does by itself.
    Platform(PlatformVerb, &'a str),
    /// Proving the ledger.
    Verify,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::Scheme(SchemeVerb::Draft, ..) => "incentive.scheme.draft",
            Action::Scheme(SchemeVerb::Edit, ..) => "incentive.scheme.edit",
            Action::Scheme(SchemeVerb::Submit, ..) => "incentive.scheme.submit",
            Action::Scheme(SchemeVerb::Publish, ..) => "incentive.scheme.publish",
            Action::Scheme(SchemeVerb::Return, ..) => "incentive.scheme.return",
            Action::Scheme(SchemeVerb::Withdraw, ..) => "incentive.scheme.withdraw",
            Action::ViewScheme(..) => "incentive.scheme.view",
            Action::Item(ItemVerb::Draft, ..) => "incentive.item.draft",
            Action::Item(ItemVerb::Edit, ..) => "incentive.item.edit",
            Action::Item(ItemVerb::Publish, ..) => "incentive.item.publish",
            Action::Item(ItemVerb::Withdraw, ..) => "incentive.item.withdraw",
            Action::Item(ItemVerb::Supply, ..) => "incentive.stock.change",
            Action::ViewItem(..) => "incentive.item.view",
            Action::Learner(LearnerVerb::ViewPoints, ..) => "incentive.points.view",
            Action::Learner(LearnerVerb::ViewOrders, ..) => "incentive.order.view",
            Action::Learner(LearnerVerb::Order, ..) => "incentive.order.place",
            Action::Learner(LearnerVerb::Cancel, ..) => "incentive.order.cancel",
            Action::Counter(CounterVerb::View, ..) => "incentive.counter.view",
            Action::Counter(CounterVerb::Collect, ..) => "incentive.order.collect",
            Action::Counter(CounterVerb::Decline, ..) => "incentive.order.decline",
            Action::Platform(PlatformVerb::Earn, _) => "incentive.points.earn",
            Action::Platform(PlatformVerb::Reverse, _) => "incentive.points.reverse",
            Action::Platform(PlatformVerb::Expire, _) => "incentive.points.expire",
            Action::Platform(PlatformVerb::Lapse, _) => "incentive.order.lapse",
            Action::Verify => "incentive.ledger.verify",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Scheme(_, id, _)
            | Action::ViewScheme(id, _)
            | Action::Item(_, id, _)
            | Action::ViewItem(id, _)
            | Action::Learner(_, id, _)
            | Action::Counter(_, id, _)
            | Action::Platform(_, id) => (*id).to_owned(),
            Action::Verify => String::new(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::Scheme(verb, _, place) => roles_at(actor, place).iter().any(|role| match verb {
                SchemeVerb::Draft | SchemeVerb::Edit | SchemeVerb::Submit => *role == "writer",
                SchemeVerb::Publish | SchemeVerb::Return => *role == "second",
                SchemeVerb::Withdraw => true,
            }),
            Action::ViewScheme(_, place) => sees_schemes(actor, place),
            Action::Item(_, _, place) => actor.holds(REGISTRAR, place),
            Action::ViewItem(_, place) | Action::Counter(_, _, place) => works_at(actor, place),
            Action::Learner(_, _, learner) => actor.is_person(learner),
            Action::Platform(..) => actor.is_system(),
            Action::Verify => actor.is_system() || actor.holds_anywhere(BANK_OFFICER),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            // Whoever may look is told "forbidden"; to others it does not exist.
            Action::Scheme(_, _, place) => sees_schemes(actor, place),
            Action::Item(_, _, place) => works_at(actor, place),
            _ => self.allows(actor),
        }
    }
}

/// The parts of the chart of schemes that an actor has at an authority. A region's own schemes are its officers'; those of
/// an institution in it are the institution's.
pub fn roles_at(actor: &Actor, place: &Place) -> Vec<&'static str> {
    let holds = |roles: &[Role]| roles.iter().any(|role| actor.holds(*role, place));
    let (writers, seconds): (&[Role], &[Role]) = match place.organisation {
        Some(_) => (&[REGISTRAR], &[REVIEWER]),
        None => (&[BANK_OFFICER, PROVINCE_OFFICER], &[BANK_OFFICER, PROVINCE_OFFICER]),
    };
    let parts = [("writer", holds(writers)), ("second", holds(seconds))];
    parts.into_iter().filter(|(_, held)| *held).map(|(part, _)| part).collect()
}

fn sees_schemes(actor: &Actor, place: &Place) -> bool {
    actor.is_system()
        || [REGISTRAR, REVIEWER, BANK_OFFICER, PROVINCE_OFFICER].into_iter().any(|role| actor.holds(role, place))
}

fn works_at(actor: &Actor, place: &Place) -> bool {
    [REGISTRAR, CLERK].into_iter().any(|role| actor.holds(role, place))
}

/// The organisations an actor holds a role at by name.
pub fn organisations(actor: &Actor, roles: &[Role]) -> Vec<String> {
    codes(actor, roles, |scope| match scope {
        op::Scope::Organisation(code) => Some(code.clone()),
        op::Scope::Everywhere | op::Scope::Region(_) => None,
    })
}

/// The authorities whose schemes an actor works on: institutions, and regions of a bank.
pub fn authorities(actor: &Actor) -> Vec<String> {
    let mut all = organisations(actor, &[REGISTRAR, REVIEWER]);
    all.extend(codes(actor, &[BANK_OFFICER, PROVINCE_OFFICER], |scope| match scope {
        op::Scope::Region(code) => Some(code.clone()),
        op::Scope::Everywhere | op::Scope::Organisation(_) => None,
    }));
    all
}

fn codes(actor: &Actor, roles: &[Role], code: impl Fn(&op::Scope) -> Option<String>) -> Vec<String> {
    let mut codes: Vec<String> = roles.iter().flat_map(|role| actor.scopes(*role)).filter_map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The rights of an actor for the printed matrix, at a place of their own and at another's.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let region = actor.grants.first().and_then(|grant| match &grant.scope {
        op::Scope::Region(code) => Some(code.clone()),
        _ => None,
    });
    let own = inside(actor);
    let other = Place { organisation: Some("4165000001".to_owned()), region: "650000".to_owned() };
    let person = actor.person().unwrap_or("prs_nobody").to_owned();
    let bank = Place { organisation: None, region: region.unwrap_or_else(|| "310000".to_owned()) };
    let mut rights = Vec::new();
    for (name, place) in [("own", &own), ("other", &other), ("region", &bank)] {
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        for verb in [
            SchemeVerb::Draft,
            SchemeVerb::Edit,
            SchemeVerb::Submit,
            SchemeVerb::Publish,
            SchemeVerb::Return,
            SchemeVerb::Withdraw,
        ] {
            ask(Action::Scheme(verb, "", place));
        }
        ask(Action::ViewScheme("", place));
        if name == "region" {
            continue;
        }
        for verb in [ItemVerb::Draft, ItemVerb::Edit, ItemVerb::Publish, ItemVerb::Withdraw, ItemVerb::Supply] {
            ask(Action::Item(verb, "", place));
        }
        ask(Action::ViewItem("", place));
        for verb in [CounterVerb::View, CounterVerb::Collect, CounterVerb::Decline] {
            ask(Action::Counter(verb, "", place));
        }
        let learner = if name == "own" { person.as_str() } else { "prs_somebody_else" };
        for verb in [LearnerVerb::ViewPoints, LearnerVerb::ViewOrders, LearnerVerb::Order, LearnerVerb::Cancel] {
            ask(Action::Learner(verb, "", learner));
        }
    }
    for verb in [PlatformVerb::Earn, PlatformVerb::Reverse, PlatformVerb::Expire, PlatformVerb::Lapse] {
        let action = Action::Platform(verb, "");
        rights.push((action.action().to_owned(), action.allows(actor)));
    }
    rights.push((Action::Verify.action().to_owned(), Action::Verify.allows(actor)));
    rights
}

/// A place the actor's first grant covers.
fn inside(actor: &Actor) -> Place {
    let place = |organisation: &str, region: &str| Place {
        organisation: Some(organisation.to_owned()),
        region: region.to_owned(),
    };
    match actor.grants.first().map(|grant| &grant.scope) {
        Some(op::Scope::Organisation(code)) => place(code, "310000"),
        Some(op::Scope::Region(code)) => place("4131000001", code),
        Some(op::Scope::Everywhere) | None => place("4131000001", "310000"),
    }
}
