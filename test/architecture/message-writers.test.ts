import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findMessageWriters, tablesWritten } from './find-message-writers.ts'

const root = join(import.meta.dirname, '..', '..')

test('one room alone writes how messages stand', () => {
  expect(findMessageWriters(root), 'let relay/message/ write it: see relay/message/transitions.ts').toEqual([])
})

test.each([
  ['an update', "await tx.query('update message set status = $1')", ['message']],
  ['one within another statement', 'with x as (\n  UPDATE  delivery d set state = $1)', ['delivery']],
  ['one over two lines', 'insert into\n       timeline_entry (portal_id) values ($1)', ['timeline_entry']],
  ['one with a schema and quotes', 'delete from public."message_event"', ['message_event']],
  ['one in a function of the database', 'begin update only message set body = $1; end', ['message']],
  ['several', 'update message set a = 1; truncate delivery', ['message', 'delivery']],
])('a statement that is planted is noticed: %s', (_what, text, found) => {
  expect(tablesWritten(text)).toEqual(found)
})

test.each([
  ['a lock', 'select 1 from delivery d for update of d'],
  ['another table', 'update message_template set name = $1'],
  ['a sequence', "setval('delivery_place', 1)"],
])('what writes nothing of these is left alone: %s', (_what, text) => {
  expect(tablesWritten(text)).toEqual([])
})
