//! Points and rewards of the year: schemes before anything is deposited, then a catalogue and orders of every state. All of
//! it is marked as an example.

use anyhow::Context;
use incentive::model::{
    AtRevision, Basis, Class, CodeInput, Item, ItemInput, NewOrder, Order, ReasonInput, Scheme, SchemeInput, StepInput,
    StockInput,
};
use incentive::work::{counter, item, order, scheme};
use op::Actor;

use super::Stage;
use super::cast::{ANHUI, JIANGSU, SHANGHAI, ZHEJIANG};
use super::people::People;

const NOTE: &str = "示例方案，供演示使用。";

/// Authority, who writes, who publishes, most points of a year, months.
const SCHEMES: [(&str, &str, &str, i64, i64); 4] = [
    (SHANGHAI, "lin.registrar", "xu.reviewer", 600, 12),
    (JIANGSU, "chen.registrar", "zhou.reviewer", 500, 24),
    (ZHEJIANG, "he.registrar", "shen.reviewer", 500, 12),
    (ANHUI, "fang.registrar", "wu.reviewer", 400, 24),
];

/// One point for each study hour at the four schools, and a scheme of Shanghai's bank that waits for its second person.
pub fn schemes(stage: &Stage, people: &People) -> anyhow::Result<()> {
    for (authority, writer, second, year_max, months) in SCHEMES {
        stage.days_ago(355);
        let input = SchemeInput {
            authority: authority.to_owned(),
            name: "学习有积分（示例）".to_owned(),
            name_en: "Study earns points (example)".to_owned(),
            class: Class::Any,
            basis: Basis::Hour,
            points: 1,
            hours_per_credit: Some(18),
            year_max: Some(year_max),
            months: Some(months),
            valid_from: stage.today.plus_days(-360).day_in_shanghai(),
            valid_to: None,
            note: NOTE.to_owned(),
        };
        let submitted = drafted(stage, &people.actor(writer)?, input)?;
        stage.days_ago(350);
        let (id, at) = step(&submitted);
        stage.write(&people.actor(second)?, move |op| scheme::publish(op, &id, &at))?;
    }
    Ok(())
}

/// What the bank of Shanghai is about to give, and next versions of schools: one waits for its second person, one is being written.
fn waiting_schemes(stage: &Stage, people: &People) -> anyhow::Result<()> {
    stage.days_ago(2);
    let input = SchemeInput {
        authority: "310000".to_owned(),
        name: "市民终身学习证书奖励（示例）".to_owned(),
        name_en: "Certificates of lifelong learning (example)".to_owned(),
        class: Class::Certificate,
        basis: Basis::Outcome,
        points: 50,
        hours_per_credit: None,
        year_max: Some(200),
        months: None,
        valid_from: stage.today.day_in_shanghai(),
        valid_to: None,
        note: NOTE.to_owned(),
    };
    drafted(stage, &people.actor("ye.bank")?, input)?;
    for (authority, writer, submit) in [(SHANGHAI, "lin.registrar", true), (JIANGSU, "chen.registrar", false)] {
        let writer = people.actor(writer)?;
        let own = stage.app.read(&writer, |op| scheme::of_authority(op, authority, None, None, true, 1))?;
        let id = own.first().context("a scheme of the school")?.id.clone();
        let next = stage.write(&writer, move |op| scheme::draft_next(op, &id))?;
        if submit {
            let (id, at) = step(&next);
            stage.write(&writer, move |op| scheme::submit(op, &id, &at))?;
        }
    }
    Ok(())
}

fn drafted(stage: &Stage, writer: &Actor, input: SchemeInput) -> anyhow::Result<Scheme> {
    let draft = stage.write(writer, move |op| scheme::draft(op, &input))?;
    let (id, at) = step(&draft);
    stage.write(writer, move |op| scheme::submit(op, &id, &at))
}

fn step(scheme: &Scheme) -> (String, StepInput) {
    (scheme.id.clone(), StepInput { version: scheme.version, revision: scheme.revision, reason: String::new() })
}

/// What is offered: provider, its registrar, kind, names, price, pieces, limit for each person.
type Offer = (&'static str, &'static str, &'static str, &'static str, &'static str, i64, i64, Option<i64>);

const OFFERS: [Offer; 8] = [
    (SHANGHAI, "lin.registrar", "discount", "图书八五折券（示例）", "15% off a book (example)", 60, 200, None),
    (
        SHANGHAI,
        "lin.registrar",
        "book",
        "《智能手机入门》（示例）",
        "Smartphones for beginners (example)",
        120,
        30,
        Some(1),
    ),
    (
        SHANGHAI,
        "lin.registrar",
        "course_place",
        "书法体验课名额（示例）",
        "A place on a calligraphy course (example)",
        200,
        12,
        Some(1),
    ),
    (SHANGHAI, "lin.registrar", "goods", "帆布书袋（示例）", "Canvas book bag (example)", 90, 1, Some(1)),
    (JIANGSU, "chen.registrar", "venue", "羽毛球场一小时（示例）", "An hour of badminton (example)", 80, 40, None),
    (JIANGSU, "chen.registrar", "service", "打印五十页（示例）", "Printing of fifty pages (example)", 20, 500, None),
    (ZHEJIANG, "he.registrar", "book", "《家庭理财常识》（示例）", "Household finance (example)", 110, 25, Some(2)),
    (
        ZHEJIANG,
        "he.registrar",
        "course_place",
        "智慧养老讲座席位（示例）",
        "A seat at a talk on ageing well (example)",
        40,
        60,
        Some(2),
    ),
];

/// The catalogue, orders of every state, and what waits at the counters.
pub fn exchange(stage: &Stage, people: &People) -> anyhow::Result<()> {
    stage.days_ago(120);
    let mut items = Vec::new();
    for offer in OFFERS {
        items.push(offered(stage, people, &offer)?);
    }
    orders(stage, people, &items)?;
    waiting_schemes(stage, people)?;
    unoffered(stage, people)
}

fn offered(stage: &Stage, people: &People, offer: &Offer) -> anyhow::Result<Item> {
    let (_, registrar, .., pieces, _) = *offer;
    let registrar = people.actor(registrar)?;
    let input = item_input(stage, offer);
    let draft = stage.write(&registrar, move |op| item::draft(op, &input))?;
    let id = draft.id.clone();
    let supply = StockInput { change: pieces, reason: "首批入库（示例）。".to_owned() };
    stage.write(&registrar, move |op| item::supply(op, &id, &supply))?;
    let (id, at) = (draft.id.clone(), AtRevision { revision: draft.revision, reason: String::new() });
    stage.write(&registrar, move |op| item::publish(op, &id, &at))
}

fn item_input(stage: &Stage, offer: &Offer) -> ItemInput {
    let (provider, _, kind, name, name_en, price, _, learner_max) = *offer;
    let region = format!("{}0000", &provider[2..4]);
    ItemInput {
        provider: provider.to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        description: "演示用的兑换项目。凭兑换码到领取地点领取，领取前可以取消。".to_owned(),
        description_en: "An example. Collect it with your code; until then you can cancel.".to_owned(),
        counter: "学校图书馆一楼服务台，工作日 9:00–17:00（示例）".to_owned(),
        price,
        learner_max,
        open_from: stage.today.plus_days(-120).day_in_shanghai(),
        open_to: (kind == "course_place").then(|| stage.today.plus_days(60).day_in_shanghai()),
        region,
        collect_days: 14,
    }
}

/// What becomes of an order.
#[derive(Clone, Copy)]
enum Fate {
    Waiting,
    Collected,
    Cancelled,
    Declined,
    Lapsed,
}

/// Who orders what how many days ago, and what becomes of it.
const ORDERS: [(&str, usize, i64, Fate); 9] = [
    ("wang.learner", 0, 100, Fate::Collected),
    ("wang.learner", 7, 90, Fate::Lapsed),
    ("wang.learner", 4, 60, Fate::Declined),
    ("wang.learner", 5, 40, Fate::Cancelled),
    ("wang.learner", 1, 3, Fate::Waiting),
    ("wang.learner", 3, 2, Fate::Waiting),
    ("li.learner", 6, 50, Fate::Collected),
    ("li.learner", 4, 4, Fate::Waiting),
    ("li.learner", 7, 1, Fate::Waiting),
];

fn orders(stage: &Stage, people: &People, items: &[Item]) -> anyhow::Result<()> {
    for (sign_in, which, days, fate) in ORDERS {
        stage.days_ago(days);
        let (learner, offered) = (people.actor(sign_in)?, &items[which]);
        let wanted = NewOrder { item: offered.id.clone(), price: offered.content.price };
        let placed =
            stage.write(&learner, move |op| order::place(op, &wanted)).with_context(|| format!("order {which}"))?;
        let clerk = people.actor(OFFERS[which].1)?;
        end(stage, &learner, &clerk, &placed, days, fate)?;
    }
    Ok(())
}

fn end(stage: &Stage, learner: &Actor, clerk: &Actor, placed: &Order, days: i64, fate: Fate) -> anyhow::Result<()> {
    let id = placed.id.clone();
    match fate {
        Fate::Waiting => {}
        Fate::Collected => {
            stage.days_ago(days - 2);
            let said = CodeInput { provider: placed.provider.clone(), code: placed.code.clone() };
            stage.write(clerk, move |op| counter::collect(op, &said, None))?;
        }
        Fate::Cancelled => {
            stage.days_ago(days - 1);
            stage.write(learner, move |op| order::cancel(op, &id))?;
        }
        Fate::Declined => {
            stage.days_ago(days - 3);
            let why = ReasonInput { reason: "场馆临时检修，请改日再兑换。".to_owned() };
            stage.write(clerk, move |op| counter::decline(op, &id, &why))?;
        }
        Fate::Lapsed => {
            stage.days_ago(days - 16);
            stage.app.run_jobs()?;
        }
    }
    Ok(())
}

/// An item that is being written and one that was withdrawn.
fn unoffered(stage: &Stage, people: &People) -> anyhow::Result<()> {
    stage.days_ago(1);
    let draft: Offer = (
        SHANGHAI,
        "lin.registrar",
        "venue",
        "自习室预约两小时（示例）",
        "Two hours in a study room (example)",
        30,
        0,
        None,
    );
    let registrar = people.actor("lin.registrar")?;
    let input = item_input(stage, &draft);
    stage.write(&registrar, move |op| item::draft(op, &input))?;
    let gone: Offer = (SHANGHAI, "lin.registrar", "goods", "年历（示例）", "Calendar (example)", 30, 5, None);
    let published = offered(stage, people, &gone)?;
    let at = AtRevision { revision: published.revision, reason: "年份已过。".to_owned() };
    stage.write(&registrar, move |op| item::withdraw(op, &published.id, &at))?;
    Ok(())
}
