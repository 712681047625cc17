# Points and rewards
incentive-section = Points
incentive-menu-catalogue = Rewards
incentive-menu-points = My points
incentive-menu-counter = Counter
incentive-menu-shop = Items
incentive-menu-drafts = Point schemes
incentive-switch = Switch organisation
incentive-optional = Optional.
incentive-save = Save draft
incentive-next = What next
incentive-timeline = What happened
incentive-versions = Versions
incentive-version = Version
incentive-version_of = Version { $version }
incentive-state = State
incentive-reason = Reason
incentive-note = Note
incentive-unlimited = Unlimited
incentive-unit-points = points
incentive-unit-pieces = pieces
incentive-points = Points
incentive-points_of = { $points ->
    [one] 1 point
   *[other] { $points } points
}
incentive-pieces_of = { $pieces }
incentive-months_of = { $months ->
    [one] 1 month
   *[other] { $months } months
}

# Points
incentive-points-sentence = You have { $points ->
    [one] 1 point
   *[other] { $points } points
} to spend.
incentive-points-next = Of these { $points } expire on { $day }; spend them before.
incentive-points-owed = An outcome was revoked whose points were spent already. Owed: { $points ->
    [one] 1 point
   *[other] { $points } points
}. Points you earn go against this first.
incentive-points-spend = What you can have ({ $count })
incentive-points-collect = Collect ({ $count })
incentive-account-available = To spend
incentive-account-reserved = Held for rewards
incentive-account-spent = Spent
incentive-account-expired = Expired
incentive-account-reversed = Taken back
incentive-expiring = What expires when
incentive-expires_on = Expires on
incentive-history = What changed your points
incentive-history-empty-title = No points yet
incentive-history-empty-body = When a school deposits an outcome of yours, points come by the published schemes.
incentive-history-what = Source or use
incentive-history-kind = Change
incentive-history-at = When
incentive-history-posting = Posting
incentive-posting-earning = Earned
incentive-posting-reservation = Held for a reward
incentive-posting-release = Came back
incentive-posting-expiry = Expired
incentive-posting-reversal = Taken back (outcome revoked)

# Catalogue
incentive-catalogue = Rewards
incentive-catalogue-sentence = { $count ->
    [one] 1 reward
   *[other] { $count } rewards
} can be had for points. Outcomes deposited in the credit bank earn points.
incentive-catalogue-own = You have { $points ->
    [one] 1 point
   *[other] { $points } points
}, enough for { $affordable } of these.
incentive-catalogue-empty-title = Nothing fits
incentive-catalogue-empty-body = Take a filter away, or look again in some days.
incentive-schemes-see = How points are earned
incentive-item = Reward
incentive-item-id = Item id
incentive-item-sentence = { $points ->
    [one] 1 point
   *[other] { $points } points
} for one; { $pieces } left.
incentive-item-own = You have { $points ->
    [one] 1 point
   *[other] { $points } points
}, and { $left } left after ordering one.
incentive-price = Price
incentive-free = Left
incentive-held = Held
incentive-collected = Collected
incentive-supplied = Supplied
incentive-kind = Kind
incentive-kind-discount = Discount
incentive-kind-book = Book
incentive-kind-course_place = Place on a course
incentive-kind-venue = Venue
incentive-kind-goods = Goods
incentive-kind-service = Service
incentive-provider = Offered by
incentive-region = Usable in
incentive-region-everywhere = Everywhere
incentive-affordable = My points
incentive-affordable-yes = Enough for now
incentive-name = Name
incentive-name_en = English name
incentive-description = What it is
incentive-description-hint = Say what one gets and on which conditions.
incentive-description_en = In English
incentive-counter_where = Where and when to collect
incentive-counter_where-hint = For example: library, ground floor, weekdays 9–17
incentive-collect_days = Held for
incentive-collect_days-hint = Days it is held after ordering; then points and piece go back.
incentive-collect_days_of = To be collected within { $days ->
    [one] 1 day
   *[other] { $days } days
}
incentive-learner_max = Limit for each person
incentive-learner_max-hint = Empty means no limit.
incentive-open_when = Open
incentive-open_from = From { $from }
incentive-open_from_until = { $from } to { $until }
incentive-open_first = First day
incentive-open_until = Last day
incentive-open_until-hint = It can still be ordered on that day; empty means open-ended.
incentive-sign_in_to_order = Sign in to order
incentive-order-begin = Order

# Orders
incentive-check = Check your order
incentive-check-have = You have
incentive-check-cost = It costs
incentive-check-left = Left afterwards
incentive-check-explain = One is then held for you with the points. Collect it with your code; until then you can cancel at any time and get every point back.
incentive-check-back = Look at something else
incentive-order-do = Order
incentive-orders = My rewards
incentive-orders-sentence = { $count ->
    [one] One waits
   *[other] { $count } wait
} to be collected.
incentive-orders-empty-title = Nothing ordered yet
incentive-orders-empty-body = Choose something on the page of rewards; you then get a code.
incentive-order-id = Order id
incentive-order-print = Print this page or write the code down, and bring it along.
incentive-order-reason = Reason: { $reason }
incentive-order-state-held = To be collected
incentive-order-state-collected = Collected
incentive-order-state-cancelled = Cancelled
incentive-order-state-declined = Could not be given
incentive-order-state-lapsed = Not collected in time
incentive-order-sentence-held = Show this code where it is collected, until and with { $day }.
incentive-order-sentence-collected = You have it, and the points are spent.
incentive-order-sentence-cancelled = You cancelled it; the points came back.
incentive-order-sentence-declined = It could not be given; the points came back.
incentive-order-sentence-lapsed = It was not collected in time; the points came back.
incentive-code = Code
incentive-code-show = Your code: show it when you collect
incentive-held_at = Ordered
incentive-last_day = Last day to collect
incentive-ended_at = Ended
incentive-cancel-open = Changed your mind?
incentive-cancel-explain = Every point comes back, and the piece is free for others.
incentive-cancel = Cancel the order

# Counter
incentive-counter = Counter
incentive-counter-sentence = { $count ->
    [one] One waits
   *[other] { $count } wait
} to be collected. Ask for the code.
incentive-counter-empty-title = Nothing waits
incentive-counter-empty-body = What learners order appears here; a code can be typed as well.
incentive-code-type = Type the code
incentive-code-hint = Eight digits.
incentive-code-find = Find
incentive-collect = Give it out
incentive-decline-open = It cannot be given?
incentive-decline-explain = Points and piece go back; the learner reads the reason.
incentive-decline = Decline, points go back

# Items
incentive-items = Items
incentive-items-sentence = Write an item, supply its stock, then offer it. What is offered is not changed: withdraw it and write another.
incentive-items-empty-title = No items yet
incentive-items-empty-body = Write one first.
incentive-item-new = Write an item
incentive-item-edit = Change the draft
incentive-item-state-draft = Draft
incentive-item-state-published = Offered
incentive-item-state-withdrawn = Withdrawn
incentive-item-says = What it says
incentive-item-publish = Offer it
incentive-item-publish-explain = Everybody sees it then, and orders while there is stock.
incentive-item-withdraw = Withdraw it
incentive-item-withdraw-explain = It can no longer be ordered; what is held can still be collected.
incentive-item-reason = Withdrawn because: { $reason }
incentive-stock = Stock
incentive-stock-sentence = { $supplied } in all: { $free } free, { $held } held, { $collected } collected.
incentive-stock-way = Change
incentive-stock-supply = Supply
incentive-stock-take = Take back
incentive-stock-take-hint = At most { $free }; what is held stays.
incentive-stock-size = How many
incentive-stock-reason-hint = For example: a new delivery.
incentive-stock-change = Record the change

# Schemes
incentive-scheme = Scheme
incentive-scheme-id = Scheme id
incentive-scheme-says = What it says
incentive-scheme-name = Name of the scheme
incentive-scheme-points = Points given
incentive-scheme-points-hint = For each hour, for each outcome, or once.
incentive-scheme-new = Write a scheme
incentive-scheme-edit = Change the draft
incentive-scheme-submit = Hand to the second person
incentive-scheme-submit-explain = Another person checks and publishes it.
incentive-scheme-publish = Publish
incentive-scheme-publish-explain = From then on deposited outcomes earn by it; the version before ends.
incentive-scheme-return = Send back
incentive-scheme-draft_next = Write the next version
incentive-scheme-draft_next-explain = The present version stays in force until the next is published.
incentive-scheme-withdraw = Withdraw
incentive-scheme-withdraw-explain = Nothing is earned by it any more; what was earned stays.
incentive-scheme-own_draft = You wrote this version; another person publishes it.
incentive-scheme-reason = Reason: { $reason }
incentive-schemes = Point schemes
incentive-schemes-sentence = Outcomes deposited in the credit bank earn points by these schemes. Points are for rewards and are not credits.
incentive-schemes-empty-title = No scheme yet
incentive-schemes-empty-body = What schools and banks publish appears here.
incentive-drafts = Our point schemes
incentive-drafts-sentence = Write, check and publish schemes, by two people.
incentive-drafts-empty-title = No schemes yet
incentive-drafts-empty-body = Write one first: which outcomes earn how many points.
incentive-authority = Issued by
incentive-class = Which outcomes
incentive-class-any = Every outcome
incentive-class-course = Courses
incentive-class-certificate = Certificates
incentive-class-training = Vocational training
incentive-class-online = Online learning
incentive-class-work = Work experience
incentive-class-practice = Internship and practice
incentive-class-volunteering = Volunteering
incentive-class-innovation = Innovation and entrepreneurship
incentive-class-research = Research
incentive-basis = Counted by
incentive-basis-hour = Study hour
incentive-basis-hour-hint = Parts of a point are dropped.
incentive-basis-outcome = Outcome
incentive-basis-once = Once
incentive-basis-once-hint = Each person has it once, for the first outcome.
incentive-hours_per_credit = Hours of a credit where no hours are given
incentive-hours_per_credit-hint = For counting by hours only; empty means that outcomes without hours earn nothing.
incentive-year_max = Ceiling for a person and year
incentive-year_max-hint = By calendar year; empty means no ceiling.
incentive-months = Months until expiry
incentive-months-hint = From the day they are earned; empty means never.
incentive-never_expires = They do not expire
incentive-valid_from = First day
incentive-valid_until = Last day
incentive-valid_until-hint = Empty means until the next version.
incentive-until_superseded = Until the next version
incentive-sentence-hour = { $class }: { $points ->
    [one] 1 point
   *[other] { $points } points
} for each study hour.
incentive-sentence-outcome = { $class }: { $points ->
    [one] 1 point
   *[other] { $points } points
} for each.
incentive-sentence-once = { $class }: { $points ->
    [one] 1 point
   *[other] { $points } points
} for the first, once.
incentive-sentence-hours = Where no hours are given, a credit counts as { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}.
incentive-sentence-year = At most { $points ->
    [one] 1 point
   *[other] { $points } points
} for a person and year.
incentive-sentence-months = They last { $months ->
    [one] 1 month
   *[other] { $months } months
}.
incentive-sentence-forever = They do not expire.

# Notices
incentive-notice-placed = Ordered. Collect it in time.
incentive-notice-cancelled = Cancelled; the points came back.
incentive-notice-collected = Given out.
incentive-notice-declined = Points and piece went back.
incentive-notice-item_drafted = Draft saved. Supply its stock, then offer it.
incentive-notice-item_edited = Draft changed.
incentive-notice-item_published = Offered.
incentive-notice-item_withdrawn = Withdrawn.
incentive-notice-stock_changed = Stock changed.
incentive-notice-drafted = Draft saved.
incentive-notice-edited = Draft changed.
incentive-notice-submitted = Handed to the second person.
incentive-notice-published = Scheme published.
incentive-notice-returned = Sent back.
incentive-notice-withdrawn = Scheme withdrawn.

# Refusals
incentive-form-control = There are characters that cannot be shown; remove them.
incentive-flow-not_now = Things have changed, and this cannot be done now. Load the page again.
incentive-flow-not_yours = This step is another person's.
incentive-authority-unknown = The directory has no institution or region { $code }; check the code.
incentive-scheme-same_person = Who wrote a scheme does not publish it; ask another person.
incentive-scheme-validity_past = Its last day is over; send it back to have the day changed.
incentive-scheme-draft_exists = A next version is being written; finish that first.
incentive-scheme-validity_order = The last day is before the first.
incentive-item-open_past = The last day is over; change it before offering the item.
incentive-item-open_order = The last day is before the first.
incentive-stock-nothing = Say how many.
incentive-stock-not_free = Free: { $free }. The others are held or collected.
incentive-stock-max = A stock holds at most { $max }.
incentive-order-not_offered = This is no longer offered; choose something else.
incentive-order-not_open_yet = It can be ordered from { $day }.
incentive-order-closed = It could be ordered until { $day }; choose something else.
incentive-order-price_changed = It now costs { $price ->
    [one] 1 point
   *[other] { $price } points
}; look at it again.
incentive-order-learner_max = { $max } for each person, and you have them.
incentive-order-not_enough = It costs { $price ->
    [one] 1 point
   *[other] { $price } points
} and you have { $available }: { $missing } short.
incentive-order-too_scattered = An order takes from at most { $max } earnings; order something of a lower price first.
incentive-order-sold_out = None is left; choose something else or wait for more.
incentive-code-malformed = A code has eight digits; check it and type it again.
incentive-code-unknown = No order here has this code. Check the digits, and whether it is collected here.
incentive-code-collected = This was collected before.
incentive-code-lapsed = This order was cancelled or is too late; the points went back. Order it again.

# Timeline
actor-incentive = Staff for points and rewards
action-incentive-scheme-draft = Version { $version } of “{ $name }” drafted
action-incentive-scheme-edit = Draft of version { $version } changed
action-incentive-scheme-submit = Submitted to a second person
action-incentive-scheme-publish = Version { $version } published
action-incentive-scheme-return = Sent back
action-incentive-scheme-return-detail = { $reason }
action-incentive-scheme-withdraw = Withdrawn
action-incentive-scheme-withdraw-detail = { $reason }
action-incentive-item-draft = “{ $name }” drafted at { $price ->
    [one] 1 point
   *[other] { $price } points
}
action-incentive-item-edit = Draft changed, { $price ->
    [one] 1 point
   *[other] { $price } points
}
action-incentive-item-publish = Offered with { $free } free
action-incentive-item-withdraw = Withdrawn
action-incentive-item-withdraw-detail = { $reason }
action-incentive-stock-change = { $way ->
    [taken] Took back
   *[supplied] Supplied
} { $size }; { $free } free
action-incentive-stock-change-detail = { $reason }
action-incentive-order-place = “{ $item }” ordered, { $price ->
    [one] 1 point
   *[other] { $price } points
} held
action-incentive-order-cancel = Cancelled, { $price ->
    [one] 1 point
   *[other] { $price } points
} came back
action-incentive-order-collect = Collected, { $price ->
    [one] 1 point
   *[other] { $price } points
} spent
action-incentive-order-decline = Declined, { $price ->
    [one] 1 point
   *[other] { $price } points
} came back
action-incentive-order-decline-detail = { $reason }
action-incentive-order-lapse = Not collected in time, { $price ->
    [one] 1 point
   *[other] { $price } points
} came back
action-incentive-points-earn = { $outcomes ->
    [one] 1 outcome
   *[other] { $outcomes } outcomes
} earned { $points ->
    [one] 1 point
   *[other] { $points } points
}
action-incentive-points-reverse = Outcome revoked: { $taken ->
    [one] 1 point
   *[other] { $taken } points
} taken back, { $owed } owed
action-incentive-points-expire = { $points ->
    [one] 1 point
   *[other] { $points } points
} expired
action-incentive-ledger-verify = Ledger of points proved
