"""What takes a match of an English rule back: idioms, the past, fiction, a "not", trivial causes, other people."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Guards, joined

_IDIOMS = r"""
better off without me (?:in the (?:kitchen|band|choir|car|pool)|pitching|playing|cooking|driving|on defense)
want it to be over \| (?:the|this|my) [a-z]+|goodbye letters? to (?:my )?(?:heroin|alcohol|addiction|meth|drugs|drinking|cocaine|weed|booze|the bottle|cigarettes)
(?:dont|didnt|doesnt|cant|couldnt) wake up (?:in the mornings?|with (?:this|a)|till|until|at|before|the (?:baby|kids|dog|whole|house))
(?:didnt|dont|never) wanna wake up (?:from|and the|weekend)|so tired(?: [a-z0-9]+){0,8} didnt wanna wake up|slept (?:right )?through and didnt wake up
check(?:ing)? out (?:early )?(?:from|the|a|some|of the (?:motel|hotel|hospital))|disappear (?:from (?:facebook|insta[a-z]*|social media|the group chat|twitter|tiktok)|into my bed)
(?:asks?|asked)(?: [a-z]+){0,8} (?:if|whether|about)(?: [a-z]+){0,12}(?: \|)? (?:and )?(?:i said no|i told (?:her|him|them) no|the answers? (?:is )?no|i told (?:her|him) the truth)(?! (?:i|and i|but i) (?:lied|do|am))
(?:jumped|attacked|mugged|ambushed) by (?:my|the|a) (?:own |little |two )?(?:cat|dog|nieces?|nephews?|kids|toddler|goose|kitten|puppy|grandkids)
(?:cut|cuts) (?:him|her)self shaving|drown (?:him|her|it)self in my|stab(?:bed|bing)? myself (?:in the thigh every|(?:with|w) (?:a|my) (?:sewing |knitting )?(?:needle|insulin|pen))
burn(?:ed|t) my (?:arm|hand|wrist) (?:again )?on (?:the|a)|over the fence|off the map|(?:played|sang|hit) (?:my|the) last note|goodbye cruel world of
beat my (?:son|brother|dad|sister|daughter|kid|mom|nephew|niece|wife|husband|uncle) (?:at|in|by|again at)|(?:sponsor|sister|mom|brother|wife|dad) (?:holds|keeps|has) my (?:card|money|bank card)
took (?:me )?\d+ years|cat scratches me till i bleed|wanna evaporate \||wont be here tomorrow got a|cant go on with this (?:diet|book|show)|with the angels since|said goodbye to everyone hugged|will to live by (?:point|page|slide|lunch|the)|affairs in order like the (?:social worker|counsell?or|lawyer)
(?:reason|point|sense) to keep going with (?:this|the|my)(?: [a-z]+)?
(?:i|id|and) (?:really |do |still |just )?wanna live(?= \||$| and| for| to| i| my)(?! and i (?:know|have)| and ive)
(?<!no )(?<!any )(?<!cant see )(?:many |so many |good |my )?reasons to (?:live|stay alive)(?= \||$| are| and| my)
glad (?:that )?(?:im|i am|to be) (?:still )?(?:alive|here)(?= \||$| and| today| to)
(?:chose|choose|decided|choosing) to live(?= \||$| and| for| today)|my life is worth it
(?:i )?(?:wouldnt|would never|wont|will never|never|im not gonna|not gonna) (?:ever )?(?:do anything to|hurt|harm|kill) myself
i (?:am|feel) safe(?= \||$| and| at| with)|im (?:safe|not in danger)(?= \||$| and| at| dont| i)|end of my rope with
no thoughts (?:of|about) (?:hurting|harming|killing|suicide|dying|ending)(?: [a-z]+)?
hit my (?:knee|toe|elbow|funny bone) on (?:the|a)|hit my head on the (?:door|shelf|cupboard|cabinet|beam|car|way)|(?:pharmacist|chemist|nurse) counted my pills
nobody (?:would|will) (?:notice|miss me|care|mind) if i (?:left|leave|skip|skipped|was late|went home|came late)
wont wake up (?:for|to) (?:his|her|the|an|their) alarm|(?:scared|afraid|nervous) of not waking up but|too much (?:coffee|tea|cake)
overdosed and died|died of an overdose|od and died|forgave my (?:father|dad|mother|mom)(?: [a-z]+){0,4}
(?:no )?point in going on with (?:the|this|my)|cant go on like that my feet|id be dead if i (?:hadnt|didnt|kept|had not)
they (?:brought me back|found me|saved me)(?: [a-z]+){0,2} (?:been sober|and here i am|and im glad)|assembly (?:about|abt)
heroin took everything|it ends tonight the|took the (?:stairs|steps|bus|train|plunge)
goodbye everyone and thank|graduation|slugs|weeds|pigeons|mice|wasps
(?:saved|changed|gave me back) my life|wish the ground would swallow me|meme page|half dead by|(?:dog|cat|deer|bird|fox|squirrel)(?: [a-z]+){0,2} hit by a car|scratched my arm on
cut myself off (?:at|after)|giving away (?:the |my |some )?(?:baby|old|kids) (?:clothes|stuff|things)
toddler (?:hit|bit|kicked)(?: me)?|counted my pills for
(?:could|wanna|will|gonna) (?:literally |honestly |seriously )?(?:kill|murder|strangle) my (?:brother|sister
& |kids?|husband|wife|mom|dad|roommate|boss|cat|dog)(?= \||$| right now| sometimes| lol| he| she| for| over| when
& | if)
whole bottle of (?:wine|vodka|whiskey|beer|rum|gin|liquor|soda|champagne|water|pop|bourbon|tequila)
disappear (?:from my life )?for a (?:bit|while|week|weekend|day|few)|not permanently
(?:taken|tried|took|been on) (?:about )?\d+ (?:different|kinds of|types of) (?:medicines|meds|medications|pills)
counted my pills with|what i wrote on the cake
(?:dying|died|die|dies|dead) (?:of|from|with) (?:laughter|laughing|embarrassment|shame|boredom|curiosity|hunger
& |heat|thirst|cringe)
(?:dying|die|died|dead|nearly died|almost died) laughing
(?:im )?dying (?:for|to)(?! (?:die|be dead|it to end))
dying over here
die of embarrassment
die my hair
(?:hungry|thirsty|bored|tired|cute|happy|good|funny) i could die
(?:i )?(?:could|couldve|could have|nearly|almost) (?:have )?died(?: of)?(?: [a-z]+){0,2} (?:when|laughing
& |embarrass[a-z]*|shame)
(?:im |i was )?dead (?:tired|serious|lol|on my feet|end|last|skullsign|inside lol)
(?:phone|battery|laptop|car|wifi|plant|engine|bike|watch|tablet|party|team)(?: [a-z]+){0,4} (?:die|died|dies
& |dying|dead)
(?:drop|over my) dead(?: gorgeous| body)?
dead line|dead meat|dead silence
(?:the )?death of me|bored to death|scared to death|worried to death|sick to death
love (?:you|him|her|it) to death|death metal
worked? to death|freezing to death|death by
(?:id|would|i could|could|will|i d) (?:kill|murder) (?:for|a|an|some)
kill(?:ing|ed|s)? (?:it|time|the (?:time|vibe|mood|lights?|weeds?|game|engine|boss|final boss|interview|test
& |deal)|two birds|this job|a spider|bugs|my (?:buzz|vibe|appetite))
(?:feet|back|knees?|head|boredom|heat|knee|neck|allergies|diet|job|school|work|cravings|shoes|curiosity|stairs
& |class|workout|day|step \d+|exam|season|team|traffic)(?: [a-z]+){0,3} (?:kill|killing|killed|kills)(?! myself)(?: me)?
(?:its|is|are|was|were|going|gonna|will|wll|nearly|almost|would|ll) (?:gonna )?(?:kill|killing|killed|murder
& |murdered) (?:me|us)(?= (?:when|if|this season|lol|smalls|over here|today|laughing|with)| \\||$)
(?:kill|shoot) me now
just shoot me another|shoot me (?:an|a) (?:email|text|message|line|note|call)
(?:shoot|shot|shooting) (?:you|him|her|them|some|a|an|the) (?:text|email|message|line|photos?|pictures?|video
& |film|hoops|pool|breeze|movie|deer|basket|arrow)
photo ?shoot|shoot hoops|flu shot|take a shot|took a shot|one shot at
jump(?:ing|ed)? (?:off|from|in|into|out of|over|on|for|to|at|up)(?: [a-z]+){0,2} (?:dock|pool|lake|high dive
& |diving board|plane|joy|conclusions|trampoline|career|bed|rope|couch|puddles?|chance|bandwagon|new|conversation)
bungee(?: [a-z]+){0,5}
jump(?:ed|ing)? (?:start|rope|ship|the gun|through hoops)
suicide (?:prevention|awareness|hotline|squad|wings|door|doors|rates?|loss|survivors?|watch party|course
& |training|crisis line|lifeline|walk|drills?|bereavement|essay)
(?:qpr|ran) suicides?|suicide course|suicides at
overdose (?:training|awareness|prevention|response|class|drill|education|reversal|kit|kits|rates?|day|deaths?
& |data|prevention)
(?:overdosed?|od|oding) (?:on|of) (?:chocolate|netflix|family|sugar|caffeine|cookies|tv|candy|love|ice cream
& |pizza|games|fun|christmas|cute[a-z]*)
(?:narcan|naloxone) (?:class|training|kit|everywhere)
cut(?:ting)? (?:my |our |the )?(?:hair|sugar|grass|hours|ties|carbs|costs?|corners|lawn|bangs|nails|budget|check
& |cake|meat|coffee|caffeine|salt|dairy|wood|fabric|finger|class|cord|losses)
cut (?:myself|my (?:finger|hand|thumb|leg|face|foot|chin)) (?:shaving|cooking|on|chopping|while|slicing
& |with the (?:can|kitchen|potato))(?: [a-z]+)?
cut (?:off|down|back|out|from|it out|me some|me off|short)(?: on)?|cutting (?:down|back|out|off|edge|board)
cut to the chase
burn(?:ed|t|ing)? (?:out|(?:my )?(?:hand|finger|tongue|mouth)(?: [a-z]+){0,2} (?:oven|pan|stove making|cooking
& |baking|coffee|soup|pizza)|calories|bridges|the (?:rice|toast|candle|dinner))
hurt (?:myself|my [a-z]+) (?:at|in) (?:the |my )?(?:gym|work|practice|training|yoga|game|running|job)
hurt (?:myself|my [a-z]+) (?:running|lifting|playing|skating|dancing|training|falling)
hit(?:s|ting)? (?:the|a) (?:gym|road|books|hay|milestone|wall|jackpot|sack|spot|nail|note|ground|ball|home run
& |target|store|goal)
(?:hits?|hit) (?:me|us) (?:hard|in waves|different|in the feels|up every|with the truth|that (?:she|he) is)
hit(?:s|ting)? (?:on|up|rock bottom|bottom|it off|different)
(?:it|grief|this|that|song|news|lyric|loss|loneliness)(?: [a-z]+){0,2} hits? me
(?:beat|beats|beating|beaten) (?:me|him|her|us|them|my brother|my sister|my dad) (?:at|in|by|every time|again at
& |to the)
(?:he|she|they) (?:beat|beats) me (?:at|in|to)
heart beats?(?: fast)?
(?:hurt|hurts|hurting) (?:my|his|her) feelings|hurt me with (?:what|her|his) (?:she |he )?(?:said|words?|[a-z]+)
(?:touched|touches) me with
(?:movie|song|story|film|book|speech|words?|letter|kindness|gesture)(?: that| really)? touched me
grabbed me (?:a|an|some|coffee|lunch|dinner)
strangle my (?:printer|computer|phone)|(?:could|wanna) strangle my (?:brother|sister|kids?) sometimes
kill you if you (?:eat|touch|spoil|tell|steal)|stab(?:bed|bing|s)? (?:me |us |him )?in the back
(?:hurt|kill|destroy|murder|crush|smash|beat) (?:him|her|them|you) (?:by winning|at|in (?:poker|cards|chess
& |the game|fantasy))
quit[a-z]* (?:smoking|drinking|using|vaping|it)? ?for good|left that life for good
(?:tired|sick) of (?:being here|living|being|waking up|existing) (?:at|with|in|out|on|sick|alone|so|early
& |paycheck|under|near|next|here at|like a (?:student|teenager)|broke|late|single)
tired of being (?:tired|sick|broke|single|late|cold)
(?:dont|didnt|not) (?:wanna|want) (?:to )?(?:live|be) (?:here |in |with |at |near |on |under )(?:anymore )?(?:at
& |in|on|with|my|this|that|the)?(?: [a-z]+)? ?(?:town|city|parents|house|apartment|shelter|job|work|meeting|line
& |waiting room|neighborhood|program|hospital|ex|roommates?|area|street|state|school|mom|dad|brother|him|her|there
& |office|place|country|diet|party|room|rehab|jail|prison|ward|unit|class)
(?:dont|didnt) (?:wanna|want) (?:to )?(?:be|live) here (?:at|in) (?:the |this |my )?[a-z]+
(?:dont|didnt) (?:wanna|want) to be here anymore this [a-z]+
(?:dont|hate|hating|not) (?:wanna )?(?:wake up|waking up|getting up|get up) (?:early|late|at \d+|so early
& |at [a-z]+|for work|before|in the cold|on)
hope i dont wake up late
(?:wont|not) wake up (?:for (?:school|work|class)|on time|early|for the bottle)(?: on time)?
(?:teenager|kids?|son|daughter|toddler) wont wake up in the morning|teenager wont wake up|baby wont wake up
cant (?:go on|take|do|stand) (?:this |the |that |my |on |a |it )?(?:this |the |a |that |my )?(?:trip|thursday
& |friday|monday|tuesday|wednesday|saturday|sunday|ride|vacation|date|walk|hike|job|form|diet|boss|noise|traffic
& |manager|weather|heat|cold|class|homework|website|holiday)(?: anymore)?
cant (?:go on|take it|do it) (?:the|on|at) (?:trip|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
cant (?:take|do) (?:it|this) anymore (?:the|this|these|my|those) (?:neighbou?rs|noise|form|app|boss|traffic
& |weather|homework|kids|job|dog)
(?:wanna|want) (?:it |this )?(?:to be over|to end)(?: (?:this|the) (?:semester|winter|move|trial|year|season
& |month|school|class|course|day|pandemic))
(?:wish|want|wait for) it (?:was|were|to be) over (?:the|this|i mean) (?:trial|move|exam|winter|week|semester)
end (?:of (?:the|this) (?:month|day|week|year|road trip)|the (?:day|lease|week|call|contract|meeting|night|year)
& |my (?:contract|lease|shift|day|week|subscription|membership)|things (?:with|on good)|it with|this (?:lease
& |contract|call))
ended (?:it|things) (?:with|between)
(?:better off|happier|better|nicer) without (?:my (?:cooking|ex|singing|help|jokes)|me (?:in goal|and (?:im
& |thats) (?:fine|okay|ok|glad)|on the team|driving))
ex is better off without me
wouldnt? (?:notice|miss|care) (?:if i changed|this|that)
nobody (?:would|will) (?:notice|miss|care)(?: if i)? (?:changed|this|about|cut|that|wore)
(?:rather|sooner) (?:die|be dead) than (?:eat|wear|go to (?:church|school|class)|watch|listen|drink|touch|miss
& |use|see|sing|cook|dance|do (?:the|my)|clean|hear)
embarrassed (?:that )?i (?:wanna|wanted to) (?:die|disappear)
disappear (?:to|into) (?:a|the) (?:beach|mountains?|woods|cabin|island|forest|book)|disappear when people
sleep forever after|could sleep (?:for ?ever|for a week)
(?:wont|not|dont) (?:be )?(?:here|around) (?:tomorrow|next week|this weekend|on [a-z]+|monday|tomorrow morning
& |next month)(?: \\|)? (?:im|ive|dentist|camping|vacation|on vacation|because i|due|family|we|i have|i work
& |so lets)
goodbye (?:party|talk|dinner|cake|gift|letter to (?:heroin|alcohol|my addiction|meth|drugs|drinking|cocaine
& |weed))
bye for now|goodbye (?:see you|talk to you)(?: tomorrow| soon)?
(?:said|saying|say) goodbye to (?:my old|alcohol|drugs|the old|heroin|that|drinking|my addiction|my coworkers
& |my team|our dog|the kids at)
last (?:day|message|week|shift|night) (?:today|at|in the (?:house|program|class)|of (?:work|school|the|rehab
& |treatment|class|vacation)|here at)
(?:took|take|taken) (?:all )?my (?:pills|meds|medication|vitamins) (?:for (?:the day|today)|every|on time
& |this morning|today|with|like|daily|as|and (?:went|feel better))
took them all (?:back|to|out|home|for a walk)|took (?:everything|it all) (?:to|back|out|home)
(?:took|drank|drink|finished) (?:the )?whole (?:bottle|pack|thing) of (?:water|gatorade|juice|vitamins|soda|milk
& |ketchup|lemonade|tea|shampoo)
(?:bridge|poker|book|chess) club|over the bridge to|bridge to work
(?:bought|buy|new)(?: new)? ropes? for|rope (?:for the|at the|swing|course)|ropes course|(?:learn|learning|know|knows|show|showed|showing|teach)(?: [a-z]+)? the ropes
(?:water|glue|nerf|heat|nail|toy|paint|staple|massage) gun
drinks? himself|lip ?sync
(?:suffering|pain) from (?:allergies|hay fever)
(?:passed out|unconscious) (?:by|on the couch|in bed|asleep|early|watching)|passed out from the heat
(?:blue|purple) lips from|lips were blue from
(?:throw|threw|throwing) up (?:when i fly|from the flu|all night|on me|my hands|the ball)
purg(?:e|ing) (?:my |the |our |old )?(?:closet|files|house|garage|fridge|emails|clutter)
(?:binged?|bingeing|binge watch[a-z]*) (?:a|the|watched|on|watching|some|netflix) (?:podcast|show|series|shows
& |whole|season|netflix|episodes)
(?:ramadan|fasting|fast|blood test|colonoscopy)(?: [a-z]+){0,6}|laxatives? before(?: the)? colonoscopy
laxatives? to (?:my|the) dog
(?:its|im) killing(?! (?:myself|me self))|killing it|kills? them with kindness|kill bill|die hard|walking dead|dead skullsign
(?:kill|hurt|stab|shoot|attack|fight) (?:zombies|aliens|monsters|dragons|spiders?|weeds)
(?:mom|dad|wife|husband|boss|mother|father|sister|brother|teacher|sponsor)(?: (?!threat|tr[iy]|says|said|hit
& |want)[a-z]+){0,3} (?:kill|kills|murder|killing) me (?:when|if|for being|lol|again)?
"""

GUARDS = Guards(
    idioms=joined(_IDIOMS),
    past=joined(
        r"""(?:19|20)\d\d|in \d\d(?= \||$| i| and| when)|(?:there was|that was) a time|years? back|long ago|that was then
        when (?:we|i) (?:was|were) (?:kids?|little|small|young|children)|when i was (?:like |about |around )?\d+|i dont anymore|not anymore|every week i say
        they found me in time|they want to die nobody
        years? ago|decades? ago|months ago|used to|back then|back when|in (?:19|20)\d\d
        when i was (?!with )|when i were|as an? (?:kid|child|teen\w*|boy|girl|young)
        before (?:recovery|i got|rehab|treatment|i quit|sobriety)
        in my (?:addiction|using days|drinking days|teens|twenties|past|old life|darkest)
        (?:no longer|not any ?more these days)|since i last|(?:clean|free|sober) from|i survived|survived (?:my|an?|the|that|it)
        got through|came through|get through wanting
        at age (?:1\d|2\d)\b|last year|behind me|years (?:clean|free|without|since)
        (?:two|three) years (?:ago|sober|clean|without|since|later)|in (?:over )?(?:a|two|three|four|five|six|ten|\d+) years?|i recovered|growing up
        grew up
        what helped|helped me|once (?:wanted|tried|felt)
        was (?:nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|small|little|young|using|homeless|married|in prison|in jail|a kid|a teen\w*)
        been suicidal before|my suicidal days|before (?:and|but) (?:i know|now)|back in (?:the|my|high|19|20|prison|jail)|ten years (?:ago|sober|clean)
        long time ago|that was the \d\ds|long dead|i was (?:twenty|thirty|forty|fifty|\d\d) when|wasnt counting on
        another life|\d+ years (?:sober|clean|free|without|since|later|of (?:sobriety|recovery))"""
    ),
    now=joined(
        r"""(?:right )?now i (?:wanna|feel|cant|dont|think)|again|still|tonight|these days|lately|right now
        every day now|this (?:morning|week|time|weekend)|today i (?:wanna|feel|think|cant)
        (?<!i dont )(?<!not )anymore|last night|since (?:then|he|she|my|monday|sunday)|tomorrow|yesterday|ive had enough
        next time|been gone|passed|died|wont (?:be here|live)"""
    ),
    fiction=joined(
        r"""books?|novels?|movies?|films?|songs?|lyrics?|characters?|protagonist|hero|villain|poems?|a play
        the play|scenes?|chapter
        episodes?|tv|documentary|podcasts?|games?|xbox|playstation|video ?games?|levels?|romeo|juliet
        memoir|monologue|script
        hymns?|choir|karaoke|roblox|minecraft|fortnite|helpline|assembly|line training|practiced asking
        the news|paper says|headlines?|on screen|netflix|short story|a story about|my story|d d|comic
        manga|anime|album|cover of|quote|sylvia plath|rapper|theater|theatre|zombies?|writing a"""
    ),
    negation=joined(
        r"""never|not(?! joking| kidding)|dont|didnt|wouldnt|wont|isnt|arent|no|without|havent|doesnt|nor|neither|wasnt|nt
        hardly|stopped|quit|instead of
        aint|prevent|prevention|against|about not|if im|whether im|asked me about|asks? about
        asked about|group talked about|talk about"""
    ),
    trivial=joined(
        r"""traffic|mondays|the homework|spreadsheets|zoom|printer|so embarrass\w*|how embarrass\w*|cringe|haircut
        that song again|olives
        uniform|training videos|mother in law|commercials|parking (?:ticket|space)|dishes|laundry
        meetings? today|wifi|emails?|karaoke|crossword|semester
        burger|final exam|leg day|spin class|teacher mom|card was declined|my team
        fantasy football|poker|fries|(?<!not a )(?<!not as a )(?<!no )joke|lol if|if [a-z ]+ lol|so bad i wanna die lol|dmv|queue
        hashtag|smh lol"""
    ),
    reported=joined(
        r"""(?:he|she|they|friend|brother|sister|son|daughter|mom|dad|kid|wife|husband|roommate|sponsee|mate|buddy|someone|guy|woman|girl|boy|cousin|neighbou?r|partner|girlfriend|boyfriend) (?:[a-z]+ )?(?:says|said|told me|keeps saying|keep saying|wrote|texted|texts|posted|messaged|is saying|tells me|screamed|whispered)(?: that| me| to me)?"""
    ),
    story=joined(
        r"""in (?:the|a|this|my|that) (?:[a-z]+ )?(?:book|novel|film|movie|show|series|song|story|game|episode|play|poem|comic)
        (?:book|novel|film|movie|songs?|lyrics?|poem|story|character|article|documentary|podcast)(?: [a-z]+){0,2} (?:says|said|about|where|who|goes)
        (?:watch|watched|watching|reading|read)(?: [a-z]+){0,3} (?:film|movie|book|novel|article|documentary|series)"""
    ),
    denied=joined(
        r"""(?:dont|didnt|not|never|wouldnt|wont|no|isnt|arent|without)(?: (?!i |im )[a-z]+){0,4}? (?:die|dying|kill|killing|suicide|suicidal|harm|hurting|hurt|end my life|danger)(?! but| exactly| i just| just| i only| anyone but| myself but)
        asks?(?:ed)? (?:me )?(?:if|whether|about)(?: [a-z]+){0,6}? (?:suicide|suicidal|hurting myself|harming myself|dying)"""
    ),
)
