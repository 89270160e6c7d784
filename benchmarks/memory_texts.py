"""Made-up bilingual memories, the same ones for the same seed, with words that name them."""

import random
from dataclasses import dataclass

# Words are as unevenly common as in a language: a few everywhere, most hardly anywhere.
UNEVENNESS = 3.0
_ZH = (
    "销售 季度 报告 数据 华东 华南 增长 用户 订单 仓库 物流 合同 发票 财务 预算 会议 项目 测试 "
    "接口 部署 服务 日志 监控 告警 磁盘 内存 网络 端口 备份 恢复 权限 密码 邮件 文档 表格 图表 "
    "模型 训练 缓存 队列 任务 调度 代码 评审 缺陷 版本 发布 计划 客户 供应 库存 价格 折扣 地区 "
    "城市 上海 北京 广州 深圳 苏州 天气 温度 早餐 午餐 晚餐 旅行 航班 酒店 音乐 电影"
)
_EN = (
    "sales quarter report data region growth user order warehouse shipping contract invoice "
    "finance budget meeting project test interface deploy service log monitor alert disk memory "
    "network port backup restore permission password mail document table chart model training "
    "cache queue task schedule code review defect version release plan customer supply stock "
    "price discount city server client token window morning lunch dinner travel flight hotel "
    "music film garden river mountain"
)
_HAN = (
    "安白百邦宝北本边波才昌长超朝辰成城初川春达大丹德登笛定东栋端帆方飞丰峰福富冈高歌光桂国海"
    "寒航浩河恒红宏湖华辉嘉建江金锦京景君凯康科兰乐雷立良林岭龙路曼美明木南宁鹏平启青清泉仁荣"
    "瑞山尚盛石思松泰涛天通万伟文希霞祥新星秀雪雅阳业一艺永玉元远云泽振正志中舟竹子"
)
_SYLLABLES = "ba ce di fo gu ha ki lo mu na pe qui ra so ti vu wa xe yo zu"


@dataclass(frozen=True, kw_only=True)
class Known:
    """A memory's text, and three of its words as somebody would ask for it."""

    text: str
    query: str


class Vocabulary:
    """Common words of both languages and a long tail of names, drawn as unevenly as in speech."""

    def __init__(self, chance: random.Random, names: int = 6000) -> None:
        self._chance = chance
        zh_names = ["".join(chance.choices(_HAN, k=chance.choice((2, 3)))) for _ in range(names)]
        syllables = _SYLLABLES.split()
        en_names = ["".join(chance.choices(syllables, k=3)) for _ in range(names)]
        self.words = {"zh": _ZH.split() + zh_names, "en": _EN.split() + en_names}

    def word(self, tongue: str) -> str:
        """A word, most likely a common one."""
        words = self.words[tongue]
        return words[int(len(words) * self._chance.random() ** UNEVENNESS)]


def memories(count: int, seed: int = 7) -> list[Known]:
    """So many different ones: 45 % Chinese, 35 % English, 20 % mixed, about 80 characters each."""
    chance = random.Random(seed)
    vocabulary = Vocabulary(chance)
    made: dict[str, Known] = {}
    while len(made) < count:
        known = _one(chance, vocabulary)
        made[known.text] = known
    return list(made.values())


def _one(chance: random.Random, vocabulary: Vocabulary) -> Known:
    kind = chance.choices(("zh", "en", "mixed"), (45, 35, 20))[0]
    tongues = {"zh": ["zh"], "en": ["en"], "mixed": ["zh", "en"]}[kind]
    length = 14 if kind == "en" else 24 if kind == "zh" else 18
    words = [vocabulary.word(chance.choice(tongues)) for _ in range(length)]
    asked = chance.sample(words, 3)
    if kind == "zh":
        text = "，".join("".join(words[n : n + 6]) for n in range(0, length, 6)) + "。"
        return Known(text=text, query="".join(asked))
    return Known(text=" ".join(words), query=" ".join(asked))
