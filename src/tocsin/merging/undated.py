"""What speaks for two accounts of documents without a date being of one happening: what the texts are about tells most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.merging.kinds import may_be_one, related
from tocsin.merging.parties import agreement
from tocsin.merging.profile import Profile
from tocsin.merging.wording import alike
TOPICS = (0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.36, 0.45)
LEAST = 0.08
WORDS = (0.1, 0.2, 0.3, 0.5, 0.85)
TOLD={"same":"same","family":"same","kind":"kind","voice":"kind","state":"kind","country":"kind","other":"other","one missing":"missing","both missing":"missing"}
def about(a,b): return alike(a.topic,b.topic)
def undated_features(a,b,*,family,place,toll,kind,group):
    rel = a.type==b.type or b.type in related(a.type)
    if not (rel or a.lemma==b.lemma) or not may_be_one(a.status,b.status): return None
    topic=about(a,b)
    if topic<LEAST: return None
    words=alike(a.words,b.words)
    found={"bias":1.0}
    shared=a.triggers & b.triggers
    seen = bool(a.triggers & b.words.keys() or b.triggers & a.words.keys())
    trig = "same" if a.lemma==b.lemma else "shared" if shared else "in the sentence" if seen else "other"
    out=[kind if rel else "type:other", f"trigger:{trig}"]
    for t in TOPICS:
        if topic>t:
            out.append(f"topic:over {t}")
    for t in WORDS:
        if words>t: out.append(f"words:over {t}")
    found["names"]=len(a.names & b.names) / max(1, min(len(a.names), len(b.names)))
    out.append("names:none" if not (a.names and b.names) else "names:apart" if not a.names&b.names else "names:shared")
    out.append(f"group:{group}")
    out.append(f"actors:{TOLD[agreement(a.actors,b.actors,family=family)]}")
    out.append(f"recipients:{TOLD[agreement(a.recipients,b.recipients,family=family)]}")
    out.append(place)
    if toll: out.append(toll)
    if a.document==b.document: out.append("document:same")
    if a.status!=b.status: out.append("told:otherwise")
    for n in out: found[n]=1.0
    return {f"undated, {n}":v for n,v in found.items()}
