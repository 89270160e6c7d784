"""The action from request to program: adapted, tested, explained; or refused."""

import ast
from collections.abc import Callable
from typing import Any

import pytest

Write = Callable[..., Any]


@pytest.fixture
def write(run_script: Callable[..., Any]) -> Write:
    def call(text: str, language: str = "en", guest: tuple[str, str] | None = None) -> Any:
        parameters = {"request": text}
        return run_script("code-generation", "write_program", parameters, language, guest)

    return call


def constant(code: str, name: str) -> Any:
    for node in ast.parse(code).body:
        target = getattr(node, "targets", [getattr(node, "target", None)])[0]
        if isinstance(target, ast.Name) and target.id == name:
            return ast.literal_eval(node.value)  # type: ignore[attr-defined]
    raise LookupError(name)


def test_the_flask_api_in_chinese(write: Write, guest_python: tuple[str, str]) -> None:
    text = "写一个 Flask API，实现用户注册和登录功能，端口 8080，token 24小时过期"
    ran = write(text, "zh", guest_python)
    result = ran.result
    assert (ran.status, result["origin"]) == (0, "cookbook/flask-auth-api")
    assert constant(result["code"], "PORT") == 8080
    assert constant(result["code"], "TOKEN_LIFETIME_S") == 86400
    tests = result["data"]["tests"]
    assert tests["passed"] >= 30
    assert tests["failed"] == 0
    assert f"{tests['passed']} 个测试全部通过" in result["answer"]
    assert "端口 = 8080" in result["explanation"]
    assert sorted(ran.files) == ["README.md", "auth_api.py", "requirements.txt", "test_auth_api.py"]
    assert ran.files["auth_api.py"] == result["code"]
    assert "passed" in ran.output


def test_the_flask_api_with_email_under_another_name(
    write: Write, guest_python: tuple[str, str]
) -> None:
    text = "Flask sign up and log in API by email, prefix /api/v1, store in accounts.db, server.py"
    ran = write(text, "en", guest_python)
    code = ran.result["code"]
    assert constant(code, "LOGIN_FIELD") == "email"
    assert constant(code, "URL_PREFIX") == "/api/v1"
    assert constant(code, "DATABASE") == "accounts.db"
    assert ran.files["server.py"] == code
    assert "from server import" in ran.files["test_auth_api.py"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("实现一个重试装饰器，重试五次，首次等待 200 毫秒",
         {"MAX_RETRIES": 5, "BASE_DELAY_S": 0.2}),
        ("retry decorator with backoff, max_retries=7, initial delay 2 seconds, max delay 1 minute",
         {"MAX_RETRIES": 7, "BASE_DELAY_S": 2, "MAX_DELAY_S": 60}),
        ("限流器，每分钟最多 100 个请求", {"LIMIT": 100, "PERIOD_S": 60}),
        ("rate limiter, 5 requests per second, burst of 20",
         {"LIMIT": 5, "PERIOD_S": 1, "BURST": 20}),
        ("LRU cache with capacity 500 and ttl of 5 minutes", {"CAPACITY": 500, "TTL_S": 300}),
        ("写一个 LRU 缓存，容量一百，10 秒过期", {"CAPACITY": 100, "TTL_S": 10}),
        ("写一个密码生成器，20 位，一次生成 5 个密码，不要特殊字符",
         {"LENGTH": 20, "COUNT": 5, "WITH_SYMBOLS": False}),
        ("命令行待办，数据放在 tasks.json", {"DEFAULT_FILE": "tasks.json"}),
        ("清洗 CSV，按 email 去重，缺失值用中位数填充，保存为 out.csv",
         {"KEY_COLUMNS": ["email"], "MISSING": "median", "OUTPUT": "out.csv"}),
        ("clean a csv: drop rows with missing values", {"MISSING": "drop"}),
        ("日志分析脚本，列出前 20 个错误", {"TOP": 20}),
        ("打印斐波那契数列前二十项", {"COUNT": 20}),
        ("print the first twenty-five Fibonacci numbers", {"COUNT": 25}),
        ("打印斐波那契数列前几十项", {"COUNT": 10}),
        ("find all primes below 5000", {"LIMIT": 5000}),
        ("asyncio downloader, no more than 6 at a time", {"CONCURRENCY": 6}),
        ("写一个线程池，结果按输入顺序返回，6 个线程", {"WORKERS": 6}),
        ("写一个线程池，任务并行执行，结果保持顺序", {"WORKERS": 8}),
        ("实现一个缓存装饰器，默认 45 秒后过期", {"TTL_S": 45}),
        ("a tool that sorts files into folders by month", {"BY": "month"}),
        ("把大的 csv 拆成多个文件的脚本，每个文件 250 行", {"ROWS": 250}),
        ("a decorator with a timeout of 8 seconds", {"TIMEOUT_S": 8}),
        ("group a csv: the sum of amount per shop", {"BY": "shop"}),
        ("standard library only REST API for pets", {"RESOURCE": "pets"}),
    ],
)  # fmt: skip
def test_values_of_the_request_are_in_the_program(
    write: Write, text: str, values: dict[str, Any]
) -> None:
    ran = write(text)
    assert ran.status == 0, ran.result
    assert {name: constant(ran.result["code"], name) for name in values} == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("写爬虫抓取 https://docs.example.org/start ，最多 30 页，间隔 2 秒",
         {"START_URL": "https://docs.example.org/start", "MAX_PAGES": 30, "DELAY_S": 2}),
        ("写一个网站爬虫，每秒最多一个请求，遵守 robots.txt", {"MAX_PAGES": 20, "DELAY_S": 1}),
        ("parallel downloader with 4 threads and 1 retries", {"WORKERS": 4, "RETRIES": 1}),
    ],
)  # fmt: skip
def test_values_of_programs_with_packages(
    write: Write, guest_python: tuple[str, str], text: str, values: dict[str, Any]
) -> None:
    ran = write(text, "zh", guest_python)
    assert ran.status == 0, ran.result
    assert {name: constant(ran.result["code"], name) for name in values} == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a least recently used cache, call it Shelf.", "class Shelf("),
        ("写一个 LRU 缓存，类名叫 Shelf", "class Shelf("),
        ("My students forget brackets. I'd like a function that checks if they match", "def "),
    ],
)
def test_a_class_bears_the_name_wished_for(write: Write, text: str, told: str) -> None:
    ran = write(text)
    assert ran.status == 0, ran.result
    assert told in ran.result["code"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a Python function batched(rows, count) that splits a list into chunks", ["def batched("]),
        ("写一个日志配置函数 configure_logging，输出到控制台和文件", ["def configure_logging("]),
        ("缓存装饰器 remember_for，默认 90 秒", ["def remember_for(", "TTL_S: float | None = 90"]),
        ("implement binary search as find_index(items, target)", ["def find_index("]),
        ("a class RequestGuard: a circuit breaker for calls", ["class RequestGuard"]),
        ("a ThrottleGate class, a token bucket rate limiter", ["class ThrottleGate"]),
        ("flatten a nested list, function called flat_list, in lists.py", ["def flat_list("]),
    ],
)
def test_functions_and_classes_bear_the_names_wished_for(
    write: Write, text: str, names: list[str]
) -> None:
    ran = write(text)
    assert ran.status == 0, ran.result
    assert [name for name in names if name not in ran.result["code"]] == []
    assert ran.result["data"]["tests"]["failed"] == 0


def test_a_module_and_its_function_may_bear_two_names(write: Write) -> None:
    ran = write("flatten a nested list, function called flat_list, in lists.py")
    assert "def flat_list(" in ran.files["lists.py"]
    assert "from lists import flat_list" in ran.files["test_flatten.py"]
    assert "flatten.py → lists.py" in ran.result["explanation"]


def test_options_that_the_program_lacks_are_told(write: Write) -> None:
    ran = write("a password generator script with --length and --rainbow")
    assert ran.result["notes"] == [
        "These words of the request changed nothing in the program: --rainbow"
    ]


def test_only_the_algorithm_asked_for_is_handed_over(write: Write) -> None:
    ran = write("写一个快速排序", "zh")
    assert sorted(ran.files) == ["README.md", "quick_sort.py", "test_quick_sort.py"]
    assert ran.result["answer"].startswith("快速排序：quick_sort.py")
    assert "bubble" not in ran.result["code"]


def test_two_algorithms_come_as_two_files(write: Write) -> None:
    ran = write("implement binary search and merge sort")
    assert {"binary_search.py", "merge_sort.py"} <= set(ran.files)
    assert "# ===== merge_sort.py =====" in ran.result["code"]
    assert ran.result["answer"].startswith("Binary search, Merge sort")


def test_the_program_handed_over_runs_by_itself(write: Write) -> None:
    ran = write("fibonacci numbers, first 12 terms")
    scope: dict[str, Any] = {"__name__": "program"}
    exec(compile(ran.result["code"], "program", "exec"), scope)
    assert scope["first_fibonacci"]() == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("write a ray tracer in Rust", "en", ["Rust", "needs a model"]),
        ("写一个俄罗斯方块", "zh", ["没有符合", "需要模型"]),
        ("Flask API for weather with websockets", "en", ["Nothing in the cookbook"]),
        ("用 Java 写快速排序", "zh", ["Java"]),
    ],
)
def test_a_misfit_is_refused_with_the_way_to_a_model(
    write: Write, text: str, language: str, words: list[str]
) -> None:
    ran = write(text, language)
    assert (ran.status, ran.error["code"]) == (3, "no_model")
    assert all(word in ran.error["message"] for word in words)
    assert "ollama pull qwen2.5-coder:7b" in ran.error["hint"]
    assert ran.files == {}


def test_a_refusal_names_the_nearest_programs(write: Write) -> None:
    error = write("Flask API with user registration and websockets").error
    assert "flask-auth-api" in error["details"]["nearest"]
    assert "Flask API with user registration and login" in error["hint"]
    assert "websockets" in error["details"]["not_covered"]


@pytest.mark.parametrize(
    "text", ["Flask login API on port 99999", "密码生成器，长度 2", "LRU cache with capacity 0"]
)
def test_a_value_out_of_range_is_refused(write: Write, text: str) -> None:
    ran = write(text)
    assert (ran.status, ran.error["code"]) == (3, "bad_request")
    assert "out of range" in ran.error["message"]


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_request_is_refused(write: Write, text: str) -> None:
    assert write(text).error["code"] == "bad_request"


def test_words_that_changed_nothing_are_named(write: Write) -> None:
    ran = write("LRU cache with O(1) get and put for frobnication")
    assert ran.result["notes"] == [
        "These words of the request changed nothing in the program: frobnication"
    ]


@pytest.mark.parametrize(
    ("text", "resource"),
    [
        ("write a REST API for vinyl records", "vinyl-records"),
        ("Flask API to manage a gallery of paintings, port 8000", "galleries"),
        ("build a greenhouse plant REST API", "greenhouse-plants"),
        ("帮我写一个植物的 REST API", "植物"),
        ("写一个管理唱片的增删改查接口", "唱片"),
        ("做一个订单接口，可以新增和查询", "orders"),
    ],
)
def test_an_api_serves_whatever_thing_is_named(
    write: Write, guest_python: tuple[str, str], text: str, resource: str
) -> None:
    ran = write(text, "zh", guest_python)
    assert ran.status == 0, ran.result
    assert ran.result["origin"] == "cookbook/flask-crud-api"
    assert constant(ran.result["code"], "RESOURCE") == resource
    assert ran.result["data"]["tests"]["failed"] == 0


@pytest.mark.parametrize(
    "text", ["REST API with throttling", "REST API for weather", "写一个带限速的接口"]
)
def test_what_is_no_thing_makes_no_resource(write: Write, text: str) -> None:
    ran = write(text)
    assert ran.status == 3 or ran.result["origin"] != "cookbook/flask-crud-api"


@pytest.mark.parametrize(
    ("text", "recipe", "values"),
    [
        (
            "a web crawler with 4 retries and a timeout of 20 seconds",
            "web-scraper",
            {"timeout": 20, "retries": 4},
        ),
        (
            "retry decorator, 7 times, waiting 2s at first and doubling",
            "retry-decorator",
            {"max_retries": 7, "base_delay": 2},
        ),
        (
            "写一个图书管理系统，借期 21 天，每人最多借 3 本",
            "library-management",
            {"loan_days": 21, "max_loans": 3},
        ),
        (
            "写一个带任务队列的线程池，4 个线程，队列最多 50 个任务",
            "worker-pool",
            {"workers": 4, "queue_size": 50},
        ),
    ],
)
def test_the_values_named_are_set(
    write: Write, guest_python: tuple[str, str], text: str, recipe: str, values: dict[str, Any]
) -> None:
    data = write(text, "en", guest_python).result["data"]
    assert (data["recipe"], data["parameters"]) == (recipe, values)


def test_a_number_that_sets_nothing_is_told(write: Write) -> None:
    ran = write("write binary search in python, at most 77 items")
    assert ran.result["notes"] == [
        "These words of the request changed nothing in the program: 77 items"
    ]
