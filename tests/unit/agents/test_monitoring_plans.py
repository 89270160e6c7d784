"""What is planned of texts about one process, or several ports, with the bundled skills."""

from pathlib import Path

import pytest

from aios.agents.choose import Chooser
from aios.agents.of_service import of_service
from aios.agents.places import Places
from aios.agents.steps import Step, Stepper
from aios.contracts.route import Route
from aios.skills.library import SkillLibrary
from aios.skills.reader import SkillsFolder

BUNDLED = Path(__file__).parents[3] / "src/aios/skills/bundled"


@pytest.fixture(scope="module")
def library() -> SkillLibrary:
    return SkillLibrary(SkillsFolder(path=BUNDLED).read()[0])


def planned(library: SkillLibrary, text: str, folder: Path = Path("/nowhere")) -> list[Step]:
    route = Route(task=text, type="monitoring", skills=("system-monitoring",), confidence=0.95)
    stepper = Stepper(chooser=Chooser(library, lambda _: route), places=Places(str(folder)))
    return stepper.steps(text)


@pytest.mark.parametrize(
    ("text", "process", "threshold"),
    [
        ("监控进程 29785 5 秒，内存超过 50MB 就提醒我，并画出曲线", "29785", "50MB"),
        ("watch process 77 for 5 s, alert me above 50 MB", "77", "50 MB"),
        ("watch memory of process 431 for 5 s, alert me above 50 MB and plot it", "431", "50 MB"),
        ("端口 48123 背后的进程 2 秒里用了多少内存", "端口 48123", None),
    ],
)
def test_a_process_that_is_named_is_what_is_watched(
    library: SkillLibrary, text: str, process: str, threshold: str | None
) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == "watch_process"
    assert only.fit.parameters["process"] == process
    assert only.fit.parameters.get("threshold") == threshold


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("check whether port 22 and 80 are open", [22, 80]),
        ("端口 3306、6379 和 80 通吗", [3306, 6379, 80]),
        ("is port 8080 open", [8080]),
        ("port 4001 and port 4002, do both listen?", [4001, 4002]),
        ("盯着 4001 和 4002 这两个端口 3 秒，看会不会断", [4001, 4002]),
        ("make sure 127.0.0.1:4001 accepts connections and nobody listens on 4002", [4001, 4002]),
    ],
)
def test_each_port_of_a_list_is_looked_at(
    library: SkillLibrary, text: str, ports: list[int]
) -> None:
    found = [step.fit for step in planned(library, text)]
    assert [fit.parameters["port"] for fit in found if fit] == ports


def test_without_a_process_the_whole_computer_is_watched(library: SkillLibrary) -> None:
    (only,) = planned(library, "监控内存 5 秒，超过 80% 提醒我")
    assert only.fit is not None and only.fit.action.name in ("alert", "watch")


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("CPU 使用率监控 3 秒并画图", ["watch"]),
        ("watch the system load for 3 seconds and plot it", ["watch"]),
        ("what's the system load", ["cpu"]),
        ("CPU 使用率", ["cpu"]),
    ],
)
def test_a_span_of_time_is_watched_and_a_moment_is_read(
    library: SkillLibrary, text: str, actions: list[str]
) -> None:
    found = [step.fit.action.name for step in planned(library, text) if step.fit]
    assert found == actions


@pytest.mark.parametrize(
    "text",
    [
        "36707 端口被哪个进程占用了？告诉我PID",
        "告诉我占用 36707 端口的进程的PID",
        "which process is listening on port 36707?",
        "36707端口的服务是什么程序",
    ],
)
def test_who_holds_a_port_is_not_watched(library: SkillLibrary, text: str) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == "ports"
    assert only.fit.parameters["port"] == 36707


@pytest.mark.parametrize(
    "text",
    [
        "is nginx running? and is port 80 open",
        "is nginx running and is port 80 open?",
        "nginx 在运行吗？80 端口开着吗？",
    ],
)
def test_each_question_on_what_it_names_is_a_step(library: SkillLibrary, text: str) -> None:
    first, second = (step.fit for step in planned(library, text))
    assert first is not None and first.action.name == "processes"
    assert second is not None and second.parameters["port"] == 80


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("现在系统负载多少，温度呢", ["cpu", "sensors"]),
        ("看一下内存，还有磁盘", ["memory", "disks"]),
        ("the server is at 100%, name the culprit that hogs the processor", ["processes"]),
        (
            "Good morning, the till felt strange all night. Since when is the machine up and is "
            "there enough memory?",
            ["computer", "memory"],
        ),
        ("what's the load and the temperature right now", ["cpu", "sensors"]),
        ("CPU 使用率多少？内存呢？", ["cpu", "memory"]),
        ("follow app.log for 4 seconds and show lines with ERROR", ["follow_log"]),
        ("每秒检查一次 http://127.0.0.1:80/health，查 4 次，看有没有失败", ["check_url"]),
        ("http://127.0.0.1:80/slow 响应要多久", ["check_url"]),
        ("ssl cert of https://127.0.0.1:80 valid until?", ["check_url"]),
        ("http://127.0.0.1:80/a 和 http://127.0.0.1:80/b 哪些能打开", ["check_url"]),
        ("how many processes are running", ["processes"]),
        ("电脑好卡，帮我看看是谁占着 CPU", ["processes"]),
        ("is my computer running out of memory?", ["memory"]),
        ("which processes have been running the longest", ["processes"]),
        ("杀之前先看看 4711 是什么进程", ["process_tree"]),
        ("who started process 4711", ["process_tree"]),
        ("load average 1 5 15 分别是多少", ["cpu"]),
        ("现在几点，系统时间", ["computer"]),
        ("io 压力大不大", ["watch"]),
        ("warn me if the load gets past 3 within 4 seconds, and draw a chart of it", ["watch"]),
        ("5 秒内内存高过 90% 就喊我一声，再画条曲线", ["watch"]),
        ("Keep watching the memory for 4 seconds and yell when it rises above 70 %.", ["alert"]),
        ("The intern has gone home. What is sitting on port 9000?", ["ports"]),
        ("9000 端口好像被占了，告诉我是谁，进程号多少", ["ports"]),
        ("backup.py 还在不在跑，占了多少内存", ["processes"]),
        (
            "Measure the cpu for 3 seconds, take that as normal, and tell me what is out of the "
            "ordinary",
            ["record_baseline", "compare_baseline"],
        ),
        ("http://127.0.0.1:80/a 有时会失败，连着请求十次，成功率是多少", ["check_url"]),
        ("Hit http://127.0.0.1:80/a a dozen times and give me the median latency", ["check_url"]),
        ("服务器跑了多久了？内存够不够", ["computer", "memory"]),
        ("内存还剩多少，够不够", ["memory"]),
        ("how many lines per second is app.log growing?", ["follow_log"]),
        (
            "record a baseline of cpu for 2 seconds then tell me if something departs from it",
            ["record_baseline", "compare_baseline"],
        ),
    ],
)
def test_all_that_is_asked_is_looked_at(
    library: SkillLibrary, text: str, actions: list[str], tmp_path: Path
) -> None:
    (tmp_path / "app.log").write_text("INFO\n")
    found = [step.fit.action.name for step in planned(library, text, tmp_path) if step.fit]
    assert found == actions


@pytest.mark.parametrize(
    ("text", "threshold"),
    [
        ("列出占用 CPU 超过 5% 的进程", "5%"),
        ("processes using more than 500 MB of memory", "500 MB"),
    ],
)
def test_processes_beyond_a_limit(library: SkillLibrary, text: str, threshold: str) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == "processes"
    assert only.fit.parameters["threshold"] == threshold


@pytest.mark.parametrize(
    "text",
    ["nginx 这个进程还在吗", "进程 nginx 还在不在", "nginx 服务还活着吗", "is nginx still alive"],
)
def test_whether_a_process_is_there_is_not_watched(library: SkillLibrary, text: str) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == "processes"
    assert only.fit.parameters["name"] == "nginx"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("since when has feeder.py been up", ["feeder.py"]),
        ("feeder.py 是几点启动的", ["feeder.py"]),
        ("how long has the job feeder been running", ["feeder"]),
        ("are redis, mysqld and feeder.py running?", ["redis", "mysqld", "feeder.py"]),
        ("is redis running? and what about mysqld?", ["redis", "mysqld"]),
        ("redis 还在跑吗？mysqld 呢", ["redis", "mysqld"]),
        ("redis 和 mysqld 都启动了吗", ["redis", "mysqld"]),
        ("feeder.py、redis 哪个更占内存", ["feeder.py", "redis"]),
        ("who needs more memory, redis or feeder.py?", ["redis", "feeder.py"]),
        ("my colleague says the job feeder died at night, did it", ["feeder"]),
    ],
)
def test_each_process_of_a_list_and_since_when_it_runs(
    library: SkillLibrary, text: str, names: list[str]
) -> None:
    found = [step.fit for step in planned(library, text)]
    assert [fit.action.name for fit in found if fit] == ["processes"] * len(names)
    assert [fit.parameters.get("name") for fit in found if fit] == names


@pytest.mark.parametrize(
    ("text", "action", "parameters"),
    [
        ("will a 40 GB video fit on this computer?", "disks", {"needed": "40 GB"}),
        ("硬盘还够不够放 80G 的照片", "disks", {"needed": "80G"}),
        ("根目录是不是快满了，超过 70% 就提醒我", "disks", {"threshold": 70.0}),
        ("每隔2秒测一次负载，测6次", "watch", {"samples": 6, "interval": 2.0}),
        (
            "take 6 samples of the memory, 2 seconds apart",
            "watch",
            {"samples": 6, "interval": 2.0},
        ),
        ("which programs hold the most memory? Top four will do.", "processes", {"count": 4}),
        ("who owns pid 77, and how much memory does it use", "process_tree", {"process": "77"}),
        ("is the server under pressure at the moment", "overview", {}),
        ("顾客说 http://127.0.0.1:80/ 打不开，帮忙确认一下", "check_url", {}),
        ("这台电脑还装得下 120G 的录像吗", "disks", {"needed": "120G"}),
        ("watch how it normally behaves for 4 seconds, to compare later", "record_baseline", {}),
    ],
)
def test_what_is_wished_is_filled(
    library: SkillLibrary, text: str, action: str, parameters: dict[str, object]
) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == action
    assert parameters.items() <= only.fit.parameters.items()


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("ping http://127.0.0.1:80/a twenty times", 20),
        ("请求 http://127.0.0.1:80/a 十二次，成功率多少", 12),
        ("check http://127.0.0.1:80/a 7 times", 7),
        ("http://127.0.0.1:80/a 每秒检查一次，查 4 次", 4),
    ],
)
def test_how_often_may_be_said_in_words(library: SkillLibrary, text: str, times: int) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.parameters["times"] == times


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Look after port 9321 for 6 seconds and warn me when it stops responding.", "check_port"),
        ("看着 9321 端口 6 秒，一断就叫我", "check_port"),
        ("Draw how many connections port 9321 has during 5 seconds.", "check_port"),
        ("Observe the processor for 6 seconds, one reading per second, and chart it.", "watch"),
        ("How hot is the CPU right now?", "sensors"),
        ("处理器温度多少，高于 75 度就提醒我", "sensors"),
        ("盯着 CPU 温度 6 秒，高于 75 度就报警", "alert"),
        ("http://127.0.0.1:9/live 还正常吗，返回什么状态码", "check_url"),
        ("进程 4321 还在运行吗，它是什么程序", "processes"),
        ("盯着进程 4321 看 5 秒，CPU 占用要是超过 5% 就提醒我", "watch_process"),
    ],
)
def test_what_is_looked_at_over_time_or_now(library: SkillLibrary, text: str, action: str) -> None:
    (only,) = planned(library, text)
    assert only.fit is not None and only.fit.action.name == action


@pytest.mark.parametrize(
    "text",
    [
        "Tail jobs.log for 6 seconds and warn me when a line with DENIED turns up; how many came?",
        "盯着 jobs.log 6 秒，出现 DENIED 的行就报警，一共几行？",
    ],
)
def test_a_log_that_grows_is_followed(library: SkillLibrary, tmp_path: Path, text: str) -> None:
    (tmp_path / "jobs.log").write_text("ok\n")
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == "follow_log"
    assert only.fit.parameters["pattern"] == "DENIED"


@pytest.mark.parametrize(
    "text",
    [
        "How much RAM is left, and which three processes take the most of it?",
        "内存还剩多少？哪三个进程占得最多？",
    ],
)
def test_the_most_is_of_what_was_asked_about_before(library: SkillLibrary, text: str) -> None:
    free, most = planned(library, text)
    assert free.fit is not None and free.fit.action.name == "memory"
    assert most.fit is not None and most.fit.parameters["sort"] == "memory"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Check http://127.0.0.1:9/a once a second, 6 times in all. How many failed?", True),
        ("Send 6 requests to http://127.0.0.1:9/a: how many got a 200?", True),
        ("http://127.0.0.1:9/a 隔一秒访问一次，访问六次，成功几次", True),
        ("List the orders at http://127.0.0.1:9/a that failed", False),
        ("http://127.0.0.1:9/a 上最慢的产品是哪个，价格多少", False),
    ],
)
def test_a_service_is_asked_about_by_how_it_answers(text: str, asks: bool) -> None:
    assert of_service(text) is asks


@pytest.mark.parametrize(
    ("text", "action", "parameters"),
    [
        (
            "Check http://127.0.0.1:80/price six times, half a second apart; did the price change?",
            "check_url",
            {"times": 6, "interval": 0.5},
        ),
        (
            "app.log 8 秒内同一个 IP 登录失败超过 5 次就报警，报警里写上次数",
            "follow_log",
            {"seconds": 8.0},
        ),
        (
            "measure the memory of leaky_api each second for 7 seconds, and draw leaky.png",
            "watch_process",
            {"process": "leaky_api", "interval": 1.0, "seconds": 7.0},
        ),
        ("每秒看一次 CPU，共4次", "watch", {"samples": 4, "interval": 1.0}),
        ("by how much does app.bin grow within 4 seconds?", "watch_files", {"seconds": 4.0}),
    ],
)
def test_what_is_looked_at_again_and_again_is_one_task(
    library: SkillLibrary, text: str, action: str, parameters: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "app.log").write_text("INFO\n")
    (tmp_path / "app.bin").write_text("0")
    (only,) = planned(library, text, tmp_path)
    assert only.fit is not None and only.fit.action.name == action
    assert (
        parameters.items()
        <= {k: v for k, v in only.fit.parameters.items() if k in parameters}.items()
    )
