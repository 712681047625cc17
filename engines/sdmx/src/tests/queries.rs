//! Data queries: what they ask for, and what is refused with which code.

use super::sample;
use sdmx::{
    AtObservation, Code, Era,
    model::Cube,
    query::{Available, Counts, DataQuery},
};

/// How many of 120 observations a query asks for.
fn count(era: Era, path: &str, query: &str) -> Result<usize, Code> {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let plan =
        DataQuery::parse(era, path, query).and_then(|asked| asked.plan(&cube)).map_err(|problem| problem.code)?;
    let mut window = plan.window(&cube);
    let mut found = 0;
    let mut note = |_: &sdmx::Observation| {
        found += 1;
        Ok(())
    };
    for observation in sample::observations(&cube, 10).iter().filter(|one| plan.fits(&cube, one)) {
        window.take(observation, &mut note).unwrap();
    }
    window.end(&mut note).unwrap();
    Ok(found)
}

#[test]
fn queries_of_2_1_choose_observations() {
    for (path, query, expected) in [
        ("DF_MONITOR", "", 120),
        ("YRD,DF_MONITOR,latest/all/all", "", 120),
        ("YRD,DF_MONITOR,1.0.0/A.310000.ENROLMENT", "", 10),
        ("YRD,DF_MONITOR/A.310000+330000.", "", 60),
        ("YRD,DF_MONITOR/..ENROLMENT+DISPERSION/all", "", 80),
        ("YRD,DF_MONITOR/all/", "startPeriod=2012&endPeriod=2013", 24),
        ("YRD,DF_MONITOR/all/", "startPeriod=2012-02&endPeriod=2013-11", 0),
        ("YRD,DF_MONITOR/all/", "startPeriod=2012-Q1&endPeriod=2013-12-31", 24),
        ("YRD,DF_MONITOR/all/", "firstNObservations=2", 24),
        ("YRD,DF_MONITOR/all/", "lastNObservations=3", 36),
        ("YRD,DF_MONITOR/all/", "firstNObservations=6&lastNObservations=6", 120),
        ("YRD,DF_MONITOR/all/", "firstNObservations=1&lastNObservations=1", 24),
        ("YRD,DF_MONITOR/Q..", "", 0),
    ] {
        assert_eq!(count(Era::V21, path, query), Ok(expected), "{path}?{query}");
    }
}

#[test]
fn queries_of_3_0_choose_observations() {
    for (path, query, expected) in [
        ("", "", 120),
        ("dataflow/YRD/DF_MONITOR/1.0.0", "", 120),
        ("dataflow/YRD/DF_MONITOR/+/A.310000", "", 30),
        ("dataflow/*/*/*/A.310000.*,A.*.ENROLMENT", "", 60),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[REF_AREA]=310000,330000", 60),
        ("dataflow/YRD/DF_MONITOR/*/*", "c%5BREF_AREA%5D=ne:310000", 90),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[REF_AREA]=ne:310000+ne:320000", 60),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[REF_AREA]=sw:3", 120),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[REF_AREA]=ew:20000,co:4", 60),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[INDICATOR]=nc:PUPIL", 80),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[TIME_PERIOD]=ge:2012+le:2013", 24),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[TIME_PERIOD]=gt:2012-Q1", 84),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[TIME_PERIOD]=lt:2012-Q1,2019-A1", 36),
        ("dataflow/YRD/DF_MONITOR/*/*", "c[UNIT_MEASURE]=PERSON&c[TIME_PERIOD]=2010", 4),
        // Numbers are compared as numbers: as text, 9 would be more than 100.
        ("dataflow/YRD/DF_MONITOR/*/*", "c[OBS_VALUE]=ge:0", 0),
    ] {
        let found = count(Era::V30, path, query);
        if query.contains("OBS_VALUE") {
            assert_eq!(found, count(Era::V30, path, "c[OBS_VALUE]=gt:-1"), "{path}?{query}");
            assert!(found.is_ok_and(|found| found > 100), "all but what is missing");
        } else {
            assert_eq!(found, Ok(expected), "{path}?{query}");
        }
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    for (era, path, query, code) in [
        (Era::V21, "", "", Code::Syntax),
        (Era::V21, "A,B,C,D", "", Code::Syntax),
        (Era::V21, "YRD,DF MONITOR", "", Code::Syntax),
        (Era::V21, "DF_MONITOR/all/all/more", "", Code::Syntax),
        (Era::V21, "DF_MONITOR/A.310000", "", Code::Semantic),
        (Era::V21, "DF_MONITOR/....", "", Code::Semantic),
        (Era::V21, "DF_MONITOR/A.310000++330000.", "", Code::Syntax),
        (Era::V21, "DF_MONITOR/all/OTHER", "", Code::NotImplemented),
        (Era::V21, "DF_MONITOR/all", "startPeriod=soon", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "startperiod=2010", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "startPeriod=2010&startPeriod=2011", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "firstNObservations=0", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "lastNObservations=999999999999999999999", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "dimensionAtObservation=COLOUR", Code::Semantic),
        (Era::V21, "DF_MONITOR/all", "detail=some", Code::Syntax),
        (Era::V21, "DF_MONITOR/all", "includeHistory=true", Code::NotImplemented),
        (Era::V21, "DF_MONITOR/all", "updatedAfter=yesterday", Code::Syntax),
        (Era::V21, "DF_MONITOR/%zz", "", Code::Syntax),
        (Era::V21, "DF_MONITOR/%ff", "", Code::Syntax),
        (Era::V30, "dataflow/YRD/DF_MONITOR/1.0.0/A.B.C.D.E", "", Code::Semantic),
        (Era::V30, "provisionagreement/YRD/X", "", Code::NotImplemented),
        (Era::V30, "table/YRD/X", "", Code::Syntax),
        (Era::V30, "dataflow/YRD/X/1.+.3", "", Code::Syntax),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "c[COLOUR]=RED", Code::Semantic),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "c[TIME_PERIOD]=ge:soon", Code::Syntax),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "c[REF_AREA]=A,,B", Code::Syntax),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "attributes=COLOUR", Code::Semantic),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "asOf=2020-01-01", Code::NotImplemented),
        (Era::V30, "dataflow/YRD/DF_MONITOR", "startPeriod=2010", Code::Syntax),
    ] {
        assert_eq!(count(era, path, query), Err(code), "{path}?{query}");
    }
    let long = format!("DF_MONITOR/{}", "A+".repeat(10_000));
    assert_eq!(count(Era::V21, &long, ""), Err(Code::TooLarge));
    let many = format!("c[REF_AREA]={}", vec!["A"; 5_000].join(","));
    assert_eq!(count(Era::V30, "dataflow/YRD/DF_MONITOR", &many), Err(Code::TooLarge));
}

#[test]
fn what_is_shown_follows_from_the_query() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let view = |era, query: &str| {
        DataQuery::parse(era, "dataflow/YRD/DF_MONITOR".split_at(if era == Era::V21 { 13 } else { 0 }).1, query)
            .unwrap()
            .plan(&cube)
            .unwrap()
            .view
    };
    let shown = |era, query: &str| {
        let view = view(era, query);
        (view.observations, view.measures, view.attributes)
    };
    let every = vec![true; 4];
    assert_eq!(shown(Era::V21, ""), (true, vec![true], every.clone()));
    assert_eq!(shown(Era::V21, "detail=dataonly"), (true, vec![true], vec![false; 4]));
    assert_eq!(shown(Era::V21, "detail=serieskeysonly"), (false, vec![false], vec![false; 4]));
    assert_eq!(shown(Era::V21, "detail=nodata"), (false, vec![false], every.clone()));
    assert_eq!(shown(Era::V30, "attributes=none&measures=none"), (false, vec![false], vec![false; 4]));
    assert_eq!(shown(Era::V30, "attributes=series,NOTE"), (true, vec![true], vec![true, false, true, false]));
    assert_eq!(
        shown(Era::V30, "attributes=dataset&measures=OBS_VALUE"),
        (true, vec![true], vec![false, false, false, true])
    );
    assert_eq!(view(Era::V30, "dimensionAtObservation=AllDimensions").at, AtObservation::All);
    assert_eq!(view(Era::V21, "dimensionAtObservation=REF_AREA").at, AtObservation::Dimension(1));
}

#[test]
fn what_there_is_is_counted_and_named() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let plan = DataQuery::parse(Era::V21, "DF_MONITOR/A.310000+330000.ENROLMENT", "startPeriod=2018")
        .unwrap()
        .plan(&cube)
        .unwrap();
    let mut available = Available::new(&cube);
    sample::observations(&cube, 10).iter().filter(|one| plan.fits(&cube, one)).for_each(|one| available.take(one));
    assert_eq!(available.counts(), Counts { series: 2, observations: 4 });
    let found = available.structures(&all, &cube, None, &sdmx::reference::Class::ALL).unwrap();
    let areas = found.items(&sample::reference(sdmx::reference::Class::Codelist, "CL_AREA")).unwrap();
    // The region above them comes along.
    assert_eq!(areas.list.iter().map(|area| area.id.as_str()).collect::<Vec<_>>(), ["YRD", "310000", "330000"]);
    assert!(areas.partial);
    let units = found.items(&sample::reference(sdmx::reference::Class::Codelist, "CL_UNIT")).unwrap();
    assert_eq!((units.list.len(), units.partial), (2, false));
    assert!(available.constraint(&cube, Some("COLOUR")).is_err());
    let sdmx::model::Body::Constraint(one) = available.constraint(&cube, Some("REF_AREA")).unwrap().body else {
        panic!()
    };
    assert_eq!(one.keys.iter().map(|key| key.values.clone()).collect::<Vec<_>>(), [["310000", "330000"]]);
}
