# 每一页都用到的话：页眉页脚、组件、通用表单提示、出错页、状态与地名。各业务自己的话在各自的 words 里。

site-name = 学桥
brand-name = 学桥
brand-tagline = 长三角教育一体化平台
brand-purpose = 上海、江苏、浙江、安徽共用的教育平台：学分银行、积分兑换、监测评价与机构目录，规则公开，过程可查。
yes = 是
no = 否

## 页面框架
ui-skip = 跳到主要内容
ui-menu = 菜单
ui-tools = 语言、版式与账户
ui-care_on = 关怀版
ui-care_off = 标准版
ui-sign_in = 登录
ui-sign_out = 退出
ui-acting_for = （代 { $name }）
ui-footer_links = 关于本站
ui-accessibility = 无障碍声明
ui-open_api = 开放接口
ui-version = 版本 { $version }

## 组件
ui-error_prefix = 错误：
ui-error_summary_title = 有内容需要改正
ui-error_of = { $label }：{ $text }
ui-warning = 注意
ui-notification_success = 已完成
ui-notification_important = 重要提示
ui-breadcrumb = 当前位置
ui-back = 返回
ui-steps = 办理步骤
ui-step_of = 第 { $current } 步，共 { $total } 步
ui-contents = 本页内容
ui-search = 搜索
ui-search_do = 搜索
ui-select_blank = 请选择
ui-day_hint = 例如 2026-03-01
ui-date_year = 年
ui-date_month = 月
ui-date_day = 日
ui-none = 无
ui-filters = 筛选
ui-filters_active = 已选条件
ui-filter_all = 全部
ui-filter_is = { $filter }：{ $value }
ui-filter_remove = 取消条件
ui-download = 下载
ui-listing_total = { $count ->
    [0] 没有记录
   *[other] 共 { $shown } 条
}
ui-table_empty = 暂无数据
ui-pagination = 分页
ui-page_first = 回到第一页
ui-page_previous = 上一页
ui-page_next = 下一页
ui-page_number = 第 { $number } 页
ui-timeline_staff = 工作人员
ui-refused_more = 看看原因，改正后再次移交
ui-timeline_empty = 还没有记录。办理过程中的每一步都会记在这里。
ui-on_behalf = （代 { $name } 办理）
ui-map_note = 每格一城，按大致方位排列，只表示相邻关系，不表示行政区域界线。
listing-empty-title = 没有符合条件的记录
listing-empty-body = 换一个说法搜索，或者取消部分筛选条件再看。

## 状态（词、形、色固定搭配）
status-not_started = 未开始
status-draft = 草稿
status-cannot_start = 暂不能办理
status-submitted = 已提交
status-in_review = 审核中
status-pending = 待处理
status-in_progress = 进行中
status-awaiting_second = 待第二人审核
status-public_notice = 公示中
status-held = 占用中
status-returned = 退回修改
status-overdue = 已逾期
status-warning = 需留意
status-error = 有错误
status-accepted = 已认定
status-done = 已完成
status-passed = 通过
status-used = 已使用
status-published = 已发布
status-active = 有效
status-deposited = 已存入
status-available = 可用
status-released = 已释放
status-reversed = 已冲正
status-rejected = 不予认定
status-revoked = 已撤销
status-failed = 未成功
status-locked = 已锁定
status-withdrawn = 已撤回
status-ended = 已结束
status-expired = 已过期
status-superseded = 已被取代
status-merged = 已合并
status-closed = 已关闭
status-planned = 待生效

## 填写有误时
form-required = 请填写此项
form-too_short = 内容过短，至少 { $min } 个字符
form-too_long = 内容过长，最多 { $max } 个字符
form-not_a_number = 请填写数字，例如 12
form-out_of_range = 请填写 { $min } 到 { $max } 之间的数
form-not_a_credit = 请填写学分，最多两位小数，例如 2.5
form-not_a_day = 请填写日期，例如 2026-03-01
form-not_a_month = 请填写年月，例如 202603
form-not_a_choice = 请从列出的选项中选择
form-not_an_id = 编号有误，请从页面上的链接进入
form-too_many = 数量过多，最多 { $max } 个
form-malformed = 无法读取提交的内容（{ $reason }），请检查格式后重新提交
form-missing_file = 请选择要上传的文件
form-bad_cursor = 翻页位置已失效，请回到第一页

## 操作未能完成时
op-stale = 这条记录刚刚被别人改过。请刷新页面，看过最新内容后再办理。
op-forbidden = 您没有办理此事的权限。如确需办理，请与本单位管理员联系。
op-missing = 所指的内容不存在，或已被删除。请核对后再办理。
op-key_reused = 这次提交的内容与先前不同，却用了同一个提交编号。请刷新页面后重新填写。

## 出错页
error-400-title = 提交的内容有误
error-400-next = 请核对填写的内容或网址，改正后再提交。
error-401-title = 请先登录
error-401-next = 这一页需要登录后查看。登录后会回到这里。
error-403-title = 没有权限
error-403-next = 您的账户不能办理此事。如确需办理，请与本单位管理员联系。
error-404-title = 没有找到这一页
error-404-next = 网址可能有误，内容可能已经移走，或者您无权查看。请核对网址，或从首页重新进入。
error-405-title = 不支持这种请求
error-405-next = 请从本站页面上的按钮或链接进入。
error-406-title = 没有您要的格式
error-406-next = 本页提供网页与 JSON 两种格式，列表另有 CSV 与 XLSX。
error-408-title = 等待超时
error-408-next = 内容迟迟没有传完。请检查网络后重新提交。
error-409-title = 内容已有变化
error-409-next = 这件事刚刚有了变化。请刷新页面，看过最新内容后再办理。
error-413-title = 文件或内容过大
error-413-next = 请控制在 { $max } 以内，或分成几次提交。
error-415-title = 文件格式不支持
error-415-next = 请换用页面说明中列出的格式。
error-422-title = 不符合规则，未能办理
error-422-next = 请查看说明，改正后再提交。
error-429-title = 操作过于频繁
error-429-next = 请等待 { $seconds } 秒后再试。
error-500-title = 系统出了差错
error-500-next = 不是您的问题，我们已经记录。请稍后再试；如仍不行，请联系管理员并告知下面的编号。
error-503-title = 系统正忙
error-503-next = 您的内容没有丢失。请稍候片刻再试。
error-csrf = 这次提交不是从本站页面发出的，已拒绝。请回到本站页面重新提交。
error-retry_after = 请在 { $seconds } 秒后重试。
error-home = 回到首页
error-again = 重新打开这一页
error-request = 请求编号

## 开放接口
api-title = 开放接口
api-lead = 页面上能看到、能办理的，程序也能。以下说明由系统自身的路由生成，与正在运行的版本一致。
api-document = 下载 OpenAPI 3.1 文件
api-parameters = 参数
api-name = 名称
api-place = 位置
api-required = 必填
api-schema = 类型
api-body = 请求内容
api-answers = 回应
api-status = 状态码
api-meaning = 含义
api-schemas = 数据结构
api-public = 公开
api-signed_in = 需登录或令牌

## 无障碍声明
accessibility-title = 无障碍声明
accessibility-aim = 本站按《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668—2019）二级和 WCAG 2.2 AA 级建设，每一页都应能只用键盘操作、能放大到 200 %、能由读屏软件朗读。
accessibility-do-title = 您可以这样使用
accessibility-do-care = 页眉的“关怀版”：大字、单栏，选择会被记住。
accessibility-do-keyboard = 用 Tab 键逐项移动，第一次按下即出现“跳到主要内容”。
accessibility-do-script = 关闭浏览器脚本后，所有功能照常可用。
accessibility-do-print = 记录、证明和列表可以直接打印；列表可下载 CSV 与 XLSX。
accessibility-check-title = 我们怎样检查
accessibility-check = 每次改动都用自动化工具检查全部页面（手机与电脑宽度、标准版与关怀版、空白与出错状态），并以键盘走通主要流程。
accessibility-tell-title = 遇到障碍时
accessibility-tell = 请告诉本单位管理员您在哪一页、用什么设备、遇到什么困难，并附上页面上的请求编号。

## 沪苏浙皖
province-31 = 上海
province-32 = 江苏
province-33 = 浙江
province-34 = 安徽

## 41 城（GB/T 2260 代码，简称）
city-310000 = 上海
city-320100 = 南京
city-320200 = 无锡
city-320300 = 徐州
city-320400 = 常州
city-320500 = 苏州
city-320600 = 南通
city-320700 = 连云港
city-320800 = 淮安
city-320900 = 盐城
city-321000 = 扬州
city-321100 = 镇江
city-321200 = 泰州
city-321300 = 宿迁
city-330100 = 杭州
city-330200 = 宁波
city-330300 = 温州
city-330400 = 嘉兴
city-330500 = 湖州
city-330600 = 绍兴
city-330700 = 金华
city-330800 = 衢州
city-330900 = 舟山
city-331000 = 台州
city-331100 = 丽水
city-340100 = 合肥
city-340200 = 芜湖
city-340300 = 蚌埠
city-340400 = 淮南
city-340500 = 马鞍山
city-340600 = 淮北
city-340700 = 铜陵
city-340800 = 安庆
city-341000 = 黄山
city-341100 = 滁州
city-341200 = 阜阳
city-341300 = 宿州
city-341500 = 六安
city-341600 = 亳州
city-341700 = 池州
city-341800 = 宣城

## Expressions: how they are spelt
expression-text_too_long = 第 { $line } 行第 { $column } 字：算式有 { $bytes } 字节，最多 { $max } 字节。请把其中的部分定义为要素。
expression-too_many_parts = 第 { $line } 行第 { $column } 字：算式超过 { $max } 个部分。请把其中的部分定义为要素。
expression-nested_too_deep = 第 { $line } 行第 { $column } 字：括号套了 { $max } 层以上。请把其中的部分定义为要素。
expression-bracket_open = 第 { $line } 行第 { $column } 字：方括号没有用 ] 收住。
expression-unit_unknown = 第 { $line } 行第 { $column } 字：“{ $unit }”不是单位，不认识“{ $part }”。可以用 { $known }，前面可加百、千、万、亿，中间用 / 或 ·，也可以用 %、‰、1。
expression-unit_long = 第 { $line } 行第 { $column } 字：单位太长，最多 { $max } 字节。
expression-unit_none = “{ $unit }”不是单位，不认识“{ $part }”。可以用 { $known }，前面可加百、千、万、亿，中间用 / 或 ·，也可以用 %、‰、1。
expression-unit_too_long = 单位太长，最多 { $max } 字节。
expression-letter = 第 { $line } 行第 { $column } 字：算式里不能写“{ $letter }”。请删去或改正。
expression-number_too_large = 第 { $line } 行第 { $column } 字：“{ $written }”太大，不能作为数。
expression-leftover = 第 { $line } 行第 { $column } 字：算式到此应当结束，却还有“{ $found }”。请补上中间的符号，或删去。
expression-two_comparisons = 第 { $line } 行第 { $column } 字：不能连写两个比较。请分开写，用 and 连接。
expression-no_figure_before = 第 { $line } 行第 { $column } 字：“{ $name }”前面缺一个数或名称。
expression-no_figure = 第 { $line } 行第 { $column } 字：这里应是数、名称或左括号，却是“{ $found }”。
expression-ends_early = 第 { $line } 行第 { $column } 字：算式没有写完，还缺一个数、名称或左括号。
expression-no_function = 第 { $line } 行第 { $column } 字：没有函数 { $name }。可以用 { $known }。
expression-parts = 第 { $line } 行第 { $column } 字：{ $name } 要 { $least } 至 { $most } 个部分，这里有 { $has } 个。
expression-years = 第 { $line } 行第 { $column } 字：previous 的第二部分是往前的整年数，1 至 30。
expression-unclosed = 第 { $line } 行第 { $column } 字：这里是“{ $found }”，而第 { $opened_line } 行第 { $opened_column } 字的左括号还没有收住。
expression-unclosed_at_end = 第 { $line } 行第 { $column } 字：第 { $opened_line } 行第 { $opened_column } 字的左括号没有收住。请补上右括号。

## Expressions: what they come to on the figures at hand
expression-unknown_name = 算式第 { $character } 个字符：没有名为“{ $name }”的要素。请补一个数据项或定义，或改正名称。
expression-unknown_at_start = 算式第 { $character } 个字符：年初没有名为“{ $name }”的要素。
expression-units_of_sum = 算式第 { $character } 个字符：{ $left } 和 { $right } 单位不同，不能相加。请给数字写上单位，例如 50[人]。
expression-units_of_difference = 算式第 { $character } 个字符：{ $left } 和 { $right } 单位不同，不能相减。请给数字写上单位，例如 50[人]。
expression-units_of_comparison = 算式第 { $character } 个字符：{ $left } 和 { $right } 单位不同，不能比较。请给数字写上单位，例如 50[人]。
expression-units_of_list = 算式第 { $character } 个字符：并列的各部分单位不同（{ $left } 和 { $right }）。请统一单位。
expression-unit = 应以“{ $asked }”为单位，算出来的是“{ $has }”。请改正单位或算式。
expression-defined_twice = “{ $name }”定义了两次。请只留一个。
expression-cycle = 互相引用成了循环：{ $names }。请改其中一个，不再引用下一个。
expression-too_many = 由算式得出的要素超过 { $max } 个。
expression-too_long = 算式步骤太多。请一次少算一些。
expression-too_deep = “{ $name }”一层层引用上年的要素，层数太多。
expression-no_year = 没有 { $year } 年的数据。
expression-not_a_ratio = 地区的数值是分子之和除以分母之和：请写成一次除法，或注明 across 为 sum 或 mean_of_units。
expression-not_additive = 算式第 { $character } 个字符：比率不能在学校之间相加。请写成数量的一次除法，或注明 across 为 mean_of_units。
expression-too_far_back = 算式第 { $character } 个字符：往前超过 30 年。
expression-key_twice = 记录“{ $name }”出现两次。请只留一个。
expression-column_twice = 数据项“{ $name }”出现两次。请改其中一个的名称。
expression-length = 数据项“{ $name }”有 { $has } 个数，而记录有 { $records } 条。
expression-not_finite = 数据项“{ $name }”、记录“{ $key }”：不是有限的数。不知道就留空。
expression-too_large = 记录或数据项太多。请分批计算。

## Documents in JSON or TOML
document-syntax = 第 { $line } 行第 { $column } 字不合格式。请检查括号、引号和逗号。解析器的原话：
document-follows = 第 { $line } 行第 { $column } 字：文件到此应当结束，后面还有内容。请删去。
document-value = 这里的值读不懂，请改正。解析器的原话：
document-unknown_field = 不认识“{ $name }”。请删去或改正拼写；这里可以写：{ $known }。
document-no_fields = 不认识“{ $name }”，这里不再有别的内容。请删去。
document-missing_field = 缺少“{ $name }”。请补上。
document-unknown_variant = 不能写“{ $name }”。可以写：{ $known }。
document-twice = “{ $name }”写了两次。请只留一个。
document-kind = 这里写的是{ $found ->
    [text] 文字
    [number] 数
    [yes_no] true 或 false
    [list] 列表
    [table] 一组字段
    [nothing] 空值
   *[other] 别的内容
}，要写的是{ $asked ->
    [text] 文字（加引号）
    [number] 数
    [yes_no] true 或 false
    [list] 列表
    [table] 一组字段
    [nothing] 空值
   *[other] 别的内容
}。请改正。

## Remarks on a result that was computed all the same
remark-no_figure = 一个数也没有
remark-nothing_apart = 所有数都相同，分不出高低
remark-single_spread = 只有一个数，算不出离散程度
remark-single_percentile = 只有一个数，算不出百分位
remark-reference_missing = 作参照的地区没有数，各地都算不出
remark-reference_least = 作参照的是最小的数，距离为无穷大
remark-target_not_beyond = 目标值没有超过最差的数，得分会反过来
remark-largest_not_above = 最大的数不大于 0，按它的比例会反过来
remark-too_few_to_judge = 不同的数太少，判断不了分布的形状
remark-left_nothing_apart = 保持原样：所有数都相同
remark-left_largest = 保持原样：log_GII 要求最大的数大于 1，这里是 { $most }
remark-left_least = 保持原样：不平移的 Box–Cox 要求每个数都大于 0，最小的是 { $least }
remark-left_single = 保持原样：缩尾后只剩一个值
remark-left_winsorised = 保持原样：缩尾后判断不了分布的形状
remark-left_shape = 保持原样：变换后判断不了分布的形状
remark-order_unproved = 次序没有证明是最好的：距离 { $distance }，已知不小于 { $bound }
remark-inconsistent = 一致性比率 { $ratio } 超过 { $max }
remark-weights_unsettled = 求权重 { $rounds } 次还没有收敛，目标值 { $value }
remark-weight_negative = 有一个权重小于 0：想要的影响只能这样得到
remark-imputation_unsettled = { $rounds } 轮后还没有收敛
remark-single_point = 只有一个数，连不成线，这一列保持原样
remark-still_missing = 还缺 { $figures } 个数

## Composite indices
composite-weights_sum = { $code } 之下的权重合计为 { $sum }，算不出来。请至少给其中一项大于 0 的权重。
composite-weight_of_nothing = { $code } 既不是指标也不是上级。请改正编码。
composite-weight = { $code } 的权重是 { $weight }。请写不小于 0 的数。
