import { expect, test } from 'vitest'
import { Unverified } from '../errors.ts'
import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Line } from '../providers/provider.ts'
import { proveGenuine } from './prove-genuine.ts'

const lineWith = (token: string) => ({ id: 'a', settings: { token } }) as unknown as Line
const before = (token: string): EarlierLine => ({
  line: lineWith(token),
  place: 'token',
  since: new Date(0),
  newestSince: new Date(9),
})
const carrier = {
  ...({ line: lineWith('newest'), provider: {} } as unknown as LineOfProvider),
  earlier: [before('second'), before('third')],
}
const valid = async () => true

function proof(given: string) {
  const tried: unknown[] = []
  return {
    tried,
    prove(line: Line) {
      tried.push(line.settings.token)
      if (line.settings.token !== given) throw new Unverified(`not ${String(line.settings.token)}`)
      return `by ${given}`
    },
  }
}

test.each(['newest', 'second', 'third'])(
  'what is genuine by the %s secret is, and all are tried for it',
  async (given) => {
    const { tried, prove } = proof(given)
    const { line, answer, outdone } = await proveGenuine(carrier, prove, valid)
    expect(line.settings).toEqual({ token: given })
    expect(answer).toBe(`by ${given}`)
    expect(tried).toEqual(['newest', 'second', 'third'])
    expect(outdone).toEqual(given === 'newest' ? carrier.earlier : [])
  },
)

test('what is genuine by none is refused in the words about the newest', async () => {
  await expect(proveGenuine(carrier, proof('other').prove, valid)).rejects.toThrow('not newest')
})

test('a secret whose time is over proves nothing, and the database is only asked where one would', async () => {
  const asked: string[] = []
  const over = async ({ line }: EarlierLine) => {
    asked.push(String(line.settings.token))
    return false
  }
  await expect(proveGenuine(carrier, proof('second').prove, over)).rejects.toThrow('not newest')
  await expect(proveGenuine(carrier, proof('other').prove, over)).rejects.toThrow('not newest')
  await proveGenuine(carrier, proof('newest').prove, over)
  expect(asked).toEqual(['second'])
})

test('a secret before that would have done as well was not outdone', async () => {
  const { outdone } = await proveGenuine(carrier, () => 'by whatever it has', valid)
  expect(outdone).toEqual([])
})

test('what is no refusal is not taken for one', async () => {
  const broken = () => {
    throw new TypeError('our own fault')
  }
  await expect(proveGenuine(carrier, broken, valid)).rejects.toThrow(TypeError)
})

test('a line of which nothing was replaced is tried alone', async () => {
  const { tried, prove } = proof('newest')
  await proveGenuine({ line: carrier.line, provider: carrier.provider }, prove, valid)
  expect(tried).toEqual(['newest'])
})
