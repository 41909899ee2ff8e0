/**
 * The rows that a statement is given as JSON in one of its parameters, for its FROM. The planner takes any such list for a hundred
 * rows; while a table is small, or has grown since it was last looked at, it would then read all of it rather than look up the few
 * by their keys, and keep to that plan. Of a range it takes a two-hundredth, so that it looks up whatever there is.
 */
export function listed(parameter: `$${number}`, columns: string): string {
  const names = columns.split(',').map((column) => /^\s*("[^"]+"|\w+)/.exec(column)?.[1])
  return `(select ${names.join(', ')} from rows from (jsonb_to_recordset(${parameter}::jsonb) as (${columns}))
             with ordinality where ordinality between 1 and 1000000)`
}
