# The directory: regions, institutions, alliances, catalogues of majors.

directory-section = Institutions
directory-menu = Directory
directory-nav = Parts of the directory
directory-nav-institutions = Institutions
directory-nav-map = Map of 41 cities
directory-nav-regions = Regions
directory-nav-majors = Majors
directory-nav-alliances = Alliances

## Lists
directory-institutions = Directory of institutions
directory-institutions-lead = Higher-education and other institutions of Shanghai, Jiangsu, Zhejiang and Anhui. Search by Chinese name, pinyin (kaifang, shkf), English name or code.
directory-institutions-empty-title = No such institution
directory-institutions-empty-body = Try another word or remove a filter. Institutions renamed recently are found by their former names too.
directory-regions = Regions
directory-regions-lead = Region codes (GB/T 2260) of the four provinces down to county since the first official list of 1981, with those merged, renamed or abolished.
directory-cities = Institutions by city
directory-majors = Catalogues of majors
directory-majors-lead = The undergraduate catalogue and the vocational catalogue (bachelor and associate level) in force.
directory-alliances = Alliances
directory-alliances-lead = Alliances, groups and societies of institutions, and who holds which role in them.
directory-alliances-empty-title = No alliance has been registered
directory-alliances-empty-body = Administrators register alliances. Members and their terms will be shown here.
directory-map = Institutions in 41 cities
directory-map-finding = The 41 cities have { $total ->
    [one] 1 institution
   *[other] { $total } institutions
}; { $first } has most of them, { $count }.
directory-map-caption = Institutions in the 41 cities
directory-map-describe = One tile a city with its number of institutions; the darker, the more. The table below has the same figures.

## Columns
directory-name = Name
directory-name-hint = The full name as in the official document
directory-name_en = English name
directory-optional = Leave empty if there is none
directory-code = Institution code
directory-code-hint = Ten-digit school code, or the 18-character unified social credit code of an enterprise
directory-institution_code = Institution code
directory-institution_code-hint = Shown on the institution’s page, 10 or 18 characters
directory-region_code = Region code
directory-region-hint = Six digits, to be found under Regions; Suzhou is 320500
directory-region_level = Level of region
directory-region_level-province = Province
directory-region_level-city = City
directory-region_level-county = County
directory-province = Province
directory-city = Location
directory-kind = Kind
directory-kind-university = University or college
directory-kind-vocational_university = Vocational university
directory-kind-vocational_college = Vocational college
directory-kind-open_university = Open university
directory-kind-adult_college = Adult college
directory-kind-school = Other school
directory-kind-enterprise = Enterprise
directory-kinds_adult = Adult education
directory-level = Level
directory-level-hint = Bachelor for universities, associate for vocational colleges, none for others
directory-level-bachelor = Bachelor
directory-level-associate = Associate
directory-ownership = Ownership
directory-ownership-public = Public
directory-ownership-private = Private
directory-ownership-joint = Joint
directory-authority = Authority
directory-standing = Status
directory-standing-in_force = In force
directory-standing-ended = Ended
directory-valid_from = From
directory-valid_to = Until
directory-until = Until
directory-total = Institutions
directory-members = Members
directory-members-none = No members yet
directory-members-former = Former members
directory-founded_on = Founded on
directory-dissolved_on = Dissolved on
directory-joined_on = Since
directory-left_on = Until
directory-left_on-hint = The first day on which the role is no longer held
directory-change = Change
directory-purpose = Purpose
directory-happened_on = Date
directory-reason = Reason
directory-reason-type_changed = Change of type
directory-reason-merged = Merger
directory-reason-closed = Closure
directory-role = Role
directory-role-hint = There is one chair at a time; the secretariat may be held beside another role
directory-role-chair = Chair
directory-role-standing = Standing member
directory-role-secretariat = Secretariat
directory-role-member = Member
directory-alliance = Alliance
directory-alliance_id = Identifier of the alliance
directory-alliance_members = Members of the alliance
directory-alliance_members_all = Filter and download the members (CSV, XLSX)
directory-as_json = This page as data (JSON)

## The page of an institution
directory-decode = What the code says
directory-decode-school = A school code has two digits of type, two of province and six of serial, and no check digit. A new name keeps the code; a change of type or closure ends it, and it is never given again.
directory-decode-uscc = A unified social credit code (GB 32100-2015) has 18 characters, the last of which is a check character.
directory-decode-caption = Part by part
directory-decode-digits = Characters
directory-decode-part = Part
directory-decode-meaning = Meaning
directory-decode-type = Type of school
directory-decode-province = Province
directory-decode-college = Serial: 0 and the five-digit college code
directory-decode-serial = Serial
directory-decode-authority = Registering authority
directory-decode-category = Category
directory-decode-region = Region of the registry
directory-decode-organisation = Organisation code
directory-decode-check = Check character
directory-history = History
directory-past_names = Former names
directory-predecessors = Predecessors
directory-successors = Successors
directory-memberships = Alliances
directory-memberships-caption = Roles in alliances
directory-memberships-none = It belongs to no alliance registered here.
directory-lists = Official lists
directory-lists-caption = Lists of the Ministry of Education
directory-list = List
directory-edition = Edition
directory-listed = Listed
directory-scope-regular = Regular higher education
directory-scope-adult = Adult higher education
directory-timeline = What happened
directory-institution-ended_notice = This code ended on { $on } ({ $reason }) and is no longer used.
directory-institution-unlisted = The latest list ({ $edition }) does not name this institution. Whether it closed or merged is told by the official document.

## The page of a region
directory-region-ended = This code ended: { $on }.
directory-region-names = Names of this code
directory-region-successors = Its area went to
directory-region-current = Its area is now part of
directory-region-predecessors = Units that came to it
directory-region-children = Units below
directory-region-former_children = Units formerly below
directory-region-former_show = { $count } units formerly below

## Majors
directory-major_name = Major
directory-major_code = Code of major
directory-catalogue = Catalogue
directory-catalogue-undergraduate = Undergraduate
directory-catalogue-vocational_bachelor = Vocational, bachelor
directory-catalogue-vocational_associate = Vocational, associate
directory-discipline = Discipline
directory-class = Class
directory-major-gone = The catalogue in force ({ $newest }) has no such major; this is what the edition of { $edition } says.
directory-major-editions = Editions of the catalogue
directory-class_majors = Majors of the class { $name }
directory-degrees = Degrees
directory-special = Specially established
directory-controlled = State-controlled
directory-former_code = Former code

## Forms
directory-register = Register an institution
directory-register-do = Register
directory-rename = Rename
directory-rename-lead = The code { $code } stays. The former name is kept and still found by searching.
directory-rename-do = Rename
directory-change_type = Change of type
directory-predecessor = Code of the former institution
directory-predecessor-hint = Only for a new code after a change of type; the former code ends today
directory-end = End the code
directory-end-lead = Once ended, the code { $code } of { $name } cannot come back and is never given to another institution.
directory-end-do = End the code
directory-successor = Code of the institution that carries on
directory-successor-hint = Required for a merger; leave empty if nobody carries on
directory-found = Register an alliance
directory-found-do = Register
directory-admit = Admit a member
directory-admit-do = Admit
directory-dismiss = End the role
directory-dismiss-do = End the role
directory-dissolve = Dissolve the alliance
directory-dissolve-lead = Dissolving { $name } ends every membership and cannot be undone.
directory-dissolve-do = Dissolve
directory-notice-registered = The institution has been registered
directory-notice-renamed = The institution has been renamed
directory-notice-ended = The code has ended
directory-notice-founded = The alliance has been registered
directory-notice-admitted = The member has been admitted
directory-notice-dismissed = The role has ended
directory-notice-dissolved = The alliance has been dissolved

## When it cannot be done
directory-day_in_future = The day may not lie in the future
directory-region-unknown = No region in force has this code; check it under Regions
directory-institution-unknown = The directory has no institution with this code; check the code
directory-institution-province_differs = The region lies in another province than the code says; check one of them
directory-institution-kind_differs = The kind does not fit the type in the code; check one of them
directory-institution-level_differs = The level does not fit the kind: bachelor for universities, associate for vocational colleges, none for others
directory-institution-code_given = This code belongs to { $name }. Codes are never given twice: check it, or rename the institution on its page.
directory-institution-ended = The code of this institution ended on { $on }; nothing can be changed. Use the code of its successor.
directory-institution-name_same = This is the name it has; there is nothing to change.
directory-institution-successor_unknown = The directory has no institution in force with the code { $code }. Register it first, or check the code.
directory-institution-type_same = The new code has the type of the former one ({ $code }), so there is no change of type. Rename the institution on its page, or end its code if it merged or closed.
directory-institution-successor_itself = An institution cannot follow itself. Give the code of another one.
directory-end_too_early = The day is too early; the earliest possible is { $earliest }. Give that day or a later one.
directory-alliance-name_taken = An alliance of this name stands. Check whether it is the same, or use a fuller name.
directory-alliance-dissolved = This alliance was dissolved on { $on }; nothing can be changed.
directory-alliance-dissolved_notice = This alliance was dissolved on { $on }.
directory-membership-already = The institution already holds this role; there is nothing to do.
directory-membership-seat_taken = The institution is { $role ->
    [chair] chair
    [standing] standing member
    [secretariat] secretariat
   *[member] member
  } there, and one institution has one seat. End that role first.
directory-membership-chair_taken = Another institution is in the chair. End its term first.
directory-membership-none = The institution does not hold this role now. Reload the page and check.
directory-import-edition_future = The edition { $edition } lies in the future. Check the date of the list or catalogue.
directory-import-edition_older = A newer edition ({ $newest }) was read before, so { $edition } cannot be read any more. Check the date.
directory-import-edition_read = The edition { $edition } was read before. Check the date: an edition is read once.

## Wrong codes
codes-region-shape = A region code has six digits
codes-region-province = The first two digits { $province } name no province
codes-region-county_without_city = After 00 in places three and four the last two digits must be 00
codes-school-shape = A school code has ten digits
codes-school-type = The first two digits { $type } name no type of school
codes-school-province = Digits three and four ({ $province }) name no province
codes-school-college_serial = In the code of a college the fifth digit is 0, followed by the five-digit college code
codes-uscc-length = A unified social credit code has 18 characters
codes-uscc-character = Character { $position }, “{ $character }”, cannot stand in a unified social credit code (no I, O, S, V, Z, no small letters)
codes-uscc-region = Characters 3 to 8 must be digits
codes-uscc-check = The check character does not fit; the last one should be { $expected }. Look for a mistyped character
codes-resident-shape = A resident id has 18 characters, the first 17 of them digits
codes-resident-region = The first two digits of the resident id name no province; check them
codes-resident-birth = The date of birth in the resident id does not exist; check it
codes-resident-check = The check character of the resident id does not fit; look for a mistyped digit
codes-student-length = A student code has 19 characters
codes-student-kind = A student code begins with G, J or L
codes-table-unknown = The code table has no { $code }
codes-table-not_in_generation = The code table { $generation ->
    [first] until 25 September 2025
   *[second] since 26 September 2025
  } has no code for { $item }

## Importing a list
directory-import-faults = { $count ->
    [one] 1 fault
   *[other] { $count } faults
}; nothing was changed:
directory-import-planned = This was a dry run; nothing was changed. When it is right, run again with --edition (the day of the list) and --apply.
directory-import-planned_apply = This was a dry run; nothing was changed. When it is right, run again with --apply.
directory-import-applied = Imported.
directory-import-same = The directory says the same already; nothing was changed.
directory-import-added = New: { $count }
directory-import-changed = Changed: { $count }
directory-import-absent = No longer listed: { $count } (only marked; closures and mergers are entered by their documents)
directory-import-rest = Unchanged: { $unchanged }. Rows of other provinces, not read: { $elsewhere }.
directory-import-newest = { $scope ->
    [adult] Adult list
   *[regular] Regular list
  }: the newest edition read is { $newest }; only a later one can be read.
directory-import-first = { $scope ->
    [adult] Adult list
   *[regular] Regular list
  }: none was read before.
directory-import-regions_opened = New rows: { $count }
directory-import-regions_closed = Rows that end: { $count } (behind the arrow, the codes their area goes to)
directory-import-regions_led = Ended rows that now say where their area went: { $count }
directory-import-regions_moved = Institutions whose location changes with it: { $count }
directory-import-regions_unplaced = Institutions whose location is divided between cities and must be settled: { $count }
directory-import-regions_rest = Unchanged: { $unchanged }. Rows of other provinces, not read: { $elsewhere }.
directory-import-majors_added = New majors: { $count }
directory-import-majors_changed = Changed majors: { $count }
directory-import-majors_absent = Majors no longer listed: { $count } (their pages stay and say so)
directory-import-majors_rest = Unchanged: { $unchanged }.
directory-import-majors_newest = Compared with the edition in force, { $newest }.
directory-import-in_row = Row { $row }: { $what }
directory-import-in_column = Column { $column }: { $what }
directory-import-in_cell = Row { $row }, { $column }: { $what }
directory-import-column-code = school code
directory-import-column-name = name
directory-import-column-authority = authority
directory-import-column-city = location
directory-import-column-level = level
directory-import-column-remark = remark
directory-import-column-region_code = region code
directory-import-column-region_name = name
directory-import-column-region_level = level of region
directory-import-column-major_code = code of major
directory-import-column-major_name = major
directory-import-column-parent = unit above
directory-import-column-valid_from = from
directory-import-column-valid_to = until
directory-import-column-successors = successors
directory-import-column-discipline = discipline
directory-import-too_large = The file is too large; at most { $max } MB
directory-import-unreadable = { $name } cannot be read: it is no CSV or XLSX file
directory-import-workbook = The workbook cannot be read; save it as XLSX and try again
directory-import-old_workbook = This is a workbook of the old kind (XLS); save it as XLSX and try again
directory-import-bomb = The workbook unpacks to too much; keep only the sheet with the list, save it anew and try again
directory-import-too_many_rows = Too many rows; at most { $max }
directory-import-encoding = The text encoding is not known; save the file as UTF-8 or GB 18030
directory-import-csv = This row is not valid CSV; check that quotes come in pairs
directory-import-no_rows = There are no rows below the heading
directory-import-column_missing = This column is missing; keep the heading of the official list
directory-import-code_twice = The code stands in row { $first } already
directory-import-code_ended = The code { $code } ended on { $on }; ended codes are never used again
directory-import-city_unknown = The province has no region in force called { $city }
directory-import-city_ambiguous = The province has several regions called { $city }; name the city
directory-import-level_missing = The directory does not have { $code } yet, so its level (本科 or 专科) is needed
directory-import-level_unknown = The level must be 本科 or 专科, not { $level }
directory-import-remark_unknown = The remark must be empty, 民办 or 合作办学, not { $remark }

directory-import-time = A time is a year or a day, such as 2015 or 2021-04-09
directory-import-time_order = A row ends after it began
directory-import-region_level = The level does not fit the code; check one of them
directory-import-region_contradicts = The code { $code } has been { $name } since { $from }, which this row contradicts. For a new name write a row of its own, from the day of the change
directory-import-region_ended = The code { $code } ended on { $on }, which this row contradicts
directory-import-region_overlaps = The time overlaps that of { $name }, which has the code from { $from }
directory-import-region_not_empty = { $name } ({ $code }) would stay below a unit that ended; change it in the same table
directory-import-parent_unknown = The unit above, { $code }, is no region in force
directory-import-successor_unknown = Neither the directory nor this table has the code { $code }
directory-import-successors_differ = In the directory the area of this row went to { $known }, which this row contradicts
directory-import-major_code = The code of a major has six digits (undergraduate ones may have seven), and perhaps T and K behind them

## Sentences of the timeline
actor-directory = An officer of the education authority
action-directory-keep = Kept the directory
action-directory-seed = Loaded the shipped directory: { $regions ->
    [one] 1 row
   *[other] { $regions } rows
} of regions, { $institutions ->
    [one] 1 institution
   *[other] { $institutions } institutions
}, { $majors } majors
action-directory-import = Imported the list of { $edition }: { $added } new, { $changed } changed, { $absent } no longer listed
action-directory-region-record = Recorded changes of regions: { $opened ->
    [one] 1 row
   *[other] { $opened } rows
} new, { $closed } ended, { $led } with successors added; { $moved ->
    [one] 1 institution
   *[other] { $moved } institutions
} follow
action-directory-catalogue-import = Imported the { $catalogue ->
    [vocational_bachelor] vocational catalogue (bachelor)
    [vocational_associate] vocational catalogue (associate)
   *[undergraduate] undergraduate catalogue
  } of { $edition }: { $added } new, { $changed } changed, { $absent } no longer listed
action-directory-institution-register = Registered { $name }
action-directory-institution-rename = Renamed { $from } to { $to }
action-directory-institution-end = Ended the code of { $name } on { $on } ({ $reason ->
    [type_changed] change of type
    [merged] merger
   *[closed] closure
  })
action-directory-alliance-found = Registered the alliance { $name }
action-directory-alliance-dissolve = Dissolved { $name } on { $on }
action-directory-alliance-admit = { $alliance } admitted { $institution } as { $role ->
    [chair] chair
    [standing] standing member
    [secretariat] secretariat
   *[member] member
  } from { $on }
action-directory-alliance-dismiss = { $institution } is no longer { $role ->
    [chair] chair
    [standing] standing member
    [secretariat] secretariat
   *[member] member
  } of { $alliance } from { $on }
