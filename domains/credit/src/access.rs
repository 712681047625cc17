//! Who may do what in the credit bank.
//!
//! | action                                   | who                                                              |
//! |------------------------------------------|------------------------------------------------------------------|
//! | upload, map, commit, discard, resume it  | registrar of the institution; the command line                   |
//! | see a deposit                            | registrar, reviewer of the institution; bank officer of its region |
//! | draft, edit, submit a rule               | registrar of the institution                                     |
//! | import programmes and changes of codes    | registrar of the institution; the command line                   |
//! | publish, return a rule                   | reviewer of the institution (and another person than the drafter) |
//! | withdraw a rule                          | registrar or reviewer of the institution                         |
//! | see a rule that is not published         | registrar, reviewer of the institution; bank officer of its region |
//! | own passbook, matches, applications      | the learner, or who stands for them                              |
//! | own declarations                         | the learner, or who stands for them                              |
//! | read, verify, refuse a declaration       | registrar of the verifying institution                           |
//! | read another's passbook                  | registrar or reviewer, for their institution, under consent      |
//! | decide, reverse an application           | reviewer of the receiving institution                            |
//! | have statistics counted, see small figures | bank officer; the platform                                     |
//!
//! Published rules need no permission: everybody may read them.

pub mod steps;

use op::{Actor, Permission, Place, Role};

use crate::model::Verdict;

/// 教务: uploads deposits and drafts rules, at an organisation.
pub const REGISTRAR: Role = Role("registrar");
/// 认定审核: decides applications and approves rules, at an organisation.
pub const REVIEWER: Role = Role("reviewer");
/// 评审专家: gives opinions on applications, at an organisation.
pub const EXPERT: Role = Role("expert");
/// 联合认定委员会委员: speaks for a province in appeals, for a region.
pub const COMMITTEE: Role = Role("committee");
/// 平台管理员: sets what holds for the whole bank.
pub const ADMIN: Role = Role("admin");
/// 学分银行管理员: an officer of a credit bank, for a region.
pub const BANK_OFFICER: Role = Role("bank_officer");

/// What is asked for of a deposited file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepositVerb {
    /// Uploading a file.
    Upload,
    /// Choosing what becomes of it.
    Commit,
    /// Putting it aside.
    Discard,
    /// Going on where its job was given up.
    Resume,
    /// Saying how an export is read.
    Map,
}

/// What is asked for of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleVerb {
    /// Writing a new rule or the next version of one.
    Draft,
    /// Changing a draft.
    Edit,
    /// Handing it to the second person.
    Submit,
    /// Approving it.
    Publish,
    /// Sending it back.
    Return,
    /// Taking it back.
    Withdraw,
}

/// What a learner asks for in their own affairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearnerVerb {
    /// Seeing the passbook.
    ViewPassbook,
    /// Seeing what counts where.
    ViewMatches,
    /// Seeing applications.
    ViewApplications,
    /// Beginning an application.
    Begin,
    /// Changing what is chosen or attached.
    Change,
    /// Filing.
    File,
    /// Taking it back.
    Withdraw,
    /// Seeing declarations.
    ViewDeclarations,
    /// Beginning a declaration.
    Declare,
    /// Changing what is said or attached.
    ChangeDeclaration,
    /// Handing it in.
    FileDeclaration,
    /// Taking it back.
    WithdrawDeclaration,
}

/// Everything that can be asked for. `id` is the subject: empty where the verb makes it.
pub enum Action<'a> {
    /// A verb on a deposited file of an institution.
    Deposit(DepositVerb, &'a str, &'a Place),
    /// Seeing deposited files of an institution.
    ViewDeposit(&'a str, &'a Place),
    /// What the platform does with an uploaded file.
    RunDeposit(&'a str),
    /// A verb on a rule of an institution.
    Rule(RuleVerb, &'a str, &'a Place),
    /// Seeing a rule that is not published.
    ViewRule(&'a str, &'a Place),
    /// A verb on a learner's own affairs: subject and learner.
    Learner(LearnerVerb, &'a str, &'a str),
    /// Reading a learner's passbook for an institution.
    ReadPassbook(&'a str, &'a Place),
    /// Seeing what waits for an institution.
    ViewInbox(&'a Place),
    /// Reading an application with its evidence, for the receiving institution.
    ReadApplication(&'a str, &'a Place),
    /// Deciding on an application: name of the decision, application, place.
    Decide(&'static str, &'a str, &'a Place),
    /// Seeing what waits to be verified at an institution.
    ViewVerifications(&'a Place),
    /// Reading a declaration with its evidence, for the verifying institution.
    ReadDeclaration(&'a str, &'a Place),
    /// Deciding on a declaration.
    Verify(Verdict, &'a str, &'a Place),
    /// Deciding on an application without a person.
    DecideAutomatically(&'a str),
    /// Importing programmes of an institution.
    ImportProgrammes(&'a Place),
    /// Proving the ledger.
    VerifyLedger,
    /// Having statistics counted.
    CountStatistics,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::Deposit(DepositVerb::Upload, ..) => "credit.deposit.upload",
            Action::Deposit(DepositVerb::Commit, ..) => "credit.deposit.commit",
            Action::Deposit(DepositVerb::Discard, ..) => "credit.deposit.discard",
            Action::Deposit(DepositVerb::Resume, ..) => "credit.deposit.resume",
            Action::Deposit(DepositVerb::Map, ..) => "credit.deposit.map",
            Action::ViewDeposit(..) => "credit.deposit.view",
            Action::RunDeposit(_) => "credit.deposit.run",
            Action::Rule(RuleVerb::Draft, ..) => "credit.rule.draft",
            Action::Rule(RuleVerb::Edit, ..) => "credit.rule.edit",
            Action::Rule(RuleVerb::Submit, ..) => "credit.rule.submit",
            Action::Rule(RuleVerb::Publish, ..) => "credit.rule.publish",
            Action::Rule(RuleVerb::Return, ..) => "credit.rule.return",
            Action::Rule(RuleVerb::Withdraw, ..) => "credit.rule.withdraw",
            Action::ViewRule(..) => "credit.rule.view",
            Action::Learner(LearnerVerb::ViewPassbook, ..) => "credit.passbook.view",
            Action::Learner(LearnerVerb::ViewMatches, ..) => "credit.match.view",
            Action::Learner(LearnerVerb::ViewApplications, ..) => "credit.application.view",
            Action::Learner(LearnerVerb::Begin, ..) => "credit.application.begin",
            Action::Learner(LearnerVerb::Change, ..) => "credit.application.change",
            Action::Learner(LearnerVerb::File, ..) => "credit.application.file",
            Action::Learner(LearnerVerb::Withdraw, ..) => "credit.application.withdraw",
            Action::Learner(LearnerVerb::ViewDeclarations, ..) => "credit.declaration.view",
            Action::Learner(LearnerVerb::Declare, ..) => "credit.declaration.begin",
            Action::Learner(LearnerVerb::ChangeDeclaration, ..) => "credit.declaration.change",
            Action::Learner(LearnerVerb::FileDeclaration, ..) => "credit.declaration.file",
            Action::Learner(LearnerVerb::WithdrawDeclaration, ..) => "credit.declaration.withdraw",
            Action::ViewVerifications(_) => "credit.verification.view",
            Action::ReadDeclaration(..) => "credit.declaration.read",
            Action::Verify(Verdict::Verify, ..) => "credit.declaration.verify",
            Action::Verify(Verdict::Refuse, ..) => "credit.declaration.refuse",
            Action::ReadPassbook(..) => "credit.passbook.read",
            Action::ViewInbox(_) => "credit.inbox.view",
            Action::ReadApplication(..) => "credit.application.read",
            Action::Decide("accept", ..) => "credit.application.accept",
            Action::Decide("reject", ..) => "credit.application.reject",
            Action::Decide("return", ..) => "credit.application.return",
            Action::Decide(..) => "credit.application.reverse",
            Action::DecideAutomatically(_) => "credit.application.accept_automatically",
            Action::ImportProgrammes(_) => "credit.programme.import",
            Action::VerifyLedger => "credit.ledger.verify",
            Action::CountStatistics => "credit.statistics.count",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Deposit(_, id, _)
            | Action::ViewDeposit(id, _)
            | Action::RunDeposit(id)
            | Action::Rule(_, id, _)
            | Action::ViewRule(id, _)
            | Action::Learner(_, id, _)
            | Action::ReadPassbook(id, _)
            | Action::ReadApplication(id, _)
            | Action::ReadDeclaration(id, _)
            | Action::Verify(_, id, _)
            | Action::Decide(_, id, _)
            | Action::DecideAutomatically(id) => (*id).to_owned(),
            Action::ViewInbox(place) | Action::ViewVerifications(place) | Action::ImportProgrammes(place) => {
                place.organisation.clone().unwrap_or_default()
            }
            Action::VerifyLedger | Action::CountStatistics => String::new(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::Deposit(_, _, place) => actor.is_system() || actor.holds(REGISTRAR, place),
            Action::RunDeposit(_) | Action::DecideAutomatically(_) => actor.is_system(),
            Action::ImportProgrammes(place) => actor.is_system() || actor.holds(REGISTRAR, place),
            Action::ViewDeposit(_, place) | Action::ViewRule(_, place) => actor.is_system() || staff(actor, place),
            Action::Rule(RuleVerb::Draft | RuleVerb::Edit | RuleVerb::Submit, _, place) => {
                actor.holds(REGISTRAR, place)
            }
            Action::Rule(RuleVerb::Publish | RuleVerb::Return, _, place) => actor.holds(REVIEWER, place),
            Action::Rule(RuleVerb::Withdraw, _, place) => actor.holds(REGISTRAR, place) || actor.holds(REVIEWER, place),
            Action::Learner(_, _, learner) => actor.is_person(learner),
            Action::ReadPassbook(_, place) => actor.holds(REGISTRAR, place) || actor.holds(REVIEWER, place),
            Action::ViewInbox(place) | Action::ReadApplication(_, place) => {
                actor.holds(REVIEWER, place) || actor.holds(REGISTRAR, place)
            }
            Action::ViewVerifications(place) | Action::ReadDeclaration(_, place) | Action::Verify(_, _, place) => {
                actor.holds(REGISTRAR, place)
            }
            Action::Decide(_, _, place) => actor.holds(REVIEWER, place),
            Action::VerifyLedger | Action::CountStatistics => actor.is_system() || actor.holds_anywhere(BANK_OFFICER),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            // Whoever may look at a file, a rule or an application is told "forbidden"; to others it does not exist.
            Action::Deposit(_, _, place)
            | Action::Rule(_, _, place)
            | Action::Decide(_, _, place)
            | Action::Verify(_, _, place)
            | Action::ReadDeclaration(_, place) => staff(actor, place),
            _ => self.allows(actor),
        }
    }
}

/// Whoever works with an institution's files and rules.
fn staff(actor: &Actor, place: &Place) -> bool {
    [REGISTRAR, REVIEWER, BANK_OFFICER].into_iter().any(|role| actor.holds(role, place))
}

/// The organisations an actor holds a role at by name. Whoever holds it for a region or everywhere chooses one first.
pub fn organisations(actor: &Actor, roles: &[Role]) -> Vec<String> {
    let mut codes: Vec<String> = roles
        .iter()
        .flat_map(|role| actor.scopes(*role))
        .filter_map(|scope| match scope {
            op::Scope::Organisation(code) => Some(code.clone()),
            op::Scope::Everywhere | op::Scope::Region(_) => None,
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The rights of an actor for the printed matrix, at an institution of their own and at another's.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let own = inside(actor);
    let other = Place { organisation: Some("4165000001".to_owned()), region: "650000".to_owned() };
    let person = actor.person().unwrap_or("prs_nobody").to_owned();
    let mut rights = Vec::new();
    for (name, place) in [("own", &own), ("other", &other)] {
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        for verb in
            [DepositVerb::Upload, DepositVerb::Commit, DepositVerb::Discard, DepositVerb::Resume, DepositVerb::Map]
        {
            ask(Action::Deposit(verb, "", place));
        }
        ask(Action::ViewDeposit("", place));
        for verb in
            [RuleVerb::Draft, RuleVerb::Edit, RuleVerb::Submit, RuleVerb::Publish, RuleVerb::Return, RuleVerb::Withdraw]
        {
            ask(Action::Rule(verb, "", place));
        }
        ask(Action::ViewRule("", place));
        ask(Action::ImportProgrammes(place));
        ask(Action::ReadPassbook("", place));
        ask(Action::ViewInbox(place));
        ask(Action::ReadApplication("", place));
        ask(Action::ViewVerifications(place));
        ask(Action::ReadDeclaration("", place));
        for verdict in Verdict::ALL {
            ask(Action::Verify(*verdict, "", place));
        }
        for decision in ["accept", "reject", "return", "reverse"] {
            ask(Action::Decide(decision, "", place));
        }
        let learner = if name == "own" { person.as_str() } else { "prs_somebody_else" };
        for verb in [
            LearnerVerb::ViewPassbook,
            LearnerVerb::ViewMatches,
            LearnerVerb::ViewApplications,
            LearnerVerb::Begin,
            LearnerVerb::Change,
            LearnerVerb::File,
            LearnerVerb::Withdraw,
            LearnerVerb::ViewDeclarations,
            LearnerVerb::Declare,
            LearnerVerb::ChangeDeclaration,
            LearnerVerb::FileDeclaration,
            LearnerVerb::WithdrawDeclaration,
        ] {
            ask(Action::Learner(verb, "", learner));
        }
        steps::rights_at(actor, place, &mut |action, held| rights.push((format!("{action} {name}"), held)));
    }
    steps::rights(actor, &mut |action, held| rights.push((action, held)));
    rights.push(("credit.deposit.run".to_owned(), Action::RunDeposit("").allows(actor)));
    rights.push(("credit.ledger.verify".to_owned(), Action::VerifyLedger.allows(actor)));
    rights.push(("credit.statistics.count".to_owned(), Action::CountStatistics.allows(actor)));
    rights
}

/// A place the actor's first grant covers.
fn inside(actor: &Actor) -> Place {
    let place = |organisation: &str, region: &str| Place {
        organisation: Some(organisation.to_owned()),
        region: region.to_owned(),
    };
    match actor.grants.first().map(|grant| &grant.scope) {
        Some(op::Scope::Organisation(code)) => place(code, "310000"),
        Some(op::Scope::Region(code)) => place("4131000001", code),
        Some(op::Scope::Everywhere) | None => place("4131000001", "310000"),
    }
}

#[cfg(test)]
mod tests;
