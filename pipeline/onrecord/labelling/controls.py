"""Controls: which attributes a region may have in a tool, and how their values are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import get_args

from onrecord.labelling.graph import MENTION_LABELS, NAME_LABELS, Value
from onrecord.records import Event, Modifier, QuoteType

YES = "yes"


@dataclass(frozen=True, slots=True)
class Control:
    """One attribute of a kind of region: a choice among values, or free text where there are none."""

    owner: str
    name: str
    choices: tuple[str, ...] = ()
    number: bool = False

    @property
    def key(self) -> str:
        """The attribute's name in a tool, where all names must differ."""
        return f"{self.owner}_{self.name}"


OWNER_LABELS = {"mention": MENTION_LABELS, "quote": ("Quote",), "claim": ("Quantity",)}
CONTROLS = (
    Control("mention", "acts", (YES,)),
    Control("mention", "name"),
    Control("mention", "label", NAME_LABELS),
    Control("mention", "type"),
    Control("mention", "country"),
    Control("mention", "lat", number=True),
    Control("mention", "lon", number=True),
    Control("mention", "geonames_id", number=True),
    Control("quote", "type", get_args(QuoteType)),
    Control("quote", "negated", (YES,)),
    Control("quote", "speaker_name"),
    Control("quote", "via_names"),
    Control("claim", "event", get_args(Event)),
    Control("claim", "modifier", get_args(Modifier)),
    Control("claim", "negated", (YES,)),
    Control("claim", "hedged", (YES,)),
    Control("claim", "value", number=True),
    Control("claim", "low", number=True),
    Control("claim", "high", number=True),
    Control("claim", "unit"),
    Control("claim", "si_value", number=True),
    Control("claim", "si_unit"),
    Control("claim", "time_iso"),
    Control("claim", "claimant"),
    Control("claim", "claimant_name"),
)
BY_KEY = {control.key: control for control in CONTROLS}


def controls_of(label: str) -> list[Control]:
    """The controls of regions with a label."""
    return [control for control in CONTROLS if label in OWNER_LABELS[control.owner]]


def written(value: Value) -> str:
    """A value as a person reads it in the tool."""
    if isinstance(value, bool):
        return YES
    return value if isinstance(value, str) else json.dumps(value)


def read(control: Control, text: str, where: str) -> Value:
    """The value that a person left. Raises ValueError where it is not one of the control's."""
    text = text.strip()
    if control.choices == (YES,):
        return True
    if control.choices and text not in control.choices:
        raise ValueError(f"{where}: {control.key} is {text!r}; it must be one of {', '.join(control.choices)}")
    if not control.number:
        return text
    try:
        value = json.loads(text.replace(",", ""))
    except json.JSONDecodeError:
        value = None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{where}: {control.key} is {text!r}, not a number; write it as 12000 or 2.5")
    return value
