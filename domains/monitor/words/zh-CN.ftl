# 监测中心：指标体系
monitor-section = 监测
monitor-menu-room = 指标体系
monitor-menu-systems = 指标体系
monitor-menu-drafts = 指标体系起草
monitor-switch = 切换地区
monitor-optional = 选填。
monitor-save = 保存草稿
monitor-next = 下一步
monitor-timeline = 办理记录
monitor-versions = 各版本
monitor-version = 版本
monitor-version_of = 第 { $version } 版
monitor-state = 状态
monitor-state-draft = 起草中
monitor-state-consulting = 征求意见
monitor-state-proposed = 待各方审定
monitor-state-published = 已发布
monitor-state-superseded = 已被取代
monitor-state-withdrawn = 已撤回
monitor-reason = 理由
monitor-reason-given = 理由：{ $reason }
monitor-when = 时间
monitor-number = 文号
monitor-number-hint = 例如印发文件的文号。一个文号只用一次。
monitor-published = 发布日期
monitor-hash = 内容校验值
monitor-recompute = 内容校验值（SHA-256）：{ $hash }。凭它可以核对计算所用的指标体系没有变过。

# 指标体系
monitor-system = 指标体系
monitor-system-id = 体系编号
monitor-systems = 监测指标体系
monitor-systems-sentence = 各地教育部门共同审定、正在使用的指标体系。每个指标的释义、口径、公式和来源都可以查看和下载。
monitor-systems-empty-title = 还没有发布的指标体系
monitor-systems-empty-body = 各方审定并发布后，会显示在这里。
monitor-drafts = 指标体系起草
monitor-drafts-sentence = 本地区参与的各版指标体系：起草、征求意见、审定和发布。
monitor-drafts-empty-title = 没有符合条件的版本
monitor-drafts-empty-body = 请减少筛选条件，或起草一个新的指标体系。
monitor-member = 成员
monitor-members = 成员地区
monitor-members-hint = 每行一个六位行政区划代码。各成员地位平等：全部同意才能发布。
monitor-measured = 指标数
monitor-system-new = 起草指标体系
monitor-system-new-sentence = 先写名称和成员地区，下一步再录入或导入指标。
monitor-system-edit = 修改名称和成员
monitor-system-name = 名称
monitor-system-sentence = 共 { $measured } 个指标，分在 { $headings } 个标题之下。成员：{ $members }。
monitor-field-basis = 用途和依据
monitor-field-basis-hint = 选填。写明用途和所依据的文件。
monitor-field-members = 成员地区
monitor-example = 示例
monitor-example-check = 这是示例，不是正式文件
monitor-example-hint = 页面上会标明“示例”。
monitor-example-explain = 这是演示用的示例，不是官方公布的指标体系。

# 指标
monitor-indicator = 指标
monitor-indicators = 指标
monitor-indicators-sentence = 可以下载为表格，修改后再导入草稿。
monitor-indicators-caption = { $count } 个指标
monitor-indicators-all = 查看全部字段，或下载为表格
monitor-indicators-empty-title = 还没有指标
monitor-indicators-empty-body = 请在草稿中录入或从表格导入。
monitor-lines-empty-title = 还没有指标
monitor-lines-empty-body = 请逐个新增，或从表格导入。
monitor-below = 下级
monitor-no_parent = 没有上级
monitor-no_nature = 不分类
monitor-no_target = 没有设目标
monitor-field-code = 编号
monitor-field-code-hint = 例如 1.2。同一指标在各版中保持同一编号，才能比较。
monitor-field-parent = 上级编号
monitor-field-name = 名称
monitor-field-name_en = 英文名称
monitor-field-nature = 类型
monitor-field-meaning = 指标释义
monitor-field-meaning-hint = 选填。这个指标说明什么。
monitor-field-scope = 统计口径
monitor-field-scope-hint = 选填。统计哪些对象、怎样统计。
monitor-field-formula = 计算公式
monitor-field-formula-hint = 选填。例如：在园幼儿数 ÷ 适龄人口数 × 100。
monitor-field-unit = 单位
monitor-field-unit-hint = 例如 %、年、元。
monitor-field-source = 数据来源
monitor-field-reviewer = 审核单位
monitor-field-year_offset = 数据年度
monitor-field-year_offset-hint = 0 表示监测当年，-1 表示上一年。
monitor-field-direction = 目标方向
monitor-field-target = 目标值
monitor-field-target-hint = 选填。一个数，单位同上。
monitor-field-weight = 权重
monitor-field-weight-hint = 选填。最多两位小数。同一标题下要么都有权重，要么都没有。
monitor-field-note = 备注
monitor-nature-expected = 预期性
monitor-nature-binding = 约束性
monitor-nature-leading = 引领性
monitor-nature-basic = 基础性
monitor-direction-at_least = 不低于
monitor-direction-at_most = 不高于
monitor-year-0 = 监测当年
monitor-year-before-1 = 上一年
monitor-year-before-2 = 前两年
monitor-year-before-3 = 前三年
monitor-year-before-4 = 前四年
monitor-year-before-5 = 前五年
monitor-line-new = 新增指标
monitor-line-edit = 修改指标
monitor-line-add_below = 在下面新增
monitor-line-remove = 删除
monitor-line-remove-explain = 它下面的指标也会一起删除。

# 表格
monitor-table = 从表格导入
monitor-table-sentence = 表格里的指标会替换草稿里的全部指标。有一处错误就什么都不改。
monitor-table-columns = 第一行写列名，必须有“编号”和“名称”，其余可选：上级编号、英文名称、类型、指标释义、统计口径、计算公式、单位、数据来源、审核单位、数据年度、目标方向、目标值、权重、备注。上级要排在下级之前。
monitor-table-download = 下载现有指标作为模板（XLSX）
monitor-table-file = 表格文件
monitor-table-file-hint = XLSX 或 CSV，最多 { $max } 个指标。
monitor-table-read = 导入
monitor-table-faults = 没有导入：表格有 { $count } 处问题
monitor-table-faults-next = 请按下面的行和列修改表格，再重新导入。
monitor-table-faults-caption = 问题清单
monitor-table-row = 位置
monitor-table-row_at = 第 { $row } 行
monitor-table-whole = 整张表
monitor-table-column = 列
monitor-table-what = 问题
monitor-table-heading = 没有找到列名。请在前 10 行内写一行列名，至少有“编号”和“名称”。
monitor-table-column_twice = 列“{ $column }”出现了两次，请保留一列。
monitor-table-too_many = 最多 { $max } 个指标，请拆分或删减。
monitor-table-empty = 列名下面没有指标。
monitor-table-nature = “{ $value }”不是类型，请写预期性、约束性、引领性或基础性。
monitor-table-year = “{ $value }”不是数据年度，请写当年、上年或 -5 到 0 的整数。
monitor-table-direction = “{ $value }”不是目标方向，请写 ≥ 或 ≤。
monitor-table-direction_twice = 目标值“{ $value }”自带的方向与“目标方向”列不一致，请改成一致。
monitor-table-weight = “{ $value }”不是权重，请写最多两位小数的非负数。

# 征求意见
monitor-consult = 征求意见
monitor-consult_until = 截止日期
monitor-consult-explain = 各成员地区在截止日期前提出意见，意见都答复后才能送审。
monitor-consulting-now = 正在征求意见，截止日期：
monitor-comment = 意见
monitor-comments = 意见和答复
monitor-comment-make = 提出意见
monitor-comment-for = 代表
monitor-comment-about = 针对
monitor-comment-whole = 整个体系
monitor-outcome = 处理
monitor-outcome-adopted = 采纳
monitor-outcome-partly = 部分采纳
monitor-outcome-declined = 未采纳
monitor-outcome-none = 待答复
monitor-answer = 答复
monitor-answer-hint = 部分采纳或未采纳时必须说明理由。
monitor-answer-open = 答复这条意见
monitor-answer-save = 保存答复

# 审定
monitor-propose = 送各方审定
monitor-propose-explain = 送审后内容不能再改。每个成员地区表态一次，全部同意才能发布。
monitor-voices = 各方意见
monitor-speak = 提交审定意见
monitor-speak-explain = 请代表您的地区表态。提交后不能更改。
monitor-speak-for = 代表
monitor-stance = 审定意见
monitor-stance-agree = 同意
monitor-stance-object = 不同意
monitor-stance-none = 尚未表态
monitor-stance-reason-hint = 不同意时必须说明理由。
monitor-publish = 发布
monitor-publish-explain = 全部成员同意后，填写文号即可发布。现行版本同时被取代。
monitor-return = 退回修改
monitor-return-explain = 退回后可以继续修改；已有的审定意见作废，记录保留。
monitor-withdraw = 撤回
monitor-withdraw-explain = 撤回后不能恢复。撤回已发布的版本必须说明理由。
monitor-draft_next = 起草下一版
monitor-draft_next-explain = 以这一版的内容为底稿。这一版继续有效，直到下一版发布。

# 比较
monitor-compare = 比较版本
monitor-compare-title = 第 { $from } 版与第 { $to } 版
monitor-compare-sentence = { $count ->
    [0] 两版内容相同。
   *[other] 有 { $count } 处不同。
}
monitor-compare-before = 与第 { $version } 版比较
monitor-compare-from = 原来
monitor-compare-to = 现在
monitor-compare-document = 名称和成员
monitor-compare-caption = 不同之处
monitor-compare-field = 内容
monitor-change = 变化
monitor-change-added = 新增
monitor-change-removed = 删除
monitor-change-changed = 修改

# 提示
monitor-notice-drafted = 草稿已保存。
monitor-notice-edited = 草稿已修改。
monitor-notice-table = 已从表格导入全部指标。
monitor-notice-consulting = 已开始征求意见。
monitor-notice-commented = 意见已提交。
monitor-notice-answered = 已答复。
monitor-notice-proposed = 已送各方审定。
monitor-notice-spoken = 审定意见已提交。
monitor-notice-returned = 已退回修改。
monitor-notice-published = 已发布。
monitor-notice-withdrawn = 已撤回。

# 不予办理
monitor-form-control = 含有无法显示的字符，请删除后重新填写。
monitor-flow-not_now = 情况已有变化，现在不能这样办理。请刷新页面查看。
monitor-flow-not_yours = 这一步由其他人办理。
monitor-region-unknown = 没有代码为 { $code } 的地区，请核对六位行政区划代码。
monitor-system-draft_exists = 下一版正在起草，请先办完。
monitor-system-empty = 还没有指标，请先录入或导入。
monitor-system-consult_past = 截止日期要晚于今天。
monitor-system-number_taken = 这个文号已经用过，请核对后重新填写。
monitor-comment-closed = 征求意见已于{ $day }截止。
monitor-comment-max = 这一版最多收 { $max } 条意见。
monitor-comment-answered = 这条意见已经答复。
monitor-comment-unanswered = 还有 { $count } 条意见没有答复，请先答复。
monitor-member-none = { $code } 不是这个指标体系的成员地区。
monitor-member-twice = 同一个成员地区写了两次，请保留一个。
monitor-indicator-unknown = 这一版没有编号为 { $code } 的指标。
monitor-indicator-code_letters = 编号只能用文字、数字、点、横线和下划线。
monitor-indicator-code_twice = 编号 { $code } 出现了两次，每个指标的编号只能用一次。
monitor-indicator-parent_unknown = 前面没有编号为 { $code } 的上级，请把上级排在前面或改正编号。
monitor-indicator-too_deep = 最多 { $max } 级，请减少层级。
monitor-indicator-target_number = 目标值要写成一个数，例如 98 或 0.45。
monitor-indicator-weight_missing = 同一标题下的其他指标有权重，这一个没有。请补上，或都不写权重。
monitor-indicator-weights_zero = 同一标题下的权重全是 0，请至少给一个指标权重。
monitor-voice-same_person = 起草人不能代表成员地区审定自己的稿子，请由本地区另一人表态。
monitor-voice-spoken = 这个成员地区已经表态。
monitor-voice-not_agreed = 还没有得到同意：{ $names }。全部成员同意后才能发布。

# 办理记录
actor-monitor = 监测中心工作人员
action-monitor-system-draft = 起草“{ $name }”第 { $version } 版
action-monitor-system-edit = 修改草稿第 { $version } 版
action-monitor-system-consult = 第 { $version } 版征求意见，截止{ $until }
action-monitor-system-propose = 第 { $version } 版送各方审定
action-monitor-system-return = 第 { $version } 版退回修改
action-monitor-system-return-detail = { $reason }
action-monitor-system-publish = 发布第 { $version } 版，文号 { $number }
action-monitor-system-withdraw = 撤回第 { $version } 版
action-monitor-system-withdraw-detail = { $reason }
action-monitor-comment-make = 对第 { $version } 版提出意见
action-monitor-comment-answer = 答复第 { $version } 版的一条意见
action-monitor-voice-give = { $stance ->
    [agree] 同意第 { $version } 版
   *[object] 不同意第 { $version } 版
}
action-monitor-voice-give-detail = { $reason }
