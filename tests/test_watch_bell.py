"""When the operator is told: after a while, once, once more when it is over, and never at short intervals."""

from bot.app.watch.bell import AGAIN_SECONDS, CALM_SECONDS, KINDS, OVER, PATIENCE, Bell, Fault, Kind

DATABASE = Fault("database", "The database does not answer.", "Look at the disk.")
PATIENT = PATIENCE["database"]


def fault(kind: Kind) -> Fault:
    """A fault of a kind."""
    return Fault(kind, f"{kind} is wrong.", "Mend it.")


def hear(bell: Bell, at: float, *faults: Fault, arrives: bool = True) -> list[str]:
    """What is told at a second; it goes out, or does not."""
    notices = bell.heard(at, faults)
    if arrives:
        for notice in notices:
            bell.told(notice, at)
    return [notice.text for notice in notices]


def test_a_fault_that_passes_is_not_told() -> None:
    """A server that is away for a minute wakes nobody, however often."""
    bell = Bell()
    for round_ in range(20):
        begun = round_ * 1000
        assert hear(bell, begun, DATABASE) == []
        assert hear(bell, begun + PATIENT - 1, DATABASE) == []
        assert hear(bell, begun + PATIENT, *()) == []


def test_a_fault_that_lasts_is_told_once_and_its_end_once() -> None:
    """First what is wrong and what to do; at the end how long it was."""
    bell = Bell()
    assert hear(bell, 0, DATABASE) == []
    assert hear(bell, PATIENT, DATABASE) == ["The database does not answer. Look at the disk."]
    assert hear(bell, PATIENT + 60, DATABASE) == []
    assert hear(bell, 3600) == []
    assert hear(bell, 3600 + CALM_SECONDS - 1) == []
    assert hear(bell, 3600 + CALM_SECONDS) == ["over after 60 minutes: the database answers again."]
    assert hear(bell, 4000) == []


def test_a_fault_that_comes_and_goes_is_one_story() -> None:
    """A moment without it is not its end."""
    bell = Bell()
    hear(bell, 0, DATABASE)
    assert hear(bell, PATIENT, DATABASE)
    for at in range(200, 1000, 20):
        assert hear(bell, at, *([DATABASE] if at % 40 else [])) == []


def test_one_kind_is_told_of_at_long_intervals_only() -> None:
    """What begins again after its end waits for half an hour after it was told."""
    bell = Bell()
    hear(bell, 0, DATABASE)
    assert hear(bell, PATIENT, DATABASE)
    hear(bell, PATIENT + 10)
    assert hear(bell, PATIENT + 10 + CALM_SECONDS)
    begun = PATIENT + 100
    hear(bell, begun, DATABASE)
    assert hear(bell, begun + PATIENT, DATABASE) == []
    assert hear(bell, PATIENT + AGAIN_SECONDS - 1, DATABASE) == []
    assert hear(bell, PATIENT + AGAIN_SECONDS, DATABASE)


def test_what_could_not_be_sent_is_told_later() -> None:
    """While nothing goes out it stays to be told; when it is over by then, one message says that it was."""
    bell = Bell()
    hear(bell, 0, DATABASE, arrives=False)
    assert hear(bell, PATIENT, DATABASE, arrives=False)
    assert hear(bell, PATIENT + 20, DATABASE, arrives=False)
    hear(bell, 7200, arrives=False)
    over = ["over after 2 hours: the database answers again."]
    assert hear(bell, 7200 + CALM_SECONDS, arrives=False) == over
    assert hear(bell, 7220 + CALM_SECONDS) == over
    assert hear(bell, 7240 + CALM_SECONDS) == []


def test_kinds_are_told_of_by_themselves() -> None:
    """One that was told keeps no other from being told, and each has words for its end."""
    bell = Bell()
    everything = [fault(kind) for kind in KINDS]
    first = hear(bell, 0, *everything)
    later = hear(bell, max(PATIENCE.values()), *everything)
    assert sorted(first + later) == sorted(f"{kind} is wrong. Mend it." for kind in KINDS)
    assert set(OVER) == set(KINDS)
