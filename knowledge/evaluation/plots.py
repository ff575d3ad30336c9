"""The plots of the report, drawn as inline SVG."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.evaluation.refusing import Point
from knowledge.evaluation.svg import box, dot, line, path, picture, words

_WIDTH = 640
_ROW = 26
_BINS = 24
_SHORTEST_STEP = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 of ``count`` things, and its 95 % interval."""

    share: float
    interval: tuple[float, float]
    count: int


def shares(title: str, groups: Mapping[str, Share]) -> str:
    """Each group's share as a bar, with its 95% interval and its number."""
    row, left, right, top = _ROW, 150, 104, 8
    bottom = top + row * len(groups)

    def at(share: float) -> float:
        return left + share * (_WIDTH - left - right)

    parts = [line((at(n / 4), top), (at(n / 4), bottom), "grid") for n in range(5)]
    parts += [words(at(n / 4), bottom + 16, f"{n * 25}%", "middle") for n in range(5)]
    for place, (name, counted) in enumerate(groups.items()):
        middle = top + row * place + row / 2
        low, high = counted.interval
        told = f"{name}: {counted.share:.1%} of {counted.count}, 95% {low:.1%} to {high:.1%}"
        parts += [
            words(left - 8, middle + 4, _short(name), "end"),
            box(left, middle - 8, at(counted.share) - left, 16, "bar", told),
            line((at(low), middle), (at(high), middle), "whisker"),
            *(line((at(edge), middle - 4), (at(edge), middle + 4), "whisker") for edge in (low, high)),
            words(_WIDTH - 4, middle + 4, f"{counted.share:.0%} of {counted.count}", "end"),
        ]
    return picture(_WIDTH, bottom + 24, title, *parts)


def counts(title: str, named: Mapping[str, int]) -> str:
    """How many of each, as bars beside their numbers. At least one must be above 0."""
    left, right, top = 190, 56, 8
    longest = max(named.values())
    parts: list[str] = []
    for place, (name, count) in enumerate(named.items()):
        middle = top + _ROW * place + _ROW / 2
        wide = count / longest * (_WIDTH - left - right)
        parts += [
            words(left - 8, middle + 4, _short(name, 26), "end"),
            box(left, middle - 8, wide, 16, "bar", f"{name}: {count}"),
            words(left + wide + 6, middle + 4, str(count)),
        ]
    return picture(_WIDTH, top + _ROW * len(named) + 8, title, *parts)


def histogram(title: str, values: Sequence[float]) -> str:
    """How many answers took how long (milliseconds); the last bar holds the slowest hundredth too."""
    height, left, bottom = 232, 40, 190
    step = _bin_width(float(np.quantile(values, 0.99)))
    last = max(1, math.ceil(float(np.quantile(values, 0.99)) / step))
    counts = np.bincount([min(int(value / step), last - 1) for value in values], minlength=last)
    wide, tall = (_WIDTH - left - 20) / last, bottom - 34

    def x(ms: float) -> float:
        return min(left + ms / step * wide, _WIDTH - 20.0)

    parts = [line((left, bottom), (_WIDTH - 20, bottom), "axis")]
    for place, count in enumerate(counts.tolist()):
        high = tall * count / max(counts)
        told = f"{place * step:.0f} to {(place + 1) * step:.0f} ms{' and more' if place == last - 1 else ''}: {count}"
        parts.append(box(left + place * wide + 1, bottom - high, wide - 2, high, "bar", told))
    every = max(1, last // 8)
    parts += [words(x(n * step), bottom + 16, f"{n * step:.0f}", "middle") for n in range(0, last + 1, every)]
    parts.append(words(_WIDTH - 4, bottom + 34, "milliseconds", "end"))
    for name, share, lift in (("p50", 0.5, 12), ("p95", 0.95, 26)):
        ms = float(np.quantile(values, share))
        side, anchor = (-5, "end") if x(ms) > _WIDTH / 2 else (5, "start")
        parts.append(line((x(ms), lift - 10), (x(ms), bottom), "mark"))
        parts.append(words(x(ms) + side, lift, f"{name} {ms:.0f}", anchor))
    return picture(_WIDTH, height, title, *parts)


def thresholds(title: str, curves: Mapping[str, Sequence[Point]], shipped: Mapping[str, Point]) -> str:
    """Coverage against precision for every floor, one curve a language; dots are the floors that are shipped."""
    height, left, bottom, top, right = 320, 56, 270, 14, 110
    lowest = min((point.precision for curve in curves.values() for point in curve), default=0.0)
    floor = math.floor(lowest * 10) / 10 if lowest < 1 else 0.9

    def place(point: Point) -> tuple[float, float]:
        share = (point.precision - floor) / (1 - floor)
        return left + point.coverage * (_WIDTH - left - right), bottom - share * (bottom - top)

    parts: list[str] = []
    for n in range(5):
        across, up = left + n / 4 * (_WIDTH - left - right), bottom - n / 4 * (bottom - top)
        parts += [line((across, top), (across, bottom), "grid"), line((left, up), (_WIDTH - right, up), "grid")]
        parts += [words(across, bottom + 16, f"{n * 25}%", "middle")]
        parts += [words(left - 6, up + 4, f"{floor + (1 - floor) * n / 4:.1%}", "end")]
    parts.append(words((left + _WIDTH - right) / 2, bottom + 36, "answerable questions let through", "middle"))
    for number, (name, points) in enumerate(curves.items()):
        colour = f"series{number % 3}"
        parts.append(path([place(point) for point in points], f"curve {colour}"))
        parts.append(words(_WIDTH - right + 26, top + 14 + 20 * number, _short(name)))
        parts.append(dot(_WIDTH - right + 14, top + 10 + 20 * number, f"dot {colour}"))
        if name in shipped:
            point = shipped[name]
            told = (
                f"{name}: floor {point.floor:.2f} lets {point.coverage:.1%} through, {point.precision:.1%} answerable"
            )
            parts.append(dot(*place(point), f"dot {colour}", told))
    return picture(_WIDTH, height, title, *parts)


def _bin_width(longest: float) -> float:
    """A round number of milliseconds that makes about :data:`_BINS` bars."""
    rough = max(longest / _BINS, 0.1)
    size: float = 10 ** math.floor(math.log10(rough))
    return next(size * step for step in (1, 2, _SHORTEST_STEP, 10) if size * step >= rough)


def _short(name: str, longest: int = 20) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
