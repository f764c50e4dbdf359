//! What runs inside of a browser's own network: it makes the network ready, starts the driver, and hands out sockets.
//!
//! A socket belongs to the network it was made in, wherever it is used. So nothing has to be passed on between the two
//! networks: the gate accepts on a socket from inside, and the driver is spoken to over connections made inside.

use super::handing::{receive, send};
use rustix::process::{Pid, Signal, getpgrp, getpid, kill_process, kill_process_group};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Command, ExitCode, Stdio};

/// Beside loopback the network gets a link that leads nowhere.
const LINKS: [&str; 2] = ["link set lo up", "link add alone type veth peer name other"];
/// It gets no addresses by itself: that would be a change of the network. A kernel without IPv6 refuses this, having no
/// need of it.
const NO_ADDRESSES: [&str; 2] = ["link set alone addrgenmode none", "link set other addrgenmode none"];
/// It gets one that belongs to nobody (RFC 5737), and goes up: a browser without any tells its pages they are offline.
const ONE_ADDRESS: [&str; 3] = ["addr add 192.0.2.1/32 dev alone", "link set other up", "link set alone up"];

/// Does the work inside of a browser's own network, whose standard input is the session; returns when the driver ends.
/// Without words only the network is tried.
#[must_use]
pub fn own_network(words: &[OsString]) -> ExitCode {
    let Some((driver, arguments)) = words.split_first() else {
        return match ready() {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => {
                // Whoever tries reads why; whoever does not read it does not want to know.
                drop(writeln!(io::stderr(), "{error}"));
                ExitCode::FAILURE
            }
        };
    };
    let Ok(session) = io::stdin().as_fd().try_clone_to_owned() else { return ExitCode::FAILURE };
    let begun = ready().and_then(|listener| Ok((listener, started(driver, arguments)?)));
    let mut child = match begun {
        Ok((listener, child)) if send(&session, b"ready", Some(listener.as_fd())).is_ok() => child,
        Ok((_, child)) => {
            end(child.id());
            return ExitCode::FAILURE;
        }
        Err(error) => {
            // A session that is gone needs no reason.
            drop(send(&session, error.to_string().as_bytes(), None));
            return ExitCode::FAILURE;
        }
    };
    let pid = child.id();
    std::thread::spawn(move || {
        hand_out(&session);
        end(pid);
    });
    match child.wait() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Makes the network ready and takes the port for the gate.
fn ready() -> io::Result<TcpListener> {
    ip(&LINKS, false)?;
    ip(&NO_ADDRESSES, true)?;
    ip(&ONE_ADDRESS, false)?;
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
}

/// Has `ip` do these; where it `may` fail, only its absence is an error.
fn ip(lines: &[&str], may: bool) -> io::Result<()> {
    let no = |e: io::Error| io::Error::other(format!("`ip` of iproute2 does not start: {e}"));
    let mut command = Command::new("ip");
    command.args(["-force", "-batch", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(no)?;
    if let Some(mut input) = child.stdin.take() {
        // One that does not read says why.
        drop(input.write_all((lines.join("\n") + "\n").as_bytes()));
    }
    let output = child.wait_with_output()?;
    if may || output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("`ip` of iproute2: {}", said.lines().next().unwrap_or("it said nothing"))))
}

fn started(driver: &OsString, arguments: &[OsString]) -> io::Result<Child> {
    // What the driver says goes where this process would say it.
    Command::new(driver).args(arguments).stdin(Stdio::null()).spawn()
}

/// Makes a connection for every port that is asked for, until nobody asks any more.
fn hand_out(session: &OwnedFd) {
    while let Ok(message) = receive(session) {
        let Ok(port) = <[u8; 2]>::try_from(message.bytes) else { return };
        let sent = match TcpStream::connect((Ipv4Addr::LOCALHOST, u16::from_be_bytes(port))) {
            Ok(stream) => send(session, b"connected", Some(stream.as_fd())),
            Err(error) => send(session, error.to_string().as_bytes(), None),
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Ends the driver with its browser, and this process: the session is gone, and cannot.
fn end(driver: u32) {
    if getpgrp() == getpid() {
        let _ = kill_process_group(getpgrp(), Signal::KILL);
    } else if let Some(driver) = i32::try_from(driver).ok().and_then(Pid::from_raw) {
        let _ = kill_process(driver, Signal::KILL);
    }
}
