import { begin } from '../forms/begin.ts'
import { json } from '../forms/json.ts'
import { sendblueRow } from '../forms/sendblue.ts'
import { tellFailure, type Failure } from '../forms/tell-status.ts'
import { tuco } from '../forms/tuco.ts'
import type { Act, Delivery, Expectation, RawAnswer, SentBefore, Status } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

const gone: Status[] = ['failed', 'undelivered']
type Tell = (sent: SentBefore) => Delivery
type Case = [
  shape: string,
  group: string,
  tell: (line: string, person: string) => Tell | null,
  expect: (words: string) => Expectation,
]

const out = (): Expectation => ({ becomes: 'status', status: gone, consent: 'out' })
const says = (words: string): Expectation => ({ becomes: 'status', status: gone, problem: words })
const fails = (group: string, shape: string, failure: Failure, expect = out): Case => [
  shape,
  group,
  (line, person) => tellFailure(line, person, failure),
  expect,
]

/** Opt-outs that are heard of after the message was taken, in each vendor's words. */
const optOuts: readonly Case[] = [
  fails('twilio-x', '21610 as a status', { code: 21610 }),
  fails('twilio-x', '63014 as a status', { code: 63014 }),
  fails('tuco-x', 'on the Do Not Contact list', { words: 'Recipient is on the Do Not Contact list' }),
  fails('tuco-x', 'opted out', { words: 'Contact opted out' }),
  fails('tuco-x', 'DNC', { words: 'Blocked: DNC' }),
  [
    'nested, opted out',
    'tuco-x',
    (line, person) =>
      ({ providerId }) =>
        json(line, {
          event: 'message.failed',
          timestamp: new Date().toISOString(),
          data: {
            messageId: providerId,
            recipientPhone: person,
            lineId: lineOf(line).vendorId,
            error: 'Contact has opted-out',
          },
        }),
    out,
  ],
  [
    'the reason in another member',
    'tuco-x',
    (line, person) =>
      ({ providerId }) =>
        json(line, tuco.status(line, person, providerId, 'message.failed', { reason: 'Recipient opted out' })),
    out,
  ],
  [
    'ERROR with opted_out',
    'sendblue-x',
    (line, person) =>
      ({ providerId }) =>
        json(
          line,
          sendblueRow(line, person, providerId, { is_outbound: true, status: 'ERROR', opted_out: true, content: 'x' }),
        ),
    out,
  ],
  [
    'DECLINED with opted_out',
    'sendblue-x',
    (line, person) =>
      ({ providerId }) =>
        json(
          line,
          sendblueRow(line, person, providerId, {
            is_outbound: true,
            status: 'DECLINED',
            opted_out: true,
            content: 'x',
          }),
        ),
    out,
  ],
]

/** The vendor's own words on a failure. */
const words: readonly [group: string, failure: (words: string) => Failure][] = [
  ['whatsapp-x', (said) => ({ code: 131060, words: said })],
  ['whatsapp-x', (said) => ({ code: 131026, words: said })],
  ['twilio-x', (said) => ({ code: 30008, words: said })],
  ['twilio-x', (said) => ({ code: 30999, words: said })],
  ['sendblue-x', (said) => ({ code: 10001, words: said })],
  ['sendblue-x', (said) => ({ code: 8888, words: said })],
  ['linq-x', (said) => ({ code: 3007, words: said })],
  ['linq-x', (said) => ({ code: 4005, words: said })],
  ['tuco-x', (said) => ({ words: said })],
  ['kannel-x', (said) => ({ words: `stat:UNDELIV err:042 ${said}` })],
]

/** An answer and a status with the same code mean the same. */
const alike: Record<string, [failure: Failure, answer: RawAnswer]> = {
  'twilio-x': [
    { code: 21610 },
    { status: 400, body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 } },
  ],
  'tuco-x': [{ words: 'do not contact' }, { status: 403, body: { error: 'Contact is on the Do Not Contact list' } }],
  'sendblue-x': [
    {},
    { status: 400, body: { status: 'ERROR', opted_out: true, error_message: 'opted out', error_code: 4002 } },
  ],
}

/** The same words mean the same, whenever they are told. */
export function toldLater(maker: Maker): void {
  for (const one of optOuts) for (let turn = 0; turn < 2; turn += 1) play(maker, one, '')
  for (const [group, failure] of words) {
    for (let turn = 0; turn < 2; turn += 1) {
      const said = `Reason ${maker.mark()}`
      const { code } = failure(said)
      play(
        maker,
        [
          `words of the vendor, ${code ?? 'without a code'}`,
          group,
          (line, person) => tellFailure(line, person, failure(said)),
          says,
        ],
        said,
      )
    }
  }
  for (const [group, [, answer]] of Object.entries(alike)) answered(maker, group, answer)
}

function play(maker: Maker, [shape, group, tell, expect]: Case, said: string): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
  const make = tell(line, who.phone)
  if (!make) return
  const { acts, openings } = begin(maker, line, who.phone)
  const properties = { mobilephone: who.phone }
  const { provider } = lineOf(line)
  const all: Act[] = [...acts, { do: 'tell', make }, ...tried(maker, expect(said))]
  maker.add({ kind: 'M', shape, provider, mark, who, properties, acts: all, openings, expect: expect(said) })
}

/** Where it was an opt-out, another line tries to write. */
function tried(maker: Maker, { consent }: Expectation): Act[] {
  if (consent !== 'out') return []
  const mark = maker.mark()
  return [{ do: 'send', lineId: maker.line('kannel-m'), body: `Once more ${mark}`, mark }]
}

function answered(maker: Maker, group: string, answer: RawAnswer): void {
  for (let turn = 0; turn < 2; turn += 1) {
    const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(group)]
    const { acts, openings } = begin(maker, line, who.phone, answer)
    const expect = out()
    const all = [...acts, ...tried(maker, expect)]
    const { provider } = lineOf(line)
    maker.add({
      kind: 'M',
      shape: 'an opt-out as the answer',
      provider,
      mark,
      who,
      properties: { mobilephone: who.phone },
      acts: all,
      openings,
      expect,
    })
  }
}
