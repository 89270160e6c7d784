"""Requests that only make sense after the one before."""

from collections import Counter

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import whole
from tests.tasks.world import World


@task("zh")
def the_same_drawn_by_month(world: World) -> Asked:
    shops, rows = ["城东店", "城西店", "机场店"], []
    months, cells = Counter[int](), Counter[tuple[int, str]]()
    for i in range(144):
        month, shop, amount = i // 24 + 1, shops[i % 3], world.chance.randint(50, 900)
        rows.append((f"2026-{month:02}-{i % 24 + 1:02}", shop, amount))
        months[month] += amount
        cells[month, shop] += amount
    world.csv("连锁店.csv", ("日期", "门店", "营业额"), rows)

    def holds(answered: Answered) -> None:
        everything = whole(answered.completed().picture()).replace(",", "")
        one = all(str(total) in everything for total in months.values())
        assert one or all(str(total) in everything for total in cells.values()), everything[:1500]

    return Asked("现在按月份画个图", holds, first=("连锁店.csv 每个门店的营业额总共多少？",))


@task("en")
def only_the_posts(world: World) -> Asked:
    counts, posts, lines = Counter[str](), Counter[str](), []
    for i in range(420):
        method = world.chance.choice(["GET", "GET", "POST"])
        status = world.chance.choice(["200", "200", "200", "404", "500"])
        counts[status] += 1
        posts[status] += method == "POST"
        lines.append(
            f"192.0.2.{world.chance.randint(1, 99)} - - [21/Nov/2026:{i // 60 + 8:02}:{i % 60:02}"
            f':07 +0000] "{method} /item/{i % 7} HTTP/1.1" {status} '
            f'{world.chance.randint(200, 9000)} "-" "curl/8.5.0"'
        )
    world.text("access.log", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("POST")
        for status, count in posts.items():
            answered.says(status).says_number(count, 0)

    return Asked(
        "only the POST requests",
        holds,
        first=("how many requests per status code are in access.log? it's from apache",),
    )
