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

# The plan of an evaluation, page by page
statistics-plan-step-begin = Beginnings
statistics-plan-step-figures = Figures
statistics-plan-step-indicators = Indicators
statistics-plan-step-method = Method
statistics-plan-step-check = Check and compute
statistics-plan-lead-begin = What is evaluated, who publishes it, which regions and years are compared, and under which indicator system.
statistics-plan-lead-figures = What the indicators are computed from: collected and published figures that are here already, or a table of your own.
statistics-plan-lead-indicators = Tick the indicators that are computed, and say what each is computed from.
statistics-plan-lead-method = What happens to missing figures, how they come to one scale, where weights come from, how they are put together. If in doubt, leave what is chosen.
statistics-plan-lead-check = Look at everything once more before it is computed.
statistics-plan-says = What it says now
statistics-plan-says-nothing = Once you fill in the fields, this says in words how the evaluation works.
statistics-plan-says-system = It is made under the indicator system “{ $name }”, { $number }.
statistics-plan-says-years = It compares { $units } in { $count ->
    [one] { $years }
   *[other] { $years }, { $count } years
}.
statistics-plan-says-all = all regions of the data set
statistics-plan-says-province = provinces
statistics-plan-says-city = cities
statistics-plan-says-county = counties
statistics-plan-says-these = { $count } chosen regions
statistics-plan-says-data = Its figures are those of “{ $title }”, version { $version }.
statistics-plan-says-unranked = { $count ->
    [one] The region of the comparison group stands beside
   *[other] The { $count } regions of the comparison group stand beside
}, without score or place.
statistics-plan-says-ranked = { $count ->
    [one] The region of the comparison group is scored and placed like the others, and marked
   *[other] The { $count } regions of the comparison group are scored and placed like the others, and marked
}.
statistics-plan-says-lines = { $count ->
    [one] One indicator is computed
   *[other] { $count } indicators are computed
}.
statistics-plan-says-means-one = Everything is put together by the { $means }.
statistics-plan-says-means-several = From the bottom up it is put together by { $means }.
statistics-plan-says-available = A heading of whose parts less than { $percent }% have a figure has no score.
statistics-plan-name = Name of the evaluation
statistics-plan-name-hint = In Chinese, for example 2025 年教育现代化监测评价.
statistics-plan-name_en = Name in English
statistics-plan-authority = Published by
statistics-plan-with = Regions that work on it as well
statistics-plan-with-hint = Their officers can change, check and publish it too. Whoever wrote it does not publish it.
statistics-plan-years-hint = For example 2015-2019, or 2010, 2015, 2020.
statistics-plan-units = Which regions are compared
statistics-plan-units-all = All regions of the data set
statistics-plan-units-province = Provinces
statistics-plan-units-city = Cities
statistics-plan-units-county = Counties
statistics-plan-units-these = Regions you name
statistics-plan-units-codes = Codes of the regions
statistics-plan-units-codes-hint = Six digits each, with commas or line breaks between them.
statistics-plan-system = Where the indicators come from
statistics-plan-system-hint = A published indicator system brings its indicators, weights, targets and definitions. Another choice begins the indicators anew.
statistics-plan-or = or
statistics-plan-own = Indicators of your own
statistics-plan-own-hint = You write each indicator and its weight yourself.
statistics-plan-indicators = { $count ->
    [one] one indicator
   *[other] { $count } indicators
}
statistics-plan-basis = Purpose and basis
statistics-plan-basis-hint = Optional. What it is for and on which document it rests.
statistics-plan-example = This is an example and not official
statistics-plan-more = Purpose, basis and example
statistics-plan-data = Data set
statistics-plan-data-hint = Approved collections, published statistics and uploaded tables are all here, each in its latest version.
statistics-plan-data-none = There is no data set yet. Upload a table.
statistics-plan-upload = Upload a table of your own (CSV or XLSX)
statistics-plan-elements = { $count ->
    [one] one element
   *[other] { $count } elements
}
statistics-plan-regions = { $count ->
    [one] one region
   *[other] { $count } regions
}
statistics-plan-unranked = { $count ->
    [one] The region of the comparison group is not scored and has no place
   *[other] The { $count } regions of the comparison group are not scored and have no place
}
statistics-plan-unranked-hint = Only their figures stand beside. Unticked they are scored and placed like the others, and marked.
statistics-plan-persons = Fewest people
statistics-plan-persons-hint = Optional. Figures that stand on fewer people are neither counted nor shown.
statistics-plan-groups = Groups beside
statistics-plan-groups-hint = Optional. For example the Delta: one figure for several regions together, beside each of them.
statistics-plan-group = Group { $number }
statistics-plan-group-name = Name of the group
statistics-plan-add_group = Add a group
statistics-plan-remove = Remove
statistics-plan-top = Name of the whole
statistics-plan-elements-show = Elements you can use ({ $count })
statistics-plan-derived = Derived elements that the text defines can be used as well: { $names }.
statistics-plan-names = Name (English below)
statistics-plan-under = Under
statistics-plan-whole = The whole
statistics-plan-dimension = Dimension { $number }
statistics-plan-row = Row { $number }
statistics-plan-row-more = Gaps and groups
statistics-plan-from = Computed from
statistics-plan-dimensions = Dimensions
statistics-plan-lines = Indicators
statistics-plan-lines-none = There is no indicator yet.
statistics-plan-add_heading = Add a dimension
statistics-plan-add_line = Add an indicator
statistics-plan-tree = The tree of indicators
statistics-plan-counted = Indicators computed
statistics-plan-uncounted = { $count ->
    [one] One more indicator of the system is not computed
   *[other] { $count } more indicators of the system are not computed
}.
statistics-plan-missing = If some of its figures are missing
statistics-plan-missing-skip_if_any = There is no figure
statistics-plan-missing-skip_if_all = They count as 0, unless all are missing
statistics-plan-missing-never = They always count as 0
statistics-plan-together = For several regions together
statistics-plan-together-ratio = Sum of numerators ÷ sum of denominators
statistics-plan-together-sum = The sum
statistics-plan-together-mean_of_units = The mean of the regions
statistics-plan-filling = Missing figures
statistics-plan-filling-none = Leave them out
statistics-plan-filling-none-hint = The other indicators share the weight in proportion.
statistics-plan-filling-none-says = Missing figures are left out.
statistics-plan-filling-latest = The region's latest figure
statistics-plan-filling-latest-hint = That of the nearest earlier year that has one.
statistics-plan-filling-latest-says = A missing figure is the region's latest one.
statistics-plan-filling-linear = A straight line between the region's own figures
statistics-plan-filling-linear-hint = Between the years on both sides; at the ends the nearest figure.
statistics-plan-filling-linear-says = A missing figure lies on a straight line between the region's own.
statistics-plan-filling-mean = The mean of the other regions that year
statistics-plan-filling-mean-hint = Simple, but it moves a region without figures toward the middle.
statistics-plan-filling-mean-says = A missing figure is the mean of the other regions that year.
statistics-plan-filling-median = The median of the other regions that year
statistics-plan-filling-median-hint = As the mean, but single extremes do not move it.
statistics-plan-filling-median-says = A missing figure is the median of the other regions that year.
statistics-plan-filling-em = Expectation–maximisation (EM)
statistics-plan-filling-em-hint = Estimated from how indicators go together; for many indicators with few gaps.
statistics-plan-filling-em-says = A missing figure is estimated from how indicators go together (EM).
statistics-plan-outliers = Extreme figures
statistics-plan-outliers-none = Leave them
statistics-plan-outliers-none-hint = Every figure counts as it is.
statistics-plan-outliers-none-says = Extreme figures stay as they are.
statistics-plan-outliers-treat = Pull in where they skew an indicator
statistics-plan-outliers-treat-hint = Where skewness is above 2 and kurtosis above 3.5, at most five figures are brought to the next one; if that is not enough, the logarithm is taken.
statistics-plan-outliers-treat-says = In skewed indicators extreme figures are pulled in, if need be by a logarithm.
statistics-plan-scaling = One scale
statistics-plan-scaling-minmax = Minimum to maximum (1–100)
statistics-plan-scaling-minmax-hint = The worst region has 1, the best 100.
statistics-plan-scaling-minmax-says = Each indicator runs from 1 to 100.
statistics-plan-scaling-zscore = Standard score (mean 100, deviation 10)
statistics-plan-scaling-zscore-hint = How far from the mean, in standard deviations.
statistics-plan-scaling-zscore-says = Each indicator is a standard score.
statistics-plan-scaling-percentile = Percentile (0–1)
statistics-plan-scaling-percentile-hint = Only the place in per cent counts, not by how much.
statistics-plan-scaling-percentile-says = Each indicator is a percentile.
statistics-plan-scaling-rank = Rank
statistics-plan-scaling-rank-hint = Only the order counts; the worst has 1.
statistics-plan-scaling-rank-says = Each indicator is a rank.
statistics-plan-scaling-attainment = Attainment of the target
statistics-plan-scaling-attainment-hint = Actual ÷ target, at most 1. Every indicator needs a target above 0, and more must be better.
statistics-plan-scaling-attainment-says = Each indicator is scored by how far its target is attained, 1 at most.
statistics-plan-scaling-distance = Distance to the target
statistics-plan-scaling-distance-hint = The worst region has 0, whoever reaches the target 1; also where less is better. Every indicator needs a target.
statistics-plan-scaling-distance-says = Each indicator is scored by its distance to the target, 1 at most.
statistics-plan-over = The yardstick
statistics-plan-over-panel = One for all years
statistics-plan-over-panel-hint = Scores can be compared over time.
statistics-plan-over-period = One for each year
statistics-plan-over-period-hint = Scores compare the regions of a year only.
statistics-plan-over-period-says = Each year is scored by itself, and scores cannot be compared over time.
statistics-plan-weighing = Weights
statistics-plan-weighing-given = As the page of indicators says
statistics-plan-weighing-given-hint = Under an indicator system these are the system's.
statistics-plan-weighing-given-says = Weights are those of the page of indicators.
statistics-plan-weighing-equal = Equal at each level
statistics-plan-weighing-equal-hint = All indicators of a dimension count the same, and so do all dimensions.
statistics-plan-weighing-equal-says = Weights are equal at each level.
statistics-plan-weighing-entropy = Entropy
statistics-plan-weighing-entropy-hint = Indicators in which regions differ more count more; dimensions keep their weights.
statistics-plan-weighing-entropy-says = Weights of indicators come from their entropy.
statistics-plan-weighing-critic = CRITIC
statistics-plan-weighing-critic-hint = Indicators that differ much and repeat no other count more; dimensions keep their weights.
statistics-plan-weighing-critic-says = Weights of indicators come from CRITIC.
statistics-plan-means = Putting together
statistics-plan-means-hint = With a geometric or harmonic mean a strong part does not make up for a weak one; scores must be above 0.
statistics-plan-mean-top = The whole
statistics-plan-mean-level = Dimensions of level { $level }
statistics-plan-mean-arithmetic = Arithmetic mean
statistics-plan-mean-geometric = Geometric mean
statistics-plan-mean-harmonic = Harmonic mean
statistics-plan-available = Least share of parts with a figure
statistics-plan-available-hint = Optional, 0 to 100. With less there is no score.
statistics-plan-continue = Save and continue
statistics-plan-back = Back
statistics-plan-to_check = Save and go back to the check
statistics-plan-preview = Say what it means now
statistics-plan-leave = Leave it for now; what you filled in is kept
statistics-plan-as_text = Write it as a text (JSON)
statistics-plan-as_pages = Fill it in page by page
statistics-plan-edit_text = Change it as a text (JSON)
statistics-plan-change = Change
statistics-plan-open = It is not complete yet. Please go on.
statistics-plan-warnings = Before you compute it
statistics-plan-warnings-note = None of this prevents it from being computed.
statistics-plan-warnings-none = It was computed for a trial, and there is nothing to warn of.
statistics-plan-warns-thin = “{ $name }” has a figure for only { $percent }% of regions and years.
statistics-plan-warns-alike = “{ $one }” and “{ $two }” rise and fall together (correlation { $value }): the same thing may be counted twice.
statistics-plan-warns-unplaced = In the last year { $count ->
    [one] one region has
   *[other] { $count } regions have
} too little data for a score.
statistics-plan-recompute = Once it is computed anybody can download the two files and get the same result with this command. These are the hashes of the trial.
statistics-plan-compute = Compute
statistics-plan-compute-explain = This usually takes seconds; with very many regions and years it can take a minute. Then the page of the evaluation opens: it is still a draft and can be changed.
statistics-plan-drop = Give this plan up
statistics-plan-drop-explain = What you filled in is deleted for good. Evaluations and data sets that were saved stay.
statistics-plans = Plans not computed yet
statistics-plan-new = A new evaluation
statistics-plan-of = A change of version { $version }
statistics-plan-becomes = For
statistics-plan-kept = Last saved
statistics-plan-unfit-tree = The tree of this evaluation is beyond what the pages hold (several tops, another order of dimensions, or too many lines), so it opens as a text.
statistics-plan-unfit-method = The steps of this evaluation use a method the pages do not have, so it opens as a text.
statistics-plan-unfit-regions = The regions, comparison group or groups of this evaluation are chosen in a way the pages cannot say, so it opens as a text.
statistics-plan-years = “{ $text }” is no year. Write 2015-2019, or 2010, 2015.
statistics-plan-data_owed = Choose a data set, or upload a table.
statistics-plan-region = The data set has no region with the code { $code }. Check it, or choose another data set.
statistics-plan-none = Choose at least one indicator.
statistics-plan-expression_owed = Say what it is computed from: an element, or an expression such as a / b. Untick indicators that are not computed.
statistics-plan-element = The data set has no element { $code }. Choose one of the “Elements you can use”.
statistics-plan-attainment = To score the attainment of targets, “{ $name }” needs a target above 0, and more must be better. Add it, or choose the distance to the target.
statistics-plan-distance = To score the distance to targets, “{ $name }” needs a target. Add it, or choose another method.
statistics-notice-given_up = The plan was given up.
action-statistics-plan-keep = Kept the plan of “{ $name }”
action-statistics-plan-drop = Gave up the plan of “{ $name }”
statistics-sheet = Sheet
statistics-plan-table = The table
statistics-plan-table-hint = CSV (UTF-8) or XLSX, at most 250 columns and 40,000 rows.
statistics-plan-table-lead = A row for each region (or region and year), a column for each indicator. It is taken in once nothing in it is wrong.
statistics-plan-table-year = Year
statistics-plan-table-year-hint = If the table has no column of years.
statistics-plan-table-example = What the table looks like
statistics-plan-table-columns = The first row names the columns: code, name, year, group; every other column is an indicator, with its unit in brackets. Under an indicator system name a column by the system's number or the indicator's name, and the two are matched. Leave a cell without a figure empty.
statistics-plan-table-compared = Regions outside the directory (Guangdong, Beijing, countries of the OECD) are a comparison group: give code, name and group. A code is six digits, or begins with a letter, as DEU.
statistics-compared = Comparison group
statistics-grid-empty = There is nothing in the file. Check it and upload it again.
statistics-grid-unreadable = The file is no XLSX workbook, or it is damaged. Save it as XLSX or CSV and upload it again.
statistics-grid-sheets = Several sheets have headings, “{ $name }” among them. Keep one.
statistics-grid-too_large = The file unpacks to too much. Keep the rows and columns that are needed.
statistics-wide-no_heading = There are no headings in the first rows. Write a row of headings with “code” or “name” among them.
statistics-wide-no_indicator = This row of headings has no indicator. Add columns for them.
statistics-wide-no_year = There is no column “year”. Add it, or fill in the year below.
statistics-wide-column_twice = An earlier column has the same heading. Rename or remove one.
statistics-wide-heading = A heading needs letters, at most 60. Shorten or rename it.
statistics-wide-code = “{ $code }” is no code of a region. Write six digits; in a comparison group a code may begin with a letter, as DEU.
statistics-wide-outside = The directory has no { $code }. If it is a comparison group, say so in the column “group”; otherwise check the code.
statistics-wide-outside_code = { $code } is no region of the directory and can only be in a comparison group. Name the group in the column “group”.
statistics-wide-no_name = The directory has no { $code }. Write its name in the column “name”.
statistics-wide-no_code = The directory has no region called “{ $name }”. Write its code.
statistics-wide-name_several = The directory has several regions called “{ $name }”. Write the code.
statistics-wide-twice = { $name } already has a row for { $year }. Keep one.
statistics-wide-differs = The name or group of { $code } is not that of its earlier rows. Make them the same.
statistics-compared-name = { $name } ({ $group })
statistics-compared-sentence = The comparison group's figures are computed in the same way. It has no scores and no places, and does not change those of the others.
statistics-compared-table = Indicators of the comparison group in { $year }
statistics-plan-one_year = Only one year is compared, so there is no other year to fill gaps from. Choose another way, or add years under “Beginnings”.
