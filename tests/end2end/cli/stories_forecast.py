"""How the platform would probably decide: told before, and held against what it did decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end2end.cli.shell import SAFE_S, result
from tests.end2end.cli.telling import proves

if TYPE_CHECKING:
    from tests.end2end.cli.shell import Shell, Value

REFUSE = "do {case} refuse --set reason=agreed_with_buyer --file chat_record={png} --confirm REF-1"
NO_TALKS = "Refused without an after-sale negotiation"
TALKS = "In your favour: the negotiation is on record"
ALL_PROOFS = "In your favour: the proofs of the reason are complete"
NO_RECORD = "No record of having talked to the buyer"
OFFER = '{{"kind":"offer","message":"您好","plans":[{{"kind":"partial_refund","amount_fen":100}}]}}'


def lines(shell: Shell, act: str = "refuse") -> dict[str, Value]:
    """The lines of the forecast by their condition."""
    return {one["condition"]: one for one in forecast(shell, act)["lines"]}


def forecast(shell: Shell, act: str = "refuse") -> Value:
    """The forecast of the case."""
    return shell.ok(f"forecast {{case}} --act {act}")


def quiet(shell: Shell, **filters: str) -> list[Value]:
    """Cases that wait for us, with nothing under way and hours left."""
    return [
        case
        for case in shell.cases(stage="merchant_review", **filters)
        if case["type"] in ("return_refund", "refund_only_shipped")
        and case["intent"] is None
        and not case["negotiations"]
        and "无理由" not in case["reason"]
        and case["deadline"]["remaining_s"] > SAFE_S
    ]


@proves("VER-1", "REF-1")
def wechat_wants_talks_before_a_refusal(shell: Shell) -> None:
    shell.find(platform="wechat", type="return_refund")
    line = lines(shell)[NO_TALKS]
    assert (line["outcome"], line["responsible"]) == ("buyer", "merchant")
    assert (line["confidence"], line["source"][-10:]) == ("seed", "2024-04-28")
    assert "Negotiate once" in line["would_change"]
    assert NO_TALKS not in lines(shell, "escalate")


@proves("VER-1")
def what_would_change_it_does_change_it(shell: Shell) -> None:
    shell.find(platform="douyin", type="return_refund")
    assert lines(shell)[NO_RECORD]["confidence"] == "official"
    shell.ok("do {case} contact --set channel=phone --set outcome=no_answer")
    assert NO_RECORD in lines(shell)
    shell.ok("do {case} contact --set channel=phone --set outcome=reached --set note=已通话")
    assert NO_RECORD not in lines(shell)


@proves("VER-1")
def talks_stand_in_the_shops_favour(shell: Shell) -> None:
    shell.find(platform="tmall", type="return_refund")
    assert TALKS not in lines(shell)
    shell.ok(f"do {{case}} negotiate --args '{OFFER}'")
    line = lines(shell)[TALKS]
    assert (line["outcome"], line["responsible"]) == ("merchant", "buyer")


@proves("VER-1")
def the_lines_are_in_the_language_chosen_and_the_words_are_not(shell: Shell) -> None:
    shell.find(platform="wechat", type="return_refund")
    english = forecast(shell)["lines"][0]
    shell.lang = "zh_CN"
    chinese = forecast(shell)["lines"][0]
    assert chinese["condition"] == "没用过售后协商就拒绝"
    for name in ("outcome", "responsible", "confidence"):
        assert english[name] == chinese[name]


@proves("VER-2", "DISP-4")
def verdicts_are_held_against_the_forecast(shell: Shell) -> None:
    ours = quiet(shell, platform="tmall")[:6]
    for case in ours:
        shell.names["case"] = case["case_id"]
        shell.ok(REFUSE)

    def borne_out() -> list[tuple[int, int]]:
        shell.names["case"] = ours[5]["case_id"]
        found = forecast(shell, "escalate")
        assert ALL_PROOFS in [line["condition"] for line in found["lines"]]
        return [(c["n"], c["k"]) for c in found["calibration"] if c["condition"] == ALL_PROOFS]

    for case, word in zip(ours, ("buyer", "buyer", "buyer", "merchant", "buyer"), strict=False):
        assert borne_out() == []  # under five verdicts nothing is said
        shell.names["case"] = case["case_id"]
        assert shell.case()["verdict"] is None
        shell.ok("sandbox buyer {case} intervene")
        shell.ok(f"sandbox referee {{case}} {word}")
        judged = shell.case()["verdict"]
        assert (judged["ruling"], judged["counted"]) == (word, word == "buyer")
        assert judged["responsible"] == {"buyer": "merchant", "merchant": "buyer"}[word]
    assert borne_out() == [(5, 1)]


@proves("REF-6")
def refusals_without_talks_are_counted_against_the_budget(shell: Shell) -> None:
    def spent() -> str:
        said = shell.run("forecast", shell.names["case"]).out.splitlines()
        return next(line for line in said if "无故拒绝" in line).rpartition(": ")[2]

    ours = quiet(shell, platform="douyin")
    shop = ours[0]["shop"]
    ours = [c for c in ours if c["shop"] == shop][:3]
    shell.names["case"] = ours[2]["case_id"]
    assert spent() == "0 of 5"
    shell.names["case"] = ours[0]["case_id"]
    refused = result(shell.ok(REFUSE))
    assert refused["ok"]
    shell.names["case"] = ours[1]["case_id"]
    shell.ok("do {case} contact --set channel=phone --set outcome=reached --set note=已通话")
    shell.ok(REFUSE.removesuffix(" --confirm REF-1"))
    shell.names["case"] = ours[2]["case_id"]
    assert spent() == "1 of 5"  # the second had been talked over
    shell.ok("sandbox advance 1d")
    assert spent() == "0 of 5"
