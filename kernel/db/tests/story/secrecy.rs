//! Connections over TLS, where the address asks for them.

use crate::cluster::Cluster;
use db::{Db, Location, Settings};

fn opened(url: &str) -> db::Result<Db> {
    Db::open(&Location::parse(url).unwrap(), Settings::default())
}

#[test]
fn a_connection_is_secret_where_the_address_asks_for_it() {
    let cluster = Cluster::with_tls();
    let authority = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/story/tls/ca.crt").replace('/', "%2F");
    let at = |host: &str, query: &str| opened(&format!("{}{query}", cluster.network_url(host, "postgres")));
    let secret = "select cast(case when ssl then 1 else 0 end as bigint) from pg_stat_ssl where pid = pg_backend_pid()";
    for (query, expected) in [
        ("", 0),
        ("?sslmode=disable", 0),
        (&format!("?sslmode=require&sslrootcert={authority}"), 1),
        (&format!("?sslmode=verify-full&sslrootcert={authority}&application_name=test"), 1),
    ] {
        let db = at("localhost", query).unwrap();
        let seen = db.read(|conn| conn.row(secret, &[], |row| row.int(0))).unwrap();
        assert_eq!(seen, Some(expected), "{query}");
        let written = db.write(|tx| tx.row(secret, &[], |row| row.int(0))).unwrap();
        assert_eq!(written, Some(expected), "{query}");
        db.close();
    }
    for (name, host, query) in [
        ("an authority nobody knows", "localhost", "?sslmode=require".to_owned()),
        ("another host's certificate", "127.0.0.1", format!("?sslmode=verify-full&sslrootcert={authority}")),
        ("an authority without a wish", "localhost", format!("?sslrootcert={authority}")),
        ("a file that is none", "localhost", "?sslmode=require&sslrootcert=%2Fno%2Fsuch%2Ffile".to_owned()),
    ] {
        assert!(at(host, &query).is_err(), "{name}");
    }
}

#[test]
fn a_server_without_tls_is_refused_where_the_address_asks_for_it() {
    let authority = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/story/tls/ca.crt").replace('/', "%2F");
    let url = format!("{}?sslmode=require&sslrootcert={authority}", Cluster::shared().url("postgres"));
    assert!(opened(&url).is_err());
}
