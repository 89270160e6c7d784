"""What a Chinese or English sentence wants of files: order, folders, languages, changes."""

import re

from aios_file_words import FLAGS, says, without_quotations

SKIP = (".git", "node_modules", "__pycache__", ".venv")
ORDERS = {
    "largest": r"最大|最占|占地方|占空间|占(?:用|了)|按大小|大小排"
    r"|largest|biggest|heaviest|by size|most space"
    r"|hogging|eating|takes? up|space",
    "smallest": r"最小|smallest|tiniest",
    "oldest": r"(?:最久|好久|很久)(?:没|未)|最旧|最老|最早"
    r"|\blongest\b[^.?]{0,30}\b(?:without|unchanged|untouched)|oldest|earliest|least recent",
    "newest": r"最新|最近|最后(?:一次)?(?:修改|写)|刚刚?|按(?:修改)?(?:时间|日期)"
    r"|newest|latest|recent"
    r"|last (?:modified|changed|written|saved|touched|edited)"
    r"|(?:written|changed|modified|saved|touched|edited) last|by (?:date|time)",
    "name": r"按(?:文件)?名|by name|alphabetical",
}
UPWARDS = r"从小到大|升序|\bascending\b|\bsmall(?:est)? (?:ones )?(?:first|to (?:large|big))"
CHANGES = (
    r"删除|刪除|删掉|删去|删了|删一删|移除|清空|清理|清除|重新?命名|改名|移动|移動|移到|搬到|整理"
    r"|归类"
    r"|分门别类|[分归放][到进](?:不同|各自|对应|相应)|覆盖|替换|换成|改成|改为|复制|拷贝|解压"
    r"|解开|合并|拼(?:成|起|接|在|一)|拆分|切成|去重"
    r"|追加|写入|挪到|放到|弄到|新建(?!的)|创建(?!的|时间|日期|于)"
    r"|(?:备份|归档|同步|分类)(?!目录|文件|里)|打包(?!的)|(?:^|请|帮我)\s*压缩|压缩(?!包"
    r"|文件(?!夹)|档|檔)"
    r"|\b(?:delete|deleting|erase|remove|removing|rename|renaming|move|moving|organi[sz]e|tidy"
    r"|clean|overwrite|replace|copy|squ[ai]sh|unzip|merge|concatenate|truncate|chmod|create|append"
    r"|insert|shred|wipe|purge|rm|mv|back up|dedupe?|edit)\b"
    r"|^\s*(?:please |can you |could you )?(?:zip|archive|backup|split|extract|sync|compress"
    r"|trash)\b"
    r"|(?<!\bthe )(?<!\bmy )(?<!\bwhich )(?<!\b(?:new"
    r"|old)est )(?<!\blatest )(?<!\beach )(?<!\bevery )(?<!\blast )\b(?:zip|archive|backup|split"
    r"|extract|sync|compress|trash)\b"
    r"(?! (?:files?|archives?|folders?|director))"
)
# What would come of a change that nobody asks for: "how much would deleting them save".
WHAT_IF = (
    r"\b(?:would|could|can|by|if (?:i|we)) (?:i |we )?(?:delet|remov|eras)\w*"
    r"|\b(?:delet|remov|eras)ing\b[^,.;?]*\b(?:would|could|can|will)\b"
    # what was done is asked for, not to be done: "which pages did we add or remove", "改了哪些"
    r"|\b(?:did|have|has|had)\s+(?:we|i|you|they|he|she|it|some\w+|any\w+)\b[^.?!;]*"
    r"|哪[些个几][^，。；？]{0,6}?(?:被|已经?|是|有)?(?:删[除掉去]?|移[走动除]|[重改]?命名|改名"
    r"|替换|覆盖|复制)[^，。；？]{0,2}(?:[了过的掉]|(?=[，。；？、]|$))"
    r"|(?:[删改移换增][^，。；？]{0,8}(?:了|过)?)[^，。；？]{0,3}(?:哪些|哪几|什么)"
    r"|(?:删除?|删掉|去掉|清理|清掉|移除)[^，。,]{0,10}(?:能|可以|可|会)[^，。,]{0,4}(?:省|释放"
    r"|腾|多少)"
)
# Why something is asked, or what somebody is about: "we are moving, so …", "before I copy it".
PURPOSES = (
    r"\b(?:we|i)(?:['’](?:re|m)|\s+(?:are|am|was|were))\s+[^,.;?]*(?=[,.;])"
    r"|(?:^|[。！])(?!\s*(?:请|帮|麻烦|把|将))[^，。；,;:：！]{0,12}?(?:整理|清理|搬家|备份|归档"
    r"|迁移|交接|大扫除)"
    r"[^，。；,;:：！]{0,6}[，。；,;:：！]\s*(?=[^。]*(?:找出来|列出来|列一下|看看|看一下|哪|多少"
    r"|几个|什么))"
    r"|\b(?:tidying|cleaning|moving|backing|organi[sz]ing)\b[^,.;:?]*[,.;:]\s*"
    r"(?=(?:so\s+|and\s+)?(?:which|what|how|where|are|is|show|list|find)\b)"
    r"|\b(?:before|so(?:\s+that)?|because|while)\s+(?:i|we)\s+[^,.;?]*"
    r"|\b(?:i|we)\s+(?:want|need|have|plan)\s+to\s+[^,.;?]*"
    r"(?:,\s*so\b|[,.;]\s+(?=(?:can|could|please|which|what|how|show|list|find)\b))"
    r"|我们?(?:想|要|打算|准备|得|需要|正在?)[^，。；？]{1,30}[，。；](?=[^。]*(?:帮|请|哪|列|找"
    r"|看|多少|什么|几))"
)
# What is not to be done: "but don't delete anything yet", "先别删除".
NOT_TO_BE_DONE = (
    r"\b(?:don['’]?t|do\s+not|never|without|no\s+need\s+to)\s+(?:\w+ly\s+)?\w+"
    r"|(?:别|不要|不用|不必|无需|勿)(?:着急|急着|先|真的?|给我|帮我|去)*[^，。；,;！!]{0,6}"
)
FOLDERS_WANTED = (
    r"哪个子?(?:文件夹|目录|資料夾)|按(?:文件夹|目录)|(?:最大|最小"
    r"|最占\S{0,4})的?\s*\S{0,4}?子?(?:文件夹|目录)(?![里中下内])"
    r"|(?:文件夹|目录)的?(?:大小|占用)(?:排|$)|[各每]个?子?(?:文件夹|目录)|子(?:文件夹|目录)的?大小"
    r"|which (?:(?:two|three|four|five|six|\d+) )?(?:sub-?)?(?:folder|director)"
    r"|(?:largest|biggest|smallest|heaviest) (?:[\w-]+ )?(?:sub)?(?:folders?|director(?:y|ies))\b"
    r"|(?:folder|directory) sizes|each (?:sub)?(?:folder|director)"
    r"|every (?:sub)?(?:folder|director)"
)
FLAT = (
    r"不(?:包括|包含|含|算|要|看|进入?)[^，。]{0,4}子|不递归|(?:只|仅)[^，。]{0,6}(?:这一层"
    r"|当前层|本层|第一层|顶层)|直接(?:在|位于)"
    r"|non-?recursive|not recursive|without sub|excluding sub|no sub(?:folders|directories)"
    r"|top[- ]level|directly in"
)
DEEP = (
    r"递归|遞迴|子(?:文件夹|目录)|所有|全部|整个|recursiv|sub(?:folders|director)|\ball\b|every"
    r"|entire"
)
HIDDEN = r"隐藏|隱藏|点文件|\bhidden\b|\bdotfiles?\b"
NOT_HIDDEN = r"(?:不|排除|忽略)\S{0,4}隐藏|(?:without|excluding|no|ignoring|not) (?:the )?hidden"
ONLY_HIDDEN = (
    r"^(?!.*(?:包括|包含|连同|including|as well|also|and (?:the )?hidden))"
    r".*(?:隐藏的?(?:文件|目录|项)|隱藏|点文件|\bhidden\s+(?:files?|folders?|director)"
    r"|\bdotfiles?\b)"
)
EVERYTHING = (
    r"不(?:跳过|忽略|排除)|什么都不漏|without skipping|skip(?:ping)? nothing|including everything"
)
LANGUAGES = {
    "python": "py", "javascript": "js", "typescript": "ts", "java": "java", "golang": "go",
    "rust": "rs", "ruby": "rb", "php": "php", "html": "html", "css": "css", "sql": "sql",
    "shell": "sh", "markdown": "md", "c++": "cpp", "kotlin": "kt", "swift": "swift", "go": "go",
    "py": "py", "js": "js", "ts": "ts",
}  # fmt: skip
NO_NAME = "/"  # a pattern that fits no name: the others are names without an extension
SPELLED = {  # how a language is spelled, by the extension of its files
    "py": "Python", "js": "JavaScript", "jsx": "JavaScript", "ts": "TypeScript", "java": "Java",
    "tsx": "TypeScript", "go": "Go", "rs": "Rust", "rb": "Ruby", "php": "PHP", "html": "HTML",
    "css": "CSS", "sql": "SQL", "sh": "Shell", "c": "C", "h": "C", "cc": "C++", "cpp": "C++",
    "hpp": "C++", "cs": "C#", "kt": "Kotlin", "swift": "Swift", "vue": "Vue", "lua": "Lua",
    "r": "R", "scala": "Scala", "md": "Markdown", "json": "JSON", "yaml": "YAML", "yml": "YAML",
}  # fmt: skip
CODE = (
    "py js jsx ts tsx java go rs rb php html css sql sh c h cc cpp hpp cs kt swift vue lua r scala"
)
PERSONAL = r"\b(Downloads|Desktop|Documents|Pictures)\b|(下载|桌面|文稿)(?:目录|文件夹|里|中|上|的)"
FOLDER_NAMED = (
    r"(?<![\w./~-])([a-z~][\w/~-]*)\s*(?:目录|文件夹|資料夾)"
    r"|(?:在|到)\s*([a-z~][\w/~-]*)\s*(?:里|裡|中|下)"
    r"|\b(?:in|under|inside)\s+(?:the\s+|my\s+)?([a-z~][\w/~-]*)\s*(?:folder|directory)?\s*[.?!]?$"
)
NO_FOLDER = (
    r"repo|repository|project|(?:sub-?)?(?:folders?|director(?:y|ies))|code|codebase|here|it|them"
    r"|this|that|total|all|size|order"
    r"|files?|name|names|detail|python|java|javascript|typescript|go|rust|bytes|[kmg]b|kilobytes"
    r"|megabytes"
    r"|count|one|list|current|working|cwd|home|case|tree|disk|drive|space|date|days?|weeks?"
    r"|months?|years?"
)


def change_in(text):
    """The word by which a text asks for a change of the user's files, "" for none."""
    prose = re.sub(r"[\w./~-]*[/.][\w./~-]+", " ", without_quotations(text), flags=re.ASCII)
    for told in (NOT_TO_BE_DONE, PURPOSES):
        prose = re.sub(told, " ", prose, flags=FLAGS)
    found = re.search(CHANGES, re.sub(WHAT_IF, " ", prose, flags=FLAGS), FLAGS)
    return found.group() if found else ""


def order_of(text, default):
    """The order a text asks for."""
    if says(UPWARDS, text) and not says(ORDERS["name"], text):
        return "smallest"
    return next((name for name, words in ORDERS.items() if says(words, text)), default)


def lost_folder(text):
    """The name of a folder the text puts the files into, "" when it names none."""
    found = re.search(PERSONAL, text, FLAGS) or re.search(FOLDER_NAMED, text, FLAGS)
    name = next(filter(None, found.groups()), "") if found else ""
    return "" if re.fullmatch(NO_FOLDER, name, FLAGS) else name


def languages_of(text):
    """Patterns for the languages whose code a text speaks of; all known ones for just "code"."""
    found = [
        f"*.{kind}" for word, kind in LANGUAGES.items()
        if says(rf"(?<![\w+]){re.escape(word)}(?![\w+])", text)
    ]  # fmt: skip
    if not found and says(r"代码|程式碼|语言|\blanguages?\b|\bcode\b|\bloc\b|\bsource", text):
        found = [f"*.{kind}" for kind in CODE.split()]
    return found
