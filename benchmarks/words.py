"""What the made-up people say. Every sentence was written for this."""

NAMES = ("Ana", "Ben", "Cleo", "Dov", "Esi", "Farid", "Gwen", "Hugo", "Inés", "Jo")

PLAN = (
    ("what_helps", "reflect", (
        "Walking down to the river before breakfast", "Calling my sister when the evening gets long",
        "Writing three lines before I go to bed", "Putting the phone in the kitchen drawer at nine",
        "Cooking something slow with the radio on", "Going to the Tuesday group even when I don't feel like it",
    )),
    ("strengths", "reflect", (
        "I ask for help sooner than I used to", "I stay calm when others get loud", "People tell me I listen well",
        "I keep a promise once I have made it", "I can laugh about myself", "I notice small things that are good",
    )),
    ("people", "connect", (
        "My sister, and Tom from the choir", "My neighbour Ruth on the third floor", "Dad, on Sundays",
        "Marcus, who has known me since school", "The two from the garden", "Aunt Bea, by letter",
    )),
    ("interests", "reflect", (
        "Painting small things in water colours", "Repairing old bicycles", "Singing in the choir on Thursdays",
        "Reading about the sea", "Growing tomatoes on the balcony", "Swimming when the pool is empty",
    )),
    ("goals", "goals", (
        "To have my daughter over for a whole weekend", "To finish the course for the workshop",
        "To find a flat with a window to the south", "To sing a solo in spring", "To ride to the coast and back",
        "To cook for six people once",
    )),
    ("wins", "win", (
        "I rang the office and it went well", "I said no and nothing bad happened", "I slept seven hours",
        "I went to the group and even spoke", "I paid the bill that had been lying there", "I walked home the long way",
    )),
    ("what_matters", "reflect", (
        "Being somebody my daughter can count on", "Having quiet mornings", "Being outside every day",
        "Doing work that one can see in the evening", "Being honest, also when it costs something", "My faith",
    )),
    ("hard_days", "reflect", (
        "Music, loud, and nobody asking anything", "A shower and clean clothes first", "Going to bed and letting it be",
        "Sitting with Ruth without talking", "Counting what is blue in the room", "The list on the fridge",
    )),
    ("meaning", "meaning", (
        "Waking up and being curious about the day", "Having a life that is larger than what happened",
        "Being able to give something back", "Not having to hide any more", "Trusting my own word", "Peace, mostly",
    )),
)  # fmt: skip

STEPS = ("Ask her which weekend suits her", "Write down what the fare would be")

ANSWER = "It goes better than last week, I went twice and I want to go again on Friday."
WIN = "/win I called my sister today and we laughed"
