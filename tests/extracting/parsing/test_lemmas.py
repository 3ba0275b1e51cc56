"""Dictionary forms, on words of the trade."""

from __future__ import annotations

import pytest

from attestry.extracting.parsing.lemmas import irregular, lemma

FORMS = {
    "VBD": """sent:send fought:fight launched:launch said:say told:tell gave:give sold:sell withdrew:withdraw denied:deny
        vetoed:veto abstained:abstain acceded:accede shot:shoot struck:strike bought:buy held:hold met:meet took:take led:lead
        agreed:agree added:add used:use died:die lay:lie saw:see found:find fled:flee was:be had:have did:do""",
    "VBN": """ratified:ratify deployed:deploy transferred:transfer shipped:ship travelled:travel labelled:label controlled:control
        violated:violate condemned:condemn fired:fire killed:kill wounded:wound equipped:equip procured:procure hired:hire
        required:require destroyed:destroy refuelled:refuel refueled:refuel organised:organise organized:organize
        guaranteed:guarantee trafficked:traffic invited:invite visited:visit exploited:exploit prohibited:prohibit
        overseen:oversee born:bear undergone:undergo stationed:station sanctioned:sanction reached:reach expressed:express
        developed:develop created:create treated:treat imposed:impose increased:increase endorsed:endorse licensed:license
        managed:manage exchanged:exchange hanged:hang enabled:enable compiled:compile provoked:provoke looked:look""",
    "VBG": """supplying:supply transferring:transfer providing:provide using:use fighting:fight training:train arming:arm
        firing:fire making:make selling:sell smuggling:smuggle lying:lie being:be having:have trafficking:traffic
        agreeing:agree shelling:shell escalating:escalate undermining:undermine helping:help bringing:bring pouring:pour""",
    "VBZ": "violates:violate launches:launch supplies:supply denies:deny goes:go does:do has:have is:be passes:pass uses:use",
    "VB": "send:send be:be sent:send found:found need:need",
    "VBP": "are:be have:have 're:be 've:have say:say",
    "MD": "'ll:will wo:will ca:can 'd:would must:must",
    "NNS": """missiles:missile casualties:casualty countries:country soldiers:soldier men:man servicemen:serviceman shells:shell
        batteries:battery launches:launch losses:loss taxes:tax boxes:box axes:axe crises:crisis vetoes:veto people:people
        children:child schoolchildren:schoolchild premises:premises series:series armies:army vessels:vessel bodies:body
        analyses:analysis envoys:envoy buses:bus viruses:virus bases:base purchases:purchase causes:cause knives:knife""",
    "NNPS": "States:States states:state nations:nation",
    "JJR": "bigger:big heavier:heavy larger:large more:more worse:bad stronger:strong",
    "JJS": "biggest:big latest:late heaviest:heavy best:good",
    "PRP": "them:they us:we it:it",
    "RB": "n't:not not:not",
    "NN": "fighting:fighting means:means loss:loss",
    "JJ": "armed:armed",
}


@pytest.mark.parametrize(("word", "tag", "expected"), [
    (word, tag, expected) for tag, pairs in FORMS.items() for word, expected in (pair.split(":") for pair in pairs.split())])
def test_a_word_has_the_dictionary_form_of_its_tag(word: str, tag: str, expected: str):
    assert expected == (lemma(word, tag) if word.islower() else word)


def test_every_irregular_form_leads_to_its_base():
    known = irregular()

    assert "send" in known.bases
    assert all(base in known.bases for base in known.verbs.values())
    assert all(lemma(base, "VB") == base for base in known.bases)
