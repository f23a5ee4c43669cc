"""The reference, made of what the program says of itself: the help of each command, the docstrings, the description of REST.

In: the package. Out: pages by their place in docs/, in Markdown.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

import onrecord
from onrecord.serve import python
from onrecord.serve.cli import commands


def reference() -> dict[str, str]:
    """Return the pages of the reference by their place."""
    pages = {"command-line.md": command_line(), "python.md": python_names(), "rest.md": rest()}
    return {f"reference/{name}": "\n".join(lines) + "\n" for name, lines in pages.items()}


# The command line


def command_line() -> Iterator[str]:
    """Yield the page of the commands, each with its help and its options."""
    yield from ["# Command line", *_help(commands.help or ""), ""]
    for name in sorted(commands.commands):
        yield from _command(["onrecord", name], commands.commands[name])


def _command(path: list[str], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(path))
    yield from [f"## {' '.join(path)}", "", "```text", _usage(command, context), "```", *_help(command.help or ""), ""]
    options = [option for option in command.params if isinstance(option, click.Option)]
    if options:
        yield from ["| option | |", "|---|---|", *(_option(option, context) for option in options), ""]
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _command([*path, name], command.commands[name])


def _usage(command: click.Command, context: click.Context) -> str:
    return " ".join([context.command_path, *command.collect_usage_pieces(context)])


def _help(told: str) -> Iterator[str]:
    """Yield the help of a command; what it sets in lines of its own, after a mark, stays so."""
    for part in inspect.cleandoc(told).split("\n\n"):
        lines = inspect.cleandoc(part).split("\n")
        yield from ["", *(["```text", *lines[1:], "```"] if lines[0] == "\b" else lines)]


def _option(option: click.Option, context: click.Context) -> str:
    written, told = option.get_help_record(context) or ("", "")
    # A stroke in a table's code ends the cell, and one that is escaped shows how.
    return f"| <code>{escape(written).replace('|', '&#124;')}</code> | {_cell(told)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# Python


def python_names() -> Iterator[str]:
    """Yield the page of the Python interface: its names, and what they give."""
    yield from ["# Python", "", *_paragraphs(onrecord.__doc__), ""]
    yield from ["[How to use it](../python.md).", ""]
    for name in onrecord.__all__:
        if name != "__version__":
            yield from _named(f"onrecord.{name}", getattr(onrecord, name))
    for name in python.__all__:
        if name not in onrecord.__all__:
            yield from _named(name, getattr(python, name))


def _named(name: str, found: Any) -> Iterator[str]:
    yield from [f"## {name}", "", *_signature(name, found), *_paragraphs(inspect.getdoc(found)), ""]
    if inspect.isclass(found) and not issubclass(found, BaseException):
        yield from _members(found)


def _members(found: type) -> Iterator[str]:
    """Yield what a class has of its own: properties in a table, then its methods."""
    own = {name: inspect.unwrap(value) if callable(value) else value for name, value in vars(found).items() if not name.startswith("_")}
    properties = {name: value for name, value in own.items() if isinstance(value, property)}
    if properties:
        yield from ["| | |", "|---|---|"]
        yield from (f"| `{name}` | {_cell(inspect.getdoc(value) or '')} |" for name, value in properties.items())
        yield ""
    for name, value in own.items():
        if inspect.isfunction(value):
            yield from [f"### {found.__name__}.{name}", "", *_signature(name, value), *_paragraphs(inspect.getdoc(value)), ""]


def _signature(name: str, found: Any) -> Iterator[str]:
    if inspect.isclass(found) and issubclass(found, BaseException):
        return
    signature = inspect.signature(found)
    if {"bare", "person"} & set(signature.parameters):
        return  # given to users, never made by them
    told = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(signature)).replace("(self, ", "(").replace("(self)", "()")
    yield from ["```text", f"{name}{told}", "```", ""]


def _paragraphs(told: str | None) -> Iterator[str]:
    yield from inspect.cleandoc(told or "").split("\n")


# REST


def rest() -> Iterator[str]:
    """Yield the page of REST, from the description that the server itself gives at /openapi.json."""
    api = _description()
    operations = [(f"{method.upper()} {path}", told) for path, methods in api["paths"].items() for method, told in methods.items()]
    shared = set.intersection(*(set(told["responses"]) for _, told in operations)) - {"200"}
    yield from ["# REST", "", api["info"]["summary"], "", "Made of `/openapi.json`, which has the schemas too. [How to use it](../rest.md).", ""]
    for title, told in operations:
        yield from _operation(title, told, api["components"]["schemas"], shared)
    yield from ["## Problems that any request may meet", "", *_answers(operations[0][1], shared)]


def _description() -> dict[str, Any]:
    from onrecord.serve.web.app import application

    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        onrecord.Record(path).close()
        described: dict[str, Any] = application(path).openapi()
    return described


def _operation(title: str, told: dict[str, Any], schemas: dict[str, Any], shared: set[str]) -> Iterator[str]:
    yield from [f"## {title}", "", told.get("description") or told.get("summary", ""), ""]
    asked = [(one["name"], one["in"], one.get("description") or one["schema"].get("description", "")) for one in told.get("parameters", [])]
    asked += [(name, "body", field.get("description", "")) for name, field in _body(told, schemas).items()]
    if asked:
        yield from ["| parameter | in | |", "|---|---|---|", *(f"| `{name}` | {where} | {_cell(what)} |" for name, where, what in asked), ""]
    yield from _answers(told, set(told["responses"]) - shared)


def _body(told: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "requestBody" not in told:
        return {}
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    forms = [schemas[form["$ref"].rsplit("/", 1)[1]]["properties"] for form in schema.get("oneOf", [schema])]
    return {name: field for form in forms for name, field in form.items()}


def _answers(told: dict[str, Any], which: set[str]) -> Iterator[str]:
    yield from ["| answer | |", "|---|---|"]
    yield from (f"| {status} | {_cell(told['responses'][status].get('description', ''))} |" for status in sorted(which))
    yield ""
