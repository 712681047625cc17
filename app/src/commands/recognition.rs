//! What counts where, without a database: anybody can check an answer or a rule with the same files.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use recognition::explain::{Explanation, Wish};
use recognition::sentence::{Language, sentence};
use recognition::text::{RuleFile, parse_learner};
use recognition::{Equivalence, RuleBook, lint};
use units::Day;

use crate::house::House;
use crate::output;

/// Conversion rules and the best use of outcomes, from files; `replay` from an installation.
#[derive(Subcommand)]
pub enum Recognition {
    /// The best use of a learner's outcomes in a programme, with its proof and its reasons
    Best(Best),
    /// What rules say that cannot be meant; fails when something is found
    Lint {
        /// Rule file
        file: PathBuf,
        /// Findings as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        spoken: Spoken,
    },
    /// Proves the latest filing of an application again, from the hashes of its rules and outcomes; fails when it does not hold
    Replay {
        /// Application, `app_…`
        application: String,
    },
    /// Reads each rule back as a sentence
    Sentence {
        /// Rule file
        file: PathBuf,
        #[command(flatten)]
        spoken: Spoken,
    },
}

/// A question.
#[derive(Args)]
pub struct Best {
    /// Rule file: `[[rule]]`, and `[[programme]]` and `[[change]]` if they do not stand in a file of their own
    #[arg(long, value_name = "FILE")]
    rules: PathBuf,
    /// Learner with outcomes, JSON
    #[arg(long, value_name = "FILE")]
    outcomes: PathBuf,
    /// File with further `[[programme]]` and `[[change]]` entries
    #[arg(long, value_name = "FILE")]
    programmes: Option<PathBuf>,
    /// Code of the programme
    #[arg(long, value_name = "CODE")]
    programme: String,
    /// Day the rules are asked for [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// The whole answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    spoken: Spoken,
}

/// The language of sentences.
#[derive(Args)]
pub struct Spoken {
    /// Language of sentences
    #[arg(long, value_enum, default_value = "zh")]
    language: Words,
}

#[derive(Clone, Copy, ValueEnum)]
enum Words {
    Zh,
    En,
}

impl Spoken {
    fn language(&self) -> Language {
        match self.language {
            Words::Zh => Language::Zh,
            Words::En => Language::En,
        }
    }
}

/// Answers; `today` is the day where none is named.
pub fn run(command: &Recognition, today: impl FnOnce() -> anyhow::Result<Day>) -> anyhow::Result<ExitCode> {
    match command {
        Recognition::Best(best) => answer(best, today),
        Recognition::Replay { .. } => anyhow::bail!("a filing is proved again on an installation"),
        Recognition::Lint { file, json, spoken } => findings(file, *json, spoken.language()),
        Recognition::Sentence { file, spoken } => {
            for rule in rules(file)?.rules {
                output::line(format_args!("{}", sentence(&rule, spoken.language())));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Proves a filing again on an installation.
pub fn replay(house: &House, application: &str) -> anyhow::Result<ExitCode> {
    let replayed = house.said(credit::cli::replay(&house.app, application))?;
    output::line(format_args!("{}", serde_json::to_string_pretty(&replayed)?));
    Ok(if replayed.holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn answer(best: &Best, today: impl FnOnce() -> anyhow::Result<Day>) -> anyhow::Result<ExitCode> {
    let mut file = rules(&best.rules)?;
    if let Some(programmes) = &best.programmes {
        let more = rules(programmes)?;
        file.programmes.extend(more.programmes);
        file.changes.extend(more.changes);
    }
    let learner = parse_learner(&read(&best.outcomes)?)
        .map_err(|fault| anyhow::anyhow!("{}:{fault}", best.outcomes.display()))?;
    let day = best.on.map_or_else(today, Ok)?;
    let book = RuleBook::index(file.rules, file.programmes, file.changes)?;
    let explained = book.on(day).explain(&learner, &best.programme)?;
    if best.json {
        output::line(format_args!("{}", serde_json::to_string_pretty(&explained)?));
    } else {
        tell(&explained, best.spoken.language());
    }
    // An answer that is not proved is none to build on.
    Ok(if explained.answer.proof.optimal { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(explained: &Explanation, language: Language) {
    let answer = &explained.answer;
    let says = |zh: &'static str, en: &'static str| match language {
        Language::Zh => zh,
        Language::En => en,
    };
    let proved = match answer.proof.optimal {
        true => says("已证明最优", "proved to be the best"),
        false => says("未在限度内证明", "not proved within the limit"),
    };
    let (recognised, remaining) = (says("可认定", "recognised"), says("尚余", "remaining"));
    let (credit, rest) = (answer.credit, answer.remaining);
    output::line(format_args!(
        "{} {}: {recognised} {credit}, {remaining} {rest} ({proved})",
        answer.programme, answer.day
    ));
    for used in &answer.uses {
        let sources: Vec<String> =
            used.sources.iter().map(|source| format!("{} [{}]", source.outcome, source.clause)).collect();
        let targets: Vec<String> =
            used.targets.iter().map(|target| format!("{} {}", target.course, target.credit)).collect();
        let (id, version) = (&used.rule.id, used.rule.version);
        output::line(format_args!("  {} → {} ({id} v{version})", sources.join(" + "), targets.join(" + ")));
    }
    for left in &explained.left {
        output::line(format_args!("  - {}: {}", left.outcome, left.why.sentence(language)));
    }
    for cap in &explained.caps {
        let binds = says("上限生效，若无此上限可多认定", "this cap binds; without it there would be more:");
        output::line(format_args!(
            "  ! {} v{} cap[{}]: {binds} {}",
            cap.rule.id, cap.rule.version, cap.cap, cap.without
        ));
    }
    for gain in &explained.gains {
        output::line(format_args!(
            "  + {} {} ({} [{}])",
            gain.adds,
            wish(&gain.wish, language),
            gain.rule.id,
            gain.clause
        ));
    }
}

fn wish(wish: &Wish, language: Language) -> String {
    match (wish, language) {
        (Wish::Verify { outcome }, Language::Zh) => format!("核验 {outcome} 后"),
        (Wish::Verify { outcome }, Language::En) => format!("once {outcome} is verified"),
        (Wish::Grade { outcome, grade }, Language::Zh) => format!("{outcome} 达到 {grade} 后"),
        (Wish::Grade { outcome, grade }, Language::En) => format!("once {outcome} reaches {grade}"),
        (Wish::Obtain { issuer, code, title, certificate, .. }, _) => {
            let parts: Vec<&str> = [issuer, code, title, certificate]
                .into_iter()
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            match language {
                Language::Zh => format!("再取得：{}", parts.join(" ")),
                Language::En => format!("by also obtaining: {}", parts.join(" ")),
            }
        }
    }
}

fn findings(file: &Path, json: bool, language: Language) -> anyhow::Result<ExitCode> {
    let rules = rules(file)?;
    // Codes are joined as they are today for ever: a lint is about what is written, not about one day.
    let same = Equivalence::on(&rules.changes, Day::MAX.plus_days(-1));
    let findings = lint::lint(&rules.rules, &rules.programmes, &same);
    if json {
        let told: Vec<serde_json::Value> = findings
            .iter()
            .map(|finding| {
                serde_json::json!({
                    "code": finding.lint.code(),
                    "rule": finding.rule,
                    "version": finding.version,
                    "place": finding.place,
                    "about": finding.about,
                    "zh": finding.sentence(Language::Zh),
                    "en": finding.sentence(Language::En),
                })
            })
            .collect();
        output::line(format_args!("{}", serde_json::to_string_pretty(&told)?));
    } else {
        for finding in &findings {
            output::line(format_args!("{} {}", finding.lint.code(), finding.sentence(language)));
        }
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn rules(file: &Path) -> anyhow::Result<RuleFile> {
    RuleFile::parse(&read(file)?).map_err(|fault| anyhow::anyhow!("{}:{fault}", file.display()))
}

/// Reads a file of text, and no more of it than is looked at: one byte over the limit is enough to refuse it.
fn read(file: &Path) -> anyhow::Result<String> {
    let limit = u64::try_from(recognition::model::FILE_BYTES_MAX)? + 1;
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    opened.take(limit).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", file.display()))?;
    if bytes.len() > recognition::model::FILE_BYTES_MAX {
        // Cut off, it may end within a character; it is refused for its size all the same.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).with_context(|| format!("{} is not text in UTF-8", file.display()))
}
