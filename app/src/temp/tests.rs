use super::*;

fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        root.read_dir().unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_the_dead_left_goes_and_what_the_living_use_stays() {
    let root = tempfile::tempdir().unwrap();
    let dead = root.path().join("process-1-0");
    std::fs::create_dir(&dead).unwrap();
    std::fs::write(dead.join("upload"), "王小满").unwrap();
    std::fs::write(root.path().join(".tmpAbc"), "李安").unwrap();
    std::fs::create_dir(root.path().join("something-else")).unwrap();

    let first = Temp::open(root.path(), true).unwrap();
    std::fs::write(first.path().join("upload"), "x").unwrap();
    let second = Temp::open(root.path(), true).unwrap();
    assert_ne!(first.path(), second.path());
    assert!(first.path().join("upload").exists(), "the first is still at work");
    assert!(!dead.exists());
    assert!(!root.path().join(".tmpAbc").exists());

    drop((first, second));
    assert_eq!(names(root.path()), ["something-else"]);
}

#[test]
fn in_a_folder_of_others_only_our_own_is_touched() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("a-file"), "x").unwrap();
    std::fs::create_dir(root.path().join("process-1-0")).unwrap();
    drop(Temp::open(root.path(), false).unwrap());
    assert_eq!(names(root.path()), ["a-file"]);
}
