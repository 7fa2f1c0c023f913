"""Canvas, "Download submissions": flat, ``<name>[_LATE]_<user id>_<file id>_<file>``, or ``…_text.html`` and ``…_link.html``.

Where marking is anonymous: ``[LATE_]anon_<anonymous id>_<file id>_<file>``. A higher file id was handed in later.
"""

import re

from .claims import Claim, Role, Rules
from .tree import Node, Tree

WHO = r"(?:(?P<soon>LATE_)?(?P<anonymous>anon_[A-Za-z0-9]+)|(?P<name>\w*?)(?P<late>_LATE)?_(?P<user>\d+))"
FILE = re.compile(WHO + r"_(?P<file>\d+)_(?P<own>.+)", re.DOTALL)
PAGE = re.compile(WHO + r"_(?P<page>text|link)(?:-\d+)?\.html")


def claim(node: Node, tree: Tree) -> Claim | None:
    if node.kind == "folder":
        return None
    page = PAGE.fullmatch(node.name)
    found = page or FILE.fullmatch(node.name)
    if found is None:
        return None
    role: Role = "work" if page is None else "text" if page["page"] == "text" else "link"
    return Claim(
        node=node,
        number=found["anonymous"] or found["user"],
        name=found["name"] or "",
        file=f"{page['page']}.html" if page else found["own"],
        role=role,
        late=bool(found["soon"] or found["late"]),
        order=None if page else (int(found["file"][:30]),),
    )


RULES = Rules(layout="canvas", claim=claim)
