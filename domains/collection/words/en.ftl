# Collection: campaigns, reporting and signing
collection-menu-room = Collection
collection-menu-duties = My returns
collection-menu-inbox = Waiting for me
collection-menu-campaigns = Collections
collection-menu-forms = Forms
collection-optional = Optional.
collection-save = Save
collection-save-continue = Save, then choose units
collection-next = Next
collection-timeline = What happened
collection-reason = Reason
collection-reason-given = Reason: { $reason }
collection-example = Example
collection-example-check = This is an example
collection-example-hint = Its pages will say so.
collection-region = Region
collection-county = County
collection-state = State
collection-version = Version
collection-version_of = Version { $version }
collection-versions = Earlier versions
collection-hash = Hash
collection-since = Since
collection-when = When
collection-person = By
collection-level = Filled in by
collection-total = Asked
collection-overdue = Overdue
collection-overdue-yes = Overdue
collection-waiting-since = Waiting since

# Campaigns
collection-campaign = Collection
collection-campaign-id = Collection number
collection-campaigns = Collections
collection-campaigns-sentence = What your region collects: which figures, from whom, until when, and how far it has come.
collection-campaigns-empty-title = No collections yet
collection-campaigns-empty-body = They appear here once a monitoring officer makes one.
collection-campaign-new = New collection
collection-campaign-new-sentence = Say what is asked and until when. Choose the units in the next step. You can change everything until you open it.
collection-campaign-edit = Change collection
collection-campaign-title = Title in Chinese
collection-campaign-title-hint = For example, 2026年义务教育优质均衡数据采集.
collection-campaign-title_en = Title in English
collection-campaign-sentence = { $units } { $units ->
    [one] unit
   *[other] units
}, { $forms } { $forms ->
    [one] form
   *[other] forms
}.
collection-campaign-state-configuring = Being set up
collection-campaign-state-open = Open
collection-campaign-state-reviewing = In review
collection-campaign-state-completed = Completed
collection-campaign-state-stopped = Stopped
collection-region-hint = Code of six digits. This region approves last.
collection-year = Reference year
collection-of_year = Figures of { $year }
collection-year-hint = The year the figures are of, four digits.
collection-period = Moment or period
collection-period-hint = Optional. For example, start of school year 2025.
collection-forms = Forms
collection-forms-hint = Choose at least one. It is kept as it is now.
collection-days = Last days
collection-days-explain = Each must not be before the one above. Whoever still has something is reminded three days before, and once the day is over.
collection-day-opens = Reporting begins
collection-day-unit = Last day of units
collection-day-county = Last day of counties
collection-day-city = Last day of cities
collection-day-city-hint = Optional. Leave empty where there are no cities.
collection-day-province = Last day of the province
collection-day-province-hint = Optional.
collection-open = Open for reporting
collection-open-explain = { $units } { $units ->
    [one] unit
   *[other] units
} can report from then on. Forms and days no longer change.
collection-units-first = Choose units before you open it.
collection-review = End reporting
collection-review-explain = Review begins. Units that were sent something back, or given more time, can still submit. This also happens by itself on the day after the units’ last.
collection-complete = Complete and release
collection-complete-explain = Every return is approved. The figures then go to statistics and evaluation.
collection-complete-waits = { $count } { $count ->
    [one] return is
   *[other] returns are
} not approved. You can complete the collection when all are approved or excused.
collection-stop = Stop the collection
collection-stop-explain = Nobody can report or sign any more, and it cannot be resumed.
collection-asked = What is asked
collection-progress = Progress
collection-progress-sentence = How far each county has come, the longest waiting first.
collection-progress-caption = Progress by county, the longest waiting first
collection-progress-bar = Approved, being signed
collection-progress-more = { $count } more { $count ->
    [one] county
   *[other] counties
}.
collection-progress-all = All counties, to download
collection-progress-empty-title = No returns yet
collection-progress-empty-body = Add units first.
collection-bar = { $settled } approved, { $signing } being signed, { $units } with units
collection-with_units = With units
collection-signing = Being signed
collection-settled = Approved
collection-returns = Returns
collection-returns-sentence = How far each unit’s return has come, the longest waiting first.
collection-returns-empty-title = No returns match
collection-returns-empty-body = Remove a filter.

# Units
collection-units = Units
collection-units-sentence = The schools and counties that report in this collection.
collection-units-empty-title = No units yet
collection-units-empty-body = Import them from a table, or add those of a region.
collection-units-add = Add units
collection-units-choose = Choose units
collection-units-done = Done, back to the collection
collection-units-see = See { $count } { $count ->
    [one] unit
   *[other] units
}
collection-units-table = From a table
collection-units-table-explain = The first row names the columns: code, name, county. Schools have codes of ten digits, counties of six. Name and county may be left empty for units of the directory.
collection-units-table-hint = XLSX or CSV, at most { $max } units.
collection-units-region = From a region
collection-units-region-explain = Adds every school or county the directory knows in a region. Those that are there already are not added again.
collection-units-what = What to add
collection-units-schools = Schools
collection-units-counties = Counties
collection-units-region-hint = Code of six digits.
collection-unit-remove = Take a unit out
collection-unit-remove-hint = Until the collection is opened.
collection-unit-name = Unit
collection-unit-code = Code
collection-unit-county = County code
collection-level-school = School
collection-level-county = County
collection-table-file = Table
collection-table-read = Import
collection-table-faults = Nothing was imported: the table has { $count } { $count ->
    [one] problem
   *[other] problems
}
collection-table-faults-next = Mend the rows and columns below, then import the table again.
collection-table-faults-caption = Problems
collection-table-row = Where
collection-table-row_at = Row { $row }
collection-table-whole = Whole table
collection-table-column = Column
collection-table-what = Problem

# Returns
collection-return-id = Return number
collection-return-form = Form
collection-return-state-draft = Draft
collection-return-state-returned = Sent back
collection-return-state-at_county = At county
collection-return-state-at_city = At city
collection-return-state-at_province = At province
collection-return-state-approved = Approved
collection-return-state-superseded = Corrected
collection-return-state-excused = Excused
collection-due = Due
collection-due-new = New last day
collection-way = Way of the return
collection-party-unit = Unit
collection-party-county = County
collection-party-city = City
collection-party-province = Province
collection-figures = Figures
collection-flags = Flags
collection-flags-none = No flags.
collection-missing = { $count } required { $count ->
    [one] figure is
   *[other] figures are
} missing.
collection-answer = Answer
collection-answer-hint = Say why the figures are right. You answer again when they change.
collection-answer-save = Save answer
collection-answer-again = Change the answer
collection-answer-by-answer = Answer of the unit ({ $person }): { $text }
collection-answer-by-overrule = Overruled by { $person }: { $text }
collection-overrule = Overrule this flag
collection-overrule-why = Why it is right
collection-overrule-hint = Your name is kept with it.
collection-fill = Fill in
collection-upload = Import from a table
collection-upload-sentence = The figures of the table replace those entered now. With one error nothing is changed.
collection-upload-fill = Fill in the column “Value” and leave the others.
collection-upload-send = Choose the file and import it.
collection-upload-hint = XLSX or CSV, at most 4 MB.
collection-download-xlsx = Download as XLSX
collection-download-csv = Download as CSV
collection-submit = Submit
collection-submit-explain = No flag is open. You cannot change the return once it is submitted, unless it is sent back.
collection-submit-not_yet = You can submit when everything required is filled in and every flag is mended or answered.
collection-accept = Accept
collection-accept-explain = The return goes to the level above; after the last it is approved.
collection-reject = Send back
collection-reject-explain = Say what is wrong, how to mend it, and until when.
collection-reject-to = Send it to
collection-reject-unit = The unit, to be mended
collection-reject-below = The level below, to be looked at again
collection-reject-reason-hint = For example, teaching rooms are half of last year’s: please check.
collection-correct = Correct figures
collection-correct-explain = What is approved is never changed. A correction is a new version that every level signs again; until then the old figures are in force.
collection-extend = Give more time
collection-extend-explain = For this unit only.
collection-excuse = Excuse
collection-excuse-explain = For example, because the school closed. It cannot be undone.
collection-correction = Correction
collection-correction-text = Why it is corrected: { $reason }
collection-returned-by = Sent back by: { $level }
collection-returned-text = { $form } was sent back ({ $level }): { $reason }
collection-sent_down-text = Sent back to be looked at again ({ $level }): { $reason }
collection-recompute = Hash of the figures (SHA-256): { $hash }. It shows that they have not changed.
collection-steps = Steps
collection-step = Step
collection-tier = Level
collection-step-submit = Submitted
collection-step-accept = Accepted
collection-step-reject = Sent back
collection-step-send_down = Sent to the level below
collection-step-extend = Given more time
collection-step-excuse = Excused
collection-step-correct = Correction begun
collection-before-none = There are no figures of the year before.
collection-before-own = The year before’s figures are the unit’s own.
collection-before-recoded = The year before’s figures were reported under an earlier code.
collection-before-merged = The year before’s figures are the sums of the units that merged. What cannot be added up is not shown.
collection-before-split = This unit comes from one that was split. Nobody can tell its part of the year before’s figures, so none are shown.
collection-before-incomplete = A unit that merged has no approved figures of the year before, so none are shown.

# Homes
collection-duties = My returns
collection-duties-sentence = { $count ->
    [0] No form to fill in.
    [one] One form to fill in.
   *[other] { $count } forms to fill in.
}
collection-duties-now = To fill in
collection-duties-gone = Submitted
collection-duties-empty-title = Nothing to fill in
collection-duties-empty-body = Forms appear here when a collection opens, and when a return is sent back.
collection-inbox = Waiting for me
collection-inbox-sentence = { $count ->
    [0] No return waits for you.
    [one] One return waits for you.
   *[other] { $count } returns wait for you, the longest waiting first.
}
collection-inbox-shown = The first { $count } are shown.
collection-inbox-look = Look at { $name }: { $form }
collection-inbox-empty-title = Nothing waits for you
collection-inbox-empty-body = Returns appear here when the level below submits them.
collection-bulk-explain = Tick the returns you have looked at and accept them together. Open a return to send it back.
collection-bulk-accept = Accept those ticked
collection-bulk-refused = { $count } { $count ->
    [one] was
   *[other] were
} not accepted
collection-bulk-none = Tick at least one return.
collection-notices = Reminders
collection-notice-text-soon = “{ $campaign }” is due on { $day }; { $count } { $count ->
    [one] return waits
   *[other] returns wait
}.
collection-notice-text-overdue = “{ $campaign }” was due on { $day }; { $count } { $count ->
    [one] return still waits
   *[other] returns still wait
}.

collection-notice-made = The collection was made. Choose its units.
collection-notice-configured = The collection was changed.
collection-notice-added = { $count } { $count ->
    [one] unit was
   *[other] units were
} added.
collection-notice-removed = The unit was taken out.
collection-notice-opened = Reporting is open.
collection-notice-reviewing = Reporting has ended; review begins.
collection-notice-completed = The collection is completed and its figures are released.
collection-notice-stopped = The collection was stopped.
collection-notice-saved = The figures were saved.
collection-notice-read = The table was imported.
collection-notice-answered = The answer was saved.
collection-notice-overruled = The flag was overruled.
collection-notice-submitted = The return was submitted.
collection-notice-accepted = The return was accepted.
collection-notice-accepted_many = { $count } { $count ->
    [one] return was
   *[other] returns were
} accepted.
collection-notice-rejected = The return was sent back.
collection-notice-extended = The unit has more time.
collection-notice-excused = The unit is excused.
collection-notice-corrected = The correction was begun. Change the figures, then submit them.

# Refusals
collection-flow-not_now = That cannot be done now: it changed meanwhile. Look at it as it is now.
collection-flow-not_yours = Somebody else does this step.
collection-region-unknown = There is no region with the code { $code }. Check the code.
collection-unit-outside = { $code } lies outside the region of this collection. Leave it out, or make another collection.
collection-unit-max = At most { $max } units. Make several collections.
collection-unit-no_form = No units were found, or the collection has no form for them. Check the region and the forms.
collection-unit-heading = No heading was found. Name the columns in one of the first 10 rows, at least “code”.
collection-unit-empty = There are no units below the heading.
collection-unit-code_unknown = “{ $code }” is neither a school’s code of ten digits nor a county’s of six.
collection-unit-county_unknown = “{ $code }” is no county in force. Give the code of the county the school lies in.
collection-unit-name_unknown = The directory does not know this unit. Give its name.
collection-campaign-no_units = There are no units yet. Add some first.
collection-campaign-due_past = The last day of units, { $day }, is over. Change the days.
collection-campaign-no_reviewer = A county’s own return is signed by the level above. Let a city or province make this collection.
collection-campaign-waiting = { $count } { $count ->
    [one] return is
   *[other] returns are
} not approved.
collection-return-not_running = The collection is neither open nor in review.
collection-return-not_yet = Reporting begins on { $day }.
collection-return-late = The last day was { $day }. The figures are saved, but cannot be submitted. Ask your county’s reviewer for more time.
collection-return-hard_flags = { $count } { $count ->
    [one] entry has
   *[other] entries have
} to be mended or filled in. Open the form.
collection-return-open_flags = { $count } { $count ->
    [one] flag has
   *[other] flags have
} no answer.
collection-return-in_work = A version of this return is in work already.
collection-return-unchanged = The figures are those that are approved. There is nothing to correct.
collection-flag-gone = This flag is gone, perhaps because the figures changed. Look at the flags as they are now.
collection-flag-hard = This has to be mended. An answer is not enough.
collection-review-same_person = Whoever submitted or signed this return cannot sign it again. Let a colleague do it.
collection-review-nothing_below = There is no level below. Send it to the unit.
collection-review-day_past = The day must be today or later.
collection-form-day_order = This day must not be before the one above.
collection-form-control = Control characters are not allowed.
collection-form-unknown = There is no form called “{ $form }”.
collection-form-twice = The form “{ $form }” was chosen twice.
collection-batch-size = Bring 1 to { $max } units at once.
collection-batch-twice = The unit “{ $unit }” occurs twice.
collection-batch-no_unit = This unit is not in the collection.

# Timeline
action-collection-campaign-make = made the collection “{ $title }”
action-collection-campaign-configure = changed the collection “{ $title }”
action-collection-campaign-open = opened the collection “{ $title }”
action-collection-campaign-review = ended reporting of the collection “{ $title }”
action-collection-campaign-complete = completed and released the collection “{ $title }”
action-collection-campaign-stop = stopped the collection “{ $title }”
action-collection-campaign-stop-detail = Reason: { $reason }
action-collection-campaign-remind = reminded { $count } { $count ->
    [one] unit or region
   *[other] units or regions
} of the last day, { $day }
action-collection-unit-add = added { $count } units
action-collection-unit-remove = took the unit { $unit } out
action-collection-return-save = saved figures of { $name }
action-collection-return-submit = submitted the return of { $name }
action-collection-return-correct = began a correction of { $name }
action-collection-return-correct-detail = Reason: { $reason }
action-collection-return-extend = gave { $name } time until { $until }
action-collection-return-extend-detail = Reason: { $reason }
action-collection-return-excuse = excused { $name }
action-collection-return-excuse-detail = Reason: { $reason }
action-collection-return-accept = accepted the return of { $name }
action-collection-return-reject = sent the return of { $name } back, until { $until }
action-collection-return-reject-detail = Reason: { $reason }
action-collection-flag-answer = answered a flag: { $text }
action-collection-flag-overrule = overruled a flag: { $text }
action-collection-bulk-accept = accepted { $count } returns together
action-collection-batch-bring = brought returns: { $submitted } submitted, { $saved } saved, { $refused } refused

# Forms, checks and the sheet
collection-form-forms = Forms
collection-form-forms-sentence = The forms of data collection: what each asks, and how it is checked.
collection-form-level-school = For schools
collection-form-level-county = For counties
collection-form-counts = { $fields } fields, { $checks } checks.
collection-form-version = Version { $version }
collection-form-sentence = { $fields } fields; { $hard } rules that must hold, { $soft } that ask for a reason.
collection-form-hash = Hash of the content (SHA-256): { $hash }
collection-form-fields = Fields
collection-form-field = Field
collection-form-figures = Figures
collection-form-value = Value
collection-form-before = Year before
collection-form-before_is = Year before { $value }
collection-form-unit = Unit
collection-form-entry = Entry
collection-form-skip = not asked of you
collection-form-next_missing = Next blank
collection-form-required = required
collection-form-required-when = Required
collection-form-required-always = Always
collection-form-required-never = Optional
collection-form-required-if = If “{ $condition }”
collection-form-condition-yes = { $what }
collection-form-condition-no = not “{ $what }”
collection-form-help = Notes
collection-form-kind-count = Whole number
collection-form-kind-decimal = Decimal
collection-form-kind-money = Amount of money
collection-form-kind-yes_no = Yes or no
collection-form-kind-year = Year
collection-form-kind-choice = Choice
collection-form-kind-text = Text
collection-form-kind-places = , at most { $places } decimals
collection-form-kind-range = , { $low } to { $high }
collection-form-kind-options = : { $options }
collection-form-formulas = Formulas
collection-form-formula = Formula
collection-form-element = Element
collection-form-derived = Computed from this form
collection-form-rollups = Taken from the schools' forms
collection-form-rollup-sum = Sum over the schools of { $formula }
collection-form-rollup-ratio = Sum of numerators ÷ sum of denominators: { $formula }
collection-form-checks = Checks
collection-form-checks-sentence = What must be mended stops a return; what should be checked is submitted with a reason.
collection-form-checks-caption = { $count } checks
collection-form-severity = Severity
collection-form-severity-hard = Must be mended
collection-form-severity-soft = Please check
collection-form-says = What it asks
collection-form-rule = Rule
collection-form-only_if = When it is asked
collection-form-rule-equal = { $left } = { $right }
collection-form-rule-not_equal = { $left } ≠ { $right }
collection-form-rule-greater = { $left } > { $right }
collection-form-rule-greater_or_equal = { $left } ≥ { $right }
collection-form-rule-less = { $left } < { $right }
collection-form-rule-less_or_equal = { $left } ≤ { $right }
collection-form-rule-compulsory_pair = { $left } and { $right }: both or neither
collection-form-rule-exclusive_pair = { $left } and { $right }: not both
collection-form-rule-ratio = { $field } is { $low } to { $high } of the year before
collection-form-rule-outlier = { $field } has a robust z of at most { $limit } among its peers
collection-form-rule-duplicate = { $fields } are not all the same as another unit's
collection-form-flag-missing = Not filled in: { $field }.
collection-form-flag-too_low = { $field } { $value } is below { $limit }. Check and mend it.
collection-form-flag-too_high = { $field } { $value } is above { $limit }. Check and mend it.
collection-form-flag-sides = { $left }, { $right }. { $says }
collection-form-flag-equal = { $left } ≠ { $right }. { $says }
collection-form-flag-not_equal = { $left } = { $right }. { $says }
collection-form-flag-greater = { $left } ≤ { $right }. { $says }
collection-form-flag-greater_or_equal = { $left } < { $right }. { $says }
collection-form-flag-less = { $left } ≥ { $right }. { $says }
collection-form-flag-less_or_equal = { $left } > { $right }. { $says }
collection-form-flag-compulsory_pair = Only one is filled in: { $left }, { $right }. { $says }
collection-form-flag-exclusive_pair = Both are filled in: { $left }, { $right }. { $says }
collection-form-flag-ratio = { $field } { $now }, the year before { $before }: { $ratio } of it, not within { $low } to { $high }. { $says }
collection-form-flag-outlier = { $field } { $value }, while the median of its peers is { $median }: off by { $z }, more than { $limit }.
collection-form-flag-duplicate = { $fields } are all the same as those of { $other }. { $says }
collection-form-answered = Reason given: { $answer }
collection-form-yes = Yes
collection-form-no = No
collection-form-blank = Blank
collection-form-not_asked = Not asked
collection-form-not_a_number = “{ $value }” is no number. Enter digits only, such as 1234.5.
collection-form-not_whole = “{ $value }” is not whole. Enter a whole number.
collection-form-places = Too many decimals. Keep at most { $places }.
collection-form-too_large = Too large: at most { $max }. Check the unit.
collection-form-not_yes_no = “{ $value }” is neither yes nor no. Enter one of them.
collection-form-not_a_choice = “{ $value }” is not offered. Choose one of the form's options.
collection-form-not_a_text = “{ $value }” is a number where a text is asked for.
collection-form-too_long = Too long, or with invisible characters: at most { $max } characters. Shorten it.
collection-form-unknown_field = The form has no such field. Remove or rename it after the form's definition.
collection-form-due = Due
collection-form-how = Figures are checked while you type, and what is found stands beside them. Enter goes to the next box; a column pasted from a spreadsheet fills downwards.
collection-form-filled = Required { $filled }/{ $asked }
collection-form-parts = Parts
collection-form-found = What was found
collection-form-sum = Sum
collection-form-save = Save draft
collection-form-check = Check without saving
collection-form-leave = Back
collection-form-offline = The server cannot be reached, nothing was checked. What you typed is still here; save it later.
collection-form-verdict-hard = { $count } must be mended.{" "}
collection-form-verdict-soft = { $count } to be checked.{" "}
collection-form-verdict-missing = { $count } still to be filled in.
collection-form-verdict-clean = Everything is filled in, and nothing was found.
collection-form-suggest-title = The least to change
collection-form-suggest = Changing { $count } of the entries is enough for what must be mended. Compare with your records which one is wrong.
collection-form-suggest-proved = It is proved that fewer would not do.
collection-form-suggest-unproved = It is not proved that fewer would not do.
collection-form-suggest-left_out = { $count } more rules were not considered; see what was found.
collection-form-suggest-step = { $field }: { $from } → { $to }
collection-form-suggest-adopt = Take over
collection-form-suggest-look = Look at these first; the values are yours to find:
collection-form-suggest-contradiction = The rules contradict each other, so that no entries satisfy them. Turn to whoever made the campaign.
collection-form-comparison = Check and compare a form
collection-form-comparison-sentence = Choose any two forms to see every difference; or upload a form of your own: what does not fit is told, and it is compared with the form of the same name. The file is not kept.
collection-form-comparison-do = Check
collection-form-comparison-new = There is no form { $id } yet: this is a new one.
collection-form-comparison-count = { $count } differences from version { $version } of “{ $title }”.
collection-form-comparison-caption = Differences
collection-form-document = Form
collection-form-document-hint = TOML or JSON, at most 1 MB.
collection-form-findings = { $count } things do not fit
collection-form-findings-next = Mend them one by one and upload the file again.
collection-form-findings-caption = What does not fit
collection-form-finding-at = Where
collection-form-finding-why = What
collection-form-definition = Definition
collection-form-part = Part
collection-form-part-form = Form
collection-form-part-section = Section
collection-form-part-field = Field
collection-form-part-derived = Element
collection-form-part-rollup = Roll-up
collection-form-part-check = Check
collection-form-name = Name
collection-form-change = Change
collection-form-change-added = Added
collection-form-change-removed = Removed
collection-form-change-changed = Changed
collection-form-member = What
collection-form-from = Before
collection-form-to = Now
collection-form-table-heading_one = No heading found. It has the columns Field and Value; fill in the table that is offered for download.
collection-form-table-heading_many = No heading found. It has the unit's code and the fields; fill in the table that is offered for download.
collection-form-table-empty = The table is empty. Fill it in below the heading.
collection-form-table-too_wide = More than { $max } columns. Remove those the form does not have.
collection-form-table-too_many = More than { $max } units. Split the file.
collection-form-table-unknown_row = The form has no field “{ $value }”. Remove the row or use the form's name.
collection-form-table-unknown_column = The form has no column “{ $value }”. Remove it or use the form's name.
collection-form-table-row_twice = “{ $value }” has two rows. Keep one.
collection-form-table-column_twice = “{ $value }” has two columns. Keep one.
collection-form-table-unit_twice = The unit { $value } stands in row { $first } already. Keep one.
collection-form-table-no_code = The unit's code is missing or too long. Enter the code of the directory.
collection-form-many = One table of all units
collection-form-many-sentence = The figures of { $units } units in one table, a unit a row. Fill it in elsewhere and read it back; if one cell cannot be read, nothing is changed.
collection-form-many-xlsx = Download as XLSX
collection-form-many-csv = Download as CSV
collection-form-many-file = The table filled in
collection-form-many-hint = XLSX or CSV, at most 1,000 units at a time.
collection-form-many-submit = Submit those in which nothing is found
collection-form-many-submit-hint = The others are saved, and submitted when what was found is settled.
collection-form-many-read = Read the table
collection-form-many-result = { $submitted } submitted, { $saved } saved, { $refused } not taken.
collection-form-many-rows = What became of each unit
collection-form-many-unit = Code
collection-form-many-outcome = Result
collection-form-many-why = Why
collection-form-many-submitted = Submitted
collection-form-many-saved = Saved
collection-form-many-refused = Not taken
collection-form-many-open = { $count } flags or blanks are open.
collection-lint-too_many = { $has } are more than { $max }. Split the form.
collection-lint-no_fields = The form asks nothing. Write at least one field.
collection-lint-version = Versions count from 1.
collection-lint-rollups_of_school = Only a county’s form takes figures from its schools. Remove the rollups, or set level to county.
collection-lint-chinese_missing = The Chinese text is missing. Fill in zh.
collection-lint-too_long = More than { $max } characters. Shorten it.
collection-lint-name = A name is of small letters, digits and underscores, begins with a letter, and is no function or word of the language.
collection-lint-name_twice = The name stands there twice. Rename one.
collection-lint-section_name = A section has a name of its own, of small letters, digits and underscores.
collection-lint-no_such_field = There is no field { $name }. Define it, or mend the name.
collection-lint-placed_twice = { $name } stands in two places. Keep one.
collection-lint-not_placed = It stands in no section. Put it into one.
collection-lint-grid = A grid has a field, or an empty cell, for every row and column.
collection-lint-grid_sums = A grid with sums holds numbers of one unit.
collection-lint-left_unnamed = The left side mentions { $count } elements. Give it a name under left, so that a flag can be read.
collection-lint-right_unnamed = The right side mentions { $count } elements. Give it a name under right, so that a flag can be read.
collection-lint-compared_unit = “{ $unit }” is not the unit of what is compared. Mend the unit.
collection-lint-contradiction = No entries satisfy these hard rules together: { $codes }. Change one of them.
collection-lint-bounds = Bounds and weight are finite numbers, not beyond a hundred thousand million.
collection-lint-weight = The weight is above zero.
collection-lint-least = The least is above the greatest. Exchange them.
collection-lint-places = At most { $max } decimal places.
collection-lint-no_places = Only decimals and money have decimal places. Remove places.
collection-lint-required_twice = Write either required or required_if, not both.
collection-lint-additive = Only amounts add up. Remove additive.
collection-lint-options = A choice offers from 1 to { $max } options.
collection-lint-no_options = Only a choice has options. Remove them.
collection-lint-length = The greatest length of a text is a whole number from 1 to { $max }.
collection-lint-year_unit = The unit of a year is 年.
collection-lint-yes_no_unit = Yes or no has no unit. Remove it.
collection-lint-tolerance = The tolerance is not below 0.
collection-lint-ratios = The ratios and the least change are not below 0, the lower ratio first.
collection-lint-limit = The limit is above 0 and at most 1000.
collection-lint-compared = Name the fields that are compared.
collection-form-document_too_large = More than { $max } KB. Split it into several forms.
collection-form-choice = { $title } · version { $version } · { $whose }
collection-form-choice-shipped = in use
collection-form-choice-title = Compare two forms
collection-form-choice-old = The old form
collection-form-choice-new = The new form
collection-form-choice-do = Compare
collection-form-document-title = Check a form of your own
