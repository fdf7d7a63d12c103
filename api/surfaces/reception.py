"""Where launches come in: found true, used once, by somebody who may read; and where open panels are known again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.http.keys import WorkspaceId, workspace_of
from api.signin.sessions import lasts
from api.signin.visitor import LOCAL
from api.surfaces import hubspot, pipedrive, salesforce
from api.surfaces.connections import Connections
from api.surfaces.launch import Launch, Refusal, Surface
from api.surfaces.references import Records
from api.surfaces.tokens import Bearer, Tokens, new_bearer
from api.surfaces.used import UsedLaunches
from orbit.access import ALL_RIGHTS, RIGHTS, ApiKey, Right, Role, Session, User
from orbit.settings import Settings
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody before an open panel: what their token says, what they may do, and under which name the log keeps it."""

    bearer: Bearer
    rights: frozenset[Right]
    author: str

    def may(self, right: Right) -> bool:
        """Say whether they have a right."""
        return right in self.rights


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives launches for one workspace. Keys and users are read anew each time, so that shutting one out works.

    `address` is where others reach us; None on this machine alone.
    """

    connections: Connections
    used: UsedLaunches
    keys: Callable[[], Sequence[ApiKey]]
    users: Callable[[], Sequence[User]]
    session: Callable[[str], Session | None]
    address: str | None
    records: Records

    @classmethod
    def of(cls, store: Store, settings: Settings) -> Reception:
        """Return the reception of the workspace that the settings describe."""
        used = UsedLaunches(settings.home / "launches")
        return cls(Connections(settings.home), used, store.keys, store.users, store.session, settings.address, store)

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace that is served here."""
        return workspace_of(None)

    @property
    def tokens(self) -> Tokens:
        """The workspace's own tokens."""
        return Tokens(self.connections.signing_key(), self.workspace)

    def by_hubspot(self, request: hubspot.Signed, told: str, now: datetime) -> Launch | Refusal:
        """Find out whether HubSpot's card asks this."""
        connection = self.connections.find(Surface.HUBSPOT)
        return Refusal.UNCONNECTED if connection is None else hubspot.card_launch(request, told, connection, now)

    def by_salesforce(self, signed_request: str, now: datetime) -> Launch | Refusal:
        """Find out whether Salesforce opens this panel."""
        connection = self.connections.find(Surface.SALESFORCE)
        return Refusal.UNCONNECTED if connection is None else salesforce.canvas_launch(signed_request, connection, now)

    def by_pipedrive(self, query: Mapping[str, str], now: datetime) -> Launch | Refusal:
        """Find out whether Pipedrive opens this panel."""
        connection = self.connections.find(Surface.PIPEDRIVE)
        return Refusal.UNCONNECTED if connection is None else pipedrive.panel_launch(query, connection, now)

    def use(self, launch: Launch, now: datetime) -> bool:
        """Use a launch; False where it was used before."""
        return self.used.take(f"{launch.surface} {launch.mark}", launch.over, now)

    def open(self, launch: Launch, now: datetime) -> Welcome | Refusal:
        """Open a panel for a launch that was found true, once."""
        welcome = self.welcome(new_bearer(self.workspace, launch, now), now)
        if isinstance(welcome, Refusal):
            return welcome
        return welcome if self.use(launch, now) else Refusal.USED

    def open_by_token(self, text: str, now: datetime) -> Welcome | Refusal:
        """Open a panel for a token of ours, once."""
        read = self.tokens.opened(text, now)
        if isinstance(read, Refusal):
            return read
        launch, bearer = read
        welcome = self.welcome(bearer, now)
        if isinstance(welcome, Refusal):
            return welcome
        return welcome if self.use(launch, now) else Refusal.USED

    def known(self, text: str, now: datetime) -> Welcome | Refusal:
        """Know an open panel again by its token."""
        bearer = self.tokens.shown(text, now)
        return bearer if isinstance(bearer, Refusal) else self.welcome(bearer, now)

    def welcome(self, bearer: Bearer, now: datetime) -> Welcome | Refusal:
        """Say what somebody may do at this moment: what let them in has to hold still."""
        if bearer.connected and not self._is_connected(bearer.surface):
            return Refusal.UNCONNECTED
        user = next((user for user in self.users() if user.email == bearer.user), None)
        if user is not None and user.disabled_at is not None:
            return Refusal.SWITCHED_OFF
        key = next((key for key in self.keys() if key.id == bearer.api_key), None)
        if bearer.api_key and (key is None or key.revoked_at is not None or key.expires_at <= now):
            return Refusal.WITHDRAWN
        if bearer.session and not self._lasts(bearer.session, user, now):
            return Refusal.SIGNED_OUT
        # Whoever the CRM vouches for is one of its users, and so at least a rep.
        rights = RIGHTS[Role.REP if user is None else user.role] & (ALL_RIGHTS if key is None else key.scopes)
        if Right.READ not in rights:
            return Refusal.NOT_ALLOWED
        return Welcome(bearer, rights, bearer.user or (LOCAL if key is None else key.name))

    def _is_connected(self, surface: Surface) -> bool:
        return surface is Surface.ORBIT or self.connections.find(surface) is not None

    def _lasts(self, session: str, user: User | None, now: datetime) -> bool:
        found = self.session(session)
        return found is not None and user is not None and found.user_id == user.id and lasts(found, now)
