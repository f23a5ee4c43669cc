"""The command line. Human output on a terminal, JSON Lines with --json; exit 0 all well, 1 something was rejected or found
wrong, 2 a usage or record error.

Heavy imports stand inside the commands, so that --help answers at once.
"""

from __future__ import annotations

import os
import sys

import click

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.serve.commands import (
    agents,
    asking,
    changes,
    checking,
    correcting,
    disputing,
    moving,
    naming,
    reading,
    relating,
    serving,
    sparking,
    speaking,
    tending,
    trying,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Read news articles and keep the record of what was said: who said what, in which exact words, by whose account.

    \b
    onrecord read articles/            put articles on record
    onrecord search "interfere"        find what was said
    onrecord show ID                   one statement, marked in its paragraph
    """


for command in (reading.read, asking.search, asking.show, asking.count, changes.changes, tending.doctor, tending.schema):
    commands.add_command(command)
for command in (
    correcting.correct,
    correcting.merge,
    correcting.split,
    correcting.keep_apart,
    correcting.keep_together,
    correcting.corrections,
    correcting.undo,
):
    commands.add_command(command)
for command in (naming.people, speaking.speaker, moving.export, moving.import_):
    commands.add_command(command)
commands.add_command(checking.check)
for command in (relating.relate, relating.quotation, relating.quotations):
    commands.add_command(command)
commands.add_command(disputing.disputes)
commands.add_command(sparking.spark)
for command in (serving.serve, trying.demo, agents.mcp):
    commands.add_command(command)


def main() -> None:
    """Run the command line and exit; the entry point of the package."""
    try:
        sys.exit(commands(prog_name="onrecord", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was read until now is on record; run the same command again to go on.", err=True)
        sys.exit(130)
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): that is no error, and nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
