"""Step 1: the first schema. STRICT everywhere; times are epoch ms, money is fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_MONEY = "check ({0} is null or {0} between -100000000000 and 100000000000)"

_CASES = f"""
create table cases (
  id integer primary key,
  shop text not null, case_id text not null,
  platform text not null, order_id text not null, type text not null, stage text not null,
  turn text not null, phase text not null, reason_class text not null,
  -- lane and due are the order of the queue, see store/order.py
  lane integer not null, due integer, due_at integer, paused_ms integer, evidence_due_at integer,
  todo integer not null check (todo in (0, 1)), final integer not null check (final in (0, 1)),
  claim_fen integer not null {_MONEY.format("claim_fen")},
  paid_fen integer {_MONEY.format("paid_fen")},
  refunded_fen integer {_MONEY.format("refunded_fen")},
  loss_fen integer not null {_MONEY.format("loss_fen")},
  applied_at integer not null, final_at integer, as_of integer not null,
  version integer not null,
  due_source text not null, at_zero text not null, at_zero_confidence text not null,
  negotiation_state text not null, negotiation_round integer not null,
  intent_action text not null, intent_state text not null, intent_command_id text not null,
  intent_hold_until integer not null, platform_words text not null,
  flag text not null, tags text not null, assignee text not null, contradicted text not null,
  type_raw text not null, item_title text not null, sku text not null, quantity integer,
  buyer_nick text not null, buyer_note text not null, reason text not null,
  words integer not null,  -- fingerprint of what the search index holds of this case
  doc text not null check (json_valid(doc)),
  unique (case_id, shop)
) strict
"""

_OTHERS = (
    """
    create table timeline (
      case_row integer not null references cases (id),
      at integer not null, kind text not null, actor text not null, text text not null,
      source text not null, seq integer not null,
      primary key (case_row, at, kind, actor, text)
    ) strict, without rowid
    """,
    """
    create table tags (
      tag text not null, case_row integer not null references cases (id),
      primary key (tag, case_row)
    ) strict, without rowid
    """,
    """
    create table headers (
      id integer primary key, names text not null unique check (json_valid(names))
    ) strict
    """,
    """
    create table rows (
      case_row integer primary key references cases (id),
      file_id text not null, header integer not null references headers (id),
      cells text not null check (json_valid(cells))
    ) strict
    """,
    f"""
    create table orders (
      id integer primary key,
      shop text not null, order_id text not null, platform text not null,
      paid_fen integer not null {_MONEY.format("paid_fen")},
      created_at integer not null, success_at integer, after_sale_days integer not null,
      item_title text not null, sku text not null, buyer_nick text not null, quantity integer,
      entry_requested_at integer,
      unique (order_id, shop)
    ) strict
    """,
    """
    create table entries (
      shop text not null, order_id text not null, state text not null,
      requested_at integer, opened_at integer, valid_until integer,
      case_id text not null, command_id text not null, delivery text,
      primary key (shop, order_id)
    ) strict, without rowid
    """,
    """
    create table shops (
      id text primary key, name text not null unique, platform text not null, kind text not null,
      platform_assumed integer not null, as_of integer, offset_ms integer not null,
      cursor text not null default ''
    ) strict, without rowid
    """,
    """
    create table addresses (
      id text primary key, shop text not null references shops (id),
      name text not null, phone text not null, text text not null, standard integer not null
    ) strict, without rowid
    """,
    f"""
    create table outbox (
      seq integer primary key,
      command_id text not null unique check (command_id <> ''),
      shop text not null, case_id text not null, order_id text not null,
      action text not null, args text not null check (json_valid(args)),
      amount_fen integer not null {_MONEY.format("amount_fen")},
      state text not null, actor text not null,
      created_at integer not null, hold_until integer not null,
      platform_version text not null, tries integer not null,
      last_error text not null, platform_words text not null,
      sent_at integer, sent_wall integer, next_try_wall integer not null,
      owner text not null, lease_until integer not null, finished_at integer,
      fingerprint text not null, result text not null check (json_valid(result))
    ) strict
    """,
    """
    create table audit (
      seq integer primary key, at integer not null, actor text not null, command text not null,
      subject text not null, decision text not null,
      facts text not null check (json_valid(facts)), hash text not null
    ) strict
    """,
    """
    create table changes (
      seq integer primary key autoincrement,
      kind text not null, id text not null, case_row integer, at integer not null
    ) strict
    """,
    """
    create table kv (key text primary key, value text not null) strict, without rowid
    """,
    """
    create table dirty_days (
      shop text not null, day integer not null, primary key (shop, day)
    ) strict, without rowid
    """,
    """
    create table counters (
      shop text not null, platform text not null, type text not null, stage text not null,
      flag text not null, assignee text not null, n integer not null check (n >= 0),
      primary key (shop, platform, type, stage, flag, assignee)
    ) strict, without rowid
    """,
    """
    create virtual table search using fts5 (
      x, content = '', contentless_delete = 1, tokenize = 'ascii'
    )
    """,
    # Words of many cases are gathered before they are sorted in: an import is twice as fast.
    "insert into search (search, rank) values ('hashsize', 16777216)",
)

_INDEXES = (
    # The queue is answered from these two alone, in their order; ``id`` breaks ties.
    """
    create index cases_open on cases (
      lane, due, id, loss_fen, claim_fen, todo, turn, stage, evidence_due_at, paused_ms,
      negotiation_state, shop, platform, type, flag, assignee, reason
    ) where final = 0
    """,
    """
    create index cases_done on cases (
      due, id, loss_fen, claim_fen, shop, platform, type, stage, flag, assignee, reason
    ) where final = 1
    """,
    """
    create index cases_open_claim on cases (
      claim_fen, id, lane, due, loss_fen, todo, turn, stage, evidence_due_at, negotiation_state,
      shop, platform, type, flag, assignee, reason
    ) where final = 0
    """,
    """
    create index cases_open_applied on cases (
      applied_at, id, claim_fen, lane, due, loss_fen, todo, turn, stage, evidence_due_at,
      negotiation_state, shop, platform, type, flag, assignee, reason
    ) where final = 0
    """,
    "create index cases_order on cases (order_id, shop)",
    "create index cases_buyer on cases (buyer_nick, shop, applied_at) where buyer_nick <> ''",
    "create index cases_claim on cases (claim_fen)",
    "create index cases_applied on cases (applied_at)",
    "create index tags_case on tags (case_row)",
    "create index orders_created on orders (created_at)",
    """
    create index orders_requested on orders (entry_requested_at)
    where entry_requested_at is not null
    """,
    """
    create index outbox_open on outbox (hold_until) where state in
    ('waiting', 'review', 'sending', 'unknown', 'handoff', 'handoff_done')
    """,
    "create index outbox_day on outbox (created_at)",
    "create index outbox_case on outbox (shop, case_id)",
)


def apply(db: Database) -> None:
    """Tables and indexes of the first version."""
    for statement in (_CASES, *_OTHERS, *_INDEXES):
        db.execute(" ".join(statement.split()) if "--" not in statement else statement)
