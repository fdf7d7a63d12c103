// Whether the store holds anything of its own; a copy under way is somebody else's.
MATCH (s:State {id: 1})
RETURN s.revision > 0 OR EXISTS { MATCH (:Record|Import|LoggedAsk|Suppression|ApiKey|User|SignInLink) }
    OR EXISTS { MATCH (m:Meta) WHERE m.name <> 'copying' }
