start-title = What you have learned counts
start-headline = What you have learned counts
start-lead = One credit bank for learning outcomes from Shanghai, Jiangsu, Zhejiang and Anhui: which course counts where is answered by published rules, and every decision can be traced to who made it and why.
start-sign_in = Sign in
start-see_rules = See the conversion rules
start-fact_institutions = higher-education institutions
start-fact_majors = majors
start-fact_outcomes = learning outcomes deposited
start-fact_rules = conversion rules in force
start-fact_decided = recognition decisions made
start-demo_title = Demonstration: from deposit to recognition
start-demo_lead = Institutions, regions and majors are real public facts; people and grades are invented. Choose somebody and walk through it as they would.
start-demo_step_deposit = A registrar uploads a grade file under “Deposits”; the preview explains every fault by row, and what is confirmed is deposited.
start-demo_step_apply = The learner finds the outcomes in the passbook, sees under “What counts where” which courses they are worth, applies, and lets the college read them.
start-demo_step_decide = A reviewer of another province’s college finds the application in the inbox, reads the evidence and decides.
start-demo_step_see = Back to the learner: the decision, its reason and the version of the rule stand on the timeline.
start-demo_password = Password of everybody in the demonstration:
start-doors_title = Where to begin
start-door_learner_who = Learners
start-door_learner = My credit passbook
start-door_learner_body = What was deposited for you, what it counts as, and how your applications stand; printable.
start-door_college_who = Colleges
start-door_college = Deposit outcomes, publish rules
start-door_college_body = Upload grade files in the templates you already use; draft conversion rules that a second person publishes.
start-door_anyone_who = Anyone
start-door_directory = Institutions and majors
start-door_directory_body = Find the region’s institutions by place, kind and level; download every list.
start-door_centre_who = Anyone
start-door_centre = Monitoring centre
start-door_centre_body = Indicators, evaluations, open data and county assessments, each number with its source.
start-door_rewards_who = Learners
start-door_rewards = Rewards
start-door_rewards_body = What points earned by learning can be exchanged for, and where it is collected.
start-door_developer_who = Developers
start-door_developer = Open API
start-door_developer_body = What pages can do, programs can do; the description is made by the system itself.
start-home_title = What waits for you
start-home_heading = Welcome, { $name }
start-home_tasks = What waits for you
start-see_centre = Go to the monitoring centre
start-home_nothing = Nothing waits for you now
start-home_nothing_body = New applications, returns and deadlines will appear here.
start-role_registrar = Registrar
start-role_reviewer = Reviewer
start-role_expert = Expert
start-role_committee = Joint committee
start-role_learner = Learner
start-role_guardian = Guardian
start-role_admin = Platform administrator
start-role_monitor = Monitoring officer
start-role_inspector = Inspector
start-role_clerk = Rewards clerk
start-role_data_officer = Data officer of a school
start-role_data_county = Data reviewer of a county
start-role_data_city = Data reviewer of a city
start-role_data_province = Data reviewer of a province
start-role_officer = Province officer
start-role_bank = Credit bank officer
start-staff_nothing = Nothing waits for you now.
start-staff_waiting = { $count ->
    [one] One kind of task waits
   *[other] { $count } kinds of task wait
} for you.
start-own_counts = Your outcomes count in { $programmes ->
    [one] one programme
   *[other] { $programmes } programmes
} of { $provinces ->
    [one] one province
   *[other] { $provinces } provinces
}, for up to { $credit } credits.
start-own_none_counts = Nothing of what was deposited for you can newly be applied for at present.
start-own_nothing = No school has deposited anything for you yet. Schools deposit after graduation; it will then appear in your passbook.
start-own_more = See which
start-task_verifications = { $count ->
    [one] One outcome that a learner entered waits to be verified
   *[other] { $count } outcomes that learners entered wait to be verified
}
start-task_revocations = { $count ->
    [one] One revocation waits to be confirmed
   *[other] { $count } revocations wait to be confirmed
}
start-task_opinions = { $count ->
    [one] One application waits for your opinion
   *[other] { $count } applications wait for your opinion
}
start-task_hearings = { $count ->
    [one] One appeal is before the committee
   *[other] { $count } appeals are before the committee
}
start-task_notices = { $count ->
    [one] One unread notice
   *[other] { $count } unread notices
}
start-task_overdue = { $count ->
    [one] One application is past its day
   *[other] { $count } applications are past their day
}
start-task_applications = { $count ->
    [one] One application waits
   *[other] { $count } applications wait
} for a decision
start-task_submitted = { $count ->
    [one] One rule waits
   *[other] { $count } rules wait
} for a second person
start-task_deposits = { $count ->
    [one] One grade file waits
   *[other] { $count } grade files wait
} for your choice
start-task_drafts = { $count ->
    [one] One rule is
   *[other] { $count } rules are
} being written
start-task_returned = An application was sent back: complete it and file it again
start-task_begun = An application was begun and not filed
start-task_matches = Apply: { $credit ->
    [one] 1 credit
   *[other] { $credit } credits
} count in { $programme }
start-task_filed = { $count ->
    [one] One application is
   *[other] { $count } applications are
} being reviewed
start-task_orders = { $count ->
    [one] An order waits to be collected
   *[other] { $count } orders wait to be collected
}
start-task_schemes = { $count ->
    [one] A point scheme waits for its second person
   *[other] { $count } point schemes wait for their second person
}
start-task_collect = { $count ->
    [one] A reward waits for you to collect it
   *[other] { $count } rewards wait for you to collect them
}
start-menu_monitoring = Overview
start-monitoring_title = Monitoring centre
start-monitoring_sentence = From a school’s entry to a published number: how indicators are agreed, where figures come from and how sure a result is can be followed step by step.
start-monitoring_rooms = Five parts
start-room_collection = Forms
start-room_collection_body = What schools and counties are asked and how it is checked; entries, signatures, returns and corrections are on record.
start-room_monitor = Indicator systems
start-room_monitor_body = Indicators agreed to by all four provinces: meaning, scope, formula, source and target, compared by version.
start-room_statistics = Evaluations
start-room_statistics_body = Computed from published figures: how firm a rank is, and what another method would say.
start-room_data = Open data
start-room_data_body = Data sets as CSV, XLSX, Parquet and SDMX, with licence, methodology and changes.
start-room_supervision = County assessments
start-room_supervision_body = Balanced compulsory education county by county under the national standard: indicators, verdicts and what was put right.
start-task_returns = { $count ->
    [one] A return is
   *[other] { $count } returns are
} to be filled in or mended
start-task_returns_late = { $count ->
    [one] A return is past its day
   *[other] { $count } returns are past their day
}
start-task_signatures = { $count ->
    [one] A return waits
   *[other] { $count } returns wait
} for your signature
start-task_voices = { $count ->
    [one] An indicator system waits
   *[other] { $count } indicator systems wait
} for your voice
start-task_comments = { $count ->
    [one] An indicator system is
   *[other] { $count } indicator systems are
} open for comments
start-task_evaluations = { $count ->
    [one] An evaluation waits for its second person
   *[other] { $count } evaluations wait for their second person
}
start-task_releases = { $count ->
    [one] A release waits for its second person
   *[other] { $count } releases wait for their second person
}
start-task_release_drafts = { $count ->
    [one] A release is
   *[other] { $count } releases are
} being drafted
start-task_handovers = { $count ->
    [one] { $count } handover was refused: mend the cause and try again
   *[other] { $count } handovers were refused: mend the cause and try again
}
start-task_counties = { $count ->
    [one] A county’s assessment is
   *[other] { $count } counties’ assessments are
} under way
