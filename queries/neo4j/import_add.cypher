// An import, before its rows are counted.
CREATE (:Import {
    id: $id, source: $source, file: $file, sha256: $sha256, observed_on: $observed_on, at: $at,
    rows: $count, outcomes: $outcomes, run: $run, rev: 0, revocable: true, repeats: '[]'
})
