import { afterAll, expect, test } from 'vitest'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import type { work } from './fixture/work.ts'
import { createReaders } from './readers.ts'

const module = new URL('./fixture/work.ts', import.meta.url).href
const limits = { processor: 700, time: 20_000, memory: 48 }
const readers = createReaders({ most: 1, limits })
afterAll(() => readers.close())

const doing = (kind: string, bytes?: Uint8Array, { whose = '1', among = readers } = {}) =>
  among.run<typeof work>({ module, name: 'work', args: bytes ? [kind, bytes] : [kind], whose })
const failing = (kind: string) => doing(kind).catch((error: unknown) => error)

test.each([
  ['never ends', new Permanent('too_long_to_read', '')],
  ['eats memory', new Permanent('too_large_to_read', '')],
  // V8 ends the whole process of a thread that wants so much in one piece.
  ['wants it at once', new Permanent('too_large_to_read', '')],
])('what %s is ended with its reason, and what waits behind it is done', async (kind, { name, code }) => {
  const [ended, next] = await Promise.all([failing(kind), doing('next')])
  expect(ended).toMatchObject({ name, code, message: expect.stringContaining('kept as it came') as string })
  expect(ended).toBeInstanceOf(Permanent)
  expect(next).toMatchObject({ kind: 'next' })
})

test.each(['crashes', 'dies of what nobody catches', 'answers what cannot be handed over'])(
  'what %s is a failure of its own, and what waits behind it is done',
  async (kind) => {
    const [ended, next] = await Promise.all([failing(kind), doing('next')])
    expect(ended).toBeInstanceOf(Error)
    expect(ended).not.toBeInstanceOf(Permanent)
    expect(next).toMatchObject({ kind: 'next' })
  },
)

test('what waits for ever is ended when its time is over, which proves nothing of it', async () => {
  const impatient = createReaders({ most: 1, limits: { ...limits, time: 3_000 } })
  const [ended, next] = await Promise.all([
    doing('waits for ever', undefined, { among: impatient }).catch((error: unknown) => error),
    doing('next', undefined, { among: impatient }),
  ])
  expect(ended).toMatchObject({ name: 'Error', message: expect.stringContaining('no end') as string })
  expect(next).toMatchObject({ kind: 'next' })
  await impatient.close()
})

test('this process goes on while another does what never ends', async () => {
  let ended = false
  const work = failing('never ends').finally(() => (ended = true))
  let turns = 0
  while (!ended && turns < 20) {
    await new Promise((resolve) => setTimeout(resolve))
    turns += 1
  }
  expect({ turns, ended }).toEqual({ turns: 20, ended: false })
  await work
})

test('an error comes back with its class, its code and what else it says', async () => {
  const [invalid, permanent, temporary, other] = [
    await failing('is invalid'),
    await failing('is permanent'),
    await failing('is temporary'),
    await failing('fails'),
  ]
  expect(invalid).toBeInstanceOf(Invalid)
  expect(invalid).toMatchObject({ code: 'unreadable_email', message: 'No email.', status: 400, hindrance: 'line:mail' })
  expect(permanent).toBeInstanceOf(Permanent)
  expect(permanent).toMatchObject({ code: 'gone', blame: 'line' })
  expect(temporary).toBeInstanceOf(Temporary)
  expect(temporary).toMatchObject({ code: 'later', retryAfter: 7 })
  expect(other).toMatchObject({ name: 'RangeError', message: 'too deep' })
  expect((other as Error).stack).toContain('work.ts')
})

test('it is given these bytes and nothing that lies beside them, and nothing of the environment', async () => {
  const given = Buffer.from('a secret, and some words, and another secret').subarray(14, 24)
  expect(await doing('plain', given)).toEqual({ kind: 'plain', words: 'some words', secrets: false })
  expect(await doing('looks around')).toEqual({ names: [] })
})

test('whoever has little waits behind one piece of work of whoever has much', async () => {
  const done: string[] = []
  const one = (whose: string) => doing(whose, undefined, { whose }).then(() => done.push(whose))
  await Promise.all([one('much'), one('much'), one('much'), one('little')])
  expect(done).toEqual(['much', 'much', 'little', 'much'])
})

test('when they are closed, what runs and what waits may be tried later', async () => {
  const others = createReaders({ most: 1 })
  const [running, waiting] = ['never ends', 'next'].map((kind) =>
    doing(kind, undefined, { among: others }).catch((error: unknown) => error),
  )
  await others.close()
  expect(await running).toMatchObject({ name: 'Temporary', code: 'stopping' })
  expect(await waiting).toMatchObject({ name: 'Temporary', code: 'stopping' })
  await expect(doing('next', undefined, { among: others })).rejects.toMatchObject({ code: 'stopping' })
})

test('what stood behind one that ended its reader, and had not begun, is done by another, each once', async () => {
  const kinds = ['never ends', 'first', 'second', 'third']
  const answers = await Promise.all(kinds.map((kind) => (kind === 'never ends' ? failing(kind) : doing(kind))))
  expect(answers[0]).toMatchObject({ code: 'too_long_to_read' })
  expect(answers.slice(1)).toMatchObject([{ kind: 'first' }, { kind: 'second' }, { kind: 'third' }])
})
