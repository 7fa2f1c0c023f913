"""The way to the scheduler of a cluster: encrypted, unless it stays within this machine. Only here the engine is imported."""

import hashlib
import importlib
import importlib.util
import io
import ipaddress
import re
import zipfile
from collections.abc import Callable
from typing import Any

from ...files import ROOT
from ..problem import ClassProblem
from . import worker

ADDRESS = re.compile(r"dask:(?P<how>tls|tcp)://(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(?P<port>[0-9]{1,5})")

PATIENCE = 20
"""Seconds in which a scheduler must answer."""

LEFT_OUT = {"tests", "gallery", "authoring", "__pycache__"}
"""Folders of the kit that nobody needs to grade."""


def checked(word: str) -> str:
    """Return the scheduler's address by what was typed. Raises ``ClassProblem`` for one that would not be safe, or is none."""
    found = ADDRESS.fullmatch(word)
    if found is None:
        raise ClassProblem("on-unknown", step="far", text=word)
    if found["how"] == "tcp" and not _here(found["host"].strip("[]")):
        raise ClassProblem("on-open", step="far", text=word)
    return word.removeprefix("dask:")


def _here(host: str) -> bool:
    """Say whether this address never leaves the machine. A name may lead anywhere, but for the one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def connect(address: str) -> Any:
    """Return a client of the scheduler at this address. Its certificate and key are those of Dask's own settings.

    Raises ``ClassProblem`` when the engine is not installed, or nobody answers whom we trust.
    """
    if importlib.util.find_spec("distributed") is None:
        raise ClassProblem("no-dask", step="far")
    distributed = importlib.import_module("distributed")
    importlib.import_module("cloudpickle").register_pickle_by_value(worker)  # the workers have no kit to import it from
    try:
        security = distributed.Security(require_encryption=True) if address.startswith("tls:") else None
        return distributed.Client(address, security=security, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # the engine's kinds of failing are many
        raise ClassProblem("on-nobody", step="far", text=address, why=f"{type(error).__name__}: {error}"[:300]) from None


def sent(function: Callable[..., object]) -> bytes:
    """Return a function of ``worker`` as bytes that can be read where there is no kit."""
    return bytes(importlib.import_module("cloudpickle").dumps(function))


def packed() -> tuple[bytes, str]:
    """Return the kit as an archive, the same on every machine, and its digest."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((ROOT / "grader").rglob("*")):
            name = path.relative_to(ROOT)
            if path.suffix in (".py", ".toml") and not LEFT_OUT & set(name.parts) and path.is_file():
                archive.writestr(zipfile.ZipInfo(name.as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED)
    data = target.getvalue()
    return data, hashlib.sha256(data).hexdigest()
