//! What went wrong, in the codes of the SDMX web service guidelines.

use std::{fmt, io};

/// The error codes of SDMX, with the number every version shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nothing fits the query.
    NoResults,
    /// The caller is not known.
    Unauthorized,
    /// The answer would be larger than the caller asked for.
    TooLarge,
    /// The query is not written as the standard says.
    Syntax,
    /// The query names what the structure does not have.
    Semantic,
    /// None of the representations that were asked for is offered.
    NotAcceptable,
    /// Ours, not the caller's.
    Internal,
    /// Part of the standard, and not offered here.
    NotImplemented,
    /// For a while only.
    Unavailable,
    /// The answer would be larger than this service sends.
    ServiceLimit,
}

/// Which version of the interface answers; the two map a semantic error to different status codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Era {
    /// SDMX 2.1 (REST 1.x, SDMX-ML 2.1, SDMX-JSON 1.0, SDMX-CSV 1.0).
    V21,
    /// SDMX 3.0 (REST 2.x, SDMX-ML 3.0, SDMX-JSON 2.0, SDMX-CSV 2.0).
    V30,
}

impl Code {
    /// The number in the error message.
    pub fn number(self) -> u16 {
        match self {
            Code::NoResults => 100,
            Code::Unauthorized => 110,
            Code::TooLarge => 130,
            Code::Syntax => 140,
            Code::Semantic => 150,
            Code::NotAcceptable => 406,
            Code::Internal => 500,
            Code::NotImplemented => 501,
            Code::Unavailable => 503,
            Code::ServiceLimit => 510,
        }
    }

    /// The status of the HTTP answer. A semantic error is 403 in the guidelines of 2.1 and 422 in those of 3.0.
    pub fn status(self, era: Era) -> u16 {
        match self {
            Code::NoResults => 404,
            Code::Unauthorized => 401,
            Code::TooLarge | Code::ServiceLimit => 413,
            Code::Syntax => 400,
            Code::Semantic if era == Era::V21 => 403,
            Code::Semantic => 422,
            Code::NotAcceptable => 406,
            Code::Internal => 500,
            Code::NotImplemented => 501,
            Code::Unavailable => 503,
        }
    }

    /// The title of the error in English.
    pub fn title(self) -> &'static str {
        match self {
            Code::NoResults => "No results found",
            Code::Unauthorized => "Unauthorized",
            Code::TooLarge => "Response too large due to client request",
            Code::Syntax => "Syntax error",
            Code::Semantic => "Semantic error",
            Code::NotAcceptable => "Not acceptable",
            Code::Internal => "Internal server error",
            Code::NotImplemented => "Not implemented",
            Code::Unavailable => "Service unavailable",
            Code::ServiceLimit => "Response size exceeds service limit",
        }
    }
}

/// Why a query, a structure or a message was refused: the code, and a sentence that says what and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind.
    pub code: Code,
    /// What happened, where, and what to do next.
    pub text: String,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(code: Code, text: impl Into<String>) -> Problem {
        Problem { code, text: text.into() }
    }

    /// Something is not written as the standard says.
    pub fn syntax(text: impl Into<String>) -> Problem {
        Problem::new(Code::Syntax, text)
    }

    /// Something is named that is not there, or does not fit what is.
    pub fn semantic(text: impl Into<String>) -> Problem {
        Problem::new(Code::Semantic, text)
    }

    /// A writer was asked for a data set that it was not told of.
    pub(crate) fn no_set() -> Problem {
        Problem::new(Code::Internal, "a message has no such data set")
    }

    /// Something of the standard is not offered.
    pub fn missing(text: impl Into<String>) -> Problem {
        Problem::new(Code::NotImplemented, text)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({}): {}", self.code.title(), self.code.number(), self.text)
    }
}

impl std::error::Error for Problem {}

/// Reading and writing fail because of the message, or because of what carries it.
#[derive(Debug)]
pub enum Failure {
    /// The message.
    Problem(Problem),
    /// What carries it.
    Io(io::Error),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(problem)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Problem(problem) => problem.fmt(formatter),
            Failure::Io(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Failure {}

/// What reading and writing answer with.
pub type Outcome<T> = Result<T, Failure>;
