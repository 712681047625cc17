//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

use op::Op;
use serde::Serialize;
use units::Args;
use web::{Locale, Voice};

use crate::model::{Item, Order, Scheme, SchemeInput, SchemeState};
use crate::store;
use crate::work::Names;

/// Makes things showable in one language.
pub(crate) struct Shower {
    pub(crate) voice: Voice,
    names: Names,
}

/// A code and its name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A scheme.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchemeShown {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    /// In the fixed list of states.
    pub(crate) state: &'static str,
    pub(crate) authority: Named,
    pub(crate) name: String,
    pub(crate) class: &'static str,
    pub(crate) basis: &'static str,
    pub(crate) points: i64,
    pub(crate) hours_per_credit: Option<i64>,
    pub(crate) year_max: Option<i64>,
    pub(crate) months: Option<i64>,
    pub(crate) valid_from: String,
    pub(crate) valid_until: String,
    pub(crate) note: String,
    pub(crate) reason: String,
    pub(crate) sentence: String,
    pub(crate) published_at: String,
}

/// An item.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ItemShown {
    pub(crate) id: String,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    pub(crate) provider: Named,
    pub(crate) kind: String,
    pub(crate) name: String,
    /// Its paragraphs.
    pub(crate) description: Vec<String>,
    pub(crate) counter: String,
    pub(crate) price: i64,
    pub(crate) learner_max: Option<i64>,
    pub(crate) open_from: String,
    pub(crate) open_until: String,
    pub(crate) region: String,
    pub(crate) collect_days: i64,
    pub(crate) reason: String,
    pub(crate) supplied: i64,
    pub(crate) free: i64,
    pub(crate) held: i64,
    pub(crate) collected: i64,
}

/// An order beside its item.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OrderShown {
    pub(crate) id: String,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) price: i64,
    /// In two groups of four digits.
    pub(crate) code: String,
    pub(crate) digits: String,
    pub(crate) held_at: String,
    /// The last day to collect.
    pub(crate) last_day: String,
    pub(crate) ended_at: String,
    pub(crate) reason: String,
    pub(crate) item: ItemShown,
}

/// How an order's state looks in the fixed list of states; its word is its own.
pub(crate) fn look(state: crate::model::OrderState) -> &'static str {
    use crate::model::OrderState;
    match state {
        OrderState::Held => "held",
        OrderState::Collected => "done",
        OrderState::Cancelled => "withdrawn",
        OrderState::Declined => "rejected",
        OrderState::Lapsed => "expired",
    }
}

/// A scheme's state in the fixed list of states.
pub(crate) fn scheme_look(state: SchemeState) -> &'static str {
    match state {
        SchemeState::Submitted => "awaiting_second",
        other => other.name(),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

impl Shower {
    pub(crate) fn new(voice: Voice) -> Shower {
        Shower { voice, names: Names::default() }
    }

    fn english(&self) -> bool {
        self.voice.locale() == Locale::En
    }

    /// The text in the reader's language; the Chinese one where there is no other.
    pub(crate) fn either(&self, chinese: &str, english: &str) -> String {
        if self.english() && !english.is_empty() { english } else { chinese }.to_owned()
    }

    pub(crate) fn named(&mut self, op: &Op, code: &str) -> op::Result<Named> {
        let english = self.english();
        Ok(Named { code: code.to_owned(), name: self.names.of(op, code, english)? })
    }

    /// A scheme as one sentence.
    pub(crate) fn sentence(&self, content: &SchemeInput) -> String {
        let class = self.voice.word(&format!("incentive-class-{}", content.class.name()));
        let args = Args::one("class", class).and("points", content.points);
        let mut parts = vec![self.voice.with(&format!("incentive-sentence-{}", content.basis.name()), &args)];
        if let Some(hours) = content.hours_per_credit {
            parts.push(self.voice.with("incentive-sentence-hours", &Args::one("hours", hours)));
        }
        if let Some(most) = content.year_max {
            parts.push(self.voice.with("incentive-sentence-year", &Args::one("points", most)));
        }
        parts.push(match content.months {
            Some(months) => self.voice.with("incentive-sentence-months", &Args::one("months", months)),
            None => self.voice.word("incentive-sentence-forever"),
        });
        parts.join(if self.english() { " " } else { "" })
    }

    pub(crate) fn scheme(&mut self, op: &Op, scheme: &Scheme) -> op::Result<SchemeShown> {
        let content = &scheme.content;
        Ok(SchemeShown {
            id: scheme.id.clone(),
            version: scheme.version,
            revision: scheme.revision,
            state: scheme_look(scheme.state),
            authority: self.named(op, &content.authority)?,
            name: self.either(&content.name, &content.name_en),
            class: content.class.name(),
            basis: content.basis.name(),
            points: content.points,
            hours_per_credit: content.hours_per_credit,
            year_max: content.year_max,
            months: content.months,
            valid_from: content.valid_from.to_string(),
            valid_until: content.valid_to.map(|end| end.plus_days(-1).to_string()).unwrap_or_default(),
            note: content.note.clone(),
            reason: scheme.reason.clone(),
            sentence: self.sentence(content),
            published_at: scheme.published_at.map(|at| at.to_string()).unwrap_or_default(),
        })
    }

    pub(crate) fn item(&mut self, op: &Op, item: &Item) -> op::Result<ItemShown> {
        let content = &item.content;
        let region = match content.region.as_str() {
            "" => self.voice.word("incentive-region-everywhere"),
            code => self.named(op, code)?.name,
        };
        Ok(ItemShown {
            id: item.id.clone(),
            revision: item.revision,
            state: item.state.name(),
            provider: self.named(op, &content.provider)?,
            kind: self.voice.word(&format!("incentive-kind-{}", content.kind)),
            name: self.either(&content.name, &content.name_en),
            description: paragraphs(&self.either(&content.description, &content.description_en)),
            counter: content.counter.clone(),
            price: content.price,
            learner_max: content.learner_max,
            open_from: content.open_from.to_string(),
            open_until: content.open_to.map(|end| end.plus_days(-1).to_string()).unwrap_or_default(),
            region,
            collect_days: content.collect_days,
            reason: item.reason.clone(),
            supplied: item.stock.supplied,
            free: item.stock.free,
            held: item.stock.held,
            collected: item.stock.collected,
        })
    }

    pub(crate) fn order(&mut self, op: &Op, order: &Order) -> op::Result<OrderShown> {
        let item = store::item::get(op.conn(), &order.item)?.ok_or(op::Error::Missing)?;
        let (front, back) = order.code.split_at_checked(4).unwrap_or((&order.code, ""));
        Ok(OrderShown {
            id: order.id.clone(),
            state: order.state.name(),
            look: look(order.state),
            price: order.price,
            code: format!("{front} {back}"),
            digits: order.code.clone(),
            held_at: order.held_at.to_string(),
            last_day: order.held_until.plus_seconds(-1).day_in_shanghai().to_string(),
            ended_at: order.ended_at.map(|at| at.to_string()).unwrap_or_default(),
            reason: order.reason.clone(),
            item: self.item(op, &item)?,
        })
    }
}
