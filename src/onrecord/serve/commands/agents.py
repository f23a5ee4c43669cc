"""`onrecord mcp`: the record as tools for agents, over standard input and output."""

from __future__ import annotations

import click

from onrecord.errors import OnrecordError
from onrecord.serve.options import record_option
from onrecord.settings import record_location


@click.command()
@click.option("--against", multiple=True, metavar="TRANSCRIPT", help="What was said, for check_quotation. May be given several times.")
@record_option
def mcp(*, against: tuple[str, ...], record: str | None) -> None:
    """Serve the record to agents: a Model Context Protocol server on standard input and output.

    An agent's settings name this command; it is not for typing. Its tools only read: search_statements, get_statement, speaker,
    disputes and check_quotation.
    """
    try:
        from onrecord.serve.mcp import run
    except ImportError as error:
        missing = (error.name or "a part").split(".")[0]
        raise OnrecordError(f"mcp: {missing} is not installed; it was expected with this command. Run `pip install 'onrecord[mcp]'`.") from error
    from onrecord.run.checking import heard
    from onrecord.serve.web.lanes import ready

    run(ready(record_location(record)), heard(against))
