"""Learns the weights that Orbit ships: `python -m bench.matching_organisations_learn --data FILE`.

Only the tuning half of the organisations is learned from, so that the other half stays unseen by what is shipped.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.matching_organisations import compare, tuning_examples
from orbit.resolve.naming.learning import learn
from orbit.resolve.naming.weights import to_dict

_SHIPPED = Path(__file__).parent.parent / "orbit" / "resolve" / "naming" / "weights.json"


def main() -> None:
    """Learn from a file of organisations and write the weights."""
    parser = argparse.ArgumentParser(description="Learn how names of companies are matched.")
    parser.add_argument("--data", type=Path, required=True, help="a file of organisations with their other names")
    parser.add_argument("--to", type=Path, default=_SHIPPED, help="where to write the weights")
    told = parser.parse_args()
    weights = learn(tuning_examples(compare(told.data)))
    told.to.write_text(json.dumps({"version": weights.version} | to_dict(weights), indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"Wrote weights {weights.version} to {told.to}\n")


if __name__ == "__main__":
    main()
