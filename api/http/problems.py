"""Every error as RFC 9457 `application/problem+json`, from one table; internals and personal data stay inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.rendering import to_json
from orbit import errors

MEDIA_TYPE = "application/problem+json"
_FOR_PROGRAMS = ("/v1/", "/openapi", "/livez", "/readyz", "/metrics", "/static/")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one class of error is told; `detail` None tells the error's own text, which is meant for the reader."""

    status: int
    code: str
    title: str
    detail: str | None = None
    retry_after: int | None = None


# The store's own texts may name files and servers, so these problems have fixed words.
RULES: dict[type[errors.OrbitError], Rule] = {
    errors.OrbitError: Rule(500, "failed", "Orbit failed", "Something went wrong on our side."),
    errors.UsageError: Rule(400, "wrong-call", "The call cannot be answered as it stands"),
    errors.NotFound: Rule(404, "not-found", "Nothing answers to this name"),
    errors.AskForbidden: Rule(409, "event-forbidden", "The ask's life does not hold this event now"),
    errors.AskRefused: Rule(409, "ask-refused", "This ask cannot be made now"),
    errors.KeyReused: Rule(422, "key-reused", "The idempotency key was used for another call"),
    errors.PolicyError: Rule(
        500, "wrong-policy", "The policy file is wrong", "Run `orbit doctor` where Orbit is installed."
    ),
    errors.BadFile: Rule(422, "bad-file", "The file cannot be read as its source"),
    errors.BadRow: Rule(422, "bad-row", "A row cannot be used"),
    errors.SolverFailed: Rule(500, "plan-failed", "No plan could be worked out", "Ask again; report it if it stays."),
    errors.StoreError: Rule(500, "store-failed", "The store failed", "Run `orbit doctor` where Orbit is installed."),
    errors.StoreUnavailable: Rule(
        503, "store-unavailable", "The store cannot be reached", "Try again in a few seconds.", retry_after=5
    ),
    errors.StoreBusy: Rule(503, "store-busy", "The store is busy", "Try again in a moment.", retry_after=1),
    errors.StoreTooNew: Rule(
        500, "store-too-new", "A newer Orbit wrote this workspace", "Upgrade the Orbit that serves it."
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem as it goes over the wire."""

    status: int
    code: str
    title: str
    detail: str
    more: Mapping[str, Any]
    headers: Mapping[str, str]

    @classmethod
    def of_status(cls, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Problem:
        """Tell a plain HTTP status in its own words."""
        phrase = HTTPStatus(status).phrase
        code = "no-such-address" if status == 404 else phrase.lower().replace(" ", "-")
        return cls(status, code, phrase, detail, {}, dict(headers or {}))

    @classmethod
    def of_error(cls, error: errors.OrbitError) -> Problem:
        """Tell one of our errors by the nearest rule of the table."""
        rule = next(RULES[kind] for kind in type(error).__mro__ if kind in RULES)
        more = _more(error)
        headers = {} if rule.retry_after is None else {"Retry-After": str(rule.retry_after)}
        detail = str(error) if rule.detail is None else rule.detail
        return cls(rule.status, rule.code, rule.title, detail, more, headers)

    def response(self, request_id: str) -> Response:
        """Return the problem as a response that no cache keeps."""
        body = {
            "type": f"urn:problem-type:orbit:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.more,
            "request_id": request_id,
        }
        headers = {"Cache-Control": "no-store", **self.headers}
        return Response(to_json(body), self.status, headers, MEDIA_TYPE)


def _more(error: errors.OrbitError) -> dict[str, Any]:
    """What a program can go on from."""
    if isinstance(error, errors.NotFound):
        return {"nearest": list(error.nearest)}
    if isinstance(error, errors.AskForbidden):
        return {"allowed": list(error.allowed)}
    if isinstance(error, errors.AskRefused):
        return {"rules": list(error.rules), "opens_on": error.opens_on.isoformat() if error.opens_on else None}
    return {}


def request_id(scope: Mapping[str, Any]) -> str:
    """Return the id that the envelope gave this request."""
    return str(scope.get("state", {}).get("request_id", ""))


# Shows a problem to those who read pages; the text is the id of the request.
Page = Callable[[str, Problem], Response]


def install(app: FastAPI, page: Page) -> None:
    """Make every error of the app a problem: as `page` shows it to those who read pages, as JSON to all others."""

    async def tell(request: Request, error: Exception) -> Response:
        problem, number = _problem_of(error), request_id(request.scope)
        return page(number, problem) if wants_page(request.scope) else problem.response(number)

    for kind in (errors.OrbitError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, tell)


def wants_page(scope: Mapping[str, Any]) -> bool:
    """Say whether whoever asks reads pages: what programs call lies below /v1, or answers JSON to who asks for that."""
    if scope["path"].startswith(_FOR_PROGRAMS):
        return False
    accepted = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return b"text/html" in accepted or (b"hx-request", b"true") in scope["headers"]


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, errors.OrbitError):
        return Problem.of_error(error)
    if isinstance(error, RequestValidationError):
        return _of_validation(error)
    if isinstance(error, HTTPException):
        return Problem.of_status(error.status_code, _words(error), error.headers)
    raise error


def _words(error: HTTPException) -> str:
    if error.status_code == 404:
        return "There is no such address here; /openapi.json lists all of them."
    if error.status_code == 405:
        return f"This address takes {(error.headers or {}).get('Allow', 'other methods')} only."
    # The framework's default detail is the phrase, which the title says already.
    return "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)


def _of_validation(error: RequestValidationError) -> Problem:
    found = [_invalid(each) for each in error.errors()]
    told = "; ".join(f"{each['field']}: {each['detail']}" for each in found)
    return Problem(422, "invalid", "A value cannot be used", told, {"errors": found}, {})


def _invalid(error: Mapping[str, Any]) -> dict[str, str]:
    # Pydantic's error also carries the value that was sent; it is left out, it may name a person.
    place, *field = error["loc"]
    detail = "not a parameter of this call" if error["type"] == "extra_forbidden" else error["msg"]
    return {"in": str(place), "field": ".".join(map(str, field)), "detail": detail}
