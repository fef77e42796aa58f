"""Addresses of the platform's pages: https, on the hosts the policy names, nothing smuggled in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy


def case_page(policy: Policy, case_id: str, order_id: str) -> str:
    """The page of a case; "" where the policy has none or it is not allowed."""
    return _page(policy, policy.page_url, case_id, order_id) if case_id else ""


def order_page(policy: Policy, order_id: str) -> str:
    """The page of an order; "" where the policy has none or it is not allowed."""
    return _page(policy, policy.order_url, "", order_id) if order_id else ""


def _page(policy: Policy, template: str, case_id: str, order_id: str) -> str:
    address = template.replace("{case_id}", quote(case_id, safe="")).replace(
        "{order_id}", quote(order_id, safe="")
    )
    return address if allowed(address, policy.hosts) else ""


def allowed(address: str, hosts: tuple[str, ...]) -> bool:
    """True for https on one of ``hosts``: no user name, no port, no look-alike, no blanks."""
    if not address.isascii() or any(sign.isspace() or sign in '\\"<>' for sign in address):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and parts.netloc == (parts.hostname or "")
        and port is None
        and parts.netloc in hosts
    )
