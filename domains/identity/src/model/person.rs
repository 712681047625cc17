//! People, learners and staff alike.

use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// How far a person's record has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A school's file named this person; nobody has signed in yet.
    Unclaimed,
    /// The person has an account.
    Active,
    /// The account was closed; nobody can sign in.
    Closed,
}

impl Status {
    /// As stored.
    pub const fn text(self) -> &'static str {
        match self {
            Status::Unclaimed => "unclaimed",
            Status::Active => "active",
            Status::Closed => "closed",
        }
    }

    /// From what is stored.
    pub fn parse(text: &str) -> Option<Status> {
        [Status::Unclaimed, Status::Active, Status::Closed].into_iter().find(|status| status.text() == text)
    }
}

/// A person as stored: personal data still sealed.
#[derive(Clone, Debug)]
pub struct Person {
    /// `prs_…`
    pub person: String,
    /// How far the record has come.
    pub status: Status,
    /// Sealed full name.
    pub name_sealed: Vec<u8>,
    /// Sealed 身份证号, if known.
    pub id_number_sealed: Option<Vec<u8>>,
    /// Sealed day of birth, if known.
    pub born_sealed: Option<Vec<u8>>,
    /// Name to sign in with, if the person has an account.
    pub sign_in_name: Option<String>,
    /// When the record was made.
    pub created_at: Instant,
}

/// A person's opened personal data. It has no `Debug` and no `Serialize`, so that it reaches neither log nor journal by
/// accident; [`crate::mask`] makes what may be shown to others.
#[derive(Clone)]
pub struct PersonDetails {
    /// `prs_…`
    pub person: String,
    /// How far the record has come.
    pub status: Status,
    /// Full name.
    pub name: String,
    /// 身份证号, 18 characters.
    pub id_number: Option<String>,
    /// Day of birth.
    pub born: Option<Day>,
    /// Name to sign in with.
    pub sign_in_name: Option<String>,
    /// When the record was made.
    pub created_at: Instant,
}

/// A way to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// Mobile number, eleven digits.
    Phone,
    /// E-mail address.
    Email,
}

impl Contact {
    /// As stored.
    pub const fn text(self) -> &'static str {
        match self {
            Contact::Phone => "phone",
            Contact::Email => "email",
        }
    }
}

/// What registering a person takes. Holds personal data: no `Debug`.
#[derive(Clone, Default)]
pub struct NewPerson {
    /// Full name, 1 to 60 characters.
    pub name: String,
    /// 身份证号; must be valid and not belong to another person.
    pub id_number: Option<String>,
    /// Day of birth, for people without 身份证号; otherwise taken from the number.
    pub born: Option<Day>,
    /// Mobile number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Name to sign in with; without it the record stays unclaimed.
    pub sign_in_name: Option<String>,
    /// Hash made by [`crate::password::hash`]; without it the person cannot sign in yet.
    pub password_hash: Option<String>,
}
