"""What a column map may call a column: the importer's fields, or ``ignore:name`` (IMP-1)."""

from __future__ import annotations

import re
from typing import Literal, get_args

ImportField = Literal[
    "case_id",
    "order_id",
    "line_id",
    "type",
    "need_return",
    "stage_raw",
    "stage_detail",
    "goods_status",
    "item_title",
    "item_id",
    "item_desc",
    "seller_sku",
    "sku",
    "quantity",
    "price",
    "paid",
    "claim",
    "refunded",
    "claim_goods",
    "claim_freight",
    "claim_discount",
    "claim_tax",
    "payable",
    "discount",
    "applied_at",
    "agreed_at",
    "returned_at",
    "refunded_at",
    "final_at",
    "closed_at",
    "paid_at",
    "deadline_at",
    "evidence_deadline_at",
    "buyer_nick",
    "buyer_note",
    "reason",
    "reason_label",
    "intervention",
    "responsible",
    "phase",
    "refund_scope",
    "refund_source",
    "instant",
    "remark_label",
    "merchant_remark",
    "order_remark",
    "return_waybill",
    "return_company",
    "return_state",
    "return_logistics",
    "out_waybill",
    "out_company",
    "out_state",
    "out_logistics",
    "reviewer",
    "payer",
    "negotiation_record",
    "execution",
]
IMPORT_FIELDS: frozenset[str] = frozenset(get_args(ImportField))
NEEDED_FIELDS = ("case_id", "order_id", "stage_raw", "applied_at")
_IGNORED = re.compile(r"ignore:[a-z0-9_]+")


def known_field(field: str) -> bool:
    """Whether the importer understands the word, or is told to keep the column as it is."""
    return field in IMPORT_FIELDS or _IGNORED.fullmatch(field) is not None
