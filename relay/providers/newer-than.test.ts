import { expect, test } from 'vitest'
import { cursorTime, newerThan } from './newer-than.ts'

const item = (id: string, second: number) => ({ id, at: new Date(Date.UTC(2026, 10, 2, 10, 0, second)) })

test('the first look gives nothing and stands at the newest there is', () => {
  const { taken, cursor } = newerThan(null, [item('b', 2), item('a', 1)], 10)
  expect(taken).toEqual([])
  expect(newerThan(cursor, [item('a', 1), item('b', 2), item('c', 3)], 10).taken).toEqual([item('c', 3)])
})

test('the first look into an empty history misses nothing that comes', () => {
  const { cursor } = newerThan(null, [], 10)
  expect(newerThan(cursor, [item('a', 1)], 10).taken).toEqual([item('a', 1)])
})

test('what bears the time of the last item and was not there yet is given, and nothing twice', () => {
  const first = newerThan(newerThan(null, [], 10).cursor, [item('b', 2)], 10)
  const second = newerThan(first.cursor, [item('a', 2), item('b', 2)], 10)
  expect(second.taken).toEqual([item('a', 2)])
  expect(newerThan(second.cursor, [item('a', 2), item('b', 2)], 10).taken).toEqual([])
})

test('what is more than one look takes follows, even within one moment', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id, 2))
  let cursor = newerThan(null, [], 2).cursor
  const seen: string[] = []
  for (let more = true, looks = 0; more && looks < 5; looks += 1) {
    const look = newerThan(cursor, all, 2)
    seen.push(...look.taken.map(({ id }) => id))
    ;({ cursor, more } = look)
  }
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a cursor that cannot be read begins at the beginning, since twice is better than never', () => {
  expect(newerThan('rubbish', [item('a', 1)], 10).taken).toEqual([item('a', 1)])
  expect(cursorTime('rubbish')).toEqual(new Date(0))
})
