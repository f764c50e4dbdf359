//! Handing sockets from one process to another: a pair of ends, and messages that may carry a socket.

use rustix::cmsg_space;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};
use std::io::{self, ErrorKind, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// The most bytes of a message; an error that is longer is cut.
const MOST: usize = 1024;

/// A message.
pub(super) struct Message {
    /// Its bytes; none when the other end is closed.
    pub(super) bytes: Vec<u8>,
    /// The socket it carries.
    pub(super) socket: Option<OwnedFd>,
}

/// Two ends, between which messages stay whole.
///
/// # Errors
/// When the process may have no more files.
pub(super) fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?)
}

/// Sends a message.
///
/// # Errors
/// When the other end is closed, or does not read.
pub(super) fn send(end: impl AsFd, bytes: &[u8], socket: Option<BorrowedFd<'_>>) -> io::Result<()> {
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut carried = SendAncillaryBuffer::new(&mut space);
    let sockets: Vec<BorrowedFd<'_>> = socket.into_iter().collect();
    if !sockets.is_empty() && !carried.push(SendAncillaryMessage::ScmRights(&sockets)) {
        return Err(io::Error::other("no room for a socket"));
    }
    let bytes = &bytes[..bytes.len().min(MOST)];
    sendmsg(end, &[IoSlice::new(bytes)], &mut carried, SendFlags::NOSIGNAL)?;
    Ok(())
}

/// Receives a message.
///
/// # Errors
/// When there is none, and the end does not wait for one.
pub(super) fn receive(end: impl AsFd) -> io::Result<Message> {
    let mut bytes = vec![0; MOST];
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut carried = RecvAncillaryBuffer::new(&mut space);
    let length = loop {
        match recvmsg(&end, &mut [IoSliceMut::new(&mut bytes)], &mut carried, RecvFlags::CMSG_CLOEXEC) {
            Ok(received) => break received.bytes,
            Err(error) if io::Error::from(error).kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    };
    bytes.truncate(length);
    let sockets = carried.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(sockets) => Some(sockets),
        _ => None,
    });
    Ok(Message { bytes, socket: sockets.flatten().next() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn a_socket_arrives_with_its_message_and_works() {
        let (ours, theirs) = pair().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        send(&ours, b"here", Some(listener.as_fd())).unwrap();
        drop(listener);
        let message = receive(&theirs).unwrap();
        assert_eq!(message.bytes, b"here");
        let listener = TcpListener::from(message.socket.unwrap());
        TcpStream::connect(address).unwrap().write_all(b"x").unwrap();
        let mut heard = String::new();
        listener.accept().unwrap().0.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "x");
    }

    #[test]
    fn messages_stay_whole_long_ones_are_cut_and_the_end_is_empty() {
        let (ours, theirs) = pair().unwrap();
        send(&ours, b"one", None).unwrap();
        send(&ours, &[b'x'; 2 * MOST], None).unwrap();
        drop(ours);
        let lengths = [(); 3].map(|()| receive(&theirs).unwrap()).map(|m| (m.bytes.len(), m.socket.is_some()));
        assert_eq!(lengths, [(3, false), (MOST, false), (0, false)]);
        assert_eq!(send(&theirs, b"x", None).unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}
