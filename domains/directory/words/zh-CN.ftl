# 机构目录：行政区划、机构、联盟、专业目录。

directory-section = 机构与人员
directory-menu = 机构目录
directory-nav = 机构目录各栏
directory-nav-institutions = 机构
directory-nav-map = 41 城分布
directory-nav-regions = 行政区划
directory-nav-majors = 专业目录
directory-nav-alliances = 联盟

## 列表
directory-institutions = 机构目录
directory-institutions-lead = 沪苏浙皖的高等学校与其他机构。可按名称、拼音（如 kaifang、shkf）、英文名或代码查找。
directory-institutions-empty-title = 没有找到这样的机构
directory-institutions-empty-body = 换一个说法，或者取消部分筛选条件。刚更名的学校也可以用原校名查找。
directory-regions = 行政区划
directory-regions-lead = 沪苏浙皖县级以上行政区划代码（GB/T 2260），自 1981 年首次公布起，含已撤并和更名的单位。
directory-cities = 各城市机构数
directory-majors = 专业目录
directory-majors-lead = 现行的普通高等学校本科专业目录与职业教育专业目录（高职本科、高职专科）。
directory-alliances = 联盟
directory-alliances-lead = 由多家机构组成的联盟、集团与学会，以及各机构在其中的职务。
directory-alliances-empty-title = 还没有登记联盟
directory-alliances-empty-body = 联盟由平台管理员登记，登记后在这里可以看到成员与任期。
directory-map = 41 城机构分布
directory-map-finding = 41 座城市共有 { $total } 家机构，{ $first }最多，有 { $count } 家。
directory-map-caption = 沪苏浙皖 41 城机构数
directory-map-describe = 每座城市一格，格中数字为机构数，颜色越深机构越多；下表是同样的数字。

## 栏目
directory-name = 名称
directory-name-hint = 与批文或名单一致的全称
directory-name_en = 英文名
directory-optional = 没有可不填
directory-code = 机构代码
directory-code-hint = 学校填 10 位学校（机构）标识码，企业填 18 位统一社会信用代码
directory-institution_code = 机构代码
directory-institution_code-hint = 在机构页上可以看到，10 位或 18 位
directory-region_code = 行政区划代码
directory-region-hint = 六位数字，在“行政区划”一栏可以查到，例如苏州市 320500
directory-region_level = 级别
directory-region_level-province = 省级
directory-region_level-city = 地级
directory-region_level-county = 县级
directory-province = 省（市）
directory-city = 所在地
directory-kind = 类别
directory-kind-university = 普通本科院校
directory-kind-vocational_university = 职业本科院校
directory-kind-vocational_college = 高职（专科）院校
directory-kind-open_university = 开放大学
directory-kind-adult_college = 成人高等学校
directory-kind-school = 其他学校
directory-kind-enterprise = 企业
directory-kinds_adult = 成人高校
directory-level = 办学层次
directory-level-hint = 本科院校选本科，高职（专科）院校选专科，其他机构不选
directory-level-bachelor = 本科
directory-level-associate = 专科
directory-ownership = 举办性质
directory-ownership-public = 公办
directory-ownership-private = 民办
directory-ownership-joint = 合作办学
directory-authority = 主管部门
directory-standing = 状态
directory-standing-in_force = 有效
directory-standing-ended = 已停用
directory-valid_from = 启用
directory-valid_to = 停用
directory-until = 使用至
directory-total = 机构数
directory-members = 成员
directory-members-none = 还没有成员
directory-members-former = 已退出的成员
directory-founded_on = 成立日期
directory-dissolved_on = 解散日期
directory-joined_on = 任职起
directory-left_on = 任职止
directory-left_on-hint = 从这一天起不再担任
directory-change = 办理
directory-purpose = 宗旨
directory-happened_on = 日期
directory-reason = 原因
directory-reason-type_changed = 类型变更
directory-reason-merged = 合并
directory-reason-closed = 撤销
directory-role = 职务
directory-role-hint = 理事长单位同时只有一家；秘书处可以与其他职务兼任
directory-role-chair = 理事长单位
directory-role-standing = 常务理事
directory-role-secretariat = 秘书处
directory-role-member = 成员
directory-alliance = 联盟
directory-alliance_id = 联盟编号
directory-alliance_members = 联盟成员
directory-alliance_members_all = 筛选与下载成员名单（CSV、XLSX）
directory-as_json = 本页数据（JSON）

## 机构页
directory-decode = 代码的含义
directory-decode-school = 学校（机构）标识码由 2 位类型、2 位省份、6 位顺序号组成，没有校验码。更名不换码，类型变更或撤销则停用，停用的代码不再使用。
directory-decode-uscc = 统一社会信用代码（GB 32100—2015）共 18 位，最后一位是校验码。
directory-decode-caption = 逐段说明
directory-decode-digits = 代码段
directory-decode-part = 是什么
directory-decode-meaning = 含义
directory-decode-type = 学校类型
directory-decode-province = 省份
directory-decode-college = 顺序号：0 加五位院校代码
directory-decode-serial = 顺序号
directory-decode-authority = 登记管理部门
directory-decode-category = 机构类别
directory-decode-region = 登记机关行政区划
directory-decode-organisation = 主体标识（组织机构代码）
directory-decode-check = 校验码
directory-history = 沿革
directory-past_names = 曾用名
directory-predecessors = 前身
directory-successors = 后续机构
directory-memberships = 参加的联盟
directory-memberships-caption = 在各联盟的职务
directory-memberships-none = 没有参加已登记的联盟。
directory-lists = 官方名单
directory-lists-caption = 教育部名单收录情况
directory-list = 名单
directory-edition = 版本
directory-listed = 是否列入
directory-scope-regular = 普通高等学校名单
directory-scope-adult = 成人高等学校名单
directory-timeline = 办理记录
directory-institution-ended_notice = 此代码已于{ $on }停用（{ $reason }），不再使用。
directory-institution-unlisted = 最新名单（{ $edition }）未列此校。是否撤销或合并，以批文为准。

## 行政区划页
directory-region-ended = 此代码已于{ $on }停用。
directory-region-names = 此代码先后的名称
directory-region-successors = 停用时区域划归
directory-region-current = 区域现归
directory-region-predecessors = 并入本单位的原单位
directory-region-children = 下辖单位
directory-region-former_children = 曾经下辖的单位
directory-region-former_show = 曾经下辖的 { $count } 个单位

## 专业
directory-major_name = 专业名称
directory-major_code = 专业代码
directory-catalogue = 目录
directory-catalogue-undergraduate = 普通本科
directory-catalogue-vocational_bachelor = 高职本科
directory-catalogue-vocational_associate = 高职专科
directory-discipline = 门类／专业大类
directory-class = 专业类
directory-major-gone = 现行目录（{ $newest }版）没有此专业，以下为{ $edition }版的内容。
directory-major-editions = 历版目录
directory-class_majors = 同属{ $name }的专业
directory-degrees = 学位授予门类
directory-special = 特设专业
directory-controlled = 国家控制布点
directory-former_code = 原专业代码

## 办理
directory-register = 登记机构
directory-register-do = 登记
directory-rename = 更名
directory-rename-lead = 更名后代码 { $code } 不变，原名作为曾用名保留，仍可用来查找。
directory-rename-do = 确认更名
directory-change_type = 类型变更
directory-predecessor = 原机构代码
directory-predecessor-hint = 因类型变更启用新代码时填写；原代码当日停用。否则不填
directory-end = 停用代码
directory-end-lead = { $name }（{ $code }）的代码停用后不能恢复，也不会再给别的机构使用。
directory-end-do = 确认停用
directory-successor = 承接机构代码
directory-successor-hint = 合并时必填；撤销后没有承接机构的不填
directory-found = 登记联盟
directory-found-do = 登记
directory-admit = 接纳成员
directory-admit-do = 接纳
directory-dismiss = 结束任职
directory-dismiss-do = 确认结束
directory-dissolve = 解散联盟
directory-dissolve-lead = 解散{ $name }后，全部成员的任职同时结束，不能恢复。
directory-dissolve-do = 确认解散
directory-notice-registered = 机构已登记
directory-notice-renamed = 机构已更名
directory-notice-ended = 代码已停用
directory-notice-founded = 联盟已登记
directory-notice-admitted = 成员已接纳
directory-notice-dismissed = 任职已结束
directory-notice-dissolved = 联盟已解散

## 不能办理时
directory-day_in_future = 日期不能晚于今天
directory-region-unknown = 没有这个现行行政区划代码，请在“行政区划”一栏核对
directory-institution-unknown = 目录里没有这个机构代码，请核对后重填
directory-institution-province_differs = 行政区划与代码中的省份不一致，请核对其中一项
directory-institution-kind_differs = 类别与代码的类型不一致，请核对其中一项
directory-institution-level_differs = 办学层次与类别不一致：本科院校选本科，高职（专科）院校选专科，其他机构不选
directory-institution-code_given = 此代码属于{ $name }。代码不能重复使用，请核对；如是更名，请在该机构页上办理。
directory-institution-ended = 该机构的代码已于{ $on }停用，不能再办理。请改用承接机构的代码。
directory-institution-name_same = 新名称与现名称相同，没有需要更改的内容。
directory-institution-successor_unknown = 目录里没有有效的机构 { $code }。请先登记该机构，或核对代码。
directory-institution-type_same = 新代码与原代码 { $code } 的类型相同，不属于类型变更。更名请在原机构页上办理；合并或撤销请停用原代码。
directory-institution-successor_itself = 机构不能由自己承接，请填写另一家机构的代码。
directory-end_too_early = 日期过早，最早为 { $earliest }。请改填这一天或以后的日期。
directory-alliance-name_taken = 已有同名的联盟。请核对是否重复登记，或使用全称加以区别。
directory-alliance-dissolved = 该联盟已于{ $on }解散，不能再办理。
directory-alliance-dissolved_notice = 该联盟已于{ $on }解散。
directory-membership-already = 该机构已担任这一职务，不必重复办理。
directory-membership-seat_taken = 该机构已担任{ $role ->
    [chair] 理事长单位
    [standing] 常务理事
    [secretariat] 秘书处
   *[member] 成员
  }，一家机构只能有一个席位。请先结束原任职。
directory-membership-chair_taken = 已有理事长单位。请先结束其任职，再办理新的理事长单位。
directory-membership-none = 该机构现在没有担任这一职务，请刷新页面核对。
directory-import-edition_future = { $edition }版的日期晚于今天。请核对名单或目录的日期。
directory-import-edition_older = 已经导入过更新的{ $newest }版，不能再导入{ $edition }版。请核对日期。
directory-import-edition_read = { $edition }版已经导入过。请核对日期；同一版不能导入两次。

## 代码有误时
codes-region-shape = 行政区划代码应为 6 位数字
codes-region-province = 代码前两位 { $province } 不是省级代码
codes-region-county_without_city = 第三、四位为 00 时，末两位也应为 00
codes-school-shape = 学校（机构）标识码应为 10 位数字
codes-school-type = 前两位 { $type } 不是学校类型代码
codes-school-province = 第三、四位 { $province } 不是省级代码
codes-school-college_serial = 高等学校标识码的第五位应为 0，后五位为院校代码
codes-uscc-length = 统一社会信用代码应为 18 位
codes-uscc-character = 第 { $position } 位“{ $character }”不能出现在统一社会信用代码中（不用 I、O、S、V、Z 和小写字母）
codes-uscc-region = 第 3 至 8 位应为数字
codes-uscc-check = 校验码不符，末位应为 { $expected }，请核对是否有输错的字符
codes-resident-shape = 身份证号应为 18 位，前 17 位是数字
codes-resident-region = 身份证号前两位不是省级代码，请核对
codes-resident-birth = 身份证号中的出生日期不存在，请核对
codes-resident-check = 身份证号校验码不符，请核对是否有输错的数字
codes-student-length = 学籍号应为 19 位
codes-student-kind = 学籍号第一位应为 G、J 或 L
codes-table-unknown = 代码表中没有 { $code }
codes-table-not_in_generation = { $generation ->
    [first] 2025 年 9 月 26 日以前的
   *[second] 2025 年 9 月 26 日起的
  }代码表中没有“{ $item }”

## 导入名单
directory-import-faults = 名单有 { $count } 处问题，没有作任何更改：
directory-import-planned = 以上为试运行，没有作任何更改。核对无误后，加上 --edition 名单日期 --apply 再次运行即可导入。
directory-import-planned_apply = 以上为试运行，没有作任何更改。核对无误后，加上 --apply 再次运行即可。
directory-import-applied = 已导入。
directory-import-same = 目录中已是这样，没有作任何更改。
directory-import-added = 新增 { $count } 家：
directory-import-changed = 变更 { $count } 家：
directory-import-absent = 名单未列 { $count } 家（只作标记，撤销与合并请按批文另行办理）：
directory-import-rest = 无变化 { $unchanged } 家；其他省份 { $elsewhere } 行未读入。
directory-import-newest = { $scope ->
    [adult] 成人高等学校名单
   *[regular] 普通高等学校名单
  }：最近导入的是{ $newest }版，只能导入更新的版本。
directory-import-first = { $scope ->
    [adult] 成人高等学校名单
   *[regular] 普通高等学校名单
  }：还没有导入过。
directory-import-regions_opened = 新增 { $count } 行：
directory-import-regions_closed = 停用 { $count } 行（箭头后为区域划归的代码）：
directory-import-regions_led = 补记划归 { $count } 行：
directory-import-regions_moved = 所在地随之改变的机构 { $count } 家：
directory-import-regions_unplaced = 所在地分属多市、须另行核定的机构 { $count } 家：
directory-import-regions_rest = 无变化 { $unchanged } 行；其他省份 { $elsewhere } 行未读入。
directory-import-majors_added = 新增专业 { $count } 个：
directory-import-majors_changed = 变更专业 { $count } 个：
directory-import-majors_absent = 新版未列专业 { $count } 个（原页面保留，注明不在现行目录）：
directory-import-majors_rest = 无变化 { $unchanged } 个。
directory-import-majors_newest = 与现行{ $newest }版比较。
directory-import-in_row = 第 { $row } 行：{ $what }
directory-import-in_column = “{ $column }”列：{ $what }
directory-import-in_cell = 第 { $row } 行“{ $column }”：{ $what }
directory-import-column-code = 学校标识码
directory-import-column-name = 学校名称
directory-import-column-authority = 主管部门
directory-import-column-city = 所在地
directory-import-column-level = 办学层次
directory-import-column-remark = 备注
directory-import-column-region_code = 行政区划代码
directory-import-column-region_name = 名称
directory-import-column-region_level = 级别
directory-import-column-major_code = 专业代码
directory-import-column-major_name = 专业名称
directory-import-column-parent = 上级
directory-import-column-valid_from = 启用
directory-import-column-valid_to = 停用
directory-import-column-successors = 划归
directory-import-column-discipline = 门类／专业大类
directory-import-too_large = 文件过大，最大 { $max } MB
directory-import-unreadable = 无法读取 { $name }：不是 CSV 或 XLSX 文件
directory-import-workbook = 无法读取工作簿，请用办公软件另存为 XLSX 后再试
directory-import-old_workbook = 这是旧版 XLS 工作簿，请用办公软件另存为 XLSX 后再试
directory-import-bomb = 工作簿展开后过大，请只保留名单所在的工作表，另存后再试
directory-import-too_many_rows = 行数过多，最多 { $max } 行
directory-import-encoding = 文字编码无法识别，请另存为 UTF-8 或 GB 18030
directory-import-csv = 这一行不是有效的 CSV，请检查引号是否成对
directory-import-no_rows = 表头下面没有数据
directory-import-column_missing = 找不到这一列，请保留官方名单的表头
directory-import-code_twice = 与第 { $first } 行的代码重复
directory-import-code_ended = 代码 { $code } 已于{ $on }停用，停用的代码不能再使用
directory-import-city_unknown = 该省没有“{ $city }”这个现行行政区划
directory-import-city_ambiguous = 该省有几个“{ $city }”，请改填所在的地级市
directory-import-level_missing = 目录里还没有 { $code }，请填写办学层次（本科或专科）
directory-import-level_unknown = 办学层次只能是本科或专科，不能是“{ $level }”
directory-import-remark_unknown = 备注只能为空、民办或合作办学，不能是“{ $remark }”

directory-import-time = 时间应为年份或日期，例如 2015 或 2021-04-09
directory-import-time_order = 停用应晚于启用
directory-import-region_level = 级别与代码不一致，请核对其中一项
directory-import-region_contradicts = 代码 { $code } 自{ $from }起为{ $name }，与此行不符。更名请另写一行，启用时间填更名之日
directory-import-region_ended = 代码 { $code } 已于{ $on }停用，与此行不符
directory-import-region_overlaps = 与同一代码自{ $from }起的{ $name }时间重叠
directory-import-region_not_empty = 停用后仍有下级单位 { $code } { $name }，请在同一张表中一并变更
directory-import-parent_unknown = 上级 { $code } 不是现行行政区划
directory-import-successor_unknown = 目录和本表中都没有代码 { $code }
directory-import-successors_differ = 目录中此行的区域划归 { $known }，与此行不符
directory-import-major_code = 专业代码应为 6 位数字（本科可为 7 位），后面可有 T、K

## 办理记录中的话
actor-directory = 主管部门管理员
action-directory-keep = 维护机构目录
action-directory-seed = 载入随附的目录：行政区划 { $regions } 行、机构 { $institutions } 家、专业 { $majors } 个
action-directory-import = 导入{ $edition }版名单：新增 { $added }、变更 { $changed }、未列 { $absent }
action-directory-region-record = 登记行政区划变更：新增 { $opened } 行、停用 { $closed } 行、补记划归 { $led } 行，{ $moved } 家机构所在地随之改变
action-directory-catalogue-import = 导入{ $catalogue ->
    [vocational_bachelor] 高职本科
    [vocational_associate] 高职专科
   *[undergraduate] 普通本科
  }专业目录{ $edition }版：新增 { $added }、变更 { $changed }、未列 { $absent }
action-directory-institution-register = 登记{ $name }
action-directory-institution-rename = { $from }更名为{ $to }
action-directory-institution-end = { $name }的代码自{ $on }停用（{ $reason ->
    [type_changed] 类型变更
    [merged] 合并
   *[closed] 撤销
  }）
action-directory-alliance-found = 登记联盟{ $name }
action-directory-alliance-dissolve = { $name }自{ $on }解散
action-directory-alliance-admit = { $alliance }接纳{ $institution }为{ $role ->
    [chair] 理事长单位
    [standing] 常务理事
    [secretariat] 秘书处
   *[member] 成员
  }（{ $on }起）
action-directory-alliance-dismiss = { $institution }自{ $on }起不再担任{ $alliance }{ $role ->
    [chair] 理事长单位
    [standing] 常务理事
    [secretariat] 秘书处
   *[member] 成员
  }
