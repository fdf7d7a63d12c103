-- Write the file anew from what is live, so that no page holds a stale copy of what was erased.
VACUUM
