import { expect, test } from 'vitest'
import { Permanent } from '../errors.ts'
import { createFileMemory, type FileMemory, type HeldFiles } from './file-memory.ts'

interface Answer {
  served: (bytes: number) => void
  refused: () => void
  expects: (bytes: number) => void
}

/** A memory of 100 bytes, and files whose host answers when the test says so. */
function world(keep?: number) {
  const memory = createFileMemory(100, keep)
  const reads: (Answer & { url: string })[] = []
  function hold(urls: string[], about: { portalId?: string; each?: number; signal?: AbortSignal } = {}) {
    return memory.hold({
      ...{ portalId: '1', each: 40, signal: new AbortController().signal, ...about },
      urls,
      read: (url, _limit, expects) =>
        new Promise((resolve, reject) => {
          reads.push({
            ...{ url, expects },
            served: (bytes) => resolve({ content: Buffer.alloc(bytes), served: url }),
            refused: () => reject(new Permanent('attachment_missing', 'gone')),
          })
        }),
    })
  }
  const asked = () => reads.map(({ url }) => url)
  return { memory, reads, asked, hold, at: (url: string) => reads.findLast((one) => one.url === url)! }
}

const settled = async (holding: Promise<HeldFiles>) =>
  Promise.race([holding.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))])

test('what may come takes up room, what it is less makes room, and what nobody needs any more gives way', async () => {
  const { memory, asked, hold, at } = world()
  const [one, two, three] = [
    hold(['one'], { portalId: '1' }),
    hold(['two'], { portalId: '2' }),
    hold(['three'], { portalId: '3' }),
  ]
  expect([asked(), memory.bytes()]).toEqual([['one', 'two'], 80])
  at('one').expects(15)
  expect([asked(), memory.bytes()]).toEqual([['one', 'two', 'three'], 95])
  for (const url of asked()) at(url).served(10)
  const held = await Promise.all([one, two, three])
  expect(memory.bytes()).toBe(30)
  held.forEach(({ release }) => release())
  // Still there, for whoever wants the same; until something else needs its room.
  expect(memory.bytes()).toBe(30)
  const large = hold(['four', 'five'], { each: 45 })
  expect([asked().length, memory.bytes()]).toEqual([5, 100])
  at('four').served(45)
  at('five').served(45)
  expect((await large).files.map(({ served }) => served)).toEqual(['four', 'five'])
})

test('a file is read once for all messages of an account, and for each account anew', async () => {
  const { memory, asked, hold, at } = world()
  const holding = Array.from({ length: 50 }, () => hold(['picture']))
  expect(asked()).toEqual(['picture'])
  at('picture').served(30)
  const held = await Promise.all(holding)
  expect(new Set(held.map(({ files }) => files[0])).size).toBe(1)
  expect(memory.bytes()).toBe(30)
  held.forEach(({ release }) => release())
  ;(await hold(['picture'])).release()
  expect(asked()).toEqual(['picture'])
  void hold(['picture'], { portalId: '2' })
  expect(asked()).toEqual(['picture', 'picture'])
})

test('what could not be read is told to all who waited for it, and read again for the next', async () => {
  const { memory, asked, hold, at } = world()
  const holding = [hold(['gone'], { each: 10 }), hold(['gone', 'there'], { each: 10 })]
  at('gone').refused()
  at('there').served(1)
  for (const one of holding) await expect(one).rejects.toThrow('gone')
  expect(memory.bytes()).toBe(1)
  void hold(['gone'], { each: 10 })
  expect(asked()).toEqual(['gone', 'there', 'gone'])
})

test('after its time a file is shared no more, and its room is free once nobody uses it', async () => {
  const { memory, asked, hold, at } = world(1)
  const first = hold(['picture'], { each: 20 })
  at('picture').served(15)
  const { release } = await first
  await expect
    .poll(() => {
      void hold(['picture'], { each: 20 }).then((held) => held.release())
      return asked().length
    })
    .toBeGreaterThan(1)
  expect(memory.bytes()).toBe(35)
  release()
  expect(memory.bytes()).toBe(20)
})

test('an account whose hosts are slow leaves half of the room for others', async () => {
  const { asked, hold } = world()
  for (const url of ['a', 'b', 'c']) void hold([url], { each: 20 })
  expect(asked()).toEqual(['a', 'b'])
  void hold(['theirs'], { portalId: '2' })
  expect(asked()).toEqual(['a', 'b', 'theirs'])
})

test('who needs much waits its turn, and is not overtaken for ever', async () => {
  const { asked, hold, at } = world()
  const small = hold(['small'], { each: 20 })
  const large = hold(['1', '2', '3'], { each: 90 })
  void hold(['later'], { each: 20 })
  expect(asked()).toEqual(['small'])
  at('small').served(20)
  ;(await small).release()
  // The three share the room evenly.
  expect(asked()).toEqual(['small', '1', '2', '3'])
  for (const url of ['1', '2', '3']) at(url).served(1)
  ;(await large).release()
  await expect.poll(asked).toContain('later')
})

test('who has no more time to wait hears so, and holds up nobody', async () => {
  const { asked, hold, memory } = world()
  const [mine, theirs] = [hold(['a'], { each: 100 }), new AbortController()]
  const waits = hold(['b'], { portalId: '2', signal: theirs.signal })
  expect(await settled(mine)).toBe(false)
  theirs.abort()
  await expect(waits).rejects.toMatchObject({ name: 'Temporary', code: 'attachment_no_room' })
  expect([asked(), memory.bytes()]).toEqual([['a'], 100])
  await expect(hold(['c'], { signal: theirs.signal })).rejects.toMatchObject({ code: 'attachment_no_room' })
})

test('whatever comes and goes, no more is held than there is room for, and nothing is left behind', async () => {
  const { memory, hold, reads } = world(1)
  let most = 0
  const look = (one: FileMemory) => (most = Math.max(most, one.bytes()))
  let ended = 0
  for (let index = 0; index < 200; index += 1) {
    const urls = [`${index % 60}`, `${(index * 7) % 60}`].slice(0, 1 + (index % 2))
    void hold(urls, { portalId: `${index % 5}`, each: 10 + (index % 90) })
      .then(({ release }) => setImmediate(release))
      .catch(() => undefined)
      .finally(() => (ended += 1))
  }
  let served = 0
  await expect
    .poll(
      () => {
        for (; served < reads.length; served += 1) {
          const { served: serve, refused } = reads[served]!
          if (served % 11 === 0) refused()
          else serve(1 + (served % 10))
          look(memory)
        }
        return ended
      },
      { interval: 1, timeout: 10_000 },
    )
    .toBe(200)
  expect(most).toBeLessThanOrEqual(100)
  await expect.poll(() => memory.bytes()).toBe(0)
})
