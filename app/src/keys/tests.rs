use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::*;

fn counting() -> op::Random {
    let next = AtomicU8::new(1);
    Arc::new(move |buffer| buffer.fill(next.fetch_add(1, Ordering::Relaxed)))
}

#[test]
fn keys_survive_a_restart_and_a_rotation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    let random = counting();
    let made = load_or_make(&path, &random).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let read = load_or_make(&path, &random).unwrap();
    assert_eq!((made.current.bytes, made.index), (read.current.bytes, read.index));

    rotate(&path, &read, &random).unwrap();
    let rotated = load_or_make(&path, &random).unwrap();
    assert_eq!((rotated.current.id, rotated.index), (2, made.index));
    assert_eq!(rotated.by_id(1).unwrap().bytes, made.current.bytes);

    forget_older(&path, &rotated).unwrap();
    assert!(load_or_make(&path, &random).unwrap().by_id(1).is_none());
}

#[test]
fn a_damaged_file_is_refused_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    for text in [
        "",
        "current = 1\nindex = \"00\"\nkey = []\n",
        "current = 1\nindex = \"zz\"\n[[key]]\nid = 1\nbytes = \"00\"\n",
    ] {
        std::fs::write(&path, text).unwrap();
        assert!(load_or_make(&path, &counting()).is_err(), "{text:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn of_several_that_start_at_once_one_makes_the_keys_for_all() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let random = counting();
        let all: Vec<_> = std::thread::scope(|scope| {
            let starting: Vec<_> = (0..8).map(|_| scope.spawn(|| load_or_make(&path, &random).unwrap())).collect();
            starting.into_iter().map(|start| start.join().unwrap()).collect()
        });
        let kept = load_or_make(&path, &random).unwrap();
        for keys in all {
            assert_eq!((keys.current.bytes, keys.index), (kept.current.bytes, kept.index));
        }
        let names: Vec<_> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["keys.toml"], "nothing with keys in it is left beside them");
    }
}
