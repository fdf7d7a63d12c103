"""Who works at an account, as far as known: the likeliest to answer first."""

from __future__ import annotations

from api.presenter.forms import Json, person_form
from api.workspace import Scene


def staff_answer(scene: Scene, company: int, limit: int) -> Json:
    """People with a job there on the scene's day, and how many of them there are."""
    staff, places = scene.view.staff, scene.view.places
    first, end = int(staff.company_at[company]), int(staff.company_at[company + 1])
    rows = staff.job[first : min(end, first + limit)].tolist()
    return {"known": end - first, "items": [person_form(scene, int(places.person[row])) for row in rows]}
