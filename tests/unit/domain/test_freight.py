"""CASE-10: who pays the way back, by the reason of the case and the policy's word for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.cases import NOW, make_case
from workbench.domain import freight
from workbench.domain.kinds import Platform, ReasonClass
from workbench.domain.policy.model import Reason
from workbench.services.policies import default_book

PACK = default_book().at(Platform.TMALL, NOW)
SAID: list[tuple[str, ReasonClass, frozenset[str], str]] = [
    ("buyer", ReasonClass.SUBJECTIVE, frozenset(), "buyer"),
    ("buyer", ReasonClass.SUBJECTIVE, frozenset({freight.INSURED}), "insurance"),
    ("merchant", ReasonClass.MERCHANT, frozenset({freight.INSURED}), "merchant"),
    ("by_fault", ReasonClass.SUBJECTIVE, frozenset(), "buyer"),
    ("by_fault", ReasonClass.MERCHANT, frozenset(), "merchant"),
    ("by_fault", ReasonClass.LOGISTICS, frozenset(), "merchant"),
    ("by_agreement", ReasonClass.AGREED, frozenset(), "merchant"),
    ("none", ReasonClass.OTHER, frozenset(), "merchant"),
]


@pytest.mark.parametrize(("word", "kind", "labels", "who"), SAID)
def test_the_reason_says_who_pays(
    word: str, kind: ReasonClass, labels: frozenset[str], who: str
) -> None:
    pack = replace(PACK, reasons=(Reason(text="x", reason_class=kind, freight=word),))
    case = make_case(reason="x", reason_code="", reason_class=kind, labels=labels)
    assert freight.bearer(case, pack) == who


def test_a_reason_that_no_pack_knows_is_paid_by_the_shop() -> None:
    case = make_case(reason="?", reason_code="", reason_class=ReasonClass.SUBJECTIVE)
    assert freight.bearer(case, replace(PACK, reasons=())) == "merchant"


@pytest.mark.parametrize(
    ("reason", "who"), [("七天无理由退换货", "buyer"), ("质量问题", "merchant")]
)
def test_the_packs_of_tmall_know_the_usual_reasons(reason: str, who: str) -> None:
    known = PACK.reason_of("", reason)
    assert known is not None
    case = make_case(reason=reason, reason_code="", reason_class=known.reason_class)
    assert freight.bearer(case, PACK) == who
