//! A bank of 10⁵ … 1.1 × 10⁷ outcomes, and how importing, reading, deciding and proving grow with it, on both databases; posting
//! in batches against a raw client that inserts the same rows; what parts cost on PostgreSQL; one account with a million outcomes;
//! what is answered where 50,000 rules are published, and how soon after one of them changed.
//! `cargo bench -p acceptance --bench scale -- grow [postgresql] 11000000`, `-- answers [postgresql]`, `-- posting`, `-- parts`,
//! `-- million`. The large bank
//! takes some 12 GB in the temporary folder (`TMPDIR`).

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/answering.rs"]
mod answering;
#[path = "support/bank.rs"]
mod bank;
#[path = "support/decisions.rs"]
mod decisions;
#[path = "../../engines/recognition/tests/all/support/mod.rs"]
mod engine_support;
#[path = "support/grades.rs"]
mod grades;
#[path = "support/growing.rs"]
mod growing;
#[path = "support/learners.rs"]
mod learners;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/million.rs"]
mod million;
#[path = "support/multiply.rs"]
mod multiply;
#[path = "support/parting.rs"]
mod parting;
#[path = "support/posting.rs"]
mod posting;
#[path = "support/raw.rs"]
mod raw;
#[path = "support/rows.rs"]
mod rows;
#[path = "support/seed.rs"]
mod seed;
#[path = "support/stack.rs"]
mod stack;
#[path = "support/template.rs"]
mod template;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let most = arguments.iter().find_map(|argument| argument.parse::<usize>().ok()).unwrap_or(1_000_000);
    println!("{}", machine::line());
    let all = !["answers", "grow", "posting", "parts", "million"].into_iter().any(has);
    if all || has("answers") {
        answering::run(has("postgresql"));
    }
    if all || has("grow") {
        growing::run(has("postgresql"), most);
    }
    if all || has("posting") {
        posting::run();
    }
    if all || has("parts") {
        parting::run();
    }
    if all || has("million") {
        million::run();
    }
}
