"""Write CSS selectors that name exactly the elements that were found, as short as they can be."""

import re

VOLATILE = re.compile(
    r"(odd|even|first|last|active|current|clearfix|alt|new|hot|[\w-]*\d{2,}[\w-]*)"
)


def classes(element):
    """The class names that can stand in a selector and mean more than a position."""
    names = element.get("class") or []
    names = names.split() if isinstance(names, str) else names
    usable = [name for name in names if re.fullmatch(r"-?[A-Za-z_][\w-]*", name)]
    return [name for name in usable if not VOLATILE.fullmatch(name)]


def step(element):
    """One step of a path: the tag with its first class."""
    names = classes(element)
    tag = element.name.replace(":", "|")
    return f"{tag}.{names[0]}" if names else tag


def numbered_step(element):
    """One step of a path with its place among the siblings of the same tag."""
    before = [e for e in element.find_previous_siblings(element.name) if e.name == element.name]
    return f"{step(element)}:nth-of-type({len(before) + 1})"


def path_below(element, root, last=step):
    """The steps from below `root` to the element; an empty list for the root itself."""
    if element is root:
        return []
    steps = [last(element)]
    for parent in element.parents:
        if parent is root:
            return steps[::-1]
        steps.append(step(parent))
    return steps[::-1]


def shorten(steps, items):
    """The shortest ending of a path that still finds the same element in every item."""
    full = ":scope > " + " > ".join(steps)
    found = [item.select_one(full) for item in items]
    for size in range(1, len(steps) + 1):
        short = " > ".join(steps[-size:])
        if all(item.select_one(short) is hit for item, hit in zip(items, found, strict=True)):
            return short
    return full


def select_exactly(elements, soup):
    """A selector for these elements and no others; one with a class or an id where there is one."""
    tails = own_steps(elements)
    parents, bare = [element.parent for element in elements], []
    while True:
        for tail in tails:
            if same(soup.select(tail), elements):
                if re.search(r"[.#]", tail):
                    return tail
                bare.append(tail)
        if any(parent is None or parent.parent is None for parent in parents):
            break
        tails = [f"{head} > {tail}" for head in own_steps(parents)[:2] for tail in tails[:3]]
        parents = [parent.parent for parent in parents]
    return bare[0] if bare else by_number(elements, soup)


def own_steps(elements):
    """Steps that fit all of these elements: by id, by each shared class, by tag."""
    first, tag = elements[0], elements[0].name
    if any(element.name != tag for element in elements):
        return ["*"]
    shared = [n for n in classes(first) if all(n in (e.get("class") or []) for e in elements)]
    same_id = first.get("id", "") if all(e is first for e in elements) else ""
    by_id = [f"#{same_id}"] if re.fullmatch(r"[A-Za-z_][\w-]*", same_id) else []
    # The rows of a table without the header's.
    tags = [tag, "tr:has(> td)"] if tag == "tr" else [tag]
    return [*by_id, *(f"{tag}.{name}" for name in shared), *tags]


def by_number(elements, soup):
    """The last resort: the numbered path of each parent, or of each element."""
    parents = {id(element.parent): element.parent for element in elements}.values()
    tail = own_steps(elements)[0]
    paths = [numbered_path(parent) for parent in parents]
    for size in range(1, max(map(len, paths)) + 1):
        together = ", ".join(" > ".join([*path[-size:], tail]) for path in paths)
        if same(soup.select(together), elements):
            return together
    return ", ".join(" > ".join(numbered_path(element)) for element in elements)


def numbered_path(element):
    """The steps from the root of the page, every one numbered."""
    chain = [element, *element.parents][:-1]
    return [numbered_step(part) for part in reversed(chain)]


def same(found, elements):
    """Whether two lists hold the same elements in the same order."""
    return len(found) == len(elements) and all(a is b for a, b in zip(found, elements, strict=True))
