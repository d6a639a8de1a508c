"""Places: namesakes told apart by the sentence, and none rather than a wrong one."""

import math
import re

import pytest
from pytest import param
from spacy.tokens import Doc, Span

from onrecord.stages.places import Places
from onrecord.words import blank_pipeline

NLP = blank_pipeline()
MARKED = re.compile(r"\[([^]|]+)\|([A-Z]+)\]")


def doc_of(marked: str) -> Doc:
    """A Doc with the names that are written `[Kabul|GPE]` as its ents."""
    text, spans, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    doc = NLP(text + marked[last:])
    doc.ents = [doc.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in spans]
    return doc


def located(marked: str) -> dict[str, dict]:
    doc = doc_of(marked)
    if Doc.has_extension("onrecord_coreference"):
        doc._.onrecord_coreference = None
    return {p["name"]: p for p in Places("places", 0.5)(doc)._.onrecord_places}


# Each row: a sentence, the place asked for, its country (None: not to be told), and, where the country has
# several of the name or the point matters, latitude and longitude of the right one.
SENTENCES = [
    ("Voters in [Georgia|GPE] and [Florida|GPE] queued for hours, the [U.S.|GPE] agency said.", "Georgia", "US", None),
    ("Police in [Tbilisi|GPE] said [Georgia|GPE] had closed its border with [Russia|GPE].", "Georgia", "GE", None),
    ("[Russian|NORP] troops entered [Georgia|GPE] through [South Ossetia|LOC].", "Georgia", "GE", None),
    ("A storm killed four in [Atlanta|GPE], [Georgia|GPE].", "Georgia", "US", None),
    ("[Armenia|GPE] and [Georgia|GPE] opened a new road.", "Georgia", "GE", None),
    ("[Jordan|GPE] recalled its envoy from [Syria|GPE].", "Jordan", "JO", None),
    ("Refugees crossed from [Daraa|GPE] into [Jordan|GPE].", "Daraa", "SY", None),
    ("[Chad|GPE] accused [Sudan|GPE] of arming rebels.", "Chad", "TD", None),
    ("Gunmen attacked a convoy near [Adre|GPE] in eastern [Chad|GPE].", "Adre", "TD", (13.5, 22.2)),
    (
        "Fires spread through [Victoria|GPE] and [New South Wales|GPE], [Australian|NORP] crews said.",
        "Victoria",
        "AU",
        None,
    ),
    (
        "The ferry from [Seattle|GPE] to [Victoria|GPE], [British Columbia|GPE], was cancelled.",
        "Victoria",
        "CA",
        (48.4, -123.4),
    ),
    ("The president of [Seychelles|GPE] spoke in [Victoria|GPE].", "Victoria", "SC", (-4.6, 55.45)),
    ("Clashes broke out in [Tripoli|GPE] in northern [Lebanon|GPE].", "Tripoli", "LB", (34.4, 35.8)),
    ("Militias shelled [Tripoli|GPE] as [Libyan|NORP] talks stalled in [Benghazi|GPE].", "Tripoli", "LY", (32.9, 13.2)),
    ("[Lebanese|NORP] soldiers deployed in [Tripoli|GPE] and [Beirut|GPE].", "Tripoli", "LB", (34.4, 35.8)),
    ("Students marched through [Santiago|GPE], [Chile|GPE].", "Santiago", "CL", (-33.4, -70.6)),
    ("[Chilean|NORP] police fired tear gas in [Santiago|GPE].", "Santiago", "CL", (-33.4, -70.6)),
    ("[Washington|GPE] denied the report, and [Tehran|GPE] did not comment.", "Washington", "US", (38.9, -77.0)),
    ("The bill passed in [Washington, D.C.|GPE]", "Washington, D.C.", "US", (38.9, -77.0)),
    ("The two men were flown to [Washington|GPE], a [U.S.|GPE] official said.", "Washington", "US", (38.9, -77.0)),
    ("A blast in [Kandahar|GPE] province killed six [Afghan|NORP] soldiers.", "Kandahar", "AF", (31.6, 65.7)),
    ("The city of [Kandahar|GPE] fell in August.", "Kandahar", "AF", (31.6, 65.7)),
    ("Rebels hold [Darzab|GPE] district in [Jowzjan|GPE] province.", "Darzab", "AF", (35.98, 65.4)),
    ("Rebels hold [Darzab|GPE] district, [Jowzjan|GPE].", "Jowzjan", "AF", (36.5, 65.8)),
    ("Barrel bombs fell on [Aleppo|GPE], [Syria|GPE].", "Aleppo", "SY", (36.2, 37.2)),
    ("The mayor of [Paris|GPE], [Texas|GPE], resigned.", "Paris", "US", (33.7, -95.6)),
    ("The talks in [Paris|GPE] ended without a deal.", "Paris", "FR", (48.9, 2.35)),
    ("[French|NORP] police in [Paris|GPE] arrested two men.", "Paris", "FR", (48.9, 2.35)),
    ("The factory in [London|GPE], [Ontario|GPE], will close.", "London", "CA", (43.0, -81.2)),
    ("[London|GPE] and [Moscow|GPE] expelled diplomats.", "London", "GB", (51.5, -0.1)),
    ("A court in [Birmingham|GPE], [Alabama|GPE], heard the case.", "Birmingham", "US", (33.5, -86.8)),
    ("A court in [Birmingham|GPE] jailed two [British|NORP] men.", "Birmingham", "GB", (52.5, -1.9)),
    ("The bishop of [Cordoba|GPE], [Argentina|GPE], called for calm.", "Cordoba", "AR", (-31.4, -64.2)),
    ("[Spanish|NORP] firefighters were sent to [Cordoba|GPE] and [Seville|GPE].", "Cordoba", "ES", (37.9, -4.8)),
    ("The army took [Merida|GPE], [Mexico|GPE].", "Merida", "MX", (21.0, -89.6)),
    ("Protesters in [Merida|GPE] burned tyres, [Venezuelan|NORP] media said.", "Merida", "VE", (8.6, -71.1)),
    ("Two bombs went off in [Valencia|GPE], [Venezuela|GPE].", "Valencia", "VE", (10.2, -68.0)),
    ("Floods hit [Valencia|GPE], and [Spain|GPE] sent troops.", "Valencia", "ES", (39.5, -0.4)),
    ("[Hyderabad|GPE] police in [Pakistan|GPE]'s [Sindh|GPE] province held a cleric.", "Hyderabad", "PK", (25.4, 68.4)),
    ("The [Indian|NORP] firm is based in [Hyderabad|GPE], [Telangana|GPE].", "Hyderabad", "IN", (17.4, 78.5)),
    ("Shops shut across [Punjab|GPE] after [Pakistani|NORP] judges met in [Lahore|GPE].", "Punjab", "PK", None),
    ("Farmers in [Punjab|GPE] blocked roads to [New Delhi|GPE], [Indian|NORP] radio said.", "Punjab", "IN", None),
    ("A drone hit [Sinjar|GPE] in northern [Iraq|GPE].", "Sinjar", "IQ", (36.3, 41.9)),
    ("Fighting went on in [Al-Qa'im|GPE], near [Iraq|GPE]'s border with [Syria|GPE].", "Al-Qa'im", "IQ", (34.4, 41.0)),
    ("The jihadists ruled from [ar-Raqqah|GPE], [Syrian|NORP] activists say.", "ar-Raqqah", "SY", (35.95, 39.0)),
    ("Coalition jets struck [Raqqa|GPE].", "Raqqa", "SY", (35.95, 39.0)),
    ("Shells landed in [Deir ez-Zor|GPE].", "Deir ez-Zor", "SY", (35.3, 40.1)),
    ("[Hit|GPE] and [Ramadi|GPE] were retaken by [Iraqi|NORP] forces.", "Hit", "IQ", (33.6, 42.8)),
    ("Officials in [Pale|GPE], east of [Sarajevo|GPE], denied it.", "Pale", "BA", (43.8, 18.6)),
    ("A landslide buried homes in [Leon|GPE], [Nicaragua|GPE].", "Leon", "NI", (12.4, -86.9)),
    ("The governor of [Guanajuato|GPE] visited [Leon|GPE], [Mexico|GPE].", "Leon", "MX", (21.1, -101.7)),
    ("[San Jose|GPE] hosted the summit, [Costa Rican|NORP] officials said.", "San Jose", "CR", (9.9, -84.1)),
    ("A gunman opened fire in [San Jose|GPE], [California|GPE].", "San Jose", "US", (37.3, -121.9)),
    ("[Congo|GPE]'s army fought rebels near [Goma|GPE] in [North Kivu|GPE].", "Congo", "CD", None),
    ("The [Republic of the Congo|GPE] signed in [Brazzaville|GPE].", "Republic of the Congo", "CG", None),
    ("Pirates seized a tanker off [Guinea|GPE], [Conakry|GPE] said.", "Guinea", "GN", None),
    ("[Guinea-Bissau|GPE] held a vote.", "Guinea-Bissau", "GW", None),
    ("[Equatorial Guinea|GPE] freed a [British|NORP] mercenary.", "Equatorial Guinea", "GQ", None),
    ("Troops from [Niger|GPE] crossed into [Nigeria|GPE].", "Niger", "NE", None),
    ("Raiders burned villages in [Niger State|GPE], [Nigeria|GPE].", "Niger State", "NG", None),
    ("[South Sudan|GPE] and [Sudan|GPE] both claim [Abyei|LOC].", "South Sudan", "SS", None),
    ("[Sudanese|NORP] planes bombed [Darfur|LOC].", "Darfur", "SD", (13.0, 24.5)),
    ("A mission sailed through the [Black Sea|LOC].", "Black Sea", None, (43.0, 35.0)),
    ("Ships waited in the [Strait of Hormuz|LOC].", "Strait of Hormuz", None, (26.6, 56.4)),
    ("[Niger Delta|LOC] militants freed four oil workers in [Nigeria|GPE].", "Niger Delta", "NG", (5.0, 6.0)),
    ("The [Tigris|LOC] flooded fields south of [Baghdad|GPE].", "Tigris", None, None),
    ("[Kashmir|LOC] is claimed by [India|GPE] and [Pakistan|GPE].", "Kashmir", None, (34.0, 76.0)),
    ("Aid reached the [Gaza Strip|LOC].", "Gaza Strip", "PS", (31.4, 34.4)),
    ("Settlers clashed with [Palestinians|NORP] in [Hebron|GPE].", "Hebron", "PS", (31.5, 35.1)),
    ("The two [Koreas|GPE] agreed to talk.", "Koreas", None, None),
    ("[Pyongyang|GPE] tested a missile.", "Pyongyang", "KP", (39.0, 125.75)),
    ("[Beijing|GPE] warned [Taipei|GPE].", "Taipei", "TW", (25.05, 121.5)),
    ("[Hong Kong|GPE] banned the march.", "Hong Kong", "HK", (22.3, 114.2)),
    ("[Macau|GPE] closed its casinos.", "Macau", "MO", None),
    ("[Kosovo|GPE] and [Serbia|GPE] met in [Brussels|GPE].", "Kosovo", "XK", None),
    ("[Moscow|GPE] accused [Kiev|GPE] of an attack on [Crimea|GPE].", "Kiev", "UA", (50.45, 30.5)),
    ("The city of [Kyiv|GPE] came under fire.", "Kyiv", "UA", (50.45, 30.5)),
    ("Officials in [Odessa|GPE], [Texas|GPE], found a bomb.", "Odessa", "US", (31.85, -102.4)),
    ("[Ukrainian|NORP] grain left [Odessa|GPE].", "Odessa", "UA", (46.5, 30.7)),
    ("[Burma|GPE] moved its capital from [Rangoon|GPE].", "Rangoon", "MM", (16.8, 96.2)),
    ("A bomb killed nine in [Karachi|GPE].", "Karachi", "PK", (24.9, 67.0)),
    ("[North Waziristan|GPE] saw a drone strike near [Miran Shah|GPE].", "North Waziristan", "PK", (33.0, 70.0)),
    ("The [Swat Valley|LOC] is calm, the army said.", "Swat Valley", "PK", (35.2, 72.4)),
    ("Insurgents killed a teacher in [Yala|GPE] in southern [Thailand|GPE].", "Yala", "TH", (6.5, 101.3)),
    ("Two monks were shot in [Mosul|GPE], in [Iraq|GPE]'s [Nineveh|GPE] province.", "Nineveh", "IQ", (36.3, 42.8)),
    ("The [Syrian|NORP] town of [Kobani|GPE] held out.", "Kobani", "SY", (36.9, 38.35)),
    ("[Granada|GPE], in southern [Spain|GPE], shook.", "Granada", "ES", (37.2, -3.6)),
    ("[Granada|GPE], [Nicaragua|GPE], was calm.", "Granada", "NI", (11.9, -85.95)),
    ("[Grenada|GPE] signed the [Caribbean|LOC] treaty.", "Grenada", "GD", None),
    ("[Dominica|GPE] was hit by the storm.", "Dominica", "DM", None),
    ("The [Dominican Republic|GPE] closed its border with [Haiti|GPE].", "Dominican Republic", "DO", None),
    ("[Melbourne|GPE], [Florida|GPE], lost power.", "Melbourne", "US", (28.1, -80.6)),
    ("[Australian|NORP] police raided homes in [Melbourne|GPE].", "Melbourne", "AU", (-37.8, 145.0)),
    ("[Perth|GPE] in [Scotland|GPE] hosted the meeting.", "Perth", "GB", (56.4, -3.4)),
    ("[Athens|GPE] and [Ankara|GPE] traded threats.", "Athens", "GR", (38.0, 23.7)),
    ("A student was shot in [Athens|GPE], [Ohio|GPE].", "Athens", "US", (39.3, -82.1)),
    ("The [Lebanese|NORP] capital, [Beirut|GPE], was dark.", "Beirut", "LB", (33.9, 35.5)),
    ("[Venice|GPE] flooded, [Italian|NORP] police said.", "Venice", "IT", (45.4, 12.3)),
    ("Envoys met in [Geneva|GPE], and [U.S.|GPE] officials attended.", "Geneva", "CH", (46.2, 6.15)),
    ("[Cairo|GPE], [Illinois|GPE], was evacuated.", "Cairo", "US", None),
    ("[Damascus|GPE] blamed [Israel|GPE].", "Damascus", "SY", (33.5, 36.3)),
    ("[Eastern Ukraine|LOC] is quiet.", "Eastern Ukraine", "UA", None),
    ("Passengers waited at [Baghdad International Airport|FAC].", "Baghdad International Airport", "IQ", (33.3, 44.4)),
    ("Planes left [Incirlik Air Base|FAC] in [Turkey|GPE].", "Incirlik Air Base", "TR", None),
    ("The [White House|FAC] was lit.", "White House", None, None),
    ("Nothing is known of [Qarbazun|GPE].", "Qarbazun", None, None),
    ("He came from the [North|GPE].", "North", None, None),
    ("[Springfield|GPE] voted.", "Springfield", "?", None),
    ("[Iraq|GPE], [Syria|GPE] and [Lebanon|GPE] were named.", "Syria", "SY", None),
    ("[China|GPE], [Japan|GPE] and [South Korea|GPE] met.", "China", "CN", None),
    (
        "[Halifax|GPE], [Nova Scotia|GPE], woke to snow; buses in [Sydney|GPE] stood, and [Canada|GPE] sent troops to"
        " [Cape Breton|GPE], [Nova Scotia|GPE]. [Canadian|NORP] police shut roads in [Halifax|GPE].",
        "Sydney",
        "CA",
        (46.1, -60.2),
    ),
    ("Police in [Boston|GPE], [Massachusetts|GPE], shut [Quillow Street|FAC] after a fire.", "Quillow Street", "US", None),
    ("Police in [Boston|GPE], [Massachusetts|GPE], told [Kenya|GPE] of [Quillow Street|FAC].", "Quillow Street", None, None),
    ("[ISIS|ORG]' [Khorasan|LOC] branch struck in [Iran|GPE] and [Kabul|GPE].", "Khorasan", None, None),
]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points, near enough."""
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


@pytest.mark.parametrize(
    "text, name, country, point", [param(*row, id=f"{n}-{row[1]}") for n, row in enumerate(SENTENCES)]
)
def test_hard_sentences(text, name, country, point):
    place = located(text).get(name)
    if country == "?":
        assert place is None or place["geonames_id"] is None or place["confidence"] < 0.9
        return
    assert (place["country"] if place else None) == country
    if point is not None:
        assert place is not None and place["lat"] is not None
        assert distance((place["lat"], place["lon"]), point) < 161 or name in ("Black Sea", "Kashmir", "Darfur")


def test_ids_are_those_of_geonames():
    found = located("[Kabul|GPE] is the capital of [Afghanistan|GPE].")
    assert found["Kabul"]["geonames_id"] == 1138958
    assert found["Afghanistan"]["geonames_id"] == 1149361


def test_chains_give_the_entity():
    doc = doc_of("[Mali|GPE] shut [Gao|GPE].")
    if not Doc.has_extension("onrecord_coreference"):
        Doc.set_extension("onrecord_coreference", default=None)
    doc._.onrecord_coreference = [
        {"id": f"e{n}", "name": e.text, "label": "GPE", "mentions": [_mention(e)]} for n, e in enumerate(doc.ents)
    ]
    Places("places", 0.5)(doc)
    assert {p["entity"]: p["country"] for p in doc._.onrecord_places} == {"e0": "ML", "e1": "ML"}


def _mention(span: Span) -> dict:
    return {"start": span.start_char, "end": span.end_char, "kind": "name", "label": span.label_}


def test_a_higher_threshold_says_less():
    doc = doc_of("[Springfield|GPE] and [Salem|GPE] and [Paris|GPE] voted.")
    few = Places("p", 0.99)(doc)._.onrecord_places
    many = Places("p", 0.0)(doc)._.onrecord_places
    assert len(few) < len(many)


@pytest.mark.parametrize("text", ["", " \n", "No names here."])
def test_nothing_to_place(text):
    assert located(text) == {}
