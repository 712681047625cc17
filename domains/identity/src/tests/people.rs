use super::*;
use crate::work;

#[test]
fn a_record_is_found_again_by_number_and_refused_under_another_name() {
    let house = House::new();
    let (born, other) = (number("2000-03-03"), number("2001-04-04"));
    let asked = born.clone();
    // Any verb of another domain would do; registering somebody else lends its pen here.
    let people_for = move |pairs: Vec<(&'static str, String)>| {
        move |op: &Op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, number)| (*name, number.as_str())).collect();
            let found = work::people_for(op, &pen, SHANGHAI_OPEN, &pairs)?;
            Ok(found
                .into_iter()
                .map(|one| one.map(|id| id.to_string()).map_err(|no| no.code.to_owned()))
                .collect::<Vec<_>>())
        }
    };
    let first = house.write(&platform(), people_for(vec![("王小满", born.clone())])).unwrap();
    let again = house
        .write(
            &platform(),
            people_for(vec![
                ("李嘉禾", other.clone()),
                ("王 小满", asked.to_lowercase()),
                ("王小曼", asked),
                ("李嘉禾", other),
            ]),
        )
        .unwrap();
    assert_eq!(again[1], first[0], "spaces and a small x do not matter");
    assert_eq!(again[2], Err(code(Refused::NameDiffers).to_owned()));
    assert_eq!(again[0], again[3], "twice in one file is one person");
    assert_eq!(house.count("select count(*) from identity_person"), 2);
    assert_eq!(house.count("select count(*) from op_journal where action = 'identity.person.register'"), 2);
    assert_eq!(house.count("select count(*) from identity_holder"), 2, "each record is held by whom it was made for");
}

#[test]
fn an_unclaimed_record_is_found_by_those_who_deposited_for_it_and_by_nobody_else() {
    let house = House::new();
    let record = house.deposited(SHANGHAI_OPEN, "王小满", "2000-03-03");
    let find = |actor: &Actor, typed: &str| {
        house.read(actor, |op| Ok(work::lookup::find(op, typed)?.map(|person| person.person))).unwrap()
    };
    let typed = number("2000-03-03");
    let (shanghai, jiangsu) = (registrar("prs_lin", SHANGHAI_OPEN), registrar("prs_chen", JIANGSU_OPEN));
    assert_eq!(find(&shanghai, &typed), Some(record.clone()));
    assert_eq!(find(&jiangsu, &typed), None, "who knows the number knows no more for it");
    assert_eq!(find(&officer("prs_qin", "province_officer", "310000"), &typed), Some(record.clone()));
    assert_eq!(find(&officer("prs_su", "province_officer", "320000"), &typed), None);
    // Another school names the same person in a file it never deposits, and then in one it does.
    let named = typed.clone();
    house
        .write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            work::people_for(op, &pen, JIANGSU_OPEN, &[("王小满", &named)]).map(|_| ())
        })
        .unwrap();
    assert_eq!(find(&jiangsu, &typed), None);
    let held = record.clone();
    house
        .write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            work::people::held_by(op, &pen, JIANGSU_OPEN, &[&held, &held])
        })
        .unwrap();
    assert_eq!(find(&jiangsu, &typed), Some(record));
}

#[test]
fn looking_people_up_makes_nobody_and_remembers_the_names_of_strangers() {
    use work::{Acquaintance, Strangers, known_people};
    let house = House::new();
    let (born, other) = (number("2000-03-03"), number("2001-04-04"));
    let asked = born.clone();
    let made = house
        .write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            work::person_for(op, &pen, SHANGHAI_OPEN, "王小满", &asked).map(|person| person.to_string())
        })
        .unwrap();
    let mut strangers = Strangers::default();
    let mut look =
        |pairs: &[(&str, &str)]| house.app.read(&platform(), |op| known_people(op, pairs, &mut strangers)).unwrap();
    let found = look(&[("王 小满", &born), ("王大满", &born), ("李嘉禾", &other), ("李佳禾", &other)]);
    assert!(matches!(&found[0], Ok(Acquaintance::Known(person)) if person.to_string() == made));
    assert!(found[1].is_err() && found[3].is_err());
    let again = look(&[("李 嘉禾", &other), ("李佳禾", &other)]);
    assert_eq!(again[0], found[2], "whoever comes again in a later batch is the same stranger");
    assert!(again[1].is_err());
    assert_eq!(house.count("select count(*) from identity_person"), 1);
}

#[test]
fn a_wrong_number_makes_nobody() {
    let house = House::new();
    let outcome = house.write(&platform(), |op| {
        let pen = op.may(&crate::access::Action::RegisterPerson)?;
        work::person_for(op, &pen, SHANGHAI_OPEN, "王小满", "310104200003031230").map(|_| ())
    });
    assert_eq!(fault(outcome), "identity.field.id_number_unfit");
    assert_eq!(house.count("select count(*) from identity_person"), 0);
}

#[test]
fn nothing_personal_lies_open_in_the_database() {
    let house = House::new();
    let person = house.person("王小满", "wang.learner", "2000-03-03");
    let owner = person.clone();
    house.write(&by(&person), move |op| work::change_contact(op, &owner, "13812341234", "wang@example.cn")).unwrap();
    let mut dump = Vec::new();
    house.db.export(&mut dump, &mut |_| ()).unwrap();
    for secret in
        ["王小满", number("2000-03-03").as_str(), "2000-03-03", "20000303", "13812341234", "wang@example.cn", PASSWORD]
    {
        let found = dump.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} lies open");
    }
    assert!(dump.windows(12).any(|window| window == b"wang.learner"), "the dump is one");
}

#[test]
fn sign_in_names_and_numbers_belong_to_one_person() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let add = |name: &str, born: &str| {
        let new = NewPerson {
            name: "李嘉禾".into(),
            id_number: Some(number(born)),
            sign_in_name: Some(name.into()),
            ..NewPerson::default()
        };
        cli::add_user(&house.app, new, PASSWORD)
    };
    assert_eq!(refused(add("Wang.Learner", "2001-01-01")), code(Refused::SignInNameTaken));
    assert_eq!(refused(add("li.learner", "2000-03-03")), code(Refused::IdNumberTaken));
    assert!(add("li.learner", "2001-01-01").is_ok());
}

#[test]
fn staff_find_by_exact_keys_only_and_see_masked() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let owner = wang.clone();
    house.write(&by(&wang), move |op| work::change_contact(op, &owner, "13812341234", "Wang@Example.cn")).unwrap();
    cli::grant_role(&house.app, "lin.registrar", "registrar", SHANGHAI_OPEN).unwrap();
    let admin = Actor::with_grants("prs_admin", vec![op::Grant { role: "admin".into(), scope: op::Scope::Everywhere }]);
    let find = |actor: &Actor, typed: &str| {
        house.read(actor, |op| Ok(work::lookup::find(op, typed)?.map(|person| person.person))).unwrap()
    };
    for typed in ["wang.learner", &number("2000-03-03"), "138 1234 1234", "wang@example.CN"] {
        assert_eq!(find(&admin, typed).as_deref(), Some(wang.as_str()), "{typed}");
    }
    assert_eq!(find(&admin, "wang"), None);
    let registrar = Actor::with_grants(
        &lin,
        vec![op::Grant { role: "registrar".into(), scope: op::Scope::Organisation(SHANGHAI_OPEN.into()) }],
    );
    assert_eq!(find(&registrar, "lin.registrar"), Some(lin.clone()));
    assert_eq!(find(&registrar, "wang.learner"), None, "an active learner is not the registrar's to open");
    assert!(house.read(&by(&wang), |op| work::lookup::find(op, "lin.registrar")).is_err());
    let listed = house.read(&registrar, |op| work::lookup::list(op, None, false, 10)).unwrap();
    assert_eq!(listed.len(), 1);
    let mut names: Vec<String> =
        cli::list_users(&house.app, None, 10).unwrap().into_iter().map(|row| row.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["林*溪", "王*满"]);
}

#[test]
fn a_closed_account_signs_in_no_more_and_the_last_administrator_stays() {
    let house = House::new();
    let gu = house.person("顾问渠", "gu.admin", "1980-01-01");
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    cli::grant_role(&house.app, "gu.admin", "admin", "everywhere").unwrap();
    let target = gu.clone();
    let close = house.write(&platform(), move |op| work::close_person(op, &target));
    assert_eq!(refused(close), code(Refused::LastAdmin));
    let admin = Actor::with_grants(&gu, vec![op::Grant { role: "admin".into(), scope: op::Scope::Everywhere }]);
    let target = lin.clone();
    house.write(&admin, move |op| work::close_person(op, &target)).unwrap();
    let stored = house.read(&platform(), |op| crate::store::secrets::password(op.conn(), &lin)).unwrap();
    assert_eq!(stored, None);
}
