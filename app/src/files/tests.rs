use op::Files;

use super::*;

fn folder_store() -> (tempfile::TempDir, ObjectFiles) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let files = open(&config, 1);
    (folder, files)
}

/// The store with key `current`, which knows every earlier one.
fn open(config: &Config, current: u32) -> ObjectFiles {
    let key = |id: u32| op::Key { id, bytes: [id as u8; 32] };
    let keys = op::Keys { current: key(current), older: (1..current).map(key).collect(), index: [0; 32] };
    ObjectFiles::open(config, keys, Arc::new(|buffer| buffer.fill(5)), crate::clock::system()).unwrap()
}

fn put(files: &ObjectFiles, content: &[u8], hash: &str) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    files.put(hash, file.path()).unwrap();
}

fn read(files: &ObjectFiles, hash: &str) -> op::Result<Vec<u8>> {
    let mut content = Vec::new();
    files.open(hash)?.read_to_end(&mut content).unwrap();
    Ok(content)
}

#[test]
fn a_content_comes_back_as_it_was_at_every_size_around_a_part() {
    let (_folder, files) = folder_store();
    for (index, size) in [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES].into_iter().enumerate() {
        let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        let hash = format!("{index:064x}");
        put(&files, &content, &hash);
        put(&files, &content, &hash);
        assert!(read(&files, &hash).unwrap() == content, "{size} bytes");
    }
    assert_eq!(files.list().unwrap().len(), 6);
}

#[test]
fn what_was_removed_is_missing() {
    let (_folder, files) = folder_store();
    let hash = "ab".repeat(32);
    put(&files, b"x", &hash);
    let later = crate::clock::system()().plus_seconds(60);
    assert!(files.remove_older(&hash, later).unwrap());
    assert!(!files.remove_older(&hash, later).unwrap());
    assert_eq!(read(&files, &hash), Err(Error::Missing));
    assert!(files.list().unwrap().is_empty());
}

#[test]
fn after_a_rotation_files_are_sealed_anew_once() {
    let (folder, files) = folder_store();
    let hash = "cd".repeat(32);
    put(&files, b"grades", &hash);
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let rotated = open(&config, 2);
    assert_eq!(read(&rotated, &hash).unwrap(), b"grades");
    assert!(rotated.reseal(&hash).unwrap());
    assert!(!rotated.reseal(&hash).unwrap());
    assert_eq!(read(&rotated, &hash).unwrap(), b"grades");
    assert!(read(&files, &hash).is_err(), "the former key alone opens it no more");
}

#[test]
fn nothing_stands_open_on_the_disk() {
    let (folder, files) = folder_store();
    let hash = "ef".repeat(32);
    put(&files, "王小满,31010119990101".as_bytes(), &hash);
    let stored = std::fs::read(folder.path().join("files/ef").join(&hash[2..])).unwrap();
    assert!(!stored.windows(9).any(|window| window == "王小满".as_bytes()));
}

#[test]
fn an_aged_orphan_that_is_stored_again_is_young_again() {
    let (folder, files) = folder_store();
    let (kept, swept) = ("aa".repeat(32), "bb".repeat(32));
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for hash in [&kept, &swept] {
        put(&files, b"grades", hash);
        let path = folder.path().join("files").join(&hash[..2]).join(&hash[2..]);
        std::fs::File::options().append(true).open(path).unwrap().set_modified(long_ago).unwrap();
    }
    // The sweep has listed both, and then one is stored again by somebody about to lean on it.
    let before = crate::clock::system()().plus_seconds(-24 * 3600);
    assert!(files.list().unwrap().iter().all(|(_, stored)| *stored < before));
    put(&files, b"grades", &kept);
    assert!(!files.remove_older(&kept, before).unwrap());
    assert!(files.remove_older(&swept, before).unwrap());
    assert_eq!(read(&files, &kept).unwrap(), b"grades");
    assert_eq!(read(&files, &swept), Err(Error::Missing));
}

#[test]
fn a_bucket_that_is_not_there_is_told_and_is_no_missing_file() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", server.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in server.incoming().flatten() {
            let mut asked = Vec::new();
            while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
                let mut bytes = [0; 1024];
                let read = stream.read(&mut bytes).unwrap();
                asked.extend_from_slice(&bytes[..read]);
            }
            let body = if asked.starts_with(b"HEAD") { "" } else { "<Error><Code>NoSuchBucket</Code></Error>" };
            let head = format!("HTTP/1.1 404 Not Found\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            std::io::Write::write_all(&mut stream, format!("{head}{body}").as_bytes()).unwrap();
        }
    });
    let (_folder, mut files) = folder_store();
    drop(rustls::crypto::ring::default_provider().install_default());
    let bucket = object_store::aws::AmazonS3Builder::new()
        .with_bucket_name("nowhere")
        .with_region("us-east-1")
        .with_access_key_id("key")
        .with_secret_access_key("secret")
        .with_endpoint(endpoint)
        .with_allow_http(true);
    files.store = Arc::new(bucket.build().unwrap());
    let file = tempfile::NamedTempFile::new().unwrap();
    let told = |fault: Error| assert!(format!("{fault:?}").contains("NoSuchBucket"), "{fault:?}");
    told(files.put(&"ab".repeat(32), file.path()).unwrap_err());
    told(files.list().unwrap_err());
}
