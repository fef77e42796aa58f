"""Acts of the merchant as the platform carries them out: checked, done, written in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain.case import Evidence, Parcel
from workbench.domain.kinds import Action, Delivery, Fault, Millis, Stage
from workbench.domain.lifecycle import EVENT_OF_ACTION, Event
from workbench.platforms.sandbox import books, entries, referee, rules, stages, talks
from workbench.platforms.sandbox.model import SandboxError
from workbench.platforms.sandbox.refusals import version_of
from workbench.services.ports import Answer

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Desk
    from workbench.platforms.sandbox.model import Dossier
    from workbench.services.ports import Act

OPEN_ENTRY = "open_entry"
_MONEY = frozenset({Action.AGREE_REFUND, Action.CONFIRM_RECEIPT})


def perform(desk: Desk, act: Act) -> Answer:
    """Check an act and carry it out; what was asked and answered is kept in ``received``."""
    answer = _perform(desk, act)
    desk.connection.execute(
        "insert into received (command_id, case_id, action, outcome, words, at) "
        "values (?, ?, ?, ?, ?, ?)",
        (act.command_id, act.case_id or act.order_id, act.action,
         answer.fault or answer.state, answer.words, desk.now),
    )  # fmt: skip
    return answer


def _perform(desk: Desk, act: Act) -> Answer:
    if act.action == OPEN_ENTRY:
        return entries.open_entry(desk, act)
    case = desk.case(act.shop, act.case_id)
    if case is None:
        return no(Fault.BAD_REQUEST, "售后单不存在")
    refused = rules.check(desk, case, act)
    if refused is not None:
        if refused.fault is Fault.NEGOTIATE_FIRST and not case.must_negotiate:
            case.must_negotiate = True
            desk.put(case)
        return no(refused.fault, refused.words)
    action = Action(act.action)
    before = case.claim_fen
    try:
        with desk.attempt():
            # The books may have been put back before: take the case out afresh.
            case = desk.case(act.shop, act.case_id) or case
            result = _ACTS.get(action, _decide)(desk, case, act)
    except SandboxError:  # the table has the last word
        return no(Fault.BAD_REQUEST, rules.NOT_HERE)
    amount = before if action in _MONEY and _pays(case) else 0
    result = {
        "at": desk.now,
        "stage": str(case.stage),
        "platform_version": version_of(case),
        **result,
    }
    desk.record(case, act.action, amount, command_id=act.command_id, by="merchant", result=result)
    return Answer(state=Delivery.DONE, result=result)


def _pays(case: Dossier) -> bool:
    return case.stage is Stage.REFUNDING


def no(fault: Fault, words: str) -> Answer:
    """A refusal in the platform's words."""
    return Answer(state=Delivery.REFUSED, fault=fault, words=words)


def _decide(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    """Agreeing and confirming: one step in the table."""
    action = Action(act.action)
    event = EVENT_OF_ACTION.get(action)
    if event is None:
        raise SandboxError(text("There is no act “{name}” here.", name=act.action))
    stages.apply(desk, case, event)
    desk.note(case, "merchant", f"act:{action}", str(act.args.get("message") or ""))
    return {}


def _refuse(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    _keep_files(desk, case, act)
    case.refusals += 1
    stages.apply(desk, case, Event.REFUSE)
    words = "；".join(str(act.args.get(name) or "") for name in ("reason", "text")).strip("；")
    desk.note(case, "merchant", "act:refuse", words)
    return {"refusals": case.refusals}


def _ship(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    stages.apply(desk, case, Event.SHIP)
    company, waybill = str(act.args["company"]), str(act.args["waybill"])
    case.outbound = Parcel(company=company, waybill=waybill, state="已揽收", at=Millis(desk.now))
    desk.note(case, "merchant", "act:ship", f"{company} {waybill}")
    return {}


def _negotiate(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    _keep_files(desk, case, act)
    talk = talks.propose(desk, case, act.args)
    return {"negotiation_id": talk.id, "round": talk.round, "reply_by": talk.reply_by}


def _withdraw(desk: Desk, case: Dossier, _: Act) -> dict[str, object]:
    talk = case.talk
    talks.withdraw(desk, case)
    return {"negotiation_id": "" if talk is None else talk.id}


def _message(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    _keep_files(desk, case, act)
    desk.note(case, "merchant", "act:message", str(act.args.get("text") or ""))
    number = books.next_number(desk.connection, "messages")
    return {"message_id": f"m{number:09d}"}


def _remark(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    case.remark = str(act.args.get("text") or "")
    desk.put(case)
    return {}


def _flag(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    case.flag = str(act.args.get("flag") or "")
    desk.put(case)
    return {}


def _escalate(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    referee.step_in(desk, case)
    desk.note(case, "merchant", "act:escalate", str(act.args.get("statement") or ""))
    return {}


def _evidence(desk: Desk, case: Dossier, act: Act) -> dict[str, object]:
    kept = _keep_files(desk, case, act)
    desk.note(case, "merchant", "act:evidence", str(act.args.get("statement") or ""))
    if case.stage is Stage.REFUND_FAILED:
        stages.apply(desk, case, Event.OFFLINE_PROOF)
    else:
        referee.take_evidence(desk, case)
    return {"evidence": [item.id for item in kept]}


def _keep_files(desk: Desk, case: Dossier, act: Act) -> list[Evidence]:
    """What was uploaded becomes the platform's own copy: a name, a hash, a size."""
    kept: list[Evidence] = []
    for kind, name in act.files:
        path = Path(name)
        try:
            content = path.read_bytes()
        except OSError:
            raise SandboxError(text("{file} cannot be read.", file=path.name)) from None
        place = len(case.evidence) + len(kept) + 1
        kept.append(
            Evidence(
                id=f"{case.case_id}-e{place}",
                kind=kind,
                by="merchant",
                sha256=hashlib.sha256(content).hexdigest(),
                name=path.name,
                at=Millis(desk.now),
                size=len(content),
                sent=True,
            )
        )
    if kept:
        case.evidence = (*case.evidence, *kept)
        desk.put(case)
    return kept


_ACTS: dict[Action, Callable[[Desk, Dossier, Act], dict[str, object]]] = {
    Action.REFUSE: _refuse,
    Action.SHIP: _ship,
    Action.NEGOTIATE: _negotiate,
    Action.WITHDRAW: _withdraw,
    Action.MESSAGE: _message,
    Action.REMARK: _remark,
    Action.FLAG: _flag,
    Action.ESCALATE: _escalate,
    Action.EVIDENCE: _evidence,
}
