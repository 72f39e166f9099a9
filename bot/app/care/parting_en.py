"""How people say in English that they are preparing to die, how they part, and that it is done already."""

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_PREPARED = r"""
note:
+ i (?:just )?(?:wrote|have written|ive written|left) (?:a|the|my|some) (?:note|notes|goodbye)(?= \||$| last
& | today| tonight| already| to my| for my| explaining)
+ (?:suicide|goodbye|farewell|last) (?:notes?|letters?)
+ (?:wrote|written|writing|write|finished|left) (?:the|my|a) (?:suicide |final |last )?notes?(?= \||$| already
& | for them| and i)
+ (?:wrote|written|write|writing|left|leaving|leave) <g2> ?(?:letters?|notes?|instructions|emails?)<g8> (?:gone
& |die|dead|after im|funeral|doing|fault|find|found|goodbye|never)
+ letters? (?:to|for) my<g3> (?:is|are) (?:done|finished|ready|written)|emails? to go out after
+ goodbye (?:note|letter)s?|wrote goodbye|letter<g8> before i go
date:
+ (?:picked|set|chose|chosen|decided on|have) (?:the|a|my) (?:date|day|time|spot|place)(?= \||$| to die| to do it
& | for it| its| where| when i| and)<g5> ?(?:die|to do it|its the)?
+ (?:spot|place) where i (?:will|wanna|am gonna|want to) (?:die|do it)|i know when and (?:where|how)
+ i have a plan(?= \||$| and (?:i|the|means|what))(?: and i(?:ve)?<g5>)?|have a plan to (?:die|end|kill|do it)
+ (?:its|it is) (?:permanent|all planned)<g3> (?:plan|back)?|(?:my|the) plan is to (?:die|be dead|end|not)
after_me:
+ (?:after|when|once) im (?:gone|dead|not here|no longer here|buried)
+ whoever (?:finds|is going to find|has to find) me|when they find me
+ (?:find|finds|found|finding) my (?:dead )?body
+ (?:one|person|people|kids?|daughter|son|family|mom)<g3> (?:who )?(?:finds?|to find|found|sees?) me(?= \||$| so
& | dead| like| hanging)
+ (?:instructions|plans|paid|paid for|paid off|arranged|planned|songs) <g2> ?(?:my|the|own) funeral<g5>
+ im gone for (?:good|ever)|(?:chosen|chose|picked|picked out)<g3> (?:buried|funeral|casket|coffin)
+ not be needing (?:it|them) after|life insurance so (?:the|my)|insurance so<g5> (?:after|okay|ok)
ready:
+ (?:calm|peaceful|at peace)<g8>(?: \|)? i know what i (?:have|need) to do|i know what ive to do
+ (?:ive|have|got) everything i need<g1>(?= \||$)
+ (?:put|putting|getting|got|have|gotten) (?:all )?(?:my |of my )?(?:things|affairs|papers|stuff|finances
& |everything) in order(?! for (?:the|my) (?:move|trip|taxes))
+ (?:have|had|got|made|making) (?:a|my|the) plan<g2> and<g2> (?:feel|im|am
& |it feels) <adv>(?:so |at |very |strangely )?(?:calm|peace|peaceful|ready|relieved)
+ (?:calm|peaceful|at peace|relieved) about (?:it|dying|my decision|the decision)(?: now)?
+ (?:feel|im|am|felt) <adv>(?:so |very |strangely )?(?:calm|peaceful|at peace|free|light|lighter
& |relieved)<g8> (?:i know what i (?:have|need|must|gotta)|know what im (?:gonna|going)|decision|decided
& |made up my mind|wont be long|soon be over|all be over|it ends)
+ know what (?:i (?:have|need|got) to do|im gonna do|ill do)(?= \||$)
+ (?:ive |i )?(?:already )?(?:made|make) (?:my|the) (?:decision|choice)(?= \||$| and| to (?:die|go|end
& |leave))(?! and it)
+ thinking about (?:this|it|doing it) for (?:weeks|months|years|a long time) and (?:im|i am|i feel) <adv>ready
+ (?:have|got|ive got|ive) (?:the|my|a) (?:pills|tablets|rope|means|gun|blade|razor|noose|stash)<g2> (?:ready
& |prepared|waiting|set|with me|hidden)
+ (?:the|my) (?:pills|rope|gun|noose|note) (?:is|are) (?:ready|waiting|written|on the (?:bed|table)|in the (?:car
& |trunk))
+ i (?:have|found|ive got|got|ive) everything i need(?= \||$| now| to (?:do it|end|go|finish))
+ (?:ive |i )?found a way(?= \||$| out| to (?:do it|end|go))|wont be (?:needed|needing anything)
+ no point (?:in )?making (?:plans|them)|cancell?ed (?:all )?my (?:plans|appointments)<g8>(?: no point| wont)
+ ive (?:found|picked|bought|got|gathered|collected) (?:the|my|what)<g3> (?:i need|spot|place|way)<g3>(?= \||$)
+ (?:everything|affairs|things)<g2> in order<g5> (?:i can go|can go|now bills|when im|leave|goodbye)
+ affairs in order
+ (?:got|have|gathered|bought) (?:the|what|everything) <g2> ?(?:stuff|need)<g3> (?:to do it|do it|for it|end it)
+ waiting for the house to be empty|have what i need (?:to|in the)
+ (?:ive )?got what i need in the (?:cupboard|cabinet|drawer|garage|closet|car|shed)
+ (?:i can|now i can) (?:finally )?(?:go|let go|leave|rest)(?= \||$| in peace| and be| now)<g5>
+ made (?:my )?peace with (?:ending|dying|death|leaving)|can go in peace
+ (?:rope|gun|pills)<g3> (?:in|under) (?:the|my) (?:trunk|truck|bed|closet|drawer)<g8> (?:since|for|every|scared
& |ready)
+ (?:sleep|rest|resting) for good|tonight i (?:rest|sleep|leave|go)(?= \||$| for)<g3>|holding me here
+ go home and finish it|(?:rope|tree|pills|gun|note|plan)<g3> got the (?:hour|time|rope|tree)|got the rope
attempt:
+ (?:tried|nearly tried|attempted|started|was gonna|almost managed|came close|got close)<g1> (?:to )?(?:do it
& |to doing it|ending it|die|overdosing)(?= \||$| last| yesterday| again| on| this| today| tonight)
+ tried to hurt myself<g5> again
+ (?:tried|tryed|attempted|nearly|almost|attempt) (?:to )?(?:kill myself|hang myself|end my life|end it(?: all)?
& |take my (?:own )?life|commit suicide|od|overdose|jump|jumped|shoot myself|suicide|unalive)<g5>
+ (?:my|another|second|third|suicide|an) attempt (?:last|on|yesterday|this|failed|didnt)
+ attempted (?:again|suicide)
+ next time (?:i|it|ill|i will|there)<g3> (?:miss|fail|work|works|will|make sure|succeed)|wish it had worked
+ mad it didnt work|almost did it<g3>|nearly did it|i almost (?:went through|did) (?:with )?it
"""

# Neither death nor means are named: an end, and the hour or the calm of somebody who has decided.
_VEILED = r"""
soon_over:
+ (?:tonight|today|tomorrow|this weekend|in an hour|soon|asleep|midnight|as soon as|when<g3> (?:quiet|asleep|empty
& |gone|sleep)|after they<g1> sleep)<g8> (?:im|i am|ill be) (?:doing|ending) (?:it|this|everything|it all)(?= \|
& |$)
+ (?:im|i am) (?:doing|ending) (?:it|this|everything)(?= (?:tonight|today|as soon|when|after|before)| \|
& |$)(?! with)<g3>(?: tonight| as soon as| today| when| before| after)
+ (?:tonight|tomorrow|weekend|midnight|saturday|sunday)<g5> (?:it happens|is when it happens
& |when it happens)(?= \||$)
+ in (?:a few|an|a couple of|two|three|\d+) (?:hours?|minutes|days)<g1> (?:itll|it will|this will|everything will
& |all this will|ill)<g2> (?:be )?(?:over|done|finished|gone)(?= \||$)
+ (?:tomorrow|tonight|soon|by morning)<g1> (?:this|it|everything) will<g2> (?:be )?(?:over|finished|ended)(?= \|
& |$)
+ (?:before|by|after)<g5> (?:ill|i will|ima) be gone(?= \||$)
+ wont be (?:suffering|in pain|hurting|feeling anything)<g1>(?: anymore| any longer| soon)?(?= \||$)
+ (?:soon|wont)<g3> (?:see me (?:much longer|again)|be a problem (?:for|to)|have to (?:worry about|deal with
& |put up with) me|be my (?:concern|problem))
+ checking out of (?:all of )?(?:this|it all|life|here for good)|(?:not gonna|wont) be at<g3> or anywhere
decided:
+ (?:the|my) (?:decision|plan) is (?:made|set|final|tonight|tomorrow|ready)(?= \||$| for (?:tonight|saturday
& |sunday|monday|friday|tomorrow|this))<g3>
+ decision (?:brought|gave|gives|brings) me|(?:at peace|calm|relieved) (?:with|about) (?:my|the|this) decision
+ (?:calm|at peace|peaceful)<g5> (?:\| )?ive decided(?= \||$)
+ (?:finally|now) know what (?:i have|ive|i need|i got) to do(?= \||$)
+ made (?:my |this |the )?(?:decision|desicion|decison|choice) (?:about|for) (?:this weekend|tonight|tomorrow)
+ ive (?:already )?(?:chosen|picked) (?:tonight|the day|the date|the hour|my day)
+ everything is (?:ready|prepared|settled|arranged|in place|taken care of)(?= \||$| now)(?: now)?(?: \| (?:tonight
& |goodbye|im|its time|i)\b)?(?! for)
+ (?:its all|its|all) arranged(?= \||$)|waited for the house to (?:be )?empty|debts<g5> (?:settled|everything)
+ cant say more
+ (?:look\w*|search\w*|research\w*) (?:for )?a way out(?= \||$)
+ part of me (?:wants|wanna|needs|is ready) (?:to )?(?:do it|die|end|be gone|go)
+ not caring (?:whether|if) i (?:made|make) it|(?:caring|care) (?:whether|if) i (?:made|make) it home
left_behind:
+ (?:the|my|all the) letters? (?:is|are|were) (?:written|sealed|addressed|done|ready)
+ (?:wrote|written|sealed) (?:the|my|all the|all my) (?:last )?(?:letters?|goodbyes?)(?= \||$| and| sealed| last
& | today| tonight| to (?:my|every))
+ finished (?:writing )?(?:the|my) (?:note|letters?)(?= \||$| this| today| last| tonight)
+ (?:find|read) (?:the|my) (?:note|letter|envelope)<g3>
+ (?:gave|given|giving)<g8> (?:\| )?(?:shell|he|hell|they|theyll|she|you|youll)<g1> understand (?:later|someday
& |one day|why|soon|eventually)
+ (?:say|saying|said|told) goodbye to (?:my|our)<g1> ?(?:best )?(?:friend|friends|sponsor|neighbou?r|grandma
& |grandkids)(?= \||$| today| for the last| she| he| and she| tonight)
+ envelope on (?:my|the)<g8> name
+ (?:everyone|everybody|them|him|her|family|kids) one last time
+ said (?:everything|all) i (?:needed|wanted|had) to say|the last goodbye|did something i cant (?:undo|take back)
+ deleted (?:all )?my (?:accounts|social media)<g8> (?:goodbyes?|last time)
+ (?:away|neighbou?r|dog|cat)<g3>(?: \|)? i leave (?:tonight|tomorrow)
"""
_FAREWELL = r"""
goodbye:
+ (?:say|saying|said) (?:my )?(?:last |final )?goodbyes? (?:to )?(?:everyone|people|my (?:dog|cat|kids))(?= \||$
& | today| this| without| tonight| i| and| one)
+ (?:say|saying|said|told)<g1> (?:my )?(?:last |final |quiet )?goodbyes?(?: in my head)?(?: to)? (?:everyone
& |people|my (?:dog|dogs|cat|cats|kids|children|mom|dad|son|daughter|family|brother|sister|wife|husband|boys|girls
& |pets?)|them all|all of them|the (?:dog|cat|kids)|everybody)(?! (?:at|as|before (?:work|school)|for the (?:day
& |week)))
+ i wanted to (?:say|tell you) goodbye
+ goodbye (?:everyone|everybody|world|all|cruel|forever|for good|my (?:friends|loves|family|kids|babies)
& |this world|to you all|before i|and (?:thank you|sorry|thanks) for|friends|mom|love you all)
+ (?:this|it) is (?:my )?(?:goodbye|farewell|the end(?= \||$| for me)|it for me)
+ goodnight (?:world|forever|everyone forever)
+ (?:said|say|saying) my (?:last |final )?(?:goodbyes?|farewells?)
+ (?:say|saying|said) goodbye<g5> (?:go|for good|forever|to everyone|one last|before|to life|to you all
& |to this world)
+ (?:pills?|gun|tommy|everyone|bottle|sorry|loved|rope|it|too|me)(?: \|)? goodbye(?= \||$)
+ farewell(?= \||$| everyone| world| i| my| all| cruel)
+ so long (?:everyone|world|all)<g8>|<start>goodbye(?= \||$) \| (?:i|im|tell|sorry|thank)|pillssign goodbye
+ last (?:message|words?|letter|text|post|check in|thing ill)(?= \||$| you| bot| from me| i)(?! today)
+ (?:these|this|those) (?:are|is) my last (?:message|words?|goodbye)
by_the_time:
+ by the time (?:you|they|anyone|anybody|someone|u) (?:read|get|see|find|hear|gets|reads|sees|finds)<g5>
+ (?:if|when) you(?:re| are)? (?:read|reading) this i<g5> (?:gone|dead|longer)
+ (?:wont|not gonna|never|not) (?:be )?(?:hear|hearing) from me (?:again|anymore|after)
+ last (?:you|anyone|u) (?:will |ll |ever )?<g2> ?(?:hear|heard|see) (?:from|of) me
+ see you (?:all )?(?:on|in) the (?:other side|next life|afterlife)|see you in (?:heaven|hell|another life)
+ (?:wont|not) be (?:bothering|a bother|a problem|a burden)<g3> (?:anymore|again|longer)|free of me(?: soon)?
+ rid of me(?: soon)?
tell_them:
+ (?:tell|let) (?:my |the )?<kin><g3> (?:i (?:loved|love|was sorry|am sorry)|im sorry|that i (?:loved|love|tried)
& |its not|it was nobody|know i (?:loved|love))<g3>
+ tell them it (?:was|wasnt|isnt|is)<g3> fault
+ kiss my (?:babies|kids|son|daughter|boys|girls|children|mom)(?: goodnight)? for me
+ (?:dont|do not) (?:be sad|cry|mourn|grieve|miss me|blame yourself|blame yourselves|feel guilty) (?:when|after
& |for|because|if|once) (?:im|me|i)<g2>
+ remember me (?:kindly|well|fondly|as)
+ (?:look after|take care of|feed|be good to|watch over) my <g2> ?<kin>s? (?:when|after|once|for me|if) (?:im
& |i)<g2> ?(?:gone|go|not|dead|die)?
+ (?:please )?forgive me (?:for|one day|someday|everyone|all|mom|god)(?: what)?<g5>
+ (?:hope|pray)<g5> (?:forgive|forgives|forgiven) me(?: one day| when| someday| for)?
+ sorry for what (?:im|i am|i have|ive)<g3> (?:do|done|doing|gonna)|what im (?:about to|gonna) do
+ sorry (?:to )?(?:everyone|you all|all)(?= \||$)<g8>|held on as long as i could
+ thank you for (?:everything|all|trying)<g5> (?:goodbye|for me|i wont|im going|its time|hear)
+ (?:its|it is|it was)? ?not (?:her|his|your|their|anyones|anybodys) fault (?:that )?(?:im|i am|i) <g2> ?(?:going
& |gone|leaving|go|did)?
+ (?:was|its) nobodys fault|trying (?:\| )?(?:you )?wont hear
giving_away:
+ (?:gave|giving|given|give) (?:away )?(?:all )?(?:of )?my (?:belongings|possessions|things|stuff|valuables
& |favou?rite things)(?: away)?(?= \||$| this| today| to (?:people|friends|everyone)| yesterday| because i)
+ (?:gave|given|giving|give)<g5> away<g8> (?:wont|dont|wouldnt|wont be) (?:be )?need(?:ing)?<g5>
+ (?:gave|given|giving) (?:away )?(?:my|all my|everything|the) <g8> ?(?:wont
& |dont) (?:be )?need(?:ing)?<g3> (?:where|anymore|him|it|them)
+ need (?:him|her|it|them) where im going
+ (?:giving|gave|given) away (?:all )?(?:my|everything)(?: stuff| things| possessions| belongings| i own
& | my stuff)(?= \||$| i| because| and| before)
+ (?:wont|not gonna) be need(?:ing)? (?:it|them|any)<g2> ?(?:anymore|after|where|soon|tonight|now)?
+ gave<g5> (?:ring|watch|dog|cat|keys|jewelry)<g8> (?:ready to go|before i go|where im)
+ i leave everything to|last will(?= \||$)
+ (?:left|leaving|took) (?:the|my) (?:dog|cat|kids)<g2> (?:with|to)<g8> (?:find everything|under the mat|tidy
& |wont be back|not coming back)
+ find everything (?:tidy|in order)|feed the (?:cat|dog)<g8> (?:wont be back|not coming back|planned)
leaving:
+ (?:leaving|leave|exit|depart|go from) (?:this|the) (?:world|earth|life|planet)(?! (?:better|a better))<g3>
+ time for me to (?:go|leave(?= \||$)|die)(?= \||$| now| forever| to)
+ going home to (?:the lord|jesus|god|heaven|him)|by my own hand|my own doing|with the angels
+ (?:go|going|gone|leave|leaving) for good(?= \||$)(?<!smoking for good)
+ (?:will be|be|im) gone (?:soon|forever|by)<g5>|wont be (?:around|here) (?:much|for) long(?:er)?
+ soon it wont matter|im ready to go (?:now(?! home)|when|to heaven|be with)
+ see you soon (?:mom|dad|grandma|brother)|meet(?:ing)? (?:my )?maker (?:tonight|soon|today)
"""

_UNDERWAY = r"""
took_it:
+ (?:took|taken|swallowed|downed|popped|ate)(?: just| already)? (?:a|the|my|about a|like a|another) (?:handful
& |bunch|fistful|load|ton|lot|whole (?:bottle|box|pack|packet|strip|sheet)|full bottle|first handful
& |entire (?:bottle|box)|bottle|box|packet)(?: of)?<g2> (?:<pills>|them)(?! for)
+ (?:took|taken|swallowed|downed|drank|injected|shot up|ate|popped)<g2> (?:all|everything|the whole|whole|entire
& |every|the rest|too many|too much|\d\d+|the lot|a whole|the bottle)(?: of)?(?: [a-z0-9]+){0,5}? (?:<pills>
& |bottle|them|cabinet|what i saved|on purpose|bottle of)(?! of (?:water|gatorade|juice|vitamins|milk))
+ (?:took|taken|swallowed|ive taken) (?:them|the pills|my pills|it|everything)(?: all)?(?= \| (?:all|its|i)
& | already| so dont| all| \|| i took)<g3>(?: \| all of them)?
+ (?:already|just) took (?:them|the pills|everything|all)|took (?:them )?all(?= \||$)
+ (?:no going back|cant undo it|too late)<g2> (?:took|now)
+ took (?:what i (?:saved|had)|everything)<g2>(?: up)?(?= \||$| so| to| i)
+ (?:took|taken|swallowed) (?:about |like |maybe |around )?(?:\d\d+|twenty|thirty|forty|fifty|sixty
& |a hundred)(?: of| [a-z]+){0,2}? ?(?:them|<pills>|minutes|ten)?<g3> ?(?:ago)?
+ (?:swallowed|drank|drunk) (?:the |some |a bottle of )?(?:bleach|antifreeze|poison|rat poison|drain cleaner
& |ammonia|pesticide)
+ pills are down|(?:ive )?taken an overdose|took an overdose
+ (?:shot up|injected|snorted|smoked) everything<g5>(?: wake| die| end)?
+ everything i had so i (?:wouldnt|wont|dont|never)<g3>|took the rest of<g8> (?:once|waiting)
bleeding:
+ (?:cut|slit|slashed|opened) (?:both )?my (?:wrists?|throat|veins?)
+ bleeding (?:in the (?:bath|tub)|out|everywhere)|wont stop bleeding
+ (?:rope|noose|cord|belt) is (?:around|round|on) my neck|(?:i )?jumped and (?:im|i)<g3> alive
+ (?:its|it is|i|ive) (?:already )?(?:done|did it|done it)(?= \||$)<g1> ?\| (?:i|im|the|ill|goodbye
& |pills)<g3> (?:took|going to sleep|gonna sleep|down|sorry|pills|sleepy|swallowed)
+ im (?:dying|fading)(?: out| away)? (?:i )?(?:did it|took)<g3>
+ its (?:already )?done(?: and| now)? ?\|? ?im (?:gonna|going)<g2> sleep|feeling sleepy(?: now)?|wont be long now
"""

RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "en.suicide.prepared", _PREPARED, **PARTS),
    *rules("suicide", "active", "en.suicide.farewell", _FAREWELL, loose="negation", **PARTS),
    *rules("suicide", "active", "en.suicide.veiled", _VEILED, loose="negation", **PARTS),
    *rules("suicide", "active", "en.suicide.underway", _UNDERWAY, **PARTS),
)
"""Every rule of this module."""
