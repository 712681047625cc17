use super::*;

fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("x.toml");
    std::fs::write(&file, text)?;
    Config::load(Some(&file), variables.iter().map(|(name, value)| (name.to_string(), value.to_string())))
}

#[test]
fn runs_with_no_file_at_all() {
    let config = Config::default();
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(config.keys_file(), PathBuf::from("./data/keys.toml"));
}

#[test]
fn variables_win_over_the_file() {
    let config = load("listen = \"127.0.0.1:1\"\n", &[("XUEQIAO_LISTEN", "127.0.0.1:2"), ("OTHER", "x")]).unwrap();
    assert_eq!(config.listen, "127.0.0.1:2");
}

#[test]
fn unknown_names_are_refused_wherever_they_stand() {
    for (text, variables) in [
        ("lisen = \"x\"", &[][..]),
        ("[log]\nlevle = \"x\"", &[]),
        ("[files]\nstore = \"floppy\"", &[]),
        ("", &[("XUEQIAO_LISEN", "x")]),
        ("", &[("XUEQIAO_LOG_FORMAT", "xml")]),
    ] {
        assert!(load(text, variables).is_err(), "{text:?} {variables:?}");
    }
}

#[test]
fn an_object_store_is_named_by_its_bucket() {
    let config = load("[files]\nstore = \"s3\"\nbucket = \"b\"\nregion = \"r\"\n", &[]).unwrap();
    assert_eq!(config.files, FilesConfig::S3 { bucket: "b".into(), region: "r".into(), endpoint: None });
}
