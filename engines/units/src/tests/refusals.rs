use crate::{Args, Fault, Refusal, Refuse};

enum Seat {
    Taken { number: u32 },
    Closed,
}

impl Refuse for Seat {
    fn code(&self) -> &'static str {
        match self {
            Seat::Taken { .. } => "hall.seat.taken",
            Seat::Closed => "hall.seat.closed",
        }
    }

    fn args(&self) -> Args {
        match self {
            Seat::Taken { number } => Args::one("number", number),
            Seat::Closed => Args::none(),
        }
    }
}

#[test]
fn a_refusal_carries_its_code_and_arguments() {
    let taken = Refusal::from(Seat::Taken { number: 7 });
    assert_eq!(taken.args.get("number"), Some("7"));
    assert_eq!(taken.args.get("row"), None);
    assert_eq!(taken.to_string(), "hall.seat.taken (number=7)");
    let json = serde_json::to_string(&taken).unwrap();
    assert_eq!(json, r#"{"code":"hall.seat.taken","args":{"number":"7"}}"#);
    assert_eq!(Refusal::from(Seat::Closed), Refusal::new("hall.seat.closed"));
    assert_eq!(Refusal::new("a.b").with("x", 1).with("y", 2).to_string(), "a.b (x=1, y=2)");
}

#[test]
fn a_fault_names_its_field() {
    let fault = Fault::new("title", "form.too_long").with("most", 100);
    assert_eq!(fault.to_string(), "title: form.too_long (most=100)");
    assert_eq!(Fault::new("title", "form.required").to_string(), "title: form.required");
    assert_eq!(fault.args.iter().collect::<Vec<_>>(), [("most", "100")]);
}
