"""Strangers' words stay words: through every tab and every panel, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea

from tests.gui.case import scenes
from tests.gui.case.desk import picture
from workbench.base import texts
from workbench.base.texts import text
from workbench.domain.case import (
    Application,
    Contact,
    Evidence,
    Local,
    Negotiation,
    Note,
    Parcel,
    TimelineEntry,
)
from workbench.domain.kinds import (
    CaseType,
    Fen,
    Millis,
    NegotiationKind,
    NegotiationState,
    ReasonClass,
    Stage,
)
from workbench.domain.refusal import Refusal
from workbench.services.model import ActOption

if TYPE_CHECKING:
    from tests.gui.case.desk import Desk
    from workbench.domain.case import Case

BAD = scenes.HOSTILE
RAW = ("\u202e", "\u200b", "\x07")


KINDS = (
    "applied",
    "reason_changed",
    "claim_changed",
    "type_changed",
    "stage",
    "negotiation",
    "deadline_moved",
    "act:message",
    BAD,
)


def hostile(desk: Desk) -> None:
    """A case, a detail and forms in which every stranger's word is bad."""
    now = desk.world.now
    case = hostile_words(desk.rich(), now)
    desk.world.put(1, case, quiet=True)
    hostile_detail(desk, case)
    hostile_options(desk)
    hostile_forms(desk)


def hostile_words(case: Case, now: int) -> Case:
    talk = Negotiation(
        id="1",
        kind=NegotiationKind.OFFER,
        round=1,
        message=BAD,
        state=NegotiationState.REFUSED,
        explanation=BAD,
    )
    return replace(
        case,
        type=CaseType.UNKNOWN,
        type_raw=BAD,
        stage=Stage.UNKNOWN,
        stage_raw=BAD,
        item_title=BAD,
        sku=BAD,
        seller_sku=BAD,
        buyer_nick=BAD,
        buyer_note=BAD,
        reason=BAD,
        reason_label=BAD,
        reason_class=ReasonClass.OTHER,
        labels=frozenset({BAD}),
        buyer_pictures=("../../etc/passwd", "//evil.example/x.png", BAD, "coat-1.png"),
        outbound=Parcel(company=BAD, waybill=BAD, state=BAD),
        back=Parcel(company=BAD, waybill=BAD, state=BAD),
        applications=(
            Application(at=Millis(now), type=CaseType.UNKNOWN, reason="x", claim_fen=Fen(1)),
        ),
        negotiations=(talk,),
        evidence=hostile_evidence(now),
        local=hostile_marks(now),
    )


def hostile_evidence(now: int) -> tuple[Evidence, ...]:
    one = Evidence(id="1", kind=BAD, by="buyer", sha256="../x", name=BAD, at=Millis(now), path=BAD)
    two = Evidence(id="2", kind=BAD, by="merchant", sha256="x", name=BAD, at=Millis(now))
    return one, two


def hostile_marks(now: int) -> Local:
    return Local(
        remark=BAD,
        assignee=BAD,
        raised=BAD,
        contradicted=BAD,
        tags=(BAD,),
        notes=(Note(at=Millis(now), by=BAD, text=BAD),),
        contacts=(Contact(at=Millis(now), channel=BAD, outcome=BAD, note=BAD, by=BAD),),
    )


def hostile_detail(desk: Desk, case: Case) -> None:
    now = desk.world.now
    detail = scenes.detail(case, now)
    assert detail.order is not None
    desk.orders.details[case.key] = replace(
        detail,
        timeline=tuple(
            TimelineEntry(
                at=Millis(now - at), actor=BAD, kind=kind, text=f"{BAD}→{BAD}", source=BAD
            )
            for at, kind in enumerate(KINDS)
        ),
        order=replace(detail.order, item_title=BAD, sku=BAD, buyer_nick=BAD),
        row_as_it_came={BAD: BAD},
    )


def hostile_options(desk: Desk) -> None:
    refusal = Refusal(
        rule="X-1",
        message=text("{words}", words=BAD),
        helps=text("{words}", words=BAD),
        help_action="message",
    )
    desk.orders.options["escalate"] = ActOption(
        action="escalate", allowed=False, refusals=(refusal,), note=text("{w}", w=BAD)
    )
    desk.orders.options["negotiate"] = scenes.yes("negotiate", BAD)
    desk.orders.options["refuse"] = scenes.tick("refuse", "REF-1", BAD)


def hostile_forms(desk: Desk) -> None:
    form = scenes.talks(desk.world.now)
    desk.orders.talks = replace(
        form,
        suggestions=tuple(
            replace(plan, title=BAD, message=BAD, why=text("{w}", w=BAD))
            for plan in form.suggestions
        ),
        explanations=tuple(replace(item, title=BAD, text=BAD) for item in form.explanations),
    )
    ref = scenes.refusing()
    desk.orders.refusing = replace(
        ref,
        penalty_text=BAD,
        proof_names=dict.fromkeys(ref.proof_names, BAD),
        reasons=tuple(replace(r, text=BAD, risk=BAD, source=BAD) for r in ref.reasons),
    )


def faults(root: Any) -> list[str]:
    """Labels that are not plain text, or show what must not be shown."""
    found = []
    for label in root.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"not plain: {label.text()[:40]!r}")
        if any(sign in label.text() for sign in RAW):
            found.append(f"hidden signs: {label.text()[:40]!r}")
        if len(label.text()) > 16_100:
            found.append(f"endless: {len(label.text())}")
        if any(sign in label.toolTip() for sign in RAW):
            found.append("tip")
    buttons = root.findChildren(QAbstractButton)
    found.extend(
        f"button: {button.text()[:40]!r}"
        for button in buttons
        if any(sign in button.text() + button.toolTip() for sign in RAW)
    )
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_hostile_words_through_every_tab(desk: Desk, language: str) -> None:
    texts.set_language(language)
    hostile(desk)
    pane = desk.show()
    for at in range(pane.view.tabs.count()):
        pane.view.tabs.setCurrentIndex(at)
        desk.quiet()
        assert faults(pane) == [], at
        page = pane.view.pages.currentWidget()
        assert isinstance(page, QScrollArea)
        inner = page.widget()
        assert inner is not None
        assert inner.width() <= pane.width(), at
        assert pane.height() == 756, at
    pane.view.facts.asked.emit("escalate")
    pane.run_action("clause")
    assert faults(pane) == []
    assert "<b>bold</b>" in pane.view.facts.quote.text()
    assert "[U+202E]" in pane.view.facts.quote.text()


@pytest.mark.parametrize(
    "name", ["negotiate", "refuse", "evidence", "message", "tag", "assign", "flag", "agree_return"]
)
def test_hostile_words_through_the_panels(desk: Desk, name: str) -> None:
    desk.orders.options.setdefault("evidence", scenes.yes("evidence"))
    desk.orders.options.setdefault("agree_return", scenes.yes("agree_return"))
    desk.orders.addresses = [
        replace(item, name=BAD, text=BAD, phone=BAD) for item in desk.orders.addresses
    ]
    hostile(desk)
    pane = desk.show()
    panel = desk.open(name)
    desk.quiet()
    if name == "refuse":
        panel.view.reason.picked.emit("intact")
        desk.quiet()
    assert faults(pane) == []
    assert panel.body.width() <= pane.width()
    assert (pane.width(), pane.height()) == (776, 756)


def test_the_checker_sees_rich_text_and_hidden_signs(desk: Desk) -> None:
    pane = desk.show()
    seeded = QLabel("<b>x</b>\u202e", pane)
    seeded.show()
    seeded.setTextFormat(Qt.TextFormat.AutoText)
    assert len(faults(pane)) == 2
    seeded.deleteLater()


def test_a_picture_name_never_leaves_the_attachments(desk: Desk) -> None:
    from workbench.ui.case.files import resolve

    folder = desk.session.data_dir
    inside = picture(folder / "attachments" / "x.png", "#FFFFFF")
    (folder / "secret.png").write_bytes(inside.read_bytes())
    assert resolve("x.png", folder) == inside
    assert resolve("../attachments/x.png", folder) == inside
    for name in (
        "../secret.png",
        "/etc/passwd",
        "..",
        ".",
        "",
        "\\\\evil\\x",
        "a/../../secret.png",
    ):
        assert resolve(name, folder) is None, name
