"""What many voices say in English about wanting to die, about a plan, about the last things: wide frames, few words each."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_DAY = (
    "(?:tonight|today|tomorrow|this week(?:end)?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the weekend)"
)
_MINE = (
    "(?:mom|mother|mama|momma|dad|father|wife|husband|son|daughter|brother|sister|baby|babies|boy|girl|girls|boys|kids|grandma"
    "|grandpa|nana|nan|nieces|family|partner|twin|friend|friends|old man|little (?:girl|boy|brother|sister|bro))"
)
_MORE = {**PARTS, "day": _DAY, "mine": _MINE, "god": "(?:god|lord|jesus|him|heaven|christ|the almighty)"}

_ACTIVE = r"""
!meaning_it:
+ (?:danger|risk) to myself|tonight i die|i die tonight|not planning (?:on surviving|to survive)|dont (?:mean|plan|intend|expect) to (?:survive|come back (?:down|out|from)|check out)
+ (?:all ive|all i|cant stop|cant quit|i keep|ive been|been|lately i)<g3> (?:think|thinking|thought)<g1> (?:about|of|is) (?:ending it|ending my life|killing myself|jumping|stepping off)
+ (?:intend|plan|ready|going|gonna|about|want|wanna)<g2> (?:to )?do something<g3> (?:to myself|i cant take back)
+ (?:one|a|any) (?:good )?reason not to (?:kill myself|die|jump)|keep myself alive (?:till|until|til|tonight|much)|cant promise i wont (?:hurt|kill|harm) myself
+ decided<g3> (?:take|end) my own life|(?:conclusion|decided|reckon)<g2> suicide is|made away with myself|made? an end of (?:me|myself|it)
+ asked<g3> (?:if i was|was i|am i|if im) suicidal<g3> (?:i said no|i lied|and i lied|n i lied)<g3>(?: lied)?|suicidal<g3> i lied
+ (?:gun|pistol|rifle|knife|blade|rope|it) on myself(?= \||$| tonight| after| when| as soon)
+ (?:cut|opened?|slit|slitting|opening)<g1> my (?:wrists?|veins|throat)
!plan_known:
+ i know (?:when|where|how|what time|which)<g3> and (?:i )?(?:know )?(?:when|where|how|which|what)(?= \||$)|how (?:and )?where (?:and )?when|where when (?:and )?(?:how|who gets)
+ (?:picked|chosen|chose|found|scouted)<g1> (?:the|my|a) (?:spot|tree|beam|bridge|method|way to (?:do it|go|die))(?= \||$| and| for it| to do)
+ (?:so|make|making|made)<g1> (?:it|that)<g1> looks? like an accident|wont be an accident|not (?:be )?an accident this time
+ not (?:taking the stairs|coming back) (?:down|out|in)(?= \||$)|(?:check|come|leave|walk) (?:out|back)<g3> alive(?= \||$)
+ (?:gonna|planning on|plan to|plan is to|will|ill|im)<g1> (?:walk|walking|swim|swimming|wade|wading|drive|driving)<g1> (?:in|out|off|straight)?(?: ?in)?to (?:the )?(?:ocean|sea|river|lake|traffic|a tree|a truck)(?= \||$| and (?:not|keep)| when| tonight)
+ (?:days|weeks|hours) left (?:of being alive|to live|of my life|of me)|(?:months?|weeks?) is up <day>
+ (?:narcan|nobody|they|anyone) wont<g2> (?:matter|find me in time|save me|stop me|bring me back)
+ <g0>(?:one|ones|person|him|her|who|that|whoever) (?:who |that |to )?finds me|(?:before|until|til|till|when|by the time|after) (?:they|she|he|someone|anyone|somebody|you|mom|dad) finds? me|(?:find|found|finding) my body
+ enough (?:saved|stashed|put by|hidden|hoarded)|saved up my (?:take homes?|pills|meds|tablets)|(?:pills|meds|tablets)<g5> (?:enough|plenty) (?:now|to do it|to not wake|to die)
+ only thing (?:stopping|keeping|that stops|thats stopping|that keeps) me (?:is|from doing it|from it|alive)|last thing keeping me (?:here|alive)
+ (?:doing it|do it|done it) (?:on|when|after|before|while) (?:my|the|everyone|everyones|they|shes|hes) (?:\d+\w* )?(?:birthday|anniversary|funeral|kids are|parents are|roommates?|asleep|at work|leave|leaves)
!last_things:
+ (?:loaded|loading) (?:it|the gun|my gun)<g5> (?:unloaded|sat with|held|lap|my head|all night)|held it (?:to|against) my (?:head|temple|chin)
+ goodbye (?:videos?|letters?|notes?|texts?|messages?) (?:to|for|scheduled|written|in)(?! (?:heroin|alcohol|drugs|my addiction|meth|booze|drinking|coke|the bottle|weed|my (?:job|team|coworkers)))|scheduled the goodbye
+ (?:writing|wrote|finishing|finished|written|rewrote|worked on)<g1> (?:my|the|a) (?:suicide |goodbye )?notes?(?= \||$| for a week| for my (?:mom|kids|family)| and its| its| tonight| and i)
+ (?:my|the|her|his) (?:note|letter|letters|notes) (?:is|are|s)<g1> (?:in the (?:drawer|bureau|desk|envelope)|on the (?:desk|bed|pillow|keyboard|dash))
+ (?:nobody|they|she|he|none of (?:em|them)|her|him) (?:knew|know|knows|didnt know|doesnt know|doesnt|didnt|dont know)<g3> (?:it was|thats|it is|its)<g2> (?:the last|goodbye|bye|for good)
+ told<g8> (?:i was|it was|really|i meant|i was really)<g1> (?:saying )?(?:bye|goodbye)(?= \||$)|goodbye without saying (?:goodbye|it|bye)
+ (?:put|got|getting|putting|left|leaving)<g2> (?:my|our|the) (?:affairs|papers|accounts|passwords)<g3> (?:in order|for (?:when|after)|for my <mine>)<g5>(?: after| gone| calm\w*| letter| ready)
+ (?:wont be|not gonna be) here for (?:any|none|them|it|her|his|my (?:kids?|son|daughter|birthday|next))|pay for (?:the|my) funeral|use it for the funeral|so my <mine> can bury me
+ dont need a sponsor (?:no more|anymore)|nothing left on my list|gave (?:him|her|them|my <mine>) my<g3> (?:so|because) (?:i|he|she|they) wont (?:need|have)
+ wont (?:be )?need(?:ing)? <g5>(?:after (?:tonight|today|tomorrow|friday|saturday|sunday|monday)|where im going)|where im going
!under_way:
+ blood<g8> (?:i meant (?:to|it)|on purpose|i did it)|bleeding<g5> (?:i meant to|on purpose)|drank something<g3> (?:so id die|to die|on purpose)
+ (?:took|taken|swallowed|downed|had) (?:the lot|the whole (?:lot|packet|strip)|all of (?:em|them|it)|my <mine>s? (?:pills|tablets|meds)|moms pills)(?! (?:back|out|home|to|for a walk|for the day))
+ pills (?:are )?kicking in|(?:its|rope|belt|cord)<g1> (?:already )?around my neck|up to my (?:chest|neck) (?:in|and|its)|water up to my (?:chest|neck)
+ garage<g8> (?:engine|car) (?:is )?(?:on|running)|(?:engine|car) (?:is )?(?:on|running)<g5> garage|in the garage with the (?:car|engine) on
+ (?:on|at) the (?:bridge|overpass|roof|ledge|edge|tracks)<g1> (?:rn|right now|now)(?= \||$| and| its)|(?:feet|legs) (?:are )?over the (?:edge|side)|standing (?:at|on) the (?:edge|ledge)(?! of the (?:pool|dance|stage|crowd|field))|wrong side of the (?:fence|rail|railing)
+ doing it (?:right )?now(?= \||$)<g3> ?(?:please|sorry|goodbye|bye|look after|tell)|(?:im|i am) up on the chair|out on the ice
!leaving_life:
+ (?:log|logging|sign|signing|check|checking|clock|clocking|punch|punching)<g1> (?:off|out)<g1> (?:of )?(?:life|this life|earth|existence|the world|irl)
+ (?:log|logging|sign|signing|check|checking|clock|clocking|punch|punching) (?:off|out) (?:for good|forever|permanently)(?! (?:from|at|of (?:facebook|insta\w*|work|the))| and (?:starting|moving))
+ (?:uninstall|uninstalling|unsubscrib\w+|delete|deleting|alt f4|quit|quitting|exit|exiting|rage ?quit\w*)<g1> (?:life|irl|existence|being (?:a person|human|alive)|this (?:life|world|planet)|myself|everything)(?= \||$| tonight| like)
+ make it stop<g1> (?:permanently|forever|for good)|(?:sleep|asleep) and make sure i (?:stay|dont|never)|made sure i wont be (?:getting|waking) up|long (?:nap|sleep) on purpose
+ after <day> (?:nobody|everyone|you|they|she|he|yall|none of you)<g3> (?:worry|bother|deal with|have to|gotta|has to|need to|put up)
+ not (?:gonna )?be a (?:problem|burden|bother) (?:for|to) (?:anyone|everyone|you|them) after|(?:gonna|about to) make (?:everyones|their|yalls) (?:life|lives) easier
+ happen without me in it|(?:pull|pulling) (?:the|my own) plug (?:on (?:me|myself|this|my life)|tonight)|pulling my own plug|my own ticket|(?:bus|train) out of this life|leave this (?:life|world|earth)
+ (?:one|the) way out and im taking it|way out of this and ive found|by my own (?:hand|choosing|doing)|taking the exit|shant be alive|(?:not|wont) be alive for it
"""
_PASSIVE = r"""
!let_it_be_tonight:
+ (?:hope|hoping|pray|praying|prayed|wish|wishing|beg|begging|ask|asking|asked|please|hopeful)<g8> (?:(?:i )?(?:dont|never|wont|to not|not|not to) (?:wake|open my eyes|make it to morning|come round|see (?:morning|another))|(?:my|the) heart<g2> (?:stop|stops|quit|quits|give out|gives out)|(?:its|thats|be|is) (?:the|my) last one|its the last one)
+ (?:pray|praying|wish|wishing|hope|hoping|hopin|prayer is|ask)<g3> (?:for )?(?:cancer|a (?:quick |quiet |massive )?(?:heart attack|stroke|tumou?r)|surgery goes wrong|the plane goes down|this (?:chest )?pain is a heart attack)
+ (?:if i|let me|i could|wish i|id|wanna|i)<g1> (?:passed|died|went|slipped|slip|pass|die) (?:away |off )?in (?:my|the) (?:sleep|night)
+ (?:sleep|asleep|nap|eyes)<g5> (?:and|but) (?:never|not|like not)<g2> (?:wake|come back|get up|have to (?:open|wake)|open them)|never wake(?= \||$| id)|never saw another morning
+ (?:not|dont wanna|dont want to|never|never have to) open my eyes (?:again|in the morning|tomorrow|ever)|not (?:tryna|trying to|gonna try to) wake up|dont wake(?= \||$)
+ woke up again(?= \||$)<g5> ?(?:disappoint\w*|complaint|damn|ugh|pissed|still here|crying)|(?:damn|ugh|fuck|shit) still (?:here|alive)
+ put me under<g8> (?:let this be it|this be it|hoping|not come)|anesthesia just kept|(?:why|like why)<g2> didnt i<g1> stop in the night
!take_me:
+ <god><g5> (?:take me(?! (?:to|through|back))|come get (?:me|your)|come and get me|call me home|let me (?:come|go|be done)|have me any|bring me home|take me too|not take me)
+ (?:take|came? (?:and )?get|come for) me (?:too|instead|with (?:him|her|you|them)|already|now)(?= \||$| pls| please| im)|when is it my turn to
+ (?:should|shoulda|should ?of|shouldve|shouldve)(?: have| of)? (?:been me|went with (?:them|him|her)|gone with (?:them|him|her)|died|been in that)
+ (?:wish|wished|wishing)<g3> (?:id|i|it)<g1> (?:died|dead|been in the (?:house|car)|never been (?:born|brought back)|would die|never existed|not be alive|was me|could (?:delete|erase|vanish)|been me)
+ (?:leave|left) me here and (?:take|took)|im coming soon|waiting for me up there<g8> (?:go|like to|ready)|(?:trade|swap|switch) places with<g3> (?:dead|cemetery|grave)
!not_be:
+ (?:to|just|would|wanna|love to|rather) not be(?= \||$)|dont wanna be(?= \||$)|(?:wanna|would|rather|id like to|love to) be (?:nothing|nowhere|nobody at all|gone like)(?= \||$| at all| for| all)|never have existed|not being(?= \||$)
+ (?:idk|not sure|dont know|unsure) if i wanna be (?:here|alive)|not wanting to be (?:here|alive)|(?:supposed|meant) to be (?:here|alive) anymore|(?:dont|not) wanna (?:b|be) (?:on (?:this|the) (?:planet|earth)|alive|here on)
+ (?:tired|sick|done|over|weary)<g2> (?:of |with )?being (?:a person|human|a human|alive|in this (?:body|world))|had (?:enough|my fill) of (?:this (?:world|life)|living|life)|done being (?:a person|a human|human|alive|here)
+ (?:done with|over) (?:this )?life(?= \||$| not)|wanna? (?:get )?out of (?:this )?life|want out of (?:life|it all|all of it)|already gone and my body|body didnt get the memo
!no_life_left:
+ (?:dont have it in me|no will|the will|no strength|no wish|no desire|cant find (?:a|any) reason|no reason|good reason|no point|whats the point|point) (?:to|in|of|for) (?:keep |go on |stay |staying |being |be )?(?:live|living|alive|exist|existing|breathing|breathe)(?! (?:together|here|with|in|at|on))
+ (?:why|what) (?:do|am|even|be|should|would|keep)<g3> (?:keep breathing|stay alive|staying alive|even alive|i alive|alive for|be here on earth|keep living)
+ (?:cant|couldnt|not able to) do (?:this )?life(?: thing)?(?= \||$| anymore)|(?:nothing|shit|not a thing|zero|none)<g2> to live for|reasons to (?:live|stay alive) none|lost the will to live(?! by)
+ lifes? (?:is )?(?:isnt|not|aint) (?:worth (?:the|living|it)|for me)(?= \||$| bother| anymore| hassle)|no light at the end|dont want this life
+ dont wanna (?:do|live|have) (?:another|any more|\w+ more) (?:\w+ )?(?:years?|days?|decades?)|another (?:twenty|thirty|forty|fifty|\d+) years of this|dont want (?:thirty|\d+) more years
!dead_is_better:
+ (?:wouldnt|dont|didnt|wont) (?:really )?(?:mind|care)<g3> (?:being dead|if i (?:died|was dead|didnt wake)|dying|if it all ended|not waking)|(?:ok|okay|fine) with it if i<g1> died|not scared of dying(?! anymore)<g5> (?:forward|hope|want)
+ (?:death|dying|being dead|dead|being nothing|not existing) (?:sounds?|seems?|would be|looks?|feels?)<g2> (?:nice|good|like a (?:vacation|break|relief|rest)|peaceful|better|easier|a relief|kinder|lovely|restful)
+ (?:jealous|envy|envious|lucky)<g8> (?:the dead|dead people|obituar\w+|cemetery|who (?:die|died|dies)|gets to be (?:done|dead|with))|why does (?:he|she) get to be done
+ (?:weeks|months|days) to live<g8> (?:happy|glad|relieved|better)|wish (?:someone|somebody|he|they) would<g1> (?:shoot|kill|end) me(?= \||$| like| for real| already)|told<g3> i had (?:\w+ )(?:months|weeks)<g5> (?:happy|glad|relieved)
!in_the_way:
+ (?:world|everyone|family|they|theyd|mom|husband|wife|lives|yall|parents|kids|life)<g4> (?:better|easier|lighter|happier|free|relieved|fine|simpler|calmer|improves?)<g5> (?:without me(?! (?:in (?:the|goal)|at|on|pitching|driving|cooking|there))|w o me|if i (?:was gone|were gone|died|wasnt here|wasnt alive|disappeared|never|went|passed)|(?:when|once|after) im (?:gone|dead)|with me (?:gone|dead|\w+ f(?:oo|ee)t under)|if id never|when i leave it)
+ (?:if i (?:died|was dead|passed|wasnt here|was out of the way|was gone|disappeared|never existed))<g5> (?:theyd|they|she|he|my <mine>|family|everyone)<g4> (?:better|free|easier|stop|money|lives back|relieved|breathe|rest|happy)
+ theyd (?:be sad|cry|grieve|miss me)<g6> (?:then|but|and then)<g5> (?:free|relieved|easier|okay|fine|better|over it|breathe|move on)
+ (?:kindest|kinder|favou?r)<g8> (?:not be alive|if i (?:died|was gone|went)|to (?:die|go)(?= \||$)|be dead)|ruining<g4> by (?:still )?(?:breathing|being alive|existing)|dont need me alive|my absence would|worth more than i am
+ remove me(?= \||$| and| problem)|take up (?:a bed|space|air)<g3> (?:wants to live|someone else|better)
"""
RULES: tuple[Rule, ...] = (
    *rules(
        "suicide",
        "active",
        "en.suicide.wide",
        _ACTIVE,
        **{**_MORE, "g0": "", "g4": r"(?: [a-z0-9~]+){0,4}?", "g6": r"(?: [a-z0-9~|]+){0,6}?"},
    ),
    *rules(
        "suicide",
        "passive",
        "en.suicide.wide",
        _PASSIVE,
        **{**_MORE, "g0": "", "g4": r"(?: [a-z0-9~]+){0,4}?", "g6": r"(?: [a-z0-9~|]+){0,6}?"},
    ),
)
"""Every rule of this module."""
