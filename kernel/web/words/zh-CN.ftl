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
