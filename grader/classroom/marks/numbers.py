"""Points as files have them: at most two decimals, no sign between thousands, with a point or with a comma."""

import re
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
CENT = Decimal("0.01")


def exact(points: float) -> Decimal:
    """Return points without what binary fractions leave: three thirds are one."""
    return Decimal(str(round(points, 4)))


def rounded(value: Decimal) -> Decimal:
    """Return a mark as it is written: two decimals, halves go up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def written(value: Decimal, *, comma: bool = False) -> str:
    """Return a mark for a cell: ``3``, ``2.5``, ``0.67``. comma: write ``2,5``."""
    text = f"{rounded(value):f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def parsed(text: str) -> Decimal | None:
    """Return the number that a cell has, with a point or a comma before its decimals; None when it is none."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
