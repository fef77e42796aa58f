"""What a buyer can do to a case: change it, give up, send goods back, bring proofs, call help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.case import Evidence, Parcel
from workbench.domain.kinds import CaseType, GoodsStatus, Millis, NegotiationKind, Stage
from workbench.domain.lifecycle import Event
from workbench.platforms.sandbox import referee, stages, talks
from workbench.platforms.sandbox.flags import FLAGS
from workbench.platforms.sandbox.ids import waybill_of
from workbench.platforms.sandbox.model import SandboxError, claim_bounds

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier

_TRACK = ("运输中", "派件中", "已签收")


def act(desk: Desk, case: Dossier, name: str, args: Mapping[str, Any]) -> None:
    """Do one act of the buyer. Raises ``SandboxError`` where it is not possible now."""
    known = BUYER_ACTS.get(name)
    if known is None:
        raise SandboxError(text("A buyer can: {acts}.", acts=", ".join(BUYER_ACTS)))
    if case.final:
        raise SandboxError(text("The case is final ({stage}).", stage=str(case.stage)))
    known(desk, case, args)


def _accept(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    plan = args.get("plan")
    talk = case.talk
    if talk is not None and talk.kind is NegotiationKind.ASK_EVIDENCE:
        _bring_evidence(desk, case, args)
        return
    talks.accept(desk, case, None if plan is None else int(plan) - 1)


def _refuse(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    talks.refuse(desk, case)
    _say(desk, case, args)


def _modify(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    """The buyer changes sum, type or reason: a new stage entry with a new clock."""
    new_type = CaseType(args.get("type") or case.type)
    claim = int(args.get("claim_fen") or _default_claim(case, args))
    order = desk.order_of(case)
    limit = desk.policy(case.platform).max_applications or FLAGS[case.platform].max_applications
    if limit and order.applications >= limit:
        raise SandboxError(text("The buyer has applied {limit} times, which is all.", limit=limit))
    if not 0 < claim <= stages.room(desk, case):
        raise SandboxError(claim_bounds(stages.room(desk, case)))
    shipped = case.type is not CaseType.REFUND_ONLY_UNSHIPPED
    if new_type is CaseType.REFUND_ONLY_UNSHIPPED and shipped:
        raise SandboxError(text("The goods have been shipped."))
    stages.apply(desk, case, Event.MODIFY)
    case.type, case.claim_fen = new_type, claim
    case.reason = str(args.get("reason") or case.reason)
    case.reason_code = str(args.get("reason_code") or ("" if args.get("reason") else
                                                       case.reason_code))  # fmt: skip
    case.buyer_note = str(args.get("note") or case.buyer_note)
    order.applications += 1
    desk.put(order)
    talks.remember_application(desk, case)
    stages.wind_clock(desk, case)
    desk.note(case, "buyer", "modified", case.reason)


def _default_claim(case: Dossier, args: Mapping[str, Any]) -> int:
    """Without anything said, the buyer comes down by a fifth."""
    said = any(args.get(name) for name in ("type", "reason", "note"))
    return case.claim_fen if said else max(1, case.claim_fen * 4 // 5)


def _cancel(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    stages.apply(desk, case, Event.CANCEL)
    desk.note(case, "buyer", "cancelled", str(args.get("note") or ""))


def _return(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    """The buyer sends the goods back and gives the waybill."""
    stages.apply(desk, case, Event.WAYBILL)
    dice = desk.dice("return", case.case_id, case.version)
    company = str(args.get("company") or FLAGS[case.platform].goods_carrier)
    waybill = str(args.get("waybill") or waybill_of(company, dice.randrange(10**12)))
    case.back = Parcel(company=company, waybill=waybill, state="已揽收", at=Millis(desk.now))
    case.goods_status = GoodsStatus.RETURNED
    desk.note(case, "buyer", "waybill", f"{company} {waybill}")
    hours = dice.randint(20, 60)
    for place, state in enumerate(_TRACK, start=1):
        at = desk.now + hours * place * beijing.HOUR // len(_TRACK)
        desk.plan(at, "track", case.shop, case.case_id, state=state)


def track(desk: Desk, case: Dossier, state: str) -> None:
    """The return parcel moves on; once it is signed for, a shorter clock may begin (CLK-3)."""
    if case.final or case.back is None or case.back.signed_at is not None:
        return
    case.back = replace(case.back, state=state)
    if state != "已签收":
        desk.note(case, "platform", "parcel", state)
        return
    case.back = replace(case.back, signed_at=Millis(desk.now))
    case.times = replace(case.times, signed_at=Millis(desk.now))
    case.version += 1
    desk.note(case, "platform", "signed", f"{case.back.company} {case.back.waybill}")
    desk.drop(case, "track")
    if case.stage is Stage.MERCHANT_CONFIRM_RECEIPT:
        due = stages.due_of(desk, case)
        if due is not None:
            stages.move_clock(desk, case, due)


def _sign(desk: Desk, case: Dossier, _: Mapping[str, Any]) -> None:
    """The return parcel is signed for; where there is none, the buyer signs for ours."""
    ours = case.outbound is not None and case.outbound.signed_at is None
    if case.back is not None and (case.back.signed_at is None or not ours):
        if case.back.signed_at is not None:
            raise SandboxError(text("The return parcel has been signed for already."))
        track(desk, case, "已签收")
        return
    if case.outbound is None or case.outbound.signed_at is not None:
        raise SandboxError(text("There is no parcel on the way."))
    case.outbound = replace(case.outbound, state="已签收", signed_at=Millis(desk.now))
    if case.goods_status is GoodsStatus.NOT_RECEIVED:
        case.goods_status = GoodsStatus.RECEIVED
    desk.note(case, "platform", "outbound_signed", case.outbound.waybill)


def _bring_evidence(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    """Pictures of the buyer; they answer an open request for evidence."""
    pictures = tuple(str(name) for name in args.get("pictures") or ()) or ("seam-open.png",)
    found = [
        Evidence(
            id=f"{case.case_id}-b{len(case.evidence) + place}",
            kind="picture",
            by="buyer",
            sha256="",
            name=name,
            at=Millis(desk.now),
            path=name,
            sent=True,
        )
        for place, name in enumerate(pictures, start=1)
    ]
    case.evidence = (*case.evidence, *found)
    case.buyer_pictures = tuple(dict.fromkeys((*case.buyer_pictures, *pictures)))
    desk.note(case, "buyer", "evidence", str(args.get("note") or ""))
    talk = case.talk
    if talk is not None and talk.kind is NegotiationKind.ASK_EVIDENCE:
        talks.accept(desk, case)


def _intervene(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    if FLAGS[case.platform].buyer_waits_refusal and not case.refusals:
        raise SandboxError(text("Here the buyer may call the platform in after a refusal only."))
    referee.step_in(desk, case)
    _say(desk, case, args)


def _confirm(desk: Desk, case: Dossier, _: Mapping[str, Any]) -> None:
    stages.apply(desk, case, Event.BUYER_CONFIRM)
    desk.note(case, "buyer", "buyer_confirmed")


def _say(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    text = str(args.get("note") or "")
    if text:
        desk.note(case, "buyer", "buyer_message", text)


def _message(desk: Desk, case: Dossier, args: Mapping[str, Any]) -> None:
    if not args.get("note"):
        raise SandboxError(text("A message needs words: note."))
    _say(desk, case, args)


BUYER_ACTS: dict[str, Callable[[Desk, Dossier, Mapping[str, Any]], None]] = {
    "accept": _accept,
    "refuse": _refuse,
    "modify": _modify,
    "cancel": _cancel,
    "return": _return,
    "sign": _sign,
    "evidence": _bring_evidence,
    "intervene": _intervene,
    "confirm": _confirm,
    "message": _message,
}
