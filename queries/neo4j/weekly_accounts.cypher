// The best ways to people at each of several accounts; from the third line on it is `warm_paths`, word for word.
UNWIND $accounts AS account
CALL (account) {
  // Whom we want to meet: those who work there now, the likeliest to reply first.
  MATCH (t)-[job:WORKED_AT]->()
  USING INDEX job:WORKED_AT(company, turn)
  WHERE job.company = account.company AND job.turn > 0
    AND (account.title IS NULL OR coalesce(job.folded, toLower(job.title)) CONTAINS account.title)
  WITH account, t, job
  ORDER BY job.company, job.turn
  LIMIT $targets_per_account
  WITH account, t, job.turn AS turn, job.reply * account.signal AS reply
  WITH t, turn, reply, CASE
      WHEN account.floors IS NOT NULL THEN account.floors[t.id]
      WHEN reply > 0.0 THEN $min_score / reply
      ELSE 0.0
    END AS floor
  WHERE floor IS NOT NULL

  // Where each of them was, and the best conceivable tie from time at each company: 1 − exp(−hazard · months).
  MATCH (t)-[s:WORKED_AT]->(c)
  WITH t, turn, reply, floor, c, c.hazards AS hazards, s {.kind, .function, .start, .end, .sure_from, .sure_to,
      chief: s.kind = 'job' AND s.seniority = 'c_level', seated: s.kind IN ['board', 'investor'],
      first: CASE WHEN s.sure_from <= s.sure_to AND s.sure_from < s.start THEN s.sure_from ELSE s.start END,
      last: CASE WHEN s.sure_from <= s.sure_to AND s.sure_to > s.end THEN s.sure_to ELSE s.end END
    } AS spell
  WITH t, turn, reply, floor, c, hazards, spell,
    reduce(most = 0.0, one IN hazards | CASE WHEN one > most THEN one ELSE most END) AS fastest
  WITH t, turn, reply, floor, c, hazards, fastest, collect(spell) AS spells, sum(
      CASE WHEN spell.chief OR spell.seated THEN $investor_missed ELSE 0.0 END
      - (spell.end - spell.start + $slack_days) / $days_per_month
      * CASE
          WHEN spell.kind = 'school' THEN $school_hazard
          WHEN spell.chief OR spell.seated THEN fastest + $board_months_hazard
          ELSE fastest
        END
    ) AS missed
  WITH t, turn, reply, floor, 1.0 - exp(sum(missed)) AS bound, collect({
      c: c, company: c.id, hazards: hazards, fastest: fastest, spells: spells, best: 1.0 - exp(missed)
    }) AS places
  WITH t, turn, reply, floor, bound, places, floor / size(places) AS share

  // Each company's people once, those whom we reach best first: no further than `cut`, or than is of any use. Whoever
  // is worth the floor is worth a share of it at one of the target's companies at least, so they are in its list.
  UNWIND places AS place
  WITH place.c AS c, min(CASE WHEN place.best > 0.0 THEN share / place.best ELSE 2.0 END) AS useful, collect(
      {t: t, turn: turn, reply: reply, floor: floor, share: share, bound: bound, place: place}
    ) AS here
  CALL (c, useful) {
    MATCH (n)-[w:WORKED_AT]->()
    USING INDEX w:WORKED_AT(company, reach)
    WHERE w.company = c.id AND w.reach >= useful
    WITH n, w
    ORDER BY w.company DESC, w.reach DESC
    LIMIT $cut + 1
    RETURN collect(w {n: n, .reach, plain: w.kind = 'job' AND w.seniority <> 'c_level',
      first: CASE WHEN w.sure_from <= w.sure_to AND w.sure_from < w.start THEN w.sure_from ELSE w.start END,
      last: CASE WHEN w.sure_from <= w.sure_to AND w.sure_to > w.end THEN w.sure_to ELSE w.end END
    }) AS listed
  }
  WITH here, listed[..$cut] AS listed, useful, listed[$cut].reach AS next
  UNWIND here AS one
  WITH one, one.place AS place, listed, useful, next
  WITH one.t AS t, one.turn AS turn, one.reply AS reply, one.floor AS floor, one.bound AS bound,
    sum(CASE WHEN next * place.best > one.share THEN next * place.best ELSE one.share END) AS unseen,
    collect(place {.company, .hazards, .fastest, .spells, .best, listed: listed, whole_above: coalesce(next, useful)})
      AS places

  // Who has a pair tie with the target, as far as they are of use, their ties in the order of the days.
  CALL (t, floor) {
    MATCH (t)-[k:KNOWS]-(n)
    WHERE n.reach > 0.0 AND n.reach >= floor
    WITH n, k
    ORDER BY coalesce(k.on, date({year: 1})), k.kind DESC, k.fact
    WITH n, collect(k {.kind, .p, .weight}) AS ties
    RETURN collect({n: n, ties: ties}) AS neighbours
  }

  // How likely each of them, and of those who shared time with the target, knows the target.
  CALL (t, floor, bound, places, neighbours) {
    CALL (t, floor, bound, places, neighbours) {
      UNWIND neighbours AS one
      RETURN one.n AS n, one.ties AS ties
     UNION ALL
      // Of the people in the lists those who can be of use, as far as the days tell: had they shared all that time in
      // the closest way, and been in every other company whose list may lack them.
      WITH [one IN neighbours | one.n] AS known
      UNWIND places AS place
      UNWIND place.listed AS w
      WITH known, place, w
      WHERE w.reach * bound >= floor AND w.n <> t AND NOT w.n IN known
      UNWIND place.spells AS s
      WITH w, place, w.plain AND s.kind = 'job' AND NOT s.chief AS plain,
        CASE WHEN s.first > w.first THEN s.first ELSE w.first END AS first,
        CASE WHEN s.last < w.last THEN s.last ELSE w.last END AS last
      WHERE first <= last
      WITH w.n AS n, w.reach AS reach, exp(sum(CASE WHEN plain
          THEN log(1.0 - (1.0 - exp(-place.fastest * (last - first + 1) / $days_per_month))
            * ($recency_floor + (1.0 - $recency_floor)
              * 0.5 ^ (($today - last) / $days_per_year / $recency_half_life_years)))
          ELSE -1000.0
        END)) AS missed
      WHERE reach * (1.0 - reduce(q = missed, place IN places |
          CASE WHEN reach > place.whole_above THEN q ELSE q * (1.0 - place.best) END)) >= floor
      RETURN n, null AS ties
    }
    OPTIONAL MATCH (n)-[w:WORKED_AT]->()
    WITH n, ties, w, head([place IN places WHERE place.company = w.company]) AS place
    WHERE place IS NOT NULL OR ties IS NOT NULL
    WITH n, ties, place.spells AS spells, place.hazards AS hazards, CASE WHEN place IS NOT NULL THEN
      w {.kind, .function, .start, .end, .sure_from, .sure_to,
         chief: w.kind = 'job' AND w.seniority = 'c_level', seated: w.kind IN ['board', 'investor']} END AS w
    UNWIND coalesce(spells, [null]) AS s

    // The days that both were there, for certain and possibly.
    WITH n, ties, w, s, hazards,
      CASE WHEN s.start > w.start THEN s.start ELSE w.start END AS start,
      CASE WHEN s.end < w.end THEN s.end ELSE w.end END AS end,
      CASE WHEN s.sure_from > w.sure_from THEN s.sure_from ELSE w.sure_from END AS sure_from,
      CASE WHEN s.sure_to < w.sure_to THEN s.sure_to ELSE w.sure_to END AS sure_to
    WITH n, ties, w, s, hazards, end, sure_from - sure_to AS gap,
      CASE WHEN sure_from <= sure_to THEN sure_to - sure_from + 1 ELSE 0 END AS sure,
      CASE WHEN end - start > sure_to - sure_from THEN end - start + 1 ELSE sure_to - sure_from + 1 END AS possible,
      CASE
        WHEN s IS NULL OR start > end AND sure_from > sure_to THEN null
        WHEN s.kind = 'job' AND w.kind = 'job' THEN 'worked'
        WHEN 'school' IN [s.kind, w.kind] THEN CASE WHEN s.kind = w.kind THEN 'school' END
        WHEN 'board' IN [s.kind, w.kind]
          THEN CASE WHEN s.chief OR w.chief OR s.seated AND w.seated THEN 'board' ELSE 'staff' END
        WHEN s.chief OR w.chief THEN 'investor'
      END AS met
    WITH n, ties, met, sure, possible, gap,
      CASE met
        WHEN 'worked' THEN CASE
          WHEN 'unknown' IN [s.function, w.function] THEN hazards[2]
          WHEN s.function = w.function THEN hazards[0]
          ELSE hazards[1]
        END
        WHEN 'staff' THEN hazards[1]
        WHEN 'board' THEN CASE WHEN hazards[0] > 0.0 THEN $board_months_hazard ELSE 0.0 END
        WHEN 'school' THEN $school_hazard
      END / $days_per_month AS hazard,
      $recency_floor + (1.0 - $recency_floor)
        * 0.5 ^ (($today - end) / $days_per_year / $recency_half_life_years) AS recency
    WITH n, ties,
      CASE
        WHEN met = 'investor' THEN 'investor'
        WHEN sure = 0 THEN 'possible'
        WHEN met = 'staff' THEN 'worked'
        ELSE met
      END AS ground,
      recency * CASE
        WHEN met = 'investor' THEN $investor_probability
        WHEN sure > 0 THEN 1.0 - exp(-hazard * sure) + $open_share * (exp(-hazard * sure) - exp(-hazard * possible))
        ELSE exp(-$leaves_per_year * CASE WHEN gap > 0 THEN gap ELSE 0 END / $days_per_year)
          * (1.0 - exp(-hazard * possible))
      END AS p

    // All evidence of one kind together, bounded by its cap. Then what one of the two said, in the order of the days.
    WITH n, head(collect(ties)) AS ties,
      exp(sum(CASE ground WHEN 'worked' THEN log(1.0 - p) ELSE 0.0 END)) AS worked,
      exp(sum(CASE ground WHEN 'possible' THEN log(1.0 - p) ELSE 0.0 END)) AS possible,
      exp(sum(CASE ground WHEN 'board' THEN log(1.0 - p) ELSE 0.0 END)) AS board,
      exp(sum(CASE ground WHEN 'school' THEN log(1.0 - p) ELSE 0.0 END)) AS school,
      exp(sum(CASE ground WHEN 'investor' THEN log(1.0 - p) ELSE 0.0 END)) AS investor
    WITH n, ties, worked, possible, board, school, investor,
      reduce(q = 1.0, k IN ties | CASE WHEN k.weight IS NULL AND k.kind = 'linkedin' THEN q * (1.0 - k.p) ELSE q END)
        AS linkedin,
      reduce(q = 1.0, k IN ties | CASE WHEN k.weight IS NULL AND k.kind <> 'linkedin' THEN q * (1.0 - k.p) ELSE q END)
        AS mail
    WITH n, ties, 1.0
      - (1.0 - $worked_together_cap * (1.0 - worked))
      * (1.0 - $possible_cap * (1.0 - possible))
      * (1.0 - $board_cap * (1.0 - board))
      * (1.0 - $school_cap * (1.0 - school))
      * (1.0 - $investor_cap * (1.0 - investor))
      * (1.0 - $linkedin_cap * (1.0 - coalesce(linkedin, 1.0)))
      * (1.0 - $mail_cap * (1.0 - coalesce(mail, 1.0))) AS counted
    WITH n, reduce(strength = counted, k IN coalesce(ties, []) |
      CASE WHEN k.weight IS NULL THEN strength ELSE k.weight * k.p + (1.0 - k.weight) * strength END) AS strength
    WHERE strength > 0.0 AND n.reach * strength >= floor
    RETURN collect({n: n, strength: strength}) AS candidates
  }

  // From ours directly, from others by each of their best connectors. The best way of each of the best connectors.
  CALL (t, candidates) {
    CALL (t, candidates) {
      WITH t
      WHERE t.willing > 0.0
      // One person at either end of the way: how sure that is counts once, with their reply.
      RETURN t AS connector, null AS bridge, t.willing / coalesce(t.sure, 1.0) AS score
     UNION ALL
      UNWIND candidates AS one
      WITH t, one.n AS n, one.strength AS strength
      UNWIND CASE
        WHEN n.willing > 0.0 THEN [{connector: n, score: n.willing}]
        ELSE [(c)-[r:REACHES]->(n) | {connector: c, bridge: n, score: r.score}]
      END AS way
      WITH t, way.connector AS connector, way.bridge AS bridge, way.score * strength AS score
      WHERE connector <> t AND score > 0.0
      RETURN connector, bridge, score
    }
    WITH connector.id AS connector, bridge.id AS bridge, score
    ORDER BY score DESC, coalesce(bridge, '')
    WITH connector, head(collect([score, bridge])) AS best
    ORDER BY best[0] DESC, connector
    LIMIT $connectors_per_target
    RETURN collect([connector, best[1], best[0]]) AS ways
  }
  RETURN t.id AS target, turn, reply, unseen, ways
}
RETURN account.number AS number, target, reply, unseen, ways, 0 AS rev
ORDER BY number, turn
