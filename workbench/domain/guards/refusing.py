"""Refusing, guarded (REF-1..5): talk first, a reason of the list, and its proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.base.texts import text
from workbench.domain import beijing
from workbench.domain.guards.context import CONTACT_HOLDS_HOURS, Context, refuse, scene_of
from workbench.domain.kinds import REVIEW_STAGES, CaseType, NegotiationState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.case import Case
    from workbench.domain.commands import Refuse
    from workbench.domain.policy.model import Policy, RefusalReason
    from workbench.domain.refusal import Refusal

_TALKED = (NegotiationState.REFUSED, NegotiationState.EXPIRED)


def scene_name(stage: Stage) -> str:
    """Which list of reasons applies: "receipt" for goods that came back, else "review"."""
    return "receipt" if stage is Stage.MERCHANT_CONFIRM_RECEIPT else "review"


def reasons_for(case: Case, policy: Policy) -> tuple[RefusalReason, ...]:
    """REF-3: the platform's reasons for this stage and type, forbidden ones last."""
    scene = scene_name(case.stage)
    fitting = [
        reason
        for reason in policy.refusal_reasons
        if reason.scene == scene and (not reason.types or case.type in reason.types)
    ]
    return tuple(sorted(fitting, key=lambda reason: reason.forbidden))


def find_reason(case: Case, policy: Policy, said: str) -> RefusalReason | None:
    """A reason by id, code or text."""
    wanted = said.strip()
    for reason in reasons_for(case, policy):
        if wanted and wanted in (reason.id, reason.code, reason.text):
            return reason
    return None


def talked(case: Case) -> bool:
    """A negotiation was refused by the buyer, or nobody answered it (NEG-8)."""
    return any(talk.state in _TALKED for talk in case.negotiations)


def reached(case: Case, now: int) -> bool:
    """REF-1: the buyer was reached within the last 48 hours."""
    since = now - CONTACT_HOLDS_HOURS * beijing.HOUR
    return any(c.outcome == "reached" and c.at >= since for c in case.local.contacts)


def before(case: Case, context: Context) -> Iterator[Refusal]:
    """What stands in the way before anything is typed."""
    policy = context.policy
    if case.open_negotiation is not None:
        yield refuse(
            "NEG-6",
            text("A proposal to the buyer is still open."),
            helps=text("Withdraw it first, then refuse."),
            help_action="withdraw",
        )
    closed = scene_of(case, policy.cannot_refuse)
    if closed is not None:
        yield refuse(
            "REF-2",
            text("The platform does not accept a refusal here: {why}", why=closed.why),
            help_action=closed.way_out,
            confidence=str(closed.confidence),
        )
    blocked = scene_of(case, policy.refuse_blocked)
    if (case.must_negotiate or blocked is not None) and not talked(case):
        yield refuse(
            "REF-1",
            text("The platform wants a negotiation before a refusal."),
            helps=text("Propose something; if the buyer refuses or stays silent, you may refuse."),
            help_action="negotiate",
            why=blocked.why if blocked is not None else "10021068",
        )
    elif not talked(case) and not reached(case, context.now):
        yield refuse(
            "REF-1",
            text("Refusing without having talked to the buyer usually ends against the shop."),
            helps=text("Negotiate or record a contact first, or tick that you accept the risk."),
            confirmable=True,
            help_action="negotiate",
        )


def with_reason(case: Case, context: Context, command: Refuse) -> Iterator[Refusal]:
    """REF-3..5: the reason and its proofs."""
    reason = find_reason(case, context.policy, command.reason)
    if reason is None:
        yield refuse(
            "REF-3",
            text("“{reason}” is no reason of the platform's list.", reason=command.reason[:60]),
            helps=text("Choose one of the reasons shown."),
            reasons=[r.id for r in reasons_for(case, context.policy) if not r.forbidden],
        )
        return
    if reason.forbidden:
        yield refuse(
            "REF-4",
            text("This reason is never accepted: {why}", why=reason.risk or reason.text),
            helps=text("Choose the reason that is true."),
        )
        return
    offered = {proof.kind for proof in context.proofs}
    missing = [kind for kind in reason.proofs if not _proved(kind, offered)]
    if missing:
        names = dict(context.policy.evidence.kinds)
        chat = missing == ["chat_record"]
        yield refuse(
            "REF-5" if chat else "REF-3",
            text(
                "This reason needs proof: {proofs}.",
                proofs="、".join(names.get(k, k) for k in missing),
            ),
            helps=text("Add the files and refuse again."),
            missing=missing,
        )
    yield from too_big(context)


def _proved(kind: str, offered: set[str]) -> bool:
    """A proof kind may name several that will do: "unpacking_video|carrier_certificate"."""
    return any(part in offered for part in kind.split("|"))


def too_big(context: Context) -> Iterator[Refusal]:
    """DISP-2: the platform's limits for files."""
    limits = context.policy.evidence
    if len(context.proofs) > limits.max_files:
        yield refuse(
            "DISP-2",
            text("The platform takes {n} files at most.", n=limits.max_files),
            max_files=limits.max_files,
        )
    largest = max((proof.size for proof in context.proofs), default=0)
    if largest > limits.max_bytes:
        yield refuse(
            "DISP-2",
            text(
                "One file is {size} KB; the platform takes {limit} KB at most.",
                size=largest // 1000,
                limit=limits.max_bytes // 1000,
            ),
            helps=text("Send a smaller picture."),
            max_bytes=limits.max_bytes,
        )


def check(case: Case, context: Context, command: Refuse | None) -> Iterator[Refusal]:
    """Every reason why this refusal does not go (yet)."""
    yield from before(case, context)
    if command is not None:
        yield from with_reason(case, context, command)


def refusable(case: Case) -> bool:
    """Whether refusing exists at all in this stage."""
    return case.stage in REVIEW_STAGES or (
        case.stage is Stage.MERCHANT_CONFIRM_RECEIPT and case.type is not CaseType.UNKNOWN
    )
