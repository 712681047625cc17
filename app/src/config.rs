//! Configuration: one TOML file, overridden by `XUEQIAO_…` variables, overridden by command-line options. Runs with none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

/// The file read when no other is named.
pub const FILE: &str = "xueqiao.toml";

/// Everything an installation may set. Unknown names are refused.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on; port 0 takes a free one.
    pub listen: String,
    /// Address people see, when it is not the one listened on; `https://…` makes cookies secure.
    pub public_url: Option<String>,
    /// Whether a proxy in front names the client in `X-Forwarded-For`; otherwise that header is not believed.
    pub behind_proxy: bool,
    /// Folder of everything the platform keeps.
    pub data: PathBuf,
    /// `postgres://…`, or a file; `xueqiao.db` in the data folder when not set.
    pub database: Option<String>,
    /// In how many parts PostgreSQL keeps a table that grows with learners; settled when the tables are made.
    pub parts: u32,
    /// Keys file; `keys.toml` in the data folder when not set.
    pub keys: Option<PathBuf>,
    /// Folder of files in passing, a folder of its own; `temp` in the data folder when not set.
    pub temp: Option<PathBuf>,
    /// Attached files.
    pub files: FilesConfig,
    /// Logs.
    pub log: LogConfig,
    /// Language of the command line, from the environment.
    #[serde(skip)]
    pub locale: web::Locale,
}

/// Where attached files lie.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, tag = "store", rename_all = "lowercase")]
pub enum FilesConfig {
    /// In a folder; `files` in the data folder when not set.
    Folder {
        /// The folder.
        #[serde(default)]
        path: Option<PathBuf>,
    },
    /// In a bucket of an S3-compatible object store. Its credentials come from `AWS_ACCESS_KEY_ID` and
    /// `AWS_SECRET_ACCESS_KEY`.
    S3 {
        /// Name of the bucket.
        bucket: String,
        /// Region of the bucket.
        region: String,
        /// Address of the store, when it is not Amazon's.
        #[serde(default)]
        endpoint: Option<String>,
    },
}

/// How logs are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// `text` for people, `json` for collectors.
    pub format: LogFormat,
    /// Filter, such as `info` or `web=debug,info`.
    pub level: String,
}

/// Shape of log lines.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line an event.
    Text,
    /// One JSON object an event.
    Json,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            behind_proxy: false,
            data: PathBuf::from("./data"),
            database: None,
            parts: db::Settings::default().parts,
            keys: None,
            temp: None,
            files: FilesConfig::Folder { path: None },
            log: LogConfig::default(),
            locale: web::Locale::En,
        }
    }
}

impl Default for LogConfig {
    fn default() -> LogConfig {
        LogConfig { format: LogFormat::Text, level: "info".to_owned() }
    }
}

impl Config {
    /// Reads the file (the named one must exist, the usual one may) and the variables.
    pub fn load(file: Option<&Path>, variables: impl Iterator<Item = (String, String)>) -> anyhow::Result<Config> {
        let path = file.unwrap_or(Path::new(FILE));
        let mut config: Config = match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("the configuration {}", path.display()))?,
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => Config::default(),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the configuration {}", path.display()));
            }
        };
        let variables: BTreeMap<String, String> = variables.collect();
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| variables.get(*name))
            .find(|tag| !tag.is_empty());
        if language.is_some_and(|tag| tag.starts_with("zh")) {
            config.locale = web::Locale::ZhCn;
        }
        for (name, value) in variables {
            if let Some(name) = name.strip_prefix("XUEQIAO_") {
                config.set(name, value)?;
            }
        }
        Ok(config)
    }

    fn set(&mut self, name: &str, value: String) -> anyhow::Result<()> {
        match name {
            "LISTEN" => self.listen = value,
            "PUBLIC_URL" => self.public_url = Some(value),
            "BEHIND_PROXY" => {
                self.behind_proxy = value.parse().context("XUEQIAO_BEHIND_PROXY may be true or false")?;
            }
            "DATA" => self.data = value.into(),
            "DATABASE" => self.database = Some(value),
            "PARTS" => self.parts = value.parse().context("XUEQIAO_PARTS is a number from 1 to 1024")?,
            "KEYS" => self.keys = Some(value.into()),
            "TEMP" => self.temp = Some(value.into()),
            "LOG_LEVEL" => self.log.level = value,
            "LOG_FORMAT" => {
                self.log.format = match value.as_str() {
                    "text" => LogFormat::Text,
                    "json" => LogFormat::Json,
                    other => bail!("XUEQIAO_LOG_FORMAT is {other:?}; it may be text or json"),
                }
            }
            unknown => bail!("XUEQIAO_{unknown} is not a setting; see docs/operations.md"),
        }
        Ok(())
    }

    /// Where the database is.
    pub fn location(&self) -> anyhow::Result<db::Location> {
        match &self.database {
            Some(text) => Ok(db::Location::parse(text)?),
            None => Ok(db::Location::Sqlite(self.data.join("xueqiao.db"))),
        }
    }

    /// The folder of files in passing.
    pub fn temp_folder(&self) -> PathBuf {
        self.temp.clone().unwrap_or_else(|| self.data.join("temp"))
    }

    /// Where the keys are.
    pub fn keys_file(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join("keys.toml"))
    }
}

#[cfg(test)]
mod tests;
