"""The plainest things that people say in English, as wide frames: who, what is wanted or begun, and death or a means."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_ACTIVE = r"""
!serious:
+ (?:im|i am|not|isnt|this isnt) (?:joking|kidding|a joke|drama|exaggerating)<g8> (?:die|kill myself|end my life|suicide|jump|overdose)
+ (?:wanna|gonna|ill|going to) (?:die|kill myself|end my life)<g8> (?:not joking|no joke|im serious|i mean it|for real|not kidding)
+ i mean to die|i choose death|choosing death|i choose to die|postpone suicide
!means_at_hand:
+ (?:ropes?|noose|belt|cord|bag|plastic bag)<g2> (?:round|around|over|on) my (?:neck|head|throat)
+ (?:gun|pistol|barrel|rifle)<g2> (?:in|at|to|against|under) my (?:head|mouth|temple|chin|hand|lap|heart)
+ (?:pouring|tipping|counting|laying|lining)<g2> (?:<pills>)(?: out)?(?: now| in my hand)?(?= \||$| now| onto| into)
+ (?:handful|fistful|palm|mouth) (?:full )?of <pills>|(?:razor|blade|knife) (?:is )?(?:in my hand|against my|on my) ?(?:wrist|throat|skin)?
+ (?:over|on the (?:wrong|other) side of|outside|past) the (?:rail|railing|rails|barrier|fence|parapet)(?= \||$| holding| and| now| looking)
+ (?:lying|laid|laying|sitting|sat|standing|kneeling)<g2> (?:on|down on) the (?:train )?(?:rails|tracks)
+ (?:heading|driving|walking|going|on my way|off) (?:over |out |up |down )?to the (?:bridge|tracks|cliffs?|roof|overpass)(?= now| tonight| \||$)(?! to (?:meet|feed|watch))
+ at the bridge and i<g3> know|lit the charcoal|gas (?:is )?on and<g3> (?:closed|shut|taped)|turned (?:on )?the gas(?: on)?(?= \||$)
!decided:
+ (?:reason|good reason|thing)<g3> i shouldnt (?:jump|die|do it|kill|swallow|take them)|why i shouldnt (?:jump|kill myself|die|end it)
+ talk me (?:out of|down)<g8>? ?(?:it|this|jump|belt|pills|gun)
+ (?:wont|not gonna) be (?:alive|here) to see (?:it|that)|wont live to see|dont plan to (?:live|be alive)
+ (?:made|have made) up my mind (?:to|and im gonna|im gonna) (?:die|end|go)|my life ends
+ (?:finally|found|got|have)<g2> (?:the )?(?:guts|courage|nerve) to (?:do it|die|jump|end it|kill myself|pull)
+ waiting (?:until|till|for)<g8> (?:to end it|to do it|to die|to kill myself)
+ every time i (?:drive|cross|pass)<g5> (?:think about|imagine|want to) (?:steering|crashing|jumping|swerving|driving into)
"""
_PASSIVE = r"""
!rather_not:
+ (?:sleeping|sleep) (?:forever|for good|and never waking)<g2> (?:sounds|would be|seems)|stay asleep (?:for good|forever)
+ (?:should have|shouldve|should of|ought to have) (?:died|been killed)(?= \||$| in| that| instead| with| back| too)
+ (?:dont|cant) see myself (?:getting old|growing old|alive|living)|why was i (?:even )?born
+ (?:only|one) (?:reason|thing)<g2> (?:im|i am|keeping me|that keeps me) (?:still )?(?:here|alive)(?= \||$| is)
+ only (?:here|alive) (?:for|because of) my|(?:want|wanna get) off this ride|dont want any more (?:tomorrows|days|mornings|birthdays)
+ (?:being alive|existing|life) feels like a punishment|(?:envious|envy|jealous) of (?:the )?(?:dead|people in the obituaries|people who (?:die|died))
+ (?:daydream\w*|fantasi\w+|picture|imagine|dream) (?:about |of |bout )?my (?:own )?funeral
+ (?:pray|praying|hope|hoping|wish)<g3> (?:for )?(?:a |my )(?:heart attack|quick illness|stroke|brain tumou?r|aneurysm|cancer)
+ (?:want|wish) (?:this |my )(?:heart|body|lungs) (?:to|would) (?:quit|stop|give up|give out)
+ (?:feel|im|been) dead (?:already|inside)(?= \||$| and| for)
"""
RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "en.suicide.core", _ACTIVE, **PARTS),
    *rules("suicide", "passive", "en.suicide.core", _PASSIVE, **PARTS),
)
"""Every rule of this module."""
