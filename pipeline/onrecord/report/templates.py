"""Templates: the pages' frames, filled with everything escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def percent(value: float | None) -> str:
    """A ratio from 0 to 1 as percent with one decimal; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def count(value: float | None) -> str:
    """A count without decimals where it is whole."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def render(template: str, **values: Any) -> str:
    """The page of a template. All values are escaped; a name that the template lacks is an error."""
    environment = Environment(
        loader=PackageLoader("onrecord", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "count": count}
    return environment.get_template(template).render(**values)
