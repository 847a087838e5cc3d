-- a comment; with a semicolon, and a 'quote'
SELECT
  rowtime, /* another
  comment */
  order_number,
  'München; -- not a comment' AS `text`,
  'it''s ' || city AS quoted
FROM bookings
WHERE city <> 'a;b' AND city <> '/* not a comment */'
;
