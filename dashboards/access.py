"""Who is looking → which pages they may see and whose publication they get.

Without sign-in everything is open, and the router lets only this machine in. With sign-in (`st.login`, OpenID Connect) the
identity token says it: the claim `roles` (another name in WLB_ROLES_CLAIM) holds `viewer`, `member:<site>` or `steward`,
as a list or as words with spaces between them. Does not read figures and does not decide what an audience may see.
"""

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

State = Literal["open", "signed_in", "signed_out"]
EVERYTHING = frozenset({"viewer", "member", "steward"})
MEMBER = re.compile(r"member:([a-z][a-z0-9_]*)")
# The cookie lives for thirty days, whatever the token says; a working day is enough.
LASTS_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Reader:
    """What one reader may see: roles for pages, an audience for figures, and the name to greet them by."""

    state: State
    roles: frozenset[str]
    audience: str
    name: str = ""
    site: str = ""


def reader() -> Reader:
    """The reader of this session."""
    return of_claims(st.user.to_dict(), time.time(), os.environ.get("WLB_AUDIENCE", "public"))


def of_claims(claims: Mapping[str, Any], now: float, usual: str) -> Reader:
    """Who an identity token says somebody is; `usual` is the audience where nobody has to sign in.

    Streamlit gives no `is_logged_in` at all where sign-in is not configured.
    """
    if "is_logged_in" not in claims:
        return Reader("open", EVERYTHING, usual)
    if not claims["is_logged_in"] or _is_over(claims, now):
        return Reader("signed_out", frozenset(), "public")
    return _signed_in(claims)


def _is_over(claims: Mapping[str, Any], now: float) -> bool:
    """True when the token has expired, or was issued longer ago than a working day; Streamlit looks at neither."""
    ends = [claims["exp"]] if isinstance(claims.get("exp"), (int, float)) else []
    ends += [claims["iat"] + LASTS_SECONDS] if isinstance(claims.get("iat"), (int, float)) else []
    return not ends or min(ends) <= now


def _signed_in(claims: Mapping[str, Any]) -> Reader:
    told = claims.get(os.environ.get("WLB_ROLES_CLAIM", "roles")) or []
    words = told.split() if isinstance(told, str) else [str(word) for word in told]
    name = str(claims.get("name") or claims.get("email") or "")
    sites = [found[1] for word in words if (found := MEMBER.fullmatch(word))]
    if "steward" in words:
        return Reader("signed_in", EVERYTHING, "kopgroep", name)
    if sites:
        return Reader("signed_in", frozenset({"viewer", "member"}), f"site:{sites[0]}", name, sites[0])
    return Reader("signed_in", frozenset({"viewer"}), "public", name)
