# Publication
dissemination-menu-room = Publication
dissemination-menu-data = Open data
dissemination-menu-desk = Publishing
dissemination-optional = Optional.
dissemination-save = Save
dissemination-next = Next
dissemination-timeline = What was done
dissemination-comma = ,{" "}
dissemination-example = Example
dissemination-example-check = This is an example, not an official publication
dissemination-example-hint = Pages will say so.
dissemination-state = State
dissemination-state-draft = Draft
dissemination-state-proposed = Awaiting a second person
dissemination-state-released = Released
dissemination-state-withdrawn = Withdrawn
dissemination-reason = Reason
dissemination-reason-given = Reason: { $reason }

# Catalogue
dissemination-data = Open data
dissemination-data-sentence = The statistics this platform publishes: for anybody to look at, download and read by program, free to use when the source is named.
dissemination-data-empty-title = Nothing is published yet
dissemination-data-empty-body = Data appear here once a second person has checked and released them.
dissemination-entry = Version { $version }, observations: { $observations }, { $first } to { $last }
dissemination-category-general = Education in general
dissemination-category-basic = Basic education
dissemination-category-vocational = Vocational education
dissemination-category-higher = Higher education
dissemination-category-lifelong = Lifelong learning
dissemination-category-finance = Education finance
dissemination-category-monitoring = Monitoring and evaluation
dissemination-programs = Reading by program
dissemination-programs-sentence = Data are offered by the standard of statistical offices (SDMX): R, Python and business intelligence tools read them as they are.

# Dataflows
dissemination-flows = Dataflows
dissemination-flow = Dataflow
dissemination-desk = Publishing
dissemination-desk-sentence = The dataflows your region publishes: upload a version, check what differs from the last, propose it, and have another person release it.
dissemination-desk-empty-title = No dataflow yet
dissemination-desk-empty-body = Make one first, with its name, source and methodology; then upload data.
dissemination-flow-new = New dataflow
dissemination-flow-edit = Change the description
dissemination-flow-form-sentence = Say what the data are, whose they are, how they come about, and how they may be used. Released versions keep what was said on their day.
dissemination-field-id = Identifier
dissemination-field-id-hint = Begins with DF_ and has capital letters, digits and underscores, such as DF_EDUCATION. It cannot be changed later.
dissemination-field-region = Publishing region
dissemination-field-region-hint = Six-digit region code.
dissemination-field-category = Subject
dissemination-field-name = Name in Chinese
dissemination-field-name_en = Name in English
dissemination-field-summary = One sentence in Chinese
dissemination-field-summary-hint = Which regions, which indicators, which years.
dissemination-field-summary_en = The sentence in English
dissemination-field-origin = Source
dissemination-field-origin_en = Source in English
dissemination-field-origin-hint = The office and publication to be named when the data are used.
dissemination-field-licence = Licence
dissemination-field-licence_en = Licence in English
dissemination-field-licence_address = Address of the licence
dissemination-field-methodology = Methodology
dissemination-field-methodology-hint = Definitions, scope, breaks, and how missing data are treated.
dissemination-field-methodology_en = Methodology in English
dissemination-field-contact = Contact
dissemination-field-contact_en = Contact in English
dissemination-field-contact-hint = An office and its public address, never a person.
dissemination-field-released_on = Release day
dissemination-field-change = What is new
dissemination-field-change-hint = What this version adds or corrects; it goes into the change log.
dissemination-field-change_en = What is new, in English

# Releases
dissemination-version = Version
dissemination-version_of = Version { $version }
dissemination-release-new = Upload a version
dissemination-release-none = No data yet
dissemination-release-empty-title = No data yet
dissemination-release-empty-body = Upload the first version.
dissemination-release-form-sentence = An upload is kept as a draft. Look at what differs from the last version, then propose it to another person.
dissemination-release-form-draft = Version { $version } is still a draft; another upload replaces it.
dissemination-file = Data file
dissemination-file-hint = CSV, SDMX-CSV, SDMX-ML or SDMX-JSON.
dissemination-structure = Structure file
dissemination-structure-hint = Needed for the first version: a CSV table, or a structure message in SDMX-ML or SDMX-JSON.
dissemination-structure-hint-same = Not needed while the structure stays the same; that of the last version is used.
dissemination-formats = How the files are written
dissemination-formats-body = A data CSV has the identifiers of the dimensions as headings, and TIME_PERIOD and OBS_VALUE; it may have OBS_STATUS and the attributes. Other columns are passed over. A structure CSV has the headings component, kind, code, parent, name, name_en, on: kind is dimension or attribute; a line without a code declares it, and one line a code follows.
dissemination-receive = Upload and check
dissemination-decide = Check and decide
dissemination-propose = Propose for release
dissemination-propose-explain = Another person of your region checks and releases it.
dissemination-publish = Release
dissemination-publish-explain = It is public at once and cannot be changed; a correction is a new version.
dissemination-await_second = Waiting for another person of your region. Who made or proposed a version does not release it.
dissemination-return = Return to draft
dissemination-return-explain = Then it can be uploaded again.
dissemination-withdraw = Withdraw
dissemination-withdraw-explain = Its data are no longer offered; its page stays and says why.
dissemination-withdrawn = This version was withdrawn. Reason: { $reason }
dissemination-newer = This is not the newest version; that is version { $version }.
dissemination-newer-go = See the newest version
dissemination-faults = What has to be corrected
dissemination-row = Row
dissemination-fault = What is wrong

# The page of data
dissemination-preview = Look at the data
dissemination-preview-caption = { $shown ->
    [one] One series
   *[other] { $shown } series
} of the selection, latest periods, at most three decimals
dissemination-preview-more = The selection has more series; choose fewer or download it.
dissemination-preview-empty-title = Nothing fits the selection
dissemination-preview-empty-body = Set one of the choices to “All”, or widen the periods.
dissemination-chart = { $name }: the selected series over time
dissemination-chart-explain = A line chart; the table below has the figures.
dissemination-unit = Unit: { $unit }
dissemination-any = All
dissemination-code-hint = Codes, joined by plus signs.
dissemination-from = From period
dissemination-to = To period
dissemination-choose = Show selection
dissemination-series = Series
dissemination-period = Period
dissemination-downloads = Downloads
dissemination-downloads-caption = Files have codes beside their Chinese and English names
dissemination-format = Format
dissemination-format-csv = CSV table
dissemination-format-xlsx = XLSX workbook
dissemination-format-parquet = Parquet columns
dissemination-format-json = JSON
dissemination-whole = All data
dissemination-part = Selection
dissemination-query-structure = Structure (SDMX 2.1)
dissemination-query-part-old = Selection (SDMX 2.1)
dissemination-query-part-new = Selection (SDMX 3.0)
dissemination-query-csv = All data of the newest version (CSV)
dissemination-citation = How to cite
dissemination-citation-text = { $origin }: { $name }, version { $version }, released { $day }, { $address }, SHA-256 { $hash }.
dissemination-about = About these data
dissemination-components = Dimensions and attributes
dissemination-component = Component
dissemination-codes = Codes
dissemination-codes-first = For instance
dissemination-statuses = Codes of observation status
dissemination-changes = Change log

# Differences
dissemination-differences = Version { $to } beside version { $from }
dissemination-differences-sentence = Observations added: { $added }; removed: { $removed }; changed: { $changed }.
dissemination-differences-ranges = Ranges that differ
dissemination-differences-all = { $kind }: { $count }
dissemination-differences-part = { $kind }: { $count }, of which the first { $max }
dissemination-differences-none = Both versions have the same observations.
dissemination-differences-structure = The structure differs as well: dimensions, attributes or codes.
dissemination-differences-go = What differs from version { $version }
dissemination-kind = What happened
dissemination-kind-added = Added
dissemination-kind-removed = Removed
dissemination-kind-changed = Changed
dissemination-before = Before
dissemination-after = After

# Notices
dissemination-notice-made = The dataflow is made. Upload its first version.
dissemination-notice-edited = The description is changed.
dissemination-notice-received = The data are kept as a draft. Check them, then propose them.
dissemination-notice-proposed = Proposed; another person releases it.
dissemination-notice-returned = Returned to draft.
dissemination-notice-released = Released: it is public now.
dissemination-notice-withdrawn = Withdrawn.

# Refusals
dissemination-form-control = There are control characters in it; remove them.
dissemination-flow-not_now = This version has changed meanwhile. Reload the page and look again.
dissemination-flow-not_yours = This step belongs to those who publish for the region.
dissemination-region-unknown = There is no region with the code { $code }; check it.
dissemination-region-malformed = Give the six-digit region code.
dissemination-dataflow-exists = The identifier { $id } is taken; choose another.
dissemination-dataflow-region_fixed = A dataflow does not move to another region; make a new one.
dissemination-dataflow-id = An identifier begins with DF_ and a capital letter, has capital letters, digits and underscores only, and at most { $max } characters.
dissemination-field-suppression = Small counts
dissemination-field-threshold = Not published below
dissemination-field-threshold-hint = Counts above zero and below this number are withheld, and so is what they could be computed from. 10 is common; leave it empty where everything may be published. Versions released before stay as they are and may have to be withdrawn.
dissemination-field-totals = Dimensions with published sums
dissemination-field-totals-hint = Identifiers with spaces between them, such as REF_AREA SEX. Along these a code is the sum of the codes below it.
dissemination-field-counts = Values that are counts
dissemination-field-counts-hint = A dimension and its codes, such as INDICATOR=PUPILS+TEACHERS. Empty where every value is a count.
dissemination-field-published_below = What is not published
dissemination-suppression-why = Counts above zero and below { $threshold } could tell who is meant and are withheld. So are those they could be computed from, which need not be small.
dissemination-suppression-sentence = Counts above zero and below { $threshold } are withheld, and so are those they could be computed from: status Q, confidentiality N.
dissemination-suppression-threshold = The number lies between { $min } and { $max }.
dissemination-suppression-totals = At most { $max } dimensions.
dissemination-suppression-counts = Name a dimension and its codes, such as INDICATOR=PUPILS+TEACHERS.
dissemination-suppression-dimension = The dataflow’s setting for small counts names { $id }, which the structure does not have. Correct the setting or the structure.
dissemination-suppression-label = The confidentiality { $code } says that this value is not for publication, and nothing withholds it here: that is done to counts above zero, where the dataflow has a setting for small counts. Leave the value empty with status Q, or correct the confidentiality.
dissemination-suppression-textual = Values of this structure are texts, and the dataflow’s setting for small counts needs numbers.
dissemination-dataflow-address = An address begins with https:// or http://.
dissemination-release-open = A version awaits release. Release or return it first, then upload the next.
dissemination-release-rule_changed = The dataflow’s setting for small counts has changed since this draft was uploaded. Upload the draft again, so that small counts are withheld as it now says.
dissemination-release-nothing_new = It is the same as the newest released version; there is nothing to release.
dissemination-release-same_person = Who made or proposed a version does not release it; ask another person.
dissemination-release-other_dataflow = The content names another dataflow than the address; make them the same.
dissemination-structure-many = More than { $max }; have fewer, or split it into several dataflows.
dissemination-structure-id = An identifier begins with a capital letter, has capital letters, digits and underscores only, and at most 40 characters.
dissemination-structure-twice = It is there twice, or an identifier that is reserved; choose another.
dissemination-structure-codes_none = This dimension has no codes; list them.
dissemination-structure-on = The attribute depends on { $id }, which is no dimension; check it.
dissemination-structure-code = A code has letters, digits, underscores and hyphens only, and at most 60 characters.
dissemination-structure-parent = The code above, { $id }, is not in the list; add or correct it.
dissemination-structure-circle = The codes above each other go round in a circle or lie too deep; correct them.
dissemination-observation-none = There are no observations; check the file.
dissemination-observation-many = More than { $max } observations; split them into several dataflows.
dissemination-observation-key = There have to be { $count } codes, one a dimension.
dissemination-observation-code = “{ $code }” is not in the list; correct it, or add it to the structure.
dissemination-observation-period = “{ $period }” is no period; one is written 2019, 2019-Q2, 2019-04 or 2019-04-30.
dissemination-observation-status = “{ $code }” is no observation status; use A, B, D, E, F, I, M, O, P or Q.
dissemination-observation-attributes = There are more attributes than the { $count } of the structure.
dissemination-observation-number = “{ $value }” is no finite number; write 1234.5 without separators, and leave what is missing empty.
dissemination-observation-value_missing = The status { $status } has no value; give one, or set the status O (missing).
dissemination-observation-value_there = The status { $status } says that the value is missing, and there is one; remove it or correct the status.
dissemination-observation-twice = The same dimensions and period as number { $row }; a period has one observation.
dissemination-observation-differs = Another value of the attribute than “{ $value }” of number { $row }; it has to be the same for the same codes.
dissemination-upload-unreadable = The file cannot be read: { $why }
dissemination-upload-column = There is no column “{ $name }”; add it.
dissemination-upload-columns = There are { $count } columns, the most is { $max }; write indicators as rows.
dissemination-upload-component = A code stands before its component is declared, or declared as another kind; first write a line without a code.
dissemination-upload-kind = The column kind has dimension, attribute or textual.
dissemination-upload-one_structure = A structure message has to hold exactly one data structure.
dissemination-upload-faults = { $count ->
    [one] One place of the file has to be corrected; see the table.
   *[other] { $count } places of the file have to be corrected; see the table.
}
dissemination-upload-structure_none = The first version needs a structure file.
dissemination-file-rows = More rows than the { $max } of a workbook; choose a part, or download CSV or Parquet.

# Timeline
action-dissemination-dataflow-write = Wrote the dataflow “{ $name }”
action-dissemination-release-receive = Uploaded version { $version }, { $observations } observations
action-dissemination-release-receive-detail = { $change }
action-dissemination-release-propose = Proposed version { $version }
action-dissemination-release-return = Returned version { $version }
action-dissemination-release-return-detail = { $reason }
action-dissemination-release-release = Released version { $version }
action-dissemination-release-withdraw = Withdrew version { $version }
action-dissemination-release-withdraw-detail = { $reason }
