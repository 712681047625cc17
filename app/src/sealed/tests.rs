use super::*;

const HASH: &str = "ab";

fn keys() -> Keys {
    Keys { current: Key { id: 2, bytes: [2; 32] }, older: vec![Key { id: 1, bytes: [1; 32] }], index: [0; 32] }
}

fn seal(content: &[u8], key: u32) -> Vec<u8> {
    let keys = keys();
    let mut sealed = Vec::new();
    Sealing::new(content, HASH, keys.by_id(key).unwrap(), [9; 7]).unwrap().read_to_end(&mut sealed).unwrap();
    sealed
}

fn open(sealed: &[u8], hash: &str) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    Opening::new(sealed, hash, &keys())?.0.read_to_end(&mut content)?;
    Ok(content)
}

#[test]
fn every_size_around_a_chunk_comes_back() {
    for size in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7] {
        let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        let sealed = seal(&content, 2);
        assert!(open(&sealed, HASH).unwrap() == content, "{size} bytes");
        if size > 16 {
            assert!(!sealed.windows(16).any(|window| window == &content[..16]), "{size} bytes stand open");
        }
    }
}

#[test]
fn an_older_key_still_opens_and_a_gone_one_does_not() {
    assert_eq!(open(&seal(b"x", 1), HASH).unwrap(), b"x");
    let mut sealed = seal(b"x", 1);
    sealed[7] = 9;
    assert!(open(&sealed, HASH).unwrap_err().to_string().contains("key 9"));
}

#[test]
fn any_change_is_noticed() {
    let content = vec![7; 2 * CHUNK_BYTES + 5];
    let sealed = seal(&content, 2);
    assert!(open(&sealed, "cd").is_err(), "under another hash");
    assert!(open(&sealed[..sealed.len() - 21], HASH).is_err(), "the last chunk cut off");
    assert!(open(&sealed[..HEADER_BYTES + CHUNK_BYTES + TAG_BYTES], HASH).is_err(), "cut at a chunk's end");
    assert!(open(&sealed[..5], HASH).is_err(), "cut in the header");
    for at in [0, 5, 9, 20, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(open(&changed, HASH).is_err(), "byte {at}");
    }
}
