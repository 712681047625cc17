//! Observations sorted on disk are those sorted in memory.

use op::Error;

use super::{handover, structure};
use crate::model::{ObservationInput, StoredObservation, Structure};
use crate::rules::observation::{Checks, arranged, arranged_within};
use crate::work::intake::{Arranged, Observations, arrange, arrange_within};

fn on_disk(folder: &tempfile::TempDir, structure: &Structure, given: &[ObservationInput]) -> op::Result<Arranged> {
    let done = arrange(structure, folder.path(), |take| given.iter().cloned().try_for_each(take));
    // The runs are gone, and so is everything where nothing came of it.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), usize::from(done.is_ok()));
    done
}

fn all(arranged: &Arranged) -> Vec<StoredObservation> {
    let mut found = Vec::new();
    arranged
        .each(&mut |one| {
            found.push(one.clone());
            Ok(())
        })
        .unwrap();
    found
}

#[test]
fn runs_on_disk_are_merged_into_the_order_of_memory() {
    // Three runs, in an order that leaves every run a part of each key.
    let mut given = handover("DF_TRIAL", 1_100, 21).observations;
    let count = given.len();
    assert!(count > 45_000);
    for at in 0..count {
        given.swap(at, at * 7_919 % count);
    }
    let structure = structure(1_100);
    let folder = tempfile::tempdir().unwrap();
    let disk = on_disk(&folder, &structure, &given).unwrap();
    let memory: Vec<StoredObservation> =
        arranged(&structure, &given).unwrap().into_iter().map(|(_, one)| one).collect();
    assert_eq!(all(&disk), memory);
    assert_eq!((disk.tally.observations, disk.tally.coverage.len()), (count, 3));
    assert_eq!(disk.tally.coverage[2].len(), 21);
    assert_eq!(all(&disk), memory, "it is read as often as need be");
}

#[test]
fn what_is_wrong_is_told_as_in_memory() {
    let structure = structure(2);
    let seen = |area: &str, period: &str, value: &str| ObservationInput {
        key: vec![area.into(), "X".into()],
        period: period.into(),
        value: Some(value.into()),
        ..ObservationInput::default()
    };
    let lists = [
        vec![],
        vec![seen("A00000", "2000", "1"), seen("A00001", "2000", "x"), seen("A00000", "2000", "2")],
        vec![seen("A00000", "2000", "1"), seen("A9", "2000", "2")],
        vec![seen("A9", "20", "x"); 300],
    ];
    let folder = tempfile::tempdir().unwrap();
    for given in lists {
        let Err(Error::Invalid(disk)) = on_disk(&folder, &structure, &given) else { panic!("{given:?} was taken in") };
        assert_eq!(disk, arranged(&structure, &given).unwrap_err());
    }
}

#[test]
fn more_than_a_release_bears_is_one_fault_and_not_a_fault_for_each() {
    let structure = structure(1);
    // The same row again and again, which would be told as often.
    let given = vec![handover("DF_TRIAL", 1, 1).observations[0].clone(); 12];
    let folder = tempfile::tempdir().unwrap();
    let feed = |take: &mut crate::work::intake::Take| given.iter().cloned().try_for_each(take);
    let disk = arrange_within(Checks::at_most(&structure, 10), &structure, folder.path(), feed);
    let Err(Error::Invalid(disk)) = disk else { panic!("more than the limit was taken in") };
    let memory = arranged_within(Checks::at_most(&structure, 10), &structure, &given).unwrap_err();
    assert_eq!(disk, memory);
    let told: Vec<&str> = disk.iter().map(|fault| fault.code).collect();
    assert_eq!(told, ["dissemination.observation.many"]);
    assert_eq!(arranged(&structure, &given).unwrap_err().len(), 11, "each of the others is the first one again");
}
