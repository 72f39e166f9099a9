"""Expressions in scripts: what they can work out, and that hostile ones come to nothing."""

from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined

from bot.engine import ScriptError
from bot.sandbox import FILTERS
from bot.scripts.expressions import compile_expression

SCOPE: dict[str, object] = {
    "name": "Ana",
    "helped": ({"what": "walking", "where": ""}, {"what": "talking", "where": "home"}),
    "none": (),
    "count": 3,
    "peer": {"name": "", "now": datetime(2026, 3, 2, tzinfo=UTC)},
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("helped | length < 5", True),
        ("helped[-1].what", "talking"),
        ("helped | map(attribute='what') | join(', ')", "walking, talking"),
        ("helped | selectattr('where') | list | length", 1),
        ("none or name", "Ana"),
        ("not peer.name", True),
        ("count * 2 + 1", 7),
        ("name ~ '!'", "Ana!"),
        ("'yes' if count > 2 else 'no'", "yes"),
        ("none | default('nothing', true)", "nothing"),
        ("helped | sort(attribute='what') | first", {"what": "talking", "where": "home"}),
    ],
)
def test_what_scripts_need_can_be_said(source: str, value: object) -> None:
    """Comparisons, look-ups and the listed filters."""
    assert compile_expression(source)(SCOPE) == value


def test_names_are_known_without_evaluating() -> None:
    """Lint asks which names an expression needs."""
    assert compile_expression("helped | length < count and peer.name").names == {"helped", "count", "peer"}


@pytest.mark.parametrize("source", ["nowhere", "nowhere.to.be", "peer.nothing", "helped[9]", "nowhere | length"])
def test_an_unknown_name_is_an_error(source: str) -> None:
    """A slip of the pen must not be taken for "no"."""
    with pytest.raises(ScriptError):
        compile_expression(source)(SCOPE)


@pytest.mark.parametrize("source", ["", "1 +", "a b", "{{ a }}", "1 }} {{ 2", "a | nofilter", "a is notest"])
def test_what_is_no_expression_is_refused_when_compiled(source: str) -> None:
    """The writer hears it from lint, not a person from a failing turn."""
    with pytest.raises(ValueError, match=r"."):
        compile_expression(source)


HOSTILE_ATTRIBUTES = [
    "name.__class__",
    "''.__class__.__mro__[1].__subclasses__()",
    "name['__class__']",
    "peer.now.__reduce__()",
    "'{0.__class__}'.format(name)",
    "'{a.__class__}'.format_map({'a': name})",
    "name.format.__globals__",
    "name | attr('__class__')",
    "helped | map('attr', '__class__') | list",
    "self.__init__",
    "lipsum.__globals__",
    "cycler.__init__",
    "range(9)",
    "dict(a=1)",
    "namespace()",
    "joiner()",
]


@pytest.mark.parametrize("source", HOSTILE_ATTRIBUTES)
def test_no_attribute_opens_a_door(source: str) -> None:
    """Nothing beyond the data is reached: no class, no function's globals, none of Jinja's own helpers."""
    with pytest.raises((ScriptError, ValueError)):
        compile_expression(source)(SCOPE)


def test_no_attribute_is_reached_through_a_filter() -> None:
    """Filters that take an attribute's name find data only."""
    for filter_ in ("map(attribute='__class__')", "map(attribute='what.__class__')", "map(attribute='__len__')"):
        found = compile_expression(f"helped | {filter_} | list")(SCOPE)
        assert isinstance(found, list)
        assert all(isinstance(item, StrictUndefined) for item in found)


@pytest.mark.parametrize("source", ["name * 1000000", "2 ** 1000000", "[1] * 1000000", "none * count", "1000 * name"])
def test_nothing_is_multiplied_but_numbers(source: str) -> None:
    """Repetition and powers fill a memory with a few characters."""
    with pytest.raises(ScriptError, match="for numbers only"):
        compile_expression(source)(SCOPE)


@pytest.mark.parametrize(
    "source",
    [
        "'%2000000d' % count",
        "'%s' % name",
        "'{:2000000}'.format(count)",
        "name.ljust(2000000)",
        "name.center(2000000)",
        "name.zfill(2000000)",
        "'\t'.expandtabs(2000000)",
        "count.to_bytes(2000000, 'big')",
        "name.replace('', name)",
    ],
)
def test_nothing_huge_is_built_by_a_method_or_a_format(source: str) -> None:
    """What pads, repeats or formats is refused, by whatever way it is reached."""
    with pytest.raises((ScriptError, ValueError)):
        compile_expression(source)(SCOPE)


@pytest.mark.parametrize("source", ["(" * 5000 + "1" + ")" * 5000, "not " * 5000 + "1", "1" + "+1" * 5000, "-" * 5000])
def test_deep_nesting_is_refused(source: str) -> None:
    """An expression that is nested too deeply is no expression."""
    with pytest.raises(ValueError, match=r"."):
        compile_expression(source)


def test_a_long_expression_takes_a_moment_only() -> None:
    """Length alone costs little."""
    begun = perf_counter()
    assert compile_expression("'" + "x" * 100_000 + "' | length")({}) == 100_000
    with pytest.raises(ScriptError):
        compile_expression("x" * 100_000)({})
    assert perf_counter() - begun < 2


ATOMS = st.sampled_from(["name", "helped", "none", "count", "peer", "nowhere", "1", "0", "'a'", "[1, 2]", "{'a': 1}"])
SHAPES = st.sampled_from(
    ["{a} + {b}", "{a} - {b}", "{a} * {b}", "{a} / {b}", "{a} // {b}", "{a} % {b}", "{a} ~ {b}", "{a} < {b}",
     "{a} == {b}", "{a} in {b}", "{a} and {b}", "{a} if {b} else {a}", "{a}[{b}]", "{a}.what", "not {a}", "-{a}",
     "{a} is defined",
     *(f"{{a}} | {name}" for name in FILTERS), *(f"{{a}} | {name}({{b}})" for name in FILTERS)]
)  # fmt: skip


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_any_expression_has_a_value_or_a_script_error(data: st.DataObject) -> None:
    """Whatever is combined, nothing but `ScriptError` (or `ValueError` when compiled) comes out."""
    source = data.draw(ATOMS)
    for _ in range(data.draw(st.integers(1, 3))):
        source = f"({data.draw(SHAPES).format(a=source, b=data.draw(ATOMS))})"
    with suppress(ScriptError, ValueError):
        compile_expression(source)(SCOPE)
