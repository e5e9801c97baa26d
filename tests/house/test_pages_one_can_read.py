"""Every module says what lives in it, and no function or file grows past what a reader can hold."""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, functions, product

MOST_LINES_A_FUNCTION = 40
MOST_LINES_A_FILE = 300


def too_long(module: Module) -> Iterator[str]:
    lines = module.text.splitlines()
    if len(lines) > MOST_LINES_A_FILE:
        yield f"{module.name} has {len(lines)} lines, of at most {MOST_LINES_A_FILE}"
    for function in functions(module):
        length = lines_of_code(function, lines)
        if length > MOST_LINES_A_FUNCTION:
            where = f"{module.name}:{function.lineno} {function.name}"
            yield f"{where} has {length} lines, of at most {MOST_LINES_A_FUNCTION}"


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """How many lines it has without its docstring, empty lines and comments."""
    first = function.body[0]
    said: range = range(0)
    if ast.get_docstring(function, clean=False) is not None:
        said = range(first.lineno, (first.end_lineno or first.lineno) + 1)
    numbers = range(function.lineno, (function.end_lineno or function.lineno) + 1)
    code = (lines[number - 1].strip() for number in numbers if number not in said)
    return sum(1 for line in code if line and not line.startswith("#"))


def silent(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.body):
        yield f"{module.name} does not begin by saying what lives there"


def crowded_doorway(module: Module) -> Iterator[str]:
    """A package's ``__init__.py`` holds a docstring, so that a name has one home."""
    if module.name.endswith("__init__.py") and len(module.body.body) > 1:
        yield f"{module.name} holds more than a docstring"


def test_no_function_and_no_file_is_longer_than_a_reader_can_hold() -> None:
    found = [complaint for module in product() for complaint in too_long(module)]
    assert not found, "\n".join(found)


def test_every_module_begins_by_saying_what_lives_there() -> None:
    found = [complaint for module in product() for complaint in silent(module)]
    assert not found, "\n".join(found)


def test_the_doorway_of_a_package_is_kept_clear() -> None:
    found = [complaint for module in product() for complaint in crowded_doorway(module)]
    assert not found, "\n".join(found)


def function_of(lines: int, *, docstring: int = 0) -> Module:
    said = ['    """Says', *["    much"] * docstring, '    """'] if docstring else []
    text = "\n".join(['"""Sample."""', "def long() -> None:", *said, *["    pass"] * (lines - 1)])
    return Module("ward/sample.py", text)


def test_a_function_of_forty_lines_passes_and_one_of_forty_one_does_not() -> None:
    assert not list(too_long(function_of(40)))
    assert list(too_long(function_of(41)))


def test_a_docstring_and_comments_do_not_make_a_function_long() -> None:
    assert not list(too_long(function_of(40, docstring=50)))
    commented = Module("ward/sample.py", function_of(40).text + "\n    # why\n\n    # so")
    assert not list(too_long(commented))


def test_a_file_of_three_hundred_lines_passes_and_one_more_does_not() -> None:
    assert not list(too_long(Module("ward/sample.py", "x = 1\n" * 300)))
    assert list(too_long(Module("ward/sample.py", "x = 1\n" * 301)))


def test_a_module_that_says_nothing_is_found_out() -> None:
    assert list(silent(Module("ward/sample.py", "x = 1\n")))
    assert list(silent(Module("ward/sample.py", '""""""\nx = 1\n')))
    assert not list(silent(Module("ward/sample.py", '"""What lives here."""\n')))


def test_a_package_that_exports_from_its_doorway_is_found_out() -> None:
    assert list(crowded_doorway(Module("ward/__init__.py", '"""Words."""\nfrom ward.x import y\n')))
    assert not list(crowded_doorway(Module("ward/__init__.py", '"""Words."""\n')))
