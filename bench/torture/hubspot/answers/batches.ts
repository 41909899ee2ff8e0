import { envelope, isCreate, isUpdate, page, say, type Answer, type Answered, type Told } from '../answer.ts'

interface Input {
  id?: string
  objectWriteTraceId?: string
  properties: Record<string, string>
}
interface Batch {
  status?: string
  results: Record<string, unknown>[]
  errors?: object[]
}

const keyProperty = 'hs_engagement_source_id'

function inputsOf({ body }: Told): Input[] {
  return (JSON.parse(body.toString()) as { inputs: Input[] }).inputs
}

function resultsOf({ body }: Answered): Batch {
  return JSON.parse(body.toString()) as Batch
}

/** Rows that HubSpot refuses, each named as it names them. */
function refusals(inputs: readonly Input[], message: string, more: object = {}): object[] {
  return inputs.map(({ id, objectWriteTraceId }) => ({
    ...{ status: 'error', category: 'VALIDATION_ERROR', message, ...more },
    context: objectWriteTraceId ? { objectWriteTraceId: [objectWriteTraceId] } : { ids: [id] },
  }))
}

const partly = (told: Told, results: object[], errors: object[]) =>
  say(told, 207, { status: 'COMPLETE', results, numErrors: errors.length, errors })

/** All is done, and the answer is changed before it is told. */
function retold(name: string, of: Answer['of'], change: (batch: Batch, told: Told) => Batch): Answer {
  return {
    name,
    of: of!,
    async give(told) {
      const answered = await told.forward()
      say(told, answered.status, change(resultsOf(answered), told))
    },
  }
}

/** Rows with our key are refused one by one, and others done: HubSpot with a property of ours that it does not take. */
const refusesKey = (name: string, message: string): Answer => ({
  name,
  of: isCreate,
  async give(told) {
    const keyed = inputsOf(told).filter(({ properties }) => keyProperty in properties)
    if (keyed.length > 0) return partly(told, [], refusals(keyed, message))
    const { status, body } = await told.forward()
    say(told, status, body, { 'content-type': 'application/json' })
  },
})

/** Only the first row is done, or none where there is one alone; `told` are those of which the answer speaks. */
function someDone(name: string, of: Answer['of'], errors: (left: Input[]) => object[], status = 207): Answer {
  return {
    name,
    of: of!,
    async give(told) {
      const [first, ...others] = inputsOf(told)
      const [done, left] = others.length > 0 ? [[first], others] : [[], [first!]]
      const results =
        done.length > 0 ? resultsOf(await told.forward(Buffer.from(JSON.stringify({ inputs: done })))).results : []
      const wrong = errors(left)
      say(told, status, {
        status: 'COMPLETE',
        results,
        ...(wrong.length > 0 ? { numErrors: wrong.length, errors: wrong } : {}),
      })
    },
  }
}

const writes: NonNullable<Answer['of']> = (call) => isCreate(call) || isUpdate(call)

/** What only batches of entries are answered with. */
export const batches: readonly Answer[] = [
  {
    name: '207 that names nobody',
    of: writes,
    mayPark: true,
    give: (told) => partly(told, [], [{ status: 'error', category: 'VALIDATION_ERROR', message: 'a row was refused' }]),
  },
  someDone('207, one done, the others not spoken of', writes, () => []),
  {
    ...someDone('207, one done, an error that names nobody', writes, () => [
      { message: 'internal error', context: {} },
    ]),
    mayPark: true,
  },
  someDone('207, one done, the others asked to wait', isCreate, (left) =>
    refusals(left, 'You have reached your secondly limit.', { category: 'RATE_LIMITS' }),
  ),
  someDone('207, one done, the others failed inside', isCreate, (left) =>
    refusals(left, 'internal error', { category: 'INTERNAL_ERROR' }),
  ),
  someDone('201, one done, the others not spoken of', writes, () => [], 201),
  {
    ...someDone('207, one done, the others refused', isCreate, (left) => refusals(left, 'body: too odd for words')),
    mayPark: true,
  },
  retold('done, one of the results left out', writes, (batch) => ({ ...batch, results: batch.results.slice(1) })),
  retold('done, no results', writes, (batch) => ({ ...batch, results: [] })),
  retold('done, results without trace ids', isCreate, (batch) => ({
    ...batch,
    results: batch.results.map(({ objectWriteTraceId: _, ...rest }) => rest),
  })),
  retold('done, results with ids alone', isCreate, (batch) => ({
    ...batch,
    results: batch.results.map(({ id }) => ({ id })),
  })),
  retold('done, the answer says PENDING', writes, (batch) => ({ ...batch, status: 'PENDING' })),
  retold('done, and errors that are nothing', writes, (batch) => ({ ...batch, errors: null as unknown as object[] })),
  retold('done, and an error of nobody beside it', writes, (batch) => ({
    ...batch,
    errors: [{ message: 'a warning' }],
  })),
  refusesKey('207, our key does not exist', `{"error":"PROPERTY_DOESNT_EXIST","name":"${keyProperty}"}`),
  refusesKey('207, our key may not be written', `Property "${keyProperty}": READ_ONLY_VALUE`),
  {
    name: '400, our key does not exist',
    of: isCreate,
    async give(told) {
      const keyed = inputsOf(told).some(({ properties }) => keyProperty in properties)
      const more = { errors: [{ message: `Property "${keyProperty}" does not exist`, code: 'PROPERTY_DOESNT_EXIST' }] }
      if (keyed) return say(told, 400, envelope('Property values were not valid', 'VALIDATION_ERROR', more))
      const { status, body } = await told.forward()
      say(told, status, body, { 'content-type': 'application/json' })
    },
  },
  {
    name: '403 page for one of the texts',
    of: writes,
    async give(told) {
      if (told.body.includes('Second')) return page(told, 403, 'Attention Required! | Cloudflare')
      const { status, body } = await told.forward()
      say(told, status, body, { 'content-type': 'application/json' })
    },
  },
]
