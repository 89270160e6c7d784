"""What Chinese calls the rows of a table: "多少件快递", "就诊记录最多的科室", "哪个楼", "接诊了多少人次"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from mentions import Mention, column_words, is_code, meanings_of
from sentence import normal
from table import IDENTIFIER, NUMBER, TEXT

CLASSIFIER = (
    "[个家种位款类名项支条栋部本门台辆间户只座张件所场趟组块片份套棵株层架艘列处期笔号届县村区次]"
)
COMPARES = r"超过|超出|高出|高过|达到|低于|少于|多于|大于|小于|高于|不足|不到|满|早于|晚于|超"
_DID = r"(?:接诊|接待|服务|处理|负责|完成|承接|办理|受理|值班|主刀|出诊|带|跑|送|接|做)"
_LASTING = r"(?:时长|分钟数?|用时|时间)"
_EXERTED = r"(?:锻炼|运动|健身|学习|自习|练习|训练|通话|观看|阅读|收听|工作|值班|上课|上网|游戏|直播|充电|骑行|志愿|服务)"
_ROWS = r"(?:记录|数据|条目|单据|明细|日志)"
# What makes somebody a row of such a file: "多少人挂号".
_CAME = r"挂号|报名|就诊|看病|看诊|来访|到访|到店|光顾|参与|参加|登记|入住|打卡|签到|预约|注册"
_FILE_ENDS = (
    r"(?:记录|数据|明细|台账|流水|清单|列表|登记|统计|信息|名单|名册|日志|汇总|表|单|册|账)+$"
)


def alternatives(table, *kinds):
    """A pattern of the words for the columns of these kinds, the longest first."""
    words = (
        mention.text for word, mention in column_words(table).items()
        if mention.best() and mention.best().kind in kinds and mention.weight >= 30
    )  # fmt: skip
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _stem(table):
    """What the file's name calls its rows: 快递 of 快递单.csv; a pattern of nothing where it does not."""
    name = normal(os.path.splitext(os.path.basename(table.path))[0])
    stem = re.sub(_FILE_ENDS, "", name)[-2:]
    return stem if re.fullmatch(r"[\u4e00-\u9fff]{2}", stem) else "(?!)"


def _row_words(words):
    """What the rows are called by the columns that number them."""
    return [
        word for word, m in words.items()
        if len(word) > 1 and m.best() and (m.best().kind == IDENTIFIER or is_code(m.best()))
    ]  # fmt: skip


def whole_rows(text, table):
    """ "总金额超过247的订单": of each row where a row is asked for."""
    numbers, stem = alternatives(table, NUMBER), _stem(table)
    words = column_words(table)
    if stem in words:
        text = _numbered_rows(text, stem, words[stem], table)
    rows = "|".join(map(re.escape, _row_words(words))) or "(?!)"
    total = rf"总(?P<c>{numbers})"
    text = re.sub(rf"{total}(?=(?:{COMPARES})\s*\d[^,，。;；?？]*?的(?:{rows}))", r"\g<c>", text)
    text = re.sub(rf"(?P<h>哪[些个]?(?:{rows})的?){total}(?={COMPARES})", r"\g<h>\g<c>", text)
    if not re.search("[每各]", text):
        text = re.sub(
            rf"{total}(?=最[大高][^。;；]*最[小低]|从[^,，]{{1,6}}[,，][^,，]*前[\d一二三五十]+[行条笔单])",
            r"\g<c>",
            text,
        )
    text = re.sub(rf"{total}(?=最[高低大小多少]的(?:{rows}))", r"\g<c>", text)
    return re.sub(rf"的(?:{rows})[,，]\s*(?=(?:{numbers})(?:总共|一共|合计|总和|平均))", "的", text)


def row_nouns(text, table):
    """ "就诊记录最多的科室", "多少件快递": rows, by what the file calls them."""
    stem, words = _stem(table), column_words(table)
    many = r"(?:的)?(?:总?数量?|条数|笔数|次数)"
    noun = rf"(?:(?:{stem})?的?{_ROWS})" if stem in words else rf"(?:{stem})?的?{_ROWS}|{stem}"
    text = re.sub(rf"(?:{noun}){many}?(?=最[多少])", "行数", text)
    text = re.sub(rf"{stem}的?{_ROWS}{many}", "行数", text)
    text = _who_came(text, stem, table)
    if stem not in words:
        text = re.sub(
            rf"(?<=[\u4e00-\u9fff]){stem}(?:了|过)?(?=(?:多少|几)(?:次|单|笔|条|人次))", "有", text
        )
    return text if stem in words else re.sub(rf"{stem}的?(?={_ROWS})", "", text)


def _held(table):
    """All that the columns and the cells of the shorter ones say."""
    cells = (c for column in table.of_kind(TEXT) if len(column.sample) < 30 for c in column.sample)
    return "".join([*(normal(column.name) for column in table.columns), *cells])


def _who_came(text, stem, table):
    """ "每个科室有多少人挂号": what everybody in the file did says no more."""
    held = _held(table)
    came = rf"(?P<many>(?:多少|几)[个位名]?人次?)(?:来|去|前来)?(?P<v>{_CAME}|{stem})(?:了|过)?(?=[\s,，。;；?？]|$)"
    return re.sub(came, lambda m: m.group() if m["v"] in held else m["many"], text)


def _numbered_rows(text, stem, mention, table):
    """ "快递" in a file of them, where a column's name only begins so: each by its number."""
    column = mention.best()
    ids = [c for c in table.columns if c.kind == IDENTIFIER or (c.kind == TEXT and is_code(c))]
    added = re.search(
        rf"(?:总和|合计|总计|总额)[^,，。?？]*\d[^,，。?？]*的{stem}", text
    )  # of each of the column, then
    kinds = rf"{stem}是哪家|家[^,，。;；?？]{{0,3}}{stem}|[行列]是{stem}|按[^,，。;；?？]*[和与、]{stem}"
    added = added or re.search(kinds, text)
    begins = normal(column.name).startswith(stem) and normal(column.name) != stem
    if not begins or column.kind != TEXT or column in ids or added or not ids:
        return text
    rest = normal(column.name).removeprefix(stem)
    return re.sub(
        rf"(?<![家种类按各每]){stem}(?:单|件|包裹)?(?!{rest or '$'}|[公费员单])", normal(ids[0].name), text
    )  # fmt: skip


def short_names(text, table):
    """ "超过1000吨的楼有哪些", "各村子": where the column is 楼栋, 村."""
    words = column_words(table)
    for word, mention in words.items():
        name, letter = normal(mention.best().name), word.removeprefix("^")
        if (
            re.fullmatch("[\u4e00-\u9fff]", letter)
            and letter in name
            and mention.best().kind == TEXT
            and name.isalnum()
        ):
            text = re.sub(
                rf"(?:(?<=[每各哪个家按、和与以])|(?<![\u4e00-\u9fff])){letter}子(?!里)", name, text
            )
            after = r"(?=一共|总共|共有|有[哪几多]|是[哪谁]|分别|和|与|、|[,，。?？\s]|$)"
            text = re.sub(rf"(?<=[行列]是){letter}(?=[,，。;；\s]|$)", name, text)
            before = r"(?P<b>的|些|(?:^|[里中,，:：\s])(?=.(?:一共|总共|共))|[几两三四五六七八九十][个家座栋所间]?)"
            text = re.sub(
                rf"([几两三四五六七八九十]{CLASSIFIER}){letter}(?=的)", rf"\1{name}", text
            )
            text = re.sub(f"{before}{letter}{after}", rf"\g<b>{name}", text)
    for name in (normal(c.name) for c in table.of_kind(TEXT)):
        if (
            re.fullmatch("[\u4e00-\u9fff]{2}", name)
            and name[0] not in "年月日周时天人姓"
            and name not in text
            and not {name[0], f"^{name[0]}"} & set(words)
        ):
            text = re.sub(
                rf"([哪每各]一?(?!{name[1]}){CLASSIFIER}){name[0]}(?!{name[1]})", rf"\1{name}", text
            )
    return text


def each_head(text, table):
    """ "人均加班多少小时": of each person; "人均" of a table of persons is plainly the mean."""
    numbers = alternatives(table, NUMBER)
    wanted = {"employee", "student", "customer", "name", "athlete"}
    people = [c for c in table.of_kind(TEXT) if meanings_of(c) & wanted and len(c.sample) < 30]
    each = f"平均每个{normal(people[0].name)}的" if people else "平均"
    return re.sub(rf"人均(?:的)?(?={numbers})", each, text)


def doing(text, table):
    """ "接诊了多少人次", "谁看的病人最多": what is done is what each row is."""
    held = _held(table)

    def use(match):
        return match.group() if match["v"] in held else match["to"]

    text = re.sub(
        rf"(?P<v>{_DID})(?:过)?了?(?=(?:多少|几)(?:条记录|[次单件个笔趟起台名位]))(?P<to>)",
        lambda m: m.group() if m["v"] in held else "有", text.replace("人次", "条记录") if re.search(rf"{_DID}了?(?:多少|几)人次", text) else text,
    )  # fmt: skip
    return re.sub(
        rf"(?P<to>谁|哪一?[位个名]\w{{2,4}}?)(?P<v>{_DID}|看)(?:过|了)?(?:的)?(?:病人|患者|客人|顾客|客户|人|单子?|活|订单|任务)(?:数量?)?(?=最[多少])",
        lambda m: m.group() if m["v"] in held else f"{m['to']}行数", text,
    )  # fmt: skip


def adds_up(text, table):
    """ "哪个会员的锻炼时长最长": all of it; "平均", "单次" is another question."""
    if not re.search(r"[每各哪谁按]|分别|周几|星期几", text) or re.search(
        r"平均|中位|单次|一次最|最长的一", text
    ):
        return text
    column = next(
        (c for c in table.of_kind(NUMBER) if re.search(f"^{_LASTING}", normal(c.name))), None
    )
    if column is None:
        return text
    name = re.escape(normal(column.name).split("(")[0].split("_")[0])
    said = rf"(?:{_EXERTED}的?(?:总|累计)?(?:{name}|{_LASTING})|{name}(?=最[多长少短高低]|累计))(?![总合之(_])"
    return re.sub(said, f"{normal(column.name)}总和", text)


def workers(pieces):
    """ "谁接诊最多": who does the work, where no other person is named."""
    wanted = {"doctor", "coach", "teacher"}
    found = [c for c in pieces.table.of_kind(TEXT) if meanings_of(c) & wanted]
    return [Mention(c.name, ((100, c),)) for c in found if not pieces.unique(c)]
