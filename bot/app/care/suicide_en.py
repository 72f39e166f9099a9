"""How people say in English that they mean to end their life, and by what."""

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_INTENT = r"""
kill_myself:
+ (?:kill|killing) (?:myself|me self)|kms|unalive(?: myself| me)?|unaliving(?: myself)?
+ <will> <adv>unalive|(?:end|ending) myself|(?:off|offing) myself|do away with myself|neck myself|top myself
+ <will> <adv>rope(?= \||$| tonight)
+ (?:hang|hanging|shoot|shooting|drown|drowning|stab|stabbing|suffocate|suffocating|gas|poison|poisoning
& |electrocute) myself
+ (?:end|ending|take|taking|finish|finishing) my (?:own |whole )?life
+ put an end to (?:my|me|myself|it all|everything|this life)<g2>|make (?:an end|it stop forever)
+ <will> <adv>(?:end|finish|stop) (?:it|it all|things|everything|this)(?= \||$| tonight| now| soon| this| forever
& | for good| once| myself| today| by| before| with| when| while| after| and)
+ it ends (?:tonight|today|tomorrow|for me)|i end (?:it )?(?:tonight|today)|blow my (?:brains|head)<g1>
+ bullet in my (?:head|brain|skull|mouth)|bullet (?:would|will|could) <g2> ?(?:fix|end|solve)
suicide:
+ commit(?:ting)? suicide(?! prevention)|suicide is<g2> (?:only|best|answer|way|option)
+ (?:planning|plan|planned) (?:my|a|for) suicide
+ (?:think|thinking|thoughts|thought|dreaming|obsess\w*|ideation)<g1> (?:of
& |about) (?:my )?(?:own )?suicide(?! prevention)
+ <will> <adv>suicide|serious about suicide|choose suicide|attempt(?:ing)? suicide
+ <start>suicide(?= \||$)|by suicide (?:tonight|today|soon)
suicidal:
+ (?:im|i feel|ive been|i get|im feeling|feeling|been|actively|so|very|really|get|getting|am|being|became
& |still) <adv>(?:actively |very |so |pretty )?suicidal
+ <start>suicidal
+ suicidal (?:thoughts?|ideation|ideas?|urges?|feelings|plans?|again|rn|tonight|today)
die_soon:
+ <i><adv><wanna_to>die <g3> ?(?:tonight|today|now i know|by|before i|this week)
+ (?:im|i am) gonna <adv>(?:die|be dead)(?: (?:tonight|today|soon|tomorrow|on purpose))
+ <will> <adv>die (?:tonight|today|tomorrow|on my|before my)
+ (?:ill|id|im gonna|gonna|i plan to|my plan is to|wanna) <adv>be (?:dead|gone|with the angels) (?:by|before|soon
& |tomorrow|tonight|in the morning)
+ ill be dead|be gone by the time
+ (?:wanna|want to) die and i <adv>(?:know|have|got|will|ve)
+ wanna live and (?:i|ive)<g2> (?:a way|how|a plan|the means)
+ planning (?:on|to) (?:die|dying)|ready to die|decided to die|prepared to die|(?:intend|plan) to die
+ time (?:for me )?to die|dying tonight|die tonight|dead before my|dead by
+ im not gonna (?:live|be alive|make it) (?:past|to see|until|much)
+ (?:wont|not gonna) (?:live|be alive) (?:past|to see|tomorrow|much longer|for long)
+ wont (?:see|live to see) (?:the )?(?:new year|tomorrow|morning|christmas|another|monday|next)
wont_be:
+ wont be (?:here|around|alive|anywhere) (?:tomorrow|much longer|for long|anymore|or anywhere|for it|by then|when
& |after)<g8> ?(?:made sure|strengths|myself|forever|dead|gone|goodbye|sorry|anywhere)?
+ last (?:day|night|hour|morning|time) <g2> ?(?:on (?:this )?earth|alive|ill be alive|of my life|living|to live
& |i will be|ill breathe)
+ (?:finished|done|through) (?:with )?living|no more tomorrow<g2>
+ (?:tonight|today|tomorrow|this) is the (?:night|day|end|time)(?= \||$| i| for me| that i)<g5> ?(?:do it|go|end
& |finally|for me)
+ not gonna be here (?:tomorrow|anymore|much longer)
do_it:
+ (?:tonight|today|tomorrow)<g1> (?:feels like|might be|could be|will be|has to be|is gonna be|may be) (?:the
& |my last) (?:night|day|end|time)<g3>(?: do it| finally| i go)?(?! (?:i propose|we))
+ (?:feel like|feeling like|want|wanna|desire|need|wish|thinking of|thinking about|think about|ready
& |stop thinking about|thoughts of|thoughts about|consider\w*|time|wanting|like|close) (?:to )?(?:just )?(?:end
& |ending|finish|finishing) (?:it all|it|things|everything|my (?:suffering|pain|misery)|this (?:life|pain|misery)
& |the (?:pain|suffering)|all of this|my existence)(?! (?:with|between|on good|early))(?= \||$| now| all| once
& | for| and| tonight| forever| because| but| today| so| soon| already| lately| again)
+ (?:im|i am|id|ill|i)<g2> (?:not|dont think i|dont think ill|dont expect to|doubt i|doubt ill|wont|dont plan to
& |never gonna)<g2> (?:be|still be) (?:around|here|alive)<g1> (?:to see|much longer|for long|by|next year
& |at christmas|for (?:christmas|my birthday)|come)
+ dont think (?:ill|i will|i)<g1> (?:be|make it)<g1> (?:around|here|much longer|to see|through)<g3>
+ im gonna <adv>do it(?: this time| tonight| now| \| (?:nobody|nothing)| nobody)|gonna do it this time
+ do it tonight|<adv>(?:finally|really|going to|gonna) do it(?: tonight| and be gone)
+ going through with it(?: this time| tonight)?|go(?:ing)? through with it this time|closer to doing it
+ (?:i will|ill|think i will|ill) act on (?:them|it)|checking out for good|checking out (?:early|tonight)
+ follow (?:her|him|them) to the grave
+ (?:nobody|no one|nothing|noone) (?:can|could|will|would) stop me(?: now)?(?= \||$| from)(?! im on a roll)
+ how id do it|make it stop forever|joining my<g3> tonight|the only way out is(?: to)?
not_safe:
+ not safe with myself|(?:im|feel|dont feel|i dont feel) not safe (?:with|from|around) (?:myself|me)
+ cant keep myself safe|keep myself safe tonight|dont trust myself (?:tonight|right now|to be alone|alone|with)
+ (?:hurt|harm) myself (?:but i might|badly and)<g3>|dont wanna hurt myself but i might
ways:
+ (?:ways?|methods?|how|easiest|quickest|painless|best)<g5> (?:to die|to kill me|to kill myself|to end (?:my|your
& |it)|of dying|to commit)
+ how (?:do|can|would) i (?:die|kill)|(?:kill|to kill) me(?= \||$) ?
+ lethal (?:dose|amount|combination)|<pills><g3> (?:be|is|are) (?:lethal|fatal|enough to kill)
+ how (?:many|much)<g5> (?:to kill me|would it take|to die|to overdose|be fatal|never wake)|painless (?:way|death)
+ research\w* ways
voices:
+ (?:voices?|something|head|they) <g2> ?(?:tells?|telling|says?|saying|told) (?:me )?(?:to )?(?:kill myself|die
& |jump|end it|do it|cut)
"""

_METHOD = r"""
pills:
+ (?:how (?:many|much)|what amount)<g5> (?:pills|tablets|meds|it)<g3> (?:too many|too much|lethal|fatal|enough
& |kill|be safe to never)
+ (?:researched|researching|looked up|looking up|look up|googl\w+|reading about|read about
& |searched)<g3> (?:methods?|ways|how (?:many|much|to die|to do it|long)|lethal|effective|overdose amounts?
& |suicide)
+ (?:think|thinking) about using (?:them|it)
+ (?:take|taking|swallow|swallowing|swallowed|down|downing|eat|gulp)<g2> (?:all|every|the whole|whole|entire
& |the rest|everything|bunch|the lot|handful|a fistful)<g5> (?:<pills>|bottle|bottles|box|packet|cabinet
& |them)(?! (?:of water|back))
+ <will> <adv>(?:take|swallow|down) (?:them all|all of them|the (?:whole )?(?:bottle|lot)|every <pills>
& |every pill)
+ <pills> all at once|all of them at once|all at once so
+ <pills><g5> (?:lined up|in front of me|right here|next to me|beside me|in my hands?|on the (?:counter|table)
& |enough)
+ (?:lined up|counted|stare|staring|looking|eyeing|stockpil\w+|hoard\w+|hiding|saving|saved up|saving up
& |collecting|counting)<g3> <pills>
+ enough <pills><g5>
+ enough (?:fentanyl|fent|heroin|dope|insulin|stuff|drugs) to<g3> (?:over|wake|end|die|kill|go|sure|stop)
+ <pills><g8> (?:not|never|dont|so i) <g2> ?wake up
+ stop (?:taking )?my<g2> <pills><g3> (?:so i (?:go|die)|and die|until i die)
+ (?:stop|stopping|quit|refusing|skip) my<g1> (?:dialysis|insulin|chemo|heart meds)<g5>(?: die| sleep| go| end)
overdose:
+ <will> <adv>(?:overdose|od)(?! (?:training|class))|(?:overdose|od|odd) on purpose|on purpose<g3> (?:overdose|od)
+ hot shot|one last (?:shot|hit|dose)<g8> (?:dont|never|not|enough|last)|thinking (?:of|about) (?:overdosing|od)
+ drink(?:ing)? myself to death|drug myself to death|use till i die
+ <will>use (?:enough|so much)<g5>(?: die| never wake| not wake)|overdosing on<g2>(?: tonight| again)
gun:
+ (?:know|found|remember) where (?:my |the |his )?<g3> ?(?:keeps?|hides?|hid|has)? ?<g1>(?:his |the |her )?<gun>
+ i have a <gun> and<g1> (?:think|thinking|want|wanna|might|cant stop|keep|been)<g5>
+ <gun><g3>(?: \|)? ?(?:i|ive)<g1> (?:been )?thinking about it
+ loaded (?:my |the |a |his |her )?<g2> ?<gun>
+ <gun><g3> (?:to|at|against|in|on) my (?:head|mouth|lap|temple|chin|hand|chest|heart|truck)
+ <gun><g3> (?:loaded|is ready|in (?:my|the) (?:lap|truck|nightstand))
+ (?:have|ive|got|bought|found|grab|hid|get|hold|holding|hiding) (?:a|the|my|his|her|dads|my dads
& |where)(?: [a-z]+){0,3}? <gun><g8> (?:myself|me|on me|not for protection|every night|in my)
+ <gun><g5> (?:use it on myself|on myself|myself)|bought a <gun>(?= today| \| its not)<g8>
+ found (?:where )?<g3> ?the <gun>|where he (?:hid|keeps) the <gun>|<gun> me(?: tonight| now| please| i mean it)
+ pull the trigger|eat a bullet|i have a <gun>(?= \||$| and (?:im|i (?:wanna|will|might)))
height:
+ (?:standing|stood|sitting|sat|looking|staring|been looking|walking|parked|here)<g2> (?:on|at|by|over|near) (?:a
& |the|that|this) (?:[a-z]+ )?(?:bridge|roof|ledge|overpass|cliff|tracks|railing)(?= \||$| right| now| and
& | on my walk| every| looking| tonight| alone)(?! and watch| with my coffee| club)
+ (?:im|am|standing|sitting|stood|sat|parked|here|staring|looking|been looking|walk(?:ed|ing)? to)<g3> (?:on|at|by
& |near|over|down from|on top of) (?:a|the|that|this)<g1> (?:bridge|roof|rooftop|ledge|overpass|cliff|train tracks
& |railing|platform edge)(?= \||$| right| now| and<g3> (?:jump|scared|want)| on my walk| every| looking| tonight
& | alone)(?<!coffee)
+ (?:jump\w*|step\w*|leap\w*|fall\w*|throw\w*)<g2> (?:from|off|in front of|under|out of) (?:my|a|the|some
& |that)<g1> ?(?:building|window|balcony|train|bus|truck|bridge|roof|car|traffic|subway|apartment)(?! pool)
+ jumping in (?:five|ten|\d+)
+ <will> <adv>(?:jump|leap|jumping|leaping)(?= \||$| off| from| out of the window| in front| under| tonight| and
& | to my)
+ (?:about|going|ready|want|gonna|wanna|need) to jump|<start>(?:jump|jumping) (?:off|from) (?:the|a|that) <height>
+ (?:jump|jumping|throw myself|throwing myself|step|stepping|walk|walking|drive|driving|leap|fall|run) (?:off|from
& |in front of|under|into (?:the )?(?:path|traffic)|onto the tracks|out into)<g3> (?:<height>|train|trains|bus
& |truck|traffic|cars?|lorry|subway|tracks|semi|\d\w*)
+ throw(?:ing)? myself (?:off|under|in front|from|out|into)|jump<g1> (?:in front of|under)
+ (?:im|standing|sitting|sit|stood|stand|up|out|here) <adv>(?:on|at) the (?:very )?(?:top of )?(?:the )?(?:ledge
& |edge of|<height>)<g8> (?:jump|looking (?:down|at the water)|water|nobody knows|and nobody|railing|what if|think
& |scared)
+ on the ledge|over the (?:railing|edge of the)|high place
+ (?:sit|stand|lie|lay|sitting|lying|standing|stood)<g3> (?:tracks|railway|rails|platform edge
& |past the yellow line)<g8>(?: wait\w*| train| hit)?
+ on the train tracks<g5> waiting|platform<g3> (?:jump\w*|step)
+ <height><g8> (?:jumping|jump off|nearly jumped|almost jumped|how high|where the fence|what if|and jump)
+ (?:how high|where)<g8> fence is low|i dont step back
+ off the (?:bridge|overpass|roof|cliff|balcony|parking garage)
car:
+ part of me (?:hopes|wants|wishes|wishing|hoping)<g1> (?:something happens|to crash|i crash|to die|i (?:die|dont
& |wont|get)|it (?:kills|ends|all))
+ driv\w+ (?:really |too |so )?fast<g8> (?:something happens|hoping|not care|dont care|hope i)
+ (?:drive|driving|crash|crashing|swerve|swerving|steer|steering|ram|wrap)<g3> (?:into|off|in front of
& |around) (?:a |the |an |oncoming |on coming |that )*(?:tree|wall|bridge|overpass|truck|traffic|pole|cliff|river
& |lake|semi|barrier|lorry|lane)
+ crash(?:ing)? (?:my|the) (?:car|bike|truck)<g2> on purpose|(?:garage|car) with the engine running
+ seat ?belt off<g8>|running the car in the garage|oncoming traffic
blade:
+ (?:im |i am |sitting here )?holding (?:the|a|my) (?:razor|blade|knife|gun|pills|rope|scissors
& |bottle of pills)(?= \||$| and| in| to| right)(?! and (?:cooking|chopping))
+ (?:slit|slitting|cut|cutting|slash|slashing|slice|open) (?:open )?(?:my|both) (?:own )?(?:wrists?|throat|veins?
& |artery|arteries)
+ (?:knife|razor|blade)<g3> (?:to|at|against|on) my (?:wrists?|throat|neck|veins?)|cut deep this time
+ blade is ready
hanging:
+ (?:rope|cord|belt|noose|sheet)<g3> (?:ceiling|beam|rafters?|tree|fan|banister|door)|standing on (?:a|the) chair
+ kick the chair
+ (?:rope|noose|belt|cord|sheet)<g3> (?:around|round|on|over) my (?:own )?neck|noose
+ (?:got|have|ive|bought|tied|tie|had|has|have had|testing|with) (?:the|a|my) (?:rope|belt)(?= \||$| and| in the
& | yesterday| nobody| last| tied| ready| today)
+ tied (?:it|the (?:rope|knot|sheet))<g2> (?:already|garage)?
+ (?:beam|rope|hook|branch|belt)<g5> (?:holds|hold|strong enough)|do it with my belt|practiced with the belt
+ hang from the
water:
+ (?:walk|wade|swim|go) (?:out )?(?:into|in) (?:the )?(?:sea|ocean|river|lake|water)<g5> (?:not come|never come
& |until|not coming|dont come)
+ drown (?:in|tonight)<g2>
way:
+ have the means|i (?:have|know|found|got|ve) (?:a|the) way (?:to do it|out and)
+ worked out (?:how|where)<g5>(?: do it| is low| belt)|looked up how (?:much|many|to)
+ know (?:i can do it|when and where|where and (?:when|how)|how (?:and when )?(?:im|i will|ill|to do it))
+ googled<g3> (?:dose|die|ways)
"""

_PARTS = {
    **PARTS,
    "i": r"(?:i|im|ive|id|ill) ",
    "wanna_to": r"(?:wanna|want|need to|hope to|plan to|would|gonna|will|am gonna|have to|intend to) <adv>",
}
RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "en.suicide.intent", _INTENT, **_PARTS),
    *rules("suicide", "active", "en.suicide.method", _METHOD, **_PARTS),
)
"""Every rule of this module."""
