"""The few shapes that plots are made of, as SVG text; colours come from the page's classes."""

from html import escape


def picture(width: int, height: int, title: str, *parts: str) -> str:
    """A whole drawing that scales with the page and says what it shows."""
    name = escape(title)
    shapes = "".join(parts)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{name}"><title>{name}</title>{shapes}</svg>'


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A straight line of a class."""
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" class="{kind}"/>'


def path(points: list[tuple[float, float]], kind: str) -> str:
    """A line through points."""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{places}" class="{kind}"/>'


def box(left: float, top: float, width: float, height: float, kind: str, told: str = "") -> str:
    """A filled rectangle; ``told`` shows when pointed at."""
    hint = f"<title>{escape(told)}</title>" if told else ""
    place = f'x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    return f'<rect {place} class="{kind}">{hint}</rect>'


def dot(x: float, y: float, kind: str, told: str = "") -> str:
    """A filled circle."""
    hint = f"<title>{escape(told)}</title>" if told else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" class="{kind}">{hint}</circle>'


def words(x: float, y: float, text: str, anchor: str = "start", kind: str = "label") -> str:
    """Text at a place; ``anchor`` is start, middle or end."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{escape(text)}</text>'
