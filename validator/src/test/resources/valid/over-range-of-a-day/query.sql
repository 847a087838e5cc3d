SELECT
  rowtime,
  `method`,
  payment_id,
  SUM(amount) OVER so_far AS total,
  COUNT(*) OVER so_far AS payments
FROM payments
WINDOW so_far AS (
  PARTITION BY `method` ORDER BY rowtime RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW)
