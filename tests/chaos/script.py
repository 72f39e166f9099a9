"""What the simulated people go through: the welcome once, and then one reflection after the other.

Each step names a piece of what the bot says there, and what a person does when they have read it: type words of their
own, or take a button. Whoever knows the steps knows what has to stand in the plan afterwards, and under which question.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the bot, known by a piece of it, and what is done when it has been read.

    ``button`` is the label that is taken. ``section`` and ``role`` say where words that are typed here stand in the
    plan; ``about`` is the name of the step whose words the question quotes. With none of them it is only read.
    """

    says: str
    name: str = ""
    button: str = ""
    section: str = ""
    role: str = ""
    about: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether the person answers in words of their own."""
        return bool(self.section)


ENOUGH = "That's enough for now"

WELCOME = (
    Step("Hello. I'm Strongsuit."),
    Step("Your words are stored encrypted."),
    Step("Is that all right with you?", button="Yes, I'm 18+ and that's fine"),
    Step("What name would you like", button="Skip"),
    Step("Which country are you in?", button="Skip"),
    Step("When would you like to begin?", button="Now is good"),
)

_QUESTIONS = (
    Step("These questions are about what is strong in you."),
    Step("what has helped you?", "helped", section="what_helps"),
    Step("Where could", "where", section="what_helps", role="where_next", about="helped"),
    Step("What else has helped you?", "more", section="what_helps"),
    Step("Where could", "then where", section="what_helps", role="where_next", about="more"),
    Step("What else has helped you?", button=ENOUGH),
    Step("hard that you got through?", "through", section="strengths", role="got_through"),
    Step("What in you helped you", "how", section="strengths", about="through"),
    Step("Where could", "how next", section="strengths", role="where_next", about="how"),
    Step("Who is good for you to be with?", "who", section="people"),
    Step("When could it help to have", "when", section="people", role="where_next", about="who"),
    Step("Who else is good to be with?", button=ENOUGH),
    Step("lose track of time?", "absorbed", section="interests"),
    Step("have a place next?", "place", section="interests", role="where_next", about="absorbed"),
    Step("What else makes time fly", button=ENOUGH),
    Step("What matters most to you?", "matters", section="what_matters"),
    Step("What else matters to you?", "matters too", section="what_matters"),
    Step("What else matters to you?", button=ENOUGH),
    Step("This is what you have named:"),
)
_OFFER = (
    Step("How often would suit you?", button="Only when I ask"),
    Step("I'll write only when you ask."),
)
_LAST = (
    Step("What would you like to do with what you named?", button="Leave it there for today"),
    Step("Your plan is here when you want it."),
)

FIRST_ROUND = (*WELCOME, *_QUESTIONS, *_OFFER, *_LAST)
LATER_ROUND = (*_QUESTIONS, *_LAST)


def first_words(number: int) -> str:
    """What somebody types to begin their round with this number, which counts from 0."""
    return "/reflect" if number else "/start"


def steps_of(number: int) -> tuple[Step, ...]:
    """The steps of the round with this number."""
    return LATER_ROUND if number else FIRST_ROUND
