"""Commands: `onrecord NAME`, one file each; only the one that is called is imported."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.util import find_spec

import typer

COMMANDS = (
    "annotate", "report", "entities", "quotes", "tolls", "export", "evaluate", "label", "baselines", "benchmark",
    "train", "schema", "info",
)  # fmt: skip
"""In the order of --help. Each is the function (or Typer) of this name in the module of this name, if there."""

SUMMARY = """News articles into data that a person can check: sentences, names, quotes, numeric claims.

Exit codes: 0 all good, 1 some articles failed, 2 wrong use.
"""


def build_app(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """The command line with the commands of these names; one whose parts are not installed is left out."""
    app = typer.Typer(
        help=SUMMARY,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for name in names:
        if find_spec(f"onrecord.commands.{name}") is None:
            continue
        try:
            module = importlib.import_module(f"onrecord.commands.{name}")
        except ImportError:
            if len(names) == 1:
                raise
            continue
        command = getattr(module, name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main() -> None:
    """The `onrecord` command."""
    called = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        app = build_app([called] if called in COMMANDS else COMMANDS)
    except KeyboardInterrupt:
        sys.exit(130)
    app(prog_name="onrecord")


def _show_version(wanted: bool) -> None:
    if wanted:
        from onrecord.version import __version__

        typer.echo(__version__)
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", help="Shows the version.", callback=_show_version, is_eager=True),
) -> None:
    pass


_root.__doc__ = SUMMARY
