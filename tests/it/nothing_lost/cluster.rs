//! PostgreSQL servers of a test's own, which it may stop, restart and have taken over, and a line to one of them
//! that can be broken and led elsewhere.

use std::net::TcpListener as Listener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The newest server's programs on this machine.
fn programs() -> Option<PathBuf> {
    let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?;
    let found = versions.filter_map(|version| {
        let version = version.ok()?;
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let programs = version.path().join("bin");
        programs
            .join("initdb")
            .exists()
            .then_some((number, programs))
    });
    found.max().map(|(_, programs)| programs)
}

/// A server of PostgreSQL and its data.
pub struct Server {
    programs: PathBuf,
    data: PathBuf,
    pub port: u16,
    folder: Arc<TempDir>,
}

impl Server {
    /// A new one that runs. None where there are no programs of a server, or nobody who may run them.
    pub fn start() -> Option<Server> {
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        // A server runs as nobody who may do everything.
        let owned = Command::new("chown")
            .arg("postgres")
            .arg(folder.path())
            .output();
        if is_root() && !owned.is_ok_and(|done| done.status.success()) {
            return None;
        }
        let server = Server {
            programs,
            data: folder.path().join("one"),
            port: free_port(),
            folder: Arc::new(folder),
        };
        let mut initdb = server.run("initdb");
        let initdb = initdb.args(["-U", "rapsap", "-A", "trust", "-E", "UTF8", "-D"]);
        done(initdb.arg(&server.data));
        server.up();
        Some(server)
    }

    fn run(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        if !is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command.current_dir(self.folder.path());
        command
    }

    fn control(&self, how: &[&str]) {
        let mut control = self.run("pg_ctl");
        control.arg("-D").arg(&self.data).args(["-w"]).args(how);
        done(control.stdout(Stdio::null()).stderr(Stdio::null()));
    }

    pub fn up(&self) {
        let folder = self.folder.path().display();
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {} -k {folder} -c fsync=off -c max_connections=40 -c max_wal_senders=4",
            self.port
        );
        let log = format!("{}.log", self.data.display());
        self.control(&["-l", &log, "-o", &options, "start"]);
    }

    /// Stops without a word to anybody, as a server that dies does.
    pub fn dies(&self) {
        self.control(&["-m", "immediate", "stop"]);
    }

    /// Has every transaction that begins from now on write nothing, or write again.
    pub fn is_read_only(&self, read_only: bool) {
        let value = if read_only { "on" } else { "off" };
        self.says(&format!(
            "ALTER SYSTEM SET default_transaction_read_only = {value}"
        ));
        self.says("SELECT pg_reload_conf()");
    }

    fn says(&self, sql: &str) {
        let mut psql = self.run("psql");
        psql.env("PGOPTIONS", "-c default_transaction_read_only=off");
        psql.args(["-h", "127.0.0.1", "-U", "rapsap", "-d", "postgres", "-p"]);
        done(psql.arg(self.port.to_string()).args(["-qtAc", sql]));
    }

    /// A second server that follows this one; from now on nothing counts as committed that it has not.
    pub fn followed(&self) -> Server {
        let standby = Server {
            programs: self.programs.clone(),
            data: self.folder.path().join("two"),
            port: free_port(),
            folder: self.folder.clone(),
        };
        let mut copy = self.run("pg_basebackup");
        copy.args(["-h", "127.0.0.1", "-U", "rapsap", "-R", "-c", "fast", "-p"]);
        done(copy.arg(self.port.to_string()).arg("-D").arg(&standby.data));
        standby.up();
        self.says("ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.says("SELECT pg_reload_conf()");
        standby
    }

    /// The one that followed is the first from now on.
    pub fn takes_over(&self) {
        self.control(&["promote"]);
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.run("pg_ctl");
        stop.arg("-D")
            .arg(&self.data)
            .args(["-m", "immediate", "stop"]);
        let _ = stop.output();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

fn free_port() -> u16 {
    let free = Listener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

fn done(command: &mut Command) {
    let Output { status, stderr, .. } = command.output().unwrap();
    let told = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{command:?}: {told}");
}

/// A way to a database server that can be broken.
pub struct Line {
    pub port: u16,
    up: Arc<AtomicBool>,
    server: Arc<Mutex<String>>,
    breaks: watch::Sender<u64>,
}

impl Line {
    pub async fn to(server: String) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (up, (breaks, broken)) = (Arc::new(AtomicBool::new(true)), watch::channel(0));
        let server = Arc::new(Mutex::new(server));
        let (is_up, leads_to) = (up.clone(), server.clone());
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                if !is_up.load(Ordering::Relaxed) {
                    continue;
                }
                let (server, mut broken) = (leads_to.lock().unwrap().clone(), broken.clone());
                broken.mark_unchanged();
                tokio::spawn(async move {
                    let Ok(mut far) = TcpStream::connect(server).await else {
                        return;
                    };
                    tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                        _ = broken.changed() => {}
                    }
                });
            }
        });
        Line {
            port,
            up,
            server,
            breaks,
        }
    }

    /// Every connection breaks; while it is not up, none is let through.
    pub fn is_up(&self, up: bool) {
        self.up.store(up, Ordering::Relaxed);
        self.breaks.send_modify(|breaks| *breaks += 1);
    }

    /// It leads to another server from now on.
    pub fn leads_to(&self, server: String) {
        *self.server.lock().unwrap() = server;
    }
}
