"""Sessions as text: nothing is lost, nothing is written twice that need not be, and what was written once is read."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.engine.codec import dump, load
from bot.engine.session import Frame, Offer, Part, Place, Session, Visit

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
WORDS = [f"answer number {number}" for number in range(1, 13)]


def _answered(words: list[str]) -> Session:
    """Somebody who has answered as many questions, each with a line that was kept."""
    answers: dict[str, object] = {f"a{number}": "" for number in range(1, 13)}
    above: dict[str, int] = {}
    trail = []
    for number, text in enumerate(words, 1):
        place = Place(f"a{number}")
        trail.append(
            Visit(
                state=f"q{number}", answers=answers, question=number, parts=(Part(text, number),), place=place,
                kept=(100 + number,), above=above,
            )
        )  # fmt: skip
        answers, above = {**answers, place.name: text}, {**above, f"section_{number % 3}": 100 + number}
    frame = Frame(
        dialogue="twelve", version=1, state="q13", answers=answers, question=13, trail=tuple(trail), above=above
    )
    return Session(step=200, frames=(frame,), answered_at=AT, heard={"thanks": 2})


def test_a_session_comes_back_as_it_was() -> None:
    """Also what is empty, also where nothing has been asked yet."""
    full = _answered(WORDS)
    bare = Frame(dialogue="d", version=0, state="", answers={}, question=0)
    richer = replace(bare, offered=(Offer(7, "seven"),), page=2, paused=True, heard=(Part("x"),), held=(Part("y", 3),))
    for session in (full, Session(step=0), Session(step=1, frames=(bare, richer)), Session.fresh(AT)):
        assert load(dump(session)) == session
        assert dump(load(dump(session))) == dump(session)


def test_each_answer_is_written_twice_however_many_questions_follow() -> None:
    """As the message that it came in, and as what was saved."""
    text = dump(_answered(WORDS))
    assert [text.count(f'"{words}"') for words in WORDS] == [2] * len(WORDS)


def test_it_grows_with_the_answers_and_no_faster() -> None:
    """Twelve answers take at most two and a half times what six take."""
    assert len(dump(_answered(WORDS))) < 2.5 * len(dump(_answered(WORDS[:6])))


def test_an_answer_that_has_gone_does_not_come_back() -> None:
    """A version of a script may have fewer answers than the one before; a step back takes lines away."""
    session = _answered(WORDS)
    frame = session.frames[0]
    fewer = {name: value for name, value in frame.answers.items() if name != "a3"}
    for changed in (replace(frame, answers=fewer), replace(frame, above={}), replace(frame, answers={})):
        assert load(dump(replace(session, frames=(changed,)))).frames == (changed,)


def test_what_is_equal_and_not_the_same_is_kept_apart() -> None:
    """One is not true, although Python takes them for equal."""
    session = _answered(WORDS[:1])
    trail = (replace(session.frames[0].trail[0], answers={"a1": 1}),)
    frame = replace(session.frames[0], trail=trail, answers={"a1": True})
    assert load(dump(replace(session, frames=(frame,)))).frames[0].answers["a1"] is True


def test_what_was_written_with_all_answers_at_each_question_is_read() -> None:
    """As it was until now: every question with all answers, everything empty written out."""
    session = _answered(WORDS[:3])
    frame = session.frames[0]
    data = {
        "step": 200, "answered_at": AT.isoformat(), "ended_at": None, "heard": {"thanks": 2},
        "frames": [{
            "dialogue": "twelve", "version": 1, "state": "q13", "answers": frame.answers, "question": 13, "offered": [],
            "page": 0, "paused": False, "heard": [], "held": [], "above": frame.above,
            "trail": [
                {
                    "state": one.state, "answers": one.answers, "question": one.question,
                    "parts": [[part.text, part.message] for part in one.parts],
                    "place": [one.place.name, one.place.item, one.place.field] if one.place else None,
                    "kept": list(one.kept), "above": one.above,
                }
                for one in frame.trail
            ],
        }],
    }  # fmt: skip
    assert load(json.dumps(data)) == session
