//! What is asked of the credit bank where many rules are published: one learner against one programme, cold and warm, against
//! every programme, and the first answer after a rule changed.
//!
//! The shape is that of the engine's own bench (`engines/recognition/tests/all/support/land.rs`): 500 programmes of 60 courses,
//! 50,000 rules, 40 outcomes a learner. The bank's outcomes have names where the engine's have codes, so a rule that lists
//! codes there lists titles here. Rules and outcomes are written as the verbs write them, without going through two people
//! fifty thousand times; a rule that says what another says is left out, as the bank would refuse it.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use credit::model::{Content, Programme, ProgrammeState, Rule, RuleInput, RuleState};
use credit::store::{self, edition::Changed};
use credit::work::{book::Book, matches};
use op::{Actor, App, Op};
use recognition::model::{Class, Condition, Learner, Pattern, Title};

use super::engine_support::land;
use super::{bank, multiply};

const PROGRAMMES: u64 = 500;
const RULES: u64 = 50_000;
/// Learners asked about, each once cold and once warm.
const LEARNERS: u64 = 200;
const OUTCOMES: u64 = 40;
/// Rules that are changed, one after the other.
const CHANGES: usize = 20;
/// Rows written in one operation.
const BATCH: usize = 500;

/// Makes the bank, asks, and prints a row for each question.
pub fn run(postgresql: bool) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = match postgresql {
        true => db::Location::Postgres(acceptance::postgres::cluster().database()),
        false => db::Location::Sqlite(folder.path().join("xueqiao.db")),
    };
    let app = bank::open(&location, folder.path());
    let rules = fill(&app);
    app.db().close();
    println!(
        "| {} rules, {PROGRAMMES} programmes | asked | p50 ms | p99 ms | on the processor, p50 ms | p99 ms |",
        rules.len()
    );
    println!("|---|---|---|---|---|---|");
    // The first question of a process reads the whole book; every process after it is as new to the learners.
    let app = bank::open(&location, folder.path());
    let whole = timed(|| drop(book(&app)));
    row("the book, read whole", vec![whole]);
    let learners: Vec<Actor> = (0..LEARNERS).map(|place| Actor::with_grants(&learner_id(place), Vec::new())).collect();
    for name in ["one learner × one programme, explained, cold", "the same, warm"] {
        row(name, learners.iter().zip(0..).map(|(actor, place)| one(&app, actor, place)).collect());
    }
    app.db().close();
    let app = bank::open(&location, folder.path());
    drop(book(&app));
    for name in ["one learner × every programme, cold", "the same, warm"] {
        row(name, learners.iter().map(|actor| everywhere(&app, actor)).collect());
    }
    let edits: Vec<Took> = (0..CHANGES).map(|turn| change(&app, &rules[turn * rules.len() / CHANGES])).collect();
    let best = edits.iter().map(|edit| edit.wall).min().unwrap_or_default();
    row("the book after one rule changed", edits);
    let again = bank::open(&location, folder.path());
    let whole = timed(|| drop(book(&again))).wall.min(whole.wall);
    println!("whole / one rule changed: {:.0}", whole.as_secs_f64() / best.as_secs_f64());
}

/// How long something took, and how long the asking thread was on a processor meanwhile: on a machine that others use the one
/// says what a learner waits here, the other what it takes.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    processor: Duration,
}

fn timed(work: impl FnOnce()) -> Took {
    let (begin, before) = (Instant::now(), processor());
    work();
    Took { wall: begin.elapsed(), processor: processor().saturating_sub(before) }
}

/// The time this thread has been on a processor, as the kernel of Linux counts it.
fn processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

fn row(name: &str, times: Vec<Took>) {
    let shares = |mut times: Vec<Duration>| {
        times.sort_unstable();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
        format!("{:.2} | {:.2}", at(50), at(99))
    };
    let wall = shares(times.iter().map(|took| took.wall).collect());
    let processor = shares(times.iter().map(|took| took.processor).collect());
    println!("| {name} | {} | {wall} | {processor} |", times.len());
}

fn book(app: &App) -> std::sync::Arc<Book> {
    app.read(&Actor::system("bench"), Book::of).expect("a book")
}

fn one(app: &App, actor: &Actor, place: u64) -> Took {
    let programme = place % PROGRAMMES;
    timed(|| {
        let ask = |op: &Op| matches::of_programme(op, &actor.id, &college(programme), &format!("P{programme}"));
        let found = app.read(actor, ask).expect("an answer");
        assert_eq!(found.asked.outcomes.len() as u64, OUTCOMES);
    })
}

fn everywhere(app: &App, actor: &Actor) -> Took {
    timed(|| assert!(!app.read(actor, |op| matches::of_learner(op, &actor.id)).expect("an answer").is_empty()))
}

/// Publishes the next version of a rule, and measures until the book knows it.
fn change(app: &App, rule: &Rule) -> Took {
    let mut next = rule.clone();
    next.version += 1;
    next.content.rule.0.months_max = Some(600);
    let (id, version) = (next.id.clone(), next.version);
    write(app, move |op, pen| {
        store::rule::supersede(pen, &next.id, op.now())?;
        store::rule::insert(pen, &next)?;
        Book::revise(op, pen, [Changed::Rule(next.id.clone())].into())
    });
    timed(|| {
        let book = book(app);
        let versions: Vec<i64> = book.rules.versions(&id).map(|rule| i64::from(rule.version)).collect();
        assert_eq!(versions, [version]);
    })
}

fn college(programme: u64) -> String {
    format!("U{}", programme % 50)
}

fn learner_id(place: u64) -> String {
    format!("prs_{place:026}")
}

/// Writes programmes, rules and learners; the rules.
fn fill(app: &App) -> Vec<Rule> {
    let (rules, programmes) = land::land(2, PROGRAMMES, RULES, land::WIDE, land::USUAL);
    write(app, move |op, pen| {
        for content in &programmes {
            let programme = Programme {
                institution: content.institution.clone(),
                code: content.code.clone(),
                version: 1,
                title: format!("专业{}", content.code),
                total: content.total,
                course_count: content.courses.len() as i64,
                state: ProgrammeState::InUse,
                hash: String::new(),
                imported_at: op.now(),
                content: content.clone(),
            };
            store::programme::insert(pen, &programme, "bench")?;
        }
        Ok(())
    });
    let mut said = HashSet::new();
    let mut rules: Vec<Rule> = rules.into_iter().map(|rule| published(rule, app)).collect();
    rules.retain(|rule| said.insert((rule.content.institution.clone(), credit::rules::rule::body(&rule.content.rule))));
    for part in rules.chunks(BATCH) {
        let part = part.to_vec();
        write(app, move |_, pen| part.iter().try_for_each(|rule| store::rule::insert(pen, rule)));
    }
    write(app, |op, pen| Book::revise(op, pen, [Changed::Codes("U0".to_owned())].into()));
    for place in 0..LEARNERS {
        let learner = land::learner(place, OUTCOMES, land::WIDE);
        app.db().write(move |tx| deposit(tx, &learner_id(place), &learner)).expect("outcomes");
    }
    rules
}

fn write(app: &App, mut work: impl FnMut(&Op, &op::Pen) -> op::Result<()> + Send + 'static) {
    app.write(&Actor::system("bench"), None, move |op| {
        let pen = op.may(&multiply::Make)?;
        pen.tell(serde_json::json!({}));
        work(op, &pen)
    })
    .expect("a write");
}

/// A rule of the land as the bank publishes it.
fn published(mut rule: recognition::model::Rule, app: &App) -> Rule {
    rule.source = rule.source.map(by_title);
    Rule {
        id: format!("rul_{}", rule.id),
        version: 1,
        source: "课程".to_owned(),
        target: "课程".to_owned(),
        state: RuleState::Published,
        hash: recognition::hash::hash(&rule),
        drafted_by: "bench".to_owned(),
        drafted_at: app.now(),
        published_by: None,
        published_at: None,
        ended_at: None,
        reason: String::new(),
        revision: 1,
        content: RuleInput {
            institution: rule.institution.clone(),
            automatic: false,
            evidence_required: false,
            note: String::new(),
            rule: Content(rule),
        },
    }
}

/// The name of the course that the engine's bench knows by a code.
fn title(code: &str) -> String {
    format!("课程{code}")
}

/// A condition that asks for titles where it asked for codes.
fn by_title(condition: Condition) -> Condition {
    match condition {
        Condition::One(pattern) if !pattern.codes.is_empty() => {
            let titled = |code: &String| {
                let title = Title::parse(&title(code));
                Condition::One(Box::new(Pattern { codes: BTreeSet::new(), title, ..(*pattern).clone() }))
            };
            match pattern.codes.len() {
                1 => pattern.codes.iter().map(titled).next().expect("a code"),
                _ => Condition::Any(pattern.codes.iter().map(titled).collect()),
            }
        }
        Condition::One(pattern) => Condition::One(pattern),
        Condition::All(parts) => Condition::All(parts.into_iter().map(by_title).collect()),
        Condition::Any(parts) => Condition::Any(parts.into_iter().map(by_title).collect()),
        Condition::Some(count, parts) => Condition::Some(count, parts.into_iter().map(by_title).collect()),
    }
}

/// Writes the account of a learner and what a depositor would have written of each outcome.
fn deposit(tx: &db::Tx, id: &str, learner: &Learner) -> db::Result<()> {
    tx.run("insert into credit_account (learner, opened_at, opened_by) values ($1, 1, 'bench')", &[id.into()])?;
    for (line, outcome) in learner.outcomes.iter().enumerate() {
        let class = match outcome.class {
            Class::Certificate => "certificate",
            Class::Online => "online",
            _ => "course",
        };
        let name = match outcome.class {
            Class::Certificate => outcome.certificate_kind.clone(),
            Class::Online => outcome.title.clone(),
            _ => title(&outcome.code),
        };
        let (own, obtained) = (format!("out_{id}_{line}"), outcome.obtained.to_string());
        let mark = outcome.grade.map_or(0, |grade| grade.value());
        tx.run(
            "insert into credit_outcome (learner, id, class, institution, issuer, issuer_name, name, name_key, certificate_kind,
               certificate_level, level_key, major, level, category, credit, hours, grade, scale, scale_value, obtained, cohort,
               ending, season, remark, student_number, content, deposit, line, deposited_at)
             values ($1, $2, $3, 'A', 'A', 'A', $4, $4, $5, $6, $6, '', $7, '', $8, NULL, '', 'score', $9, $10, NULL,
               '', '', '', '', '', 'dep_bench', $11, 1)",
            &[
                id.into(),
                own.as_str().into(),
                class.into(),
                name.as_str().into(),
                outcome.certificate_kind.as_str().into(),
                outcome.certificate_level.as_str().into(),
                // The same name twice is two outcomes here, as the same code is in the engine's bench.
                line.to_string().as_str().into(),
                outcome.credit.hundredths().into(),
                mark.into(),
                obtained.as_str().into(),
                (line as i64).into(),
            ],
        )?;
    }
    Ok(())
}
