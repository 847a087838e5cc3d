SELECT t.rowtime, t.trip_id, l.label, COALESCE(l.text, '') AS text
FROM trips AS t
LEFT JOIN UNNEST(t.labels) AS l (label, text) ON TRUE
