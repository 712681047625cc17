//! A rule is written page by page: what each page keeps, and what is refused before the second person sees it.

use acceptance::cast;
use acceptance::visitor::{Answer, Visitor};
use serde_json::Value;

use super::credit::{programme, signed_in};
use super::on_both;

/// Where a page that was taken leads to.
fn onward(answer: &Answer) -> String {
    answer.header("location").expect("a page that was taken leads on").to_owned()
}

fn version(chen: &Visitor, id: &str) -> Value {
    chen.get(&format!("/api/credit/rules/{id}")).must(200).json()[0].clone()
}

#[test]
fn a_rule_is_kept_from_its_first_page_on() {
    on_both(|server| {
        programme(server);
        let chen = signed_in(server, cast::CHEN);
        let first = [
            ("institution", cast::JIANGSU),
            ("step", "source"),
            ("rows.source", "1"),
            ("source.0.class", "course"),
            ("source.0.issuer", "上海开放大学"),
            ("minimum.percent", "60"),
        ];
        let named = |title| [&first[..], &[("source.0.title", title)]].concat();
        // Nothing named is not yet a page.
        let empty = [("institution", cast::JIANGSU), ("step", "source"), ("rows.source", "1")];
        assert!(chen.post("/credit/drafts", &empty).must(422).text().contains("id=\"source.0.title-error\""));
        let target = onward(&chen.post("/credit/drafts", &named("湿地生态学")).must(303));
        let (edit, step) = target.split_once('?').expect("it leads to the next page");
        assert_eq!(step, "step=target");
        let id = edit.split('/').nth(3).expect("a rule has an id");
        let kept = version(&chen, id);
        assert_eq!(kept["content"]["rule"]["source"]["issuer"][0], cast::SHANGHAI, "a name is kept as its code");
        assert_eq!(kept["content"]["rule"].get("target"), None, "half a rule is kept");

        let at = |revision: &Value| vec![("version", "1".to_owned()), ("revision", revision.to_string())];
        let send = |path: &str, fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            chen.post(path, &fields)
        };
        let early = send(&format!("/credit/rules/{id}/submission"), &at(&kept["revision"])).must(422);
        assert_eq!(version(&chen, id)["state"], "draft", "half a rule is not handed in: {}", early.text().len());

        // The same page again changes nothing, and another page leaves the first alone.
        let pages = |step: &str, fields: &[(&'static str, &str)]| {
            let revision = version(&chen, id)["revision"].clone();
            let own = [("step", step), ("do", "keep")].into_iter().chain(fields.iter().copied());
            let own = own.map(|(name, value)| (name, value.to_owned()));
            send(edit, &own.chain(at(&revision)).collect::<Vec<_>>())
        };
        pages("source", &named("湿地生态学")).must(303);
        assert_eq!(version(&chen, id)["revision"], kept["revision"]);
        pages("target", &[("rows.course", "1"), ("effect", "study_and_exam")]).must(422);
        let courses = [("rows.course", "1"), ("course.0", "JS-ECO-1"), ("effect", "study_and_exam")];
        assert!(onward(&pages("target", &courses).must(303)).ends_with("step=limits"));
        let whole = version(&chen, id);
        assert_eq!(whole["content"]["rule"]["target"]["courses"][0], "JS-ECO-1");
        assert_eq!(whole["content"]["rule"]["source"], kept["content"]["rule"]["source"]);

        // Rows come and go without being kept; who looked at an older draft is told.
        let more = [("rows.cap", "0"), ("do", "add_cap")];
        assert!(
            chen.post(edit, &[&more[..], &[("step", "limits")]].concat()).must(200).text().contains("cap.0.amount")
        );
        let stale: Vec<(&str, String)> =
            [("step", "limits".to_owned()), ("rows.cap", "0".to_owned()), ("months_max", "24".to_owned())]
                .into_iter()
                .chain(at(&kept["revision"]))
                .collect();
        send(edit, &stale).must(409);
        assert_eq!(version(&chen, id)["revision"], whole["revision"]);
        let check = chen.get(&format!("{edit}?step=check")).must(200).text();
        for said in ["湿地生态学", "上海开放大学", "JS-ECO-1"] {
            assert!(check.contains(said), "{said}");
        }
        // Nobody else sees or changes what is being written.
        signed_in(server, cast::LIN).get(&format!("{edit}?step=check")).must(404);
        signed_in(server, cast::LIN)
            .post("/credit/drafts/preview", &[("rule", id), ("version", "1"), ("step", "target")])
            .must(404);
    });
}
