import { expect, test } from 'vitest'
import { groupCommit } from './group-commit.ts'

test('what arrives together is written together, and each caller gets its own answer', async () => {
  const groups: number[][] = []
  const add = groupCommit<number, string>({
    async write(items) {
      groups.push(items)
      return items.map((item) => `${item} stored`)
    },
  })
  const answers = await Promise.all([1, 2, 3].map(add))
  expect(answers).toEqual(['1 stored', '2 stored', '3 stored'])
  expect(groups).toEqual([[1, 2, 3]])
})

test('what arrives while one group is written makes the next, never larger than the limit', async () => {
  const groups: number[][] = []
  let finish: () => void = () => undefined
  const add = groupCommit<number, number>({
    size: 2,
    async write(items) {
      groups.push(items)
      if (groups.length === 1) await new Promise<void>((resolve) => (finish = resolve))
      return items
    },
  })
  const first = add(0)
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  const rest = [1, 2, 3].map(add)
  finish()
  expect(await Promise.all([first, ...rest])).toEqual([0, 1, 2, 3])
  expect(groups).toEqual([[0], [1, 2], [3]])
})

test('a large group does not wait for the time in which others could come', async () => {
  const add = groupCommit<number, number>({ gather: 600_000, write: async (items) => items })
  const many = Array.from({ length: 16 }, (_, index) => index)
  expect(await Promise.all(many.map(add))).toEqual(many)
  expect(await Promise.all(many.map(add))).toEqual(many)
})

test('who comes alone again and again does not wait for others, until there are some', async () => {
  const groups: number[][] = []
  const add = groupCommit<number, number>({
    gather: 100,
    async write(items) {
      groups.push(items)
      return items
    },
  })
  for (let index = 0; index < 8; index += 1) await add(index)
  const begun = performance.now()
  for (let index = 0; index < 20; index += 1) await add(index)
  expect(performance.now() - begun).toBeLessThan(1_000)
  groups.length = 0
  await Promise.all([add(1), add(2)])
  const late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => add(4))
  await Promise.all([add(3), late])
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('one bad item harms no other, and each failure is told to its own caller', async () => {
  const stored: number[] = []
  const add = groupCommit<number, number>({
    async write(items) {
      if (items.some((item) => item < 0)) throw new Error(`refused ${items.join()}`)
      stored.push(...items)
      return items
    },
  })
  const answers = await Promise.allSettled([1, -2, 3, -4, 5].map(add))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual([
    1,
    'refused -2',
    3,
    'refused -4',
    5,
  ])
  expect(stored).toEqual([1, 3, 5])
})

test('after a failure it goes on', async () => {
  let broken = true
  const add = groupCommit<number, number>({
    async write(items) {
      if (broken) throw new Error('away')
      return items
    },
  })
  await expect(add(1)).rejects.toThrow('away')
  broken = false
  expect(await add(2)).toBe(2)
})

const away = () => Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' })
const inTheWay = () => Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })

test.each([
  ['away', away],
  ['held up by others', inTheWay],
])('a database that is %s is asked once for all of a group, and all hear of it', async (_how, trouble) => {
  let asked = 0
  const add = groupCommit<number, number>({
    write() {
      asked += 1
      return Promise.reject(trouble())
    },
  })
  const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => add(index)))
  expect(answers.map((one) => one.status === 'rejected' && (one.reason as Error).message)).toEqual(
    answers.map(() => trouble().message),
  )
  expect(asked).toBe(1)
})

test('a database that goes away while a group is written one by one is asked no more for the rest of it', async () => {
  const asked: number[][] = []
  const add = groupCommit<number, number>({
    async write(items) {
      asked.push(items)
      if (items.length > 1) throw Object.assign(new Error('a bad item'), { code: '22021' })
      if (items[0] === 2) throw away()
      return items
    },
  })
  const answers = await Promise.allSettled([1, 2, 3, 4].map(add))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  expect(asked).toEqual([[1, 2, 3, 4], [1], [2]])
})

test('few wait longer for others, also those who come while few are written', async () => {
  const groups: number[][] = []
  let finish: () => void = () => undefined
  const add = groupCommit<number, number>({
    gather: 1,
    few: 80,
    async write(items) {
      groups.push(items)
      if (groups.length === 1) await new Promise<void>((resolve) => (finish = resolve))
      return items
    },
  })
  const first = [1, 2].map(add)
  // Enough have come.
  const more = Array.from({ length: 14 }, (_, index) => add(index + 3))
  await new Promise((resolve) => setImmediate(resolve))
  expect(groups.map(({ length }) => length)).toEqual([16])
  finish()
  await Promise.all([...first, ...more])
  groups.length = 0
  const begun = add(1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(groups).toEqual([])
  const behind = add(2)
  while (groups.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const next = add(3)
  finish()
  await Promise.all([begun, behind])
  expect(groups).toEqual([[1, 2]])
  await Promise.all([next, add(4)])
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ])
})
