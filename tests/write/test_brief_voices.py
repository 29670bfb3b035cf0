from dataclasses import replace

from made import SEIZURE, claim

from tocsin.base.model import Actor, Stance
from tocsin.write.brief_voices import voices


def test_voices_of_one_outlet_stand_together():
    people = [Actor(None, name, "COD", "CVL") for name in ("a teacher", "two drivers", "The teacher")]
    claims = tuple(claim(30 + n, speaker=p) for n, p in enumerate(people))
    assert voices(replace(SEIZURE, claims=claims), Stance.AFFIRMS).names == "a teacher and two drivers (The Kivu Post)"


def test_many_voices_are_counted():
    claims = tuple(claim(40 + n, origin=f"Outlet {n}") for n in range(6))
    assert voices(replace(SEIZURE, claims=claims), Stance.AFFIRMS).names == "Outlet 0, Outlet 1, Outlet 2 and 3 more"
