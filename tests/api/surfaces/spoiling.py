"""Launches that are right, or spoiled in one way: a method each, named as the case that it stands for."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwe, jws
from joserfc.jwk import OctKey, RSAKey

from api.surfaces.launch import Surface
from orbit.access import Role, User
from tests.api.surfaces.launching import claims_of, jwt, seconds
from tests.api.surfaces.sending import SECRETS, Answer, Sent, Stage

USER, RECORD = "ana.ruiz@tidewell.example", "snowpeak.example"
OTHER_SECRET = "a secret that somebody else has"  # noqa: S105  of nobody
LONG = b"A" * 1_000_000


class Way(ABC):
    """A way in that bears one credential; `carry` sends none, one or two of them.

    `kind` is that of its answers; `tells_forbidden` says that being somebody without rights is not the same as nobody.
    """

    surface: Surface
    kind = "text/html"
    tells_forbidden = True

    def __init__(self, stage: Stage, undo: ExitStack) -> None:
        self.stage = stage
        self.undo = undo

    @abstractmethod
    def credential(self) -> str:
        """Return a credential that is right, and new."""

    @abstractmethod
    def carry(self, *credentials: bytes) -> Sent:
        """Send these."""

    def frames(self) -> str:
        """Return which pages may hold its answers now: a refused token does not tell of which surface it was."""
        return " ".join(self.stage.served.connections.all_frames) or "'none'"

    def is_open(self, answer: Answer) -> bool:
        """Say whether an answer lets in."""
        return answer.status == 200 and "data-bearer=" in answer.text and "Snowpeak GmbH" in answer.text

    def right(self) -> Sent:
        """Nothing is wrong with it."""
        return self.carry(self.credential().encode())

    def text(self, credential: str) -> Sent:
        """Send this one."""
        return self.carry(credential.encode())

    def missing(self) -> Sent:
        return self.carry()

    def empty(self) -> Sent:
        return self.carry(b"")

    def given_twice(self) -> Sent:
        return self.carry(self.credential().encode(), self.credential().encode())

    def a_forged_one_before_the_right_one(self) -> Sent:
        return self.carry(self.credential().encode()[:-6] + b"AAAAAA", self.credential().encode())

    def a_megabyte_long(self) -> Sent:
        return self.carry(LONG)

    def five_thousand_letters_long(self) -> Sent:
        return self.carry(LONG[:5_000])

    def not_base64(self) -> Sent:
        return self.carry(b"***.***.***")

    def with_a_nul(self) -> Sent:
        return self.carry(self.credential().encode() + b"\x00")

    def not_utf8(self) -> Sent:
        return self.carry(b"\xff\xfe" + self.credential().encode())

    def cut_short(self) -> Sent:
        return self.carry(self.credential().encode()[:-20])

    def asked_by_another_method(self) -> Sent:
        sent = self.right()
        return replace(sent, method="PUT")

    def looked_at_by_head(self) -> Sent:
        return replace(self.right(), method="HEAD")

    def after_it_was_used(self) -> Sent:
        sent = self.right()
        assert self.stage.send(sent).status == 200
        return sent

    def after_its_connection_was_removed(self) -> Sent:
        sent, connections = self.right(), self.stage.served.connections
        connection = connections.find(self.surface)
        assert connection is not None
        connections.remove(self.surface)
        self.undo.callback(connections.put, connection)
        return sent

    def after_its_secret_was_changed(self) -> Sent:
        sent, connections = self.right(), self.stage.served.connections
        connection = connections.find(self.surface)
        assert connection is not None
        connections.put(replace(connection, secret=OTHER_SECRET))
        self.undo.callback(connections.put, connection)
        return sent

    def after_its_user_was_disabled(self) -> Sent:
        sent, store, now = self.right(), self.stage.served.workspace.store, self.stage.now
        with store.writing() as batch:
            batch.access.put_user(User("u1", USER, "Ana Ruiz", Role.REP, now, disabled_at=now))
        self.undo.callback(self._forget, "u1")
        return sent

    def six_minutes_later(self) -> Sent:
        return self._later(timedelta(minutes=6))

    def eleven_minutes_later(self) -> Sent:
        return self._later(timedelta(minutes=11))

    def _later(self, time: timedelta) -> Sent:
        sent, served = self.right(), self.stage.served
        self.undo.callback(setattr, served, "now", served.now)
        served.now += time
        return sent

    def _forget(self, user: str) -> None:
        with self.stage.served.workspace.store.writing() as batch:
            batch.access.forget_user(user)


class Jwt(Way):
    """A way in whose credential is a JWT with HS256."""

    @property
    def secret(self) -> str:
        """The secret that signs it rightly."""
        return SECRETS[self.surface]

    def signed(self, secret: str = "", header: dict[str, Any] | None = None, **changes: Any) -> Sent:
        """Send a right token that says something else, or is signed in another way."""
        claims = {**claims_of(self.credential()), **changes}
        said = {name: value for name, value in claims.items() if value is not ...}
        return self.text(jwt(said, secret or self.secret, header))

    def signed_with_another_secret(self) -> Sent:
        return self.signed(OTHER_SECRET)

    def signed_with_the_secret_of_another_surface(self) -> Sent:
        return self.signed(SECRETS[Surface.HUBSPOT])

    def signed_with_no_secret(self) -> Sent:
        return self.text(jwt(claims_of(self.credential()), ""))

    def unsigned(self) -> Sent:
        head, body, _ = jwt(claims_of(self.credential()), "", {"alg": "none"}).split(".")
        return self.text(f"{head}.{body}.")

    def unsigned_but_in_other_capitals(self) -> Sent:
        return self.signed(header={"alg": "nOnE"})

    def signed_by_another_algorithm(self) -> Sent:
        return self.signed(header={"alg": "HS512"})

    def signed_with_a_key_of_its_own(self) -> Sent:
        key = RSAKey.import_key(rsa.generate_private_key(65537, 2048))
        header = {"alg": "RS256", "jwk": key.as_dict(private=False)}
        claims = json.dumps(claims_of(self.credential()))
        return self.text(jws.serialize_compact(header, claims, key, algorithms=["RS256"]))

    def right_by_hmac_and_named_rs256(self) -> Sent:
        return self.signed(header={"alg": "RS256"})

    def without_an_algorithm(self) -> Sent:
        return self.signed(header={"typ": "JWT"})

    def with_a_demand_that_we_do_not_know(self) -> Sent:
        return self.signed(header={"alg": "HS256", "crit": ["exp", "x"], "x": 1})

    def encrypted(self) -> Sent:
        key = OctKey.import_key(self.secret.encode()[:16].ljust(16, b"x"))
        header = {"alg": "A128KW", "enc": "A128GCM"}
        claims = json.dumps(claims_of(self.credential())).encode()
        return self.text(jwe.encrypt_compact(header, claims, key, algorithms=["A128KW", "A128GCM"]))

    def expired(self) -> Sent:
        return self.signed(exp=seconds(self.stage.now - timedelta(minutes=2)))

    def not_valid_yet(self) -> Sent:
        return self.signed(nbf=seconds(self.stage.now + timedelta(minutes=2)))

    def dated_in_the_future(self) -> Sent:
        return self.signed(iat=seconds(self.stage.now + timedelta(minutes=2)))

    def without_an_end(self) -> Sent:
        return self.signed(exp=...)

    def without_an_end_that_is_a_number(self) -> Sent:
        return self.signed(exp=float("nan"))

    def good_for_days(self) -> Sent:
        return self.signed(exp=seconds(self.stage.now + timedelta(days=3)))

    def changed_after_it_was_signed(self) -> Sent:
        head, _, mac = self.credential().split(".")
        other = jwt({**claims_of(self.credential()), "key": "northwind.example", "userId": 1}, "").split(".")[1]
        return self.text(f"{head}.{other}.{mac}")

    def no_json_though_signed(self) -> Sent:
        return self.text(jwt("never mind", self.secret))

    def a_list_though_signed(self) -> Sent:
        return self.text(jwt([1], self.secret))

    def nested_deeply_though_signed(self) -> Sent:
        return self.text(jwt("[" * 2_500, self.secret))
