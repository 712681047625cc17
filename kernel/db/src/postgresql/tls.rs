//! Encrypted connections, where the address asks for them: `sslmode=require`, `verify-ca` or `verify-full`, and `sslrootcert`
//! for an authority of one's own.
//!
//! All three do the same: the certificate must come from a known authority and bear the host's name. Encrypting towards whoever
//! answers, as `require` does elsewhere, keeps out only those who listen.

use crate::{Error, Result};
use ::postgres::Config;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// A database address, read.
pub(super) struct Address {
    pub(super) config: Config,
    /// What makes its connections secret, if it asks for that.
    pub(super) tls: Option<MakeRustlsConnect>,
}

/// Reads `postgres://…`.
pub(super) fn read(url: &str) -> Result<Address> {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut kept, mut asked, mut authority) = (Vec::new(), false, None);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", "require" | "verify-ca" | "verify-full")) => {
                asked = true;
                kept.push("sslmode=require");
            }
            Some(("sslrootcert", path)) => {
                authority = Some(urlencoding::decode(path).map_err(Error::other)?.into_owned())
            }
            _ => kept.push(pair),
        }
    }
    let plain = if kept.is_empty() { place.to_owned() } else { format!("{place}?{}", kept.join("&")) };
    let config: Config =
        plain.parse().map_err(|e| Error::Other(format!("the database address is not understood: {e}")))?;
    let tls = match (asked, authority) {
        (false, None) => None,
        (false, Some(_)) => {
            return Err(Error::other(
                "sslrootcert is given and sslmode does not ask for TLS: write sslmode=verify-full",
            ));
        }
        (true, authority) => Some(MakeRustlsConnect::new(client(authority.as_deref())?)),
    };
    Ok(Address { config, tls })
}

fn client(authority: Option<&str>) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match authority {
        Some(path) => {
            let failed = |error: &dyn std::fmt::Display| Error::Other(format!("sslrootcert {path}: {error}"));
            for certificate in CertificateDer::pem_file_iter(path).map_err(|e| failed(&e))? {
                roots.add(certificate.map_err(|e| failed(&e))?).map_err(|e| failed(&e))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err(Error::other(
            "TLS is asked for and no authority is known: install ca-certificates, or name one with sslrootcert=FILE",
        ));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(versions.map_err(Error::other)?.with_root_certificates(roots).with_no_client_auth())
}
