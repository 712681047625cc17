//! What one room finished has arrived in the next: the demonstration's collection of a year, and its published evaluation.

use acceptance::cast;

use super::on_both;

#[test]
fn what_a_room_finished_waits_in_the_next() {
    on_both(|server| {
        let read = |person, path: &str| {
            let visitor = server.stranger();
            visitor.sign_in(person);
            visitor.get(path).must(200).text()
        };
        // What the county's schools reported was the first version of its year; a later one was published.
        let rows = read(cast::PEI, "/api/supervision/procedure?limit=100");
        assert_eq!(rows.matches(r#""year":"2024""#).count(), 2, "{rows}");
        let sets = read(cast::CAO, "/api/statistics/data-sets?limit=100");
        assert!(sets.contains("各地合计"), "{sets}");
        assert!(read(cast::TANG, "/data/desk").contains("DF_EVL_"), "the results wait at the desk");
        let public = server.stranger().get("/data").must(200).text();
        assert!(!public.contains("DF_EVL_"), "nobody has released them");
    });
}
