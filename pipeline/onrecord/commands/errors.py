"""Errors: how every command says what was wrong, in one line."""

from __future__ import annotations

from typing import NoReturn

import typer

FAILED, WRONG_USE = 1, 2


def complain(message: object) -> None:
    """One line on standard error."""
    text = " ".join(str(message).split()).encode("utf-8", "backslashreplace").decode("utf-8")
    typer.echo(f"error: {text}", err=True)


def wrong_use(message: object) -> NoReturn:
    """One line on standard error, and exit code 2."""
    complain(message)
    raise typer.Exit(WRONG_USE)
