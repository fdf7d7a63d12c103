// How many asks have no event, and how many events have no ask.
RETURN COUNT { MATCH (a:LoggedAsk) WHERE NOT EXISTS { MATCH (:AskEvent {ask: a.id}) } }
    + COUNT { MATCH (e:AskEvent) WHERE NOT EXISTS { MATCH (:LoggedAsk {id: e.ask}) } }
