"""Pictures in another kind or size."""

import re

_FORMATS = {"jpg": "JPEG", "tiff": "TIFF"}
_OPAQUE = ("jpg", "bmp", "pdf")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%|(?:百分之)(\d{1,3})")
_HALF = re.compile(r"一半|二分之一|\bhalf\b", re.I)
_TWICE = re.compile(r"两倍|2\s*倍|一倍|\b(?:double|twice)\b", re.I)
_BOTH = re.compile(r"(\d{1,5})\s*[x×*乘]\s*(\d{1,5})")
_WIDTH = re.compile(
    r"(?:宽度?|\bwidth|\bwide)\D{0,8}(\d{1,5})|(\d{1,5})\s*(?:px|像素|pixels?)?\s*(?:宽|wide)", re.I
)
_HEIGHT = re.compile(
    r"(?:高度?|height|high|tall)\D{0,8}(\d{1,5})|(\d{1,5})\s*(?:px|像素|pixels?)?\s*(?:高|high|tall)",
    re.I,
)
MOST_PIXELS = 100_000_000


class NotAPicture(Exception):
    """The file cannot be read as a picture, or is too large: why."""


def convert(path, target, kind, text, say):
    """Write the picture as the kind; (size before, size after, notes)."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(path) as opened:
            frames = getattr(opened, "n_frames", 1)
            image = ImageOps.exif_transpose(opened)
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise NotAPicture(str(problem)) from problem
    before, notes = image.size, []
    if frames > 1:
        notes.append(
            say(f"原图有 {frames} 帧，只用了第一帧", f"it has {frames} frames; the first was used")
        )
    wanted = _size(before, text)
    if wanted != before:
        image = image.resize(wanted, Image.Resampling.LANCZOS)
    if kind in _OPAQUE and image.mode in ("RGBA", "LA", "P"):
        image, notes = _flattened(image, notes, say)
    if kind == "ico":
        image.thumbnail((256, 256))
    if kind in ("jpg", "pdf") and image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    image.save(target, _FORMATS.get(kind, kind.upper()))
    return before, image.size, notes


def _flattened(image, notes, say):
    """The picture on white: these kinds know no transparency."""
    from PIL import Image

    clear = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    if clear.getchannel("A").getextrema()[0] < 255:
        notes = [*notes, say("透明部分变成了白色", "what was transparent is white now")]
    return ground, notes


def resizes(text):
    """True when the sentence asks for another size."""
    return any(p.search(text) for p in (_PERCENT, _HALF, _TWICE, _BOTH, _WIDTH, _HEIGHT))


def _size(size, text):
    """The size asked for; of width and height the one not said keeps the proportion."""
    width, height = size
    percent, both = _PERCENT.search(text), _BOTH.search(text)
    wide, high = _WIDTH.search(text), _HEIGHT.search(text)
    if percent:
        share = float(percent[1] or percent[2]) / 100
        return max(1, round(width * share)), max(1, round(height * share))
    if _HALF.search(text) or _TWICE.search(text):
        share = 0.5 if _HALF.search(text) else 2
        return max(1, round(width * share)), max(1, round(height * share))
    if both:
        return min(int(both[1]), 20_000) or 1, min(int(both[2]), 20_000) or 1
    new_width = int(wide[1] or wide[2]) if wide else 0
    new_height = int(high[1] or high[2]) if high else 0
    if not (new_width or new_height):
        return size
    new_width = new_width or round(width * new_height / height)
    return max(1, new_width), max(1, new_height or round(height * new_width / width))
