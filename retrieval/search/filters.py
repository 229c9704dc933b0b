"""Exact filters: reads `price<40` and turns it into SQL with bound values; not for ranking."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

import apsw

from retrieval.catalogue.rows import attribute_name
from retrieval.errors import InputError
from retrieval.search.text import fold, fold_letters, strip_controls

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "~"]

NUMBER_FIELDS = {"price": "price_micros", "stock": "stock", "rating": "rating"}
TEXT_FIELDS = ("category", "brand", "currency", "id", "title", "description", "url")
_FEW_VALUES_FIELDS = ("category", "brand", "currency")
ALIASES = {"color": "colour", "colors": "colour", "colours": "colour", "name": "title"}

_SYNTAX = re.compile(
    r"\s*(?P<field>[^\W\d][\w .-]*?)\s*"
    r"(?P<operator><=|>=|!=|<>|==|=|<|>|~|\s(?:not\s+in|in)\s)\s*(?P<value>.*)",
    re.DOTALL | re.IGNORECASE,
)
_OTHER_SPELLINGS = str.maketrans({"≤": "<=", "≥": ">=", "≠": "!=", "＝": "=", "＜": "<", "＞": ">"})
_OPERATORS: dict[str, Operator] = {
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "~": "~", "in": "in", "not in": "not in",
}  # fmt: skip
_COMMA = re.compile(r'"[^"]*"|，')  # or what is quoted, which is left alone
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_HOW = "write it like price<40, category=shoes, colour in red,blue or title~linen"
_INT64_MAX = 2**63 - 1
_VALUES_TOLD = 12


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition that every hit meets. values: as written; one, or several for "in"."""

    field: str
    operator: Operator
    values: tuple[str, ...]

    def __str__(self) -> str:
        gap = " " if self.operator in ("in", "not in") else ""
        return f"{self.field}{gap}{self.operator}{gap}{','.join(self.values)}"


IN_STOCK = Filter("stock", ">", ("0",))


def parse_filter(text: str) -> Filter:
    """One filter from text; InputError when it is no filter or compares a number with a word."""
    written = strip_controls(text).strip()
    bare, quote, quoted = written.partition('"')  # what is quoted stays as it is
    match = _SYNTAX.fullmatch(bare.translate(_OTHER_SPELLINGS) + quote + quoted)
    if match is None:
        raise InputError(f"The filter {written!r} cannot be read: {_HOW}.")
    operator = _OPERATORS[" ".join(match["operator"].lower().split())]
    field = " ".join(match["field"].split()).casefold()
    field = ALIASES.get(field, field)
    value = match["value"].strip()
    if operator in ("in", "not in"):
        value = _COMMA.sub(lambda found: "," if found[0] == "，" else found[0], value)
        row = next(csv.reader([value], skipinitialspace=True), [])
        values = tuple(part.strip() for part in row if part.strip())
    else:
        values = (value.strip("\"'"),) if value.strip("\"'") else ()
    if not values:
        raise InputError(f"The filter {written!r} names no value: {_HOW}.")
    parsed = Filter(field, operator, values)
    if field in NUMBER_FIELDS or operator in ("<", "<=", ">", ">="):
        if operator == "~":
            raise InputError(f"The filter {written!r} looks for words in a number: use = or <.")
        for part in values:
            _amount(parsed, part)
    return parsed


def among_ids(product_ids: Iterable[str]) -> str:
    """The filter, as it is written, that lets these products through alone.

    >>> among_ids(["m-1", "a,b"])
    'id in "m-1","a,b"'
    """
    return f"id in {','.join(_quoted(product_id) for product_id in product_ids)}"


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _amount(condition: Filter, value: str) -> tuple[Decimal, str]:
    """The number and the currency code, maybe empty, of a value such as 40, 39.90 or 40 EUR."""
    currency = ""
    if condition.field == "price":
        found = _CURRENCY.search(value)
        currency = found.group().upper() if found else ""
        value = _CURRENCY.sub("", value, count=1).strip()
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InputError(f"The filter {str(condition)!r} needs a number instead of {value!r}.")
    return number, currency


Clause = tuple[str, list[str | int | float]]


def _integer_clause(column: str, operator: str, number: Decimal) -> Clause:
    """Compares an integer column with any decimal, exactly."""
    if operator in ("=", "!=") and number != number.to_integral_value():
        return ("0" if operator == "=" else "1"), []
    bound = math.ceil(number) if operator in ("<", ">=") else math.floor(number)
    bound = max(-_INT64_MAX, min(_INT64_MAX, bound))
    return f"{column} {'IS NOT' if operator == '!=' else operator} ?", [bound]


def _number_clause(condition: Filter, value: str, operator: str) -> Clause:
    number, currency = _amount(condition, value)
    if condition.field == "rating":
        return f"rating {'IS NOT' if operator == '!=' else operator} ?", [float(number)]
    if condition.field == "stock":
        return _integer_clause("stock", operator, number)
    sql, bound = _integer_clause("price_micros", operator, number.scaleb(6))
    if currency:
        negated = operator == "!="
        sql = f"({sql} {'OR' if negated else 'AND'} currency {'<>' if negated else '='} ?)"
        bound.append(currency)
    return sql, bound


class FilterFields:
    """What can be filtered in one state of a store: the fields there are and their few values.

    Reads lazily and remembers; make a new one when the store's generation changes.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._attributes: dict[str, str] | None = None
        self._values: dict[str, dict[str, list[str]]] = {}

    def attributes(self) -> dict[str, str]:
        """Attribute names by their casefolded form."""
        if self._attributes is None:
            rows = self._connection.execute("SELECT DISTINCT name FROM attribute ORDER BY name")
            self._attributes = {str(name): str(name) for (name,) in rows}
        return self._attributes

    def known(self) -> list[str]:
        """Every field a filter may name, the product's own first."""
        return [*NUMBER_FIELDS, *TEXT_FIELDS, *sorted(self.attributes().values())]

    def values(self, column: str) -> dict[str, list[str]]:
        """Folded form to the values of a product column that fold to it."""
        if column in self._values:
            return self._values[column]
        found: dict[str, list[str]] = {}
        for (value,) in self._connection.execute(f"SELECT DISTINCT {column} FROM product"):
            found.setdefault(fold(value or ""), []).append(value or "")
        if column in _FEW_VALUES_FIELDS:
            self._values[column] = found
        return found

    def compile(self, filters: Sequence[Filter]) -> CompiledFilters:
        """SQL that selects the product keys all filters allow; InputError for unknown fields."""
        clauses: list[str] = []
        bound: list[str | int | float] = []
        notices: list[str] = []
        for condition in filters:
            sql, values = self._clause(condition, notices)
            clauses.append(sql)
            bound.extend(values)
        where = " AND ".join(f"({clause})" for clause in clauses) or "1"
        return CompiledFilters(
            f"SELECT key FROM product WHERE {where}", tuple(bound), tuple(notices)
        )

    def _clause(self, condition: Filter, notices: list[str]) -> Clause:
        field, operator = condition.field, condition.operator
        negated = operator in ("!=", "not in")
        if field in NUMBER_FIELDS:
            if operator not in ("in", "not in"):
                return _number_clause(condition, condition.values[0], operator)
            one = "!=" if negated else "="
            parts = [_number_clause(condition, value, one) for value in condition.values]
            sql = (" AND " if negated else " OR ").join(part for part, _ in parts)
            return sql, [value for _, values in parts for value in values]
        if field in TEXT_FIELDS:
            return self._text_clause(condition, negated, notices)
        name = self.attributes().get(attribute_name(field))
        if name is None:
            known = ", ".join(self.known())
            raise InputError(f"No product has a field {field!r} to filter by; there are {known}.")
        return self._attribute_clause(condition, name, negated, notices)

    def _text_clause(self, condition: Filter, negated: bool, notices: list[str]) -> Clause:
        field = condition.field
        if condition.operator in ("<", "<=", ">", ">="):
            raise InputError(f"The filter {str(condition)!r} compares words: use =, != or in.")
        if field == "id" and condition.operator != "~":
            return _among("id", negated, condition.values)
        known = self.values(field)
        wanted = [fold(value) for value in condition.values]
        if condition.operator == "~":
            every = [value for values in known.values() for value in values]
            matching = [value for value in every if _contains(value, condition)]
        else:
            matching = [value for folded in wanted for value in known.get(folded, [])]
        if not matching and field in _FEW_VALUES_FIELDS and not negated:
            there = sorted(value for values in known.values() for value in values)
            notices.append(_no_such_value(condition, there))
        return _among(field, negated, matching)

    def _attribute_clause(
        self, condition: Filter, name: str, negated: bool, notices: list[str]
    ) -> Clause:
        found = self._connection.execute(
            "SELECT DISTINCT value_folded, value FROM attribute WHERE name = ?", (name,)
        )
        rows = [(str(folded), str(value)) for folded, value in found]
        if condition.operator in ("<", "<=", ">", ">="):
            matching = {f for f, value in rows if _compares(value, condition)}
        elif condition.operator == "~":
            matching = {f for f, value in rows if _contains(value, condition)}
        else:
            matching = {f for f, _ in rows} & {fold(value) for value in condition.values}
        if not matching and not negated:
            notices.append(_no_such_value(condition, sorted({value for _, value in rows})))
        among, bound = _among("value_folded", False, sorted(matching))
        within = "NOT IN" if negated else "IN"
        sql = f"key {within} (SELECT product_key FROM attribute WHERE name = ? AND {among})"
        return sql, [name, *bound]


def _among(column: str, negated: bool, values: Sequence[str]) -> Clause:
    """Membership in any number of values, as one JSON parameter: SQLite limits their count."""
    within = "NOT IN" if negated else "IN"
    text = json.dumps(list(values), ensure_ascii=False)
    return f"{column} {within} (SELECT value FROM json_each(?))", [text]


def _contains(value: str, condition: Filter) -> bool:
    return fold_letters(condition.values[0]) in fold_letters(value)


def _compares(value: str, condition: Filter) -> bool:
    """Whether an attribute's value, such as "40 cm", starts with a number that compares so."""
    found = re.match(r"\s*[-+]?\d+(?:[.,]\d+)?", value)
    if found is None:
        return False
    left = Decimal(found.group().strip().replace(",", "."))
    right, _ = _amount(condition, condition.values[0])
    comparisons = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return comparisons[condition.operator]


def _no_such_value(condition: Filter, values: Sequence[str]) -> str:
    told = ", ".join(strip_controls(value) for value in values[:_VALUES_TOLD] if value)
    more = ", …" if len(values) > _VALUES_TOLD else ""
    return f"Nothing here has {condition}; {condition.field} is one of: {told}{more}."


@dataclass(frozen=True, slots=True)
class CompiledFilters:
    """SQL giving the allowed product keys, with its bound values and sentences for a person."""

    sql: str
    bound: tuple[str | int | float, ...]
    notices: tuple[str, ...] = ()
