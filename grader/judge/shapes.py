"""Whether a value from the stage is like the scenario has declared it; see ``grader/stage/declared.py``."""

import types
from typing import Any

from grader.stage.declared import AtMost, OneOf

from .wire import Raised


def fits(value: Any, shape: Any) -> bool:
    """Say whether a value from the stage has this shape. Types must be met exactly: ``True`` is no ``int``."""
    if shape is object:
        return True
    if shape is None or shape is Exception:
        return type(value) is (Raised if shape is Exception else type(None))
    if isinstance(shape, type) and not isinstance(shape, types.GenericAlias):
        return type(value) is shape
    if isinstance(shape, types.UnionType):
        return any(fits(value, one) for one in shape.__args__)
    if isinstance(shape, types.GenericAlias):
        return _holds(value, shape)
    if isinstance(shape, dict):
        return type(value) is dict and value.keys() == shape.keys() and all(fits(value[key], shape[key]) for key in shape)
    if isinstance(shape, list | tuple):
        same = type(value) is type(shape) and len(value) == len(shape)
        return same and all(map(fits, value, shape))
    if isinstance(shape, OneOf):
        return any(fits(value, one) for one in shape.shapes)
    assert isinstance(shape, AtMost)
    return type(value) is list and len(value) <= shape.count and all(fits(one, shape.shape) for one in value)


def _holds(value: Any, shape: types.GenericAlias) -> bool:
    """Say whether this is a list, or a dictionary, of such parts."""
    if shape.__origin__ is dict:
        key, part = shape.__args__
        return type(value) is dict and all(fits(one, key) and fits(of, part) for one, of in value.items())
    return type(value) is list and all(fits(part, shape.__args__[0]) for part in value)
