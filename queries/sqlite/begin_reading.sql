-- Read everything until the end from one state of the file, whatever is written meanwhile.
BEGIN DEFERRED
