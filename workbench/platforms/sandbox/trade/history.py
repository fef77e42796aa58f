"""The past in bulk: every final case is a function of seed and number, and can be told again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.domain import beijing
from workbench.domain.case import (
    Application,
    Case,
    CaseKey,
    Deadline,
    Local,
    Parcel,
    StageTimes,
    TimelineEntry,
)
from workbench.domain.kinds import (
    CaseId,
    CaseType,
    Fen,
    Flag,
    GoodsStatus,
    Millis,
    OrderId,
    Phase,
    ShopId,
    Turn,
)
from workbench.platforms.sandbox import ids
from workbench.platforms.sandbox.flags import stage_word
from workbench.platforms.sandbox.trade.catalogue import catalogue
from workbench.platforms.sandbox.trade.daytime import Days
from workbench.platforms.sandbox.trade.lines import Line, lines_of
from workbench.platforms.sandbox.trade.lives import Life, cancel, ending_of, never_sent

if TYPE_CHECKING:
    from workbench.platforms.sandbox.desk import Rulebook
    from workbench.platforms.sandbox.trade.catalogue import ShopSeed
    from workbench.platforms.sandbox.trade.lives import Ending

_LEAN_FROM = 50_000  # cases from which the timelines are short
_LEAN_LEAVES_OUT = frozenset({"waybill", "auto_agreed"})
_AGAIN_ONE_IN = 30
_MARGIN = 2 * beijing.MINUTE


class Past:
    """All final cases of one world; ``case(number)`` tells one of them."""

    def __init__(
        self, seed: int, count: int, *, shops: Sequence[ShopSeed], until: int, days: int,
        rules: Rulebook,
    ) -> None:  # fmt: skip
        self.count = count
        self.shops = tuple(shops)
        self._seed = seed
        self._until = until
        self._rules = rules
        self._days = Days(until, days, count)
        self._lean = count >= _LEAN_FROM
        per_shop = max(60, min(1_500, count // 8))
        self._lines = [
            lines_of(seed, shop, rules.at(shop.platform, until), per_shop) for shop in self.shops
        ]
        self._book = book = catalogue()
        self._agents = book.agents if self._lean else book.agents[:6]
        self._dice = random.Random(0)
        self._deadlines: dict[str, Deadline] = {}
        self._locals = {name: Local(assignee=name) for name in self._agents}

    def __iter__(self) -> Iterator[tuple[Case, tuple[TimelineEntry, ...]]]:
        for number in range(self.count if self.shops else 0):
            yield self.case(number)

    def find(self, shop: str, case_id: str) -> tuple[Case, tuple[TimelineEntry, ...]] | None:
        """The case by its id; None where the past of this world has none like it."""
        seed = next((item for item in self.shops if item.id == shop), None)
        if seed is None:
            return None
        number = ids.case_number(seed.platform, case_id)
        if number is None or not 0 <= number < self.count:
            return None
        found = self.case(number)
        return found if found[0].key == CaseKey(ShopId(shop), CaseId(case_id)) else None

    def case(self, number: int) -> tuple[Case, tuple[TimelineEntry, ...]]:
        """Final case ``number`` and its history."""
        who = self._who(number)
        order = number
        if number % _AGAIN_ONE_IN == 0:
            order, who = self._again(number, who)
        shop, line, ending = who
        r = self._dice.random
        at = self._days.at(number)
        quantity = 1 if r() < 0.86 else 2
        paid = line.price_fen * quantity * (100 - (0, 0, 0, 5, 10)[int(r() * 5)]) // 1000 * 10
        claim = paid
        if line.type is CaseType.PRICE_PROTECT:
            claim = max(100, paid * (5 + int(r() * 20)) // 100)
        elif line.type is CaseType.REFUND_ONLY_SHIPPED and r() < 0.3:
            claim = max(100, paid * (20, 30, 50, 60)[int(r() * 4)] // 100)
        agent = int(r() * r() * len(self._agents))
        life = Life(
            r, line, platform=shop.platform, case_id=ids.case_id(shop.platform, number), at=at,
            claim=claim, paid=paid, agent=self._agents[agent], pace=25 + agent * 37 % 170,
        )  # fmt: skip
        ending(life)
        life.mark("final_at")
        squeeze = self._squeeze(life)
        return self._write(life, shop, claim, order, quantity, squeeze)

    def _who(self, number: int) -> tuple[ShopSeed, Line, Ending]:
        """Shop, article and ending: the first throws of a case, so that others can look at it."""
        dice = self._dice
        dice.seed(self._seed * 1_000_003 + number)
        r = dice.random
        place = int(r() * len(self.shops))
        lines = self._lines[place]
        line = lines[int(r() * len(lines))]
        return self.shops[place], line, ending_of(line.type, r())

    def _again(
        self, number: int, own: tuple[ShopSeed, Line, Ending]
    ) -> tuple[int, tuple[ShopSeed, Line, Ending]]:
        """Now and then it is the second application of a buyer who gave up some days before."""
        earlier = number - self._days.cases_in(4) - number % 7
        if earlier < 0:
            return number, own
        who = self._who(earlier)
        if who[2] not in (cancel, never_sent) or earlier % _AGAIN_ONE_IN == 0:
            self._who(number)
            return number, own
        line = who[1]
        again = self._who(number)
        return earlier, (who[0], line, again[2] if again[1].type is line.type
                         else ending_of(line.type, self._dice.random()))  # fmt: skip

    def _squeeze(self, life: Life) -> float:
        """Lives that would reach into the present are lived faster."""
        room = self._until - _MARGIN - life.applied
        length = life.at - life.applied
        return 1.0 if length <= room else max(room, 0) / length

    def _write(
        self, life: Life, shop: ShopSeed, first_claim: int, order: int, quantity: int,
        squeeze: float,
    ) -> tuple[Case, tuple[TimelineEntry, ...]]:  # fmt: skip
        line, start, r = life.line, life.applied, life.r
        if squeeze != 1.0:
            _hurry(life, squeeze)
        received = line.goods is GoodsStatus.RECEIVED
        reason_time = Millis(start)
        rules = self._rules.at(shop.platform, start)
        case = Case(
            **line.facts,
            key=CaseKey(ShopId(shop.id), CaseId(life.case_id)),
            platform=shop.platform,
            order_id=OrderId(ids.order_id(shop.platform, order)),
            line_id=ids.order_id(shop.platform, order),
            stage=life.stage,
            turn=Turn.NONE,
            claim_fen=Fen(life.claim),
            paid_fen=Fen(life.paid),
            refunded_fen=Fen(life.refunded),
            applied_at=reason_time,
            as_of=Millis(self._until),
            version=len(life.times) + 1,
            platform_version=f"{start // 1000}{len(life.times) + 1:03d}",
            phase=Phase.AFTER_SALE if received and r() < 0.45 else Phase.ON_SALE,
            stage_raw=stage_word(shop.platform, life.stage),
            goods_status=GoodsStatus.RETURNED if life.back else line.goods,
            quantity=quantity,
            buyer_nick=_nick(r),
            times=StageTimes(**life.times),
            deadline=self._deadline(rules.ruleset),
            outbound=_outbound(life),
            back=_back(life),
            negotiations=tuple(life.talks),
            applications=(
                Application(
                    at=reason_time, type=line.type, reason=line.reason, claim_fen=Fen(first_claim)
                ),
            ),
            refusals=life.refusals,
            ruleset=rules.ruleset,
            local=self._local(life),
        )
        return case, self._timeline(life)

    def _deadline(self, ruleset: str) -> Deadline:
        """Values of which there are few are made once."""
        found = self._deadlines.get(ruleset)
        if found is None:
            found = self._deadlines[ruleset] = Deadline(ruleset=ruleset, how="final")
        return found

    def _local(self, life: Life) -> Local:
        """Assignee, and now and then a remark or a flag, as shops leave them behind."""
        throw = life.r()
        if throw > 0.08:
            return self._locals[life.agent]
        remarks = self._book.remarks
        flag = (Flag.RED, Flag.YELLOW, Flag.GREEN, None)[int(throw * 50) % 4]
        remark = remarks[int(life.r() * len(remarks))]
        return Local(assignee=life.agent, flag=flag, remark=remark)

    def _timeline(self, life: Life) -> tuple[TimelineEntry, ...]:
        lean = self._lean
        ours = life.agent
        return tuple(
            TimelineEntry(
                at=Millis(at), actor=actor, kind=kind, text=text,
                source="here" if actor == ours else "platform",
            )
            for at, actor, kind, text in life.said
            if not (lean and kind in _LEAN_LEAVES_OUT)
        )  # fmt: skip


def _hurry(life: Life, squeeze: float) -> None:
    start = life.applied

    def moved(at: int) -> int:
        return start + int((at - start) * squeeze) // beijing.SECOND * beijing.SECOND

    life.times = {name: Millis(moved(at)) for name, at in life.times.items()}
    life.said = [(moved(at), actor, kind, text) for at, actor, kind, text in life.said]
    life.talks = [
        replace(
            item,
            sent_at=Millis(moved(item.sent_at or start)),
            ended_at=Millis(moved(item.ended_at or start)),
        )
        for item in life.talks
    ]


def _nick(r: Callable[[], float]) -> str:
    book = catalogue()
    heads, tails = book.nick_heads, book.nick_tails
    return f"{heads[int(r() * len(heads))]}**{tails[int(r() * len(tails))]}"


def _outbound(life: Life) -> Parcel | None:
    if life.line.type is CaseType.REFUND_ONLY_UNSHIPPED or "virtual" in life.line.labels:
        return None
    received = life.line.goods is GoodsStatus.RECEIVED
    carriers = catalogue().carriers
    company = carriers[int(life.r() * len(carriers))]
    hours = int((1 + life.r() * 130) * 3_600)
    signed = life.applied - hours * beijing.SECOND if received else None
    sent = (signed or life.applied) - 3 * beijing.DAY
    return Parcel(
        company=company,
        waybill=ids.waybill_of(company, int(life.r() * 10**12)),
        state="已签收" if received else "运输中",
        at=Millis(sent),
        signed_at=None if signed is None else Millis(signed),
    )


def _back(life: Life) -> Parcel | None:
    if not life.back:
        return None
    carriers = catalogue().carriers
    company = carriers[life.waybill % len(carriers)]
    return Parcel(
        company=company,
        waybill=ids.waybill_of(company, life.waybill),
        state="已签收",
        at=life.times["returned_at"],
        signed_at=life.times["signed_at"],
    )


def bulk_history(
    seed: int, count: int, *, shops: Sequence[ShopSeed], until: int, days: int, rules: Rulebook
) -> Iterator[tuple[Case, tuple[TimelineEntry, ...]]]:
    """``count`` final cases of the ``days`` before ``until``, oldest first."""
    return iter(Past(seed, count, shops=shops, until=until, days=days, rules=rules))
