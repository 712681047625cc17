# Monitoring centre: indicator systems
monitor-section = Monitoring
monitor-menu-room = Indicator systems
monitor-menu-systems = Indicators
monitor-menu-drafts = Draft indicators
monitor-switch = Choose a region
monitor-optional = Optional.
monitor-save = Save draft
monitor-next = What next
monitor-timeline = What was done
monitor-versions = Versions
monitor-version = Version
monitor-version_of = Version { $version }
monitor-state = State
monitor-state-draft = Being drafted
monitor-state-consulting = Open for comments
monitor-state-proposed = Before the members
monitor-state-published = Published
monitor-state-superseded = Superseded
monitor-state-withdrawn = Withdrawn
monitor-reason = Reason
monitor-reason-given = Reason: { $reason }
monitor-when = When
monitor-number = Document number
monitor-number-hint = For instance of the document that issues it. A number is used once.
monitor-published = Published
monitor-hash = Hash of the content
monitor-recompute = Hash of the content (SHA-256): { $hash }. It shows that a figure was computed under this very system.

# Systems
monitor-system = Indicator system
monitor-system-id = System id
monitor-systems = Indicator systems
monitor-systems-sentence = The systems in force, agreed to by every education authority concerned. Each indicator can be looked at and downloaded with its meaning, scope, formula and source.
monitor-systems-empty-title = No indicator system is published yet
monitor-systems-empty-body = It appears here once its members have agreed and it is published.
monitor-drafts = Draft indicator systems
monitor-drafts-sentence = The versions your region takes part in: drafting, comments, agreement and publication.
monitor-drafts-empty-title = No version fits
monitor-drafts-empty-body = Choose fewer filters, or draft a new indicator system.
monitor-member = Member
monitor-members = Member regions
monitor-members-hint = One six-digit region code a line. Members are equals: all have to agree before it is published.
monitor-measured = Indicators
monitor-system-new = Draft an indicator system
monitor-system-new-sentence = Begin with a name and the member regions; the indicators follow.
monitor-system-edit = Change name and members
monitor-system-name = Name
monitor-system-sentence = { $measured ->
    [one] One indicator
   *[other] { $measured } indicators
} under { $headings ->
    [one] one heading
   *[other] { $headings } headings
}. Members: { $members }.
monitor-field-basis = Purpose and basis
monitor-field-basis-hint = Optional. What it is for, and on which documents it rests.
monitor-field-members = Member regions
monitor-example = Example
monitor-example-check = This is an example, not an official document
monitor-example-hint = Pages will say so.
monitor-example-explain = This is an example for demonstration and not a published official system.

# Indicators
monitor-indicator = Indicator
monitor-indicators = Indicators
monitor-indicators-sentence = Download them as a table, change it, and read it back into a draft.
monitor-indicators-caption = { $count ->
    [one] One indicator
   *[other] { $count } indicators
}
monitor-indicators-all = See every field, or download as a table
monitor-indicators-empty-title = No indicators yet
monitor-indicators-empty-body = Add them in a draft, or read them from a table.
monitor-lines-empty-title = No indicators yet
monitor-lines-empty-body = Add them one by one, or read them from a table.
monitor-below = Below it
monitor-no_parent = At the top
monitor-no_nature = No type
monitor-no_target = No target is set
monitor-field-code = Code
monitor-field-code-hint = Such as 1.2. An indicator keeps its code through all versions, so that they can be compared.
monitor-field-parent = Parent
monitor-field-name = Name
monitor-field-name_en = Name in English
monitor-field-nature = Type
monitor-field-meaning = Meaning
monitor-field-meaning-hint = Optional. What the indicator tells.
monitor-field-scope = Scope
monitor-field-scope-hint = Optional. Who and what is counted, and how.
monitor-field-formula = Formula
monitor-field-formula-hint = Optional. For instance: children in kindergartens ÷ population of that age × 100.
monitor-field-unit = Unit
monitor-field-unit-hint = Such as %, years, yuan.
monitor-field-source = Source
monitor-field-reviewer = Checked by
monitor-field-year_offset = Data year
monitor-field-year_offset-hint = 0 for the year monitored, -1 for the year before.
monitor-field-direction = Direction
monitor-field-target = Target
monitor-field-target-hint = Optional. A number in the unit above.
monitor-field-weight = Weight
monitor-field-weight-hint = Optional, with at most two decimals. Under one heading either all have weights or none.
monitor-field-note = Note
monitor-nature-expected = Expected
monitor-nature-binding = Binding
monitor-nature-leading = Leading
monitor-nature-basic = Basic
monitor-direction-at_least = At least
monitor-direction-at_most = At most
monitor-year-0 = Year monitored
monitor-year-before-1 = Year before
monitor-year-before-2 = Two years before
monitor-year-before-3 = Three years before
monitor-year-before-4 = Four years before
monitor-year-before-5 = Five years before
monitor-line-new = Add an indicator
monitor-line-edit = Change the indicator
monitor-line-add_below = Add one below it
monitor-line-remove = Remove
monitor-line-remove-explain = The indicators below it are removed with it.

# Tables
monitor-table = Read from a table
monitor-table-sentence = The indicators of the table replace all indicators of the draft. If anything is wrong, nothing is changed.
monitor-table-columns = The first row names the columns. Code and Name are needed; optional are Parent, Name in English, Type, Meaning, Scope, Formula, Unit, Source, Checked by, Data year, Direction, Target, Weight and Note. A heading comes before what stands under it.
monitor-table-download = Download the present indicators as a template (XLSX)
monitor-table-file = Table
monitor-table-file-hint = XLSX or CSV, at most { $max } indicators.
monitor-table-read = Read it
monitor-table-faults = { $count ->
    [one] Nothing was read: one thing in the table is wrong
   *[other] Nothing was read: { $count } things in the table are wrong
}
monitor-table-faults-next = Mend the rows and columns below, then read it again.
monitor-table-faults-caption = What is wrong
monitor-table-row = Where
monitor-table-row_at = Row { $row }
monitor-table-whole = Whole table
monitor-table-column = Column
monitor-table-what = What is wrong
monitor-table-heading = No column names were found. Name the columns in one of the first 10 rows, at least Code and Name.
monitor-table-column_twice = The column “{ $column }” stands there twice: keep one.
monitor-table-too_many = There are more than { $max } indicators: split or shorten the table.
monitor-table-empty = Nothing stands below the column names.
monitor-table-nature = “{ $value }” is no type: write expected, binding, leading or basic.
monitor-table-year = “{ $value }” is no data year: write a whole number from -5 to 0.
monitor-table-direction = “{ $value }” is no direction: write ≥ or ≤.
monitor-table-direction_twice = The sign of the target “{ $value }” contradicts the column Direction: make them agree.
monitor-table-weight = “{ $value }” is no weight: write a number of nought or more with at most two decimals.

# Comments
monitor-consult = Ask for comments
monitor-consult_until = Last day
monitor-consult-explain = Members comment up to that day. When every comment is answered, the draft can be put to the members.
monitor-consulting-now = Open for comments until
monitor-comment = Comment
monitor-comments = Comments and answers
monitor-comment-make = Comment
monitor-comment-for = On behalf of
monitor-comment-about = About
monitor-comment-whole = The whole system
monitor-outcome = Outcome
monitor-outcome-adopted = Adopted
monitor-outcome-partly = Adopted in part
monitor-outcome-declined = Not adopted
monitor-outcome-none = No answer yet
monitor-answer = Answer
monitor-answer-hint = A reason is needed unless it is adopted.
monitor-answer-open = Answer this comment
monitor-answer-save = Save the answer

# Agreement
monitor-propose = Put to the members
monitor-propose-explain = The content can then no longer change. Each member speaks once; it is published only if all agree.
monitor-voices = How the members stand
monitor-speak = Give the member's voice
monitor-speak-explain = Please speak for your region. It cannot be changed afterwards.
monitor-speak-for = On behalf of
monitor-stance = Voice
monitor-stance-agree = Agrees
monitor-stance-object = Objects
monitor-stance-none = Has not spoken
monitor-stance-reason-hint = A reason is needed to object.
monitor-publish = Publish
monitor-publish-explain = When every member agrees, give the document number to publish it. The version in force is superseded.
monitor-return = Take back to change
monitor-return-explain = It can be changed again. Voices given so far lapse; the record keeps them.
monitor-withdraw = Withdraw
monitor-withdraw-explain = This cannot be undone. Withdrawing what is published needs a reason.
monitor-draft_next = Draft the next version
monitor-draft_next-explain = It begins with this content. This version stays in force until the next is published.

# Comparison
monitor-compare = Compare versions
monitor-compare-title = Versions { $from } and { $to }
monitor-compare-sentence = { $count ->
    [0] Both versions say the same.
    [one] One thing differs.
   *[other] { $count } things differ.
}
monitor-compare-before = Compare with version { $version }
monitor-compare-from = Before
monitor-compare-to = Now
monitor-compare-document = Name and members
monitor-compare-caption = What differs
monitor-compare-field = Field
monitor-change = Change
monitor-change-added = Added
monitor-change-removed = Removed
monitor-change-changed = Changed

# Notices
monitor-notice-drafted = The draft is saved.
monitor-notice-edited = The draft is changed.
monitor-notice-table = All indicators were read from the table.
monitor-notice-consulting = It is open for comments.
monitor-notice-commented = The comment is made.
monitor-notice-answered = The comment is answered.
monitor-notice-proposed = It is before the members.
monitor-notice-spoken = The voice is given.
monitor-notice-returned = It can be changed again.
monitor-notice-published = It is published.
monitor-notice-withdrawn = It is withdrawn.

# Refusals
monitor-form-control = There are characters that cannot be shown: delete them and try again.
monitor-flow-not_now = Something has changed and this cannot be done now. Reload the page to see.
monitor-flow-not_yours = This step is somebody else's.
monitor-region-unknown = There is no region { $code }: check the six-digit code.
monitor-system-draft_exists = The next version is being drafted: finish it first.
monitor-system-empty = There are no indicators yet: add or read them first.
monitor-system-consult_past = The last day has to be later than today.
monitor-system-number_taken = This number was used before: check it.
monitor-comment-closed = The time to comment ended on { $day }.
monitor-comment-max = A version takes at most { $max } comments.
monitor-comment-answered = This comment has been answered.
monitor-comment-unanswered = { $count ->
    [one] One comment has no answer yet: answer it first.
   *[other] { $count } comments have no answer yet: answer them first.
}
monitor-member-none = { $code } is no member of this indicator system.
monitor-member-twice = A member stands there twice: keep one.
monitor-indicator-unknown = This version has no indicator { $code }.
monitor-indicator-code_letters = A code has letters, digits, dots, hyphens and underscores only.
monitor-indicator-code_twice = The code { $code } stands there twice: each indicator needs its own.
monitor-indicator-parent_unknown = No indicator { $code } comes before it: put the heading first, or correct the code.
monitor-indicator-too_deep = There may be { $max } levels at most.
monitor-indicator-target_number = A target is a number, such as 98 or 0.45.
monitor-indicator-weight_missing = Others under this heading have weights and this one has none: give it one, or give none to any.
monitor-indicator-weights_zero = All weights under this heading are 0: give at least one indicator weight.
monitor-voice-same_person = Whoever drafted it does not speak for a member: somebody else of the region has to.
monitor-voice-spoken = This member has spoken.
monitor-voice-not_agreed = Not agreed to yet: { $names }. It is published when all members agree.

# Records
actor-monitor = Monitoring staff
action-monitor-system-draft = Drafted “{ $name }”, version { $version }
action-monitor-system-edit = Changed the draft of version { $version }
action-monitor-system-consult = Asked for comments on version { $version } until { $until }
action-monitor-system-propose = Put version { $version } to the members
action-monitor-system-return = Took version { $version } back to change it
action-monitor-system-return-detail = { $reason }
action-monitor-system-publish = Published version { $version } as { $number }
action-monitor-system-withdraw = Withdrew version { $version }
action-monitor-system-withdraw-detail = { $reason }
action-monitor-comment-make = Commented on version { $version }
action-monitor-comment-answer = Answered a comment on version { $version }
action-monitor-voice-give = { $stance ->
    [agree] Agreed to version { $version }
   *[object] Objected to version { $version }
}
action-monitor-voice-give-detail = { $reason }
