# What every page says: frame, components, common form faults, error pages, states and place names.

site-name = Xueqiao
brand-name = 学桥
brand-tagline = Yangtze River Delta education
brand-purpose = One education platform for Shanghai, Jiangsu, Zhejiang and Anhui: credit bank, rewards, monitoring and a directory, with public rules and a record of every step.
yes = Yes
no = No

## Frame
ui-skip = Skip to main content
ui-menu = Menu
ui-tools = Language, display and account
ui-care_on = Large type
ui-care_off = Standard type
ui-sign_in = Sign in
ui-sign_out = Sign out
ui-acting_for = {" "}(for { $name })
ui-footer_links = About this site
ui-accessibility = Accessibility statement
ui-open_api = Open API
ui-version = Version { $version }

## Components
ui-error_prefix = Error:
ui-error_summary_title = There is a problem
ui-error_of = { $label }: { $text }
ui-warning = Warning
ui-notification_success = Success
ui-notification_important = Important
ui-breadcrumb = Breadcrumb
ui-back = Back
ui-steps = Steps
ui-step_of = Step { $current } of { $total }
ui-contents = Contents
ui-search = Search
ui-search_do = Search
ui-select_blank = Please choose
ui-day_hint = For example 2026-03-01
ui-date_year = Year
ui-date_month = Month
ui-date_day = Day
ui-none = None
ui-filters = Filters
ui-filters_active = Chosen filters
ui-filter_all = All
ui-filter_is = { $filter }: { $value }
ui-filter_remove = Remove filter
ui-download = Download
ui-listing_total = { $count ->
    [one] 1 record
   *[other] { $shown } records
}
ui-table_empty = Nothing here yet
ui-pagination = Pagination
ui-page_first = First page
ui-page_previous = Previous
ui-page_next = Next
ui-page_number = Page { $number }
ui-timeline_staff = Staff
ui-refused_more = See why, mend it and hand it over again
ui-timeline_empty = Nothing has been recorded yet. Every step of the matter will appear here.
ui-on_behalf = {" "}(on behalf of { $name })
ui-map_note = One tile a city, placed roughly where it lies. It shows neighbourhood, not administrative boundaries.
listing-empty-title = No matching records
listing-empty-body = Search for something else, or remove some of the filters.

## States (word, shape and colour always together)
status-not_started = Not started
status-draft = Draft
status-cannot_start = Cannot start yet
status-submitted = Submitted
status-in_review = In review
status-pending = Pending
status-in_progress = In progress
status-awaiting_second = Awaiting second approval
status-public_notice = Public notice
status-held = Held
status-returned = Returned
status-overdue = Overdue
status-warning = Needs attention
status-error = Has errors
status-accepted = Accepted
status-done = Completed
status-passed = Passed
status-used = Used
status-published = Published
status-active = Active
status-deposited = Deposited
status-available = Available
status-released = Released
status-reversed = Reversed
status-rejected = Rejected
status-revoked = Revoked
status-failed = Failed
status-locked = Locked
status-withdrawn = Withdrawn
status-ended = Ended
status-expired = Expired
status-superseded = Superseded
status-merged = Merged
status-closed = Closed
status-planned = Planned

## Wrong input
form-required = Fill in this field
form-too_short = Too short: at least { $min } characters
form-too_long = Too long: at most { $max } characters
form-not_a_number = Enter a number, like 12
form-out_of_range = Enter a number between { $min } and { $max }
form-not_a_credit = Enter credits with at most two decimals, like 2.5
form-not_a_day = Enter a date, like 2026-03-01
form-not_a_month = Enter a year and month, like 202603
form-not_a_choice = Choose one of the options listed
form-not_an_id = This number is not valid; follow a link from the page instead
form-too_many = Too many: at most { $max }
form-malformed = What was sent cannot be read ({ $reason }); check its format and send it again
form-missing_file = Choose a file to upload
form-bad_cursor = This place in the list is no longer valid; go back to the first page

## When an operation could not be done
op-stale = Somebody has just changed this record. Reload the page, read what is new, then try again.
op-forbidden = You do not have permission to do this. If you need it, ask the administrator of your organisation.
op-missing = What is pointed to does not exist, or is gone. Check it, then try again.
op-key_reused = The content differs from what was sent before under the same submission number. Reload the page and fill it in again.

## Error pages
error-400-title = Something in the request is wrong
error-400-next = Check what you entered, or the address, and send it again.
error-401-title = Please sign in
error-401-next = You need to sign in to see this page. You will come back here afterwards.
error-403-title = No permission
error-403-next = Your account cannot do this. If you need it, ask the administrator of your organisation.
error-404-title = Page not found
error-404-next = The address may be wrong, the content may have moved, or you may not be allowed to see it. Check the address or start from the home page.
error-405-title = This kind of request is not supported
error-405-next = Use the buttons and links on our pages.
error-406-title = Not available in that format
error-406-next = Pages come as HTML and JSON; lists also as CSV and XLSX.
error-408-title = It took too long
error-408-next = The content did not arrive in time. Check your connection and send it again.
error-409-title = This has changed meanwhile
error-409-next = Something has just changed here. Reload the page, read what is new, then try again.
error-413-title = Too large
error-413-next = Keep it within { $max }, or send it in several parts.
error-415-title = File format not supported
error-415-next = Use one of the formats listed on the page.
error-422-title = The rules do not allow this
error-422-next = Read the explanation, mend it and send it again.
error-429-title = Too many attempts
error-429-next = Wait { $seconds } seconds and try again.
error-500-title = Something went wrong on our side
error-500-next = It is not your fault and has been recorded. Try again later; if it still fails, tell the administrator the number below.
error-503-title = Busy just now
error-503-next = Nothing of yours is lost. Please try again in a moment.
error-csrf = This did not come from one of our own pages and was refused. Go back to the page and send it again.
error-retry_after = Try again in { $seconds } seconds.
error-home = Go to the home page
error-again = Open this page again
error-request = Request number

## Open API
api-title = Open API
api-lead = What people can see and do here, programs can too. This description is made from the routes of the running version.
api-document = Download the OpenAPI 3.1 document
api-parameters = Parameters
api-name = Name
api-place = In
api-required = Required
api-schema = Type
api-body = Request body
api-answers = Answers
api-status = Status
api-meaning = Meaning
api-schemas = Data structures
api-public = Public
api-signed_in = Signed in or token

## Accessibility statement
accessibility-title = Accessibility statement
accessibility-aim = This site is built to WCAG 2.2 level AA and GB/T 37668—2019 level 2: every page should work with the keyboard alone, at 200 % zoom and with a screen reader.
accessibility-do-title = What you can do
accessibility-do-care = “Large type” in the header gives large letters in one column; your choice is remembered.
accessibility-do-keyboard = Move with the Tab key; the first press offers “Skip to main content”.
accessibility-do-script = Everything works with scripts switched off in the browser.
accessibility-do-print = Records, certificates and lists can be printed as they are; lists can be downloaded as CSV and XLSX.
accessibility-check-title = How we check
accessibility-check = Every change is checked with automatic tools on all pages (phone and desktop widths, standard and large type, empty and with errors), and the main journeys are walked with the keyboard.
accessibility-tell-title = When something stands in your way
accessibility-tell = Tell the administrator of your organisation which page it was, which device you use and what happened, with the request number shown on the page.

## The four provinces
province-31 = Shanghai
province-32 = Jiangsu
province-33 = Zhejiang
province-34 = Anhui

## The 41 cities (GB/T 2260 codes)
city-310000 = Shanghai
city-320100 = Nanjing
city-320200 = Wuxi
city-320300 = Xuzhou
city-320400 = Changzhou
city-320500 = Suzhou
city-320600 = Nantong
city-320700 = Lianyungang
city-320800 = Huai'an
city-320900 = Yancheng
city-321000 = Yangzhou
city-321100 = Zhenjiang
city-321200 = Taizhou
city-321300 = Suqian
city-330100 = Hangzhou
city-330200 = Ningbo
city-330300 = Wenzhou
city-330400 = Jiaxing
city-330500 = Huzhou
city-330600 = Shaoxing
city-330700 = Jinhua
city-330800 = Quzhou
city-330900 = Zhoushan
city-331000 = Taizhou
city-331100 = Lishui
city-340100 = Hefei
city-340200 = Wuhu
city-340300 = Bengbu
city-340400 = Huainan
city-340500 = Ma'anshan
city-340600 = Huaibei
city-340700 = Tongling
city-340800 = Anqing
city-341000 = Huangshan
city-341100 = Chuzhou
city-341200 = Fuyang
city-341300 = Suzhou
city-341500 = Lu'an
city-341600 = Bozhou
city-341700 = Chizhou
city-341800 = Xuancheng

## Expressions: how they are spelt
expression-text_too_long = Line { $line }, character { $column }: the expression has { $bytes } bytes, at most { $max } are read. Name its parts as derived elements.
expression-too_many_parts = Line { $line }, character { $column }: more than { $max } parts. Name some as derived elements.
expression-nested_too_deep = Line { $line }, character { $column }: nested deeper than { $max }. Name parts as derived elements.
expression-bracket_open = Line { $line }, character { $column }: this bracket is not closed by ].
expression-unit_unknown = Line { $line }, character { $column }: “{ $unit }” is no unit, “{ $part }” is unknown. Known are { $known }, with 百, 千, 万, 亿 before them and / or · between, and %, ‰, 1.
expression-unit_long = Line { $line }, character { $column }: the unit is too long, at most { $max } bytes.
expression-unit_none = “{ $unit }” is no unit, “{ $part }” is unknown. Known are { $known }, with 百, 千, 万, 亿 before them and / or · between, and %, ‰, 1.
expression-unit_too_long = The unit is too long, at most { $max } bytes.
expression-letter = Line { $line }, character { $column }: “{ $letter }” means nothing in an expression. Remove or correct it.
expression-number_too_large = Line { $line }, character { $column }: “{ $written }” is too large for a number.
expression-leftover = Line { $line }, character { $column }: “{ $found }” stands where the expression should end. Write a sign between, or remove it.
expression-two_comparisons = Line { $line }, character { $column }: two comparisons in a row. Write both, joined by and.
expression-no_figure_before = Line { $line }, character { $column }: a number or name should stand before “{ $name }”.
expression-no_figure = Line { $line }, character { $column }: “{ $found }” stands where a number, a name or ( should.
expression-ends_early = Line { $line }, character { $column }: the expression ends where a number, a name or ( should stand.
expression-no_function = Line { $line }, character { $column }: there is no function { $name }. There are { $known }.
expression-parts = Line { $line }, character { $column }: { $name } takes { $least } to { $most } parts, here are { $has }.
expression-years = Line { $line }, character { $column }: the second part of previous is a whole number of years, 1 to 30.
expression-unclosed = Line { $line }, character { $column }: “{ $found }” stands where ) should close line { $opened_line }, character { $opened_column }.
expression-unclosed_at_end = Line { $line }, character { $column }: the parenthesis of line { $opened_line }, character { $opened_column } is not closed. Add ).

## Expressions: what they come to on the figures at hand
expression-unknown_name = Character { $character }: there is no element “{ $name }”. Add a field or a definition of it, or mend the name.
expression-unknown_at_start = Character { $character }: there is no element “{ $name }” at the start of the year.
expression-units_of_sum = Character { $character }: a sum of { $left } and { $right }. Write the number with its unit, as in 50[人].
expression-units_of_difference = Character { $character }: a difference of { $left } and { $right }. Write the number with its unit, as in 50[人].
expression-units_of_comparison = Character { $character }: a comparison of { $left } and { $right }. Write the number with its unit, as in 50[人].
expression-units_of_list = Character { $character }: parts with the units { $left } and { $right } stand beside each other. Use one unit.
expression-unit = The unit should be “{ $asked }”, but the expression gives “{ $has }”. Mend the one or the other.
expression-defined_twice = “{ $name }” is defined twice. Keep one definition.
expression-cycle = A cycle: { $names }. One of them must not lean on the next.
expression-too_many = More than { $max } derived elements.
expression-too_long = Too many steps. Compute fewer expressions at a time.
expression-too_deep = “{ $name }” leans on too many derived elements of earlier years, one behind the other.
expression-no_year = There are no figures of { $year }.
expression-not_a_ratio = A region’s figure is the sum of numerators over the sum of denominators: write one division, or say across: sum or mean_of_units.
expression-not_additive = Character { $character }: rates do not add up over schools. Write one division of amounts, or say across: mean_of_units.
expression-too_far_back = Character { $character }: more than 30 years back.
expression-key_twice = The record “{ $name }” stands there twice. Keep one.
expression-column_twice = The field “{ $name }” stands there twice. Rename one.
expression-length = The field “{ $name }” has { $has } figures for { $records } records.
expression-not_finite = Field “{ $name }”, record “{ $key }”: not a finite number. Leave it empty if it is not known.
expression-too_large = Too many records or fields. Compute a part at a time.

## Documents in JSON or TOML
document-syntax = Line { $line }, character { $column } does not fit the format. Look at brackets, quotes and commas. In the parser’s words:
document-follows = Line { $line }, character { $column }: something follows the document. Remove it.
document-value = This value cannot be read; correct it. In the parser’s words:
document-unknown_field = “{ $name }” is unknown. Remove it or mend its spelling; here may stand: { $known }.
document-no_fields = “{ $name }” is unknown; nothing more may stand here. Remove it.
document-missing_field = “{ $name }” is missing. Add it.
document-unknown_variant = “{ $name }” cannot stand here. It may be: { $known }.
document-twice = “{ $name }” stands there twice. Keep one.
document-kind = Here stands { $found ->
    [text] a text
    [number] a number
    [yes_no] true or false
    [list] a list
    [table] a group of fields
    [nothing] an empty value
   *[other] something else
}; { $asked ->
    [text] a text (in quotes)
    [number] a number
    [yes_no] true or false
    [list] a list
    [table] a group of fields
    [nothing] an empty value
   *[other] something else
} is needed. Correct it.

## Remarks on a result that was computed all the same
remark-no_figure = no figure is there
remark-nothing_apart = all figures are the same: nothing can be told apart
remark-single_spread = a single figure has no spread
remark-single_percentile = a single figure has no percentile
remark-reference_missing = the reference has no figure: all are missing
remark-reference_least = the reference is the least figure: distances are infinite
remark-target_not_beyond = the target does not lie beyond the worst figure: scores turn round
remark-largest_not_above = the largest figure is not above 0: fractions of it turn round
remark-too_few_to_judge = too few different figures to judge the shape
remark-left_nothing_apart = left as it was: all figures are the same
remark-left_largest = left as it was: log_GII needs a largest figure above 1, it is { $most }
remark-left_least = left as it was: Box–Cox without a shift needs figures above 0, the least is { $least }
remark-left_single = left as it was: winsorising would leave a single value
remark-left_winsorised = left as it was: winsorising leaves a shape that cannot be judged
remark-left_shape = left as it was: its shape cannot be judged any more
remark-order_unproved = the order is not proved: distance { $distance }, none below { $bound }
remark-inconsistent = the consistency ratio { $ratio } is above { $max }
remark-weights_unsettled = the search for weights did not settle in { $rounds } evaluations, objective { $value }
remark-weight_negative = a weight is below 0: the wanted influences cannot be had otherwise
remark-imputation_unsettled = not settled after { $rounds } rounds
remark-single_point = a single figure lies on no line: the series stays as it was
remark-still_missing = { $figures } figures are still missing

## Composite indices
composite-weights_sum = The weights under { $code } sum to { $sum }: nothing can be computed. Give at least one of them a weight above 0.
composite-weight_of_nothing = { $code } is neither indicator nor aggregate. Correct the code.
composite-weight = The weight of { $code } is { $weight }. Write a number from 0.
