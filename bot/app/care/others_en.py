"""English: self-harm, abuse, overdose, danger from not eating, harm to others, and worry about somebody else."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS

_SELF_HARM = r"""
cutting:
+ (?:i|ive|id|im|been|started|keep|to|want|about|and|gonna|wanna|need|then|urge to|relapsed on|cant stop|of|up|so
& |felt like|back to|stop) <adv>(?:cut|cutting)(?: (?:myself|again|so bad|deep|too deep|my (?:arms?|legs?|thighs?
& |wrists?|skin|stomach|body)|tonight|last night|three times|this week|on my)|(?= \||$))
+ <start>(?:cut|cutting) (?:myself|again|is the only)|cutting (?:myself|is the only|calms|helps me)
+ (?:cut|slice|slicing|carved?|carving|scratch\w*|burn\w*|burnt|stab\w*|pierce
& |prick\w*)<g2> (?:my )?(?:own )?(?:skin|arms?|legs?|thighs?|wrists?|myself|stomach)<g3>(?: with| till| until
& | open| deep)?
+ (?:fresh|new|covered in|hide the|sees? the|no one sees the|my) (?:fresh )?(?:cuts|scars)
+ (?:razor|blade|knife|lighter|pin|needle)<g3> (?:on|to|into|across|over) my (?:thighs?|arms?|legs?|skin|wrist
& |body)
+ took a blade to|keep a (?:blade|razor) in|habit with the (?:razor|blade|lighter)
+ days? (?:without|free from) cutting and<g5>|cut too deep|carved a<g3> into my
hurt_myself:
+ (?:hurt|hurting|harm|harming|harmed|injur\w+|punish|punishing|punished|mutilat\w+|scratch\w*|cut
& |bruise) (?:myself|my (?:own )?body)(?! (?:by|at|doing|when i fell))
+ selfharm\w*|self harm\w*|self injur\w*|sh again
+ (?:hit|hitting|slap|slapping|punch|punching|burn|burning|bite|biting|stab|choke|choking|whip
& |beat) (?:and hit )?myself
+ (?:bang|banging|slam|slamming|hit|smash|hitting) my head (?:against|into|on|in)
+ punched (?:the|a) wall<g8> (?:deserve\w*|until|broke)|(?:until|till|til) (?:it|they|i|my \w+) (?:bleeds?|bled)
+ made? myself bleed|pulled my hair out|bit my<g2> until
+ (?:cigarettes?|stove|lighter|boiling water|hot water|iron)<g3> (?:on|in|against|to|over) (?:my|me) (?:arm|arms
& |leg|skin|hand)?
+ (?:poured|pour) (?:hot|boiling) water on my|burn(?:ed|t|ing)? my (?:hand|arm|skin|leg)<g5> on purpose
+ feel pain so|deserve pain|see blood so
"""
_ABUSE = r"""
hits_me:
+ (?:<him>|<kinsman>|<staff>|someone|somebody|stranger|guy|dealer|pimp|and|who
& |roommate) <adv>(?:has |had |have |is |was |been |would |will |gets drunk and |comes home and |often |usually |s
& tarts |keeps |kept |nearly )*<hit> (?:on )?(?:me|us|my (?:mom|kids?|children|son|daughter|face|arm|brother
& |sister)|her kid|his kid)(?! (?:with his story|hard|at|in the feels|up|to the|a text|feelings|by accident))
+ (?:been|was|got|getting|being|am|im|were|get) <adv>(?:raped|assaulted|sexually assaulted|abused|molested|groped
& |beaten|beaten up|attacked|choked|strangled|stalked|trafficked|jumped by)(?! by my own cat)
+ (?:sexually|physically) (?:assault|abus)\w*|(?:puts?|lays?|laid|put) (?:his|her|their) hands on (?:me|us)
+ (?:abusive|violent) (?:relationship|marriage|partner|husband|boyfriend|home|man)|<him> gets? violent
+ violent (?:towards?|to|with|against) me|hit me with a
+ (?:threw|throws|throwing|pushed|pushes|shoved|dragged|slammed|pinned|pins|held|holds|grabbed|grabs
& |keeps grabbing|backed) (?:things at )?me (?:against|down|into|by (?:the|my)|across|onto|up against|around|$|\|)
+ (?:threw|throws) (?:things|a \w+|plates?|stuff) at me|pulled my hair|grabbing me
+ (?:pushes|shoves|shoved|pushed) me (?:and|when|down|around)|broke my (?:arm|nose|ribs?|jaw|wrist)|bruises from
+ with bruises|told (?:the )?(?:er|hospital|doctor|nurse|police)<g3> (?:i )?fell|shook the baby|shakes? the baby
+ the (?:belt|throat)(?= \||$)<g1>
controls:
+ (?:wont|doesnt|never|refuses to|not|dont|didnt|wouldnt) <adv>(?:let|allow|lets|letting) me (?:to )?(?:leave
& |go (?:out|to (?:meetings|group|church|the doctor|work|aa|na))|see|talk|have|out|work|use (?:my|the) phone|call
& |eat|sleep)(?! (?:early|my grade))
+ (?:locks?|locked|locking|lock) (?:me|us) (?:in|out|up|inside|outside)
+ keeps? me (?:locked|from (?:leaving|my|seeing)|in the house|prisoner)
+ (?:takes?|took|keeps?|holds?|hides?|has) (?:away )?my (?:phone|id|passport|bank card|car keys|documents
& |medication|pension|check|papers|card|keys)(?! (?:when|because) i asked)
+ <him> controls? (?:everything|me|who|what|my|all)
+ (?:tracks?|checks?|monitors?|reads?|goes through) (?:my|all my) (?:phone|messages?|texts?|location|calls|mileage
& |miles)
+ stalk(?:s|ed|ing)? me|is stalking|my ex<g3> follow\w* me|(?:eggshells)<g3> (?:because|around)
+ (?:ask|asking) (?:him|permission)<g5> (?:says no|keeps)|checks how many miles
+ cant leave (?:because|or|him|her|the house)<g3> (?:he|she|hurt|kill|afraid)|unless i do what (?:he|she)
+ (?:if i argue|later) i pay for it|i pay for it later|leaves? me without (?:food|water|money)
threat:
+ (?:scared|afraid|frightened|terrified)<g2> (?:of )?what (?:hell|shell|he|she|they|he will|she will|he might
& |my \w+)<g2> do
+ (?:ex|he|she|someone|guy|man)<g2> (?:keeps? )?(?:following|stalking|watching) me
+ (?:threaten\w*|threat) (?:to )?(?:me|us|kill|hurt|my|burn|with|take)(?! (?:to evict|with eviction|evict))
+ (?:say|says|said|swore|promised|saying|hell|shell|will|gonna|would|to|wanna|and|tells me) (?:that )?(?:he|she
& |theyd|they|hed|shed|he ll|him)? ?(?:would |will |d |ll |gonna |is gonna )?(?:kill|hurt|beat|find|murder|shoot
& |burn) (?:me|us|the kids|my (?:kids|family|cat|dog|mom))(?! (?:if im late|when she sees|lol|if i m late))
+ killed my (?:cat|dog)|im next(?= \||$)
+ (?:scared|afraid|frightened|terrified|fear) (?:of|for my life|to (?:go home|be (?:home|alone) with)|he(?:ll)?
& |she(?:ll)?|what (?:he|she))(?: will| might| would| ll)? ?(?:my )?(?:him|her|husband|wife|boyfriend|girlfriend
& |partner|dad|stepdad|mom|ex|home|hurt|kill|do|son|going home)(?! (?:judging|cooking))
+ (?:dont feel|isnt|not|never feel|not feel|no longer feel) safe (?:at|in my|for me to go|to go|in this) (?:home
& |house|own)
+ sleep in the car because|(?:be|keep)?(?:it|this)? ?a? ?secret what (?:he|she)
+ told me (?:to keep|not to tell)<g5>|said not to tell|nobody (?:would|will|d|ll) believe me
+ <him>(?:s| is| has)?<g3> (?:a )?(?:gun|knife)<g5> (?:threaten\w*|me)|so i have to delete this
sexual:
+ (?:forced?|forces|forcing|made|makes|make|making|coerced?) me (?:to )?(?:have sex|sleep with|do (?:things|it
& |stuff)|perform|touch|strip|watch|into)
+ forced himself on (?:me|us)|(?:rap(?:e|ed|es|ing)|molest(?:ed|s|ing)?) (?:me|her|him|my)
+ (?:touch(?:es|ed|ing)?|grop\w+|grab\w*) me (?:when|while|and (?:said|told)|there|down|under|inappropriately
& |sexually|at night|$|where|without|\||in my)
+ (?:uncle|dad|stepdad|stepfather|brother|cousin|grandpa|grandfather|staff|coach|house|counselors
& |he) (?:keeps )?touch(?:es|ed|ing) (?:me|her|him)
+ (?:comes?|came|coming) (?:in|into|to) my (?:room|bed) (?:at|in the|when|while|every) <g3> ?(?:night|asleep|mom
& |drunk)
+ does (?:things|stuff) to me|do(?:es)? to me at night|wants? sex for|sex for (?:a bed|rent|drugs|my)
+ didnt sleep with him|things with men|came on to me|up my (?:shirt|skirt)|(?:when|after) i said no|tie me to
+ what (?:he|she) does (?:to me|at night)|being abused by|abusing my|hurting my (?:son|daughter|kids|child|baby)
+ hurts? (?:my|the) (?:son|daughter|kids?|child|children|baby)
+ hits? (?:my|the|our|her|his) (?:kids?|son|daughter|children|baby)
+ beats? (?:my|the|our|her|his) (?:kids?|child|children|son|daughter)
"""
_OVERDOSE = r"""
self:
+ (?:i|ive|im|think i|i think im|might be|help) <adv>(?:have |am )?(?:overdosed|overdosing|od)(?= \||$| help
& | i | and| on (?!purpose)| now| rn| please)(?! in)
+ <start>od (?:i think|help)
+ (?:took|taken|did|used|had|shot|snorted|smoked|drank) <g2> ?(?:too (?:much|many)|more than i (?:was supposed
& |should|meant)|way too|double|a lot of (?:speed|pills|coke))(?: of)?<g5>(?: <pills>| <drugs>| and i cant
& | and cant| help| by accident| breathe)?(?= \||$| and| help| now| fent)
+ (?:took|taken|drank|mixed|mix|had|popped)<g5> (?:pills|benzos|xanax|valium|methadone|oxys?|meds|adderall
& |sleeping pills|alcohol|heroin|fent\w*)<g5> (?:and|with)<g8> (?:passing out|wrong|feel (?:bad|weird|sick|wrong)
& |cant (?:breathe|stay|keep|wake|feel)|dizzy|not sure how much|sick|alcohol)
+ (?:cant|hard to|trouble) (?:breathe?|stay awake|keep my eyes open|breathing)<g3>(?:took|used|right|pills|oxys
& |after)
+ did too much|(?:double|doubled) (?:dosed|my (?:methadone|dose|meds)|dose)|lost count of<g3> (?:pills|took|shots)
+ (?:chest (?:hurts|pain|is tight)|cant breathe|heart is racing|arm numb|seizure|seeing things|shaking
& |gonna pass out|nodding out|throwing up blood|vomiting blood|feel really bad|passing out)<g8> (?:used|using|coke
& |cocaine|meth|speed|stopped drinking|benzos|stuff|laced|dose|took|drank|thought|detox|withdrawal)
+ (?:used|using|coke|meth|speed|stopped drinking|off benzos|laced|drank|stronger than i thought
& |thought)<g8> (?:chest (?:hurts|pain)|cant breathe|pass out|seizure|seeing things|nodding out|throwing up blood
& |heart is racing|feel really bad|see right)
+ swallowed (?:a|the) (?:bag|baggie)|poisoned myself|drank the wrong bottle|dosed on<g3> dizzy
other:
+ (?:lips?|face|skin|fingers|hes|shes|he is|she is|fingernails
& |nails) (?:are |is |turning |going |gone |turned )*(?:blue|purple|gr[ae]y)(?! from| day)
+ (?:not|isnt|stopped|barely|hardly) breathing(?! well| exercises| right with)
+ (?:wont|cant|doesnt|not|couldnt|isnt) (?:get (?:him|her|them) to )?(?:wake|waking|respond|responding
& |responsive)(?: (?:up|him|her|them))*(?! (?:for (?:school|work)|up early))<g1>
+ (?:he|she|mom|dad|friend|roommate|brother|sister|son|daughter|boyfriend|girlfriend|they|someone|hes
& |shes)<g3> (?:unresponsive|unconscious|gurgling|convulsing|seizing)
+ no pulse|gurgling (?:sound|noise)|(?:is|and) unconscious|is unresponsive
+ (?:<other>|my roommate|guy|hes|shes
& |theyre) <adv>(?:is |has |had |just |might be |may be |may have |think )*(?:overdosed|overdosing|overdosin
& |od)(?= \||$| what| on (?!purpose)| help| now| i| and)
+ gave (?:him|her|them) (?:narcan|naloxone)(?: and| but)<g3>(?: still| out| not)?
+ (?:<other>|mom|he|she) <adv>(?:has )?(?:took|taken|swallowed) (?:a |all |the |too )<g3> ?(?:pills|bottle|meds
& |many|much|tablets|whole)
+ took something and i cant|(?:needle|syringe) in (?:his|her|their) arm|theres a needle|passed out with a needle
+ shot up and (?:now )?(?:he|she)|breathing (?:really |very |so )?slow(?:ly)?|snoring (?:weird|funny|strange)
+ on the floor and not
"""
_EATING = r"""
not_eating:
+ (?:havent|not|hasnt|havnt|have not|no) (?:eaten|eating|ate|food|had (?:any )?(?:food
& |anything to eat))(?! (?:meat|sugar|since (?:noon|breakfast|lunch|yesterday|this morning)|out))<g3> ?(?:in|for
& |since|anything|because|of|on purpose|real|day|days)?<g3>(?: days?| week| monday| tuesday| wednesday| thursday
& | friday| saturday| sunday|(?= \||$))
+ day \d+ of not eating|(?:starving|starve|starved) myself
+ (?:stopped|quit|refuse to|refusing to|dont let myself|wont let myself|afraid to|scared to|dont deserve to
& |not allowed to|wont) eat(?:ing)?(?= \||$| to| until| because| anything| at all| again)
+ eat(?:ing)? (?:only )?(?:\d\d|\d\d\d) calories|only (?:eat|ate|eating) (?:\d\d|\d\d\d)|(?:\d\d\d) calories a day
+ (?:eat|ate|eating) nothing(?= \||$| but| for)|living on (?:water|coffee|gum|ice|diet)<g5>
+ (?:fainted|passed out|hair is falling out|dizzy)<g5> (?:not eating|dont eat|havent eaten|havent been eating)
+ havent been eating|(?:see|feel) my (?:bones|ribs)<g5>|skip every meal|burn off every calorie|eat until im thin
purging:
+ (?:purge|purging|purged)(?! (?:the|my|our|old|files))
+ (?:make|making|made) myself (?:sick|throw up|vomit|puke|be sick)
+ (?:throw|throwing|threw) up<g3> (?:everything|on purpose|after (?:every|each|eating|meals|dinner)|every meal
& |what i eat|my food)
+ (?:vomit|puke)<g3> (?:it up|everything|after|on purpose|blood from)|fingers? down my throat
+ (?:laxatives?|diuretics|diet pills)<g5>(?: to lose| a day| every| and eat| again| after|(?= \||$))(?! before
& | to my dog)
+ abus\w+ laxatives|\d+ laxatives|binge and (?:purge|vomit)|anorexia is
+ (?:my|the) (?:anorexia|bulimia|eating disorder|ed) (?:is|has|came|took)(?! (?:in recovery|better|gone
& |under control))
"""
_VIOLENCE = r"""
intent:
+ (?:wanna|want|thinking about|think about|gonna|will)<g2> mak(?:e|ing) (?:him|her|them|someone|(?:the|that
& |this) (?:person|man|guy|woman)<g5>) (?:pay|suffer|bleed)
+ (?:imagin\w+|picturing|fantasi\w+|dream\w* (?:of|about)|urges?|obsess\w*|thoughts (?:of|about))<g2> (?:hurting
& |killing|stabbing|strangling|attacking|shooting|choking) (?:him|her|them|someone|somebody|people|my (?!self)\w+
& |the \w+)
+ (?:im |ill |i |id |am |gonna |wanna |and i |thinking of |thinking about |think about |want |scared ill |afraid i
& ll |afraid im |about to |going over there to |planning to |could |cant stop thinking about |almost |urges to |t
& o |ready to )+<adv>(?:kill|killing|murder|murdering|stab|stabbing|stabbed|shoot|shooting|strangle|strangling
& |choke|choking|poison|poisoning|run over|hurt|hurting|beat up|attack|burn down|smash|slit|behead
& |shake)<g1> (?:him|her|them|them all|someone|somebody|people|everyone|everybody|(?:my|the|that|this|a|his
& |our)(?: [a-z]+)? ?(?:husband|wife|boss|ex|dad|stepdad|mother|mom|father|neighbou?r|roommate|brother|sister|guy
& |man|woman|kids?|baby|son|daughter|girlfriend|boyfriend|partner|coworker|landlord|judge|dealer|sponsor|teacher
& |doctor|place|house|skull|throat|nurse))(?! (?:feelings|with kindness|again with my drinking|by winning|at
& |in (?:poker|cards|chess)|proud|email))
+ (?:ill|gonna|wanna|i will|could|about to) <adv>kill (?:that|this|my|the) <g1> ?(?:guy|man|bastard|bitch|son of
& |mf|ex|dealer)
+ (?:burn|torch) (?:his|her|their|the|my)<g1> ?(?:house|place|apartment|car)(?: down)?<g5>
+ beat (?:him|her|them) to death|run (?:him|her|them|my \w+) over|slit (?:his|her|their)
+ smash (?:his|her|their) (?:skull|head|face)|(?:bullet|knife) in (?:him|her|them|his|her)|shoot up the
+ blow up the
+ (?:they|he|she|everyone)<g2> (?:all )?(?:will |gonna |is gonna |are gonna )(?:all )?pay(?= \||$| for| tomorrow
& | with)
+ make (?:him|her|them) pay<g5> (?:gun|knife|weapon|die|blood)
+ (?:gun|knife|weapon|bat)<g8> (?:where (?:he|she|they) lives?|his house|her house|what (?:he|she) deserves
& |they will all pay)
+ (?:where (?:he|she) lives?|his house|her house|to suffer|pay)<g5> (?:gun|knife|weapon|bat)
+ get what (?:he|she|they) deserves?|see (?:him|her|them) bleed
+ hurt (?:people|somebody|someone)(?! when i was| with my| by)
+ (?:voices?|something)<g2> (?:tells?|telling) me to (?:hurt|kill|stab|attack)(?! myself)
+ (?:hit|beat|beat up|choked|punched|slapped|pushed|strangled) my (?:girlfriend|wife|husband|boyfriend|kids?|son
& |daughter|partner|mom|mother)(?: up)? (?:last night|today|yesterday|again|this|and i scared)
+ almost (?:stabbed|killed|shot|hit) (?:someone|somebody|him|her|my)|bringing my gun
"""
_THIRD = (
    r"(?:die|be dead|kill <self>|end it(?: all)?|end (?:his|her|their) (?:own )?life|take (?:his|her|their) (?:own )?life|hurt <self>"
    r"|jump|od on purpose|overdose on purpose|overdose|hang <self>|shoot <self>|cut <self>|commit suicide|unalive <self>|end things|do something to <self>)"
)
_FRIEND = r"""
wants_to:
+ (?:<other>|who|somebody i love|son|daughter|husband|kid)<g8> (?:wanna|want|wants to|gonna|will|ll|about to
& |going to|tried to|attempted to|planning to|thinking of|thinking about|is thinking of|might|threatening to
& |threatens to|talking about|talks about|keeps talking about|plan to|ready to|could) <adv>(?:<third>|die|dying
& |suicide|killing <self>|ending (?:it|his life|her life|their life|it all)|hurting <self>|death)(?! of)
+ (?:<other>|sponsee|wife|husband|kid|who)<g5> (?:is|be|feels|feeling|are|was|been|might be|sounds) <adv>suicidal
+ (?:<other>|who|she|he)<g5> (?:threatening suicide|talking about suicide|suicide note|wrote a (?:note|goodbye)
& |goodbye (?:message|note|letter|post)|plan to (?:end|kill|die)<g2>|no reason to live|nothing to live for)
+ (?:cuts|cut|cutting|harms|harming|burns|hurts|hurting|starving|starves) (?:herself|himself|themselves|themself
& |her self|him self)
+ (?:<other>|she|he|who|it|group|meeting)<g8> (?:dont|doesnt|didnt|does not|wouldnt|not|wont|cant
& |better) <adv>(?:wanna |want to |wants to |ever )?(?:live|be (?:alive|here)|wake up|go on|exist|off (?:dead
& |without (?:him|her|them)))(?= \||$| anymore| any| and| what)(?! for school)
+ (?:her|his|their) last message was<g8>|(?:texted|told|wrote|wrote me|messaged) (?:me )?goodbye
+ (?:gave|giving) away (?:his|her|their)(?: \w+){0,2} ?(?:and)?<g2>|said goodbye<g3> phone is off
+ <other><g5> (?:has|have|got)<g2> gun<g8> (?:shoot|drinking|<self>|die|out)|gun out and he
+ <other><g5> (?:makes herself (?:throw up|sick)|hasnt eaten for|stopped eating)
+ (?:brother|sister|friend|neighbor|cousin|niece|nephew|kid)<g3> (?:is |being |gets |getting )+(?:beaten|abused
& |hit|molested|raped|hurt)(?: by)?
+ help (?:someone|somebody|a friend|my \w+)<g3> (?:suicidal|kill|die)
+ tried to (?:kill|hang|shoot|drown|hurt) <self>(?! (?:in (?:19|20)))
+ (?:wants|wanna|gonna|about to|planning to|thinking of) <adv>(?:kill|hang|shoot|killing|hanging|hurt) <self>
+ (?:will|might|gonna|scared|afraid)<g5> take (?:her|his|their) own life
"""

_PARTS = {**PARTS, "third": _THIRD}
RULES: tuple[Rule, ...] = (
    *rules("self_harm", "active", "en.self_harm", _SELF_HARM, **_PARTS),
    *rules("abuse", "active", "en.abuse", _ABUSE, loose="negation trivial", **_PARTS),
    *rules("overdose", "active", "en.overdose", _OVERDOSE, loose="negation", **_PARTS),
    *rules("eating", "active", "en.eating", _EATING, loose="negation", **_PARTS),
    *rules("violence", "active", "en.violence", _VIOLENCE, **_PARTS),
    *rules("friend", "active", "en.friend", _FRIEND, loose="negation", **_PARTS),
)
"""Every rule of this module."""
