"""Dialogues that open, call and follow one another, for the tests of the stack and of pausing."""

from helpers_engine import Talk, scripts

MAIN = """
    dialogue: main
    version: 1
    start: first
    answers: {a: text, b: text}
    states:
      first: {wait: text, save: a, keep: notes, next: second}
      second: {wait: text, save: b, next: done}
      done: {end: completed, then: after}
"""
AFTER = """
    dialogue: after
    version: 1
    start: hello
    states:
      hello: {wait: choice, choices: {fine: bye}}
      bye: {end: completed}
"""
GLANCE = """
    dialogue: glance
    version: 1
    start: look
    aside: true
    states:
      look: {wait: choice, choices: {fine: bye}}
      bye: {end: completed, silent: true}
"""
HELP = """
    dialogue: help
    version: 1
    start: words
    aside: true
    states:
      words: {end: completed}
"""
OUTER = """
    dialogue: outer
    version: 1
    start: ask
    answers: {heard: text, why: text}
    states:
      ask: {call: main, next: why}
      why: {wait: text, save: why, next: done}
      done: {end: completed}
"""


def in_the_middle() -> Talk:
    """Somebody at the second question of `MAIN`."""
    return Talk(scripts(MAIN, AFTER, GLANCE, HELP, OUTER)).start("main").reply("one")


def open_dialogues(talk: Talk) -> list[str]:
    """The names on the stack, the innermost last."""
    return [frame.dialogue for frame in talk.session.frames]
