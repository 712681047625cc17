# 学分银行

credit-title = 学分银行
credit-lead = 学校存入成绩，学习者查看存折，接收学校按已发布的规则认定。现有 { $institutions } 所学校发布的 { $rules } 条转换规则，任何人都可以查看。
credit-unit = 学分
credit-credits = { $credit } 学分
credit-months = { $months } 个月
credit-state = 状态
credit-institution = 学校
credit-institution_switch = 切换学校
credit-refresh = 刷新本页
credit-continue = 继续
credit-change = 修改
credit-timeline = 办理记录
credit-counts = 可认定
credit-audience-all = 所有人
credit-audience-learner = 学习者
credit-audience-registrar = 教务人员
credit-audience-reviewer = 认定审核人员

credit-menu-rules = 转换规则
credit-menu-passbook = 我的存折
credit-menu-matches = 我能认定什么
credit-menu-applications = 我的转换申请
credit-menu-deposits = 成绩存入
credit-menu-drafts = 本校规则
credit-menu-inbox = 待办认定

credit-home-doors = 办理与查询
credit-home-see_rules = 查看转换规则
credit-home-passbook = 谁为您存入了什么，用到了哪里。
credit-home-matches = 您的哪些成果，现在就符合哪所学校的哪条规则。
credit-home-applications = 正在办理和已经办结的转换申请。
credit-home-rules = 各校公开的认定规则，可按学校、来源和效果筛选。
credit-home-staff = 学校工作人员
credit-home-deposits = 上传成绩文件，核对问题，存入学分银行。
credit-home-drafts = 起草、送审和发布本校的转换规则。
credit-home-inbox = 按时间先后审核转换申请。

# 名称
credit-class = 成果来源
credit-class-course = 课程
credit-class-certificate = 证书
credit-effect-study_and_exam = 免修免考
credit-effect-study_and_exam-hint = 不再修读，也不再考试；成绩记“免考”。
credit-effect-study_only = 免修不免考
credit-effect-study_only-hint = 不再修读，但要参加考试，成绩以考试为准。
credit-grade-excellent = 优秀
credit-grade-good = 良好
credit-grade-fair = 中等
credit-grade-pass = 及格
credit-grade-fail = 不及格
credit-grade-held = 持证
credit-template-a15 = 模板 A：本校课程成绩（15 列，2025 年版）
credit-template-a15-short = A（15 列）
credit-template-a15_student_first = 模板 A：本校课程成绩（15 列，学号在首列）
credit-template-a15_student_first-short = A（15 列，学号在首列）
credit-template-b24 = 模板 B：校外课程成绩转换（24 列）
credit-template-b24-short = B（24 列）
credit-template-c20 = 模板 C：证书转换（20 列）
credit-template-c20-short = C（20 列）
credit-template-c19 = 模板 C：证书转换（19 列，2025 年前）
credit-template-c19-short = C（19 列）
credit-generation-first = 2025 年 9 月 26 日前的代码
credit-generation-second = 2025 年 9 月 26 日起的代码
credit-generation-none = 文件中没有代码

# 存入
credit-deposits = 成绩存入
credit-deposits-lead = 上传官方模板的 CSV 或 XLSX 文件。系统先核对、后存入；同一文件重复上传不会重复存入。
credit-deposits-earlier = 已上传的文件
credit-deposits-empty-title = 还没有上传过文件
credit-deposits-empty-body = 下载空白模板，填好后从本页上传。
credit-upload = 上传文件
credit-upload-file = 成绩文件
credit-upload-hint = CSV（UTF-8 或 GB 18030）或 XLSX，最大 { $megabytes } MB、{ $rows } 行。模板和代码版本由系统识别。
credit-upload-do = 上传并核对
credit-upload-templates = 下载空白模板
credit-deposit-file = 文件
credit-deposit-id = 存入编号
credit-deposit-template = 模板
credit-deposit-generation = 代码版本
credit-deposit-encoding = 编码
credit-deposit-rows = 数据行
credit-deposit-good_rows = 无问题的行
credit-deposit-bad_rows = 有问题的行
credit-deposit-faults = 问题数
credit-deposit-deposited = 新存入
credit-deposit-unchanged = 已在库中
credit-deposit-uploaded_at = 上传时间
credit-deposit-hash = 文件指纹（SHA-256）
credit-deposit-working = 系统正在处理，可以离开本页，处理不会中断。
credit-deposit-state-uploaded = 核对中
credit-deposit-state-checked = 待选择
credit-deposit-state-committing = 存入中
credit-deposit-state-committed = 已存入
credit-deposit-state-refused = 无法识别
credit-deposit-state-discarded = 已搁置
credit-deposit-sentence-uploaded = 正在核对文件。
credit-deposit-sentence-checked = 共 { $rows } 行，其中 { $good } 行可以存入，{ $bad } 行有问题。请选择如何处理。
credit-deposit-sentence-committing = 正在存入：已处理到第 { $done } 行，新存入 { $deposited } 条。
credit-deposit-sentence-committed = 已完成：新存入 { $deposited } 条，{ $unchanged } 条此前已在库中，{ $bad } 行未存入。
credit-deposit-sentence-refused = 这个文件不能作为成绩存入，没有写入任何数据。
credit-deposit-sentence-discarded = 这个文件已搁置，没有写入任何数据。再次上传即可重新核对。
credit-choose = 如何处理
credit-choose-legend = 请选择
credit-choose-all = 全部存入，有一处问题就全部不存
credit-choose-all-hint = 逐人逐条核对完毕才开始写入。
credit-choose-good = 只存入没有问题的 { $good } 行
credit-choose-good-hint = 其余 { $bad } 行可下载退回文件，改正后另行上传。
credit-choose-do = 存入学分银行
credit-discard = 搁置这个文件
credit-resume-open = 长时间没有进展？
credit-resume-explain = 继续处理会从停下的地方接着进行，不会重复存入。
credit-resume = 继续处理
credit-faults = 问题清单
credit-faults-lead = 按行、列列出每一处问题和原因。
credit-faults-first = 前 { $count } 处问题
credit-faults-all = 查看全部问题
credit-faults-csv = 下载全部问题（CSV）
credit-faults-empty-title = 没有问题
credit-faults-empty-body = 这个文件的每一行都可以存入。
credit-rejects = 下载退回文件（原始行加原因，CSV）
credit-rejects-row = 原文件行号
credit-rejects-reason = 退回原因
credit-fault-row = 行
credit-fault-column = 列
credit-fault-reason = 原因
credit-fault-code = 原因代码
credit-fault-times = { $count } 处
credit-fault-whole_row = 整行

credit-file-empty = 文件是空的。请重新导出后上传。
credit-file-too_large = 文件超过 { $max_megabytes } MB。请拆分后分别上传。
credit-file-unknown_format = 既不是 CSV 也不是 XLSX 文件。请用官方模板另存为其中一种。
credit-file-old_excel = 这是旧版 Excel（.xls）文件。请在 Excel 中另存为 .xlsx 后上传。
credit-file-encoding = 文字编码无法识别。请另存为 UTF-8 或 GB 18030（GBK）编码的 CSV。
credit-file-bomb = 工作簿解压后大得异常，已拒绝读取。请重新导出成绩文件。
credit-file-corrupt = 工作簿已损坏。请用 Excel 打开并重新保存后上传。
credit-file-record_too_long = 从第 { $row } 行起有没有闭合的引号，或者一行过长。请检查该行。
credit-file-more_sheets = 工作簿中还有一张工作表“{ $name }”也带有模板表头。请把各表分别存成文件上传，或删去多余的工作表。
credit-file-header_unknown = 前几行中没有找到官方模板的表头。请使用空白模板。
credit-file-columns_missing = 表头缺少这些列：{ $columns }。请补齐后上传。
credit-file-columns_unknown = 表头有模板之外的列：{ $columns }。请删除后上传。
credit-file-columns_repeated = 表头有重复的列：{ $columns }。请保留一个。
credit-file-no_rows = 表头之下没有数据行。
credit-file-rows_max = 数据超过 { $max } 行。请拆分后分别上传。
credit-file-faults_max = 问题超过 { $max } 处，已停止核对。请先改正下面列出的问题，通常是同一种设置引起的。

credit-row-missing = 没有填写
credit-row-missing-short = 没有填写
credit-row-too_long = 超过 { $max } 个字
credit-row-too_long-short = 文字过长
credit-row-control = 含有不可见字符或乱码
credit-row-control-short = 含有不可见字符或乱码
credit-row-error_value = 单元格是表格软件的错误值“{ $value }”，请改成实际内容
credit-row-error_value-short = 单元格是错误值
credit-row-extra_cells = 表头之外还有内容，可能少了或多了分隔符
credit-row-extra_cells-short = 表头之外还有内容
credit-row-id_shape = 不是 18 位身份证号
credit-row-id_shape-short = 身份证号不是 18 位
credit-row-id_region = 身份证号的地区码不存在
credit-row-id_region-short = 身份证号地区码有误
credit-row-id_birth = 身份证号中的出生日期不存在或在未来
credit-row-id_birth-short = 身份证号出生日期有误
credit-row-id_check = 身份证号校验码不符，请核对每一位
credit-row-id_check-short = 身份证号校验码不符
credit-row-id_as_number = 身份证号被存成了数字，末几位已丢失。请把该列设为文本后重新填写
credit-row-id_as_number-short = 身份证号被存成数字
credit-row-source_kind = 来源代码“{ $value }”与模板不符，应为 { $expected }
credit-row-source_kind-short = 来源代码不符
credit-row-code = 代码“{ $value }”不在代码表中
credit-row-code-short = 代码不在代码表中
credit-row-generations_in_row = 代码“{ $value }”与本行其他代码不是同一版代码表
credit-row-generations_in_row-short = 一行中混用两版代码
credit-row-generation = 本行用的代码版本与文件中多数行（例如第 { $row } 行）不同，请统一
credit-row-generation-short = 文件中混用两版代码
credit-row-not_positive = “{ $value }”应大于 0
credit-row-not_positive-short = 应大于 0
credit-row-too_much = “{ $value }”超过上限 { $max }
credit-row-too_much-short = 超过上限
credit-row-too_fine = “{ $value }”最多两位小数
credit-row-too_fine-short = 小数位过多
credit-row-not_a_number = “{ $value }”不是数字
credit-row-not_a_number-short = 不是数字
credit-row-certificate_credit = 证书的原学分应为 0 或不填，不是“{ $value }”
credit-row-certificate_credit-short = 证书的原学分不为 0
credit-row-exempted = “{ $value }”是免修、免考成绩，不存入，以免同一学习重复计算
credit-row-exempted-short = 免修、免考成绩不存入
credit-row-grade = 成绩“{ $value }”不在百分制或等级制之内
credit-row-grade-short = 成绩无法识别
credit-row-not_passed = 成绩“{ $value }”不合格，只存入合格成绩
credit-row-not_passed-short = 成绩不合格
credit-row-month = “{ $value }”不是年月，应写成 yyyyMM，例如 202506
credit-row-month-short = 年月写法不对
credit-row-month_future = “{ $value }”在未来
credit-row-month_future-short = 时间在未来
credit-row-month_early = “{ $value }”过早，请核对
credit-row-month_early-short = 时间过早
credit-row-cohort = “{ $value }”不是届别，应为四位年份
credit-row-cohort-short = 届别写法不对
credit-row-not_graduating = 结果为“在校”：只存入有毕业结论的毕业班学生
credit-row-not_graduating-short = 尚无毕业结论
credit-row-season = 获得时间 { $value } 晚于该毕业季的最后一个月 { $last }（6 月及以前为春季，之后为秋季）
credit-row-season-short = 毕业季与获得时间不符
credit-row-converted_early = 转换时间 { $value } 早于获得时间
credit-row-converted_early-short = 转换早于获得
credit-row-better_attempt = 同一课程第 { $row } 行成绩更高或更新，只存入那一行
credit-row-better_attempt-short = 同一课程另有更好成绩
credit-row-name_differs = 这个身份证号在平台上登记的姓名不同，请核对姓名和身份证号
credit-row-name_differs-short = 姓名与登记不符
credit-row-differs = 本校已为该生存入同一成果，内容不同（成绩 { $grade }，{ $month } 获得）。已存入的不能修改，请联系学分银行更正
credit-row-differs-short = 已存入过不同的成绩
credit-row-target_open = 学习者对这门转换后课程的申请正在审核，请等申请办结后再存入这一行
credit-row-target_open-short = 转换后课程正在申请中
credit-row-conversion_differs = 这项成果转换为同一课程时已记 { $credit } 学分，与本行的转换后学分不同
credit-row-conversion_differs-short = 转换后学分与已记的不同

# 存折
credit-passbook = 学分存折
credit-passbook-sentence = 共存入 { $count } 项成果、{ $credit } 学分；已在 { $places } 所学校认定 { $recognised } 学分。
credit-passbook-counting = 现在有 { $outcomes } 项成果可在 { $institutions } 所学校认定，最多 { $credit } 学分。
credit-passbook-recorded = 本次查阅已记录，并会显示给学习者。
credit-passbook-printed = 打印时间：
credit-passbook-whole = 在一页中显示全部成果，用于打印（最多 { $max } 项）
credit-passbook-empty = 存折里还没有成果
credit-passbook-empty-body = 学校把您的成绩存入学分银行后，会显示在这里。可以先看看各校认可哪些成果。
credit-standings = 在各校的认定
credit-recognised = 已认定
credit-reserved = 申请中
credit-outcomes = 学习成果
credit-outcome = 成果
credit-outcome-credit = 学分
credit-outcome-hours = 学时
credit-outcome-grade = 成绩
credit-outcome-obtained = 获得时间
credit-outcome-issuer = 颁发机构
credit-outcome-detail = 证书类型与等级
credit-outcome-major = 专业
credit-outcome-level = 教育层次与类别
credit-outcome-depositor = 存入学校
credit-outcome-evidence = 存入凭据
credit-outcome-evidence-place = 文件 { $deposit } 第 { $line } 行
credit-outcome-uses = 使用情况
credit-outcome-story = 经过
credit-outcome-deposited_by = { $institution }存入
credit-outcome-counts = 哪些规则认可这项成果
credit-outcome-counts-none = 目前没有已发布的规则提到这项成果。
credit-use-sentence = 用于{ $institution }《{ $target }》（{ $credit } 学分）
credit-use-grade = 成绩记“{ $grade }”
credit-use-reported = 由存入文件报告
credit-use-converted_in = { $month } 转换
credit-use-none = 尚未使用

# 规则
credit-rules = 转换规则
credit-rules-sentence = 接收学校公开承诺：什么成果，认作本校哪门课程，记多少学分。不必询问任何人，登录后即可看到自己的哪些成果符合。
credit-rules-empty-title = 没有符合条件的规则
credit-rules-empty-body = 请减少筛选条件，或换一个词搜索。
credit-rule-title = { $source } → { $target }
credit-rule-sentence = { $institution }认可{ $issuer }的{ $class ->
    [certificate] 证书
   *[course] 课程
 }《{ $source }》{ $level ->
    [none] {""}
   *[other] （{ $level }）
 }，{ $minimum }，认作{ $programme ->
    [none] 各专业
   *[other] 专业 { $programme } 的
 }课程《{ $target }》（{ $code }），记 { $credit } 学分，{ $effect ->
    [study_and_exam] 免修免考
   *[study_only] 免修不免考
 }{ $cap ->
    [none] {""}
   *[other] ；每人在本校认定合计不超过 { $cap } 学分
 }{ $months ->
    [none] {""}
   *[other] ；成果须在 { $months } 个月内取得
 }{ $evidence ->
    [yes] ；须上传佐证材料
   *[no] {""}
 }。{ $to ->
    [none] 自 { $from } 起受理
   *[other] 受理期 { $from } 至 { $to }
 }。
credit-minimum-passed = 成绩合格
credit-minimum-score = 成绩不低于 { $score } 分
credit-minimum-named = 成绩不低于“{ $grade }”
credit-minimum-both = 成绩不低于 { $score } 分或“{ $grade }”
credit-rule-target = 认作课程
credit-rule-institution = 接收学校
credit-rule-source = 来源成果
credit-rule-issuer = 颁发机构
credit-rule-credit = 学分
credit-rule-effect = 效果
credit-rule-programme = 专业代码
credit-rule-every_programme = 各专业
credit-rule-minimum = 最低成绩
credit-rule-cap = 每人认定学分上限
credit-rule-no_cap = 不设上限
credit-rule-months = 成果有效月数
credit-rule-no_months = 不限
credit-rule-evidence = 须上传佐证材料
credit-rule-valid_from = 受理起始日
credit-rule-valid_until = 受理截止日
credit-rule-validity = 受理期
credit-rule-validity_from = 自 { $from } 起
credit-rule-validity_from_to = { $from } 至 { $to }
credit-rule-note = 备注
credit-rule-id = 规则编号
credit-rule-version = 版本
credit-rule-version_of = 第 { $version } 版
credit-rule-hash = 规则指纹（SHA-256）
credit-rule-edition = 规则第 { $version } 版
credit-rule-cited = 规则第 { $version } 版 { $hash }
credit-rule-next = 下一步
credit-rule-history = 各版本
credit-rule-edit = 修改草稿
credit-rule-submit = 送第二人审核
credit-rule-submit-explain = 送审后，由本校另一位审核人员发布。
credit-rule-publish = 发布
credit-rule-publish-explain = 发布后不能再修改，只能由新版本取代；现行版本同时失效。
credit-rule-return = 退回修改
credit-rule-withdraw = 撤回
credit-rule-withdraw-explain = 撤回后不再受理新的申请，已作出的认定不受影响。
credit-rule-draft_next = 起草新版本
credit-rule-draft_next-explain = 已发布的版本不能修改。新版本发布时取代现行版本。
credit-rule-own_draft = 这一版由您起草，须由另一人发布。
credit-rule-reason_given = 说明：{ $reason }
credit-drafts = 本校规则
credit-drafts-lead = 待审核的在前，其次是草稿和已发布的规则。起草与发布须由两个人完成。
credit-drafts-new = 起草规则
credit-drafts-empty = 本校还没有规则
credit-drafts-empty-body = 起草第一条规则，由另一位同事审核后发布。
credit-form-source = 认可什么成果
credit-form-issuer = 颁发机构
credit-form-issuer-hint = 课程填学校标识码（10 位），证书填发证机构名称
credit-form-name = 课程或证书名称
credit-form-level = 证书等级
credit-form-level-hint = 仅用于证书，可不填
credit-form-optional = 可不填
credit-form-minimum = 最低成绩
credit-form-minimum-hint = 两种计分制之间不换算。都不填，表示合格即可；只填一种，另一种计分制的成绩不适用。
credit-form-score = 百分制最低分
credit-form-named = 等级制最低等级
credit-form-target = 认作本校哪门课程
credit-form-programme-hint = 不填表示各专业
credit-form-target_code = 课程代码
credit-form-target_name = 课程名称
credit-form-credit-hint = 记入的是本校课程的学分
credit-form-limits = 上限与期限
credit-form-cap-hint = 每位学习者在本校认定学分合计上限，不填表示不设上限
credit-form-months-hint = 成果取得后多少个月内有效，不填表示不限
credit-form-until-hint = 不填表示长期受理
credit-form-evidence = 学习者须上传佐证材料
credit-form-save = 保存草稿

# 能认定什么
credit-matches = 我能认定什么
credit-matches-sentence = 您有 { $outcomes } 项成果，现在可在 { $institutions } 所学校认定，最多 { $credit } 学分。
credit-matches-none_count = 您的成果目前都不能认定，原因见下。
credit-matches-lead = 以下由各校已发布的规则直接算出，不需要询问任何人。勾选后即可申请，由接收学校决定。
credit-matches-legend = 选择要申请的认定
credit-matches-others = 另有 { $count } 项目前不能认定，查看原因
credit-matches-empty = 还没有规则提到您的成果
credit-matches-empty-body = 各校发布新规则或为您存入新成果后，这里会自动更新。
credit-apply = 向{ $institution }申请
credit-match-not_in_force = 规则目前不在生效状态。请查看最新的规则。
credit-match-not_yet = 规则自 { $from } 起受理。请届时再申请。
credit-match-over = 规则已于 { $to } 停止受理。请查看该校的其他规则。
credit-match-outcome_expired = 成果取得已超过 { $months } 个月。
credit-match-grade_below = 成绩 { $grade } 低于规则要求的 { $minimum }。
credit-match-grade_scale = 规则没有规定“{ $grade }”这种计分制的最低成绩。可以联系接收学校补充。
credit-match-used = 这项成果已用于同一门课程。
credit-match-target_taken = 《{ $target }》已认定或正在申请中。
credit-match-cap = 认定将超过上限 { $cap } 学分（已认定和申请中 { $standing } 学分）。

# 申请
credit-applications = 我的转换申请
credit-applications-new = 新的申请
credit-applications-empty = 还没有转换申请
credit-applications-empty-body = 先看看您的哪些成果可以认定，再从那里申请。
credit-inbox-subject = 认定内容
credit-use-application = 查看申请
credit-application-id = 申请编号
credit-application-institution = 接收学校
credit-application-credit = 认定学分
credit-application-filed_at = 提交时间
credit-application-decided_at = 决定时间
credit-application-waiting_days = 已等待（天）
credit-application-reason = 理由
credit-application-title = 向{ $institution }申请认定
credit-application-lines = 申请内容
credit-application-total = 合计 { $credit } 学分（同一门课程只计一次）。
credit-application-continue = 继续办理
credit-application-reason_given = 学校的说明：{ $reason }
credit-application-sentence-draft = 申请还没有提交。
credit-application-sentence-filed = 已提交{ $institution }，等待审核。相关成果和 { $credit } 学分额度已占用。
credit-application-sentence-returned = { $institution }请您修改后重新提交。占用的成果和额度已释放。
credit-application-sentence-accepted = { $institution }已认定 { $credit } 学分。
credit-application-sentence-rejected = { $institution }不予认定。占用的成果和额度已释放。
credit-application-sentence-withdrawn = 申请已撤回。
credit-application-sentence-reversed = { $institution }撤销了认定，成果可以重新使用。
credit-step-choose = 选择认定
credit-step-evidence = 授权与材料
credit-step-check = 核对并提交
credit-step-filed = 学校审核
credit-step-decided = 决定
credit-line-target = 认作课程
credit-line-outcome = 来源成果
credit-line-rule = 依据规则
credit-line-credit = 学分
credit-line-hidden = 授权已失效，不予显示
credit-consent = 查阅授权
credit-consent-explain = { $institution }审核时要查阅您的姓名、申请所用的成果和存折。没有您的授权，任何数据都不会提供；每次查阅都会记录并显示给您，您可以随时撤回授权。
credit-consent-until = 授权截止日
credit-consent-agree = 我授权{ $institution }为学分转换认定查阅我的姓名、学习成果和存折
credit-consent-do = 授权
credit-consent-given = 已授权
credit-consent-given-body = { $institution }可以查阅申请所用的成果。
credit-consent-missing = 尚未授权
credit-consent-see = 查看和撤回授权
credit-consent-waits = 授权尚未生效：未满 14 周岁的学习者须由监护人同意；若已撤回或到期，请重新授权。
credit-attachments = 佐证材料
credit-attachments-required = 所选规则要求上传佐证材料，例如成绩单。
credit-attachments-optional = 成果由学校存入，一般不需要另附材料。
credit-attachment-file = 上传材料
credit-attachment-hint = PDF、PNG、JPEG 或 TIFF，每个最大 { $megabytes } MB，最多 { $max } 个
credit-attachment-do = 上传
credit-attachment-remove = 移除 { $name }
credit-check-explain = 提交后，相关成果和学分额度即被占用，直到{ $institution }作出决定或您撤回申请。
credit-file = 提交申请
credit-withdraw = 撤回申请
credit-withdraw-open = 不想继续了？
credit-withdraw-explain = 撤回后，占用的成果和额度立即释放，可以重新申请。
credit-flow-not_now = 现在不能这样办理：状态已经改变，或页面已过时。请刷新页面后再看。
credit-flow-not_yours = 这一步由其他人办理。
credit-institution-unknown = 机构目录中没有代码“{ $code }”。请核对 10 位学校标识码。
credit-deposit-turn = 本校另一个文件正在存入。请等它完成后再试。
credit-deposit-check_again = 核对规则已更新。请重新上传这个文件，系统会重新核对。
credit-deposit-has_faults = 有 { $count } 处问题，不能全部存入。请改正后上传，或选择只存入没有问题的行。
credit-deposit-nothing_good = 没有一行可以存入。请改正后重新上传。
credit-deposit-more_faults = 另有 { $count } 处问题没有列出。
credit-rule-same_person = 起草人不能发布自己的规则。请由本校另一位审核人员发布。
credit-rule-validity_past = 受理期已经结束。请退回修改受理期。
credit-rule-already_published = 本校已有一条内容相同的已发布规则。请改为给那条规则起草新版本。
credit-rule-draft_exists = 这条规则已有新版本在起草或审核中。请先完成那一版。
credit-rule-control = 含有不可见字符。请重新填写。
credit-rule-level_of_course = 课程没有证书等级。请清空这一项。
credit-rule-validity_order = 截止日必须不早于起始日。
credit-rule-cap_below_target = 上限低于这门课程本身的学分，规则将永远用不上。
credit-application-nothing_chosen = 请至少选择一项认定。
credit-application-too_many_chosen = 一次最多选择 { $max } 项。请分几次申请。
credit-application-other_institution = 一次申请只能向一所学校提出。请分别申请。
credit-application-chosen_twice = 《{ $name }》对同一门课程选择了两次。请去掉一次。
credit-application-guardian_needed = 授权还在等待监护人同意。监护人同意后即可提交。
credit-application-rule_changed = 《{ $name }》所依据的规则在您选择之后有了新版本。请回到“选择认定”，看过新版本后重新选择。
credit-application-consent_missing = 学习者尚未授权接收学校查阅，或授权已失效。
credit-application-evidence_missing = 认定《{ $name }》须上传佐证材料。请先上传。
credit-application-cap_reached = 所选课程合计 { $asked } 学分，加上已认定和申请中的 { $standing } 学分，超过上限 { $cap } 学分。请减少所选课程。
credit-application-too_many_attachments = 最多上传 { $max } 个文件。请先移除一个。
credit-application-attachment_kind = 只接受 PDF、PNG、JPEG、TIFF 或 XLSX 文件。
credit-application-attachment_size = 文件超过 { $max_megabytes } MB。请压缩或拆分后上传。
credit-application-own = 不能审核自己的申请。请由同事办理。
credit-application-agree = 请勾选同意，学校才能查阅您的成果。
credit-application-reason_required = 请写明理由，学习者会看到。

# 审核
credit-inbox = 待办认定
credit-inbox-sentence = { $count ->
    [0] 没有等待审核的申请。
   *[other] 有 { $count } 份申请等待审核，最早的在前。
 }
credit-inbox-empty-title = 没有这一状态的申请
credit-inbox-empty-body = 学习者按本校已发布的规则提交申请后，会出现在这里。
credit-review-sentence = 申请认定 { $count } 项，合计 { $credit } 学分。
credit-review-recorded = 打开本页已记为一次查阅，学习者可以看到。
credit-review-no_consent = 学习者的授权已失效，成果和材料不再显示；可以退回或不予认定，不能认定。
credit-review-rule_withdrawn = 认定《{ $target }》依据的规则第 { $version } 版已撤回，说明：{ $reason }。申请仍按提交时生效的这一版决定；如果该版有误，请退回申请并写明理由。
credit-review-rule_superseded = 认定《{ $target }》依据的规则第 { $version } 版已有新版本取代。申请仍按提交时生效的这一版决定。
credit-review-hidden_name = 未授权显示姓名
credit-review-passbook = 查阅学习者的存折（会记录）
credit-decide = 作出决定
credit-decide-legend = 决定
credit-decide-accept = 予以认定
credit-decide-accept-hint = 按所列规则记入本校课程学分；认定后不能修改，只能撤销。
credit-decide-reject = 不予认定
credit-decide-reject-hint = 须写明理由；占用的成果和额度随即释放。
credit-decide-return = 退回修改
credit-decide-return-hint = 须写明需要补充什么；学习者可以修改后重新提交。
credit-decide-reverse = 撤销认定
credit-decide-reverse-hint = 须写明理由；记入的学分冲回，成果可以重新使用。
credit-decide-reason = 理由
credit-decide-reason-hint = 学习者会看到，最多 { $max } 字。予以认定时可不填。
credit-decide-do = 确认决定

# 一次性提示
credit-notice-uploaded = 文件已上传，正在核对。
credit-notice-committing = 已开始存入。
credit-notice-discarded = 文件已搁置。
credit-notice-resumed = 已安排继续处理。
credit-notice-drafted = 草稿已保存。
credit-notice-edited = 草稿已更新。
credit-notice-submitted = 已送第二人审核。
credit-notice-published = 规则已发布，学习者现在就能看到。
credit-notice-rule_returned = 规则已退回起草人。
credit-notice-rule_withdrawn = 规则已撤回。
credit-notice-consented = 授权已记录。
credit-notice-attached = 材料已上传。
credit-notice-detached = 材料已移除。
credit-notice-filed = 申请已提交。
credit-notice-withdrawn = 申请已撤回。
credit-notice-accepted = 已予认定。
credit-notice-rejected = 已作出不予认定的决定。
credit-notice-returned = 已退回修改。
credit-notice-reversed = 认定已撤销。

# 办理记录
action-credit-deposit-upload = 上传成绩文件
action-credit-deposit-commit = 选择存入方式
action-credit-deposit-discard = 搁置文件
action-credit-deposit-resume = 继续处理文件
action-credit-deposit-run = { $step ->
    [checked] 核对完毕
    [refused] 无法识别
    [committed] 存入完毕
   *[other] 处理文件
 }
action-credit-rule-draft = 起草规则第 { $version } 版
action-credit-rule-edit = 修改草稿第 { $version } 版
action-credit-rule-submit = 送第二人审核
action-credit-rule-publish = 发布第 { $version } 版
action-credit-rule-return = 退回修改
action-credit-rule-return-detail = { $reason }
action-credit-rule-withdraw = 撤回规则
action-credit-rule-withdraw-detail = { $reason }
action-credit-passbook-read = 查阅存折
action-credit-application-begin = 选择认定内容
action-credit-application-change = 修改申请
action-credit-application-file = 提交申请，{ $credit } 学分
action-credit-application-withdraw = 撤回申请
action-credit-application-read = 学校查阅申请
action-credit-application-accept = 予以认定 { $credit } 学分
action-credit-application-reject = 不予认定
action-credit-application-return = 退回修改
action-credit-application-reverse = 撤销认定
action-credit-ledger-verify = 核对账本

# 通知
credit-menu-notices = 通知
credit-notices = 通知
credit-notices-sentence = { $count ->
    [0] 没有未读的通知。
   *[other] 有 { $count } 条未读的通知（最多数到 { $max } 条）。
 }
credit-notices-read = 全部标为已读
credit-notices-new = 未读
credit-notices-empty = 还没有通知
credit-notices-empty-body = 申请有了变化、临近期限或需要您办理时，会在这里告诉您。
credit-notice-notices_read = 通知已标为已读。
credit-told-revocation_asked = 有人提出撤销本校存入的一项成果，等待第二人确认。
credit-told-outcome_revoked = { $institution }撤销了成果《{ $outcome }》，它不再用于认定。
credit-told-application_recalled = { $institution }撤销了申请 { $name } 所用的一项成果，申请已退回学习者修改。
credit-told-recognition_held = { $institution }撤销了申请 { $name } 所用的一项成果，认定暂时占用，等待认定学校处理。
credit-told-recognition_upheld = { $institution }以其他依据维持了申请 { $name } 的认定。
credit-told-recognition_annulled = { $institution }因成果撤销，撤销了申请 { $name } 的认定。

# 批量决定
credit-bulk = 批量决定
credit-bulk-lead = 选择要一起办理的申请，一次最多 { $max } 份。每份申请单独决定、单独写明理由，一份未能办理不影响其他申请。
credit-bulk-legend = 等待审核的申请，最早的在前
credit-bulk-filed = { $day } 提交
credit-bulk-open = 打开所选申请
credit-bulk-empty = 没有等待审核的申请
credit-bulk-past = 最近的批次
credit-bulk-size = { $count } 份申请
credit-bulk-decide = 逐份决定
credit-bulk-recorded = 打开每份申请都已记为一次查阅，学习者可以看到。不作决定的申请留在待办中。
credit-bulk-whole = 打开整份申请
credit-bulk-decision = 对“{ $subject }”的决定
credit-bulk-reason = 对“{ $subject }”的理由
credit-bulk-skip = 暂不决定
credit-bulk-check = 核对决定
credit-bulk-check-sentence = 将对 { $count } 份申请作出决定，{ $skipped } 份暂不决定。
credit-bulk-each = 每份申请单独办理：一份未能办理，不影响其他申请；结果页逐份说明。
credit-bulk-result = 批量决定的结果
credit-bulk-sentence = 已决定 { $done } 份，未能决定 { $refused } 份，尚未办理 { $waiting } 份。
credit-bulk-waits = 有申请尚未办理：办理曾中断。由提交人继续办理，已作出的决定不会重复。
credit-bulk-go_on = 继续办理
credit-bulk-became = 结果
credit-bulk-nothing = 请至少选择一份申请并作出决定。
credit-bulk-foreign = { $name } 不是本校收到的申请。请回到待办重新选择。
credit-bulk-twice = { $name } 选择了两次。请去掉一次。
credit-bulk-not_yours = 这一批由另一位同事提交，只能由其继续办理。
credit-bulk-gone = 这份申请您已不能办理。请回到待办查看。
credit-notice-bulk = 批量决定已办理，结果如下。
action-credit-bulk-decide = 批量决定 { $count } 份申请
action-credit-notice-read = 将 { $count } 条通知标为已读

# 撤销
credit-menu-revocations = 成果撤销
credit-revocations = 成果撤销
credit-revocations-lead = 本校存入有误的成果由一人提出、另一人确认后撤销。撤销后该成果不再用于任何认定，依据它的申请和认定会被找出并通知各方。
credit-revocations-empty = 没有撤销记录
credit-revocations-empty-body = 教务可用学习者的身份证号查找本校存入的成果，提出撤销。
credit-revocation-id = 撤销编号
credit-revocation-asked_at = 提出时间
credit-revocation-id_number = 学习者的身份证号
credit-revocation-id_number-hint = 只会列出本校存入的成果；本次查找会记录并显示给学习者。
credit-revocation-search = 查找成果
credit-revocation-nobody = 没有找到本校为这个身份证号存入的成果。请核对后重试。
credit-revocation-ask = 提出撤销
credit-revocation-outcome = 撤销哪项成果
credit-revocation-reason-hint = 学习者和有关学校会看到，最多 { $max } 字。
credit-revocation-second = 提出后由本校审核人员确认；确认前成果照常有效。
credit-revocation-title = 撤销《{ $outcome }》
credit-revocation-sentence-asked = 等待{ $institution }的第二人确认，成果照常有效。
credit-revocation-sentence-confirmed = { $institution }已撤销这项成果，不再用于任何认定。
credit-revocation-sentence-declined = { $institution }没有同意撤销，成果照常有效。
credit-revocation-reason_given = 理由：{ $reason }
credit-revocation-own = 由您提出，须由另一人确认。
credit-revocation-confirm = 确认撤销
credit-revocation-confirm-explain = 确认后立即生效：存入的学分冲回，审核中的申请退回学习者，已作出的认定占用到认定学校处理为止，各方都会收到通知。
credit-revocation-decline = 不同意撤销
credit-revocation-leaning = 依据这项成果的申请和认定
credit-revocation-leaning-none = 没有申请或认定依据过这项成果。
credit-revocation-subject = 申请或课程
credit-revocation-did = 处理
credit-revocation-became = 办理情况
credit-consequence-returned = 申请退回学习者
credit-consequence-suspended = 认定暂时占用
credit-consequence-struck = 报告的转换已冲回
credit-consequence_state-open = 等待认定学校处理
credit-consequence_state-done = 已办结
credit-consequence_state-reversed = 已撤销认定
credit-consequence_state-upheld = 已维持认定
credit-behind-returned = { $institution }撤销了这份申请所用的一项成果，申请因此退回。理由：{ $reason }
credit-behind-suspended = { $institution }撤销了这项认定所用的一项成果。理由：{ $reason }
credit-behind-struck = { $institution }撤销了所用的一项成果。理由：{ $reason }
credit-settle = 处理撤销的影响
credit-settle-explain = 存入学校撤销了这项认定依据的成果。请撤销认定，或写明维持认定的其他依据。
credit-settle-annul = 撤销认定
credit-settle-annul-hint = 记入的学分全部冲回，申请中未被撤销的成果可以重新使用。
credit-settle-uphold = 以其他依据维持认定
credit-settle-uphold-hint = 认定恢复，理由须写明依据。
credit-outcome-revoked = 存入学校于 { $day } 撤销，理由：{ $reason }
credit-match-revoked = 这项成果已由存入学校撤销。
credit-application-sentence-suspended = 所用成果被撤销，{ $institution }认定的 { $credit } 学分暂时占用，等待处理。
credit-revocation-standing = 这项成果已撤销，或已有人提出撤销。请查看撤销记录。
credit-revocation-same_person = 提出人不能确认自己的撤销。请由另一位审核人员办理。
credit-revocation-too_much = 依据这项成果的申请超过 { $max } 份，不能一次撤销。请联系学分银行。
credit-revocation-own_affair = 不能办理涉及本人成果的事项。请由同事办理。
credit-notice-revocation_asked = 已提出撤销，等待第二人确认。
credit-notice-revocation_confirmed = 成果已撤销，各方已收到通知。
credit-notice-revocation_declined = 已不同意撤销。
credit-notice-settled = 已处理。
action-credit-revocation-ask = { $looked ->
    [true] 查找要撤销的成果
   *[false] 提出撤销
 }
action-credit-revocation-confirm = 确认撤销，涉及 { $applications } 份申请
action-credit-revocation-decline = 不同意撤销
action-credit-revocation-settle = { $settlement ->
    [uphold] 以其他依据维持认定 { $credit } 学分
   *[annul] 因成果撤销，撤销认定 { $credit } 学分
 }

# 申诉
credit-menu-hearings = 联合认定
credit-committee = 长三角学分银行联合认定委员会（示例）
credit-province = 省份
credit-province-310000 = 上海
credit-province-320000 = 江苏
credit-province-330000 = 浙江
credit-province-340000 = 安徽
credit-appeal = 申诉
credit-appeal-title = 对{ $institution }的申诉
credit-appeal-of = { $ground ->
    [silence] 对逾期未决的申诉，{ $day } 提出
   *[rejection] 对不予认定的申诉，{ $day } 提出
 }
credit-appeal-id = 申诉编号
credit-appeal-ground = 申诉事由
credit-appeal-filed_at = 提出时间
credit-appeal-due = 一致意见期限
credit-appeal-voices = 各省意见
credit-appeal-explain-rejection = { $institution }不予认定，学习者提出申诉。
credit-appeal-explain-silence = { $institution }逾期没有作出决定。
credit-appeal-how = 申诉由{ $committee }处理。沪苏浙皖各有一票，{ $days } 天内以一致意见认定；期满后按多数认定。
credit-appeal-statement = 申诉理由
credit-appeal-statement-hint = 写明您为什么不同意，委员会和学校会看到，最多 { $max } 字。
credit-appeal-file = 提出申诉
credit-appeal-withdraw = 撤回申诉
credit-appeal-none = 现在不能申诉
credit-appeal-none-body = 不予认定后或逾期未决时，可在期限内申诉一次。
credit-appeal_state-filed = 审理中
credit-appeal_state-upheld = 维持
credit-appeal_state-set_aside = 撤销原决定
credit-appeal_state-withdrawn = 已撤回
credit-appeal_state-lapsed = 已终止
credit-appeal-sentence-filed = { $committee }正在审理，{ $day } 前以一致意见认定。
credit-appeal-sentence-upheld = { $committee }认定原决定成立（一致意见期限 { $day }）。
credit-appeal-sentence-set_aside = { $committee }认定应重新决定，由原决定人以外的人办理（一致意见期限 { $day }）。
credit-appeal-sentence-withdrawn = 申诉已撤回，{ $committee }不再审理（原期限 { $day }）。
credit-appeal-sentence-lapsed = 申请已另有进展，{ $committee }不再审理（原期限 { $day }）。
credit-ground-rejection = 不服不予认定
credit-ground-silence = 逾期未决
credit-finding-uphold = 维持
credit-finding-uphold-hint = 原决定成立；逾期未决的，不另作要求。
credit-finding-set_aside = 撤销原决定，重新办理
credit-finding-set_aside-hint = 申请回到待办，由原决定人以外的人重新决定，并须引用本认定。
credit-finding-missing = 尚未表态
credit-hearings = 申诉审理
credit-hearings-lead = 沪苏浙皖四方平等，每省一票。
credit-hearings-empty = 没有这一状态的申诉
credit-hearings-empty-body = 学习者对不予认定或逾期未决提出申诉后，会出现在这里。
credit-hearing-no_consent = 学习者的授权已失效，成果不再显示。
credit-hearing-rule = { $day } 前四省一致即作出认定；期满后有 { $majority } 省意见相同即作出认定。
credit-hearing-speak = 代表本省表态
credit-hearing-finding = 意见
credit-hearing-reason-hint = 学习者和学校会看到，最多 { $max } 字。认定作出前可以改变意见。
credit-review-appeal-filed = 学习者已提出申诉 { $appeal }，正在审理。
credit-review-appeal-set_aside = 联合认定 { $appeal } 要求重新决定：须由原决定人以外的人办理，并引用本认定。
credit-decide-finding = 本决定依据联合认定 { $appeal } 作出
credit-appeal-not_yet = 还没有到期，不能以逾期未决申诉。请等到期限过后。
credit-appeal-late = 申诉期限 { $count } 天已过。可以重新提出申请。
credit-appeal-standing = 这次决定已经申诉过。请查看申诉。
credit-appeal-party = 作出原决定的人和申诉人本人不参加审理。
credit-appeal-first_decider = 原决定已被撤销，须由原决定人以外的人重新决定。请由同事办理。
credit-appeal-uncited = 须引用联合认定 { $name }。请打开申请，勾选依据后再决定。
credit-notice-appeal_filed = 申诉已提出。
credit-notice-appeal_withdrawn = 申诉已撤回。
credit-notice-spoken = 意见已记录。
credit-told-appeal_filed = 学习者就{ $institution }的申请 { $name } 提出申诉。
credit-told-appeal_over = 对{ $institution }申请 { $name } 的申诉期限已满，仍无多数意见。
credit-told-appeal_upheld = 联合认定：{ $institution }对申请 { $name } 的决定成立。
credit-told-appeal_set_aside = 联合认定：{ $institution }须对申请 { $name } 重新决定。
action-credit-appeal-file = { $ground ->
    [silence] 对逾期未决提出申诉
   *[rejection] 对不予认定提出申诉
 }
action-credit-appeal-withdraw = 撤回申诉
action-credit-appeal-read = 委员会查阅申诉
action-credit-appeal-speak = { $finding ->
    [set_aside] 代表本省主张重新决定
   *[uphold] 代表本省主张维持
 }
action-credit-appeal-close = 申诉期限届满，核对各省意见

# 期限
credit-application-due = 办理期限
credit-due-on = 请于 { $day } 前作出决定。
credit-due-over = 办理期限 { $day } 已过，尚未决定。
credit-told-due_soon = { $institution }的申请 { $name } 须于 { $day } 前决定。
credit-told-overdue = { $institution }的申请 { $name } 已过办理期限 { $day }，尚未决定。
action-credit-application-remind = { $stage ->
    [soon] 提醒：{ $day } 到期
   *[overdue] 提醒：{ $day } 已到期
 }

# 设置
credit-menu-settings = 期限设置
credit-settings = 期限与名称
credit-settings-bank = 全部学校
credit-settings-lead = 官方没有公布这些期限，随平台提供的数值均为示例，请按本地规定设置。
credit-settings-change = 修改
credit-settings-explain = 留空表示沿用上一级的数值。学校的期限不能长于全部学校的期限；已提交的申请按提交时的期限办理。
credit-settings-save = 保存设置
credit-setting = 项目
credit-setting-value = 数值
credit-setting-origin = 来源
credit-setting_origin-shipped = 示例
credit-setting_origin-bank = 全部学校的设置
credit-setting_origin-institution = 本校的设置
credit-setting-decide_days = 作出决定的天数
credit-setting-remind_days = 到期前后提醒的天数
credit-setting-appeal_days = 申诉期限（天）
credit-setting-committee_days = 一致意见期限（天）
credit-setting-committee_majority = 期满后的多数（省）
credit-setting-committee_name = 委员会名称（中文）
credit-setting-committee_name_en = 委员会名称（英文）
credit-notice-set = 设置已保存。
action-credit-setting-set = 修改 { $count } 项设置

# 专家评审
credit-menu-opinions = 专家评审
credit-opinions = 专家评审
credit-opinions-on = 专家评审
credit-opinions-sentence = { $count ->
    [0] 没有等待您评审的申请。
   *[other] 有 { $count } 份申请等待您评审。
 }
credit-opinions-empty = 还没有评审请求
credit-opinions-empty-body = 审核人员请您评审申请后，会出现在这里。
credit-opinion-expert = 请谁评审
credit-opinion-question = 评审问题
credit-opinion-question-hint = 写明请专家看什么，最多 { $max } 字。
credit-opinion-ask = 请专家评审
credit-opinion-nobody = 本校还没有评审专家。请由管理员授予“评审专家”角色。
credit-opinion-asked_at = 请求时间
credit-opinion-asked = 评审问题：{ $question }
credit-opinion-give = 提交评审意见
credit-opinion-recommendation = 建议
credit-opinion-reason-hint = 审核人员会看到，最多 { $max } 字。提交后不能修改。
credit-opinion-withdraw = 撤回请求
credit-opinion-sentence-asked = { $institution }请您评审这份申请。评审后您不能再审核它。
credit-opinion-sentence-given = 您已向{ $institution }提交评审意见。
credit-opinion-sentence-declined = 您已向{ $institution }说明不评审这份申请。
credit-opinion-sentence-withdrawn = { $institution }已撤回请求。
credit-opinion-said-recognise = 建议认定：{ $reason }
credit-opinion-said-refuse = 建议不予认定：{ $reason }
credit-opinion-said-undecided = 材料不足以判断：{ $reason }
credit-recommend-recognise = 建议认定
credit-recommend-refuse = 建议不予认定
credit-recommend-undecided = 材料不足以判断
credit-recommend-decline = 不评审
credit-recommend-decline-hint = 例如与学习者有利害关系。
credit-application-experts = 待专家意见
credit-opinion-expert_decides = 您受请评审这份申请，不能再审核它。请由同事办理。
credit-opinion-unfit = 不能请这位人员评审：须是本校的评审专家，且不是您或学习者本人。
credit-opinion-asked_before = 已请这位专家评审。请等待意见或先撤回请求。
credit-opinion-too_many = 一份申请最多请 { $max } 位专家。
credit-notice-opinion_asked = 已请专家评审。
credit-notice-opinion_withdrawn = 已撤回评审请求。
credit-notice-opinion_given = 评审意见已提交。
credit-told-opinion_asked = { $institution }请您评审申请 { $name }。
credit-told-opinion_answered = 专家已答复申请 { $name } 的评审请求。
action-credit-opinion-ask = 请专家评审
action-credit-opinion-withdraw = 撤回评审请求
action-credit-opinion-read = 专家查阅申请
action-credit-opinion-give = { $recommendation ->
    [recognise] 专家建议认定
    [refuse] 专家建议不予认定
   *[undecided] 专家认为材料不足以判断
 }
action-credit-opinion-decline = 专家不评审
