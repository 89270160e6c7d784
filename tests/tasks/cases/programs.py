"""More programs asked for in words; what comes back is run here, on inputs made by chance."""

import json

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.cases.code import computed, constant, handed_over, ran
from tests.tasks.world import World


@task("en")
def merges_tables(world: World) -> Asked:
    values = [world.chance.randint(1, 999) for _ in range(6)]

    def holds(answered: Answered) -> None:
        handed_over(answered, "csv-merge")
        driver = (
            "from pathlib import Path\n"
            "Path('a.csv').write_text('x\\n' + '\\n'.join(map(str, given[:3])) + '\\n')\n"
            "Path('b.csv').write_text('x,y\\n' + '\\n'.join(f'{n},1' for n in given[3:]) + '\\n')\n"
            "code = main(['a.csv', 'b.csv', '-o', 'c.csv'])\n"
            "found = [code, OUTPUT, Path('c.csv').read_text().split()]"
        )
        rows = [f"{value}," for value in values[:3]] + [f"{value},1" for value in values[3:]]
        assert computed(answered, driver, values) == [0, "total.csv", ["x,y", *rows]]

    return Asked("write a script that merges all csv files in a folder into total.csv", holds)


@task("zh")
def cleans_with_pandas(world: World) -> Asked:
    values = [world.chance.randint(1, 999) for _ in range(5)]

    def holds(answered: Answered) -> None:
        handed_over(answered, "pandas-cleaning")
        driver = (
            "texts = [*map(str, given), str(given[0])]\n"
            "frame = pd.DataFrame({'k': list('abcdea'), 'v': texts})\n"
            "frame.loc[1, 'v'] = None\n"
            "cleaned, done = clean(frame, 'drop')\n"
            "found = [[int(v) for v in cleaned['v']], done['duplicates'], done['gaps']]"
        )
        assert computed(answered, driver, values) == [values[:1] + values[2:], 1, 1]

    return Asked("帮我用 pandas 写个数据清洗脚本，处理缺失值、重复行和类型", holds)


@task("zh")
def charges_for_parking(world: World) -> Asked:
    spots, fee = world.chance.randint(5, 500), world.chance.randint(2, 9)

    def holds(answered: Answered) -> None:
        handed_over(answered, "parking-lot")
        driver = "found = [SPOTS, fee(timedelta(hours=2.5)), ParkingLot().free(Size.CAR)]"
        assert computed(answered, driver) == [spots, 3 * fee, spots]

    return Asked(f"设计一个停车场管理系统，{spots} 个车位，每小时 {fee} 元", holds)


@task("en")
def mines_blocks(world: World) -> Asked:
    difficulty = world.chance.randint(1, 3)

    def holds(answered: Answered) -> None:
        handed_over(answered, "blockchain")
        driver = "chain = Blockchain()\nfound = chain.mine('Ann').hash\nchain.check()"
        assert computed(answered, driver).startswith("0" * difficulty)

    return Asked(f"Implement a simple blockchain with difficulty {difficulty}", holds)


@task("zh")
def draws_names(world: World) -> Asked:
    count = world.chance.randint(2, 5)

    def holds(answered: Answered) -> None:
        handed_over(answered, "random-picker")
        assert constant(answered, "COUNT") == count

    return Asked(f"写一个抽奖程序，从名单里抽 {count} 个人", holds)


@task("en")
def asks_for_the_weather(world: World) -> Asked:
    high = world.chance.randint(10, 40)
    daily = {
        "time": ["2030-01-01"],
        "temperature_2m_min": [1],
        "temperature_2m_max": [high],
        "precipitation_sum": [0],
    }
    address = world.serve(
        {"/v1/forecast": lambda path: (200, json.dumps({"daily": daily}))}
    ).rstrip("/")

    def holds(answered: Answered) -> None:
        handed_over(answered, "weather-client")
        driver = "found = WeatherClient().forecast(Place('x', 0, 0), 1)[0].high_c"
        assert computed(answered, driver) == high

    return Asked(f"write a weather API client with base URL {address}", holds)


@task("zh")
def crawls_side_by_side(world: World) -> Asked:
    limit = world.chance.randint(2, 20)

    def holds(answered: Answered) -> None:
        handed_over(answered, "async-crawler")
        assert constant(answered, "CONCURRENCY") == limit

    return Asked(f"用 asyncio 写一个异步爬虫，并发数 {limit}", holds)


@task("en")
def lives_and_dies(world: World) -> Asked:
    generations = world.chance.randint(5, 500)

    def holds(answered: Answered) -> None:
        handed_over(answered, "game-of-life")
        driver = "found = [GENERATIONS, sorted(step(frozenset({(1, 0), (1, 1), (1, 2)}), 5, 5))]"
        assert computed(answered, driver) == [generations, [[0, 1], [1, 1], [2, 1]]]

    return Asked(f"game of life in python, {generations} generations", holds)


@task("zh")
def logs_by_the_day(world: World) -> Asked:
    days = world.chance.randint(2, 30)

    def holds(answered: Answered) -> None:
        handed_over(answered, "logging-setup")
        assert computed(answered, "found = [ROTATE, BACKUPS]") == ["day", days]

    return Asked(f"写一个日志模块，每天切割，保留 {days} 天", holds)


@task("en")
def what_the_program_lacks_is_refused(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.failed("no_model")

    return Asked("write a config loader that reads java properties files", holds)


@task("zh")
def area_of_a_circle(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "functions")
        assert "12.57" in ran(answered, "shapes.py")

    return Asked("写一个函数计算圆的面积", holds)
