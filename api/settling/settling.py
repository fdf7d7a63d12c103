"""Everything that settings ask of one workspace, and change in it."""

from __future__ import annotations

from datetime import datetime

from api.imports.aside import Start, start_aside
from api.presenter.forms import Json
from api.presenter.sharing.sharing import sharing_answer, viewer_of
from api.settling import health, keys, overview, people, policy, privacy, surfaces
from api.settling.erasing import Erasing
from api.settling.keys import NewKey
from api.settling.people import NewUser
from api.settling.policy import Trial
from api.settling.surfaces import Wanted
from api.signin.users import checked_email
from api.workspace import Workspace
from orbit.access import Role


class Settling:
    """Answers about settings, and changes them. Raises NotFound for what is missing, UsageError for what cannot be."""

    def __init__(self, workspace: Workspace, start: Start = start_aside) -> None:
        self._workspace = workspace
        self.erasing = Erasing(workspace, start)

    def overview(self, *, at: datetime) -> Json:
        """What does each room hold, and what waits for somebody?"""
        return overview.overview_answer(self._workspace, at=at)

    def policy(self) -> Json:
        """Which values count, in which unit, and who set each?"""
        return policy.policy_answer(self._workspace.settings)

    def try_value(self, name: str, typed: str | None) -> Trial:
        """What would another value of the policy change? None: the value that counts without the workspace's own."""
        return policy.tried(self._workspace.settings, name, typed)

    def save_value(self, name: str, typed: str | None) -> Trial:
        """Write a value into the workspace's own policy, unless something is wrong with it."""
        return policy.saved(self._workspace, name, typed)

    def users(self) -> Json:
        """Who can sign in, as what?"""
        return people.users_answer(self._workspace.store)

    def add_user(self, new: NewUser, *, at: datetime) -> Json:
        """Add somebody and make the link by which they come in first; it is told only now."""
        return people.added(self._workspace.store, new, at=at)

    def invite(self, user: str, *, at: datetime) -> Json:
        """Make another link for a user; those made before stop working."""
        return people.invited(self._workspace.store, user, at=at)

    def give_role(self, user: str, role: Role) -> Json:
        """Give a user another role."""
        return people.with_role(self._workspace.store, user, role)

    def set_disabled(self, user: str, *, disabled: bool, at: datetime) -> Json:
        """Shut a user out, or let them in again."""
        return people.with_access(self._workspace.store, user, disabled=disabled, at=at)

    def keys(self) -> Json:
        """Which keys do programs have?"""
        return keys.keys_answer(self._workspace.store)

    def new_key(self, new: NewKey, *, at: datetime) -> Json:
        """Make a key; its text is told only now."""
        return keys.made(self._workspace.store, new, at=at)

    def revoke_key(self, key: str, *, at: datetime) -> Json:
        """Withdraw a key."""
        return keys.revoked(self._workspace.store, key, at=at)

    def find_person(self, key: str, *, at: datetime) -> Json:
        """Whom could a name, e-mail or address mean?"""
        return privacy.found(self._workspace, key, at=at)

    def kept_of(self, person: str, *, at: datetime) -> Json:
        """What is kept of a person, in short: what would go if they were erased?"""
        return privacy.kept_answer(self._workspace, person, at=at)

    def surfaces(self) -> Json:
        """Which CRMs and pages may hold the panel?"""
        return surfaces.surfaces_answer(self._workspace.settings)

    def connect(self, wanted: Wanted) -> None:
        """Connect a CRM or a page, or connect it anew."""
        surfaces.connected(self._workspace.settings, wanted)

    def disconnect(self, surface: str) -> None:
        """Forget a CRM or a page with its secret."""
        surfaces.disconnected(self._workspace.settings, surface)

    def shared_by(self, email: str) -> Json:
        """What is shared of the uploads of a colleague?"""
        workspace = self._workspace
        return sharing_answer(workspace, viewer_of(workspace.store, checked_email(email)))

    def health(self) -> Json:
        """How large is the workspace, and how does it fare?"""
        return health.health_answer(self._workspace)

    def look_over(self) -> Json:
        """Is anything wrong? This reads the whole store."""
        return health.findings_answer(self._workspace)
