"""Words that say what is to be done (acts) and to what (objects), in both languages, by class."""

from functools import cache

from aios.contracts.text import normalise, terms

# One line a class. Chinese words may be up to four characters, English phrases up to two words.
ACTS = {
    "make": "写 编写 实现 开发 搭建 搭 做个 做一个 做一款 生成 构建 封装 产生 撸 write implement build create "
    "develop code scaffold generate program make",
    "adapt": "改成 改写 重写 重构 加上 加个 加一个 移植 rewrite refactor add translate",
    "review": "审查 评审 走查 审阅 点评 把关 挑刺 挑毛病 review audit critique roast feedback nitpick",
    "explain": "解释 讲解 解读 什么意思 干嘛的 explain understand walk",
    "mend": "修 修复 修改 调试 排查 定位 怎么解决 搞定 fix debug troubleshoot solve repair diagnose",
    "why": "为什么 为啥 怎么回事 咋回事 啥情况 哪里错 哪错了 why wrong",
    "convert": "转成 转换 转为 转 变成 转码 convert turn",
    "seek": "找 搜 搜索 查找 找出 找到 在哪 哪里用到 search find grep locate where usages",
    "enumerate": "列出 列一下 有哪些 几个 多少个 数一下 list count many enumerate",
    "arrange": "移动 重命名 改名 复制 拷贝 删除 删掉 清理 整理 归档 压缩 解压 打包 合并 拆分 备份 分类 "
    "move rename copy delete remove clean organize organise sort archive zip unzip compress extract merge "
    "concatenate split backup",
    "compare": "比较 对比 区别 不同 差异 优缺点 compare difference versus vs pros cons diff",
    "harvest": "抓 抓取 爬 爬取 爬下 采集 扒 扒下 薅 翻页 擷取 下载 scrape crawl grab harvest pull fetch "
    "collect download",
    "reckon": "统计 汇总 平均 均值 求和 总和 总额 合计 占比 分布 趋势 环比 同比 分析 计算 算 中位数 相关 排名 "
    "最高 最多 最低 最少 最好 average mean median sum total group analyse analyze analysis top highest lowest "
    "most least percentage share distribution correlation trend compute aggregate pivot",
    "plot": "画 画图 画个 画出 绘制 作图 图表 柱状图 折线图 饼图 散点图 直方图 热力图 箱线图 plot chart graph "
    "histogram scatter heatmap visualize visualise draw",
    "watch": "监控 盯 盯着 盯一下 提醒 通知 告警 报警 预警 告诉我 喊我 叫我 alert notify warn monitor watch "
    "track ping tell_me",
    "inspect": "看看 看下 看一下 查看 查下 检查 瞅瞅 check show look view display open print",
    "study": "调研 研究 综述 总结 归纳 概括 了解 介绍 查一下 查一查 查资料 搜一下 推荐 科普 收集 research "
    "summarize summarise summary compare recommend overview lookup gather learn cite quote",
    "compose": "作诗 写诗 写首 写一首 写篇 讲个 讲一个 唱 编个 起名 取名 sing poem haiku joke story song lyrics",
    "errand": "订 预订 预约 买 点个 点外卖 打车 转账 充值 播放 放首 打电话 发微信 发邮件 打开空调 关灯 开灯 叫醒 "
    "挂号 请假 book order buy play call text schedule remind pay turn_on turn_off",
}

OBJECTS = {
    "program": "脚本 函数 程序 类 接口 组件 插件 框架 小程序 机器人 网站 系统 工具 算法 正则 后端 前端 服务端 demo "
    "script function class api app program component plugin bot cli tool library endpoint server regex module "
    "method decorator hook query sql unit_test algorithm",
    "code": "代码 源码 写法 实现 提交 合并请求 code pr diff commit patch snippet pull_request merge_request "
    "implementation",
    "error": "报错 错误 异常 崩溃 闪退 卡死 挂了 失败 白屏 乱码 死循环 bug bugs error exception crash traceback "
    "fail failure broken hang stacktrace segfault",
    "dataset": "数据 表格 表 列 行 字段 数据集 报表 成绩 工资 销量 销售额 订单 收入 营业额 金额 账单 问卷 data "
    "csv excel dataset column row spreadsheet sales revenue order record field price amount",
    "page": "网页 页面 网站 网址 链接 标题 首页 榜 热榜 website site page link url title headline html web",
    "file": "文件 目录 文件夹 文件名 后缀 图片 照片 桌面 file folder directory photo image filename extension",
    "text": "todo fixme 单词 行数 字符串 字数 word line string",
    "host": "cpu 内存 磁盘 硬盘 端口 进程 显卡 网速 带宽 负载 服务器 电脑 风扇 温度 gpu memory ram disk port "
    "process load uptime server machine computer laptop network container service temperature battery swap",
    "log": "日志 log logs",
    "limit": "超过 低于 达到 快满 剩余 不足 满了 above below exceed over under full left drop threshold",
    "document": "论文 文档 合同 报告 手册 资料 会议纪要 文献 笔记 条款 paper contract report document docs pdf "
    "manual handbook notes article",
    "topic": "新闻 市场 竞品 政策 行业 技术 历史 最新 现状 发展 趋势 法规 价格 评测 口碑 news market policy "
    "history latest best trend industry law competitor review state_of statistics",
    "source": "来源 出处 引用 注明 页码 参考文献 source cite citation reference quote",
    "schedule": "每天 每小时 每分钟 每隔 定时 每周 every hourly daily cron",
    "creative": "诗 情书 故事 笑话 歌 作文 春联 祝福 谜语 poem joke story song haiku limerick letter speech essay",
    "life": "机票 外卖 酒店 闹钟 电影票 火车票 餐厅 饭 空调 灯 天气 心情 女朋友 男朋友 老板 星座 flight pizza "
    "restaurant taxi alarm hotel weather dinner lights movie mom boyfriend girlfriend boss",
    "self": "你 你好 您 you your",
}


@cache
def word_classes() -> tuple[dict[str, str], dict[str, str]]:
    """Two maps from a word to its class: Chinese substrings, and English terms as `terms` gives."""
    chinese: dict[str, str] = {}
    english: dict[str, str] = {}
    for kind, classes in (("act", ACTS), ("object", OBJECTS)):
        for name, words in classes.items():
            for word in words.split():
                label = f"{kind}:{name}"
                if word.isascii():
                    english.setdefault(" ".join(terms(word.replace("_", " "))), label)
                else:
                    chinese.setdefault(normalise(word), label)
    return chinese, english
