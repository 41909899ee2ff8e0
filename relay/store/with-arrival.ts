/**
 * SQL: the headers of a delivery `t` that waits from now on, with when it came. It stands in the row as well; but a relay of the version before,
 * which may work off what waits (decision 080), looks for it here alone, and would take a STOP or START for as new as its next try.
 */
export const withArrival = `case t.origin when 'webhook' then jsonb_build_object(
    'homing-received', to_char(t.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) || t.headers
  else t.headers end`
