"""The two languages of questions: what columns are called, what is asked of them."""

# ruff: noqa: E501 - a list of words is one line

# Each line: the meaning, its English words, its Chinese words. One column name or question word
# that is on a line stands for all the others on it.
_CONCEPTS = """
sales: sales sale revenue revenues turnover amount amounts income gmv sold sell sells selling earned earnings proceeds total_price total_amount sales_amount sales_revenue total_sales | 销售额 销售金额 销售收入 营业额 营业收入 营收 收入 金额 成交额 交易额 总价 业绩 销售 流水 卖 卖出
quantity: quantity quantities qty units unit volume pieces items_sold units_sold sales_volume | 数量 销量 成交量 交易量 销售量 销售数量 件数 卖出数量 购买数量 用量 出货量
price: price prices unit_price cost_per_unit pricing priced | 价格 单价 售价 价钱 定价 标价
profit: profit profits margin gain net_income earnings | 利润 盈利 毛利 净利 净利润 利润额 收益
cost: cost costs expense expenses spending spend spent expenditure | 成本 费用 支出 花费 开销 消费 消费金额 开支
discount: discount discounts rebate | 折扣 优惠 折让
region: region regions area areas territory zone zones district | 地区 区域 大区 片区 地域 区
city: city cities town | 城市 市
province: province provinces state states | 省份 省 省市
country: country countries nation nations | 国家 国别
store: store stores shop shops branch branches outlet | 门店 店铺 商店 店 分店 店名
channel: channel channels source platform | 渠道 来源 平台
date: date dates datetime timestamp time day | 日期 时间 下单时间 创建时间
month: month months | 月份 月
year: year years | 年份 年度 年
quarter: quarter | 季度 季
weekday: weekday day_of_week | 星期 周几
product: product products item items goods sku merchandise | 产品 商品 货品 品名 货物 物品
category: category categories type types kind class genre segment group | 类别 品类 分类 类型 种类 类目
brand: brand brands make | 品牌 牌子
customer: customer customers client clients buyer buyers user users member | 客户 顾客 用户 买家 会员 客人
supplier: supplier suppliers vendor vendors | 供应商 厂商 供货商
order: order orders transaction transactions | 订单 交易
department: department departments dept team teams division | 部门 团队 科室
employee: employee employees staff worker workers salesperson salesman rep person people | 员工 职员 雇员 销售员 人员 业务员 人
position: position job title role occupation | 职位 岗位 职务
salary: salary salaries wage wages pay payroll paid earn earns earned compensation income | 工资 薪资 薪水 薪酬 月薪 年薪 收入
bonus: bonus bonuses | 奖金
age: age ages old | 年龄 岁数 岁
gender: gender sex | 性别
name: name names | 姓名 名字 名称
student: student students pupil pupils | 学生 同学
class: class classes grade | 班级 班 年级
score: score scores grade grades mark marks points rating rated | 成绩 分数 得分 评分 打分
subject: subject subjects course courses | 科目 学科 课程
school: school schools university | 学校 院校
status: status state status_code code http_status response_code | 状态 状态码 响应码
url: url urls endpoint endpoints path paths uri route page pages api request | 路径 接口 网址 页面 链接
method: method methods verb | 方法 请求方法
latency: latency latencies duration response_time elapsed latency_ms duration_ms time_taken | 耗时 响应时间 延迟 时长 用时
bytes: bytes size traffic | 字节 流量 大小 字节数
level: level severity log_level | 级别 等级 日志级别
host: host hosts server servers machine | 主机 服务器 机器
ip: ip ips ip_address | ip地址
temperature: temperature temperatures temp | 温度 气温
humidity: humidity | 湿度
rainfall: rainfall rain precipitation | 降雨量 降水量 雨量 降水
stock: stock inventory | 库存 存货 库存量
weight: weight weights mass | 重量 体重
height: height heights | 身高 高度
distance: distance distances mileage | 距离 里程
population: population | 人口 人口数
views: views visits clicks pageviews hits | 浏览量 访问量 点击量 阅读量 播放量 点击
likes: likes | 点赞数 点赞
author: author authors writer writers | 作者 作家
title: title titles headline headlines | 标题 书名 题目
comments: comments comment replies | 评论数 评论量 评论 回复数
service: service services | 服务
team: team teams | 球队 队伍 战队
battery: battery | 电量 电池
close: close closing closing_price close_price | 收盘价 收盘
open: open opening opening_price open_price | 开盘价 开盘
high: high high_price | 最高价
low: low low_price | 最低价
cabin_class: pclass passenger_class cabin_class | 舱位 舱级
rate: rate ratio percentage percent | 比率 率 比例
"""

SUBJECTS = {
    "语文", "数学", "英语", "物理", "化学", "生物", "历史", "地理", "政治", "体育", "音乐", "美术", "科学", "math", "maths",
    "mathematics", "english", "chinese", "physics", "chemistry", "biology", "history", "geography", "science",
}  # fmt: skip
ADDITIVE = {
    "sales",
    "quantity",
    "profit",
    "cost",
    "discount",
    "bytes",
    "bonus",
    "stock",
    "views",
    "likes",
    "rainfall",
    "population",
}
INTENSIVE = {
    "price",
    "salary",
    "score",
    "age",
    "latency",
    "temperature",
    "humidity",
    "rate",
    "weight",
    "height",
    "distance",
    "close",
    "open",
    "high",
    "low",
    "battery",
}
MEASURES = (
    "sales",
    "profit",
    "quantity",
    "cost",
    "salary",
    "score",
    "latency",
    "price",
    "bytes",
    "views",
)
NEVER_MEASURED = {"status", "year", "month", "quarter", "weekday", "order", "level", "date"}
GENERIC_HEADS = (
    "name",
    "id",
    "no",
    "number",
    "code",
    "key",
    "名称",
    "名",
    "编号",
    "编码",
    "号",
    "代码",
    "id",
)


def _read(text):
    meanings = {}
    for line in text.strip().splitlines():
        meaning, words = line.split(":")
        english, chinese = words.split("|")
        meanings[meaning] = [word.replace("_", " ") for word in english.split()] + chinese.split()
    return meanings


CONCEPTS = _read(_CONCEPTS)
MEANINGS = {}
for _meaning, _words in CONCEPTS.items():
    for _word in _words:
        MEANINGS.setdefault(_word, []).append(_meaning)

# Aggregates, the longest wording first where one contains another.
AGGREGATES = (
    ("distinct", r"\b(?:number|count) of (?:the )?(?:unique|distinct|different)\b|how many (?:unique|distinct|different|kinds of|types of)"
     r"|\b(?:unique|distinct|different)\b|去重(?:后|计数)?的?(?:个数|数量?)?|不重复的?|不同的?(?:个数|数量)?|多少种(?:不同的?)?|几种|几类|多少类"),
    ("mean", r"\b(?:averages?|averaged|mean|avg|on average)\b|平均(?:值|数(?!量)|每[单笔个件])?|均值|人均|的均"),
    ("median", r"\bmedian\b|中位数?值?"),
    ("std", r"\b(?:standard deviation|std ?dev|stdev|std)\b|标准差|标准偏差"),
    ("var", r"\bvariance\b|方差"),
    ("p99", r"\bp99\b|\b99(?:th)? ?percentile\b|99 ?分位数?"),
    ("p95", r"\bp95\b|\b95(?:th)? ?percentile\b|95 ?分位数?"),
    ("p90", r"\bp90\b|\b90(?:th)? ?percentile\b|90 ?分位数?"),
    ("p75", r"\bp75\b|\b75(?:th)? ?percentile\b|upper quartile|75 ?分位数?|上四分位数?"),
    ("p25", r"\bp25\b|\b25(?:th)? ?percentile\b|lower quartile|25 ?分位数?|下四分位数?"),
    ("missing", r"\bhow many (?:missing|empty|blank|null)(?: values?| cells?)?|\bmissing values?\b|\b(?:number|count) of (?:missing|empty|null)(?: values?)?|缺失?了?多少个?|缺失值(?:的)?(?:数量|个数|有多少个?)?|缺失(?:的)?(?:数量|个数)|空值(?:数量|个数)?"),
    ("range", r"\b(?:value )?range\b|取值范围|范围|极差"),
    ("max", r"\b(?:maximum|max)\b|最大值|最高值|最多值"),
    ("min", r"\b(?:minimum|min)\b|最小值|最低值"),
    ("count", r"\bhow many\b|\b(?:the )?(?:total )?(?:number|count|no\.?) of\b|\bcounts?\b|\bfrequenc(?:y|ies)\b"
     r"|有?多少(?:个|条|行|单|次|人|名|笔|位|家|件|款|项|份|台|种)|有多少|多少(?=[\u4e00-\u9fff])|几(?:个|条|行|单|次|人|名|笔|位|家)(?!月)"
     r"|(?:总)?(?:计数|个数|条数|行数|次数|人数|笔数|单数|频次|记录数|订单数量?|订单量|天数|请求数|请求量|频率)"),
    ("sum", r"\b(?:totals?|totalled|totaling|sum|sums|overall|altogether|in total|combined|aggregate)\b"
     r"|多少钱|总和|求和|合计|总计|总共|一共|共计|累加|加总|之和|总数(?!量)|汇总|总额|总(?![体结])"),
)  # fmt: skip
EXTREMES = (  # wording, direction, meaning it points at
    (r"花[得的费了]*最多|\bsp(?:ent|ends?) (?:the )?most\b", "desc", "cost"),
    (r"花[得的费了]*最少|\bsp(?:ent|ends?) (?:the )?least\b", "asc", "cost"),
    (r"\b(?:most expensive|priciest|costliest)\b|最贵", "desc", "price"),
    (r"\b(?:cheapest|least expensive)\b|最便宜", "asc", "price"),
    (r"\boldest\b|年龄最大|最老|最年长", "desc", "age"),
    (r"\byoungest\b|年龄最小|最年轻", "asc", "age"),
    (r"\b(?:latest|newest|most recent)\b|最新|最晚|最近(?!\s*\d|[一二三四五六七八九十两])", "desc", "date"),
    (r"\bearliest\b|\bfirst(?= (?:order|purchase|transaction|sale|visit|record|request)\b)|最早", "asc", "date"),
    (r"\bslowest\b|最慢", "desc", "latency"),
    (r"\bfastest\b|最快", "asc", "latency"),
    (r"\b(?:hottest|warmest)\b|最热|最暖", "desc", "temperature"),
    (r"\b(?:coldest|coolest)\b|最冷", "asc", "temperature"),
    (r"\bheaviest\b|最重", "desc", "weight"),
    (r"\bbest[ -]?sell(?:ing|ers?)\b|\bsells? best\b|\bsold (?:the )?most\b|\bmost sold\b|最?畅销|卖[得的][最更][好多]|卖最[好多]|最好卖|卖[得的][多好]|买[得的]最多|\bsells? more\b|\bsold more\b", "desc", "sales"),
    (r"\bworst[ -]?sell(?:ing|ers?)\b|\bsold (?:the )?least\b|\bleast sold\b|滞销|卖[得的]最[差少]|卖最[差少]", "asc", "sales"),
    (r"\bmost (?:popular|common|frequent)\b|最受欢迎|最热门|最常见", "desc", ""),
    (r"\bmost profitable\b|最赚钱", "desc", "profit"),
    (r"\b(?:highest|(?<!at )most|largest|biggest|greatest|best|longest|tallest|richest|busiest)\b|最[高大多好强长]的?|排?名?第一|冠军|\btop\b(?!\s*\d)", "desc", ""),
    (r"\b(?:lowest|(?<!at )least|fewest|smallest|worst|shortest|poorest)\b|最[低小少差弱短]的?|倒数第一|垫底", "asc", ""),
)  # fmt: skip
CHARTS = (
    ("histogram", r"\bhistogram\b|直方图"),
    ("scatter", r"\bscatter(?: ?plot| chart| graph)?\b|散点图?"),
    ("pie", r"\bpie(?: chart| graph| plot)?\b|饼状?图|扇形图|环形图"),
    ("line", r"\bline (?:chart|graph|plot)\b|折线图?|曲线图?|趋势图|走势图"),
    ("bar", r"\b(?:bar|column) (?:chart|graph|plot)s?\b|\bbars\b|柱状图|柱形图|条形图|直条图"),
    ("trend", r"\btrends?\b|\bover time\b|随着?时间的?(?:变化|推移)?|趋势|走势|变化(?:情况)?"),
    ("any", r"\b(?:plot|chart|graph|draw|visuali[sz]e|visuali[sz]ation|picture|figure)s?(?:ted|ting|ing)?\b|画[一张个]*图?|绘制|绘图|作图|可视化|图表|出图|做[一张个]*图|统计图|生成[一张个]*图"),
    ("spread", r"\bdistributions?\b|\bdistributed\b|分布(?:情况|图)?"),
)  # fmt: skip
SUMMARY = (
    r"\bsummar(?:y|i[sz]e|ies)\b|\boverview\b|\bdescribe\b|\bdescription\b|\bprofile\b|\bexplore\b|\bstatistics\b"
    r"|what(?:'s| is| does)? (?:in )?(?:this|the) (?:file|data|table|dataset)|\btell me about\b|\bwhat(?:'s| is) (?:in|inside)\W*$|里面?有什么|有什么$|\b(?:what|which|list|show)(?: \w+)? (?:columns|fields|headers)\b"
    r"|概括|概览|概况|摘要|总结|描述(?:一下)?|介绍|了解一下|有哪些(?:列|字段)|哪些(?:列|字段)|什么(?:列|字段|数据|内容)|基本情况|基本信息|整体情况|描述性统计|看看这个"
)
SHARE = r"\b(?:share|proportion|percentages?|percent|pct)\b(?: of)?|占比|所占(?:的)?(?:比例|百分比|比重)?|百分比|比重|占[^，,]{0,6}多少|占总"
GROWTH = r"\b(?:month[- ]over[- ]month|year[- ]over[- ]year|week[- ]over[- ]week|mom|yoy|growth(?: rates?)?|grew|rate of change)\b|环比|同比|增长率?|增速|增幅"
RUNNING = r"\b(?:running total|cumulative(?: sum| total)?|running sum)\b|累计|累积"
RELATION = r"\b(?:correlat\w+|relationships?|relation)\b(?: between)?|相关(?:性|系数)?|关系|关联"
ROWS = r"\b(?:show|list|display|find|give me|print|get|return|which rows|what rows|filter)\b|列出|显示|找出|查出|查询|筛选|展示|查看|输出|哪些|有哪些|给出|明细"
ROW_NOUNS = (
    r"\b(?:rows?|records?|entries|entry|lines?|orders?|transactions?|items?|requests?|people|persons?|employees?|students?|customers?|users?|products?|observations?|cases|errors?|failures?)\b"
    r"|记录|数据|行|条|笔|订单|单子|员工|学生|客户|用户|人|请求|产品|商品|项|个|名|位|款|家|种|日志|错误|报错|失败"
)
_FIRST = r"\b(?:highest|largest|biggest|lowest|smallest) first\b|\b(?:high to low|low to high|ascending|descending|asc|desc|increasing|decreasing)(?: order)?\b"
SORTED = rf"{_FIRST}|\b(?:sort(?:ed|ing)?|rank(?:ed|ing)?|order(?:ed)?(?= by))\b|排序|排列|排名|排行|从[高大多]到[低小少]|从[低小少]到[高大多]|降序|升序|倒序|由[高大多]到[低小少]|由[低小少]到[高大多]"
DESCENDING = r"\b(?:descending|desc|highest first|largest first|biggest first|high to low|decreasing|rank(?:ed|ing)?)\b|降序|倒序|排名|排行|从[高大多]到|由[高大多]到"
WHICH = r"\bwhich\b|\bwho\b|\bwhose\b|\bwhat\b|哪|谁|什么"
COMPARED = r"\bcompar\w+|\bversus\b|\bvs\b|\bdifference\b|\bmore\b|\bhigher\b|对比|比较|相比|差"
ASCENDING = r"\b(?:ascending|asc|lowest first|smallest first|low to high|increasing)\b|升序|从[低小少]到[高大多]|由[低小少]到[高大多]|从小到大"
FILLER = (
    r"\b(?:a|an|the|of|in|on|for|to|from|with|and|or|is|are|was|were|be|been|has|have|had|do|does|did|what|what's|whats|which|who|whose|how|much|many|where|when"
    r"|that|this|these|those|there|it|its|me|my|i|we|our|us|you|your|can|could|would|will|please|pls|tell|give|get|want|need|know|find|show|list|display|print|calculate|compute|work|out|make|create|produce|generate"
    r"|return|see|look|at|all|any|each|every|per|by|across|between|compare|compared|comparison|versus|vs|as|into|than|then|also|just|only|some|using|use|based|data|dataset|file|files|table|csv|json|jsonl|tsv|values?|columns?|fields?|rows?"
    r"|records?|entries|entry|lines?|numbers?|amounts?|made|has|having|got|had|sum|result|results|answer|question|analysis|analy[sz]e|analy[sz]ing|report|stats?|statistics|breakdown|broken|down|split|up|group|grouped|grouping"
    r"|first|last|top|bottom|save|saved|export|store|write|png|image|chart|different|various|whole|entire|overall|so|far|most|least|more|less|s|is|let|help|about|check|here|hi|hello|ok|thanks|year|quarter|month|week|day|"
    r"according|regarding|respectively|individual|own|both|them|they|he|she|if|not|no|yes|over|period|time|times|daily|order|orders|transactions?|requests?|occurrences?|often|appears?|occurs?|frequent(?:ly)?|common|bought|buy|purchased?|paid|selling|generated?|brought|contributed?|single|biggest|come|came|go|went|performance|performing|performed)\b"
    r"|请问|请你|帮我|给我|麻烦|我想知道|我想|我要|想要|知道|看一下|看看|一下|统计|分析|计算|算出|求出|得出|多少|是什么|什么|分别|各自|每个|所有的?|全部的?|整个|里面|文件|数据|表格|记录"
    r"|并且|或者?|以及|其中|按照|根据|进行|情况|结果|数值|数字|哪一?个?|哪些|怎么样?|如何|需要|要求|出来|它们|这个|那个|这份|这些|单位|之间|对比|比较|相比|报告|报表|展示|显示|列出|输出|生成|导出|保存"
    r"|图片|最后|然后|同时|订单|时候|期间|不同|明细|分组|一共|排名|大概|目前|关于|各个|方面|东西|给出|告诉|可以|应该|出现|次数|购买|贡献|带来|产生|达到|超过|使用|中的|请求|有没有|一起|一张|一个|两者"
)
FILLER_LETTERS = set(
    "请你我它帮给想看下算求得出多少各每里中表行列条个的了是有在和与及并且或对把将从到用按照以来做吗呢吧啊呀之间成为图画张一每名位种家款笔单项台人天日周月年号元时期占总卖买也都还就再先后前会能这那些哪谁分钟小数值高低大最不等要求"
)
