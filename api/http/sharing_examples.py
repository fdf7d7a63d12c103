"""One invented answer of the routes about sharing, shown in OpenAPI."""

from __future__ import annotations

from typing import Any

SHARING: dict[str, Any] = {
    "uploads": [
        {"source": "linkedin", "email": "rita@example.com", "level": "hidden", "said": "hidden", "most": "full"}
    ]
}
