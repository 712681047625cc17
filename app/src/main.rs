//! `xueqiao`: the platform, and everything an operator does with it at the command line.

mod clock;
mod commands;
mod config;
mod demo;
mod files;
mod handover;
mod home;
mod house;
mod keys;
mod output;
mod progress;
mod reactions;
mod sealed;
mod serve;
mod start;
mod temp;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use commands::indicators::Indicators;
use commands::recognition::Recognition;

/// 学桥 Xueqiao: one open platform for education authorities that are equals.
#[derive(Parser)]
#[command(name = "xueqiao", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Args, Clone)]
pub struct Common {
    /// Configuration file [default: xueqiao.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of everything the platform keeps [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// postgres://… or a file [default: xueqiao.db in the data folder]
    #[arg(long, global = true, value_name = "DATABASE")]
    database: Option<String>,
    /// Reads the time from a file instead of the system: for tests
    #[arg(long, global = true, hide = true, value_name = "FILE")]
    clock: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the platform with demonstration data, making them first if there are none
    Demo(Listen),
    /// Starts the platform
    Serve(Listen),
    /// Regions, institutions and majors
    #[command(subcommand)]
    Directory(commands::directory::Directory),
    /// People, roles and keys
    #[command(subcommand)]
    User(commands::user::User),
    /// Deposits learning outcomes from a file in one of the three templates
    Deposit(commands::deposit::Deposit),
    /// The ledger of credits
    #[command(subcommand)]
    Ledger(commands::ledger::Ledger),
    /// Points for rewards
    #[command(subcommand)]
    Incentive(commands::incentive::Incentive),
    /// Takes in the figures of provinces and years that are shipped
    #[command(subcommand)]
    Statistics(commands::statistics::Statistics),
    /// Conversion rules and the best use of outcomes, from files and without a database; `replay` proves a filing again
    #[command(subcommand)]
    Recognition(Recognition),
    /// Composite indices, how sure they are, equity, and scales of tests, from files and without a database
    #[command(subcommand)]
    Indicators(Indicators),
    /// Figures on the protection of personal data
    #[command(subcommand)]
    Privacy(commands::privacy::Privacy),
    /// Writes the whole database to a file, or to standard output
    Export {
        /// File to write [default: standard output]
        file: Option<PathBuf>,
    },
    /// Fills an empty database from an exported file
    Import {
        /// File to read
        file: PathBuf,
    },
    /// Checks the installation and says what to mend
    Doctor,
    /// Prints the OpenAPI 3.1 description of the JSON API
    Openapi,
    /// Prints every route
    #[command(hide = true)]
    Routes,
}

/// Where to listen.
#[derive(Args, Clone)]
pub struct Listen {
    /// Address and port; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xueqiao: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    if let Command::Indicators(command) = &cli.command {
        // Whoever computes a figure again has files and nothing else.
        return commands::indicators::run(command);
    }
    if let Command::Recognition(command) = &cli.command
        && !matches!(command, Recognition::Replay { .. })
    {
        // Whoever checks an answer has files and nothing else: no configuration, no data folder.
        let clock = cli.common.clock.clone().map_or_else(clock::system, clock::from_file);
        return commands::recognition::run(command, || Ok(clock().day_in_shanghai()));
    }
    if let Command::Indicators(command) = &cli.command {
        return commands::indicators::run(command);
    }
    let config = house::configure(&cli.common)?;
    let open = || house::House::open(&config, &cli.common);
    match &cli.command {
        Command::Demo(listen) => {
            let house = open()?;
            demo::ensure(&house)?;
            serve::run(house, listen, true)?;
        }
        Command::Serve(listen) => serve::run(open()?, listen, false)?,
        Command::Directory(command) => return commands::directory::run(&open()?, command),
        Command::User(command) => commands::user::run(&open()?, command)?,
        Command::Deposit(command) => return commands::deposit::run(&open()?, command),
        Command::Ledger(command) => return commands::ledger::run(&open()?, command),
        Command::Incentive(command) => return commands::incentive::run(&open()?, command),
        Command::Statistics(command) => return commands::statistics::run(&open()?, command),
        // Answered above, before anything is opened.
        Command::Recognition(Recognition::Replay { application }) => {
            return commands::recognition::replay(&open()?, application);
        }
        Command::Recognition(_) | Command::Indicators(_) => {}
        Command::Privacy(command) => commands::privacy::run(&open()?, command)?,
        Command::Export { file } => commands::database::export(&open()?, file.as_deref())?,
        Command::Import { file } => commands::database::import(&config, file)?,
        Command::Doctor => return commands::database::doctor(&open()?),
        Command::Openapi => commands::routes::openapi()?,
        Command::Routes => commands::routes::routes()?,
    }
    Ok(ExitCode::SUCCESS)
}
