"""The people around somebody as scripts and words read them: plain mappings, for the needs of that name."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from bot.app import plan
from bot.app.content import Content
from bot.app.export.words import Words
from bot.app.peer import Peer
from bot.app.plan_view import section_titles
from bot.app.sharing import access
from bot.app.sharing.codes import join_link, spoken
from bot.app.sharing.copies import copy_of, hashes
from bot.storage.circle import LetterRecord, ProgrammeRecord, ShareRecord, ViewRecord
from bot.storage.records import ShareDraft

View = dict[str, Any]

# Whom a line is for that nobody else is to see, unless it is chosen by itself.
PRIVATE = "me"
# So many looks are listed; beyond them their number is told.
LOOKS = 10
USUAL = timedelta(days=30)
# What a person writes to another, as against what the programme lets them know.
PERSONAL = ("read", "note", "question")


# -- belonging ---------------------------------------------------------------------------------------------------------


def programme_view(peer: Peer) -> View:
    """What the need ``programme`` holds."""
    found = peer.circle.programme
    return {"joined": found is not None, **_programme(found)}


def _programme(found: ProgrammeRecord | None) -> View:
    return {
        "name": found.name if found else "",
        "contact": found.contact if found else "",
        "notice_url": found.notice_url if found else "",
        "retention_days": (found.retention_days or 0) if found else 0,
    }


# -- sharing -----------------------------------------------------------------------------------------------------------


def sharing_view(peer: Peer, content: Content, locale: str, at: datetime) -> View:
    """What the need ``sharing`` holds; ``at`` is told by the person's own clock."""
    circle, draft = peer.circle, peer.record.memory.draft
    shares = circle.open_shares(at)
    begun = draft if draft and circle_name(peer, draft.staff_id) else ShareDraft(staff_id=0)
    return {
        "active": [_share(peer, one, at) for one in shares],
        "known": [{"value": one, "label": circle_name(peer, one)} for one in known_specialists(peer)],
        "draft": _draft(peer, begun, content, locale, at),
        "has_lines": bool(plan.shown(peer)),
        "prepared": bool(prepared(peer)),
    }


def circle_name(peer: Peer, staff_id: int) -> str:
    """The name of a specialist that the person can share with; empty for anybody else."""
    role = peer.circle.specialist(staff_id)
    return role.name if role else ""


def known_specialists(peer: Peer) -> list[int]:
    """The numbers of the specialists that this person has shared with, or has begun to, the latest first."""
    memory = peer.record.memory
    begun = [one.staff_id for one in (memory.draft, *memory.laid_by) if one]
    found = dict.fromkeys((*begun, *(one.staff_id for one in peer.circle.given)))
    return [one for one in found if peer.circle.specialist(one)]


def last_day(draft: ShareDraft, today: date) -> date:
    """The day that was chosen; the usual one where none was, or where it has passed meanwhile."""
    chosen = date.fromisoformat(draft.until) if draft.until else today
    return chosen if chosen > today else today + USUAL


def prepared(peer: Peer) -> list[int]:
    """The lines that are prepared for the next session, by number."""
    return [line.ref for line in plan.shown(peer) if line.section == "sessions" and line.role != "kept"]


def _share(peer: Peer, share: ShareRecord, at: datetime) -> View:
    views = peer.circle.views.get(share.id or 0, ())
    role = peer.circle.staff.get(share.staff_id)
    name = role.name if role else ""
    return {
        "value": share.id, "label": name, "name": name, "until": share.until.astimezone(at.tzinfo),
        "made_at": share.made_at.astimezone(at.tzinfo), "lines": len(share.copy.lines) if share.copy else 0,
        "looked": [_look(view, at) for view in views[:LOOKS]], "times": len(views),
        "read_at": share.acknowledged_at.astimezone(at.tzinfo) if share.acknowledged_at else "",
        "outdated": is_outdated(peer, share), "paused": peer.circle.specialist(share.staff_id) is None,
    }  # fmt: skip


def _look(view: ViewRecord, at: datetime) -> View:
    return {"at": view.at.astimezone(at.tzinfo), "on_paper": view.via == "print"}


def is_outdated(peer: Peer, share: ShareRecord) -> bool:
    """Whether any line of a share reads differently in the plan by now."""
    if share.copy is None:
        return False
    refs = {line.ref for line in share.copy.lines}
    now = copy_of(peer.record, plan.shown(peer), refs, share.copy.talk, share.copy.locale)
    return hashes(now) != hashes(share.copy)


def _draft(peer: Peer, draft: ShareDraft, content: Content, locale: str, at: datetime) -> View:
    titles = section_titles(peer, content, locale)
    words = Words(content, locale)
    lines = [
        {
            "ref": line.ref, "text": line.text, "label": words.label(line), "section": line.section,
            "chosen": line.ref in draft.refs, "private": line.audience == PRIVATE,
        }
        for line in plan.shown(peer)
    ]  # fmt: skip
    return {
        "begun": bool(draft.staff_id), "worth": _is_news(peer, draft, at),
        "name": circle_name(peer, draft.staff_id), "talk": draft.talk,
        "updates": any(one.id == draft.share_id for one in peer.circle.open_shares(at)),
        "until": last_day(draft, at.date()), "lines": lines,
        "count": sum(bool(line["chosen"]) for line in lines), "sections": list(_sections(titles, lines)),
    }  # fmt: skip


def _is_news(peer: Peer, draft: ShareDraft, at: datetime) -> bool:
    """Whether something was begun that is not shared as it is."""
    shared = next((one.copy for one in peer.circle.open_shares(at) if one.id == draft.share_id), None)
    as_shared = (tuple(line.ref for line in shared.lines), shared.talk) if shared else ((), "")
    return bool(draft.staff_id) and (draft.refs, draft.talk) != as_shared


def _sections(titles: dict[str, str], lines: list[View]) -> Iterable[View]:
    for name, title in titles.items():
        found = [line for line in lines if line["section"] == name]
        chosen = sum(bool(line["chosen"]) for line in found)
        if found:
            yield {
                "value": name, "label": f"{title} ({chosen}/{len(found)})", "title": title, "count": len(found),
                "chosen": chosen,
            }  # fmt: skip


# -- letters -----------------------------------------------------------------------------------------------------------


def letters_view(peer: Peer, at: datetime) -> View:
    """What the need ``letters`` holds: what people wrote to this person."""
    found = [one for one in peer.circle.letters if one.kind in PERSONAL]
    return {
        "all": [letter_view(one, at) for one in found],
        "unread": sum(one.read_at is None for one in found),
    }


def letter_view(letter: LetterRecord, at: datetime) -> View:
    """One letter."""
    return {
        "value": letter.id, "label": letter.name, "name": letter.name, "kind": letter.kind, "text": letter.text,
        "at": letter.at.astimezone(at.tzinfo).isoformat(), "unread": letter.read_at is None,
    }  # fmt: skip


# -- reviewing ---------------------------------------------------------------------------------------------------------


def review_view(peer: Peer, content: Content, locale: str, at: datetime) -> View:
    """What the need ``review`` holds, for somebody who works for a programme."""
    circle, reach, words = peer.circle, content.reach, Words(content, locale)
    working = [role for role in circle.roles if access.is_at_work(role, circle.programmes.get(role.programme_id))]
    waiting = [role for role in circle.roles if role.confirmed_at is None]
    codes = [code for role in working if role.role == "specialist" and (code := circle.codes.get(role.id or 0))]
    return {
        "at_work": bool(working),
        "specialist": any(role.role == "specialist" for role in working),
        "coordinator": any(role.role == "coordinator" for role in working),
        "waiting": [circle.programmes[role.programme_id].name for role in waiting],
        "people": _told_apart([_person(peer, one, words, at) for one in circle.readable(at)]),
        "codes": [spoken(code) for code in codes],
        "links": [join_link(reach.bot_name, code) for code in codes] if reach.bot_name else [],
        "web": bool(reach.public_url) and bool(working),
    }


def _told_apart(people: list[View]) -> list[View]:
    """People of one name get numbers, so that a note cannot go to the wrong one."""
    names = Counter(one["label"] for one in people)
    numbers: Counter[str] = Counter()
    for one in people:
        name = one["label"]
        numbers[name] += 1
        if names[name] > 1:
            one["label"] = f"{name} ({numbers[name]})"
    return people


def _person(peer: Peer, share: ShareRecord, words: Words, at: datetime) -> View:
    unread = not peer.circle.was_seen(share)
    name = share.copy.name if share.copy else ""
    label = name or f"{words.say('summary_unnamed')} {share.id}"
    return {
        "value": share.id, "label": label, "name": name, "unread": unread,
        "made_at": share.made_at.astimezone(at.tzinfo), "until": share.until.astimezone(at.tzinfo),
    }  # fmt: skip
