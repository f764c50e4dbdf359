use super::*;

#[test]
fn what_is_no_file_is_named_and_never_opened() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("fifo");
    rustix::fs::mknodat(CWD, &fifo, rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
    let socket = dir.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let dangling = dir.path().join("dangling");
    std::os::unix::fs::symlink("gone", &dangling).unwrap();
    let why = |at: &Path| open(at, "x").unwrap_err();
    assert_eq!(why(&fifo), Obstacle::found("`x` is a fifo, not a file"));
    assert_eq!(why(&socket), Obstacle::found("`x` is a socket, not a file"));
    assert_eq!(why(Path::new("/dev/zero")), Obstacle::found("`x` is a character device, not a file"));
    assert_eq!(why(dir.path()), Obstacle::found("`x` is a directory, not a file"));
    assert_eq!(why(&dangling), Obstacle::found("`x` is a symbolic link to nothing, not a file"));
}

#[test]
fn nothing_is_nothing_also_below_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(open(&dir.path().join("gone"), "x").unwrap().is_none());
    assert!(open(&file.join("below"), "x").unwrap().is_none());
    let circle = dir.path().join("circle");
    std::os::unix::fs::symlink("circle", &circle).unwrap();
    let why = "`x` cannot be looked at: too many levels of symbolic links";
    assert_eq!(open(&circle, "x").unwrap_err(), Obstacle::found(why));
}

#[test]
fn errors_are_worded_in_lower_case_without_numbers() {
    let error = io::Error::from_raw_os_error(13);
    assert_eq!(worded(&error), "permission denied");
}

#[test]
fn what_the_disk_has_is_a_fact_and_what_we_lack_is_not() {
    let (no_entry, io, circle) = (2, 5, 40);
    for number in [no_entry, io, circle] {
        let error = io::Error::from_raw_os_error(number);
        assert_eq!(obstacle(&error), Obstacle::found(worded(&error)));
    }
    let (not_permitted, no_memory, denied, too_many_files) = (1, 12, 13, 24);
    for number in [not_permitted, no_memory, denied, too_many_files] {
        let error = io::Error::from_raw_os_error(number);
        assert_eq!(obstacle(&error), Obstacle::unseen(worded(&error)));
    }
}
