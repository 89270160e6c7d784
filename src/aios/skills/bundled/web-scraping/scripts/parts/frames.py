"""What frames a site's pages whatever its classes are called: its menu, and the line below all."""

import re

OF_A_MENU = re.compile(
    r"(?:返回)?(?:首|主)页|(?:关于|联系|加入|收藏)(?:我们|本站|方式)?|登[录陆]|注册|登[录陆]\s*/\s*注册|网站地图"
    r"|帮助(?:中心)?|隐私(?:政策|条款|声明)|服务(?:条款|协议)|home ?(?:page)?"
    r"|about(?: us)?|contact(?: us)?|(?:log|sign) ?(?:in|up|out)|register|my account|basket|cart"
    r"|help|privacy(?: policy)?|terms(?: (?:of (?:use|service)|and conditions))?|imprint"
    r"|legal notice",
    re.IGNORECASE,
)
OWNED = re.compile(r"\s*(?:©|\(c\) \d|版权所有|copyright\b)", re.IGNORECASE)
BESIDE = 40  # letters beside its links that a menu may have


def frames_of(body):
    """A body's menus and closing lines."""
    return [e for e in body.find_all(["div", "ul", "p", "section", "td", "span"]) if is_frame(e)]


def is_frame(element):
    """Whether an element is a menu, by what several or half of its links are called and by having
    little else, or says whose site it is."""
    text = element.get_text(" ", strip=True)
    links = [" ".join(a.get_text(" ").split()) for a in element.find_all("a")]
    if OWNED.match(text) and len(text) < 3 * BESIDE:
        return True
    if len(text) - sum(map(len, links)) > BESIDE or element.find(re.compile("h[1-6]|table")):
        return False
    usual = sum(bool(OF_A_MENU.fullmatch(link)) for link in links)
    return usual > 1 and usual * 3 > len(links)
