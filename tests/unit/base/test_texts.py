"""Sentences keep their values until they are phrased, in the language chosen then."""

from __future__ import annotations

import gettext

import pytest

from workbench.base import texts
from workbench.base.errors import KnownError
from workbench.base.texts import counted, phrase, text


class Catalogue(gettext.NullTranslations):
    """Two sentences in Chinese, one of them counted."""

    def gettext(self, message: str) -> str:
        return {"Refund {amount}": "退款 {amount}", "the shop": "店铺"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{n} 个工单" if msgid1 == "{n} case" else super().ngettext(msgid1, msgid2, n)


@pytest.fixture(autouse=True)
def catalogues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_state", {"zh_CN": Catalogue(), "en": gettext.NullTranslations()})


def test_one_value_is_phrased_in_either_language() -> None:
    item = text("Refund {amount}", amount="12.00")
    assert phrase(item) == "退款 12.00"
    assert phrase(item, language="en") == "Refund 12.00"
    texts.set_language("en")
    assert phrase(item) == "Refund 12.00"


@pytest.mark.parametrize(("n", "english"), [(1, "1 case"), (2, "2 cases"), (0, "0 cases")])
def test_counts_pick_their_form(n: int, english: str) -> None:
    item = counted("{n} case", "{n} cases", n=n)
    assert item.english() == english
    assert phrase(item) == f"{n} 个工单"


def test_a_text_inside_a_text_follows_its_language() -> None:
    item = text("Refund {amount}", amount=text("the shop"))
    assert phrase(item) == "退款 店铺"
    assert item.english() == "Refund the shop"


def test_braces_of_a_value_stay_as_they_are() -> None:
    assert phrase(text("Refund {amount}", amount="{x}")) == "退款 {x}"


def test_words_that_are_no_text_pass_unchanged() -> None:
    assert phrase("买家说 {x}") == "买家说 {x}"


def test_an_unknown_language_is_our_fault() -> None:
    with pytest.raises(ValueError, match="fr"):
        texts.set_language("fr")


def test_an_error_reads_in_english_for_the_log() -> None:
    error = KnownError("full", text("Refund {amount}", amount=1), exit_code=5)
    assert str(error) == "full: Refund 1"
    assert error.exit_code == 5
