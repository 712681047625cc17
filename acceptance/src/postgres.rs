//! A PostgreSQL cluster that belongs to one test process: its own directory, socket and port.
//!
//! The cluster is started the first time it is asked for and lives behind a pipe. When the test process
//! ends, however it ends, the pipe closes, and the supervising shell stops the cluster and removes its files.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Starts the server, waits until it answers, says so, and stops it when the input ends.
/// $1 = the programs, $2 = the directory, $3 = the port.
const SUPERVISE: &str = r#"set -eu
"$1/initdb" --pgdata="$2/data" --locale=C.UTF-8 --encoding=UTF8 --auth=trust --username=xueqiao --no-sync >"$2/initdb.log" 2>&1
"$1/postgres" -D "$2/data" -p "$3" -k "$2" -c listen_addresses=127.0.0.1 -c max_connections=200 \
  -c shared_buffers=64MB -c log_min_messages=warning >"$2/log" 2>&1 &
server=$!
tries=0
until "$1/pg_isready" -q -h 127.0.0.1 -p "$3" -U xueqiao; do
  tries=$((tries + 1)); [ "$tries" -lt 300 ] || { cat "$2/log" >&2; exit 1; }
  kill -0 "$server" 2>/dev/null || { cat "$2/log" >&2; exit 1; }
  sleep 0.1
done
echo ready
cat >/dev/null
kill -QUIT "$server" 2>/dev/null || true
wait "$server" || true
rm -rf "$2"
"#;

/// A running private cluster.
pub struct Cluster {
    port: u16,
    number: AtomicU32,
    /// Holds the pipe whose end stops the cluster.
    _supervisor: Child,
}

/// The cluster of this process, started on first use.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start)
}

impl Cluster {
    /// Makes an empty database and answers its address.
    pub fn database(&self) -> String {
        self.create("template0")
    }

    /// Makes a copy of the database at `address`, which nobody may be using, and answers the copy's address.
    pub fn copy_of(&self, address: &str) -> String {
        let (_, template) = address.rsplit_once('/').expect("an address ends with the database's name");
        self.create(template)
    }

    fn create(&self, template: &str) -> String {
        let name = format!("t{}", self.number.fetch_add(1, Ordering::Relaxed));
        let output = Command::new(programs().join("createdb"))
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "xueqiao", "--template", template, &name])
            .output()
            .expect("createdb runs");
        assert!(output.status.success(), "createdb: {}", String::from_utf8_lossy(&output.stderr));
        format!("postgres://xueqiao@127.0.0.1:{}/{name}", self.port)
    }

    fn start() -> Self {
        let port = free_port();
        let directory = std::env::temp_dir().join(format!("xueqiao-pg-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("the temporary directory is writable");
        let mut supervisor = as_postgres(&directory, "sh")
            .arg("-c")
            .arg(SUPERVISE)
            .arg("supervise")
            .arg(programs())
            .arg(&directory)
            .arg(port.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell runs");
        let mut line = String::new();
        let stdout = supervisor.stdout.take().expect("the output is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the supervisor says something");
        assert_eq!(line.trim(), "ready", "the cluster in {} did not start", directory.display());
        Self { port, number: AtomicU32::new(0), _supervisor: supervisor }
    }
}

/// A command that runs as a user PostgreSQL accepts: `postgres` when this process is root, else this one.
fn as_postgres(directory: &Path, program: impl AsRef<OsStr>) -> Command {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    if id.stdout.trim_ascii() != b"0" {
        let mut command = Command::new("env");
        command.arg(program);
        return command;
    }
    let given = Command::new("chown").arg("postgres").arg(directory).status();
    assert!(
        given.is_ok_and(|status| status.success()),
        "{} could not be given to the user postgres",
        directory.display()
    );
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// Where the newest installed server programs are.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is installed (./test install)");
    versions
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max_by_key(|(version, _)| *version)
        .map(|(_, bin)| bin)
        .expect("PostgreSQL is installed (./test install)")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound address").port()
}
