"""Who a table speaks of: the columns of names and of people, and the numbers that stand for them."""

# ruff: noqa: E501 - a list of words is one line

import re

from mentions import Mention, is_code, meanings_of
from query import Group
from sentence import normal
from table import IDENTIFIER, NUMBER, TEXT

PERSONS = r"\b(?:agent|nurse|doctor|teacher|coach|clerk|operator|technician|mechanic|waiter|waitress|volunteer|instructor|trainer|driver|rider|player|consultant|seller|sales_?(?:person|rep)|cook|chef|therapist|tutor|librarian|guide|inspector|engineer|developer|assignee|caller|member|user|person|worker|employee|student|pupil|donor|customer|client|patient|guest|cashier|courier|stylist|barber|vet|dentist|lawyer)s?(?:[_ ]name)?$|[a-z]{3,}(?:ed|t|en)[_ ]by$"
_PEOPLE = {"name", "employee", "student", "athlete"}
_MOSTLY = 0.3  # of the rows have a name of their own: the others are people of one name
_NAMES = {"name", "employee", "student", "product", "title"}
_WANTED = {"employee", "customer", "student", "athlete", "name", "author"}

_PERSON_NUMBER = r"工号|学号|考号|(?:员工|职工|学生|会员|人员|病历|身份证|证件).*[号码]|(?:employee|emp|staff|student|member|patient|person)[ _]?(?:id|no|number|code)$"


def is_person(column):
    """Whether the cells of the column are people."""
    return bool(meanings_of(column) & _WANTED or re.search(PERSONS, normal(column.name)))


def numbers_people(column):
    """Whether its cells number people: 工号, student_id."""
    return bool(re.search(_PERSON_NUMBER, normal(column.name)))


class People:
    """The part of the pieces that knows who is who; whoever mixes it in has `table`."""

    def persons(self):
        """ "who sold most": the people, where the table names each of them in several rows."""
        found = [c for c in self.table.of_kind(TEXT, IDENTIFIER) if is_person(c)]
        return [Mention(c.name, ((100, c),)) for c in found if not self.table.unique(c)]

    def namings(self):
        """The columns of names."""
        return [c for c in self.table.of_kind(TEXT) if "name" in meanings_of(c)]

    def by_name(self, mention):
        """ "employees" means employee_id and name: of what is in every row, the name is told."""
        best = mention.best()
        if not (best.kind == IDENTIFIER or is_code(best)) or not self.table.unique(best):
            return mention
        named = [c for c in self.namings() if self.table.unique(c)]
        return Mention(mention.text, ((100, named[0]),)) if named else mention

    def only_numbers(self, column):
        """Whether it only numbers what another column names, not once each: people of one name."""
        coded = column.kind == IDENTIFIER or is_code(column)
        return coded and self.table.unique(column) and bool(self.namings())

    def of_several(self, names):
        """ "where do people earn most on average": the names of several rows, where there are any."""
        return [m for m in names if not self.each_row(m.best())] or names

    def each_called(self, alone):
        """The columns that say who a row is: its name, with its number where several share one."""
        texts = [c for c in self.table.of_kind(TEXT) if self.table.unique(c)]
        named = [c for c in texts if meanings_of(c) & _NAMES]
        named.sort(key=lambda c: "name" not in meanings_of(c))  # before their numbers
        named = named or texts[: alone and len(texts) == 1]
        people = [c for c in self.table.of_kind(TEXT) if meanings_of(c) & _PEOPLE]
        numbers = [c for c in self.table.of_kind(IDENTIFIER) if self.table.unique(c)]
        alike = people and self.table.distinct[people[0].name] > _MOSTLY * self.table.rows
        return named[:1] or ([people[0], numbers[0]] if alike and numbers else [])


def each_by_number(table, out):
    """ "总分最高的学生", where several have one name and each row is one of them: by the number as well."""
    groups = out.groups if out.kind == "aggregate" and len(out.groups) == 1 else []
    named = [g for g in groups if not g.unit and meanings_of(g.column) & _PEOPLE]
    measured = all(m.column and m.column.kind == NUMBER for m in out.measures)
    if not named or not measured or table.unique(named[0].column):
        return
    texts = table.of_kind(IDENTIFIER, TEXT, NUMBER)
    numbers = [c for c in texts if numbers_people(c) and table.unique(c)]
    out.groups += [Group(column=numbers[0])] if numbers else []
