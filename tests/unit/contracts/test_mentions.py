"""What sentences name, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts import mentions

HERE = {
    "sales.csv",
    "销售数据.csv",
    "data/sales.csv",
    "my data.csv",
    "sales (1).csv",
    "C:\\data\\x.csv",
    "~/notes.md",
    "/tmp/a b.json",
    "README",
    "out.csv",
}
FOLDERS = {".", "logs", "logs/", "日志", "src", "~/Downloads", "/var/log"}
FOLDERS |= {"/", "My Old Papers", "我的 资料"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("total sales in sales.csv.", ["sales.csv"]),
        ("分析销售数据.csv里的地区", ["销售数据.csv"]),
        ("用sales.csv画图", ["sales.csv"]),
        ("读 data/sales.csv，并统计", ["data/sales.csv"]),
        ("read my data.csv now", ["my data.csv"]),
        ("summarise sales (1).csv", ["sales (1).csv"]),
        ('open "/tmp/a b.json"', ["/tmp/a b.json"]),
        ("打开“my data.csv”", ["my data.csv"]),
        ("C:\\data\\x.csv 的行数", ["C:\\data\\x.csv"]),
        ("看看 ~/notes.md 写了什么", ["~/notes.md"]),
        ("what does the README say", ["README"]),
        ("compare sales.csv with data/sales.csv", ["sales.csv", "data/sales.csv"]),
        ("统计 sales.csv，保存成 out.csv", ["sales.csv"]),
        ("python 3.11 print(1) a@b.com 1.5 https://x.com/sales.csv", []),
    ],
)
def test_paths_are_those_that_exist(text: str, expected: list[str]) -> None:
    assert mentions.paths(text, HERE.__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一月.csv到四月.csv哪个月最多", ["一月.csv", "二月.csv", "四月.csv"]),
        ("total of w08.csv to w11.csv", ["w08.csv", "w09.csv", "w10.csv", "w11.csv"]),
        ("stack Mar.csv through May.csv", ["Mar.csv", "Apr.csv", "May.csv"]),
        ("compare w08.csv and w11.csv", ["w08.csv", "w11.csv"]),
        ("rename w08.csv to w12.csv", ["w08.csv"]),
    ],
)
def test_a_run_of_files_is_named_by_its_ends(text: str, expected: list[str]) -> None:
    there = {f"w{n:02}.csv" for n in range(8, 12)} | {"Mar.csv", "Apr.csv", "May.csv"}
    there |= {"一月.csv", "二月.csv", "四月.csv"}
    assert mentions.paths(text, there.__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("total sales in nope.csv", ["nope.csv"]),
        ("分析不存在的文件.csv里的地区", ["不存在的文件.csv"]),
        ("读取missing.csv", ["missing.csv"]),
        ("对比 a.csv 和 sales.csv", ["a.csv"]),
        ("save the result as new.csv", []),
        ("node.js 3.11 a@b.com print(1) os.path 2024.01.02", []),
        ("visit example.com/data.csv", []),
    ],
)
def test_missing_paths_look_like_files_and_are_not_there(text: str, expected: list[str]) -> None:
    assert mentions.missing_paths(text, HERE.__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统计 logs/ 下的文件", ["logs/"]),
        ("logs目录有什么", ["logs"]),
        ("files in logs", ["logs"]),
        ("日志文件夹里有几个文件", ["日志"]),
        ("当前目录有多少文件", ["."]),
        ("count files in this folder", ["."]),
        ("~/Downloads 里最大的文件", ["~/Downloads"]),
        ("下载文件夹里最大的文件", ["~/Downloads"]),
        ("largest files in /var/log", ["/var/log"]),
        ("src下有哪些文件", ["src"]),
        ("写一首诗", []),
        ("list TODO / FIXME comments under src", ["src"]),
        ("how many files are in / in all", ["/"]),
        ("how do logs and src differ", ["logs", "src"]),
        ("which files changed from logs to src?", ["logs", "src"]),
        ("src比logs多了什么", ["logs", "src"]),
        ("按类型数一下日志的文件", ["日志"]),
        ("logs都有什么格式的文件", ["logs"]),
        ("how many txt files are in My Old Papers", ["My Old Papers"]),
        ("文件夹 我的 资料 里有几个 md 文件", ["我的 资料"]),
        ("看看My Old Papers里有什么", ["My Old Papers"]),
        ("In the folder logs, rename scan_*.pdf to invoice_*.pdf", ["logs"]),
        ("in my folder called logs delete the empty files", ["logs"]),
        ("找一下 ./备份2019 目录里重复的文件", []),
        ("what's new in logs compared to src?", ["logs", "src"]),
        ("which is bigger, logs or src?", ["logs", "src"]),
        ("logs 和 src 哪个大", ["logs", "src"]),
        ("dir logs", ["logs"]),
        ("find the dupes in logs and here", ["logs", "."]),
        ("logs: dashes in place of spaces in the names", ["logs"]),
    ],
)
def test_folders(text: str, expected: list[str]) -> None:
    assert mentions.folders(text, FOLDERS.__contains__) == expected


@pytest.mark.parametrize(
    "text",
    [
        "把 docs 里的 readme.md 删掉",
        "看看docs文件夹中的readme.md",
        "show readme.md from the docs folder",
        "delete readme.md in docs",
    ],
)
def test_files_in_a_folder_that_is_named(text: str) -> None:
    there = {"docs", "docs/readme.md"}
    assert mentions.paths(text, lambda name: name in there - {"docs"}) == ["docs/readme.md"]
    assert mentions.missing_paths(text, there.__contains__) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("blog-2023 was our first try, blog-2024 is what we print: what is new", 2),
        ("去年的在 blog-2023，今年的在 blog-2024，差在哪", 2),
        ("garden has grown over the years, is anything in there doubled?", 1),
        ("Somebody else takes over garden next week, which notes are unfinished?", 1),
        ("how many gigabytes do my photos take", 1),
        ("write a script that sorts photos by date", 0),
        ("rename the two garden files to bed-1.txt and bed-2.txt", 1),
        ("what stands in plan.txt about the garden", 0),
        ("is https://a.b/garden online", 0),
        ("move all the pdfs to garden", 0),
    ],
)
def test_folders_called_by_their_bare_names(text: str, expected: int) -> None:
    there = {"blog-2023", "blog-2024", "garden", "photos"}
    assert len(mentions.folders(text, there.__contains__)) == expected


def test_missing_folders() -> None:
    assert mentions.missing_folders("nope/ 里有什么", FOLDERS.__contains__) == ["nope/"]
    assert mentions.missing_folders("the nope folder", FOLDERS.__contains__) == ["nope"]
    assert mentions.missing_folders("files in this folder", FOLDERS.__contains__) == []
    assert mentions.missing_folders("delete every nope folder here", FOLDERS.__contains__) == []


@pytest.mark.parametrize("text", ["删除logs目录下30天以前的.log文件", "统计src里所有.py文件"])
def test_a_kind_of_files_is_no_file(text: str) -> None:
    assert mentions.missing_paths(text, {"logs", "src"}.__contains__) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("找一下 ./备份2019 目录里重复的文件", ["./备份2019"]),
        ("统计 /data/移动/2020 文件夹里的文件", ["/data/移动/2020"]),
        ("how many files are in ./delete-me", ["./delete-me"]),
        ("compare ./old and ./new", ["./old", "./new"]),
        ("run ./build.sh", []),
        ("把 a.txt 移到 ./新目录/", []),
    ],
)
def test_a_folder_written_as_a_path_is_missed_by_its_whole_name(
    text: str, expected: list[str]
) -> None:
    assert mentions.missing_folders(text, FOLDERS.__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("compare ./v1 and ./v9", ["./v9"]),
        ("比较 v1 和 v9 两个文件夹", ["v9"]),
        ("对比 v9 与 v1", ["v9"]),
        ("比较 v1 和 备份2020", ["备份2020"]),
        ("compare v1 and documents", ["documents"]),
        ("v1 和 scanned 哪个文件多", ["scanned"]),
        ("v1 和 归档2024 两个文件夹有什么不同", ["归档2024"]),
        ("compare v1 and v2", []),
        ("compare v1 and show what is in 3 files", []),
        ("compare v1 with this folder", []),
        ("move v1 and v2 to v9", []),
        ("create the folders v1 and v9", []),
        ("v1 里有哪些文件，和 2024 年的比", []),
    ],
)
def test_one_of_a_list_that_is_missing(text: str, expected: list[str]) -> None:
    there = ("./v1", "./v2") if "./" in text else ("v1", "v2")
    assert mentions.missing_beside(text, there, [*there].__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("move all pdfs from src to docs/", []),
        ("把 txt 文件移动到 归档/ 里", []),
        ("create the folders a/, b/", []),
        ("copy the logs in gone/ to docs/", ["gone/"]),
    ],
)
def test_where_files_are_to_be_put_need_not_be_there(text: str, expected: list[str]) -> None:
    assert mentions.missing_folders(text, FOLDERS.__contains__) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓取 https://news.ycombinator.com/，前10条", ["https://news.ycombinator.com/"]),
        ("http://localhost:8000/的标题", ["http://localhost:8000/"]),
        ("localhost:8000/x 页面", ["http://localhost:8000/x"]),
        ("127.0.0.1:9000", ["http://127.0.0.1:9000"]),
        ("news.ycombinator.com top 5", ["https://news.ycombinator.com"]),
        ("example.com的标题", ["https://example.com"]),
        (
            "见https://a.com/b的内容（https://c.org/d_(e)）",
            ["https://a.com/b", "https://c.org/d_(e)"],
        ),
        ("https://zh.wikipedia.org/wiki/北京 总结", ["https://zh.wikipedia.org/wiki/北京"]),
        ("http://127.0.0.1:5000/p?q=北京&n=1。", ["http://127.0.0.1:5000/p?q=北京&n=1"]),
        ("mail a@b.com, run main.py, README.md, 3.11", []),
        ("those that start with http://a.com/b/ in http://c.org/m.xml", ["http://c.org/m.xml"]),
        ("http://c.org/m.xml 里以 http://a.com/b/ 开头的", ["http://c.org/m.xml"]),
        ("start with http://a.com/b/", ["http://a.com/b/"]),
    ],
)
def test_urls(text: str, expected: list[str]) -> None:
    assert mentions.urls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前10条", 10),
        ("前十名", 10),
        ("summarise it in 3 points", 3),
        ("give me the five key takeaways", 5),
        ("用三句话总结", 3),
        ("概括成3点", 3),
        ("players with more than 20 points", None),
        ("前１０条", 10),
        ("top 5", 5),
        ("top ten", 10),
        ("10 largest files", 10),
        ("three biggest", 3),
        ("最大的5个文件", 5),
        ("最大的三个", 3),
        ("三个标题", 3),
        ("二十五个", 25),
        ("排名前五", 5),
        ("first 20 rows", 20),
        ("a dozen links", 12),
        ("newest 3 episodes of the podcast", 3),
        ("the most recent two posts", 2),
        ("rated at least 4", None),
        ("at most 5 seats", None),
        ("前 7 天", None),
        ("last 7 days", None),
        ("过去3个月", None),
        ("第3个", None),
        ("抓取前3页", None),
        ("the first 3 pages", None),
        ("前3页的前十条", 10),
        ("写一个 Flask API", None),
        ("units greater than 20", None),
        ("CPU above 80%", None),
    ],
)
def test_count(text: str, expected: int | None) -> None:
    assert mentions.count(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大于 20 小于 1,000.5", [20.0, 1000.5]),
        ("阈值 80%", [80.0]),
        ("百分之八十", [80.0]),
        ("2024-01-02 的 p95.csv 前 3", [3.0]),
    ],
)
def test_numbers(text: str, expected: list[float]) -> None:
    assert mentions.numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("端口 8080", [8080]),
        ("8080 端口", [8080]),
        ("ports 80, 443 and 22", [80, 443, 22]),
        ("localhost:5000", [5000]),
        ("4001和4002两个端口", [4001, 4002]),
        ("nothing listens on 4003", [4003]),
        ("who is on http://127.0.0.1:5000/", [5000]),
        ("when is it open? http://127.0.0.1:38071/visit", []),
        ("port 99999", []),
        ("at 12:30", []),
    ],
)
def test_ports(text: str, expected: list[int]) -> None:
    assert mentions.ports(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*.py", ["*.py"]),
        ("有多少 py 文件", ["*.py"]),
        ("所有 .log", ["*.log"]),
        ("get rid of the .tmp and .bak files", ["*.tmp", "*.bak"]),
        ("tmp、bak 和 log 文件", ["*.tmp", "*.bak", "*.log"]),
        ("zip all the pdfs in papers", ["*.pdf"]),
        ("all the docs folders", []),
        ("find .py, .js and .ts here", ["*.js", "*.ts", "*.py"]),
        ("all python scripts", ["*.py"]),
        ("markdown files", ["*.md"]),
        ("only the .mp4 ones", ["*.mp4"]),
        ("只要 csv 的", ["*.csv"]),
        ("just the text", []),
        ("src/**/*.ts", ["src/**/*.ts"]),
        ("这个 csv 文件", []),
        ("把它转成 json 文件", []),
        ("2*3", []),
    ],
)
def test_globs(text: str, expected: list[str]) -> None:
    assert mentions.globs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保存成 out.csv", "out.csv"),
        ("存到 result.json", "result.json"),
        ("导出到 结果.xlsx", "结果.xlsx"),
        ("save as x.png", "x.png"),
        ("write it to report.md", "report.md"),
        ("save the titles to out.csv, then plot", "out.csv"),
        ("compare a.csv to b.csv", None),
        ("新建一个文件 todo.txt", "todo.txt"),
        ("create a new file plan.md with the text hi", "plan.md"),
        ('append "x" to notes.txt', None),
        ("convert data.json to csv", None),
        ("which store in 门店.csv sold the most", None),
        ("how does store A compare to b.csv", None),
        ("the output of each plant in plants.csv", None),
        ("store the result in b.csv", "b.csv"),
        ("total by region, then dump it in b.json", "b.json"),
        ("please export as b.xlsx", "b.xlsx"),
        ("不存在的文件.csv", None),
        ("We saved the visits in visits.log. Which door is used?", None),
        ("the readings are saved in r.csv, which is highest", None),
        ("我把门禁记录存在 门禁.log 里了，谁来得最早", None),
    ],
)
def test_output_name(text: str, expected: str | None) -> None:
    assert mentions.output_name(text) == expected


def test_quoted_in_all_kinds_of_marks() -> None:
    text = "搜 “错误” 和 'a b' don't it's \"x\" 「日」 `c`"
    assert mentions.quoted(text) == ["错误", "a b", "x", "日", "c"]


@given(
    st.text(max_size=200)
    | st.text("前top10.csv /\\~:'\"“”，的一二十 保存成*端口http://a", max_size=80)
)
def test_nothing_a_person_writes_breaks_them(text: str) -> None:
    for exists in (lambda _: True, lambda _: False):
        for name in mentions.paths(text, exists):
            assert name in text
        mentions.missing_paths(text, exists)
        mentions.folders(text, exists)
        mentions.missing_folders(text, exists)
    assert all("://" in url for url in mentions.urls(text))
    assert all(0 < port < 65536 for port in mentions.ports(text))
    assert len(mentions.blank_urls(text)) == len(text)
    assert (mentions.count(text) or 1) > 0
    mentions.numbers(text), mentions.quoted(text), mentions.globs(text)
    mentions.output_name(text)


def test_a_long_text_asks_the_disk_a_bounded_number_of_times() -> None:
    asked: list[str] = []
    mentions.paths("数据" * 3000 + ".csv " * 500, lambda name: bool(asked.append(name)))
    assert len(asked) <= 600


@pytest.mark.parametrize(
    ("host", "other"),
    [
        ("example.com", "www.example.com"),
        ("www.example.com:81", "example.com:81"),
        ("localhost:8000", ""),
        ("127.0.0.1", ""),
        ("[::1]:80", ""),
        ("intranet", ""),
        ("www.com", ""),
        ("", ""),
    ],
)
def test_a_site_has_a_name_with_and_without_www(host: str, other: str) -> None:
    assert mentions.twin(host) == other


def test_a_folder_named_like_a_kind_of_file_is_no_pattern() -> None:
    assert mentions.globs("资料在 docs 文件夹") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which program logged most in syslog", ["syslog"]),
        ("messages 里哪个程序日志最多", ["messages"]),
        ("how many messages are in app.log", ["app.log"]),
        ("access.log.1的状态码分布", ["access.log.1"]),
        ("top IPs in access.log.7", []),
    ],
)
def test_logs_without_an_extension_and_with_the_number_of_a_turn(text, names):
    have = {"syslog", "messages", "app.log", "access.log", "access.log.1"}
    assert mentions.paths(text, have.__contains__) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("学生成绩.csv 打开乱码，转成 utf8", None),
        ("把 a.csv 转成 excel，保存为 成绩单.xlsx", "成绩单.xlsx"),
        ("保存成本月.csv", "本月.csv"),
        ("zip a b.csv and c.csv as d.zip", "d.zip"),
        ("把当前文件夹打包，叫 all.tar.gz", "all.tar.gz"),
        ("把 a.txt 和 b.txt 拼成一个 全书.md", "全书.md"),
        ("把这几章合并成一本书 全书.txt", "全书.txt"),
        ("join the notes into one file called all.txt", "all.txt"),
        ("cat a.txt b.txt > all.txt", "all.txt"),
        ("which rows have x > 5 in a.csv", None),
    ],
)
def test_names_that_hold_verbs_and_names_given_to_archives(text: str, name: str | None) -> None:
    assert mentions.output_name(text) == name
    assert not mentions.globs(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("make a zip of docs", ["docs"]),
        ("compare a and docs", ["a", "docs"]),
        ("which files in a are not in docs", ["a", "docs"]),
        ("count the files in folder a now", ["a"]),
    ],
)
def test_an_article_is_no_folder(text: str, expected: list[str]) -> None:
    assert sorted(mentions.folders(text, {"a", "docs"}.__contains__)) == sorted(expected)
