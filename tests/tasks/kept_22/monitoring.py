"""This computer and its services: a process, a port, a log that grows, addresses."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.host import free_port, growing, holding, listening
from tests.tasks.judging import between
from tests.tasks.world import World


@task("en")
def process_over_its_limit(world: World) -> Asked:
    over = world.chance.random() < 0.5
    held = world.chance.randint(150, 220) if over else world.chance.randint(30, 60)
    pid = holding(world, held).pid

    def holds(answered: Answered) -> None:
        between(answered.completed(), held, (held + 30) * 1.05)
        no = (
            "not ",
            "n't",
            "no ",
            "below",
            "under",
            "never",
            "within",
            "stayed",
            "0 of",
            "less",
            "ok",
        )
        yes = (
            "yes",
            "exceed",
            "over",
            "above",
            "more than",
            "warning",
            "alert",
            "crossed",
            "> 100",
        )
        answered.says_any(*(yes if over else no))

    return Asked(
        f"Watch the process with pid {pid} for 5 seconds and warn me if it uses more than 100 MB "
        "of memory. Tell me how many MB it uses.",
        holds,
    )


@task("zh")
def port_watched_for_seconds(world: World) -> Asked:
    is_open = world.chance.random() < 0.5
    port = listening(world) if is_open else free_port()

    def holds(answered: Answered) -> None:
        told = answered.completed().says(str(port)).answer
        gone = r"[连通]不[上通]|[不没未无]有?[能可法]?以?(连接|连上|连|开放|监听|通|正常|成功)?"
        plain = re.sub(gone, "", told)
        if is_open:
            good = ("能连", "连上", "连接", "可以", "开", "监听", "正常", "成功", "通")
            assert any(word in plain for word in good), told
            assert not re.search(
                r"[全都]部?失败|拒绝(?!\s*[:：]?\s*0)|成功率?\s*[:：]?\s*0", told
            ), told
        else:
            bad = "不能|不上|不可|不通|关闭|关着|拒绝|(?<!没有)(?<!没)失败|无法|无人|未开|没开"
            assert re.search(bad + "|没有监听|没有程序|没有在|没连|没能|没有连", told), told

    return Asked(f"盯住本机的 {port} 端口 5 秒，每秒试一次，看它能不能连上", holds)


@task("zh")
def fresh_errors_of_a_log(world: World) -> Asked:
    codes = [f"E{n}" for n in world.chance.sample(range(1000, 9999), 63)]
    old = [f"2025-10-10 10:00:0{i} ERROR 支付失败 {code}" for i, code in enumerate(codes[:3])]
    world.text("服务.log", "\n".join(old) + "\n")
    lines = []
    for i, code in enumerate(codes[3:]):
        level = "ERROR 支付失败" if i % 2 else "INFO 下单成功"
        lines.append(f"2025-10-10 11:{i // 60:02}:{i % 60:02} {level} {code}")
    growing(world, "服务.log", lines * 2)

    def holds(answered: Answered) -> None:
        answered.completed().says_not(*codes[:3])
        seen = [code for code in codes[4::2] if code in answered.answer]
        assert len(seen) >= 3, (seen, answered.answer[:1500])

    return Asked("跟踪 服务.log 8 秒钟，把这段时间里新写进来的 ERROR 行列出来", holds, changes=True)


@task("en")
def three_addresses_and_their_health(world: World) -> Asked:
    status = world.chance.choice([500, 502, 503])
    names = world.chance.sample(["shop", "mail", "wiki", "auth", "pay"], 3)
    bad = world.chance.choice(names)

    def sick(_path: str) -> tuple[int, str]:
        return status, "<p>out of order</p>"

    url = world.serve({f"/{n}/ping": sick if n == bad else "<p>ok</p>" for n in names})

    def holds(answered: Answered) -> None:
        answered.completed().says(*(f"/{n}/ping" for n in names))
        answered.says_number(status, 0).says_number(200, 0)
        near_it = [x for x in answered.answer.splitlines() if str(status) in x]
        assert any(f"/{bad}/ping" in x for x in near_it) or len(near_it) == 1, answered.answer

    asked = ", ".join(f"{url}/{n}/ping" for n in names)
    return Asked(
        f"Which of these addresses are healthy? Give me the status code of each: {asked}", holds
    )
