//! The real binary on a database of its own, started, killed and started again.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::postgres;
use crate::visitor::Visitor;

/// How long a server may take to print its address, demo data included, on a busy two-core machine.
const START_SECONDS: u64 = 180;
/// How often what is awaited is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Which database a test runs on. Every HTTP and model test runs on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one, a file in the data directory.
    Sqlite,
    /// A database in this process's private cluster.
    Postgres,
}

impl Engine {
    /// Both, in the order reports show them.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// Where a server keeps its things: a directory, and a PostgreSQL address where there is one.
pub struct Home {
    directory: TempDir,
    database: Option<String>,
}

impl Home {
    /// Nothing in it yet.
    pub fn empty(engine: Engine) -> Self {
        Self {
            directory: tempfile::Builder::new().prefix("xueqiao-test-").tempdir().expect("a temporary directory"),
            database: (engine == Engine::Postgres).then(|| postgres::cluster().database()),
        }
    }

    /// A copy of the demo's data. They are made once in a test process and copied for every server.
    pub fn demo(engine: Engine) -> Self {
        static MADE: [OnceLock<Home>; 2] = [OnceLock::new(), OnceLock::new()];
        // Copying a PostgreSQL database wants it to itself.
        static COPYING: Mutex<()> = Mutex::new(());
        let _alone = COPYING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let made = MADE[engine as usize].get_or_init(|| {
            let home = Self::empty(engine);
            let mut server = Server::run(home, &["demo"]);
            server.stop();
            server.into_home()
        });
        made.copy()
    }

    fn copy(&self) -> Self {
        let directory = tempfile::Builder::new().prefix("xueqiao-test-").tempdir().expect("a temporary directory");
        copy_tree(self.directory.path(), directory.path());
        let database = self.database.as_deref().map(|address| postgres::cluster().copy_of(address));
        Self { directory, database }
    }

    /// The data directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// A command of the binary on this data, with `arguments`.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).arg("--data").arg(self.path().join("data"));
        if let Some(address) = &self.database {
            command.args(["--database", address]);
        }
        command.arg("--clock").arg(self.clock()).stdin(Stdio::null());
        command
    }

    /// Runs a command of the binary to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary runs")
    }

    /// The file that stops the server's clock at the moment written in it; without it the machine's time is told.
    fn clock(&self) -> PathBuf {
        self.path().join("clock")
    }

    /// Stops the server's clock at a moment.
    pub fn stop_clock(&self, at: units::Instant) {
        std::fs::write(self.clock(), at.to_string()).expect("the clock file is written");
    }
}

fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a directory is made");
    for entry in std::fs::read_dir(from).expect("a directory is read") {
        let entry = entry.expect("an entry is read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file is copied");
        }
    }
}

/// The binary under test: `XQ_BINARY`, or the one built beside this test.
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("XQ_BINARY") {
        return named.into();
    }
    let test = std::env::current_exe().expect("a running test knows its file");
    let beside = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps").join("xueqiao");
    assert!(beside.exists(), "{} is missing: run `cargo build --workspace --all-targets` first", beside.display());
    beside
}

/// A running server. Dropping it kills it.
pub struct Server {
    home: Option<Home>,
    child: Child,
    address: String,
    log: PathBuf,
}

impl Server {
    /// Serves a copy of the demo's data on `engine`.
    pub fn demo(engine: Engine) -> Self {
        Self::serve(Home::demo(engine))
    }

    /// Serves what is in `home`.
    pub fn serve(home: Home) -> Self {
        Self::run(home, &["serve"])
    }

    fn run(home: Home, arguments: &[&str]) -> Self {
        Self::listening(home, arguments, "127.0.0.1:0")
    }

    fn listening(home: Home, arguments: &[&str], listen: &str) -> Self {
        let log = home.path().join("log");
        let file = File::create(&log).expect("a log file is made");
        let copy = file.try_clone().expect("a file handle is copied");
        let child = home
            .command(arguments)
            .args(["--listen", listen])
            .stdout(file)
            .stderr(copy)
            .spawn()
            .expect("the binary starts");
        let mut server = Self { home: Some(home), child, address: String::new(), log };
        server.address = server.await_address();
        server
    }

    /// Reads the log until it names an address and the server answers there that it is ready.
    fn await_address(&mut self) -> String {
        let until = Instant::now() + Duration::from_secs(START_SECONDS);
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a child can be asked") {
                panic!("the server ended with {status}:\n{}", self.log());
            }
            if let Some(address) = address_in(&self.log())
                && Visitor::new(&address).try_get("/readyz").is_some_and(|answer| answer.status == 200)
            {
                return address;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        panic!("the server was not ready in {START_SECONDS} s:\n{}", self.log());
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What the server wrote to its log so far.
    pub fn log(&self) -> String {
        let mut text = String::new();
        if let Ok(mut file) = File::open(&self.log) {
            // A log being written may end inside a character.
            let mut bytes = Vec::new();
            if file.read_to_end(&mut bytes).is_ok() {
                text = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        text
    }

    /// Where the server keeps its things.
    pub fn home(&self) -> &Home {
        self.home.as_ref().expect("a server has its home until into_home")
    }

    /// The process's number, for what the kernel tells about it.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// A stranger with an empty cookie jar.
    pub fn stranger(&self) -> Visitor {
        Visitor::new(&self.address)
    }

    /// `kill -9`, as a power cut would.
    pub fn kill(&mut self) {
        // An error means it is dead already, which is what is wanted.
        let _ = self.child.kill();
        self.child.wait().expect("a killed child is collected");
    }

    /// Asks it to stop, as an operator would, and waits for it.
    pub fn stop(&mut self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(asked.is_ok_and(|status| status.success()), "the server could not be asked to stop");
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a child can be asked") {
                assert!(status.success(), "asked to stop, the server ended with {status}:\n{}", self.log());
                return;
            }
            std::thread::sleep(LOOK_EVERY);
        }
        panic!("asked to stop, the server went on for 30 s:\n{}", self.log());
    }

    /// Starts it again after `kill` or `stop`, on the same data and the same address.
    pub fn restart(&mut self) {
        let home = self.home.take().expect("a server has its home until into_home");
        let listen = self.address.trim_start_matches("http://").to_owned();
        *self = Self::listening(home, &["serve"], &listen);
    }

    /// Gives the home back after `stop` or `kill`.
    pub fn into_home(mut self) -> Home {
        self.home.take().expect("a server has its home until into_home")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first `http://…:PORT` in the log.
fn address_in(log: &str) -> Option<String> {
    let start = log.find("http://127.0.0.1:")?;
    let rest = &log[start + "http://".len()..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':'))?;
    Some(format!("http://{}", &rest[..end]))
}
