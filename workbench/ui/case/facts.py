"""The facts of a case in words: the grid, the reason, the notes that must be seen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.base.texts import _, ngettext
from workbench.domain.beijing import HOUR
from workbench.domain.kinds import CaseType, EntryState, ShopKind
from workbench.ui import phrases
from workbench.ui.case import telling
from workbench.ui.case.acts import ENTRIES
from workbench.ui.case.safe import prose
from workbench.ui.theme.plain import CHAT_LIMIT, NAME_LIMIT, visible

if TYPE_CHECKING:
    from workbench.domain.case import Case, Order, Parcel, Shop
    from workbench.services.queries import CardRow, CaseDetail
    from workbench.ui.case.loading import Loaded

STALE_MS = 12 * HOUR  # CASE-13
QUOTE_LIMIT = 2_000
WORD_LIMIT = 24
LABELS = {
    "virtual", "custom", "fresh", "agreed_cancel", "seven_day", "freight_insurance",
    "flash_sale", "ticket", "service",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A note above the facts; ``name`` is what its button asks the pane for."""

    kind: str
    icon: str
    title: str
    body: str = ""
    action: str = ""
    key: str = ""
    name: str = ""
    rule: str = ""  # the id of what said no


def word(text: str) -> str:
    """A stranger's word where there is room for one word only."""
    return visible(text, WORD_LIMIT)


def name(text: str) -> str:
    """A stranger's short word, safe to show on one line."""
    return visible(text, NAME_LIMIT)


# --------------------------------------------------------------------------------------- notes


def notices(loaded: Loaded, now: int) -> list[Notice]:
    """What must be seen before the facts, the loudest first."""
    case, found = loaded.case, []
    if case.local.contradicted:
        found.append(Notice(
            kind="crit", icon="octagon-x", title=_("The platform contradicts what was done here"),
            body=prose(telling.contradiction(case.local.contradicted)),
            action=phrases.action("check"), name="check",
        ))  # fmt: skip
    if stale(loaded, now):
        found.append(Notice(
            kind="soon", icon="history",
            title=_("This is {time} old").format(time=phrases.duration(now - case.as_of)),
            body=_("Countdowns of old files are only a guess: import a new export first."),
            action=_("Import again"), name="sources",
        ))  # fmt: skip
    if case.local.absent:
        found.append(Notice(
            kind="soon", icon="file-down", title=_("Missing from the newest export"),
            body=_("It may be finished or deleted there: look at the platform."),
        ))  # fmt: skip
    if changed_reason(case):
        first = case.applications[0]
        found.append(Notice(
            kind="soon", icon="triangle-alert", title=_("The buyer changed the reason"),
            body=_("First: {first}. Now: {now}.").format(
                first=phrases.quoted(prose(first.reason, NAME_LIMIT)),
                now=phrases.quoted(prose(case.reason, NAME_LIMIT)),
            ),
        ))  # fmt: skip
    request = entry_request(loaded.detail, now)
    if request is not None:
        found.append(request)
    if case.type is CaseType.UNKNOWN or case.stage == "unknown":
        found.append(Notice(
            kind="soon", icon="circle-question-mark",
            title=_("The platform uses a word that is unknown here"),
            body=_("Every act on this case is done by hand on the platform (CASE-2)."),
        ))  # fmt: skip
    return found


def entry_request(detail: CaseDetail, now: int) -> Notice | None:
    """OPEN-7: the buyer asks for the after-sale entry of this order."""
    order, entry = detail.order, detail.entry
    asked = order.entry_requested_at if order is not None else None
    if entry is not None:
        if entry.state != EntryState.REQUESTED:
            return None
        asked = entry.requested_at or asked
    if asked is None:
        return None
    return Notice(
        kind="info", icon="door-open", title=_("The buyer asks to open the after-sale entry"),
        body=_("Asked at {time}; once open, a refund or a return may be asked for.").format(
            time=phrases.stamp(asked, now)
        ),
        action=_("Go to the order"), key="T", name=ENTRIES,
    )  # fmt: skip


def stale(loaded: Loaded, now: int) -> bool:
    """A file shop whose truth is over twelve hours old (CASE-13)."""
    shop = loaded.shop
    return (
        shop is not None
        and shop.kind == ShopKind.FILES
        and not loaded.case.final
        and now - loaded.case.as_of > STALE_MS
    )


def truth(shop: Shop | None, case: Case, now: int) -> str:
    """How old a file shop's truth is: "as of 14:05, 3 h ago"; "" for the others."""
    if shop is None or shop.kind != ShopKind.FILES:
        return ""
    return _("as of {time}, {age} ago").format(
        time=phrases.when(case.as_of, now), age=phrases.duration(now - case.as_of)
    )


# --------------------------------------------------------------------------------------- reason


def changed_reason(case: Case) -> bool:
    """The buyer gave another reason before (CASE-6: it stands out)."""
    return len({item.reason for item in case.applications} | {case.reason}) > 1 and bool(
        case.applications
    )


def reason_note(case: Case) -> str:
    """Whether the reason is the first one."""
    if changed_reason(case):
        return _("changed by the buyer")
    return _("first reason, not changed") if case.applications else ""


def quote(case: Case) -> str:
    """The buyer's own words in quotation marks, capped; "" where there are none."""
    said = prose(case.buyer_note, min(QUOTE_LIMIT, CHAT_LIMIT), lines=True).strip()
    return phrases.quoted(said) if said else ""


def paid(case: Case) -> str:
    """What the buyer paid, and whether all of it is claimed (CASE-3)."""
    if case.paid_fen is None:
        return _("paid: not known")
    if case.full_refund:
        return _("of {amount} paid, full").format(amount=phrases.amount(case.paid_fen))
    return _("of {amount} paid, partial").format(amount=phrases.amount(case.paid_fen))


def item_line(case: Case) -> str:
    """Specification, quantity and the merchant's code."""
    parts = [name(case.sku)]
    if case.quantity is not None:
        parts.append(ngettext("{n} piece", "{n} pieces", case.quantity).format(n=case.quantity))
    if case.seller_sku:
        parts.append(_("code {code}").format(code=name(case.seller_sku)))
    return "  ·  ".join(part for part in parts if part)


def label_line(case: Case) -> str:
    """The service labels of the order."""
    words = {
        "virtual": _("virtual goods"), "custom": _("made to order"), "fresh": _("fresh goods"),
        "agreed_cancel": _("cancelling agreed"), "seven_day": _("7-day returns"),
        "freight_insurance": _("return freight insured"), "flash_sale": _("flash sale"),
        "ticket": _("ticket"), "service": _("service"),
    }  # fmt: skip
    return "  ·  ".join(words.get(label, name(label)) for label in sorted(case.labels))


# ----------------------------------------------------------------------------------------- grid


def rows(detail: CaseDetail, now: int) -> list[tuple[str, str]]:
    """Label and value pairs for the two columns; eight are always there, so nothing jumps."""
    case, order = detail.case, detail.order
    signed = case.outbound.signed_at if case.outbound else None
    entered = case.deadline.entered_at
    found = [
        (_("Applied"), phrases.stamp(case.applied_at, now)),
        (_("Buyer"), name(case.buyer_nick) or "—"),
        (_("Goods"), phrases.goods(case.goods_status)),
        (_("Phase"), phrases.phase(case.phase)),
    ]
    done = order.success_at if order is not None else None
    found += [
        (_("Stage since"), phrases.stamp(entered, now)),
        (_("Signed for"), phrases.stamp(signed, now)),
        (_("History"), history(detail)),
        (_("Completed"), phrases.stamp(done, now)),
    ]
    if case.refunded_fen:
        found.append((_("Refunded"), phrases.amount(case.refunded_fen)))
    if case.refusals:
        found.append((_("Refused"), ngettext("{n} time", "{n} times", case.refusals).format(
            n=case.refusals
        )))  # fmt: skip
    if case.reason_label:
        found.append((_("Label"), name(case.reason_label)))
    return found


def history(detail: CaseDetail) -> str:
    """How many other cases this buyer has here."""
    count = len(detail.of_buyer)
    if not count:
        return _("no other case")
    return ngettext("{n} other case", "{n} other cases", count).format(n=count)


def parcels(case: Case, now: int) -> list[tuple[str, str]]:
    """Logistics out and back."""
    return [
        (_("Parcel out"), _parcel(case.outbound, now)),
        (_("Parcel back"), _parcel(case.back, now)),
    ]


def _parcel(parcel: Parcel | None, now: int) -> str:
    if parcel is None or not any((parcel.company, parcel.waybill, parcel.state)):
        return _("nothing known")
    parts = [name(parcel.company), name(parcel.waybill), name(phrases.parcel(parcel.state))]
    if parcel.signed_at is not None:
        parts.append(_("signed for {time}").format(time=phrases.stamp(parcel.signed_at, now)))
    elif parcel.at is not None:
        parts.append(phrases.stamp(parcel.at, now))
    return "  ·  ".join(part for part in parts if part)


def order_rows(order: Order, now: int) -> list[tuple[str, str]]:
    """What is known of the order."""
    days = ngettext("{n} day", "{n} days", order.after_sale_days).format(n=order.after_sale_days)
    found = [
        (_("Paid"), phrases.amount(order.paid_fen)),
        (_("Ordered"), phrases.stamp(order.created_at, now)),
        (_("Completed"), phrases.stamp(order.success_at, now)),
        (_("After-sale period"), days),
        (_("Goods"), name(order.item_title) or "—"),
        (_("Specification"), name(order.sku) or "—"),
        (_("Buyer"), name(order.buyer_nick) or "—"),
    ]
    if order.quantity is not None:
        found.append((_("Quantity"), str(order.quantity)))
    return found


def sibling(row: CardRow, now: int) -> str:
    """Another case in one line."""
    parts = [
        phrases.case_type_short(row.type, name(row.type_raw)),
        phrases.amount(row.claim_fen),
        name(row.item_title),
        phrases.stage(row.stage),
        phrases.stamp(row.applied_at, now),
    ]
    return "  ·  ".join(part for part in parts if part)
