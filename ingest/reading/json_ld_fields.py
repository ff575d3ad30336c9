"""What schema.org's properties of a course are called in our records."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.reading.values import Unreadable, text

Node = dict[str, Any]

_DEADLINES = ("applicationDeadline", "registrationDeadline", "enrollmentDeadline")
_MODES = {
    "online": "nettbasert", "onlineeventattendancemode": "nettbasert", "onsite": "campus", "in-person": "campus",
    "offline": "campus", "offlineeventattendancemode": "campus", "blended": "campus og nett",
    "mixed": "campus og nett", "mixedeventattendancemode": "campus og nett",
}  # fmt: skip
_UNITS = {
    "Y": ("år", "år"),
    "M": ("måned", "måneder"),
    "W": ("uke", "uker"),
    "D": ("dag", "dager"),
    "H": ("time", "timer"),
}
_DURATION = re.compile(r"P(?:([0-9]{1,4})([YMWD])|T([0-9]{1,5})(H))")
_LANGUAGES = {
    "no": "norsk", "nb": "norsk", "nn": "norsk", "nob": "norsk", "nor": "norsk", "nb-no": "norsk", "nn-no": "norsk",
    "no-no": "norsk", "norwegian": "norsk", "en": "engelsk", "eng": "engelsk", "en-gb": "engelsk", "en-us": "engelsk",
    "english": "engelsk",
}  # fmt: skip


def is_a(node: Mapping[str, Any], kind: str) -> bool:
    """Whether a node's type is one of schema.org's, with or without its address."""
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and re.split(r"[/:#]", name)[-1] == kind for name in named)


def row_of(course: Node, instances: Sequence[Node], by_id: Mapping[str, Node]) -> dict[str, Any]:
    """A course's row, unknown fields left out, with an offering for each of its instances.

    The provider is found where it stands elsewhere on the page; a price of the course holds for all its offerings.
    """
    first = instances[0] if instances else {}
    row = {
        "code": words(course.get("courseCode")),
        "title": words(course.get("name")),
        "description": words(course.get("description")),
        "admission": words(course.get("coursePrerequisites")),
        "level": words(course.get("educationalLevel")),
        "teaching_language": language(
            course.get("inLanguage") or course.get("availableLanguage") or first.get("inLanguage")
        ),
        "credits": _credits(course.get("numberOfCredits")),
        "duration": duration(course.get("timeRequired") or first.get("courseWorkload") or first.get("duration")),
        "publisher": words(_resolved(course.get("provider") or first.get("organizer"), by_id)),
        "url": _address(course),
        "date": words(course.get("dateModified") or course.get("datePublished")),
        "offerings": [_offering(course, instance, by_id) for instance in instances or [{}]],
    }
    return {name: value for name, value in row.items() if value is not None}


def _offering(course: Node, instance: Node, by_id: Mapping[str, Node]) -> dict[str, Any]:
    offers = _list(instance.get("offers")) or _list(course.get("offers"))
    free = instance.get("isAccessibleForFree", course.get("isAccessibleForFree"))
    deadlines = [node.get(key) for node in (instance, *_dicts(offers), course) for key in _DEADLINES]
    offering = {
        "start": words(instance.get("startDate")),
        "deadline": next((told for value in deadlines if (told := words(value))), None),
        "delivery": delivery(instance.get("courseMode") or instance.get("eventAttendanceMode")),
        "location": _place(_resolved(instance.get("location"), by_id)),
        **_price([_resolved(offer, by_id) for offer in offers], free=free is True),
    }
    return {name: value for name, value in offering.items() if value is not None}


def _price(offers: Sequence[Any], *, free: bool) -> dict[str, Any]:
    """One price in kroner is the price; others, or several, are told in words."""
    prices = list(dict.fromkeys(price for offer in _dicts(offers) if (price := _amount(offer))))
    if not prices:
        return {"price_nok": 0} if free else {}
    ((amount, currency), *more) = prices
    if currency == "NOK" and not more and "–" not in amount:  # a span is no price
        return {"price_nok": amount}
    return {"price_note": "; ".join(f"{amount} {currency}".strip() for amount, currency in prices)}


def _amount(offer: Node) -> tuple[str, str] | None:
    inner = next(iter(_dicts(_list(offer.get("priceSpecification")))), {})
    currency = (words(offer.get("priceCurrency") or inner.get("priceCurrency")) or "").upper()
    price = offer.get("price", inner.get("price"))
    if price is not None:
        told = words(price)
    else:
        low, high = words(offer.get("lowPrice")), words(offer.get("highPrice"))
        told = f"{low}–{high}" if low and high and low != high else low or high
    return (_point_off(told), currency) if told else None


def _point_off(price: str) -> str:
    """``18000.00`` is how schema.org writes 18 000."""
    return re.sub(r"^([0-9]+)[.,]00?$", r"\1", price)


def delivery(value: Any) -> str | None:
    """How a course is held, in the words of the other records; part-time and the like are left out."""
    modes = [_last_part(mode) for mode in _list(value) if isinstance(mode, str)]
    told = list(dict.fromkeys(_MODES.get(mode.casefold(), mode) for mode in modes if "time" not in mode.casefold()))
    return "campus og nett" if {"nettbasert", "campus"} <= set(told) else ", ".join(told) or None


def language(value: Any) -> str | None:
    """Languages by their codes or names, in Norwegian where they are known."""
    codes = [item.get("alternateName") or item.get("name") if isinstance(item, dict) else item for item in _list(value)]
    told = [_LANGUAGES.get(code.casefold(), code) for code in codes if isinstance(code, str)]
    return " og ".join(dict.fromkeys(told)) or None


def duration(value: Any) -> str | None:
    """``P6M`` in words; what is told in words already stays."""
    told = words(value)
    match = _DURATION.fullmatch(told) if told else None
    if match is None:
        return told
    count, unit = match[1] or match[3], match[2] or match[4]
    return f"{int(count)} {_UNITS[unit][int(count) != 1]}"


def _credits(value: Any) -> Any:
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, int | float) else words(value)


def words(value: Any) -> str | None:
    """A text, or the name of the thing that stands for it; of several languages the Norwegian one."""
    if isinstance(value, list):
        norwegian = [
            v for v in value if isinstance(v, dict) and str(v.get("@language", "")).lower()[:2] in ("nb", "no", "nn")
        ]
        if any(isinstance(v, dict) and "@language" in v for v in value):
            return words(norwegian[0] if norwegian else value[0])
        return ", ".join(told for v in value if not isinstance(v, list) and (told := words(v))) or None
    if isinstance(value, dict):
        inner = next((value[key] for key in ("@value", "name", "value", "targetName") if key in value), None)
        return None if isinstance(inner, list) else words(inner) if not isinstance(inner, dict) else None
    try:
        return text(value)
    except Unreadable:
        return None


def _place(value: Any) -> str | None:
    """A place's town, or its name where there is no address; a virtual one is none."""
    told = []
    for place in _list(value):
        if isinstance(place, dict) and is_a(place, "VirtualLocation"):
            continue
        address = place.get("address", place) if isinstance(place, dict) else place
        town = address.get("addressLocality") if isinstance(address, dict) else address
        told.append(words(town) or words(place))
    return ", ".join(dict.fromkeys(name for name in told if name)) or None


def _address(course: Node) -> str | None:
    found = (course.get("url"), course.get("@id"))
    return next((url for url in found if isinstance(url, str) and url.startswith(("http://", "https://"))), None)


def _resolved(value: Any, by_id: Mapping[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value if not isinstance(item, list)]
    reference = value.get("@id") if isinstance(value, dict) else None
    return by_id.get(reference, value) if isinstance(reference, str) else value


def _last_part(value: str) -> str:
    return re.split(r"[/#]", value.rstrip("/"))[-1].strip()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dicts(values: Sequence[Any]) -> list[Node]:
    return [value for value in values if isinstance(value, dict)]
