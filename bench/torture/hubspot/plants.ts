import type { Account } from './account.ts'
import { envelope, say, type Answer } from './answer.ts'
import type { Finding, Plant, Scene } from './case.ts'
import { scenes } from './scenes.ts'

/** A wrong that is done on purpose, and as what it must be found. */
export interface PlannedWrong {
  scene: Scene
  answerIn: (account: Account) => Answer
  times: number
  plant: Plant
}

interface Row {
  id?: string
  objectWriteTraceId?: string
  properties: Record<string, string>
  associations?: unknown[]
}
const rowsOf = (body: Buffer): Row[] => (JSON.parse(body.toString()) as { inputs: Row[] }).inputs
const asBody = (inputs: Row[]): Buffer => Buffer.from(JSON.stringify({ inputs }))

function wrong(
  figure: Finding['figure'],
  call: Scene['call'],
  name: string,
  give: (account: Account) => Answer['give'],
  more: { times?: number; plant?: Partial<Plant> } = {},
): PlannedWrong {
  const scene = scenes.find((one) => one.call === call)
  if (!scene) throw new Error(`nothing leads to "${call}"`)
  const answerIn = (account: Account): Answer => ({ name, mayPark: true, give: give(account) })
  return { scene, answerIn, times: more.times ?? Infinity, plant: { figure, ...more.plant } }
}

/** What HubSpot, or the judge, does wrong in accounts of their own. Each that is not found fails the torture. */
export const plants: readonly PlannedWrong[] = [
  wrong('twice', 'create communications', 'an entry is filed twice', () => async (told) => {
    await told.forward()
    const { status, body } = await told.forward()
    say(told, status, body)
  }),
  wrong('lost', 'create communications', 'an entry is said to be filed and is not', () => (told) => {
    const results = rowsOf(told.body).map((row, index) => ({ ...row, id: `77${Date.now()}${index}` }))
    say(told, 201, { status: 'COMPLETE', results })
  }),
  wrong('wrongContact', 'create communications', 'two entries change places', () => async (told) => {
    const rows = rowsOf(told.body)
    const turned = rows.map((row, index) => ({
      ...row,
      associations: rows[rows.length - 1 - index]!.associations ?? [],
    }))
    const { status, body } = await told.forward(asBody(turned))
    say(told, status, body)
  }),
  wrong('wrongContact', 'search contacts', 'a search finds somebody else', ({ people }) => async (told) => {
    const { status, body } = await told.forward()
    const answer = JSON.parse(body.toString()) as { results: Row[] }
    const results = answer.results.map((hit) => ({ ...hit, id: people.findLast(({ id }) => id !== hit.id)?.id ?? '1' }))
    say(told, status, { ...answer, results })
  }),
  wrong(
    'lost',
    'update communications',
    'a change is said to be done and is not',
    () => (told) => say(told, 200, { status: 'COMPLETE', results: rowsOf(told.body) }),
  ),
  wrong('stuck', 'search contacts', 'HubSpot never gets well', () => (told) => say(told, 503, ''), {
    plant: { forEver: true },
  }),
  wrong(
    'parkedUnseen',
    'create communications',
    'the list of what waits is empty',
    () => (told) => say(told, 400, envelope('a property is wrong', 'VALIDATION_ERROR')),
    { times: 12, plant: { blind: true } },
  ),
]
