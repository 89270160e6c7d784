"""Turn names from one case style into another."""

import re


def words_of(name: str) -> list[str]:
    """The words of a name in any style, in lower case: parseHTTPUrl2 → parse http url2."""
    spaced = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", r"\1\3 \2\4", name)
    return [word.lower() for word in re.split(r"[\W_]+", spaced) if word]


def to_snake_case(name: str) -> str:
    """some_name."""
    return "_".join(words_of(name))


def to_camel_case(name: str) -> str:
    """someName."""
    pascal = to_pascal_case(name)
    return pascal[:1].lower() + pascal[1:]


def to_pascal_case(name: str) -> str:
    """SomeName."""
    return "".join(map(str.capitalize, words_of(name)))


def to_kebab_case(name: str) -> str:
    """some-name, as in addresses."""
    return "-".join(words_of(name))


if __name__ == "__main__":
    print(to_snake_case("parseHTTPUrl"), to_camel_case("user_name"), to_kebab_case("Hello, World!"))
