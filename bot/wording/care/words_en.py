"""The English word lists of the care lint: data only, for a programme to read and discuss.

How an entry is written is told at `WordList`. The person's own words are never held against these lists.
The choice of words follows person-first language as published by the US National Institute on Drug Abuse
("Words Matter", 2021) and the reporting recommendations on suicide (reportingonsuicide.org).
"""

from __future__ import annotations

from typing import Final

from bot.wording.care.model import WordList

_BANNED: Final = {
    "addict": "person in recovery",
    "addicts": "people in recovery",
    "addicted": "what someone is living with",
    "addictive": "leave it out",
    "alcoholic*": "person in recovery",
    "alcoholism": "what the person calls it",
    "abuser*": "someone who hurts you",
    "substance abuse": "substance use",
    "drug abuse": "drug use",
    "alcohol abuse": "alcohol use",
    "junkie*": "person in recovery",
    "druggie*": "person in recovery",
    "drunk": "leave it out",
    "drunkard*": "leave it out",
    "clean": "in recovery, not using",
    "dirty": "leave it out",
    "denial": "leave it out",
    "non compliant": "chose another way",
    "noncompliant": "chose another way",
    "non compliance": "another choice",
    "noncompliance": "another choice",
    "relaps*": "setback, return to use",
    "fail": "did not work this time",
    "fails": "does not work",
    "failed": "did not work this time",
    "failing": "not working yet",
    "failure*": "setback",
    "broken": "leave it out",
    "brokenness": "leave it out",
    "weak": "hard, tired",
    "weakness*": "what is hard",
    "disorder*": "what the person calls it",
    "symptom*": "what the person notices",
    "suffer* from": "lives with",
    "commit* suicide": "died by suicide",
    "committing suicide": "dying by suicide",
    "successful attempt*": "died by suicide",
    "successful suicide*": "died by suicide",
    "unsuccessful attempt*": "survived",
    "unsuccessful suicide*": "survived",
    "completed suicide": "died by suicide",
    "suicidal": "thinking of suicide",
    "mentally ill": "what the person calls it",
    "schizophrenic*": "what the person calls it",
    "psycho*": "what the person calls it",
    "crazy": "leave it out",
    "insane": "leave it out",
    "clean and sober": "in recovery",
}

_PRESSING: Final = (
    "should", "shouldn't", "must", "mustn't", "need to", "needs to", "needed to", "have to", "has to",
    "had to", "having to", "try to", "try and", "tries to", "tried to", "ought to", "got to", "gotta",
    "had better", "you'd better", "better not", "supposed to", "at least", "just", "simply",
    "why didn't you", "why don't you",
    "why haven't you", "why can't you", "why won't you", "why did you not", "why do you not",
)  # fmt: skip

_IMPERATIVES: Final = (
    "add", "ask", "be", "begin", "breathe", "bring", "check in", "choose", "click", "come", "consider",
    "describe", "do", "don't", "enter", "explain", "find", "finish", "focus on", "follow", "forget",
    "forgive", "get", "give", "go", "imagine", "keep", "know", "leave", "let", "listen", "look at",
    "look for", "make", "pick", "press", "put", "reach for", "reach out", "read", "remember", "say", "select",
    "send", "speak", "stay", "take", "talk about", "talk to", "talk with", "tap", "tell", "think", "try",
    "type", "wait", "write", "accept", "allow", "avoid", "believe", "build", "celebrate", "create", "decide",
    "enjoy", "hang on", "hold on", "invite", "join", "learn", "let go", "note down", "reflect on", "relax",
    "set aside", "slow down", "stick to", "write down",
)  # fmt: skip

_IMPERATIVES_OR_NOUNS: Final = (
    "answer", "call", "change", "check", "contact", "count", "drop", "feel", "fill", "focus", "help", "hold",
    "list", "look", "mark", "meet", "move", "name", "note", "notice", "open", "pause", "plan", "reach",
    "reply", "rest", "return", "save", "see", "set", "share", "show", "skip", "start", "stop", "text",
    "trust", "turn", "use", "visit", "walk", "work", "practice", "practise", "repeat", "review", "smile", "treat",
)  # fmt: skip

_OBJECTS: Final = (
    "a", "an", "any", "back", "down", "free", "her", "him", "how", "it", "me", "my", "one", "out", "some",
    "someone", "the", "them", "these", "this", "those", "up", "us", "what", "with", "your", "yourself", "988",
    "911", "999", "112",
)  # fmt: skip

_CHEER: Final = (
    "great job", "good job", "nice job", "amazing job", "good work", "great work", "nice work", "well done",
    "way to go", "keep it up", "keep up the good work", "you rock", "you've got this", "you got this",
    "good going", "nice going", "you are amazing", "you are awesome", "you are doing great", "you are a star",
    "you are a hero", "hooray", "bravo", "high five", "congratulations", "congrats",
)  # fmt: skip

_CHEER_ALONE: Final = (
    "amazing", "awesome", "excellent", "fantastic", "great", "incredible", "perfect", "superb", "wonderful",
    "brilliant", "good for you", "yay", "wow", "that's great", "that's amazing", "that's awesome",
    "that's wonderful", "that's fantastic", "you can do it", "you did it", "how wonderful",
)  # fmt: skip

_PRIDE: Final = (
    "proud of you*", "proud of how", "proud of what", "proud of this", "proud of that", "be proud",
    "I am proud", "we are proud", "makes me proud", "made me proud", "makes us proud", "streak*", "in a row",
    "days running", "days straight", "unbroken run", "perfect week", "perfect record", "break the chain",
)  # fmt: skip

_DEPENDENCE: Final = (
    "miss you", "missed you", "missing you", "where have you been", "where were you all this time",
    "you've been away", "you've been quiet", "long time no see", "it's been a while", "it has been a while",
    "haven't heard from you", "you haven't answered", "you haven't replied", "you haven't written",
    "you didn't answer", "you didn't reply", "you forgot", "you promised", "you let me down",
    "disappointed in you", "I am disappointed", "worried about you", "waiting for you", "you need me",
    "I need you", "without me", "don't leave", "only I", "I will never leave", "you can always count on me",
    "come back soon",
)  # fmt: skip

_CLAIMS: Final = (
    "I feel", "I felt", "I am feeling", "I understand how", "I understand what you", "I understand your",
    "I know how you", "I know how hard", "I know how it", "I know what it is like", "I know what it's like",
    "I know what you are going through", "I have been there", "I have been through", "I have lived",
    "I went through", "I struggled", "I can relate", "I relate to", "I can imagine", "as someone in recovery",
    "as someone who", "as a person in recovery", "as a peer", "as your peer", "as your friend",
    "I am your peer", "I am your friend", "I am a peer", "I am in recovery", "my own recovery", "my recovery",
    "my story", "when I was", "I remember when", "I am glad", "I am happy", "I am pleased", "I am delighted",
    "I am thrilled", "I am excited", "I am grateful", "I am thankful", "I am sad", "I am sorry",
    "I am worried", "I am concerned", "I am afraid", "I am touched", "I am moved", "I am honored",
    "I am honoured", "I am impressed", "I am hopeful", "I hope", "I worry", "I love", "I care", "I enjoy",
    "I appreciate", "I believe in you", "I empathise", "I empathize", "makes me happy", "makes me sad",
    "makes me smile", "warms my heart", "my heart", "my feelings", "we feel", "we are glad", "we are happy",
    "we understand how", "we know how you", "glad to hear", "happy to hear", "sorry to hear",
)  # fmt: skip

_RECOVERY: Final = (
    "recover*", "sober*", "sobriety", "clean", "addict*", "alcohol*", "drink*", "drunk", "drug*",
    "substance*", "using", "opioid*", "craving*", "urge", "urges", "trigger*", "rehab*", "detox*",
    "treatment*", "therap*", "counsel*", "clinic*", "psych*", "mental", "wellness", "peer", "peers",
    "peer support", "specialist", "sponsor*", "twelve step*", "12 step*", "relaps*", "setback*", "overdos*",
    "suicid*", "self harm*", "crisis", "depress*", "anxi*", "trauma*", "medication*", "medicine*", "meds",
    "hard day", "hard time", "hard times", "bad day", "strengths", "reflection*",
)  # fmt: skip

_PROMISES: Final = (
    "completely confidential", "totally confidential", "fully confidential", "strictly confidential",
    "always confidential", "100 confidential", "completely private", "totally private", "fully private",
    "completely anonymous", "totally anonymous", "completely secret", "our secret", "your secret",
    "a secret between", "keep it secret", "keep this secret", "keep it a secret", "keep this a secret",
    "keep a secret", "between us", "between you and me", "nobody will ever", "no one will ever",
    "nobody can ever", "no one can ever", "won't tell anyone", "will not tell a soul", "never tell anyone",
    "is always here", "am always here", "are always here", "will always be here", "am here for you",
    "are here for you", "someone is watching", "someone is reading", "someone is monitoring",
    "a person is watching", "a person is reading", "a human is watching", "a human is reading",
    "somebody is watching", "our team is watching", "our team watches", "monitored around the clock",
    "monitored 24", "watched 24", "I promise", "we promise", "guarantee*", "perfectly safe",
    "completely safe", "totally safe",
)  # fmt: skip

_ADVICE: Final = (
    "stop taking", "start taking", "keep taking", "go on taking", "quit taking", "skip a dose",
    "skip your dose", "your dose", "your doses", "your dosage", "double dose", "higher dose", "lower dose",
    "a dose", "dosage", "side effect*", "take your medic*", "take your meds", "take your pills",
    "taking your medic*", "taking your meds", "change your medic*", "change your meds",
    "change your treatment", "stop your treatment", "stop treatment", "start treatment", "leave treatment",
    "you have a diagnosis", "your diagnosis is", "methadone", "buprenorphine", "suboxone", "naltrexone",
    "antidepressant*", "benzodiazepine*",
)  # fmt: skip

_PARAPHRASES: Final = (
    "sounds like you", "sounds as if you", "sounds as though you", "seems like you", "seems you", "seems that you",
    "you seem", "you sound", "looks like you are", "you are feeling",
    "what you mean", "what you are saying", "so you are saying", "you are telling me",
    "I hear that you", "I hear you", "deep down you", "what you really", "you are clearly", "you are obviously",
    "let me sum up", "to sum up what you",
)  # fmt: skip

_METHODS: Final = (
    "pill", "pills", "tablet", "tablets", "gun", "guns", "firearm*", "rope*", "noose*", "hanging", "hang yourself",
    "blade*", "razor*", "knife", "knives", "bridge*", "jump*", "train", "trains", "tracks", "poison", "bleach",
    "cutting", "cut yourself", "drown*", "carbon monoxide", "gas", "shoot*", "rooftop*", "wrists", "vein*",
)  # fmt: skip

_SCORES: Final = (
    "percent*", "per cent", "your score*", "a score", "your points", "your level", "level up", "next level",
    "incomplete", "not complete yet", "still missing", "is missing", "are missing", "gaps", "fully recovered",
    "recovered", "cured", "healed", "back to normal", "behind schedule", "on track", "off track", "symptom free",
    "your progress is",
    "better than last", "worse than last", "compared with others", "compared to others", "than most people",
)  # fmt: skip

_ACKNOWLEDGEMENTS: Final = (
    "thank you", "thanks", "that's kept", "that is kept", "it's kept", "it's written down", "it is written down",
    "written down", "that's noted", "noted", "that's fine", "it's fine", "that can wait", "that one can wait",
    "it's good that", "good that", "good to know", "that says", "it's in your plan", "kept", "that's good",
    "turning to", "letting people in", "looking for company", "reaching out", "asking for help",
)  # fmt: skip

EN: Final = WordList(
    banned=_BANNED,
    pressing=_PRESSING,
    imperatives=_IMPERATIVES,
    imperatives_or_nouns=_IMPERATIVES_OR_NOUNS,
    objects=_OBJECTS,
    invitations=("tell me",),
    lead_ins=(
        "and", "but", "or", "so", "then", "now", "first", "next", "also", "please", "well", "maybe", "always",
    ),
    prepositions=("about", "at", "by", "for", "from", "in", "of", "on", "since", "to", "until", "with"),
    conditions=(
        "if", "when", "whenever", "once", "before", "after", "until", "while", "as", "for now", "any time",
    ),
    cheer=_CHEER,
    cheer_alone=_CHEER_ALONE,
    pride=_PRIDE,
    dependence=_DEPENDENCE,
    claims=_CLAIMS,
    recovery=_RECOVERY,
    promises=_PROMISES,
    advice=_ADVICE,
    paraphrases=_PARAPHRASES,
    methods=_METHODS,
    scores=_SCORES,
    acknowledgements=_ACKNOWLEDGEMENTS,
    medicines=("medication*", "medicine*", "meds", "pill", "pills", "prescri*"),
    care_team=("care team", "doctor*", "nurse*", "pharmacist*", "prescriber*", "clinic"),
    open_words=("how", "what", "what's", "who", "who's", "whom", "whose", "which", "tell me"),
    open_or_linking=("when", "where"),
    closed_words=(
        "am", "are", "aren't", "can", "can't", "could", "couldn't", "did", "didn't", "do", "does", "doesn't",
        "don't", "had", "has", "hasn't", "have", "haven't", "is", "isn't", "may", "might", "shall", "should",
        "was", "wasn't", "were", "weren't", "will", "won't", "would", "wouldn't",
    ),
    why_words=("why",),
    question_word_anywhere=True,
    intensifiers=("so", "very", "really", "truly", "deeply", "quite", "too", "incredibly", "also"),
    allowed=("Alcoholics Anonymous", "get help now", "Poison Control", "Poison Help"),
)  # fmt: skip
"""English."""
