"""Made-up bilingual conversations with questions about them, the same ones for the same seed.

Everybody tells facts of their life among small talk. Each fact is asked for in three ways: with
words of the fact (`same`), with none but the name (`other`), and in the other language (`across`).
The last two tell what only a meaning can find: words are not expected to.
"""

import random
from dataclasses import dataclass

ZH_NAMES = "李雷 韩梅 王芳 张伟 刘洋 陈静 杨帆 赵磊 黄丽 周涛 吴敏 徐强 孙倩 马超 朱琳 胡军"
EN_NAMES = (
    "Alice Bruno Carla Derek Elena Felix Greta Henry Irina Jonas Karen Leon Maria Nadia Oscar Paula"
)

# What is told (zh, en), and asked: same words (zh, en), other words (zh, en).
FACTS = (
    (
        ("我养了一只猫，叫{a}", "I have a cat called {a}"),
        ("{who}的猫叫什么", "what is {who}'s cat called"),
        ("{who}家里的宠物是谁", "name the pet at {who}'s home"),
        ("雪球 奥利奥 豆豆 米粒 团子 可乐", "Snowball Oreo Pepper Ginger Mocha Biscuit"),
    ),
    (
        ("我在{a}的医院上班，是护士", "I work as a nurse at the hospital in {a}"),
        ("{who}在哪家医院上班", "at which hospital does {who} work"),
        ("{who}的职业和单位", "what does {who} do for a living"),
        ("苏州 宁波 青岛 厦门 大连 昆明", "Leeds Turin Porto Ghent Malmo Graz"),
    ),
    (
        ("我对{a}过敏，一吃就起疹子", "I am allergic to {a}, it gives me a rash"),
        ("{who}对什么过敏", "what is {who} allergic to"),
        ("做饭时{who}不能碰的食材", "which food must not be on {who}'s plate"),
        ("花生 虾 芒果 牛奶 鸡蛋 核桃", "peanuts shrimp mango milk eggs walnuts"),
    ),
    (
        ("我女儿今年在学{a}，每周两次课", "my daughter is learning the {a}, two lessons a week"),
        ("{who}的女儿在学什么", "what is {who}'s daughter learning"),
        ("{who}的孩子会哪种乐器", "which instrument does {who}'s child play"),
        ("钢琴 小提琴 古筝 长笛 吉他 大提琴", "piano violin harp flute guitar cello"),
    ),
    (
        ("我打算明年{a}搬家，房子已经卖了", "I will move house next {a}, ours is sold already"),
        ("{who}什么时候搬家", "when will {who} move house"),
        ("{who}何时换地方住", "when does {who} change address"),
        ("一月 三月 五月 七月 九月 十一月", "January March May July September November"),
    ),
    (
        ("我的车坏了，修车花了{a}元", "my car broke down and the repair cost {a} euros"),
        ("{who}修车花了多少", "how much was the repair of {who}'s car"),
        ("{who}为交通工具付的账单", "what did {who} pay the mechanic"),
        ("1850 2340 960 4120 3075 1499", "1850 2340 960 4120 3075 1499"),
    ),
    (
        ("我最近迷上了{a}，周末都去", "I am into {a} these days and go every weekend"),
        ("{who}最近迷上了什么", "what is {who} into these days"),
        ("{who}的业余爱好", "how does {who} spend free time"),
        ("攀岩 钓鱼 滑雪 陶艺 骑行 潜水", "climbing fishing skiing pottery cycling diving"),
    ),
    (
        ("我的航班是{a}点从北京起飞", "my flight leaves Berlin at {a} o'clock"),
        ("{who}的航班几点起飞", "at what time does {who}'s flight leave"),
        ("{who}要多早去机场", "how early must {who} be at the airport"),
        ("6 8 11 14 17 21", "6 8 11 14 17 21"),
    ),
)
SMALL_TALK = (
    ("今天天气不错", "the weather is nice today"),
    ("哈哈，你说得对", "haha, you are right"),
    ("周末有什么安排吗", "any plans for the weekend"),
    ("我刚喝了杯咖啡", "I just had a coffee"),
    ("这家店的面很好吃", "the noodles in this place are great"),
    ("昨天开会开到很晚", "the meeting went on until late yesterday"),
    ("你看那部电影了吗", "did you see that film"),
    ("明天再说吧，我先忙", "let us talk tomorrow, I am busy now"),
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, how it is put, and the number of the turn that answers it."""

    text: str
    way: str
    turn: int


def conversations(seed: int = 11) -> tuple[list[str], list[Asked]]:
    """The turns of all conversations in their order, and the questions about them."""
    chance = random.Random(seed)
    turns: list[str] = []
    asked: list[Asked] = []
    for tongue, names in enumerate((ZH_NAMES.split(), EN_NAMES.split())):
        for who in names:
            for told, same, other, values in chance.sample(FACTS, len(FACTS)):
                for _ in range(chance.randrange(1, 4)):
                    turns.append(_line(tongue, who, chance.choice(SMALL_TALK)[tongue], len(turns)))
                value = chance.choice(values[tongue].split())
                place = len(turns)
                turns.append(_line(tongue, who, told[tongue].format(a=value), place))
                for way, form in (
                    ("same", same[tongue]),
                    ("other", other[tongue]),
                    ("across", same[1 - tongue]),
                ):
                    asked.append(Asked(text=form.format(who=who), way=way, turn=place))
    return turns, asked


def _line(tongue: int, who: str, text: str, number: int) -> str:
    """A turn as it is kept: when and who, then the words; no two are the same."""
    day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
    return f"[{day} #{number}] {who}{'：' if tongue == 0 else ': '}{text}"
