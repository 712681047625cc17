//! A private PostgreSQL for tests: its own cluster, port and socket, gone when the test process ends in whatever way.
//!
//! Uses only the standard library, so that a crate's own tests can take this file in by path. PostgreSQL does not run
//! as root, so a root process starts it as the user `postgres`.

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Where Debian puts the server programs, newest first; `XQ_POSTGRES_BIN` names another place.
const PLACES: [&str; 3] = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];

/// How often the starting server is asked, and how long between.
const ASK_TIMES: u32 = 300;
const ASK_PAUSE: Duration = Duration::from_millis(100);

/// A running cluster.
pub struct Cluster {
    directory: PathBuf,
    port: u16,
    keeper: Child,
    /// While this pipe is open the keeper keeps the cluster; it closes even when this process is killed.
    hold: Option<ChildStdin>,
    databases: AtomicU32,
    tls: bool,
}

/// What a server that speaks TLS shows, made for `localhost` by an authority of the tests' own.
const CERTIFICATE: &str = include_str!("tls/server.crt");
const CERTIFICATE_KEY: &str = include_str!("tls/server.key");

impl Cluster {
    /// The cluster all tests of this process share, started at the first call.
    pub fn shared() -> &'static Cluster {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(Cluster::start)
    }

    /// Starts a cluster of its own.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start; the message holds its log.
    pub fn start() -> Cluster {
        Cluster::begin(false)
    }

    /// Starts a cluster that also listens on `localhost`, and speaks TLS there.
    ///
    /// # Panics
    /// As [`Cluster::start`].
    pub fn with_tls() -> Cluster {
        Cluster::begin(true)
    }

    fn begin(tls: bool) -> Cluster {
        let port = free_port();
        let directory = std::env::temp_dir().join(format!("xq-pg-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("the temporary directory can be written");
        let owner = is_root().then_some("postgres");
        for (name, text) in [("server.crt", CERTIFICATE), ("server.key", CERTIFICATE_KEY)] {
            std::fs::write(directory.join(name), text).expect("the directory can be written");
            run(Command::new("chmod").arg("600").arg(directory.join(name)));
        }
        if let Some(owner) = owner {
            run(Command::new("chown").arg("-R").arg(owner).arg(&directory));
        }
        let bin = server_programs();
        let data = directory.join("data");
        run(as_owner(owner, &bin.join("initdb")).arg("-D").arg(&data).args([
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=postgres",
            "--no-sync",
        ]));
        let mut keeper = keep(owner, &bin, &directory, &server_options(&directory, port, tls));
        let hold = keeper.stdin.take();
        let cluster = Cluster { directory, port, keeper, hold, databases: AtomicU32::new(0), tls };
        cluster.wait_until_ready(&bin);
        cluster
    }

    /// Makes an empty database and gives its address.
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        self.psql("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        self.url(&name)
    }

    /// The address of a database in this cluster, over its socket.
    pub fn url(&self, database: &str) -> String {
        let socket = self.directory.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{socket}:{}/{database}", self.port)
    }

    /// The address of a database over the network.
    pub fn network_url(&self, host: &str, database: &str) -> String {
        format!("postgres://postgres@{host}:{}/{database}", self.port)
    }

    /// Runs SQL from outside and gives the unaligned output.
    ///
    /// # Panics
    /// When psql fails.
    pub fn psql(&self, database: &str, sql: &str) -> String {
        let mut psql = Command::new(server_programs().join("psql"));
        psql.arg("-h").arg(&self.directory);
        psql.args(["-p", &self.port.to_string(), "-U", "postgres", "-X", "-q", "-A", "-t"]);
        psql.args(["-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]);
        run(&mut psql)
    }

    /// Stops the server at once, as a crash would, and starts it again.
    pub fn crash_and_restart(&self) {
        let bin = server_programs();
        let owner = is_root().then_some("postgres");
        let data = self.directory.join("data");
        let control = |arguments: &[&str]| {
            let mut command = as_owner(owner, &bin.join("pg_ctl"));
            command.arg("-D").arg(&data).args(arguments);
            // The server keeps the pipes it is born with, so it is born without any.
            command.stdout(Stdio::null()).stderr(Stdio::null());
            assert!(command.status().expect("pg_ctl runs").success());
        };
        control(&["stop", "-m", "immediate"]);
        let options = self.options();
        let log = self.directory.join("log").display().to_string();
        control(&["start", "-w", "-l", &log, "-o", &options]);
    }

    fn options(&self) -> String {
        server_options(&self.directory, self.port, self.tls)
    }

    fn wait_until_ready(&self, bin: &Path) {
        for _ in 0..ASK_TIMES {
            let mut ask = Command::new(bin.join("pg_isready"));
            ask.arg("-q").arg("-h").arg(&self.directory);
            ask.args(["-p", &self.port.to_string()]);
            if ask.status().is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(ASK_PAUSE);
        }
        let log = std::fs::read_to_string(self.directory.join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start: {log}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.hold.take());
        // The keeper has stopped the server and removed the directory when it ends; nothing can be done if not.
        drop(self.keeper.wait());
    }
}

/// Starts the server under a shell that stops it and cleans up as soon as its input ends.
fn keep(owner: Option<&str>, bin: &Path, directory: &Path, options: &str) -> Child {
    let script = format!(
        "'{bin}/pg_ctl' -D '{dir}/data' -l '{dir}/log' -o \"{options}\" start >/dev/null 2>&1 </dev/null
         cat >/dev/null
         '{bin}/pg_ctl' -D '{dir}/data' -m immediate stop >/dev/null 2>&1
         rm -rf '{dir}'",
        bin = bin.display(),
        dir = directory.display(),
    );
    let mut shell = as_owner(owner, Path::new("/bin/sh"));
    shell.arg("-c").arg(script).current_dir("/");
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.spawn().expect("a shell starts")
}

fn server_options(directory: &Path, port: u16, tls: bool) -> String {
    let directory = directory.display();
    let shared = format!("-p {port} -k {directory} -c max_connections=200 -c fsync=on");
    match tls {
        true => format!(
            "{shared} -c listen_addresses=localhost -c ssl=on -c ssl_cert_file={directory}/server.crt \
             -c ssl_key_file={directory}/server.key"
        ),
        false => format!("{shared} -c listen_addresses="),
    }
}

fn as_owner(owner: Option<&str>, program: &Path) -> Command {
    match owner {
        Some(owner) => {
            let mut command = Command::new("runuser");
            command.args(["-u", owner, "--"]).arg(program);
            command.current_dir("/");
            command
        }
        None => Command::new(program),
    }
}

fn run(command: &mut Command) -> String {
    command.stdin(Stdio::null());
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")) == "0"
}

fn server_programs() -> PathBuf {
    if let Some(place) = std::env::var_os("XQ_POSTGRES_BIN") {
        return PathBuf::from(place);
    }
    let found = PLACES.iter().map(PathBuf::from).find(|p| p.join("initdb").exists());
    found.expect("PostgreSQL is installed: apt-get install postgresql")
}

/// A port nobody listens on now. The socket's name holds it; no network port is opened.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port can be asked for");
    listener.local_addr().expect("a listener has an address").port()
}
