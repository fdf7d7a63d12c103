"""Every way in that a launch or an open panel can take."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from api.presenter import PathsRequest
from api.surfaces.hubspot import SIGNATURE, TIMESTAMP, Signed, signature
from api.surfaces.launch import Launch, Surface
from api.surfaces.tokens import Bearer, new_bearer
from orbit.access import ALL_RIGHTS, Right
from tests.api.surfaces.launching import COMPANY, ORGANIZATION, PORTAL, canvas, jwt, sealed, seconds
from tests.api.surfaces.sending import SECRETS, Answer, Sent
from tests.api.surfaces.spoiling import OTHER_SECRET, RECORD, USER, Jwt, Way

PAGE = (("Accept", b"text/html"), ("Sec-Fetch-Mode", b"navigate"))
_FORM = ("Content-Type", b"application/x-www-form-urlencoded")
_JSON = ("Content-Type", b"application/json")


class Pipedrive(Jwt):
    """Pipedrive's custom panel."""

    surface = Surface.PIPEDRIVE

    def frames(self) -> str:
        return " ".join(self.stage.served.connections.frames(self.surface)) or "'none'"

    def credential(self) -> str:
        ends, number = seconds(self.stage.now + timedelta(minutes=5)), next(self.stage.numbers)
        return jwt({"userId": 7, "companyId": int(COMPANY), "exp": ends, "jti": str(number)}, self.secret)

    def carry(self, *credentials: bytes) -> Sent:
        return self._carried("42", *credentials)

    def _carried(self, record: str, *credentials: bytes, more: str = "") -> Sent:
        tokens = "".join(f"&token={quote(one)}" for one in credentials)
        return Sent("GET", f"/embed/pipedrive?id=f1&resource=organization&selectedIds={record}{more}{tokens}", PAGE)

    def for_another_account_of_the_crm(self) -> Sent:
        return self.signed(companyId=int(COMPANY) + 1)

    def by_a_user_that_is_none(self) -> Sent:
        return self.signed(userId=["\ud800", {"x": 7}])

    def by_a_user_with_a_nul(self) -> Sent:
        return self.signed(userId="7\x00")

    def for_no_record(self) -> Sent:
        return self._carried("", self.credential().encode())

    def for_two_records(self) -> Sent:
        return self._carried("42", self.credential().encode(), more="&selectedIds=43")


class Salesforce(Way):
    """Salesforce Canvas."""

    surface = Surface.SALESFORCE
    secret = SECRETS[Surface.SALESFORCE]

    def frames(self) -> str:
        return " ".join(self.stage.served.connections.frames(self.surface)) or "'none'"

    def credential(self) -> str:
        return self.said()

    def said(self, secret: str = "", **changes: Any) -> str:
        """Return a signed request, new each time."""
        return canvas(secret or self.secret, nonce=next(self.stage.numbers), **changes)

    def carry(self, *credentials: bytes) -> Sent:
        body = "&".join(f"signed_request={quote(one, safe='')}" for one in credentials)
        return Sent("POST", "/embed/salesforce", (*PAGE, _FORM), body.encode())

    def context(self, **changes: Any) -> Sent:
        """Send a signed request with other parts of its context."""
        known = {"user": {"email": USER}, "organization": {"organizationId": ORGANIZATION}}
        return self.text(self.said(context={**known, **changes}))

    def signed_with_another_secret(self) -> Sent:
        return self.text(self.said(OTHER_SECRET))

    def signed_with_the_secret_of_another_surface(self) -> Sent:
        return self.text(self.said(SECRETS[Surface.HUBSPOT]))

    def unsigned(self) -> Sent:
        return self.text(f".{self.said().partition('.')[2]}")

    def signed_by_another_algorithm(self) -> Sent:
        return self.text(self.said(algorithm="none"))

    def changed_after_it_was_signed(self) -> Sent:
        mac, other = self.said().partition(".")[0], self.said(userId="005000000000009AAA").partition(".")[2]
        return self.text(f"{mac}.{other}")

    def no_json_though_signed(self) -> Sent:
        return self.text(sealed("never mind", self.secret))

    def a_list_though_signed(self) -> Sent:
        return self.text(sealed("[1]", self.secret))

    def nested_deeply_though_signed(self) -> Sent:
        return self.text(sealed("[" * 50_000, self.secret))

    def for_another_account_of_the_crm(self) -> Sent:
        return self.context(organization={"organizationId": "00D000000000002EAA"})

    def by_a_user_that_is_none(self) -> Sent:
        return self.context(user={"email": "ana\ud800@tidewell.example"})

    def by_a_user_with_a_nul(self) -> Sent:
        return self.context(user={"email": f"{USER}\x00"})

    def by_a_user_with_a_name_of_a_thousand_letters(self) -> Sent:
        return self.context(user={"email": "a" * 1_000 + USER})

    def not_a_form(self) -> Sent:
        body = json.dumps({"signed_request": self.said()}).encode()
        return replace(self.right(), headers=(*PAGE, _JSON), body=body)


class Hubspot(Way):
    """HubSpot's app card: what is signed is the request itself."""

    surface = Surface.HUBSPOT
    secret = SECRETS[Surface.HUBSPOT]
    kind = "application/problem+json"

    def frames(self) -> str:
        return "'none'"

    def is_open(self, answer: Answer) -> bool:
        return answer.status == 200 and "Snowpeak GmbH" in answer.text

    def asked(self, *, secret: str = "", at: timedelta = timedelta(0), body: str = "", **changes: str) -> Sent:
        """Return a signed request for a record; `changes` are other parts of its address, before it is signed."""
        record = {"portalId": PORTAL, "objectTypeId": "0-2", "objectId": "77", "userEmail": USER}
        query = urlencode({**record, "n": str(next(self.stage.numbers)), **changes})
        return self.over(f"/v1/surfaces/hubspot/card?{query}", secret or self.secret, at, body)

    def over(self, path: str, secret: str = secret, at: timedelta = timedelta(0), body: str = "") -> Sent:
        """Return a signed request for an address."""
        time = str(int((self.stage.now + at).timestamp() * 1000))
        told = signature(Signed("GET", self.stage.base + path, body, time), secret)
        return Sent("GET", path, _stamped(time.encode(), told.encode()), body.encode())

    def credential(self) -> str:
        return dict(self.asked().headers)[SIGNATURE].decode()

    def carry(self, *credentials: bytes) -> Sent:
        sent = self.asked()
        time = dict(sent.headers)[TIMESTAMP]
        return replace(sent, headers=_stamped(time, *credentials))

    def right(self) -> Sent:
        return self.asked()

    def given_twice(self) -> Sent:
        sent = self.asked()
        return replace(sent, headers=(*sent.headers, sent.headers[-1]))

    def a_forged_one_before_the_right_one(self) -> Sent:
        time, right = self.asked().headers
        return replace(self.asked(), headers=(time, (right[0], b"AAAA"), right))

    def with_a_nul(self) -> Sent:
        sent = self.asked()
        time, right = sent.headers
        return replace(sent, headers=(time, (right[0], right[1] + b"\x00")))

    def signed_with_another_secret(self) -> Sent:
        return self.asked(secret=OTHER_SECRET)

    def signed_with_the_secret_of_another_surface(self) -> Sent:
        return self.asked(secret=SECRETS[Surface.PIPEDRIVE])

    def unsigned(self) -> Sent:
        return replace(self.asked(), headers=())

    def expired(self) -> Sent:
        return self.asked(at=timedelta(minutes=-6))

    def dated_in_the_future(self) -> Sent:
        return self.asked(at=timedelta(minutes=6))

    def changed_after_it_was_signed(self) -> Sent:
        sent = self.asked()
        return replace(sent, path=sent.path.replace("objectId=77", "objectId=78"))

    def with_a_body_that_was_not_signed(self) -> Sent:
        return replace(self.asked(), body=b'{"objectId": 78}')

    def signed_for_another_address(self) -> Sent:
        sent = self.asked()
        return replace(self.over(sent.path.replace("/card", "/cards")), path=sent.path)

    def without_a_time(self) -> Sent:
        sent = self.asked()
        return replace(sent, headers=sent.headers[1:])

    def at_two_times(self) -> Sent:
        sent = self.asked()
        return replace(sent, headers=(sent.headers[0], *sent.headers))

    def for_another_account_of_the_crm(self) -> Sent:
        return self.asked(portalId="1")

    def for_two_accounts_of_the_crm(self) -> Sent:
        return self.over(f"{self.asked().path}&portalId=1")

    def by_two_users(self) -> Sent:
        return self.over(f"{self.asked().path}&userEmail=nobody%40tidewell.example")

    def by_a_user_with_a_name_of_a_thousand_letters(self) -> Sent:
        return self.asked(userEmail="a" * 1_000 + USER)

    def for_no_record(self) -> Sent:
        return self.asked(objectId="")

    def for_two_records(self) -> Sent:
        return self.over(f"{self.asked().path}&objectId=78")


class _OfOurs(Jwt):
    """A way in whose credential the workspace itself signs."""

    surface = Surface.EMBED

    @property
    def secret(self) -> str:
        return self.stage.served.connections.signing_key().decode()

    def bearer(self, **changes: Any) -> Bearer:
        """Return who may do what, as a launch of this surface left it."""
        launch = Launch(self.surface, USER, RECORD, "", self.stage.now)
        return replace(new_bearer("default", launch, self.stage.now), **changes)

    @abstractmethod
    def opened_by(self, bearer: Bearer) -> str:
        """Return a right credential for this one."""

    def credential(self) -> str:
        return self.opened_by(self.bearer())

    def after_its_key_was_withdrawn(self) -> Sent:
        key, _ = self.stage.served.key()
        self.stage.keep(replace(key, revoked_at=self.stage.now))
        return self.text(self.opened_by(self.bearer(api_key=key.id)))

    def after_its_key_has_ended(self) -> Sent:
        key, _ = self.stage.served.key()
        self.stage.keep(replace(key, expires_at=self.stage.now))
        return self.text(self.opened_by(self.bearer(api_key=key.id)))

    def with_a_key_that_may_not_read(self) -> Sent:
        key, _ = self.stage.served.key(ALL_RIGHTS - {Right.READ})
        return self.text(self.opened_by(self.bearer(api_key=key.id)))

    def with_a_key_that_may_only_read(self) -> Sent:
        key, _ = self.stage.served.key(frozenset({Right.READ}))
        return self.text(self.opened_by(self.bearer(api_key=key.id)))

    def after_its_user_signed_out(self) -> Sent:
        return self.text(self.opened_by(self.bearer(session="s1")))

    def of_another_workspace(self) -> Sent:
        return self.signed(workspace="other")


class EmbedToken(_OfOurs):
    """A token of ours in an address."""

    def opened_by(self, bearer: Bearer) -> str:
        mark = f"mark {next(self.stage.numbers)}"
        return self.stage.served.reception.tokens.to_open(bearer, mark, self.stage.now)

    def carry(self, *credentials: bytes) -> Sent:
        return Sent("GET", f"/embed/token?theme=dark{''.join(f'&token={quote(one)}' for one in credentials)}", PAGE)

    def made_for_something_else(self) -> Sent:
        return self.text(self.stage.served.reception.tokens.to_show(self.bearer(), self.stage.now))

    def without_a_mark_of_its_own(self) -> Sent:
        return self.signed(jti=...)


class PostedToken(EmbedToken):
    """A token of ours in a form, as Chrome's side panel sends it."""

    surface = Surface.CHROME

    def carry(self, *credentials: bytes) -> Sent:
        body = "&".join(f"token={quote(one, safe='')}" for one in credentials)
        return Sent("POST", "/embed/token", (*PAGE, _FORM), body.encode())

    def not_a_form(self) -> Sent:
        return replace(self.right(), headers=(*PAGE, _JSON))


class PanelForm(_OfOurs):
    """An open panel that asks for another record: its token in a form."""

    def opened_by(self, bearer: Bearer) -> str:
        return self.stage.served.reception.tokens.to_show(bearer, self.stage.now)

    def carry(self, *credentials: bytes) -> Sent:
        body = "&".join((f"key={RECORD}", *(f"bearer={quote(one, safe='')}" for one in credentials)))
        return Sent("POST", "/embed/panel", (*PAGE, _FORM), body.encode())

    def made_for_something_else(self) -> Sent:
        return self.text(self.stage.served.reception.tokens.to_open(self.bearer(), "mark", self.stage.now))


class PanelCall(PanelForm):
    """An open panel that logs an ask: its token in a header."""

    kind = "application/problem+json"
    tells_forbidden = False

    def frames(self) -> str:
        return "'none'"

    def is_open(self, answer: Answer) -> bool:
        return answer.status == 200 and "bearer" in answer.text

    def carry(self, *credentials: bytes) -> Sent:
        named = tuple(("Authorization", b"Bearer " + one) for one in credentials)
        return Sent("POST", "/embed/asks", (_JSON, *named), json.dumps(self._ask()).encode())

    def right(self) -> Sent:
        sent = super().right()
        return replace(sent, path="/embed/renew", body=b"{}")

    def under_another_scheme(self) -> Sent:
        sent = self.text(self.credential())
        return replace(sent, headers=(_JSON, ("Authorization", b"Basic " + self.credential().encode())))

    def _ask(self) -> dict[str, str]:
        presenter = self.stage.served.presenter
        path = presenter.paths(RECORD, PathsRequest(None, None, 1, self.stage.now.date()))["paths"][0]
        target, connector = path["people"][-1], next(one for one in path["people"] if one["role"] == "connector")
        ids = {"account": RECORD, "target": target["id"], "connector": connector["id"]}
        return {"key": f"{next(self.stage.numbers):016}", **ids, "favour": "linkedin_recommendation"}


class ChromeKey(Way):
    """Chrome's side panel before its launch: it asks for a token with an API key."""

    surface = Surface.CHROME
    kind = "application/problem+json"

    def frames(self) -> str:
        return "'none'"

    def is_open(self, answer: Answer) -> bool:
        return answer.status == 201 and "token" in answer.text

    def credential(self) -> str:
        return self.stage.served.key()[1]

    def carry(self, *credentials: bytes) -> Sent:
        named = tuple(("X-API-Key", one) for one in credentials)
        body = {"surface": "chrome", "object": RECORD, "user": USER}
        return Sent("POST", "/v1/embed-tokens", (_JSON, *named), json.dumps(body).encode())

    def signed_with_another_secret(self) -> Sent:
        head, _, tail = self.credential().rpartition("_")[0].rpartition("_")
        return self.text(f"{head}_{tail[::-1]}_00000000")

    def after_its_key_was_withdrawn(self) -> Sent:
        key, text = self.stage.served.key()
        self.stage.keep(replace(key, revoked_at=self.stage.now))
        return self.text(text)

    def after_its_key_has_ended(self) -> Sent:
        key, text = self.stage.served.key()
        self.stage.keep(replace(key, expires_at=self.stage.now))
        return self.text(text)

    def with_a_key_that_may_not_read(self) -> Sent:
        return self.text(self.stage.served.key(ALL_RIGHTS - {Right.READ})[1])


WAYS: Mapping[str, type[Way]] = {
    "pipedrive": Pipedrive,
    "salesforce": Salesforce,
    "hubspot": Hubspot,
    "embed": EmbedToken,
    "chrome": PostedToken,
    "chrome key": ChromeKey,
    "panel call": PanelCall,
    "panel form": PanelForm,
}


def _stamped(time: bytes, *signatures: bytes) -> tuple[tuple[str, bytes], ...]:
    return ((TIMESTAMP, time), *((SIGNATURE, one) for one in signatures))
