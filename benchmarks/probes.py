"""What is measured within a process of its own. Run: ``python -m benchmarks.probes NAME ARGUMENTS-AS-JSON``.

Each probe prints one line of JSON. `benchmarks.processes.probe` starts them.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from benchmarks import probes_idle, probes_jobs, probes_sending, probes_turns

PROBES: Mapping[str, Callable[..., Coroutine[Any, Any, dict[str, Any]]]] = {
    "crowd": probes_turns.crowd,
    "idle": probes_idle.idle,
    "start": probes_idle.start,
    "jobs": probes_jobs.jobs,
    "due_at_once": probes_jobs.due_at_once,
    "turns": probes_turns.turns,
    "delivery": probes_sending.delivery,
    "rendering": probes_sending.rendering,
    "sending": probes_sending.sending,
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(PROBES[sys.argv[1]](**json.loads(sys.argv[2])))) + "\n")
