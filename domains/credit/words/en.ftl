# Credit bank

credit-title = Credit bank
credit-lead = Colleges deposit grades, learners see them in their passbook, receiving colleges recognise them under published rules. { $institutions ->
    [one] 1 college has
   *[other] { $institutions } colleges have
} published { $rules } conversion rules, open to everyone.
credit-unit = credits
credit-credits = { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}
credit-state = Status
credit-institution = College
credit-institution_switch = Change college
credit-refresh = Refresh this page
credit-continue = Continue
credit-change = Change
credit-timeline = What happened
credit-audience-all = Everyone
credit-audience-learner = Learners
credit-audience-registrar = Registrars
credit-audience-reviewer = Reviewers

credit-section-own = My credits
credit-section-work = Case work
credit-section-rules = Rules
credit-menu-rules = Conversion rules
credit-menu-passbook = My passbook
credit-menu-matches = What counts where
credit-menu-applications = My applications
credit-menu-deposits = Deposits
credit-menu-drafts = Our rules
credit-menu-inbox = Inbox

credit-home-doors = What you can do here
credit-home-see_rules = See the conversion rules
credit-home-passbook = Who deposited what for you, and what it was used for.
credit-home-matches = Which of your outcomes count now, at which college, under which rule.
credit-home-applications = Your applications, open and decided.
credit-home-statistics = How many converted, where credit flows between provinces and colleges, how long decisions take.
credit-home-rules = The public recognition rules of all colleges, by college, source and effect.
credit-home-staff = College staff
credit-home-deposits = Upload grade files, see what is wrong, deposit them.
credit-home-drafts = Draft, submit and publish your college’s conversion rules.
credit-home-inbox = Decide on applications, oldest first.

# Names
credit-class = Kind of outcome
credit-class-course = Course
credit-class-certificate = Certificate
credit-class-training = Vocational training
credit-class-online = Online learning
credit-class-work = Work experience
credit-class-practice = Internship and practice
credit-class-volunteering = Volunteering
credit-class-innovation = Innovation and entrepreneurship
credit-class-research = Research
credit-effect-study_and_exam = Exempt from study and exam (免修免考)
credit-effect-study_and_exam-hint = Neither study nor exam is owed; the grade recorded is 免考 (exempt).
credit-effect-study_only = Exempt from study only (免修不免考)
credit-effect-study_only-hint = No study is owed, but the exam is taken and gives the grade.
credit-grade-excellent = Excellent
credit-grade-good = Good
credit-grade-fair = Fair
credit-grade-pass = Pass
credit-grade-fail = Fail
credit-grade-held = Held
credit-template-a15 = Template A: own course grades (15 columns, 2025)
credit-template-a15-short = A (15 columns)
credit-template-a15_student_first = Template A: own course grades (15 columns, student number first)
credit-template-a15_student_first-short = A (15, student number first)
credit-template-b24 = Template B: external course grades converted (24 columns)
credit-template-b24-short = B (24 columns)
credit-template-c20 = Template C: certificates converted (20 columns)
credit-template-c20-short = C (20 columns)
credit-template-c19 = Template C: certificates converted (19 columns, before 2025)
credit-template-general = General form: outcomes of every class, non-degree ones too (19 columns, this platform’s own)
credit-template-general-short = General form
credit-template-c19-short = C (19 columns)
credit-generation-first = Codes until 25 September 2025
credit-generation-second = Codes since 26 September 2025
credit-generation-none = The file has no codes

# Deposits
credit-deposits = Deposits
credit-deposits-lead = Upload a CSV or XLSX file in one of the official templates. It is checked first and deposited afterwards; uploading the same file twice deposits nothing twice.
credit-deposits-earlier = Files uploaded so far
credit-deposits-empty-title = No file has been uploaded yet
credit-deposits-empty-body = Download an empty template, fill it in, and upload it here.
credit-upload = Upload a file
credit-upload-file = Grade file
credit-upload-hint = CSV (UTF-8 or GB 18030) or XLSX, at most { $megabytes } MB and { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}. Template and code tables are recognised by themselves.
credit-upload-do = Upload and check
credit-upload-templates = Download an empty template
credit-deposit-file = File
credit-deposit-id = Deposit
credit-deposit-template = Template
credit-deposit-generation = Code tables
credit-deposit-encoding = Encoding
credit-deposit-rows = Rows
credit-deposit-good_rows = Rows without faults
credit-deposit-bad_rows = Rows with faults
credit-deposit-faults = Faults
credit-deposit-deposited = Newly deposited
credit-deposit-unchanged = Already in the bank
credit-deposit-uploaded_at = Uploaded
credit-deposit-hash = Fingerprint of the file (SHA-256)
credit-deposit-working = The file is being worked on. You can leave this page; the work goes on.
credit-deposit-state-uploaded = Being checked
credit-deposit-state-checked = Your choice
credit-deposit-state-committing = Being deposited
credit-deposit-state-committed = Deposited
credit-deposit-state-refused = Not readable
credit-deposit-state-discarded = Put aside
credit-deposit-sentence-uploaded = The file is being checked.
credit-deposit-sentence-checked = Rows: { $rows }. Can be deposited: { $good }. With faults: { $bad }. Choose what to do.
credit-deposit-sentence-committing = Being deposited: row { $done } reached, { $deposited ->
    [one] 1 outcome
   *[other] { $deposited } outcomes
} new.
credit-deposit-sentence-committed = Done. Newly deposited: { $deposited }. In the bank before: { $unchanged }. Not deposited: { $bad }.
credit-deposit-sentence-refused = This file cannot be deposited. Nothing was written.
credit-deposit-sentence-discarded = This file was put aside. Nothing was written. Upload it again to have it checked anew.
credit-choose = What to do
credit-choose-legend = Choose
credit-choose-all = Deposit everything, or nothing if there is a single fault
credit-choose-all-hint = Every person and row is checked before the first is written.
credit-choose-good = Deposit the { $good ->
    [one] row without faults
   *[other] { $good } rows without faults
}
credit-choose-good-hint = The other { $bad ->
    [one] row
   *[other] { $bad } rows
} can be downloaded, mended and uploaded separately.
credit-choose-do = Deposit
credit-discard = Put this file aside
credit-resume-open = No progress for a long time?
credit-resume-explain = Going on continues where the work stopped; nothing is deposited twice.
credit-resume = Go on
credit-faults = Faults
credit-faults-lead = Every fault by row and column, with its reason.
credit-faults-first = The first { $count ->
    [one] fault
   *[other] { $count } faults
}
credit-faults-all = See all faults
credit-faults-csv = Download all faults (CSV)
credit-faults-empty-title = No faults
credit-faults-empty-body = Every row of this file can be deposited.
credit-rejects = Download the rejected rows with reasons (CSV)
credit-rejects-row = Row in the file
credit-rejects-reason = Why it came back
credit-fault-row = Row
credit-fault-column = Column
credit-fault-reason = Reason
credit-fault-code = Code of the reason
credit-fault-times = { $count ->
    [one] 1 time
   *[other] { $count } times
}
credit-fault-whole_row = Whole row

credit-file-empty = The file is empty. Export it again and upload it.
credit-file-too_large = The file is larger than { $max_megabytes } MB. Split it and upload the parts.
credit-file-unknown_format = This is neither a CSV nor an XLSX file. Save it as one of them, in an official template.
credit-file-old_excel = This is a file of old Excel (.xls). Save it as .xlsx and upload that.
credit-file-encoding = The text encoding is not known. Save the file as CSV in UTF-8 or GB 18030 (GBK).
credit-file-bomb = The workbook would unpack to an unreasonable size and was not read. Export the grades again.
credit-file-corrupt = The workbook is damaged. Open it in Excel, save it again and upload that.
credit-file-record_too_long = From row { $row } on a quotation mark is never closed, or a row is too long. Check that row.
credit-file-more_sheets = The workbook has another sheet, “{ $name }”, with the header of a template. Save each sheet as a file of its own, or remove the one that is not meant.
credit-file-header_unknown = No header of an official template was found in the first rows. Use an empty template.
credit-file-columns_missing = The header lacks these columns: { $columns }. Add them and upload again.
credit-file-columns_unknown = The header has columns the template does not know: { $columns }. Remove them and upload again.
credit-file-columns_repeated = The header names columns twice: { $columns }. Keep one of each.
credit-file-no_rows = There is nothing under the header.
credit-file-rows_max = There are more than { $max } rows. Split the file and upload the parts.
credit-file-faults_max = There are more than { $max } faults; checking stopped. Mend those listed first, they usually have one cause.

credit-row-missing = Not filled in
credit-row-missing-short = Not filled in
credit-row-too_long = Longer than { $max } characters
credit-row-too_long-short = Text too long
credit-row-control = Invisible or broken characters
credit-row-control-short = Invisible or broken characters
credit-row-error_value = The cell holds “{ $value }”, an error of the spreadsheet; put in what is meant
credit-row-error_value-short = Error value in a cell
credit-row-extra_cells = There is something beyond the header; a separator may be missing or too many
credit-row-extra_cells-short = Cells beyond the header
credit-row-id_shape = Not an id number of 18 characters
credit-row-id_shape-short = Id number not of 18 characters
credit-row-id_region = The region of the id number does not exist
credit-row-id_region-short = Region of the id number wrong
credit-row-id_birth = The birth date in the id number does not exist or lies in the future
credit-row-id_birth-short = Birth date of the id number wrong
credit-row-id_check = The check character of the id number does not fit; compare every digit
credit-row-id_check-short = Check character of the id number wrong
credit-row-id_as_number = The id number was stored as a number and lost its last digits. Make the column text and enter it again
credit-row-id_as_number-short = Id number stored as a number
credit-row-source_kind = Source code “{ $value }” does not fit the template, { $expected } is meant
credit-row-source_kind-short = Source code wrong
credit-row-code = Code “{ $value }” is in no code table
credit-row-code-short = Code in no table
credit-row-generations_in_row = Code “{ $value }” belongs to other code tables than the rest of the row
credit-row-generations_in_row-short = Two code tables in a row
credit-row-generation = This row uses other code tables than most rows (such as row { $row }); use one
credit-row-generation-short = Two code tables in the file
credit-row-not_positive = “{ $value }” must be more than 0
credit-row-not_positive-short = Must be more than 0
credit-row-too_much = “{ $value }” is more than { $max }
credit-row-too_much-short = More than the limit
credit-row-too_fine = “{ $value }” has more than two decimals
credit-row-too_fine-short = Too many decimals
credit-row-not_a_number = “{ $value }” is not a number
credit-row-not_a_number-short = Not a number
credit-row-class = “{ $value }” is no class of outcomes. Write 课程, 证书, 职业培训, 在线学习, 职业经历, 实习实践, 志愿服务, 创新创业 or 科学研究
credit-row-class-short = Class not known
credit-row-certificate_credit = The credit of a certificate is 0 or empty, not “{ $value }”
credit-row-certificate_credit-short = Credit of a certificate not 0
credit-row-exempted = “{ $value }” is an exempted grade; it is not deposited, so that the same study is not counted twice
credit-row-exempted-short = Exempted grades are not deposited
credit-row-grade = Grade “{ $value }” is on no known scale
credit-row-grade-short = Grade not readable
credit-row-not_passed = Grade “{ $value }” is not a pass; only passed grades are deposited
credit-row-not_passed-short = Not passed
credit-row-month = “{ $value }” is not a month; write yyyyMM, such as 202506
credit-row-month-short = Not a month
credit-row-month_future = “{ $value }” lies in the future
credit-row-month_future-short = In the future
credit-row-month_early = “{ $value }” is too early, please check
credit-row-month_early-short = Too early
credit-row-cohort = “{ $value }” is not a cohort; write a year of four digits
credit-row-cohort-short = Not a cohort
credit-row-not_graduating = The result is “enrolled”: only students with a graduation result are deposited
credit-row-not_graduating-short = No graduation result yet
credit-row-season = Obtained in { $value }, after the last month { $last } of that graduation season (spring until June, then autumn)
credit-row-season-short = Season and month do not fit
credit-row-converted_early = Converted in { $value }, before it was obtained
credit-row-converted_early-short = Converted before obtained
credit-row-better_attempt = Row { $row } is a better or later attempt at the same course; only that row is deposited
credit-row-better_attempt-short = A better attempt exists
credit-row-name_differs = This id number is registered with another name; check name and number
credit-row-name_differs-short = Name differs from the record
credit-row-differs = Your college has deposited this outcome with other content (grade { $grade }, { $month }). What is deposited cannot be changed; ask the credit bank for a correction
credit-row-differs-short = Deposited before with another grade
credit-row-code_differs = Your college has deposited an outcome of this name under the code { $code }; this row says “{ $value }”. If it is one course, record the change of code; if they are two, tell them apart by name
credit-row-code_differs-short = Deposited before under another code
credit-row-target_open = The learner's application for this target course is being decided; deposit this row when it is over
credit-row-target_open-short = Target course applied for
credit-row-conversion_differs = This outcome already counts { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} for the same target course, which is not what this row says
credit-row-conversion_differs-short = Converted before with other credit

# Passbook
credit-passbook = Credit passbook
credit-passbook-sentence = { $count ->
    [one] 1 outcome
   *[other] { $count } outcomes
} with { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} deposited; { $recognised ->
    [one] 1 credit
   *[other] { $recognised } credits
} recognised at { $places ->
    [one] 1 college
   *[other] { $places } colleges
}.
credit-passbook-recorded = This reading was recorded and is shown to the learner.
credit-passbook-printed = Printed:
credit-passbook-whole = Show all outcomes on one page, to print (at most { $max })
credit-passbook-empty = There is nothing in your passbook yet
credit-passbook-empty-body = When a college deposits your grades they appear here. Meanwhile, see what colleges recognise.
credit-standings = Recognised by college
credit-recognised = Recognised
credit-reserved = Applied for
credit-outcomes = Outcomes
credit-outcome = Outcome
credit-outcome-credit = Credit
credit-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
credit-outcome-hours = Hours
credit-outcome-grade = Grade
credit-outcome-obtained = Obtained
credit-outcome-issuer = Issued by
credit-outcome-detail = Type and level of certificate
credit-outcome-major = Major
credit-outcome-code = Course code
credit-outcome-level = Level and category
credit-outcome-depositor = Deposited by
credit-outcome-evidence = Evidence
credit-outcome-evidence-place = File { $deposit }, row { $line }
credit-outcome-uses = Used for
credit-outcome-story = Its story
credit-outcome-deposited_by = Deposited by { $institution }
credit-use-sentence = For “{ $target }” at { $institution } ({ $credit ->
    [one] 1 credit
   *[other] { $credit } credits
})
credit-use-grade = grade recorded: { $grade }
credit-use-reported = reported by a deposited file
credit-use-converted_in = Converted in { $month }
credit-use-none = Not used yet

# Rules
credit-rules = Conversion rules
credit-rules-sentence = What receiving colleges promise in public: which outcome counts as which of their courses, for how much credit. Sign in to see which of your own outcomes fit, without asking anybody.
credit-rules-empty-title = No rule fits
credit-rules-empty-body = Remove a filter or search for another word.
credit-rule-title = { $source } → { $target }
credit-rule-target = Counts as
credit-rule-institution = Receiving college
credit-rule-source = Outcome
credit-rule-credit = Credit
credit-rule-effect = Effect
credit-rule-programme = Programme code
credit-rule-every_programme = Every programme
credit-rule-months = Age of the outcome in months
credit-rule-evidence = Evidence must be attached
credit-rule-valid_from = Applications from
credit-rule-valid_until = Applications until
credit-rule-validity = Applications
credit-rule-validity_from = from { $from }
credit-rule-validity_from_to = { $from } to { $to }
credit-rule-note = Note
credit-rule-id = Rule
credit-rule-version = Version
credit-rule-version_of = Version { $version }
credit-rule-hash = Fingerprint (SHA-256)
credit-rule-edition = rule version { $version }
credit-rule-cited = rule version { $version } { $hash }
credit-rule-next = What to do next
credit-rule-history = Versions
credit-rule-edit = Edit the draft
credit-rule-submit = Submit to a second person
credit-rule-submit-explain = Another reviewer of your college then publishes it.
credit-rule-publish = Publish
credit-rule-publish-explain = Once published it cannot be edited, only superseded by a new version; the version in force ends.
credit-rule-return = Send back
credit-rule-withdraw = Withdraw
credit-rule-withdraw-explain = No new applications are taken; decisions already made stand.
credit-rule-draft_next = Draft a new version
credit-rule-draft_next-explain = A published version cannot be edited. The new one supersedes it when published.
credit-rule-own_draft = You drafted this version; another person has to publish it.
credit-rule-reason_given = Reason: { $reason }
credit-drafts = Our rules
credit-drafts-lead = What waits for a second person comes first, then drafts and published rules. Drafting and publishing take two people.
credit-drafts-new = Draft a rule
credit-drafts-empty = Your college has no rules yet
credit-drafts-empty-body = Draft the first one; a colleague approves and publishes it.
credit-form-issuer = Issued by
credit-form-name = Name of the course or certificate
credit-form-level = Level of the certificate
credit-form-optional = May be left empty
credit-form-minimum = Least grade
credit-form-target_code = Course code
credit-form-target_name = Course name
credit-form-months-hint = How many months an outcome stays valid; empty means no limit
credit-form-until-hint = Empty means until superseded
credit-form-evidence = The learner must attach evidence
credit-form-save = Save the draft

# What counts
credit-matches = What counts where
credit-matches-legend = Choose what to apply for
credit-matches-others = { $count } more do not count at present: see why
credit-matches-empty = No rule speaks of your outcomes yet
credit-matches-empty-body = This page changes by itself when colleges publish rules or deposit outcomes for you.
credit-apply = Apply to { $institution }
credit-match-not_in_force = The rule is not in force. See the latest rules.

# Applications
credit-applications = My applications
credit-applications-new = New application
credit-applications-empty = You have not applied yet
credit-applications-empty-body = See which of your outcomes count, and apply from there.
credit-inbox-subject = To be recognised
credit-use-application = see the application
credit-application-id = Application
credit-application-institution = Receiving college
credit-application-credit = Credit
credit-application-filed_at = Filed
credit-application-decided_at = Decided
credit-application-waiting_days = Waiting (days)
credit-application-reason = Reason
credit-application-title = Application to { $institution }
credit-application-lines = What is applied for
credit-application-total = { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} in all (each course counted once).
credit-application-continue = Continue
credit-application-reason_given = The college says: { $reason }
credit-application-sentence-draft = Not filed yet.
credit-application-sentence-filed = With { $institution }, waiting for a decision. The outcomes and { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} of the ceiling are held.
credit-application-sentence-returned = { $institution } asks you to change it and file it again. Nothing is held.
credit-application-sentence-accepted = { $institution } recognised { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-application-sentence-rejected = { $institution } did not recognise it. Nothing is held.
credit-application-sentence-withdrawn = You took it back.
credit-application-sentence-reversed = { $institution } reversed the recognition; the outcomes can be used again.
credit-step-choose = Choose
credit-step-evidence = Consent and evidence
credit-step-check = Check and file
credit-step-filed = The college reviews
credit-step-decided = Decision
credit-line-target = Counts as
credit-line-outcome = Outcome
credit-line-rule = Under
credit-line-credit = Credit
credit-consent = Consent
credit-consent-explain = To decide, { $institution } reads your name, the outcomes you apply with and your passbook. Without your consent nothing is handed over; every reading is recorded and shown to you, and you can withdraw at any time.
credit-consent-until = Until
credit-consent-agree = I allow { $institution } to read my name, outcomes and passbook for credit conversion
credit-consent-do = Allow
credit-consent-given = Allowed
credit-consent-given-body = { $institution } may read the outcomes you apply with.
credit-consent-missing = Not allowed yet
credit-consent-see = See and withdraw consents
credit-consent-waits = The consent does not hold yet: under 14 a guardian has to agree. If it was withdrawn or is over, allow it again.
credit-attachments = Evidence
credit-attachments-required = A rule you chose asks for evidence, such as a transcript.
credit-attachments-optional = Your outcomes were deposited by a college; further evidence is usually not needed.
credit-attachment-file = Upload evidence
credit-attachment-hint = PDF, PNG, JPEG or TIFF, at most { $megabytes } MB each and { $max } files
credit-attachment-do = Upload
credit-attachment-remove = Remove { $name }
credit-check-explain = Once filed, the outcomes and the credits are held until { $institution } decides or you take the application back.
credit-file = File the application
credit-withdraw = Take it back
credit-withdraw-open = Changed your mind?
credit-withdraw-explain = What is held becomes free at once, and you can apply again.
credit-flow-not_now = This cannot be done now: the state has changed, or the page is out of date. Refresh the page and look again.
credit-flow-not_yours = This step is somebody else’s.
credit-institution-unknown = The directory has no institution with code “{ $code }”. Check the school code of 10 digits.
credit-deposit-turn = Another file of your college is being deposited. Try again when it is done.
credit-deposit-check_again = The checks have changed. Upload this file again to have it checked anew.
credit-deposit-has_faults = There { $count ->
    [one] is 1 fault
   *[other] are { $count } faults
}, so not everything can be deposited. Mend what is wrong, or deposit the rows without faults.
credit-batch-too_long = A batch has at most { $max } rows. Send them in several batches.
credit-deposit-nothing_good = No row can be deposited. Mend the file and upload it again.
credit-deposit-more_faults = { $count } more faults are not listed.
credit-rule-same_person = Who drafted a rule cannot publish it. Ask another reviewer of your college.
credit-rule-validity_past = The validity is over. Send the rule back to change it.
credit-rule-already_published = Your college has a published rule that says the same. Draft a new version of that one instead.
credit-rule-draft_exists = A new version of this rule is being drafted or reviewed. Finish that one first.
credit-rule-control = There are invisible characters. Enter it again.
credit-application-nothing_chosen = Choose at least one line.
credit-application-too_many_chosen = Choose at most { $max } lines and apply several times.
credit-application-guardian_needed = The consent waits for a guardian. File the application when the guardian has agreed.
credit-application-rule_changed = The rule for “{ $name }” has a new version since you chose. Go back to the choice, look at the new version and choose again.
credit-application-consent_missing = The learner has not allowed the receiving college to read, or the consent no longer holds.
credit-application-evidence_missing = “{ $name }” needs evidence. Upload it first.
credit-application-too_many_attachments = At most { $max } files. Remove one first.
credit-application-attachment_kind = Only PDF, PNG, JPEG, TIFF or XLSX files are taken.
credit-application-attachment_size = The file is larger than { $max_megabytes } MB. Compress or split it.
credit-application-own = Nobody decides on their own application. Ask a colleague.
credit-application-agree = Tick the box to let the college read your outcomes.
credit-application-reason_required = Give a reason; the learner will read it.

# Review
credit-inbox = Inbox
credit-inbox-sentence = { $count ->
    [0] No application waits.
    [one] One application waits.
   *[other] { $count } applications wait, the oldest first.
 }
credit-inbox-empty-title = No application in this state
credit-inbox-empty-body = Applications that learners file under your published rules appear here.
credit-review-sentence = { $count ->
    [one] 1 line
   *[other] { $count } lines
}, { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} in all.
credit-review-recorded = Opening this page was recorded as a reading; the learner can see it.
credit-review-no_consent = The learner’s consent no longer holds: outcomes and evidence are not shown. You can return or reject, not accept.
credit-review-rule_withdrawn = Version { $version } of the rule for “{ $target }” was withdrawn: { $reason }. The application is still decided under this version, which was in force when it was filed; if the version was in error, return the application with a reason.
credit-review-rule_superseded = Version { $version } of the rule for “{ $target }” was superseded by a later one. The application is still decided under this version, which was in force when it was filed.
credit-review-hidden_name = Name not shown
credit-review-passbook = Read the learner’s passbook (recorded)
credit-decide = Decide
credit-decide-legend = Decision
credit-decide-accept = Recognise
credit-decide-accept-hint = Your course’s credit is recorded under the rules listed; this cannot be edited, only reversed.
credit-decide-reject = Do not recognise
credit-decide-reject-hint = A reason is owed; what is held becomes free.
credit-decide-return = Send back
credit-decide-return-hint = Say what is missing; the learner can change it and file it again.
credit-decide-reverse = Reverse the recognition
credit-decide-reverse-hint = A reason is owed; the credit is taken back and the outcomes can be used again.
credit-decide-reason = Reason
credit-decide-reason-hint = The learner reads it; at most { $max } characters. May be left empty to recognise.
credit-decide-do = Confirm the decision

# Shown once
credit-notice-uploaded = The file was uploaded and is being checked.
credit-notice-committing = Depositing has begun.
credit-notice-discarded = The file was put aside.
credit-notice-resumed = The work goes on.
credit-notice-drafted = The draft was saved.
credit-notice-edited = The draft was changed.
credit-notice-submitted = Submitted to a second person.
credit-notice-published = The rule is published; learners see it from now on.
credit-notice-rule_returned = The rule was sent back to its drafter.
credit-notice-rule_withdrawn = The rule was withdrawn.
credit-notice-consented = Your consent was recorded.
credit-notice-attached = The evidence was uploaded.
credit-notice-detached = The evidence was removed.
credit-notice-filed = The application was filed.
credit-notice-withdrawn = The application was taken back.
credit-notice-accepted = Recognised.
credit-notice-rejected = Decided: not recognised.
credit-notice-returned = Sent back to the learner.
credit-notice-reversed = The recognition was reversed.

# Timeline
action-credit-deposit-upload = Grade file uploaded
action-credit-deposit-commit = Way of depositing chosen
action-credit-deposit-discard = File put aside
action-credit-deposit-resume = Work on the file resumed
action-credit-deposit-run = { $step ->
    [checked] Checked
    [refused] Not readable
    [committed] Deposited
   *[other] File worked on
 }
action-credit-rule-draft = Version { $version } drafted
action-credit-rule-edit = Draft of version { $version } changed
action-credit-rule-submit = Submitted to a second person
action-credit-rule-publish = Version { $version } published
action-credit-rule-return = Sent back
action-credit-rule-return-detail = { $reason }
action-credit-rule-withdraw = Withdrawn
action-credit-rule-withdraw-detail = { $reason }
action-credit-passbook-read = Passbook read
action-credit-application-begin = Lines chosen
action-credit-application-change = Application changed
action-credit-application-file = Filed, { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}
action-credit-application-withdraw = Taken back
action-credit-application-read = Read by the college
action-credit-application-accept = Recognised, { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}
action-credit-application-reject = Not recognised
action-credit-application-return = Sent back
action-credit-application-reverse = Recognition reversed
action-credit-statistics-count = Statistics counted
action-credit-ledger-verify = Ledger verified

# Statistics

credit-statistics = Statistics
credit-menu-statistics = Statistics
credit-statistics-sentence = { $share } of account holders have had a learning outcome recognised: { $ever } of { $accounts }.
credit-statistics-counted = Counted anew once a day, when something has happened; last on
credit-statistics-count = Count anew
credit-statistics-none = Nothing has been counted yet
credit-statistics-none_body = The statistics are counted when a file has been deposited or an application decided, and once a day after that.
credit-notice-statistics_counting = The statistics are being counted. Reload this page in a moment.
credit-statistics-flows = Where recognised credit flows
credit-statistics-flows_hint = Rows are where it was earned, columns where it was recognised; what counts is the credit of the recognised courses.
credit-statistics-least = Flows of fewer than { $least } learners are not shown, and are missing from the sums.
credit-statistics-level = Between whom
credit-statistics-level-province = Provinces
credit-statistics-level-institution = Institutions
credit-statistics-period = Period
credit-statistics-period_all = All years
credit-statistics-matrix-province = Recognised credit between provinces
credit-statistics-matrix-institution = Recognised credit between institutions
credit-statistics-matrix-corner = Earned at ↓, recognised at →
credit-statistics-shown_sum = Shown in all
credit-statistics-learners = { $count ->
    [one] 1 learner
   *[other] { $count } learners
}
credit-statistics-no_flow = no flow shown
credit-statistics-less = less
credit-statistics-more = more credit
credit-statistics-cut = The twelve largest on each side are shown; the list has all.
credit-statistics-no_flows = No flow to show for this period
credit-statistics-no_flows_body = Choose another period, or wait for more conversions to be recognised.
credit-statistics-all_flows = All flows between institutions, as a list to download
credit-statistics-applications = How applications end
credit-statistics-applications_hint = Per receiving college: filed, recognised, rejected, and how long the decision took.
credit-statistics-years = Year by year
credit-statistics-years_caption = Account holders who converted
credit-statistics-year = Year
credit-statistics-accounts = Accounts at the end
credit-statistics-converters = Converted in the year
credit-statistics-ever = Converted until then
credit-statistics-share = Share
credit-flows = Flows between institutions
credit-flows-hint = Recognised credit by who taught or issued it and who recognised it. Where several outcomes led to one course, its credit is shared out by the credit they brought.
credit-flows-least = Flows of fewer than { $least } learners are not listed.
credit-flow-source = Earned at
credit-flow-source_province = Province earned in
credit-flow-institution = Recognised at
credit-flow-province = Province
credit-flow-credit = Credit
credit-flow-learners = Learners
credit-flow-targets = Courses
credit-flow-source_code = Code, earned at
credit-flow-institution_code = Code, recognised at
credit-flow-other = Issuers without a code
credit-results = Applications by college
credit-results-hint = Applications by the year in which they were filed. Recognised per decided is the acceptance rate; the times are those of applications recognised or rejected, from the last filing.
credit-results-least = Colleges with fewer than { $least } applications are not listed.
credit-result-filed = Filed
credit-result-accepted = Recognised
credit-result-rejected = Rejected
credit-result-returned = Returned
credit-result-waiting = Waiting
credit-result-withdrawn = Withdrawn
credit-result-reversed = Reversed
credit-result-acceptance = Acceptance rate
credit-result-median_hours = Hours to decide, half
credit-result-ninth_hours = Hours to decide, nine in ten
# Declarations
credit-menu-declarations = My own entries
credit-menu-verifications = To verify
credit-home-declarations = Outcomes that no college deposited: enter them with evidence, and have a college verify them.
credit-home-verifications = Check what learners entered themselves against the evidence, and deposit it.
credit-declarations = My own entries
credit-declarations-sentence = Enter outcomes that no college deposited, with evidence, for their issuer or another college to verify. Until then they carry no credit and count nowhere.
credit-declarations-new = Enter an outcome
credit-declarations-limit = At most { $max } entries can wait to be verified.
credit-declarations-empty = No entries of your own yet
credit-declarations-empty-body = Training, certificates, volunteering, online courses: whatever no college deposited you can enter yourself, with evidence, for a college to verify.
credit-declaration-id = Number
credit-declaration-title = Name of the outcome
credit-declaration-title-hint = As the certificate or proof says it. For something done more than once, add the year or term to the name
credit-declaration-code-hint = As printed on the transcript; some rules go by it. May be left empty
credit-declaration-issuer = Issuer
credit-declaration-issuer-hint = Full name of the college, training centre, certifying body or employer
credit-declaration-obtained-hint = Six digits, year then month, for example 202506
credit-declaration-credit-hint = Not for certificates; leave empty where the proof only says hours
credit-declaration-grade-hint = A mark or a word such as 合格; needed for courses, empty where there is none
credit-declaration-of_course = For a course
credit-declaration-level = Level of education
credit-declaration-category = Category of education
credit-declaration-of_certificate = For a certificate
credit-declaration-kind = Type of certificate
credit-declaration-who_verifies = Who verifies it
credit-declaration-institution = Verifying college
credit-declaration-institution-hint = The issuer if it is on the list, else the college where you study or a service point
credit-declaration-institution_unknown = Choose a college from the list
credit-declaration-step-say = Enter the outcome
credit-declaration-step-verify = College verifies
credit-declaration-evidence-explain = Upload a scan or photo of the certificate, transcript or proof; at least one file.
credit-declaration-consent-explain = To verify it, { $institution } has to read your name, this outcome and its evidence. Nothing is given without your consent; every read is recorded and shown to you, and you can withdraw the consent at any time.
credit-declaration-consent-agree = I allow { $institution } to read my name and outcomes to verify them
credit-declaration-consent-given = { $institution } may read this outcome and its evidence.
credit-declaration-check-explain = Once handed in it is “to be verified”, and { $institution } checks the evidence. Until it decides you can take it back, but not change it.
credit-declaration-file = Hand in
credit-declaration-continue = Go on
credit-declaration-see_outcome = See it in the passbook
credit-declaration-withdraw = Take back
credit-declaration-withdraw-open = It need not be verified any more
credit-declaration-withdraw-explain = The college then no longer verifies it; you can enter it again when needed.
credit-declaration-state-draft = Draft
credit-declaration-state-unverified = To be verified
credit-declaration-state-verified = Verified and deposited
credit-declaration-state-refused = Not verified
credit-declaration-state-withdrawn = Taken back
credit-declaration-sentence-draft = Not handed in yet; only you see it.
credit-declaration-sentence-unverified = { $institution } is to verify it. Until then it carries no credit and counts nowhere.
credit-declaration-sentence-verified = { $institution } checked the evidence and deposited this outcome in your passbook.
credit-declaration-sentence-refused = { $institution } did not verify it, for the reason below. With better evidence you can enter it again.
credit-declaration-sentence-withdrawn = You took it back; it is no longer verified.
credit-declaration-too_many_open = At most { $max } entries can wait to be verified. Wait for a decision or take one back.
credit-declaration-too_many = At most { $max } entries in all. Ask the college to deposit it.
credit-declaration-deposited = { $name } deposited this outcome already; there is no need to enter it. See it in the passbook.
credit-declaration-evidence_missing = First upload at least one file of evidence.
credit-declaration-consent_missing = The learner has not allowed the verifying college to read it, or no longer does. Give the consent first.
credit-verifications = To verify
credit-verifications-sentence = { $count ->
    [0] Nothing that learners entered waits to be verified.
    [one] One outcome that a learner entered waits to be verified.
   *[other] { $count } outcomes that learners entered wait to be verified, oldest first.
 }
credit-verification-no_consent = The learner’s consent is over; the outcome and its evidence are no longer shown. It can be refused, not verified.
credit-verdict-verify = Verify and deposit
credit-verdict-verify-hint = The evidence is genuine: it is deposited in the learner’s passbook in the college’s name and carries its credit.
credit-verdict-refuse = Refuse
credit-verdict-refuse-hint = A reason is owed; the learner reads it and can enter it again with better evidence.
credit-verdict-reason-hint = The learner reads it; at most { $max } characters. Optional when verifying.
credit-passbook-unverified = To be verified
credit-passbook-unverified-sentence = You entered these yourself. They are not verified yet, are not in the credit above, and count nowhere.
credit-passbook-declare = Enter outcomes that no college deposited
credit-outcome-evidence-declared = Entered by the learner with evidence, verified by the depositing college ({ $declaration })
credit-notice-declared = Handed in to be verified.
credit-notice-declaration_withdrawn = Taken back.
credit-notice-verified = Verified and deposited.
credit-notice-not_verified = Refused.
action-credit-declaration-begin = Outcome entered
action-credit-declaration-change = Own entry changed
action-credit-declaration-file = Handed in to be verified
action-credit-declaration-withdraw = Own entry taken back
action-credit-declaration-read = Own entry read by the college
action-credit-declaration-verify = Verified and deposited
action-credit-declaration-refuse = Refused

# OneRoster
credit-file-roster_unmapped = This is a OneRoster export. First say on this page which columns hold the id number, the credit and so on.
credit-file-roster_version = This is an export of OneRoster “{ $value }”; only version 1.2 is taken. Export it again as 1.2.
credit-file-roster_missing = The OneRoster export has no whole { $name } (manifest.csv must say bulk). Export everything.
credit-file-roster_delta = { $name } holds only what changed (delta). Export everything (bulk).
credit-file-roster_no_results = The OneRoster export has no result to deposit. Check results.csv and the title of the line item on this page.
credit-file-roster_columns = { $name } lacks these columns: { $columns }. Check the settings of the export, or the names of columns on this page.
credit-roster-unknown = “{ $value }” is not in the file referred to
credit-roster-unknown-short = Reference leads nowhere
credit-roster-deleted = The record is to be deleted ({ $value }) and is not deposited
credit-roster-deleted-short = Record to be deleted
credit-roster-not_graded = The status “{ $value }” is not final; only fully graded is deposited
credit-roster-not_graded-short = Not fully graded
credit-roster-scale = The greatest value “{ $value }” is not 100, so the score is no mark of 100; convert it in your system, or give a grade in textScore
credit-roster-scale-short = Not out of 100
credit-roster-scale_unknown = The score scale “{ $value }” is not in scoreScales.csv; add it and export again
credit-roster-scale_unknown-short = Score scale unknown
credit-roster-off_scale = On its score scale (scoreScales.csv) the grade “{ $value }” leads to no mark of 100 and no word; add it to the scale, or give a mark or a word
credit-roster-off_scale-short = Grade not on its scale
credit-roster = How OneRoster exports are read
credit-roster-explain = OneRoster has no columns for id number, credit, year of graduation and the like. Say where your exports keep them and what is true of these students. This file is then checked again, and the next ones are read the same way.
credit-roster-id_column = Column of the id number (users.csv)
credit-roster-id_column-hint = Such as userMasterIdentifier, identifier or metadata.idNumber
credit-roster-credit_column = Column of the credit (courses.csv)
credit-roster-credit_column-hint = Such as metadata.credit
credit-roster-hours_column = Column of the hours (courses.csv)
credit-roster-line_item = Title of the line item with the final grade (lineItems.csv)
credit-roster-line_item-hint = Such as 总评; only its results are read. Left empty, every line item is taken as a course’s grade
credit-roster-cohort = Year of graduation (届别)
credit-roster-ending = Result of studies (毕业结业肄业)
credit-roster-season = Season of graduation (毕业季)
credit-roster-do = Save and check again
credit-notice-mapped = Saved; the file is being checked again.
action-credit-deposit-map = Reading of OneRoster files chosen
# The rule language, programmes, best uses
credit-menu-programmes = Programmes
credit-programmes = Programmes
credit-programmes-sentence = The courses and credits of each college's programmes. Conversion rules count outcomes as these courses.
credit-programmes-empty-title = No programme fits
credit-programmes-empty-body = Use fewer filters or another word.
credit-programme = Programme
credit-programme-title = Programme
credit-programme-code = Programme code
credit-programme-total = Total credits
credit-programme-courses = Courses
credit-programme-category = Category
credit-programme-course_table = { $count ->
    [one] 1 course
   *[other] { $count } courses
}
credit-programme-rules = Rules that count outcomes as its courses
credit-programme-see = See the programme's courses
credit-programme-import = Import programmes
credit-programme-import-lead = Upload or paste programmes. One that is the same word for word is left alone; a changed one becomes the next version and is used at once. Changes of course codes take effect when a second person publishes them.
credit-programme-file = File
credit-programme-file-hint = TOML ([[programme]], [[change]]) or CSV in UTF-8, at most 1 MB
credit-programme-text = Or paste the text
credit-programme-text-hint = Header of a CSV: programme,programme_title,total,code,title,category,credit
credit-programme-import-do = Import
credit-notice-programmes = Imported; new versions of programmes: { $count }.
credit-notice-imported = { $count ->
    [one] 1 rule of the file was saved as a draft.
   *[other] { $count } rules of the file were saved as drafts.
}
credit-effect-offset = Offset
credit-effect-offset-hint = The outcome's credit stands in for credit of the programme.
credit-rule-only_caps = Only limits
credit-rule-caps = Caps
credit-rule-automatic = Decided automatically
credit-rule-file = Download as a rule file
credit-rule-findings = Findings of the check
credit-drafts-import = Write as text, or import a rule file
credit-drafts-export = Export published rules and programmes
credit-form-lead = While you write, the rule's sentence, the check's findings and whom it reaches are shown below.
credit-form-as_text = Edit as text
credit-form-text = Rule as text
credit-form-text-hint = The rule language (TOML), see the documentation. Id, version and institution are those of this page.
credit-form-any = Any
credit-form-source-hint = Which outcome of others is taken? In names * stands for any text and ? for one character.
credit-form-source-row = Source { $number }
credit-form-name-hint = May use * and ?, such as 大学英语*
credit-form-code = Course codes
credit-form-kind = Kind of certificate
credit-form-list-hint = Several may be given with commas between; one of them is enough
credit-form-add_source = Add a source
credit-form-join = How several sources go together
credit-form-join-all = All of them
credit-form-join-any = Any one of them
credit-form-join-some = Some of them
credit-form-join_count = How many (for “some of them”)
credit-scale-percent = Least mark of a hundred
credit-scale-five = Least of five grades
credit-scale-two = Least of two grades
credit-scale-gpa4 = Least grade point of four
credit-scale-gpa5 = Least grade point of five
credit-scale-points710 = Least mark of 710
credit-form-scales = Other scales
credit-form-target-hint = From our programmes; several courses are recognised together
credit-form-target-none = No programme was imported yet, so courses are given by code only.
credit-form-course-row = Course { $number }
credit-form-add_course = Add a course
credit-form-categories = Or any course of these categories
credit-form-categories-hint = With a category, choose how many courses count
credit-form-choose = How many courses count
credit-form-choose-all = All that are listed
credit-form-ratio = Conversion ratio
credit-form-ratio-hint = Left empty the course's own credit is recorded; 2/3 means two thirds of the sources' credit
credit-form-rounding = Rounding
credit-rounding-half_up = Half up
credit-rounding-down = Down
credit-rounding-up = Up
credit-rounding-half_even = Half to even
credit-form-cap-row = Cap { $number }
credit-form-cap-per = Counted together for
credit-per-learner = Each learner
credit-per-class = One class of outcomes
credit-per-certificate = Each certificate
credit-per-issuer = Each issuer, or one
credit-per-group = A group of rules
credit-per-rule = This rule
credit-form-cap-of = Which issuer, or which group of rules
credit-form-cap-of-hint = For issuers: empty counts each of them apart
credit-form-cap-amount = Amount
credit-form-cap-amount-hint = Credits such as 8, courses such as 2, a share such as 2/5
credit-form-cap-measure = Unit
credit-measure-credits = Credits
credit-measure-courses = Courses
credit-measure-share = Share of the programme's credits
credit-form-cap-categories = Only courses of these categories
credit-form-add_cap = Add a cap
credit-form-prerequisites = Codes of courses that come first
credit-form-prerequisites-hint = Courses of ours, several with commas between; all of them must be passed or recognised together
credit-form-excluded = Categories that are not recognised
credit-form-excluded-hint = 综合实践 is never recognised and need not be given
credit-form-group = Group of rules
credit-form-group-hint = A cap may count the rules of a group together
credit-form-share = An outcome may be used again
credit-form-one_certificate = One course takes at most one certificate
credit-form-automatic = Decide automatically where institutions deposited every outcome
credit-preview = What the rule says and whom it reaches
credit-preview-other = In Chinese
credit-preview-do = Preview
credit-preview-none = Shown here once the rule is complete.
credit-finding-forbids = Must be mended
credit-finding-warns = Warning
credit-finding-none = Nothing was found.
credit-impact = Whom it reaches
credit-impact-sentence = Published, it would newly recognise { $outcomes ->
    [one] 1 outcome
   *[other] { $outcomes } outcomes
} of { $learners ->
    [one] 1 learner
   *[other] { $learners } learners
}, { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} more in all (each learner counted in the programme where it is most).
credit-impact-more = Only the first { $looked ->
    [one] 1 learner was
   *[other] { $looked } learners were
} looked at ({ $candidates } candidate outcomes); the numbers are at least these.
credit-impact-issuers = By issuer
credit-impact-outcomes = Outcomes
credit-impact-learners = Learners
credit-matches-sentence = Your outcomes count in { $programmes ->
    [one] one programme
   *[other] { $programmes } programmes
} of { $provinces ->
    [one] one province
   *[other] { $provinces } provinces
}, for up to { $credit } credits.
credit-matches-lead = Computed from the rules colleges have published, each programme with its best use. Choose one to see how, and to apply.
credit-matches-table = Programmes in which your outcomes count
credit-matches-credit = Recognised
credit-matches-remaining = Remaining
credit-matches-uses = Uses
credit-matches-more = Only the first { $max } are listed.
credit-best-sentence = { $spent ->
    [one] One outcome is
   *[other] { $spent } outcomes are
} recognised for { $credit } credits; of the programme's { $total } credits { $remaining } then remain.
credit-best-proved = This is proved to be the best use: no other recognises more credit.
credit-best-found = The best use found within the limit of work; it is not proved that there is none better.
credit-best-none = Nothing of yours can newly be recognised in this programme. The reasons are below.
credit-best-cut = There are many outcomes; only the latest 5,000 were weighed.
credit-best-caps = Caps that bind
credit-cap-binds = { $cap }; without it { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} more would be recognised.
credit-best-gains = What one more would add
credit-gain-verify = { $name }, once verified, would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-gain-grade = { $name } with a grade of { $grade } would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-gain-certificate = A certificate { $name } (from { $issuer }) would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-gain-certificate_any = A certificate { $name } would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-issuers = { $one }, { $other }
credit-issuers_more = { $names } and { $count } more
credit-gain-obtain = One more outcome { $name } (from { $issuer }) would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-outcome-in_best = (its best use recognises { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}, this among them)
credit-outcome-counts = Where it counts
credit-outcome-counts-none = No programme's best use spends it at present.
credit-acceptors = Who accepts a course or certificate
credit-acceptors-lead = Give the name of a course or certificate to see which published rules take it. Grades and other conditions stand in the rule.
credit-acceptors-ask = Ask
credit-acceptors-table = { $count ->
    [one] One rule
   *[other] { $count } rules
}
credit-acceptors-empty = No rule takes it
credit-acceptors-empty-body = Look at the name, or ask again without the issuer.
credit-line-hidden_count = The consent is over; { $count ->
    [one] 1 outcome is
   *[other] { $count } outcomes are
} not shown
credit-line-remainder = Remainder of rounding { $remainder } (hundredths of a credit)
credit-line-surplus = { $credit ->
    [one] 1 credit beyond the courses is not recorded
   *[other] { $credit } credits beyond the courses are not recorded
}
credit-form-issuer-hint = Issuers whose outcomes the bank holds are suggested. Names or codes of schools; several are parted by commas
credit-form-programme-hint = Leave it for every programme
credit-form-minimum-hint = Nothing converts between scales. All left empty, any passed grade counts; with some given, grades on other scales do not.
credit-form-cap-hint = Caps hold for every learner while the rule does, together with what was recognised before.
credit-rule-step-source = What is taken
credit-rule-step-target = What it counts as
credit-rule-step-limits = Caps and conditions
credit-rule-step-handling = Dates and handling
credit-rule-step-check = Check and hand in
credit-rule-programme_for = For which programme
credit-form-continue = Save and continue
credit-form-back = Save and go back
credit-form-to_check = Save and go back to the check
credit-form-leave = Finish later; the draft is kept
credit-form-as_fields = Write it step by step instead
credit-form-unfit = This rule says what the pages cannot hold. Change it here as text.
credit-form-source-more = Narrow it to a kind or level of certificate, or to course codes
credit-form-remove = Remove
credit-form-only_caps = Takes no outcomes; only sets caps
credit-form-only_caps-hint = For example "no more than 40 credits a learner in all"
credit-form-coded = { $name } ({ $code })
credit-form-course = { $name } ({ $code }, { $credit } cr)
credit-form-course-one = Course of ours
credit-form-target-more = Counts as any courses of a category
credit-form-credit-more = Record a share of the credit of what is taken
credit-form-credit-target = The credit of our course
credit-form-minimum-none = Any passed grade
credit-form-months-none = Any age
credit-form-otherwise = Besides
credit-form-limits-lead = Most rules need nothing here. You can go straight on.
credit-form-conditions = Conditions
credit-form-cap-more = Say which class, issuer or group
credit-form-evidence-hint = A scan of a certificate, for example
credit-form-automatic-hint = Recognised as soon as it is filed. Outcomes learners entered themselves are still reviewed
credit-form-note-hint = Published with the rule; may be left empty
credit-rule-not_yet = not said yet
credit-rule-source_missing = Say the name of the course or certificate, or its kind, level or code further down. For a rule that only sets caps, tick the last box of this page.
credit-rule-course_missing = Choose the course of ours that it counts as.
credit-rule-choose_missing = Say how many courses of the category it counts as.
credit-rule-cap_missing = A rule that only sets caps needs one. Add a cap.
credit-rule-issuer_ambiguous = Several institutions are called "{ $name }". Enter the code of 10 digits.
credit-rule-only_text = This rule now says what the pages cannot hold. Reload it and change it as text.
credit-rule-misfit = The rule does not read: { $why }. Mend it and save again.
credit-rule-too_deep = Conditions nest too deep (at most { $why } levels, { $field }). Simplify, or write several rules.
credit-rule-out_of_range = { $field } is out of range ({ $why }). Mend it.
credit-rule-too_long = The rule is longer than { $max_kilobytes } KB. Write several rules.
credit-rule-none_in_text = There is no rule in the text. Write one [[rule]].
credit-rule-one_in_text = A draft holds one rule. Import the others apart.
credit-rule-too_many_in_text = A file brings at most { $max } rules. Split it.
credit-text-too_deep = Line { $line }, column { $column }: nested too deep, at most { $max } levels. Simplify.
credit-text-too_many = Line { $line }, column { $column }: too many entries. Split the file.
credit-text-misfit = Line { $line }, column { $column }, { $field }: { $why }. Mend it and send it again.
credit-programme-unknown = The institution has no programme { $code }. See its programmes.
credit-programme-too_large = The file is larger than { $max_kilobytes } KB. Split it.
credit-programme-rule_among = There are rules in the file. Import programmes and rules apart.
credit-programme-other_institution = The file holds entries of another institution, { $institution }. Import your own only.
credit-programme-header = The header is incomplete. Use: programme,programme_title,total,code,title,category,credit.
credit-programme-credit = Line { $line }, { $column }: no amount of credit. Give a number of at most two decimals.
credit-programme-utf8 = The file is not UTF-8. Save it as UTF-8 and upload it again.
credit-application-course_unknown = The programme has no course { $code }. Choose again.
credit-application-not_allowed = The rule “{ $name }” does not allow this. Choose again.
credit-application-need_missing = { $name } must be passed or recognised too. Choose it as well.
credit-application-chosen_twice = { $name } was chosen twice. Take one out.
credit-application-cap_reached = A cap of the rule “{ $name }” is passed, what was recognised or applied for before included. Choose less.
credit-application-proof_broken = The rules or outcomes the application rests on are no longer what was filed. Return it, so that the learner applies again.
credit-application-not_automatic = A person decides this application. Find it in the inbox.
credit-match-used = { $name } was used at this institution before. Choose another outcome.
credit-match-standing_too_much = More than { $max } uses of outcomes stand on this account, which cannot be weighed at once. Ask the credit bank to have the reported conversions checked by their depositor.
action-credit-programme-import = Imported programmes: { $stored } new versions
action-credit-application-accept_automatically = Recognised { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} automatically, as the rules say
credit-lint-validity_empty = The rule ends before it begins. Mend its validity.
credit-lint-minimum_above_scale = The minimum { $about } is above its scale. Mend it.
credit-lint-n_of_impossible = It asks for { $about } of the list. Mend the number or add sources.
credit-lint-pattern_impossible = The source ({ $place }) contradicts itself and nothing can meet it. Mend class, codes or minimum.
credit-lint-programme_unknown = The institution has no programme { $about }. Mend it, or import the programme first.
credit-lint-target_unknown = No programme has the course { $about }. Mend the course codes.
credit-lint-target_excluded = The course { $about } is of a category that is not recognised.
credit-lint-prerequisite_unknown = The prerequisite { $about } is in no programme. Mend its code.
credit-lint-prerequisite_itself = The course { $about } is its own prerequisite. Remove it.
credit-lint-cap_forbids = A cap of nothing ({ $place }) forbids everything. Raise or remove it.
credit-lint-cap_never_binds = The cap ({ $place }) can never be reached. It may be removed or lowered.
credit-lint-exception_idle = The exception ({ $about }) lifts nothing. Look at its end and whom it names.
credit-lint-version_repeated = Version { $about } stands twice. Reload and try again.
credit-lint-duplicate = It says the same as rule { $about }. Draft a next version of that rule instead.
credit-lint-shadowed = Rule { $about } already takes all of it. Remove this one or narrow that one.
credit-lint-cycle_gains = With rules of other institutions it makes a circle that gains credit ({ $about }). Lower the ratio.
credit-lint-cycles_untried = There are too many ways between rules to try them all ({ $about }).
credit-match-target_taken = { $target } is recognised already or being applied for. Take it out.
# Notices
credit-menu-notices = Notices
credit-notices = Notices
credit-appeal-about = Appeal about { $subject }
credit-application-numbered = Application number { $id }
credit-notices-many = More than { $count } notices are unread.
credit-acceptors-issuer-hint = Name of the school or body, or the 10-digit code of a school; may be left empty
credit-verifications-empty-title = Nothing to verify
credit-verifications-empty-body = Once a learner enters an outcome and asks your college to verify it, it appears here, oldest first.
credit-gain-obtain_any = One more outcome { $name } would add { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
}.
credit-notices-sentence = { $count ->
    [0] Nothing is unread.
    [one] One notice is unread.
   *[other] { $count } notices are unread.
 }
credit-notices-read = Mark all as read
credit-notices-new = New
credit-notices-empty = No notices yet
credit-notices-empty-body = When an application of yours changes, a day comes near or something waits for you, it is told here.
credit-notice-notices_read = The notices are marked as read.
credit-told-revocation_asked = Somebody asked for the revocation of an outcome your institution deposited; a second person is to confirm it.
credit-told-outcome_revoked = { $institution } revoked the outcome “{ $outcome }”; it counts nowhere any more.
credit-told-application_recalled = { $institution } revoked an outcome that application { $name } used; the application went back to the learner.
credit-told-recognition_held = { $institution } revoked an outcome that application { $name } used; the recognition is held until the institution that made it settles it.
credit-told-recognition_upheld = { $institution } confirmed the recognition of application { $name } on other grounds.
credit-told-recognition_annulled = { $institution } reversed the recognition of application { $name } because an outcome was revoked.

# Deciding many at once
credit-bulk = Decide many at once
credit-bulk-lead = Choose the applications to decide together, at most { $max }. Each has its own decision and its own reason; one that cannot be decided does not hold up the others.
credit-bulk-legend = Applications that wait, oldest first
credit-bulk-filed = filed on { $day }
credit-bulk-open = Open those chosen
credit-bulk-empty = No application waits
credit-bulk-past = Latest batches
credit-bulk-size = { $count ->
    [one] one application
   *[other] { $count } applications
 }
credit-bulk-decide = Decide each
credit-bulk-recorded = Opening was recorded for each application and is shown to its learner. What you leave undecided stays in the inbox.
credit-bulk-whole = Open the whole application
credit-bulk-decision = Decision on “{ $subject }”
credit-bulk-reason = Reason for “{ $subject }”
credit-bulk-skip = Not now
credit-bulk-check = Check the decisions
credit-bulk-check-sentence = { $count ->
    [one] 1 application
   *[other] { $count } applications
} will be decided, { $skipped } left for later.
credit-bulk-each = Each is decided by itself: one that cannot be decided leaves the others alone, and the next page says what became of each.
credit-bulk-result = What became of the batch
credit-bulk-sentence = { $done } decided, { $refused } not decided, { $waiting } still waiting.
credit-bulk-waits = Some were not looked at: the work was interrupted. Whoever handed the batch in goes on; nothing is decided twice.
credit-bulk-go_on = Go on
credit-bulk-became = What became of it
credit-bulk-nothing = Choose at least one application and decide on it.
credit-bulk-foreign = { $name } is not an application to this institution. Go back to the inbox and choose again.
credit-bulk-twice = { $name } was chosen twice. Remove one.
credit-bulk-not_yours = A colleague handed this batch in; only they can go on with it.
credit-bulk-gone = This application is no longer yours to decide. Look into the inbox.
credit-notice-bulk = The batch was worked off; this is what became of it.
action-credit-bulk-decide = decided on { $count ->
    [one] 1 application
   *[other] { $count } applications
} together
action-credit-notice-read = marked { $count ->
    [one] 1 notice
   *[other] { $count } notices
} as read

# Revocations
credit-menu-revocations = Revocations
credit-revocations = Revocations of outcomes
credit-revocations-lead = An outcome deposited in error is revoked when one person asks and another confirms. It then counts nowhere, and every application and recognition that leaned on it is found and its owners told.
credit-revocations-empty = No revocations
credit-revocations-empty-body = A registrar finds an outcome by the learner’s id number and asks for its revocation.
credit-revocation-id = Revocation
credit-revocation-asked_at = Asked
credit-revocation-id_number = The learner’s id number
credit-revocation-id_number-hint = Only what your institution deposited is listed; the look is recorded and shown to the learner.
credit-revocation-search = Find outcomes
credit-revocation-nobody = Your institution deposited nothing for this number. Check it and try again.
credit-revocation-ask = Ask for a revocation
credit-revocation-outcome = Which outcome
credit-revocation-reason-hint = The learner and the institutions concerned will read it, at most { $max } characters.
credit-revocation-second = A reviewer of your institution confirms it; until then the outcome stays as it is.
credit-revocation-title = Revocation of “{ $outcome }”
credit-revocation-sentence-asked = Waits for a second person of { $institution }; the outcome stands meanwhile.
credit-revocation-sentence-confirmed = { $institution } revoked the outcome; it counts nowhere any more.
credit-revocation-sentence-declined = { $institution } declined; the outcome stands.
credit-revocation-reason_given = Reason: { $reason }
credit-revocation-own = You asked for it; another person is to confirm.
credit-revocation-confirm = Confirm the revocation
credit-revocation-confirm-explain = It takes effect at once: the deposit is reversed in the ledger, open applications go back to the learner, recognitions are held until their institution settles them, and everybody concerned is told.
credit-revocation-decline = Decline
credit-revocation-leaning = What leaned on the outcome
credit-revocation-leaning-none = Nothing leaned on it.
credit-revocation-subject = Application or course
credit-revocation-did = What was done
credit-revocation-became = What became of it
credit-consequence-returned = application sent back
credit-consequence-suspended = recognition held
credit-consequence-struck = reported conversion struck
credit-consequence_state-open = waits for its institution
credit-consequence_state-done = done
credit-consequence_state-reversed = recognition reversed
credit-consequence_state-upheld = recognition upheld
credit-behind-returned = { $institution } revoked an outcome this application used, so it went back. Reason: { $reason }
credit-behind-suspended = { $institution } revoked an outcome this recognition used. Reason: { $reason }
credit-behind-struck = { $institution } revoked an outcome that was used. Reason: { $reason }
credit-settle = Settle the revocation
credit-settle-explain = The depositor revoked an outcome behind this recognition. Reverse it, or name the other grounds on which it stands.
credit-settle-annul = Reverse the recognition
credit-settle-annul-hint = All credit recorded goes back; outcomes of the application that were not revoked are free again.
credit-settle-uphold = Uphold it on other grounds
credit-settle-uphold-hint = The recognition stands again; the reason names the grounds.
credit-outcome-revoked = Revoked by its depositor on { $day }: { $reason }
credit-match-revoked = The institution that deposited this outcome revoked it.
credit-application-sentence-suspended = An outcome behind it was revoked. What { $institution } recognised is held until it is settled (credits: { $credit }).
credit-revocation-standing = The outcome is revoked, or somebody asked for it already. Look at the revocations.
credit-revocation-same_person = Who asks does not confirm. Another reviewer has to.
credit-revocation-too_much = More than { $max } applications lean on this outcome. Ask the credit bank.
credit-revocation-own_affair = Nobody handles what concerns their own outcomes. Ask a colleague.
credit-change-same_person = Who imported a table does not publish it. Ask another reviewer.
credit-change-waiting = The same table waits for a second person already. Look at the changes of course codes.
credit-change-header = The header is incomplete. Use: old_code,new_code,valid_from,valid_to (the days may be left out).
credit-change-too_many = A table holds at most { $max } rows. Import it in parts.
credit-change-code = Line { $line }, { $column }: “{ $value }” is no course code. Write 1 to 64 characters.
credit-change-same_code = Line { $line }, { $column }: both codes are the same ({ $value }). Delete the line.
credit-change-other_institution = Line { $line }, { $column }: “{ $value }” is another college. A table holds only codes of its own.
credit-change-day = Line { $line }, { $column }: “{ $value }” is no day. Write 2026-09-01.
credit-change-validity = Line { $line }, { $column }: the end { $value } is not behind the beginning. Put it right.
credit-change-twice = Line { $line }, { $column }: “{ $value }” repeats line { $before }. Delete one of them.
action-credit-change-import = Imported { $count } changes of course codes, waiting for a second person
action-credit-change-publish = Published { $count } changes of course codes
action-credit-change-return = Sent back { $count } changes of course codes
action-credit-change-withdraw = Took back { $count } changes of course codes
credit-changes = Changes of course codes
credit-changes-lead = Where a course changed its code, both codes count as one course, and rules by code take either. One person imports a table, another publishes it.
credit-changes-empty = No tables
credit-changes-empty-body = A table stands here once a registrar of the institution has imported one.
credit-change-id = Number
credit-change-size = Changes
credit-change-imported_at = Imported
credit-change-import = Import a table
credit-change-import-do = Import
credit-change-file = File of the table
credit-change-file-hint = CSV or TOML ([[change]]) in UTF-8, at most 1 MB
credit-change-text = Or paste it here
credit-change-text-hint = Header of a CSV: old_code,new_code,valid_from,valid_to; days as 2026-09-01, which may be left empty
credit-change-title = Changes of course codes of { $institution }
credit-change-sentence-submitted = { $count } changes wait for a second person and are not in force.
credit-change-sentence-published = { $count } changes are published.
credit-change-sentence-returned = { $count } changes were sent back and are not in force.
credit-change-sentence-withdrawn = { $count } changes were taken back and are not in force.
credit-change-own = You imported it; another person publishes it.
credit-change-publish = Publish
credit-change-publish-explain = It takes effect at once: rules by code take either code, and what counts for learners follows. Applications that are filed are decided as they were filed.
credit-change-return = Send back
credit-change-reason-hint = Whoever imported it reads this; at most { $max } characters.
credit-change-withdraw = Take back
credit-change-rows = Old and new codes
credit-change-old = Old code
credit-change-new = New code
credit-change-from = From
credit-change-to = Last day
credit-change-always = always
credit-change-for_ever = no end
credit-change-more = { $count } changes, of which the first { $shown } are listed.
credit-notice-change_imported = Imported; it waits for a second person.
credit-notice-change_published = Published.
credit-notice-change_returned = Sent back.
credit-notice-change_withdrawn = Taken back.
credit-notice-revocation_asked = The revocation was asked for; a second person is to confirm it.
credit-notice-revocation_confirmed = The outcome is revoked and everybody concerned was told.
credit-notice-revocation_declined = The revocation was declined.
credit-notice-settled = It is settled.
action-credit-revocation-ask = { $looked ->
    [true] looked for an outcome to revoke
   *[false] asked for the revocation
 }
action-credit-revocation-confirm = confirmed the revocation, { $applications ->
    [one] 1 application
   *[other] { $applications } applications
} concerned
action-credit-revocation-decline = declined the revocation
action-credit-revocation-settle = { $settlement ->
    [uphold] upheld { $credit } credits on other grounds
   *[annul] reversed { $credit } credits because an outcome was revoked
 }

# Appeals
credit-menu-hearings = Appeals
credit-committee = Joint recognition committee of the credit banks (example)
credit-province = Province
credit-province-310000 = Shanghai
credit-province-320000 = Jiangsu
credit-province-330000 = Zhejiang
credit-province-340000 = Anhui
credit-appeal = Appeal
credit-appeal-title = Appeal concerning { $institution }
credit-appeal-of = { $ground ->
    [silence] Appeal because nothing was decided, filed on { $day }
   *[rejection] Appeal against the rejection, filed on { $day }
 }
credit-appeal-id = Appeal
credit-appeal-ground = Ground
credit-appeal-filed_at = Filed
credit-appeal-due = Consensus until
credit-appeal-voices = Voices of the provinces
credit-appeal-explain-rejection = { $institution } refused to recognise, and the learner does not agree.
credit-appeal-explain-silence = { $institution } decided nothing until the due day.
credit-appeal-how = { $committee } hears it. The four provinces have one voice each and find by consensus within { $days ->
    [one] 1 day
   *[other] { $days } days
}; after that a majority decides.
credit-appeal-statement = Statement
credit-appeal-statement-hint = Say why you do not agree. The committee and the institution will read it; at most { $max } characters.
credit-appeal-file = File the appeal
credit-appeal-withdraw = Take the appeal back
credit-appeal-none = There is nothing to appeal now
credit-appeal-none-body = A rejection, or silence past the due day, can be appealed once, within the time set.
credit-appeal_state-filed = being heard
credit-appeal_state-upheld = upheld
credit-appeal_state-set_aside = set aside
credit-appeal_state-withdrawn = withdrawn
credit-appeal_state-lapsed = lapsed
credit-appeal-sentence-filed = { $committee } is hearing it, by consensus until { $day }.
credit-appeal-sentence-upheld = { $committee } found that the decision stands (consensus until { $day }).
credit-appeal-sentence-set_aside = { $committee } found that it is to be decided again, by somebody else (consensus until { $day }).
credit-appeal-sentence-withdrawn = The appeal was taken back; { $committee } no longer hears it (consensus was due on { $day }).
credit-appeal-sentence-lapsed = The application moved on by itself; { $committee } no longer hears it (consensus was due on { $day }).
credit-ground-rejection = rejection
credit-ground-silence = silence past the due day
credit-finding-uphold = It stands
credit-finding-uphold-hint = What was decided stands; for silence, nothing more is asked of the institution.
credit-finding-set_aside = Set aside, decide again
credit-finding-set_aside-hint = The application goes back to the inbox; somebody else decides and cites the finding.
credit-finding-missing = not yet
credit-hearings = Appeals
credit-hearings-lead = Four provinces as equals, each with one voice.
credit-hearings-empty = No appeals in this state
credit-hearings-empty-body = An appeal against a rejection, or against silence, appears here.
credit-hearing-no_consent = The learner’s consent no longer holds; the outcomes are not shown.
credit-hearing-rule = All four agreeing decide at once until { $day }; after that { $majority } equal voices decide.
credit-hearing-speak = Speak for your province
credit-hearing-finding = Finding
credit-hearing-reason-hint = The learner and the institution will read it; at most { $max } characters. It may be changed until there is a finding.
credit-review-appeal-filed = The learner appealed ({ $appeal }); it is being heard.
credit-review-appeal-set_aside = Finding { $appeal } asks for a new decision: by somebody else, who cites it.
credit-decide-finding = This decision follows finding { $appeal }
credit-appeal-not_yet = The due day is not over yet. Wait until it is.
credit-appeal-late = The time for an appeal ({ $count } days) is over. You may apply anew.
credit-appeal-standing = This was appealed already. Look at the appeal.
credit-appeal-party = Whoever decided the case, or whose case it is, takes no part.
credit-appeal-first_decider = The first decision was set aside: somebody else has to decide. Ask a colleague.
credit-appeal-uncited = The decision has to cite finding { $name }. Open the application and tick it.
credit-notice-appeal_filed = The appeal is filed.
credit-notice-appeal_withdrawn = The appeal was taken back.
credit-notice-spoken = Your province’s voice is recorded.
credit-told-appeal_filed = A learner appealed concerning application { $name } at { $institution }.
credit-told-appeal_over = The time for the appeal on application { $name } at { $institution } is over, without a majority.
credit-told-appeal_upheld = The committee found that what { $institution } decided on application { $name } stands.
credit-told-appeal_set_aside = The committee found that { $institution } has to decide again on application { $name }.
action-credit-appeal-file = { $ground ->
    [silence] appealed against silence
   *[rejection] appealed against the rejection
 }
action-credit-appeal-withdraw = took the appeal back
action-credit-appeal-read = the committee opened the appeal
action-credit-appeal-speak = { $finding ->
    [set_aside] spoke for a new decision
   *[uphold] spoke for letting it stand
 }
action-credit-appeal-close = looked at the voices as the time was over

# Clocks
credit-application-due = Decide by
credit-due-on = To be decided by { $day }.
credit-due-over = It was to be decided by { $day } and is not.
credit-told-due_soon = Application { $name } at { $institution } is to be decided by { $day }.
credit-told-overdue = Application { $name } at { $institution } was to be decided by { $day } and is not.
action-credit-application-remind = { $stage ->
    [soon] reminded: due on { $day }
   *[overdue] reminded: was due on { $day }
 }

# Settings
credit-menu-settings = Days and names
credit-settings = Days and names
credit-settings-bank = The whole bank
credit-settings-lead = No official source gives these numbers; what is shipped is an example, to be replaced by what holds here.
credit-settings-change = Change
credit-settings-explain = An empty field takes what holds above it. An institution’s days are at most the bank’s; what was filed keeps the day it was given.
credit-settings-save = Save
credit-setting = Setting
credit-setting-value = Value
credit-setting-origin = From
credit-setting_origin-shipped = example
credit-setting_origin-bank = set for the bank
credit-setting_origin-institution = set by the institution
credit-setting-decide_days = Days to decide
credit-setting-remind_days = Days before and after on which is reminded
credit-setting-appeal_days = Days to appeal
credit-setting-committee_days = Days for a consensus
credit-setting-committee_majority = Majority after that (provinces)
credit-setting-committee_name = Name of the committee (Chinese)
credit-setting-committee_name_en = Name of the committee (English)
credit-notice-set = The settings are saved.
action-credit-setting-set = changed { $count ->
    [one] 1 setting
   *[other] { $count } settings
}

# Expert review
credit-menu-opinions = Expert review
credit-opinions = Expert review
credit-opinions-on = Expert review
credit-opinions-sentence = { $count ->
    [0] Nothing waits for your opinion.
    [one] One application waits for your opinion.
   *[other] { $count } applications wait for your opinion.
 }
credit-opinions-empty = You were not asked yet
credit-opinions-empty-body = When a reviewer asks for your opinion, it appears here.
credit-opinion-expert = Whom to ask
credit-opinion-question = Question
credit-opinion-question-hint = Say what is to be looked at; at most { $max } characters.
credit-opinion-ask = Ask the expert
credit-opinion-nobody = Your institution has no experts. An officer grants the role.
credit-opinion-asked_at = Asked
credit-opinion-asked = Question: { $question }
credit-opinion-give = Give the opinion
credit-opinion-recommendation = Recommendation
credit-opinion-reason-hint = The reviewer reads it; at most { $max } characters. It cannot be changed afterwards.
credit-opinion-withdraw = Take the request back
credit-opinion-sentence-asked = { $institution } asks for your opinion. Who gives one does not decide the application.
credit-opinion-sentence-given = You gave { $institution } your opinion.
credit-opinion-sentence-declined = You declined to give { $institution } an opinion.
credit-opinion-sentence-withdrawn = { $institution } took the request back.
credit-opinion-said-recognise = Recommends to recognise: { $reason }
credit-opinion-said-refuse = Recommends to refuse: { $reason }
credit-opinion-said-undecided = The evidence does not tell: { $reason }
credit-recommend-recognise = Recognise
credit-recommend-refuse = Do not recognise
credit-recommend-undecided = The evidence does not tell
credit-recommend-decline = Decline
credit-recommend-decline-hint = For instance, for a conflict of interest.
credit-application-experts = Opinions awaited
credit-opinion-expert_decides = You were asked for an opinion on this application and cannot decide it. Ask a colleague.
credit-opinion-unfit = This person cannot be asked: choose an expert of your institution, neither yourself nor the learner.
credit-opinion-asked_before = This expert was asked already. Wait, or take the request back.
credit-opinion-too_many = At most { $max } experts are asked about one application.
credit-notice-opinion_asked = The expert was asked.
credit-notice-opinion_withdrawn = The request was taken back.
credit-notice-opinion_given = Your answer is given.
credit-told-opinion_asked = { $institution } asks for your opinion on application { $name }.
credit-told-opinion_answered = An expert answered about application { $name }.
action-credit-opinion-ask = asked an expert
action-credit-opinion-withdraw = took the request to an expert back
action-credit-opinion-read = the expert opened the application
action-credit-opinion-give = { $recommendation ->
    [recognise] the expert recommended to recognise
    [refuse] the expert recommended to refuse
   *[undecided] the expert could not tell
 }
action-credit-opinion-decline = the expert declined
