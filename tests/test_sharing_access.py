"""Who may read what: of all that can be, one combination opens a share, and everything else is refused."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from helpers_app import shipped
from helpers_circle import AT, a_copy, a_programme, a_role, a_share, acts, an_invitation, around
from helpers_plan import with_plan
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot.app.peer import Peer
from bot.app.sharing import access
from bot.app.sharing.views import sharing_view
from bot.storage.circle import InvitationRecord, ProgrammeRecord, Role, ShareRecord, StaffRecord

SECOND, YEAR = timedelta(seconds=1), timedelta(days=365)
ROLES: tuple[Role, ...] = get_args(Role)


def roles() -> Iterator[tuple[bool, StaffRecord | None]]:
    """Everything somebody can be to River House, and whether peers can share with them."""
    yield False, None
    for role, programme_id, confirmed, suspended in product(ROLES, (1, 7), (AT, None), (None, AT)):
        good = (role, programme_id, confirmed, suspended) == ("specialist", 1, AT, None)
        yield good, a_role(role=role, programme_id=programme_id, confirmed_at=confirmed, suspended_at=suspended)


def programmes() -> Iterator[tuple[bool, ProgrammeRecord | None]]:
    """Every programme that can be beside a role, and whether it is that role's own and open."""
    yield False, None
    for number, closed in product((1, 7), (None, AT)):
        yield (number, closed) == (1, None), a_programme(id=number, closed_at=closed)


def shares() -> Iterator[tuple[bool, ShareRecord | None]]:
    """Every share that can be, and whether it is for role 2 and open at `AT`."""
    yield False, None
    for staff_id, copy, revoked, until in product(
        (2, 8), (a_copy(), None), (None, AT - SECOND), (AT + SECOND, AT, AT - SECOND)
    ):
        good = staff_id == 2 and copy is not None and revoked is None and until == AT + SECOND
        yield good, a_share(staff_id=staff_id, copy=copy, revoked_at=revoked, until=until)


def test_one_combination_of_all_opens_a_share() -> None:
    """A confirmed specialist who is not suspended, of an open programme, and an open share that is theirs."""
    opened = Counter(
        (good_role and good_programme and good_share, access.may_read(share, role, programme, AT))
        for (good_role, role), (good_programme, programme), (good_share, share) in product(
            roles(), programmes(), shares()
        )
    )
    foreign = 1  # the role of programme 7 in programme 7: that is one that fits, too
    assert opened[True, True] == 1
    assert opened[True, False] == 0
    assert opened[False, True] == foreign


@pytest.mark.parametrize("kind", ROLES)
def test_only_whoever_is_at_work_is_anything(kind: Role) -> None:
    """A specialist manages nothing, a coordinator reads nothing, and nobody does either unless they are at work."""
    for (_, role), (_, programme) in product(roles(), programmes()):
        at_work = access.is_at_work(role, programme)
        assert access.is_specialist(role, programme) == (at_work and role is not None and role.role == "specialist")
        assert access.may_manage(role, programme) == (at_work and role is not None and role.role == "coordinator")
        if role is not None and role.role == kind == "coordinator":
            for _, share in shares():
                assert not access.may_read(share, role, programme, AT)


def test_a_role_that_was_never_written_reads_nothing_that_was_never_written() -> None:
    """Two rows without a number are not each other's."""
    assert not access.is_at_work(a_role(programme_id=1), a_programme(id=None))
    assert not access.may_read(a_share(staff_id=0), a_role(id=None), a_programme(), AT)


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(
    until=st.builds(lambda days, zone: (AT + days).astimezone(zone), st.timedeltas(-YEAR, YEAR), st.timezones()),
    by=st.timedeltas(timedelta(microseconds=1), timedelta(days=400)),
)
def test_a_share_ends_exactly_at_its_moment(until: datetime, by: timedelta) -> None:
    """Open before it, and over from it on, on whatever clock it is told."""
    share = a_share(until=until)
    assert access.is_open(share, until - timedelta(microseconds=1))
    assert not access.is_open(share, until)
    assert not access.is_open(share, until.astimezone(AT.tzinfo) + by)


def invitations() -> Iterator[tuple[bool, InvitationRecord | None]]:
    """Every state of an invitation, and whether it opens anything at `AT`."""
    yield False, None
    for programme_id, revoked, expires, (most, used) in product(
        (1, 7), (None, AT), (None, AT + SECOND, AT, AT - SECOND), ((None, 900), (2, 1), (2, 2), (2, 3), (0, 0))
    ):
        good = (
            programme_id == 1 and revoked is None and expires in (None, AT + SECOND) and (most is None or used < most)
        )
        yield (
            good,
            an_invitation(programme_id=programme_id, revoked_at=revoked, expires_at=expires, most=most, used=used),
        )


def test_a_code_opens_until_it_is_revoked_over_or_used_up() -> None:
    """And only its own programme, while that is open."""
    for good, invitation in invitations():
        assert access.lets_in(invitation, a_programme(), AT) == good
        assert not access.lets_in(invitation, a_programme(closed_at=AT), AT)
        assert not access.lets_in(invitation, None, AT)


# -- what goes through it ----------------------------------------------------------------------------------------------

ENDED = {"revoked": a_share(revoked_at=AT), "without its copy": a_share(copy=None), "over": a_share(until=AT)}
UNFIT: dict[str, dict[str, Any]] = {
    "for one who waits": {"staff": {2: a_role(confirmed_at=None)}},
    "for one who is suspended": {"staff": {2: a_role(suspended_at=AT)}},
    "for a coordinator": {"staff": {2: a_role(role="coordinator")}},
    "for nobody": {"staff": {}},
    "of a closed programme": {"programmes": {1: a_programme(closed_at=AT)}},
    "of no programme": {"programmes": {}},
}


def both_sides(share: ShareRecord, **fields: Any) -> Peer:
    """Somebody who gave this share, and to whom it was given; ``fields`` say what else is around them."""
    roles = tuple(fields.get("staff", {2: a_role()}).values())
    return around(with_plan(), given=(share,), received=(share,), roles=roles, **fields)


def told(peer: Peer) -> list[tuple[int, bool]]:
    """What scripts and words are told of what somebody shares: each with whether its reader cannot read it for now."""
    return [(one["value"], one["paused"]) for one in sharing_view(peer, shipped(), "en", AT)["active"]]


def test_both_sides_see_a_share_that_is_open() -> None:
    """Whoever gave it, and whoever got it."""
    peer = both_sides(a_share())
    assert [one.id for one in peer.circle.open_shares(AT)] == [one.id for one in peer.circle.readable(AT)] == [3]
    assert told(peer) == [(3, False)]


@pytest.mark.parametrize("how", ENDED)
def test_neither_side_sees_a_share_that_has_ended(how: str) -> None:
    """However it ended."""
    peer = both_sides(ENDED[how])
    assert (peer.circle.open_shares(AT), peer.circle.readable(AT), told(peer)) == ([], [], [])


@pytest.mark.parametrize("how", UNFIT)
def test_whoever_gave_a_share_sees_it_while_its_reader_may_not(how: str) -> None:
    """It would be readable again once its reader is at work again; until then the peer can take it back."""
    peer = both_sides(a_share(), **UNFIT[how])
    assert peer.circle.readable(AT) == []
    assert told(peer) == [(3, True)]
    assert acts(peer, "share.revoke", share=3, at=AT)[0] == "done"
    assert told(peer) == []


def test_what_was_shared_with_somebody_elses_role_is_not_readable() -> None:
    """Even if it were loaded by mistake."""
    peer = around(with_plan(), received=(a_share(staff_id=8),), roles=(a_role(),), staff={2: a_role(), 8: a_role(id=8)})
    assert peer.circle.readable(AT) == []


def test_nobody_chooses_a_specialist_who_is_not_at_work() -> None:
    """Whatever stands with their role."""
    assert around(with_plan()).circle.specialist(2) == a_role()
    assert around(with_plan()).circle.specialist(3) is None
    for _, role in roles():
        if role is not None and (role != a_role()):
            found = around(with_plan(), staff={2: role}, programmes={1: a_programme()}).circle.specialist(2)
            assert found is None
    assert around(with_plan(), programmes={1: a_programme(closed_at=AT)}).circle.specialist(2) is None


# -- one place ---------------------------------------------------------------------------------------------------------

JUDGED = {"revoked_at", "until", "suspended_at", "confirmed_at"}
# Who compares such a moment, with what it is for. None of them decides who may read.
ELSEWHERE = {
    "storage/replicas.py": {"until"},  # how long a process is counted on
    "app/actions/sharing.py": {"revoked_at"},  # which share a new copy takes the place of
    "app/export/around.py": {"until"},  # whether what is in somebody's own file has ended
    "app/firing.py": {"until"},  # a timer's
    "app/programmes/desk.py": {"revoked_at"},  # the operator's side: which codes are in use
    "app/programmes/inviting.py": {"revoked_at"},  # the same
    "app/programmes/staffing.py": {"revoked_at", "suspended_at", "confirmed_at"},  # the same, and who stands where
    "app/sharing/circle.py": {"revoked_at"},  # which code of a specialist's is shown to them
    "app/sharing/views.py": {"confirmed_at"},  # that they wait
    "storage/carrying_over.py": {"revoked_at", "suspended_at"},  # what was taken away since a backup stays so
    "storage/retention.py": {"until"},  # to count the same beforehand
    "storage/sharing.py": {"until"},  # to remove copies whose time is over
}


def compared(tree: ast.AST) -> set[str]:
    """The judged moments that are compared, or taken for a yes or no, somewhere in a tree.

    Those of a draft are none: a day that was chosen for what is not shared yet.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        tested: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            tested = [node.left, *node.comparators]
        elif isinstance(node, ast.BoolOp):
            tested = node.values
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            tested = [node.test]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            tested = [node.operand]
        attributes = [one for one in tested if isinstance(one, ast.Attribute) and one.attr in JUDGED]
        found |= {one.attr for one in attributes if ast.unparse(one.value) != "draft"}
    return found


def test_nothing_but_the_one_place_judges_who_may_read() -> None:
    """No other module looks at the moments that end a share or a role, but for those that do so for something else."""
    root = Path(bot.__file__).parent
    found: dict[str, set[str]] = {}
    for file in sorted(root.rglob("*.py")):
        if names := compared(ast.parse(file.read_text("utf-8"))):
            found[file.relative_to(root).as_posix()] = names
    assert found.pop("app/sharing/access.py") == {"revoked_at", "until", "suspended_at", "confirmed_at"}
    for path, names in found.items():
        assert names <= ELSEWHERE.get(path, set()), f"{path} judges by {names}"


@pytest.mark.parametrize(
    "code",
    [
        "share.until > at", "at < share.until", "share.revoked_at is None", "if role.confirmed_at: ...",
        "x = not role.suspended_at", "y = share.revoked_at or 3", "z = 1 if a.until else 2",
    ],
)  # fmt: skip
def test_the_watch_over_that_one_place_sees_what_it_is_to_see(code: str) -> None:
    """However the moment is judged."""
    assert compared(ast.parse(code)) <= JUDGED
    assert compared(ast.parse(code))


def test_a_share_and_its_role_are_never_matched_by_name() -> None:
    """Two specialists of one name: only the number counts."""
    other = a_role(id=8)
    assert access.may_read(a_share(), a_role(), a_programme(), AT)
    assert not access.may_read(a_share(), other, a_programme(), AT)
    assert not access.may_read(replace(a_share(), staff_id=8), a_role(), a_programme(), AT)
