use super::*;

#[test]
fn real_codes_come_apart() {
    let cases = [
        ("4131010246", "41", "31", "010246", Some("10246")), // 复旦大学
        ("4232051255", "42", "32", "051255", Some("51255")), // 江苏开放大学
        ("4231050033", "42", "31", "050033", Some("50033")), // 上海科技管理干部学院
        ("3633000123", "36", "33", "000123", None),
    ];
    for (text, kind, province, serial, college) in cases {
        let code = SchoolCode::parse(text).unwrap();
        assert_eq!(code.type_digits(), kind);
        assert_eq!(code.province_digits(), province);
        assert_eq!(code.serial(), serial);
        assert_eq!(code.college_code(), college);
        assert_eq!(code.to_string(), text);
        assert!(code.school_type().is_some() && code.province().is_some());
    }
}

#[test]
fn what_is_no_school_code() {
    let cases = [
        ("413101024", SchoolFault::Shape),
        ("41310102466", SchoolFault::Shape),
        ("413101024X", SchoolFault::Shape),
        ("4331010246", SchoolFault::Type(*b"43")),
        ("4100010246", SchoolFault::Province(*b"00")),
        ("4131110246", SchoolFault::CollegeSerial),
        ("4231000000", SchoolFault::CollegeSerial),
        // The type is looked at before the province, and both before the serial.
        ("0000110246", SchoolFault::Type(*b"00")),
    ];
    for (text, fault) in cases {
        assert_eq!(SchoolCode::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn faults_have_distinct_codes() {
    let faults =
        [SchoolFault::Shape, SchoolFault::Type(*b"43"), SchoolFault::Province(*b"00"), SchoolFault::CollegeSerial];
    let mut codes: Vec<_> = faults.iter().map(Refuse::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), faults.len());
}
