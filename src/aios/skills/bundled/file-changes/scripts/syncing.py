"""One folder brought up to date after another: what is new in it, or other, is copied."""

import os

from aios_file_words import says
from removing import digest_of
from selecting import item_of, walked

_NEW = (
    r"\b(?:new|added|missing|absent|don.?t\s+(?:yet\s+)?(?:exist|have)"
    r"|doesn.?t\s+(?:yet\s+)?(?:exist|have)|not\s+(?:yet\s+)?(?:in|there))\b|新增|新的?文件|缺少?"
    r"|没有的?|多出来?|不在"
)
_OTHER = (
    r"\b(?:differ\w*|changed|modified|updated|newer|edited)\b|不同|不一样|改过|改动|修改过"
    r"|变[化了]|更新过|较新|更新的"
)
_SAME = (
    r"\b(?:mirror|identical|in\s+sync|synchroni[sz]e|sync|exactly\s+(?:like|the\s+same)"
    r"|up[- ]to[- ]date)\b|同步|镜像|一致"
)
_EXTRA = (
    r"\b(?:delete|remove)\b[^.;]{0,60}\b(?:no\s+longer|not\s+in|gone|missing|extra)\b|(?:删"
    r"|移除)[^。；]{0,30}(?:没有|不在|不存在|多余)|(?:没有|不在|多余)[^。；]{0,20}(?:删|移除)"
)
_NO_EXTRA = (
    r"\b(?:don.?t|do\s+not|never|without)\s+(?:delet|remov)|(?:不|别|勿)(?:要|用)?(?:删|移除)"
)


def asked(text):
    """Whether files are spoken of that are new or other in one of two folders."""
    return says(_NEW, text) or says(_OTHER, text) or says(_SAME, text)


def synced(plan, text, source, target):
    """Plan to bring the folder `target` up to date after `source`."""
    new, other = says(_NEW, text), says(_OTHER, text)
    both = new == other
    there = set()
    scope = plan.scope
    scope.folder, scope.more, scope.names = source, (), []
    for item in sorted(walked(scope, True)):
        inner = os.path.relpath(item.path, source)
        goal = os.path.join(target, inner)
        there.add(goal)
        if not os.path.lexists(goal):
            if both or new:
                plan.copy(item, goal)
        elif (both or other) and digest_of(goal) != digest_of(item.path):
            overwrite(plan, item, goal)
    if says(_EXTRA, text) and not says(_NO_EXTRA, text):
        scope.folder = target
        for item in sorted(walked(scope, True)):
            if item.path not in there:
                plan.delete(item)
    scope.folder = scope.cwd


def overwrite(plan, item, goal):
    """Put the content of a file into another that is there."""
    with open(item.path, "rb") as file:
        row = f"{plan.shown(item.path)} -> {plan.shown(goal)}"
        plan.write(goal, file.read(), item_of(goal).seen, row)


def pair_of(scope, aim):
    """(source, target) where a text names two folders that are there and puts into one of them."""
    named = [root for root in scope.roots if root != scope.cwd]
    others = [root for root in named if root != aim]
    return (others[0], aim) if aim and os.path.isdir(aim) and len(others) == 1 else None
