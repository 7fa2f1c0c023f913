"""Small pieces of HTML. Every text goes through ``safe``; a name that ends with ``html`` holds what is markup already."""

from collections.abc import Iterable, Sequence

from ...report.html import safe


def details(summary: str, inner: str, *, opened: bool = False) -> str:
    """Return what opens on a click. summary: a text; inner: markup."""
    return f"<details{' open' if opened else ''}>\n<summary>{safe(summary)}</summary>\n{inner}\n</details>"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that may be wide. Texts; the first cell of a row is its head."""
    top = "".join(f'<th scope="col">{safe(one)}</th>' for one in head)
    body = "\n".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(one)}</td>" for one in rest)}</tr>'
        for first, *rest in rows
    )
    inner = f"<table>\n<caption>{safe(caption)}</caption>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return wide(inner, caption)


def wide(inner: str, name: str) -> str:
    """Return a box that scrolls by itself, also by keyboard. inner: markup; name: a text."""
    return f'<div class="wide" tabindex="0" role="group" aria-label="{safe(name)}">{inner}</div>'


def picture(kind: str, width: float, height: float, title: str, described: str, inner: str, *, stretched: bool = False) -> str:
    """Return an SVG with a title and a description, which says what it shows. inner: markup; the others are texts."""
    whole = ' preserveAspectRatio="none"' if stretched else ""
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"{whole}>'
        f"<title>{safe(title)}</title><desc>{safe(described)}</desc>\n{inner}\n</svg>"
    )


def section(name: str, heading: str, inner: Iterable[str]) -> str:
    """Return a part of the page with its heading. name: its anchor; heading: a text; inner: markup."""
    lines = "\n".join(inner)
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{safe(heading)}</h2>\n{lines}\n</section>'


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph of text."""
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{safe(text)}</p>"
