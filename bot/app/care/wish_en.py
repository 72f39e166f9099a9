"""How people say in English that they would rather not live."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_WISH = r"""
want_to_die:
+ (?:i|im|id|me|ill|all i) <adv>(?:wanna|wish to|hope to|hoping to|need to|would love to|deserve to|long to
& |ready to|wish i could|should|ought to|wish i would|pray to|wish to|like to|love to) <adv>(?:die|be dead
& |drop dead|stop breathing)
+ <start><adv>(?:wanna|hoping to|wish i (?:could|would)|need to|hope to|ready to|longing to) <adv>(?:die|be dead)
+ (?:want|wish|need|rather|want myself|see myself|think id be better
& |better) (?:i was |i were |i am |to be |myself |off |i would be |id be )?dead(?! than (?:wear|eat|late))
+ (?:wish|hope|rather|pray|praying|if) (?:that )?i (?:was|were|am|be|could be|would be) (?:dead|gone|not (?:here
& |alive)|never born|six feet|in the ground|no longer)
+ (?:id|would|rather) (?:rather )?(?:die|be dead) (?:than|before|if|instead|really)|rather die|rather be dead
+ i mean really die
+ should(?:ve| have)? (?:be|been|have been|just be|died|die)(?: the one)? (?:dead|that died|who died|me|instead
& |already)
+ (?:should|could|why couldnt it|it should) have been me|let me die|i (?:deserve|deserved) to die
+ (?:wish|hope) (?:it|the)<g5> kill(?:ed|s)? me
+ id be (?:better off|happier|fine) (?:dead|gone|not existing|in the ground|under)
+ (?:hope|hoping|wish) <g3> ?(?:kills? me|last(?= and i| \||$)|od|overdose|takes me)|if i die i die
+ dont care if (?:i|the|it)<g5> (?:die|dies|od|live|kills? me)
+ (?:wouldnt|wont|not) (?:be sad|mind|care|bother me|matter) (?:if|when) i (?:died|die|overdosed|od|got hit
& |get hit)
+ i might as well (?:be dead|die|not exist|not be)
!not_wake:
+ (?:hope|hoping|wishing|praying) (?:that )?i (?:just |really )?(?:wont|dont|never|do not|didnt
& |wouldnt) (?:just )?wake
+ (?:hope|hoping|wish|wishing|pray|praying|wanting|if) (?:that )?i <adv>(?:dont|wont|didnt|never|wouldnt|could not
& |stop)<g1> (?:wake|waking|woke)
+ (?:not|never|dont|didnt|wouldnt|wont|wouldnt ever|never ever|cant
& |not have to) <adv>(?:wanna |ever |have to |need to |want to )?wake(?: back)? up(?! (?:early|at|for|late
& |to an alarm))
+ (?:go|going|fall|put me|drift off|lie down|get) (?:to|back to)? ?sleep (?:for ?ever|and (?:not|never|dont
& |be gone)|forever|permanently|for eternity|for good)
+ (?:sleep|slept) (?:forever|and not (?:come|wake)|for eternity|for ever)|never (?:wake|waking) up
+ (?:hate|sad|disappointed|angry|upset|mad|disappointing|hated)<g3> (?:that )?i (?:woke|wake) up
+ no reason to (?:wake|get) up|tired of waking up|(?:take|took) me in my sleep|(?:die|go|pass) in my sleep
!not_alive:
+ (?:dont|didnt|not|never|no longer|dont even|without|cant) <adv>(?:wanna|want|wish to|care to|desire to|need to
& |feel like|like|see myself|bother|sure (?:if )?i wanna|know (?:if|that|why) i wanna
& |know if i) <adv>(?:to )?(?:be |being |keep |stay |staying |go on |carry on |continue )?(?:alive|living|live
& |exist|existing|a person|a human|breathing)(?! (?:with my|with the|in (?:a|the|this|my) (?:town|city|house
& |shelter|apartment|hostel|area|country)|here with|at home|like a|next|alone|on the|together|by|off|without my))
+ (?:tired|sick|exhausted|weary|done|over|finished|through|hate|fed up|bored|scared|sad|worn out) <adv>(?:of|with
& |from|by)? ?(?:being alive|living(?! (?:in|with|out|at|on|alone|paycheck|next|under|like|here in))|existing
& |existence|life(?= \||$| and| itself| i)|waking up(?! early)|breathing|being on this (?:planet|earth)
& |this (?:life|world))
+ (?:stop|stopped|quit) (?:existing|being(?= \||$)|breathing|living)
+ (?:wish|rather|if only) <g3> ?(?:not exist|stop breathing|not be (?:alive|here)|cease|wasnt alive|wasnt here
& |werent here|wasnt around|hadnt survived|never (?:existed|been born|lived))
+ not exist(?:ing)?|cease to exist|(?:sick|tired) of (?:this|my) life
+ wish i (?:wasnt|werent|was not|were not) (?:alive|here|born|around|living)
+ (?:just )?(?:surviving|existing) and id rather not
+ (?:wasnt|werent|not) (?:meant|made|born|built) for (?:this|the) (?:world|life|earth)|not be on this earth
+ (?:dont|didnt) belong (?:in|on) (?:this )?(?:world|earth|planet|anywhere)|(?:were|was) not on this earth
+ why am i (?:still )?(?:alive|living|breathing|here(?= \||$))|hate being alive|hurts to (?:be alive|live)
+ liv(?:e|ing) hurts
+ (?:shouldnt|should never|wish i (?:had )?never|wish i wasnt|wish i hadnt|never should
& |wish i d never) <g2> ?(?:been born|born|existed|be alive|be here)
+ (?:cant|dont) (?:do|wanna do|want to do) life(?: anymore)?|(?:dont|not) deserve (?:to )?(?:live|life|be alive)
+ energy to stay alive|(?:done|finished|over) with (?:life|living|it all|being alive)
+ cant (?:keep living|live)(?= \||$| like| this| with (?:it|this|myself)| anymore)
!worth:
+ see any (?:future|point|way forward)(?= \||$| for (?:me|myself)| in (?:living|life|anything))
+ (?:dont|cant|not|never) (?:really )?(?:see|have|got|find) (?:any|a|the|much)(?: of a)? (?:future|reason|point
& |purpose|hope)(?= \||$| for me<g1>| in (?:living|life|this life|going on|anything|it all|trying|being)
& | of (?:living|life|going on|trying|anything)| to (?:keep going|live|go on|stay|be here|carry on|wake up))
+ (?:dont|not|havent|aint) (?:have|got|see)? ?(?:anything|anyone|anybody|much|a thing|nothing)<g2> (?:to live for
& |worth living for|to stay for|keeping me here)
+ whats the (?:point|use)(?= \||$| anymore| of (?:living|life|any of it|going on|trying|anything))
+ (?:life|living|it|lifes) (?:isnt|is not|aint|not|just isnt|hardly|not really) worth (?:living|it(?= \||$
& | anymore))
+ not worth living
+ (?:no|nothing|any|dont have (?:a|any)|zero|without|havent) (?:reason|reasons|purpose|point)<g2> (?:to|in
& |for)(?: me)?(?: to)? (?:live|living|stay|staying|alive|keep going|go on|going on|carry on|carrying on|be alive
& |wake up|keep living|exist|being here)
+ (?:nothing|nobody|nothing left|no one|anything)<g2> to live for|lost (?:the|my|all) will to live
+ (?:losing|no|lose|without|lack)<g2> will to live
+ (?:no|not|have no|lost the) (?:wish|desire|will|motivation) to (?:live|go on|be alive)
+ (?:see|seeing|whats|what is|is there) (?:the|any|a|no) (?:point|use|reason|sense) (?:in|of|to|with) (?:living
& |being alive|going on|life|staying|carrying on|continuing|existing|being here|any of it)
+ why (?:should i|do i|i should|would i|bother|even) <adv>(?:go on|going on|live|living|keep going|carry on
& |bother living|stay alive|being alive|exist)
+ (?:dont|cant) see (?:why|a reason) (?:i )?(?:should|to) <adv>(?:carry|go|keep|live|stay)<g1>
+ (?:i have|have|ive got|theres|there is|got|see) no (?:future|hope)(?= \||$| for me| and| left| in)
+ (?:dont|didnt) want a future|no future for me|hope for me
+ my life (?:is|has been|was) (?:over(?= \||$)|meaningless|pointless|worthless|not worth)
+ (?:life|my life) (?:has|have|feels|is) (?:no|without|lost all) (?:meaning|purpose|point|value)
+ no reason to (?:stay|be here|keep going|go on|live)
+ nothing (?:left )?(?:for me )?(?:here )?(?:in this world|to stay for|keeping me here|to hold me)
+ nothing (?:is )?(?:holding|keeping) me (?:here|alive)|what (?:im|am i) (?:staying|living) for
+ nothing left for me
!better_off:
+ (?:better off|better|happier|easier|relieved|fine|okay|cope better|nicer|safer|kinder
& |simpler)<g2> (?:off )?(?:without me|if i (?:was|were|wasnt|werent|died|am|just|left|disappeared|didnt|stopped
& |killed)|with me (?:gone|dead)|when im (?:gone|dead)|once im gone|me gone|dead|gone)(?! (?:in goal|the bench))
+ world (?:would|will|is|ll|d) <g3> ?(?:better|fine|good)<g2> without me
+ (?:nobody|no one|not a soul|who|anyone|would anyone|would anybody
& |anybody)<g2> (?:would |will |d |even |ever )*(?:miss|notice|care|cry|mind|remember|call|come)(?: me)? (?:if
& |when|to my funeral)(?: i(?:m)?<g3>)? ?(?:die|died|gone|dead|disappeared|vanished|was gone|wasnt here|not here
& |funeral|me)?
+ (?:nobody|no one)<g2> miss me|(?:come|came|show up|be) (?:to|at) my funeral
+ (?:would|does|will) it (?:even )?(?:matter|make a difference) if i (?:wasnt|werent|was gone|died|was not
& |disappeared|left)
+ if i (?:wasnt|werent|was not) (?:here|around|alive|in the)
+ if i (?:vanished|disappeared|died|were gone|was gone)(?= \||$| today| tomorrow| nobody| they| would| no| it)
+ (?:im|i am|feel like|just|being|been|such|as|i feel like|nothing but
& |only) <adv>a (?:huge |total |real |complete |constant )?burden(?! (?:so|but|on my parents so))
+ worth more dead|(?:taking|take|waste of|a waste of) up? ?space|wast(?:e|ing) (?:of )?(?:space|oxygen|air)
+ no (?:use|good) to (?:anyone|anybody|nobody|them)<g2>|may as well not (?:exist|be here)
+ nobody (?:needs|wants) me (?:here|around)<g5>
+ deserve better than (?:me|a (?:mother|father|mom|dad|wife|husband) like me)
!not_here:
+ (?:wouldnt|would not|dont|wont) <adv>(?:mind|care|be sad|be upset) if (?:something
& |anything) (?:bad |terrible )?(?:happened|happens) to me
+ (?:dark|bad|scary|ugly) thoughts<g2> (?:lately|again|about (?:dying|ending|hurting)|of (?:dying|ending|hurting
& |death))(?! in the past)
+ (?:dont|not|didnt|never|no longer|dont even) <adv>(?:wanna|want to|sure i wanna|like to|care to|wish to
& |expect to|gonna) <adv>(?:be|stay|remain|keep being|see|continue)<g1> (?:here|around|on this earth|in this world
& |on earth|tomorrow|another (?:day|winter|year|christmas))(?: anymore| any longer| at all)?(?= \||$| and| by| rn
& | but| or| because| without| ever| if| when| tbh| like this| to see)
+ (?:not being|not be) (?:here|around|alive)(?= \||$| anymore| sounds| would| is| at all)
+ (?:just )?(?:wanna|want to|wish i could|could|wish to|like to|need to|would love to) <adv>(?:disappear|vanish
& |fade away|be gone|be erased|evaporate|stop being|go away forever|dissolve)(?= \||$| for ?ever| and| from
& | completely| into (?:nothing|thin)| so)(?! to a)
+ dont expect to be here
+ (?:cant|dont) see (?:myself )?(?:being )?(?:alive|here|living)<g2> (?:next|in|by|past|anymore)
+ (?:be|was|am|wasnt|werent) (?:just )?(?:not )?around anymore|wish i just wasnt
+ (?:dont|didnt) wanna see (?:tomorrow|another|the)<g2>
+ if i (?:just )?(?:wasnt|werent|stopped) (?:around|here|being)|glad not to see another|not be here in the morning
+ what if i (?:just )?(?:stopped|wasnt|didnt wake|werent|died|disappeared)
over:
+ (?:wanna|want|need|wish|hope|beg|make|makes) (?:for )?(?:the|this|all the|my|all this) (?:pain|hurt|suffering
& |hurting|agony|noise in my head|misery)<g2> (?:stop|end|over|go away|finished|be over)(?! with)
+ (?:cant|dont wanna|dont want to|unable to|too tired to|no strength to) (?:face|do|get through|live through|bear
& |survive|handle) (?:another|one more|any more|tomorrow|a single|today)<g1>(?: day| night| week| morning
& | minute)?(?= \||$| like| of| anymore| in)
+ cant (?:take|stand|bear|do|handle) (?:this|the|it|life|living|all this|any of this|so much)<g1>(?: pain| hurt
& | life)? anymore(?: \|)? im (?:done|finished|out|through|tired of)
+ i dont want this life
+ (?:done|finished|through) (?:trying|fighting|pretending to live)(?= \||$) \| <g5>(?:end|over|done|goodbye)
+ i want out(?= \||$| of (?:this|my) life)
+ how easy it would be to<g3> (?:not be here|disappear|die|end|go|slip away|let go|stop)
+ (?:wanna|want|wish|need|pray|hope|waiting for|ready for|rather) <adv>(?:it|this|that|everything|it all|all this
& |all of it|my life|life|the pain|the suffering|things|all the pain|me) <adv>(?:to )?(?:just )?(?:be over|end
& |stop|be done|was over|were over|would end|would stop|ended|finish|go away forever|be finished|to be over)(?= \|
& |$| for (?:good|ever)| forever| now| already| so| and| soon| please| completely| without)
+ (?:im |i |ive |id )?(?:given|give|giving|gave) up (?:on )?(?:life|living|everything(?= including| \||$| and)
& |it all|on everything|entirely|completely)
+ i (?:just )?(?:cant|can not) (?:go on|carry on|keep (?:going|doing this|living)|continue|survive (?:this|like)
& |live)(?= \||$| like| anymore| this| much| without| with| any| i)
+ cant (?:go on|carry on|keep going)(?= \||$| like| anymore| without| this way)
+ cant (?:take|do|handle|bear|stand) (?:it|this|life|any of this|living|another day|much more|the pain)(?: shit
& | pain| life)?(?: anymore| any longer)?(?= (?:i |im |and )<g5>(?:over|end|die|stop|done|quit))
+ <start>(?:im |ive |i )?(?:just )?cant (?:do|take) (?:this|it)(?: life)? anymore(?= \||$)
+ (?:see|theres|is|there is|have|found|saw|got) no way (?:out|forward)(?= \||$| except| but| for me| of (?:this|it
& |here)(?: for me)?)(?! parking)
+ way out (?:except|but|besides) (?:dying|death|to die)
+ (?:im |i am |feel |feeling )?(?:so |completely |totally )?trapped(?= and| in (?:my|this life|life)
& | \|)<g8> ?(?:exit|way out|death|escape|die)
+ i have no fight left|no fight left|i(?:ve)? (?:am |im )?tired of fighting<g8> ?(?:stop|die|done|over)?
+ out of my misery|put me (?:down|to sleep)
+ (?:dont|do not) think i(?:m| can| will| am)? <g2> ?(?:make it|survive this)<g3>(?: and i dont)?
+ dont care what happens to me
+ (?:someone|somebody|please) (?:please |just )?(?:kill|shoot|end) me(?= \||$| please| already)
+ wish (?:someone|somebody|they) would (?:kill|shoot|end) me
death:
+ (?:death|dying|being dead|to die) (?:would|will|sounds?|seems?|is|feels?|looks?)(?: be| like)? <g2> ?(?:relief
& |peaceful|easier|better|nice|release|escape|freedom|restful|comfort\w*|welcome|answer|only|kind|best|mercy
& |simpler|good)
+ (?:envy|jealous of)<g3> (?:dead|died|died already)
+ (?:think|thinking|thoughts|wonder\w*|fantasi\w+|dream|dreaming|obsess\w*|daydream\w*|wish|wishing|longing
& |craving|long|pray|hope|hoping|praying)<g2> (?:about|of|for|on) (?:a lot about )?(?:my (?:own )?)?(?:death|dying
& |being dead|not being here|being gone|not existing|how (?:peaceful|quiet))(?! (?:metal|row|valley|star))
+ like to be dead|waiting to die|wait to die
+ (?:god|lord|jesus|he|universe)<g3> (?:please |just |would |will |could |should |come |to |can |might )*(?:take
& |taken|took|take me|takes?|call|come for|calls?) me (?:in my sleep|home|now|soon|already|away|instead|too
& |tonight|from|back)?
+ (?:lord|god|jesus)<g3> (?:would |will |to )?come (?:for me|and get me)|ready to meet (?:my maker|god|jesus|him)
+ (?:pray|ask)<g3> (?:to )?(?:god|not) <g3> ?(?:take me|not be here)
+ (?:wanna|want to|like to|ready to|wish i could|would like to|love to|just|rather|wish to) <adv>(?:be|join|go|lie
& |lying|lay|see) <g2> ?(?:with|be with|to|where|next to|beside|them|him|her)? ?(?:my |our |the )?(?:late )?(?:mom
& |dad|mother|father|son|daughter|wife|husband|brother|sister|baby|grandma|nan|boy|girl|harold|he|she|him|her|them
& |people)<g3> (?:again|in heaven|is(?= \||$)|went|wherever|up there|on the other side|in the (?:ground|grave)
& |died|gone|been gone|who died|passed)
+ (?:id like|wanna|want) (?:to )?join (?:him|her|them)(?= \||$| now| soon| up| in)
+ want to go where (?:she|he|they)|lying next to him
+ (?:be|am|in|under|feet|sleep) (?:the )?(?:six feet under|6 feet under|under ?ground|the ground|my grave|buried
& |a coffin|coffin)(?! next)
+ (?:coffin|grave) is where|belong (?:in the ground|six|6|in a grave|dead)|six feet under|6 feet under
+ already dead(?= \||$| inside)|dead inside and<g8>|in the ground
+ (?:wish|hope|wouldnt mind|mind|if|hoping|wished|care) (?:if )?(?:a|the|some|that|an) (?:truck|car|bus|train
& |lorry|meteor|plane|semi)<g5> (?:hit|hits|would hit|ran|run|took|came|crash\w*|i dont)(?: me| over me)?
+ (?:hope|wish|want) <g2> ?i (?:get|had|got|have) (?:cancer|hit by|a heart attack|sick and die|shot|covid)
+ hit by a (?:bus|car|truck|train)|wish my heart (?:would|just)?<g1> ?stop
+ heart (?:would )?(?:just )?stop(?:s|ped)?(?= so| \||$| beating| in)|(?:run|ran) over by
+ (?:wish|should|why|rather
& |they) <g2> ?(?:they |you |had |hadnt |d |have |didnt |did |just |he |she |the )*(?:narcan\w*|left me (?:on
& |there|to die|for dead|where)|let me (?:die|go)|bring me back|brought me back|revived? me|saved? me|saving me
& |found me|resuscitated?)<g3>
+ (?:didnt|dont) (?:wanna|want) to be (?:brought back|saved|revived|rescued|found)
+ wish (?:i|id) (?:hadnt|never|had not|didnt) (?:survived?|make it|made it|lived?|woken|woke)<g3>
+ never made it out<g5> alive|wish the overdose
+ (?:had|lived|lived long|been here|here) (?:my time|long enough|enough of (?:life|living)|my life)
+ lived long enough|(?:wait|waiting) for my (?:time|turn)|(?:ready|time) for it to be over|half hope
+ (?:using|drinking|smoking|use|drink) (?:until|till|til) (?:it kills me|i die|my heart stops|im dead)
+ too scared to die|let me go im (?:old|tired)
+ (?:quiet|peaceful|nice) <g2> ?(?:would be |it would be )?not to (?:exist|be here)|bus came round
"""

_CUES = (
    r"hopeless|worthless|useless|pointless|burden|no point|whats the point|no future|no way out|nothing matters|cant go on"
    r"|cant cope|give up|giving up|gave up|hate myself|disgust myself|trapped|empty|numb|all alone|so alone|nobody cares"
    r"|no one cares|tired of everything|exhausted|cant take|cant do this|failure|no reason|dont see the point|broken"
    r"|drowning|end of my rope|end of the line|at my limit|breaking point|nobody loves me|unlovable|ruined everything"
    r"|never get better|wont get better|never gets better|nothing left|no hope|lost everything|ruin everything|a waste"
    r"|dont matter|doesnt matter|not good enough|cant stop crying|nothing helps|nobody left|hate my life|so much pain"
)
_MANY = r"""
many:
+ (?:<cue>)<gap>(?:<cue>)<gap>(?:<cue>)
"""

RULES: tuple[Rule, ...] = (
    *rules("suicide", "passive", "en.suicide.wish", _WISH, **PARTS),
    *rules("suicide", "passive", "en.suicide.cues", _MANY, cue=_CUES, gap=r"(?: [a-z0-9~|]+){0,25}? "),
)
"""Every rule of this module."""
