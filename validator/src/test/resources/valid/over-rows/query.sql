SELECT
  rowtime,
  `method`,
  payment_id,
  AVG(amount) OVER last_three AS average
FROM payments
WINDOW last_three AS (
  PARTITION BY `method` ORDER BY rowtime ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
