"""`orbit users`: who may sign in, as what, and by which link."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.cli.console import HomeOption, JsonOption, narrate, now, open_workspace, print_json, print_text
from orbit.access import Role, User

EmailArgument = Annotated[str, typer.Argument(help="The address by which the user is known.")]
AtOption = Annotated[str, typer.Option("--at", help="Where people open Orbit; else ORBIT_ADDRESS.", show_default=False)]
_HERE = "http://127.0.0.1:8000"


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    users = typer.Typer(help="People who may sign in.", no_args_is_help=True, rich_markup_mode=None)
    users.command("add")(add)
    users.command("list")(list_users)
    users.command("role")(role)
    users.command("disable")(disable)
    users.command("enable")(enable)
    users.command("link")(link)
    app.add_typer(users, name="users")


def add(
    email: EmailArgument,
    *,
    name: Annotated[str, typer.Option(help="What to call them.", show_default=False)],
    role: Annotated[Role, typer.Option(help="rep: read, ask, confirm. manager: a team. admin: everything.")] = Role.REP,
    at: AtOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add somebody, and print the link by which they come in; it works once, for 24 hours.

    Example: orbit users add ida@example.com --name "Ida Berg" --role manager
    """
    from api.signin.links import INVITATION, invite
    from api.signin.users import add_user, new_user

    with open_workspace(home) as workspace:
        user = new_user(email, name, role, at=now())
        add_user(workspace.store, user)
        token = invite(workspace.store, user, at=now(), lasts=INVITATION)
        where = at or workspace.settings.address or _HERE
    _tell_link(user, f"{where.rstrip('/')}/welcome/{token}", hours=24, as_json=as_json)


def link(email: EmailArgument, *, at: AtOption = "", home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Print a link that signs a user in; it works once, for one hour, and lets them choose a password.

    Example: orbit users link ida@example.com
    """
    from api.signin.links import SIGN_IN, invite
    from api.signin.users import user_named

    with open_workspace(home) as workspace:
        user = user_named(workspace.store, email)
        token = invite(workspace.store, user, at=now(), lasts=SIGN_IN)
        where = at or workspace.settings.address or _HERE
    _tell_link(user, f"{where.rstrip('/')}/welcome/{token}", hours=1, as_json=as_json)


def list_users(*, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List who may sign in.

    Example: orbit users list --json
    """
    with open_workspace(home) as workspace:
        users = sorted(workspace.store.users(), key=lambda user: user.email)
    if as_json:
        print_json({"users": [user_form(user) for user in users]})
        return
    for user in users:
        state = "  disabled" if user.disabled_at else ""
        print_text(f"{user.email}  {user.name}  {user.role}{state}")
    if not users:
        narrate('Nobody yet. Add somebody: orbit users add EMAIL --name "NAME" --role admin')


def role(
    email: EmailArgument,
    role: Annotated[Role, typer.Argument(help="The new role.", show_default=False)],
    *,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a user another role; it holds from their next click on.

    Example: orbit users role ida@example.com admin
    """
    from api.signin.users import give_role

    with open_workspace(home) as workspace:
        user = give_role(workspace.store, email, role)
    _tell(user, f"{user.email} is {user.role} now.", as_json=as_json)


def disable(email: EmailArgument, *, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Shut a user out; they are signed out everywhere at once.

    Example: orbit users disable ida@example.com
    """
    from api.signin.users import disable as shut_out

    with open_workspace(home) as workspace:
        user = shut_out(workspace.store, email, at=now())
    _tell(user, f"{user.email} is signed out and cannot sign in any more.", as_json=as_json)


def enable(email: EmailArgument, *, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Let a disabled user in again.

    Example: orbit users enable ida@example.com
    """
    from api.signin.users import enable as let_in

    with open_workspace(home) as workspace:
        user = let_in(workspace.store, email)
    _tell(user, f"{user.email} can sign in again.", as_json=as_json)


def user_form(user: User) -> dict[str, Any]:
    """A user as programs read them; nothing of the password."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "created_at": user.created_at.isoformat(),
        "disabled_at": user.disabled_at.isoformat() if user.disabled_at else None,
        "has_password": user.password_hash is not None,
    }


def _tell(user: User, words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(user_form(user))
    else:
        narrate(words)


def _tell_link(user: User, url: str, *, hours: int, as_json: bool) -> None:
    if as_json:
        print_json({**user_form(user), "link": url})
        return
    lasts = "an hour" if hours == 1 else f"{hours} hours"
    narrate(f"Give this link to {user.email}. It works once, for {lasts}, and is shown only now.")
    print_text(url)
