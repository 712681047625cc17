//! Every way the credit bank says no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the thing is in.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// The directory has no institution of this code.
    InstitutionUnknown(String),

    /// Another file of this institution is being deposited.
    DepositTurn,
    /// The rules of reading changed since the file was checked.
    DepositCheckAgain,
    /// All-or-nothing was chosen and there are faults.
    DepositHasFaults(i64),
    /// No row is good.
    DepositNothingGood,
    /// More rows than a batch may have.
    BatchTooLong(usize),

    /// More declarations that are not decided than a learner may have.
    DeclarationsOpen(i64),
    /// More declarations in all than a learner may have.
    DeclarationsAll(i64),
    /// The institution of this name deposited the same outcome already.
    DeclarationDeposited(String),
    /// A declaration without evidence.
    DeclarationEvidence,
    /// The learner has not allowed the verifying institution to read.
    DeclarationConsent,

    /// Who wrote a rule does not publish it.
    RuleSamePerson,
    /// The validity ended before publication.
    RuleValidityPast,
    /// A published rule already says the same.
    RuleAlreadyPublished,
    /// A next version is being written already.
    RuleDraftExists,
    /// The rule says what the form cannot hold; it is changed as text.
    RuleOnlyText,

    /// Nothing was chosen.
    NothingChosen,
    /// More was chosen than an application holds.
    TooManyChosen(usize),
    /// More of the learner's outcomes are held or used than are weighed at once.
    StandingTooMuch(usize),
    /// The institution has no programme of this code.
    ProgrammeUnknown(String),
    /// The programme has no course of this code.
    CourseUnknown(String),
    /// The rule of this name does not allow what was chosen under it.
    NotAllowed(String),
    /// A course that must come first is neither passed nor asked for.
    NeedMissing(String),
    /// The same outcome or course was chosen twice.
    ChosenTwice(String),
    /// The learner is a child and no guardian consented.
    GuardianNeeded,
    /// The learner has not allowed the institution to read.
    ConsentMissing,
    /// The rule for this target has another version in force than the learner looked at.
    RuleChanged(String),
    /// A rule asks for evidence and none is attached.
    EvidenceMissing(String),
    /// What was chosen does not count: code and arguments of the sentence that says why.
    DoesNotCount(&'static str, Args),
    /// A cap of the rule of this name is passed.
    CapReached(String),
    /// What the decision would rest on is no longer what was filed.
    ProofBroken,
    /// A person decides: a rule does not say otherwise, or an outcome was not deposited by an institution.
    NotAutomatic,
    /// More files than an application holds.
    TooManyAttachments(usize),
    /// A file of more megabytes than one may have.
    AttachmentSize(u64),
    /// A file of a kind that is not taken.
    AttachmentKind,
    /// Nobody decides on their own application.
    OwnApplication,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "credit.flow.not_now",
            Refused::NotYours => "credit.flow.not_yours",
            Refused::InstitutionUnknown(_) => "credit.institution.unknown",
            Refused::DepositTurn => "credit.deposit.turn",
            Refused::DepositCheckAgain => "credit.deposit.check_again",
            Refused::DepositHasFaults(_) => "credit.deposit.has_faults",
            Refused::DepositNothingGood => "credit.deposit.nothing_good",
            Refused::BatchTooLong(_) => "credit.batch.too_long",
            Refused::DeclarationsOpen(_) => "credit.declaration.too_many_open",
            Refused::DeclarationsAll(_) => "credit.declaration.too_many",
            Refused::DeclarationDeposited(_) => "credit.declaration.deposited",
            Refused::DeclarationEvidence => "credit.declaration.evidence_missing",
            Refused::DeclarationConsent => "credit.declaration.consent_missing",
            Refused::RuleSamePerson => "credit.rule.same_person",
            Refused::RuleValidityPast => "credit.rule.validity_past",
            Refused::RuleAlreadyPublished => "credit.rule.already_published",
            Refused::RuleDraftExists => "credit.rule.draft_exists",
            Refused::RuleOnlyText => "credit.rule.only_text",
            Refused::NothingChosen => "credit.application.nothing_chosen",
            Refused::TooManyChosen(_) => "credit.application.too_many_chosen",
            Refused::StandingTooMuch(_) => "credit.match.standing_too_much",
            Refused::ProgrammeUnknown(_) => "credit.programme.unknown",
            Refused::CourseUnknown(_) => "credit.application.course_unknown",
            Refused::NotAllowed(_) => "credit.application.not_allowed",
            Refused::NeedMissing(_) => "credit.application.need_missing",
            Refused::ChosenTwice(_) => "credit.application.chosen_twice",
            Refused::GuardianNeeded => "credit.application.guardian_needed",
            Refused::ConsentMissing => "credit.application.consent_missing",
            Refused::RuleChanged(_) => "credit.application.rule_changed",
            Refused::EvidenceMissing(_) => "credit.application.evidence_missing",
            Refused::DoesNotCount(code, _) => code,
            Refused::CapReached(_) => "credit.application.cap_reached",
            Refused::ProofBroken => "credit.application.proof_broken",
            Refused::NotAutomatic => "credit.application.not_automatic",
            Refused::TooManyAttachments(_) => "credit.application.too_many_attachments",
            Refused::AttachmentSize(_) => "credit.application.attachment_size",
            Refused::AttachmentKind => "credit.application.attachment_kind",
            Refused::OwnApplication => "credit.application.own",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::InstitutionUnknown(code) | Refused::ProgrammeUnknown(code) | Refused::CourseUnknown(code) => {
                Args::one("code", code)
            }
            Refused::DepositHasFaults(count) => Args::one("count", count),
            Refused::BatchTooLong(max)
            | Refused::TooManyChosen(max)
            | Refused::StandingTooMuch(max)
            | Refused::TooManyAttachments(max) => Args::one("max", max),
            Refused::DeclarationsOpen(max) | Refused::DeclarationsAll(max) => Args::one("max", max),
            Refused::DeclarationDeposited(name) => Args::one("name", name),
            Refused::AttachmentSize(max) => Args::one("max_megabytes", max),
            Refused::ChosenTwice(name)
            | Refused::EvidenceMissing(name)
            | Refused::RuleChanged(name)
            | Refused::NotAllowed(name)
            | Refused::NeedMissing(name)
            | Refused::CapReached(name) => Args::one("name", name),
            Refused::DoesNotCount(_, args) => args.clone(),
            _ => Args::none(),
        }
    }
}
