import { begin } from '../forms/begin.ts'
import { json } from '../forms/json.ts'
import { linq } from '../forms/linq.ts'
import { tellFailure, tellStage, type Stage } from '../forms/tell-status.ts'
import { twilioRefusal } from '../../../../workbench/twilio-api/take-message.ts'
import type { Act, Delivery, RawAnswer, Status } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

const groups = ['whatsapp-x', 'twilio-x', 'sendblue-x', 'linq-x', 'tuco-x', 'kannel-x', 'bluebubbles-x', 'chert-x']
/** Words that no vendor has. */
const words = ['warped', 'held_back', 'Teleported', 'unknown']
const gone: Status[] = ['failed', 'undelivered', 'expired']

/** What is unknown changes nothing for the better. */
export function unknown(maker: Maker): void {
  for (const group of groups) {
    for (const word of words) story(maker, group, `${word} after delivered`, ['delivered', { word }], ['delivered'])
    for (const word of words.slice(0, 2)) failed(maker, group, `${word} after a failure`, word)
    for (const code of codes[group.slice(0, -2)] ?? [])
      failed(maker, group, `the code ${code} of no table`, undefined, code)
  }
  for (const [shape, steps] of Object.entries(numbersOfLinq)) lineStory(maker, 'linq-s', shape, steps, linqNumber)
  for (const [shape, steps] of Object.entries(accountsOfMeta)) lineStory(maker, 'whatsapp-s', shape, steps, metaAccount)
  for (const [group, answer] of Object.entries(refusals)) counted(maker, group, answer)
}

const codes: Record<string, (number | string)[]> = {
  whatsapp: [131999, 139000, 200],
  twilio: [30999, 63999, 30459],
  sendblue: [7777, 'NEW_LIMIT'],
  linq: [3999, 4999],
  bluebubbles: [999, 1301],
}

function story(maker: Maker, group: string, shape: string, stages: Stage[], status: Status[]): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  const told = stages.flatMap((stage) => tellStage(line, who.phone, stage) ?? [])
  if (told.length < stages.length) return
  const begun = begin(maker, line, who.phone)
  const acts: Act[] = [...begun.acts, ...told.map((make): Act => ({ do: 'tell', make }))]
  add(maker, line, shape, who, mark, acts, begun.openings, status)
}

function failed(maker: Maker, group: string, shape: string, word?: string, code?: number | string): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  const failure = tellFailure(line, who.phone, code === undefined ? {} : { code })
  const later = word === undefined ? null : tellStage(line, who.phone, { word })
  if (!failure || (word !== undefined && !later)) return
  const begun = begin(maker, line, who.phone)
  const acts: Act[] = [
    ...begun.acts,
    { do: 'tell', make: failure },
    ...(later ? [{ do: 'tell', make: later } as const] : []),
  ]
  add(maker, line, shape, who, mark, acts, begun.openings, gone)
}

function add(
  maker: Maker,
  line: string,
  shape: string,
  who: ReturnType<Maker['someone']>,
  mark: string,
  acts: Act[],
  openings: number,
  status: Status[],
): void {
  const properties = { mobilephone: who.phone }
  const { provider } = lineOf(line)
  maker.add({
    kind: 'L',
    shape,
    provider,
    mark,
    who,
    properties,
    acts,
    openings,
    expect: { becomes: 'status', status },
  })
}

type Steps = { told: Record<string, unknown>[]; state: 'active' | 'paused' }
const flagged = { new_status: 'FLAGGED', new_reputation: 'CRITICAL' }

/** Only what says that all is well resumes a line. */
const numbersOfLinq: Record<string, Steps> = {
  flagged: { told: [flagged], state: 'paused' },
  'flagged, then active by an old name of its rating': {
    told: [flagged, { new_status: 'ACTIVE', new_health_status: 'CRITICAL' }],
    state: 'paused',
  },
  'flagged, then suspended': {
    told: [flagged, { new_status: 'SUSPENDED', new_reputation: 'SUSPENDED' }],
    state: 'paused',
  },
  'flagged, then a word of tomorrow': {
    told: [flagged, { new_status: 'ACTIVE', new_reputation: 'SHINY' }],
    state: 'paused',
  },
  'flagged, then nothing said': { told: [flagged, { new_status: 'ACTIVE' }], state: 'paused' },
  'flagged, then null': { told: [flagged, { new_status: 'ACTIVE', new_reputation: null }], state: 'paused' },
  'flagged, then healthy': { told: [flagged, { new_status: 'ACTIVE', new_reputation: 'HEALTHY' }], state: 'active' },
  'critical alone': { told: [{ new_status: 'ACTIVE', new_reputation: 'CRITICAL' }], state: 'paused' },
  'critical, then at risk in odd letters': {
    told: [flagged, { new_status: 'Active', new_reputation: 'healthyish' }],
    state: 'paused',
  },
  'a word of tomorrow alone': { told: [{ new_status: 'ACTIVE', new_reputation: 'SHINY' }], state: 'active' },
}

const disabled = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'November 2' } }
const accountsOfMeta: Record<string, Steps> = {
  disabled: { told: [disabled], state: 'paused' },
  'disabled, then a word of tomorrow': {
    told: [disabled, { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'MAYBE' } }],
    state: 'paused',
  },
  'disabled, then another event': { told: [disabled, { event: 'VERIFIED_ACCOUNT' }], state: 'paused' },
  'disabled, then reinstated': {
    told: [disabled, { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }],
    state: 'active',
  },
}

function linqNumber(line: string, told: Record<string, unknown>, maker: Maker): Delivery {
  const { address } = lineOf(line)
  const data = { phone_number: address, previous_status: 'ACTIVE', changed_at: new Date().toISOString(), ...told }
  return json(line, linq.event('phone_number.status_updated', data, maker.id()))
}

function metaAccount(line: string, told: Record<string, unknown>): Delivery {
  return json(line, {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        time: Math.floor(Date.now() / 1_000),
        changes: [{ field: 'account_update', value: { phone_number: lineOf(line).address.slice(1), ...told } }],
      },
    ],
  })
}

function lineStory(
  maker: Maker,
  group: string,
  shape: string,
  { told, state }: Steps,
  make: (line: string, told: Record<string, unknown>, maker: Maker) => Delivery,
): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  // Each a round later than the one before, as time is what orders them.
  const acts = told.map((one): Act => ({ do: 'tell', make: () => make(line, one, maker) }))
  const expect = { becomes: 'nothing' as const, line: { id: line, state } }
  maker.add({ kind: 'L', shape, provider: lineOf(line).provider, mark, who, acts, expect })
}

/** Refusals for reasons of no table: when all fail, the line is asked about. */
const refusals: Record<string, RawAnswer> = {
  'twilio-s': twilioRefusal(400, 30999, 'A reason of tomorrow'),
  'linq-s': {
    status: 400,
    body: { success: false, error: { status: 400, code: 1999, message: 'A reason of tomorrow' } },
  },
  'sendblue-s': { status: 400, body: { status: 'ERROR', error_code: 7777, error_message: 'A reason of tomorrow' } },
  'chert-s': {
    status: 400,
    body: {
      status: 'failed',
      error: { status: 400, code: 1999, message: 'A reason of tomorrow', retryable: false },
      code: 1999,
      message: 'x',
      retryable: false,
    },
  },
  'tuco-s': { status: 400, body: { error: 'A reason of tomorrow' } },
  'kannel-s': { status: 400, body: 'A reason of tomorrow' },
}

function counted(maker: Maker, group: string, answer: RawAnswer): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  const { provider } = lineOf(line)
  maker.add({
    ...{
      kind: 'L',
      shape: 'all fail for a reason of no table',
      provider,
      mark,
      who,
      properties: { mobilephone: who.phone },
    },
    acts: [{ do: 'wait' }, { do: 'many', lineId: line, count: 24, answer }],
    expect: { becomes: 'nothing', line: { id: line, state: 'paused' } },
  })
}
