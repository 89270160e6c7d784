"""Small real skill folders to plan with: one reads data, one reads pages, one reads folders."""

from pathlib import Path

DATA = """
version = "1.2.0"
category = "data_analysis"
keywords = ["csv", "json", "数据", "统计", "statistics", "data"]
[permissions]
files = "named"
machine = true
[[actions]]
name = "analyze"
description = "Answer a question about a table"
script = "scripts/analyze.py"
utterances = [
    "按地区统计 sales.csv 的销售额", "sales.csv 中哪个产品卖得最多", "计算 orders.json 里价格的平均值",
    "统计每个地区的总额", "total sales by region in sales.csv", "what is the average price in orders.csv",
    "which product sold most in sales.csv", "count the rows of data.csv",
    "分析 sales.csv", "summarise data.csv",
]
words = ["统计", "平均", "总和", "average", "total", "sum"]
timeout_s = 60
memory_mb = 512
[actions.parameters]
type = "object"
required = ["file", "question"]
[actions.parameters.properties.file]
type = "string"
x-fill = "path"
[actions.parameters.properties.question]
type = "string"
x-fill = "text"
[actions.parameters.properties.limit]
type = "integer"
minimum = 1
maximum = 100
x-fill = "count"
[[actions]]
name = "plot"
description = "Draw a chart"
script = "scripts/analyze.py"
utterances = [
    "画图", "画柱状图", "把 sales.csv 画成折线图", "plot sales by month in sales.csv",
    "draw a bar chart of data.csv", "plot it", "绘制饼图", "做一张图表",
]
words = ["画", "图", "plot", "chart"]
[actions.parameters]
type = "object"
required = ["file", "question"]
[actions.parameters.properties.file]
type = "string"
x-fill = "path"
[actions.parameters.properties.question]
type = "string"
x-fill = "text"
[actions.parameters.properties.kind]
type = "string"
enum = ["bar", "line", "pie"]
default = "bar"
x-fill = "choice"
x-words = { bar = ["柱状", "条形"], line = ["折线", "trend"], pie = ["饼图"] }
"""

SCRAPE = """
version = "0.3.0"
category = "research"
keywords = ["网页", "抓取", "scrape", "web page"]
[permissions]
network = ["named", "news.ycombinator.com"]
machine = true
[[actions]]
name = "titles"
description = "Titles of a page"
script = "scripts/scrape.py"
utterances = [
    "抓取 https://example.com 的前10条标题", "爬取网页上的新闻标题和链接", "抓取 Hacker News 前5条",
    "scrape the top 10 titles of https://example.com", "get the links on example.com",
    "top stories on hacker news",
]
words = ["抓取", "爬取", "scrape", "标题", "titles"]
[actions.parameters]
type = "object"
required = ["url"]
[actions.parameters.properties.url]
type = "string"
x-fill = "site"
x-words = { "https://news.ycombinator.com/" = ["hacker news", "hn"] }
[actions.parameters.properties.count]
type = "integer"
minimum = 1
maximum = 50
default = 10
x-fill = "count"
"""

FILES = """
version = "1.0.0"
category = "file_operations"
keywords = ["文件", "目录", "文件夹", "files", "folder"]
tools = ["system.cpu", "system.memory"]
[permissions]
files = "folder"
machine = true
[[actions]]
name = "count_files"
description = "Count the files of a folder"
script = "scripts/files.py"
utterances = [
    "当前目录有多少个 py 文件", "统计 logs 目录下的文件数量", "how many python files are in this folder",
    "count the .log files in logs/", "数一下文件夹里有几个文件",
]
words = ["多少个", "数量", "how many", "count"]
[actions.parameters]
type = "object"
required = ["folder"]
[actions.parameters.properties.folder]
type = "string"
x-fill = "folder"
x-default = "cwd"
[actions.parameters.properties.glob]
type = "array"
items = { type = "string" }
x-fill = "glob"
[actions.parameters.properties.recursive]
type = "boolean"
default = false
x-fill = "flag"
x-words = ["递归", "子目录", "recursively"]
[[actions]]
name = "search"
description = "Search text in files"
script = "scripts/files.py"
utterances = ["在 logs 目录中搜索 “ERROR”", "search for \\"TODO\\" in src/", "查找包含 '超时' 的文件"]
words = ["搜索", "查找", "search", "grep"]
[actions.parameters]
type = "object"
required = ["folder", "needle"]
[actions.parameters.properties.folder]
type = "string"
x-fill = "folder"
x-default = "cwd"
[actions.parameters.properties.needle]
type = "string"
x-fill = "quoted"
[[actions]]
name = "cpu"
description = "CPU usage of this computer"
tool = "system.cpu"
utterances = ["检查 CPU 使用率", "CPU 占用多少", "check the cpu usage", "is the cpu above 80%"]
words = ["cpu", "处理器"]
[actions.parameters]
type = "object"
[actions.parameters.properties.threshold]
type = "number"
minimum = 0
maximum = 100
x-fill = "number"
[[actions]]
name = "memory"
description = "Memory usage of this computer"
tool = "system.memory"
utterances = ["检查内存使用情况", "内存还剩多少", "check the memory usage", "how much ram is free"]
words = ["内存", "memory", "ram"]
"""

MARKDOWN = """---
name: {name}
description: {description}
license: Apache-2.0
---
# {name}
Instructions.
"""


def skill_folder(
    root: Path, name: str, toml: str, scripts: tuple[str, ...], description: str = "A skill."
) -> Path:
    """A skill folder as it lies on a disk."""
    home = root / name
    (home / "scripts").mkdir(parents=True)
    (home / "SKILL.md").write_text(
        MARKDOWN.format(name=name, description=description), encoding="utf-8"
    )
    (home / "skill.toml").write_text(toml, encoding="utf-8")
    for script in scripts:
        (home / "scripts" / script).write_text(f"# {script}\n", encoding="utf-8")
    return home


def three_skills(root: Path) -> Path:
    """A place with the three skills."""
    skill_folder(root, "table-facts", DATA, ("analyze.py",), "Analyse CSV and JSON tables.")
    skill_folder(root, "page-reader", SCRAPE, ("scrape.py",), "Read pages of the web.")
    skill_folder(root, "folder-facts", FILES, ("files.py",), "Facts about files and this host.")
    return root
