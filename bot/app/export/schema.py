"""The published JSON Schema of a plan file, made from the classes that write and read it.

`python -m bot.app.export.schema` writes it to standard output; a test holds docs/plan.schema.json to it.
"""

import json
import sys
from typing import Any

from bot.app.export.model import FORMAT, VERSION, PlanFile


def schema() -> dict[str, Any]:
    """The schema of what `PlanFile.as_json` writes."""
    made = PlanFile.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{VERSION}",
    }
    return {**head, **made}


def schema_text() -> str:
    """The same as the text of docs/plan.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
