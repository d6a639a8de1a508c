"""Times: the expression in a sentence that says when, and its ISO 8601 form where the date is known."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?:,?\s(?:19|20)\d\d)?"
_DATE = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}{_YEAR})"
)
_SPAN = (
    r"(?:hours?|days?|weeks?|months?|years?|decades?|night|morning|afternoon|evening|weekend"
    r"|summer|winter|spring|autumn|fall|century|quarter|season)"
)
_PART = r"(?:morning|afternoon|evening|night)"
_NUMBER = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few)"
TIME = re.compile(
    rf"\b(?:"
    rf"(?:(?:early|late|earlier|later)\s(?:on\s)?)?(?:last\s|next\s|this\s)?{_DAY}(?:'s|’s)?(?:\s{_PART}|,\s{_DATE})?"
    rf"|{_DATE}"
    rf"|(?:early\s|late\s|mid-|last\s|this\s|next\s)?{_MONTH}\s(?:of\s)?(?:19|20)\d\d"
    rf"|(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s(?:this|last|that|in)\s(?:the\s)?(?:{_SPAN}|{_MONTH})"
    rf"|(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Ee]ach|[Ee]very|[Pp]revious)\s(?:{_SPAN}|{_MONTH})"
    rf"|(?:[Tt]he\s)?(?:past|last|next|previous|first|following|coming)\s{_NUMBER}\s(?:{_SPAN})(?:\sof\s(?:19|20)\d\d)?"
    rf"|(?:[Tt]he\s)(?:past|previous|following|next|same|coming|year)\s(?:fiscal\s)?(?:{_SPAN}|before|earlier)"
    rf"|(?:an?\s|{_NUMBER}\s)?{_SPAN}\s(?:ago|earlier|later)"
    rf"|the\s(?:end|start|beginning|middle)\sof\s(?:{_MONTH}|(?:19|20)\d\d)"
    rf"|the\s(?:spring|summer|autumn|winter)\b"
    rf"|(?<=in\s)the\s{_PART}|(?<=[Bb]y\s)(?:{_PART}|nightfall|noon|dusk|dawn)"
    rf"|[Ss]ince\sthen|[Tt]o\sdate|[Nn]ow|[Aa]nnually"
    rf"|[Ss]ince\s(?:{_MONTH}|(?:19|20)\d\d)"
    rf"|(?<![/\d])(?:19|20)\d\d(?!-|\d|s|,\d|\s[A-Z]+\d|\s(?:people|men|women|children|troops|soldiers))"
    rf"|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Cc]urrently|[Rr]ecently|[Oo]vernight"
    rf"|(?<=in\s){_MONTH}(?=[\s,.])"
    rf"|(?:January|February|April|June|July|August|September|October|November|December)(?=[\s,.'’])"
    rf")",
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class When(NamedTuple):
    """A time expression: characters `[start, end)`."""

    start: int
    end: int


def times_in(text: str, start: int, end: int) -> Iterator[When]:
    """The time expressions of a stretch of text, without a trailing possessive."""
    for match in TIME.finditer(text, start, end):
        stop = match.end()
        for tail in ("'s", "’s"):
            if text[match.start() : stop].endswith(tail):
                stop -= len(tail)
        yield When(match.start(), stop)


def iso_of(expression: str, published: str | None) -> str | None:
    """The day, month or year of an expression, in ISO 8601, against the article's date; None where unclear."""
    words = expression.lower().replace(".", "")
    full = _full_date(words)
    if full is not None:
        return full
    day = _day(published)
    if day is None:
        return None
    return _relative(words, day) or _partial(words, day)


def _day(published: str | None) -> datetime.date | None:
    if not published:
        return None
    try:
        return datetime.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _full_date(words: str) -> str | None:
    """A date that carries its year."""
    year = re.search(r"\b(?:19|20)\d\d\b", words)
    if year is None:
        return None
    month = _month(words)
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    if month is None:
        plain = re.fullmatch(r"(?:since )?((?:19|20)\d\d)", words)
        return plain.group(1) if plain else None
    return _iso(int(year.group()), month, int(number.group(1)) if number else None)


def _month(words: str) -> int | None:
    found = re.search(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", words)
    return MONTHS.index(found.group(1)) + 1 if found else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else f"{year:04d}-{month:02d}"


def _relative(words: str, day: datetime.date) -> str | None:
    """Yesterday, Tuesday, last week, this month, three days ago."""
    steps = {
        "yesterday": -1,
        "today": 0,
        "tonight": 0,
        "tomorrow": 1,
        "last night": -1,
        "overnight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
    }
    if words in steps:
        return (day + datetime.timedelta(days=steps[words])).isoformat()
    for number, name in enumerate(DAYS):
        if name in words:
            back = (day.weekday() - number) % 7
            if words.startswith("next "):
                return (day + datetime.timedelta(days=(number - day.weekday()) % 7 or 7)).isoformat()
            return (day - datetime.timedelta(days=back or (7 if words.startswith("last ") else 0))).isoformat()
    step = {"last": -1, "this": 0, "next": 1}.get(words.split()[0]) if words.split() else None
    if step is not None and words.endswith(" year"):
        return f"{day.year + step:04d}"
    if step is not None and words.endswith(" month"):
        months = day.year * 12 + day.month - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if step is not None and words.endswith(" week"):
        year, week, _ = (day + datetime.timedelta(weeks=step)).isocalendar()
        return f"{year:04d}-W{week:02d}"
    ago = re.fullmatch(r"(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten) (day|week)s? ago", words)
    if ago:
        small = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
        count = int(ago.group(1)) if ago.group(1).isdecimal() else small.index(ago.group(1)) + 2
        return (day - datetime.timedelta(days=count * (7 if ago.group(2) == "week" else 1))).isoformat()
    return None


def _partial(words: str, day: datetime.date) -> str | None:
    """A day and month, or a month, without a year: the last one that had come by the article's date."""
    month = _month(words)
    if month is None or not re.search(
        r"^(?:in |since |last |this |early |late )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        words,
    ):
        return None
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    which = int(number.group(1)) if number else None
    year = day.year if (month, which or 1) <= (day.month, day.day) else day.year - 1
    return _iso(year, month, which)
