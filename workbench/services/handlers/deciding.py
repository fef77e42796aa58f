"""Acting on a case: checked, stored as an intent with its outbox row, or done here at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.base.errors import KnownError
from workbench.base.ids import new_id
from workbench.base.texts import text
from workbench.domain import commands, freight
from workbench.domain.case import (
    Case,
    Contact,
    Evidence,
    Intent,
    Note,
    TimelineEntry,
)
from workbench.domain.guards import acts
from workbench.domain.guards.context import Proof, refuse
from workbench.domain.kinds import Action, CommandId, Delivery, Millis, ShopKind
from workbench.services import actions, authorize
from workbench.services.actions import Travel
from workbench.services.handlers import promising
from workbench.services.handlers.surroundings import case_of, context_of
from workbench.services.model import ActResult
from workbench.services.outbox import told
from workbench.services.ports import OutboxItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.guards.context import Context
    from workbench.domain.refusal import Refusal
    from workbench.services.actions import ActionSpec
    from workbench.services.deps import Deps
    from workbench.services.ports import UnitOfWork
    from workbench.services.workbench import ActRequest

LAST_MINUTE_MS = 60_000  # OUT-1: an act leaves at least so long before zero
_AT_ONCE = frozenset({Action.REMARK, Action.FLAG})
BEFORE = "before"  # in an item's arguments: what an undo puts back


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A file taken into the data directory."""

    kind: str
    sha256: str
    size: int
    name: str


def fingerprint(action: str, subject: str, args: object, files: Sequence[str]) -> str:
    """What makes two requests the same (OUT-1)."""
    plain = json.dumps([action, subject, args, list(files)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def act(deps: Deps, request: ActRequest, actor: str) -> ActResult:
    """Do, or store for delivery, one act on one case.

    The result says whether it goes, and if not, every rule that stands in the way. Raises
    ``KnownError`` for unknown cases, wrong arguments and unreadable files.
    """
    spec = actions.SPECS[request.action]
    command = actions.parse(request.action, dict(request.args))
    if request.files and not spec.files:
        raise KnownError("usage", text("{action} takes no files.", action=str(request.action)))
    kept = tuple(_keep(deps, kind, path) for kind, path in request.files)
    args = actions.dump(request.action, command)
    mark = fingerprint(
        request.action, str(request.key), args, [f"{k.kind}:{k.sha256}" for k in kept]
    )
    request = replace(request, command_id=request.command_id or new_id())
    with deps.store.write() as uow:
        again = _seen_before(uow, request, mark)
        if again is not None:
            if any(item.rule == "OUT-1" for item in again.refused):
                _audit(deps, uow, request, actor, args, again.refused)
                uow.commit()
            return again
        case = case_of(uow, request.key)
        no_right = authorize.denied(actor, spec.right, case.key.shop)
        proofs = tuple(Proof(kind=k.kind, size=k.size) for k in kept)
        context = context_of(deps, uow, case, proofs=proofs, confirmed=request.confirm, actor=actor)
        refused = (
            (no_right,)
            if no_right is not None
            else acts.check(request.action, case, context, command, if_version=request.if_version)
        )
        _audit(deps, uow, request, actor, args, refused)
        if refused:
            uow.commit()
            return _result(request, case, refused=refused, denied=no_right is not None)
        stored = _Deed(deps, uow, request, spec, command, args, kept, mark, actor)
        return stored.do(case, context)


def _keep(deps: Deps, kind: str, path: object) -> _Kept:
    from pathlib import Path

    source = Path(str(path))
    sha256, size = deps.attachments.keep(source)
    return _Kept(kind=kind, sha256=sha256, size=size, name=source.name)


def _seen_before(uow: UnitOfWork, request: ActRequest, mark: str) -> ActResult | None:
    """OUT-1: the same id and arguments give the same result; other arguments are refused."""
    item = uow.outbox.get(request.command_id)
    local = uow.values.get(f"command:{request.command_id}")
    if item is None and local is None:
        return None
    known = item.fingerprint if item is not None else local
    case = uow.cases.get(request.key)
    version = case.version if case is not None else None
    if known != mark:
        clash = refuse(
            "OUT-1",
            text("This command id was used for something else."),
            helps=text("Use a new id for a new decision."),
            command_id=request.command_id,
        )
        return ActResult(
            shop=request.key.shop, case_id=request.key.case_id, action=str(request.action),
            command_id=request.command_id, ok=False, version=version, refused=(clash,),
        )  # fmt: skip
    state = str(item.state) if item is not None else ""
    refused, words = told(item) if item is not None else ((), None)
    return ActResult(
        shop=request.key.shop, case_id=request.key.case_id, action=str(request.action),
        command_id=request.command_id, ok=state not in ("refused", "undone"), delivery=state,
        version=version, hold_until=item.hold_until if item is not None else None,
        negotiation_id=str(item.result.get("negotiation_id", "")) if item is not None else "",
        refused=refused, words=words,
    )  # fmt: skip


def _audit(
    deps: Deps,
    uow: UnitOfWork,
    request: ActRequest,
    actor: str,
    args: dict[str, object],
    refused: Sequence[Refusal],
) -> None:
    uow.audit.append(
        at=deps.now(),
        actor=actor,
        command=str(request.action),
        subject=str(request.key),
        decision="refused:" + ",".join(r.rule for r in refused) if refused else "accepted",
        facts={
            "command_id": request.command_id,
            "args": args,
            "confirmed": sorted(request.confirm),
        },
    )


def _result(
    request: ActRequest, case: Case, *, refused: Sequence[Refusal] = (), denied: bool = False
) -> ActResult:
    return ActResult(
        shop=case.key.shop, case_id=case.key.case_id, action=str(request.action),
        command_id=request.command_id, ok=not refused, version=case.version,
        refused=tuple(refused), denied=denied,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Deed:
    """One accepted act inside its write transaction."""

    deps: Deps
    uow: UnitOfWork
    request: ActRequest
    spec: ActionSpec
    command: commands.Command
    args: dict[str, object]
    kept: tuple[_Kept, ...]
    mark: str
    actor: str

    def do(self, case: Case, context: Context) -> ActResult:
        """Write everything the act changes and commit."""
        here = promising.after(
            self._local(case, context.now), context, self.command, actor=self.actor,
            command_id=self.request.command_id, proof=self.kept[0].sha256 if self.kept else "",
        )  # fmt: skip
        files_shop = context.shop_kind == ShopKind.FILES
        stays = self.spec.travel is Travel.LOCAL or (files_shop and self.request.action in _AT_ONCE)
        if stays:
            self.uow.values.set(f"command:{self.request.command_id}", self.mark)
            self.uow.cases.save(here, [self._entry(context.now)])
            self.uow.changed("case", str(case.key))
            return replace(_result(self.request, here), changes=self.uow.commit())
        item = self._item(case, here, context)
        if self.spec.travel is Travel.DECISION:
            local = replace(here.local, contradicted="")  # it was said of the decision before
            here = replace(here, intent=self._intent(item), local=local)
        self.uow.outbox.add(item)
        self.uow.cases.save(here, [self._entry(context.now)])
        self.uow.changed("case", str(case.key))
        self.uow.changed("outbox", item.command_id)
        changes = self.uow.commit()
        return replace(
            _result(self.request, here),
            delivery=str(item.state),
            hold_until=item.hold_until,
            changes=changes,
        )

    def _item(self, before: Case, case: Case, context: Context) -> OutboxItem:
        return OutboxItem(
            command_id=CommandId(self.request.command_id),
            shop=case.key.shop,
            case_id=case.key.case_id,
            order_id=case.order_id,
            action=str(self.request.action),
            args={**self.args, **self._delivered(case, context), **self._before(before)},
            state=Delivery.WAITING,
            actor=self.actor,
            created_at=context.now,
            hold_until=context.now + self._hold_ms(case, context.now),
            platform_version=case.platform_version,
            fingerprint=self.mark,
        )

    def _delivered(self, case: Case, context: Context) -> dict[str, object]:
        """What the platform needs beside the arguments: the address in words, the files."""
        extra: dict[str, object] = {}
        if self.request.action is Action.AGREE_RETURN and self.args.get("return_freight") is None:
            extra["return_freight"] = freight.bearer(case, context.policy)
        if self.request.confirm and self.request.action is Action.EVIDENCE:
            extra["confirm"] = sorted(self.request.confirm)
        if self.kept:
            extra["files"] = [
                {"kind": k.kind, "sha256": k.sha256, "name": k.name} for k in self.kept
            ]
        if self.request.action in (
            Action.AGREE_RETURN,
            Action.AGREE_EXCHANGE,
            Action.AGREE_REPAIR,
        ):
            wanted = self.args.get("address")
            for address in self.uow.shops.addresses(case.key.shop):
                if address.id == wanted or (not wanted and address.default):
                    extra["address"] = address.id
                    extra["address_text"] = f"{address.name} {address.phone} {address.text}"
        return extra

    def _before(self, case: Case) -> dict[str, object]:
        """What stands on the card until now, for an undo."""
        if self.request.action is Action.REMARK:
            return {BEFORE: case.local.remark}
        if self.request.action is Action.FLAG:
            return {BEFORE: case.local.flag or ""}
        return {}

    def _hold_ms(self, case: Case, now: int) -> int:
        """OUT-1: hold = min(undo seconds, max(0, due - now - 60 s))."""
        if self.request.action in _AT_ONCE:
            return 0
        asked = self.request.hold_seconds
        seconds = self.deps.settings().undo_seconds if asked is None else asked
        hold = round(seconds * 1000)
        evidence = self.request.action is Action.EVIDENCE
        due = case.evidence_due_at if evidence else case.deadline.at
        if due is not None:
            hold = min(hold, max(0, due - now - LAST_MINUTE_MS))
        return max(0, hold)

    def _intent(self, item: OutboxItem) -> Intent:
        return Intent(
            command_id=item.command_id,
            action=self.request.action,
            state=item.state,
            actor=self.actor,
            decided_at=Millis(item.created_at),
            hold_until=Millis(item.hold_until),
            args=dict(self.args),
        )

    def _entry(self, now: int) -> TimelineEntry:
        told = self.args.get("text") or self.args.get("note") or self.args.get("message") or ""
        told = told or self.args.get("what") or ""
        return TimelineEntry(
            at=Millis(now), actor=self.actor, kind=f"act:{self.request.action}",
            text=str(told), source="here",
        )  # fmt: skip

    def _local(self, case: Case, now: int) -> Case:
        """What the act changes beside the platform's facts."""
        local, at = case.local, Millis(now)
        match self.command:
            case commands.SetFlag(flag=flag):
                local = replace(local, flag=flag)
            case commands.SetRemark(text=words):
                local = replace(local, remark=words)
            case commands.SetTag(tag=tag, remove=remove):
                rest = tuple(item for item in local.tags if item != tag.strip())
                local = replace(local, tags=rest if remove else (*rest, tag.strip()))
            case commands.Assign(to=name):
                local = replace(local, assignee=name.strip())
            case commands.AddNote(text=words):
                local = replace(local, notes=(*local.notes, Note(at=at, by=self.actor, text=words)))
            case commands.Raise(note=words, to=name):
                raised = replace(local, raised=words)
                local = replace(raised, assignee=name.strip() or local.assignee)
            case commands.RecordContact(channel=channel, outcome=outcome, note=words):
                picture = self.kept[0].sha256 if self.kept else ""
                contact = Contact(
                    at=at, channel=channel, outcome=outcome, note=words, by=self.actor,
                    picture=picture,
                )  # fmt: skip
                local = replace(local, contacts=(*local.contacts, contact))
            case _:
                pass
        return replace(case, local=local, evidence=(*case.evidence, *self._evidence(now)))

    def _evidence(self, now: int) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                id=f"{self.request.command_id}:{index}", kind=k.kind, by="merchant",
                sha256=k.sha256, name=k.name, at=Millis(now), size=k.size, path=k.sha256,
            )
            for index, k in enumerate(self.kept)
        )  # fmt: skip
