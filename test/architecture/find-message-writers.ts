import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What says how a message stands, and is therefore written by one room alone. */
const tables = ['message', 'delivery', 'message_event', 'timeline_entry']

/** A statement that writes one of them, however it is spelled and wherever in a text it stands. */
const writes = new RegExp(
  String.raw`\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:only\s+)?` +
    String.raw`(?:"?public"?\.)?"?(${tables.join('|')})"?(?![\w.-])`,
  'gi',
)

/** The tables that a text's statements write, in the order in which they stand there. */
export function tablesWritten(text: string): string[] {
  return [...text.matchAll(writes)].map(([, table]) => table!.toLowerCase())
}

/** Files of the product outside of `relay/message/` with a statement that writes one of these tables, as `<path> <table>`. */
export function findMessageWriters(root: string): string[] {
  const files = globSync('relay/**/*.{ts,sql}', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return files
    .filter((path) => !path.startsWith('relay/message/') && !/\.test\.ts$|^relay\/store\/migrations\//.test(path))
    .flatMap((path) => tablesWritten(readFileSync(join(root, path), 'utf8')).map((table) => `${path} ${table}`))
    .toSorted()
}
