"""Another suffix for files: "rename the .jpeg files to .jpg"."""

import os

from aios_file_words import KINDS
from spoken import TO, first_of

CASE = r"(?:(?:全部)?(?:小写|大写)的?|(?:lower|upper) ?-?case)?"
KIND = (
    rf"(?:{KINDS}|jpeg|htm|text|markdown|log|bak|tmp|old|yaml|tif|tiff|jpe|mpeg|mpg|heic|avi|flac"
    r"|odt|rtf|dat)"
)
EXTENSIONS = (
    rf"(?:\b|\.|\*\.)({KIND})\s*(?:结尾|后缀|扩展名|格式)?的?\s*(?:文件|图片|照片)?\s*(?:都"
    rf"|全部?|统一)*{TO}\s*\.?({KIND})\s*(?:结尾|后缀)",
    rf"\.({KIND})\s+(?:files?|photos?|pictures?|images?|ones)\b[^,;]{{0,40}}?\b(?:should|must"
    rf"|ought\s+to|need\s+to|have\s+to)\s+"
    rf"(?:all\s+)?(?:end\s+(?:in|with)|be(?:come)?|have|get"
    rf"|use)\s+(?:the\s+extension\s+)?[\"“']?\.({KIND})\b",
    rf"\.([A-Za-z0-9]{{1,8}})(?![A-Za-z0-9.]).{{0,24}}?{TO}\s*以?\s*[\"“'‘]?\*?\."
    rf"([A-Za-z0-9]{{1,8}})(?![A-Za-z0-9])",
    r"\.([A-Za-z0-9]{1,8})(?![A-Za-z0-9.]).{0,60}?(?:\b(?:they|them|it|all|each"
    r"|to)\s+(?:all\s+)?(?:should\s+|must\s+)?"
    r"(?:end|have|has|get|use)s?\s+(?:in\s+|with\s+)?"
    r"|以)\s*[\"“'‘]?\*?\.([A-Za-z0-9]{1,8})(?![A-Za-z0-9])",
    # "give all .jpeg files the extension .jpg", "so that their extension is jpg"
    rf"\.?\b({KIND})\s+(?:files?|photos?|pictures?|images?)\b[^,;]{{0,50}}?\b(?:extension"
    rf"|suffix)\s+"
    rf"(?:(?:is|of|to|becomes?|be|should\s+be|must\s+be)\s+)?[\"“']?\.?({KIND})\b",
    rf"\.?\b({KIND})\s+(?:files?|photos?|pictures?|images?)\b[^,;]{{0,40}}?\b(?:the"
    rf"|an?)\s+\.?({KIND})\s+(?:extension|suffix)\b",
    rf"(?:extensions?|suffix(?:es)?|扩展名"
    rf"|后缀名?)\D{{0,16}}?\.?\b([A-Za-z0-9]{{1,8}})\s*(?:files?"
    rf"|文件)?\s*{TO}\s*{CASE}\s*\.?([A-Za-z0-9]{{1,8}})\b",
    rf"\.?\b([A-Za-z0-9]{{1,8}})\s*(?:文件|files?)?\s*的?(?:后缀名?|扩展名|extensions?)\s*(?:都"
    rf"|全部)?\s*{TO}\s*{CASE}\s*\.?([A-Za-z0-9]{{1,8}})\b",
    rf"\*?\.?\b({KIND})\s*(?:files?|文件|图片)?(?:\s+(?:in|under|from)\s+[^,;，；]{{1,40}}?)?\s*{TO}"
    rf"\s*\*?\.?({KIND})(?:\s*(?:files?|文件|后缀|格式))?\s*(?:[。.!！]?$|[,，]\s*(?:incl|with|包括|含))",
)
# Both are written with their dots: "把 .jpeg 文件统一改成 .jpg 结尾".
DOTTED = EXTENSIONS[:4]


def new_extension(request, text):
    """Another suffix."""
    found = first_of(EXTENSIONS, text)
    if not found or found[1] == found[2]:
        return None
    return [f"*.{found[1]}"], lambda item, place: f"{os.path.splitext(item.name)[0]}.{found[2]}"
