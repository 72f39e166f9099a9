"""What each action may answer, for the rehearsal of the content; `bot.app.actions` says what the outcomes mean."""

from collections.abc import Mapping, Sequence
from typing import get_args

from bot.app import recall
from bot.app.care import Concern
from bot.app.sample_people import ZONE
from bot.app.stories import Story
from bot.wording.rehearsal import NOON, own

_CERTAIN = {"again": False, "under_way": False, "unsure": False, "hello": True}
_DANGERS = (
    *(("seen", {**_CERTAIN, "concern": "suicide", "grade": "active", how: True}) for how in ("under_way", "unsure")),
    *(("seen", {**_CERTAIN, "concern": concern, "grade": grade, "again": again})
    for concern, grade, again in (
        *((one, "active", False) for one in get_args(Concern)), ("suicide", "passive", False),
        ("suicide", "active", True), ("overdose", "active", True),
    )),
)  # fmt: skip
_LONG_CHOICE = tuple({"value": zone, "label": own(zone)} for zone in ("America/Chicago", "America/Denver"))

_DONE_OR_GONE = (("done", None), ("gone", None))
PICK = {
    "ref": 1, "text": own("the river & <more>"), "at": NOON.isoformat(), "section": "what_helps", "role": "",
    "shared_words": (own("river"),), "again": False,
}  # fmt: skip
SAMPLE_STORY = Story(
    name="sample", title="The river", author="Sam", topics=("hope",), consented_on=NOON.date(), language="en",
    html="the river &amp; more", text="the river & more",
)  # fmt: skip
_SUMMARY_LINE = {"text": own("a & <b>"), "label": "", "done": False, "news": "", "beneath": ()}
_SUMMARY_SECTION = {
    "name": "goals", "title": "My goals",
    "lines": (
        {**_SUMMARY_LINE, "news": "new", "beneath": ({**_SUMMARY_LINE, "label": "Step:", "news": "changed"},)},
        {**_SUMMARY_LINE, "done": True},
    ),
}  # fmt: skip
_SUMMARY = {
    "name": own("Sam & <more>"), "made_at": NOON.isoformat(), "until": NOON.isoformat(),
    "talk": own("the river & <more>"), "talk_is_new": False, "gone": 0, "fresh": 0, "changed": 0,
    "is_first": True, "has_news": False,
    "sections": (_SUMMARY_SECTION,),
}  # fmt: skip
SUMMARIES = (
    _SUMMARY,
    {**_SUMMARY, "is_first": False, "has_news": True, "fresh": 1, "changed": 2, "gone": 1, "talk_is_new": True},
    {**_SUMMARY, "name": "", "sections": (), "is_first": False, "has_news": True, "gone": 3},
)
_ABOUT = (
    {"name": own("River House"), "contact": own("the desk"), "notice_url": "https://a.example", "retention_days": 365},
    {"name": own("River House"), "contact": "", "notice_url": "", "retention_days": 0},
)  # fmt: skip
_LETTER = {"value": 1, "label": own("Rosa"), "name": own("Rosa"), "text": own("a & <b>"), "at": NOON.isoformat()}
_CODES = ("join", "elsewhere", "member", "specialist", "coordinator", "serves")
_BROUGHT = {"lines": 12, "refs": (1, 2)}
_FILE = (("readable", _BROUGHT), ("nothing_new", _BROUGHT), ("unreadable", _BROUGHT), ("too_new", _BROUGHT))
OUTCOMES: Mapping[str, Sequence[tuple[str, object]]] = {
    "chat.hide": (("clearing", 1), ("clearing", 40), ("nothing", 0)),
    "checkins.change": (("done", None),),
    "checkins.choose": (("chosen", None), ("asked", None)),
    "checkins.pause": (("paused", "2027-03-17"), ("past", "2027-01-09"), ("unclear", "")),
    "checkins.place": (("set", ""), ("quiet", "22:00"), ("unclear", "")),
    "checkins.quiet": (("set", ""), ("clash", ""), ("unclear", "")),
    "checkins.snooze": (("today", "2027-03-03T15:00:00+00:00"), ("tomorrow", "2027-03-04T18:00:00+00:00")),
    "code.bring": (
        *((kind, about) for kind in _CODES for about in _ABOUT),
        ("share", _ABOUT[0]), ("over", None), ("unknown", None), ("too_many", None),
    ),
    "consent.give": (("given", None),),
    "danger.look_in": (("set", None),),
    "danger.own_help": (
        ("found", {"people": (own("Rosa & <more>"),), "tools": (own("the river"),)}),
        ("none", {"people": (), "tools": ()}),
    ),
    "danger.see": (*_DANGERS, ("none", None)),
    "letters.read": (*(("opened", {**_LETTER, "kind": kind}) for kind in ("read", "note", "question")), ("none", None)),
    "meeting.close": (("closed", 0), ("closed", 2)),
    "meeting.set": (("set", "2027-03-09"), ("past", "2027-01-09"), ("unclear", ""), ("cleared", "")),
    "peer.forget": tuple(("forgotten", {"lines": n, "named": bool(n), "at": NOON}) for n in (0, 1, 12)),
    "peer.set": (("set", own("Sam")), ("set", "")),
    "place.clock": (("found", ZONE), ("unclear", _LONG_CHOICE), ("unknown", None)),
    "place.country": (("found", "US"), ("found_with_zone", "ES"), ("unknown", None)),
    "place.zone": (("found", ZONE), ("unclear", _LONG_CHOICE), ("unknown", None)),
    "plan.address": _DONE_OR_GONE,
    "plan.adopt": tuple(("adopted", number) for number in (0, 1, 7)),
    "plan.bring": _FILE,
    "plan.move": _DONE_OR_GONE,
    "plan.name_section": (("made", "own_1"), ("there", "own_1"), ("unusable", None)),
    "plan.picture": (("sent", None), ("too_much", None)),
    "plan.picture_fits": (("fits", None), ("too_much", None)),
    "plan.pin": (("pinned", None), ("unpinned", None), ("gone", None)),
    "plan.place": (("done", None), ("first_or_last", None)),
    "plan.read": _FILE,
    "plan.remove": (("done", 0), ("done", 3), ("gone", None)),
    "plan.restore": _DONE_OR_GONE,
    "plan.revise": _DONE_OR_GONE,
    "plan.search": (("found", ({"value": 1, "label": own("a & <b>")},)), ("nothing", ())),
    "plan.send": (("sent", None), ("nothing", None)),
    "plan.settle": _DONE_OR_GONE,
    "plan.undo": (("done", 1), ("gone", None)),
    "programme.join": (("joined", _ABOUT[0]), ("gone", None)),
    "programme.leave": (("left", own("River House")), ("left", "")),
    "progress.send": (("sent", None), ("nothing", None)),
    "recall.pick": (
        *(("found", {**PICK, "why": (code,)}) for code in recall.CODES),
        *(("found", {**PICK, "why": ("own",), "section": one}) for one in ("interests", "goals", "wins", "people")),
        ("nothing", ""),
    ),
    "review.list": (("done", None),),
    "review.open": (*(("opened", one) for one in SUMMARIES), ("gone", None)),
    "review.read": (("done", None), ("before", None), ("unseen", None), ("gone", None)),
    "review.sign_in": (("made", own("https://example.org/sign-in/x")), ("off", None)),
    "review.write": (("sent", None), ("too_long", None), ("gone", None)),
    "share.begin": (("begun", None), ("gone", None)),
    "share.choose": _DONE_OR_GONE,
    "share.drop": (("done", None),),
    "share.edit": (("begun", None), ("gone", None)),
    "share.enter": (("front", None), ("who", None), ("pick", None), ("preview", None)),
    "share.find": tuple((one, None) for one in ("found", "none", "joins", "own", "unknown", "too_many")),
    "share.give": (
        ("given", "2027-04-02"), ("updated", "2027-04-02"), ("changed", ""), ("empty", None), ("gone", None),
    ),
    "share.prepare": (("ready", None), ("choose", None), ("nothing", None)),
    "share.preview": (*(("made", one) for one in SUMMARIES), ("empty", None), ("gone", None)),
    "share.revoke": (("done", own("Rosa")), ("gone", None)),
    "share.show": (*(("made", one) for one in SUMMARIES), ("gone", None)),
    "share.talk": _DONE_OR_GONE,
    "share.until": (("set", "2027-04-02"), ("past", ""), ("far", ""), ("unclear", ""), ("gone", None)),
    "staff.accept": (("accepted", _ABOUT[0]), ("unusable", None), ("gone", None)),
    "recall.step": (("found", {"ref": 1, "text": own("a small step & <more>")}), ("nothing", "")),
}  # fmt: skip
