"""Whether a sentence speaks of a folder itself, or of the files in it."""

import os
import re

from aios_file_words import FLAGS, says, without_quotations

# The folder's own name stands right beside the verb, and nothing of it is spoken of.
BESIDE_VERB = (
    r"(?:(?:删除|删掉|移除|移动|复制|拷贝|备份|重新?命名|把|将)\s*(?:整个|文件夹|目录)*\s*{name}\s*"
    r"(?:这个|整个|文件夹|目录|都|全部)*"
    r"\s*(?:删|移|挪|搬|复制|拷贝|备份|重新?命名|改名|更名|到|[，,。]|$)"
    r"|\b(?:delete|remove|erase|move|mv|copy|back up|backup|duplicate|rename)\s+"
    r"(?:(?:the|my|whole|entire|folder|directory)\s+)*{name}(?:\s+(?:folder|directory))?\s*"
    r"(?:$|[,.;]|\b(?:to|into|as|please|now|and)\b))"
)
FOLDER_ITSELF = (
    r"(?:rename|move|cop(?:y|ies)(?:\s+of)?(?:\s+the)?(?:\s+(?:whole|entire))?|delete|remove"
    r"|erase)\s+(?:the\s+)?(?:(?:whole|entire"
    r"|empty)\s+)?(?:folder|directory)\s"
    r"|(?:rename|move|copy(?:\s+of)?|delete|remove|erase)\s+(?:(?:the|my|whole"
    r"|entire)\s+)*\S+\s+(?:folder|directory)\b"
    # "the folder tmp is of no use, delete it", "tmp 目录用不着了，删掉"
    r"|(?:删除|删掉|移除)\s*\S+\s*里面?的\s*(?!空|所有|每)\S+\s*(?:文件夹|目录)(?![里中下内])"
    r"|\b(?:folder|directory)\b[^,.;]{0,60}[,.;]\s*(?:(?:so|please|just|and|you)\s+)*(?:delete"
    r"|remove|erase)"
    r"\s+(?:it|that)\b"
    r"|(?:文件夹|目录)[^，。；,;里中下]{0,12}(?:用不着|没用|不用|不要|不需要"
    r"|多余)[^，。；,;]{0,4}[，。；,;][^，。；,;]{0,6}(?:删|移除)"
    r"|(?:文件夹|目录)\s*\S+?\s*(?:重新?命名|改名|移动?到|删除|删掉|复制到|拷贝到|挪到)"
    r"|(?:文件夹|目录)\s*(?:整个|重新?命名|改名|移动?到?|删|复制|拷贝|挪)|(?:删除|删掉|移除|移动"
    r"|重新?命名)\s*(?:整个)?\S*\s*(?:文件夹|目录)(?![里中下内])"
)


def folder_itself(scope, text):
    """The folder named, where the text speaks of it rather than of files in it; "" otherwise."""
    text = re.sub(r"[(（][^()（）]*[)）]", "", text)  # "docs 目录（包括子文件夹）下面的"
    itself = re.search(FOLDER_ITSELF, without_quotations(text), FLAGS)
    for name in (os.path.relpath(scope.folder, scope.cwd), scope.folder):
        written = rf"[\"“'「]?{re.escape(name)}/?[\"”'」]?"
        itself = itself or re.search(BESIDE_VERB.format(name=written), text, FLAGS)
    some = scope.files or scope.patterned or says(in_it(scope), text)
    return scope.folder if itself and scope.folder != scope.cwd and not some else ""


def in_it(scope):
    """What speaks of things in a folder: "docs 里", "in the folder docs"."""
    name = re.escape(os.path.relpath(scope.folder, scope.cwd))
    zh = rf"{name}\s*(?:这个)?(?:文件夹|目录)?\s*(?:里|中|下|内)"
    return zh + rf"|\b(?:in|inside|from|under|within)\s+(?:(?:the|my|folder)\s+)*{name}(?![\w-])"
