# Statistics and evaluation
statistics-menu-room = Evaluation
statistics-menu-evaluations = Evaluations
statistics-menu-drafts = Draft evaluations
statistics-menu-data-sets = Data sets
statistics-switch = Choose a region
statistics-optional = Optional.
statistics-next = What next
statistics-timeline = What was done
statistics-versions = Versions
statistics-version = Version
statistics-version_of = Version { $version }
statistics-state = State
statistics-state-draft = Being drafted
statistics-state-proposed = Waits for a second person
statistics-state-published = Published
statistics-state-superseded = Superseded
statistics-state-withdrawn = Withdrawn
statistics-reason = Reason
statistics-reason-given = Reason: { $reason }
statistics-published = Published
statistics-hash = Hash of the content (SHA-256)
statistics-result = Hash of the result
statistics-example = Example
statistics-example-explain = This evaluation is for demonstration: its indicators, weights and methods are the platform's choice and not official.
statistics-example-check = These are example figures, not real statistics
statistics-example-hint = Pages will say so.

# Evaluations
statistics-evaluation = Evaluation
statistics-evaluation-id = Evaluation id
statistics-evaluations = Evaluations
statistics-evaluations-sentence = Published evaluations. Every number shows its definition, its source and how it was computed, and anybody can compute it again.
statistics-evaluations-empty-title = No evaluation is published yet
statistics-evaluations-empty-body = It appears here once a second person has published it.
statistics-drafts = Draft evaluations
statistics-drafts-sentence = The versions your region takes part in: drafting, review and publication.
statistics-drafts-empty-title = No evaluation fits
statistics-drafts-empty-body = Choose fewer filters, or write a new evaluation.
statistics-member = Member
statistics-members = Member regions
statistics-years = Years
statistics-year = Year
statistics-evaluation-new = Write an evaluation
statistics-evaluation-edit = Change the evaluation
statistics-document = Specification
statistics-document-hint = JSON: members, data set, years, the tree of indicators (expression, unit, direction, weight) and the stages. The documentation “Evaluation” describes every field.
statistics-document-sentence = It is computed when it is saved. If something is wrong nothing is saved, and you are told where and what to do.
statistics-document-save = Save and compute
statistics-document-faults = { $count ->
    [one] One thing has to be mended
   *[other] { $count } things have to be mended
}
statistics-propose = Put to a second person
statistics-propose-explain = It can no longer be changed; somebody else checks it and publishes it or sends it back.
statistics-publish = Publish
statistics-publish-explain = Everybody can then read it, and it is never changed; it takes the place of the version in force.
statistics-publish-other = You wrote this version: somebody else has to publish it.
statistics-return = Send back
statistics-return-explain = It can then be changed again.
statistics-withdraw = Withdraw
statistics-withdraw-explain = It is then no longer in force, for good.
statistics-draft_next = Draft the next version
statistics-draft_next-explain = It begins with the content of this one.

# What was found
statistics-finding-first = In { $year }, { $count ->
    [one] { $names } comes first of { $placed } regions
   *[other] { $names } come before the other of { $placed } regions (in places up to { $high }) and cannot be told apart
}.
statistics-finding-none = In { $year } the possible places of all { $placed } regions overlap one into the next: there is no league table to be made.
statistics-finding-pairs = Of { $pairs } pairs, { $clear } have a clear order; the others change with the method.
statistics-finding-riser = Since { $since }, { $region } gained most, from { $then } to { $now }.
statistics-finding-choice = The choice of { $choice } explains { $share }% of the variation of the order.
statistics-finding-empty = No region has a composite: too much is missing. Look at the sources of the indicators.
statistics-choice = Choice
statistics-choice-normalisation = scale
statistics-choice-aggregation = aggregation
statistics-choice-weights = weights
statistics-label-normalisation = Scale
statistics-label-aggregation = Aggregation
statistics-label-weights = Weights
statistics-choice-share = Share of the variation of the order
statistics-choices = What the order of { $year } depends on
statistics-chart = Composite over the years
statistics-chart-describe = Lines of the composite of { $regions } regions from { $first } to { $last }; the table below holds the numbers
statistics-chart-note = Coloured lines are member regions, the others are grey. Years without figures are gaps; nothing is filled in.
statistics-chart-numbers = Show the numbers
statistics-chart-table = Composite by year
statistics-order = The order in { $year }
statistics-order-sentence = A place is a range: { $combinations } combinations of scales, means and weights (each up to a quarter more or less) were computed one by one, and nine in ten of them lie within it. Regions whose ranges overlap form one group; inside it they stand by their codes, in no order.
statistics-band = Places { $low } to { $high }: { $count } regions that cannot be told apart
statistics-band-one = Place { $low }
statistics-place = { $low }
statistics-places = { $low } to { $high }
statistics-places-range = Possible places
statistics-places-picture = Range
statistics-score = Score
statistics-region = Region
statistics-regions = Regions
statistics-dimensions = Dimensions in { $year }
statistics-lines = Indicators and weights
statistics-line = Indicator
statistics-indicator = Indicator
statistics-heading = Dimension
statistics-expression = Expression
statistics-unit = Unit
statistics-direction = Direction
statistics-direction-more = More is better
statistics-direction-less = Less is better
statistics-weight = Weight
statistics-weights = Weights
statistics-weights-hint = Relative to the others of the same dimension; 0 leaves one out.
statistics-share = Share of the composite
statistics-method = Method and sources
statistics-remarks = Remarks of the computation
statistics-suppressed = { $count ->
    [one] One figure stands on fewer than { $min } people and is neither counted nor shown.
   *[other] { $count } figures stand on fewer than { $min } people and are neither counted nor shown.
}
statistics-recompute = Recompute
statistics-recompute-sentence = Download the specification and the figures and run the line below: the result is exactly the same.
statistics-file-specification = Specification specification.json
statistics-file-figures = Figures data.csv
statistics-command = Command
statistics-hash-specification = Hash of the specification
statistics-hash-data = Hash of the figures

# Reports and single numbers
statistics-report-place = In { $year }, { $region } has a composite of { $score } and place { $rank } of { $placed } regions.
statistics-report-places = In { $year }, { $region } has a composite of { $score } and lies between places { $low } and { $high } of { $placed } regions.
statistics-report-unplaced = In { $year }, { $region } has too few figures for a composite ({ $placed } regions have one).
statistics-report-extremes = Compared to other regions, “{ $best }” stands out most, and “{ $worst }” lies furthest back.
statistics-report-headings = Dimensions
statistics-report-indicators = Indicators
statistics-report-note = The figure of a group is the sum of numerators over the sum of denominators, not the mean of ratios, except where only averages are published.
statistics-workbook = Download the report with formulas (XLSX)
statistics-sheet-inputs = Figures
statistics-sheet-values = Computation
statistics-sheet-definitions = Definitions
statistics-element = Element
statistics-elements = Elements
statistics-name = Name
statistics-value = Value
statistics-code = Code
statistics-least = Least
statistics-greatest = Greatest
statistics-formula = Expression
statistics-formula-none = A spreadsheet has no formula for this expression; this is the value.
statistics-meaning = Meaning
statistics-definition = Definition
statistics-derived = Derived elements
statistics-exact = Every digit
statistics-records = This number comes from
statistics-hidden = Too few people, not shown
statistics-number-none = There is no number: figures it needs are missing.

# What if
statistics-what-if = What if
statistics-what-if-sentence = Move weights or choose another method and see whether the order changes. What is published stays as it is.
statistics-what-if-show = Compute
statistics-what-if-reset = Start again
statistics-what-if-counted = { $moved } of { $regions } regions stand elsewhere than as published; { $combinations } combinations were computed one by one and give { $groups ->
    [one] one group
   *[other] { $groups } groups
}.
statistics-what-if-firm = Whatever is chosen, the order stays the same.
statistics-scale-own = As specified
statistics-scale-minmax = Minimum to maximum (1 to 100)
statistics-scale-zscore = Standard score (mean 100, deviation 10)
statistics-scale-rank = Rank
statistics-mean-own = As specified
statistics-mean-arithmetic = Arithmetic mean
statistics-mean-geometric = Geometric mean

# Data sets
statistics-data-set = Data set
statistics-data-set-id = Data set id
statistics-data-sets = Data sets
statistics-data-sets-sentence = Figures by region and year. Each update is a new version, and older ones stay.
statistics-data-sets-empty-title = No data set yet
statistics-data-sets-empty-body = Upload tables, or hand figures over from collection or the command line.
statistics-data-set-sentence = { $figures } figures of { $elements } elements, from { $first } to { $last }.
statistics-figures = Figures
statistics-figures-all = See or download every figure
statistics-figures-empty-title = No figures
statistics-figures-empty-body = This version has no figures.
statistics-persons = People
statistics-origin = Origin
statistics-origin-hint = Who published it, under which address or document, and what is counted.
statistics-licence = Terms of use
statistics-licence-hint = Name of the licence, or how official figures have to be cited.
statistics-title = Title
statistics-title_en = Title in English
statistics-key = Key
statistics-key-hint = The same key again is the next version, for instance city.education.year.
statistics-used-by = Evaluations that draw from it
statistics-upload = Upload a data set
statistics-upload-sentence = Upload two CSV tables: the figures, and what their elements are. Nothing is taken in unless all of it is right.
statistics-upload-read = Upload
statistics-table = Table
statistics-row = Row
statistics-column = Column
statistics-what = What is wrong
statistics-table-figures = Table of figures
statistics-table-figures-hint = Columns: element (its code), region (six digits), year, value, and if known persons (how many people it stands on). Empty values are left out.
statistics-table-elements = Table of elements
statistics-table-elements-hint = Columns: code, name, unit, and if known name_en, group, direction (1, -1 or 0).
statistics-upload-faults = { $count ->
    [one] One thing has to be mended
   *[other] { $count } things have to be mended
}
statistics-upload-faults-next = Mend them and upload the whole table again; nothing was taken in yet.
statistics-upload-faults-caption = What has to be mended
statistics-notice-received = The data set is taken in.
statistics-notice-drafted = The draft is saved and computed.
statistics-notice-edited = The draft is changed and computed again.
statistics-notice-proposed = It waits for a second person.
statistics-notice-published = It is published.
statistics-notice-returned = It can be changed again.
statistics-notice-withdrawn = It is withdrawn.

# Refusals
statistics-form-control = There are characters that cannot be shown: delete them and try again.
statistics-flow-not_now = Something has changed and this cannot be done now. Reload the page to see.
statistics-flow-not_yours = This step is somebody else's.
statistics-region-unknown = There is no region with the code { $code }: check the six digits.
statistics-region-malformed = The region { $code } is not six digits, has no name, or stands there twice: mend it.
statistics-data_set-unknown = There is no version { $version } of the data set { $id }: check both.
statistics-evaluation-draft_exists = The next version is being written already: finish that one first.
statistics-evaluation-same_person = Whoever wrote it does not publish it: somebody else has to.
statistics-code-letters = A code begins with a letter and has letters, digits and _ only, at most 60.
statistics-code-twice = The code { $code } stands there twice: keep one.
statistics-element-unknown = The table of elements has no { $code }: add it or mend the code.
statistics-figures-none = There is not one figure: fill in the table and upload it again.
statistics-figure-twice = The element { $element } has a figure for this region and year already: keep one.
statistics-figure-not_finite = A figure is a finite number: mend it or leave it empty.
statistics-period-range = A year lies between 1900 and 2200.
statistics-persons-negative = A number of people is not below 0.
statistics-direction-range = A direction is 1 or -1, for elements also 0.
statistics-years-ascending = Years ascend, each once.
statistics-line-parent_unknown = No dimension with the code { $code } stands before it: put dimensions first, which have no expression.
statistics-line-weight = A weight is a number from 0 to 100.
statistics-document-too_long = The specification has more than { $max } MB: shorten it.
statistics-document-fault = This cannot be computed; mend the specification. In the words of the computing program:
statistics-document-no_region = The data set has no region { $code }. Name regions of the data set.
statistics-document-no_element = The data set has no element “{ $name }”. Name one of the data set, or define it as a derived element.
statistics-document-too_many_rows = { $regions } regions in { $years } years are more than { $max } together. Compare fewer regions or years.
statistics-document-too_many_regions = { $regions } regions; at most { $max } are ranked.
statistics-document-not_aggregated = Nothing is aggregated. End with an aggregate stage.
statistics-remark_about = { $about }: { $text }
statistics-table-columns = The table has more than { $max } columns: keep those that are needed.
statistics-table-missing = The column “{ $name }” is missing: add it in the first row.
statistics-table-unreadable = This row is no CSV: mend it. In the parser’s words:
statistics-table-year = “{ $text }” is no year: write four digits.
statistics-table-number = “{ $text }” is no finite number: mend it or leave it empty.
statistics-table-whole = “{ $text }” is no whole number: mend it or leave it empty.
statistics-table-not_utf8 = The file is not in UTF-8: save it as CSV in UTF-8.

# Timeline
actor-statistics = Statistics staff
action-statistics-data_set-receive = Took in the data set “{ $title }”, version { $version }, { $figures } figures
action-statistics-evaluation-draft = Drafted “{ $name }”, version { $version }
action-statistics-evaluation-edit = Changed the draft of version { $version }
action-statistics-evaluation-propose = Put version { $version } to a second person
action-statistics-evaluation-return = Sent version { $version } back
action-statistics-evaluation-return-detail = { $reason }
action-statistics-evaluation-publish = Published version { $version }
action-statistics-evaluation-withdraw = Withdrew version { $version }
action-statistics-evaluation-withdraw-detail = { $reason }

# The indicator system it is made from
statistics-colon = {": "}
statistics-system = Indicator system
statistics-system-unmeasured = Of the system’s { $all } indicators, these { $count } have no data and are not counted:
statistics-system-departures = These differ from what the system says:
statistics-target = Target
statistics-scope = Scope
statistics-formula-published = Formula
statistics-definition-of = What { $number } (version { $version }) says of indicator { $code }.
statistics-definition-read = Read it there
statistics-computed-as = How this evaluation computes it
statistics-system-unknown = Version { $version } of the indicator system { $id } was not received. Choose a published system.
statistics-system-changed = The indicator system { $number } was received with another content. A published version does not change: publish a new one.
statistics-system-hash = The hash must be 64 hexadecimal digits. Correct it.
statistics-system-line_unknown = The indicator system has no indicator { $code }. Correct it.
statistics-line-target = The target must be a finite number. Correct it or leave it empty.
action-statistics-system-receive = Received the indicator system “{ $name }” ({ $number }, version { $version }) for evaluations
