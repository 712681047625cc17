# Credit bank

credit-title = Credit bank
credit-lead = Colleges deposit grades, learners see them in their passbook, receiving colleges recognise them under published rules. { $institutions } colleges have published { $rules } conversion rules, open to everyone.
credit-unit = credits
credit-credits = { $credit } credits
credit-months = { $months } months
credit-state = Status
credit-institution = College
credit-institution_switch = Change college
credit-refresh = Refresh this page
credit-continue = Continue
credit-change = Change
credit-timeline = What happened
credit-counts = Counts
credit-audience-all = Everyone
credit-audience-learner = Learners
credit-audience-registrar = Registrars
credit-audience-reviewer = Reviewers

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
credit-home-rules = The public recognition rules of all colleges, by college, source and effect.
credit-home-staff = College staff
credit-home-deposits = Upload grade files, see what is wrong, deposit them.
credit-home-drafts = Draft, submit and publish your college’s conversion rules.
credit-home-inbox = Decide on applications, oldest first.

# Names
credit-class = Kind of outcome
credit-class-course = Course
credit-class-certificate = Certificate
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
credit-upload-hint = CSV (UTF-8 or GB 18030) or XLSX, at most { $megabytes } MB and { $rows } rows. Template and code tables are recognised by themselves.
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
credit-deposit-sentence-checked = { $rows } rows: { $good } can be deposited, { $bad } have faults. Choose what to do.
credit-deposit-sentence-committing = Being deposited: row { $done } reached, { $deposited } outcomes new.
credit-deposit-sentence-committed = Done: { $deposited } outcomes deposited, { $unchanged } were in the bank before, { $bad } rows were not deposited.
credit-deposit-sentence-refused = This file cannot be deposited. Nothing was written.
credit-deposit-sentence-discarded = This file was put aside. Nothing was written. Upload it again to have it checked anew.
credit-choose = What to do
credit-choose-legend = Choose
credit-choose-all = Deposit everything, or nothing if there is a single fault
credit-choose-all-hint = Every person and row is checked before the first is written.
credit-choose-good = Deposit the { $good } rows without faults
credit-choose-good-hint = The other { $bad } rows can be downloaded, mended and uploaded separately.
credit-choose-do = Deposit
credit-discard = Put this file aside
credit-resume-open = No progress for a long time?
credit-resume-explain = Going on continues where the work stopped; nothing is deposited twice.
credit-resume = Go on
credit-faults = Faults
credit-faults-lead = Every fault by row and column, with its reason.
credit-faults-first = The first { $count } faults
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
credit-fault-times = { $count } times
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
credit-row-target_open = The learner's application for this target course is being decided; deposit this row when it is over
credit-row-target_open-short = Target course applied for
credit-row-conversion_differs = This outcome already counts { $credit } credits for the same target course, which is not what this row says
credit-row-conversion_differs-short = Converted before with other credit

# Passbook
credit-passbook = Credit passbook
credit-passbook-sentence = { $count } outcomes with { $credit } credits deposited; { $recognised } credits recognised at { $places } colleges.
credit-passbook-counting = { $outcomes } of your outcomes count now at { $institutions } colleges, for up to { $credit } credits.
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
credit-outcome-hours = Hours
credit-outcome-grade = Grade
credit-outcome-obtained = Obtained
credit-outcome-issuer = Issued by
credit-outcome-detail = Type and level of certificate
credit-outcome-major = Major
credit-outcome-level = Level and category
credit-outcome-depositor = Deposited by
credit-outcome-evidence = Evidence
credit-outcome-evidence-place = File { $deposit }, row { $line }
credit-outcome-uses = Used for
credit-outcome-story = Its story
credit-outcome-deposited_by = Deposited by { $institution }
credit-outcome-counts = Rules that take this outcome
credit-outcome-counts-none = No published rule speaks of this outcome at present.
credit-use-sentence = For “{ $target }” at { $institution } ({ $credit } credits)
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
credit-rule-sentence = { $institution } takes the { $class ->
    [certificate] certificate
   *[course] course
 } “{ $source }”{ $level ->
    [none] {""}
   *[other] {" "}({ $level })
 } of { $issuer }, { $minimum }, as the course “{ $target }” ({ $code }) { $programme ->
    [none] in every programme
   *[other] in programme { $programme }
 }, for { $credit } credits, { $effect ->
    [study_and_exam] exempting from study and exam
   *[study_only] exempting from study but not from the exam
 }{ $cap ->
    [none] {""}
   *[other] ; nobody is recognised more than { $cap } credits at this college in all
 }{ $months ->
    [none] {""}
   *[other] ; obtained within the last { $months } months
 }{ $evidence ->
    [yes] ; evidence must be attached
   *[no] {""}
 }. { $to ->
    [none] Applications from { $from }
   *[other] Applications from { $from } to { $to }
 }.
credit-minimum-passed = with any pass
credit-minimum-score = with at least { $score } marks
credit-minimum-named = with at least “{ $grade }”
credit-minimum-both = with at least { $score } marks or “{ $grade }”
credit-rule-target = Counts as
credit-rule-institution = Receiving college
credit-rule-source = Outcome
credit-rule-issuer = Issued by
credit-rule-credit = Credit
credit-rule-effect = Effect
credit-rule-programme = Programme code
credit-rule-every_programme = Every programme
credit-rule-minimum = Least grade
credit-rule-cap = Ceiling per learner
credit-rule-no_cap = No ceiling
credit-rule-months = Age of the outcome in months
credit-rule-no_months = No limit
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
credit-rule-hash = Fingerprint of the rule (SHA-256)
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
credit-form-source = Which outcome
credit-form-issuer = Issued by
credit-form-issuer-hint = For a course the school code of 10 digits, for a certificate the issuer’s name
credit-form-name = Name of the course or certificate
credit-form-level = Level of the certificate
credit-form-level-hint = Certificates only; may be left empty
credit-form-optional = May be left empty
credit-form-minimum = Least grade
credit-form-minimum-hint = Nothing converts between scales. With both empty any pass counts; with one of them, grades on the other scale do not.
credit-form-score = Least mark of 100
credit-form-named = Least named grade
credit-form-target = Which of your courses it counts as
credit-form-programme-hint = Empty means every programme
credit-form-target_code = Course code
credit-form-target_name = Course name
credit-form-credit-hint = What is recorded is your own course’s credit
credit-form-limits = Limits
credit-form-cap-hint = The most credit a learner may be recognised at your college in all; empty means no ceiling
credit-form-months-hint = How many months an outcome stays valid; empty means no limit
credit-form-until-hint = Empty means until superseded
credit-form-evidence = The learner must attach evidence
credit-form-save = Save the draft

# What counts
credit-matches = What counts where
credit-matches-sentence = { $outcomes } of your outcomes count now at { $institutions } colleges, for up to { $credit } credits.
credit-matches-none_count = None of your outcomes counts at present; the reasons are below.
credit-matches-lead = This follows from the published rules; nobody has to be asked. Tick what you want and apply, the receiving college decides.
credit-matches-legend = Choose what to apply for
credit-matches-others = { $count } more do not count at present: see why
credit-matches-empty = No rule speaks of your outcomes yet
credit-matches-empty-body = This page changes by itself when colleges publish rules or deposit outcomes for you.
credit-apply = Apply to { $institution }
credit-match-not_in_force = The rule is not in force. See the latest rules.
credit-match-not_yet = The rule takes applications from { $from }. Come back then.
credit-match-over = The rule stopped taking applications on { $to }. See the college’s other rules.
credit-match-outcome_expired = The outcome is older than { $months } months.
credit-match-grade_below = Grade { $grade } is below the { $minimum } the rule asks for.
credit-match-grade_scale = The rule says nothing about grades such as “{ $grade }”. The receiving college can add it.
credit-match-used = This outcome was already used for the same course.
credit-match-target_taken = “{ $target }” is recognised or applied for already.
credit-match-cap = This would pass the ceiling of { $cap } credits ({ $standing } are recognised or applied for).

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
credit-application-lines = What you apply for
credit-application-total = { $credit } credits in all (each course counted once).
credit-application-continue = Continue
credit-application-reason_given = The college says: { $reason }
credit-application-sentence-draft = Not filed yet.
credit-application-sentence-filed = With { $institution }, waiting for a decision. The outcomes and { $credit } credits of the ceiling are held.
credit-application-sentence-returned = { $institution } asks you to change it and file it again. Nothing is held.
credit-application-sentence-accepted = { $institution } recognised { $credit } credits.
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
credit-line-hidden = Not shown: the consent no longer holds
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
credit-deposit-has_faults = There are { $count } faults, so not everything can be deposited. Mend them, or deposit the rows without faults.
credit-deposit-nothing_good = No row can be deposited. Mend the file and upload it again.
credit-deposit-more_faults = { $count } more faults are not listed.
credit-rule-same_person = Who drafted a rule cannot publish it. Ask another reviewer of your college.
credit-rule-validity_past = The validity is over. Send the rule back to change it.
credit-rule-already_published = Your college has a published rule that says the same. Draft a new version of that one instead.
credit-rule-draft_exists = A new version of this rule is being drafted or reviewed. Finish that one first.
credit-rule-control = There are invisible characters. Enter it again.
credit-rule-level_of_course = A course has no certificate level. Leave this empty.
credit-rule-validity_order = The last day must not be before the first.
credit-rule-cap_below_target = The ceiling is below the credit of this very course; the rule could never be used.
credit-application-nothing_chosen = Choose at least one line.
credit-application-too_many_chosen = Choose at most { $max } lines and apply several times.
credit-application-other_institution = One application goes to one college. Apply to each separately.
credit-application-chosen_twice = “{ $name }” is chosen twice for the same course. Remove one.
credit-application-guardian_needed = The consent waits for a guardian. File the application when the guardian has agreed.
credit-application-rule_changed = The rule for “{ $name }” has a new version since you chose. Go back to the choice, look at the new version and choose again.
credit-application-consent_missing = The learner has not allowed the receiving college to read, or the consent no longer holds.
credit-application-evidence_missing = “{ $name }” needs evidence. Upload it first.
credit-application-cap_reached = The chosen courses come to { $asked } credits; with the { $standing } already recognised or applied for this passes the ceiling of { $cap }. Choose fewer.
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
credit-review-sentence = { $count } lines, { $credit } credits in all.
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
action-credit-application-file = Filed, { $credit } credits
action-credit-application-withdraw = Taken back
action-credit-application-read = Read by the college
action-credit-application-accept = Recognised, { $credit } credits
action-credit-application-reject = Not recognised
action-credit-application-return = Sent back
action-credit-application-reverse = Recognition reversed
action-credit-ledger-verify = Ledger verified

# Notices
credit-menu-notices = Notices
credit-notices = Notices
credit-notices-sentence = { $count ->
    [0] Nothing is unread.
    [one] One notice is unread.
   *[other] { $count } notices are unread (counted up to { $max }).
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
credit-bulk-check-sentence = { $count } applications will be decided, { $skipped } are left for later.
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
action-credit-bulk-decide = decided on { $count } applications together
action-credit-notice-read = marked { $count } notices as read

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
credit-application-sentence-suspended = An outcome behind it was revoked; the { $credit } credits { $institution } recognised are held until it is settled.
credit-revocation-standing = The outcome is revoked, or somebody asked for it already. Look at the revocations.
credit-revocation-same_person = Who asks does not confirm. Another reviewer has to.
credit-revocation-too_much = More than { $max } applications lean on this outcome. Ask the credit bank.
credit-revocation-own_affair = Nobody handles what concerns their own outcomes. Ask a colleague.
credit-notice-revocation_asked = The revocation was asked for; a second person is to confirm it.
credit-notice-revocation_confirmed = The outcome is revoked and everybody concerned was told.
credit-notice-revocation_declined = The revocation was declined.
credit-notice-settled = It is settled.
action-credit-revocation-ask = { $looked ->
    [true] looked for an outcome to revoke
   *[false] asked for the revocation
 }
action-credit-revocation-confirm = confirmed the revocation, { $applications } applications concerned
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
credit-appeal-how = { $committee } hears it. The four provinces have one voice each and find by consensus within { $days } days; after that a majority decides.
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
credit-appeal-late = The { $count } days for an appeal are over. You may apply anew.
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
action-credit-setting-set = changed { $count } settings

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
