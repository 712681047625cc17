//! Pages of identity: parse, call the verb, show. Whatever a page shows of others is masked.

pub(crate) mod account;
pub(crate) mod consents;
pub(crate) mod delegations;
pub(crate) mod guardians;
pub(crate) mod invitations;
pub(crate) mod learners;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod privacy;
pub(crate) mod resets;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod tokens;

/// A path of our own to go on to after signing in; anything else leads to the start page. Characters that an address does not
/// hold are encoded where the answer is written.
pub(crate) fn next(given: Option<&str>) -> String {
    let own = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(|c: char| c == '\\' || c.is_control())
            && path.len() <= 1000
    };
    given.filter(own).filter(|path| !path.starts_with("/sign-")).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests;
