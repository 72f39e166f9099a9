"""`python renew_shapes.py DESCRIPTION` makes `shapes.json` from a description of the Bot API as JSON.

What is kept of it: which fields the types have that an update of the kinds we ask for can hold, two steps deep, and of
what type each is. Anything deeper is "Object". No sentence of the description is kept. Tests read `shapes.json` alone.
"""

import json
import sys
from pathlib import Path
from typing import Any

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
DEEP = 2
PLAIN = frozenset({"Integer", "Float", "String", "Boolean", "True"})


def shapes(types: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """For each type its fields, with the types each may have; of a required one the first ends with "!"."""
    found: dict[str, dict[str, list[str]]] = {}
    ahead = [(name, 0) for name in _kinds(types)]
    while ahead:
        name, depth = ahead.pop(0)
        if name in found:
            continue
        found[name] = {}
        for field in types[name].get("fields") or ():
            kinds = [_known(one, types, depth) for kind in field["types"] for one in _members(kind, types)]
            ahead += [(kind.split(" of ")[-1], depth + 1) for kind in kinds if kind.split(" of ")[-1] in types]
            found[name][field["name"]] = [kinds[0] + "!" * field["required"], *kinds[1:]]
    return found


def _kinds(types: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(one["types"][0] for one in types["Update"]["fields"] if one["name"] in KINDS))


def _members(kind: str, types: dict[str, Any]) -> list[str]:
    """The types that a type stands for: most stand for themselves."""
    inner = kind.split(" of ")[-1]
    return [kind.replace(inner, one) for one in types.get(inner, {}).get("subtypes") or [inner]]


def _known(kind: str, types: dict[str, Any], depth: int) -> str:
    inner = kind.split(" of ")[-1]
    if inner in PLAIN or (depth < DEEP and types.get(inner, {}).get("fields")):
        return kind
    return kind.replace(inner, "Object")


if __name__ == "__main__":
    described = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    made = sorted(shapes(described["types"]).items())
    lines = [f" {json.dumps(name)}: {json.dumps(fields)}" for name, fields in made]
    Path(__file__).with_name("shapes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
