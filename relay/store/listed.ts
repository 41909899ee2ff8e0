/**
 * The rows that a statement is given as JSON in one of its parameters, for its FROM. Told of no bound, the planner takes any
 * such list for a hundred rows; while a table is small, or has grown since it was last looked at, it would then read all of it
 * rather than look up the few by their keys, and keep to that plan.
 */
export const listed = (parameter: `$${number}`, columns: string): string =>
  `(select * from jsonb_to_recordset(${parameter}::jsonb) as r(${columns}) limit jsonb_array_length(${parameter}::jsonb))`
