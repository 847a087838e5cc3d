WITH once AS (
  SELECT rowtime, payment_id, `method`, amount
  FROM (
    SELECT
      rowtime,
      payment_id,
      `method`,
      amount,
      ROW_NUMBER() OVER (PARTITION BY payment_id ORDER BY rowtime ASC) AS nth
    FROM payments)
  WHERE nth = 1
)
SELECT window_start, `method`, COUNT(*) AS payments, SUM(amount) AS amount
FROM TABLE(TUMBLE(TABLE once, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, `method`
