"""What was taken out of a question, before its query is made."""

from dataclasses import dataclass, field


@dataclass
class Parts:
    """What was taken out of a question; mentions keep their candidates until the query is made."""

    filters: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    order: object = None
    dated: object = None
    limit: int = 0
    way: str = ""
    charts: list = field(default_factory=list)
    picture: str = ""
    title: str = ""  # what the picture is to be called
    bins: int = 0  # bars of a histogram
    digits: int | None = None  # decimals of the numbers told
    unit: object = None  # the unit that the answer is wanted in
    export: str = ""
    fields: tuple = ()  # the names that its columns are to have
    flags: set = field(default_factory=set)
    rate: object = None
    spans: list = field(default_factory=list)  # the Periods named
    moving: tuple = ()  # (periods, unit) of a moving average
    over: str = ""  # the unit an average is per
    having: tuple = ()  # (operator, number, aggregate, mention): a condition on groups
    counted: bool = False  # whether it is asked how many groups fit
    gap: str = ""  # what the first is held against
    place: int = 0  # 2 of "the second highest"
    rows_at: tuple = ()  # (first, last) of the rows asked for by their place in the file
    pareto: int = 0  # the share in percent that the largest groups make up, 100 for all of them
    events: bool = False  # whether a cell is said as things that happened: "purchases"
    qualified: list = field(default_factory=list)  # "users" of "pro users"
    added: str = ""  # what a column to be added is called
    scaled: tuple = ()  # what is said of z-scores and scales
    once: str = ""  # "first" or "last" of rows that are there several times
    inorder: object = None  # the InOrder of rows asked for by their order
    within: list = field(default_factory=list)  # the groups that ranks are counted in
    marked: str = ""  # "desc" where the highest of a list is to be told as well, "asc" the lowest
    lost: list = field(default_factory=list)  # words of conditions that fit no column
    said: str = ""
    notes: list = field(default_factory=list)
    unused: list = field(default_factory=list)
