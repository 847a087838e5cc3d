SELECT rowtime, order_number, amount, `method`
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY order_number ORDER BY rowtime) AS nth
  FROM payments)
WHERE nth = 1
