use super::*;

#[test]
fn three_kinds() {
    let cases = [
        ("G11010519491231002X", StudentCodeKind::Resident, true),
        ("J11010519491231002X", StudentCodeKind::School, false),
        ("L310101201503014711", StudentCodeKind::Temporary, false),
    ];
    for (text, kind, has_id) in cases {
        let code = StudentCode::parse(text).unwrap();
        assert_eq!((code.kind(), code.resident_id().is_some(), code.reveal()), (kind, has_id, text));
        assert_eq!(code.masked().len(), 19);
        assert!(!format!("{code:?}").contains(&text[5..16]));
    }
}

#[test]
fn what_is_no_student_code() {
    let cases = [
        ("11010519491231002X", StudentFault::Length),
        ("g11010519491231002X", StudentFault::Kind),
        ("X11010519491231002X", StudentFault::Kind),
        ("G110105194912310021", StudentFault::Number(ResidentFault::Check)),
        ("J110105194913310021", StudentFault::Number(ResidentFault::Birth)),
        ("L31010120150301471X", StudentFault::Temporary(ResidentFault::Shape)),
        ("L310101201513014711", StudentFault::Temporary(ResidentFault::Birth)),
        ("L000101201503014711", StudentFault::Temporary(ResidentFault::Region)),
    ];
    for (text, fault) in cases {
        assert_eq!(StudentCode::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn small_x_is_stored_as_capital() {
    assert_eq!(StudentCode::parse("G11010519491231002x").unwrap().reveal(), "G11010519491231002X");
}
