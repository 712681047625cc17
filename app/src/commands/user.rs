//! People at the command line: the first administrator, forgotten passwords, keys.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use identity::model::NewPerson;

use crate::house::House;
use crate::output;
use crate::{clock, keys, progress};

/// People, roles and keys.
#[derive(Subcommand)]
pub enum User {
    /// Registers a person with an account; the password is read from standard input
    Add(Add),
    /// Grants a role
    Grant(Grant),
    /// Sets a password, read from standard input; all sessions of the person end
    Password {
        /// Name to sign in with
        sign_in: String,
    },
    /// Removes a person's second factor after its loss
    ResetSecondFactor {
        /// Name to sign in with
        sign_in: String,
    },
    /// Makes a token for programs and prints it, this once, on the last line
    Token {
        /// Name to sign in with
        sign_in: String,
        /// What the token is for
        #[arg(long, default_value = "command line")]
        label: String,
        /// Days until it expires
        #[arg(long, default_value_t = 30)]
        days: i64,
    },
    /// Lists people, masked
    List,
    /// Makes a new key, seals everything anew with it, and forgets the former keys
    RotateKeys,
}

/// A person to register.
#[derive(Args)]
pub struct Add {
    /// Full name
    #[arg(long)]
    name: String,
    /// Name to sign in with
    #[arg(long)]
    sign_in: String,
    /// 身份证号
    #[arg(long)]
    id_number: Option<String>,
    /// Makes the person an administrator of the platform
    #[arg(long)]
    admin: bool,
}

/// A role to grant.
#[derive(Args)]
pub struct Grant {
    /// Name to sign in with
    sign_in: String,
    /// admin, auditor, province_officer, bank_officer, registrar or reviewer
    role: String,
    /// everywhere, a region of six digits, or the code of an organisation
    #[arg(default_value = "everywhere")]
    place: String,
}

/// Does what was asked.
pub fn run(house: &House, command: &User) -> anyhow::Result<()> {
    let app = &house.app;
    match command {
        User::Add(add) => {
            let new = NewPerson {
                name: add.name.clone(),
                id_number: add.id_number.clone(),
                sign_in_name: Some(add.sign_in.clone()),
                ..NewPerson::default()
            };
            let person = house.said(identity::cli::add_user(app, new, &password()?))?;
            if add.admin {
                house.said(identity::cli::grant_role(app, &add.sign_in, "admin", "everywhere"))?;
            }
            output::line(format_args!("{person}"));
        }
        User::Grant(grant) => {
            output::line(format_args!(
                "{}",
                house.said(identity::cli::grant_role(app, &grant.sign_in, &grant.role, &grant.place))?
            ));
        }
        User::Password { sign_in } => house.said(identity::cli::set_password(app, sign_in, &password()?))?,
        User::ResetSecondFactor { sign_in } => house.said(identity::cli::reset_second_factor(app, sign_in))?,
        User::Token { sign_in, label, days } => {
            output::line(format_args!("{}", house.said(identity::cli::issue_token(app, sign_in, label, *days))?));
        }
        User::List => list(house)?,
        User::RotateKeys => rotate(house)?,
    }
    Ok(())
}

/// Rows of one page of the list.
const PAGE: i64 = 500;

fn list(house: &House) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let rows = house.said(identity::cli::list_users(&house.app, after.as_deref(), PAGE))?;
        for row in &rows {
            let sign_in = row.sign_in_name.as_deref().unwrap_or("–");
            output::line(format_args!(
                "{} {:<24} {:<10} {} {}",
                row.person,
                sign_in,
                row.status.text(),
                row.name,
                row.grants.join(",")
            ));
        }
        match rows.last() {
            Some(last) if rows.len() as i64 == PAGE => after = Some(last.person.clone()),
            _ => return Ok(()),
        }
    }
}

/// New key first, then everything sealed anew, and only then the former keys forgotten: a crash in between leaves every row
/// readable, and running the command again finishes the work.
fn rotate(house: &House) -> anyhow::Result<()> {
    house.alone().context("keys are rotated while nothing else uses them")?;
    let random = clock::random();
    let present = keys::load_or_make(&house.keys_file, &random)?;
    if present.older.is_empty() {
        keys::rotate(&house.keys_file, &present, &random)?;
    }
    let house = house.with_present_keys()?;
    let bar = progress::bar(0, "sealing anew");
    let rows = house.said(identity::cli::rotate_keys(&house.app, &mut |done, total| {
        bar.set_length(u64::try_from(total).unwrap_or(0));
        bar.set_position(u64::try_from(done).unwrap_or(0));
    }))?;
    let mut files = 0_u64;
    for (hash, _) in house.app.files().list()? {
        files += u64::from(house.files.reseal(&hash)?);
    }
    bar.finish_and_clear();
    keys::forget_older(&house.keys_file, &keys::load_or_make(&house.keys_file, &random)?)?;
    eprintln!("sealed {rows} rows and {files} files anew");
    Ok(())
}

/// A password from standard input; on a terminal it is asked for and not shown.
fn password() -> anyhow::Result<String> {
    let stdin = std::io::stdin();
    let password = if stdin.is_terminal() {
        rpassword::prompt_password("password: ")?
    } else {
        let mut line = String::new();
        stdin.lock().read_line(&mut line).context("cannot read a password from standard input")?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    if password.is_empty() {
        bail!("no password came on standard input");
    }
    Ok(password)
}
